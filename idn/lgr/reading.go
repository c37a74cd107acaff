package lgr

import (
	"encoding/binary"
	"slices"
	"strings"
)

// A reading follows a label code point by code point and knows at each place
// whether it can still be cut into characters whose conditions hold, and which
// action rules match. Unlike Evaluate it needs no look at what comes later, so
// labels with a common beginning share the work.
type reading struct {
	g        *LGR
	matchers []int        // places in LGR.matchers of the first of whole
	whole    []*nfa       // rules of actions, then context rules without anchor
	lefts    []*nfa       // look-behinds of characters
	at       map[*nfa]int // place in lefts, or in whole of rules without anchor
}

// readState is where a reading stands. States are never changed.
type readState struct {
	start bool
	left  []bitset // of reading.lefts
	match []bitset // of reading.whole; nil once the rule has matched
	cuts  []cut    // in the order of their keys, without doubles
}

// cut is one way to cut what has been read into characters.
type cut struct {
	char   *Char // a sequence that is not complete, or nil
	offset int
	held   uint64 // branches of char's condition whose left side held
	duties []duty // in the order of their keys
	key    string
}

func (rd *reading) start() *readState {
	s := &readState{start: true, cuts: []cut{{}}}
	for _, n := range rd.lefts {
		s.left = append(s.left, n.fromStart)
	}
	for _, n := range rd.whole {
		s.match = append(s.match, matchedOr(n, n.fromStart))
	}
	return s
}

// matchedOr is nil, for matched, if the states have the final one.
func matchedOr(n *nfa, states bitset) bitset {
	if states.meets(n.accept) {
		return nil
	}
	return states
}

// read goes on by one code point. The result has no cuts if no label that
// begins so is eligible.
func (rd *reading) read(s *readState, r rune) *readState {
	next := &readState{left: make([]bitset, len(s.left)), match: make([]bitset, len(s.match))}
	for i, n := range rd.lefts {
		next.left[i] = make(bitset, len(n.accept))
		n.step(next.left[i], s.left[i], r)
		next.left[i].or(n.fromLater)
	}
	for i, n := range rd.whole {
		if s.match[i] == nil {
			continue
		}
		states := make(bitset, len(n.accept))
		n.step(states, s.match[i], r)
		states.or(n.fromLater)
		next.match[i] = matchedOr(n, states)
	}
	for _, c := range s.cuts {
		duties, ok := readDuties(c.duties, r)
		if !ok {
			continue
		}
		if c.char != nil {
			if c.char.CP[c.offset] == r {
				next.add(rd.advance(cut{char: c.char, offset: c.offset + 1, held: c.held, duties: duties}))
			}
			continue
		}
		for _, q := range rd.g.rep.beginning(r) {
			if held, ok := rd.begin(q, s); ok {
				next.add(rd.advance(cut{char: q, offset: 1, held: held, duties: duties}))
			}
		}
		if q := rd.g.rep.one(r); q != nil {
			if held, ok := rd.begin(q, s); ok {
				next.add(rd.complete(q, held, duties))
			}
		}
	}
	slices.SortFunc(next.cuts, func(a, b cut) int { return strings.Compare(a.key, b.key) })
	next.cuts = slices.CompactFunc(next.cuts, func(a, b cut) bool { return a.key == b.key })
	return next
}

func (s *readState) add(c cut, ok bool) {
	if ok {
		c.key = c.makeKey()
		s.cuts = append(s.cuts, c)
	}
}

// begin looks at the left side of a character's condition.
func (rd *reading) begin(c *Char, s *readState) (held uint64, ok bool) {
	if c.when == nil || c.when.anywhere != nil {
		return 0, true
	}
	for i, b := range c.when.branches {
		holds := true
		for _, n := range b.left {
			holds = holds && s.left[rd.at[n]].meets(n.accept)
		}
		if !holds {
			continue
		}
		if b.right == nil && c.not {
			return 0, false
		}
		held |= 1 << i
	}
	return held, c.not || held != 0
}

func (rd *reading) advance(c cut) (cut, bool) {
	if c.offset < len(c.char.CP) {
		return c, true
	}
	return rd.complete(c.char, c.held, c.duties)
}

// complete ends a character: the right side of its condition becomes a duty.
func (rd *reading) complete(c *Char, held uint64, duties []duty) (cut, bool) {
	if c.when == nil {
		return cut{duties: duties}, true
	}
	d := newDuty(c)
	for i, b := range c.when.branches {
		if held&(1<<i) == 0 {
			continue
		}
		if b.right == nil || b.right.fromLater.meets(b.right.accept) {
			return cut{duties: duties}, !c.not
		}
		d.runs = append(d.runs, position{b.right, i, b.right.fromLater})
	}
	if d.rule == nil && len(d.runs) == 0 {
		return cut{duties: duties}, c.not
	}
	d.key = d.who + runsKey(d.runs)
	return cut{duties: addDuty(duties, d)}, true
}

func (c *cut) makeKey() string {
	var key []byte
	if c.char != nil {
		key = append(key, string(c.char.CP)...)
	}
	key = binary.AppendUvarint(key, uint64(c.offset))
	key = binary.AppendUvarint(key, c.held)
	for _, d := range c.duties {
		key = binary.AppendUvarint(key, uint64(len(d.key)))
		key = append(key, d.key...)
	}
	return string(key)
}

// key tells states apart.
func (s *readState) key() string {
	key := []byte{0}
	if s.start {
		key[0] = 1
	}
	for _, b := range s.left {
		key = b.appendKey(key)
	}
	for _, b := range s.match {
		if b == nil {
			key = append(key, 1)
			continue
		}
		key = b.appendKey(append(key, 0))
	}
	for _, c := range s.cuts {
		key = binary.AppendUvarint(key, uint64(len(c.key)))
		key = append(key, c.key...)
	}
	return string(key)
}

// end reports whether what was read is a label that can be cut, and which
// action rules match it.
func (rd *reading) end(s *readState) (matched bitset, ok bool) {
	matched = make(bitset, (len(rd.g.matchers)+63)/64)
	for k, i := range rd.matchers {
		if s.match[k] == nil || s.match[k].meets(rd.whole[k].acceptEnd) {
			matched.add(i)
		}
	}
	return matched, slices.ContainsFunc(s.cuts, func(c cut) bool { return c.char == nil && rd.kept(c.duties, s) })
}
