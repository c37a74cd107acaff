package lgr

import (
	"fmt"
	"slices"
	"sync"
)

// lattice judges a label that may be cut in several ways, or not at all. It
// goes through all cuts at once: for each position it keeps the different
// types that the label up to there can have.
func (g *LGR) lattice(t *text, room []Reason) (Verdict, error) {
	l, ok := lattices.Get().(*lattice)
	if !ok {
		l = new(lattice)
	}
	defer lattices.Put(l)
	ends, err := l.cut(g, t)
	if err != nil {
		return Verdict{}, err
	}
	if len(ends) == 0 {
		return Verdict{Disposition: "invalid", ActionIndex: -1, Reasons: g.outside(t, room)}, nil
	}
	best, found := outcome{}, false
	for _, own := range ends {
		if o := g.decideText(own, t); !found || o.stricter(best) {
			best, found = o, true
		}
	}
	return g.actions[best.action].verdict, nil
}

// lattice is the memory for one label at work.
type lattice struct{ at [MaxLabel + 1][]types }

var lattices sync.Pool // of *lattice

// maxOwn is how many different types a label may have up to one position.
const maxOwn = 1000

// cut lists the types of the whole label; none if it cannot be cut.
func (l *lattice) cut(g *LGR, t *text) ([]types, error) {
	for i := range len(t.label) + 1 {
		l.at[i] = l.at[i][:0]
	}
	l.at[0] = append(l.at[0], types{only: true})
	for i, r := range t.label {
		if len(l.at[i]) == 0 {
			continue
		}
		if len(l.at[i]) > maxOwn {
			return nil, fmt.Errorf("variants of a label to itself: %w", ErrTooComplex)
		}
		for _, c := range g.rep.beginning(r) {
			if c.standsAt(t.label, i) {
				l.advance(t, c, i, i+len(c.CP))
			}
		}
		if c := g.rep.one(r); c != nil {
			l.advance(t, c, i, i+1)
		}
	}
	return l.at[len(t.label)], nil
}

// advance goes on by one character, whose variants to itself give it types.
func (l *lattice) advance(t *text, c *Char, from, to int) {
	if !t.allows(c.when, c.not, from, to) {
		return
	}
	reflexive := false
	for _, v := range c.Variants {
		if slices.Equal(v.CP, t.label[from:to]) && t.allows(v.when, v.not, from, to) {
			reflexive = true
			l.at[to] = merge(l.at[to], l.at[from], v)
		}
	}
	if !reflexive {
		l.at[to] = merge(l.at[to], l.at[from], nil)
	}
}

func merge(into, from []types, v *Variant) []types {
	for _, t := range from {
		if t = t.with(v); !slices.Contains(into, t) {
			into = append(into, t)
		}
	}
	return into
}
