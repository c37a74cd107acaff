package lgr

import (
	"bytes"
	"fmt"
	"slices"
)

// Relation says how a second label stands to a first.
type Relation string

// The relations. Blocked and Allocatable stand for their dispositions; a
// ruleset may have others, which are then the relation themselves.
const (
	Identical   Relation = "identical"
	Blocked     Relation = "blocked"
	Allocatable Relation = "allocatable"
	Linked      Relation = "linked" // one variant set, but b is no variant of a that may be listed
	Unrelated   Relation = "none"
)

// SameVariantSet reports whether two labels are one class of the symmetric and
// transitive closure of the variant relation (RFC 7940, section 5), whatever
// the dispositions, and how b stands to a. Labels that the repertoire or a
// context rule refuses have no variants and are in no class but their own.
// Chains of variants go through labels of at most 63 code points, or four more
// than the longer of the two has. The error is ErrTooLong, or ErrTooComplex when
// a class is too large to be followed; a variant of the label itself is found
// however large its class is.
func (g *LGR) SameVariantSet(a, b []rune) (bool, Relation, error) {
	if len(a) > MaxLabel || len(b) > MaxLabel {
		return false, Unrelated, ErrTooLong
	}
	if slices.Equal(a, b) {
		return true, Identical, nil
	}
	var room, roomB [4 * roomy]byte
	if !bytes.Equal(g.AppendIndexKey(room[:0], a), g.AppendIndexKey(roomB[:0], b)) {
		return false, Unrelated, nil
	}
	if !g.readable(a) || !g.readable(b) {
		return false, Unrelated, nil
	}
	if related, relation := g.direct(a, b); related {
		return true, relation, nil
	}
	c, err := g.newClass(a, len(b), func(c *class) bool { return c.has(b) })
	if err != nil {
		return false, Unrelated, fmt.Errorf("link between two labels: %w", err)
	}
	if c.has(b) {
		return true, Linked, nil
	}
	return false, Unrelated, nil
}

// direct reports whether one of two different labels, both readable, is a
// variant of the other, and how b stands to a.
func (g *LGR) direct(a, b []rune) (bool, Relation) {
	if kinds := g.derive(a, b); len(kinds) > 0 {
		return true, g.relation(a, b, kinds)
	}
	if len(g.derive(b, a)) > 0 {
		return true, Linked
	}
	return false, Unrelated
}

// relation is the disposition of b among the variants of a.
func (g *LGR) relation(a, b []rune, kinds []types) Relation {
	if verdict, err := g.Evaluate(a); err != nil || !verdict.Eligible {
		return Linked
	}
	return g.disposition(b, kinds)
}

// disposition is that of a variant which comes about with these types: Linked
// if there is no way, or it is invalid.
func (g *LGR) disposition(variant []rune, kinds []types) Relation {
	if len(kinds) == 0 {
		return Linked
	}
	var classes [maxClassed]uint16
	t := g.classify(variant, classes[:])
	best := g.decideText(kinds[0], &t)
	for _, k := range kinds[1:] {
		if o := g.decideText(k, &t); o.stricter(best) {
			best = o
		}
	}
	if best.rank == 0 {
		return Linked
	}
	return Relation(g.actions[best.action].Disposition)
}

// readable reports whether a label can be cut into characters of the
// repertoire whose conditions hold.
func (g *LGR) readable(label []rune) bool {
	if len(label) == 0 || len(label) > MaxLabel {
		return false
	}
	var classes [maxClassed]uint16
	t := g.classify(label, classes[:])
	if _, cut := g.plain(&t); cut != cutUnclear {
		return cut == cutOnce
	}
	var reached [MaxLabel + 1]bool
	reached[0] = true
	for i := range label {
		if reached[i] {
			g.rep.at(label, i, func(c *Char, to int) bool {
				reached[to] = reached[to] || t.allows(c.when, c.not, i, to)
				return true
			})
		}
	}
	return reached[len(label)]
}

// step is how far a label has become another one.
type step struct {
	from, to int // code points of either that are done
	kinds    types
}

// derive lists, without doubles, the types with which replacements in a, none
// or several of them at once, make it b. It is empty if none do. Conditions
// are looked at in a. Whether b is readable is not asked.
func (g *LGR) derive(a, b []rune) []types {
	var room [32]step
	steps := append(room[:0], step{kinds: types{only: true}})
	var found []types
	for at := 0; len(steps) > 0; at++ {
		// The steps that begin at this place are at the front: they are in
		// the order of places, and what they add is further on.
		if at == len(a) {
			for _, s := range steps {
				if s.to == len(b) {
					found = append(found, s.kinds)
				}
			}
			return found
		}
		n := 0
		for ; n < len(steps) && steps[n].from == at; n++ {
			steps = g.replace(steps, steps[n], a, b)
		}
		steps = steps[n:]
	}
	return nil
}

// replace adds what one character at a step can become.
func (g *LGR) replace(steps []step, s step, a, b []rune) []step {
	rest := b[s.to:]
	g.rep.at(a, s.from, func(c *Char, to int) bool {
		checked := false
		may := func(word []rune) bool { // asked last, as it costs most
			if !hasPrefix(rest, word) {
				return false
			}
			checked = checked || allowed(c.when, c.not, a, s.from, to)
			return checked
		}
		reflexive := false
		for _, v := range c.Variants {
			if may(v.CP) && allowed(v.when, v.not, a, s.from, to) {
				reflexive = reflexive || slices.Equal(v.CP, a[s.from:to])
				steps = insertStep(steps, step{to, s.to + len(v.CP), s.kinds.with(v)})
			}
		}
		if !reflexive && may(a[s.from:to]) {
			steps = insertStep(steps, step{to, s.to + to - s.from, s.kinds.with(nil)})
		}
		return true
	})
	return steps
}

// insertStep keeps steps in the order of places and without doubles.
func insertStep(steps []step, s step) []step {
	i := len(steps)
	for ; i > 0 && steps[i-1].from >= s.from; i-- {
		if steps[i-1] == s {
			return steps
		}
	}
	for i = len(steps); i > 0 && steps[i-1].from > s.from; i-- {
	}
	return slices.Insert(steps, i, s)
}

func hasPrefix(word, begin []rune) bool {
	return len(word) >= len(begin) && slices.Equal(word[:len(begin)], begin)
}
