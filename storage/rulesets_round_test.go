package storage_test

import (
	"context"
	"strings"
	"testing"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/idn/lgr"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

func TestAChosenEditionIsThePolicysOfTheRound(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newRulesWorld(t, s)
		w.add("6", false)
		edition := func(id string) string {
			r, err := s.Round(w.ctx, id)
			fatal(t, err)
			all, err := s.Rounds(w.ctx)
			fatal(t, err)
			for _, x := range all {
				if x.ID == id && x.Policy.RootRules.Edition != r.Policy.RootRules.Edition {
					t.Errorf("one round, two editions: %q and %q", x.Policy.RootRules.Edition, r.Policy.RootRules.Edition)
				}
			}
			return r.Policy.RootRules.Edition
		}
		if edition("r") != "5" {
			t.Errorf("before a choice it is %q", edition("r"))
		}
		var followed string
		w.rules.Chosen = func(_ context.Context, round string) error { followed = round; return nil }
		fatal(t, w.choose("6"))
		if edition("r") != "6" || edition("q") != "5" || round.GTLD2026.RootRules.Edition != "5" {
			t.Errorf("after a choice for r: r %q, q %q, the policy %q", edition("r"), edition("q"), round.GTLD2026.RootRules.Edition)
		}
		if followed != "r" {
			t.Errorf("what follows was asked for round %q", followed)
		}
	})
}

func TestKeysAreComputedAnewForAnotherEdition(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newRulesWorld(t, s)
		w.add("6", false)
		fatal(t, s.InsertApplications(w.ctx, []application.Application{{ID: "a", Round: "r", FinalALabel: "abc", VariantKey: "5:old", CreatedAt: noon, SavedAt: noon}}))
		g, err := lgr.Parse(strings.NewReader(`<lgr xmlns="` + lgr.Namespace + `"><data><range first-cp="0061" last-cp="007A"/></data></lgr>`))
		fatal(t, err)
		service := &application.Service{Store: s, Variants: application.Variants{Common: func(context.Context, string) (*lgr.LGR, error) { return g, nil }}}
		key := func() string {
			fatal(t, service.Sweep(w.ctx, "r", workflow.ChooseRules))
			a, err := s.Application(w.ctx, "a")
			fatal(t, err)
			return a.VariantKey
		}
		if k := key(); k != "5:old" {
			t.Errorf("a key of the edition in force became %q", k)
		}
		fatal(t, w.choose("6"))
		if k := key(); !strings.HasPrefix(k, "6:") {
			t.Errorf("the key is %q", k)
		}
	})
}

// TestKeysAreOfTheLatestStringAndEdition changes, while keys are computed, the
// string that one is computed for, and the edition in force.
func TestKeysAreOfTheLatestStringAndEdition(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newRulesWorld(t, s)
		w.add("6", false)
		fatal(t, s.InsertApplications(w.ctx, []application.Application{
			{ID: "a", Round: "r", FinalALabel: "abc", CreatedAt: noon, SavedAt: noon},
			{ID: "b", Round: "r", FinalALabel: "bcd", CreatedAt: noon, SavedAt: noon},
		}))
		g, err := lgr.Parse(strings.NewReader(`<lgr xmlns="` + lgr.Namespace + `"><data><range first-cp="0061" last-cp="007A"/></data></lgr>`))
		fatal(t, err)
		v := application.Variants{Common: func(context.Context, string) (*lgr.LGR, error) { return g, nil }}
		again := v
		meanwhile := func() {
			fatal(t, s.Exec(w.ctx, "UPDATE applications SET final_a_label = 'xyz', variant_key = '6:theirs' WHERE id = 'a'"))
			fatal(t, w.choose("6"))
		}
		v.Common = func(ctx context.Context, edition string) (*lgr.LGR, error) {
			if meanwhile != nil {
				f := meanwhile
				meanwhile = nil
				f()
			}
			return again.Common(ctx, edition)
		}
		fatal(t, (&application.Service{Store: s, Variants: v}).Sweep(w.ctx, "r", workflow.ChooseRules))
		a, err := s.Application(w.ctx, "a")
		fatal(t, err)
		if a.VariantKey != "6:theirs" {
			t.Errorf("the key of a string that was typed meanwhile became %q", a.VariantKey)
		}
		b, err := s.Application(w.ctx, "b")
		fatal(t, err)
		if !strings.HasPrefix(b.VariantKey, "6:") {
			t.Errorf("the key after a choice made meanwhile is %q", b.VariantKey)
		}
	})
}

// TestVerifyReadsChoicesThatLostTheirSources: what verify is there to find must
// not stop it.
func TestVerifyReadsChoicesThatLostTheirSources(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newRulesWorld(t, s)
		w.add("6", false)
		fatal(t, w.choose("6"))
		off := "DROP TRIGGER history_append_only_u"
		if s.Dialect() == storage.Postgres {
			off = "ALTER TABLE history DISABLE TRIGGER USER"
		}
		fatal(t, s.Exec(w.ctx, off))
		fatal(t, s.Exec(w.ctx, "UPDATE history SET sources = '[]', decision = false WHERE event = ?", string(workflow.ChooseRules)))
		v, err := lifecycle.Verify(w.ctx, s, nil)
		fatal(t, err)
		found := false
		for _, f := range v.Faults {
			found = found || strings.Contains(f.What, "edition of rules")
		}
		if !found {
			t.Errorf("found only %v", v.Faults)
		}
	})
}
