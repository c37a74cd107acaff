package storage_test

import (
	"context"
	"strings"
	"testing"

	"rootward/application"
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
