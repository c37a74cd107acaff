package storage_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/application/ruleset"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

// apply adds applications of the round, submitted, one for each label; every
// second is of the organisation o1.
func (w *rulesWorld) apply(labels ...string) {
	w.Helper()
	fatal(w.T, w.store.InsertOrganisation(w.ctx, access.Organisation{ID: "o1", Name: "One", Country: "GR", CreatedAt: noon}))
	fatal(w.T, w.store.InsertAccount(w.ctx, access.Account{ID: "insider", Email: "i@example.org", Organisation: "o1", Language: "en", Zone: "UTC", CreatedAt: noon}, "i@example.org", ""))
	for i, l := range labels {
		rep := application.JudgeLabel(l, round.GTLD2026)
		a := application.Application{ID: fmt.Sprintf("a%d", i), Round: "r", String: l, ALabel: rep.ALabel, FinalString: l, FinalALabel: rep.ALabel, ApplicantKnown: true, CreatedAt: noon, SavedAt: noon}
		if i%2 == 1 {
			a.Organisation = "o1"
		}
		fatal(w.T, w.store.InsertApplications(w.ctx, []application.Application{a}))
		w.open(a.ID)
		w.must(a.ID, workflow.Submit)
	}
}

func TestComparingARound(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newRulesWorld(t, s)
		w.add("6", false)
		w.add("7", true)
		fatal(t, w.choose("6"))
		w.apply("abc", "bab", "bed", "βαβ", "doc", "döc", "cab", "ode")
		fatal(t, s.InsertApplications(w.ctx, []application.Application{{ID: "draft", Round: "r", String: "bee", ALabel: "bee", FinalString: "bee", FinalALabel: "bee", CreatedAt: noon, SavedAt: noon}}))
		w.open("draft")
		c, err := w.rules.Ask(w.ctx, lifecycle.ByAccount("operator"), "r", "7")
		fatal(t, err)
		got, err := w.rules.Last(w.ctx, "r")
		if err != nil || got.ID != c.ID || !got.Finished() || got.Done != 8 || got.Total != 8 || got.Old != "6" || got.New != "7" || got.Failure != "" || got.By != "operator" {
			t.Fatalf("%+v, %v", got, err)
		}
		if sum := got.Summary; sum.Strings != 8 || sum.Distinct != 8 || sum.Admitted != 2 || sum.Changed != 3 || sum.Meet != 1 || sum.Part != 1 {
			t.Errorf("summary %+v", sum)
		}
		rows, err := s.RuleChanges(w.ctx, c.ID, "operator", ruleset.String{}, 2)
		if err != nil || len(rows) != 2 || rows[0].Label != "bed" || !rows[0].New.Eligible || rows[1].Label != "doc" || len(rows[1].Gained) != 1 {
			t.Errorf("first rows %+v, %v", rows, err)
		}
		rows, err = s.RuleChanges(w.ctx, c.ID, "operator", rows[1].String, 2)
		if err != nil || len(rows) != 1 || rows[0].Label != "ode" {
			t.Errorf("next rows %+v, %v", rows, err)
		}
		met, err := s.RuleMeetings(w.ctx, c.ID, "operator", true, 10)
		if err != nil || len(met) != 1 || len(met[0].Parts) != 2 || met[0].Strings()[0].Label != "bab" || met[0].Strings()[1].Label != "βαβ" {
			t.Errorf("met %+v, %v", met, err)
		}
		part, err := s.RuleMeetings(w.ctx, c.ID, "operator", false, 10)
		if err != nil || len(part) != 1 || len(part[0].Parts) != 2 {
			t.Errorf("part %+v, %v", part, err)
		}
		t.Run("staff learn nothing of their own organisation", func(t *testing.T) {
			rows, err := s.RuleChanges(w.ctx, c.ID, "insider", ruleset.String{}, 10)
			if err != nil || len(rows) != 2 {
				t.Errorf("rows %+v, %v", rows, err)
			}
			for _, gained := range []bool{true, false} {
				if met, err := s.RuleMeetings(w.ctx, c.ID, "insider", gained, 10); err != nil || len(met) != 0 {
					t.Errorf("groups %+v, %v", met, err)
				}
			}
		})
		t.Run("a finished one is not made again", func(t *testing.T) {
			fatal(t, w.rules.RunComparison(w.ctx, c.ID))
		})
		t.Run("a run that was cut short begins anew", func(t *testing.T) {
			again := ruleset.Comparison{Round: "r", Old: "6", New: "7", By: "operator", At: noon}
			fatal(t, s.AddRuleComparison(w.ctx, &again))
			fatal(t, s.AddRuleChanges(w.ctx, again.ID, 1, rows))
			fatal(t, w.rules.RunComparison(w.ctx, again.ID))
			list, err := s.RuleChanges(w.ctx, again.ID, "operator", ruleset.String{}, 10)
			if err != nil || len(list) != 3 {
				t.Errorf("%+v, %v", list, err)
			}
		})
		t.Run("one whose edition is gone says so", func(t *testing.T) {
			gone := ruleset.Comparison{Round: "r", Old: "6", New: "7", By: "operator", At: noon}
			fatal(t, s.AddRuleComparison(w.ctx, &gone))
			fatal(t, w.rules.Remove(w.ctx, shell, "7"))
			fatal(t, w.rules.RunComparison(w.ctx, gone.ID))
			if got, err := s.RuleComparison(w.ctx, gone.ID); err != nil || got.Failure != ruleset.FailureGone || !got.Finished() {
				t.Errorf("%+v, %v", got, err)
			}
		})
	})
}

func TestComparisonsAreAskedForByAJob(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newRulesWorld(t, s)
		w.add("6", false)
		var asked []int64
		w.rules.Enqueue = func(_ context.Context, id int64) error { asked = append(asked, id); return nil }
		c, err := w.rules.Ask(w.ctx, lifecycle.ByAccount("operator"), "r", "6")
		if err != nil || len(asked) != 1 || asked[0] != c.ID || c.Finished() {
			t.Errorf("%+v, %v, %v", c, asked, err)
		}
		for _, edition := range []string{"5", "9"} {
			var invalid *lifecycle.Invalid
			if _, err := w.rules.Ask(w.ctx, lifecycle.ByAccount("operator"), "r", edition); !errors.As(err, &invalid) || invalid.Field != ruleset.FieldEdition {
				t.Errorf("edition %s: %v", edition, err)
			}
		}
		if _, err := w.rules.Ask(w.ctx, lifecycle.ByAccount("operator"), "no", "6"); !errors.Is(err, lifecycle.ErrNotFound) {
			t.Errorf("no such round: %v", err)
		}
	})
}

// TestStringsArePagedByKey reads a round of many applications in as many
// statements as it has pages, and finds each once.
func TestStringsArePagedByKey(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newRulesWorld(t, s)
		w.apply("abc", "abc", "cab", "bab", "dab")
		n := s.CountStatements(t)
		var got []string
		after := ruleset.String{}
		for {
			page, err := s.RuleStrings(w.ctx, "r", after, 2)
			fatal(t, err)
			if len(page) == 0 {
				break
			}
			for _, x := range page {
				got = append(got, x.Label+x.Application)
			}
			after = page[len(page)-1]
		}
		if diff := cmp.Diff([]string{"abca0", "abca1", "baba3", "caba2", "daba4"}, got); diff != "" || n.Load() != 4 {
			t.Errorf("%d statements, %s", n.Load(), diff)
		}
	})
}
