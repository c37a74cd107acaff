package lifecycle

import (
	"context"
	"strings"

	"rootward/workflow"
)

// Setting asks to put something else in force for a case. What is chosen
// stands first among the sources, so that it is sealed with the row.
type Setting struct {
	Case    Case
	Actor   Actor
	Version int64 // the version that the actor saw; 0 only for actors without an account
	Event   workflow.Event
	Reason  string
	Sources []Source
}

// Settle writes a choice into the history of a case without moving it: a
// decision with reasons and sources, by one of workflow.SettingRoles, while
// the case has not ended. keep writes the choice itself in the same
// transaction; it is given the version of the new row. Errors as of Move.
func (d *Door) Settle(ctx context.Context, r Setting, keep func(ctx context.Context, t Transition) error) (Transition, error) {
	var out Transition
	err := d.Store.InTx(ctx, func(ctx context.Context) error {
		at, err := d.begin(ctx, r.Case, r.Actor, r.Version)
		if err != nil {
			return err
		}
		refused := func(why workflow.Why) error {
			return &workflow.Refused{Definition: at.Definition.Name, Event: r.Event, From: at.State, Why: why}
		}
		switch {
		case r.Event != workflow.ChooseRules || r.Case.Kind != Round:
			return refused(workflow.WhyUnknown)
		case !workflow.Shares(workflow.SettingRoles, at.roles):
			return refused(workflow.WhyRole)
		case at.Position().Terminal:
			return refused(workflow.WhyState)
		}
		e := Entry{
			Event: r.Event, From: at.State, To: at.State, Role: first(workflow.SettingRoles, at.roles), Decision: true,
			Reason: strings.TrimSpace(r.Reason), Sources: trim(r.Sources), At: On(at.now),
		}
		if err := e.sound(at); err != nil {
			return err
		}
		if out, err = d.write(ctx, at, e); err != nil {
			return err
		}
		return keep(ctx, out)
	})
	return out, err
}
