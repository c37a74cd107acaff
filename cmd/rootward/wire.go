package main

import (
	"context"
	"fmt"
	"net/http"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/evaluation"
	"rootward/application/job"
	"rootward/application/lifecycle"
	"rootward/application/notify"
	"rootward/application/portal"
	"rootward/application/report"
	"rootward/application/ruleset"
	"rootward/idn/rootzone"
	"rootward/storage"
	"rootward/templates"
	"rootward/workflow"
)

// openReady opens the database and refuses a schema that this program cannot
// work with.
func openReady(ctx context.Context, s *settings) (*storage.Store, error) {
	store, err := storage.Open(s.Database)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Database, err)
	}
	if err := store.Ready(ctx); err != nil {
		store.Close() //nolint:errcheck // the schema is what is wrong
		return nil, fmt.Errorf("%s: %w", s.Database, err)
	}
	return store, nil
}

// rooms are the use cases over one database, wired to one door.
type rooms struct {
	store        *storage.Store
	authority    *access.Authority
	people       *access.Service
	mails        *notify.Service
	door         *lifecycle.Door
	applications *application.Service
	evaluation   *evaluation.Service
	rules        *ruleset.Service
	known        *editions
	reports      *report.Service
}

// newRooms wires the use cases by a clock: the database's, but for a
// demonstration's past. options are for the accounts.
//
// The two lists of the door stand here: what informs its guards, and what
// follows from a move, in this order.
func newRooms(store *storage.Store, clock lifecycle.Clock, options ...access.Option) (*rooms, error) {
	r := &rooms{store: store, authority: &access.Authority{Store: store}}
	var err error
	if r.people, err = access.New(store, clock, options...); err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	r.mails = newNotify(store, r.readsAllMail)
	r.mails.Clock = clock
	r.door = &lifecycle.Door{Store: store, Clock: clock, Authority: r.authority}
	r.rules = &ruleset.Service{
		Store: store, Door: r.door, Clock: clock, Carried: rootzone.Embedded(),
		Enqueue: func(ctx context.Context, comparison int64) error {
			return store.Enqueue(ctx, job.CompareRules{Comparison: comparison})
		},
		// The strings of the round get the keys of its new rules.
		Chosen: func(ctx context.Context, round string) error {
			return store.Enqueue(ctx, job.SweepRound{Round: round, Event: string(workflow.ChooseRules)})
		},
	}
	r.known = &editions{rules: r.rules}
	judge, variants := r.known.judge(), r.known.variants()
	names := keptNames(store)
	judge.Lists = names
	r.evaluation = &evaluation.Service{Store: store, Door: r.door, Clock: clock, Variants: variants, Names: names}
	r.applications = &application.Service{
		Store: store, Door: r.door, Clock: clock, Judge: judge.Label, Variants: variants, CheckEmail: access.CheckEmail, Members: r.people.MemberOf, Tell: r.mails.Tell,
		Enqueue: func(ctx context.Context, round, event string) error {
			return store.Enqueue(ctx, job.SweepRound{Round: round, Event: event})
		},
	}
	r.door.Facts = []lifecycle.FactSource{
		&application.Facts{Store: store, Judge: judge.Label, Variants: variants, CheckEmail: access.CheckEmail},
		r.evaluation,
	}
	r.door.Effects = []lifecycle.Effect{r.evaluation, r.mails}
	r.reports = &report.Service{Store: store, Clock: clock}
	return r, nil
}

// readsAllMail lets in those who may read everybody's mails.
func (r *rooms) readsAllMail(ctx context.Context, account string) error {
	a, err := r.people.ByID(ctx, account)
	if err != nil {
		return fmt.Errorf("reading account: %w", err)
	}
	if !access.Can(&a, access.ReadOutbox) {
		return lifecycle.ErrNotFound
	}
	return nil
}

// app is the whole program: rooms, portal and jobs.
type app struct {
	*rooms
	portal *portal.Portal
	sender notify.Sender
}

// newApp builds the program over an open database.
func newApp(ctx context.Context, s *settings, store *storage.Store) (*app, error) {
	r, err := newRooms(store, store, access.WithLog(s.log()))
	if err != nil {
		return nil, err
	}
	if err := r.known.inForce(ctx, s.log()); err != nil {
		return nil, err
	}
	if _, err := r.evaluation.Names(); err != nil {
		return nil, fmt.Errorf("lists of names: %w", err)
	}
	return r.serve(s, nil)
}

// serve adds portal and mail to the rooms; links are shown for signing in to
// a demonstration.
func (r *rooms) serve(s *settings, links []templates.Link) (*app, error) {
	set, err := templates.New()
	if err != nil {
		return nil, fmt.Errorf("pages: %w", err)
	}
	base, err := s.base()
	if err != nil {
		return nil, err
	}
	proxies, err := s.proxies()
	if err != nil {
		return nil, err
	}
	a := &app{rooms: r}
	a.portal, err = portal.New(portal.Services{
		Access: r.people, Authority: r.authority, Door: r.door, Applications: r.applications, Evaluation: r.evaluation, Reports: r.reports, Rules: r.rules,
		Audit: r.store, Mails: r.mails, Clock: r.store, Sessions: r.store.Sessions(), Health: r.store, Templates: set, Log: s.log(),
		BaseURL: base, TrustedProxies: proxies, Sample: links != nil, Demo: links, Names: r.evaluation.Names,
	})
	if err != nil {
		return nil, fmt.Errorf("portal: %w", err)
	}
	if a.sender, err = newSender(s, set); err != nil {
		return nil, err
	}
	return a, nil
}

// Handler answers requests.
func (a *app) Handler() http.Handler { return a.portal.Handler() }

// Jobs is whom the background workers call.
func (a *app) Jobs() job.Deps {
	return job.Deps{
		Outbox: a.store, Sender: a.sender, Clock: a.store, Rounds: a.applications, Sweep: a.applications, Leases: a.evaluation, People: a.people, Rules: a.rules,
	}
}

// newDoor is the door for imports: nobody is told of what happened long ago,
// and nothing follows from it.
func newDoor(store *storage.Store) *lifecycle.Door {
	return &lifecycle.Door{Store: store, Clock: store}
}

var _ job.Sweeper = (*application.Service)(nil)

// roles keeps the words of package workflow that the shell offers.
var roles = []workflow.Role{workflow.Evaluator, workflow.Decider, workflow.Operator, access.Auditor}
