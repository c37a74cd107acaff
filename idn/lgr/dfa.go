package lgr

import "sync"

// dfa is an automaton as a table, made when it is first needed. It gives the
// same answers as the NFA that it is made of.
type dfa struct {
	next    []uint8 // state * classes + class
	marks   []uint8 // by state
	classes int
	first   uint8 // state at the start of the label
	later   uint8 // state at any other place
}

// Marks of states.
const (
	accepting    = 1 << iota // nothing more has to be read
	matchesAtEnd             // matches if the label ends here
	stuck                    // nothing that is read leads to another state
)

// purpose is what a table is for; each asks other questions of the same NFA.
type purpose uint8

const (
	searching purpose = iota // does it match anywhere?
	ending                   // does a match end where reading ends?
	beginning                // does a match begin where reading begins?
	purposes
)

// Bounds of a table. An automaton that needs more stays an NFA.
const (
	maxTableStates = 255
	maxTable       = 1 << 18 // octets
)

// tables are those of one NFA.
type tables [purposes]struct {
	once sync.Once
	d    *dfa
}

// table is the table for a purpose; nil if it would be too large.
func (n *nfa) table(p purpose, cl *classes) *dfa {
	t := &n.tables[p]
	t.once.Do(func() { t.d = n.determinise(p, cl) })
	return t.d
}

// run reads classes from a state and reports whether the automaton matches.
// Of a table for ending, only the state after the last class counts.
func (d *dfa) run(state uint8, classes []uint16, end bool) bool {
	for _, c := range classes {
		if d.marks[state]&stuck != 0 {
			break
		}
		state = d.next[int(state)*d.classes+int(c)]
	}
	mark := d.marks[state]
	return mark&accepting != 0 || end && mark&matchesAtEnd != 0
}

// maker turns an NFA into a table: a state is a set of states of the NFA.
type maker struct {
	n       *nfa
	purpose purpose
	known   map[string]uint8
	sets    []bitset
	full    bool
}

func (n *nfa) determinise(p purpose, cl *classes) *dfa {
	m := maker{n: n, purpose: p, known: map[string]uint8{}}
	d := &dfa{classes: cl.count}
	d.first, d.later = m.state(n.fromStart), m.state(n.fromLater)
	alike, samples := n.alike(cl)
	to := make([]uint8, len(samples))
	for s := 0; s < len(m.sets) && !m.full; s++ {
		mark, moves := m.mark(m.sets[s]), false
		for i, r := range samples {
			to[i] = uint8(s)
			if mark&accepting == 0 || p == ending {
				to[i] = m.step(m.sets[s], r)
			}
			moves = moves || int(to[i]) != s
		}
		if !moves {
			mark |= stuck
		}
		d.marks = append(d.marks, mark)
		for _, i := range alike {
			d.next = append(d.next, to[i])
		}
		m.full = m.full || len(d.next) > maxTable
	}
	if m.full {
		return nil
	}
	return d
}

// alike tells for each class the first of the classes that the NFA does not
// tell from it, by place in samples, which has a code point of each.
func (n *nfa) alike(cl *classes) (alike []int, samples []rune) {
	known := map[string]int{}
	signature := make([]byte, (len(n.sets)+7)/8)
	for _, r := range cl.samples {
		clear(signature)
		for i, s := range n.sets {
			if s.Contains(r) {
				signature[i/8] |= 1 << (i % 8)
			}
		}
		i, seen := known[string(signature)]
		if !seen {
			i = len(samples)
			known[string(signature)] = i
			samples = append(samples, r)
		}
		alike = append(alike, i)
	}
	return alike, samples
}

func (m *maker) state(set bitset) uint8 {
	key := string(set.appendKey(nil))
	s, known := m.known[key]
	if !known {
		if len(m.sets) > maxTableStates {
			m.full = true
			return 0
		}
		s = uint8(len(m.sets))
		m.known[key] = s
		m.sets = append(m.sets, set)
	}
	return s
}

func (m *maker) step(from bitset, r rune) uint8 {
	next := make(bitset, len(from))
	m.n.step(next, from, r)
	if m.purpose != beginning {
		next.or(m.n.fromLater)
	}
	return m.state(next)
}

func (m *maker) mark(set bitset) uint8 {
	mark := uint8(0)
	if set.meets(m.n.accept) {
		mark |= accepting
	}
	if set.meets(m.n.acceptEnd) {
		mark |= matchesAtEnd
	}
	return mark
}
