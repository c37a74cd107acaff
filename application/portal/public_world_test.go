package portal

import (
	"context"
	"fmt"
	"net/http/httptest"
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
	"rootward/application/ruleset"
	"rootward/application/ruleset/rulesettest"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
	"rootward/storage"
	"rootward/workflow"
)

// hand is a clock that a test moves by hand.
type hand struct{ now time.Time }

func (h *hand) Now(context.Context) (time.Time, error) { return h.now, nil }

// willing says yes to every fact, so that a test can lead cases anywhere.
type willing struct{}

func (willing) Provides() []workflow.Fact {
	var out []workflow.Fact
	for _, d := range workflow.All {
		for _, s := range d.Steps {
			out = append(out, s.Needs...)
		}
	}
	return out
}

func (willing) Facts(_ context.Context, in lifecycle.Inquiry) (workflow.Facts, error) {
	out := workflow.Facts{}
	for _, f := range in.Need {
		out[f] = true
	}
	return out, nil
}

// everybody plays every part; its account is a word that must never be read
// by the public.
var everybody = lifecycle.Actor{Account: "xqactor", Roles: []workflow.Role{workflow.Applicant, workflow.Operator, workflow.System}}

var because = []lifecycle.Source{{Title: "Guidebook", URL: "https://example.org/guidebook"}}

// world is a portal over a round of 2027 with public and secret cases.
type world struct {
	*site
	clock *hand
	said  []string // SQL statements since the last call of counted
}

// commonRules are those that the program carries, whichever edition is asked.
func commonRules(context.Context, string) (*lgr.LGR, error) {
	return rootzone.Embedded().Common().LGR(), nil
}

const theRound = "2027"

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{clock: &hand{now: time.Date(2027, 1, 10, 9, 0, 0, 0, time.UTC)}}
	rows := slices.Concat(publicRoutes, accountRoutes, apiRoutes)
	w.site = newSite(t, accountRoutes, func(s *Services) {
		base, ok := s.Clock.(*storage.Store)
		if !ok {
			t.Fatal("the clock of a site is its database")
		}
		store := base.Watch(func(sql string) { w.said = append(w.said, sql) })
		s.Clock = w.clock
		s.Door = &lifecycle.Door{Store: store, Clock: w.clock, Authority: s.Authority, Facts: []lifecycle.FactSource{willing{}}}
		s.Applications = &application.Service{
			Store: store, Door: s.Door, Clock: w.clock, Judge: application.JudgeLabel, CheckEmail: access.CheckEmail, Members: s.Access.MemberOf,
			Variants: application.Variants{Common: commonRules},
		}
		s.Evaluation = &evaluation.Service{Store: store, Door: s.Door, Clock: w.clock}
		s.Reports = &report.Service{Store: store, Clock: w.clock}
		s.Rules = &ruleset.Service{Store: store, Clock: w.clock, Carried: rootzone.Embedded()}
	})
	var err error
	if w.Portal, err = build(w.Services, rows, mounts); err != nil {
		t.Fatal(err)
	}
	w.server = httptest.NewServer(w.Handler())
	t.Cleanup(w.server.Close)
	r := round.Round{ID: theRound, Policy: round.GTLD2026, Opens: w.clock.now.AddDate(0, 0, -1), Closes: w.clock.now.AddDate(0, 6, 0)}
	w.do(w.Applications.OpenRound(t.Context(), r, everybody, w.store.SaveRound))
	return w
}

func (w *world) do(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// the way of an application to each state that the tests need.
var (
	toSubmitted = []workflow.Event{workflow.Submit}
	toPaid      = []workflow.Event{workflow.Submit, workflow.RecordPayment}
	toRevealed  = []workflow.Event{workflow.Submit, workflow.RecordPayment, workflow.StartCheck, workflow.Reveal}
	toPanels    = slices.Concat(toRevealed, []workflow.Event{workflow.OpenReplacement, workflow.Confirm, workflow.StartString})
	toRoot      = slices.Concat(toPanels, []workflow.Event{workflow.PassString, workflow.PassEvaluation, workflow.SignAgreement, workflow.RecordDelegation})
	toNothing   = []workflow.Event{workflow.Submit, workflow.Withdraw}
)

// apply puts an application for a string through some steps, a day each.
func (w *world) apply(id, label, applicant string, answers map[string]string, steps ...workflow.Event) application.Application {
	w.Helper()
	ctx := w.Context()
	a := application.Application{
		ID: id, Round: theRound, Applicant: applicant, ApplicantKnown: true, Country: "JO", String: label, ALabel: label, FinalString: label, FinalALabel: label,
		Script: "Latn", Revision: 1, CreatedAt: w.clock.now, SavedAt: w.clock.now,
	}
	var err error
	a.VariantKey, err = w.Applications.Variants.Key(ctx, round.GTLD2026, a.FinalALabel)
	w.do(err)
	w.do(w.store.InsertApplications(ctx, []application.Application{a}))
	_, err = w.Door.Open(ctx, lifecycle.NewCase{
		Case: a.Case(), Definition: workflow.GTLD2026, Round: theRound, Policy: round.GTLD2026.Version, Kinds: []string{application.Alone}, Actor: everybody,
	})
	w.do(err)
	var list []application.Answer
	for q, v := range answers {
		list = append(list, application.Answer{Question: q, Value: v, By: everybody.Account, At: w.clock.now})
	}
	a.Revision = 2
	w.do(w.store.SaveAnswers(ctx, a, 1, list))
	for _, e := range steps {
		w.step(id, e)
	}
	return a
}

func (w *world) step(id string, e workflow.Event) {
	w.Helper()
	w.clock.now = w.clock.now.Add(24 * time.Hour)
	_, err := w.Door.Move(w.Context(), lifecycle.Request{Case: application.CaseOf(id), Event: e, Actor: everybody, Reason: "because of the rules", Sources: because})
	w.do(err)
}

// plant fills the world: an edition of rules, two public applications for one
// string, and cases that are not public with the mark xq in everything about
// them.
func (w *world) plant() {
	w.Helper()
	ctx := w.Context()
	_, _, err := w.Rules.Add(ctx, lifecycle.ByShell("test"), rulesettest.Candidate("6", false))
	w.do(err)
	w.apply("p1", "book", "Book Foundation", map[string]string{
		"legal_name": "Book Foundation", "string": "book", "mission": "Books for all", "community": "no",
		"contact_email": "xqcontact@example.org", "contact_name": "Xq Contact", "funding": "xqfunding", "rsp_main": "xqprovider",
	}, toPanels...)
	w.apply("p2", "book", "Library Ltd", map[string]string{"legal_name": "Library Ltd", "funding": "xqmoney"}, toRoot...)
	w.apply("xqdraft", "xqdrafted", "Xqdrafter", map[string]string{"mission": "xqmission"})
	w.apply("xqsubmitted", "xqsubmitted", "Xqsubmitter", nil, toSubmitted...)
	w.apply("xqpaid", "book", "Xqpayer", map[string]string{"mission": "xqpaidmission"}, toPaid...)
	w.apply("xqgone", "xqgone", "Xqleaver", nil, toNothing...)
	_, err = w.Door.OpenHold(ctx, lifecycle.HoldRequest{Case: application.CaseOf("p1"), Actor: everybody, Code: "other", Reason: "xqnote", Sources: []lifecycle.Source{{Title: "xqletter"}}})
	w.do(err)
	members := func(ids ...string) (out []application.Listed) {
		for _, id := range ids {
			out = append(out, application.Listed{Application: application.Application{ID: id}})
		}
		return out
	}
	w.do(w.store.SaveSets(ctx, []application.Set{
		{Round: theRound, Name: "E-book", Basis: "identical", Source: "reveal list", Members: members("p1", "p2", "xqpaid")},
		{Round: theRound, Name: "E-xqonly", Basis: "similar", Source: "xqsource", Members: members("xqdraft", "xqsubmitted")},
	}))
}

// grow adds public applications, alone and in sets.
func (w *world) grow(n int) {
	w.Helper()
	for i := range n {
		name := fmt.Sprintf("grown%02d", i/2)
		w.apply(fmt.Sprintf("g%03d", i), name, "Grower", map[string]string{"mission": "grow"}, toRevealed...)
	}
}

// counted tells how many statements were asked since it was last called.
func (w *world) counted() int {
	n := len(w.said)
	w.said = nil
	return n
}

// applicantOf registers an organisation and its first member with a token.
func (w *world) applicantOf(name string) (access.Account, string) {
	w.Helper()
	a, err := w.Access.Register(w.Context(), access.Registration{Organisation: name, Country: "EG", Name: "Amina Khan", Email: name + "@example.org", Password: testPassword}, netip.Addr{})
	w.do(err)
	return a, w.token(a)
}

func (w *world) token(a access.Account) string {
	w.Helper()
	secret, err := w.Access.APIToken(w.Context(), a.ID, 0)
	w.do(err)
	return secret
}

// with is a program that sends a token; an empty one sends none.
func (w *world) with(token string) *browser {
	b := w.browser()
	if token != "" {
		b.header.Set("Authorization", "Bearer "+token)
	}
	return b
}
