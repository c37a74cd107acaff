package lgr

import (
	"errors"
	"strings"
)

// MaxLabel is the longest label in code points that is looked at. A U-label
// is never longer than 63 (RFC 5890, section 2.3.2.1, by way of its A-label).
const MaxLabel = 255

// ErrTooLong is returned for a label of more than MaxLabel code points.
var ErrTooLong = errors.New("label is too long")

// ErrTooComplex is returned when an answer would take more than the allowed work.
var ErrTooComplex = errors.New("too complex")

// Kinds of Reason.
const (
	NotInRepertoire = "not-in-repertoire"
	ContextRule     = "context-rule"
	ByAction        = "action"
)

// condition is what an action asks, as its attributes say it.
func (a *Action) condition() string {
	var parts []string
	if a.Match != "" {
		parts = append(parts, "match="+a.Match)
	}
	if a.NotMatch != "" {
		parts = append(parts, "not-match="+a.NotMatch)
	}
	if a.Test != NoVariantTest {
		name := [...]string{AnyVariant: "any-variant", AllVariants: "all-variants", OnlyVariants: "only-variants"}[a.Test]
		parts = append(parts, name+"="+strings.Join(a.Types, " "))
	}
	if parts == nil {
		return "any-label"
	}
	return strings.Join(parts, ",")
}

// Verdict is what a ruleset says of a label by itself.
type Verdict struct {
	Eligible    bool // the disposition is not "invalid"
	Disposition string
	// ActionIndex counts the actions of the file from 0 and goes on with the
	// five default ones; -1 means that the repertoire or a context rule decided.
	ActionIndex int
	Reasons     []Reason // to be read only: verdicts share them
}

// Evaluate judges a label (RFC 7940, sections 8.1 and 8.3). A label may be cut
// into characters in several ways: one that keeps all conditions makes it
// eligible, and the strictest disposition of all such cuts is its own.
func (g *LGR) Evaluate(label []rune) (Verdict, error) { return g.EvaluateInto(label, nil) }

// EvaluateInto is Evaluate for many labels: the reasons of a label that the
// repertoire or a condition refuses are put into room, from its beginning, if
// that has the capacity. They are then good until room is used again.
func (g *LGR) EvaluateInto(label []rune, room []Reason) (Verdict, error) {
	if len(label) > MaxLabel {
		return Verdict{}, ErrTooLong
	}
	var classes [maxClassed]uint16
	t := g.classify(label, classes[:])
	own, cut := g.plain(&t)
	switch cut {
	case cutNever:
		return Verdict{Disposition: "invalid", ActionIndex: -1, Reasons: g.outside(&t, room)}, nil
	case cutOnce:
		return g.actions[g.decideText(own, &t).action].verdict, nil
	}
	return g.lattice(&t, room)
}

func (g *LGR) decideText(own types, t *text) outcome {
	if t.classes == nil {
		var space [4]uint64 // spares an allocation
		return g.decide(own, g.matched(t.label, space[:]))
	}
	var matched [1]uint64
	if matched[0] = g.matchedIn(t); matched[0] == 0 && own.mask == 0 {
		return g.usual
	}
	return g.decide(own, matched[:])
}

// In how many ways a label can be cut into characters, at first sight.
type cuts uint8

const (
	cutOnce cuts = iota
	cutNever
	cutUnclear
)

// plain is the short way for labels of single code points in which no
// sequence stands: they can be cut in one way at most.
func (g *LGR) plain(t *text) (own types, cut cuts) {
	if len(t.label) == 0 {
		return own, cutNever
	}
	if t.classes == nil && len(g.rep.ranges) > 0 {
		return own, cutUnclear
	}
	own.only = true
	for i, r := range t.label {
		c := g.rep.cell(r)
		if c.flags&known == 0 {
			return own, cutNever
		}
		if c.sequences > 0 {
			for _, s := range g.rep.sequences[c.sequences-1] {
				if s.standsAt(t.label, i) {
					return own, cutUnclear
				}
			}
		}
		if c.char == 0 || c.when != 0 && !g.condition(c, t, i) {
			if c.flags&within != 0 || len(g.rep.ranges) > 0 {
				return own, cutUnclear
			}
			return own, cutNever
		}
		switch c.own {
		case ownNone:
			own.only = false
		case ownUntyped:
		case ownUnclear:
			return own, cutUnclear
		default:
			own.mask |= 1 << (c.own - ownType)
		}
	}
	return own, cutOnce
}

// condition reports whether the condition of a cell's character holds.
func (g *LGR) condition(c *cell, t *text, at int) bool {
	if c.when < 0 {
		return t.allows(g.conditions[-c.when-1], true, at, at+1)
	}
	return t.allows(g.conditions[c.when-1], false, at, at+1)
}

// matched is the bit set of the action rules that match a label, in room if
// that is large enough.
func (g *LGR) matched(label []rune, room bitset) bitset {
	words := (len(g.matchers) + 63) / 64
	if words > len(room) {
		room = make(bitset, words)
	}
	m := room[:words]
	for i, n := range g.matchers {
		if n.anywhere(label) {
			m.add(i)
		}
	}
	return m
}
