package lgr

import (
	"encoding/binary"
	"slices"
)

// maxLinked is how long in code points the labels may be through which a chain
// of variants goes: no U-label is longer (RFC 5890, section 2.3.2.1).
const maxLinked = 63

// maxClassWork bounds the states that are looked at for one class.
const maxClassWork = 500_000

// class is a variant set: all readable labels that variants lead to from one,
// in any number of steps and in either direction. The labels are not listed:
// they are the words of an automaton without loops, in which each end that
// several of them have in common is there once.
type class struct {
	words *lexicon
	root  int
}

// newClass finds the class of a readable label. It may end as soon as enough
// says that what is known of it is enough; long is the length of the labels
// that are looked for. Few classes have labels much longer than that, so such
// labels are followed only if there are any.
func (g *LGR) newClass(label []rune, long int, enough func(*class) bool) (*class, error) {
	long = max(len(label), long) + 4
	m := newMover(g, long)
	c, err := m.class(label, enough)
	if err != nil || !m.cut || long >= maxLinked || enough(c) {
		return c, err
	}
	return newMover(g, maxLinked).class(label, enough)
}

// allLabels is for callers of newClass who need every label.
func allLabels(*class) bool { return false }

// class adds to a set of labels all their variants, then all labels of which
// they are variants, until nothing new comes.
func (m *mover) class(label []rune, enough func(*class) bool) (*class, error) {
	c := &class{words: newLexicon()}
	c.root = c.words.word(label)
	for before := none; before != c.root; {
		before = c.root
		for _, move := range []moveKind{moveForward, moveStay, moveBack} {
			var err error
			if c.root, err = m.image(c.words, c.root, move); err != nil {
				return nil, err
			}
			// After moving forward labels are there that cannot be read.
			if move != moveForward && enough(c) {
				return c, nil
			}
		}
	}
	return c, nil
}

func (c *class) has(label []rune) bool {
	at := c.root
	for _, r := range label {
		if at = c.words.next(at, r); at < 0 {
			return false
		}
	}
	return c.words.nodes[at].final
}

// lexicon keeps sets of words as automata that share their nodes. Equal sets
// have the same first node.
type lexicon struct {
	nodes []lexNode
	ids   map[string]int
}

type lexNode struct {
	final bool
	edges []nodeEdge // in the order of code points; each leads to a final node
}

// none is the node of the empty set.
const none = 0

func newLexicon() *lexicon {
	l := &lexicon{ids: map[string]int{}}
	l.node(lexNode{}) // none
	return l
}

func (l *lexicon) node(n lexNode) int {
	key := make([]byte, 1, 1+6*len(n.edges))
	if n.final {
		key[0] = 1
	}
	for _, e := range n.edges {
		key = binary.AppendUvarint(key, uint64(e.r))
		key = binary.AppendUvarint(key, uint64(e.to))
	}
	id, known := l.ids[string(key)]
	if !known {
		id = len(l.nodes)
		l.nodes = append(l.nodes, n)
		l.ids[string(key)] = id
	}
	return id
}

func (l *lexicon) word(word []rune) int {
	at := l.node(lexNode{final: true})
	for i := len(word) - 1; i >= 0; i-- {
		at = l.node(lexNode{edges: []nodeEdge{{word[i], at}}})
	}
	return at
}

// next is the node that a code point leads to, -1 if there is none.
func (l *lexicon) next(at int, r rune) int {
	edges := l.nodes[at].edges
	i, ok := slices.BinarySearchFunc(edges, r, func(e nodeEdge, r rune) int { return int(e.r - r) })
	if !ok {
		return -1
	}
	return edges[i].to
}

// follow is the node that a word leads to, -1 if there is none.
func (l *lexicon) follow(at int, word []rune) int {
	for _, r := range word {
		if at = l.next(at, r); at < 0 {
			break
		}
	}
	return at
}
