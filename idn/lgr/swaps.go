package lgr

import (
	"maps"
	"slices"
	"sync"
)

// swaps tell, for every character, what may stand in its place, taking together
// what no rule and no type tells apart. They are made when the first label is
// counted.
type swaps struct {
	once    sync.Once
	kinds   []swapKind // by character
	at      []int32    // where its options begin
	count   []int32
	options []swap           // the first one of a character is, or is like, itself
	pairs   map[[2]rune]bool // code points that follow each other in a sequence
	// By the last and the first code point of a character: with what it, or
	// what may stand in its place, ends and begins, as far as pairs know it.
	ends, begins map[rune][]rune
}

// swapKind says how the variants of a character can be counted.
type swapKind uint8

const (
	swapNone   swapKind = iota // it has none
	swapEasy                   // no rule tells them from the character
	swapClass                  // single code points without conditions, in classes that rules tell apart
	swapWhen                   // single code points, some with conditions
	swapDouble                 // longer ones, none at all, or two that are the same
)

// swap is a number of code points that may stand for a character and that
// nothing tells apart.
type swap struct {
	sample  rune // one of them
	typ     int  // as in Variant
	variant bool // false: the character stays and is no variant of itself
	n       uint64
}

// on is the types of a label that goes on by such a variant.
func (s swap) on(t types) types {
	if s.typ >= 0 {
		t.mask |= 1 << s.typ
	}
	t.only = t.only && s.variant
	return t
}

func (s *swaps) of(g *LGR) *swaps {
	s.once.Do(func() {
		s.kinds, s.at, s.count = make([]swapKind, len(g.Chars)), make([]int32, len(g.Chars)), make([]int32, len(g.Chars))
		g.fast() // makes the classes
		s.pair(g)
		// Where code points vanish, others come together.
		vanishing := slices.ContainsFunc(g.Chars, func(c *Char) bool {
			return slices.ContainsFunc(c.Variants, func(v *Variant) bool { return len(v.CP) == 0 })
		})
		for i, c := range g.Chars {
			s.at[i] = int32(len(s.options))
			switch s.kinds[i] = g.swapKind(c); {
			case vanishing && s.kinds[i] != swapNone:
				s.kinds[i] = swapDouble
			case s.kinds[i] == swapClass && s.list(g, c):
				s.kinds[i] = swapEasy
			}
			s.count[i] = int32(len(s.options)) - s.at[i]
		}
	})
	return s
}

// pair finds where sequences could come about.
func (s *swaps) pair(g *LGR) {
	s.pairs = map[[2]rune]bool{}
	first, second := map[rune]bool{}, map[rune]bool{}
	for _, c := range g.Chars {
		for i := 1; i < len(c.CP); i++ {
			s.pairs[[2]rune{c.CP[i-1], c.CP[i]}] = true
			first[c.CP[i-1]], second[c.CP[i]] = true, true
		}
	}
	s.ends, s.begins = map[rune][]rune{}, map[rune][]rune{}
	note := func(into map[rune][]rune, at, r rune, wanted map[rune]bool) {
		if wanted[r] && !slices.Contains(into[at], r) {
			into[at] = append(into[at], r)
		}
	}
	for _, r := range slices.Sorted(maps.Keys(first)) {
		note(s.ends, r, r, first)
	}
	for _, r := range slices.Sorted(maps.Keys(second)) {
		note(s.begins, r, r, second)
	}
	for _, c := range g.Chars {
		for _, v := range c.Variants {
			if len(v.CP) > 0 && len(c.CP) > 0 {
				note(s.ends, c.CP[len(c.CP)-1], v.CP[len(v.CP)-1], first)
				note(s.begins, c.CP[0], v.CP[0], second)
			}
		}
	}
}

// joined reports whether two code points, or what may stand in their places,
// may follow each other in a sequence.
func (s *swaps) joined(a, b rune) bool {
	if len(s.pairs) == 0 {
		return false
	}
	ends := s.ends[a]
	if len(ends) == 0 {
		return false
	}
	begins := s.begins[b]
	for _, x := range ends {
		for _, y := range begins {
			if s.pairs[[2]rune{x, y}] {
				return true
			}
		}
	}
	return false
}

// swapKind is the kind at first sight: swapClass may turn out to be easy.
func (g *LGR) swapKind(c *Char) swapKind {
	kind := swapClass
	if len(c.Variants) == 0 {
		return swapNone
	}
	if len(c.CP) != 1 {
		return swapDouble
	}
	for i, v := range c.Variants {
		switch {
		case len(v.CP) != 1, slices.ContainsFunc(c.Variants[:i], func(w *Variant) bool { return slices.Equal(v.CP, w.CP) }):
			return swapDouble
		case v.when != nil:
			kind = swapWhen
		}
	}
	return kind
}

// list adds the options of a character. It reports whether no rule tells them apart.
func (s *swaps) list(g *LGR, c *Char) (easy bool) {
	own := g.rep.cell(c.CP[0])
	type likeness struct {
		class   uint16
		when    int32
		char    bool
		pair    rune // those that are in pairs are only like themselves
		typ     int
		variant bool
	}
	place := map[likeness]int{}
	easy = true
	add := func(r rune, typ int, variant bool) {
		cell := g.rep.cell(r)
		if cell.flags&known == 0 && g.rep.one(r) == nil {
			return // such a label is never eligible
		}
		like := likeness{cell.class, cell.when, cell.char > 0, 0, typ, variant}
		if slices.Contains(s.ends[r], r) || slices.Contains(s.begins[r], r) {
			like.pair = r
		}
		easy = easy && cell.char > 0 && cell.class == own.class && cell.when == own.when
		if i, ok := place[like]; ok {
			s.options[i].n++
			return
		}
		place[like] = len(s.options)
		s.options = append(s.options, swap{r, typ, variant, 1})
	}
	if i := slices.IndexFunc(c.Variants, func(v *Variant) bool { return v.CP[0] == c.CP[0] }); i >= 0 {
		add(c.CP[0], c.Variants[i].typ, true)
	} else {
		add(c.CP[0], -1, false)
	}
	for _, v := range c.Variants {
		if v.CP[0] != c.CP[0] {
			add(v.CP[0], v.typ, true)
		}
	}
	return easy
}
