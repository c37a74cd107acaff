package label

import (
	"slices"

	"rootward/idn/lgr"
)

// Derivation says how a variant comes from a label (RFC 7940, 8.2 and 8.3; RFC
// 8228 explains how types are meant to be used).
type Derivation struct {
	Replaced    []Replacement // in the order of the label; characters that stayed are left out
	Types       []string      // of all variants in it, reflexive ones too, each once
	Action      int           // that decided
	Condition   string        // of that action
	Disposition string
}

// Replacement is one character in whose place another stands.
type Replacement struct {
	Position int // 1-based, of the first code point in the label
	From, To []rune
	Type     string // of the mapping; empty if it has none
	Refs     []string
}

// mostDerivations bounds the search. A label of the root zone has a few ways
// to become the same variant.
const mostDerivations = 1000

// Derive finds which code points were replaced by which. A variant that several
// ways lead to has the one that explains its disposition; ok is false if
// none is found.
func (e *Explanation) Derive(v lgr.VariantLabel) (Derivation, bool) {
	g := e.Set.LGR()
	s := &derivationSearch{e: e, target: v.CP, dead: map[[2]int]bool{}, left: mostDerivations}
	a := actionAt(g, v.ActionIndex)
	s.fits = func(way []mapping) bool { return triggered(a, way) }
	if !s.from(0, 0) {
		s.fits, s.left = func([]mapping) bool { return true }, mostDerivations
		if !s.from(0, 0) {
			return Derivation{}, false
		}
	}
	d := Derivation{Action: v.ActionIndex, Condition: condition(a), Disposition: v.Disposition}
	for _, m := range s.way {
		if m.variant == nil {
			continue
		}
		if t := m.variant.Type; t != "" && !slices.Contains(d.Types, t) {
			d.Types = append(d.Types, t)
		}
		from := e.Label[m.at:m.to]
		if !slices.Equal(from, m.variant.CP) {
			d.Replaced = append(d.Replaced, Replacement{m.at + 1, from, m.variant.CP, m.variant.Type, m.variant.Refs})
		}
	}
	return d, true
}

// mapping is a character of the label and the variant taken of it, or nil.
type mapping struct {
	at, to  int
	variant *lgr.Variant
}

// derivationSearch goes through label and variant side by side.
type derivationSearch struct {
	e      *Explanation
	target []rune
	fits   func([]mapping) bool
	way    []mapping
	dead   map[[2]int]bool // no way at all leads on from here
	left   int
}

// from looks for a way on from code point i of the label and j of the variant.
// It leaves the way in s.way.
func (s *derivationSearch) from(i, j int) bool {
	label := s.e.Label
	if i == len(label) && j == len(s.target) {
		s.left--
		return s.left < 0 || s.fits(s.way)
	}
	if i == len(label) || s.dead[[2]int{i, j}] {
		return false
	}
	before := s.left
	for _, c := range s.e.chars {
		n := stands(c, label, i)
		if n > 0 && s.through(c, i, i+n, j) {
			return true
		}
	}
	if s.left == before {
		s.dead[[2]int{i, j}] = true
	}
	return false
}

// through tries all variants of one character, and the character itself unless
// a reflexive variant stands for it.
func (s *derivationSearch) through(c *lgr.Char, i, to, j int) bool {
	self := s.e.Label[i:to]
	reflexive := false
	for _, v := range c.Variants {
		reflexive = reflexive || slices.Equal(v.CP, self)
		if s.take(mapping{i, to, v}, v.CP, j) {
			return true
		}
	}
	return !reflexive && s.take(mapping{i, to, nil}, self, j)
}

func (s *derivationSearch) take(m mapping, put []rune, j int) bool {
	if j+len(put) > len(s.target) || !slices.Equal(put, s.target[j:j+len(put)]) {
		return false
	}
	s.way = append(s.way, m)
	if s.from(m.to, j+len(put)) {
		return true
	}
	s.way = s.way[:len(s.way)-1]
	return false
}

// triggered reports whether the types of a way fulfil the variant test of an
// action (RFC 7940, 7.2).
func triggered(a *lgr.Action, way []mapping) bool {
	if a.Test == lgr.NoVariantTest {
		return true
	}
	any, all, only := false, true, true
	types := 0
	for _, m := range way {
		if m.variant == nil {
			only = false
			continue
		}
		if m.variant.Type == "" {
			continue
		}
		types++
		if slices.Contains(a.Types, m.variant.Type) {
			any = true
		} else {
			all = false
		}
	}
	switch a.Test {
	case lgr.AnyVariant:
		return any
	case lgr.AllVariants:
		return all && types > 0
	case lgr.OnlyVariants:
		return all && types > 0 && only
	}
	return true
}
