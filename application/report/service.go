package report

import (
	"context"
	"fmt"
	"slices"
	"time"

	"rootward/application/lifecycle"
	"rootward/application/round"
)

// Service answers queries.
type Service struct {
	Store Store
	Clock lifecycle.Clock
}

// scope is a query with the rounds it is about.
type scope struct {
	Query
	rounds []round.Round
	now    time.Time
	window Window
}

// Window is how much of a result is wanted. Totals are always of the whole.
type Window struct {
	// From is the first contention set wanted, counted from 0, and Rows how
	// many; 0 for all. Other reports have few rows and are always whole.
	From, Rows int
	// Bare leaves out the number of applications and strings where no other
	// figure needs it, and removals by their own day.
	Bare bool
}

// cut are the bounds of the window in n rows.
func (w Window) cut(n int) (from, to int) {
	if w.Rows <= 0 {
		return 0, n
	}
	from = min(max(w.From, 0), n)
	return from, min(from+w.Rows, n)
}

func (s scope) scope() Scope {
	out := Scope{Unpublished: s.Unpublished}
	for _, r := range s.rounds {
		out.Rounds = append(out.Rounds, r.ID)
	}
	return out
}

// today is the day on which open cases of a round are judged.
func (s scope) today(r round.Round) time.Time { return r.Today(s.now).UTC() }

// Run answers a query. Errors: Faults for an unknown round or stage, or a
// wrapped fault of the store.
func (s *Service) Run(ctx context.Context, q Query) (Result, error) {
	return s.RunPart(ctx, q, Window{})
}

// RunPart answers a query with as many rows as a page shows; see [Service.Run].
func (s *Service) RunPart(ctx context.Context, q Query, w Window) (Result, error) {
	var out Result
	err := s.within(ctx, q, func(ctx context.Context, r Report, sc scope) error {
		var err error
		sc.window = w
		if out, err = r.run(ctx, s, sc); err != nil {
			return err
		}
		out.Query, out.Round = q, q.Round
		out.All = max(out.All, len(out.Rows))
		if out.AsOf.IsZero() {
			out.AsOf = sc.asOf()
		}
		out.Sample = q.Round != "" && sc.rounds[0].Sample
		if out.Sample {
			out.define("sample")
		}
		return nil
	})
	return out, err
}

func (s scope) asOf() time.Time {
	var out time.Time
	for _, r := range s.rounds {
		if t := s.today(r); t.After(out) {
			out = t
		}
	}
	return out
}

// within finds the rounds of a query and runs f on one state of the data.
func (s *Service) within(ctx context.Context, q Query, f func(context.Context, Report, scope) error) error {
	r, ok := find(q.Report)
	if !ok {
		return Faults{{Field: "report", Why: FaultUnknown, Value: q.Report, Allowed: Names()}}
	}
	q.Unpublished = q.Unpublished && !r.public
	return s.Store.Snapshot(ctx, func(ctx context.Context) error { //nolint:wrapcheck // inner errors say what failed
		sc, err := s.scope(ctx, q)
		if err != nil {
			return err
		}
		return f(ctx, r, sc)
	})
}

// scope finds the rounds that a query is about: the one named, or all that
// are not invented.
func (s *Service) scope(ctx context.Context, q Query) (scope, error) {
	now, err := s.Clock.Now(ctx)
	if err != nil {
		return scope{}, fmt.Errorf("reading the clock: %w", err)
	}
	all, err := s.Store.Rounds(ctx)
	if err != nil {
		return scope{}, fmt.Errorf("listing rounds: %w", err)
	}
	sc := scope{Query: q, now: now}
	var names []string
	for _, r := range all {
		names = append(names, r.ID)
		if r.ID == q.Round || (q.Round == "" && !r.Sample) {
			sc.rounds = append(sc.rounds, r)
		}
	}
	if q.Round != "" && len(sc.rounds) == 0 {
		return sc, Faults{{Field: ParamRound, Why: FaultUnknown, Value: q.Round, Allowed: names}}
	}
	var known []string
	for _, r := range sc.rounds {
		for _, st := range stages(r.Policy.Definition, q.Unpublished) {
			if !slices.Contains(known, string(st)) {
				known = append(known, string(st))
			}
		}
	}
	if q.Stage != "" && !slices.Contains(known, q.Stage) {
		return sc, Faults{{Field: ParamStage, Why: FaultUnknown, Value: q.Stage, Allowed: known}}
	}
	return sc, nil
}

// sizes adds the number of applications and strings to the totals.
func (s *Service) sizes(ctx context.Context, sc scope, out *Result) error {
	all, err := s.Store.ReportSizes(ctx, sc.scope())
	if err != nil {
		return fmt.Errorf("counting applications: %w", err)
	}
	apps, strs := 0, 0
	for _, x := range all {
		apps += x.Applications
		strs += x.Strings
	}
	out.count("applications", apps, Pick(PartApplications))
	out.note("strings", strs)
	if sc.Unpublished {
		out.define("applications_all")
	} else {
		out.define("applications")
	}
	out.define("strings")
	return nil
}

// page is how much of a list is wanted.
type page struct {
	after Cursor
	limit int
}

// Page is a part of a list. Next continues it; empty at its end.
type Page struct {
	Items []Item
	Next  string
}

// MaxPage is the most rows of one page of a list.
const MaxPage = 500

// Rows lists the applications behind a number, limit at a time, at most
// MaxPage. after is Page.Next of the page before, empty for the first. Errors:
// Faults, or a wrapped fault of the store.
func (s *Service) Rows(ctx context.Context, q Query, sel Selector, after string, limit int) (Page, error) {
	at, err := ParseCursor(after)
	if err != nil {
		return Page{}, err
	}
	limit = min(max(limit, 1), MaxPage)
	var out Page
	err = s.within(ctx, q, func(ctx context.Context, r Report, sc scope) error {
		if sel.Part != PartApplications && !slices.Contains(r.parts, sel.Part) {
			return Faults{{Field: paramPart, Why: FaultUnknown, Value: sel.Part, Allowed: r.parts}}
		}
		if sel.Round != "" {
			sc.rounds = slices.DeleteFunc(sc.rounds, func(x round.Round) bool { return x.ID != sel.Round })
		}
		list := r.rows
		if sel.Part == PartApplications {
			list = rowsOfApplications
		}
		items, err := list(ctx, s, sc, sel, page{at, limit + 1})
		if err != nil {
			return err
		}
		if len(items) > limit {
			items = items[:limit]
			out.Next = items[limit-1].Cursor.String()
		}
		sc.describe(items)
		out.Items = items
		return nil
	})
	return out, err
}

// describe adds what the life cycle says about where items stand.
func (s scope) describe(items []Item) {
	for i := range items {
		for _, r := range s.rounds {
			if r.ID == items[i].Round {
				items[i].Status, items[i].Stage = r.Policy.Definition.Public(items[i].State, items[i].Holds)
			}
		}
	}
}

// Each calls f with every application behind a number, reading in pages, so
// that an export holds one page in memory. An error of f ends it.
func (s *Service) Each(ctx context.Context, q Query, sel Selector, f func(Item) error) error {
	after := ""
	for {
		p, err := s.Rows(ctx, q, sel, after, MaxPage)
		if err != nil {
			return err
		}
		for _, x := range p.Items {
			if err := f(x); err != nil {
				return err
			}
		}
		if p.Next == "" {
			return nil
		}
		after = p.Next
	}
}

func rowsOfApplications(ctx context.Context, s *Service, sc scope, _ Selector, p page) ([]Item, error) {
	items, err := s.Store.ApplicationsList(ctx, sc.scope(), ApplicationsFilter{Part: PartApplications}, p.after, p.limit)
	if err != nil {
		return nil, fmt.Errorf("listing applications: %w", err)
	}
	return items, nil
}
