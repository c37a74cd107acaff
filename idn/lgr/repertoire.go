package lgr

import (
	"cmp"
	"slices"
	"sort"
)

// repertoire finds the characters that a label can be cut into.
type repertoire struct {
	single    map[rune]*Char
	ranges    []*Char          // in order of First
	sequences map[rune][]*Char // by first code point, longest first
}

func newRepertoire(chars []*Char) repertoire {
	rep := repertoire{single: map[rune]*Char{}, sequences: map[rune][]*Char{}}
	for _, c := range chars {
		switch {
		case c.IsRange():
			rep.ranges = append(rep.ranges, c)
		case c.IsSequence():
			rep.sequences[c.CP[0]] = append(rep.sequences[c.CP[0]], c)
		default:
			rep.single[c.CP[0]] = c
		}
	}
	slices.SortStableFunc(rep.ranges, func(a, b *Char) int { return cmp.Compare(a.First, b.First) })
	for _, s := range rep.sequences {
		slices.SortStableFunc(s, func(a, b *Char) int { return len(b.CP) - len(a.CP) })
	}
	return rep
}

// one is the character or range of a single code point, or nil.
func (rep *repertoire) one(r rune) *Char {
	if c := rep.single[r]; c != nil {
		return c
	}
	i := sort.Search(len(rep.ranges), func(i int) bool { return rep.ranges[i].Last >= r })
	if i < len(rep.ranges) && rep.ranges[i].First <= r {
		return rep.ranges[i]
	}
	return nil
}

// at calls yield with every character that stands at a position, longest
// first, until it returns false.
func (rep *repertoire) at(label []rune, i int, yield func(c *Char, to int) bool) {
	for _, c := range rep.sequences[label[i]] {
		if n := len(c.CP); i+n <= len(label) && slices.Equal(label[i:i+n], c.CP) && !yield(c, i+n) {
			return
		}
	}
	if c := rep.one(label[i]); c != nil {
		yield(c, i+1)
	}
}

// allowed reports whether the condition of a character or variant holds.
func allowed(c *context, not bool, label []rune, from, to int) bool {
	return c == nil || c.holds(label, from, to) != not
}

// piece is a character at its place in a label.
type piece struct {
	char *Char
	to   int
}

// pieces lists, for each position, the characters with which a whole cut of
// the label goes on there. It is nil when the label cannot be cut into
// characters of the repertoire whose conditions hold.
func (g *LGR) pieces(label []rune) [][]piece {
	all := make([][]piece, len(label))
	reached := make([]bool, len(label)+1)
	reached[0] = true
	for i := range label {
		if !reached[i] {
			continue
		}
		g.rep.at(label, i, func(c *Char, to int) bool {
			if allowed(c.when, c.not, label, i, to) {
				all[i] = append(all[i], piece{c, to})
				reached[to] = true
			}
			return true
		})
	}
	if len(label) == 0 || !reached[len(label)] {
		return nil
	}
	useful := make([]bool, len(label)+1)
	useful[len(label)] = true
	for i := len(label) - 1; i >= 0; i-- {
		all[i] = slices.DeleteFunc(all[i], func(p piece) bool { return !useful[p.to] })
		useful[i] = len(all[i]) > 0
	}
	return all
}
