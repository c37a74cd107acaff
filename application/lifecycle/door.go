package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"rootward/workflow"
)

// Door moves cases. All fields but Facts and Effects are required.
type Door struct {
	Store     Store
	Clock     Clock
	Authority Authority
	Facts     []FactSource
	Effects   []Effect
}

// Request asks for one move.
type Request struct {
	Case    Case
	Event   workflow.Event
	Actor   Actor
	Behalf  string // on whose behalf, if not the actor's own
	Version int64  // the version that the actor saw; 0 only for actors without an account
	Reason  string
	Sources []Source

	// Only with workflow.Record: the state entered, and when, if known. A
	// step with a date of its own (a delegation, say) may set At as well; it
	// must not lie in the future.
	To workflow.State
	At When

	// Given are facts that only the use case itself can know, such as that
	// the list about to be published was shown and confirmed.
	Given workflow.Facts
}

// Move takes one step. Errors: ErrNotFound, ErrConflict, *workflow.Refused,
// *Invalid, or a wrapped fault of the store.
func (d *Door) Move(ctx context.Context, r Request) (Transition, error) {
	var out Transition
	err := d.Store.InTx(ctx, func(ctx context.Context) error {
		at, err := d.begin(ctx, r.Case, r.Actor, r.Version)
		if err != nil {
			return err
		}
		entry, err := d.decide(ctx, at, r)
		if err != nil {
			return err
		}
		out, err = d.write(ctx, at, entry)
		return err
	})
	return out, err
}

// scene is a locked case with everything a decision rests on.
type scene struct {
	Snapshot
	actor Actor
	roles []workflow.Role
	now   time.Time
}

// begin locks the case, then reads the clock, then checks who is asking and
// on which version.
func (d *Door) begin(ctx context.Context, c Case, actor Actor, version int64) (scene, error) {
	if actor.Account == "" {
		return scene{}, &Invalid{Field: "actor", Why: "missing"}
	}
	s, err := d.Store.LockCase(ctx, c)
	if err != nil {
		return scene{}, fmt.Errorf("locking %s: %w", c, err)
	}
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return scene{}, fmt.Errorf("reading the clock: %w", err)
	}
	roles, err := d.rolesOf(ctx, actor, c)
	if err != nil {
		return scene{}, err
	}
	if len(roles) == 0 {
		return scene{}, fmt.Errorf("%s for %s: %w", c, actor.Account, ErrNotFound)
	}
	if s.draft() && !workflow.Shares(roles, draftRoles) {
		return scene{}, fmt.Errorf("%s for %s: %w", c, actor.Account, ErrNotFound)
	}
	if version == 0 && len(actor.Roles) == 0 {
		return scene{}, &Invalid{Field: "version", Why: "missing"}
	}
	if version != 0 && version != s.Version {
		return scene{}, fmt.Errorf("%s is at version %d, not %d: %w", c, s.Version, version, ErrConflict)
	}
	return scene{Snapshot: s, actor: actor, roles: roles, now: now.UTC().Truncate(time.Second)}, nil
}

// draftRoles may learn of a draft: it is nobody's business but the
// applicant's until it is handed in.
var draftRoles = []workflow.Role{workflow.Applicant, workflow.System, workflow.Importer}

// draft reports whether the case is an application not handed in yet.
func (s Snapshot) draft() bool {
	return s.Kind == Application && s.State == s.Definition.Initial && s.Position().Secret
}

func (d *Door) rolesOf(ctx context.Context, actor Actor, c Case) ([]workflow.Role, error) {
	if len(actor.Roles) > 0 {
		return actor.Roles, nil
	}
	roles, err := d.Authority.RolesFor(ctx, actor.Account, c)
	if err != nil {
		return nil, fmt.Errorf("roles of %s for %s: %w", actor.Account, c, err)
	}
	return roles, nil
}

func (d *Door) decide(ctx context.Context, at scene, r Request) (Entry, error) {
	e := Entry{Event: r.Event, From: at.State, Behalf: r.Behalf, Reason: strings.TrimSpace(r.Reason), Sources: trim(r.Sources), At: On(at.now)}
	if r.Event == workflow.Record {
		if err := d.mayReveal(ctx, at, r); err != nil {
			return Entry{}, err
		}
		return at.record(e, r)
	}
	need := []workflow.Fact(nil)
	if step, ok := at.Definition.Step(at.State, r.Event); ok {
		need = step.Needs
	}
	facts, err := d.facts(ctx, at, r.Event, need)
	if err != nil {
		return Entry{}, err
	}
	for f, v := range r.Given {
		facts[f] = v
	}
	step, err := workflow.Fire(ctx, at.Definition, workflow.Situation{State: at.State, Holds: at.Holds, Roles: at.roles, Facts: facts}, r.Event)
	if err != nil {
		return Entry{}, err //nolint:wrapcheck // the refusal itself is the answer
	}
	e.To, e.Decision, e.Role = step.To, step.Decision, first(step.Roles, at.roles)
	if r.At.Known {
		if !step.Dated {
			return Entry{}, &Invalid{Field: "at", Why: "not_dated"}
		}
		e.At = On(r.At.At)
	}
	return e, e.sound(at)
}

// mayReveal refuses a record that would make a confidential case public
// before its round is revealed. Imports bring in what is public already.
func (d *Door) mayReveal(ctx context.Context, at scene, r Request) error {
	to, ok := at.Definition.Position(r.To)
	if !ok || !at.Position().Secret || to.Secret || to.Stage == workflow.StageClosed || workflow.Shares(at.roles, []workflow.Role{workflow.Importer}) {
		return nil
	}
	facts, err := d.facts(ctx, at, r.Event, []workflow.Fact{workflow.Revealed})
	if err != nil {
		return err
	}
	if !facts[workflow.Revealed] {
		return &workflow.Refused{Definition: at.Definition.Name, Event: r.Event, From: at.State, Why: workflow.WhyFacts, Missing: []workflow.Fact{workflow.Revealed}}
	}
	return nil
}

// record checks an event that nobody here witnessed: operators and imports
// only, and never without a source.
func (at scene) record(e Entry, r Request) (Entry, error) {
	if !workflow.Shares(workflow.RecordRoles, at.roles) {
		return Entry{}, &workflow.Refused{Definition: at.Definition.Name, Event: workflow.Record, From: at.State, Why: workflow.WhyRole}
	}
	if _, ok := at.Definition.Position(r.To); !ok {
		return Entry{}, &Invalid{Field: "to", Why: "unknown_state"}
	}
	switch r.To {
	case at.State:
		return Entry{}, &Invalid{Field: "to", Why: "same_state"}
	case at.Definition.Initial:
		// Going back to a draft is a step of its own, where there is one.
		return Entry{}, &Invalid{Field: "to", Why: "initial_state"}
	}
	e.To, e.At, e.Role = r.To, r.At, first(workflow.RecordRoles, at.roles)
	if len(e.Sources) == 0 {
		return Entry{}, &Invalid{Field: "sources", Why: "missing"}
	}
	return e, e.sound(at)
}

// sound refuses decisions without reasons or sources and dates that cannot
// be.
func (e Entry) sound(at scene) error {
	switch {
	case e.Decision && e.Reason == "":
		return &Invalid{Field: "reason", Why: "missing"}
	case e.Decision && len(e.Sources) == 0:
		return &Invalid{Field: "sources", Why: "missing"}
	case e.At.Known && e.At.At.After(at.now):
		return &Invalid{Field: "at", Why: "future"}
	case e.At.Known && !at.Clock.Mark.IsZero() && e.At.At.Before(at.Clock.Mark):
		return &Invalid{Field: "at", Why: "before_last"}
	}
	return nil
}

func (d *Door) facts(ctx context.Context, at scene, event workflow.Event, need []workflow.Fact) (workflow.Facts, error) {
	all := workflow.Facts{}
	for _, src := range d.Facts {
		asked := shared(src.Provides(), need)
		if len(asked) == 0 {
			continue
		}
		found, err := src.Facts(ctx, Inquiry{Case: at.Snapshot, Actor: at.actor, Now: at.now, Event: event, Need: asked})
		if err != nil {
			return nil, fmt.Errorf("facts about %s: %w", at.Case, err)
		}
		for f, v := range found {
			all[f] = v
		}
	}
	return all, nil
}

// write puts down one decided row and everything that follows from it.
func (d *Door) write(ctx context.Context, at scene, e Entry) (Transition, error) {
	e.Case, e.Version, e.Actor, e.Entered, e.Policy, e.PrevHash = at.Case, at.Version+1, at.actor.Account, at.now, at.Policy, at.LastHash
	hash, err := seal(e, at.Snapshot)
	if err != nil {
		return Transition{}, err
	}
	e.Hash = hash
	if err := d.Store.Append(ctx, &e); err != nil {
		return Transition{}, fmt.Errorf("history of %s: %w", at.Case, err)
	}
	visits := map[workflow.Stage]int{}
	if at.Definition.ReEnters() && e.To != e.From {
		done, err := d.Store.VisitsOf(ctx, at.Case)
		if err != nil {
			return Transition{}, fmt.Errorf("stage visits of %s: %w", at.Case, err)
		}
		for _, v := range done {
			visits[v.Stage]++
		}
	}
	after, ended := advance(at.Snapshot, e, visits)
	if err := d.Store.SaveCase(ctx, after, at.Version); err != nil {
		return Transition{}, fmt.Errorf("saving %s: %w", at.Case, err)
	}
	if ended != nil {
		if err := d.close(ctx, *ended, at.Kinds); err != nil {
			return Transition{}, err
		}
	}
	t := Transition{Before: at.Snapshot, After: after, Entry: e, Actor: at.actor}
	return t, d.follow(ctx, t)
}

func (d *Door) close(ctx context.Context, v Visit, kinds []string) error {
	if err := d.Store.AddVisits(ctx, []Visit{v}); err != nil {
		return fmt.Errorf("stage visit of %s: %w", v.Case, err)
	}
	if err := d.Store.Count(ctx, v.Counters(kinds, 1)); err != nil {
		return fmt.Errorf("counters of %s: %w", v.Case, err)
	}
	return nil
}

func (d *Door) follow(ctx context.Context, t Transition) error {
	for _, f := range d.Effects {
		if err := f.After(ctx, t); err != nil {
			return fmt.Errorf("after %s of %s: %w", t.Entry.Event, t.Entry.Case, err)
		}
	}
	return nil
}

// Options lists the steps that an actor may take now or not yet, with the
// reasons. It locks and writes nothing.
func (d *Door) Options(ctx context.Context, c Case, actor Actor) (Snapshot, []workflow.Option, error) {
	s, err := d.Store.ReadCase(ctx, c)
	if err != nil {
		return Snapshot{}, nil, fmt.Errorf("reading %s: %w", c, err)
	}
	now, err := d.Clock.Now(ctx)
	if err != nil {
		return Snapshot{}, nil, fmt.Errorf("reading the clock: %w", err)
	}
	roles, err := d.rolesOf(ctx, actor, c)
	if err != nil {
		return s, nil, err
	}
	if len(roles) == 0 || (s.draft() && !workflow.Shares(roles, draftRoles)) {
		return s, nil, nil
	}
	at := scene{Snapshot: s, actor: actor, roles: roles, now: now.UTC().Truncate(time.Second)}
	var need []workflow.Fact
	for _, step := range s.Definition.Steps {
		if shared(step.From, []workflow.State{s.State}) != nil && workflow.Shares(step.Roles, roles) {
			need = append(need, step.Needs...)
		}
	}
	facts, err := d.facts(ctx, at, "", need)
	if err != nil {
		return Snapshot{}, nil, err
	}
	return s, workflow.Options(s.Definition, workflow.Situation{State: s.State, Holds: s.Holds, Roles: roles, Facts: facts}), nil
}

// IsConflict reports whether an error means that somebody else was first.
func IsConflict(err error) bool { return errors.Is(err, ErrConflict) }

func first(allowed, held []workflow.Role) workflow.Role {
	if s := shared(allowed, held); s != nil {
		return s[0]
	}
	return ""
}

func shared[T comparable](a, b []T) []T {
	var out []T
	for _, x := range a {
		for _, y := range b {
			if x == y {
				out = append(out, x)
				break
			}
		}
	}
	return out
}

func trim(in []Source) []Source {
	var out []Source
	for _, s := range in {
		s.Title, s.URL = strings.TrimSpace(s.Title), strings.TrimSpace(s.URL)
		if s.Title != "" || s.URL != "" {
			out = append(out, s)
		}
	}
	return out
}
