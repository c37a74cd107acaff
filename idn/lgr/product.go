package lgr

import (
	"iter"
	"math/big"
	"math/bits"
	"slices"
	"sync"
)

// product counts the variants of a label that no rule can tell from the label
// itself: all mappings in it are between single code points without
// conditions, of one class under all rules, and no sequence can come about.
// The variants are then a product, and only the types in them decide. It is
// false for all other labels. It asks for no memory but for the counts.
func (c *Counter) product(label []rune, own Verdict) bool {
	p := product{g: c.g, swaps: c.g.swaps.of(c.g)}
	p.states = append(p.space[:0], tallied{types{only: true}, 1})
	for i, r := range label {
		if !p.read(r) || i > 0 && p.swaps.joined(c.g, label[i-1], r) {
			return false
		}
	}
	if !p.changes {
		return true
	}
	var room [maxClassed]uint16
	t := c.g.classify(label, room[:])
	if t.classes == nil {
		return false
	}
	matched := [1]uint64{c.g.matchedIn(&t)}
	var sums [maxTallied]disposed
	n := 0
	for _, s := range p.states {
		d := c.g.actions[c.g.decide(s.types, matched[:]).action].Disposition
		i := slices.IndexFunc(sums[:n], func(x disposed) bool { return x.disposition == d })
		if i < 0 {
			i, n = n, n+1
			sums[i].disposition = d
		}
		sums[i].n += s.n
	}
	for _, s := range sums[:n] {
		if s.disposition == own.Disposition {
			s.n-- // the label itself
		}
		if s.n > 0 && s.disposition != "invalid" {
			c.counts = append(c.counts, DispositionCount{s.disposition, new(big.Int).SetUint64(s.n)})
		}
	}
	return true
}

type disposed struct {
	disposition string
	n           uint64
}

// tallied is how many beginnings of variants have the same types.
type tallied struct {
	types
	n uint64
}

// maxTallied is how many different types are kept apart, and tallyLimit what
// a count may come to, so that sums of counts fit.
const (
	maxTallied = 32
	tallyLimit = 1 << 50
)

// product counts the variants of one label.
type product struct {
	g       *LGR
	swaps   *swaps
	states  []tallied
	changes bool // a code point has variants
	space   [maxTallied]tallied
	next    [maxTallied]tallied
}

// read goes on by one code point; false if it cannot be counted.
func (p *product) read(r rune) bool {
	c := p.g.rep.cell(r)
	if c.char == 0 { // stands in sequences alone
		return false
	}
	at := p.swaps.at[c.char-1]
	switch at {
	case noSwap:
		for i := range p.states {
			p.states[i].only = false
		}
		return true
	case hardSwap:
		return false
	}
	p.changes = true
	next := p.next[:0]
	for _, s := range p.states {
		for _, o := range p.swaps.options[at : at+p.swaps.count[c.char-1]] {
			to := s.types
			if o.typ >= 0 {
				to.mask |= 1 << o.typ
			}
			to.only = to.only && o.variant
			hi, n := bits.Mul64(s.n, uint64(o.n))
			i := slices.IndexFunc(next, func(x tallied) bool { return x.types == to })
			switch {
			case hi != 0 || n > tallyLimit:
				return false
			case i >= 0:
				next[i].n += n
				if next[i].n > tallyLimit {
					return false
				}
			case len(next) == maxTallied:
				return false
			default:
				next = append(next, tallied{to, n})
			}
		}
	}
	p.states = append(p.space[:0], next...)
	return true
}

// swaps tell, for every character, what may stand in its place if that can be
// counted as a product. They are made when the first label is counted.
type swaps struct {
	once    sync.Once
	at      []int32 // by character: where its options begin, noSwap or hardSwap
	count   []int32
	pairs   map[[2]rune]bool // code points that follow each other in a sequence
	before  []bool           // the character or a variant of it is the first of a pair
	after   []bool           // the same for the second
	options []swap
}

const (
	noSwap   = -1 // no variants
	hardSwap = -2 // variants that need their graph
)

// swap is a number of variants that only their type tells apart.
type swap struct {
	typ     int
	variant bool // false: the character stays and is no variant of itself
	n       uint32
}

func (s *swaps) of(g *LGR) *swaps {
	s.once.Do(func() {
		classed := g.fast().count > 0
		s.at, s.count = make([]int32, len(g.Chars)), make([]int32, len(g.Chars))
		s.pair(g)
		for i, c := range g.Chars {
			switch {
			case len(c.Variants) == 0:
				s.at[i] = noSwap
			case !classed || !g.swappable(c):
				s.at[i] = hardSwap
			default:
				s.at[i] = int32(len(s.options))
				s.options = append(s.options, g.swapsOf(c)...)
				s.count[i] = int32(len(s.options)) - s.at[i]
			}
		}
	})
	return s
}

// pair finds where sequences could come about.
func (s *swaps) pair(g *LGR) {
	s.pairs, s.before, s.after = map[[2]rune]bool{}, make([]bool, len(g.Chars)), make([]bool, len(g.Chars))
	first, second := map[rune]bool{}, map[rune]bool{}
	for _, c := range g.Chars {
		for i := 1; i < len(c.CP); i++ {
			s.pairs[[2]rune{c.CP[i-1], c.CP[i]}] = true
			first[c.CP[i-1]], second[c.CP[i]] = true, true
		}
	}
	if len(s.pairs) == 0 {
		return
	}
	for i, c := range g.Chars {
		if c.IsRange() {
			s.before[i], s.after[i] = true, true
			continue
		}
		for r := range swapping(c, c.CP[0]) {
			s.before[i], s.after[i] = s.before[i] || first[r], s.after[i] || second[r]
		}
	}
}

// swapping lists a code point and the single ones that may stand in its place.
func swapping(c *Char, r rune) iter.Seq[rune] {
	return func(yield func(rune) bool) {
		if !yield(r) {
			return
		}
		for _, v := range c.Variants {
			if len(v.CP) == 1 && !yield(v.CP[0]) {
				return
			}
		}
	}
}

// joined reports whether two code points, or any that may stand in their
// places, follow each other in a sequence. Both are single characters.
func (s *swaps) joined(g *LGR, a, b rune) bool {
	i, k := g.rep.cell(a).char-1, g.rep.cell(b).char-1
	if !s.before[i] || !s.after[k] {
		return false
	}
	for x := range swapping(g.Chars[i], a) {
		for y := range swapping(g.Chars[k], b) {
			if s.pairs[[2]rune{x, y}] {
				return true
			}
		}
	}
	return false
}

// swappable reports whether no rule tells a character from its variants.
func (g *LGR) swappable(c *Char) bool {
	if len(c.CP) != 1 {
		return false
	}
	own := g.rep.cell(c.CP[0])
	for i, v := range c.Variants {
		if len(v.CP) != 1 || v.when != nil {
			return false
		}
		other := g.rep.cell(v.CP[0])
		if other.flags&known == 0 && g.rep.one(v.CP[0]) == nil {
			continue // such a variant is never eligible
		}
		if other.char == 0 || other.when != own.when || other.class != own.class {
			return false
		}
		for _, w := range c.Variants[:i] {
			if w.CP[0] == v.CP[0] {
				return false // two mappings to one label
			}
		}
	}
	return true
}

// swapsOf counts the variants of a character, and the character itself, by type.
func (g *LGR) swapsOf(c *Char) []swap {
	var out []swap
	add := func(typ int, variant bool) {
		for i := range out {
			if out[i].typ == typ && out[i].variant == variant {
				out[i].n++
				return
			}
		}
		out = append(out, swap{typ, variant, 1})
	}
	if g.rep.cell(c.CP[0]).own == ownNone {
		add(-1, false)
	}
	for _, v := range c.Variants {
		if g.rep.cell(v.CP[0]).char > 0 {
			add(v.typ, true)
		}
	}
	return out
}
