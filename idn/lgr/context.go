package lgr

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
	if !b.hasAnchor(rule.Body, 0) {
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

func (b *builder) hasAnchor(body []*Node, depth int) bool {
	for _, n := range body {
		switch {
		case n.Kind == MatchAnchor:
			return true
		case n.Kind == MatchRule && depth <= maxDepth && b.hasAnchor(b.bodyOf(n), depth+1),
			n.Kind == MatchChoice && b.hasAnchor(n.Children, depth+1):
			return true
		}
	}
	return false
}

// branch adds the branches of a body: choices around the anchor are written out.
func (b *builder) branch(c *context, body []*Node, depth int) {
	if depth > maxDepth || len(c.branches) > maxBranches {
		b.r.fail(c.rule.Line, "limit", "context rule %q is too large", c.name)
		return
	}
	for i, n := range body {
		if n.Kind == MatchAnchor {
			b.sides(c, body[:i], body[i+1:])
			return
		}
		if !b.hasAnchor([]*Node{n}, depth) {
			continue
		}
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
			whole := append(append(append([]*Node{}, body[:i]...), alternative...), body[i+1:]...)
			b.branch(c, whole, depth+1)
		}
		return
	}
	b.r.fault(c.rule.Line, "rule", "one choice of context rule %q has no anchor and is left out", c.name)
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
