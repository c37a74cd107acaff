package lgr

import (
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

// MaxLinks is how many labels are looked at in search of a link,
// and maxLinked how long they may be in code points: no U-label is longer.
const (
	MaxLinks  = 5000
	maxLinked = 63
)

// SameVariantSet reports whether two labels are one class of the symmetric and
// transitive closure of the variant relation, whatever the dispositions, and
// how b stands to a. Labels that the repertoire or a context rule refuses have
// no variants and are in no class but their own. The error is ErrTooLong, or
// ErrTooComplex when the search for a link was given up.
func (g *LGR) SameVariantSet(a, b []rune) (bool, Relation, error) {
	if len(a) > MaxLabel || len(b) > MaxLabel {
		return false, Unrelated, ErrTooLong
	}
	if slices.Equal(a, b) {
		return true, Identical, nil
	}
	if g.IndexKey(a) != g.IndexKey(b) || g.pieces(a) == nil || g.pieces(b) == nil {
		return false, Unrelated, nil
	}
	variants, err := g.Variants(a)
	if err != nil {
		return false, Unrelated, err
	}
	if v, ok := variants.Find(b); ok {
		return true, Relation(v.Disposition), nil
	}
	linked, err := g.linked(a, b)
	if err != nil || !linked {
		return false, Unrelated, err
	}
	return true, Linked, nil
}

// linked goes from a towards b, one replacement at a time, always on from the
// label that is most like b.
func (g *LGR) linked(a, b []rune) (bool, error) {
	g.backOnce.Do(func() { g.back = backwards(g.Chars) })
	seen := map[string]bool{string(a): true}
	open := make([][]string, 2*maxLinked+1) // by distance from b
	open[distance(a, b)] = []string{string(a)}
	for d := 0; d < len(open); {
		if len(open[d]) == 0 {
			d++
			continue
		}
		label := open[d][0]
		open[d] = open[d][1:]
		met, nearest := false, d
		g.neighbours([]rune(label), func(n []rune) bool {
			met = slices.Equal(n, b)
			if to := distance(n, b); len(n) <= maxLinked && !seen[string(n)] {
				seen[string(n)] = true
				open[to] = append(open[to], string(n))
				nearest = min(nearest, to)
			}
			return !met && len(seen) <= MaxLinks
		})
		switch {
		case met:
			return true, nil
		case len(seen) > MaxLinks:
			return false, fmt.Errorf("link between two labels: %w", ErrTooComplex)
		}
		d = nearest
	}
	return false, nil
}

// distance is how many places of two labels differ, up to maxLinked for each.
func distance(a, b []rune) int {
	d := max(len(a), len(b)) - min(len(a), len(b))
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			d++
		}
	}
	return min(d, 2*maxLinked)
}

// source is a mapping seen from its variant.
type source struct {
	char    *Char
	variant *Variant
}

// backwards lists mappings by the first code point of the variant; those to
// nothing are under -1.
func backwards(chars []*Char) map[rune][]source {
	back := map[rune][]source{}
	for _, c := range chars {
		for _, v := range c.Variants {
			first := rune(-1)
			if len(v.CP) > 0 {
				first = v.CP[0]
			}
			if !slices.Equal(c.CP, v.CP) {
				back[first] = append(back[first], source{c, v})
			}
		}
	}
	return back
}

// neighbours calls yield with the labels that one replacement leads to from
// this label, or from which one leads to it, until yield returns false.
func (g *LGR) neighbours(label []rune, yield func([]rune) bool) {
	for i, ps := range g.pieces(label) {
		for _, p := range ps {
			for _, v := range p.char.Variants {
				if !allowed(v.when, v.not, label, i, p.to) {
					continue
				}
				n := slices.Concat(label[:i], v.CP, label[p.to:])
				if g.pieces(n) != nil && !yield(n) {
					return
				}
			}
		}
	}
	for i := 0; i <= len(label); i++ {
		sources := g.back[-1]
		if i < len(label) {
			sources = slices.Concat(sources, g.back[label[i]])
		}
		for _, s := range sources {
			if n, ok := g.before(label, i, s); ok && !yield(n) {
				return
			}
		}
	}
}

// before is the label of which a replacement at i makes this one.
func (g *LGR) before(label []rune, i int, s source) ([]rune, bool) {
	after := i + len(s.variant.CP)
	if after > len(label) || !slices.Equal(label[i:after], s.variant.CP) {
		return nil, false
	}
	n := slices.Concat(label[:i], s.char.CP, label[after:])
	to := i + len(s.char.CP)
	pieces := g.pieces(n)
	if pieces == nil || !slices.Contains(pieces[i], piece{s.char, to}) {
		return nil, false
	}
	return n, allowed(s.variant.when, s.variant.not, n, i, to)
}
