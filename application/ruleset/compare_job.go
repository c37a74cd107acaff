package ruleset

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rootward/application/lifecycle"
)

// Ask has a comparison of the edition in force for a round with another one
// made in the background, and returns it. Errors: lifecycle.ErrNotFound
// without round, *lifecycle.Invalid for the edition.
func (s *Service) Ask(ctx context.Context, actor lifecycle.Actor, roundID, edition string) (Comparison, error) {
	var out Comparison
	rd, err := s.Store.Round(ctx, roundID)
	if err != nil {
		return out, fmt.Errorf("reading round %s: %w", roundID, err)
	}
	if actor.Account == "" {
		return out, &lifecycle.Invalid{Field: "actor", Why: "missing"}
	}
	err = s.Store.InTx(ctx, func(ctx context.Context) error {
		force, err := s.InForce(ctx, rd)
		if err != nil {
			return err
		}
		old, err := s.Describe(ctx, force.Edition)
		if err != nil {
			return err
		}
		now, err := s.Describe(ctx, edition)
		switch {
		case errors.Is(err, lifecycle.ErrNotFound):
			return &lifecycle.Invalid{Field: FieldEdition, Why: WhyUnknown}
		case err != nil:
			return err
		case now.ID == old.ID:
			return &lifecycle.Invalid{Field: FieldEdition, Why: WhySame}
		}
		at, err := s.Clock.Now(ctx)
		if err != nil {
			return fmt.Errorf("reading the clock: %w", err)
		}
		out = Comparison{Round: roundID, Old: old.ID, OldDigest: old.Digest, New: now.ID, NewDigest: now.Digest, By: actor.Account, At: at.UTC().Truncate(time.Second)}
		if out.Total, err = s.Store.CountRuleStrings(ctx, roundID); err != nil {
			return fmt.Errorf("strings of round %s: %w", roundID, err)
		}
		if err := s.Store.AddRuleComparison(ctx, &out); err != nil {
			return fmt.Errorf("keeping the comparison: %w", err)
		}
		if s.Enqueue == nil {
			return nil
		}
		return s.Enqueue(ctx, out.ID)
	})
	if err != nil || s.Enqueue != nil {
		return out, err
	}
	return out, s.RunComparison(ctx, out.ID)
}

// RunComparison makes a comparison that was asked for. It may be repeated: a
// run that was cut short begins anew, one that has finished stays.
func (s *Service) RunComparison(ctx context.Context, id int64) error {
	c, err := s.Store.RuleComparison(ctx, id)
	if err != nil {
		return fmt.Errorf("reading comparison %d: %w", id, err)
	}
	if c.Finished() {
		return nil
	}
	sum, err := s.compare(ctx, c)
	failure := ""
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("comparison %d: %w", id, context.Cause(ctx))
	case errors.Is(err, lifecycle.ErrNotFound):
		failure = FailureGone
	case err != nil:
		return fmt.Errorf("comparison %d: %w", id, err)
	}
	at, err := s.Clock.Now(ctx)
	if err != nil {
		return fmt.Errorf("reading the clock: %w", err)
	}
	return s.Store.FinishRuleComparison(ctx, id, sum, failure, at.UTC().Truncate(time.Second)) //nolint:wrapcheck // names the comparison itself
}

// FailureGone is the failure of a comparison whose edition was removed.
const FailureGone = "edition_gone"

func (s *Service) compare(ctx context.Context, c Comparison) (Summary, error) {
	old, err := s.Load(ctx, c.Old)
	if err != nil {
		return Summary{}, err
	}
	now, err := s.Load(ctx, c.New)
	if err != nil {
		return Summary{}, err
	}
	total, err := s.Store.CountRuleStrings(ctx, c.Round)
	if err != nil {
		return Summary{}, fmt.Errorf("strings of round %s: %w", c.Round, err)
	}
	if err := s.Store.BeginRuleComparison(ctx, c.ID, total); err != nil {
		return Summary{}, fmt.Errorf("beginning: %w", err)
	}
	sum, met, err := CompareAll(old, now, s.strings(ctx, c.Round), func(done int, rows []Row) error {
		return s.Store.AddRuleChanges(ctx, c.ID, done, rows)
	})
	if err != nil {
		return sum, err
	}
	return sum, s.Store.AddRuleMeetings(ctx, c.ID, met)
}

// Last is the newest comparison of a round; lifecycle.ErrNotFound when none
// was asked for.
func (s *Service) Last(ctx context.Context, roundID string) (Comparison, error) {
	c, err := s.Store.LastRuleComparison(ctx, roundID)
	if err != nil {
		return Comparison{}, fmt.Errorf("comparison of round %s: %w", roundID, err)
	}
	return c, nil
}

// Rows lists applications that a comparison touches, in order of A-label and
// id behind a place, without those of the reader's own organisation.
func (s *Service) Rows(ctx context.Context, comparison int64, reader string, after String, limit int) ([]Row, error) {
	return s.Store.RuleChanges(ctx, comparison, reader, after, limit) //nolint:wrapcheck // names the comparison
}

// Meetings lists groups of a comparison that meet or part, without those that
// concern the reader's own organisation.
func (s *Service) Meetings(ctx context.Context, comparison int64, reader string, gained bool, limit int) ([]Meeting, error) {
	return s.Store.RuleMeetings(ctx, comparison, reader, gained, limit) //nolint:wrapcheck // names the comparison
}
