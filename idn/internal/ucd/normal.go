package ucd

import (
	"slices"
	"sort"
	"sync"
)

// Hangul syllables are composed by arithmetic. Unicode Standard, 3.12.
const (
	hangulBase, leadBase, vowelBase, tailBase = 0xAC00, 0x1100, 0x1161, 0x11A7
	leads, vowels, tails                      = 19, 21, 28
	syllables                                 = leads * vowels * tails
)

// IsNFC reports whether the text is in normalization form C of this version
// (UAX 15). Code points that the version has not assigned change nothing.
func (t *Tables) IsNFC(text []rune) bool {
	class := uint8(0)
	safe := 0 // the last code point that never combines with what stands before it
	for i := 0; i < len(text); i++ {
		if text[i] < 0x300 { // all of them are starters that stay as they are
			class, safe = 0, i
			continue
		}
		record := t.Of(text[i])
		switch {
		case record.NFC == QuickNo, record.CCC != 0 && record.CCC < class:
			return false
		case record.NFC == QuickMaybe:
			end := t.boundary(text, i+1)
			if !t.isComposed(text[safe:end]) {
				return false
			}
			i, class = end-1, 0
			continue
		case record.CCC == 0:
			safe = i
		}
		class = record.CCC
	}
	return true
}

// boundary is the next place from i on where what follows never combines with
// what stands before.
func (t *Tables) boundary(text []rune, i int) int {
	for i < len(text) {
		if record := t.Of(text[i]); record.CCC == 0 && record.NFC == QuickYes {
			break
		}
		i++
	}
	return i
}

func (t *Tables) isComposed(text []rune) bool {
	var space [32]rune
	return slices.Equal(t.AppendNFC(space[:0], text), text)
}

// AppendNFC appends the text in normalization form C of this version.
func (t *Tables) AppendNFC(dst, text []rune) []rune {
	from := len(dst)
	for _, r := range text {
		dst = t.decompose(dst, from, r)
	}
	return t.compose(dst, from)
}

// decompose appends the canonical decomposition of r; marks are put in order,
// back to the given index at most.
func (t *Tables) decompose(dst []rune, from int, r rune) []rune {
	if s := r - hangulBase; 0 <= s && s < syllables {
		dst = append(dst, leadBase+s/(vowels*tails), vowelBase+s%(vowels*tails)/tails)
		if tail := s % tails; tail > 0 {
			dst = append(dst, tailBase+tail)
		}
		return dst
	}
	if parts, ok := canonical(r); ok && t.Assigned(r) {
		dst = t.decompose(dst, from, parts[1])
		if parts[2] != 0 {
			dst = t.decompose(dst, from, parts[2])
		}
		return dst
	}
	dst = append(dst, r)
	if class := t.CCC(r); class > 0 {
		for i := len(dst) - 1; i > from && t.CCC(dst[i-1]) > class; i-- {
			dst[i], dst[i-1] = dst[i-1], dst[i]
		}
	}
	return dst
}

// canonical finds the row of a code point that is the same as others.
func canonical(r rune) (parts [3]rune, ok bool) {
	if r < decompositions[0][0] {
		return parts, false
	}
	i := sort.Search(len(decompositions), func(i int) bool { return decompositions[i][0] >= r })
	if i == len(decompositions) || decompositions[i][0] != r {
		return parts, false
	}
	return decompositions[i], true
}

// compose puts together what can be, in place, from the given index on.
func (t *Tables) compose(text []rune, from int) []rune {
	out := text[:from]
	starter, class := -1, uint8(0)
	for _, r := range text[from:] {
		now := t.CCC(r)
		if starter >= 0 && (class < now || starter == len(out)-1) {
			if c, ok := t.pair(out[starter], r); ok {
				out[starter] = c
				continue
			}
		}
		out = append(out, r)
		class = now
		if now == 0 {
			starter = len(out) - 1
		}
	}
	return out
}

// pair is the code point that two compose to.
func (t *Tables) pair(a, b rune) (rune, bool) {
	if l, v := a-leadBase, b-vowelBase; 0 <= l && l < leads && 0 <= v && v < vowels {
		return hangulBase + (l*vowels+v)*tails, true
	}
	if s, tail := a-hangulBase, b-tailBase; 0 <= s && s < syllables && s%tails == 0 && 0 < tail && tail < tails {
		return a + tail, true
	}
	c, ok := compositions()[[2]rune{a, b}]
	return c, ok && t.Assigned(c)
}

// compositions are the decompositions the other way, without those that
// normalization form C does not make: they are not part of it themselves.
var compositions = sync.OnceValue(func() map[[2]rune]rune {
	newest := versions[len(versions)-1]
	pairs := make(map[[2]rune]rune, 1000)
	for _, d := range decompositions {
		if d[2] != 0 && newest.Of(d[0]).NFC != QuickNo {
			pairs[[2]rune{d[1], d[2]}] = d[0]
		}
	}
	return pairs
})
