package round_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rootward/application/round"
	"rootward/workflow"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestPoliciesDoNotMove compares every policy with its golden file: a policy
// that applications were judged by must not change in meaning. A change of
// policy is a new version, and a deliberate -update.
func TestPoliciesDoNotMove(t *testing.T) {
	for _, p := range round.Policies {
		t.Run(p.ID, func(t *testing.T) {
			shown := struct {
				*round.Policy
				Definition string
			}{p, p.Definition.Name}
			got, err := json.MarshalIndent(shown, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", p.ID+".golden")
			if *update {
				if err := os.WriteFile(path, append(got, '\n'), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil || string(want) != string(got)+"\n" {
				t.Errorf("policy %s has moved (%v): go test ./application/round -update, if it is meant", p.ID, err)
			}
		})
	}
}

func TestPoliciesAreSound(t *testing.T) {
	ids := map[string]bool{}
	for _, p := range round.Policies {
		if ids[p.ID] || round.PolicyByID(p.ID) != p {
			t.Errorf("policy %s is not the only one of its name", p.ID)
		}
		ids[p.ID] = true
		stages := map[workflow.Stage]bool{}
		for _, x := range p.Definition.Positions {
			stages[x.Stage] = true
		}
		for _, l := range p.Levels {
			if !stages[l.Stage] || l.Basis == "" {
				t.Errorf("%s: service level of %s: no such stage, or no basis", p.ID, l.Stage)
			}
		}
		panels := map[string]bool{}
		for _, x := range p.Panels {
			if panels[x.ID] || !stages[x.Stage] || x.Days <= 0 || len(x.Criteria) == 0 || x.Source == "" {
				t.Errorf("%s: panel %s is not sound", p.ID, x.ID)
			}
			panels[x.ID] = true
		}
		questions := map[string]round.Question{}
		for _, s := range p.Sections {
			for _, q := range s.Questions {
				if _, twice := questions[q.ID]; twice || q.Source == "" {
					t.Errorf("%s: question %s stands twice or has no source", p.ID, q.ID)
				}
				if c, ok := questions[q.When]; q.When != "" && (!ok || c.Kind != round.YesNo) {
					t.Errorf("%s: question %s hangs on %q, which is not a yes-or-no question before it", p.ID, q.ID, q.When)
				}
				questions[q.ID] = q
			}
		}
		for _, id := range []string{"string", "legal_name", "country"} {
			if !questions[id].Required {
				t.Errorf("%s: question %s must be asked", p.ID, id)
			}
		}
		if questions["contact_email"].Public {
			t.Errorf("%s: addresses of people become public", p.ID)
		}
	}
}

func TestDelegationMayTakeAYear(t *testing.T) {
	for _, p := range []*round.Policy{round.GTLD2012, round.GTLD2026} {
		if l, ok := p.Level(workflow.StageToDelegation); !ok || l.Days != 365 {
			t.Errorf("%s: %+v", p.ID, l)
		}
	}
}

func TestWindow(t *testing.T) {
	r := round.Round{Policy: round.GTLD2026}
	for _, c := range []struct {
		at   string
		want bool
	}{
		{"2026-04-29T23:59:59Z", false}, {"2026-04-30T00:00:00Z", true}, {"2026-08-12T23:59:59Z", true}, {"2026-08-13T00:00:00Z", false},
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if r.Takes(at) != c.want {
			t.Errorf("at %s it takes applications: %t", c.at, !c.want)
		}
	}
	if (&round.Round{Policy: round.FastTrack}).Takes(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)) != true {
		t.Error("the Fast Track has no closing date")
	}
}
