package rootzone

import (
	"cmp"
	"math/bits"
	"slices"
)

// maxScripts is how many script rule sets an edition can have: they are the
// bits of a word.
const maxScripts = 64

const (
	maxRune   = 0x10FFFF
	pageBits  = 8
	pageSize  = 1 << pageBits
	pageCount = (maxRune + 1) >> pageBits
)

// membership tells for each code point which sets have it, as bits in the
// order of rank: a table of pages, of which those that are alike are shared.
type membership struct {
	sets  []*Set // by rank
	page  [pageCount]uint16
	pages [][pageSize]uint64 // the first is empty
	lists map[uint64][]*Set  // for each meeting of code points that can happen
}

func newMembership(scripts []*Set) *membership {
	m := &membership{sets: slices.Clone(scripts), pages: make([][pageSize]uint64, 1)}
	slices.SortFunc(m.sets, func(a, b *Set) int {
		return cmp.Or(cmp.Compare(len(a.Scripts), len(b.Scripts)), cmp.Compare(b.size, a.size), cmp.Compare(a.Name, b.Name))
	})
	for i, s := range m.sets {
		for _, r := range s.own {
			for cp := r.Lo; cp <= r.Hi; cp++ {
				p := &m.page[cp>>pageBits]
				if *p == 0 {
					*p = uint16(len(m.pages)) //nolint:gosec // at most pageCount + 1
					m.pages = append(m.pages, [pageSize]uint64{})
				}
				m.pages[*p][cp&(pageSize-1)] |= 1 << i
			}
		}
	}
	m.meet()
	return m
}

// maxMeetings bounds the lists that are kept. Edition 5 has 29.
const maxMeetings = 1000

// meet makes the list of each set of sets that is left when code points stand
// together in a label.
func (m *membership) meet() {
	m.lists = map[uint64][]*Set{}
	var masks []uint64
	add := func(mask uint64) {
		if mask != 0 && m.lists[mask] == nil && len(masks) < maxMeetings {
			masks = append(masks, mask)
			m.lists[mask] = m.list(mask)
		}
	}
	for i := range m.pages {
		for _, mask := range m.pages[i] {
			add(mask)
		}
	}
	for i := 0; i < len(masks); i++ {
		for k := range i {
			add(masks[i] & masks[k])
		}
	}
}

func (m *membership) list(mask uint64) []*Set {
	list := make([]*Set, 0, bits.OnesCount64(mask))
	for ; mask != 0; mask &= mask - 1 {
		list = append(list, m.sets[bits.TrailingZeros64(mask)])
	}
	return list
}

func (m *membership) find(label []rune) []*Set {
	if len(label) == 0 {
		return nil
	}
	mask := ^uint64(0)
	for _, r := range label {
		if r < 0 || r > maxRune {
			return nil
		}
		mask &= m.pages[m.page[r>>pageBits]][r&(pageSize-1)]
		if mask == 0 {
			return nil
		}
	}
	if list := m.lists[mask]; list != nil {
		return list
	}
	return m.list(mask)
}
