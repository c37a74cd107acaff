package lgr

import "slices"

// context is a context rule (RFC 7940, section 6.4): what must stand on both
// sides of the characters at the anchor. It holds if one branch does.
//
// A match begins at the anchor: only look-behind and start look to the left,
// so that a rule that would read something before the anchor never matches.
type context struct {
	name     string
	names    []string // the name alone
	place    int32    // in LGR.conditions, from 1
	ofChar   bool     // not only of variants
	rule     *Rule
	branches []branch
	anywhere *nfa // of a rule without anchor, which need only match somewhere
	bodies   int  // tried so far
}

// branch is one way for a context rule to match.
type branch struct {
	left  []*nfa // each must match up to the anchor
	right *nfa   // must match after it; nil asks for nothing
}

// maxBranches bounds the choices in context rules. A set of branches is one word.
const maxBranches = 64

func (b *builder) context(rule *Rule) *context {
	c := &context{name: rule.Name, names: []string{rule.Name}, rule: rule}
	if !b.hasAnchor(rule.Body) {
		c.anywhere = b.build(rule.Body, rule.Line)
		return c
	}
	b.branch(c, rule.Body, 0)
	if len(c.branches) > maxBranches {
		b.r.fail(rule.Line, "limit", "a context rule with more than %d choices", maxBranches)
		c.branches = nil
	}
	return c
}

// finder looks for match operators in rules and in what they refer to. Each
// rule is looked at once, however often it is named.
type finder struct {
	b     *builder
	kinds []NodeKind
	known map[string]bool // by rule; false while it is being looked at
}

func (b *builder) finder(kinds ...NodeKind) *finder {
	return &finder{b: b, kinds: kinds, known: map[string]bool{}}
}

// maxReferences is how deep references are followed; what lies deeper counts
// as found and is refused where the rule is built.
const maxReferences = 1000

func (f *finder) in(body []*Node, depth int) bool {
	for _, n := range body {
		if slices.Contains(f.kinds, n.Kind) || n.Kind == MatchChoice && f.in(n.Children, depth) ||
			n.Kind == MatchRule && f.inRule(n, depth+1) {
			return true
		}
	}
	return false
}

func (f *finder) inRule(n *Node, depth int) bool {
	if depth > maxReferences {
		return true
	}
	if n.ByRef == "" {
		return f.in(n.Children, depth)
	}
	found, known := f.known[n.ByRef]
	if !known {
		f.known[n.ByRef] = false
		found = f.in(f.b.bodyOf(n), depth)
		f.known[n.ByRef] = found
	}
	return found
}

func (b *builder) hasAnchor(body []*Node) bool { return b.anchors.in(body, 0) }

// maxBodies is how many bodies may be tried while choices are written out.
const maxBodies = 2000

// branch adds the branches of a body: choices and rules that hold the anchor,
// or what looks around it, are written out.
func (b *builder) branch(c *context, body []*Node, depth int) {
	c.bodies++
	if depth > maxDepth || len(c.branches) > maxBranches || c.bodies > maxBodies {
		b.r.fail(c.rule.Line, "limit", "context rule %q is too large", c.name)
		return
	}
	if i := slices.IndexFunc(body, b.opens); i >= 0 {
		n := body[i]
		if n.Min != 1 || n.Max != 1 {
			b.r.fail(n.Line, "count", "an anchor cannot be repeated")
			return
		}
		alternatives := [][]*Node{}
		if n.Kind == MatchRule {
			alternatives = append(alternatives, b.bodyOf(n))
		} else {
			for _, child := range n.Children {
				alternatives = append(alternatives, []*Node{child})
			}
		}
		for _, alternative := range alternatives {
			if c.bodies > maxBodies {
				return
			}
			b.branch(c, slices.Concat(body[:i], alternative, body[i+1:]), depth+1)
		}
		return
	}
	at := slices.IndexFunc(body, func(n *Node) bool { return n.Kind == MatchAnchor })
	if at < 0 {
		b.r.fault(c.rule.Line, "rule", "one choice of context rule %q has no anchor and is left out", c.name)
		return
	}
	b.sides(c, body[:at], body[at+1:])
}

// opens reports whether a part of a context rule has to be written out.
func (b *builder) opens(n *Node) bool {
	if n.Kind != MatchChoice && n.Kind != MatchRule {
		return false
	}
	one := []*Node{n}
	return b.hasAnchor(one) || n.Min == 1 && n.Max == 1 && b.sights.in(one, 0)
}

func (b *builder) sides(c *context, before, after []*Node) {
	var br branch
	for _, n := range before {
		switch {
		case n.Kind == MatchLookBehind:
			br.left = append(br.left, b.build(n.Children, n.Line))
		case n.Kind == MatchStart:
			br.left = append(br.left, b.build([]*Node{n}, n.Line))
		case n.Min == 0 && n.Kind != MatchLookAhead:
		case n.Kind == MatchLookAhead:
			b.r.fail(n.Line, "rule", "look-ahead stands before the anchor")
			return
		case b.sights.in([]*Node{n}, 0):
			b.r.fail(n.Line, "count", "what looks around an anchor cannot be repeated")
			return
		default:
			return // reads something at the anchor's own place: never matches
		}
	}
	var right []*Node
	for i, n := range after {
		switch n.Kind {
		case MatchLookAhead:
			if i != len(after)-1 {
				b.r.fail(n.Line, "rule", "look-ahead is not the last part of its rule")
				return
			}
			right = append(right, n.Children...)
		case MatchLookBehind, MatchAnchor:
			b.r.fail(n.Line, "rule", "look-behind or a second anchor after the anchor")
			return
		default:
			right = append(right, n)
		}
	}
	if len(right) > 0 {
		br.right = b.build(right, c.rule.Line)
	}
	c.branches = append(c.branches, br)
}

// holds reports whether the rule matches around label[from:to].
func (c *context) holds(label []rune, from, to int) bool {
	if c.anywhere != nil {
		return c.anywhere.anywhere(label)
	}
	for _, br := range c.branches {
		if br.leftHolds(label, from) && (br.right == nil || br.right.beginsAt(label, to)) {
			return true
		}
	}
	return false
}

func (b *branch) leftHolds(label []rune, from int) bool {
	for _, n := range b.left {
		if !n.endsAt(label, from) {
			return false
		}
	}
	return true
}
