package simulate

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/netip"
	"time"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

// Clock is a clock that the simulation sets.
type Clock struct{ at time.Time }

// Now returns what the clock was set to.
func (c *Clock) Now(context.Context) (time.Time, error) { return c.at, nil }

func (c *Clock) set(t time.Time) { c.at = t.UTC().Truncate(time.Second) }

// Sample makes the sample rounds. Its services must run by its clock.
type Sample struct {
	Clock        *Clock
	Applications *application.Service
	Accounts     *access.Service
	Tasks        *evaluation.Service
	SaveRound    func(ctx context.Context, r round.Round, now time.Time) error

	people []Account
	orgs   [][]string // account ids of each organisation, primary first
}

// Account is somebody who can sign in to look around.
type Account struct {
	ID, Email, Name, Role, Organisation, Panel string
}

// The ids of the sample rounds.
const (
	RunningRound = "sample-1"
	OpenRound    = "sample-2"
)

const day = 24 * time.Hour

// Make invents people and two rounds as of now: one under evaluation for
// some weeks, and one that takes applications. It returns who can sign in.
func (s *Sample) Make(ctx context.Context, now time.Time) ([]Account, error) {
	s.Clock.set(now)
	for _, step := range []func(context.Context, time.Time) error{s.applicants, s.staff, s.running, s.open} {
		if err := step(ctx, now); err != nil {
			return nil, fmt.Errorf("making the sample: %w", err)
		}
	}
	s.Clock.set(now)
	return s.people, nil
}

func (s *Sample) applicants(ctx context.Context, _ time.Time) error {
	for _, o := range Organisations {
		first := o.People[0]
		a, err := s.Accounts.Register(ctx, access.Registration{
			Organisation: o.Name, Country: o.Country, Website: o.Website, Name: first.Name, Email: first.Email,
			Password: rand.Text(), Language: o.Language, Zone: o.Zone,
		}, netip.Addr{})
		if err != nil {
			return fmt.Errorf("registering %s: %w", first.Email, err)
		}
		ids := []string{a.ID}
		s.people = append(s.people, Account{a.ID, a.Email, a.Name, "applicant", o.Name, ""})
		for _, p := range o.People[1:] {
			m, err := s.Accounts.AddMember(ctx, lifecycle.ByAccount(a.ID), access.NewMember{Name: p.Name, Email: p.Email, Language: o.Language})
			if err != nil {
				return fmt.Errorf("adding %s: %w", p.Email, err)
			}
			ids = append(ids, m.ID)
			s.people = append(s.people, Account{m.ID, m.Email, m.Name, "applicant", o.Name, ""})
		}
		s.orgs = append(s.orgs, ids)
	}
	return nil
}

func (s *Sample) staff(ctx context.Context, _ time.Time) error {
	for _, x := range StaffFor(panels()) {
		a, err := s.Accounts.CreateStaff(ctx, lifecycle.ByShell("demo"), access.NewStaff{Name: x.Name, Email: x.Email, Zone: x.Zone, Language: "en", Grants: x.Grants})
		if err != nil {
			return fmt.Errorf("making account %s: %w", x.Email, err)
		}
		s.people = append(s.people, Account{a.ID, a.Email, a.Name, string(x.Grants[0].Role), programme, x.Grants[0].Panel})
	}
	return nil
}

// Accounts lists the invented people that a database has, as Make made them.
func Accounts(ctx context.Context, people *access.Service) ([]Account, error) {
	known := map[string]access.Account{}
	f := access.AccountFilter{Limit: 200}
	for {
		page, err := people.Accounts(ctx, lifecycle.ByShell("demo"), f)
		if err != nil {
			return nil, fmt.Errorf("listing accounts: %w", err)
		}
		for _, a := range page {
			known[a.Email] = a
		}
		if len(page) < f.Limit {
			break
		}
		if f.After, err = access.FoldEmail(page[len(page)-1].Email); err != nil {
			return nil, fmt.Errorf("listing accounts: %w", err)
		}
	}
	var out []Account
	add := func(p Person, role, organisation, panel string) {
		if a, ok := known[p.Email]; ok {
			out = append(out, Account{a.ID, a.Email, a.Name, role, organisation, panel})
		}
	}
	for _, o := range Organisations {
		for _, p := range o.People {
			add(p, "applicant", o.Name, "")
		}
	}
	for _, x := range StaffFor(panels()) {
		add(x.Person, string(x.Grants[0].Role), programme, x.Grants[0].Panel)
	}
	return out, nil
}

// panels are those of the policy that the sample rounds follow.
func panels() []string {
	var out []string
	for _, p := range round.GTLD2026.Panels {
		out = append(out, p.ID)
	}
	return out
}

// open is the round that takes applications now.
func (s *Sample) open(ctx context.Context, now time.Time) error {
	if err := s.begin(ctx, OpenRound, now.Add(-10*day), now.Add(30*day)); err != nil {
		return err
	}
	for i, k := range Open {
		s.Clock.set(now.Add(-9*day + time.Duration(i)*7*time.Hour))
		if _, err := s.apply(ctx, OpenRound, k); err != nil {
			return err
		}
	}
	return nil
}

// begin makes a round and opens it at its opening.
func (s *Sample) begin(ctx context.Context, id string, opens, closes time.Time) error {
	s.Clock.set(opens)
	r := round.Round{ID: id, Policy: round.GTLD2026, Opens: s.Clock.at, Closes: closes.UTC().Truncate(time.Second), Sample: true}
	if err := s.Applications.OpenRound(ctx, r, lifecycle.ByShell("demo"), s.SaveRound); err != nil {
		return fmt.Errorf("round %s: %w", id, err)
	}
	return s.tick(ctx, 1)
}

func (s *Sample) tick(ctx context.Context, want int) error {
	n, err := s.Applications.Tick(ctx)
	if err != nil {
		return fmt.Errorf("clock of the rounds: %w", err)
	}
	if n != want {
		return fmt.Errorf("%d rounds moved at %s, want %d", n, s.Clock.at, want)
	}
	return nil
}

// apply drafts an application as its organisation would, and submits it
// unless it is to stay a draft.
func (s *Sample) apply(ctx context.Context, roundID string, k Sketch) (string, error) {
	o, by := Organisations[k.By], s.orgs[k.By][0]
	a, err := s.Applications.Create(ctx, by, roundID)
	if err != nil {
		return "", fmt.Errorf("draft of %s: %w", k.String, err)
	}
	d, faults, err := s.Applications.Save(ctx, by, a.ID, a.Revision, answers(o, k))
	if err != nil {
		return "", fmt.Errorf("answers of %s: %w", k.String, err)
	}
	if len(faults) > 0 {
		return "", fmt.Errorf("answers of %s: %w", k.String, faults)
	}
	if k.Partial {
		return a.ID, nil
	}
	if _, err := s.Applications.Submit(ctx, by, a.ID, d.Case.Version); err != nil {
		return "", fmt.Errorf("submitting %s: %w", k.String, err)
	}
	return a.ID, nil
}

func answers(o Organisation, k Sketch) map[string]string {
	yes := map[bool]string{true: "yes", false: "no"}
	a := map[string]string{
		"legal_name": o.Name, "country": o.Country, "website": o.Website, "address": o.Address,
		"contact_name": o.People[0].Name, "contact_email": o.People[0].Email,
		"string": k.String, "meaning": k.Meaning, "mission": k.Mission,
		"community": "no", "geographic": "no", "brand": yes[k.Brand],
		"rsp_main": "Example Registry Services", "rsp_dns": "Example Anycast", "rsp_dnssec": "Example Anycast",
		"funding": "From own means, for three years.",
	}
	if k.Partial {
		for _, q := range []string{"rsp_main", "rsp_dnssec", "funding", "brand"} {
			delete(a, q)
		}
	}
	return a
}

// running is the round that was revealed some weeks ago and is now under
// evaluation.
func (s *Sample) running(ctx context.Context, now time.Time) error {
	closes := now.Add(-150 * day)
	if err := s.begin(ctx, RunningRound, closes.Add(-60*day), closes); err != nil {
		return err
	}
	operator := lifecycle.ByAccount(s.who("operator"))
	var ids []string
	for i, k := range Running {
		s.Clock.set(closes.Add(-30*day + time.Duration(i)*31*time.Hour))
		id, err := s.apply(ctx, RunningRound, k)
		if err != nil {
			return err
		}
		ids = append(ids, id)
		s.Clock.set(s.Clock.at.Add(3 * day))
		if err := s.move(ctx, operator, id, workflow.RecordPayment, "Fee received in full.", "Bank statement"); err != nil {
			return err
		}
	}
	s.Clock.set(closes.Add(time.Second))
	if err := s.tick(ctx, 1); err != nil {
		return err
	}
	s.Clock.set(now.Add(-100 * day))
	list, err := s.Applications.AllowList(ctx, RunningRound)
	if err != nil {
		return fmt.Errorf("list of what is revealed: %w", err)
	}
	if err := s.moveRound(ctx, operator, workflow.RevealRound, list.Digest); err != nil {
		return err
	}
	s.Clock.set(now.Add(-80 * day))
	if err := s.moveRound(ctx, operator, workflow.ConfirmRound, ""); err != nil {
		return err
	}
	return s.judge(ctx, now, ids)
}

// who is the first account with a role.
func (s *Sample) who(role string) string {
	for _, p := range s.people {
		if p.Role == role {
			return p.ID
		}
	}
	return ""
}

func (s *Sample) move(ctx context.Context, actor lifecycle.Actor, id string, e workflow.Event, reason, source string) error {
	c, err := s.Applications.Store.ReadCase(ctx, application.CaseOf(id))
	if err != nil {
		return fmt.Errorf("reading %s: %w", id, err)
	}
	_, err = s.Applications.Door.Move(ctx, lifecycle.Request{Case: c.Case, Event: e, Actor: actor, Version: c.Version, Reason: reason, Sources: []lifecycle.Source{{Title: source}}})
	if err != nil {
		return fmt.Errorf("%s of %s: %w", e, id, err)
	}
	return nil
}

func (s *Sample) moveRound(ctx context.Context, actor lifecycle.Actor, e workflow.Event, seen string) error {
	c, err := s.Applications.Store.ReadCase(ctx, application.RoundCase(RunningRound))
	if err != nil {
		return fmt.Errorf("reading the round: %w", err)
	}
	err = s.Applications.MoveRound(ctx, application.RoundRequest{
		Round: RunningRound, Event: e, Actor: actor, Version: c.Version, Reason: "As announced.",
		Sources: []lifecycle.Source{{Title: "Calendar of the sample round"}}, Seen: seen,
	})
	if err != nil {
		return fmt.Errorf("%s: %w", e, err)
	}
	return nil
}
