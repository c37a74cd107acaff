package lgr

import (
	"cmp"
	"slices"
	"strconv"
)

// fails reports whether a condition can never hold, and by which rule.
func (c *checker) fails(when string) bool {
	n, known := c.needsOf[when]
	return when != "" && known && !n.inside
}

// conditions looks at characters, variants and actions that wait in vain.
func (c *checker) conditions() {
	for _, char := range c.g.Chars {
		if c.fails(char.When) {
			cp := char.CP
			if char.IsRange() {
				cp = []rune{char.First}
			}
			c.add("char-never", char.Line, cp, "Rule", char.When)
		}
		for _, v := range char.Variants {
			contrary := v.When != "" && v.When == char.NotWhen || v.NotWhen != "" && v.NotWhen == char.When
			if contrary || c.fails(v.When) {
				c.add("variant-never", v.Line, char.CP, "Variant", hexList(v.CP), "Rule", cmp.Or(v.When, v.NotWhen))
			}
		}
	}
	types := map[string]bool{}
	for _, char := range c.g.Chars {
		for _, v := range char.Variants {
			types[v.Type] = true
		}
	}
	for i, a := range c.g.Actions {
		unknown := a.Test != NoVariantTest && !slices.ContainsFunc(a.Types, func(t string) bool { return types[t] })
		if unknown || c.fails(a.Match) {
			c.add("action-never", a.Line, nil, "Action", strconv.Itoa(i), "Condition", a.condition())
		}
	}
}

// shadows looks for actions that an earlier one always forestalls.
func (c *checker) shadows() {
	for i, later := range c.g.Actions {
		for k, earlier := range c.g.Actions[:min(i, maxActions)] {
			if earlier.covers(later) {
				c.add("action-shadowed", later.Line, nil, "Action", strconv.Itoa(i), "By", strconv.Itoa(k),
					"Condition", later.condition())
				break
			}
		}
	}
}

// covers reports whether a is triggered whenever b is.
func (a *Action) covers(b *Action) bool {
	if a.Match != "" && a.Match != b.Match || a.NotMatch != "" && a.NotMatch != b.NotMatch {
		return false
	}
	if a.Test == NoVariantTest {
		return true
	}
	// The tests are in order of strength: any, all, only.
	return b.Test >= a.Test && !slices.ContainsFunc(b.Types, func(t string) bool { return !slices.Contains(a.Types, t) })
}
