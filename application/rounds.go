package application

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

// RoundCase names the case of a round.
func RoundCase(id string) lifecycle.Case { return lifecycle.Case{Kind: lifecycle.Round, ID: id} }

// sweeps says which steps each event of a round brings to its applications,
// in order: from the state to the event. It is the one place where a round
// acts on applications.
var sweeps = map[workflow.Event][]struct {
	From  workflow.State
	Event workflow.Event
}{
	workflow.CloseRound: {{workflow.Paid, workflow.StartCheck}},
	// What Reveal Day reveals is exactly the list that was shown; see MoveRound.
	workflow.RevealRound: {{workflow.RevealedState, workflow.OpenReplacement}},
	workflow.ConfirmRound: {
		{workflow.ReplacementWindow, workflow.Confirm},
		{workflow.ConfirmedState, workflow.StartString},
	},
}

// OpenRound adds a round and its case. Only actors without an account may:
// an operator at the shell, a demonstration, an import.
func (s *Service) OpenRound(ctx context.Context, r round.Round, actor lifecycle.Actor, save func(context.Context, round.Round, time.Time) error) error {
	return s.Store.InTx(ctx, func(ctx context.Context) error { //nolint:wrapcheck // inner errors say what failed
		now, err := s.Clock.Now(ctx)
		if err != nil {
			return fmt.Errorf("reading the clock: %w", err)
		}
		if err := save(ctx, r, now); err != nil {
			return fmt.Errorf("saving round %s: %w", r.ID, err)
		}
		_, err = s.Door.Open(ctx, lifecycle.NewCase{Case: RoundCase(r.ID), Definition: workflow.RoundCycle, Round: r.ID, Policy: r.Policy.Version, Actor: actor})
		return err //nolint:wrapcheck // the door's answer is ours
	})
}

// RoundRequest moves a round along.
type RoundRequest struct {
	Round   string
	Event   workflow.Event
	Actor   lifecycle.Actor
	Version int64
	Reason  string
	Sources []lifecycle.Source
	Seen    string // digest of the allow-list that was shown, for Reveal Day
}

// MoveRound moves a round and lets its applications follow, by a job that can
// be repeated. On Reveal Day the list of what becomes public must be the one
// that the operator was shown.
func (s *Service) MoveRound(ctx context.Context, r RoundRequest) error {
	return s.Store.InTx(ctx, func(ctx context.Context) error { //nolint:wrapcheck // inner errors say what failed
		given := workflow.Facts{}
		var list AllowList
		if r.Seen != "" {
			var err error
			if list, err = s.AllowList(ctx, r.Round); err != nil {
				return err
			}
			given[workflow.AllowListSeen] = list.Digest == r.Seen
		}
		_, err := s.Door.Move(ctx, lifecycle.Request{
			Case: RoundCase(r.Round), Event: r.Event, Actor: r.Actor, Version: r.Version, Reason: r.Reason, Sources: r.Sources, Given: given,
		})
		if err != nil {
			return err //nolint:wrapcheck // the door's answer is ours
		}
		if r.Event == workflow.RevealRound {
			for _, x := range list.Items {
				if err := s.sweepOne(ctx, x.Application.ID, workflow.Reveal, r.Event); err != nil {
					return err
				}
			}
		}
		if len(sweeps[r.Event]) == 0 {
			return nil
		}
		if s.Enqueue == nil {
			return s.Sweep(ctx, r.Round, r.Event)
		}
		return s.Enqueue(ctx, r.Round, string(r.Event))
	})
}

const sweepPage = 100

// Sweep lets the applications of a round follow one of its events. Every step
// is its own transaction, so that an interrupted sweep goes on where it
// stopped; what is not ready stays where it is.
func (s *Service) Sweep(ctx context.Context, roundID string, event workflow.Event) error {
	for _, sw := range sweeps[event] {
		after := ""
		for {
			ids, err := s.Store.ReadyIn(ctx, roundID, string(sw.From), after, sweepPage)
			if err != nil {
				return fmt.Errorf("sweeping round %s: %w", roundID, err)
			}
			if len(ids) == 0 {
				break
			}
			for _, id := range ids {
				if err := s.sweepOne(ctx, id, sw.Event, event); err != nil {
					return err
				}
			}
			after = ids[len(ids)-1]
		}
	}
	switch event { //nolint:exhaustive // other events ask for no more
	case workflow.RevealRound:
		return s.formSets(ctx, roundID)
	case workflow.ChooseRules:
		return s.follow(ctx, roundID)
	}
	return nil
}

func (s *Service) sweepOne(ctx context.Context, id string, step, event workflow.Event) error {
	_, err := s.Door.Move(ctx, lifecycle.Request{Case: CaseOf(id), Event: step, Actor: lifecycle.BySystem("sweep:" + string(event))})
	var refused *workflow.Refused
	if errors.As(err, &refused) || errors.Is(err, lifecycle.ErrConflict) {
		return nil // on hold, or moved by somebody meanwhile
	}
	if err != nil {
		return fmt.Errorf("%s of %s: %w", step, id, err)
	}
	return nil
}

// Allowed is one application about to be revealed with everything that will
// be public about it.
type Allowed struct {
	Application Application
	Answers     []PublicAnswer
}

// AllowList is what Reveal Day will publish, and its digest.
type AllowList struct {
	Items  []Allowed
	Digest string
}

// AllowList builds what would be revealed now: exactly the answers that the
// policy lists as public, of the applications that passed the check.
func (s *Service) AllowList(ctx context.Context, roundID string) (AllowList, error) {
	var out AllowList
	r, err := s.Store.Round(ctx, roundID)
	if err != nil {
		return out, fmt.Errorf("reading round %s: %w", roundID, err)
	}
	sum := sha256.New()
	after := ""
	for {
		ids, err := s.Store.ReadyIn(ctx, roundID, string(workflow.AdministrativeTest), after, sweepPage)
		if err != nil {
			return out, fmt.Errorf("listing round %s: %w", roundID, err)
		}
		if len(ids) == 0 {
			out.Digest = hex.EncodeToString(sum.Sum(nil))
			return out, nil
		}
		for _, id := range ids {
			a, err := s.Store.Application(ctx, id)
			if err != nil {
				return out, fmt.Errorf("reading application: %w", err)
			}
			answers, err := s.Store.Answers(ctx, id)
			if err != nil {
				return out, fmt.Errorf("reading answers: %w", err)
			}
			item := Allowed{Application: a, Answers: publicAnswers(r.Policy, answers)}
			out.Items = append(out.Items, item)
			fmt.Fprintf(sum, "%s\x00", id)
			for _, p := range item.Answers {
				fmt.Fprintf(sum, "%s\x00%s\x00", p.Question.ID, p.Value)
			}
		}
		after = ids[len(ids)-1]
	}
}

// Tick opens and closes rounds at their instants, by the database's clock. It
// returns how many moved.
func (s *Service) Tick(ctx context.Context) (int, error) {
	rounds, err := s.Store.Rounds(ctx)
	if err != nil {
		return 0, fmt.Errorf("listing rounds: %w", err)
	}
	now, err := s.Clock.Now(ctx)
	if err != nil {
		return 0, fmt.Errorf("reading the clock: %w", err)
	}
	moved := 0
	var faults []error
	for _, r := range rounds {
		c, err := s.Store.ReadCase(ctx, RoundCase(r.ID))
		if errors.Is(err, lifecycle.ErrNotFound) {
			continue
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("reading round %s: %w", r.ID, err))
			continue
		}
		event := due(r, c.State, now)
		if event == "" {
			faults = append(faults, s.catchUp(ctx, r, c.State))
			continue
		}
		err = s.MoveRound(ctx, RoundRequest{
			Round: r.ID, Event: event, Actor: lifecycle.BySystem("clock"), Version: c.Version,
			Reason: "its instant was reached", Sources: []lifecycle.Source{{Title: r.Policy.WindowNote}},
		})
		if errors.Is(err, lifecycle.ErrConflict) {
			continue // another process was first
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("%s of round %s: %w", event, r.ID, err))
			continue
		}
		moved++
	}
	return moved, errors.Join(faults...)
}

// catchUp repeats the sweeps of a round up to where it stands, for
// applications that were not ready in time: a fee recorded late, a hold that
// was closed since. Rounds recorded from a list are left as the list has them.
func (s *Service) catchUp(ctx context.Context, r round.Round, state workflow.State) error {
	if !r.AsOf.IsZero() {
		return nil
	}
	for _, step := range workflow.RoundCycle.Steps {
		if !reached(state, step.To) {
			return nil
		}
		for _, sw := range sweeps[step.Event] {
			waiting, err := s.Store.ReadyIn(ctx, r.ID, string(sw.From), "", 1)
			if err != nil {
				return fmt.Errorf("round %s: %w", r.ID, err)
			}
			if len(waiting) == 0 {
				continue
			}
			if err := s.Sweep(ctx, r.ID, step.Event); err != nil {
				return err
			}
		}
	}
	return nil
}

// reached reports whether a round in a state has come to another one.
func reached(state, to workflow.State) bool {
	found := false
	for _, p := range workflow.RoundCycle.Positions {
		found = found || p.State == to
		if p.State == state {
			return found
		}
	}
	return false
}

func due(r round.Round, s workflow.State, now time.Time) workflow.Event {
	opens, closes := r.Window()
	switch {
	case s == workflow.RoundPlanned && !opens.IsZero() && !now.Before(opens):
		return workflow.OpenRound
	case s == workflow.RoundOpen && !closes.IsZero() && now.After(closes):
		return workflow.CloseRound
	}
	return ""
}
