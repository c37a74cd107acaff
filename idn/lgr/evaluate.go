package lgr

import (
	"errors"
	"fmt"
	"slices"
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
func (g *LGR) Evaluate(label []rune) (Verdict, error) {
	if len(label) > MaxLabel {
		return Verdict{}, ErrTooLong
	}
	var room [4]uint64 // spares an allocation
	matched := bitset(room[:])
	if own, ok := g.plain(label); ok {
		matched = g.matched(label, matched)
		return g.verdict(g.decide(own, matched)), nil
	}
	pieces := g.pieces(label)
	if pieces == nil {
		return Verdict{Disposition: "invalid", ActionIndex: -1, Reasons: g.outside(label)}, nil
	}
	matched = g.matched(label, matched)
	best, found := outcome{}, false
	for _, t := range g.ownTypes(label, pieces) {
		if o := g.decide(t, matched); !found || o.stricter(best) {
			best, found = o, true
		}
	}
	return g.verdict(best), nil
}

func (g *LGR) verdict(o outcome) Verdict {
	a := &g.actions[o.action]
	return Verdict{
		Eligible: a.Disposition != "invalid", Disposition: a.Disposition, ActionIndex: o.action, Reasons: a.reasons,
	}
}

// plain is the short way for a label that can be cut in one way only, into
// single code points; ok is false for all others.
func (g *LGR) plain(label []rune) (own types, ok bool) {
	own.only = true
	for i, r := range label {
		c := g.rep.one(r)
		if c == nil || !allowed(c.when, c.not, label, i, i+1) {
			return own, false
		}
		if len(g.rep.sequences) > 0 && len(g.rep.sequences[r]) > 0 {
			return own, false
		}
		var reflexive *Variant
		for _, v := range c.reflexive {
			if allowed(v.when, v.not, label, i, i+1) {
				if reflexive != nil {
					return own, false
				}
				reflexive = v
			}
		}
		own = own.with(reflexive)
	}
	return own, len(label) > 0
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
func (g *LGR) outside(label []rune) []Reason {
	var reasons []Reason
	for i := 0; i < len(label); {
		next := 0
		reason := Reason{Code: NotInRepertoire, Position: i + 1, CP: label[i]}
		g.rep.at(label, i, func(c *Char, to int) bool {
			if allowed(c.when, c.not, label, i, to) {
				next = to
				return false
			}
			reason.Code, reason.Line, reason.Refs, reason.Comment = ContextRule, c.Line, c.Refs, c.when.rule.Comment
			reason.Rules = append(reason.Rules, c.when.name)
			return true
		})
		if next == 0 {
			reasons = append(reasons, reason)
			next = i + 1
		}
		i = next
	}
	if reasons == nil { // the empty label
		reasons = []Reason{{Code: NotInRepertoire}}
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

// ownTypes lists the types that reflexive variants give the label itself.
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

func merge(into, from []types, v *Variant) []types {
	for _, t := range from {
		if t = t.with(v); !slices.Contains(into, t) {
			into = append(into, t)
		}
	}
	return into
}

// compiledAction is an action with its types as bits and its rules as places.
type compiledAction struct {
	*Action
	mask       uint64
	match, not int
	reasons    []Reason // of all its verdicts
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
