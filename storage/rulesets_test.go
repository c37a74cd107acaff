package storage_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/application/ruleset"
	"rootward/application/ruleset/rulesettest"
	"rootward/idn/rootzone"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

// rulesWorld is a database with a round that is open, and the service over
// it.
type rulesWorld struct {
	*world
	rules *ruleset.Service
}

var shell = lifecycle.ByShell("test")

func newRulesWorld(t *testing.T, s *storage.Store) *rulesWorld {
	w := &rulesWorld{world: newWorld(t, s)}
	w.rules = &ruleset.Service{Store: s, Door: w.door, Clock: w.clock, Carried: rootzone.Embedded()}
	for _, id := range []string{"r", "q"} {
		fatal(t, s.SaveRound(w.ctx, round.Round{ID: id, Policy: round.GTLD2026}, noon))
		_, err := w.door.Open(w.ctx, lifecycle.NewCase{Case: application.RoundCase(id), Definition: workflow.RoundCycle, Round: id, Policy: "1", Actor: shell})
		fatal(t, err)
	}
	return w
}

func (w *rulesWorld) add(id string, later bool) ruleset.Edition {
	w.Helper()
	e, added, err := w.rules.Add(w.ctx, shell, rulesettest.Candidate(id, later))
	if err != nil || !added {
		w.Fatalf("adding %s: %v, %v", id, added, err)
	}
	return e
}

func (w *rulesWorld) choose(edition string) error {
	w.Helper()
	c, err := w.store.ReadCase(w.ctx, application.RoundCase("r"))
	fatal(w.T, err)
	return w.rules.Choose(w.ctx, ruleset.Request{
		Round: "r", Edition: edition, Actor: lifecycle.ByAccount("operator"), Version: c.Version, Reason: "The Board adopted it.", Sources: rules,
	})
}

func (w *rulesWorld) force() ruleset.InForce {
	w.Helper()
	r, err := w.store.Round(w.ctx, "r")
	fatal(w.T, err)
	f, err := w.rules.InForce(w.ctx, r)
	fatal(w.T, err)
	return f
}

func TestEditionsAreKeptAsTheyWereGiven(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newRulesWorld(t, s)
		want := w.add("6", false)
		if want.AddedBy != "shell:test" || !want.AddedAt.Equal(noon) || len(want.Sets) != 3 || want.Sets[0].Name != "lgr-6-common" || want.Sets[2].Variants != 2 {
			t.Errorf("added %+v", want)
		}
		got, err := w.rules.Describe(w.ctx, "6")
		fatal(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		for _, f := range rulesettest.Files("6", false) {
			kept, err := w.rules.XML(w.ctx, "6", f.Name)
			if err != nil || string(kept.XML) != string(f.XML) {
				t.Errorf("%s is not as it was given: %v", f.Name, err)
			}
		}
		if _, err := w.rules.XML(w.ctx, "6", "lgr-6-thai-script"); !errors.Is(err, lifecycle.ErrNotFound) {
			t.Errorf("a set that is not there: %v", err)
		}
		rules, err := w.rules.Load(w.ctx, "6")
		fatal(t, err)
		again, err := w.rules.Load(w.ctx, "6")
		if err != nil || rules != again || rules.Common() == nil || rules.ID != "6" || rules.SourceURL != "https://example.org/rules" {
			t.Errorf("loaded %+v, %v", rules, err)
		}
		list, err := w.rules.List(w.ctx)
		if err != nil || len(list) != 2 || !list[0].Carried || list[0].ID != "5" || list[1].ID != "6" {
			t.Errorf("list %+v, %v", list, err)
		}
		if _, err := w.rules.Load(w.ctx, "9"); !errors.Is(err, lifecycle.ErrNotFound) {
			t.Errorf("an edition that is not there: %v", err)
		}
	})
}

func TestAddingEditions(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newRulesWorld(t, s)
		w.add("6", false)
		t.Run("the same content again changes nothing", func(t *testing.T) {
			e, added, err := w.rules.Add(w.ctx, shell, rulesettest.Candidate("6", false))
			if err != nil || added || e.ID != "6" {
				t.Errorf("%+v, %v, %v", e, added, err)
			}
		})
		t.Run("another content needs another id", func(t *testing.T) {
			c := rulesettest.Candidate("7", true)
			c.ID = "6"
			if _, _, err := w.rules.Add(w.ctx, shell, c); !errors.Is(err, ruleset.ErrTaken) {
				t.Errorf("%v", err)
			}
			c.ID = "5"
			if _, _, err := w.rules.Add(w.ctx, shell, c); !errors.Is(err, ruleset.ErrTaken) {
				t.Errorf("the carried one: %v", err)
			}
		})
		t.Run("an account at a page may not", func(t *testing.T) {
			var invalid *lifecycle.Invalid
			if _, _, err := w.rules.Add(w.ctx, lifecycle.ByAccount("operator"), rulesettest.Candidate("7", true)); !errors.As(err, &invalid) {
				t.Errorf("%v", err)
			}
		})
		t.Run("every fault is told, and nothing is kept", func(t *testing.T) {
			c := rulesettest.Candidate("Seven!", true)
			c.Date, c.Source = "2025", " "
			c.Files[1].XML = []byte(strings.Replace(string(c.Files[1].XML), `cp="03B1"`, `cp="nothing"`, 1))
			c.Files = append(c.Files, c.Files[2])
			_, _, err := w.rules.Add(w.ctx, shell, c)
			var faults ruleset.Faults
			if !errors.As(err, &faults) {
				t.Fatal(err)
			}
			for _, field := range []string{"id", "date", "source", "files", c.Files[1].Name} {
				found := false
				for _, f := range faults {
					found = found || f.Field == field
				}
				if !found {
					t.Errorf("nothing about %s in %v", field, faults)
				}
			}
			if list, err := w.rules.List(w.ctx); err != nil || len(list) != 2 {
				t.Errorf("%v, %v", list, err)
			}
		})
		t.Run("a lenient reading keeps what it forgave", func(t *testing.T) {
			c := rulesettest.Candidate("8", true)
			c.Files[2].XML = []byte(strings.Replace(string(c.Files[2].XML), "<data>", `<data colour="red">`, 1))
			var faults ruleset.Faults
			if _, _, err := w.rules.Add(w.ctx, shell, c); !errors.As(err, &faults) || faults[0].Line == 0 {
				t.Fatalf("strict: %v", err)
			}
			c.Lenient = true
			_, _, err := w.rules.Add(w.ctx, shell, c)
			fatal(t, err)
			e, err := w.rules.Describe(w.ctx, "8")
			if err != nil || len(e.Sets[2].Forgiven) != 1 || !strings.Contains(e.Sets[2].Forgiven[0], "colour") {
				t.Errorf("%+v, %v", e.Sets, err)
			}
			if _, err := w.rules.Load(w.ctx, "8"); err != nil {
				t.Error(err)
			}
		})
	})
}

func TestChoosingAnEdition(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newRulesWorld(t, s)
		six := w.add("6", false)
		if f := w.force(); f.Edition != "5" || !f.Binding || f.Choice != nil {
			t.Errorf("the policy's: %+v", f)
		}
		fatal(t, w.choose("6"))
		if f := w.force(); f.Edition != "6" || f.Digest != six.Digest || f.Choice == nil || f.Choice.By != "operator" || f.Choice.Carried {
			t.Errorf("chosen: %+v", f)
		}
		history, err := s.History(w.ctx, application.RoundCase("r"))
		fatal(t, err)
		last := history[len(history)-1]
		if last.Event != workflow.ChooseRules || last.From != last.To || last.Reason != "The Board adopted it." || !last.Decision || last.Role != workflow.Operator || last.Version != w.force().Choice.Version ||
			len(last.Sources) != 2 || !strings.Contains(last.Sources[0].Title, "edition 6") || !strings.Contains(last.Sources[0].Title, six.Digest) {
			t.Errorf("history %+v", last)
		}
		uses, err := w.rules.Uses(w.ctx)
		if err != nil || len(uses) != 2 || uses[0].Edition != "5" || uses[1].Edition != "6" || uses[1].Round.ID != "r" {
			t.Errorf("uses %+v, %v", uses, err)
		}
		fatal(t, w.choose("5"))
		if f := w.force(); f.Edition != "5" || !f.Choice.Carried {
			t.Errorf("back: %+v", f)
		}
		w.sound()
	})
}

// TestVerifyComparesChoicesWithHistory changes a choice behind the back of the
// history.
func TestVerifyComparesChoicesWithHistory(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newRulesWorld(t, s)
		w.add("6", false)
		fatal(t, w.choose("6"))
		fatal(t, w.choose("5"))
		w.sound()
		off := "DROP TRIGGER round_editions_stay_u"
		if s.Dialect() == storage.Postgres {
			off = "ALTER TABLE round_editions DISABLE TRIGGER USER"
		}
		fatal(t, s.Exec(w.ctx, off))
		for _, change := range []string{"digest = 'other'", "chosen_by = 'somebody'"} {
			fatal(t, s.Exec(w.ctx, "UPDATE round_editions SET "+change+" WHERE version = 2"))
			v, err := lifecycle.Verify(w.ctx, s, nil)
			fatal(t, err)
			if len(v.Faults) != 1 || !strings.Contains(v.Faults[0].What, "edition of rules") {
				t.Errorf("%s: %v", change, v.Faults)
			}
		}
	})
}

func TestChoicesThatAreRefused(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newRulesWorld(t, s)
		w.add("6", false)
		invalid := func(name, field string, err error) {
			t.Helper()
			var i *lifecycle.Invalid
			if !errors.As(err, &i) || i.Field != field {
				t.Errorf("%s: %v", name, err)
			}
		}
		invalid("an edition that there is not", ruleset.FieldEdition, w.choose("9"))
		invalid("the edition in force", ruleset.FieldEdition, w.choose("5"))
		ask := func(r ruleset.Request) error {
			r.Round, r.Edition = "r", "6"
			return w.rules.Choose(w.ctx, r)
		}
		invalid("no reason", "reason", ask(ruleset.Request{Actor: shell}))
		invalid("no version", "version", ask(ruleset.Request{Actor: lifecycle.ByAccount("operator"), Reason: "because"}))
		if err := ask(ruleset.Request{Actor: lifecycle.ByAccount("operator"), Version: 9, Reason: "because"}); !errors.Is(err, lifecycle.ErrConflict) {
			t.Errorf("another version: %v", err)
		}
		var refused *workflow.Refused
		if err := ask(ruleset.Request{Actor: lifecycle.ByAccount("decider"), Version: 1, Reason: "because"}); !errors.As(err, &refused) || refused.Why != workflow.WhyRole {
			t.Errorf("another role: %v", err)
		}
		if err := ask(ruleset.Request{Actor: lifecycle.ByAccount("stranger"), Version: 1, Reason: "because"}); !errors.Is(err, lifecycle.ErrNotFound) {
			t.Errorf("a stranger: %v", err)
		}
		if f := w.force(); f.Choice != nil {
			t.Errorf("something was chosen: %+v", f)
		}
		if h, err := s.History(w.ctx, application.RoundCase("r")); err != nil || len(h) != 1 {
			t.Errorf("%d rows of history, %v", len(h), err)
		}
		_, err := w.door.Move(w.ctx, lifecycle.Request{Case: application.RoundCase("r"), Event: workflow.Record, Actor: shell, To: workflow.RoundComplete, Sources: rules})
		fatal(t, err)
		if err := w.choose("6"); !errors.As(err, &refused) || refused.Why != workflow.WhyState {
			t.Errorf("a round that is complete: %v", err)
		}
	})
}

func TestEditionsInUseStay(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newRulesWorld(t, s)
		w.add("6", false)
		w.add("7", true)
		fatal(t, w.choose("6"))
		if err := w.rules.Remove(w.ctx, shell, "6"); !errors.Is(err, ruleset.ErrInUse) {
			t.Errorf("in use: %v", err)
		}
		fatal(t, w.choose("5"))
		if err := w.rules.Remove(w.ctx, shell, "6"); !errors.Is(err, ruleset.ErrInUse) {
			t.Errorf("was in use: %v", err)
		}
		fatal(t, w.rules.Remove(w.ctx, shell, "7"))
		if err := w.rules.Remove(w.ctx, shell, "7"); !errors.Is(err, lifecycle.ErrNotFound) {
			t.Errorf("twice: %v", err)
		}
		if _, _, err := w.rules.Add(w.ctx, shell, rulesettest.Candidate("7", true)); !errors.Is(err, ruleset.ErrTaken) {
			t.Errorf("its id again: %v", err)
		}
		for _, q := range []string{
			"UPDATE rule_sets SET xml = xml WHERE edition_id = '6'", "DELETE FROM rule_sets WHERE edition_id = '6'", "UPDATE rule_editions SET digest = 'x' WHERE id = '6'",
			"UPDATE rule_editions SET removed_by = 'x' WHERE id = '6'", "DELETE FROM rule_editions WHERE id = '6'", "UPDATE round_editions SET edition = '5'", "DELETE FROM round_editions",
			"INSERT INTO round_editions (round_id, version, edition, digest, chosen_by, chosen_at) VALUES ('r', 1, '5', '', 'x', '2026-03-01')",
		} {
			if err := s.Exec(w.ctx, q); err == nil {
				t.Errorf("the database lets pass: %s", q)
			}
		}
		w.sound()
	})
}

func TestRulesMigrateDownAndUp(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newRulesWorld(t, s)
		w.add("6", false)
		fatal(t, w.choose("6"))
		last := 0
		for s.Exec(w.ctx, "SELECT 1 FROM rule_editions") == nil {
			if last++; last > 10 {
				t.Fatal("ten versions down and the tables are still there")
			}
			fatal(t, s.MigrateDown(w.ctx, 1))
		}
		fatal(t, s.Migrate(w.ctx))
		w.add("6", false)
	})
}

func TestEditionsTakeAsManyStatementsForMore(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newRulesWorld(t, s)
		n := s.CountStatements(t)
		count := func(f func() error) int64 {
			t.Helper()
			before := n.Load()
			fatal(t, f())
			return n.Load() - before
		}
		list := func() error { _, err := w.rules.List(w.ctx); return err }
		uses := func() error { _, err := w.rules.Uses(w.ctx); return err }
		w.add("6", false)
		fewList, fewUses := count(list), count(uses)
		for i := range 5 {
			c := rulesettest.Candidate(fmt.Sprintf("x%d", i), true)
			_, _, err := w.rules.Add(w.ctx, shell, c)
			fatal(t, err)
			fatal(t, w.choose(c.ID))
		}
		if l, u := count(list), count(uses); l != fewList || u != fewUses || l > 2 || u > 2 {
			t.Errorf("list %d then %d statements, uses %d then %d", fewList, l, fewUses, u)
		}
	})
}
