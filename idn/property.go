package idn

import (
	"strconv"

	"rootward/idn/internal/ucd"
)

// normalised asks for normalization form C and says what would have to change.
func (c *checker) normalised() {
	if c.tables.IsNFC(c.runes) {
		c.pass(isNormalised)
		return
	}
	normal := c.tables.AppendNFC(nil, c.runes)
	at := 0
	for at < len(normal) && at < len(c.runes)-1 && normal[at] == c.runes[at] {
		at++
	}
	c.failAt(isNormalised, at, "Normal", spellAll(normal[at:]), "Plain", string(normal))
}

// spellAll lists code points as U+0061 U+0308.
func spellAll(runes []rune) string {
	var b []byte
	for i, r := range runes {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendSpelled(b, r)
	}
	return string(b)
}

func (c *checker) assigned() {
	if !c.any(ucd.Unassigned) {
		c.pass(isAssigned)
		return
	}
	c.failEach(isAssigned, func(i int) bool { return c.records[i].Property == ucd.Unassigned }, "Unicode", c.tables.Version)
}

// allowed refuses disallowed code points: as capital letter or special form if
// they have a plain form, else outright. Neither rule is said to hold while the
// other one is broken.
func (c *checker) allowed() {
	if !c.any(ucd.Disallowed) {
		c.pass(isAllowed)
		c.pass(isPlainForm)
		return
	}
	c.plain = c.plain[:0]
	for i, r := range c.runes {
		form := ""
		if c.records[i].Property == ucd.Disallowed {
			form = c.tables.Plain(r)
		}
		c.plain = append(c.plain, form)
	}
	c.failEach(isAllowed, func(i int) bool { return c.records[i].Property == ucd.Disallowed && c.plain[i] == "" })
	for i, form := range c.plain {
		if form != "" {
			c.failAt(isPlainForm, i, "Plain", form)
		}
	}
}

func (c *checker) leadingMark() {
	if c.records[0].Category.Mark() {
		c.failAt(hasNoLeadingMark, 0)
		return
	}
	c.pass(hasNoLeadingMark)
}

// hyphens also keeps the xn-- of A-labels, and any other tagged form, away
// from U-labels.
func (c *checker) hyphens() {
	last := len(c.runes) - 1
	tagged := last >= 3 && c.runes[2] == '-' && c.runes[3] == '-'
	if !tagged && c.runes[0] != '-' && c.runes[last] != '-' {
		c.pass(hasPlainHyphens)
		return
	}
	c.failEach(hasPlainHyphens, func(i int) bool {
		return c.runes[i] == '-' && (i == 0 || i == last || tagged && (i == 2 || i == 3))
	})
}

// length counts octets of the A-label and code points of the U-label.
func (c *checker) length() {
	most := c.rules.octets()
	if octets := len(c.a); octets > most {
		c.fail(isShortEnough, "Octets", strconv.Itoa(octets), "Most", strconv.Itoa(most))
	} else {
		c.pass(isShortEnough)
	}
	least := c.rules.MinIDN
	if c.ascii {
		least = c.rules.MinASCII
	}
	if len(c.u) == 0 || least == 0 {
		return
	}
	alone := c.rules.SingleCharHan && len(c.runes) == 1 && c.tables.At(c.records[0].Script).Code == "Hani"
	if len(c.runes) < least && !alone {
		c.fail(isLongEnough, "Have", strconv.Itoa(len(c.runes)), "Least", strconv.Itoa(least))
		return
	}
	c.pass(isLongEnough)
}

// letters is the rule of the root zone that names are letters. Code points
// that no domain name may have are left to the rules above.
func (c *checker) letters() {
	if !c.rules.LettersOnly {
		return
	}
	rule, letter := isLettersIDN, c.isLetter
	if c.ascii {
		rule, letter = isLettersASCII, c.isSmallASCII
	}
	banned := c.any(ucd.Disallowed) || c.any(ucd.Unassigned)
	found := c.failEach(rule, func(i int) bool {
		p := c.records[i].Property
		return p != ucd.Disallowed && p != ucd.Unassigned && !letter(i)
	})
	if !found && !banned {
		c.pass(rule)
	}
}

func (c *checker) isSmallASCII(i int) bool { return 'a' <= c.runes[i] && c.runes[i] <= 'z' }

// isLetter tells small letters, letters without case, and the marks on them.
func (c *checker) isLetter(i int) bool { return letterCategories&(1<<c.records[i].Category) != 0 }

const letterCategories = 1<<ucd.Ll | 1<<ucd.Lo | 1<<ucd.Lm | 1<<ucd.Mn | 1<<ucd.Mc
