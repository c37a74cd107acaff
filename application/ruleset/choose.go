package ruleset

import (
	"context"
	"errors"
	"fmt"

	"rootward/application/lifecycle"
	"rootward/workflow"
)

// Request puts an edition in force for a round.
type Request struct {
	Round   string
	Edition string
	Actor   lifecycle.Actor
	Version int64 // of the round's case, as the actor saw it
	Reason  string
	Sources []lifecycle.Source
}

// FieldEdition names the edition in errors, and the others say why it cannot be
// taken.
const (
	FieldEdition = "edition"
	WhyUnknown   = "unknown_edition"
	WhySame      = "same_edition"
)

// Choose puts an edition in force: one row in the history of the round, with
// the edition and the digest of its content as first source, and the choice
// itself, in one transaction. What was judged before is not judged anew.
//
// Errors: lifecycle.ErrNotFound without round, lifecycle.ErrConflict,
// *lifecycle.Invalid (the edition does not exist or is in force already; no
// reason), *workflow.Refused.
func (s *Service) Choose(ctx context.Context, r Request) error {
	rd, err := s.Store.Round(ctx, r.Round)
	if err != nil {
		return fmt.Errorf("reading round %s: %w", r.Round, err)
	}
	return s.Store.InTx(ctx, func(ctx context.Context) error { //nolint:wrapcheck // inner errors say what failed
		// Who may not choose learns nothing of editions: the door answers first.
		chosen, err := s.Describe(ctx, r.Edition)
		absent := errors.Is(err, lifecycle.ErrNotFound)
		if err != nil && !absent {
			return err
		}
		title := lifecycle.Source{Title: "label generation rules, edition " + r.Edition + " of " + chosen.Date + ", content " + chosen.Digest, URL: chosen.SourceURL}
		_, err = s.Door.Settle(ctx, lifecycle.Setting{
			Case: lifecycle.Case{Kind: lifecycle.Round, ID: r.Round}, Actor: r.Actor, Version: r.Version, Event: workflow.ChooseRules,
			Reason: r.Reason, Sources: append([]lifecycle.Source{title}, r.Sources...),
		}, func(ctx context.Context, t lifecycle.Transition) error {
			if absent {
				return &lifecycle.Invalid{Field: FieldEdition, Why: WhyUnknown}
			}
			now, err := s.InForce(ctx, rd)
			if err != nil {
				return err
			}
			if now.Edition == chosen.ID {
				return &lifecycle.Invalid{Field: FieldEdition, Why: WhySame}
			}
			err = s.Store.ChooseRules(ctx, Choice{
				Round: r.Round, Version: t.Entry.Version, Edition: chosen.ID, Carried: chosen.Carried, Digest: chosen.Digest,
				By: t.Entry.Actor, At: t.Entry.Entered,
			})
			if err != nil || s.Chosen == nil {
				return err //nolint:wrapcheck // names the round itself
			}
			return s.Chosen(ctx, r.Round)
		})
		return err //nolint:wrapcheck // the door's answer is ours
	})
}
