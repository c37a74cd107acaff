package evaluation_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"rootward/application"
	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

func TestTasksFollowTheirApplication(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.apply("a", "alpha", "lamp", false)
		if n := len(w.tasks("a")); n != 0 {
			t.Errorf("%d tasks before the stage", n)
		}
		w.clock.pass(day)
		w.operate("a", workflow.StartString)
		first := w.tasks("a")
		if len(first) != 3 {
			t.Fatalf("%d tasks, want one for each panel of string evaluation", len(first))
		}
		for panel, x := range first {
			c, err := s.ReadCase(w.ctx, x.Case())
			w.no(err)
			if x.State != workflow.TaskWaiting || !x.Due.Equal(w.clock.now.Add(60*day)) || !x.Created.Equal(w.clock.now) || c.Round != "r" || c.Policy != "2026.1" || len(c.Kinds) != 1 || c.Public {
				t.Errorf("%s: %+v, %+v", panel, x, c)
			}
			if len(x.ID) != 13 {
				t.Errorf("%s is called %s: can it be guessed?", panel, x.ID)
			}
			h, err := s.History(w.ctx, x.Case())
			w.no(err)
			if h[0].Actor != "system:evaluation" || h[0].Behalf != "op" {
				t.Errorf("opened by %s for %s", h[0].Actor, h[0].Behalf)
			}
		}
		w.sound()
	})
}

func TestLeavingTheStageCancelsWhatIsOpen(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.apply("a", "alpha", "lamp", true)
		first := w.tasks("a")
		w.no(w.Claim(w.ctx, "eva", first["geographic"].ID, 1))
		w.recommend("max", first["similarity"].ID, evaluation.Pass)
		w.decide("dora", first["similarity"].ID, evaluation.Pass)
		_, err := w.Door.Move(w.ctx, lifecycle.Request{
			Case: application.CaseOf("a"), Event: workflow.Record, Actor: lifecycle.ByAccount("op"), Version: w.app("a").Version, To: workflow.PendingTermination,
			At: lifecycle.On(w.clock.now), Sources: rules,
		})
		w.no(err)
		for panel, want := range map[string]workflow.State{"geographic": workflow.TaskCancelled, "safeguard": workflow.TaskCancelled, "similarity": workflow.TaskPassed} {
			if x := w.task(first[panel].ID); x.State != want || x.Claimant != "" || x.Done.IsZero() {
				t.Errorf("%s is %+v", panel, x)
			}
		}
		w.operate("a", workflow.Reinstate)
		again := w.tasks("a")
		if len(again) != 3 || again["geographic"].Ordinal != 2 || again["geographic"].State != workflow.TaskWaiting {
			t.Errorf("second visit: %+v", again)
		}
		w.sound()
	})
}

func TestWhatIsRecordedHasNoTasks(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.apply("a", "alpha", "lamp", false)
		_, err := w.Door.Move(w.ctx, lifecycle.Request{
			Case: application.CaseOf("a"), Event: workflow.Record, Actor: lifecycle.ByAccount("op"), Version: 1, To: workflow.StringEvaluation, At: lifecycle.On(w.clock.now), Sources: rules,
		})
		w.no(err)
		if n := len(w.tasks("a")); n != 0 {
			t.Errorf("%d tasks for a recorded stage", n)
		}
		_, err = w.Door.Move(w.ctx, lifecycle.Request{Case: application.CaseOf("a"), Event: workflow.PassString, Actor: lifecycle.ByAccount("op"), Version: 2, Reason: "r", Sources: rules})
		if !refused(workflow.WhyFacts, workflow.TasksPassed)(err) {
			t.Errorf("passed without any task: %v", err)
		}
	})
}

func TestLease(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.apply("a", "beta", "lamp", true)
		id := w.tasks("a")["geographic"].ID
		finding := evaluation.Finding{Criterion: "country_name", Verdict: evaluation.Met, Reason: "r", Source: "s"}
		w.no(w.Claim(w.ctx, "eva", id, 1))
		if x := w.task(id); x.Claimant != "eva" || !x.Until.Equal(start.Add(30*time.Minute)) {
			t.Errorf("claimed as %+v", x)
		}
		if err := w.Claim(w.ctx, "max", id, 2); !refused(workflow.WhyState)(err) {
			t.Errorf("claimed twice: %v", err)
		}
		if err := w.Release(w.ctx, "max", id, 2); !refused(workflow.WhyFacts, workflow.HoldsLease)(err) {
			t.Errorf("released by another: %v", err)
		}
		if _, err := w.Renew(w.ctx, "max", id); !refused(workflow.WhyFacts, workflow.HoldsLease)(err) {
			t.Errorf("renewed by another: %v", err)
		}
		if err := w.SaveFinding(w.ctx, "max", id, finding); !refused(workflow.WhyFacts, workflow.HoldsLease)(err) {
			t.Errorf("finding by another: %v", err)
		}
		w.clock.pass(29 * time.Minute)
		until, err := w.Renew(w.ctx, "eva", id)
		if err != nil || !until.Equal(start.Add(59*time.Minute)) || w.task(id).Version != 2 {
			t.Errorf("renewed to %v, %v", until, err)
		}
		w.clock.pass(29 * time.Minute)
		if n, err := w.LapseDue(w.ctx); n != 0 || err != nil {
			t.Errorf("lapsed while it ran: %d, %v", n, err)
		}
		w.no(w.SaveFinding(w.ctx, "eva", id, finding))
		if x := w.task(id); !x.Until.Equal(w.clock.now.Add(30 * time.Minute)) {
			t.Errorf("saving a finding leaves the lease at %v", x.Until)
		}
		w.clock.pass(30 * time.Minute)
		if err := w.Recommend(w.ctx, evaluation.Judgement{Account: "eva", Task: id, Version: 2, Outcome: evaluation.Pass, Reason: "r", Sources: rules}); !refused(workflow.WhyFacts, workflow.HoldsLease, workflow.FindingsDone)(err) {
			t.Errorf("recommended with the lease over: %v", err)
		}
		if n, err := w.LapseDue(w.ctx); n != 1 || err != nil {
			t.Errorf("lapsed %d, %v", n, err)
		}
		if x := w.task(id); x.State != workflow.TaskWaiting || x.Claimant != "" || !x.Until.IsZero() {
			t.Errorf("after the lease: %+v", x)
		}
		if err := w.SaveFinding(w.ctx, "eva", id, finding); !refused(workflow.WhyFacts, workflow.HoldsLease)(err) {
			t.Errorf("finding after the lease: %v", err)
		}
		w.no(w.Claim(w.ctx, "max", id, 3))
		w.no(w.Release(w.ctx, "max", id, 4))
		w.no(w.Claim(w.ctx, "eva", id, 5))
		_, err = w.Door.Move(w.ctx, lifecycle.Request{Case: evaluation.CaseOf(id), Event: workflow.TakeBack, Actor: lifecycle.ByAccount("op"), Version: 6, Reason: "on leave", Sources: rules})
		w.no(err)
		if x := w.task(id); x.Claimant != "" {
			t.Errorf("taken back, but held: %+v", x)
		}
		w.sound()
	})
}

func TestFindings(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.apply("a", "beta", "lamp", true)
		id := w.tasks("a")["geographic"].ID
		good := evaluation.Finding{Criterion: "country_name", Verdict: evaluation.Met, Reason: "no such name", Source: "ISO 3166-1"}
		w.no(w.Claim(w.ctx, "eva", id, 1))
		for _, c := range []struct {
			name string
			edit func(*evaluation.Finding)
			is   func(error) bool
		}{
			{"nothing written", func(f *evaluation.Finding) { *f = evaluation.Finding{Criterion: "country_name"} }, wrong("verdict choose", "reason missing", "source missing")},
			{"spaces alone", func(f *evaluation.Finding) { f.Reason, f.Source = " \n", "\t" }, wrong("reason missing", "source missing")},
			{"another verdict", func(f *evaluation.Finding) { f.Verdict = "perhaps" }, wrong("verdict choose")},
			{"too much", func(f *evaluation.Finding) { f.Source = strings.Repeat("é", 501) }, wrong("source too_long")},
			{"a criterion of another panel", func(f *evaluation.Finding) { f.Criterion = "similar_existing" }, is(lifecycle.ErrNotFound)},
			{"a revision there never was", func(f *evaluation.Finding) { f.Revision = 3 }, is(lifecycle.ErrConflict)},
		} {
			f := good
			c.edit(&f)
			if err := w.SaveFinding(w.ctx, "eva", id, f); !c.is(err) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		w.no(w.SaveFinding(w.ctx, "eva", id, good))
		second := good
		second.Verdict, second.Reason = evaluation.NotMet, "from the other tab"
		var clash *evaluation.Clash
		if err := w.SaveFinding(w.ctx, "eva", id, second); !errors.As(err, &clash) || clash.Theirs.Reason != "no such name" {
			t.Errorf("two tabs: %v", err)
		}
		second.Revision = 1
		w.no(w.SaveFinding(w.ctx, "eva", id, second))
		kept, err := s.Findings(w.ctx, id)
		if err != nil || len(kept) != 1 || kept[0].Reason != "from the other tab" || kept[0].Revision != 2 || kept[0].By != "eva" || !kept[0].At.Equal(w.clock.now) {
			t.Errorf("kept %+v, %v", kept, err)
		}
		w.no(w.Release(w.ctx, "eva", id, 2))
		for _, q := range []string{
			"UPDATE findings SET reason = 'x'", "DELETE FROM findings",
			"INSERT INTO findings (task_id, criterion, verdict, reason, source, found_by, found_at) VALUES ('" + id + "', 'needs_support', 'met', 'r', 's', 'eva', '2027-01-01 00:00:00+00:00')",
		} {
			if err := s.Exec(w.ctx, q); err == nil {
				t.Errorf("the database lets a task that nobody holds change: %s", q)
			}
		}
	})
}
