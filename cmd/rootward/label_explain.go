package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/unicode/runenames"

	"rootward/application/label"
	"rootward/idn"
	"rootward/idn/rootzone"
)

type labelExplainCmd struct {
	Label string `arg:"" help:"Label to explain."`
	ruleSetFlag
	roundFlag
	Variants int `help:"How many allocatable variants to show." default:"10" placeholder:"N"`
}

// Run tells everything about one label.
func (c *labelExplainCmd) Run(std *stdio) error {
	policy, err := c.policy()
	if err != nil {
		return err
	}
	set, err := c.set(std, auto)
	if err != nil {
		return err
	}
	o := label.Options{Set: set, Policy: policy, Variants: c.Variants, Dispositions: []string{"allocatable"}, Fold: true}
	v, err := label.Judge(c.Label, o)
	if v.Set == nil {
		return fmt.Errorf("label explain: %w", err)
	}
	e := &explainer{Writer: bufio.NewWriter(std.Out), v: &v, how: v.Explain(), counting: err}
	e.forms()
	e.codePoints()
	e.ruleSet()
	e.path()
	e.variants()
	e.findings()
	e.advice()
	return unlessPipeEnded(e.Flush())
}

// explainer writes what a person wants to know of one label.
type explainer struct {
	*bufio.Writer // keeps the first error

	v        *label.Verdict
	how      label.Explanation
	counting error // why the variants are not counted
}

func (e *explainer) say(format string, args ...any) {
	fmt.Fprintf(e.Writer, format, args...)
}

func (e *explainer) head(text string) {
	e.say("\n%s\n%s\n", text, strings.Repeat("─", columns(text)))
}

func (e *explainer) forms() {
	r := &e.v.Report
	verdict := "nothing speaks against it"
	switch {
	case !e.v.Eligible:
		verdict = "not eligible under " + e.v.Set.Name
	case !r.Valid():
		verdict = "eligible under " + e.v.Set.Name + ", but there are faults"
	}
	e.say("%s: %s\n\n", printable(string(e.v.Label)), verdict)
	e.say("U-label      %s\n", printable(r.ULabel))
	e.say("A-label      %s (%d octets)\n", printable(r.ALabel), len(r.ALabel))
	e.say("code points  %s\n", e.v.Spell())
	script := "mixed"
	if r.Script != "" {
		script = r.ScriptName + " (" + r.Script + ")"
	}
	e.say("script       %s\n", script)
	e.say("index key    %s\n", printable(e.v.IndexKey))
}

func (e *explainer) codePoints() {
	e.head("Code points")
	for i, r := range e.v.Label {
		property := ""
		if i < len(e.v.Report.CodePoints) {
			property = e.v.Report.CodePoints[i].Property
		}
		e.say("%3d  %s  U+%s  %s  %s\n", i+1, padded(string(r), 2), appendCP(nil, r), runenames.Name(r), property)
	}
}

// padded is a character for a column; what cannot be seen is left out.
func padded(s string, width int) string {
	if s != visible(s) || strings.TrimSpace(s) == "" {
		s = "·"
	}
	return s + strings.Repeat(" ", max(0, width-columns(s)))
}

// describedSet is what a rule set says of itself; a file may leave all of it out.
func describedSet(s *rootzone.Set) []string {
	parts := []string{s.Name}
	for _, part := range []struct{ name, value string }{{"version ", s.Version}, {"", s.Date}, {"Unicode ", s.UnicodeVersion}} {
		if part.value != "" {
			parts = append(parts, part.name+part.value)
		}
	}
	return parts
}

func (e *explainer) ruleSet() {
	s := e.v.Set
	e.head("Rule set")
	e.say("%s\n", strings.Join(describedSet(s), ", "))
	switch {
	case e.v.Chosen && e.v.Fits:
		e.say("Chosen because all code points are in its own repertoire.\n")
	case e.v.Chosen:
		e.say("No script has all code points of the label in its repertoire; this rule set comes nearest.\n")
	}
	for _, o := range e.v.OtherRuleSets {
		e.say("%s has them all, too.\n", o.Name)
	}
	e.say("Disposition: %s\n", e.v.Disposition)
	for i := range e.v.Reasons {
		r := &e.v.Reasons[i]
		e.say("  ✗ %s\n    [%s]\n", visible(r.English()), visible(r.Source()))
	}
}

func (e *explainer) variants() {
	e.head("Variants")
	if e.counting != nil {
		e.say("Not counted: %s\n", e.counting)
		return
	}
	if len(e.v.Counts) == 0 {
		e.say("none\n")
		return
	}
	e.say("%s\n", dispositions(e.v.Counts))
	for _, variant := range e.v.Variants {
		d, ok := e.how.Derive(variant)
		e.say("  %s  %s  %s\n", variant.Disposition, printable(string(variant.CP)), appendSpelled(nil, variant.CP))
		if ok {
			e.say("    %s; action %d, %s\n", replaced(d), d.Action, visible(d.Condition))
		}
	}
	if more := int64(len(e.v.Variants)); e.v.Count("allocatable").IsInt64() && e.v.Count("allocatable").Int64() > more {
		e.say("  More: rootward label variants %s --disposition allocatable\n", e.v.Report.ALabel)
	}
}

func (e *explainer) findings() {
	e.head("IDNA2008, the round and the lists of names")
	for _, s := range []idn.Severity{idn.Failed, idn.Warned, idn.Passed} {
		sign := map[idn.Severity]string{idn.Failed: "✗", idn.Warned: "!", idn.Passed: "✓"}[s]
		for _, f := range e.v.Report.Findings {
			if f.Severity() != s {
				continue
			}
			e.say("  %s %s", sign, visible(f.English()))
			if f.Source != "" {
				e.say(" [%s]", f.Source)
			}
			e.say("\n")
		}
	}
}

// advice is what to do next: the ways out of what is wrong, each once.
func (e *explainer) advice() {
	e.head("What to do")
	said := map[string]bool{}
	for _, f := range e.v.Report.Faults(idn.Warned) {
		if fix := f.EnglishFix(); fix != "" && !said[fix] {
			said[fix] = true
			e.say("  • %s\n", visible(fix))
		}
	}
	switch {
	case !e.v.Eligible:
		e.say("  • Choose a string that %s finds eligible.\n", e.v.Set.Name)
	case len(said) == 0:
		e.say("  Nothing: the string can be applied for.\n")
	}
	if n := e.v.Count("allocatable"); n.Sign() > 0 {
		e.say("  • %s allocatable variants can be asked for with it; nobody else can have them or the blocked ones.\n", n)
	}
}

var _ io.Writer = (*explainer)(nil)
