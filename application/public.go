package application

import (
	"context"
	"fmt"

	"rootward/application/lifecycle"
	"rootward/application/round"
)

// Record is an application as everybody may see it.
type Record struct {
	Listed
	Round   round.Round
	History []lifecycle.Entry
	Holds   []lifecycle.Hold
	Visits  []lifecycle.Visit
	Answers []PublicAnswer
	Set     *Set
}

// Record reads the public record of an application; lifecycle.ErrNotFound
// until it has been revealed. Answers come from the policy's list of public
// questions alone, and history from before reveal is left out.
func (s *Service) Record(ctx context.Context, id string) (Record, error) {
	return s.record(ctx, id, false)
}

// StaffRecord reads the same for those who work on it: whole history, before
// reveal too, but never a draft.
func (s *Service) StaffRecord(ctx context.Context, id string) (Record, error) {
	return s.record(ctx, id, true)
}

func (s *Service) record(ctx context.Context, id string, staff bool) (Record, error) {
	var out Record
	a, err := s.Store.Application(ctx, id)
	if err != nil {
		return out, fmt.Errorf("reading application: %w", err)
	}
	c, err := s.Store.ReadCase(ctx, a.Case())
	if err != nil {
		return out, fmt.Errorf("reading its case: %w", err)
	}
	if !c.Public && (!staff || c.State == c.Definition.Initial) {
		return out, fmt.Errorf("application %s: %w", id, lifecycle.ErrNotFound)
	}
	out.Application, out.Case = a, c
	if out.Round, err = s.Store.Round(ctx, a.Round); err != nil {
		return out, fmt.Errorf("reading its round: %w", err)
	}
	history, err := s.Store.History(ctx, a.Case())
	if err != nil {
		return out, fmt.Errorf("reading its history: %w", err)
	}
	for _, e := range history {
		if p, ok := c.Definition.Position(e.To); staff || (ok && !p.Secret) {
			out.History = append(out.History, e)
		}
	}
	if out.Holds, err = s.Store.Holds(ctx, a.Case()); err != nil {
		return out, fmt.Errorf("reading its holds: %w", err)
	}
	if out.Visits, err = s.Store.VisitsOf(ctx, a.Case()); err != nil {
		return out, fmt.Errorf("reading its stages: %w", err)
	}
	answers, err := s.Store.Answers(ctx, id)
	if err != nil {
		return out, fmt.Errorf("reading its answers: %w", err)
	}
	out.Answers = publicAnswers(out.Round.Policy, answers)
	set, ok, err := s.Store.SetOf(ctx, a)
	if err != nil {
		return out, fmt.Errorf("reading its contention set: %w", err)
	}
	if ok {
		out.Set = &set
	}
	return out, nil
}
