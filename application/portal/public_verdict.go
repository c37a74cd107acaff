package portal

import (
	"slices"
	"unicode"
	"unicode/utf8"

	labels "rootward/application/label"
	"rootward/idn"
	"rootward/templates"
)

// namedScripts are the scripts that have a name in every language; others are
// called as Unicode calls them.
var namedScripts = []string{
	"Arab", "Armn", "Beng", "Cyrl", "Deva", "Ethi", "Geor", "Grek", "Gujr", "Guru", "Hang", "Hani", "Hans", "Hant", "Hebr", "Hira",
	"Jpan", "Kana", "Khmr", "Knda", "Kore", "Laoo", "Latn", "Mlym", "Mymr", "Orya", "Sinh", "Taml", "Telu", "Thaa", "Thai",
}

func scriptName(code, unicode string) templates.Text {
	if slices.Contains(namedScripts, code) {
		return templates.T("script." + code)
	}
	return templates.Plain(unicode)
}

// wholeVerdict is everything found out about a string: by IDNA2008, the round
// and the lists, by the rule set, and what it collides with.
func wholeVerdict(q question, v labels.Verdict, variantsErr error, met *met, compact bool) templates.LabelVerdict {
	r := v.Report
	r.Findings = slices.DeleteFunc(slices.Clone(r.Findings), func(f idn.Finding) bool { return f.Scope == idn.List && !f.OK })
	out := labelVerdict(r)
	failed, warned := count(r)
	failed, warned = failed+met.failed, warned+met.warned
	switch {
	case v.Eligible || v.Set == nil:
	case q.binding:
		failed++
	default:
		warned++
	}
	if r.Input == "" { // meant as code points, but none could be read
		failed++
		out.Label.U = onCircle(seen(cutShort(q.typed)))
		out.Rules = append(out.Rules, templates.Rule{State: "late", Text: templates.T("check.code_points.fail"), Remedy: templates.T("check.code_points.fix")})
	}
	out.Valid = failed == 0
	out.Tag, out.Summary = verdictWords(failed, warned)
	out.Compact = compact
	out.Collisions = met.view(q, v)
	out.Set = setVerdict(q, v)
	out.Variants = variantsOf(v, variantsErr, compact)
	if compact {
		out.Set.Edition, out.Set.Source = nil, nil
	}
	for i, reason := range v.Reasons {
		if reason.Position > 0 && reason.Position <= len(out.CodePoints) && !v.Eligible {
			out.CodePoints[v.Reasons[i].Position-1].Wrong = true
		}
	}
	return out
}

// labelVerdict shows what was found out about a label by rules of the protocol
// and the round: failed ones first, then warnings; those that hold apart.
func labelVerdict(r idn.Report) templates.LabelVerdict {
	v := templates.LabelVerdict{Valid: r.Valid(), Label: label(r.ULabel, r.ALabel, r.Script, "")}
	v.Label.A = r.ALabel
	if v.Label.U == "" {
		v.Label.U = r.Input
	}
	v.Label.U, v.Label.A = onCircle(seen(cutShort(v.Label.U))), cutShort(v.Label.A)
	wrong := map[int]bool{}
	var rules [3][]templates.Rule
	for _, f := range r.Findings {
		s := f.Severity()
		if s == idn.Failed {
			wrong[f.Position] = true
		}
		rules[s] = append(rules[s], rule(f))
	}
	v.Rules, v.Held = slices.Concat(rules[idn.Failed], rules[idn.Warned]), rules[idn.Passed]
	v.Tag, v.Summary = verdictWords(count(r))
	if r.Script != "" {
		direction := "public.check.ltr"
		if r.RTL {
			direction = "public.check.rtl"
		}
		v.Script = templates.T(direction, "Script", scriptName(r.Script, r.ScriptName), "Code", templates.Plain(r.Script))
	}
	if n := len(r.CodePoints); n > 0 {
		v.Length = templates.T("public.check.length", "Count", n, "Octets", len(r.ALabel))
	}
	if more := len(r.CodePoints) - mostCodePoints; more > 0 {
		v.MoreCodePoints = templates.T("verdict.more_code_points", "Count", more)
	}
	for i, p := range r.CodePoints[:min(len(r.CodePoints), mostCodePoints)] {
		v.CodePoints = append(v.CodePoints, templates.CodePoint{Char: onCircle(seen(string(p.Rune))), Code: p.String(), Name: p.Name, Wrong: wrong[i+1]})
	}
	return v
}

// mostCodePoints is how many code points of a text are shown: no label has more.
const mostCodePoints = 63

// cutShort cuts what is longer than any label.
func cutShort(s string) string {
	n := 0
	for i := range s {
		if n++; n > mostCodePoints {
			return s[:i] + "…"
		}
	}
	return s
}

// onCircle gives a text that begins with a combining mark something to stand
// on.
func onCircle(s string) string {
	if first, _ := utf8.DecodeRuneInString(s); unicode.Is(unicode.M, first) {
		return "\u25CC" + s
	}
	return s
}

// count tells how many rules do not hold, and how many need attention.
func count(r idn.Report) (failed, warned int) {
	return len(r.Faults(idn.Failed)), len(r.Faults(idn.Warned)) - len(r.Faults(idn.Failed))
}

func verdictWords(failed, warned int) (templates.Tag, templates.Text) {
	switch {
	case failed > 0:
		return templates.Tag{Kind: "late", Text: templates.T("public.check.no")}, templates.T("public.check.no.why", "Count", failed)
	case warned > 0:
		return templates.Tag{Kind: "wait", Text: templates.T("public.check.maybe")}, templates.T("public.check.maybe.why", "Count", warned)
	}
	return templates.Tag{Kind: "done", Text: templates.T("public.check.yes")}, templates.T("public.check.yes.why")
}

// states of a rule by severity, as templates.Rule has them.
var ruleStates = map[idn.Severity]string{idn.Passed: "done", idn.Warned: "wait", idn.Failed: "late"}

func rule(f idn.Finding) templates.Rule {
	out := templates.Rule{
		State: ruleStates[f.Severity()], Text: templates.T(f.Key(), findingArgs(f)...),
		Source: templates.Plain(f.Source), Href: f.SourceURL,
	}
	if f.Severity() != idn.Passed {
		out.Remedy = templates.T(f.FixKey(), findingArgs(f)...)
	}
	return out
}

// findingArgs are the arguments of a finding's messages, with marks for what
// cannot be seen.
func findingArgs(f idn.Finding) []any {
	args := f.MessageArgs()
	for i := 1; i < len(args); i += 2 {
		if text, ok := args[i].(string); ok {
			args[i] = seen(cutShort(text))
		}
	}
	return args
}
