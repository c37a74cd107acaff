package lgr

import (
	"math/bits"
	"slices"
)

// newReading looks at all rules of a ruleset.
func newReading(g *LGR) *reading {
	rd := &reading{g: g, at: map[*nfa]int{}}
	for i := range g.matchers {
		rd.addMatcher(i)
	}
	for _, c := range g.conditions {
		if c.ofChar {
			rd.addCondition(c)
		}
	}
	return rd
}

// readingOver leaves out the rules that say nothing about labels over an
// alphabet: those that cannot begin to match, and conditions of characters
// that cannot stand there.
func readingOver(g *LGR, alphabet []rune) *reading {
	fast := g.fast()
	if fast.count == 0 {
		return newReading(g)
	}
	begin := fast.always
	var conditions []*context
	add := func(c *Char) {
		if c.when != nil && !slices.Contains(conditions, c.when) {
			conditions = append(conditions, c.when)
		}
	}
	for _, r := range alphabet {
		if c := g.rep.cell(r); c.flags&known != 0 {
			begin |= fast.beginFirst[c.class] | fast.beginLater[c.class]
		} else if len(g.rep.ranges) > 0 {
			return newReading(g)
		}
		if c := g.rep.one(r); c != nil {
			add(c)
		}
		for _, c := range g.rep.beginning(r) {
			add(c)
		}
	}
	rd := &reading{g: g, at: map[*nfa]int{}}
	for ; begin != 0; begin &= begin - 1 {
		rd.addMatcher(bits.TrailingZeros64(begin))
	}
	for _, c := range conditions {
		rd.addCondition(c)
	}
	return rd
}

func (rd *reading) addMatcher(i int) {
	rd.matchers = append(rd.matchers, i)
	rd.whole = append(rd.whole, rd.g.matchers[i])
}

func (rd *reading) addCondition(c *context) {
	if n := c.anywhere; n != nil {
		rd.at[n] = len(rd.whole)
		rd.whole = append(rd.whole, n)
	}
	for _, b := range c.branches {
		for _, n := range b.left {
			rd.at[n] = len(rd.lefts)
			rd.lefts = append(rd.lefts, n)
		}
	}
}
