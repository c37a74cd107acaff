package evaluation

import (
	"context"
	"fmt"

	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

// sheet is how far the panels of the stage that an application is in have
// come.
type sheet struct {
	panels []round.Panel
	tasks  map[string]Task // by panel; cancelled ones are left out
}

// readSheet reads the tasks of the visit that an application is in.
func readSheet(ctx context.Context, store Store, s lifecycle.Snapshot) (sheet, error) {
	r, err := store.Round(ctx, s.Round)
	if err != nil {
		return sheet{}, fmt.Errorf("reading round %s: %w", s.Round, err)
	}
	out := sheet{panels: r.Policy.PanelsOf(s.Clock.Stage), tasks: map[string]Task{}}
	if len(out.panels) == 0 {
		return out, nil
	}
	tasks, err := store.StageTasks(ctx, s.ID, s.Clock.Stage, s.Clock.Ordinal)
	if err != nil {
		return sheet{}, fmt.Errorf("tasks of %s: %w", s.Case, err)
	}
	for _, t := range tasks {
		if t.State != workflow.TaskCancelled {
			out.tasks[t.Panel] = t
		}
	}
	return out, nil
}

// all reports whether every panel of the stage has a task in one of these
// states. A panel whose task was cancelled has none: nothing passes without
// every panel that the policy names.
func (s sheet) all(states ...workflow.State) bool {
	for _, p := range s.panels {
		if !s.in(p.ID, states...) {
			return false
		}
	}
	return true
}

// one reports whether some panel of the stage has a task in a state.
func (s sheet) one(state workflow.State) bool {
	for _, p := range s.panels {
		if s.in(p.ID, state) {
			return true
		}
	}
	return false
}

func (s sheet) in(panel string, states ...workflow.State) bool {
	t, ok := s.tasks[panel]
	for _, x := range states {
		if ok && t.State == x {
			return true
		}
	}
	return false
}

func (s sheet) passed() bool { return s.all(workflow.TaskPassed) }
func (s sheet) done() bool   { return s.all(workflow.TaskPassed, workflow.TaskNotPassed) }
func (s sheet) failed() bool { return s.one(workflow.TaskNotPassed) }
