package evaluation

import (
	"context"
	"fmt"

	"rootward/application/lifecycle"
	"rootward/workflow"
)

var _ lifecycle.FactSource = (*Service)(nil)

// Provides lists the facts that the service can tell: what steps of tasks,
// and of applications in a stage that has panels, need to know.
func (*Service) Provides() []workflow.Fact {
	var out []workflow.Fact
	for _, f := range aboutApplications {
		out = append(out, f.fact)
	}
	for _, f := range aboutTasks {
		out = append(out, f.fact)
	}
	return out
}

var aboutApplications = []struct {
	fact workflow.Fact
	tell func(sheet) bool
}{
	{workflow.TasksPassed, sheet.passed},
	{workflow.TasksDone, sheet.done},
	{workflow.TaskFailed, sheet.failed},
}

var aboutTasks = []struct {
	fact workflow.Fact
	tell func(Task, lifecycle.Inquiry) bool
}{
	{workflow.HoldsLease, func(t Task, in lifecycle.Inquiry) bool { return t.HeldBy(in.Actor.Account, in.Now) }},
	{workflow.NotRecommender, func(t Task, in lifecycle.Inquiry) bool { return t.Recommender != in.Actor.Account }},
	{workflow.LeaseOver, func(t Task, in lifecycle.Inquiry) bool { return t.Claimant != "" && !in.Now.Before(t.Until) }},
	{workflow.FindingsDone, nil}, // asks the database; see Facts
}

// Facts finds out those that are needed. A fact about another kind of case is
// left out, and so not true.
func (s *Service) Facts(ctx context.Context, in lifecycle.Inquiry) (workflow.Facts, error) {
	switch in.Case.Kind {
	case lifecycle.Application:
		return s.applicationFacts(ctx, in)
	case lifecycle.Task:
		return s.taskFacts(ctx, in)
	}
	return nil, nil
}

func (s *Service) applicationFacts(ctx context.Context, in lifecycle.Inquiry) (workflow.Facts, error) {
	stage, err := readSheet(ctx, s.Store, in.Case)
	if err != nil {
		return nil, err
	}
	out := workflow.Facts{}
	for _, x := range aboutApplications {
		out[x.fact] = x.tell(stage)
	}
	return out, nil
}

func (s *Service) taskFacts(ctx context.Context, in lifecycle.Inquiry) (workflow.Facts, error) {
	t, err := s.Store.Task(ctx, in.Case.ID)
	if err != nil {
		return nil, fmt.Errorf("reading the task: %w", err)
	}
	out := workflow.Facts{}
	for _, x := range aboutTasks {
		if x.tell != nil {
			out[x.fact] = x.tell(t, in)
		}
	}
	for _, need := range in.Need {
		if need == workflow.FindingsDone {
			if out[need], err = findingsDone(ctx, s.Store, t); err != nil {
				return nil, err
			}
			break
		}
	}
	return out, nil
}

// findingsDone reports whether every required criterion of the panel has a
// finding.
func findingsDone(ctx context.Context, store Store, t Task) (bool, error) {
	r, err := store.Round(ctx, t.Round)
	if err != nil {
		return false, fmt.Errorf("reading round %s: %w", t.Round, err)
	}
	panel, ok := r.Policy.Panel(t.Panel)
	if !ok {
		return false, fmt.Errorf("task %s: policy %s has no panel %q", t.ID, r.Policy.ID, t.Panel)
	}
	found, err := store.Findings(ctx, t.ID)
	if err != nil {
		return false, fmt.Errorf("findings of %s: %w", t.ID, err)
	}
	have := map[string]bool{}
	for _, x := range found {
		have[x.Criterion] = true
	}
	for _, c := range panel.Criteria {
		if c.Required && !have[c.ID] {
			return false, nil
		}
	}
	return true, nil
}
