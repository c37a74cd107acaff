package storage_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"rootward/application/lifecycle"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

// clock is an injected clock that a test moves by hand.
type clock struct{ now time.Time }

func (c *clock) Now(context.Context) (time.Time, error) { return c.now, nil }

func (c *clock) pass(d time.Duration) { c.now = c.now.Add(d) }

// everyone gives each account the roles named in its id: "applicant+operator".
type everyone struct{}

func (everyone) RolesFor(_ context.Context, account string, _ lifecycle.Case) ([]workflow.Role, error) {
	var out []workflow.Role
	for _, r := range strings.Split(account, "+") {
		if r != "stranger" {
			out = append(out, workflow.Role(r))
		}
	}
	return out, nil
}

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

type world struct {
	*testing.T
	ctx   context.Context
	store *storage.Store
	door  *lifecycle.Door
	clock *clock
}

func newWorld(t *testing.T, s *storage.Store) *world {
	c := &clock{now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	return &world{T: t, ctx: t.Context(), store: s, clock: c, door: &lifecycle.Door{Store: s, Clock: c, Authority: everyone{}, Facts: []lifecycle.FactSource{all{}}}}
}

func app(id string) lifecycle.Case { return lifecycle.Case{Kind: lifecycle.Application, ID: id} }

var rules = []lifecycle.Source{{Title: "AGB 2026", URL: "https://example.org/agb"}}

func (w *world) open(id string, kinds ...string) lifecycle.Snapshot {
	w.Helper()
	t, err := w.door.Open(w.ctx, lifecycle.NewCase{Case: app(id), Definition: workflow.GTLD2026, Round: "r", Policy: "1", Kinds: kinds, Actor: lifecycle.ByAccount("applicant")})
	if err != nil {
		w.Fatal(err)
	}
	return t.After
}

func (w *world) move(id string, e workflow.Event, actor lifecycle.Actor) (lifecycle.Transition, error) {
	w.Helper()
	s, err := w.store.ReadCase(w.ctx, app(id))
	if err != nil {
		w.Fatal(err)
	}
	return w.door.Move(w.ctx, lifecycle.Request{Case: app(id), Event: e, Actor: actor, Version: s.Version, Reason: "because", Sources: rules})
}

func (w *world) must(id string, events ...workflow.Event) lifecycle.Snapshot {
	w.Helper()
	var last lifecycle.Transition
	for _, e := range events {
		t, err := w.move(id, e, lifecycle.ByAccount("applicant+operator"))
		if err != nil {
			w.Fatalf("%s: %v", e, err)
		}
		last = t
	}
	return last.After
}

func (w *world) sound() {
	w.Helper()
	v, err := lifecycle.Verify(w.ctx, w.store, nil)
	if err != nil {
		w.Fatal(err)
	}
	for _, f := range v.Faults {
		w.Error(f)
	}
}

var toTesting = []workflow.Event{
	workflow.Submit, workflow.RecordPayment, workflow.StartCheck, workflow.Reveal, workflow.OpenReplacement, workflow.Confirm,
	workflow.StartString, workflow.PassString, workflow.PassEvaluation, workflow.SignAgreement,
}

func TestDoorLeadsFromDraftToRemoval(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.open("a", "idn")
		w.must("a", toTesting...)
		w.clock.pass(100 * 24 * time.Hour)
		w.must("a", workflow.RecordDelegation)
		w.clock.pass(time.Hour)
		last := w.must("a", workflow.Remove)
		if last.State != workflow.Removed || last.Version != 13 || !last.Public {
			t.Errorf("ended as %+v", last)
		}
		counters, err := s.Counters(w.ctx)
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, c := range counters {
			if c.Stage == workflow.StageToDelegation && c.Measure == lifecycle.Elapsed && c.Days == 100 && c.N == 1 {
				found++
			}
		}
		if found != 2 {
			t.Errorf("100 days to delegation are counted %d times, want for all kinds and for idn", found)
		}
		w.sound()
	})
}

func TestDoorRefuses(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.open("a")
		w.must("a", toTesting...)
		here, err := s.ReadCase(w.ctx, app("a"))
		if err != nil {
			t.Fatal(err)
		}
		operator := lifecycle.ByAccount("operator")
		ok := lifecycle.Request{Case: app("a"), Event: workflow.RecordDelegation, Actor: operator, Version: here.Version, Reason: "r", Sources: rules}
		for _, c := range []struct {
			name string
			edit func(*lifecycle.Request)
			is   func(error) bool
		}{
			{"a stranger learns nothing", func(r *lifecycle.Request) { r.Actor = lifecycle.ByAccount("stranger") }, is(lifecycle.ErrNotFound)},
			{"a case that is not there", func(r *lifecycle.Request) { r.Case.ID = "b" }, is(lifecycle.ErrNotFound)},
			{"no actor", func(r *lifecycle.Request) { r.Actor = lifecycle.Actor{} }, invalid("actor")},
			{"a stale page", func(r *lifecycle.Request) { r.Version-- }, is(lifecycle.ErrConflict)},
			{"no version", func(r *lifecycle.Request) { r.Version = 0 }, invalid("version")},
			{"a decision without reason", func(r *lifecycle.Request) { r.Reason = "  " }, invalid("reason")},
			{"a decision without sources", func(r *lifecycle.Request) { r.Sources = []lifecycle.Source{{}} }, invalid("sources")},
			{"a date to come", func(r *lifecycle.Request) { r.At = lifecycle.On(w.clock.now.Add(time.Second)) }, invalid("at")},
			{"a date before the step before", func(r *lifecycle.Request) { r.At = lifecycle.On(w.clock.now.Add(-time.Second)) }, invalid("at")},
			{"the wrong role", func(r *lifecycle.Request) { r.Actor = lifecycle.ByAccount("applicant") }, refused(workflow.WhyRole)},
			{"a step from elsewhere", func(r *lifecycle.Request) { r.Event = workflow.Submit }, refused(workflow.WhyState)},
			{"a step there is not", func(r *lifecycle.Request) { r.Event = "fly" }, refused(workflow.WhyUnknown)},
			{"a record by an applicant", func(r *lifecycle.Request) {
				r.Event, r.To, r.Actor = workflow.Record, workflow.Removed, lifecycle.ByAccount("applicant")
			}, refused(workflow.WhyRole)},
			{"a record without source", func(r *lifecycle.Request) { r.Event, r.To, r.Sources = workflow.Record, workflow.Removed, nil }, invalid("sources")},
			{"a record of a state there is not", func(r *lifecycle.Request) { r.Event, r.To = workflow.Record, "moon" }, invalid("to")},
			{"a record of the beginning", func(r *lifecycle.Request) { r.Event, r.To = workflow.Record, workflow.Draft }, invalid("to")},
			{"a day for a step that has none", func(r *lifecycle.Request) { r.Event, r.At = workflow.Terminate, lifecycle.On(w.clock.now) }, refused(workflow.WhyState)},
			{"a record of where it is", func(r *lifecycle.Request) { r.Event, r.To = workflow.Record, workflow.Testing }, invalid("to")},
		} {
			t.Run(c.name, func(t *testing.T) {
				r := ok
				c.edit(&r)
				if _, err := w.door.Move(w.ctx, r); !c.is(err) {
					t.Errorf("got %v", err)
				}
			})
		}
		after, err := s.ReadCase(w.ctx, app("a"))
		if err != nil || after.Version != here.Version {
			t.Errorf("a refusal left something behind: %+v, %v", after, err)
		}
		if _, err := w.door.Move(w.ctx, ok); err != nil {
			t.Errorf("the sound request: %v", err)
		}
		w.sound()
	})
}

// TestDraftsAreNobodysBusiness tries to learn of a draft, and to publish what
// is confidential by a record.
func TestDraftsAreNobodysBusiness(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.open("a")
		operator := lifecycle.ByAccount("operator")
		for _, r := range []lifecycle.Request{
			{Event: workflow.Record, To: workflow.Delegated, Version: 1, Sources: rules},
			{Event: workflow.Record, To: workflow.Delegated, Version: 99, Sources: rules},
			{Event: workflow.RecordPayment, Version: 1},
		} {
			r.Case, r.Actor = app("a"), operator
			if _, err := w.door.Move(w.ctx, r); !errors.Is(err, lifecycle.ErrNotFound) {
				t.Errorf("%s of a draft at version %d: %v", r.Event, r.Version, err)
			}
		}
		if _, options, err := w.door.Options(w.ctx, app("a"), operator); err != nil || len(options) > 0 {
			t.Errorf("an operator has %d steps for a draft, %v", len(options), err)
		}
		w.must("a", workflow.Submit)
		w.door.Facts = nil // the round is not revealed
		_, err := w.door.Move(w.ctx, lifecycle.Request{Case: app("a"), Event: workflow.Record, To: workflow.Testing, Actor: operator, Version: 2, Sources: rules})
		if !refused(workflow.WhyFacts)(err) {
			t.Errorf("published before reveal: %v", err)
		}
		if _, err := w.door.Move(w.ctx, lifecycle.Request{Case: app("a"), Event: workflow.Record, To: workflow.Withdrawn, Actor: operator, Version: 2, Sources: rules}); err != nil {
			t.Errorf("recorded as withdrawn: %v", err)
		}
		w.sound()
	})
}

func is(want error) func(error) bool { return func(err error) bool { return errors.Is(err, want) } }

func invalid(field string) func(error) bool {
	return func(err error) bool {
		var e *lifecycle.Invalid
		return errors.As(err, &e) && e.Field == field
	}
}

func refused(why workflow.Why) func(error) bool {
	return func(err error) bool {
		var e *workflow.Refused
		return errors.As(err, &e) && e.Why == why
	}
}

func TestHoldsStopTheClockAndResumeWhereItStood(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.open("a")
		w.must("a", toTesting[:7]...) // in string evaluation: the panel's time
		day := 24 * time.Hour
		w.clock.pass(3 * day)
		hold := func(code string) int64 {
			c, _ := s.ReadCase(w.ctx, app("a"))
			tr, err := w.door.OpenHold(w.ctx, lifecycle.HoldRequest{Case: app("a"), Actor: lifecycle.ByAccount("operator"), Version: c.Version, Code: code, Reason: "asked", Sources: rules})
			if err != nil {
				t.Fatal(err)
			}
			return tr.Entry.HoldID
		}
		release := func(id int64) error {
			c, _ := s.ReadCase(w.ctx, app("a"))
			_, err := w.door.CloseHold(w.ctx, lifecycle.HoldRequest{Case: app("a"), Actor: lifecycle.ByAccount("operator"), Version: c.Version, ID: id, Reason: "answered", Sources: rules})
			return err
		}
		first, second := hold("objection"), hold("change_request")
		w.clock.pass(5 * day)
		if _, err := w.move("a", workflow.PassString, lifecycle.ByAccount("operator")); !refused(workflow.WhyHold)(err) {
			t.Errorf("a step on hold: %v", err)
		}
		if status, stage := must(s.ReadCase(w.ctx, app("a"))).Standing(); status != workflow.StatusOnHold || stage != workflow.StageStringEval {
			t.Errorf("shows %s in %s", status, stage)
		}
		if err := errors.Join(release(first), release(second)); err != nil {
			t.Fatal(err)
		}
		if err := release(first); !errors.Is(err, lifecycle.ErrNotFound) {
			t.Errorf("closing twice: %v", err)
		}
		w.clock.pass(2 * day)
		w.must("a", workflow.PassString)
		visits, err := s.VisitsOf(w.ctx, app("a"))
		if err != nil {
			t.Fatal(err)
		}
		v := visits[len(visits)-1]
		if v.Stage != workflow.StageStringEval || v.Days() != 10 || v.ProcessingDays() != 5 || v.Spent.Hold != int64(5*day/time.Second) {
			t.Errorf("10 days, 5 of the panel, 5 on hold; got %d, %d, %+v", v.Days(), v.ProcessingDays(), v.Spent)
		}
		w.sound()
	})
}

func must[T any](v T, _ error) T { return v }

func TestUnknownDatesMakeNoClock(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		by := lifecycle.ByImport("test")
		day := func(n int) lifecycle.When { return lifecycle.On(time.Date(2014, 1, n, 0, 0, 0, 0, time.UTC)) }
		_, err := w.door.Open(w.ctx, lifecycle.NewCase{Case: app("a"), Definition: workflow.GTLD2012, Round: "2012", Policy: "1", Actor: by, First: workflow.RevealedState, At: day(1), Sources: rules})
		if err != nil {
			t.Fatal(err)
		}
		record := func(to workflow.State, at lifecycle.When) {
			t.Helper()
			if _, err := w.door.Move(w.ctx, lifecycle.Request{Case: app("a"), Event: workflow.Record, Actor: by, To: to, At: at, Sources: rules}); err != nil {
				t.Fatal(err)
			}
		}
		record(workflow.InPDT, day(5)) // evaluation and contention were skipped
		record(workflow.Delegated, day(20))
		record(workflow.Removed, lifecycle.Unrecorded)
		visits, err := s.VisitsOf(w.ctx, app("a"))
		if err != nil || len(visits) != 3 {
			t.Fatalf("%d visits, %v", len(visits), err)
		}
		if visits[0].Counted() {
			t.Error("the end of the first stage is not known, but it is counted")
		}
		if !visits[1].Counted() || visits[1].Days() != 15 || visits[1].Split {
			t.Errorf("agreement to delegation: %+v", visits[1])
		}
		if visits[2].Counted() {
			t.Error("the day of removal is not known, but the visit is counted")
		}
		w.sound()
	})
}

func TestClassifyMovesWhatWasCounted(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.open("a", "not_in_contention")
		w.must("a", toTesting[:4]...)
		if _, err := w.door.Classify(w.ctx, app("a"), lifecycle.BySystem("test"), []string{"in_contention", "idn"}, "formed"); err != nil {
			t.Fatal(err)
		}
		w.must("a", toTesting[4])
		if _, err := w.door.Classify(w.ctx, app("a"), lifecycle.ByAccount("operator"), nil, "at will"); !invalid("actor")(err) {
			t.Errorf("an account chose the kinds: %v", err)
		}
		counters, err := s.Counters(w.ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range counters {
			if c.Group == "not_in_contention" {
				t.Errorf("still counted as before: %+v", c)
			}
		}
		w.sound()
	})
}

// TestOneWinner lets writers race for one step on one version.
func TestOneWinner(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		for i := range 20 {
			id := fmt.Sprint("a", i)
			before := w.open(id)
			var (
				wg   sync.WaitGroup
				mu   sync.Mutex
				won  int
				lost int
			)
			for range 6 {
				wg.Go(func() {
					_, err := w.door.Move(w.ctx, lifecycle.Request{Case: app(id), Event: workflow.Submit, Actor: lifecycle.ByAccount("applicant"), Version: before.Version})
					mu.Lock()
					defer mu.Unlock()
					switch {
					case err == nil:
						won++
					case errors.Is(err, lifecycle.ErrConflict):
						lost++
					default:
						t.Errorf("neither won nor lost: %v", err)
					}
				})
			}
			wg.Wait()
			if won != 1 || lost != 5 {
				t.Fatalf("%d won, %d lost", won, lost)
			}
		}
		w.sound()
	})
}

// failing is an effect that fails, as a mail or a job might.
type failing struct{}

func (failing) After(context.Context, lifecycle.Transition) error { return errors.New("no") }

func TestAFailedEffectUndoesTheMove(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		before := w.open("a")
		w.door.Effects = []lifecycle.Effect{failing{}}
		if _, err := w.move("a", workflow.Submit, lifecycle.ByAccount("applicant")); err == nil {
			t.Fatal("the move stands")
		}
		if after := must(s.ReadCase(w.ctx, app("a"))); after.Version != before.Version || after.State != before.State {
			t.Errorf("left behind: %+v", after)
		}
		w.sound()
	})
}

func TestClockOfTheDatabase(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		now, err := s.Now(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if d := time.Since(now); d < -2*time.Second || d > 5*time.Second || now.Nanosecond() != 0 || now.Location() != time.UTC {
			t.Errorf("the database says %s", now)
		}
	})
}
