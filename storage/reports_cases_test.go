package storage_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

// TestReportsTellWhatIsLate follows one application hour by hour around its
// service level, in both measures.
func TestReportsTellWhatIsLate(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		r := newReporting(t, s)
		a := r.invent("live", 1)
		if err := s.InsertApplications(t.Context(), []application.Application{a}); err != nil {
			t.Fatal(err)
		}
		entered := reportDay.AddDate(0, -6, 0)
		r.clock.now = entered
		rd, err := s.Round(t.Context(), "live")
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.door.Open(t.Context(), lifecycle.NewCase{
			Case: a.Case(), Definition: rd.Policy.Definition, Round: "live", Policy: "1", Actor: lifecycle.ByImport("x"), First: workflow.AdministrativeTest, At: lifecycle.On(entered), Sources: rules,
		})
		if err != nil {
			t.Fatal(err)
		}
		const day = 24 * time.Hour // the administrative check has a service level of 56 days
		for _, c := range []struct {
			after time.Duration
			late  int
		}{{56 * day, 0}, {57*day - time.Second, 0}, {57 * day, 1}, {90 * day, 1}} {
			r.svc.Clock = lifecycle.Fixed(entered.Add(c.after))
			for _, measure := range []string{"elapsed", "processing"} {
				q, err := report.Parse(report.ProcessingTimes, params("round=live&measure="+measure))
				if err != nil {
					t.Fatal(err)
				}
				q.Unpublished = true
				res, err := r.svc.Run(t.Context(), q)
				if err != nil {
					t.Fatal(err)
				}
				want := c.late
				if got := res.Total("open_late"); got != want || res.Total("open") != 1 {
					t.Errorf("after %s, %s: %d of %d late, want %d of 1", c.after, measure, got, res.Total("open"), want)
				}
				q.Unpublished = false
				if res, err = r.svc.Run(t.Context(), q); err != nil || res.Total("open") != 0 || res.Total("applications") != 0 {
					t.Errorf("a confidential application is counted for everybody: %v, %v", res.Totals, err)
				}
			}
		}
	})
}

// begin opens a public application in a state, by import.
func (r *reporting) begin(id, label string, first workflow.State, at time.Time) {
	r.Helper()
	a := application.Application{ID: id, Round: "live", String: label, ALabel: label, FinalString: label, FinalALabel: label, Revision: 1, CreatedAt: reportDay, SavedAt: reportDay}
	if err := r.store.InsertApplications(r.Context(), []application.Application{a}); err != nil {
		r.Fatal(err)
	}
	r.clock.now = at
	_, err := r.door.Open(r.Context(), lifecycle.NewCase{
		Case: a.Case(), Definition: workflow.GTLD2026, Round: "live", Policy: "1", Actor: lifecycle.ByImport("x"), First: first, At: lifecycle.On(at), Sources: rules,
	})
	if err != nil {
		r.Fatal(err)
	}
}

func (r *reporting) record(id string, to workflow.State, at lifecycle.When) {
	r.Helper()
	_, err := r.door.Move(r.Context(), lifecycle.Request{Case: app(id), Event: workflow.Record, Actor: lifecycle.ByImport("x"), To: to, At: at, Sources: rules})
	if err != nil {
		r.Fatal(err)
	}
}

// TestReportsCountDelegationsOnce: a delegation taken back and made again is
// one, on its first day; what was removed in between was never removed.
func TestReportsCountDelegationsOnce(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		r := newReporting(t, s)
		first := time.Date(2014, time.June, 30, 23, 0, 0, 0, time.UTC)
		r.begin("again", "x", workflow.Delegated, first)
		for i, to := range []workflow.State{workflow.Testing, workflow.Delegated} {
			r.clock.now = first.AddDate(i+1, 0, 0)
			r.record("again", to, lifecycle.On(r.clock.now))
		}
		r.begin("gone", "y", workflow.Delegated, first)
		for i, to := range []workflow.State{workflow.Testing, workflow.Delegated, workflow.Removed} {
			r.clock.now = first.AddDate(2, i-2, 0)
			r.record("gone", to, lifecycle.On(r.clock.now))
		}
		_, res := r.ask(report.Delegations, "round=live&by=year")
		var got []string
		for _, row := range res.Rows {
			got = append(got, fmt.Sprintf("%s:%d/%d/%d/%d", row.Text("year"), row.Int("delegated"), row.Int("now"), row.Int("removals"), row.Int("in_root")))
		}
		if want := []string{"2014:2/1/0/2", "2015:0/0/0/2", "2016:0/0/1/1"}; !slices.Equal(got, want) {
			t.Errorf("years %v, want %v", got, want)
		}
		_, res = r.ask(report.Delegations, "round=live&period=plan")
		if res.Total("period_ever") != 2 || res.Total("period_now") != 1 {
			t.Errorf("the last day of the period belongs to it: %v", res.Totals)
		}
	})
}

// TestReportsTellWhoseTimeItWas: a hold takes the time from the panel, and a
// record inside a stage leaves nobody knowing.
func TestReportsTellWhoseTimeItWas(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		r := newReporting(t, s)
		entered := reportDay.AddDate(-1, 0, 0)
		for _, id := range []string{"split", "unsplit", "plain"} {
			r.begin(id, id, workflow.AdministrativeTest, entered)
		}
		r.record("unsplit", workflow.Paid, lifecycle.On(entered)) // the same stage
		if got := r.openOf("administrative_check", "elapsed"); got != "3 open, 3 late, 0 undated" {
			t.Errorf("elapsed: %s", got)
		}
		if got := r.openOf("administrative_check", "processing"); got != "3 open, 2 late, 1 undated" {
			t.Errorf("processing: %s", got)
		}
		old := entered.AddDate(0, -1, 0)
		for _, id := range []string{"worked", "waiting"} {
			a := r.invent("old", len(id))
			a.ID = id
			if err := s.InsertApplications(t.Context(), []application.Application{a}); err != nil {
				t.Fatal(err)
			}
			r.clock.now = old
			_, err := r.door.Open(t.Context(), lifecycle.NewCase{
				Case: a.Case(), Definition: workflow.GTLD2012, Round: "old", Policy: "1", Actor: lifecycle.ByImport("x"), First: workflow.InitialEvaluation, At: lifecycle.On(old), Sources: rules,
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if _, err := r.door.OpenHold(t.Context(), lifecycle.HoldRequest{Case: app("waiting"), Actor: fullActor, Version: 1, Code: "advice", Reason: "because", Sources: rules}); err != nil {
			t.Fatal(err)
		}
		if got := r.openOf("evaluation", "elapsed"); got != "2 open, 2 late, 0 undated" {
			t.Errorf("elapsed with a hold: %s", got)
		}
		if got := r.openOf("evaluation", "processing"); got != "2 open, 1 late, 0 undated" {
			t.Errorf("processing with a hold: %s", got)
		}
	})
}

func (r *reporting) openOf(stage, measure string) string {
	r.Helper()
	q, err := report.Parse(report.ProcessingTimes, params("stage="+stage+"&measure="+measure))
	if err != nil {
		r.Fatal(err)
	}
	q.Unpublished = true
	res, err := r.svc.Run(r.Context(), q)
	if err != nil {
		r.Fatal(err)
	}
	return fmt.Sprintf("%d open, %d late, %d undated", res.Total("open"), res.Total("open_late"), res.Total("open_undated"))
}

// TestReportsTellWhenASetIsResolved: one member left in the race is enough;
// what is confidential contends with nobody.
func TestReportsTellWhenASetIsResolved(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		r := newReporting(t, s)
		at := reportDay.AddDate(-1, 0, 0)
		for _, id := range []string{"a", "b", "c"} {
			r.begin(id, "shop", workflow.RevealedState, at)
		}
		r.begin("secret", "shop", workflow.Paid, at)
		r.begin("d", "shops", workflow.RevealedState, at)
		err := s.SaveSets(t.Context(), []application.Set{{Round: "live", Name: "S", Basis: "similar", Source: "panel", Members: []application.Listed{
			{Application: application.Application{ID: "a"}}, {Application: application.Application{ID: "d"}},
		}}})
		if err != nil {
			t.Fatal(err)
		}
		check := func(text, want string) {
			t.Helper()
			_, res := r.ask(report.Contention, "round=live&"+text)
			got := ""
			for _, row := range res.Rows {
				got += fmt.Sprintf("%s %v %s: %d of which %d delegated, %d open, %d out, %s", row.Text("set"), row.Values["a_labels"], row.Text("basis"),
					row.Int("applications"), row.Int("delegated"), row.Int("open"), row.Int("out"), row.Text("state"))
			}
			if got != want {
				t.Errorf("%s: %s\nwant %s", text, got, want)
			}
		}
		check("", "shop [shop] identical: 3 of which 0 delegated, 3 open, 0 out, unresolved")
		check("as_of=now", "shop [shop shops] similar: 4 of which 0 delegated, 4 open, 0 out, unresolved")
		r.clock.now = reportDay
		r.record("b", workflow.Withdrawn, lifecycle.On(reportDay))
		r.record("c", workflow.Withdrawn, lifecycle.On(reportDay))
		check("", "shop [shop] identical: 3 of which 0 delegated, 1 open, 2 out, resolved")
		check("as_of=now", "shop [shop shops] similar: 4 of which 0 delegated, 2 open, 2 out, unresolved")
		r.record("a", workflow.Delegated, lifecycle.On(reportDay))
		r.record("d", workflow.Terminated, lifecycle.On(reportDay))
		check("as_of=now", "shop [shop shops] similar: 4 of which 1 delegated, 0 open, 3 out, resolved")
	})
}

// TestReportsRefuse names what cannot be answered.
func TestReportsRefuse(t *testing.T) {
	r := newReporting(t, storagetest.Open(t, storage.SQLite))
	for _, c := range []struct{ name, text, field, why string }{
		{report.ProcessingTimes, "round=1999", report.ParamRound, report.FaultUnknown},
		{report.ProcessingTimes, "round=live&stage=delegated", report.ParamStage, report.FaultUnknown},
		{report.ProcessingTimes, "round=live&stage=draft", report.ParamStage, report.FaultUnknown}, // confidential
	} {
		q, err := report.Parse(c.name, params(c.text))
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.svc.Run(t.Context(), q)
		var faults report.Faults
		if !errors.As(err, &faults) || faults[0].Field != c.field || faults[0].Why != c.why {
			t.Errorf("%s?%s: %v", c.name, c.text, err)
		}
	}
	for _, c := range []struct{ name, text, why string }{
		{report.ProcessingTimes, "part=finished", report.FaultMissing},
		{report.ProcessingTimes, "part=finished&row_round=live&row_stage=draft", report.FaultUnknown},
		{report.ProcessingTimes, "part=late&row_round=live&row_stage=reveal", report.FaultNoAnswer},
		{report.Delegations, "part=ever&key=soon", report.FaultUnknown},
		{report.Contention, "as_of=now&part=in_sets&key=nothing", report.FaultUnknown},
	} {
		q, sel, err := report.ParseRows(c.name, params(c.text))
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.svc.Rows(t.Context(), q, sel, "", 10)
		var faults report.Faults
		if !errors.As(err, &faults) || faults[0].Why != c.why {
			t.Errorf("rows %s?%s: %v", c.name, c.text, err)
		}
	}
}
