package application_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

type clock struct{ now time.Time }

func (c *clock) Now(context.Context) (time.Time, error) { return c.now, nil }

// staff is an authority over two organisations and an operator.
type staff struct{ store *storage.Store }

func (s staff) RolesFor(ctx context.Context, account string, c lifecycle.Case) ([]workflow.Role, error) {
	if account == "operator" {
		return []workflow.Role{workflow.Operator}, nil
	}
	if c.Kind != lifecycle.Application {
		return nil, nil
	}
	a, err := s.store.Application(ctx, c.ID)
	if err != nil {
		return nil, fmt.Errorf("authority: %w", err)
	}
	if strings.TrimSuffix(account, "-2") == a.Organisation && !strings.HasSuffix(account, "-2") {
		return []workflow.Role{workflow.Applicant}, nil
	}
	return nil, nil
}

type tasksPassed struct{}

func (tasksPassed) Provides() []workflow.Fact { return []workflow.Fact{workflow.TasksPassed} }

func (tasksPassed) Facts(context.Context, lifecycle.Inquiry) (workflow.Facts, error) {
	return workflow.Facts{workflow.TasksPassed: true}, nil
}

type programme struct {
	*testing.T
	*application.Service
	ctx   context.Context
	store *storage.Store
	clock *clock
}

var opens = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

// newProgramme has one open round and the organisations "alpha" and "beta".
func newProgramme(t *testing.T, s *storage.Store) *programme {
	c := &clock{now: opens}
	facts := &application.Facts{Store: s, Judge: application.JudgeLabel}
	door := &lifecycle.Door{Store: s, Clock: c, Authority: staff{s}, Facts: []lifecycle.FactSource{facts, tasksPassed{}}}
	p := &programme{T: t, ctx: t.Context(), store: s, clock: c, Service: &application.Service{
		Store: s, Door: door, Clock: c, Judge: application.JudgeLabel,
		Members: func(_ context.Context, account string) (string, bool, error) {
			org, second := strings.CutSuffix(account, "-2")
			if org != "alpha" && org != "beta" {
				return "", false, lifecycle.ErrNotFound
			}
			return org, !second, nil
		},
	}}
	for _, id := range []string{"alpha", "beta"} {
		if err := s.Exec(p.ctx, "INSERT INTO organisations (id, name, created_at) VALUES (?, ?, ?)", id, id, opens); err != nil {
			t.Fatal(err)
		}
	}
	r := round.Round{ID: "test", Policy: round.GTLD2026, Opens: opens, Closes: opens.Add(30 * 24 * time.Hour)}
	if err := p.OpenRound(p.ctx, r, lifecycle.ByShell("test"), s.SaveRound); err != nil {
		t.Fatal(err)
	}
	if n, err := p.Tick(p.ctx); n != 1 || err != nil {
		t.Fatalf("opening the round: %d, %v", n, err)
	}
	return p
}

var whole = map[string]string{
	"legal_name": "Alpha Ltd", "address": "1 Street", "country": "JO", "contact_name": "SECRET-NAME", "contact_email": "secret@alpha.example",
	"community": "no", "geographic": "no", "brand": "yes", "mission": "To be of use.", "rsp_main": "SECRET-RSP", "rsp_dns": "SECRET-RSP",
	"rsp_dnssec": "SECRET-RSP", "funding": "SECRET-MONEY",
}

func (p *programme) draft(account, label string) application.Draft {
	p.Helper()
	a, err := p.Create(p.ctx, account, "test")
	if err != nil {
		p.Fatal(err)
	}
	d, faults, err := p.Save(p.ctx, account, a.ID, a.Revision, whole)
	if err == nil {
		d, faults, err = p.Save(p.ctx, account, a.ID, d.Revision, map[string]string{"string": label})
	}
	if err != nil || len(faults) > 0 {
		p.Fatal(err, faults)
	}
	return d
}

func (p *programme) submit(account, label string) application.Draft {
	p.Helper()
	d := p.draft(account, label)
	if _, err := p.Submit(p.ctx, account, d.ID, d.Case.Version); err != nil {
		p.Fatal(err)
	}
	d, err := p.Draft(p.ctx, account, d.ID)
	if err != nil {
		p.Fatal(err)
	}
	return d
}

func (p *programme) operate(id string, e workflow.Event) {
	p.Helper()
	c, err := p.store.ReadCase(p.ctx, application.CaseOf(id))
	if err == nil {
		_, err = p.Door.Move(p.ctx, lifecycle.Request{
			Case: c.Case, Event: e, Actor: lifecycle.ByAccount("operator"), Version: c.Version,
			Reason: "test", Sources: []lifecycle.Source{{Title: "test"}},
		})
	}
	if err != nil {
		p.Fatalf("%s: %v", e, err)
	}
}

func (p *programme) round(e workflow.Event, seen string) error {
	p.Helper()
	c, err := p.store.ReadCase(p.ctx, application.RoundCase("test"))
	if err != nil {
		p.Fatal(err)
	}
	return p.MoveRound(p.ctx, application.RoundRequest{
		Round: "test", Event: e, Actor: lifecycle.ByAccount("operator"), Version: c.Version, Reason: "test", Sources: []lifecycle.Source{{Title: "test"}}, Seen: seen,
	})
}

func TestRoadFromDraftToDelegation(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		p := newProgramme(t, s)
		one, two, alone := p.submit("alpha", "wanted"), p.submit("beta", "wanted"), p.submit("alpha", "मकतबा")
		if alone.ALabel == "" || alone.Script != "Deva" {
			t.Errorf("the string was not read: %+v", alone.Application)
		}
		if one.Receipts[0].Number != "test-R000001" || two.Receipts[0].Number != "test-R000002" || len(one.Receipts[0].Digest) != 64 {
			t.Errorf("receipts: %+v, %+v", one.Receipts, two.Receipts)
		}
		for _, d := range []application.Draft{one, two, alone} {
			p.operate(d.ID, workflow.RecordPayment)
			if _, err := p.Record(p.ctx, d.ID); !errors.Is(err, lifecycle.ErrNotFound) {
				t.Errorf("%s can be read before reveal: %v", d.ID, err)
			}
		}
		p.clock.now = opens.Add(31 * 24 * time.Hour)
		if n, err := p.Tick(p.ctx); n != 1 || err != nil {
			t.Fatalf("closing the round: %d, %v", n, err)
		}
		p.reveal()
		p.clock.now = p.clock.now.Add(14 * 24 * time.Hour)
		if err := p.round(workflow.ConfirmRound, ""); err != nil {
			t.Fatal(err)
		}
		p.contended(one.ID, two.ID)
		for _, e := range []workflow.Event{workflow.PassString, workflow.PassEvaluation, workflow.SignAgreement} {
			p.operate(alone.ID, e)
		}
		p.clock.now = p.clock.now.Add(200 * 24 * time.Hour)
		p.operate(alone.ID, workflow.RecordDelegation)
		v, err := lifecycle.Verify(p.ctx, s, nil)
		if err != nil || len(v.Faults) > 0 {
			t.Errorf("verify: %v, %v", v.Faults, err)
		}
	})
}

// reveal shows the allow-list, refuses another one, then publishes.
func (p *programme) reveal() {
	p.Helper()
	list, err := p.AllowList(p.ctx, "test")
	if err != nil || len(list.Items) != 3 {
		p.Fatalf("%d would be revealed, %v", len(list.Items), err)
	}
	if text := fmt.Sprint(list.Items); strings.Contains(text, "SECRET") || strings.Contains(text, "secret@") {
		p.Error("the list of what becomes public has something confidential")
	}
	var refused *workflow.Refused
	if err := p.round(workflow.RevealRound, ""); !errors.As(err, &refused) {
		p.Errorf("revealed unseen: %v", err)
	}
	if err := p.round(workflow.RevealRound, strings.Repeat("0", 64)); !errors.As(err, &refused) {
		p.Errorf("revealed what was not shown: %v", err)
	}
	if err := p.round(workflow.RevealRound, list.Digest); err != nil {
		p.Fatal(err)
	}
	for _, x := range list.Items {
		r, err := p.Record(p.ctx, x.Application.ID)
		if err != nil || r.Case.State != workflow.ReplacementWindow || len(r.Answers) == 0 {
			p.Errorf("revealed as %s with %d answers, %v", r.Case.State, len(r.Answers), err)
		}
		if text := fmt.Sprint(r.Answers, r.History); strings.Contains(text, "SECRET") || strings.Contains(text, "secret@") {
			p.Error("the public record has something confidential")
		}
	}
}

// contended checks that two applications for one string stand in one set and
// cannot pass by each other.
func (p *programme) contended(one, two string) {
	p.Helper()
	a, err := p.Record(p.ctx, one)
	if err != nil || a.Set == nil || len(a.Set.Members) != 2 || a.Case.Kinds[0] != application.InContention {
		p.Fatalf("no set: %+v, %v", a.Set, err)
	}
	p.operate(one, workflow.EnterContention)
	c, err := p.store.ReadCase(p.ctx, application.CaseOf(two))
	if err != nil {
		p.Fatal(err)
	}
	if err := p.Withdraw(p.ctx, "beta", two, c.Version, ""); err != nil {
		p.Fatal(err)
	}
	p.operate(one, workflow.Prevail)
}

func TestSubmitOnlyInsideTheWindow(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		p := newProgramme(t, s)
		d := p.draft("alpha", "wanted")
		for _, c := range []struct {
			name string
			at   time.Duration
			ok   bool
		}{
			{"a second after it closed", 30*24*time.Hour + time.Second, false},
			{"in its last second", 30 * 24 * time.Hour, true},
		} {
			p.clock.now = opens.Add(c.at)
			_, err := p.Submit(p.ctx, "alpha", d.ID, d.Case.Version)
			if refused := refusedFor(err, workflow.WindowOpen); refused == c.ok {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		if _, err := p.Create(p.ctx, "alpha", "test"); err != nil {
			t.Errorf("a draft in the last second: %v", err)
		}
		p.clock.now = opens.Add(-time.Second)
		var bad *lifecycle.Invalid
		if _, err := p.Create(p.ctx, "alpha", "test"); !errors.As(err, &bad) {
			t.Errorf("a draft before the window: %v", err)
		}
	})
}

func refusedFor(err error, f workflow.Fact) bool {
	var refused *workflow.Refused
	if !errors.As(err, &refused) {
		return false
	}
	for _, m := range refused.Missing {
		if m == f {
			return true
		}
	}
	return false
}

func TestSubmitNamesWhatIsMissing(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		p := newProgramme(t, s)
		a, err := p.Create(p.ctx, "alpha", "test")
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.Submit(p.ctx, "alpha", a.ID, 1)
		if !refusedFor(err, workflow.Complete) || !refusedFor(err, workflow.StringValid) {
			t.Errorf("an empty draft: %v", err)
		}
		if _, err := p.Submit(p.ctx, "alpha-2", a.ID, 1); !errors.Is(err, lifecycle.ErrNotFound) {
			t.Errorf("submitted by somebody who may not: %v", err)
		}
	})
}

func TestNothingTypedIsLost(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		p := newProgramme(t, s)
		a, err := p.Create(p.ctx, "alpha", "test")
		if err != nil {
			t.Fatal(err)
		}
		wrong := map[string]string{"string": "كتـب", "country": "Nowhere", "website": "no address", "legal_name": strings.Repeat("é", 300)}
		d, faults, err := p.Save(p.ctx, "alpha", a.ID, a.Revision, wrong)
		if err != nil || len(faults) != 4 {
			t.Fatalf("faults: %v, %v", faults, err)
		}
		for q, v := range wrong {
			if d.Answers[q].Value != v {
				t.Errorf("%s was typed as %q and is kept as %q", q, v, d.Answers[q].Value)
			}
		}
		// Two people in one section: the second writer of another answer is
		// merged, of the same answer is told.
		first, _, err := p.Save(p.ctx, "alpha", a.ID, d.Revision, map[string]string{"mission": "mine"})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := p.Save(p.ctx, "alpha-2", a.ID, d.Revision, map[string]string{"funding": "theirs"}); err != nil {
			t.Errorf("another answer: %v", err)
		}
		_, _, err = p.Save(p.ctx, "alpha-2", a.ID, d.Revision, map[string]string{"mission": "theirs", "address": "x"})
		var clash *application.Clash
		if !errors.As(err, &clash) || len(clash.Theirs) != 1 || clash.Theirs[0].Value != "mine" {
			t.Errorf("the same answer: %v", err)
		}
		if now, err := p.Draft(p.ctx, "alpha", a.ID); err != nil || now.Answers["address"].Value != "" || now.Revision != first.Revision+1 {
			t.Errorf("half of a refused save is kept: %+v, %v", now.Answers, err)
		}
	})
}

func TestOthersSeeNothing(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		p := newProgramme(t, s)
		d := p.submit("alpha", "wanted")
		if _, err := p.Draft(p.ctx, "beta", d.ID); !errors.Is(err, lifecycle.ErrNotFound) {
			t.Errorf("another organisation: %v", err)
		}
		if _, _, err := p.Save(p.ctx, "beta", d.ID, d.Revision, map[string]string{"mission": "x"}); !errors.Is(err, lifecycle.ErrNotFound) {
			t.Errorf("another organisation writes: %v", err)
		}
		if _, _, err := p.Save(p.ctx, "alpha", d.ID, d.Revision, map[string]string{"mission": "x"}); !errors.Is(err, lifecycle.ErrConflict) {
			t.Errorf("writing after submission: %v", err)
		}
		if err := s.Exec(p.ctx, "UPDATE answers SET value = 'x' WHERE application_id = ?", d.ID); err == nil {
			t.Error("the database lets submitted answers change")
		}
		if err := s.Exec(p.ctx, "UPDATE receipts SET digest = 'x'"); err == nil {
			t.Error("the database lets receipts change")
		}
		for _, f := range []application.Filter{{Limit: 9}, {Round: "test", Limit: 9}, {Query: "wanted", Limit: 9}, {Query: d.ID, Limit: 9}, {Organisation: "beta", Limit: 9}, {State: "submitted", Limit: 9}} {
			if got, err := s.Find(p.ctx, f); err != nil || len(got) != 0 {
				t.Errorf("%+v finds %d, %v", f, len(got), err)
			}
		}
		if got, err := s.Find(p.ctx, application.Filter{Organisation: "alpha", Limit: 9}); err != nil || len(got) != 1 {
			t.Errorf("its own organisation finds %d, %v", len(got), err)
		}
		if err := p.Withdraw(p.ctx, "alpha", d.ID, d.Case.Version, ""); err != nil {
			t.Fatal(err)
		}
		if _, err := p.Record(p.ctx, d.ID); !errors.Is(err, lifecycle.ErrNotFound) {
			t.Errorf("withdrawn before reveal, and shown: %v", err)
		}
	})
}

func TestRecallAndSubmitAgain(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		p := newProgramme(t, s)
		d := p.submit("alpha", "wanted")
		if err := p.Recall(p.ctx, "alpha", d.ID, d.Case.Version); err != nil {
			t.Fatal(err)
		}
		d, _ = p.Draft(p.ctx, "alpha", d.ID)
		d, _, err := p.Save(p.ctx, "alpha", d.ID, d.Revision, map[string]string{"mission": "Better words."})
		if err != nil {
			t.Fatal(err)
		}
		r, err := p.Submit(p.ctx, "alpha", d.ID, d.Case.Version)
		if err != nil || r.Number != "test-R000002" || r.Digest == d.Receipts[0].Digest {
			t.Errorf("second receipt: %+v, %v", r, err)
		}
		v, err := lifecycle.Verify(p.ctx, s, nil)
		if err != nil || len(v.Faults) > 0 {
			t.Errorf("verify: %v, %v", v.Faults, err)
		}
	})
}
