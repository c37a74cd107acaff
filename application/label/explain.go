package label

import (
	"slices"

	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// Explanation is how a rule set comes to its verdict on one label.
type Explanation struct {
	Set        *rootzone.Set
	Label      []rune
	Characters []Character // what the label is cut into; empty if it cannot be
	Path       []Step      // the actions in order, up to the one that decided; empty if none was asked
	chars      []*lgr.Char // those that may stand somewhere in the label
}

// Character is a piece of a label that the repertoire lists.
type Character struct {
	Position      int // 1-based, of its first code point
	CP            []rune
	When, NotWhen string // context rules that were kept
	Variants      int    // that the rule set lists for it, without itself
}

// Step is one action that was tried.
type Step struct {
	Action      int
	Condition   string // as its attributes say it
	Disposition string // that it would give
	Decided     bool   // it applied; none after it was tried
}

// Explain says how the rule set of a verdict came to it. Where a label can be
// cut into characters in several ways, the one with the longest characters
// first is shown.
func (v *Verdict) Explain() Explanation {
	e := Explanation{Set: v.Set, Label: v.Label}
	g := v.Set.LGR()
	e.chars = within(g, v.Label)
	if v.Action < 0 {
		return e
	}
	e.Characters = cut(e.chars, v.Label)
	for i := 0; i <= v.Action; i++ {
		a := actionAt(g, i)
		e.Path = append(e.Path, Step{Action: i, Condition: condition(a), Disposition: a.Disposition, Decided: i == v.Action})
	}
	return e
}

// defaultActions are those of RFC 7940, 7.6, which follow those of every file.
var defaultActions = []*lgr.Action{
	{Disposition: "invalid", Test: lgr.AnyVariant, Types: []string{"invalid"}},
	{Disposition: "blocked", Test: lgr.AnyVariant, Types: []string{"blocked"}},
	{Disposition: "allocatable", Test: lgr.AnyVariant, Types: []string{"allocatable"}},
	{Disposition: "activated", Test: lgr.AllVariants, Types: []string{"activated"}},
	{Disposition: "valid"},
}

func actionAt(g *lgr.LGR, i int) *lgr.Action {
	if i < len(g.Actions) {
		return g.Actions[i]
	}
	return defaultActions[min(i-len(g.Actions), len(defaultActions)-1)]
}

// within lists the characters that stand somewhere in a label, longest first.
func within(g *lgr.LGR, label []rune) []*lgr.Char {
	var found []*lgr.Char
	for _, c := range g.Chars {
		for i := range label {
			if stands(c, label, i) > 0 {
				found = append(found, c)
				break
			}
		}
	}
	slices.SortStableFunc(found, func(a, b *lgr.Char) int { return len(b.CP) - len(a.CP) })
	return found
}

// stands is how many code points of a label a character takes at i, or 0.
func stands(c *lgr.Char, label []rune, i int) int {
	if c.IsRange() {
		if c.First <= label[i] && label[i] <= c.Last {
			return 1
		}
		return 0
	}
	if c.CP[0] == label[i] && i+len(c.CP) <= len(label) && slices.Equal(c.CP, label[i:i+len(c.CP)]) {
		return len(c.CP)
	}
	return 0
}

// cut takes a label apart, longest characters first.
func cut(chars []*lgr.Char, label []rune) []Character {
	dead := make([]bool, len(label)+1)
	var out []Character
	var from func(i int) bool
	from = func(i int) bool {
		if i == len(label) {
			return true
		}
		for _, c := range chars {
			n := stands(c, label, i)
			if n == 0 || dead[i+n] {
				continue
			}
			piece := label[i : i+n]
			out = append(out, Character{
				Position: i + 1, CP: piece, When: c.When, NotWhen: c.NotWhen, Variants: otherVariants(c, piece),
			})
			if from(i + n) {
				return true
			}
			out = out[:len(out)-1]
		}
		dead[i] = true
		return false
	}
	from(0)
	return out
}

func otherVariants(c *lgr.Char, self []rune) int {
	n := 0
	for _, v := range c.Variants {
		if !slices.Equal(v.CP, self) {
			n++
		}
	}
	return n
}
