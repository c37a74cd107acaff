package portal

import (
	"errors"
	"slices"
	"strings"
	"time"

	labels "rootward/application/label"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
	"rootward/templates"
)

// rfc7940 is where the format of rule sets can be read.
const rfc7940 = "https://www.rfc-editor.org/rfc/rfc7940"

// setName is a rule set as readers call it: by its script.
func setName(e *rootzone.Edition, s *rootzone.Set) templates.Text {
	if s == e.Common() {
		return templates.T("check.set.common")
	}
	code := scriptOf(s)
	if code == "" {
		return templates.Plain(s.Name)
	}
	return templates.T("check.set.script", "Script", scriptName(code, code))
}

// scriptOf is the script of a rule set, as its language tag names it: und-Jpan
// for the three that Japanese is written with.
func scriptOf(s *rootzone.Set) string {
	if _, code, ok := strings.Cut(s.Language, "-"); ok && slices.Contains(namedScripts, code) {
		return code
	}
	if len(s.Scripts) > 0 {
		return s.Scripts[0]
	}
	return ""
}

// setVerdict is what the rule set says.
func setVerdict(q question, v labels.Verdict) *templates.RuleSetVerdict {
	out := &templates.RuleSetVerdict{}
	if q.noSet != "" {
		out.Summary = templates.T("check.set.unknown", "Set", templates.Plain(seen(q.noSet)), "Edition", q.edition.ID)
	}
	if v.Set == nil {
		out.Tag = templates.Tag{Kind: "none", Text: templates.T("check.set.none")}
		out.Summary = templates.Join(" ", out.Summary, templates.T("check.set.unreadable"))
		return out
	}
	out.Name, out.ID, out.Href = setName(q.edition, v.Set), v.Set.Name, ruleSetPath(q.edition, v.Set)
	out.Edition = templates.T("check.set.edition", "Edition", q.edition.ID, "Version", orDash(v.Set.Version), "Date", dayOf(v.Set.Date), "Unicode", orDash(v.Set.UnicodeVersion))
	if q.edition.Source != "" {
		out.Source = &templates.Source{Text: templates.Plain(q.edition.Source), Href: q.edition.SourceURL}
	}
	out.Tag, out.Summary = setWords(q, v, out.Summary)
	for i := range v.Reasons {
		out.Reasons = append(out.Reasons, reasonRule(&v.Reasons[i], v.Eligible))
	}
	for _, s := range v.OtherRuleSets {
		out.Others = append(out.Others, templates.Link{Href: checkPath(q.typed, q.round.ID, s.Name), Text: setName(q.edition, s)})
	}
	return out
}

// setWords is the verdict in words, and what follows from it in this round.
func setWords(q question, v labels.Verdict, before templates.Text) (templates.Tag, templates.Text) {
	parts := []templates.Text{before}
	tag := templates.Tag{Kind: "done", Text: templates.T("check.set.eligible")}
	switch {
	case !v.Eligible:
		tag = templates.Tag{Kind: "late", Text: templates.T("check.set.not_eligible")}
		if !q.binding {
			tag.Kind = "wait"
		}
		if v.Chosen && !v.Fits {
			parts = append(parts, templates.T("check.set.outside"))
		}
		if q.basis != nil {
			parts = append(parts, q.basis)
		}
		parts = append(parts, templates.T("check.set.not_eligible.why"))
	case v.Disposition != "valid":
		parts = append(parts, templates.T("check.set.eligible.disposition", "Disposition", dispositionName(v.Disposition)))
	default:
		parts = append(parts, templates.T("check.set.eligible.why"))
	}
	return tag, templates.Join(" ", parts...)
}

// dayOf is the date of a rule set as the reader's language writes days.
func dayOf(date string) templates.Text {
	if t, err := time.Parse(time.DateOnly, date); err == nil {
		return templates.Day(t)
	}
	return orDash(date)
}

// orDash stands for what a rule set does not say.
func orDash(s string) templates.Text {
	if s == "" {
		return templates.Plain("–")
	}
	return templates.Plain(s)
}

// dispositions that have words in every language; those that a rule set makes
// up are called as it calls them.
var namedDispositions = []string{"valid", "invalid", "blocked", "allocatable", "activated"}

func dispositionName(d string) templates.Text {
	if slices.Contains(namedDispositions, d) {
		return templates.T("check.disposition." + d)
	}
	return templates.Plain(d)
}

// reasonRule says why the rule set decided so: which code point, which rule,
// and where that is written.
func reasonRule(r *labels.Reason, eligible bool) templates.Rule {
	out := templates.Rule{State: "late", Text: reasonText(r), Source: reasonSource(r), Href: rfc7940}
	if eligible {
		out.State = "wait"
		return out
	}
	switch r.Code {
	case lgr.NotInRepertoire, lgr.ContextRule:
		out.Remedy = templates.T("check.remedy." + r.Code)
	default:
		out.Remedy = templates.T("check.remedy.rule")
	}
	return out
}

// mostReferences is how many references of a rule set stand beside a reason;
// the page of the set has them all.
const mostReferences = 2

// reasonSource is where a reason comes from: the section of RFC 7940, the rule
// set, and what that refers to.
func reasonSource(r *labels.Reason) templates.Text {
	parts := strings.Split(r.Source(), "; ")
	more := len(parts) - 2 - mostReferences
	if more <= 0 {
		return templates.Plain(r.Source())
	}
	return templates.Join("; ", templates.Plain(strings.Join(parts[:2+mostReferences], "; ")), templates.T("check.more_references", "Count", more))
}

// reasonText is the reason in the reader's language.
func reasonText(r *labels.Reason) templates.Text {
	args := r.MessageArgs()
	for i := 0; i+1 < len(args); i += 2 {
		value, ok := args[i+1].(string)
		if !ok {
			continue
		}
		if args[i] == "Disposition" {
			args[i+1] = dispositionName(value)
		} else {
			args[i+1] = seen(cutShort(value))
		}
	}
	return templates.T(r.Key(), args...)
}

// tooMuch reports whether an answer was given up because of the work.
func tooMuch(err error) bool { return errors.Is(err, lgr.ErrTooComplex) }
