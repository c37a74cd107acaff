package evaluation

import (
	"context"
	"fmt"
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/workflow"
)

var _ lifecycle.Effect = (*Service)(nil)

// job is the account under which tasks are opened and cancelled and
// applications follow the decisions about them.
var job = lifecycle.BySystem("evaluation")

// After lets tasks follow their application, and applications their tasks.
func (s *Service) After(ctx context.Context, t lifecycle.Transition) error {
	switch t.Entry.Case.Kind {
	case lifecycle.Application:
		return s.afterApplication(ctx, t)
	case lifecycle.Task:
		return s.afterTask(ctx, t)
	}
	return nil
}

func (s *Service) afterApplication(ctx context.Context, t lifecycle.Transition) error {
	from, to := t.Before.Clock, t.After.Clock
	switch {
	case t.Entry.Event == workflow.HoldOpen || t.Entry.Event == workflow.HoldClose:
		return s.pause(ctx, t)
	case from.Stage == to.Stage && from.Ordinal == to.Ordinal:
		return nil
	}
	if from.Stage != "" {
		if err := s.cancel(ctx, t); err != nil {
			return err
		}
	}
	// What was recorded from a source is over: there is nothing to evaluate.
	if t.Entry.Event == workflow.Open || t.Entry.Event == workflow.Record {
		return nil
	}
	return s.open(ctx, t)
}

// open opens one task for each panel of the stage that was entered.
func (s *Service) open(ctx context.Context, t lifecycle.Transition) error {
	r, err := s.Store.Round(ctx, t.After.Round)
	if err != nil {
		return fmt.Errorf("reading round %s: %w", t.After.Round, err)
	}
	entered := t.Entry.At.At
	var tasks []Task
	for _, p := range r.Policy.PanelsOf(t.After.Clock.Stage) {
		task := Task{
			ID: newID(), Application: t.After.ID, Round: r.ID, Panel: p.ID, Stage: p.Stage, Ordinal: t.After.Clock.Ordinal,
			Created: entered, Due: entered.AddDate(0, 0, p.Days),
		}
		if t.After.Holds > 0 {
			task.Paused = entered
		}
		tasks = append(tasks, task)
	}
	if len(tasks) == 0 {
		return nil
	}
	if err := s.Store.InsertTasks(ctx, tasks); err != nil {
		return fmt.Errorf("opening tasks of %s: %w", t.After.Case, err)
	}
	for _, task := range tasks {
		_, err := s.Door.Open(ctx, lifecycle.NewCase{
			Case: task.Case(), Definition: workflow.EvaluationTask, Round: t.After.Round, Policy: t.After.Policy, Kinds: t.After.Kinds,
			Actor: job, Behalf: behalf(t),
		})
		if err != nil {
			return fmt.Errorf("opening task %s of %s: %w", task.Panel, t.After.Case, err)
		}
	}
	return nil
}

// cancel ends the open tasks of the stage that was left.
func (s *Service) cancel(ctx context.Context, t lifecycle.Transition) error {
	tasks, err := s.Store.StageTasks(ctx, t.Before.ID, t.Before.Clock.Stage, t.Before.Clock.Ordinal)
	if err != nil {
		return fmt.Errorf("tasks of %s: %w", t.Before.Case, err)
	}
	for _, task := range tasks {
		if !task.Done.IsZero() {
			continue
		}
		_, err := s.Door.Move(ctx, lifecycle.Request{
			Case: task.Case(), Event: workflow.CancelTask, Actor: job, Behalf: behalf(t), Reason: "the application left the stage: " + string(t.Entry.Event),
		})
		if err != nil {
			return fmt.Errorf("cancelling task %s of %s: %w", task.Panel, t.Before.Case, err)
		}
	}
	return nil
}

// pause stops and starts the clocks of the open tasks with the first and the
// last hold of their application: time on hold is nobody's, so the due time
// moves by it. Decisions that waited for the hold take effect.
func (s *Service) pause(ctx context.Context, t lifecycle.Transition) error {
	if (t.Before.Holds > 0) == (t.After.Holds > 0) {
		return nil
	}
	tasks, err := s.Store.StageTasks(ctx, t.After.ID, t.After.Clock.Stage, t.After.Clock.Ordinal)
	if err != nil {
		return fmt.Errorf("tasks of %s: %w", t.After.Case, err)
	}
	now := t.Entry.Entered
	for _, task := range tasks {
		switch {
		case !task.Done.IsZero():
			continue
		case t.After.Holds > 0:
			task.Paused = now
		case !task.Paused.IsZero():
			task.Due, task.Paused = task.Due.Add(now.Sub(task.Paused)), time.Time{}
		}
		if err := s.Store.SaveDue(ctx, task); err != nil {
			return fmt.Errorf("pausing task %s: %w", task.ID, err)
		}
	}
	if t.After.Holds > 0 {
		return nil
	}
	return s.settle(ctx, t.After, behalf(t))
}

// behalf is the person behind a transition, or "" when there is none.
func behalf(t lifecycle.Transition) string {
	if t.Entry.Behalf == "" && len(t.Actor.Roles) == 0 {
		return t.Actor.Account
	}
	return t.Entry.Behalf
}

// afterTask writes down who holds a task, what was recommended and decided.
func (s *Service) afterTask(ctx context.Context, t lifecycle.Transition) error {
	write, ok := entered[t.After.State]
	if t.Entry.From == t.Entry.To || t.Entry.Event == workflow.Open || !ok {
		return nil
	}
	task, err := s.Store.Task(ctx, t.After.ID)
	if err != nil {
		return fmt.Errorf("reading the task: %w", err)
	}
	if err := write(&task, t); err != nil {
		return err
	}
	if err := s.Store.SaveTask(ctx, task); err != nil {
		return fmt.Errorf("saving task %s: %w", task.ID, err)
	}
	if task.Decider == "" {
		return nil
	}
	app, err := s.Store.LockCase(ctx, application.CaseOf(task.Application))
	if err != nil {
		return fmt.Errorf("locking the application of task %s: %w", task.ID, err)
	}
	if app.Clock.Stage != task.Stage || app.Clock.Ordinal != task.Ordinal {
		return nil
	}
	return s.settle(ctx, app, behalf(t))
}

// entered says what each state of a task makes of the columns beside it.
var entered = map[workflow.State]func(*Task, lifecycle.Transition) error{
	workflow.TaskWaiting: func(t *Task, _ lifecycle.Transition) error {
		t.free()
		t.Recommender, t.Advice = "", ""
		return nil
	},
	workflow.TaskClaimed: func(t *Task, x lifecycle.Transition) error {
		t.Claimant, t.Until = x.Entry.Actor, x.Entry.Entered.Add(Lease)
		return nil
	},
	workflow.TaskRecommended: func(t *Task, x lifecycle.Transition) error {
		advice, ok := advised[x.Entry.Event]
		if !ok {
			return &lifecycle.Invalid{Field: "to", Why: "not_allowed"} // nobody's word but a recommendation itself
		}
		t.free()
		t.Recommender, t.Advice = x.Entry.Actor, advice
		return nil
	},
	workflow.TaskPassed:    decided,
	workflow.TaskNotPassed: decided,
	workflow.TaskCancelled: func(t *Task, x lifecycle.Transition) error {
		t.free()
		t.Done = x.Entry.Entered
		return nil
	},
}

func decided(t *Task, x lifecycle.Transition) error {
	t.free()
	t.Decider, t.Done = x.Entry.Actor, x.Entry.Entered
	return nil
}

func (t *Task) free() { t.Claimant, t.Until = "", time.Time{} }
