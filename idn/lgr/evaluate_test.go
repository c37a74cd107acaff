package lgr

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// differs says how our answer differs from a vector; empty if it does not.
func differs(t testing.TB, g *LGR, v vector) string {
	got, err := g.Evaluate(parseCPs(t, v.CPs))
	if err != nil {
		return err.Error()
	}
	if got.Eligible != v.Eligible || got.Disposition != v.Disposition ||
		got.ActionIndex != v.ActionIndex && !looseAction(g, v, parseCPs(t, v.CPs)) {
		return fmt.Sprintf("is %+v, want %v %q action %d %v", got, v.Eligible, v.Disposition, v.ActionIndex, v.Reason)
	}
	if v.Reason != nil && strings.Split(*v.Reason, ":")[0] != got.Reasons[0].Code {
		return fmt.Sprintf("reason %s, want %s", got.Reasons[0], *v.Reason)
	}
	return differsInVariants(t, g, v)
}

// differsInVariants compares counts and lists; null in a vector says nothing.
func differsInVariants(t testing.TB, g *LGR, v vector) string {
	if v.Count == nil {
		return ""
	}
	found, err := g.Variants(parseCPs(t, v.CPs))
	if err != nil {
		return err.Error()
	}
	if total := found.Total(); !total.IsInt64() || total.Int64() != *v.Count {
		return fmt.Sprintf("%v variants, want %d", found.Counts(), *v.Count)
	}
	counts := found.Counts()
	for disposition, want := range v.Counts {
		if got := counts[disposition]; got == nil || got.Int64() != want {
			return fmt.Sprintf("%v variants are %s, want %d", got, disposition, want)
		}
	}
	if v.Variants == nil {
		return ""
	}
	i := 0
	for got := range found.All() {
		if i < len(v.Variants) {
			if want := v.Variants[i]; formatCPs(got.CP) != want.CPs || got.Disposition != want.Disposition {
				return fmt.Sprintf("variant %d is %s %s, want %s %s", i, formatCPs(got.CP), got.Disposition, want.CPs, want.Disposition)
			}
		}
		i++
	}
	if int64(i) != *v.Count {
		return fmt.Sprintf("%d variants are listed, want %d", i, *v.Count)
	}
	return ""
}

func formatCPs(label []rune) string {
	out := make([]string, len(label))
	for i, r := range label {
		out[i] = fmt.Sprintf("%04X", r)
	}
	return strings.Join(out, " ")
}

// looseAction reports whether another action with the same disposition comes
// out when conditions of characters are not looked at in cutting the label:
// there the reference counts reflexive variants of cuts that are not allowed.
func looseAction(g *LGR, v vector, label []rune) bool {
	loose := make([][]piece, len(label))
	for i := range label {
		g.rep.at(label, i, func(c *Char, to int) bool {
			loose[i] = append(loose[i], piece{c, to})
			return true
		})
	}
	for _, t := range g.ownTypes(label, loose) {
		if o := g.decide(t, g.matched(label, nil)); o.action == v.ActionIndex && g.actions[o.action].Disposition == v.Disposition {
			return true
		}
	}
	return false
}

func TestSyntheticVectors(t *testing.T) {
	checkVectors(t, shared+"/lgr-synth/vectors.jsonl", loader(t, shared+"/lgr-synth/*"))
}

func TestRootZoneVectors(t *testing.T) {
	checkVectors(t, shared+"/lgr-vectors/vectors-open.jsonl", loader(t, shared+"/rz-lgr-5/*"))
}

// ownTypes lists the types that variants of characters to themselves give the
// label itself, if it is cut into these pieces.
func (g *LGR) ownTypes(label []rune, pieces [][]piece) []types {
	at := make([][]types, len(label)+1)
	at[0] = []types{{only: true}}
	for i, ps := range pieces {
		for _, p := range ps {
			var reflexive bool
			for _, v := range p.char.Variants {
				if slices.Equal(v.CP, label[i:p.to]) && allowed(v.when, v.not, label, i, p.to) {
					reflexive = true
					at[p.to] = merge(at[p.to], at[i], v)
				}
			}
			if !reflexive {
				at[p.to] = merge(at[p.to], at[i], nil)
			}
		}
	}
	return at[len(label)]
}
