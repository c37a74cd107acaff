package storage_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

// judging is a round with applications under string evaluation, and one
// evaluator of all panels.
func judging(tb testing.TB, s *storage.Store, c lifecycle.Clock, applications int) *evaluation.Service {
	tb.Helper()
	must := func(err error) {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
	}
	ctx := tb.Context()
	door := &lifecycle.Door{Store: s, Clock: c, Authority: &access.Authority{Store: s}}
	e := &evaluation.Service{Store: s, Door: door, Clock: c}
	door.Facts, door.Effects = []lifecycle.FactSource{e}, []lifecycle.Effect{e}
	now, err := c.Now(ctx)
	must(err)
	must(s.SaveRound(ctx, round.Round{ID: "r", Policy: round.GTLD2026}, now))
	must(s.InsertAccount(ctx, access.Account{ID: "eva", Email: "e@example.org", Name: "Eva", Language: "en", Zone: "UTC", CreatedAt: now, Grants: []access.Grant{{Role: workflow.Evaluator}}}, "e@example.org", ""))
	must(s.InTx(ctx, func(ctx context.Context) error {
		for i := range applications {
			a := application.Application{ID: fmt.Sprintf("a%06d", i), Round: "r", String: "lamp", ALabel: "lamp", FinalString: "lamp", FinalALabel: "lamp", CreatedAt: now, SavedAt: now}
			must(s.InsertApplications(ctx, []application.Application{a}))
			_, err := door.Open(ctx, lifecycle.NewCase{Case: a.Case(), Definition: workflow.GTLD2026, Round: "r", Policy: "1", Actor: lifecycle.ByImport("test"), First: workflow.ConfirmedState, At: lifecycle.On(now), Sources: rules})
			must(err)
			_, err = door.Move(ctx, lifecycle.Request{Case: a.Case(), Event: workflow.StartString, Actor: lifecycle.BySystem("test")})
			must(err)
		}
		return nil
	}))
	return e
}

// TestQueueTakesAsManyStatementsForMore counts statements with little and with
// much to do.
func TestQueueTakesAsManyStatementsForMore(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		c := &clock{now: time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)}
		e := judging(t, s, c, 40)
		for range 3 {
			if _, err := e.Next(t.Context(), "eva"); err != nil {
				t.Fatal(err)
			}
		}
		n := s.CountStatements(t)
		ask := func(do func() error) int64 {
			t.Helper()
			before := n.Load()
			if err := do(); err != nil {
				t.Fatal(err)
			}
			return n.Load() - before
		}
		queue := func(limit int) func() error {
			return func() error {
				q, err := e.Queue(t.Context(), "eva", evaluation.Filter{Limit: limit})
				if err == nil && q.Total() != 120 {
					err = fmt.Errorf("%d tasks", q.Total())
				}
				return err
			}
		}
		few, many := ask(queue(1)), ask(queue(100))
		if few != many || many > 6 {
			t.Errorf("%d statements for short pages, %d for long ones, want the same and no more than 6", few, many)
		}
		q, err := e.Queue(t.Context(), "eva", evaluation.Filter{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		open := ask(func() error { _, err := e.Open(t.Context(), "eva", q.Parts[2].Rows[0].ID); return err })
		if open > 20 {
			t.Errorf("%d statements to open a task", open)
		}
		t.Logf("queue %d statements, task %d", many, open)
	})
}

func TestTasksAreReadAsTheyWereWritten(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		ctx, c := t.Context(), &clock{now: time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)}
		e := judging(t, s, c, 1)
		all, err := s.StageTasks(ctx, "a000000", workflow.StageStringEval, 1)
		if err != nil || len(all) != 3 {
			t.Fatalf("%d tasks, %v", len(all), err)
		}
		x := all[0]
		x.Claimant, x.Until, x.Recommender, x.Advice, x.Decider, x.Done = "eva", c.now.Add(time.Minute), "max", evaluation.Fail, "dora", c.now
		x.Due, x.Paused = c.now.Add(time.Hour), c.now
		for _, save := range []func(context.Context, evaluation.Task) error{s.SaveTask, s.SaveDue} {
			if err := save(ctx, x); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := s.Task(ctx, x.ID); err != nil || got != x {
			t.Errorf("written %+v\nread    %+v, %v", x, got, err)
		}
		x.ID = "tnothing"
		if err := s.SaveTask(ctx, x); !errors.Is(err, lifecycle.ErrNotFound) {
			t.Errorf("saving a task there is not: %v", err)
		}
		if _, err := s.Task(ctx, x.ID); !errors.Is(err, lifecycle.ErrNotFound) {
			t.Errorf("reading a task there is not: %v", err)
		}
		if names, err := s.AccountNames(ctx, []string{"eva", "nobody"}); err != nil || len(names) != 1 || names["eva"] != "Eva" {
			t.Errorf("names %v, %v", names, err)
		}
		if n, err := e.LapseDue(ctx); n != 0 || err != nil {
			t.Errorf("lapsed %d, %v", n, err)
		}
	})
}

// BenchmarkQueue reads the queue of an evaluator out of 9,000 open tasks;

func BenchmarkQueue(b *testing.B) {
	for _, d := range []storage.Dialect{storage.SQLite, storage.Postgres} {
		b.Run(string(d), func(b *testing.B) {
			s := storagetest.Open(b, d)
			e := judging(b, s, &clock{now: time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)}, 3_000)
			for b.Loop() {
				if q, err := e.Queue(b.Context(), "eva", evaluation.Filter{}); err != nil || q.Total() != 9_000 {
					b.Fatal(q.Total(), err)
				}
			}
		})
	}
}
