package workflow_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rootward/workflow"
)

func TestDefinitionsAreSound(t *testing.T) {
	names := map[string]bool{}
	for _, d := range workflow.All {
		if err := d.Check(); err != nil {
			t.Error(err)
		}
		if names[d.Name] {
			t.Errorf("two life cycles are called %s", d.Name)
		}
		names[d.Name] = true
		if workflow.ByName(d.Name) != d {
			t.Errorf("%s is not found by its name", d.Name)
		}
	}
}

func TestCheckFindsWhatIsWrong(t *testing.T) {
	sound := func() *workflow.Definition {
		return &workflow.Definition{
			Name: "x", Initial: "a",
			Positions: []workflow.Position{
				{State: "a", Status: "s", Stage: "g", Owner: workflow.OwnerNone},
				{State: "b", Status: "s", Stage: "g", Owner: workflow.OwnerNone, Terminal: true},
			},
			Steps: []workflow.Step{{Event: "go", From: []workflow.State{"a"}, To: "b", Roles: []workflow.Role{workflow.Operator}, Source: "rule"}},
		}
	}
	if err := sound().Check(); err != nil {
		t.Fatalf("the sound one: %v", err)
	}
	for _, c := range []struct {
		name, want string
		spoil      func(*workflow.Definition)
	}{
		{"a step written twice", "stands twice", func(d *workflow.Definition) { d.Steps = append(d.Steps, d.Steps[0]) }},
		{"a state written twice", "stands twice", func(d *workflow.Definition) { d.Positions = append(d.Positions, d.Positions[1]) }},
		{"a step out of a terminal state", "terminal state", func(d *workflow.Definition) {
			d.Steps = append(d.Steps, workflow.Step{Event: "back", From: []workflow.State{"b"}, To: "a", Roles: []workflow.Role{workflow.Operator}, Source: "r"})
		}},
		{"a state nobody reaches", "cannot be reached", func(d *workflow.Definition) {
			d.Positions = append(d.Positions, workflow.Position{State: "c", Status: "s", Stage: "g", Owner: workflow.OwnerNone, Terminal: true})
		}},
		{"a dead end", "no way out", func(d *workflow.Definition) { d.Positions[1].Terminal = false }},
		{"a step for nobody", "has no roles", func(d *workflow.Definition) { d.Steps[0].Roles = nil }},
		{"a step without a rule", "names no source", func(d *workflow.Definition) { d.Steps[0].Source = "" }},
		{"a state without a clock owner", "no clock owner", func(d *workflow.Definition) { d.Positions[0].Owner = "" }},
		{"a state without public words", "no public status", func(d *workflow.Definition) { d.Positions[0].Status = "" }},
		{"a step that stays", "stays in", func(d *workflow.Definition) { d.Steps[0].To = "a" }},
		{"a step to nowhere", "not a state", func(d *workflow.Definition) { d.Steps[0].To = "z" }},
		{"a step from nowhere", "not a state", func(d *workflow.Definition) { d.Steps[0].From = []workflow.State{"z"} }},
		{"an initial state that is none", "initial state", func(d *workflow.Definition) { d.Initial = "z" }},
		{"a name of the door", "name of the door", func(d *workflow.Definition) { d.Steps[0].Event = workflow.Record }},
		{"a recorded state with a step to it", "recorded only", func(d *workflow.Definition) { d.Positions[1].Recorded = true }},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := sound()
			c.spoil(d)
			if err := d.Check(); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want it to say %q", err, c.want)
			}
		})
	}
}

// TestEveryStateAndEvent walks every state and event of every life cycle,
// with every role, with and without facts and holds, and compares the answer
// with the table.
func TestEveryStateAndEvent(t *testing.T) {
	roles := []workflow.Role{workflow.Applicant, workflow.Evaluator, workflow.Decider, workflow.Operator, workflow.System, workflow.Importer}
	tried, taken := 0, 0
	for _, d := range workflow.All {
		for _, p := range d.Positions {
			for _, event := range append(d.Events(), "no_such_event") {
				for _, role := range roles {
					for _, holds := range []int{0, 1} {
						for _, full := range []bool{true, false} {
							tried++
							if tryOne(t, d, p.State, event, role, holds, full) {
								taken++
							}
						}
					}
				}
			}
		}
	}
	t.Logf("%d combinations, %d allowed", tried, taken)
	if taken == 0 {
		t.Error("nothing was ever allowed")
	}
}

func tryOne(t *testing.T, d *workflow.Definition, from workflow.State, event workflow.Event, role workflow.Role, holds int, full bool) bool {
	t.Helper()
	facts := workflow.Facts{}
	want, why := workflow.State(""), workflow.WhyState
	if !slices.Contains(d.Events(), event) {
		why = workflow.WhyUnknown
	}
	for _, s := range d.Steps {
		if s.Event != event || !slices.Contains(s.From, from) {
			continue
		}
		if full {
			for _, f := range s.Needs {
				facts[f] = true
			}
		}
		switch {
		case !slices.Contains(s.Roles, role):
			why = workflow.WhyRole
		case s.Paused && holds > 0:
			why = workflow.WhyHold
		case len(s.Needs) > 0 && !full:
			why = workflow.WhyFacts
		default:
			want = s.To
		}
	}
	step, err := workflow.Fire(t.Context(), d, workflow.Situation{State: from, Holds: holds, Roles: []workflow.Role{role}, Facts: facts}, event)
	var refused *workflow.Refused
	switch {
	case want != "" && (err != nil || step.To != want):
		t.Errorf("%s: %s from %s by %s: got %s, %v; want %s", d.Name, event, from, role, step.To, err, want)
	case want == "" && !errors.As(err, &refused):
		t.Errorf("%s: %s from %s by %s: got %s, %v; want a refusal", d.Name, event, from, role, step.To, err)
	case want == "" && refused.Why != why:
		t.Errorf("%s: %s from %s by %s: refused for %s, want %s", d.Name, event, from, role, refused.Why, why)
	}
	return want != ""
}

func TestEachMissingFactIsNamed(t *testing.T) {
	for _, d := range workflow.All {
		for _, s := range d.Steps {
			for i, missing := range s.Needs {
				facts := workflow.Facts{}
				for j, f := range s.Needs {
					facts[f] = i != j
				}
				_, err := workflow.Fire(t.Context(), d, workflow.Situation{State: s.From[0], Roles: s.Roles, Facts: facts}, s.Event)
				var refused *workflow.Refused
				if !errors.As(err, &refused) || !slices.Equal(refused.Missing, []workflow.Fact{missing}) {
					t.Errorf("%s: %s without %s: got %v", d.Name, s.Event, missing, err)
				}
			}
		}
	}
}

func TestOptionsTellWhatIsNotPossibleYet(t *testing.T) {
	options := workflow.Options(workflow.GTLD2026, workflow.Situation{State: workflow.Draft, Roles: []workflow.Role{workflow.Applicant}, Facts: workflow.Facts{workflow.WindowOpen: true}})
	if len(options) != 2 {
		t.Fatalf("an applicant has %d steps out of a draft, want submit and withdraw", len(options))
	}
	if o := options[0]; o.Step.Event != workflow.Submit || o.Refused == nil || !slices.Equal(o.Refused.Missing, []workflow.Fact{workflow.Complete, workflow.StringValid}) {
		t.Errorf("submit: %+v", o)
	}
	if o := options[1]; o.Step.Event != workflow.Withdraw || o.Refused != nil {
		t.Errorf("withdraw: %+v", o)
	}
}

// TestPublicStatuses2012 keeps the ten public statuses of the 2012 round.
func TestPublicStatuses2012(t *testing.T) {
	got := map[workflow.Status]bool{}
	for _, p := range workflow.GTLD2012.Positions {
		if !p.Secret {
			for _, holds := range []int{0, 1} {
				s, _ := workflow.GTLD2012.Public(p.State, holds)
				got[s] = true
			}
		}
	}
	want := []workflow.Status{
		workflow.StatusActive, workflow.StatusSupport, workflow.StatusOnHold, workflow.StatusContracting, workflow.StatusPDT, workflow.StatusDelegated,
		workflow.StatusWithdrawn, workflow.StatusWillNotProceed, workflow.StatusNotApproved, workflow.StatusSupportRefused,
	}
	for _, s := range want {
		if !got[s] {
			t.Errorf("no state shows %s", s)
		}
		delete(got, s)
	}
	// What we add: removals since, and outcomes that no public list tells.
	delete(got, workflow.StatusRemoved)
	delete(got, workflow.StatusUnrecorded)
	if len(got) > 0 {
		t.Errorf("statuses that 2012 did not have: %v", got)
	}
}

func TestDiagramsAreUpToDate(t *testing.T) {
	for _, d := range workflow.All {
		have, err := os.ReadFile(filepath.Join("diagrams", d.Name+".mmd"))
		if err != nil || string(have) != d.Mermaid() {
			t.Errorf("diagram of %s is not what the definition says (%v): run go generate ./workflow", d.Name, err)
		}
	}
}
