package lgr

import "cmp"

// A rule is followed here without a label, only by where it may stand: at the
// start of the label, behind that, or at its end.
type standing uint8

const (
	atStart standing = 1 << iota
	inside
	atEnd
)

// needs says whether anything can fulfil a rule.
type needs struct {
	ever   bool // some label matches
	inside bool // some label of the repertoire's code points matches
}

// trail follows rules through one set of code points. What a match operator
// does depends on nothing but where it stands, so that each is looked at once
// for each standing, however often rules are named.
type trail struct {
	c      *checker
	within Set
	known  map[footing]standing
}

type footing struct {
	node *Node
	from standing
}

// follow is where a match of the body may end that begins at one of the
// standings; 0 if there is no match. Classes count only as far as within has
// members of them.
func (t *trail) follow(body []*Node, from standing) standing {
	for _, n := range body {
		if from == 0 {
			return 0
		}
		from = t.times(n, from)
	}
	return from
}

// rounds is how often a repeated part is followed: there are three standings,
// so that more rounds bring nothing new.
const rounds = 8

func (t *trail) times(n *Node, from standing) standing {
	var all standing
	least := min(n.Min, rounds)
	for i := 0; ; i++ {
		if i >= least {
			all |= from
		}
		if i == n.Max || from == 0 || i > least+rounds {
			return all
		}
		from = t.once(n, from)
	}
}

func (t *trail) once(n *Node, from standing) standing {
	s := footing{n, from}
	to, known := t.known[s]
	if !known {
		t.known[s] = 0
		to = t.look(n, from)
		t.known[s] = to
	}
	return to
}

func (t *trail) look(n *Node, from standing) standing {
	reads := func(s Set) standing {
		if from&(atStart|inside) == 0 || len(s.intersect(t.within)) == 0 {
			return 0
		}
		return inside | atEnd
	}
	switch n.Kind {
	case MatchStart:
		return from & atStart
	case MatchEnd:
		return from & atEnd
	case MatchAny:
		return reads(t.within)
	case MatchClass:
		return reads(t.c.setOf(n.Class))
	case MatchChar:
		for _, r := range n.CP {
			from = reads(Set{{r, r}})
		}
		return from
	case MatchChoice:
		var all standing
		for _, child := range n.Children {
			all |= t.times(child, from)
		}
		return all
	case MatchRule:
		return t.follow(t.c.bodyOf(n), from)
	case MatchAnchor:
		return inside | atEnd // the anchor is at least one code point
	case MatchLookBehind:
		return from & t.follow(n.Children, atStart|inside)
	case MatchLookAhead:
		if t.follow(n.Children, from) == 0 {
			return 0
		}
	}
	return from
}

func (c *checker) bodyOf(n *Node) []*Node {
	if n.ByRef == "" {
		return n.Children
	}
	if rule := c.g.rules[n.ByRef]; rule != nil {
		return rule.Body
	}
	return nil
}

// reach looks at classes and rules that can never do anything.
func (c *checker) reach() {
	var cps []Range
	for _, char := range c.g.Chars {
		for _, r := range char.CP {
			cps = append(cps, Range{r, r})
		}
	}
	repertoire := newSet(cps).union(c.rel.alone)
	c.needsOf = map[string]needs{}
	anything := &trail{c, Set{{0, maxRune}}, map[footing]standing{}}
	known := &trail{c, repertoire, map[footing]standing{}}
	for _, r := range c.g.Rules {
		n := needs{
			ever:   anything.follow(r.Body, atStart|inside|atEnd) != 0,
			inside: known.follow(r.Body, atStart|inside|atEnd) != 0,
		}
		c.needsOf[r.Name] = n
		switch {
		case !n.ever:
			c.add("rule-never", r.Line, nil, "Rule", r.Name)
		case !n.inside:
			c.add("rule-outside", r.Line, nil, "Rule", r.Name)
		}
	}
	for _, class := range c.g.Classes {
		if len(c.setOf(class)) == 0 {
			c.add("class-empty", class.Line, nil, "Class", class.Name)
		}
	}
	for _, r := range c.g.Rules {
		eachNode(r.Body, func(n *Node) {
			if n.Kind == MatchClass && n.Min > 0 && len(c.setOf(n.Class)) == 0 {
				c.add("rule-class-empty", n.Line, nil, "Rule", r.Name, "Class", cmp.Or(n.Class.ByRef, n.Class.Name))
			}
		})
	}
}

// eachNode visits all match operators of a body.
func eachNode(body []*Node, visit func(*Node)) {
	for _, n := range body {
		visit(n)
		eachNode(n.Children, visit)
	}
}
