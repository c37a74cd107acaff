package lgr

import (
	"math/big"
	"math/bits"
	"slices"
)

// follow counts the variants of a label by following the rules of its actions
// over all variants at once: beginnings with the same types and the same
// states of the rules are one number. It is for labels in which only these
// rules matter: each code point is a character without condition, and so is
// whatever may stand for it, in no sequence. It is false for all others, and if
// there are too many rules or numbers.
func (c *Counter) follow(own Verdict) bool {
	if c.twice || c.met || !c.rules() {
		return false
	}
	c.now = append(c.now[:0], tracked{state: c.startState(), types: types{only: true}, n: 1})
	for _, r := range c.label {
		char := c.g.rep.cell(r).char - 1
		if c.swaps.kinds[char] == swapNone {
			class := c.g.rep.cell(r).class
			for i := range c.now {
				c.now[i].state = c.step(c.now[i].state, class)
				c.now[i].only = false
			}
			continue
		}
		if !c.branch(c.swaps.options[c.swaps.at[char] : c.swaps.at[char]+c.swaps.count[char]]) {
			return false
		}
	}
	c.sums, c.over = c.sums[:0], false
	for _, x := range c.now {
		matched := [1]uint64{c.matchedAt(x.state)}
		if o := c.g.decide(x.types, matched[:]); o.rank != 0 {
			c.sumUp(c.g.actions[o.action].Disposition, x.n)
		}
	}
	for _, s := range c.sums {
		if s.disposition == own.Disposition {
			s.n-- // the label itself
		}
		if s.n > 0 {
			c.counts = append(c.counts, DispositionCount{s.disposition, new(big.Int).SetUint64(s.n)})
		}
	}
	return !c.over
}

// tracked is how many beginnings of variants have the same types and states.
type tracked struct {
	types
	state ruleStates
	n     uint64
}

// ruleStates are the states of the tables of rules that are followed.
type ruleStates [maxFollowed]uint8

// Bounds of following rules.
const (
	maxFollowed = 16
	maxCounted  = 1 << 15
)

// rules finds the rules that may match a variant of the label.
func (c *Counter) rules() bool {
	begin := c.t.fast.always
	for _, r := range c.label {
		char := c.g.rep.cell(r).char - 1
		if c.swaps.kinds[char] > swapClass || c.g.rep.cell(r).when != 0 {
			return false
		}
		begin |= c.begins(r)
		for _, o := range c.swaps.options[c.swaps.at[char] : c.swaps.at[char]+c.swaps.count[char]] {
			if c.g.rep.cell(o.sample).when != 0 {
				return false
			}
			begin |= c.begins(o.sample)
		}
	}
	c.followed, c.tables = c.followed[:0], c.tables[:0]
	for ; begin != 0; begin &= begin - 1 {
		i := bits.TrailingZeros64(begin)
		d := c.g.matchers[i].table(searching, c.t.fast)
		if d == nil || len(c.followed) == maxFollowed {
			return false
		}
		c.followed, c.tables = append(c.followed, i), append(c.tables, d)
	}
	return true
}

// begins are the rules that may begin to match at a code point.
func (c *Counter) begins(r rune) uint64 {
	class := c.g.rep.cell(r).class
	return c.t.fast.beginFirst[class] | c.t.fast.beginLater[class]
}

func (c *Counter) startState() (state ruleStates) {
	for k, d := range c.tables {
		state[k] = d.first
	}
	return state
}

func (c *Counter) step(state ruleStates, class uint16) ruleStates {
	for k, d := range c.tables {
		state[k] = d.next[int(state[k])*d.classes+int(class)]
	}
	return state
}

// matchedAt are the rules that match a label which ends in a state.
func (c *Counter) matchedAt(state ruleStates) (matched uint64) {
	for k, d := range c.tables {
		if d.marks[state[k]]&(accepting|matchesAtEnd) != 0 {
			matched |= 1 << c.followed[k]
		}
	}
	return matched
}

// branch goes on by each option.
func (c *Counter) branch(options []swap) bool {
	c.after = c.after[:0]
	clear(c.place)
	for _, o := range options {
		cell := c.g.rep.cell(o.sample)
		if cell.char == 0 {
			continue // stands in sequences alone, and there is none
		}
		for _, x := range c.now {
			to := tracked{state: c.step(x.state, cell.class), types: o.on(x.types)}
			over, n := bits.Mul64(x.n, o.n)
			if over != 0 || n > countLimit {
				return false
			}
			to.n = n
			if !c.join(to) {
				return false
			}
		}
	}
	c.now, c.after = c.after, c.now
	return len(c.now) <= maxCounted
}

// few are compared one by one before places are looked up.
const few = 12

func (c *Counter) join(to tracked) bool {
	same := func(x tracked) bool { return x.state == to.state && x.types == to.types }
	i := -1
	if len(c.after) <= few {
		i = slices.IndexFunc(c.after, same)
	} else {
		if len(c.place) == 0 {
			for k, x := range c.after {
				c.place[tracked{types: x.types, state: x.state}] = k
			}
		}
		if k, ok := c.place[tracked{types: to.types, state: to.state}]; ok {
			i = k
		}
	}
	if i >= 0 {
		c.after[i].n += to.n
		return c.after[i].n <= countLimit
	}
	if len(c.after) > few {
		c.place[tracked{types: to.types, state: to.state}] = len(c.after)
	}
	c.after = append(c.after, to)
	return len(c.after) <= maxCounted
}
