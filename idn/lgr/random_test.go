package lgr

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// random draws small rulesets over the letters a to d, as models.
type random struct {
	t       *rapid.T
	g       *LGR
	context []string // names of rules with an anchor, and of one without
	whole   []string // names of rules for actions
}

func (r *random) chance(percent int, what string) bool {
	return rapid.IntRange(1, 100).Draw(r.t, what) <= percent
}

func (r *random) number(least, most int, what string) int {
	return rapid.IntRange(least, most).Draw(r.t, what)
}

func oneOf[T any](r *random, from []T, what string) T { return rapid.SampledFrom(from).Draw(r.t, what) }

func (r *random) letter() rune { return oneOf(r, []rune("abcd"), "letter") }

func (r *random) word(least, most int) []rune {
	w := make([]rune, r.number(least, most, "length"))
	for i := range w {
		w[i] = r.letter()
	}
	return w
}

func randomSet(t *rapid.T) *LGR {
	r := &random{t: t, g: &LGR{}}
	r.classes()
	r.rules()
	r.chars()
	r.actions()
	return r.g
}

func (r *random) classes() {
	r.g.Classes = []*Class{
		{Name: "tagged", FromTag: "t"},
		{Name: "listed", Listed: []Range{{'a', r.letter()}}},
		{Name: "nothing"},
	}
	operand := func() *Class {
		return oneOf(r, []*Class{{ByRef: "tagged"}, {ByRef: "listed"}, {Listed: []Range{{'b', 'c'}}}, {ByRef: "nothing"}}, "operand")
	}
	operator := oneOf(r, []string{"union", "intersection", "difference", "symmetric-difference", "complement"}, "operator")
	c := &Class{Name: "made", Operator: operator, Operands: []*Class{operand()}}
	if operator != "complement" {
		c.Operands = append(c.Operands, operand())
	}
	r.g.Classes = append(r.g.Classes, c)
}

// body draws match operators that read, no deeper than a depth.
func (r *random) body(depth int) []*Node {
	var body []*Node
	for range r.number(1, 3, "operators") {
		n := &Node{Min: 1, Max: 1}
		switch r.number(0, 5+2*min(depth, 1), "kind") {
		case 0:
			n.Kind = oneOf(r, []NodeKind{MatchStart, MatchEnd}, "edge")
			body = append(body, n)
			continue
		case 1:
			n.Kind = MatchAny
		case 2, 3:
			n.Kind, n.CP = MatchChar, r.word(1, 2)
		case 4, 5:
			n.Kind, n.Class = MatchClass, &Class{ByRef: oneOf(r, []string{"tagged", "listed", "made", "nothing"}, "class")}
		case 6:
			n.Kind, n.Children = MatchChoice, append(r.body(depth-1), r.body(depth-1)...)
		case 7:
			n.Kind, n.Children = MatchRule, r.body(depth-1)
			if len(r.whole) > 0 && r.chance(30, "by-ref") {
				n.Children, n.ByRef = nil, oneOf(r, r.whole, "rule")
			}
		}
		if r.chance(40, "counted") {
			n.Min = r.number(0, 2, "min")
			n.Max = oneOf(r, []int{Unbounded, max(1, n.Min), n.Min + 1}, "max")
		}
		body = append(body, n)
	}
	return body
}

func (r *random) rules() {
	for i := range r.number(0, 2, "whole-label rules") {
		name := fmt.Sprintf("r%d", i)
		r.g.Rules = append(r.g.Rules, &Rule{Name: name, Body: r.body(2)})
		r.whole = append(r.whole, name)
	}
	r.context = slices.Clone(r.whole)
	for i := range r.number(0, 2, "context rules") {
		name := fmt.Sprintf("w%d", i)
		body := r.around()
		if r.chance(30, "choice") {
			one := func() *Node { return &Node{Kind: MatchRule, Min: 1, Max: 1, Children: r.around()} }
			body = []*Node{{Kind: MatchChoice, Min: 1, Max: 1, Children: []*Node{one(), one()}}}
		}
		r.g.Rules = append(r.g.Rules, &Rule{Name: name, Body: body})
		r.context = append(r.context, name)
	}
}

// around draws a body with an anchor.
func (r *random) around() []*Node {
	var body []*Node
	once := func(kind NodeKind, children []*Node) *Node {
		return &Node{Kind: kind, Min: 1, Max: 1, Children: children}
	}
	switch r.number(0, 4, "left") {
	case 0, 1:
		body = append(body, once(MatchLookBehind, r.body(1)))
	case 2:
		body = append(body, once(MatchStart, nil))
	case 3: // either of them, and a rule for the second
		either := once(MatchRule, []*Node{once(MatchLookBehind, r.body(1))})
		body = append(body, once(MatchChoice, []*Node{once(MatchStart, nil), either}))
	}
	body = append(body, once(MatchAnchor, nil))
	switch r.number(0, 4, "right") {
	case 0, 1:
		body = append(body, once(MatchLookAhead, r.body(1)))
	case 2:
		body = append(body, once(MatchEnd, nil))
	case 3:
		either := once(MatchRule, []*Node{once(MatchLookAhead, r.body(1))})
		body = append(body, once(MatchChoice, []*Node{once(MatchEnd, nil), either}))
	}
	return body
}

func (r *random) condition() (when, notWhen string) {
	if len(r.context) == 0 || !r.chance(30, "condition") {
		return "", ""
	}
	name := oneOf(r, r.context, "context rule")
	if r.chance(50, "when") {
		return name, ""
	}
	return "", name
}

func (r *random) chars() {
	add := func(c *Char) {
		c.When, c.NotWhen = r.condition()
		r.g.Chars = append(r.g.Chars, c)
	}
	ranged := r.chance(30, "range")
	if ranged {
		add(&Char{First: 'c', Last: 'd'})
	}
	for _, letter := range "abcd" {
		if ranged && letter >= 'c' {
			break
		}
		if letter == 'a' || r.chance(85, "present") {
			c := &Char{CP: []rune{letter}}
			if letter == 'a' || r.chance(40, "tag") {
				c.Tags = []string{"t"}
			}
			add(c)
		}
	}
	seen := map[string]bool{}
	for range r.number(0, 3, "sequences") {
		if cp := r.word(2, 3); !seen[string(cp)] {
			seen[string(cp)] = true
			add(&Char{CP: cp})
		}
	}
	for _, c := range r.g.Chars {
		if !c.IsRange() {
			r.variants(c)
		}
	}
}

func (r *random) variants(c *Char) {
	seen := map[string]bool{}
	for range r.number(0, 3, "variants") {
		v := &Variant{Type: oneOf(r, []string{"", "blocked", "allocatable", "x", "y", "invalid"}, "type")}
		switch r.number(0, 9, "target") {
		case 0:
			v.CP = c.CP
		case 1: // a null variant
		case 2:
			v.CP = []rune("e") // not in the repertoire
		default:
			v.CP = r.word(1, 2)
		}
		v.When, v.NotWhen = r.condition()
		if key := string(v.CP) + "|" + v.When + "|" + v.NotWhen; !seen[key] {
			seen[key] = true
			c.Variants = append(c.Variants, v)
		}
	}
}

func (r *random) actions() {
	for range r.number(0, 4, "actions") {
		a := &Action{Disposition: oneOf(r, []string{"invalid", "blocked", "allocatable", "valid", "activated", "other"}, "disposition")}
		if len(r.whole) > 0 && r.chance(40, "match") {
			a.Match = oneOf(r, r.whole, "rule")
			if r.chance(30, "not-match") {
				a.Match, a.NotMatch = "", a.Match
			}
		}
		if a.Match == "" && a.NotMatch == "" || r.chance(50, "test") {
			a.Test = oneOf(r, []VariantTest{AnyVariant, AllVariants, OnlyVariants}, "test")
			a.Types = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"blocked", "allocatable", "x"}), 1, 2, rapid.ID).Draw(r.t, "types")
		}
		r.g.Actions = append(r.g.Actions, a)
	}
}

// readable is what a failing case is reported as.
func readable(g *LGR) string {
	var b bytes.Buffer
	if err := g.WriteXML(&b); err != nil {
		return err.Error()
	}
	return b.String()
}

// ready writes a drawn ruleset and reads it, which makes it usable.
func ready(t *rapid.T, drawn *LGR) *LGR {
	t.Helper()
	return written(t, "random ruleset", drawn)
}

func TestRandomSetsAgreeWithNaiveReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := ready(t, randomSet(t))
		for range 25 {
			label := rapid.SliceOfN(rapid.SampledFrom([]rune("abcd")), 1, 5).Draw(t, "label")
			agrees(t, g, label)
		}
	})
}

func agrees(t *rapid.T, g *LGR, label []rune) {
	t.Helper()
	own, variants := naive{g}.judge(label)
	verdict, err := g.Evaluate(label)
	if err != nil {
		t.Fatal(err)
	}
	if verdict.Disposition != own.disposition || verdict.ActionIndex != own.action || verdict.Eligible != (own.disposition != "invalid") {
		t.Fatalf("%q is %s by action %d, want %s by %d\n%s", string(label),
			verdict.Disposition, verdict.ActionIndex, own.disposition, own.action, readable(g))
	}
	found, err := g.Variants(label)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int64{}
	for v := range found.All() {
		want, ok := variants[string(v.CP)]
		if !ok || want.disposition != v.Disposition || want.action != v.ActionIndex {
			t.Fatalf("variant %q of %q is %s by action %d, want %v\n%s", string(v.CP), string(label),
				v.Disposition, v.ActionIndex, want, readable(g))
		}
		delete(variants, string(v.CP))
		counts[v.Disposition]++
		if g.IndexKey(label) != g.IndexKey(v.CP) {
			t.Fatalf("%q and its variant %q have two keys\n%s", string(label), string(v.CP), readable(g))
		}
	}
	if len(variants) > 0 {
		t.Fatalf("variants %v of %q are not listed\n%s", variants, string(label), readable(g))
	}
	for disposition, n := range found.Counts() {
		if n.Int64() != counts[disposition] {
			t.Fatalf("%q has %v %s variants, %d are listed\n%s", string(label), n, disposition, counts[disposition], readable(g))
		}
		delete(counts, disposition)
	}
	if len(counts) > 0 {
		t.Fatalf("%q: listed but not counted: %v\n%s", string(label), counts, readable(g))
	}
}
