package application_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"rootward/application"
	"rootward/application/round"
	"rootward/idn"
	"rootward/idn/lgr"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

// kafs makes the two forms of the Arabic letter kaf variants of each other.
const kafs = `<lgr xmlns="urn:ietf:params:xml:ns:lgr-1.0"><data>
<char cp="0633"/><char cp="0645"/>
<char cp="0643"><var cp="06A9" type="blocked"/></char>
<char cp="06A9"><var cp="0643" type="blocked"/></char>
</data></lgr>`

// byKafs is an edition with that one rule set.
func byKafs(t *testing.T) application.Variants {
	g, err := lgr.Parse(strings.NewReader(kafs))
	if err != nil {
		t.Fatal(err)
	}
	return application.Variants{Common: func(context.Context, string) (*lgr.LGR, error) { return g, nil }}
}

func TestVariantsContendWithEachOther(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		p := newProgramme(t, s)
		p.Variants = byKafs(t)
		facts, ok := p.Door.Facts[0].(*application.Facts)
		if !ok {
			t.Fatal("the first source of facts is another one")
		}
		facts.Variants = p.Variants
		one, two, alone := p.submit("alpha", "سكم"), p.submit("beta", "سکم"), p.submit("alpha", "سمم")
		for _, d := range []application.Draft{one, two, alone} {
			p.operate(d.ID, workflow.RecordPayment)
		}
		// As after an update from a version without keys.
		if err := s.Exec(p.ctx, "UPDATE applications SET variant_key = '' WHERE id = ?", two.ID); err != nil {
			t.Fatal(err)
		}
		p.clock.now = opens.Add(31 * 24 * time.Hour)
		if _, err := p.Tick(p.ctx); err != nil {
			t.Fatal(err)
		}
		p.reveal()
		set, ok, err := s.SetOf(p.ctx, one.Application)
		if err != nil || !ok || set.Basis != application.BasisVariant || len(set.Members) != 2 {
			t.Fatalf("the set of the variants is %+v, %t, %v", set, ok, err)
		}
		if _, ok, err := s.SetOf(p.ctx, alone.Application); ok || err != nil {
			t.Errorf("a string without variants is in a set: %v", err)
		}
		p.clock.now = p.clock.now.Add(14 * 24 * time.Hour)
		if err := p.round(workflow.ConfirmRound, ""); err != nil {
			t.Fatal(err)
		}
		p.contended(one.ID, two.ID)
	})
}

// TestAStringIsWhatItsRulesSayWhenSubmitted: rules and lists may change after
// the last save.
func TestAStringIsWhatItsRulesSayWhenSubmitted(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		p := newProgramme(t, s)
		p.Variants = byKafs(t)
		d, judge := p.draft("alpha", "سمم"), p.Judge
		p.Judge = func(label string, policy *round.Policy) idn.Report {
			r := judge(label, policy)
			r.Findings = append(r.Findings, application.Requirements()[0].Finding(false)) // as when lists cannot be read
			return r
		}
		d, faults, err := p.Save(p.ctx, "alpha", d.ID, d.Revision, map[string]string{application.QuestionString: "سكم"})
		if err != nil || len(faults) == 0 || d.ALabel != "" {
			t.Fatalf("a string that is refused has the A-label %q: %v, %v", d.ALabel, faults, err)
		}
		p.Judge = judge
		r, err := p.Submit(p.ctx, "alpha", d.ID, d.Case.Version)
		if err != nil {
			t.Fatal(err)
		}
		d, err = p.Draft(p.ctx, "alpha", d.ID)
		if want := aLabel(t, "سكم"); err != nil || d.ALabel != want || d.FinalALabel != want || d.VariantKey == "" || !strings.Contains(r.Content, want) {
			t.Errorf("submitted as %q, %q, key %q, receipt %s: %v", d.ALabel, d.FinalALabel, d.VariantKey, r.Content, err)
		}
	})
}

func TestKeysFollowTheEdition(t *testing.T) {
	v := byKafs(t)
	other := *round.GTLD2026
	other.RootRules.Edition = "6"
	archive := *round.GTLD2026
	archive.RootRules.Binding = false
	key := func(p *round.Policy, aLabel string) string {
		k, err := v.Key(t.Context(), p, aLabel)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	a, b := aLabel(t, "سكم"), aLabel(t, "سکم")
	if key(round.GTLD2026, a) != key(round.GTLD2026, b) {
		t.Error("variants have two keys")
	}
	if key(round.GTLD2026, a) == key(&other, a) {
		t.Error("two editions share a key")
	}
	if key(&archive, a) == key(&archive, b) {
		t.Error("variants share a key in a round that the rules do not bind")
	}
	if key(round.GTLD2026, "") != "" {
		t.Error("no string has a key")
	}
}

func aLabel(t *testing.T, label string) string {
	t.Helper()
	r := application.JudgeLabel(label, round.GTLD2026)
	if r.ALabel == "" {
		t.Fatalf("%s has no A-label", label)
	}
	return r.ALabel
}
