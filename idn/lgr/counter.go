package lgr

import (
	"math/big"
	"math/bits"
	"slices"
)

// Counter counts the variants of many labels, one after the other, under one
// ruleset, without building their graphs where that can be. Its counts are
// those of [Variants.Counts]. It is for one goroutine.
//
// A character of the label is easy if no rule can tell what may stand in its
// place from itself (see swaps). The others are hard. Each way to replace the
// hard ones is judged once, with the easy ones left as they are; the easy ones
// then only multiply the number of labels, by types. Nor is what may stand for
// a hard one judged twice if nothing tells it apart.
type Counter struct {
	g      *LGR
	swaps  *swaps
	label  []rune
	t      text
	hard   []bool
	self   types       // that the easy characters have in the label itself
	easy   []headcount // of all that may stand for the easy characters
	spare  []headcount
	ways   [maxDerivations + 1]int
	twice  bool   // two derivations may come to the same label
	met    bool   // a sequence may come about
	over   bool   // a number became too large
	word   []rune // derived so far
	text   []rune // of all labels in found
	found  []replaced
	counts []DispositionCount
	sums   []disposed

	// Of follow.
	followed   []int  // rules, by place in LGR.matchers
	tables     []*dfa // of these
	now, after []tracked
	place      map[tracked]int // in after, without n
}

// DispositionCount is the number of variants of one disposition, exact.
type DispositionCount struct {
	Disposition string
	N           *big.Int
}

// headcount is how many ways there are to stand for the easy characters with
// the same types.
type headcount struct {
	types
	n uint64
}

// replaced is a label in which hard characters were replaced.
type replaced struct {
	from, to int // in Counter.text
	types
	matched uint64
	n       uint64 // of labels like this one
}

type disposed struct {
	disposition string
	n           uint64
}

// Bounds of what is tracked without a graph.
const (
	maxDerivations = 1200 // of the hard characters
	fewDerivations = 40   // that are judged before anything else is tried
	maxHeadcounts  = 32
	countLimit     = 1 << 62 // of a number of labels
)

// NewCounter makes a counter.
func NewCounter(g *LGR) *Counter {
	return &Counter{g: g, swaps: g.swaps.of(g), place: map[tracked]int{}}
}

// Counts is the number of variants of each disposition, exact, without the
// label itself. It is valid until the next call. The error is ErrTooLong or
// ErrTooComplex.
func (c *Counter) Counts(label []rune) ([]DispositionCount, error) {
	c.counts = c.counts[:0]
	own, err := c.g.Evaluate(label)
	if err != nil || !own.Eligible {
		return nil, err
	}
	if c.short(label, own) {
		return c.counts, nil
	}
	c.counts = c.counts[:0]
	vs, err := c.g.Variants(label)
	if err != nil {
		return nil, err
	}
	for disposition, n := range vs.Counts() {
		c.counts = append(c.counts, DispositionCount{disposition, n})
	}
	return c.counts, nil
}

// short counts without a graph; false if that is too much.
func (c *Counter) short(label []rune, own Verdict) bool {
	var room [maxClassed]uint16
	c.label, c.t = label, c.g.classify(label, room[:])
	if c.t.classes == nil {
		return false
	}
	c.part()
	ok := c.multiply() && c.bounded()
	if !ok || c.ways[0] > fewDerivations {
		if c.follow(own) {
			return true
		}
		c.counts = c.counts[:0]
	}
	if !ok {
		return false
	}
	c.over = false
	c.word, c.text, c.found = c.word[:0], c.text[:0], c.found[:0]
	c.derive(0, types{only: true}, 1)
	if c.twice {
		slices.SortFunc(c.found, func(a, b replaced) int { return slices.Compare(c.text[a.from:a.to], c.text[b.from:b.to]) })
	}
	c.sum()
	return !c.over
}

// part tells easy from hard characters. Where two derivations may come to the
// same label, an easy character may stand in two places of it: then none is.
func (c *Counter) part() {
	c.hard = append(c.hard[:0], make([]bool, len(c.label))...)
	c.twice, c.met = false, false
	for i, r := range c.label {
		char := c.g.rep.cell(r).char
		c.twice = c.twice || char == 0 || c.swaps.kinds[char-1] == swapDouble ||
			slices.ContainsFunc(c.g.rep.beginning(r), func(s *Char) bool { return s.standsAt(c.label, i) })
	}
	easy := swapEasy
	if c.twice {
		easy = swapNone
	}
	for i, r := range c.label {
		char := c.g.rep.cell(r).char
		if char == 0 || c.swaps.kinds[char-1] > easy {
			c.hard[i] = true
		}
		if i > 0 && c.swaps.joined(c.label[i-1], r) {
			c.hard[i-1], c.hard[i], c.met = true, true, true
		}
	}
}

// multiply fills easy and self.
func (c *Counter) multiply() bool {
	c.self = types{only: true}
	c.easy = append(c.easy[:0], headcount{c.self, 1})
	for i, r := range c.label {
		if c.hard[i] {
			continue
		}
		char := c.g.rep.cell(r).char - 1
		at := c.swaps.at[char]
		if c.swaps.kinds[char] == swapNone {
			c.self.only = false
			for k := range c.easy {
				c.easy[k].only = false
			}
			continue
		}
		c.spare = c.spare[:0]
		options := c.swaps.options[at : at+c.swaps.count[char]]
		c.self = options[0].on(c.self) // the first one is the character itself
		for _, h := range c.easy {
			for _, o := range options {
				if !c.add(o.on(h.types), h.n, o.n) {
					return false
				}
			}
		}
		c.easy, c.spare = c.spare, c.easy
	}
	return true
}

func (c *Counter) add(t types, n, times uint64) bool {
	over, n := bits.Mul64(n, times)
	i := slices.IndexFunc(c.spare, func(h headcount) bool { return h.types == t })
	switch {
	case over != 0 || n > countLimit:
		return false
	case i >= 0:
		c.spare[i].n += n
		return c.spare[i].n <= countLimit
	}
	c.spare = append(c.spare, headcount{t, n})
	return len(c.spare) <= maxHeadcounts
}

// bounded reports whether the hard characters have few derivations.
func (c *Counter) bounded() bool {
	n := len(c.label)
	if n > maxDerivations {
		return false
	}
	c.ways[n] = 1
	for i := n - 1; i >= 0; i-- {
		if !c.hard[i] {
			c.ways[i] = c.ways[i+1]
			continue
		}
		if options := c.alike(i); options != nil {
			c.ways[i] = len(options) * c.ways[i+1]
		} else {
			c.ways[i] = 0
			c.g.rep.at(c.label, i, func(char *Char, to int) bool {
				if c.ways[to] > 0 && c.t.allows(char.when, char.not, i, to) {
					c.ways[i] += (1 + c.allowed(char, i, to)) * c.ways[to]
				}
				return true
			})
		}
		if c.ways[i] > maxDerivations {
			return false
		}
	}
	return true
}

// sum adds up the labels that were found, each with all that may stand for its
// easy characters, less the label itself.
func (c *Counter) sum() {
	c.sums = c.sums[:0]
	for i := 0; i < len(c.found); {
		k := i + 1
		for c.twice && k < len(c.found) && slices.Equal(c.wording(i), c.wording(k)) {
			k++
		}
		for _, h := range c.easy {
			over, n := bits.Mul64(c.found[i].n, h.n)
			c.over = c.over || over != 0 || n > countLimit
			c.count(c.found[i:k], h.types, n)
		}
		if slices.Equal(c.wording(i), c.label) {
			c.count(c.found[i:k], c.self, minusOne)
		}
		i = k
	}
	for _, s := range c.sums {
		if s.n > 0 {
			c.counts = append(c.counts, DispositionCount{s.disposition, new(big.Int).SetUint64(s.n)})
		}
	}
}

// minusOne takes one away when it is added.
const minusOne = ^uint64(0)

func (c *Counter) wording(i int) []rune { return c.text[c.found[i].from:c.found[i].to] }

// count adds n to the strictest disposition that derivations of one label have
// together with these types.
func (c *Counter) count(same []replaced, t types, n uint64) {
	var best outcome
	for i, d := range same {
		matched := [1]uint64{d.matched}
		o := c.g.decide(types{d.mask | t.mask, d.only && t.only}, matched[:])
		if i == 0 || o.stricter(best) {
			best = o
		}
	}
	if best.rank == 0 {
		return
	}
	c.sumUp(c.g.actions[best.action].Disposition, n)
}

func (c *Counter) sumUp(disposition string, n uint64) {
	for i := range c.sums {
		if c.sums[i].disposition == disposition {
			var carry uint64
			c.sums[i].n, carry = bits.Add64(c.sums[i].n, n, 0)
			c.over = c.over || carry != 0 && n != minusOne
			return
		}
	}
	c.sums = append(c.sums, disposed{disposition, n})
}
