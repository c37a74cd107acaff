package lgr

import "math/bits"

// bitset is a set of automaton states.
type bitset []uint64

func (b bitset) add(i int)      { b[i>>6] |= 1 << (i & 63) }
func (b bitset) has(i int) bool { return b[i>>6]&(1<<(i&63)) != 0 }

func (b bitset) empty() bool {
	for _, w := range b {
		if w != 0 {
			return false
		}
	}
	return true
}

func (b bitset) or(c bitset) {
	for i, w := range c {
		b[i] |= w
	}
}

func (b bitset) meets(c bitset) bool {
	for i, w := range c {
		if b[i]&w != 0 {
			return true
		}
	}
	return false
}

// appendKey appends the set as octets.
func (b bitset) appendKey(key []byte) []byte {
	for _, w := range b {
		key = append(key, byte(w), byte(w>>8), byte(w>>16), byte(w>>24), byte(w>>32), byte(w>>40), byte(w>>48), byte(w>>56))
	}
	return key
}

// Kinds of edges that read no code point.
const (
	edgeEmpty = -1 - iota
	edgeStart // passed at the start of the label only
	edgeEnd   // passed at the end of the label only
)

type edge struct {
	read int // place in nfa.sets, or one of the above
	to   int
}

// nfa is a rule as a non-deterministic automaton. State 0 is the first.
type nfa struct {
	edges   [][]edge
	sets    []Set
	final   int
	longest int // code points of the longest match, Unbounded if there is none

	closure   []bitset // by state: what it reaches without reading
	fromStart bitset   // where a match at the start of the label begins
	fromLater bitset   // where any other match begins
	accept    bitset   // final
	acceptEnd bitset   // final at the end of the label

	// What a match at the start of the label and any other match may read
	// first; useless if a match may read nothing.
	firstAtStart, firstLater Set
	mayBeEmpty               bool

	tables tables
}

// maxStates bounds one automaton: closures take the square of it in bits.
const maxStates = 4096

// finish computes the closures.
func (n *nfa) finish() {
	size := (len(n.edges) + 63) / 64
	n.closure = make([]bitset, len(n.edges))
	for s := range n.edges {
		n.closure[s] = n.reach(s, size, edgeEmpty, edgeEmpty)
	}
	n.fromStart = n.reach(0, size, edgeEmpty, edgeStart)
	n.fromLater = n.closure[0]
	n.accept, n.acceptEnd = make(bitset, size), make(bitset, size)
	n.accept.add(n.final)
	for s := range n.edges {
		if n.reach(s, size, edgeEmpty, edgeEnd).has(n.final) {
			n.acceptEnd.add(s)
		}
	}
	n.firstAtStart, n.firstLater = n.first(n.fromStart), n.first(n.fromLater)
	n.mayBeEmpty = n.fromStart.meets(n.accept) || n.fromStart.meets(n.acceptEnd)
}

func (n *nfa) first(states bitset) Set {
	var ranges []Range
	for s, edges := range n.edges {
		for _, e := range edges {
			if e.read >= 0 && states.has(s) {
				ranges = append(ranges, n.sets[e.read]...)
			}
		}
	}
	return newSet(ranges)
}

// begins is the first position at which a match may begin, len(label) if none.
func (n *nfa) begins(label []rune) int {
	if n.mayBeEmpty || len(label) > 0 && n.firstAtStart.Contains(label[0]) {
		return 0
	}
	if n.firstLater == nil {
		return len(label)
	}
	for i := 1; i < len(label); i++ {
		if n.firstLater.Contains(label[i]) {
			return i
		}
	}
	return len(label)
}

func (n *nfa) reach(from, size, kind, other int) bitset {
	seen := make(bitset, size)
	seen.add(from)
	for stack := []int{from}; len(stack) > 0; {
		s := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		for _, e := range n.edges[s] {
			if (e.read == kind || e.read == other) && !seen.has(e.to) {
				seen.add(e.to)
				stack = append(stack, e.to)
			}
		}
	}
	return seen
}

// step sets next to the states after reading r in current.
func (n *nfa) step(next, current bitset, r rune) {
	clear(next)
	for i, w := range current {
		for ; w != 0; w &= w - 1 {
			for _, e := range n.edges[i<<6+bits.TrailingZeros64(w)] {
				if e.read >= 0 && n.sets[e.read].Contains(r) {
					next.or(n.closure[e.to])
				}
			}
		}
	}
}

// run is one automaton at work: two sets that change places.
type run struct {
	n         *nfa
	now, next bitset
}

func newRun(n *nfa) run {
	size := len(n.accept)
	both := make(bitset, 2*size)
	return run{n, both[:size:size], both[size:]}
}

func (r *run) read(c rune) {
	r.n.step(r.next, r.now, c)
	r.now, r.next = r.next, r.now
}

// anywhere reports whether the automaton matches somewhere in the label.
func (n *nfa) anywhere(label []rune) bool {
	from := n.begins(label)
	if from == len(label) && !n.mayBeEmpty {
		return false
	}
	r := newRun(n)
	for i := from; i < len(label); i++ {
		if i == 0 {
			r.now.or(n.fromStart)
		} else {
			r.now.or(n.fromLater)
		}
		if r.now.meets(n.accept) {
			return true
		}
		r.read(label[i])
	}
	r.now.or(n.fromLater)
	return r.now.meets(n.accept) || r.now.meets(n.acceptEnd)
}

// endsAt reports whether a match ends at a position.
func (n *nfa) endsAt(label []rune, at int) bool {
	from := 0
	if n.longest != Unbounded {
		from = max(0, at-n.longest)
	}
	r := newRun(n)
	for i := from; ; i++ {
		if i == 0 {
			r.now.or(n.fromStart)
		} else {
			r.now.or(n.fromLater)
		}
		if i == at {
			return r.now.meets(n.accept) || at == len(label) && r.now.meets(n.acceptEnd)
		}
		r.read(label[i])
	}
}

// beginsAt reports whether a match begins at a position.
func (n *nfa) beginsAt(label []rune, at int) bool {
	r := newRun(n)
	if at == 0 {
		r.now.or(n.fromStart)
	} else {
		r.now.or(n.fromLater)
	}
	for _, c := range label[at:] {
		if r.now.meets(n.accept) {
			return true
		}
		if r.now.empty() {
			return false
		}
		r.read(c)
	}
	return r.now.meets(n.acceptEnd)
}
