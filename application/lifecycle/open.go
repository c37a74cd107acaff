package lifecycle

import (
	"context"
	"fmt"
	"time"

	"rootward/workflow"
)

// NewCase asks for a case to be opened.
type NewCase struct {
	Case       Case
	Definition *workflow.Definition
	Round      string
	Policy     string // version
	Kinds      []string
	Actor      Actor
	Behalf     string
	At         When // when it began; the present when the actor has an account
	Sources    []Source
	// First is the state to begin in on the word of a source; empty means the
	// initial state. Imports only.
	First workflow.State
}

// Open begins a case in its initial state, or, for an import, in the first
// state that its source knows.
func (d *Door) Open(ctx context.Context, n NewCase) (Transition, error) {
	var out Transition
	err := d.Store.InTx(ctx, func(ctx context.Context) error {
		now, err := d.Clock.Now(ctx)
		if err != nil {
			return fmt.Errorf("reading the clock: %w", err)
		}
		e, s, err := n.first(now.UTC().Truncate(time.Second))
		if err != nil {
			return err
		}
		if e.Hash, err = seal(e, s); err != nil {
			return err
		}
		if err := d.Store.Append(ctx, &e); err != nil {
			return fmt.Errorf("history of %s: %w", n.Case, err)
		}
		s, _ = advance(s, e, map[workflow.Stage]int{})
		if err := d.Store.InsertCase(ctx, s); err != nil {
			return fmt.Errorf("opening %s: %w", n.Case, err)
		}
		out = Transition{After: s, Entry: e, Actor: n.Actor}
		return d.follow(ctx, out)
	})
	return out, err
}

func (n NewCase) first(now time.Time) (Entry, Snapshot, error) {
	if n.Actor.Account == "" {
		return Entry{}, Snapshot{}, &Invalid{Field: "actor", Why: "missing"}
	}
	to, at, imported := n.Definition.Initial, On(now), workflow.Shares(workflow.RecordRoles, n.Actor.Roles)
	if n.First != "" {
		if !imported || len(trim(n.Sources)) == 0 {
			return Entry{}, Snapshot{}, &Invalid{Field: "sources", Why: "missing"}
		}
		if _, ok := n.Definition.Position(n.First); !ok {
			return Entry{}, Snapshot{}, &Invalid{Field: "to", Why: "unknown_state"}
		}
		to, at = n.First, n.At
		if at.Known && at.At.After(now) {
			return Entry{}, Snapshot{}, &Invalid{Field: "at", Why: "future"}
		}
	}
	e := Entry{
		Case: n.Case, Version: 1, Event: workflow.Open, To: to, Actor: n.Actor.Account, Behalf: n.Behalf,
		Sources: trim(n.Sources), At: at, Entered: now, Policy: n.Policy, Kinds: n.Kinds,
	}
	if len(n.Actor.Roles) > 0 {
		e.Role = n.Actor.Roles[0]
	}
	s := Snapshot{Case: n.Case, Definition: n.Definition, Round: n.Round, Policy: n.Policy, State: to, Kinds: n.Kinds}
	return e, s, nil
}
