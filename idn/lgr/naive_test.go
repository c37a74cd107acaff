package lgr

import (
	"slices"
	"strings"
)

// naive reads RFC 7940 word by word and knows nothing of automata: it tries
// every cut of a label, every replacement and every way to match a rule.
type naive struct{ g *LGR }

// within: section 6.2.
func (n naive) within(c *Class, r rune) bool {
	operand := func(o *Class) bool { return n.within(o, r) }
	switch c.Operator {
	case "union":
		return slices.ContainsFunc(c.Operands, operand)
	case "intersection":
		return !slices.ContainsFunc(c.Operands, func(o *Class) bool { return !operand(o) })
	case "difference":
		return operand(c.Operands[0]) && !operand(c.Operands[1])
	case "symmetric-difference":
		return operand(c.Operands[0]) != operand(c.Operands[1])
	case "complement":
		return !operand(c.Operands[0])
	}
	for _, named := range n.g.Classes {
		if c.ByRef != "" && named.Name == c.ByRef {
			return n.within(named, r)
		}
	}
	for _, char := range n.g.Chars {
		if c.FromTag != "" && slices.Contains(char.Tags, c.FromTag) && !char.IsSequence() && char.covers(r) {
			return true
		}
	}
	return slices.ContainsFunc(c.Listed, func(l Range) bool { return l.Lo <= r && r <= l.Hi })
}

func (c *Char) covers(r rune) bool {
	if c.IsRange() {
		return c.First <= r && r <= c.Last
	}
	return len(c.CP) == 1 && c.CP[0] == r
}

// place is where a context rule is looked at: around label[from:to].
type place struct {
	label    []rune
	from, to int
}

// ends lists where a match of a body that begins at a position may end.
func (n naive) ends(body []*Node, p place, at int) []int {
	here := []int{at}
	for _, node := range body {
		var next []int
		for _, i := range here {
			next = append(next, n.repeat(node, p, i)...)
		}
		slices.Sort(next)
		here = slices.Compact(next)
	}
	return here
}

func (n naive) repeat(node *Node, p place, at int) []int {
	here, all := []int{at}, []int{}
	for times := 0; ; times++ {
		if times >= node.Min {
			all = append(all, here...)
		}
		// More rounds than code points and empty matches cannot lead further.
		if times == node.Max || node.Max == Unbounded && times > node.Min+len(p.label)+1 {
			break
		}
		var next []int
		for _, i := range here {
			next = append(next, n.once(node, p, i)...)
		}
		slices.Sort(next)
		here = slices.Compact(next)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (n naive) once(node *Node, p place, at int) []int {
	holds, to := false, at
	switch node.Kind {
	case MatchStart:
		holds = at == 0
	case MatchEnd:
		holds = at == len(p.label)
	case MatchAny:
		holds, to = at < len(p.label), at+1
	case MatchClass:
		holds, to = at < len(p.label) && n.within(node.Class, p.label[at]), at+1
	case MatchChar:
		holds, to = strings.HasPrefix(string(p.label[at:]), string(node.CP)), at+len(node.CP)
	case MatchAnchor:
		holds, to = at == p.from, p.to
	case MatchLookAhead:
		holds = len(n.ends(node.Children, p, at)) > 0
	case MatchLookBehind:
		for from := 0; from <= at; from++ {
			holds = holds || slices.Contains(n.ends(node.Children, p, from), at)
		}
	case MatchChoice:
		var all []int
		for _, child := range node.Children {
			all = append(all, n.repeat(child, p, at)...)
		}
		return all
	case MatchRule:
		return n.ends(n.body(node), p, at)
	}
	if !holds {
		return nil
	}
	return []int{to}
}

func (n naive) body(node *Node) []*Node {
	if node.ByRef == "" {
		return node.Children
	}
	return n.rule(node.ByRef).Body
}

func (n naive) rule(name string) *Rule {
	i := slices.IndexFunc(n.g.Rules, func(r *Rule) bool { return r.Name == name })
	return n.g.Rules[i]
}

func (n naive) anchored(body []*Node) bool {
	return slices.ContainsFunc(body, func(node *Node) bool {
		return node.Kind == MatchAnchor || node.Kind == MatchRule && n.anchored(n.body(node)) ||
			node.Kind == MatchChoice && n.anchored(node.Children)
	})
}

// matches: a rule matches a label if it matches any part of it (section 6.3).
func (n naive) matches(name string, label []rune) bool {
	for at := range len(label) + 1 {
		if len(n.ends(n.rule(name).Body, place{label, -1, -1}, at)) > 0 {
			return true
		}
	}
	return false
}

// allowed: sections 5.2 and 6.4.
func (n naive) allowed(when, notWhen string, p place) bool {
	name := when + notWhen
	if name == "" {
		return true
	}
	var holds bool
	if n.anchored(n.rule(name).Body) {
		holds = len(n.ends(n.rule(name).Body, p, p.from)) > 0
	} else {
		holds = n.matches(name, p.label)
	}
	return holds == (when != "")
}

// piece is a character of a cut.
type naivePiece struct {
	char     *Char
	from, to int
}

// cuts lists all ways to cut a label into characters whose conditions hold.
func (n naive) cuts(label []rune, from int) [][]naivePiece {
	if from == len(label) {
		return [][]naivePiece{nil}
	}
	var all [][]naivePiece
	for _, c := range n.g.Chars {
		to := from + max(1, len(c.CP))
		fits := to <= len(label) && (slices.Equal(label[from:to], c.CP) || c.IsRange() && c.covers(label[from]))
		if !fits || !n.allowed(c.When, c.NotWhen, place{label, from, to}) {
			continue
		}
		for _, rest := range n.cuts(label, to) {
			all = append(all, append([]naivePiece{{c, from, to}}, rest...))
		}
	}
	return all
}

func (n naive) eligible(label []rune) bool { return len(label) > 0 && len(n.cuts(label, 0)) > 0 }

// derived is what one way of replacing gives.
type derived struct {
	label string
	types string // of the variants, each followed by a blank
	all   bool   // every character was replaced, if only by itself
}

// derive lists all ways of replacing the characters of one cut.
func (n naive) derive(label []rune, cut []naivePiece) []derived {
	if len(cut) == 0 {
		return []derived{{all: true}}
	}
	var out []derived
	rest := n.derive(label, cut[1:])
	p := cut[0]
	own := string(label[p.from:p.to])
	reflexive := false
	for _, v := range p.char.Variants {
		if !n.allowed(v.When, v.NotWhen, place{label, p.from, p.to}) {
			continue
		}
		reflexive = reflexive || string(v.CP) == own
		for _, r := range rest {
			types := r.types
			if v.Type != "" {
				types += v.Type + " "
			}
			out = append(out, derived{string(v.CP) + r.label, types, r.all})
		}
	}
	for _, r := range rest {
		if !reflexive {
			out = append(out, derived{own + r.label, r.types, false})
		}
	}
	return out
}

// disposition: sections 7 and 8.3.
func (n naive) disposition(d derived) (string, int) {
	types := strings.Fields(d.types)
	named := func(a *Action) func(string) bool { return func(t string) bool { return slices.Contains(a.Types, t) } }
	for i, a := range append(slices.Clone(n.g.Actions), defaultActions...) {
		if a.Match != "" && !n.matches(a.Match, []rune(d.label)) || a.NotMatch != "" && n.matches(a.NotMatch, []rune(d.label)) {
			continue
		}
		others := slices.ContainsFunc(types, func(t string) bool { return !named(a)(t) })
		switch a.Test {
		case AnyVariant:
			if !slices.ContainsFunc(types, named(a)) {
				continue
			}
		case AllVariants:
			if len(types) == 0 || others {
				continue
			}
		case OnlyVariants:
			if len(types) == 0 || others || !d.all {
				continue
			}
		}
		return a.Disposition, i
	}
	return "", -1
}

// strictness orders dispositions (see the README).
func strictness(disposition string) int {
	order := []string{"invalid", "blocked", "", "allocatable", "activated", "valid"}
	if i := slices.Index(order, disposition); i >= 0 {
		return i
	}
	return 2
}

// verdict is a disposition with its action.
type naiveVerdict struct {
	disposition string
	action      int
}

func (v naiveVerdict) stricter(w naiveVerdict) bool {
	a, b := strictness(v.disposition), strictness(w.disposition)
	return a < b || a == b && v.action < w.action
}

// judge gives the verdict on a label, and on each of its variants.
func (n naive) judge(label []rune) (own naiveVerdict, variants map[string]naiveVerdict) {
	own, variants = naiveVerdict{"invalid", -1}, map[string]naiveVerdict{}
	if !n.eligible(label) {
		return own, variants
	}
	own = naiveVerdict{"valid", 1 << 20}
	for _, cut := range n.cuts(label, 0) {
		for _, d := range n.derive(label, cut) {
			if d.label != string(label) && !n.eligible([]rune(d.label)) {
				continue
			}
			disposition, action := n.disposition(d)
			v := naiveVerdict{disposition, action}
			if known, ok := variants[d.label]; !ok || v.stricter(known) {
				variants[d.label] = v
			}
		}
		for _, d := range n.reflexive(label, cut) {
			disposition, action := n.disposition(d)
			if v := (naiveVerdict{disposition, action}); v.stricter(own) {
				own = v
			}
		}
	}
	delete(variants, string(label))
	for l, v := range variants {
		if v.disposition == "invalid" || own.disposition == "invalid" {
			delete(variants, l)
		}
	}
	return own, variants
}

// reflexive lists the ways in which all characters of a cut stay as they are.
func (n naive) reflexive(label []rune, cut []naivePiece) []derived {
	stays := make([]naivePiece, len(cut))
	for i, p := range cut {
		c := *p.char
		c.Variants = slices.DeleteFunc(slices.Clone(c.Variants), func(v *Variant) bool {
			return string(v.CP) != string(label[p.from:p.to])
		})
		stays[i] = naivePiece{&c, p.from, p.to}
	}
	return n.derive(label, stays)
}
