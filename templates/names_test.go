package templates_test

import (
	"testing"

	"rootward/templates"
	"rootward/workflow"
)

func TestRoundsHaveNames(t *testing.T) {
	set := newSet(t)
	for _, c := range []struct {
		language string
		text     templates.Text
		want     string
	}{
		{"en", templates.RoundName("2012"), "2012\u00a0round"},
		{"en", templates.RoundName("idn-cctld"), "IDN ccTLD Fast Track"},
		{"en", templates.RoundName("2031"), "Round 2031"},
		{"en", templates.InRound("2026"), "in the 2026 round"},
		{"en", templates.InRound("2031"), "in round 2031"},
		{"ar", templates.RoundName("sample-1"), "الجولة التجريبية 1"},
		{"ar", templates.InRound("2012"), "في جولة 2012"},
	} {
		if got := set.Say(c.language, c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.language, got, c.want)
		}
	}
	if templates.RoundName("") != nil {
		t.Error("no round has a name")
	}
}

// TestEveryRoundNamedIsInEveryLanguage finds rounds with a name in one
// language or in one form alone.
func TestEveryRoundNamedIsInEveryLanguage(t *testing.T) {
	set := newSet(t)
	for _, language := range set.Languages() {
		for _, id := range templates.NamedRounds {
			for _, key := range []string{"round.name.", "round.in."} {
				if !set.Has(language, key+id) {
					t.Errorf("%s: no message %q", language, key+id)
				}
			}
		}
	}
}

// TestEveryEventHasHappened finds events without words for the past.
func TestEveryEventHasHappened(t *testing.T) {
	set := newSet(t)
	door := workflow.DoorEvents
	for _, language := range set.Languages() {
		for _, d := range workflow.All {
			for _, e := range append(d.Events(), door...) {
				if key := "happened." + string(e); !set.Has(language, key) {
					t.Errorf("%s, %s: no message %q", language, d.Name, key)
				}
			}
		}
	}
}
