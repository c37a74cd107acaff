package lgr

import (
	"cmp"
	"slices"
	"sort"
)

// repertoire finds the characters that a label can be cut into. It is a table
// with a cell for each code point that has a part in a character; pages of
// cells without any are left out.
type repertoire struct {
	chars     []*Char
	page      []uint16 // by r >> pageBits; 0 is the empty page
	pages     [][pageSize]cell
	sequences [][]*Char // longest first
	ranges    []*Char   // in order of First, those that are too large for the table
	reach     []rune    // largest Last of the ranges up to each: they may overlap
}

// cell is what is known of one code point.
type cell struct {
	char      int32  // 1 + place in chars of the character, 0 for none
	sequences int32  // 1 + place in repertoire.sequences of those that begin here, 0 for none
	when      int32  // its condition: place in LGR.conditions plus one, negative for not-when; 0 for none
	class     uint16 // see classes; valid after LGR.fast
	own       uint8  // what it is in a label as a variant of itself: ownNone and following
	flags     uint8  // known, within
}

// Flags of cells.
const (
	known  = 1 << iota // part of a character
	within             // of a sequence, but not at its beginning
)

// Values of cell.own. Those between are ownType + a type.
const (
	ownNone    = iota // no variant of itself
	ownUntyped        // one without type
	ownType
	ownUnclear = 255 // has conditions, or more than one
)

const (
	pageBits = 8
	pageSize = 1 << pageBits
	// maxFilled bounds how many code points ranges put into the table.
	maxFilled = 1 << 17
)

func newRepertoire(chars []*Char) repertoire {
	rep := repertoire{chars: chars, pages: make([][pageSize]cell, 1)}
	rep.reserve(chars)
	for i, c := range chars {
		switch {
		case c.IsRange():
			rep.ranges = append(rep.ranges, c)
		case c.IsSequence():
			rep.addSequence(c)
		default:
			rep.edit(c.CP[0]).char = int32(i + 1)
		}
	}
	for i, s := range rep.sequences {
		slices.SortStableFunc(s, func(a, b *Char) int { return len(b.CP) - len(a.CP) })
		rep.edit(s[0].CP[0]).sequences = int32(i + 1)
	}
	slices.SortStableFunc(rep.ranges, func(a, b *Char) int { return cmp.Compare(a.First, b.First) })
	rep.fill(chars)
	return rep
}

// reserve makes the pages for all characters at once.
func (rep *repertoire) reserve(chars []*Char) {
	need := make([]bool, (maxRune+1)>>pageBits)
	size := 0
	for _, c := range chars {
		for _, r := range c.CP {
			need[r>>pageBits] = true
		}
		if c.IsRange() && size <= maxFilled {
			size += int(c.Last-c.First) + 1
		}
		if c.IsRange() && size <= maxFilled {
			for p := c.First >> pageBits; p <= c.Last>>pageBits; p++ {
				need[p] = true
			}
		}
	}
	n := 1
	for p, needed := range need {
		if needed {
			n++
			rep.page = append(rep.page, make([]uint16, p+1-len(rep.page))...)
			rep.page[p] = uint16(n - 1)
		}
	}
	rep.pages = make([][pageSize]cell, n)
}

// edit is the cell of a code point of the repertoire.
func (rep *repertoire) edit(r rune) *cell {
	p := int(r >> pageBits)
	if p >= len(rep.page) {
		rep.page = append(rep.page, make([]uint16, p+1-len(rep.page))...)
	}
	if rep.page[p] == 0 {
		rep.page[p] = uint16(len(rep.pages))
		rep.pages = append(rep.pages, [pageSize]cell{})
	}
	c := &rep.pages[rep.page[p]][r&(pageSize-1)]
	c.flags |= known
	return c
}

func (rep *repertoire) addSequence(c *Char) {
	first := rep.edit(c.CP[0])
	if first.sequences == 0 {
		rep.sequences = append(rep.sequences, nil)
		first.sequences = int32(len(rep.sequences))
	}
	s := &rep.sequences[first.sequences-1]
	*s = append(*s, c)
	for _, r := range c.CP[1:] {
		rep.edit(r).flags |= within
	}
}

// fill puts ranges into the table if they are not too large.
func (rep *repertoire) fill(chars []*Char) {
	size := 0
	for _, c := range rep.ranges {
		if size += int(c.Last-c.First) + 1; size > maxFilled {
			rep.measure()
			return
		}
	}
	if size == 0 {
		return
	}
	place := map[*Char]int32{}
	for i, c := range chars {
		if c.IsRange() {
			place[c] = int32(i + 1)
		}
	}
	for _, c := range rep.ranges {
		for r := c.First; r <= c.Last; r++ {
			if e := rep.edit(r); e.char == 0 {
				e.char = place[c]
			}
		}
	}
	rep.ranges = nil
}

// measure fills reach.
func (rep *repertoire) measure() {
	reach := rune(0)
	for _, c := range rep.ranges {
		reach = max(reach, c.Last)
		rep.reach = append(rep.reach, reach)
	}
}

// condition enters the condition of a range.
func (rep *repertoire) condition(c *Char) {
	for r := c.First; r <= c.Last && len(rep.ranges) == 0; r++ {
		if e := rep.edit(r); rep.chars[e.char-1] == c {
			e.when = c.when.number(c.not)
		}
	}
}

// cell is what is known of a code point. It is never nil.
func (rep *repertoire) cell(r rune) *cell {
	p := uint32(r) >> pageBits
	if p >= uint32(len(rep.page)) {
		return &rep.pages[0][0]
	}
	return &rep.pages[rep.page[p]][r&(pageSize-1)]
}

// one is the character or range of a single code point, or nil.
func (rep *repertoire) one(r rune) *Char {
	if i := rep.cell(r).char; i > 0 {
		return rep.chars[i-1]
	}
	i := sort.Search(len(rep.ranges), func(i int) bool { return rep.reach[i] >= r })
	if i < len(rep.ranges) && rep.ranges[i].First <= r {
		return rep.ranges[i]
	}
	return nil
}

// beginning lists the sequences that begin with a code point, longest first.
func (rep *repertoire) beginning(r rune) []*Char {
	if i := rep.cell(r).sequences; i > 0 {
		return rep.sequences[i-1]
	}
	return nil
}

// at calls yield with every character that stands at a position, longest
// first, until it returns false.
func (rep *repertoire) at(label []rune, i int, yield func(c *Char, to int) bool) {
	for _, c := range rep.beginning(label[i]) {
		if c.standsAt(label, i) && !yield(c, i+len(c.CP)) {
			return
		}
	}
	if c := rep.one(label[i]); c != nil {
		yield(c, i+1)
	}
}

// standsAt reports whether the code points of a sequence are at a position.
func (c *Char) standsAt(label []rune, i int) bool {
	return i+len(c.CP) <= len(label) && slices.Equal(label[i:i+len(c.CP)], c.CP)
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
	var room [maxClassed]uint16
	t := g.classify(label, room[:])
	all := make([][]piece, len(label))
	reached := make([]bool, len(label)+1)
	reached[0] = true
	for i := range label {
		if !reached[i] {
			continue
		}
		g.rep.at(label, i, func(c *Char, to int) bool {
			if t.allows(c.when, c.not, i, to) {
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
