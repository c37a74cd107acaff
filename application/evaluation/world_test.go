package evaluation_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/storage"
	"rootward/workflow"
)

// clock is an injected clock that a test moves by hand.
type clock struct{ now time.Time }

func (c *clock) Now(context.Context) (time.Time, error) { return c.now, nil }

func (c *clock) pass(d time.Duration) { c.now = c.now.Add(d) }

const day = 24 * time.Hour

var (
	start = time.Date(2027, 1, 4, 9, 0, 0, 0, time.UTC)
	rules = []lifecycle.Source{{Title: "AGB 2026, 7.5.1", URL: "https://example.org/agb"}}
)

// world is a round of 2026 with its panels, wired as the program wires it.
type world struct {
	testing.TB
	*evaluation.Service
	ctx   context.Context
	store *storage.Store
	clock *clock
}

// wire builds the services over a store.
func wire(s *storage.Store, c lifecycle.Clock, most int) *evaluation.Service {
	door := &lifecycle.Door{Store: s, Clock: c, Authority: &access.Authority{Store: s}}
	out := &evaluation.Service{Store: s, Door: door, Clock: c, Most: most}
	door.Facts = []lifecycle.FactSource{&application.Facts{Store: s, Judge: application.JudgeLabel}, out}
	door.Effects = []lifecycle.Effect{out}
	return out
}

// staff are the people of every test: eva and max judge geography and
// similarity, dora decides, both decides what others recommended, ina belongs
// to the organisation alpha, which applies; op operates, aud audits.
var staff = []struct {
	id, organisation string
	grants           []access.Grant
}{
	{"eva", "", grants(workflow.Evaluator, "geographic", "similarity", "safeguard")},
	{"max", "", grants(workflow.Evaluator, "geographic", "similarity", "safeguard", "financial")},
	{"dora", "", grants(workflow.Decider, "")},
	{"both", "", append(grants(workflow.Evaluator, "geographic"), grants(workflow.Decider, "geographic")...)},
	{"ina", "alpha", append(grants(workflow.Evaluator, ""), grants(workflow.Decider, "")...)},
	{"op", "", grants(workflow.Operator, "")},
	{"aud", "", grants(access.Auditor, "")},
}

func grants(role workflow.Role, panels ...string) []access.Grant {
	var out []access.Grant
	for _, p := range panels {
		out = append(out, access.Grant{Role: role, Panel: p})
	}
	return out
}

func newWorld(tb testing.TB, s *storage.Store) *world {
	tb.Helper()
	c := &clock{now: start}
	w := &world{TB: tb, ctx: tb.Context(), store: s, clock: c, Service: wire(s, c, 0)}
	w.people()
	w.no(s.SaveRound(w.ctx, round.Round{ID: "r", Policy: round.GTLD2026}, start))
	return w
}

func (w *world) people() {
	w.Helper()
	for _, id := range []string{"alpha", "beta"} {
		w.no(w.store.InsertOrganisation(w.ctx, access.Organisation{ID: id, Name: id, CreatedAt: start}))
	}
	for _, p := range staff {
		a := access.Account{ID: p.id, Email: p.id + "@example.org", Name: "Name of " + p.id, Organisation: p.organisation, Language: "en", Zone: "UTC", CreatedAt: start, Grants: p.grants}
		w.no(w.store.InsertAccount(w.ctx, a, a.Email, ""))
	}
}

func (w *world) no(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// apply adds an application that stands before string evaluation, and lets it
// enter when asked.
func (w *world) apply(id, organisation, label string, enter bool) {
	w.Helper()
	w.no(w.store.InsertApplications(w.ctx, []application.Application{{
		ID: id, Round: "r", Organisation: organisation, Applicant: "Applicant " + organisation, ApplicantKnown: true, String: label, ALabel: label,
		FinalString: label, FinalALabel: label, CreatedAt: start, SavedAt: start,
	}}))
	_, err := w.Door.Open(w.ctx, lifecycle.NewCase{
		Case: application.CaseOf(id), Definition: workflow.GTLD2026, Round: "r", Policy: "2026.1", Kinds: []string{application.Alone},
		Actor: lifecycle.ByImport("test"), First: workflow.ConfirmedState, At: lifecycle.On(w.clock.now), Sources: rules,
	})
	w.no(err)
	if enter {
		w.operate(id, workflow.StartString)
	}
}

func (w *world) operate(id string, e workflow.Event) lifecycle.Transition {
	w.Helper()
	t, err := w.Door.Move(w.ctx, lifecycle.Request{
		Case: application.CaseOf(id), Event: e, Actor: lifecycle.ByAccount("op"), Version: w.app(id).Version, Reason: "asked", Sources: rules,
	})
	w.no(err)
	return t
}

func (w *world) app(id string) lifecycle.Snapshot {
	w.Helper()
	s, err := w.store.ReadCase(w.ctx, application.CaseOf(id))
	w.no(err)
	return s
}

// tasks lists the tasks of the stage that an application is in.
func (w *world) tasks(id string) map[string]evaluation.Task {
	w.Helper()
	s := w.app(id)
	list, err := w.store.StageTasks(w.ctx, id, s.Clock.Stage, s.Clock.Ordinal)
	w.no(err)
	out := map[string]evaluation.Task{}
	for _, t := range list {
		out[t.Panel] = t
	}
	return out
}

func (w *world) task(id string) evaluation.Task {
	w.Helper()
	t, err := w.store.Task(w.ctx, id)
	w.no(err)
	return t
}

// find claims a task and finds the same about every criterion of its panel.
func (w *world) find(account, id string, v evaluation.Verdict) {
	w.Helper()
	t := w.task(id)
	w.no(w.Claim(w.ctx, account, id, t.Version))
	panel, _ := round.GTLD2026.Panel(t.Panel)
	for _, c := range panel.Criteria {
		w.no(w.SaveFinding(w.ctx, account, id, evaluation.Finding{Criterion: c.ID, Verdict: v, Reason: "seen " + c.ID, Source: "the answer"}))
	}
}

func (w *world) judgement(account, id string, o evaluation.Outcome) evaluation.Judgement {
	w.Helper()
	t := w.task(id)
	return evaluation.Judgement{
		Account: account, Task: id, Version: t.Version, Outcome: o, Reason: "grounds of " + t.Panel,
		Sources: append(slices.Clone(rules), lifecycle.Source{Title: "file of " + t.Panel}),
	}
}

// recommend lets somebody find and recommend.
func (w *world) recommend(account, id string, o evaluation.Outcome) {
	w.Helper()
	v := evaluation.Met
	if o == evaluation.Fail {
		v = evaluation.NotMet
	}
	w.find(account, id, v)
	w.no(w.Recommend(w.ctx, w.judgement(account, id, o)))
}

func (w *world) decide(account, id string, o evaluation.Outcome) {
	w.Helper()
	w.no(w.Decide(w.ctx, w.judgement(account, id, o)))
}

// sound replays the history and compares tasks with it.
func (w *world) sound() {
	w.Helper()
	v, err := lifecycle.Verify(w.ctx, w.store, nil)
	w.no(err)
	for _, f := range v.Faults {
		w.Error(f)
	}
}

func refused(why workflow.Why, missing ...workflow.Fact) func(error) bool {
	return func(err error) bool {
		var e *workflow.Refused
		return errors.As(err, &e) && e.Why == why && slices.Equal(e.Missing, missing)
	}
}

func is(want error) func(error) bool { return func(err error) bool { return errors.Is(err, want) } }

// wrong wants exactly these fields to be wrong for these rules: "reason missing".
func wrong(want ...string) func(error) bool {
	return func(err error) bool {
		var e application.FieldErrors
		if !errors.As(err, &e) {
			return false
		}
		var got []string
		for _, f := range e {
			got = append(got, f.Field+" "+f.Rule)
		}
		return slices.Equal(got, want)
	}
}
