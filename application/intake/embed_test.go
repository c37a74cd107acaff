package intake_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rootward/application/intake"
	"rootward/workflow"
)

func embedded[F any](t *testing.T, name string, read func(io.Reader) ([]F, error)) []F {
	t.Helper()
	r, meta, err := intake.Embedded(name)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := read(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if meta.Rows != len(facts) {
		t.Errorf("meta tells %d rows, %d were read", meta.Rows, len(facts))
	}
	return facts
}

func is(t *testing.T, what string, got, want int) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %d, want %d", what, got, want)
	}
}

func TestEmbeddedTellsWhereFactsComeFrom(t *testing.T) {
	dates := map[string]string{intake.Round2012: "2026-08-08", intake.Round2026: "2026-10-07", intake.IDNccTLD: "2026-08"}
	for _, name := range intake.Tables() {
		_, meta, err := intake.Embedded(name)
		if err != nil {
			t.Fatal(err)
		}
		if meta.Name != name || meta.SourceDate != dates[name] {
			t.Errorf("%s: name %q, source date %q", name, meta.Name, meta.SourceDate)
		}
		if meta.Source == "" || len(meta.SourceSHA256) != 64 || len(meta.SHA256) != 64 || len(meta.Columns) < 10 {
			t.Errorf("%s: incomplete: %+v", name, meta)
		}
		if _, err := time.Parse(time.DateOnly, meta.Generated); err != nil {
			t.Errorf("%s: generated: %v", name, err)
		}
	}
	if _, _, err := intake.Embedded("round1999"); !errors.Is(err, intake.ErrNoTable) {
		t.Errorf("unknown table: %v", err)
	}
}

func TestEmbeddedRound2012(t *testing.T) {
	facts := embedded(t, intake.Round2012, intake.ReadRound2012)
	byLabel := map[string]int{}
	byYear := map[int]int{}
	var idn, community, geographic, delegated, removed int
	var days []int
	for _, f := range facts {
		byLabel[f.ALabel]++
		count(&idn, f.IDN)
		count(&community, f.Community)
		count(&geographic, f.Geographic)
		count(&delegated, !f.Delegation.IsZero())
		count(&removed, !f.Removal.IsZero())
		if !f.Delegation.IsZero() {
			byYear[f.Delegation.Year()]++
			days = append(days, int(f.Delegation.Sub(f.Agreement).Hours()/24))
		}
	}
	sets, members := 0, 0
	for _, n := range byLabel {
		if n > 1 {
			sets, members = sets+1, members+n
		}
	}
	is(t, "applications", len(facts), 1930)
	is(t, "applied-for strings", len(byLabel), 1409)
	is(t, "sets of identical strings", sets, 230)
	is(t, "applications in them", members, 751)
	is(t, "IDN", idn, 116)
	is(t, "community", community, 84)
	is(t, "geographic", geographic, 66)
	is(t, "ever delegated", delegated, 1243)
	is(t, "removed", removed, 137)
	wantYears := map[int]int{2013: 73, 2014: 406, 2015: 392, 2016: 344, 2017: 12, 2018: 5, 2019: 3, 2020: 4, 2021: 1, 2022: 1, 2026: 2}
	if diff := cmp.Diff(wantYears, byYear); diff != "" {
		t.Error(diff)
	}
	slices.Sort(days)
	nearestRank := func(percent int) int { return days[(percent*len(days)+99)/100-1] }
	is(t, "median days from agreement to delegation", nearestRank(50), 163)
	is(t, "85th percentile", nearestRank(85), 363)
	is(t, "95th percentile", nearestRank(95), 376)
	late, _ := slices.BinarySearch(days, 366)
	is(t, "at most 365 days", late, 1108)
}

func count(n *int, yes bool) {
	if yes {
		*n++
	}
}

func TestEmbeddedOutcomes2012(t *testing.T) {
	got := map[workflow.State]int{}
	for _, f := range embedded(t, intake.Round2012, intake.ReadRound2012) {
		o, known := f.Outcome()
		if !known {
			t.Fatalf("%s: no outcome for %q", f.ID, f.Status)
		}
		got[o.State]++
	}
	want := map[workflow.State]int{
		workflow.Delegated:        1106,
		workflow.Removed:          137,
		workflow.InPDT:            1,
		workflow.ClosedUnrecorded: 500 + 145 + 14,
		workflow.WillNotProceed:   24,
		workflow.NotApproved:      1,
		workflow.SupportRefused:   2,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestOutcomesAreStatesOfTheLifeCycle(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range intake.Outcomes2012() {
		if seen[o.Status] {
			t.Errorf("%s stands twice", o.Status)
		}
		seen[o.Status] = true
		if _, known := workflow.GTLD2012.Position(o.State); !known {
			t.Errorf("%s: %q is no state of %s", o.Status, o.State, workflow.GTLD2012.Name)
		}
		if len(o.Unsaid) == 0 {
			t.Errorf("%s: does not say what the file leaves open", o.Status)
		}
	}
	for _, f := range []intake.FactIDNccTLD{{}, {Evaluated: true}, {Delegated: true}} {
		if _, known := workflow.IDNccTLD.Position(f.State()); !known {
			t.Errorf("%q is no state of %s", f.State(), workflow.IDNccTLD.Name)
		}
	}
}

func TestEmbeddedRound2026(t *testing.T) {
	facts := embedded(t, intake.Round2026, intake.ReadRound2026)
	ids := map[string]bool{}
	sets, members, unnamed := 0, 0, 0
	for _, f := range facts {
		for n := range f.Applications {
			ids[f.ID(n+1)] = true
		}
		if f.Applications > 1 {
			sets, members = sets+1, members+f.Applications
		}
		count(&unnamed, f.Applicant == "")
	}
	is(t, "strings", len(facts), 980)
	is(t, "applications", len(ids), 1608)
	is(t, "sets of identical strings", sets, 263)
	is(t, "applications in them", members, 891)
	is(t, "strings without a published applicant", unnamed, 263)
}

func TestEmbeddedIDNccTLD(t *testing.T) {
	facts := embedded(t, intake.IDNccTLD, intake.ReadIDNccTLD)
	byYear, countries := map[int]int{}, map[string]bool{}
	for _, f := range facts {
		if f.Delegated {
			byYear[f.Registered.Year()]++
			countries[f.Country] = true
		}
	}
	is(t, "strings", len(facts), 62)
	is(t, "countries and territories with a delegated string", len(countries), 42)
	want := map[int]int{2010: 16, 2011: 22, 2012: 2, 2014: 4, 2015: 3, 2016: 9, 2017: 1, 2019: 3, 2020: 1}
	if diff := cmp.Diff(want, byYear); diff != "" {
		t.Error(diff)
	}
}

// TestEmbeddedEqualsSource compares the tables with the files they were made
// from, where those lie beside the repository. TestReadRound2012 and its
// neighbours test the same readers on files of their own.
func TestEmbeddedEqualsSource(t *testing.T) {
	data := filepath.Join("..", "..", "..", "shared", "data")
	if _, err := os.Stat(data); errors.Is(err, os.ErrNotExist) {
		t.Skip("the published files are not beside this repository")
	}
	sameAsSource(t, intake.Round2012, filepath.Join(data, "2012-round/applications-2012.csv"), intake.ReadRound2012,
		cmpopts.IgnoreFields(intake.Fact2012{}, "Line", "Meaning"))
	sameAsSource(t, intake.Round2026, filepath.Join(data, "2026-round/strings-reveal-2026-10-07.csv"), intake.ReadRound2026,
		cmpopts.IgnoreFields(intake.Fact2026{}, "Line"))
	sameAsSource(t, intake.IDNccTLD, filepath.Join(data, "idn-cctld/idn-cctlds.csv"), intake.ReadIDNccTLD,
		cmpopts.IgnoreFields(intake.FactIDNccTLD{}, "Line", "Report"))
}

func sameAsSource[F any](t *testing.T, name, path string, read func(io.Reader) ([]F, error), opts ...cmp.Option) {
	t.Run(name, func(t *testing.T) {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := f.Close(); err != nil {
				t.Error(err)
			}
		}()
		source, err := read(f)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(source, embedded(t, name, read), opts...); diff != "" {
			t.Error(diff)
		}
	})
}
