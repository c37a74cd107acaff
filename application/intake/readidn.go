package intake

import (
	"io"
	"regexp"
	"time"
)

// FactIDNccTLD is what is published about one string of the IDN ccTLD Fast
// Track.
type FactIDNccTLD struct {
	Line int // in the file it was read from

	Country     string // ISO 3166-1 alpha-2, or EU
	CountryName string // in English
	String      string // U-label
	ALabel      string

	Script       string // ISO 15924
	Language     string // in English
	LanguageCode string // BCP 47

	Evaluated bool // the string evaluation was passed
	Delegated bool // in the root zone at the date of the file

	// Days at midnight UTC; zero means not known or not happened.
	Registered time.Time // first entered in the root zone database: the date of delegation
	Reported   time.Time // of IANA's delegation report, which may come before or after
	Report     string    // title of that report; not in the embedded table
	Manager    string    // of today
}

var columnsIDN = []column{
	{name: "iso_3166_1"},
	{name: "country"},
	{name: "a_label"},
	{name: "u_label"},
	{name: "script"},
	{name: "language"},
	{name: "language_code"},
	{name: "language_corrected", optional: true}, // how the file was made, not a fact about the string
	{name: "string_evaluation"},
	{name: "delegated"},
	{name: "registration_date"},
	{name: "iana_report_date"},
	{name: "iana_report", optional: true},
	{name: "manager"},
}

var (
	// Yes or no, with the day or month it was true.
	delegatedForm = regexp.MustCompile(`^(yes|no)( \(as of [0-9]{4}-[0-9]{2}(-[0-9]{2})?\))?$`)
	languageForm  = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
)

// ReadIDNccTLD reads the list of IDN ccTLDs, one row per string. It returns
// either every row or none and [FileErrors]; other errors come from r.
func ReadIDNccTLD(r io.Reader) ([]FactIDNccTLD, error) {
	var facts []FactIDNccTLD
	labels := seen{}
	err := readTable(r, columnsIDN, func(row *row) {
		labels.check(row, "a_label")
		facts = append(facts, row.factIDN())
	})
	if err != nil {
		return nil, err
	}
	return facts, nil
}

func (r *row) factIDN() FactIDNccTLD {
	f := FactIDNccTLD{
		Line:         r.line,
		Country:      r.formed("iso_3166_1", countryForm),
		CountryName:  r.required("country"),
		Script:       r.formed("script", scriptForm),
		Language:     r.required("language"),
		LanguageCode: r.formed("language_code", languageForm),
		Evaluated:    r.oneOf("string_evaluation", []string{"completed", "open"}) == "completed",
		Registered:   r.date("registration_date"),
		Reported:     r.date("iana_report_date"),
		Report:       r.text("iana_report"),
		Manager:      r.text("manager"),
	}
	f.ALabel, f.String = r.label("a_label", "u_label")
	if m := delegatedForm.FindStringSubmatch(r.text("delegated")); m != nil {
		f.Delegated = m[1] == "yes"
	} else {
		r.fault("delegated", RuleYesNo)
	}
	if !f.Delegated && !f.Registered.IsZero() {
		r.fault("registration_date", RuleDateStatus)
	}
	return f
}
