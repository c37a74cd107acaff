package lgr

import (
	"encoding/binary"
	"slices"
)

// sights is what the conditions of a ruleset see of a label that is read from
// its beginning: behind, whether their left sides hold; ahead, which right
// sides still have to show themselves (duties). All states are numbered, and
// steps are remembered, because the same ones come again and again.
type sights struct {
	lefts   []*nfa // look-behinds, then rules without anchor
	rules   int    // place in lefts where the rules without anchor begin
	at      map[*nfa]int
	behind  interned[[]bitset]
	passed  map[readStep]int
	sets    interned[[]int]     // sets of hopes, in order
	read    map[readStep]int    // steps of sets; -1 is a broken condition
	hopes   interned[hope]      // right sides at work
	hopeful map[readStep]int    // steps of hopes
	asked   map[question]answer // conditions at a place
}

// hope is a condition that is not decided yet.
type hope struct {
	context *context
	not     bool
	runs    []position
}

// Places of hopes that are decided.
const (
	met    = -1
	broken = -2
)

type question struct {
	context *context
	not     bool
	behind  int
}

type answer int // a hope, met or broken

func newSights(g *LGR) *sights {
	s := &sights{
		at: map[*nfa]int{}, passed: map[readStep]int{}, read: map[readStep]int{},
		hopeful: map[readStep]int{}, asked: map[question]answer{},
	}
	var rules []*nfa
	for _, c := range g.conditions {
		if c.anywhere != nil {
			rules = append(rules, c.anywhere)
		}
		for _, b := range c.branches {
			s.lefts = append(s.lefts, b.left...)
		}
	}
	s.rules = len(s.lefts)
	s.lefts = append(s.lefts, rules...)
	for i, n := range s.lefts {
		s.at[n] = i
	}
	return s
}

func (s *sights) start() int {
	states := make([]bitset, len(s.lefts))
	for i, n := range s.lefts {
		states[i] = n.fromStart
	}
	return s.behindID(states)
}

// behindID numbers what is seen behind. A rule without anchor that has matched
// stays matched: its states are nil.
func (s *sights) behindID(states []bitset) int {
	var key []byte
	for i, b := range states {
		if i >= s.rules && b != nil && b.meets(s.lefts[i].accept) {
			b = nil
			states[i] = nil
		}
		if b == nil {
			key = append(key, 1)
			continue
		}
		key = b.appendKey(append(key, 0))
	}
	return s.behind.id(string(key), states)
}

// pass goes on by a word.
func (s *sights) pass(behind int, word []rune) int {
	for _, r := range word {
		to, known := s.passed[readStep{behind, r}]
		if !known {
			now := s.behind.all[behind]
			next := make([]bitset, len(now))
			for i, n := range s.lefts {
				if now[i] != nil {
					next[i] = make(bitset, len(n.accept))
					n.step(next[i], now[i], r)
					next[i].or(n.fromLater)
				}
			}
			to = s.behindID(next)
			s.passed[readStep{behind, r}] = to
		}
		behind = to
	}
	return behind
}

func (s *sights) noDuties() int { return s.setID(nil) }

func (s *sights) setID(hopes []int) int {
	slices.Sort(hopes)
	hopes = slices.Compact(hopes)
	var key []byte
	for _, h := range hopes {
		key = binary.AppendUvarint(key, uint64(h))
	}
	return s.sets.id(string(key), hopes)
}

// readAll goes on with all duties; ok is false when one is broken.
func (s *sights) readAll(duties int, word []rune) (next int, ok bool) {
	for _, r := range word {
		to, known := s.read[readStep{duties, r}]
		if !known {
			to = s.readOne(duties, r)
			s.read[readStep{duties, r}] = to
		}
		if to < 0 {
			return 0, false
		}
		duties = to
	}
	return duties, true
}

func (s *sights) readOne(duties int, r rune) int {
	var next []int
	for _, h := range s.sets.all[duties] {
		to, known := s.hopeful[readStep{h, r}]
		if !known {
			to = s.hopeID(s.hopes.all[h].read(r))
			s.hopeful[readStep{h, r}] = to
		}
		switch to {
		case broken:
			return -1
		case met:
		default:
			next = append(next, to)
		}
	}
	return s.setID(next)
}

// read goes on by one code point. Without runs it is decided: then hit says
// whether the rule has matched.
func (h hope) read(r rune) (next hope, hit bool) {
	if h.context.anywhere != nil {
		return h, false
	}
	next = hope{context: h.context, not: h.not}
	for _, p := range h.runs {
		states := make(bitset, len(p.states))
		p.n.step(states, p.states, r)
		if states.meets(p.n.accept) {
			return hope{context: h.context, not: h.not}, true
		}
		if !states.empty() {
			next.runs = append(next.runs, position{p.n, p.id, states})
		}
	}
	return next, false
}

// hopeID is the number of a hope, or met or broken if it is decided.
func (s *sights) hopeID(h hope, hit bool) int {
	if hit || len(h.runs) == 0 && h.context.anywhere == nil {
		if hit != h.not {
			return met
		}
		return broken
	}
	key := h.context.name + "\x00"
	if h.not {
		key = h.context.name + "\x01"
	}
	return s.hopes.id(key+runsKey(h.runs), h)
}

// ask adds a condition of a character that was just read, from the place
// behind; ok is false when it is broken already.
func (s *sights) ask(duties int, c *context, not bool, behind int) (next int, ok bool) {
	if c == nil {
		return duties, true
	}
	q := question{c, not, behind}
	a, known := s.asked[q]
	if !known {
		a = answer(s.hopeID(s.begin(q)))
		s.asked[q] = a
	}
	switch a {
	case met:
		return duties, true
	case broken:
		return 0, false
	}
	if hopes := s.sets.all[duties]; !slices.Contains(hopes, int(a)) {
		return s.setID(append(slices.Clone(hopes), int(a))), true
	}
	return duties, true
}

// begin looks at the left sides of a condition.
func (s *sights) begin(q question) (h hope, hit bool) {
	h = hope{context: q.context, not: q.not}
	for i, b := range q.context.branches {
		holds := true
		for _, n := range b.left {
			holds = holds && s.behind.all[q.behind][s.at[n]].meets(n.accept)
		}
		switch {
		case !holds:
		case b.right == nil, b.right.fromLater.meets(b.right.accept):
			return h, true
		default:
			h.runs = append(h.runs, position{b.right, i, b.right.fromLater})
		}
	}
	return h, false
}

// kept reports whether all duties are met when the label ends.
func (s *sights) kept(duties, behind int) bool {
	for _, i := range s.sets.all[duties] {
		h := s.hopes.all[i]
		hit := slices.ContainsFunc(h.runs, func(p position) bool { return p.states.meets(p.n.acceptEnd) })
		if n := h.context.anywhere; n != nil {
			states := s.behind.all[behind][s.at[n]]
			hit = states == nil || states.meets(n.acceptEnd)
		}
		if hit == h.not {
			return false
		}
	}
	return true
}
