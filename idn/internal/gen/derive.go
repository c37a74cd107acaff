//go:build ignore

package main

import "slices"

// exceptions are the values that RFC 5892, 2.6, gives to code points by name.
var exceptions = map[rune]string{
	0x00DF: "PVALID", 0x03C2: "PVALID", 0x06FD: "PVALID", 0x06FE: "PVALID", 0x0F0B: "PVALID", 0x3007: "PVALID",
	0x00B7: "CONTEXTO", 0x0375: "CONTEXTO", 0x05F3: "CONTEXTO", 0x05F4: "CONTEXTO", 0x30FB: "CONTEXTO",
	0x0640: "DISALLOWED", 0x07FA: "DISALLOWED", 0x302E: "DISALLOWED", 0x302F: "DISALLOWED",
	0x3031: "DISALLOWED", 0x3032: "DISALLOWED", 0x3033: "DISALLOWED", 0x3034: "DISALLOWED", 0x3035: "DISALLOWED",
	0x303B: "DISALLOWED",
}

// backwardCompatible is the list of RFC 5892, 2.7. It is empty: RFC 6452
// decided against adding U+19DA to it.
var backwardCompatible = map[rune]string{}

// ignorableBlocks are those of RFC 5892, 2.4.
var ignorableBlocks = []string{
	"Combining Diacritical Marks for Symbols", "Musical Symbols", "Ancient Greek Musical Notation",
}

// letterDigits are the categories of RFC 5892, 2.1.
var letterDigits = []string{"Ll", "Lu", "Lo", "Nd", "Lm", "Mn", "Mc"}

// steps is the calculation of RFC 5892, 3: the first category that has the
// code point decides.
var steps = []struct {
	has   func(f *facts, r rune) bool
	value string
}{
	{func(f *facts, r rune) bool { return f.category[r] == "Cn" && !f.is(r, "Noncharacter_Code_Point") }, "UNASSIGNED"},
	{func(f *facts, r rune) bool { return r == '-' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' }, "PVALID"},
	{func(f *facts, r rune) bool { return f.is(r, "Join_Control") }, "CONTEXTJ"},
	{func(f *facts, r rune) bool { return slices.Contains([]string{"L", "V", "T"}, f.syllable[r]) }, "DISALLOWED"},
	{(*facts).unstable, "DISALLOWED"},
	{func(f *facts, r rune) bool {
		return f.ignorable[r] || f.is(r, "White_Space") || f.is(r, "Noncharacter_Code_Point")
	}, "DISALLOWED"},
	{func(f *facts, r rune) bool { return slices.Contains(ignorableBlocks, f.block[r]) }, "DISALLOWED"},
	{func(f *facts, r rune) bool { return slices.Contains(letterDigits, f.category[r]) }, "PVALID"},
}

// derive computes the property of every code point.
func (f *facts) derive() {
	f.property = fill("DISALLOWED")
	for r := rune(0); r <= last; r++ {
		f.property[r] = f.derived(r)
	}
}

func (f *facts) derived(r rune) string {
	if 0x0660 <= r && r <= 0x0669 || 0x06F0 <= r && r <= 0x06F9 { // exceptions too
		return "CONTEXTO"
	}
	if value, ok := exceptions[r]; ok {
		return value
	}
	if value, ok := backwardCompatible[r]; ok {
		return value
	}
	for _, step := range steps {
		if step.has(f, r) {
			return step.value
		}
	}
	return "DISALLOWED"
}

// unstable is RFC 5892, 2.2: compatibility normalisation and case folding
// change the code point.
func (f *facts) unstable(r rune) bool {
	return !slices.Equal(f.nfkc(f.fold(f.nfkc([]rune{r}))), []rune{r})
}

func (f *facts) is(r rune, property string) bool {
	set := f.binary[property]
	return set != nil && set[r]
}

// defaultIgnorable computes the property of UAX 44, 5.7: format characters and
// variation selectors, without white space and those that are seen.
func (f *facts) defaultIgnorable() {
	f.ignorable = make([]bool, last+1)
	for r := rune(0); r <= last; r++ {
		has := f.is(r, "Other_Default_Ignorable_Code_Point") || f.category[r] == "Cf" || f.is(r, "Variation_Selector")
		seen := f.is(r, "White_Space") || f.is(r, "Prepended_Concatenation_Mark") ||
			0xFFF9 <= r && r <= 0xFFFB || 0x13430 <= r && r <= 0x13440
		f.ignorable[r] = has && !seen
	}
}
