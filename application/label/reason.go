package label

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/runenames"

	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// Reason says why a rule set does not find a label simply valid.
type Reason struct {
	Code      string // lgr.NotInRepertoire, lgr.ContextRule or lgr.ByAction
	Position  int    // 1-based code point that it is about, 0 for the whole label
	CodePoint rune   // at that position
	Rule      string // name of the rule that decided; empty if none has a part in it
	Action    int    // its place as in lgr.Verdict.ActionIndex, -1 for other reasons

	set *rootzone.Set
	by  lgr.Reason
}

// sentences are the reasons in English by the end of their locale key.
var sentences = map[string]string{
	"not-in-repertoire": "{{.CodePoint}} {{.Name}} at position {{.Position}} is not in the repertoire of {{.RuleSet}}.",
	"context-rule":      "{{.CodePoint}} {{.Name}} may not stand at position {{.Position}}: the rule {{.Rule}} of {{.RuleSet}} does not let it.",
	"match":             "The string matches the rule {{.Rule}} of {{.RuleSet}}, so it is {{.Disposition}}.",
	"not-match":         "The string does not match the rule {{.Rule}} of {{.RuleSet}}, so it is {{.Disposition}}.",
	"any-variant":       "A code point of the string is a variant of the type {{.Types}}, so by {{.RuleSet}} it is {{.Disposition}}.",
	"all-variants":      "All variants in the string are of the type {{.Types}}, so by {{.RuleSet}} it is {{.Disposition}}.",
	"only-variants":     "All code points of the string are variants of the type {{.Types}}, so by {{.RuleSet}} it is {{.Disposition}}.",
	"any-label":         "No other action of {{.RuleSet}} applies, so the string is {{.Disposition}}.",
}

// Sentences are the English messages of all reasons by locale key.
func Sentences() map[string]string {
	all := map[string]string{}
	for kind, text := range sentences {
		all["label.reason."+kind] = text
	}
	return all
}

// At is the same reason at another position.
func (r Reason) At(position int) Reason {
	r.Position = position
	return r
}

// Key names the message that says the reason to a reader.
func (r *Reason) Key() string { return "label.reason." + r.kind() }

// kind is the end of the key.
func (r *Reason) kind() string {
	if r.by.Action == nil {
		return r.Code
	}
	switch a := r.by.Action; {
	case a.Match != "":
		return "match"
	case a.NotMatch != "":
		return "not-match"
	case a.Test != lgr.NoVariantTest:
		return testName(a.Test)
	}
	return "any-label"
}

// Condition is what the action asks, as its attributes say it; empty for other
// reasons.
func (r *Reason) Condition() string {
	if r.by.Action == nil {
		return ""
	}
	return condition(r.by.Action)
}

// MessageArgs are the arguments of the message: names and values in turn.
func (r *Reason) MessageArgs() []any {
	args := []any{"RuleSet", r.set.Name, "Rule", r.Rule}
	if a := r.by.Action; a != nil {
		return append(args, "Disposition", a.Disposition, "Types", strings.Join(a.Types, ", "))
	}
	return append(args, "CodePoint", fmt.Sprintf("U+%04X", r.CodePoint), "Name", runenames.Name(r.CodePoint),
		"Position", strconv.Itoa(r.Position))
}

// English says the reason in one sentence.
func (r *Reason) English() string {
	args := r.MessageArgs()
	pairs := make([]string, len(args))
	for i, arg := range args {
		pairs[i] = fmt.Sprint(arg)
		if i%2 == 0 {
			pairs[i] = "{{." + pairs[i] + "}}"
		}
	}
	return strings.NewReplacer(pairs...).Replace(sentences[r.kind()])
}

// Comment is what the rule set itself says of the rule or action; empty for
// the embedded rule sets, which keep no prose.
func (r *Reason) Comment() string { return r.by.Comment }

// Cited are the ids of the works that the rule set names for the character or
// action of the reason.
func (r *Reason) Cited() []string { return r.by.Refs }

// Source names the section of RFC 7940, the rule set with its version and date,
// and the works that the rule set refers to.
func (r *Reason) Source() string {
	refs := append(slices.Clone(r.by.Refs), ruleRefs(r.set, r.rules()...)...)
	return source(r.set, r.section(), refs)
}

// rules are the names of the rules that have a part in the reason.
func (r *Reason) rules() []string {
	if r.by.Action == nil {
		return r.by.Rules
	}
	return []string{r.Rule}
}

// section of RFC 7940.
func (r *Reason) section() string {
	switch {
	case r.Code == lgr.NotInRepertoire:
		return "8.1"
	case r.Code == lgr.ContextRule:
		return "5.2"
	case r.Action >= len(r.set.LGR().Actions):
		return "7.6"
	case r.Rule != "":
		return "7.1"
	case r.by.Action != nil && r.by.Action.Test != lgr.NoVariantTest:
		return "7.2"
	}
	return "7"
}

// appendReasons says why a verdict is not simply "valid".
func appendReasons(out []Reason, s *rootzone.Set, v lgr.Verdict) []Reason {
	if v.Disposition == "valid" {
		return out
	}
	for _, by := range v.Reasons {
		r := Reason{Code: by.Code, Position: by.Position, CodePoint: by.CP, Action: -1, set: s, by: by}
		switch {
		case by.Action != nil:
			r.Action = by.Index
			r.Rule = cmp.Or(by.Action.Match, by.Action.NotMatch)
		case len(by.Rules) == 1:
			r.Rule = by.Rules[0]
		case len(by.Rules) > 1:
			r.Rule = strings.Join(by.Rules, ", ")
		}
		out = append(out, r)
	}
	return out
}

// testName is the attribute that asks for a test.
func testName(t lgr.VariantTest) string {
	return [...]string{lgr.AnyVariant: "any-variant", lgr.AllVariants: "all-variants", lgr.OnlyVariants: "only-variants"}[t]
}

// condition is what an action asks, as its attributes say it.
func condition(a *lgr.Action) string {
	var parts []string
	if a.Match != "" {
		parts = append(parts, "match="+a.Match)
	}
	if a.NotMatch != "" {
		parts = append(parts, "not-match="+a.NotMatch)
	}
	if a.Test != lgr.NoVariantTest {
		parts = append(parts, testName(a.Test)+"="+strings.Join(a.Types, " "))
	}
	if parts == nil {
		return "any-label"
	}
	return strings.Join(parts, ",")
}

// ruleRefs are the references of rules of a set.
func ruleRefs(s *rootzone.Set, names ...string) []string {
	var refs []string
	for _, r := range s.LGR().Rules {
		if slices.Contains(names, r.Name) {
			refs = append(refs, r.Refs...)
		}
	}
	return refs
}

// source names the section, the rule set and its references.
func source(s *rootzone.Set, section string, refs []string) string {
	parts := []string{"RFC 7940, " + section, setSource(s)}
	if len(refs) > 0 {
		for _, r := range s.LGR().References {
			if slices.Contains(refs, r.ID) {
				parts = append(parts, strings.Join(strings.Fields(r.Text), " "))
			}
		}
	}
	return strings.Join(parts, "; ")
}

// setSource names a rule set with its version and date.
func setSource(s *rootzone.Set) string {
	out := s.Name
	if s.Version != "" {
		out += ", version " + s.Version
	}
	if s.Date != "" {
		out += ", " + s.Date
	}
	return out
}
