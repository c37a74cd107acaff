package lgr

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rootward/idn/internal/ucd"
)

// checker collects problems.
type checker struct {
	g      *LGR
	rel    *relation
	tables *ucd.Tables // of the version that the ruleset names, or the nearest
	exact  bool        // it is the version itself
	sets   map[*Class]Set
	kinds  map[string]int // place of a code in checkKinds
	counts map[string]int // of the problems found, by code
	found  []Problem
	looked int // code points of ranges looked at

	tagSets, propertySets map[string]Set

	needsOf map[string]needs // by rule
}

// listText joins values in order, each once, without empty ones.
func listText(values []string) string {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return strings.TrimSpace(strings.Join(slices.Compact(sorted), " "))
}

// overlaps: a code point is listed once. The reader refuses it where both are
// single code points.
func (c *checker) overlaps() {
	var ranges []*Char
	var all []Range
	for _, char := range c.g.Chars {
		if char.IsRange() {
			ranges = append(ranges, char)
			all = append(all, Range{char.First, char.Last})
		}
	}
	slices.SortStableFunc(ranges, func(a, b *Char) int { return cmp.Compare(a.First, b.First) })
	last := rune(-1)
	for _, r := range ranges {
		if r.First <= last {
			c.add("char-overlap", r.Line, []rune{r.First}, "First", hexOf(r.First), "Last", hexOf(min(r.Last, last)))
		}
		last = max(last, r.Last)
	}
	inRange := newSet(all)
	for _, char := range c.g.Chars {
		if len(char.CP) == 1 && inRange.Contains(char.CP[0]) {
			c.add("char-overlap", char.Line, char.CP, "First", hexOf(char.CP[0]), "Last", hexOf(char.CP[0]))
		}
	}
}

// codePoints asks what IDNA2008 says of each, by the Unicode version of the
// ruleset.
func (c *checker) codePoints() {
	for _, char := range c.g.Chars {
		if char.IsRange() {
			c.codePointRange(char)
			continue
		}
		for _, r := range char.CP {
			c.codePoint(char, r)
		}
		if !c.tables.IsNFC(char.CP) {
			c.add("char-not-nfc", char.Line, char.CP)
		}
	}
}

// codePointRange names the first code point of each kind, not all of them.
func (c *checker) codePointRange(char *Char) {
	said := map[string]bool{}
	for r := char.First; r <= char.Last; r++ {
		if c.looked++; c.looked > 2*maxRune { // ranges overlap without end
			return
		}
		code := c.fault(char, r)
		if code == "" && !c.tables.IsNFC([]rune{r}) {
			code = "char-not-nfc"
		}
		if code != "" && !said[code] {
			said[code] = true
			c.addCodePoint(code, char, r)
		}
	}
}

func (c *checker) codePoint(char *Char, r rune) {
	if code := c.fault(char, r); code != "" {
		c.addCodePoint(code, char, r)
	}
}

func (c *checker) addCodePoint(code string, char *Char, r rune) {
	args := []string{"CodePoint", hexOf(r), "Unicode", c.tables.Version}
	if code != "char-unassigned" && code != "char-not-nfc" {
		args = append(args, "Property", c.tables.Property(r).String())
	}
	cp := char.CP
	if char.IsRange() {
		cp = []rune{r}
	}
	c.add(code, char.Line, cp, args...)
}

func (c *checker) fault(char *Char, r rune) string {
	switch c.tables.Property(r) {
	case ucd.Unassigned:
		return "char-unassigned"
	case ucd.Disallowed:
		return "char-disallowed"
	case ucd.ContextJ, ucd.ContextO:
		if char.When == "" && char.NotWhen == "" && !char.IsSequence() {
			return "char-context-free"
		}
	}
	return ""
}

func (c *checker) sequences() {
	used := map[string]bool{} // a class by tag never has a sequence as a member
	c.eachClass(func(class *Class, _ *Rule) { used[class.FromTag] = true })
	for _, char := range c.g.Chars {
		if !char.IsSequence() {
			continue
		}
		var missing []string
		for _, r := range char.CP {
			if !c.rel.alone.Contains(r) {
				missing = append(missing, hexOf(r))
			}
		}
		if missing != nil {
			c.add("sequence-member", char.Line, char.CP, "Missing", listText(missing))
		}
		if slices.ContainsFunc(char.Tags, func(t string) bool { return used[t] }) {
			c.add("tag-on-sequence", char.Line, char.CP, "Tags", listText(char.Tags))
		}
	}
}

// scripts says which scripts share the repertoire. Code points of all scripts
// (Zyyy) and inherited ones (Zinh) belong to any.
func (c *checker) scripts() {
	counts := map[string]int{}
	c.rel.alone.each(func(r rune) { counts[c.tables.Script(r).Code]++ })
	c.languageScripts(counts)
	delete(counts, "Zyyy")
	delete(counts, "Zinh")
	if len(counts) < 2 {
		return
	}
	var list []string
	for code, n := range counts {
		list = append(list, fmt.Sprintf("%s=%d", code, n))
	}
	c.add("scripts-mixed", 0, nil, "Scripts", listText(list))
}
