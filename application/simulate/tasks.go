package simulate

import (
	"context"
	"fmt"
	"time"

	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/workflow"
)

// How far the work on one application has come.
type progress int

const (
	untouched progress = iota
	found              // claimed, with one finding
	recommended
	decided
)

// work is how far the panels of string evaluation have come with each of the
// running applications, in the order of the policy's panels.
var work = [][]progress{
	{decided, recommended, found},
	{decided, decided, decided},
	{decided, untouched, recommended},
	{untouched, untouched, untouched},
	{decided, decided, untouched},
	{found, decided, untouched},
}

// judge lets the panels work on the running round.
func (s *Sample) judge(ctx context.Context, now time.Time, ids []string) error {
	for i, id := range ids {
		tasks, err := s.Tasks.Store.StageTasks(ctx, id, workflow.StageStringEval, 1)
		if err != nil {
			return fmt.Errorf("tasks of %s: %w", id, err)
		}
		for _, t := range tasks {
			for n, panel := range panels() {
				if t.Panel != panel || n >= len(work[i]) {
					continue
				}
				s.Clock.set(now.Add(-70*day + time.Duration(i*3+n)*53*time.Hour))
				if err := s.evaluate(ctx, t, work[i][n]); err != nil {
					return fmt.Errorf("%s of %s: %w", panel, id, err)
				}
			}
		}
	}
	// What was decided in string evaluation moved on; its next panels begin.
	s.Clock.set(now)
	return nil
}

func (s *Sample) evaluate(ctx context.Context, t evaluation.Task, to progress) error {
	if to == untouched {
		return nil
	}
	by := s.onPanel(t.Panel)
	if err := s.Tasks.Claim(ctx, by, t.ID, t.Version); err != nil {
		return fmt.Errorf("claim: %w", err)
	}
	file, err := s.Tasks.Open(ctx, by, t.ID)
	if err != nil {
		return fmt.Errorf("open: %w", err)
	}
	panel, _ := file.Round.Policy.Panel(t.Panel)
	for i, c := range panel.Criteria {
		if to == found && i > 0 {
			return nil
		}
		s.Clock.set(s.Clock.at.Add(5 * time.Minute))
		err := s.Tasks.SaveFinding(ctx, by, t.ID, evaluation.Finding{Criterion: c.ID, Verdict: evaluation.Met, Reason: "Checked against the application and the lists of the policy.", Source: c.Source})
		if err != nil {
			return fmt.Errorf("finding: %w", err)
		}
	}
	if to == found {
		return nil
	}
	j := evaluation.Judgement{
		Account: by, Task: t.ID, Version: t.Version + 1, Outcome: evaluation.Pass,
		Reason: "Every criterion of the panel is met.", Sources: []lifecycle.Source{{Title: panel.Source}},
	}
	if err := s.Tasks.Recommend(ctx, j); err != nil {
		return fmt.Errorf("recommend: %w", err)
	}
	if to == recommended {
		return nil
	}
	s.Clock.set(s.Clock.at.Add(26 * time.Hour))
	j.Account, j.Version = s.who("decider"), j.Version+1
	j.Reason = "The findings bear the recommendation out."
	if err := s.Tasks.Decide(ctx, j); err != nil {
		return fmt.Errorf("decide: %w", err)
	}
	return nil
}

// onPanel is the first evaluator of a panel.
func (s *Sample) onPanel(panel string) string {
	for _, p := range s.people {
		if p.Panel == panel {
			return p.ID
		}
	}
	return ""
}
