package evaluation

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/workflow"
)

// Judgement is a recommendation, a decision or a return with its grounds.
type Judgement struct {
	Account string
	Task    string
	Version int64 // that the account saw
	Outcome Outcome
	Reason  string
	Sources []lifecycle.Source
}

// The events by which outcomes are recommended and decided.
var (
	recommends = map[Outcome]workflow.Event{Pass: workflow.RecommendPass, Fail: workflow.RecommendFail}
	decides    = map[Outcome]workflow.Event{Pass: workflow.DecidePass, Fail: workflow.DecideFail}
	advised    = map[workflow.Event]Outcome{workflow.RecommendPass: Pass, workflow.RecommendFail: Fail}
)

// Recommend says what the holder of a task would decide. It must not stand
// against the findings: nothing passes while something is not met, and
// nothing fails while everything is.
//
// Errors: application.FieldErrors with all that is missing, or the door's.
func (s *Service) Recommend(ctx context.Context, j Judgement) error {
	faults := j.faults(true)
	return s.Store.InTx(ctx, func(ctx context.Context) error { //nolint:wrapcheck // inner errors say what failed
		// Who may not know of the task must not learn it from its findings.
		t, _, err := s.holding(ctx, j.Account, j.Task)
		if err != nil {
			return err
		}
		if t.Version == j.Version {
			found, err := s.Store.Findings(ctx, j.Task)
			if err != nil {
				return fmt.Errorf("findings of %s: %w", j.Task, err)
			}
			faults = append(faults, against(j.Outcome, found)...)
		}
		return s.judge(ctx, j, recommends[j.Outcome], faults)
	})
}

// against finds what speaks against an outcome.
func against(o Outcome, found []Finding) application.FieldErrors {
	has := func(v ...Verdict) bool {
		return slices.ContainsFunc(found, func(f Finding) bool { return slices.Contains(v, f.Verdict) })
	}
	switch {
	case o == Pass && has(NotMet):
		return application.FieldErrors{{Field: FieldOutcome, Rule: "pass_against_findings"}}
	case o == Fail && len(found) > 0 && !has(NotMet, CannotTell):
		return application.FieldErrors{{Field: FieldOutcome, Rule: "fail_against_findings"}}
	}
	return nil
}

// Decide decides a task that somebody else recommended. With the last task of
// its stage the application moves on, in the same transaction.
//
// Errors: application.FieldErrors with all that is missing, or the door's.
func (s *Service) Decide(ctx context.Context, j Judgement) error {
	return s.Store.InTx(ctx, func(ctx context.Context) error { //nolint:wrapcheck // inner errors say what failed
		t, err := s.Store.Task(ctx, j.Task)
		if err != nil {
			return fmt.Errorf("reading the task: %w", err)
		}
		// Always the application before its tasks, as when it leaves the stage:
		// otherwise a decision and a withdrawal could wait for each other.
		if _, err := s.Store.LockCase(ctx, application.CaseOf(t.Application)); err != nil {
			return fmt.Errorf("locking its application: %w", err)
		}
		return s.judge(ctx, j, decides[j.Outcome], j.faults(true))
	})
}

// SendBack returns a recommended task to the pool for another look.
func (s *Service) SendBack(ctx context.Context, j Judgement) error {
	return s.judge(ctx, j, workflow.SendBack, j.faults(false))
}

// judge takes the step. An account without a role for the task learns nothing,
// not even what is wrong with its form.
func (s *Service) judge(ctx context.Context, j Judgement, event workflow.Event, faults application.FieldErrors) error {
	if len(faults) > 0 {
		roles, err := s.Door.Authority.RolesFor(ctx, j.Account, CaseOf(j.Task))
		if err != nil {
			return fmt.Errorf("roles of %s: %w", j.Account, err)
		}
		if len(roles) == 0 {
			return fmt.Errorf("task %s: %w", j.Task, lifecycle.ErrNotFound)
		}
		return faults
	}
	_, err := s.Door.Move(ctx, lifecycle.Request{
		Case: CaseOf(j.Task), Event: event, Actor: lifecycle.ByAccount(j.Account), Version: j.Version, Reason: j.Reason, Sources: j.Sources,
	})
	return err //nolint:wrapcheck // the door's answer is ours
}

// Fields of judgements and findings that may be wrong.
const (
	FieldOutcome = "outcome"
	FieldReason  = "reason"
	FieldSources = "sources"
	FieldVerdict = "verdict"
	FieldSource  = "source"
)

const (
	longestReason = 8000
	longestSource = 500
	mostSources   = 20
)

func (j Judgement) faults(outcome bool) application.FieldErrors {
	var out application.FieldErrors
	if outcome && !slices.Contains(Outcomes, j.Outcome) {
		out = append(out, application.FieldError{Field: FieldOutcome, Rule: "choose"})
	}
	out = append(out, written(FieldReason, j.Reason, longestReason)...)
	named := 0
	for _, x := range j.Sources {
		if strings.TrimSpace(x.Title+x.URL) != "" {
			named++
		}
		out = append(out, short(FieldSources, x.Title+x.URL, longestSource)...)
	}
	switch {
	case named == 0:
		out = append(out, application.FieldError{Field: FieldSources, Rule: "missing"})
	case named > mostSources:
		out = append(out, application.FieldError{Field: FieldSources, Rule: "too_many"})
	}
	return out
}
