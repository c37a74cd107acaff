package notify_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/notify"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// all says yes to every fact.
type all struct{}

func (all) Provides() []workflow.Fact {
	var out []workflow.Fact
	for _, d := range workflow.All {
		for _, s := range d.Steps {
			out = append(out, s.Needs...)
		}
	}
	return out
}

func (all) Facts(_ context.Context, in lifecycle.Inquiry) (workflow.Facts, error) {
	out := workflow.Facts{}
	for _, f := range in.Need {
		out[f] = true
	}
	return out, nil
}

// everything lets each account do whatever applicants and operators may.
type everything struct{}

func (everything) RolesFor(context.Context, string, lifecycle.Case) ([]workflow.Role, error) {
	return []workflow.Role{workflow.Applicant, workflow.Operator}, nil
}

// breaks is an effect that fails when told to.
type breaks struct{ now *bool }

var errBroken = errors.New("broken")

func (b breaks) After(context.Context, lifecycle.Transition) error {
	if *b.now {
		return errBroken
	}
	return nil
}

type office struct {
	*testing.T
	store  *storage.Store
	door   *lifecycle.Door
	tell   *notify.Service
	broken bool
	jobs   []int64
}

func newOffice(t *testing.T, s *storage.Store) *office {
	t.Helper()
	o := &office{T: t, store: s}
	o.tell = &notify.Service{Store: s, Clock: lifecycle.Fixed(noon), Enqueue: func(_ context.Context, id int64) error {
		o.jobs = append(o.jobs, id)
		return nil
	}}
	o.door = &lifecycle.Door{Store: s, Clock: lifecycle.Fixed(noon), Authority: everything{}, Facts: []lifecycle.FactSource{all{}}, Effects: []lifecycle.Effect{o.tell, breaks{&o.broken}}}
	o.exec("INSERT INTO rounds (id, policy, created_at) VALUES ('r', 'gtld-2026', ?)", noon)
	for _, org := range []string{"mine", "theirs"} {
		o.exec("INSERT INTO organisations (id, name, created_at) VALUES (?, ?, ?)", org, org, noon)
	}
	for _, a := range []struct {
		id, org, rank, language string
		disabled                bool
	}{
		{"first", "mine", "primary", "en", false},
		{"second", "mine", "primary", "ar", false},
		{"gone", "mine", "primary", "en", true},
		{"helper", "mine", "additional", "en", false},
		{"rival", "theirs", "primary", "en", false},
		{"staff", "", "", "en", false},
	} {
		var org any
		if a.org != "" {
			org = a.org
		}
		o.exec("INSERT INTO accounts (id, email, email_folded, name, organisation_id, member_rank, language, disabled, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			a.id, a.id+"@example.org", a.id+"@example.org", strings.ToUpper(a.id), org, a.rank, a.language, a.disabled, noon)
	}
	return o
}

func (o *office) exec(sql string, args ...any) {
	o.Helper()
	if err := o.store.Exec(o.Context(), sql, args...); err != nil {
		o.Fatal(err)
	}
}

func (o *office) open(id, org string, d *workflow.Definition) application.Application {
	o.Helper()
	a := application.Application{ID: id, Round: "r", Organisation: org, String: "موقع", ALabel: "xn--4gbrim", FinalString: "موقع", FinalALabel: "xn--4gbrim", Revision: 1, CreatedAt: noon, SavedAt: noon}
	if err := o.store.InsertApplications(o.Context(), []application.Application{a}); err != nil {
		o.Fatal(err)
	}
	if _, err := o.door.Open(o.Context(), lifecycle.NewCase{Case: a.Case(), Definition: d, Round: "r", Policy: "1", Actor: lifecycle.ByAccount("first")}); err != nil {
		o.Fatal(err)
	}
	return a
}

func (o *office) move(id string, e workflow.Event) error {
	o.Helper()
	s, err := o.store.ReadCase(o.Context(), application.CaseOf(id))
	if err != nil {
		o.Fatal(err)
	}
	_, err = o.door.Move(o.Context(), lifecycle.Request{
		Case: s.Case, Event: e, Actor: lifecycle.ByAccount("staff"), Version: s.Version, Reason: "because of " + string(e),
		Sources: []lifecycle.Source{{Title: "Guidebook", URL: "https://example.org/g"}},
	})
	return err //nolint:wrapcheck // looked at by the test
}

func (o *office) mails() []notify.Mail {
	o.Helper()
	m, err := o.store.Mails(o.Context(), notify.Query{All: true, Limit: 500})
	if err != nil {
		o.Fatal(err)
	}
	slices.Reverse(m)
	return m
}

func TestEachMoveTellsThePrimaryMembersAndNobodyElse(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		o := newOffice(t, s)
		o.open("a", "mine", workflow.GTLD2026)
		for _, e := range []workflow.Event{
			workflow.Submit, workflow.RecordPayment, workflow.StartCheck, workflow.Reveal, workflow.OpenReplacement, workflow.Confirm,
			workflow.StartString, workflow.EnterContention, workflow.Prevail, workflow.PassEvaluation, workflow.SignAgreement, workflow.RecordDelegation,
		} {
			if err := o.move("a", e); err != nil {
				t.Fatalf("%s: %v", e, err)
			}
		}
		var got []string
		for _, m := range o.mails() {
			got = append(got, m.Account+" "+string(m.Message)+" "+m.Args[notify.ArgStage])
			if m.Organisation != "mine" || m.Case != application.CaseOf("a") || !m.At.Equal(noon) || m.State() != notify.Waiting {
				t.Errorf("mail %+v", m)
			}
		}
		var want []string
		for _, m := range []string{
			"paid payment", "revealed administrative_check", "confirmed replacement", "in_contention string_evaluation", "passed contention",
			"passed evaluation", "agreement contracting", "delegated agreement_to_delegation",
		} {
			want = append(want, "first "+m, "second "+m)
		}
		if !slices.Equal(got, want) {
			t.Errorf("told\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if len(o.jobs) != len(want) {
			t.Errorf("%d jobs for %d mails", len(o.jobs), len(want))
		}
		last := o.mails()[len(want)-1].Args
		for k, v := range map[string]string{
			notify.ArgReason: "because of record_delegation", notify.ArgSources: "Guidebook https://example.org/g", notify.ArgString: "موقع",
			notify.ArgALabel: "xn--4gbrim", notify.ArgApplication: "a", notify.ArgRound: "r", notify.ArgAt: "2026-11-23T12:00:00Z",
		} {
			if last[k] != v {
				t.Errorf("%s is %q, want %q", k, last[k], v)
			}
		}
		for k, v := range last {
			if strings.Contains(v, "staff") {
				t.Errorf("%s names who decided: %q", k, v)
			}
		}
	})
}

func TestAMoveThatFailsTellsNothing(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		o := newOffice(t, s)
		o.tell.Enqueue = nil
		o.open("a", "mine", workflow.GTLD2026)
		if err := o.move("a", workflow.Submit); err != nil {
			t.Fatal(err)
		}
		o.broken = true
		if err := o.move("a", workflow.RecordPayment); !errors.Is(err, errBroken) {
			t.Fatalf("got %v", err)
		}
		if m := o.mails(); len(m) != 0 {
			t.Errorf("told of a move that never was: %+v", m)
		}
		o.broken = false
		if err := o.move("a", workflow.RecordPayment); err != nil {
			t.Fatal(err)
		}
		if m := o.mails(); len(m) != 2 {
			t.Errorf("%d mails, want 2", len(m))
		}
	})
}

func TestNothingIsToldOfRecordsImportsAndApplicationsOfNobody(t *testing.T) {
	o := newOffice(t, storagetest.Open(t, storage.SQLite))
	o.open("a", "mine", workflow.GTLD2026)
	importer := lifecycle.ByImport("list")
	sources := []lifecycle.Source{{Title: "list"}}
	for _, r := range []lifecycle.Request{
		{Actor: importer, To: workflow.RevealedState},
		{Actor: lifecycle.ByShell("root"), To: workflow.Evaluation},
	} {
		r.Case, r.Event, r.Sources = application.CaseOf("a"), workflow.Record, sources
		if _, err := o.door.Move(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.door.OpenHold(t.Context(), lifecycle.HoldRequest{Case: application.CaseOf("a"), Actor: importer, Code: "advice", Reason: "on the list", Sources: sources}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.door.Classify(t.Context(), application.CaseOf("a"), lifecycle.BySystem("x"), []string{"idn"}, "kinds"); err != nil {
		t.Fatal(err)
	}
	o.open("nobody", "", workflow.GTLD2026)
	if err := o.move("nobody", workflow.Withdraw); err != nil {
		t.Fatal(err)
	}
	if m := o.mails(); len(m) != 0 {
		t.Errorf("told %+v", m)
	}
	if err := o.move("a", workflow.PassEvaluation); !errors.As(err, new(*workflow.Refused)) {
		t.Errorf("the hold of the import should stand: %v", err)
	}
}

func TestHoldsAreToldOneByOne(t *testing.T) {
	o := newOffice(t, storagetest.Open(t, storage.SQLite))
	o.open("a", "mine", workflow.GTLD2026)
	for _, e := range []workflow.Event{workflow.Submit, workflow.RecordPayment, workflow.StartCheck, workflow.Reveal} {
		if err := o.move("a", e); err != nil {
			t.Fatal(err)
		}
	}
	before := len(o.mails())
	shell, why := lifecycle.ByShell("root"), []lifecycle.Source{{Title: "letter"}}
	var ids []int64
	for _, code := range []string{"legal", "document"} {
		tr, err := o.door.OpenHold(t.Context(), lifecycle.HoldRequest{Case: application.CaseOf("a"), Actor: shell, Code: code, Reason: "why " + code, Sources: why})
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, tr.Entry.HoldID)
	}
	for _, id := range ids {
		if _, err := o.door.CloseHold(t.Context(), lifecycle.HoldRequest{Case: application.CaseOf("a"), Actor: shell, ID: id, Reason: "over", Sources: why}); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, m := range o.mails()[before:] {
		if m.Account == "first" {
			got = append(got, fmt.Sprint(m.Message, " ", m.Args[notify.ArgHold], " ", m.Args[notify.ArgReason]))
		}
	}
	want := []string{"on_hold legal why legal", "on_hold document why document", "hold_closed legal over", "resumed document over"}
	if !slices.Equal(got, want) {
		t.Errorf("told %q, want %q", got, want)
	}
}

func TestTellWithAReceipt(t *testing.T) {
	o := newOffice(t, storagetest.Open(t, storage.SQLite))
	a := o.open("a", "mine", workflow.GTLD2026)
	err := o.store.InTx(t.Context(), func(ctx context.Context) error {
		return o.tell.Tell(ctx, "submitted", a, map[string]string{"Number": "r-R000001", "Digest": "abc"})
	})
	if err != nil {
		t.Fatal(err)
	}
	m := o.mails()
	if len(m) != 2 || m[0].Args["Number"] != "r-R000001" || m[1].Args["Digest"] != "abc" || m[1].Args["ALabel"] != "xn--4gbrim" {
		t.Errorf("told %+v", m)
	}
	if err := o.tell.Tell(t.Context(), "no_such_message", a, nil); err == nil {
		t.Error("a message that nobody knows was told")
	}
}

// Every event of every life cycle of applications is in the table: told, or
// silent on purpose.
func TestEveryEventWasThoughtOf(t *testing.T) {
	table := notify.Told()
	for _, d := range []*workflow.Definition{workflow.GTLD2026, workflow.GTLD2012, workflow.IDNccTLD} {
		for _, e := range d.Events() {
			if _, ok := table[e]; !ok {
				t.Errorf("%s: nobody thought of what %s tells", d.Name, e)
			}
		}
	}
	used := map[notify.Message]bool{notify.Submitted: true, notify.OnHold: true, notify.Resumed: true, notify.HoldClosed: true}
	for e, m := range table {
		used[m] = true
		if m != "" && !slices.Contains(notify.Messages, m) {
			t.Errorf("%s tells %q, which is not in the list of messages", e, m)
		}
	}
	for _, m := range notify.Messages {
		if !used[m] {
			t.Errorf("nothing tells %q", m)
		}
	}
	for _, d := range []*workflow.Definition{workflow.EvaluationTask, workflow.RoundCycle} {
		for _, e := range d.Events() {
			if m := table[e]; m != "" {
				t.Errorf("%s of %s would tell applicants %q", e, d.Name, m)
			}
		}
	}
}

func TestListsAskWhoIsReading(t *testing.T) {
	o := newOffice(t, storagetest.Open(t, storage.SQLite))
	o.open("a", "mine", workflow.GTLD2026)
	o.open("b", "theirs", workflow.GTLD2026)
	for _, id := range []string{"a", "b"} {
		if err := o.move(id, workflow.Withdraw); err != nil {
			t.Fatal(err)
		}
	}
	o.tell.Staff = func(_ context.Context, account string) error {
		if account != "staff" {
			return lifecycle.ErrNotFound
		}
		return nil
	}
	mine, err := o.tell.Mine(t.Context(), "first", 0, 0)
	if err != nil || len(mine) != 1 || mine[0].Case.ID != "a" {
		t.Errorf("first reads %+v, %v", mine, err)
	}
	if m, err := o.tell.Mine(t.Context(), "", 0, 0); !errors.Is(err, notify.ErrNoScope) {
		t.Errorf("nobody reads %+v, %v", m, err)
	}
	everything, err := o.tell.All(t.Context(), "staff", "", 0, 0)
	if err != nil || len(everything) != 3 {
		t.Errorf("staff read %d mails, %v", len(everything), err)
	}
	theirs, err := o.tell.OfOrganisation(t.Context(), "staff", "theirs", 0, 0)
	if err != nil || len(theirs) != 1 || theirs[0].Account != "rival" {
		t.Errorf("staff read %+v of one organisation, %v", theirs, err)
	}
	n, err := o.tell.Counts(t.Context(), "staff")
	if err != nil || n[notify.Waiting] != 3 {
		t.Errorf("staff count %v, %v", n, err)
	}
	for name, read := range map[string]func() error{
		"all":          func() error { _, err := o.tell.All(t.Context(), "first", "", 0, 0); return err },
		"organisation": func() error { _, err := o.tell.OfOrganisation(t.Context(), "first", "mine", 0, 0); return err },
		"counts":       func() error { _, err := o.tell.Counts(t.Context(), "first"); return err },
	} {
		if err := read(); !errors.Is(err, lifecycle.ErrNotFound) {
			t.Errorf("an applicant reading %s gets %v", name, err)
		}
	}
	o.tell.Staff = nil
	if _, err := o.tell.All(t.Context(), "staff", "", 0, 0); !errors.Is(err, lifecycle.ErrNotFound) {
		t.Errorf("with nobody to ask, everybody may read: %v", err)
	}
}
