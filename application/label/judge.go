package label

import (
	"cmp"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"rootward/application/namelist"
	"rootward/application/round"
	"rootward/idn"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// Options say by what a label is judged. The zero value judges by IDNA2008
// and by the embedded Root Zone LGR.
type Options struct {
	Edition *rootzone.Edition // nil: the embedded one
	Set     *rootzone.Set     // one rule set; nil: found from the code points
	Policy  *round.Policy     // its rules and the lists of names; nil: neither is asked
	Lists   *namelist.Lists   // the lists that are asked for a policy; nil: the embedded ones
	// Variants is how many variants are listed, and Dispositions which: all
	// if it is empty. Counts are always of all.
	Variants     int
	Dispositions []string
	// NoVariants leaves variants alone: none are counted.
	NoVariants bool
	// Fitting counts the variants only of labels that fit into the DNS
	// (RFC 1035, 2.3.4: 63 octets); of longer ones it is lgr.ErrTooComplex. For
	// those who judge what strangers send: work grows with length.
	Fitting bool
	// Fold reads the letters A to Z as a to z, as the DNS compares them, for
	// people who type. Without it a rule set judges the code points as given.
	Fold bool
}

// edition is the one asked for.
func (o *Options) edition() *rootzone.Edition {
	if o.Edition != nil {
		return o.Edition
	}
	return rootzone.Embedded()
}

// lists are those asked for.
func (o *Options) lists() *namelist.Lists {
	if o.Lists != nil {
		return o.Lists
	}
	return namelist.Default()
}

// Verdict is everything that Judge found out about one label.
type Verdict struct {
	Input string // as given
	Form  Form
	Label []rune // the code points that were judged; of an A-label those of its U-label
	// Report is what IDNA2008, the round's rules and the lists say. It is not
	// part of Eligible.
	Report idn.Report

	Set           *rootzone.Set   // the rule set that judged
	Chosen        bool            // Set was found from the code points
	Fits          bool            // every code point lies in Set's repertoire, if Chosen
	OtherRuleSets []*rootzone.Set // that have all code points too

	Eligible    bool   // by Set alone
	Disposition string // "invalid" unless Eligible
	Action      int    // that decided, as lgr.Verdict.ActionIndex
	Reasons     []Reason
	// IndexKey is equal on all labels of one variant set of the rule set.
	IndexKey string
	Counts   []Count // of variants, without the label itself
	Variants []lgr.VariantLabel
	Found    *lgr.Variants // that were counted by Judge; nil if none were
}

// Count is the number of variants of one disposition, exact.
type Count struct {
	Disposition string
	N           *big.Int
}

// Judge judges a label in any of the three forms: in its own script, as an
// A-label, or as U+0627 U+06CC. The error is an *InputError for a text that is
// no label, lgr.ErrTooLong, or lgr.ErrTooComplex if the variants could not be
// counted; then everything but counts and variants is there.
//
// For many labels of which only the faults matter there is Series.
func Judge(text string, o Options) (Verdict, error) {
	var v Verdict
	err := v.read(text, &o)
	if err == nil {
		err = v.evaluate(&o)
	}
	if err == nil {
		err = v.count(&o)
	}
	return v, err
}

// read finds the code points and asks package idn and the lists.
func (v *Verdict) read(text string, o *Options) error {
	v.Input = text
	form, given, err := readForm(nil, text)
	if err != nil {
		return err
	}
	v.Form = form
	if form == CodePoints {
		text = string(given)
	}
	v.Report = report(text, o)
	v.Report.Input = v.Input
	if form != CodePoints {
		if err := unreadable(v.Report); err != nil {
			return err
		}
	}
	switch form {
	case ALabel:
		v.Label = []rune(v.Report.ULabel)
	case CodePoints:
		v.Label = given
	case Text:
		v.Label = []rune(text)
	}
	if o.Fold {
		fold(v.Label)
	}
	return nil
}

// fold reads the letters A to Z as a to z.
func fold(label []rune) {
	for i, r := range label {
		if 'A' <= r && r <= 'Z' {
			label[i] = r + 'a' - 'A'
		}
	}
}

// report asks for the rules of a policy and the lists, or for IDNA2008 alone.
func report(text string, o *Options) idn.Report {
	if o.Policy == nil {
		r := idn.Check(text, idn.Rules{})
		r.Findings = protocolOnly(r.Findings)
		return r
	}
	return o.lists().Judge(text, o.Policy.Strings, setAside(o.Policy)...)
}

// setAside are the effects of lists that a policy does not ask for.
func setAside(p *round.Policy) []namelist.Effect {
	aside := make([]namelist.Effect, len(p.SetAside))
	for i, e := range p.SetAside {
		aside[i] = namelist.Effect(e)
	}
	return aside
}

// protocolOnly leaves out what a registry would ask for.
func protocolOnly(findings []idn.Finding) []idn.Finding {
	return slices.DeleteFunc(findings, func(f idn.Finding) bool { return f.Scope != idn.Protocol })
}

// unreadable is the fault of a text that has no code points to judge.
func unreadable(r idn.Report) error {
	if r.ULabel != "" {
		return nil
	}
	for _, f := range r.Findings {
		if f.Severity() == idn.Failed {
			return &InputError{Rule: f.Rule, Text: f.English()}
		}
	}
	return &InputError{Rule: "a-label", Text: "no label"}
}

// evaluate chooses the rule set and takes its verdict.
func (v *Verdict) evaluate(o *Options) error {
	c, err := choose(v.Label, o)
	if err != nil {
		return fmt.Errorf("judging %s: %w", spell(v.Label), err)
	}
	v.Set, v.OtherRuleSets, v.Fits, v.Chosen = c.set, c.others, c.fits, o.Set == nil
	v.Eligible, v.Disposition, v.Action = c.verdict.Eligible, c.verdict.Disposition, c.verdict.ActionIndex
	v.Reasons = appendReasons(v.Reasons, c.set, c.verdict)
	v.IndexKey = c.set.LGR().IndexKey(v.Label)
	return nil
}

// count counts and lists the variants.
func (v *Verdict) count(o *Options) error {
	if o.NoVariants || !v.Eligible {
		return nil
	}
	if err := v.fitting(o); err != nil {
		return err
	}
	vs, err := v.Set.LGR().Variants(v.Label)
	if err != nil {
		return fmt.Errorf("variants of %s: %w", spell(v.Label), err)
	}
	v.Found = vs
	for disposition, n := range vs.Counts() {
		v.Counts = append(v.Counts, Count{disposition, n})
	}
	sortCounts(v.Counts)
	if o.Variants > 0 {
		for variant := range vs.All(o.Dispositions...) {
			if v.Variants = append(v.Variants, variant); len(v.Variants) == o.Variants {
				break
			}
		}
	}
	return nil
}

// fitting refuses to count the variants of labels that are too long for it.
func (v *Verdict) fitting(o *Options) error {
	if o.Fitting && (len(v.Label) > longest || len(v.Report.ALabel) > longest) {
		return fmt.Errorf("variants of %d code points: %w", len(v.Label), lgr.ErrTooComplex)
	}
	return nil
}

// longest is how many octets a label of the DNS has at most.
const longest = 63

// Valid reports whether nothing at all is against the label: not its rule set,
// not IDNA2008, not the round's rules and not a list. Warnings do not count.
func (v *Verdict) Valid() bool { return v.Eligible && v.Report.Valid() }

// Count is the number of variants of a disposition.
func (v *Verdict) Count(disposition string) *big.Int {
	for _, c := range v.Counts {
		if c.Disposition == disposition {
			return c.N
		}
	}
	return new(big.Int)
}

// Spell writes code points in hexadecimal, as 0627 06CC.
func (v *Verdict) Spell() string { return spell(v.Label) }

func spell(label []rune) string {
	var b strings.Builder
	for i, r := range label {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%04X", r)
	}
	return b.String()
}

// TooMuch reports whether an error means that a label is fine to judge but
// would take more than the allowed work.
func TooMuch(err error) bool {
	return errors.Is(err, lgr.ErrTooComplex) || errors.Is(err, lgr.ErrTooLong)
}

// sortCounts orders counts from the best disposition for an applicant on.
func sortCounts(counts []Count) {
	place := func(c Count) int {
		if i := slices.Index(order, c.Disposition); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortFunc(counts, func(a, b Count) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a.Disposition, b.Disposition))
	})
}

// order is that of the dispositions of RFC 7940, 7.3; others follow them.
var order = []string{"valid", "activated", "allocatable", "blocked"}
