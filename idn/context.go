package idn

import "rootward/idn/internal/ucd"

const (
	nonJoiner = 0x200C
	joiner    = 0x200D
	virama    = 9 // Canonical_Combining_Class
)

// contextRule is one rule of RFC 5892, appendix A.
type contextRule struct {
	about   *Requirement
	governs func(r rune) bool
	allows  func(c *checker, i int) bool
}

// contextRules lists the appendix in order.
var contextRules = []contextRule{
	{joinersInContext, anyOf(nonJoiner, joiner), (*checker).joins},
	{middleDotInContext, anyOf(0x00B7), func(c *checker, i int) bool { return c.rune(i-1) == 'l' && c.rune(i+1) == 'l' }},
	{keraiaInContext, anyOf(0x0375), func(c *checker, i int) bool { return c.scriptOf(i+1) == "Grek" }},
	{gereshInContext, anyOf(0x05F3, 0x05F4), func(c *checker, i int) bool { return c.scriptOf(i-1) == "Hebr" }},
	{katakanaDotInContext, anyOf(0x30FB), func(c *checker, _ int) bool { return c.hasScript("Hira", "Kana", "Hani") }},
	{arabicDigitsAlone, arabicDigit, func(c *checker, _ int) bool { return !c.has(extendedDigit) }},
	{extendedDigitsAlone, extendedDigit, func(c *checker, _ int) bool { return !c.has(arabicDigit) }},
}

func arabicDigit(r rune) bool { return 0x0660 <= r && r <= 0x0669 }

func extendedDigit(r rune) bool { return 0x06F0 <= r && r <= 0x06F9 }

func anyOf(list ...rune) func(rune) bool {
	return func(r rune) bool {
		for _, x := range list {
			if r == x {
				return true
			}
		}
		return false
	}
}

// context checks the rules of those code points that are allowed in some
// surroundings only. A rule is reported when the label has such a code point.
func (c *checker) context() {
	if !c.any(ucd.ContextJ) && !c.any(ucd.ContextO) {
		return
	}
	for _, rule := range contextRules {
		if c.has(rule.governs) {
			c.each(rule.about, func(i int) bool { return rule.governs(c.runes[i]) && !rule.allows(c, i) })
		}
	}
}

// joins is appendix A.1 for the non-joiner and A.2 for the joiner. Both may
// follow a virama. The non-joiner may also stand between a letter that joins
// to its left and one that joins to its right, with marks between them.
func (c *checker) joins(i int) bool {
	if i == 0 {
		return false
	}
	if c.records[i-1].CCC == virama {
		return true
	}
	if c.runes[i] == joiner {
		return false
	}
	before, after := c.joining(i, -1), c.joining(i, +1)
	return (before == ucd.LeftJoining || before == ucd.DualJoining) &&
		(after == ucd.RightJoining || after == ucd.DualJoining)
}

// joining is the type of the nearest code point in a direction that is not
// transparent to joining.
func (c *checker) joining(i, step int) ucd.Joining {
	for i += step; i >= 0 && i < len(c.records); i += step {
		if t := c.records[i].Joining; t != ucd.Transparent {
			return t
		}
	}
	return ucd.NonJoining
}

// rune is the code point with index i, or -1 outside the label.
func (c *checker) rune(i int) rune {
	if i < 0 || i >= len(c.runes) {
		return -1
	}
	return c.runes[i]
}

// scriptOf is the script of the code point with index i, or "" outside.
func (c *checker) scriptOf(i int) string {
	if i < 0 || i >= len(c.runes) {
		return ""
	}
	return c.tables.At(c.records[i].Script).Code
}

func (c *checker) has(f func(rune) bool) bool {
	for _, r := range c.runes {
		if f(r) {
			return true
		}
	}
	return false
}

func (c *checker) hasScript(codes ...string) bool {
	for i := range c.runes {
		for _, code := range codes {
			if c.scriptOf(i) == code {
				return true
			}
		}
	}
	return false
}
