package evaluation

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/namelist"
	"rootward/workflow"
)

// Service is what evaluators, deciders and jobs do with tasks. It is also a
// source of facts and an effect of the door, and must stand in both lists.
type Service struct {
	Store Store
	Door  *lifecycle.Door
	Clock lifecycle.Clock
	// Variants tells which strings of a round count as one.
	Variants application.Variants
	// Names finds the lists of names; nil: the embedded ones.
	Names func() (*namelist.Lists, error)
	// Most is how many tasks an account may hold at a time; 0 means MostHeld.
	Most int
}

// ErrNothing means that no task waits for the one who asks.
var ErrNothing = errors.New("no task waits")

// desk reads what an account works on; lifecycle.ErrNotFound for those who
// have nothing to do with tasks.
func (s *Service) desk(ctx context.Context, account string) (Desk, error) {
	a, err := s.Store.Account(ctx, account)
	if err != nil {
		return Desk{}, fmt.Errorf("reading the account: %w", err)
	}
	d := DeskOf(a)
	if d.Empty() {
		return d, fmt.Errorf("tasks for %s: %w", account, lifecycle.ErrNotFound)
	}
	return d, nil
}

// read reads a task for a desk; lifecycle.ErrNotFound when it must not learn
// of it.
func (s *Service) read(ctx context.Context, d Desk, id string) (Task, application.Application, error) {
	t, err := s.Store.Task(ctx, id)
	if err != nil {
		return Task{}, application.Application{}, fmt.Errorf("reading the task: %w", err)
	}
	a, err := s.Store.Application(ctx, t.Application)
	if err != nil {
		return Task{}, application.Application{}, fmt.Errorf("reading its application: %w", err)
	}
	if !d.Opens(t, a.Organisation) {
		return Task{}, application.Application{}, fmt.Errorf("task %s: %w", id, lifecycle.ErrNotFound)
	}
	return t, a, nil
}

// Claim takes a waiting task for as long as [Lease]. Errors are the door's,
// or *lifecycle.Invalid when the account holds too many already.
func (s *Service) Claim(ctx context.Context, account, task string, version int64) error {
	return s.Store.InTx(ctx, func(ctx context.Context) error { //nolint:wrapcheck // inner errors say what failed
		most := s.Most
		if most == 0 {
			most = MostHeld
		}
		held, err := s.Store.Held(ctx, account)
		if err != nil {
			return fmt.Errorf("tasks of %s: %w", account, err)
		}
		if held >= most {
			return &lifecycle.Invalid{Field: "claim", Why: "too_many_held"}
		}
		return s.step(ctx, account, task, version, workflow.Claim)
	})
}

// Release puts a task back for others.
func (s *Service) Release(ctx context.Context, account, task string, version int64) error {
	return s.step(ctx, account, task, version, workflow.Release)
}

func (s *Service) step(ctx context.Context, account, task string, version int64, event workflow.Event) error {
	_, err := s.Door.Move(ctx, lifecycle.Request{Case: CaseOf(task), Event: event, Actor: lifecycle.ByAccount(account), Version: version})
	return err //nolint:wrapcheck // the door's answer is ours
}

// Renew makes the lease of the one who holds a task run anew and returns its
// end. Nothing else changes, so the version stays. A lease that is over, but
// that nobody took back yet, can still be renewed. *workflow.Refused when
// somebody else holds the task, or nobody.
func (s *Service) Renew(ctx context.Context, account, task string) (time.Time, error) {
	var until time.Time
	err := s.Store.InTx(ctx, func(ctx context.Context) error {
		t, now, err := s.holding(ctx, account, task)
		if err != nil {
			return err
		}
		until = now.Add(Lease)
		return s.extend(ctx, t, until)
	})
	return until, err //nolint:wrapcheck // inner errors say what failed
}

// holding locks a task that the account holds and reads the clock after it.
func (s *Service) holding(ctx context.Context, account, task string) (Task, time.Time, error) {
	d, err := s.desk(ctx, account)
	if err != nil {
		return Task{}, time.Time{}, err
	}
	if _, err := s.Store.LockCase(ctx, CaseOf(task)); err != nil {
		return Task{}, time.Time{}, fmt.Errorf("locking the task: %w", err)
	}
	now, err := s.Clock.Now(ctx)
	if err != nil {
		return Task{}, time.Time{}, fmt.Errorf("reading the clock: %w", err)
	}
	t, _, err := s.read(ctx, d, task)
	if err != nil {
		return Task{}, time.Time{}, err
	}
	if t.Claimant != account {
		return t, now, &workflow.Refused{Definition: workflow.EvaluationTask.Name, Event: "renew", From: t.State, Why: workflow.WhyFacts, Missing: []workflow.Fact{workflow.HoldsLease}}
	}
	return t, now, nil
}

func (s *Service) extend(ctx context.Context, t Task, until time.Time) error {
	t.Until = until
	if err := s.Store.SaveTask(ctx, t); err != nil {
		return fmt.Errorf("renewing the lease of %s: %w", t.ID, err)
	}
	return nil
}

const lapsePage = 100

// LapseDue gives back the tasks whose leases are over and returns how many.
// Any number of processes may call it at once.
func (s *Service) LapseDue(ctx context.Context) (int, error) {
	now, err := s.Clock.Now(ctx)
	if err != nil {
		return 0, fmt.Errorf("reading the clock: %w", err)
	}
	moved := 0
	for {
		due, err := s.Store.LeasesOver(ctx, now, lapsePage)
		if err != nil {
			return moved, fmt.Errorf("leases that are over: %w", err)
		}
		here := 0
		for _, t := range due {
			_, err := s.Door.Move(ctx, lifecycle.Request{Case: t.Case(), Event: workflow.Lapse, Actor: job, Version: t.Version})
			switch {
			case err == nil:
				here++
			case !lost(err):
				return moved + here, fmt.Errorf("lapse of %s: %w", t.ID, err)
			}
		}
		moved += here
		if len(due) < lapsePage || here == 0 {
			return moved, nil
		}
	}
}

// lost reports whether a step failed because somebody else was faster.
func lost(err error) bool {
	var refused *workflow.Refused
	return lifecycle.IsConflict(err) || errors.As(err, &refused)
}

// Next finds the task to go on with: the first that waits in the account's
// panels, by due time, priority and id, claimed; when another was faster, the
// one after it. When none can be had, it is the first that the account may
// decide, which nobody claims. ErrNothing when there is none of these either.
func (s *Service) Next(ctx context.Context, account string) (string, error) {
	if _, err := s.LapseDue(ctx); err != nil {
		return "", err
	}
	d, err := s.desk(ctx, account)
	if err != nil {
		return "", err
	}
	q, err := s.query(ctx, d, Filter{Limit: nextPage})
	if err != nil {
		return "", err
	}
	decide := ""
	for _, q.Group = range []Group{Overdue, Pool} {
		q.After = Cursor{}
		for {
			rows, err := s.Store.QueuePage(ctx, q)
			if err != nil {
				return "", fmt.Errorf("looking for the next task: %w", err)
			}
			for _, r := range rows {
				q.After = r.cursor()
				switch taken, err := s.take(ctx, account, r.Task); {
				case err != nil:
					return "", err
				case taken:
					return r.ID, nil
				case decide == "" && r.State == workflow.TaskRecommended:
					decide = r.ID
				}
			}
			if len(rows) < q.Limit {
				break
			}
		}
	}
	if decide == "" {
		return "", ErrNothing
	}
	return decide, nil
}

const nextPage = 20

// take claims a task if it still waits.
func (s *Service) take(ctx context.Context, account string, t Task) (bool, error) {
	if t.State != workflow.TaskWaiting {
		return false, nil
	}
	err := s.Claim(ctx, account, t.ID, t.Version)
	if lost(err) || errors.Is(err, lifecycle.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}
