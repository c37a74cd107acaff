package lgr

import (
	"math/bits"
	"sync"
)

// classes divide the code points of the repertoire so that no rule tells two
// of one class apart. Tables are made over classes instead of code points.
// They are made when the first label is judged.
type classes struct {
	once    sync.Once
	count   int    // 0 if there are too many
	samples []rune // one code point of each class

	// Which of LGR.matchers may begin to match at a code point of a class, at
	// the start of a label and later; by class. always are those that may
	// match without reading anything.
	beginFirst, beginLater []uint64
	always                 uint64
}

// Bounds beyond which labels are judged by the NFAs alone.
const (
	maxClasses     = 4096
	maxDividing    = 1 << 24
	maxFastMatches = 64
)

// fast are the classes, made at the first call.
func (g *LGR) fast() *classes {
	g.classesOf.once.Do(func() { g.classesOf.make(g) })
	return &g.classesOf
}

func (cl *classes) make(g *LGR) {
	if len(g.matchers) > maxFastMatches {
		return
	}
	p := partition{rep: &g.rep, count: 1, split: make([]uint16, 1), seen: map[*Range]bool{}}
	for _, n := range g.automata() {
		for _, s := range n.sets {
			if !p.divide(s) {
				return
			}
		}
	}
	if !cl.number(&g.rep) {
		return
	}
	cl.beginFirst, cl.beginLater = make([]uint64, cl.count), make([]uint64, cl.count)
	for i, n := range g.matchers {
		if n.mayBeEmpty {
			cl.always |= 1 << i
		}
		for c, r := range cl.samples {
			if n.firstAtStart.Contains(r) {
				cl.beginFirst[c] |= 1 << i
			}
			if n.firstLater.Contains(r) {
				cl.beginLater[c] |= 1 << i
			}
		}
	}
}

// automata lists those of actions and of conditions.
func (g *LGR) automata() []*nfa {
	all := append([]*nfa{}, g.matchers...)
	for _, c := range g.conditions {
		if c.anywhere != nil {
			all = append(all, c.anywhere)
		}
		for _, b := range c.branches {
			all = append(all, b.left...)
			if b.right != nil {
				all = append(all, b.right)
			}
		}
	}
	return all
}

// partition divides classes by one set after the other.
type partition struct {
	rep   *repertoire
	count int
	split []uint16 // by class: that of its members in the set at hand
	seen  map[*Range]bool
	work  int
}

// divide tells the members of a set from all others; false if that is too much.
func (p *partition) divide(s Set) bool {
	if len(s) == 0 || p.seen[&s[0]] || len(s) == 1 && s[0] == (Range{0, maxRune}) {
		return true
	}
	p.seen[&s[0]] = true
	clear(p.split)
	for _, r := range s {
		for cp := r.Lo; cp <= r.Hi; cp++ {
			p.work++
			page := int(cp >> pageBits)
			if page >= len(p.rep.page) {
				break
			}
			if p.rep.page[page] == 0 {
				cp |= pageSize - 1 // to the end of the page
				continue
			}
			c := &p.rep.pages[p.rep.page[page]][cp&(pageSize-1)]
			if c.flags&known == 0 {
				continue
			}
			if p.split[c.class] == 0 {
				if p.count > 1<<16-1 {
					return false
				}
				p.split[c.class] = uint16(p.count)
				p.split = append(p.split, uint16(p.count))
				p.count++
			}
			c.class = p.split[c.class]
		}
	}
	return p.work < maxDividing
}

// number gives the classes that are left numbers without gaps.
func (cl *classes) number(rep *repertoire) bool {
	place := map[uint16]uint16{}
	for page, at := range rep.page {
		if at == 0 {
			continue
		}
		for i := range rep.pages[at] {
			c := &rep.pages[at][i]
			if c.flags&known == 0 {
				continue
			}
			n, seen := place[c.class]
			if !seen {
				if len(cl.samples) >= maxClasses {
					cl.samples = nil
					return false
				}
				n = uint16(len(cl.samples))
				place[c.class] = n
				cl.samples = append(cl.samples, rune(page<<pageBits|i))
			}
			c.class = n
		}
	}
	cl.count = len(cl.samples)
	return true
}

// matchedIn is the set of action rules that match a label with classes.
func (g *LGR) matchedIn(t *text) uint64 {
	begin := t.fast.always
	for i, c := range t.classes {
		if i == 0 {
			begin |= t.fast.beginFirst[c]
		} else {
			begin |= t.fast.beginLater[c]
		}
	}
	matched := uint64(0)
	for ; begin != 0; begin &= begin - 1 {
		i := bits.TrailingZeros64(begin)
		if g.matchers[i].matches(t) {
			matched |= 1 << i
		}
	}
	return matched
}
