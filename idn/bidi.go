package idn

import "golang.org/x/text/unicode/bidi"

// classes is a set of bidirectional classes.
type classes uint32

func set(list ...bidi.Class) (s classes) {
	for _, c := range list {
		s |= 1 << c
	}
	return s
}

func (s classes) has(c bidi.Class) bool { return s&(1<<c) != 0 }

// The sets that RFC 5893, section 2, names.
var (
	rightToLeft     = set(bidi.R, bidi.AL, bidi.AN)
	inRightToLeft   = set(bidi.R, bidi.AL, bidi.AN, bidi.EN, bidi.ES, bidi.CS, bidi.ET, bidi.ON, bidi.BN, bidi.NSM)
	inLeftToRight   = set(bidi.L, bidi.EN, bidi.ES, bidi.CS, bidi.ET, bidi.ON, bidi.BN, bidi.NSM)
	endsRightToLeft = set(bidi.R, bidi.AL, bidi.EN, bidi.AN)
	endsLeftToRight = set(bidi.L, bidi.EN)
)

// bidi checks the six conditions of RFC 5893 on a label that has right-to-left
// characters; they ask nothing of others standing alone.
func (c *checker) bidi() {
	class := make([]bidi.Class, len(c.runes))
	for i, r := range c.runes {
		p, _ := bidi.LookupRune(r)
		class[i] = p.Class()
		c.report.RTL = c.report.RTL || rightToLeft.has(class[i])
	}
	if !c.report.RTL {
		return
	}
	if set(bidi.L, bidi.R, bidi.AL).has(class[0]) {
		c.pass(bidiStart)
	} else {
		c.failAt(bidiStart, 0)
	}
	// Without a letter of direction at the start, the right-to-left
	// characters in the label decide how the rest is judged.
	if class[0] == bidi.L {
		c.each(bidiLeftToRight, func(i int) bool { return !inLeftToRight.has(class[i]) })
		c.ends(class, endsLeftToRight)
		return
	}
	c.each(bidiRightToLeft, func(i int) bool { return !inRightToLeft.has(class[i]) })
	c.digits(class)
	c.ends(class, endsRightToLeft)
}

// digits refuses European beside Arabic ones, at the first of the later kind.
func (c *checker) digits(class []bidi.Class) {
	var seen bidi.Class
	found := false
	for i, k := range class {
		if k != bidi.EN && k != bidi.AN {
			continue
		}
		if found && k != seen {
			c.failAt(bidiDigits, i)
			return
		}
		seen, found = k, true
	}
	c.pass(bidiDigits)
}

// ends looks at the last code point that is no nonspacing mark.
func (c *checker) ends(class []bidi.Class, allowed classes) {
	last := len(class) - 1
	for last > 0 && class[last] == bidi.NSM {
		last--
	}
	if allowed.has(class[last]) {
		c.pass(bidiEnd)
		return
	}
	c.failAt(bidiEnd, last)
}
