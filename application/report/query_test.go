package report

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"rootward/application/lifecycle"
)

func given(text string) func(string) string {
	v, err := url.ParseQuery(text)
	if err != nil {
		panic(err)
	}
	return v.Get
}

func TestParseGivesDefaultsOnlyToReportsThatTakeThem(t *testing.T) {
	for _, c := range []struct {
		name string
		want Query
	}{
		{ProcessingTimes, Query{Report: ProcessingTimes, Measure: lifecycle.Elapsed}},
		{Delegations, Query{Report: Delegations, By: ByYear}},
		{Contention, Query{Report: Contention, AsOf: AtReveal}},
	} {
		got, err := Parse(c.name, given(""))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Error(diff)
		}
	}
}

func TestParseCollectsEveryFault(t *testing.T) {
	_, err := Parse(Delegations, given("measure=elapsed&by=decade&period=2014-01-01..2013-01-01&as_of=now&kind=idn"))
	var faults Faults
	if !errors.As(err, &faults) {
		t.Fatalf("%v", err)
	}
	why := map[string]string{}
	for _, f := range faults {
		why[f.Field] = f.Why
	}
	want := map[string]string{ParamMeasure: FaultForeign, ParamBy: FaultUnknown, ParamPeriod: FaultReversed, ParamAsOf: FaultForeign, ParamKind: FaultForeign}
	if diff := cmp.Diff(want, why); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []string{"2013", "2013-01-01", "2013-01-01..", "..2013-01-01", "2013-13-01..2014-01-01", "plan ahead"} {
		if _, err := Parse(Delegations, given("period="+url.QueryEscape(bad))); err == nil || !strings.Contains(err.Error(), bad) {
			t.Errorf("period %q: %v", bad, err)
		}
	}
	if _, err := Parse("weather", given("")); err == nil || !strings.Contains(err.Error(), ProcessingTimes) {
		t.Errorf("an unknown report must name the known ones: %v", err)
	}
}

func TestPlanPeriodIsThreeFiscalYears(t *testing.T) {
	q, err := Parse(Delegations, given("period=plan"))
	if err != nil {
		t.Fatal(err)
	}
	if got := q.Period.From.Format("2006-01-02") + " " + q.Period.To.Format("2006-01-02"); got != "2011-07-01 2014-06-30" || !q.Period.Plan {
		t.Errorf("plan is %s", got)
	}
}

// What RowsPath writes, ParseRows reads back: the link behind a number asks
// for that number.
func TestAddressesOfListsAreReadBack(t *testing.T) {
	texts := []string{"round=2012", "measure=processing&kind=idn", "by=month&period=plan", "by=kind&period=2013-01-01..2013-02-01", "as_of=now", "stage=x y&round=a%26b"}
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(catalogue()).Draw(t, "report")
		q, err := Parse(r.Name, given(rapid.SampledFrom(texts).Draw(t, "query")))
		if err != nil {
			return // parameters of another report
		}
		want := Selector{
			Part: rapid.SampledFrom(r.parts).Draw(t, "part"), Round: rapid.StringMatching(`[a-z0-9&=-]{0,8}`).Draw(t, "round"),
			Stage: rapid.StringMatching(`[a-z_]{0,8}`).Draw(t, "stage"), Kind: rapid.SampledFrom(append(kindChoices(), "")).Draw(t, "kind"),
			Key: rapid.StringMatching(`[a-z0-9-]{0,9}`).Draw(t, "key"), MinDays: rapid.IntRange(0, 900).Draw(t, "min"), MaxDays: rapid.IntRange(NoLimit, 900).Draw(t, "max"),
		}
		_, query, _ := strings.Cut(RowsPath(q, want), "?")
		gotQuery, got, err := ParseRows(r.Name, given(query))
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		if diff := cmp.Diff(want, got) + cmp.Diff(q, gotQuery); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestCursors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := Cursor{Sort: rapid.String().Draw(t, "sort"), Number: rapid.Int64().Draw(t, "n"), ID: rapid.StringMatching(`[a-z0-9-]*`).Draw(t, "id"), Ordinal: rapid.IntRange(0, 9).Draw(t, "o"), Set: true}
		got, err := ParseCursor(want.String())
		if err != nil || got != want {
			t.Fatalf("%+v came back as %+v: %v", want, got, err)
		}
	})
	if c, err := ParseCursor(""); err != nil || c.Set {
		t.Error("no place is the beginning")
	}
	for _, bad := range []string{"%", "bm90IGpzb24"} {
		if _, err := ParseCursor(bad); err == nil {
			t.Errorf("place %q was accepted", bad)
		}
	}
}
