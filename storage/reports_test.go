package storage_test

import (
	"fmt"
	"slices"
	"testing"

	"rootward/application"
	"rootward/application/intake"
	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/storage"
	"rootward/storage/storagetest"
)

var everyQuestion = []struct{ name, text string }{
	{report.ProcessingTimes, "round=live"},
	{report.ProcessingTimes, "round=live&measure=processing"},
	{report.ProcessingTimes, "round=old&kind=idn"},
	{report.ProcessingTimes, "measure=processing"},
	{report.ProcessingTimes, "round=live&stage=evaluation"},
	{report.Delegations, "by=year"},
	{report.Delegations, "round=live&by=quarter"},
	{report.Delegations, "round=live&by=month&period=2023-02-10..2024-11-05"},
	{report.Delegations, "by=kind"},
	{report.Delegations, "by=region&period=2023-01-01..2025-06-30"},
	{report.Delegations, "round=live&by=script"},
	{report.Delegations, "round=old&by=year&period=2022-09-01..2025-12-31"},
	{report.Contention, "round=live"},
	{report.Contention, "round=old&as_of=now"},
	{report.Contention, "as_of=now"},
}

// TestReportsReconcile asks every kind of question about random lives: each
// number must be as long as the list behind it, and totals the sum of rows.
func TestReportsReconcile(t *testing.T) {
	if testing.Short() {
		t.Skip("long lists")
	}
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		r := newReporting(t, s)
		r.populate("live", 50)
		r.populate("old", 30)
		r.populate("play", 5)
		r.rare()
		r.hasSomeOfEverything()
		for _, unpublished := range []bool{false, true} {
			for _, x := range everyQuestion {
				t.Run(fmt.Sprintf("%s?%s/%t", x.name, x.text, unpublished), func(t *testing.T) {
					r := *r
					r.T = t
					r.reconcile(x.name, x.text, unpublished)
				})
			}
		}
	})
}

// hasSomeOfEverything keeps the random lives from proving nothing.
func (r *reporting) hasSomeOfEverything() {
	r.Helper()
	for _, x := range []struct {
		name, text string
		totals     []string
	}{
		{report.ProcessingTimes, "round=live", []string{"count", "again", "in_time", "late", "open", "open_late", "open_undated"}},
		{report.ProcessingTimes, "round=live&measure=processing", []string{"count", "open"}},
		{report.Delegations, "", []string{"ever", "now", "removed", "undated"}},
		{report.Contention, "as_of=now", []string{"sets", "sets_resolved", "sets_unresolved", "applications_alone"}},
	} {
		_, res := r.ask(x.name, x.text)
		for _, id := range x.totals {
			if res.Total(id) == 0 {
				r.Errorf("%s?%s: no application counts as %s", x.name, x.text, id)
			}
		}
	}
}

func (r *reporting) reconcile(name, text string, unpublished bool) {
	q, err := report.Parse(name, params(text))
	if err != nil {
		r.Fatal(err)
	}
	q.Unpublished = unpublished
	res, err := r.svc.Run(r.Context(), q)
	if err != nil {
		r.Fatal(err)
	}
	if len(res.Rows) == 0 || len(res.Definitions) == 0 {
		r.Fatalf("%d rows, %d definitions", len(res.Rows), len(res.Definitions))
	}
	for _, row := range res.Rows {
		for column, sel := range row.Links {
			if got := r.list(q, sel, 20); len(got) != row.Int(column) {
				r.Errorf("%v: %s is %d, its list has %d", row.Values, column, row.Int(column), len(got))
			}
		}
	}
	for _, total := range res.Totals {
		if total.Link == nil {
			continue
		}
		if got := r.list(q, *total.Link, 20); len(got) != total.Value {
			r.Errorf("total %s is %v, its list has %d", total.ID, total.Value, len(got))
		}
	}
	r.sums(q, res)
	switch name {
	case report.ProcessingTimes:
		r.percentiles(q, res)
	case report.Contention:
		if res.Total("applications_in_sets")+res.Total("applications_alone") != res.Total("applications") || res.Total("sets") != len(res.Rows) {
			r.Errorf("sets do not add up: %v", res.Totals)
		}
	}
}

// sums compares totals with the rows that they must equal.
func (r *reporting) sums(q report.Query, res report.Result) {
	type pair struct{ total, column string }
	var pairs []pair
	switch {
	case q.Report == report.ProcessingTimes:
		for _, c := range []string{"count", "first", "again", "in_time", "late", "open", "open_late", "open_undated"} {
			pairs = append(pairs, pair{c, c})
		}
	case q.Report == report.Contention:
		pairs = []pair{{"applications_in_sets", "applications"}}
	case q.By == report.ByKind:
		return // an application of two kinds stands in two rows
	case q.Period.Set():
		pairs = []pair{{"period_ever", "delegated"}, {"period_now", "now"}, {"period_removed", "removed"}}
	default:
		pairs = []pair{{"ever", "delegated"}, {"now", "now"}, {"removed", "removed"}}
		if q.By.Timed() {
			pairs = append(pairs, pair{"removed", "removals"})
		}
	}
	for _, p := range pairs {
		sum := 0
		for _, row := range res.Rows {
			if k, ok := row.Values["kind"]; !ok || k == lifecycle.AllKinds || k == q.Kind {
				sum += row.Int(p.column)
			}
		}
		if sum != res.Total(p.total) {
			r.Errorf("total %s is %d, rows sum to %d", p.total, res.Total(p.total), sum)
		}
	}
}

// percentiles compares the counters' figures with the lengths listed one by
// one.
func (r *reporting) percentiles(q report.Query, res report.Result) {
	for _, row := range res.Rows {
		var days []int
		sum := 0
		for _, x := range r.list(q, row.Links["count"], 50) {
			days = append(days, *x.Days)
			sum += *x.Days
		}
		if len(days) == 0 {
			if row.Has("p50") || row.Has("mean") || !row.Has("note") {
				r.Errorf("figures out of nothing: %v", row.Values)
			}
			continue
		}
		slices.Sort(days)
		for _, p := range []int{50, 85, 95} {
			want := days[(p*len(days)+99)/100-1]
			if got := row.Int(fmt.Sprintf("p%d", p)); got != want {
				r.Errorf("%v: percentile %d is %d, of the list %d", row.Values, p, got, want)
			}
		}
		mean, ok := row.Values["mean"].(float64)
		if diff := mean - float64(sum)/float64(len(days)); !ok || diff > 0.0501 || diff < -0.0501 {
			r.Errorf("%v: mean %v, of the list %v", row.Values, mean, float64(sum)/float64(len(days)))
		}
	}
	for _, h := range res.Histograms {
		n := 0
		for _, b := range h.Bins {
			n += b.InTime + b.Late
			if got := r.list(q, h.Link(b), 50); len(got) != b.InTime+b.Late {
				r.Errorf("%s %s: bin %+v, its list has %d", h.Stage, h.Kind, b, len(got))
			}
		}
		all := report.Selector{Part: report.PartFinished, Round: h.Round, Stage: h.Stage, Kind: h.Kind, MaxDays: report.NoLimit}
		if got := r.list(q, all, 50); len(got) != n {
			r.Errorf("%s %s: bins hold %d of %d", h.Stage, h.Kind, n, len(got))
		}
	}
}

// TestReportsTakeAsManyStatementsForMore counts statements with little and
// with ten times as much data.
func TestReportsTakeAsManyStatementsForMore(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		r := newReporting(t, s)
		count := s.CountStatements(t)
		spent := func() []int64 {
			var out []int64
			for _, x := range everyQuestion {
				before := count.Load()
				_, res := r.ask(x.name, x.text)
				if _, err := r.svc.Rows(t.Context(), res.Query, report.Pick(report.PartApplications), "", 10); err != nil {
					t.Fatal(err)
				}
				out = append(out, count.Load()-before)
			}
			return out
		}
		r.populate("live", 6)
		r.populate("old", 6)
		few := spent()
		for i := range 2 {
			for _, id := range []string{"live", "old"} {
				rd, err := s.Round(t.Context(), id)
				if err != nil {
					t.Fatal(err)
				}
				for j := range 30 {
					a := r.invent(id, 100*(i+1)+j)
					if err := s.InsertApplications(t.Context(), []application.Application{a}); err != nil {
						t.Fatal(err)
					}
					r.live(a, rd)
				}
			}
		}
		many := spent()
		if !slices.Equal(few, many) {
			t.Errorf("statements with little data %v, with much %v", few, many)
		}
		if slices.Max(many) > 8 || slices.Min(many) < 5 {
			t.Errorf("statements per report and its first list: %v", many)
		}
	})
}

// TestReportsOfThePublishedRounds reconciles with the published figures.
func TestReportsOfThePublishedRounds(t *testing.T) {
	if testing.Short() {
		t.Skip("long lists")
	}
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		r := &reporting{T: t, store: s, svc: &report.Service{Store: s, Clock: lifecycle.Fixed(reportDay.AddDate(0, 6, 0))}}
		r.importAll()
		for _, c := range []struct {
			name, text string
			totals     map[string]int
		}{
			{report.Contention, "round=2012", map[string]int{"applications": 1930, "strings": 1409, "sets": 230, "applications_in_sets": 751}},
			{report.Contention, "round=2012&as_of=now", map[string]int{"applications": 1930, "strings": 1409, "sets": 233, "applications_in_sets": 757}},
			{report.Contention, "round=2026", map[string]int{"applications": 1608, "strings": 980, "sets": 263, "applications_in_sets": 891}},
			{report.Delegations, "round=2012", map[string]int{"ever": 1243, "now": 1106, "removed": 137, "undated": 0}},
			{report.Delegations, "round=idn-cctld&period=plan", map[string]int{"ever": 61, "now": 61, "period_ever": 5}},
			{report.ProcessingTimes, "round=2012", map[string]int{"count": 1243, "in_time": 1108, "late": 135, "open": 1, "open_late": 1}},
		} {
			_, res := r.ask(c.name, c.text)
			for id, want := range c.totals {
				if got := res.Total(id); got != want {
					t.Errorf("%s?%s: %s is %d, want %d", c.name, c.text, id, got, want)
				}
			}
		}
		r.perYear("round=2012", map[string]int{
			"2013": 73, "2014": 406, "2015": 392, "2016": 344, "2017": 12, "2018": 5, "2019": 3, "2020": 4, "2021": 1, "2022": 1, "2026": 2,
		})
		r.perYear("round=idn-cctld", map[string]int{
			"2010": 16, "2011": 22, "2012": 2, "2014": 4, "2015": 3, "2016": 9, "2017": 1, "2019": 3, "2020": 1,
		})
		_, res := r.ask(report.ProcessingTimes, "round=2012&stage=agreement_to_delegation&kind=all")
		row := res.Rows[0]
		if row.Int("p50") != 163 || row.Int("p85") != 363 || row.Int("p95") != 376 || row.Values["mean"] != 202.3 {
			t.Errorf("agreement to delegation: %v", row.Values)
		}
		_, res = r.ask(report.ProcessingTimes, "round=2012&stage=agreement_to_delegation&measure=processing")
		if got := res.Rows[0].Text("note"); res.Total("count") != 0 || got != "split_not_recorded" {
			t.Errorf("processing time of 2012 was never published, yet %v %q", res.Totals, got)
		}
	})
}

func (r *reporting) perYear(text string, want map[string]int) {
	r.Helper()
	_, res := r.ask(report.Delegations, text+"&by=year")
	sum := 0
	for _, row := range res.Rows {
		year := row.Text("year")
		if row.Int("delegated") != want[year] {
			r.Errorf("%s, %s: %d, want %d", text, year, row.Int("delegated"), want[year])
		}
		sum += row.Int("delegated")
	}
	if sum != res.Total("ever") {
		r.Errorf("%s: years sum to %d, ever %d", text, sum, res.Total("ever"))
	}
}

func (r *reporting) importAll() {
	r.Helper()
	door := &lifecycle.Door{Store: r.store, Clock: lifecycle.Fixed(reportDay.AddDate(0, 6, 0))}
	for _, name := range intake.Tables() {
		list, meta, err := intake.Embedded(name)
		if err != nil {
			r.Fatal(err)
		}
		im := &intake.Importer{Door: door, Store: r.store}
		if _, err := im.Import(r.Context(), name, list, meta.SHA256, meta.Source, meta.SourceDate, lifecycle.ByImport(name)); err != nil {
			r.Fatal(err)
		}
		if err := list.Close(); err != nil {
			r.Fatal(err)
		}
	}
}
