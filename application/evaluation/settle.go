package evaluation

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rootward/application/lifecycle"
	"rootward/workflow"
)

// settle moves an application whose tasks are all decided, on behalf of whom
// decided last. Which step follows is said by its life cycle: the first that
// we may take and that needs what came out. When there is none, because the
// application is on hold or the step is an operator's, it stays where it is.
//
// The caller has locked the application, so that of two last decisions at the
// same time the later one sees the earlier.
func (s *Service) settle(ctx context.Context, app lifecycle.Snapshot, behalf string) error {
	stage, err := readSheet(ctx, s.Store, app)
	if err != nil || len(stage.panels) == 0 || !stage.done() {
		return err
	}
	outcome := workflow.TasksPassed
	if stage.failed() {
		outcome = workflow.TaskFailed
	}
	_, options, err := s.Door.Options(ctx, app.Case, job)
	if err != nil {
		return fmt.Errorf("steps of %s: %w", app.Case, err)
	}
	i := slices.IndexFunc(options, func(o workflow.Option) bool {
		return o.Refused == nil && slices.Contains(o.Step.Needs, outcome)
	})
	if i < 0 {
		return nil
	}
	reason, sources, err := s.grounds(ctx, stage)
	if err != nil {
		return err
	}
	_, err = s.Door.Move(ctx, lifecycle.Request{
		Case: app.Case, Event: options[i].Step.Event, Actor: job, Behalf: behalf, Version: app.Version, Reason: reason, Sources: sources,
	})
	if err != nil {
		return fmt.Errorf("%s of %s: %w", options[i].Step.Event, app.Case, err)
	}
	return nil
}

// grounds puts together what the decisions of a stage rest on: one line per
// panel, in the order of the policy, and every source once.
func (s *Service) grounds(ctx context.Context, stage sheet) (string, []lifecycle.Source, error) {
	var cases []lifecycle.Case
	for _, p := range stage.panels {
		cases = append(cases, stage.tasks[p.ID].Case())
	}
	history, err := s.Store.HistoryOf(ctx, cases)
	if err != nil {
		return "", nil, fmt.Errorf("decisions of the stage: %w", err)
	}
	var lines []string
	var sources []lifecycle.Source
	for i, p := range stage.panels {
		rows := history[cases[i]]
		last := rows[len(rows)-1] // a decided task has no further step
		lines = append(lines, p.ID+": "+last.Reason)
		for _, x := range last.Sources {
			if !slices.Contains(sources, x) {
				sources = append(sources, x)
			}
		}
	}
	return strings.Join(lines, "\n"), sources, nil
}
