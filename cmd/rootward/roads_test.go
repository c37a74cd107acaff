package main

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"
	"time"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/application/round"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

// panelsWork stands in a road for: every panel of the stage recommends and
// decides, and the application moves on by itself.
const panelsWork workflow.Event = "panels work"

// roads are the ways of one application of each life cycle, from a draft to
// the root zone. Events of the round are taken by the operator too.
var roads = []struct {
	policy *round.Policy
	string string
	more   map[string]string
	steps  []workflow.Event
}{
	{
		round.GTLD2026, "brenngass",
		map[string]string{"brand": "no", "rsp_main": "A", "rsp_dns": "B", "rsp_dnssec": "B"},
		[]workflow.Event{
			workflow.Submit, workflow.RecordPayment, workflow.CloseRound, workflow.RevealRound, workflow.ConfirmRound, panelsWork, panelsWork,
			workflow.SignAgreement, workflow.RecordDelegation, workflow.Remove,
		},
	},
	{
		round.GTLD2012, "brenngass", nil,
		[]workflow.Event{
			workflow.Submit, workflow.RecordPayment, workflow.CloseRound, workflow.RevealRound, workflow.StartInitial, panelsWork,
			workflow.SignAgreement, workflow.RecordDelegation,
		},
	},
	{
		round.FastTrack, "สยาม",
		map[string]string{"government_support": "Letter of 1 May 2026.", "language": "Thai"},
		[]workflow.Event{workflow.SubmitRequest, panelsWork, workflow.RequestDelegation, workflow.RecordDelegation},
	},
}

// TestRoadOfEachLifeCycle leads one application of each kind through the real
// services on both databases, and finds it delegated in the report.
func TestRoadOfEachLifeCycle(t *testing.T) {
	for _, road := range roads {
		t.Run(road.policy.ID, func(t *testing.T) {
			storagetest.Both(t, func(t *testing.T, s *storage.Store) {
				w := newWalk(t, s, road.policy)
				w.draft(road.string, road.more)
				for _, step := range road.steps {
					w.take(step)
				}
				last := road.steps[len(road.steps)-1]
				res, err := w.reports.Run(t.Context(), query(t, "delegations", "walk"))
				if err != nil {
					t.Fatal(err)
				}
				if got := res.Total("ever"); got != 1 {
					t.Errorf("the report counts %d delegations", got)
				}
				if got, want := res.Total("now"), map[bool]int{true: 0, false: 1}[last == workflow.Remove]; got != want {
					t.Errorf("%d are in the root zone now, want %d", got, want)
				}
				v, err := lifecycle.Verify(t.Context(), s, nil)
				if err != nil || len(v.Faults) > 0 {
					t.Errorf("verify: %v, %v", v.Faults, err)
				}
			})
		})
	}
}

func query(t *testing.T, name, roundID string) report.Query {
	t.Helper()
	q, err := report.Parse(name, func(p string) string { return map[string]string{"round": roundID}[p] })
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// walk leads one application along.
type walk struct {
	*testing.T
	*rooms
	clock  *instant
	policy *round.Policy
	id     string
	people map[string]string // account ids by what they do
}

func newWalk(t *testing.T, s *storage.Store, p *round.Policy) *walk {
	t.Helper()
	w := &walk{T: t, clock: &instant{now: siteOpens.Add(time.Hour)}, policy: p, people: map[string]string{}}
	var err error
	if w.rooms, err = newRooms(s, w.clock, access.WithCost(8, 1)); err != nil {
		t.Fatal(err)
	}
	w.applications.Enqueue, w.mails.Enqueue = nil, nil
	a, err := w.rooms.people.Register(t.Context(), access.Registration{
		Organisation: "Org", Country: "TH", Name: "A B", Email: "a@example.org", Password: "long enough for this", Language: "en", Zone: "UTC",
	}, netip.Addr{})
	if err != nil {
		t.Fatal(err)
	}
	w.people["applicant"] = a.ID
	for _, role := range []workflow.Role{workflow.Evaluator, workflow.Decider, workflow.Operator} {
		x, err := w.rooms.people.CreateStaff(t.Context(), lifecycle.ByShell("test"), access.NewStaff{
			Name: "S T", Email: string(role) + "@example.org", Language: "en", Zone: "UTC", Grants: []access.Grant{{Role: role}},
		})
		if err != nil {
			t.Fatal(err)
		}
		w.people[string(role)] = x.ID
	}
	r := round.Round{ID: "walk", Policy: p, Opens: siteOpens, Closes: siteOpens.AddDate(0, 0, siteDays)}
	if err := w.applications.OpenRound(t.Context(), r, lifecycle.ByShell("test"), s.SaveRound); err != nil {
		t.Fatal(err)
	}
	if _, err := w.applications.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *walk) draft(label string, more map[string]string) {
	w.Helper()
	a, err := w.applications.Create(w.Context(), w.people["applicant"], "walk")
	if err != nil {
		w.Fatal(err)
	}
	values := map[string]string{
		"legal_name": "Org", "address": "1 Road", "country": "TH", "contact_name": "A B", "contact_email": "a@example.org", "string": label, "meaning": "a name",
		"community": "no", "geographic": "no", "mission": "Of use.", "funding": "Own means.",
	}
	for k, v := range more {
		values[k] = v
	}
	if _, faults, err := w.applications.Save(w.Context(), w.people["applicant"], a.ID, a.Revision, values); err != nil || len(faults) > 0 {
		w.Fatal(faults, err)
	}
	w.id = a.ID
}

// take takes one step of the road, a day after the one before.
func (w *walk) take(e workflow.Event) {
	w.Helper()
	w.clock.set(w.clock.now.AddDate(0, 0, 1))
	var err error
	switch {
	case e == panelsWork:
		err = w.panels()
	case e == workflow.Submit || e == workflow.SubmitRequest:
		c := w.state()
		_, err = w.applications.Submit(w.Context(), w.people["applicant"], w.id, c.Version)
	case slices.Contains(workflow.RoundCycle.Events(), e):
		err = w.round(e)
	default:
		actor := w.people["operator"]
		if e == workflow.RequestDelegation {
			actor = w.people["applicant"]
		}
		_, err = w.door.Move(w.Context(), lifecycle.Request{
			Case: application.CaseOf(w.id), Event: e, Actor: lifecycle.ByAccount(actor), Version: w.state().Version, Reason: "test", Sources: testSources,
		})
	}
	if err != nil {
		w.Fatalf("%s from %s: %v", e, w.state().State, err)
	}
}

var testSources = []lifecycle.Source{{Title: "test"}}

func (w *walk) state() lifecycle.Snapshot {
	w.Helper()
	s, err := w.store.ReadCase(w.Context(), application.CaseOf(w.id))
	if err != nil {
		w.Fatal(err)
	}
	return s
}

func (w *walk) round(e workflow.Event) error {
	c, err := w.store.ReadCase(w.Context(), application.RoundCase("walk"))
	if err != nil {
		return fmt.Errorf("reading the round: %w", err)
	}
	list, err := w.applications.AllowList(w.Context(), "walk")
	if err != nil {
		return fmt.Errorf("allow-list: %w", err)
	}
	return w.applications.MoveRound(w.Context(), application.RoundRequest{
		Round: "walk", Event: e, Actor: lifecycle.ByAccount(w.people["operator"]), Version: c.Version, Reason: "test", Sources: testSources, Seen: list.Digest,
	})
}

// panels lets every panel of the stage find, recommend and decide.
func (w *walk) panels() error {
	s := w.state()
	tasks, err := w.store.StageTasks(w.Context(), w.id, s.Clock.Stage, s.Clock.Ordinal)
	if err != nil || len(tasks) == 0 {
		return fmt.Errorf("%d tasks in %s: %w", len(tasks), s.Clock.Stage, err)
	}
	evaluator, decider := w.people["evaluator"], w.people["decider"]
	for _, t := range tasks {
		if err := w.evaluation.Claim(w.Context(), evaluator, t.ID, t.Version); err != nil {
			return fmt.Errorf("claim: %w", err)
		}
		p, _ := w.policy.Panel(t.Panel)
		for _, c := range p.Criteria {
			f := evaluation.Finding{Criterion: c.ID, Verdict: evaluation.Met, Reason: "Looked at.", Source: "Application"}
			if err := w.evaluation.SaveFinding(w.Context(), evaluator, t.ID, f); err != nil {
				return fmt.Errorf("finding: %w", err)
			}
		}
		j := evaluation.Judgement{Account: evaluator, Task: t.ID, Version: t.Version + 1, Outcome: evaluation.Pass, Reason: "Fine.", Sources: testSources}
		if err := w.evaluation.Recommend(w.Context(), j); err != nil {
			return fmt.Errorf("recommend: %w", err)
		}
		j.Account, j.Version = decider, j.Version+1
		if err := w.evaluation.Decide(w.Context(), j); err != nil {
			return fmt.Errorf("decide: %w", err)
		}
	}
	return nil
}
