package intake_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"rootward/application/intake"
	"rootward/workflow"
)

func open(t *testing.T, name string) io.Reader {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestReadRound2012(t *testing.T) {
	facts, err := intake.ReadRound2012(open(t, "round2012-good.csv"))
	if err != nil {
		t.Fatal(err)
	}
	want := []intake.Fact2012{
		{
			Line: 4, ID: "1-1-1", String: "lamp", ALabel: "lamp", FinalString: "lamp", FinalALabel: "lamp", Script: "Latn",
			Applicant: `Lamp, "Ltd"`, Country: "DE", Region: "EUR", Brand: true, Status: "delegated", Basis: "list",
			Agreement: day("2014-01-02"), Delegation: day("2014-07-01"),
		},
		{
			Line: 5, ID: "1-1-2", String: "пример", ALabel: "xn--e1afmkfd", FinalString: "пример", FinalALabel: "xn--e1afmkfd",
			IDN: true, Script: "Cyrl", Meaning: "example", Applicant: "Beispiel e.V.", Country: "AT", Region: "EUR", Community: true,
			Set: "E-x", Status: "delegated", Basis: "list", Agreement: day("2014-01-02"), Delegation: day("2014-07-01"), Removal: day("2019-05-06"),
		},
		{
			Line: 6, ID: "1-2-3", String: "пример", ALabel: "xn--e1afmkfd", FinalString: "пример", FinalALabel: "xn--e1afmkfd",
			IDN: true, Script: "Cyrl", Meaning: "example", Applicant: "Other Inc.", Country: "US", Region: "NA", Geographic: true,
			Set: "E-x", Status: "not_selected_string_contracted_to_other_application", Basis: "list",
		},
		{
			Line: 7, ID: "1-2-4", String: "dotlamp", ALabel: "dotlamp", FinalString: "lamps", FinalALabel: "lamps", Script: "Latn",
			Applicant: "Lamps SA", Country: "CH", Region: "EUR", Status: "agreement_signed_not_delegated", Basis: "list",
			Agreement: day("2020-02-29"),
		},
	}
	if diff := cmp.Diff(want, facts); diff != "" {
		t.Error(diff)
	}
	states := []workflow.State{workflow.Delegated, workflow.Removed, workflow.ClosedUnrecorded, workflow.InPDT}
	for i, f := range facts {
		if o, ok := f.Outcome(); !ok || o.State != states[i] {
			t.Errorf("%s: state %q, want %q", f.ID, o.State, states[i])
		}
	}
}

func TestReadRound2026(t *testing.T) {
	facts, err := intake.ReadRound2026(open(t, "round2026-good.csv"))
	if err != nil {
		t.Fatal(err)
	}
	want := []intake.Fact2026{
		{Line: 2, String: "lamp", ALabel: "lamp", Applications: 1, Applicant: "Lamp Ltd", Brand: true, Applications2012: 1},
		{Line: 3, String: "пример", ALabel: "xn--e1afmkfd", IDN: true, Applications: 3, Set: "1", Community: true},
	}
	if diff := cmp.Diff(want, facts); diff != "" {
		t.Error(diff)
	}
	if id := facts[1].ID(3); id != "2026-xn--e1afmkfd-3" {
		t.Errorf("ID(3) = %q", id)
	}
}

func TestReadIDNccTLD(t *testing.T) {
	facts, err := intake.ReadIDNccTLD(open(t, "idn-cctld-good.csv"))
	if err != nil {
		t.Fatal(err)
	}
	want := []intake.FactIDNccTLD{
		{
			Line: 2, Country: "AE", CountryName: "United Arab Emirates", String: "امارات", ALabel: "xn--mgbaam7a8h",
			Script: "Arab", Language: "Arabic", LanguageCode: "ar", Evaluated: true, Delegated: true,
			Registered: day("2010-05-05"), Reported: day("2010-04-07"), Report: "A report", Manager: "A manager",
		},
		{
			Line: 3, Country: "LY", CountryName: "Libya", String: "ليبيا", ALabel: "xn--mgbb7fyab",
			Script: "Arab", Language: "Arabic", LanguageCode: "ar", Evaluated: true,
		},
		{
			Line: 4, Country: "XX", CountryName: "Nowhere", String: "пример", ALabel: "xn--e1afmkfd",
			Script: "Cyrl", Language: "Testish", LanguageCode: "zh-Hant",
		},
	}
	if diff := cmp.Diff(want, facts); diff != "" {
		t.Error(diff)
	}
	for i, state := range []workflow.State{workflow.Delegated, workflow.Published, workflow.StringEvaluation} {
		if got := facts[i].State(); got != state {
			t.Errorf("%s: state %q, want %q", facts[i].Country, got, state)
		}
	}
}

// readers are the three readers as functions that count rows.
var readers = map[string]func(io.Reader) (int, error){
	"round2012": func(r io.Reader) (int, error) { f, err := intake.ReadRound2012(r); return len(f), err },
	"round2026": func(r io.Reader) (int, error) { f, err := intake.ReadRound2026(r); return len(f), err },
	"idn-cctld": func(r io.Reader) (int, error) { f, err := intake.ReadIDNccTLD(r); return len(f), err },
}

func TestReadTellsEveryFault(t *testing.T) {
	for _, test := range []struct {
		table string
		want  intake.FileErrors
	}{
		{"round2012", intake.FileErrors{
			{4, "application_id", "1-1-1", intake.RuleDuplicate},
			{4, "delegation_date", "2014-02-30", intake.RuleDate},
			{5, "script", "latin", intake.RulePattern},
			{5, "location", "de", intake.RulePattern},
			{5, "icann_region", "EUROPE", intake.RuleUnknownValue},
			{5, "community", "Yes", intake.RuleYesNo},
			{5, "spec13_brand", "maybe", intake.RuleTrueFalse},
			{5, "derived_status", "vanished", intake.RuleUnknownValue},
			{6, "application_id", "nr. 4", intake.RulePattern},
			{6, "applicant", "", intake.RuleRequired},
			{6, "geographic", "", intake.RuleYesNo},
			{6, "string_lower", "пример", intake.RuleLabelPair},
			{6, "is_idn", "no", intake.RuleIDNFlag},
			{6, "agreement_date", "2014-01-02", intake.RuleDateStatus},
			{6, "removal_date", "2015-01-01", intake.RuleDateStatus},
			{7, "applicant", " Door", intake.RuleSpace},
			{7, "a_label", "Door", intake.RuleLabel},
			{7, "delegation_date", "2013-07-01", intake.RuleDateOrder},
			{8, "", "4", intake.RuleFieldCount},
			{9, "english_meaning", "two\nlines", intake.RuleControl},
			{10, "agreement_date", "02.01.2014", intake.RuleDate},
			{11, "is_idn", "yes", intake.RuleIDNFlag},
			{11, "final_string", "wände", intake.RuleLabelPair},
		}},
		{"round2026", intake.FileErrors{
			{2, "applications", "0", intake.RuleNumber},
			{3, "a_label", "lamp", intake.RuleDuplicate},
			{3, "applications", "two", intake.RuleNumber},
			{4, "brand", "true", intake.RuleYesNo},
			{4, "idn", "yes", intake.RuleIDNFlag},
		}},
		{"idn-cctld", intake.FileErrors{
			{2, "iso_3166_1", "ARE", intake.RulePattern},
			{2, "language_code", "Arabic", intake.RulePattern},
			{2, "string_evaluation", "done", intake.RuleUnknownValue},
			{2, "iana_report_date", "2010-13-07", intake.RuleDate},
			{2, "delegated", "perhaps", intake.RuleYesNo},
			{2, "registration_date", "2010-05-05", intake.RuleDateStatus},
			{3, "registration_date", "2020-01-01", intake.RuleDateStatus},
		}},
	} {
		t.Run(test.table, func(t *testing.T) {
			n, err := readers[test.table](open(t, test.table+"-bad.csv"))
			if n != 0 {
				t.Errorf("%d rows returned beside the faults", n)
			}
			var got intake.FileErrors
			if !errors.As(err, &got) {
				t.Fatalf("error %v, want FileErrors", err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

const header2026 = "a_label,u_label,applications,contention_set,applicant,brand,community,geographic,idn\n"

func TestReadHeader(t *testing.T) {
	_, err := intake.ReadRound2026(strings.NewReader("# note\na_label,u_label,colour,a_label,contention_set,applicant,brand,community,geographic\nx\n"))
	want := intake.FileErrors{
		{2, "colour", "", intake.RuleUnknownColumn},
		{2, "a_label", "", intake.RuleDuplicateColumn},
		{2, "applications", "", intake.RuleMissingColumn},
		{2, "idn", "", intake.RuleMissingColumn},
	}
	var got intake.FileErrors
	if !errors.As(err, &got) {
		t.Fatalf("error %v, want FileErrors", err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadWholeFile(t *testing.T) {
	row := "lamp,lamp,1,,Lamp Ltd,no,no,no,no\n"
	many := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "lamp%d,lamp%d,1,,Lamp Ltd,no,no,no,no\n", i, i)
		}
		return b.String()
	}
	for _, test := range []struct {
		name, file string
		want       intake.FileErrors // nil: one row is read
	}{
		{"a byte order mark is passed over", "\uFEFF" + header2026 + row, nil},
		{"a mark before comment lines too", "\uFEFF# note\r\n" + header2026 + row, nil},
		{"CRLF line ends", strings.ReplaceAll(header2026+row, "\n", "\r\n"), nil},
		{"no line end at the end", header2026 + strings.TrimSpace(row), nil},
		{"an empty file", "", intake.FileErrors{{0, "", "", intake.RuleEmptyFile}}},
		{"comment lines only", "# note", intake.FileErrors{{0, "", "", intake.RuleEmptyFile}}},
		{"wrong bytes", header2026 + "lamp,lamp,1,,L\xe4mp,no,no,no,no\n", intake.FileErrors{{2, "applicant", "L\uFFFDmp", intake.RuleUTF8}}},
		{"UTF-16", "\xff\xfea\x00,\x00", intake.FileErrors{{1, "", "\uFFFDa\x00", intake.RuleUTF8}}},
		{"an open quote ends the reading", "# note\n" + header2026 + "lamp,lamp,1,,\"Lamp,no,no,no,no\n", intake.FileErrors{{3, "", `extraneous or missing " in quoted-field`, intake.RuleCSV}}},
		{"too many rows", header2026 + many(100_001), intake.FileErrors{{100_002, "", "", intake.RuleTooManyRows}}},
		{"a long field", header2026 + "lamp,lamp,1,," + strings.Repeat("x", 1001) + ",no,no,no,no\n", intake.FileErrors{{2, "applicant", strings.Repeat("x", 80) + "…", intake.RuleTooLong}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			facts, err := intake.ReadRound2026(strings.NewReader(test.file))
			if test.want == nil {
				if err != nil || len(facts) != 1 {
					t.Fatalf("%d rows, error %v; want one row", len(facts), err)
				}
				return
			}
			var got intake.FileErrors
			if !errors.As(err, &got) || len(got) == 0 {
				t.Fatalf("error %v, want FileErrors", err)
			}
			if test.name == "UTF-16" { // every column is missing as well
				got = got[:1]
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadCountsFaultsBeyondTheLimit(t *testing.T) {
	_, err := intake.ReadRound2026(strings.NewReader(header2026 + strings.Repeat("lamp,lamp,1,,Lamp Ltd,no,no,no,no\n", 151)))
	var got intake.FileErrors
	if !errors.As(err, &got) {
		t.Fatalf("error %v, want FileErrors", err)
	}
	if len(got) != 101 {
		t.Fatalf("%d entries, want 100 and the count of the rest", len(got))
	}
	if diff := cmp.Diff(intake.FileError{Value: "50", Rule: intake.RuleMore}, got[100]); diff != "" {
		t.Error(diff)
	}
}

func TestReadPassesOnErrorsOfTheReader(t *testing.T) {
	broken := errors.New("disk on fire")
	for name, read := range readers {
		_, err := read(io.MultiReader(strings.NewReader(header2026[:7]), iotest.ErrReader(broken)))
		if !errors.Is(err, broken) {
			t.Errorf("%s: error %v, want the reader's own", name, err)
		}
	}
}

func TestFileErrorIsReadable(t *testing.T) {
	for _, test := range []struct {
		err  intake.FileError
		want string
	}{
		{intake.FileError{5, "agreement_date", "2014-02-30", intake.RuleDate}, `line 5: agreement_date: "2014-02-30": must be a day that exists, written YYYY-MM-DD, or empty`},
		{intake.FileError{1, "idn", "", intake.RuleMissingColumn}, "line 1: idn: this column is missing"},
		{intake.FileError{0, "", "", intake.RuleEmptyFile}, "the file has no header line"},
	} {
		if got := test.err.Error(); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}
