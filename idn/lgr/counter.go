package lgr

import (
	"math/big"
	"math/bits"
	"slices"
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
	maxCounterSteps  = 1 << 16
	maxCounterStates = 1 << 13
	maxHeadcounts    = 128
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
	if c.product(label, own) {
		return c.counts, nil
	}
	if c.counts = c.counts[:0]; c.simple(label, own.Disposition) {
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

// simple counts where each variant comes about in one way only: what may stand
// for a part of the label never begins like something else that may stand for
// it. A part is a character, or several that can be cut in different ways. It
// is false for all other labels, and for those with more to keep in mind than
// is worth it.
func (c *Counter) simple(label []rune, own string) bool {
	if len(c.steps) > maxCounterSteps || len(c.ends) > maxCounterStates {
		c.forget()
	}
	var room [maxClassed]uint16
	t := c.g.classify(label, room[:])
	pieces := c.pieces(label)
	c.at = append(c.at[:0], headcount{types: types{only: true}, n: 1})
	total := uint64(1)
	changes := false
	for i := 0; i < len(label); {
		to := spanFrom(pieces, i)
		var choices int
		var ok bool
		switch {
		case to > i+1 && len(pieces[i]) > 1, to > i+1 && pieces[i][0].to < to:
			choices, ok = c.together(&t, pieces, i, to)
		case pieces != nil && len(pieces[i]) > 0:
			choices, ok = c.choices(&t, pieces[i][0].char, i, to)
		case pieces == nil && c.g.rep.one(label[i]) != nil:
			choices, ok = c.choices(&t, c.g.rep.one(label[i]), i, to)
		}
		if !ok || len(c.next) > maxHeadcounts {
			return false
		}
		var over uint64
		if over, total = bits.Mul64(total, uint64(choices)); over != 0 {
			return false
		}
		changes = changes || choices > 1
		c.at, c.next = c.next, c.at
		i = to
	}
	if changes {
		c.sum(own)
	}
	return true
}

// pieces are those of a label in which a sequence stands, nil for all others.
func (c *Counter) pieces(label []rune) [][]piece {
	for i, r := range label {
		for _, s := range c.g.rep.beginning(r) {
			if s.standsAt(label, i) {
				return c.g.pieces(label)
			}
		}
	}
	return nil
}

// spanFrom is the first place after i at which all cuts that go by i have an
// end of a character. Without pieces it is the next one.
func spanFrom(pieces [][]piece, i int) int {
	to := i + 1
	if pieces != nil {
		for k := i; k < to; k++ {
			for _, p := range pieces[k] {
				to = max(to, p.to)
			}
		}
	}
	return to
}

// wording is what may stand for a part of a label, with the types of the
// variants in it.
type wording struct {
	word []rune
	types
}

// maxWordings bounds the wordings of one part.
const maxWordings = 100

// together goes on by a part of a label that can be cut in several ways, as
// choices does by one character.
func (c *Counter) together(t *text, pieces [][]piece, from, to int) (n int, ok bool) {
	c.next = c.next[:0]
	all, ok := wordings(t, pieces, nil, wording{types: types{only: true}}, from, to)
	if !ok {
		return 0, false
	}
	for k, w := range all {
		same := func(v wording) bool { return slices.Equal(v.word, w.word) && v.types == w.types }
		if slices.ContainsFunc(all[:k], same) {
			continue
		}
		if slices.ContainsFunc(all[:k], func(v wording) bool { return alike(v.word, w.word) }) {
			return 0, false
		}
		n++
		c.advance(w.word, func(t types) types { return types{t.mask | w.mask, t.only && w.only} })
	}
	return n, true
}

// wordings lists all that may stand for a part of a label, by all cuts.
func wordings(t *text, pieces [][]piece, all []wording, begun wording, from, to int) ([]wording, bool) {
	if from == to {
		return append(all, begun), len(all) < maxWordings
	}
	ok := true
	for _, p := range pieces[from] {
		self := t.label[from:p.to]
		reflexive := false
		add := func(word []rune, v *Variant) {
			if ok {
				all, ok = wordings(t, pieces, all, wording{slices.Concat(begun.word, word), begun.with(v)}, p.to, to)
			}
		}
		for _, v := range p.char.Variants {
			if t.allows(v.when, v.not, from, p.to) {
				reflexive = reflexive || slices.Equal(v.CP, self)
				add(v.CP, v)
			}
		}
		if !reflexive {
			add(self, nil)
		}
	}
	return all, ok
}

// choices goes on by one character, which stays or becomes one of its
// variants, and says how many choices there were. The headcounts after it are
// in c.next. It is false if one choice begins with another.
func (c *Counter) choices(t *text, char *Char, from, to int) (n int, ok bool) {
	c.next = c.next[:0]
	self := t.label[from:to]
	reflexive := false
	for k, v := range char.Variants {
		if !t.allows(v.when, v.not, from, to) {
			continue
		}
		same := slices.Equal(v.CP, self)
		if reflexive = reflexive || same; !same && alike(v.CP, self) {
			return 0, false
		}
		for _, w := range char.Variants[:k] {
			if alike(v.CP, w.CP) && t.allows(w.when, w.not, from, to) {
				return 0, false
			}
		}
		n++
		c.advance(v.CP, func(t types) types { return t.with(v) })
	}
	if !reflexive {
		n++
		c.advance(self, func(t types) types { return t.with(nil) })
	}
	return n, true
}

// alike reports whether one word is the beginning of another.
func alike(a, b []rune) bool {
	n := min(len(a), len(b))
	return slices.Equal(a[:n], b[:n])
}

// advance reads a word after all headcounts.
func (c *Counter) advance(word []rune, with func(types) types) {
	for i := range c.at {
		from := &c.at[i]
		state := from.state
		for _, r := range word {
			if state = c.read(state, r); state < 0 {
				break
			}
		}
		if state >= 0 {
			c.add(headcount{types: with(from.types), state: state, n: from.n})
		}
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

// symbol is what matters to rules of a code point: its class and its
// condition. Code points where sequences begin, and those that are no
// characters or only in a large range, stand for themselves.
func (c *Counter) symbol(r rune) uint64 {
	cell := c.g.rep.cell(r)
	if c.g.fast().count == 0 || cell.char == 0 || cell.sequences != 0 {
		return runeSymbol(r)
	}
	return uint64(cell.class) | uint64(uint32(cell.when))<<16
}

func runeSymbol(r rune) uint64 { return 1<<63 | uint64(uint32(r)) }

// read is the state after a code point, or -1 if nothing eligible begins so.
func (c *Counter) read(state int32, r rune) int32 {
	symbol := runeSymbol(r)
	if !c.ends[state].byRune {
		symbol = c.symbol(r)
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
