package lgr

import (
	"errors"
	"fmt"
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

// Reason says why a label has its disposition.
type Reason struct {
	Code     string // one of the kinds above
	Position int    // 1-based code point that it is about, 0 for the whole label
	CP       rune   // at that position
	To       int    // last code point that it is about, if Explain found them; else 0
	Type     string // of the variant that an action names, if Explain found it
	Rules    []string
	Action   *Action // of ByAction
	Index    int     // of the action
	Line     int     // of the ruleset's file, 0 for a default action
	Refs     []string
	Comment  string
}

// String is the reason in short: "not-in-repertoire:0063",
// "context-rule:0063:f" or "action:0:match=r".
func (r Reason) String() string {
	switch r.Code {
	case NotInRepertoire:
		return fmt.Sprintf("%s:%04X", r.Code, r.CP)
	case ContextRule:
		return fmt.Sprintf("%s:%04X:%s", r.Code, r.CP, strings.Join(r.Rules, ","))
	}
	return fmt.Sprintf("%s:%d:%s", r.Code, r.Index, r.Action.condition())
}

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

// outside says what keeps a label from being cut into characters: the longest
// character that fits is taken each time.
func (g *LGR) outside(t *text, room []Reason) []Reason {
	reasons := room[:0]
	for i := 0; i < len(t.label); {
		next := 0
		reason := Reason{Code: NotInRepertoire, Position: i + 1, CP: t.label[i]}
		g.rep.at(t.label, i, func(c *Char, to int) bool {
			if t.allows(c.when, c.not, i, to) {
				next = to
				return false
			}
			reason.Code, reason.Line, reason.Refs, reason.Comment = ContextRule, c.Line, c.Refs, c.when.rule.Comment
			if reason.Rules == nil {
				reason.Rules = c.when.names // shared, and full
				return true
			}
			reason.Rules = append(reason.Rules, c.when.name)
			return true
		})
		if next == 0 {
			reasons = append(reasons, reason)
			next = i + 1
		}
		i = next
	}
	if len(reasons) == 0 { // the empty label
		reasons = append(reasons, Reason{Code: NotInRepertoire})
	}
	return reasons
}

// types are the types of the variants in a label, as bits, and whether all of
// its code points are variants.
type types struct {
	mask uint64
	only bool
}

func (t types) with(v *Variant) types {
	if v == nil {
		return types{t.mask, false}
	}
	if v.typ >= 0 {
		t.mask |= 1 << v.typ
	}
	return t
}

// compiledAction is an action with its types as bits and its rules as places.
type compiledAction struct {
	*Action
	mask       uint64
	match, not int
	verdict    Verdict // of all labels for which it decides
}

func (a *compiledAction) triggered(t types, matched bitset) bool {
	if a.match >= 0 && !matched.has(a.match) || a.not >= 0 && matched.has(a.not) {
		return false
	}
	all := t.mask != 0 && t.mask&^a.mask == 0
	switch a.Test {
	case AnyVariant:
		return t.mask&a.mask != 0
	case AllVariants:
		return all
	case OnlyVariants:
		return all && t.only
	}
	return true
}

// outcome is the action that gave a disposition, and how strict that is.
type outcome struct{ action, rank int }

// stricter orders outcomes: by disposition, then by the place of the action.
func (o outcome) stricter(p outcome) bool {
	return o.rank < p.rank || o.rank == p.rank && o.action < p.action
}

// ranks orders the dispositions of RFC 7940, section 7.3 from the strictest
// on. All others stand between blocked and allocatable.
var ranks = map[string]int{"invalid": 0, "blocked": 1, "allocatable": 3, "activated": 4, "valid": 5}

func rank(disposition string) int {
	if r, ok := ranks[disposition]; ok {
		return r
	}
	return 2
}

// decide finds the first action that is triggered. The last default action always is.
func (g *LGR) decide(t types, matched bitset) outcome {
	for i := range g.actions {
		if g.actions[i].triggered(t, matched) {
			return outcome{i, rank(g.actions[i].Disposition)}
		}
	}
	return outcome{len(g.actions) - 1, rank("valid")}
}
