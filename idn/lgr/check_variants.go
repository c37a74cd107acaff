package lgr

import (
	"slices"
	"strconv"
)

// symmetry compares each mapping with its reverse.
func (c *checker) symmetry() {
	for _, a := range c.rel.asymmetric() {
		c.add("variant-asymmetric", a.because.Line, []rune(a.from), "Missing", hexList([]rune(a.to)))
	}
	for _, a := range c.rel.intransitive() {
		c.add("variant-intransitive", a.because.Line, []rune(a.from), "Missing", hexList([]rune(a.to)), "Via", hexList([]rune(a.via)))
	}
	for _, from := range c.rel.order {
		for _, l := range c.rel.to[from] {
			back := c.rel.link(l.target, from)
			if back == nil || from >= l.target { // each pair once
				continue
			}
			line, other := l.mappings[0].Line, hexList([]rune(l.target))
			if a, b := distinct(l.mappings, condition), distinct(back.mappings, condition); a != b {
				c.add("variant-condition-differs", line, []rune(from), "Variant", other, "There", a, "Back", b)
			}
			kind := func(v *Variant) string { return v.Type }
			if a, b := distinct(l.mappings, kind), distinct(back.mappings, kind); a != b {
				c.add("variant-type-differs", line, []rune(from), "Variant", other, "There", a, "Back", b)
			}
		}
	}
}

// condition is the condition of a mapping as one word.
func condition(v *Variant) string { return conditionText(v.When, v.NotWhen) }

func conditionText(when, notWhen string) string {
	switch {
	case when != "":
		return "when=" + when
	case notWhen != "":
		return "not-when=" + notWhen
	}
	return ""
}

// distinct lists the values of mappings, in order, each once.
func distinct(mappings []*Variant, value func(*Variant) string) string {
	var all []string
	for _, v := range mappings {
		all = append(all, value(v))
	}
	return listText(all)
}

// parallel: mappings to the same target must exclude each other.
func (c *checker) parallel() {
	for _, from := range c.rel.order {
		for _, l := range c.rel.to[from] {
			if len(l.mappings) > 1 {
				c.pairs([]rune(from), l.mappings)
			}
		}
	}
}

func (c *checker) pairs(from []rune, mappings []*Variant) {
	conditions := make([]string, len(mappings))
	for i, v := range mappings {
		conditions[i] = condition(v)
	}
	for i, v := range mappings {
		for k, w := range mappings[:i] {
			if v.When != "" && v.When == w.NotWhen || w.When != "" && w.When == v.NotWhen {
				continue
			}
			code := "variant-parallel-unsure"
			if conditions[i] == "" || conditions[k] == "" || conditions[i] == conditions[k] {
				code = "variant-parallel"
			}
			if c.counts[code] >= maxProblems {
				return
			}
			c.add(code, v.Line, from, "Variant", hexList(v.CP), "First", conditions[k], "Second", conditions[i])
		}
	}
}

// targets looks at variants as code points.
func (c *checker) targets() {
	var members []Range
	for _, char := range c.g.Chars {
		for _, r := range char.CP {
			members = append(members, Range{r, r})
		}
	}
	all := newSet(members).union(c.rel.alone)
	for _, from := range c.rel.order {
		for _, l := range c.rel.to[from] {
			target, line := []rune(l.target), l.mappings[0].Line
			outside := slices.IndexFunc(target, func(r rune) bool { return !all.Contains(r) })
			switch {
			case outside >= 0:
				c.add("variant-outside", line, []rune(from), "Variant", hexList(target), "Outside", hexOf(target[outside]))
			case len(target) > 0 && !c.rel.listed(l.target):
				c.add("variant-not-listed", line, []rune(from), "Variant", hexList(target))
			}
			if !c.rel.listed(l.target) && !c.tables.IsNFC(target) {
				c.add("variant-not-nfc", line, []rune(from), "Variant", hexList(target))
			}
		}
	}
}

// types: a type that no action names changes nothing but all-variants and only-variants.
func (c *checker) types() {
	named := map[string]bool{}
	for _, a := range append(slices.Clone(c.g.Actions), defaultActions...) {
		for _, t := range a.Types {
			named[t] = true
		}
	}
	type use struct {
		char  *Char
		first *Variant
		times int
	}
	unnamed := map[string]*use{}
	var order []string
	for _, char := range c.g.Chars {
		for _, v := range char.Variants {
			if v.Type == "" || named[v.Type] {
				continue
			}
			if unnamed[v.Type] == nil {
				unnamed[v.Type] = &use{char: char, first: v}
				order = append(order, v.Type)
			}
			unnamed[v.Type].times++
		}
	}
	for _, t := range order {
		u := unnamed[t]
		c.add("type-unnamed", u.first.Line, u.char.CP, "Type", t, "Times", strconv.Itoa(u.times))
	}
}

// reflexive: only-variants can hold only if every character is a variant, if
// of itself; so members of a variant set with such a type need a mapping to
// themselves. Where all-variants names the type of such a mapping, members of
// the set without one are worth a look.
func (c *checker) reflexive() {
	only, all := c.firstNaming(OnlyVariants), c.firstNaming(AllVariants)
	for _, set := range c.rel.sets() {
		types, own := map[string]bool{}, map[string]bool{}
		for _, from := range set {
			for _, l := range c.rel.to[from] {
				for _, v := range l.mappings {
					types[v.Type] = true
					own[v.Type] = own[v.Type] || l.target == from
				}
			}
		}
		code, asking := "reflexive-missing", earliest(only, types)
		if asking < 0 {
			code, asking = "reflexive-partial", earliest(all, own)
		}
		if asking < 0 {
			continue
		}
		for _, from := range set {
			if char := c.rel.chars[from]; char != nil && c.rel.link(from, from) == nil {
				c.add(code, char.Line, char.CP, "Types", listText(c.g.Actions[asking].Types), "Action", strconv.Itoa(asking))
			}
		}
	}
}

// firstNaming is, for each type, the first action whose test names it.
func (c *checker) firstNaming(test VariantTest) map[string]int {
	first := map[string]int{}
	for i, a := range c.g.Actions {
		for _, t := range a.Types {
			if _, known := first[t]; a.Test == test && !known {
				first[t] = i
			}
		}
	}
	return first
}

// earliest is the first action that names one of the types, -1 if none does.
func earliest(first map[string]int, types map[string]bool) int {
	at := -1
	for t, there := range types {
		if i, named := first[t]; there && named && (at < 0 || i < at) {
			at = i
		}
	}
	return at
}
