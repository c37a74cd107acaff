package idn

import (
	"maps"
	"slices"
	"strings"
)

// Report is everything that Check found out about one label.
type Report struct {
	Input   string // as given
	Unicode string // the version of the tables, such as "16.0.0"
	// ULabel and ALabel are the two forms, in lower case. They are set when
	// the conversion works, also for labels with faults; ULabel is empty for
	// an input that begins with xn-- and does not decode. An ASCII label is
	// both its own U-label and its own A-label here.
	ULabel, ALabel string
	ASCII          bool   // the U-label has ASCII code points alone
	Script         string // ISO 15924; Zyyy for digits and hyphens alone; empty when scripts are mixed
	ScriptName     string // Unicode's English name of it
	RTL            bool   // has right-to-left characters, so RFC 5893 applies
	CodePoints     []CodePoint
	Findings       []Finding
}

// CodePoint is one code point of the U-label.
type CodePoint struct {
	Rune     rune
	Name     string // Unicode's name, or a label such as <control>
	Script   string // ISO 15924
	Property string // IDNA2008 derived property: PVALID, CONTEXTJ, CONTEXTO, DISALLOWED, UNASSIGNED
}

// String is the code point as U+ and at least four hexadecimal digits.
func (c CodePoint) String() string { return spell(c.Rune) }

// Scope says who asks for a rule.
type Scope string

// The scopes.
const (
	Protocol Scope = "idna"  // the DNS and IDNA2008: true of every label anywhere
	Registry Scope = "round" // the Rules given to Check
	List     Scope = "list"  // a list of names outside this package
)

// Severity orders findings by weight.
type Severity uint8

// The severities.
const (
	Passed Severity = iota
	Warned
	Failed
)

// Finding is the outcome of one rule.
type Finding struct {
	Rule      string // stable id: the key of its messages
	Scope     Scope
	OK        bool // the rule holds
	Warning   bool // it does not hold, which alone makes no label invalid
	Position  int  // 1-based code point that it is about, 0 for the whole label
	CodePoint rune // at that position
	Args      map[string]string
	Source    string // such as "RFC 5892, appendix A.3"
	SourceURL string // empty if it cannot be read on the web

	about *Requirement
}

// Severity weighs the finding.
func (f Finding) Severity() Severity {
	switch {
	case f.OK:
		return Passed
	case f.Warning:
		return Warned
	}
	return Failed
}

// Key names the message that says the finding to a reader.
func (f Finding) Key() string {
	if f.OK {
		return "label.rule." + f.Rule + ".ok"
	}
	return "label.rule." + f.Rule + ".fail"
}

// FixKey names the message that says the way out; empty if there is nothing
// to mend.
func (f Finding) FixKey() string {
	if f.OK {
		return ""
	}
	return "label.rule." + f.Rule + ".fix"
}

// MessageArgs are the arguments of both messages: names and values in turn,
// in the order of the names.
func (f Finding) MessageArgs() []any {
	var args []any
	for _, name := range slices.Sorted(maps.Keys(f.Args)) {
		args = append(args, name, f.Args[name])
	}
	return args
}

// English says the finding in one sentence.
func (f Finding) English() string {
	if f.about == nil {
		return f.Rule
	}
	if f.OK {
		return f.fill(f.about.Holds)
	}
	return f.fill(f.about.Fails)
}

// EnglishFix says the way out, or "" if there is nothing to mend.
func (f Finding) EnglishFix() string {
	if f.about == nil || f.OK {
		return ""
	}
	return f.fill(f.about.Fix)
}

func (f Finding) fill(text string) string {
	for name, value := range f.Args {
		text = strings.ReplaceAll(text, "{{."+name+"}}", value)
	}
	return text
}

// Valid reports whether no rule failed. Warnings do not count.
func (r Report) Valid() bool {
	return !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Severity() == Failed })
}

// Faults lists the findings of this severity or above, in order.
func (r Report) Faults(least Severity) []Finding {
	var out []Finding
	for _, f := range r.Findings {
		if f.Severity() >= least {
			out = append(out, f)
		}
	}
	return out
}
