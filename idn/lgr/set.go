package lgr

import (
	"cmp"
	"slices"
	"sort"
)

// maxRune is the last code point of Unicode.
const maxRune = 0x10FFFF

// Range is a run of code points from Lo to Hi, both included.
type Range struct{ Lo, Hi rune }

// Set is a set of code points: ranges in order that do not touch.
type Set []Range

// newSet orders and joins ranges.
func newSet(ranges []Range) Set {
	sorted := slices.Clone(ranges)
	slices.SortFunc(sorted, func(a, b Range) int { return cmp.Compare(a.Lo, b.Lo) })
	var s Set
	for _, r := range sorted {
		if n := len(s); n > 0 && r.Lo <= s[n-1].Hi+1 {
			s[n-1].Hi = max(s[n-1].Hi, r.Hi)
			continue
		}
		s = append(s, r)
	}
	return s
}

// Contains reports whether r is in the set.
func (s Set) Contains(r rune) bool {
	if len(s) == 1 {
		return s[0].Lo <= r && r <= s[0].Hi
	}
	i := sort.Search(len(s), func(i int) bool { return s[i].Hi >= r })
	return i < len(s) && s[i].Lo <= r
}

func (s Set) complement() Set {
	var out Set
	next := rune(0)
	for _, r := range s {
		if r.Lo > next {
			out = append(out, Range{next, r.Lo - 1})
		}
		next = r.Hi + 1
	}
	if next <= maxRune {
		out = append(out, Range{next, maxRune})
	}
	return out
}

func (s Set) union(t Set) Set { return newSet(slices.Concat(s, t)) }

func (s Set) intersect(t Set) Set {
	return s.complement().union(t.complement()).complement()
}

func (s Set) minus(t Set) Set { return s.intersect(t.complement()) }
