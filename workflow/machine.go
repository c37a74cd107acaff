package workflow

import (
	"context"
	"errors"
	"fmt"

	"github.com/looplab/fsm"
)

// Why says what kept a step from being taken.
type Why string

// The reasons for a refusal, in the order in which they are looked at.
const (
	WhyUnknown Why = "unknown_event" // the life cycle has no such event
	WhyState   Why = "not_from_here" // not from this state
	WhyRole    Why = "role"          // not by this role
	WhyHold    Why = "on_hold"       // a hold is open
	WhyFacts   Why = "facts"         // something it needs is not so
)

// Refused is the error of a step that may not be taken.
type Refused struct {
	Definition string
	Event      Event
	From       State
	Why        Why
	Missing    []Fact // with WhyFacts: what is not so, in the step's order
}

func (r *Refused) Error() string {
	return fmt.Sprintf("workflow %s: %s from %s refused: %s %v", r.Definition, r.Event, r.From, r.Why, r.Missing)
}

// Situation is what a step is decided on.
type Situation struct {
	State State
	Holds int
	Roles []Role
	Facts Facts
}

// Fire decides a step and returns it. The error is a *[Refused] when the
// step may not be taken; anything else is a fault of the definition.
func Fire(ctx context.Context, d *Definition, at Situation, event Event) (Step, error) {
	step, refused := d.look(at, event)
	if refused != nil {
		return Step{}, refused
	}
	m := fsm.NewFSM(string(at.State), descriptions(d), nil)
	if err := m.Event(ctx, string(event)); err != nil {
		return Step{}, fmt.Errorf("workflow %s: %s from %s: %w", d.Name, event, at.State, err)
	}
	if State(m.Current()) != step.To {
		return Step{}, errors.New("workflow " + d.Name + ": machine and table disagree on " + string(event))
	}
	return step, nil
}

// Option is a step out of a state with what stands in its way.
type Option struct {
	Step    Step
	Refused *Refused // nil: it may be taken now
}

// Options lists every step out of a state for these roles, in table order:
// those that may be taken and those that may not yet, with the reason. Steps
// of other roles are left out.
func Options(d *Definition, at Situation) []Option {
	var all []Option
	for _, s := range d.Steps {
		if !has(s.From, at.State) {
			continue
		}
		_, refused := d.look(at, s.Event)
		if refused != nil && refused.Why == WhyRole {
			continue
		}
		all = append(all, Option{Step: s, Refused: refused})
	}
	return all
}

func (d *Definition) look(at Situation, event Event) (Step, *Refused) {
	no := func(why Why, missing ...Fact) *Refused {
		return &Refused{Definition: d.Name, Event: event, From: at.State, Why: why, Missing: missing}
	}
	if !has(d.Events(), event) {
		return Step{}, no(WhyUnknown)
	}
	step, ok := d.Step(at.State, event)
	if !ok {
		return Step{}, no(WhyState)
	}
	if !Shares(step.Roles, at.Roles) {
		return Step{}, no(WhyRole)
	}
	if step.Paused && at.Holds > 0 {
		return Step{}, no(WhyHold)
	}
	var missing []Fact
	for _, f := range step.Needs {
		if !at.Facts[f] {
			missing = append(missing, f)
		}
	}
	if len(missing) > 0 {
		return Step{}, no(WhyFacts, missing...)
	}
	return step, nil
}

// Shares reports whether two lists of roles have one in common.
func Shares(a, b []Role) bool {
	for _, r := range a {
		if has(b, r) {
			return true
		}
	}
	return false
}

func descriptions(d *Definition) fsm.Events {
	list := make(fsm.Events, 0, len(d.Steps))
	for _, s := range d.Steps {
		from := make([]string, len(s.From))
		for i, f := range s.From {
			from[i] = string(f)
		}
		list = append(list, fsm.EventDesc{Name: string(s.Event), Src: from, Dst: string(s.To)})
	}
	return list
}
