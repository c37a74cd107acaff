package lifecycle

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rootward/workflow"
)

// HoldRequest opens a hold, or closes the one with ID.
type HoldRequest struct {
	Case    Case
	Actor   Actor
	Version int64
	ID      int64  // to close
	Code    string // to open
	Reason  string
	Sources []Source
}

// OpenHold adds a reason to wait. While any is open, steps that say so may
// not be taken and the clock runs for nobody's account.
func (d *Door) OpenHold(ctx context.Context, r HoldRequest) (Transition, error) {
	return d.hold(ctx, r, workflow.HoldOpen, func(ctx context.Context, at scene, e *Entry) error {
		if !slices.Contains(workflow.HoldCodes, r.Code) {
			return &Invalid{Field: "hold", Why: "unknown_code"}
		}
		h := Hold{Case: r.Case, Code: r.Code, Note: e.Reason, Opener: at.actor.Account, OpenedAt: at.now}
		if err := d.Store.OpenHold(ctx, &h); err != nil {
			return fmt.Errorf("opening a hold on %s: %w", r.Case, err)
		}
		e.Hold, e.HoldID = h.Code, h.ID
		return nil
	})
}

// CloseHold takes one reason away. When it was the last, the case goes on
// exactly where it stopped.
func (d *Door) CloseHold(ctx context.Context, r HoldRequest) (Transition, error) {
	return d.hold(ctx, r, workflow.HoldClose, func(ctx context.Context, at scene, e *Entry) error {
		h, err := d.Store.CloseHold(ctx, r.Case, r.ID, at.actor.Account, at.now)
		if err != nil {
			return fmt.Errorf("closing a hold on %s: %w", r.Case, err)
		}
		e.Hold, e.HoldID = h.Code, h.ID
		return nil
	})
}

func (d *Door) hold(ctx context.Context, r HoldRequest, event workflow.Event, do func(context.Context, scene, *Entry) error) (Transition, error) {
	var out Transition
	err := d.Store.InTx(ctx, func(ctx context.Context) error {
		at, err := d.begin(ctx, r.Case, r.Actor, r.Version)
		if err != nil {
			return err
		}
		switch {
		case !workflow.Shares(workflow.HoldRoles, at.roles):
			return &workflow.Refused{Definition: at.Definition.Name, Event: event, From: at.State, Why: workflow.WhyRole}
		case !at.Position().Active:
			return &workflow.Refused{Definition: at.Definition.Name, Event: event, From: at.State, Why: workflow.WhyState}
		}
		e := Entry{Event: event, From: at.State, To: at.State, Role: first(workflow.HoldRoles, at.roles), Decision: true, Reason: strings.TrimSpace(r.Reason), Sources: trim(r.Sources), At: On(at.now)}
		if err := e.sound(at); err != nil {
			return err
		}
		if err := do(ctx, at, &e); err != nil {
			return err
		}
		out, err = d.write(ctx, at, e)
		return err
	})
	return out, err
}

// Classify changes the kinds that a case is counted under and moves what its
// finished stages had counted. Only actors without an account may: kinds
// follow from what is written elsewhere, they are not chosen.
func (d *Door) Classify(ctx context.Context, c Case, actor Actor, kinds []string, reason string) (Transition, error) {
	var out Transition
	err := d.Store.InTx(ctx, func(ctx context.Context) error {
		if len(actor.Roles) == 0 {
			return &Invalid{Field: "actor", Why: "not_allowed"}
		}
		at, err := d.begin(ctx, c, actor, 0)
		if err != nil {
			return err
		}
		done, err := d.Store.VisitsOf(ctx, c)
		if err != nil {
			return fmt.Errorf("stage visits of %s: %w", c, err)
		}
		var moved []Counter
		for _, v := range done {
			moved = append(moved, v.Counters(at.Kinds, -1)...)
			moved = append(moved, v.Counters(kinds, 1)...)
		}
		if err := d.Store.Count(ctx, moved); err != nil {
			return fmt.Errorf("counters of %s: %w", c, err)
		}
		out, err = d.write(ctx, at, Entry{Event: workflow.Classify, From: at.State, To: at.State, Role: actor.Roles[0], Reason: reason, At: On(at.now), Kinds: kinds})
		return err
	})
	return out, err
}
