package intake

import (
	"fmt"
	"io"
)

// Fact2026 is what Reveal Day published about one string of the 2026 round. It
// stands for one or more applications.
type Fact2026 struct {
	Line int // in the file it was read from

	String string // U-label in lower case
	ALabel string // its A-label, or the same for an ASCII string
	IDN    bool

	Applications int    // how many applications ask for this very string, at least 1
	Set          string // contention set of identical strings; empty when alone
	Applicant    string // empty when not published, as for every string in contention

	// True when at least one application for the string says so; with more than
	// one application nobody outside knows which.
	Brand      bool
	Community  bool
	Geographic bool

	Applications2012 int // how often the string was applied for in 2012
}

// ID is our own number for the n-th application for the string, counted from 1.
// The numbers of the round itself were not published with the strings.
func (f Fact2026) ID(n int) string {
	return fmt.Sprintf("2026-%s-%d", f.ALabel, n)
}

var columns2026 = []column{
	{name: "a_label"},
	{name: "u_label"},
	{name: "applications"},
	{name: "contention_set"},
	{name: "applicant"},
	{name: "brand"},
	{name: "community"},
	{name: "geographic"},
	{name: "idn"},
	{name: "in_root_2026_08", optional: true}, // we compare with the root zone ourselves
	{name: "applications_2012", optional: true},
}

// maxPerString bounds the applications of one string. The most ever seen is 13;
// a higher bound than this is a shifted column.
const maxPerString = 1000

// ReadRound2026 reads the list of strings revealed in the 2026 round, one row
// per string. It returns either every row or none and [FileErrors]; other
// errors come from r.
func ReadRound2026(r io.Reader) ([]Fact2026, error) {
	var facts []Fact2026
	labels := seen{}
	err := readTable(r, columns2026, func(row *row) {
		labels.check(row, "a_label")
		f := Fact2026{
			Line:             row.line,
			Applications:     row.number("applications", 1, maxPerString),
			Set:              row.text("contention_set"),
			Applicant:        row.text("applicant"),
			Brand:            row.yesNo("brand"),
			Community:        row.yesNo("community"),
			Geographic:       row.yesNo("geographic"),
			Applications2012: row.number("applications_2012", 0, maxPerString),
		}
		f.ALabel, f.String = row.label("a_label", "u_label")
		f.IDN = row.idnFlag("idn", f.ALabel)
		facts = append(facts, f)
	})
	if err != nil {
		return nil, err
	}
	return facts, nil
}
