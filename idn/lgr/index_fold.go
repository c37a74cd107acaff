package lgr

import "slices"

// substitution maps code points to words so that both sides of every equation
// that it was given become the same word. It is found by solving one equation
// after the other; where an equation has no single solution the coarser one
// is taken.
type substitution struct {
	words map[rune][]rune // by code point; code points that are not in it stay
	long  []rune          // code points with words of more than one
}

// A hostile ruleset could make words grow without end: beyond these limits
// code points vanish instead, which only makes the key coarser.
const (
	maxWord  = 256
	maxWords = 1000
)

// apply folds a word completely.
func (f *substitution) apply(word []rune) []rune {
	var out []rune
	for _, r := range word {
		to, known := f.words[r]
		if !known {
			out = append(out, r)
			continue
		}
		folded := f.apply(to)
		f.words[r] = folded // shortens later ways
		out = append(out, folded...)
	}
	return out
}

// equate makes two words fold to the same.
func (f *substitution) equate(a, b []rune) {
	for {
		a, b = trimEqual(f.apply(a), f.apply(b))
		if len(a) > len(b) || len(a) == len(b) && slices.Compare(a, b) > 0 {
			a, b = b, a
		}
		switch {
		case len(b) == 0:
			return
		case len(a) == 0: // the rest of b must vanish
			f.vanish(b)
			return
		case len(a) == 1 && len(b) == 1:
			f.words[b[0]] = a // a is the smaller one
			return
		case len(a) == 1 && !slices.Contains(b, a[0]):
			if !f.fits(a[0], b) {
				f.vanish(append(b, a...))
				return
			}
			f.words[a[0]] = slices.Clone(b)
			f.long = append(f.long, a[0])
			return
		case len(a) == 1: // x = yxz holds only if y and z vanish
			for _, r := range b {
				if r != a[0] {
					f.words[r] = nil
				}
			}
		default: // coarser than needed: the first code points become one
			if a[0] > b[0] {
				f.words[a[0]] = []rune{b[0]}
			} else {
				f.words[b[0]] = []rune{a[0]}
			}
		}
	}
}

// trimEqual leaves out what two words begin and end with alike.
func trimEqual(a, b []rune) (x, y []rune) {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return a, b
}

func (f *substitution) vanish(word []rune) {
	for _, r := range word {
		f.words[r] = nil
	}
}

// fits reports whether all words stay short when r becomes a word.
func (f *substitution) fits(r rune, word []rune) bool {
	if len(word) > maxWord || len(f.long) >= maxWords {
		return false
	}
	for _, l := range f.long {
		size := 0
		for _, c := range f.apply([]rune{l}) {
			if size++; c == r {
				size += len(word) - 1
			}
		}
		if size > maxWord {
			return false
		}
	}
	return true
}
