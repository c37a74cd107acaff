package idn

import "rootward/idn/internal/ucd"

// classes is a set of bidirectional classes.
type classes uint32

func set(list ...ucd.Bidi) (s classes) {
	for _, c := range list {
		s |= 1 << c
	}
	return s
}

func (s classes) has(c ucd.Bidi) bool { return s&(1<<c) != 0 }

// The sets that RFC 5893, section 2, names.
var (
	rightToLeft     = set(ucd.R, ucd.AL, ucd.AN)
	startsLabel     = set(ucd.L, ucd.R, ucd.AL)
	inRightToLeft   = set(ucd.R, ucd.AL, ucd.AN, ucd.EN, ucd.ES, ucd.CS, ucd.ET, ucd.ON, ucd.BN, ucd.NSM)
	inLeftToRight   = set(ucd.L, ucd.EN, ucd.ES, ucd.CS, ucd.ET, ucd.ON, ucd.BN, ucd.NSM)
	endsRightToLeft = set(ucd.R, ucd.AL, ucd.EN, ucd.AN)
	endsLeftToRight = set(ucd.L, ucd.EN)
)

// bidi checks the six conditions of RFC 5893 on a label that has right-to-left
// characters; they ask nothing of others standing alone.
func (c *checker) bidi() {
	c.rtl = c.classes&rightToLeft != 0
	if !c.rtl {
		return
	}
	first := c.records[0].Bidi
	if startsLabel.has(first) {
		c.pass(bidiStart)
	} else {
		c.failAt(bidiStart, 0)
	}
	// Without a letter of direction at the start, the right-to-left
	// characters in the label decide how the rest is judged.
	if first == ucd.L {
		c.only(bidiLeftToRight, inLeftToRight)
		c.ends(endsLeftToRight)
		return
	}
	c.only(bidiRightToLeft, inRightToLeft)
	c.digits()
	c.ends(endsRightToLeft)
}

// only fails the rule at code points of other classes.
func (c *checker) only(rule *Requirement, allowed classes) {
	if c.classes&^allowed == 0 {
		c.pass(rule)
		return
	}
	c.failEach(rule, func(i int) bool { return !allowed.has(c.records[i].Bidi) })
}

// digits refuses European beside Arabic ones, at the first of the later kind.
func (c *checker) digits() {
	if !c.classes.has(ucd.EN) || !c.classes.has(ucd.AN) {
		c.pass(bidiDigits)
		return
	}
	first := ucd.L
	for i, record := range c.records {
		k := record.Bidi
		if k != ucd.EN && k != ucd.AN {
			continue
		}
		if first != ucd.L && k != first {
			c.failAt(bidiDigits, i)
			return
		}
		first = k
	}
}

// ends looks at the last code point that is no nonspacing mark.
func (c *checker) ends(allowed classes) {
	last := len(c.records) - 1
	for last > 0 && c.records[last].Bidi == ucd.NSM {
		last--
	}
	if allowed.has(c.records[last].Bidi) {
		c.pass(bidiEnd)
		return
	}
	c.failAt(bidiEnd, last)
}
