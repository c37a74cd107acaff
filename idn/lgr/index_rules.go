package lgr

import (
	"cmp"
	"maps"
	"slices"
)

// rewrite puts a smaller word in place of another.
type rewrite struct{ from, to []rune }

// A hostile ruleset could keep the completion busy without end: a component
// beyond these limits is folded. The number of code points also bounds the
// steps of the rules: each makes a word shorter, or leaves its length and
// lowers its sum, which is at most its length times the square of that number.
const (
	maxRules   = 200
	maxSide    = 12   // code points of one side of a rule
	maxTries   = 5000 // equations looked at
	maxSymbols = 200
)

// completion is the procedure of Knuth and Bendix: equations become rules, and
// where two rules overlap, what they make of the overlap is a new equation.
type completion struct {
	rank  map[rune]int // in the order of code points
	rules []rewrite
	open  []equation
}

// complete finds rules that lead any two equal words to one normal form; ok is
// false if it finds none within the limits.
func complete(component []equation) (rules []rewrite, ok bool) {
	c := completion{rank: map[rune]int{}, open: slices.Clone(component)}
	alone := map[rune]int{}
	for _, e := range component {
		for _, word := range [][]rune{e.a, e.b} {
			for _, r := range word {
				c.rank[r] = 0
			}
			if len(word) == 1 {
				alone[word[0]] = 1
			}
		}
	}
	// Those that are a whole side come last: they often commute with the
	// others, as x does if aa = x, and must then go to one side of all.
	order := slices.SortedFunc(maps.Keys(c.rank), func(a, b rune) int {
		return cmp.Or(cmp.Compare(alone[a], alone[b]), cmp.Compare(a, b))
	})
	for i, r := range order {
		c.rank[r] = i * i // squares: fewer words have the same sum by accident
	}
	if len(c.rank) > maxSymbols || !c.run() || !c.confluent(component) {
		return nil, false
	}
	return c.rules, true
}

func (c *completion) run() bool {
	var later []equation // that have no smaller side yet
	for tries := 0; len(c.open) > 0; tries++ {
		slices.SortStableFunc(c.open, func(d, e equation) int {
			return cmp.Compare(len(d.a)+len(d.b), len(e.a)+len(e.b))
		})
		e := c.open[0]
		c.open = c.open[1:]
		if tries > maxTries || len(c.rules) > maxRules {
			return false
		}
		a, b := c.reduce(e.a), c.reduce(e.b)
		if slices.Equal(a, b) {
			continue
		}
		switch order := c.compare(a, b); {
		case order == 0:
			later = append(later, equation{a, b})
			continue
		case order < 0:
			a, b = b, a
		}
		if len(a) > maxSide {
			return false
		}
		c.add(rewrite{a, b})
		c.open = append(c.open, later...) // the new rule may help
		later = nil
	}
	return len(later) == 0
}

// compare orders words by length, then by the sum of their ranks, then, if they
// have the same code points, by how many of those stand before a smaller one.
func (c *completion) compare(a, b []rune) int {
	sum := 0
	for _, r := range a {
		sum += c.rank[r]
	}
	for _, r := range b {
		sum -= c.rank[r]
	}
	if order := cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(sum, 0)); order != 0 {
		return order
	}
	if !slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))) {
		return 0
	}
	return cmp.Compare(c.inversions(a), c.inversions(b))
}

func (c *completion) inversions(word []rune) int {
	n := 0
	for i, r := range word {
		for _, later := range word[i+1:] {
			if c.rank[r] > c.rank[later] {
				n++
			}
		}
	}
	return n
}

// add takes a rule in; rules that it can be applied to become equations again.
func (c *completion) add(rule rewrite) {
	c.rules = slices.DeleteFunc(c.rules, func(r rewrite) bool {
		if index(r.from, rule.from) < 0 {
			return false
		}
		c.open = append(c.open, equation{r.from, r.to})
		return true
	})
	c.rules = append(c.rules, rule)
	for _, r := range c.rules {
		c.open = append(c.open, overlaps(r, rule)...)
		c.open = append(c.open, overlaps(rule, r)...)
	}
}

// overlaps lists what two rules make of words that end the one and begin the
// other: for ab and bc what becomes of abc by the first rule and by the second.
func overlaps(r, s rewrite) []equation {
	var out []equation
	for n := 1; n < min(len(r.from), len(s.from)); n++ {
		if hasSuffix(r.from, s.from[:n]) {
			out = append(out, equation{
				slices.Concat(r.to, s.from[n:]),
				slices.Concat(r.from[:len(r.from)-n], s.to),
			})
		}
	}
	return out
}

// confluent proves the rules: every overlap of two of them, and both sides of
// every equation, lead to one word, and no rule can be applied inside another.
func (c *completion) confluent(component []equation) bool {
	equations := slices.Clone(component)
	for i, r := range c.rules {
		if c.compare(r.from, r.to) <= 0 {
			return false
		}
		for j, s := range c.rules {
			if i != j && index(r.from, s.from) >= 0 {
				return false
			}
			equations = append(equations, overlaps(r, s)...)
		}
	}
	return !slices.ContainsFunc(equations, func(e equation) bool {
		return !slices.Equal(c.reduce(e.a), c.reduce(e.b))
	})
}

// reduce applies the rules as long as one can be applied.
func (c *completion) reduce(word []rune) []rune {
	var out []rune
	pending := slices.Clone(word)
	slices.Reverse(pending)
	for len(pending) > 0 {
		out = append(out, pending[len(pending)-1])
		pending = pending[:len(pending)-1]
		for _, rule := range c.rules {
			if hasSuffix(out, rule.from) {
				out = out[:len(out)-len(rule.from)]
				for i := len(rule.to) - 1; i >= 0; i-- {
					pending = append(pending, rule.to[i])
				}
				break
			}
		}
	}
	return out
}

// index is the place of a part in a word, -1 if it is not there.
func index(word, part []rune) int {
	for i := range len(word) - len(part) + 1 {
		if slices.Equal(word[i:i+len(part)], part) {
			return i
		}
	}
	return -1
}
