//go:build ignore

package main

import (
	"fmt"
	"slices"
	"strconv"
)

// Hangul syllables are composed by arithmetic. Unicode Standard, 3.12.
const (
	hangulBase, leadBase, vowelBase, tailBase = 0xAC00, 0x1100, 0x1161, 0x11A7
	leads, vowels, tails                      = 19, 21, 28
	syllables                                 = leads * vowels * tails
)

// decompose appends the full decomposition of a code point, with the
// compatibility ones too if asked.
func (f *facts) decompose(dst []rune, r rune, compatible bool) []rune {
	if s := r - hangulBase; 0 <= s && s < syllables {
		dst = append(dst, leadBase+s/(vowels*tails), vowelBase+s%(vowels*tails)/tails)
		if t := s % tails; t > 0 {
			dst = append(dst, tailBase+t)
		}
		return dst
	}
	parts := f.canonical[r]
	if parts == nil && compatible {
		parts = f.compatible[r]
	}
	if parts == nil {
		return append(dst, r)
	}
	for _, p := range parts {
		dst = f.decompose(dst, p, compatible)
	}
	return dst
}

func (f *facts) class(r rune) int {
	n, _ := strconv.Atoi(f.combining[r])
	return n
}

// nfkc is normalization form KC.
func (f *facts) nfkc(text []rune) []rune { return f.normal(text, true) }

func (f *facts) normal(text []rune, compatible bool) []rune {
	var d []rune
	for _, r := range text {
		d = f.decompose(d, r, compatible)
	}
	for i := 1; i < len(d); i++ {
		for k := i; k > 0 && f.class(d[k]) > 0 && f.class(d[k-1]) > f.class(d[k]); k-- {
			d[k], d[k-1] = d[k-1], d[k]
		}
	}
	var out []rune
	starter, before := -1, 0
	for _, r := range d {
		class := f.class(r)
		if starter >= 0 && (before < class || before == 0 && starter == len(out)-1) {
			if c, ok := f.pair(out[starter], r); ok {
				out[starter] = c
				continue
			}
		}
		out = append(out, r)
		before = class
		if class == 0 {
			starter = len(out) - 1
		}
	}
	return out
}

func (f *facts) pair(a, b rune) (rune, bool) {
	if l, v := a-leadBase, b-vowelBase; 0 <= l && l < leads && 0 <= v && v < vowels {
		return hangulBase + (l*vowels+v)*tails, true
	}
	if s, t := a-hangulBase, b-tailBase; 0 <= s && s < syllables && s%tails == 0 && 0 < t && t < tails {
		return a + t, true
	}
	c, ok := f.composed[[2]rune{a, b}]
	return c, ok
}

// fold is the full case folding of CaseFolding.txt.
func (f *facts) fold(text []rune) []rune {
	var out []rune
	for _, r := range text {
		if to, ok := f.folded[r]; ok {
			out = append(out, to...)
		} else {
			out = append(out, r)
		}
	}
	return out
}

// plain is how a disallowed code point is written in domain names: in lower
// case, or else folded, and without compatibility forms; nil if that has
// code points that are not PVALID or is no other text.
func (f *facts) plain(r rune) []rune {
	if f.property[r] != "DISALLOWED" {
		return nil
	}
	base := f.nfkc([]rune{r})
	lower := slices.Clone(base)
	for i, c := range lower {
		if to, ok := f.lower[c]; ok {
			lower[i] = to
		}
	}
	for _, form := range [][]rune{f.nfkc(lower), f.nfkc(f.fold(base))} {
		if slices.Equal(form, []rune{r}) {
			continue
		}
		if !slices.ContainsFunc(form, func(c rune) bool { return f.property[c] != "PVALID" }) {
			return form
		}
	}
	return nil
}

// stable checks that the newest version decomposes and composes everything
// as this one does, so that one table serves all.
func stable(f, newest *facts) error {
	for r := rune(0); r <= last; r++ {
		if f.category[r] == "Cn" {
			continue
		}
		if !slices.Equal(f.canonical[r], newest.canonical[r]) || f.excluded[r] != newest.excluded[r] || f.combining[r] != newest.combining[r] {
			return fmt.Errorf("U+%04X: normalisation differs from the newest version", r)
		}
		if f.property[r] == "DISALLOWED" && newest.property[r] == "DISALLOWED" && !slices.Equal(f.plain(r), newest.plain(r)) {
			return fmt.Errorf("U+%04X: plain form %X, in the newest version %X", r, f.plain(r), newest.plain(r))
		}
	}
	return nil
}
