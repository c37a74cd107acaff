package workflow

import (
	"errors"
	"fmt"
)

// Check reports everything that is wrong with a definition, joined into one
// error. The state machine library below accepts a duplicate pair and lets
// the last one win, so the table is checked before it is used.
func (d *Definition) Check() error {
	var faults []error
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf(d.Name+": "+format, args...))
	}
	if d.Name == "" {
		fault("has no name")
	}
	d.checkPositions(fault)
	d.checkSteps(fault)
	d.checkReach(fault)
	return errors.Join(faults...)
}

func (d *Definition) checkPositions(fault func(string, ...any)) {
	seen := map[State]bool{}
	for _, p := range d.Positions {
		switch {
		case p.State == "":
			fault("a state has no name")
		case seen[p.State]:
			fault("state %s stands twice", p.State)
		}
		seen[p.State] = true
		if p.Status == "" || p.Stage == "" {
			fault("state %s has no public status or no stage", p.State)
		}
		if p.Owner == "" {
			fault("state %s has no clock owner", p.State)
		}
	}
	if !seen[d.Initial] {
		fault("initial state %s is not in the list", d.Initial)
	}
}

func (d *Definition) checkSteps(fault func(string, ...any)) {
	type pair struct {
		event Event
		from  State
	}
	seen := map[pair]bool{}
	for _, s := range d.Steps {
		if s.Event == "" || len(s.From) == 0 {
			fault("a step to %s has no event or no origin", s.To)
		}
		if has(DoorEvents, s.Event) {
			fault("step %s takes a name of the door", s.Event)
		}
		if len(s.Roles) == 0 {
			fault("step %s has no roles", s.Event)
		}
		if s.Source == "" {
			fault("step %s names no source", s.Event)
		}
		if _, ok := d.Position(s.To); !ok {
			fault("step %s leads to %s, which is not a state", s.Event, s.To)
		}
		for _, from := range s.From {
			p, ok := d.Position(from)
			switch {
			case !ok:
				fault("step %s leaves %s, which is not a state", s.Event, from)
			case p.Terminal:
				fault("step %s leaves the terminal state %s", s.Event, from)
			case from == s.To:
				fault("step %s stays in %s", s.Event, from)
			case seen[pair{s.Event, from}]:
				fault("step %s from %s stands twice", s.Event, from)
			}
			seen[pair{s.Event, from}] = true
		}
	}
}

// checkReach wants a way from the initial state to every state except those
// that are only ever recorded, and a way out of every state that is not
// terminal.
func (d *Definition) checkReach(fault func(string, ...any)) {
	reached := map[State]bool{d.Initial: true}
	for grew := true; grew; {
		grew = false
		for _, s := range d.Steps {
			for _, from := range s.From {
				if reached[from] && !reached[s.To] {
					reached[s.To], grew = true, true
				}
			}
		}
	}
	leaves := map[State]bool{}
	for _, s := range d.Steps {
		for _, from := range s.From {
			leaves[from] = true
		}
	}
	for _, p := range d.Positions {
		if !reached[p.State] && !p.Recorded {
			fault("state %s cannot be reached", p.State)
		}
		if reached[p.State] && p.Recorded {
			fault("state %s is said to be recorded only, but a step leads to it", p.State)
		}
		if !p.Terminal && !leaves[p.State] {
			fault("state %s is not terminal and has no way out", p.State)
		}
	}
}
