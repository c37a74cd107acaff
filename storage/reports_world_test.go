package storage_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/application/round"
	"rootward/storage"
	"rootward/workflow"
)

// reporting is a database with invented rounds, all lived through the door.
type reporting struct {
	*testing.T
	store *storage.Store
	door  *lifecycle.Door
	clock *clock
	svc   *report.Service
	dice  *rand.Rand
}

var reportDay = time.Date(2026, time.June, 1, 9, 0, 0, 0, time.UTC)

func newReporting(t *testing.T, s *storage.Store) *reporting {
	c := &clock{now: reportDay}
	r := &reporting{T: t, store: s, clock: c, dice: rand.New(rand.NewPCG(7, 7))}
	r.door = &lifecycle.Door{Store: s, Clock: c, Authority: everyone{}, Facts: []lifecycle.FactSource{all{}}}
	r.svc = &report.Service{Store: s, Clock: lifecycle.Fixed(reportDay)}
	for _, x := range []round.Round{
		{ID: "live", Policy: round.GTLD2026},
		{ID: "old", Policy: round.GTLD2012, AsOf: reportDay.AddDate(0, -3, 0).Truncate(24 * time.Hour)},
		{ID: "play", Policy: round.GTLD2026, Sample: true},
	} {
		if err := s.SaveRound(t.Context(), x, reportDay); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

var fullActor = lifecycle.ByAccount("applicant+operator+system")

// populate lets n applications of a round take random steps.
func (r *reporting) populate(roundID string, n int) {
	r.Helper()
	rd, err := r.store.Round(r.Context(), roundID)
	if err != nil {
		r.Fatal(err)
	}
	var sets []application.Set
	for i := range n {
		a := r.invent(roundID, i)
		if err := r.store.InsertApplications(r.Context(), []application.Application{a}); err != nil {
			r.Fatal(err)
		}
		r.live(a, rd)
		if r.dice.IntN(5) == 0 {
			name := fmt.Sprintf("S%d", r.dice.IntN(1+n/8))
			sets = append(sets, application.Set{Round: roundID, Name: name, Basis: "similar", Source: "panel", Members: []application.Listed{{Application: a}}})
		}
	}
	if err := r.store.SaveSets(r.Context(), sets); err != nil {
		r.Fatal(err)
	}
}

func (r *reporting) invent(roundID string, i int) application.Application {
	label := fmt.Sprintf("s%d", r.dice.IntN(25))
	a := application.Application{
		ID: fmt.Sprintf("%s-%03d", roundID, i), Round: roundID, Applicant: "=Applicant", ApplicantKnown: true, String: label, ALabel: label, FinalString: label, FinalALabel: label,
		Region: []string{"EUR", "AP", ""}[r.dice.IntN(3)], Script: []string{"Latn", "Arab", ""}[r.dice.IntN(3)], Revision: 1, CreatedAt: reportDay, SavedAt: reportDay,
	}
	if r.dice.IntN(6) == 0 {
		a.FinalString, a.FinalALabel = label+"x", label+"x"
	}
	return a
}

// live walks at random through the life cycle, with waits of hours to months,
// holds, and events whose day nobody knows.
func (r *reporting) live(a application.Application, rd round.Round) {
	r.Helper()
	kinds := map[string]bool{application.Alone: r.dice.IntN(2) == 0, application.IDN: r.dice.IntN(4) == 0, application.Brand: r.dice.IntN(3) == 0}
	kinds[application.InContention] = !kinds[application.Alone]
	r.clock.now = reportDay.AddDate(-4, 0, 0)
	def := rd.Policy.Definition
	first := lifecycle.NewCase{Case: a.Case(), Definition: def, Round: rd.ID, Policy: rd.Policy.Version, Kinds: application.Kinds(kinds), Actor: fullActor}
	t, err := r.door.Open(r.Context(), first)
	if err != nil {
		r.Fatal(err)
	}
	at := t.After
	for range r.dice.IntN(28) {
		r.clock.pass(time.Duration(r.dice.IntN(80*24)) * time.Hour)
		if r.clock.now.After(reportDay.AddDate(0, -4, 0)) {
			break
		}
		if next, ok := r.step(at); ok {
			at = next
		}
	}
	r.clock.now = reportDay
}

// rare leads two applications through what chance seldom brings: a public
// stage entered twice, and a wait since nobody knows when.
func (r *reporting) rare() {
	r.Helper()
	for i := range 2 {
		a := r.invent("live", 900+i)
		if err := r.store.InsertApplications(r.Context(), []application.Application{a}); err != nil {
			r.Fatal(err)
		}
		r.clock.now = reportDay.AddDate(-2, 0, 0)
		if _, err := r.door.Open(r.Context(), lifecycle.NewCase{Case: a.Case(), Definition: workflow.GTLD2026, Round: "live", Policy: "1", Kinds: []string{application.IDN}, Actor: fullActor}); err != nil {
			r.Fatal(err)
		}
		w := &world{T: r.T, ctx: r.Context(), store: r.store, door: r.door, clock: r.clock}
		for _, e := range []workflow.Event{
			workflow.Submit, workflow.RecordPayment, workflow.StartCheck, workflow.Reveal, workflow.OpenReplacement, workflow.Confirm,
			workflow.StartString, workflow.FailString, workflow.Reinstate, workflow.PassString,
		} {
			r.clock.pass(time.Duration(10+r.dice.IntN(200)) * time.Hour)
			w.must(a.ID, e)
		}
		_, err := r.door.Move(r.Context(), lifecycle.Request{Case: a.Case(), Event: workflow.Record, Actor: lifecycle.ByImport("test"), To: workflow.Contracting, Sources: rules})
		if err != nil {
			r.Fatal(err)
		}
	}
	r.clock.now = reportDay
}

// step takes one random step; false when the state has none.
func (r *reporting) step(at lifecycle.Snapshot) (lifecycle.Snapshot, bool) {
	r.Helper()
	ways := slices.DeleteFunc(slices.Clone(at.Definition.Steps), func(s workflow.Step) bool {
		to, _ := at.Definition.Position(s.To)
		return !slices.Contains(s.From, at.State) || (to.Stage == workflow.StageClosed && r.dice.IntN(5) > 0)
	})
	if len(ways) == 0 {
		return at, false
	}
	way := ways[r.dice.IntN(len(ways))]
	var t lifecycle.Transition
	var err error
	switch {
	case at.Position().Active && r.dice.IntN(6) == 0:
		t, err = r.door.OpenHold(r.Context(), lifecycle.HoldRequest{Case: at.Case, Actor: fullActor, Version: at.Version, Code: "advice", Reason: "because", Sources: rules})
		if err == nil {
			id := t.Entry.HoldID
			r.clock.pass(50 * time.Hour)
			t, err = r.door.CloseHold(r.Context(), lifecycle.HoldRequest{Case: at.Case, Actor: fullActor, Version: t.After.Version, ID: id, Reason: "over", Sources: rules})
		}
	case way.To != at.Definition.Initial && r.dice.IntN(7) == 0 || (way.To == workflow.Delegated && r.dice.IntN(3) == 0):
		when := lifecycle.Unrecorded
		if r.dice.IntN(3) == 0 {
			when = lifecycle.On(r.clock.now)
		}
		t, err = r.door.Move(r.Context(), lifecycle.Request{Case: at.Case, Event: workflow.Record, Actor: lifecycle.ByImport("test"), To: way.To, At: when, Sources: rules})
	default:
		t, err = r.door.Move(r.Context(), lifecycle.Request{Case: at.Case, Event: way.Event, Actor: fullActor, Version: at.Version, Reason: "because", Sources: rules})
	}
	if err != nil {
		r.Fatalf("%s from %s: %v", way.Event, at.State, err)
	}
	return t.After, true
}

// params reads parameters written as an address would have them.
func params(text string) func(string) string {
	v, err := url.ParseQuery(text)
	if err != nil {
		panic(err)
	}
	return v.Get
}

func (r *reporting) ask(name, text string) (report.Query, report.Result) {
	r.Helper()
	q, err := report.Parse(name, params(text))
	if err != nil {
		r.Fatalf("%s?%s: %v", name, text, err)
	}
	out, err := r.svc.Run(r.Context(), q)
	if err != nil {
		r.Fatalf("%s?%s: %v", name, text, err)
	}
	return q, out
}

// list follows the address behind a number, reading in small pages.
func (r *reporting) list(q report.Query, sel report.Selector, limit int) []report.Item {
	r.Helper()
	path, query, _ := strings.Cut(report.RowsPath(q, sel), "?")
	if path != "/reports/"+q.Report+"/rows" {
		r.Fatalf("the list stands at %s", path)
	}
	again, sel2, err := report.ParseRows(q.Report, params(query))
	if err != nil {
		r.Fatalf("%s: %v", query, err)
	}
	again.Unpublished = q.Unpublished
	var out []report.Item
	after := ""
	for {
		p, err := r.svc.Rows(r.Context(), again, sel2, after, limit)
		if err != nil {
			r.Fatalf("%s: %v", query, err)
		}
		out = append(out, p.Items...)
		if after = p.Next; after == "" {
			return out
		}
	}
}
