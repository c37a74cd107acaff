package lgr

import (
	"encoding/binary"
	"slices"
)

// moveKind says which labels an image has.
type moveKind uint8

const (
	moveForward moveKind = iota // what replacements make of the readable labels of a set
	moveStay                    // the readable labels of a set
	moveBack                    // the readable labels of which replacements make one of a set
)

// mover finds images of sets of labels. It reads the label whose conditions
// count, which is the one before the replacements, one character after the
// other and follows in the set what it becomes or came from.
type mover struct {
	g       *LGR
	sights  *sights
	longest int
	left    int  // work that may still be done
	cut     bool // something was left out for its length
}

func newMover(g *LGR, longest int) *mover {
	g.backOnce.Do(func() { g.back = backwards(g.Chars) })
	return &mover{g: g, sights: newSights(g), longest: longest, left: maxClassWork}
}

// halt is where the reading of a set stands, between two characters.
type halt struct {
	node, behind, duties int
	length               int // of what was put out, so that no way is endless
}

// passage leads from one halt to the next and puts out a word.
type passage struct {
	out []rune
	to  int
}

// passages are all ways through a set.
type passages struct {
	m     *mover
	set   *lexicon
	kind  moveKind
	ids   map[halt]int
	halts []halt
	ways  [][]passage
	final []bool
}

// image is the first node of the image of a set.
func (m *mover) image(set *lexicon, root int, kind moveKind) (int, error) {
	p := &passages{m: m, set: set, kind: kind, ids: map[halt]int{}}
	p.halt(halt{node: root, behind: m.sights.start(), duties: m.sights.noDuties()})
	for i := 0; i < len(p.halts); i++ {
		p.explore(i)
		if m.left -= 1 + len(p.ways[i]); m.left < 0 {
			return none, ErrTooComplex
		}
	}
	d := &determiner{p: p, known: map[string]int{}}
	node := d.node([]thread{{at: 0}})
	if m.left < 0 {
		return none, ErrTooComplex
	}
	return node, nil
}

func (p *passages) halt(at halt) int {
	id, known := p.ids[at]
	if !known {
		id = len(p.halts)
		p.ids[at] = id
		p.halts = append(p.halts, at)
		p.ways = append(p.ways, nil)
		// The empty label is none, though null variants may lead to it.
		p.final = append(p.final, at.length > 0 && p.set.nodes[at.node].final && p.m.sights.kept(at.duties, at.behind))
	}
	return id
}

// explore finds the passages from a halt.
func (p *passages) explore(i int) {
	at := p.halts[i]
	if p.kind == moveBack {
		for _, s := range p.m.g.back[-1] {
			p.cross(i, s.char, s.char.CP, s.variant)
		}
	}
	for _, e := range p.set.nodes[at.node].edges {
		if c := p.m.g.rep.one(e.r); c != nil {
			p.character(i, c, []rune{e.r})
		}
		for _, c := range p.m.g.rep.beginning(e.r) {
			p.character(i, c, c.CP)
		}
		if p.kind == moveBack {
			for _, s := range p.m.g.back[e.r] {
				p.cross(i, s.char, s.char.CP, s.variant)
			}
		}
	}
}

// character adds the passages of a character that begins in the set.
func (p *passages) character(i int, c *Char, cp []rune) {
	p.cross(i, c, cp, nil)
	if p.kind == moveForward {
		for _, v := range c.Variants {
			if !slices.Equal(v.CP, cp) {
				p.cross(i, c, cp, v)
			}
		}
	}
}

// cross adds the passage in which a character becomes a variant, or stays.
func (p *passages) cross(i int, c *Char, cp []rune, v *Variant) {
	at, s := p.halts[i], p.m.sights
	in, out := cp, cp
	if v != nil && p.kind == moveForward {
		out = v.CP
	} else if v != nil {
		in = v.CP
	}
	next := halt{node: p.set.follow(at.node, in), length: at.length + len(out)}
	if next.node < 0 {
		return
	}
	if next.length > p.m.longest {
		p.m.cut = true
		return
	}
	var ok bool
	if next.duties, ok = s.readAll(at.duties, cp); !ok {
		return
	}
	if next.duties, ok = s.ask(next.duties, c.when, c.not, at.behind); !ok {
		return
	}
	if v != nil {
		if next.duties, ok = s.ask(next.duties, v.when, v.not, at.behind); !ok {
			return
		}
	}
	next.behind = s.pass(at.behind, cp)
	to := p.halt(next)
	p.ways[i] = append(p.ways[i], passage{out, to})
}

// thread is one way in which an output was come by: it is at a halt, or
// inside the output of a passage from there.
type thread struct{ at, way, offset int }

func (t thread) compare(u thread) int {
	for _, d := range [...]int{t.at - u.at, t.way - u.way, t.offset - u.offset} {
		if d != 0 {
			return d
		}
	}
	return 0
}

// determiner brings the outputs of all ways together to one automaton.
type determiner struct {
	p     *passages
	known map[string]int
}

// node is the node of everything that these threads can still put out.
func (d *determiner) node(threads []thread) int {
	threads, final := d.settle(threads)
	key := make([]byte, 0, 8*len(threads))
	for _, t := range threads {
		key = binary.AppendUvarint(key, uint64(t.at))
		key = binary.AppendUvarint(key, uint64(t.way))
		key = binary.AppendUvarint(key, uint64(t.offset))
	}
	if n, known := d.known[string(key)]; known {
		return n
	}
	if d.p.m.left -= len(threads); d.p.m.left < 0 {
		return none
	}
	next := map[rune][]thread{}
	for _, t := range threads {
		for way, passage := range d.p.ways[t.at] {
			if t.offset > 0 && way != t.way || t.offset >= len(passage.out) {
				continue
			}
			r, n := passage.out[t.offset], thread{t.at, way, t.offset + 1}
			if n.offset == len(passage.out) {
				n = thread{at: passage.to}
			}
			next[r] = append(next[r], n)
		}
	}
	node := lexNode{final: final}
	for r, threads := range next {
		if to := d.node(threads); to != none {
			node.edges = append(node.edges, nodeEdge{r, to})
		}
	}
	slices.SortFunc(node.edges, func(a, b nodeEdge) int { return int(a.r - b.r) })
	n := d.p.set.node(node)
	d.known[string(key)] = n
	return n
}

// settle adds what passages without output reach, and brings threads into order.
func (d *determiner) settle(threads []thread) (settled []thread, final bool) {
	for i := 0; i < len(threads); i++ {
		t := threads[i]
		if t.offset > 0 {
			continue
		}
		final = final || d.p.final[t.at]
		for _, way := range d.p.ways[t.at] {
			if len(way.out) == 0 && !slices.Contains(threads, thread{at: way.to}) {
				threads = append(threads, thread{at: way.to})
			}
		}
	}
	slices.SortFunc(threads, thread.compare)
	return slices.Compact(threads), final
}

// source is a mapping seen from its variant.
type source struct {
	char    *Char
	variant *Variant
}

// backwards lists mappings by the first code point of the variant; those to
// nothing are under -1.
func backwards(chars []*Char) map[rune][]source {
	back := map[rune][]source{}
	for _, c := range chars {
		for _, v := range c.Variants {
			first := rune(-1)
			if len(v.CP) > 0 {
				first = v.CP[0]
			}
			if !slices.Equal(c.CP, v.CP) {
				back[first] = append(back[first], source{c, v})
			}
		}
	}
	return back
}
