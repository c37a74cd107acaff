package label

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"rootward/application/namelist"
	"rootward/idn"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// Series judges many labels, one after the other, by the same options. It is
// for one goroutine. Its verdicts are those of Judge, but their reports have
// the faults and warnings alone, neither what holds nor the code points.
type Series struct {
	o       Options
	checker *idn.Checker
	aside   []namelist.Effect
	v       Verdict

	counters map[*rootzone.Set]*lgr.Counter

	// Memory that serves label after label.
	text     []byte
	label    []rune
	reasons  []Reason
	findings []idn.Finding
	hits     []namelist.Hit
}

// NewSeries begins a series.
func NewSeries(o Options) *Series {
	s := &Series{o: o, counters: map[*rootzone.Set]*lgr.Counter{}}
	var rules idn.Rules
	if o.Policy != nil {
		rules, s.aside = o.Policy.Strings, setAside(o.Policy)
	}
	var err error
	if s.checker, err = idn.NewChecker(rules); err != nil {
		rules.Unicode = "" // as idn.Check reads a version that it does not know
		if s.checker, err = idn.NewChecker(rules); err != nil {
			panic("label: the default version of Unicode: " + err.Error())
		}
	}
	return s
}

// Judge judges one label as the function Judge does. The verdict is valid
// until the next call.
func (s *Series) Judge(text []byte) (*Verdict, error) {
	v := &s.v
	*v = Verdict{Input: string(text), Counts: v.Counts[:0], Variants: v.Variants[:0], Reasons: s.reasons[:0]}
	err := s.read(text)
	if err == nil {
		err = v.evaluate(&s.o)
		s.reasons = v.Reasons
	}
	if err == nil {
		err = s.count()
	}
	return v, err
}

// count counts the variants; only if some are to be listed, they are found one
// by one.
func (s *Series) count() error {
	v := &s.v
	if s.o.Variants > 0 || s.o.NoVariants || !v.Eligible {
		return v.count(&s.o)
	}
	if err := v.fitting(&s.o); err != nil {
		return err
	}
	c := s.counters[v.Set]
	if c == nil {
		c = lgr.NewCounter(v.Set.LGR())
		s.counters[v.Set] = c
	}
	counts, err := c.Counts(v.Label)
	if err != nil {
		return fmt.Errorf("variants of %s: %w", spell(v.Label), err)
	}
	for _, n := range counts {
		v.Counts = append(v.Counts, Count(n))
	}
	sortCounts(v.Counts)
	return nil
}

// read does for a series what Verdict.read does for one label.
func (s *Series) read(text []byte) error {
	v := &s.v
	form, given, err := readForm(s.label[:0], v.Input)
	s.label = given
	if err != nil {
		return err
	}
	v.Form = form
	if form == CodePoints {
		text = s.text[:0]
		for _, r := range given {
			text = utf8.AppendRune(text, r)
		}
		s.text = text
	}
	out := s.checker.JudgeBytes(text)
	v.Report = idn.Report{
		Input: v.Input, ULabel: string(out.ULabel), ALabel: string(out.ALabel), ASCII: out.ASCII, RTL: out.RTL,
		Script: out.Script, ScriptName: out.ScriptName, Findings: s.faults(text, out),
	}
	if form == CodePoints {
		v.Label = given
	} else {
		if err := unreadable(v.Report); err != nil {
			return err
		}
		v.Label = given
		v.Label = append(v.Label, out.Runes...)
		if form == Text && !s.o.Fold && slices.ContainsFunc(text, isCapital) {
			v.Label = appendText(given, v.Input)
		}
	}
	if s.o.Fold {
		fold(v.Label)
	}
	s.label = v.Label
	return nil
}

func isCapital(b byte) bool { return 'A' <= b && b <= 'Z' }

// faults are what the checker found, and what the lists say.
func (s *Series) faults(text []byte, out idn.Outcome) []idn.Finding {
	if s.o.Policy == nil {
		s.findings = protocolOnly(append(s.findings[:0], out.Findings...))
		return s.findings
	}
	if len(out.ALabel) == 0 {
		return out.Findings
	}
	if s.hits = s.o.lists().Hits(s.hits[:0], out.Runes); len(s.hits) == 0 {
		return out.Findings
	}
	s.findings = append(s.findings[:0], out.Findings...)
	for _, f := range s.o.lists().Judge(string(text), s.o.Policy.Strings, s.aside...).Findings {
		if f.Scope == idn.List && f.Severity() != idn.Passed {
			s.findings = append(s.findings, f)
		}
	}
	return s.findings
}
