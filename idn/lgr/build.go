package lgr

// build makes the automaton of a rule or of a part of it.
func (b *builder) build(body []*Node, line int) *nfa {
	p := &part{b: b, n: &nfa{edges: make([][]edge, 1)}, line: line}
	p.n.final, p.n.longest = p.sequence(body, 0, 0)
	p.n.finish()
	return p.n
}

// part is an automaton under construction. Every method takes the state that
// it goes on from, and returns the state where it ends and its longest match.
type part struct {
	b    *builder
	n    *nfa
	line int
	full bool // a limit was hit: nothing is added any more
}

func (p *part) state() int {
	if len(p.n.edges) >= maxStates || p.b.states >= p.b.r.limits.States {
		if !p.full {
			p.full = true
			p.b.r.fail(p.line, "limit", "the rule is too large")
		}
		return 0
	}
	p.b.states++
	p.n.edges = append(p.n.edges, nil)
	return len(p.n.edges) - 1
}

func (p *part) edge(from, to, read int) {
	p.n.edges[from] = append(p.n.edges[from], edge{read, to})
}

// maxDepth bounds rules that refer to rules.
const maxDepth = 50

func (p *part) sequence(body []*Node, from, depth int) (at, longest int) {
	at = from
	for _, node := range body {
		var n int
		at, n = p.repeat(node, at, depth)
		longest = addLengths(longest, n)
	}
	return at, longest
}

func addLengths(a, b int) int {
	if a == Unbounded || b == Unbounded {
		return Unbounded
	}
	return a + b
}

func (p *part) repeat(node *Node, from, depth int) (at, longest int) {
	at = from
	if depth > maxDepth {
		p.b.r.fail(node.Line, "limit", "rules are nested too deep, or a rule refers to itself")
		p.full = true
	}
	for i := 0; i < node.Min && !p.full; i++ {
		var n int
		at, n = p.once(node, at, depth)
		longest = addLengths(longest, n)
	}
	if node.Max == Unbounded && !p.full {
		loop := p.state()
		p.edge(at, loop, edgeEmpty)
		end, n := p.once(node, loop, depth)
		p.edge(end, loop, edgeEmpty)
		if n != 0 {
			longest = Unbounded
		}
		out := p.state()
		p.edge(loop, out, edgeEmpty)
		return out, longest
	}
	if node.Max > node.Min && !p.full {
		out := p.state()
		p.edge(at, out, edgeEmpty)
		for i := node.Min; i < node.Max && !p.full; i++ {
			var n int
			at, n = p.once(node, at, depth)
			longest = addLengths(longest, n)
			p.edge(at, out, edgeEmpty)
		}
		return out, longest
	}
	return at, longest
}

// stepsPerState bounds the work for parts of rules that make no states, such
// as empty rules that are repeated.
const stepsPerState = 16

func (p *part) once(node *Node, from, depth int) (at, longest int) {
	if p.b.steps++; p.b.steps > stepsPerState*p.b.r.limits.States {
		if p.b.steps == stepsPerState*p.b.r.limits.States+1 { // once is enough
			p.b.r.fail(p.line, "limit", "the rules are too large")
		}
		p.full = true
	}
	if p.full {
		return from, 0
	}
	switch node.Kind {
	case MatchStart, MatchEnd:
		at = p.state()
		read := edgeStart
		if node.Kind == MatchEnd {
			read = edgeEnd
		}
		p.edge(from, at, read)
		return at, 0
	case MatchAny:
		return p.read(from, Set{{0, maxRune}}), 1
	case MatchClass:
		return p.read(from, p.b.set(node.Class)), 1
	case MatchChar:
		for _, r := range node.CP {
			from = p.read(from, Set{{r, r}})
		}
		return from, len(node.CP)
	case MatchChoice:
		return p.choice(node, from, depth)
	case MatchRule:
		return p.sequence(p.b.bodyOf(node), from, depth+1)
	}
	p.b.r.fail(node.Line, "rule", "anchor, look-behind and look-ahead have no meaning here")
	p.full = true
	return from, 0
}

func (p *part) read(from int, set Set) int {
	to := p.state()
	p.n.sets = append(p.n.sets, set)
	p.edge(from, to, len(p.n.sets)-1)
	return to
}

func (p *part) choice(node *Node, from, depth int) (at, longest int) {
	out := p.state()
	for _, child := range node.Children {
		begin := p.state()
		p.edge(from, begin, edgeEmpty)
		end, n := p.repeat(child, begin, depth+1)
		p.edge(end, out, edgeEmpty)
		if n == Unbounded || longest != Unbounded && n > longest {
			longest = n
		}
	}
	return out, longest
}

// bodyOf is the content of a rule in a rule, wherever it is written.
func (b *builder) bodyOf(node *Node) []*Node {
	if node.ByRef == "" {
		return node.Children
	}
	rule := b.g.rules[node.ByRef]
	if rule == nil {
		b.r.fail(node.Line, "reference", "there is no rule %q", node.ByRef)
		return nil
	}
	return rule.Body
}
