package lgr

import (
	"math/big"
	"math/bits"
)

// Counter counts the variants of many labels, one after the other, under one
// ruleset. Its counts are those of [Variants.Counts]. What it finds out about
// the rules at one label it keeps for the next ones, within bounds. It is for
// one goroutine.
type Counter struct {
	g     *LGR
	rd    *reading
	seen  interned[*readState]
	ends  []readEnd // by state
	steps map[counterStep]int32

	at, next []headcount
	counts   []DispositionCount
}

// DispositionCount is the number of variants of one disposition, exact.
type DispositionCount struct {
	Disposition string
	N           *big.Int
}

// Bounds of what a Counter keeps, and of what it tallies for one label.
const (
	maxCounterSteps = 1 << 18
	maxHeadcounts   = 128
)

// counterStep is a state of the reading and what is read there: a rune, or all
// that matters of one.
type counterStep struct {
	state  int32
	symbol uint64
}

// readEnd is what a state says of a label that ends there.
type readEnd struct {
	known, ok bool
	byRune    bool // inside a sequence: what is read is compared letter by letter
	matched   bitset
}

// headcount is how many beginnings of variants have the same types and stand at
// the same state of the reading.
type headcount struct {
	types
	state int32
	n     uint64
}

// NewCounter makes a counter.
func NewCounter(g *LGR) *Counter {
	c := &Counter{g: g}
	c.forget()
	return c
}

func (c *Counter) forget() {
	c.rd = newReading(c.g)
	c.seen, c.ends, c.steps = interned[*readState]{}, nil, map[counterStep]int32{}
	c.state(c.rd.start())
}

func (c *Counter) state(s *readState) int32 {
	id := c.seen.id(s.key(), s)
	if id == len(c.ends) {
		e := readEnd{}
		for _, cut := range s.cuts {
			e.byRune = e.byRune || cut.char != nil
		}
		c.ends = append(c.ends, e)
	}
	return int32(id)
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
	if c.simple(label, own.Disposition) {
		return c.counts, nil
	}
	vs, err := c.g.Variants(label)
	if err != nil {
		return nil, err
	}
	c.counts = c.counts[:0]
	for disposition, n := range vs.Counts() {
		c.counts = append(c.counts, DispositionCount{disposition, n})
	}
	return c.counts, nil
}

// simple counts where each variant comes about in one way only: the label can
// be cut in one way, into single code points, and each becomes one of several
// different single code points. It is false for all other labels, and for
// those with more to keep in mind than is worth it.
func (c *Counter) simple(label []rune, own string) bool {
	if len(c.steps) > maxCounterSteps {
		c.forget()
	}
	var room [maxClassed]uint16
	t := c.g.classify(label, room[:])
	c.at = append(c.at[:0], headcount{types: types{only: true}, n: 1})
	total := uint64(1)
	changes := false
	for i, r := range label {
		char := c.g.rep.one(r)
		if char == nil || len(c.g.rep.beginning(r)) > 0 {
			return false
		}
		choices, ok := c.choices(&t, char, i, r)
		if !ok {
			return false
		}
		var over uint64
		if over, total = bits.Mul64(total, uint64(choices)); over != 0 {
			return false
		}
		changes = changes || choices > 1
		if len(c.next) > maxHeadcounts {
			return false
		}
		c.at, c.next = c.next, c.at
	}
	if changes {
		c.sum(own)
	}
	return true
}

// choices goes on by one character, which stays or becomes one of its
// variants, and says how many choices there were. The tallies after it are in
// c.next. It is false if a choice is not one code point, or comes twice.
func (c *Counter) choices(t *text, char *Char, i int, r rune) (n int, ok bool) {
	c.next = c.next[:0]
	reflexive := false
	for k, v := range char.Variants {
		if !t.allows(v.when, v.not, i, i+1) {
			continue
		}
		if len(v.CP) != 1 {
			return 0, false
		}
		for _, w := range char.Variants[:k] {
			if len(w.CP) == 1 && w.CP[0] == v.CP[0] && t.allows(w.when, w.not, i, i+1) {
				return 0, false
			}
		}
		reflexive = reflexive || v.CP[0] == r
		n++
		c.advance(v.CP[0], v)
	}
	if !reflexive {
		n++
		c.advance(r, nil)
	}
	return n, true
}

// advance reads one code point after all tallies.
func (c *Counter) advance(r rune, v *Variant) {
	symbol := c.symbol(r)
	for i := range c.at {
		from := &c.at[i]
		to := c.read(from.state, symbol, r)
		if to < 0 {
			continue
		}
		c.add(headcount{types: from.with(v), state: to, n: from.n})
	}
}

func (c *Counter) add(t headcount) {
	for i := range c.next {
		if c.next[i].state == t.state && c.next[i].types == t.types {
			c.next[i].n += t.n
			return
		}
	}
	c.next = append(c.next, t)
}

// symbol is what matters to rules of a code point: its class, and its
// condition if it is a character. Code points where sequences begin stand for
// themselves.
func (c *Counter) symbol(r rune) uint64 {
	cell := c.g.rep.cell(r)
	if c.g.fast().count == 0 || cell.flags&known == 0 || cell.sequences != 0 {
		return runeSymbol(r)
	}
	symbol := uint64(cell.class) | uint64(uint32(cell.when))<<16
	if cell.char != 0 {
		symbol |= 1 << 48
	}
	return symbol
}

func runeSymbol(r rune) uint64 { return 1<<63 | uint64(uint32(r)) }

// read is the state after a code point, or -1 if nothing eligible begins so.
func (c *Counter) read(state int32, symbol uint64, r rune) int32 {
	if c.ends[state].byRune {
		symbol = runeSymbol(r)
	}
	step := counterStep{state, symbol}
	to, known := c.steps[step]
	if !known {
		to = -1
		if next := c.rd.read(c.seen.all[state], r); len(next.cuts) > 0 {
			to = c.state(next)
		}
		c.steps[step] = to
	}
	return to
}

// sum adds up what the tallies of whole labels come to, less the label itself.
func (c *Counter) sum(own string) {
	sums := map[string]uint64{}
	for i := range c.at {
		t := &c.at[i]
		if e := c.end(t.state); e.ok {
			if o := c.g.decide(t.types, e.matched); o.rank != 0 {
				sums[c.g.actions[o.action].Disposition] += t.n
			}
		}
	}
	sums[own]--
	for disposition, n := range sums {
		if n > 0 {
			c.counts = append(c.counts, DispositionCount{disposition, new(big.Int).SetUint64(n)})
		}
	}
}

func (c *Counter) end(state int32) *readEnd {
	e := &c.ends[state]
	if !e.known {
		e.known = true
		e.matched, e.ok = c.rd.end(c.seen.all[state])
	}
	return e
}
