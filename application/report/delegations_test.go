package report

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestStretchesOfTimeHaveNoGaps(t *testing.T) {
	for _, c := range []struct {
		by          By
		first, last string
		want        []string
	}{
		{ByYear, "2019", "2022", []string{"2019", "2020", "2021", "2022"}},
		{ByQuarter, "2019-Q3", "2020-Q1", []string{"2019-Q3", "2019-Q4", "2020-Q1"}},
		{ByMonth, "2019-11", "2020-02", []string{"2019-11", "2019-12", "2020-01", "2020-02"}},
		{ByMonth, "2019-11", "2019-11", []string{"2019-11"}},
	} {
		if diff := cmp.Diff(c.want, unbroken(c.by, c.first, c.last)); diff != "" {
			t.Errorf("%s: %s", c.by, diff)
		}
	}
}

// Every day lies in the span of the key that its month is counted under, and
// in that of no other key beside it.
func TestDaysLieInTheSpanOfTheirKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		by := rapid.SampledFrom([]By{ByYear, ByQuarter, ByMonth}).Draw(t, "by")
		at := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 20_000).Draw(t, "day"))
		day, key := at.Format(time.DateOnly), keys(by, at.Format("2006-01"))[0]
		if first, last := span(by, key); day < first || day > last || !keyForm[by](key) {
			t.Fatalf("%s is counted under %s, which is %s to %s", day, key, first, last)
		}
		next := keys(by, at.AddDate(0, months[by], 1-at.Day()).Format("2006-01"))[0]
		if first, _ := span(by, next); next == key || day >= first {
			t.Fatalf("%s is also in %s", day, next)
		}
	})
}

func TestOrderPutsTheUnknownLast(t *testing.T) {
	got := order(ByKind, map[string]*bucket{Unknown: {}, "idn": {}, "not_in_contention": {}})
	if diff := cmp.Diff([]string{"not_in_contention", "idn", Unknown}, got); diff != "" {
		t.Error(diff)
	}
	got = order(ByRegion, map[string]*bucket{Unknown: {delegated: 9}, "AF": {delegated: 1}, "NA": {delegated: 5}, "AP": {delegated: 5}})
	if diff := cmp.Diff([]string{"AP", "NA", "AF", Unknown}, got); diff != "" {
		t.Error(diff)
	}
}
