package storage_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

// known is where the lists of the overview begin: four applications, one of
// them never public.
func overviewWorld(t *testing.T, s *storage.Store) *world {
	w := newWorld(t, s)
	w.save(s.SaveRound(w.ctx, round.Round{ID: "r", Policy: round.GTLD2026}, w.clock.now))
	var apps []application.Application
	for _, x := range []struct{ id, label, u string }{{"a1", "book", "book"}, {"a2", "book", "book"}, {"a3", "xn--mgbaakc7dvf", "اتصالات"}, {"a4", "marker", "marker"}} {
		apps = append(apps, application.Application{
			ID: x.id, Round: "r", Applicant: "Org " + x.id, ApplicantKnown: true, String: x.u, ALabel: x.label,
			FinalString: x.u, FinalALabel: x.label, CreatedAt: w.clock.now, SavedAt: w.clock.now,
		})
	}
	w.save(s.InsertApplications(w.ctx, apps))
	for _, a := range apps {
		w.open(a.ID, application.Alone)
	}
	toReveal := toTesting[:4]
	w.must("a1", toReveal...)
	w.must("a2", toReveal...)
	w.clock.pass(24 * time.Hour)
	w.must("a3", toTesting...)
	w.must("a4", workflow.Submit)
	_, err := w.door.OpenHold(w.ctx, lifecycle.HoldRequest{Case: app("a2"), Actor: lifecycle.ByAccount("operator"), Version: 5, Code: "advice", Reason: "because", Sources: rules})
	w.save(err)
	return w
}

func (w *world) save(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func listedIDs(list []application.Listed) []string {
	var out []string
	for _, l := range list {
		out = append(out, l.ID)
	}
	return out
}

func TestPublished(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := overviewWorld(t, s)
		for _, c := range []struct {
			name string
			f    application.PublicFilter
			want []string
		}{
			{"everything public, by label", application.PublicFilter{}, []string{"a1", "a2", "a3"}},
			{"of one round", application.PublicFilter{Round: "r"}, []string{"a1", "a2", "a3"}},
			{"of no round", application.PublicFilter{Round: "other"}, nil},
			{"behind a place", application.PublicFilter{After: application.Place{ALabel: "book", ID: "a1"}}, []string{"a2", "a3"}},
			{"in front of a place", application.PublicFilter{Before: application.Place{ALabel: "xn--mgbaakc7dvf", ID: "a3"}}, []string{"a1", "a2"}},
			{"by part of the string in its script", application.PublicFilter{Query: "تصال"}, []string{"a3"}},
			{"by applicant", application.PublicFilter{Query: "ORG A2"}, []string{"a2"}},
			{"a percent sign is no wildcard", application.PublicFilter{Query: "%"}, nil},
			{"secret ones are not found", application.PublicFilter{Query: "marker"}, nil},
			{"on hold", application.PublicFilter{Status: string(workflow.StatusOnHold)}, []string{"a2"}},
			{"active leaves out what is on hold", application.PublicFilter{Status: string(workflow.StatusActive)}, []string{"a1"}},
			{"in testing", application.PublicFilter{Status: string(workflow.StatusPDT)}, []string{"a3"}},
			{"a status of nothing", application.PublicFilter{Status: "nonsense"}, nil},
			{"by stage", application.PublicFilter{Stage: string(workflow.StageReveal)}, []string{"a1", "a2"}},
			{"by kind", application.PublicFilter{Kind: application.InContention}, nil},
		} {
			t.Run(c.name, func(t *testing.T) {
				c.f.Limit = 10
				got, err := s.Published(w.ctx, c.f)
				w.save(err)
				if !reflect.DeepEqual(listedIDs(got), c.want) {
					t.Errorf("got %v, want %v", listedIDs(got), c.want)
				}
				if c.f.After == (application.Place{}) && c.f.Before == (application.Place{}) {
					n, err := s.CountPublished(w.ctx, c.f)
					w.save(err)
					if n != len(c.want) {
						t.Errorf("counted %d, want %d", n, len(c.want))
					}
				}
			})
		}
	})
}

func TestExactly(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := overviewWorld(t, s)
		for _, c := range []struct {
			id, label string
			want      []string
		}{{"a1", "", []string{"a1"}}, {"-", "book", []string{"a1", "a2"}}, {"a4", "marker", nil}, {"book", "", nil}} {
			got, err := s.Exactly(w.ctx, c.id, c.label, 5)
			w.save(err)
			if !reflect.DeepEqual(listedIDs(got), c.want) {
				t.Errorf("%q %q: got %v, want %v", c.id, c.label, listedIDs(got), c.want)
			}
		}
	})
}

func TestStandings(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := overviewWorld(t, s)
		got, err := s.Standings(w.ctx, []string{"r"})
		w.save(err)
		var said []string
		for _, x := range got {
			said = append(said, fmt.Sprint(x.State, " ", x.Held, " ", x.N))
		}
		if want := []string{"revealed false 1", "revealed true 1", "testing false 1"}; !reflect.DeepEqual(said, want) {
			t.Errorf("got %v, want %v", said, want)
		}
	})
}

func TestChanges(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := overviewWorld(t, s)
		got, err := s.Changes(w.ctx, []string{"r"}, 100)
		w.save(err)
		first, last := got[0], got[len(got)-1]
		if first.State != workflow.Testing || first.One == nil || first.One.ID != "a3" || first.Day.Format(time.DateOnly) != "2026-03-02" || len(first.Sources) != 1 {
			t.Errorf("newest change is %+v", first)
		}
		if last.State != workflow.RevealedState || last.N != 2 || last.One != nil || last.Day.Format(time.DateOnly) != "2026-03-01" {
			t.Errorf("oldest change is %+v", last)
		}
		for _, c := range got {
			if c.State == workflow.Submitted || c.State == workflow.Paid {
				t.Errorf("a secret step is listed: %+v", c)
			}
		}
	})
}

func TestSetLines(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := overviewWorld(t, s)
		member := func(ids ...string) (out []application.Listed) {
			for _, id := range ids {
				out = append(out, application.Listed{Application: application.Application{ID: id}})
			}
			return out
		}
		w.save(s.SaveSets(w.ctx, []application.Set{
			{Round: "r", Name: "E-book", Basis: "identical", Source: "list", Members: member("a1", "a2")},
			{Round: "r", Name: "E-half", Basis: "similar", Source: "list", Members: member("a3", "a4")},
			{Round: "r", Name: "E-marker", Basis: "identical", Source: "list", Members: member("a4")},
		}))
		lines, err := s.SetLines(w.ctx, application.SetFilter{Round: "r", Limit: 10})
		w.save(err)
		if len(lines) != 2 || lines[0].Name != "E-book" || lines[0].Members != 2 || lines[0].Open != 2 || lines[0].Resolved() || lines[1].Name != "E-half" || lines[1].Members != 1 || !lines[1].Resolved() {
			t.Errorf("sets are %+v", lines)
		}
		if lines, err = s.SetLines(w.ctx, application.SetFilter{Round: "r", Size: 2, Limit: 10}); err != nil || len(lines) != 1 {
			t.Errorf("sets of two are %+v, %v", lines, err)
		}
		if lines, err = s.SetLines(w.ctx, application.SetFilter{Round: "r", After: "E-book", Limit: 10}); err != nil || len(lines) != 1 {
			t.Errorf("sets behind E-book are %+v, %v", lines, err)
		}
		sizes, err := s.SetSizes(w.ctx, "r")
		w.save(err)
		if want := []application.SetSize{{Members: 1, Sets: 1}, {Members: 2, Sets: 1}}; !reflect.DeepEqual(sizes, want) {
			t.Errorf("sizes are %+v", sizes)
		}
	})
}

func TestStandsOf(t *testing.T) {
	for _, d := range workflow.All {
		for _, p := range d.Positions {
			for _, s := range application.StandsOf(p.Status) {
				at, ok := workflow.ByName(s.Definition).Position(s.State)
				if !ok || at.Secret || at.Status != p.Status {
					t.Errorf("%s lists %s of %s", p.Status, s.State, s.Definition)
				}
			}
		}
	}
}
