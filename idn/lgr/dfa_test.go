package lgr

import "testing"

// Tables and the automata that they are made of have no code in common.
func TestTablesAgreeWithAutomata(t *testing.T) {
	tables := 0
	for file, g := range ownSets(t) {
		everyLabel(g, 5, func(label []rune) {
			var room [maxClassed]uint16
			txt := g.classify(label, room[:])
			if txt.classes == nil {
				t.Fatalf("%s: %s has no classes", file, formatCPs(label))
			}
			if got, want := g.matchedIn(&txt), g.matched(label, make(bitset, 1)); len(want) > 0 && got != want[0] {
				t.Fatalf("%s %s: rules %b match by tables, want %b", file, formatCPs(label), got, want[0])
			}
			for _, c := range g.conditions {
				for from := range label {
					for to := from + 1; to <= len(label); to++ {
						tables++
						if got, want := c.holdsIn(&txt, from, to), c.holds(label, from, to); got != want {
							t.Fatalf("%s %s: %s at %d to %d: %v by tables, want %v", file, formatCPs(label), c.name, from, to, got, want)
						}
					}
				}
			}
		})
	}
	if tables < 10_000 {
		t.Errorf("only %d conditions were looked at", tables)
	}
}

func TestEvaluateTakesNoMemory(t *testing.T) {
	for file, g := range ownSets(t) {
		room := make([]Reason, 0, 8)
		everyLabel(g, 3, func(label []rune) {
			if _, err := g.EvaluateInto(label, room); err != nil { // makes tables
				t.Fatal(err)
			}
		})
		everyLabel(g, 3, func(label []rune) {
			n := testing.AllocsPerRun(5, func() {
				if _, err := g.EvaluateInto(label, room); err != nil {
					t.Fatal(err)
				}
			})
			if v, err := g.Evaluate(label); err == nil && n > 0 && !racing && (v.Eligible || len(v.Reasons[0].Rules) < 2) {
				t.Errorf("%s %s: %v allocations", file, formatCPs(label), n)
			}
		})
	}
}
