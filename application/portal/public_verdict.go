package portal

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

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

// labelVerdict shows what was found out about a label: failed rules first,
// then warnings, then rules that hold, each with its source.
func labelVerdict(r idn.Report) templates.LabelVerdict {
	v := templates.LabelVerdict{Valid: r.Valid(), Label: label(r.ULabel, r.ALabel, r.Script, "")}
	v.Label.A = r.ALabel
	if v.Label.U == "" {
		v.Label.U = r.Input
	}
	wrong := map[int]bool{}
	failed, warned := 0, 0
	var rules [3][]templates.Rule
	for _, f := range r.Findings {
		s := f.Severity()
		switch s {
		case idn.Failed:
			failed++
			wrong[f.Position] = true
		case idn.Warned:
			warned++
		case idn.Passed:
		}
		rules[s] = append(rules[s], rule(f))
	}
	v.Rules = slices.Concat(rules[idn.Failed], rules[idn.Warned], rules[idn.Passed])
	v.Tag, v.Summary = verdictWords(failed, warned)
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
	for i, p := range r.CodePoints {
		char := string(p.Rune)
		if !utf8.ValidRune(p.Rune) {
			char = "\uFFFD"
		}
		v.CodePoints = append(v.CodePoints, templates.CodePoint{Char: char, Code: p.String(), Name: p.Name, Wrong: wrong[i+1]})
	}
	return v
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
		State: ruleStates[f.Severity()], Text: templates.T(f.Key(), f.MessageArgs()...),
		Source: templates.Plain(f.Source), Href: f.SourceURL,
	}
	if f.Severity() != idn.Passed {
		out.Remedy = templates.T(f.FixKey(), f.MessageArgs()...)
	}
	return out
}

// plainForm is what somebody probably meant: without dots around it, in small
// letters, in composed form.
func plainForm(s string) string {
	return norm.NFC.String(strings.ToLower(norm.NFKC.String(strings.Trim(s, ". \t"))))
}
