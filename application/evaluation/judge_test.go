package evaluation_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"rootward/application"
	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

func TestWhoRecommendsDoesNotDecide(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.apply("a", "beta", "lamp", true)
		id := w.tasks("a")["geographic"].ID
		w.find("both", id, evaluation.Met)
		good := w.judgement("both", id, evaluation.Pass)
		for _, c := range []struct {
			name string
			edit func(*evaluation.Judgement)
			is   func(error) bool
		}{
			{"nothing written", func(j *evaluation.Judgement) { j.Outcome, j.Reason, j.Sources = "", " ", nil }, wrong("outcome choose", "reason missing", "sources missing")},
			{"too much written", func(j *evaluation.Judgement) { j.Reason = strings.Repeat("x", 8001) }, wrong("reason too_long")},
			{"against the findings", func(j *evaluation.Judgement) { j.Outcome = evaluation.Fail }, wrong("outcome fail_against_findings")},
			{"on a stale page", func(j *evaluation.Judgement) { j.Version-- }, is(lifecycle.ErrConflict)},
			{"by another evaluator", func(j *evaluation.Judgement) { j.Account = "eva" }, refused(workflow.WhyFacts, workflow.HoldsLease)},
			{"by a stranger", func(j *evaluation.Judgement) { j.Account = "nobody" }, is(lifecycle.ErrNotFound)},
			{"by an operator", func(j *evaluation.Judgement) { j.Account = "op" }, refused(workflow.WhyFacts, workflow.HoldsLease)},
		} {
			j := good
			c.edit(&j)
			if err := w.Recommend(w.ctx, j); !c.is(err) {
				t.Errorf("recommended %s: %v", c.name, err)
			}
		}
		w.no(w.Recommend(w.ctx, good))
		if x := w.task(id); x.Recommender != "both" || x.Advice != evaluation.Pass || x.Claimant != "" || x.State != workflow.TaskRecommended {
			t.Errorf("recommended: %+v", x)
		}
		for _, c := range []struct {
			name, account string
			is            func(error) bool
		}{
			{"who recommended it", "both", refused(workflow.WhyFacts, workflow.NotRecommender)},
			{"an evaluator", "eva", refused(workflow.WhyRole)},
			{"an operator", "op", refused(workflow.WhyRole)},
			{"an auditor", "aud", refused(workflow.WhyRole)},
			{"a stranger", "nobody", is(lifecycle.ErrNotFound)},
		} {
			if err := w.Decide(w.ctx, w.judgement(c.account, id, evaluation.Pass)); !c.is(err) {
				t.Errorf("decided by %s: %v", c.name, err)
			}
			if err := w.SendBack(w.ctx, w.judgement(c.account, id, "")); !c.is(err) {
				t.Errorf("sent back by %s: %v", c.name, err)
			}
		}
		w.no(w.SendBack(w.ctx, w.judgement("dora", id, "")))
		if x := w.task(id); x.State != workflow.TaskWaiting || x.Recommender != "" || x.Advice != "" {
			t.Errorf("sent back: %+v", x)
		}
		w.no(w.Claim(w.ctx, "eva", id, w.task(id).Version))
		w.no(w.Recommend(w.ctx, w.judgement("eva", id, evaluation.Pass)))
		w.decide("both", id, evaluation.Fail) // against the recommendation, with reasons
		if x := w.task(id); x.Decider != "both" || x.State != workflow.TaskNotPassed || x.Done.IsZero() {
			t.Errorf("decided: %+v", x)
		}
		w.sound()
	})
}

func TestConflictOfInterestSeesNothing(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.apply("a", "alpha", "lamp", true)
		id := w.tasks("a")["geographic"].ID
		w.recommend("eva", id, evaluation.Pass)
		other := w.tasks("a")["similarity"]
		for name, err := range map[string]error{
			"open":                  second(w.Open(w.ctx, "ina", id)),
			"claim":                 w.Claim(w.ctx, "ina", other.ID, other.Version),
			"renew":                 second(w.Renew(w.ctx, "ina", id)),
			"find":                  w.SaveFinding(w.ctx, "ina", id, evaluation.Finding{Criterion: "country_name"}),
			"recommend":             w.Recommend(w.ctx, evaluation.Judgement{Account: "ina", Task: other.ID, Version: 1}),
			"decide":                w.Decide(w.ctx, w.judgement("ina", id, evaluation.Pass)),
			"decide, badly written": w.Decide(w.ctx, evaluation.Judgement{Account: "ina", Task: id, Version: 1}),
			"send back":             w.SendBack(w.ctx, evaluation.Judgement{Account: "ina", Task: id, Version: 1}),
			"a task there is not":   second(w.Open(w.ctx, "ina", "tnothing")),
		} {
			if !is(lifecycle.ErrNotFound)(err) {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, f := range []evaluation.Filter{{}, {Text: "lamp"}, {Text: "a"}, {Panel: "geographic"}, {Group: evaluation.Pool}} {
			q, err := w.Queue(w.ctx, "ina", f)
			if err != nil || q.Total() != 0 {
				t.Errorf("%+v finds %d, %v", f, q.Total(), err)
			}
			for _, p := range q.Parts {
				if len(p.Rows) > 0 {
					t.Errorf("%+v lists %d", f, len(p.Rows))
				}
			}
		}
		if id, err := w.Next(w.ctx, "ina"); id != "" || !is(evaluation.ErrNothing)(err) {
			t.Errorf("next is %q, %v", id, err)
		}
		w.apply("b", "beta", "desk", true)
		if q, err := w.Queue(w.ctx, "ina", evaluation.Filter{}); err != nil || q.Total() != 3 {
			t.Errorf("of another applicant: %d, %v", q.Total(), err)
		}
	})
}

func second[T any](_ T, err error) error { return err }

// TestDecisionsMoveTheApplication takes each way out of a stage with panels.
func TestDecisionsMoveTheApplication(t *testing.T) {
	for _, c := range []struct {
		name string
		fail string // panel that does not pass
		twin bool   // another application contends
		to   workflow.State
		by   workflow.Event
	}{
		{"all pass", "", false, workflow.Evaluation, workflow.PassString},
		{"all pass, in contention", "", true, workflow.InContentionState, workflow.EnterContention},
		{"one does not", "safeguard", false, workflow.PendingTermination, workflow.FailString},
	} {
		t.Run(c.name, func(t *testing.T) {
			storagetest.Both(t, func(t *testing.T, s *storage.Store) {
				w := newWorld(t, s)
				if c.twin {
					w.apply("twin", "alpha", "lamp", false)
				}
				w.apply("a", "beta", "lamp", true)
				tasks := w.tasks("a")
				for _, panel := range []string{"safeguard", "similarity", "geographic"} {
					if at := w.app("a").State; at != workflow.StringEvaluation {
						t.Fatalf("%s before %s is decided", at, panel)
					}
					o := evaluation.Pass
					if panel == c.fail {
						o = evaluation.Fail
					}
					w.recommend("eva", tasks[panel].ID, o)
					w.decide("dora", tasks[panel].ID, o)
				}
				h, err := s.History(w.ctx, application.CaseOf("a"))
				w.no(err)
				last := h[len(h)-1]
				if last.To != c.to || last.Event != c.by || last.Actor != "system:evaluation" || last.Behalf != "dora" {
					t.Fatalf("moved by %s to %s, by %s for %s", last.Event, last.To, last.Actor, last.Behalf)
				}
				if want := "safeguard: grounds of safeguard\ngeographic: grounds of geographic\nsimilarity: grounds of similarity"; last.Reason != want {
					t.Errorf("reasons %q", last.Reason)
				}
				if len(last.Sources) != 4 || last.Sources[0] != rules[0] || last.Sources[3].Title != "file of similarity" {
					t.Errorf("sources %+v", last.Sources)
				}
				if n := len(w.tasks("a")); (c.to == workflow.Evaluation) != (n == 3) {
					t.Errorf("%d tasks in the stage after", n)
				}
				w.sound()
			})
		})
	}
}

func TestHoldsStopTasksToo(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.apply("a", "beta", "lamp", true)
		tasks := w.tasks("a")
		w.clock.pass(10 * day)
		opened := w.hold("a")
		w.clock.pass(100 * day)
		q, err := w.Queue(w.ctx, "eva", evaluation.Filter{})
		if err != nil || q.Parts[0].Count != 0 || q.Parts[2].Count != 3 || q.Parts[2].Rows[0].Late(w.clock.now) {
			t.Errorf("late while on hold: %+v, %v", q.Parts, err)
		}
		for _, panel := range []string{"safeguard", "geographic"} {
			w.recommend("eva", tasks[panel].ID, evaluation.Pass)
			w.decide("dora", tasks[panel].ID, evaluation.Pass)
		}
		w.no(w.Claim(w.ctx, "max", tasks["similarity"].ID, 1))
		more := w.hold("a")
		w.release("a", opened)
		if x := w.task(tasks["similarity"].ID); x.Paused.IsZero() {
			t.Error("one of two holds is closed, and the clock runs")
		}
		w.release("a", more)
		x := w.task(tasks["similarity"].ID)
		if !x.Due.Equal(start.Add(160*day)) || !x.Paused.IsZero() || x.Claimant != "max" {
			t.Errorf("after the holds: %+v", x)
		}
		again := w.hold("a")
		w.no(w.Release(w.ctx, "max", x.ID, x.Version))
		w.recommend("eva", x.ID, evaluation.Pass)
		w.decide("dora", x.ID, evaluation.Pass)
		if at := w.app("a").State; at != workflow.StringEvaluation {
			t.Fatalf("moved to %s while on hold", at)
		}
		w.release("a", again)
		if at := w.app("a").State; at != workflow.Evaluation {
			t.Errorf("stays in %s after the hold", at)
		}
		w.sound()
	})
}

func (w *world) hold(id string) int64 {
	w.Helper()
	t, err := w.Door.OpenHold(w.ctx, lifecycle.HoldRequest{Case: application.CaseOf(id), Actor: lifecycle.ByAccount("op"), Version: w.app(id).Version, Code: "objection", Reason: "r", Sources: rules})
	w.no(err)
	return t.Entry.HoldID
}

func (w *world) release(id string, hold int64) {
	w.Helper()
	_, err := w.Door.CloseHold(w.ctx, lifecycle.HoldRequest{Case: application.CaseOf(id), Actor: lifecycle.ByAccount("op"), Version: w.app(id).Version, ID: hold, Reason: "r", Sources: rules})
	w.no(err)
}

// TestTwoLastDecisionsAtOnce lets the last two decisions of a stage meet: the
// application must move exactly once, and never stay behind.
func TestTwoLastDecisionsAtOnce(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		for _, id := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
			w.apply(id, "beta", "lamp"+id, true)
			tasks := w.tasks(id)
			for _, x := range tasks {
				w.recommend("eva", x.ID, evaluation.Pass)
			}
			var wg sync.WaitGroup
			for _, x := range tasks {
				j := w.judgement("dora", x.ID, evaluation.Pass)
				wg.Go(func() {
					if err := w.Decide(w.ctx, j); err != nil {
						t.Errorf("%s: %v", j.Task, err)
					}
				})
			}
			wg.Wait()
			if at := w.app(id); at.State != workflow.Evaluation || at.Version != 3 {
				t.Errorf("%s is in %s at version %d", id, at.State, at.Version)
			}
		}
		w.sound()
	})
}

func asInvalid(err error, to **lifecycle.Invalid) bool { return errors.As(err, to) }
