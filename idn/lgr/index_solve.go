package lgr

import (
	"maps"
	"slices"
)

// equation says that two words are equal.
type equation struct{ a, b []rune }

func (k *keyRules) solve(chars []*Char) {
	single := map[rune]rune{} // towards the smallest code point of its class
	root := func(r rune) rune {
		for {
			to, known := single[r]
			if !known || to == r {
				return r
			}
			if next, known := single[to]; known {
				single[r] = next
			}
			r = to
		}
	}
	var words []equation
	for _, c := range chars {
		for _, v := range c.Variants {
			switch {
			case len(c.CP) != 1 || len(v.CP) != 1:
				words = append(words, equation{c.CP, v.CP})
			case c.CP[0] != v.CP[0]:
				a, b := root(c.CP[0]), root(v.CP[0])
				single[max(a, b)] = min(a, b)
			}
		}
	}
	for r := range single {
		if to := root(r); to != r {
			k.to.set(r, to)
		}
	}
	for i, e := range words {
		words[i] = equation{mapRunes(e.a, root), mapRunes(e.b, root)}
	}
	for _, component := range components(words) {
		if rules, ok := complete(component); ok {
			k.addRules(rules)
		} else {
			k.folded++
			k.fold(component, single, root)
		}
	}
}

func mapRunes(word []rune, f func(rune) rune) []rune {
	out := make([]rune, len(word))
	for i, r := range word {
		out[i] = f(r)
	}
	return out
}

// components parts equations so that no two parts have a code point in common.
func components(all []equation) [][]equation {
	parent := map[rune]rune{}
	var root func(rune) rune
	root = func(r rune) rune {
		if p, known := parent[r]; known && p != r {
			parent[r] = root(p)
			return parent[r]
		}
		return r
	}
	all = slices.DeleteFunc(all, func(e equation) bool { return slices.Equal(e.a, e.b) })
	for _, e := range all {
		for _, word := range [][]rune{e.a, e.b} {
			for _, r := range word {
				if a, b := root(slices.Concat(e.a, e.b)[0]), root(r); a != b {
					parent[a] = b
				}
			}
		}
	}
	byRoot := map[rune][]equation{}
	for _, e := range all {
		r := root(slices.Concat(e.a, e.b)[0])
		byRoot[r] = append(byRoot[r], e)
	}
	var out [][]equation
	for _, r := range slices.Sorted(maps.Keys(byRoot)) {
		out = append(out, byRoot[r])
	}
	return out
}

func (k *keyRules) addRules(rules []rewrite) {
	for _, r := range rules {
		last := r.from[len(r.from)-1]
		at := k.ending.get(last)
		if at == 0 {
			k.byLast = append(k.byLast, nil)
			at = int32(len(k.byLast))
			k.ending.set(last, at)
		}
		k.byLast[at-1] = append(k.byLast[at-1], r)
	}
}

// fold gives every code point of a component a word.
func (k *keyRules) fold(component []equation, single map[rune]rune, root func(rune) rune) {
	f := substitution{words: map[rune][]rune{}}
	for _, e := range component {
		f.equate(e.a, e.b)
	}
	for _, r := range slices.Sorted(maps.Keys(f.words)) {
		k.words = append(k.words, f.apply([]rune{r}))
		k.to.set(r, int32(-len(k.words)))
	}
	for r := range single {
		if to := k.to.get(root(r)); to < 0 {
			k.to.set(r, to)
		}
	}
}
