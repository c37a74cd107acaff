package lgr

import (
	"encoding/binary"
	"slices"
	"strings"
)

// duty is a condition that still has to show itself in what follows.
type duty struct {
	who  string // sign and name of the condition
	not  bool
	rule *nfa // of a context rule without anchor; it is looked at in the end
	runs []position
	key  string
}

type position struct {
	n      *nfa
	id     int // of n, for keys
	states bitset
}

func addDuty(duties []duty, d duty) []duty {
	i, found := slices.BinarySearchFunc(duties, d, func(a, b duty) int { return strings.Compare(a.key, b.key) })
	if found {
		return duties
	}
	return slices.Insert(slices.Clone(duties), i, d)
}

// readDuties goes on with all duties; ok is false when one is broken.
func readDuties(duties []duty, r rune) (out []duty, ok bool) {
	for _, d := range duties {
		if d.rule != nil {
			out = addDuty(out, d)
			continue
		}
		next := duty{who: d.who, not: d.not}
		met := false
		for _, p := range d.runs {
			states := make(bitset, len(p.states))
			p.n.step(states, p.states, r)
			met = met || states.meets(p.n.accept)
			if !states.empty() {
				next.runs = append(next.runs, position{p.n, p.id, states})
			}
		}
		switch {
		case met && d.not, !met && !d.not && len(next.runs) == 0:
			return nil, false
		case met, len(next.runs) == 0:
			continue
		}
		next.key = d.who + runsKey(next.runs)
		out = addDuty(out, next)
	}
	return out, true
}

func newDuty(c *Char) duty {
	sign := "+"
	if c.not {
		sign = "-"
	}
	return duty{who: sign + c.when.name + "\x00", not: c.not, rule: c.when.anywhere}
}

func runsKey(runs []position) string {
	var key []byte
	for _, p := range runs {
		key = p.states.appendKey(binary.AppendUvarint(key, uint64(p.id)))
	}
	return string(key)
}

// kept reports whether all duties are met when the label ends.
func (rd *reading) kept(duties []duty, s *readState) bool {
	for _, d := range duties {
		met := slices.ContainsFunc(d.runs, func(p position) bool { return p.states.meets(p.n.acceptEnd) })
		if d.rule != nil {
			i := rd.at[d.rule]
			met = s.match[i] == nil || s.match[i].meets(d.rule.acceptEnd)
		}
		if met == d.not {
			return false
		}
	}
	return true
}
