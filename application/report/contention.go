package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"rootward/application/round"
)

// contentionColumns: what a set is, then how far it has come. The set is named
// by its A-label, the first one when it has several.
var contentionColumns = []Column{
	{ID: "round", Type: Text},
	{ID: "set", Type: Text},
	{ID: "strings", Type: Labels},
	{ID: "a_labels", Type: Labels},
	{ID: "basis", Type: Word, Words: "report.basis."},
	{ID: "applications", Type: Count},
	{ID: "delegated", Type: Count},
	{ID: "open", Type: Count},
	{ID: "out", Type: Count},
	{ID: "state", Type: Word, Words: "report.set."},
}

// States of a set, message report.set.<…>, and reasons for one, report.basis.<…>.
const (
	setResolved   = "resolved"
	setUnresolved = "unresolved"
	identical     = "identical"
)

// set is a contention set as the report shows it.
type set struct {
	round                              string
	labels, strings                    []string
	ids                                []string // of its members; only where strings have changed since reveal
	basis                              string
	applications, delegated, open, out int
	live                               int
}

func runContention(ctx context.Context, s *Service, sc scope) (Result, error) {
	out := Result{Columns: contentionColumns}
	if err := s.sizes(ctx, sc, &out); err != nil {
		return Result{}, err
	}
	sets, err := s.sets(ctx, sc)
	if err != nil {
		return Result{}, err
	}
	inSets, resolved, largest := 0, 0, 0
	for _, x := range sets {
		inSets += x.applications
		largest = max(largest, x.applications)
		if x.state() == setResolved {
			resolved++
		}
	}
	from, to := sc.window.cut(len(sets))
	for _, x := range sets[from:to] {
		out.Rows = append(out.Rows, x.row())
	}
	out.All = len(sets)
	out.note("sets", len(sets))
	out.count("applications_in_sets", inSets, Pick(PartInSets))
	out.count("applications_alone", out.Total("applications")-inSets, Pick(PartAlone))
	out.note("sets_resolved", resolved)
	out.note("sets_unresolved", len(sets)-resolved)
	out.note("largest", largest)
	out.define("contention_"+string(sc.AsOf), "set_outcome", "set_state")
	out.Finding = Sentence{Key: "report.finding.contention", Args: []any{"Count", len(sets), "Applications", inSets, "All", out.Total("applications"), "Largest", largest}}
	if len(sets) == 0 {
		out.Finding = Sentence{Key: "report.finding.contention.none"}
	}
	if sc.AsOf == AtReveal && sc.Round != "" {
		out.AsOf = revealed(sc.rounds[0])
	}
	return out, nil
}

// revealed is the day on which the strings of a round became public; the zero
// time when its policy fixes none.
func revealed(r round.Round) time.Time {
	for _, m := range r.Policy.Milestones {
		if m.ID == "reveal" {
			return m.At
		}
	}
	return time.Time{}
}

// sets lists the contention sets of a query, largest first.
func (s *Service) sets(ctx context.Context, sc scope) ([]set, error) {
	read := s.setsNow
	if sc.AsOf == AtReveal {
		read = s.setsAtReveal
	}
	sets, err := read(ctx, sc)
	if err != nil {
		return nil, fmt.Errorf("reading contention: %w", err)
	}
	slices.SortFunc(sets, func(a, b set) int {
		return cmp.Or(cmp.Compare(b.applications, a.applications), cmp.Compare(a.labels[0], b.labels[0]), cmp.Compare(a.round, b.round))
	})
	return sets, nil
}

func (s *Service) setsAtReveal(ctx context.Context, sc scope) ([]set, error) {
	counts, err := s.Store.ReportSets(ctx, sc.scope())
	if err != nil {
		return nil, err //nolint:wrapcheck // the caller says what was read
	}
	out := make([]set, len(counts))
	for i, c := range counts {
		out[i] = set{
			round: c.Round, labels: []string{c.ALabel}, strings: []string{c.String}, basis: identical,
			applications: c.Applications, delegated: c.Delegated, open: c.Open, out: c.Applications - c.Delegated - c.Open, live: c.Live,
		}
	}
	return out, nil
}

// setsNow joins applications that share their final string or a recorded set:
// each set is a connected part of that graph.
func (s *Service) setsNow(ctx context.Context, sc scope) ([]set, error) {
	members, err := s.Store.ReportMembers(ctx, sc.scope())
	if err != nil {
		return nil, err //nolint:wrapcheck // the caller says what was read
	}
	parent := map[string]string{}
	var root func(string) string
	root = func(x string) string {
		if p, ok := parent[x]; ok && p != x {
			parent[x] = root(p)
			return parent[x]
		}
		parent[x] = x
		return x
	}
	for _, m := range members {
		app := "application " + m.Round + "/" + m.ID
		if m.ALabel != "" {
			parent[root(app)] = root("string " + m.Round + "/" + m.ALabel)
		}
		if m.Set != "" {
			parent[root(app)] = root("set " + m.Round + "/" + m.Set)
		}
	}
	parts := map[string]*set{}
	for _, m := range members {
		top := root("application " + m.Round + "/" + m.ID)
		if parts[top] == nil {
			parts[top] = &set{round: m.Round, basis: identical}
		}
		parts[top].add(m)
	}
	var out []set
	for _, x := range parts {
		if x.applications > 1 {
			out = append(out, *x)
		}
	}
	return out, nil
}

// add puts in one member; a member that stands in several recorded sets comes
// several times and counts once.
func (s *set) add(m Member) {
	if m.Basis != "" && m.Basis != identical {
		s.basis = m.Basis
	}
	if slices.Contains(s.ids, m.ID) {
		return
	}
	s.ids = append(s.ids, m.ID)
	if i, found := slices.BinarySearch(s.labels, m.ALabel); !found {
		s.labels, s.strings = slices.Insert(s.labels, i, m.ALabel), slices.Insert(s.strings, i, m.String)
	}
	s.applications++
	switch {
	case m.Delegated:
		s.delegated++
	case m.Open:
		s.open++
	default:
		s.out++
	}
	if m.Live {
		s.live++
	}
}

// state: a set is resolved when at most one of its members is still in the
// race.
func (s set) state() string {
	if s.live < 2 {
		return setResolved
	}
	return setUnresolved
}

func (s set) row() Row {
	pick := func(part string) Selector {
		return Selector{Part: part, Round: s.round, Key: s.labels[0], MaxDays: NoLimit}
	}
	return Row{
		Values: map[string]any{
			"round": s.round, "set": s.labels[0], "strings": s.strings, "a_labels": s.labels, "basis": s.basis,
			"applications": s.applications, "delegated": s.delegated, "open": s.open, "out": s.out, "state": s.state(),
		},
		Links: map[string]Selector{
			"applications": pick(PartInSets), "delegated": pick(PartDelegated), "open": pick(PartOpen), "out": pick(PartOut),
		},
	}
}

func rowsOfContention(ctx context.Context, s *Service, sc scope, sel Selector, p page) ([]Item, error) {
	f := ApplicationsFilter{Part: sel.Part, AsOf: sc.AsOf}
	if sel.Key != "" {
		if err := s.narrow(ctx, sc, sel, &f); err != nil {
			return nil, err
		}
	}
	items, err := s.Store.ApplicationsList(ctx, sc.scope(), f, p.after, p.limit)
	if err != nil {
		return nil, fmt.Errorf("listing applications in contention: %w", err)
	}
	return items, nil
}

// narrow limits a list to one set, found as the report finds it.
func (s *Service) narrow(ctx context.Context, sc scope, sel Selector, f *ApplicationsFilter) error {
	if sc.AsOf == AtReveal {
		f.ALabel = sel.Key
		return nil
	}
	sets, err := s.sets(ctx, sc)
	if err != nil {
		return err
	}
	for _, x := range sets {
		if x.labels[0] == sel.Key && (sel.Round == "" || x.round == sel.Round) {
			f.IDs = x.ids
			return nil
		}
	}
	return Faults{{Field: paramKey, Why: FaultUnknown, Value: sel.Key}}
}
