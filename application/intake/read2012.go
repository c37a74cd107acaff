package intake

import (
	"io"
	"regexp"
	"time"
)

// Fact2012 is what is published about one application of the 2012 round.
type Fact2012 struct {
	Line int // in the file it was read from

	ID     string // as published: 1-<applicant>-<number>
	String string // applied-for string, U-label in lower case
	ALabel string // its A-label, or the same for an ASCII string

	// The string after changes that were granted; the same as above when the
	// string was not changed.
	FinalString string
	FinalALabel string

	IDN       bool
	Script    string // ISO 15924
	Meaning   string // English gloss of an IDN; empty when none is recorded
	Applicant string // legal name, as published on Reveal Day
	Country   string // of the applicant, ISO 3166-1 alpha-2
	Region    string // ICANN region: AF, AP, EUR, LAC, NA

	Community  bool
	Geographic bool
	Brand      bool // the registry agreement has Specification 13; false also when there is no agreement

	Set    string // contention set, empty when alone
	Status string // derived_status of the file, a key of the outcome table
	Basis  string // what the status was derived from

	// Days at midnight UTC; zero means not known or not happened.
	Agreement  time.Time // registry agreement signed
	Delegation time.Time // entered the root zone
	Removal    time.Time // left the root zone
}

var columns2012 = []column{
	{name: "application_id"},
	{name: "string", optional: true}, // as typed by the applicant, often in capitals
	{name: "string_lower"},
	{name: "a_label"},
	{name: "final_string"},
	{name: "final_a_label"},
	{name: "is_idn"},
	{name: "script"},
	{name: "english_meaning"},
	{name: "applicant"},
	{name: "location"},
	{name: "icann_region"},
	{name: "community"},
	{name: "geographic"},
	{name: "contention_set"},
	{name: "exact_match_count", optional: true}, // we count ourselves
	{name: "final_exact_match_count", optional: true},
	{name: "derived_status"},
	{name: "status_basis"},
	{name: "agreement_date"},
	{name: "delegation_date"},
	{name: "removal_date"},
	{name: "registry_operator_2026", optional: true}, // of today, not of the application
	{name: "spec13_brand"},
}

var id2012Form = regexp.MustCompile(`^1-[0-9]{1,6}-[0-9]{1,7}$`)

// ReadRound2012 reads the list of applications of the 2012 round. It returns
// either every row of the file or none and [FileErrors]; other errors come from
// r. Comment lines (#) are allowed before the header, as are a byte order mark
// and CRLF line ends.
func ReadRound2012(r io.Reader) ([]Fact2012, error) {
	var facts []Fact2012
	ids := seen{}
	err := readTable(r, columns2012, func(row *row) {
		ids.check(row, "application_id")
		facts = append(facts, row.fact2012())
	})
	if err != nil {
		return nil, err
	}
	return facts, nil
}

func (r *row) fact2012() Fact2012 {
	f := Fact2012{
		Line:       r.line,
		ID:         r.formed("application_id", id2012Form),
		Script:     r.formed("script", scriptForm),
		Meaning:    r.text("english_meaning"),
		Applicant:  r.required("applicant"),
		Country:    r.formed("location", countryForm),
		Region:     r.oneOf("icann_region", regions),
		Community:  r.yesNo("community"),
		Geographic: r.yesNo("geographic"),
		Brand:      r.trueOrNot("spec13_brand"),
		Set:        r.text("contention_set"),
		Status:     r.required("derived_status"),
		Basis:      r.text("status_basis"),
		Agreement:  r.date("agreement_date"),
		Delegation: r.date("delegation_date"),
		Removal:    r.date("removal_date"),
	}
	f.ALabel, f.String = r.label("a_label", "string_lower")
	f.IDN = r.idnFlag("is_idn", f.ALabel)
	f.FinalALabel, f.FinalString = f.ALabel, f.String
	if r.text("final_a_label") != "" || r.text("final_string") != "" {
		f.FinalALabel, f.FinalString = r.label("final_a_label", "final_string")
	}
	r.inOrder("agreement_date", "delegation_date", "removal_date")
	r.status2012(f)
	return f
}

// status2012 checks that the outcome table knows the status, and that no date
// contradicts it.
func (r *row) status2012(f Fact2012) {
	if f.Status == "" {
		return
	}
	outcome, known := findOutcome2012(f.Status)
	if !known {
		r.fault("derived_status", RuleUnknownValue)
		return
	}
	if !outcome.signed && !f.Agreement.IsZero() {
		r.fault("agreement_date", RuleDateStatus)
	}
	if !outcome.delegated && !f.Delegation.IsZero() {
		r.fault("delegation_date", RuleDateStatus)
	}
	if !outcome.delegated && !f.Removal.IsZero() {
		r.fault("removal_date", RuleDateStatus)
	}
}
