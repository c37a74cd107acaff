package idn

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rootward/idn/internal/ucd"
)

// normalised asks for normalization form C and says what would have to change.
func (c *checker) normalised() {
	text := c.report.ULabel
	if norm.NFC.IsNormalString(text) {
		c.pass(isNormalised)
		return
	}
	normal := []rune(norm.NFC.String(text))
	at := 0
	for at < len(normal) && at < len(c.runes)-1 && normal[at] == c.runes[at] {
		at++
	}
	c.failAt(isNormalised, at, "Normal", hex(normal[at:]), "Plain", string(normal))
}

// hex lists code points as U+0061 U+0308.
func hex(runes []rune) string {
	var b strings.Builder
	for i, r := range runes {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "U+%04X", r)
	}
	return b.String()
}

func (c *checker) assigned() {
	c.each(isAssigned, func(i int) bool { return c.properties[i] == ucd.Unassigned }, "Unicode", c.tables.Version)
}

// allowed refuses disallowed code points: as capital letter or special form if
// they have a plain form, else outright. Neither rule is said to hold while the
// other one is broken.
func (c *checker) allowed() {
	plain := make([]string, len(c.runes))
	for i, r := range c.runes {
		if c.properties[i] == ucd.Disallowed {
			plain[i] = c.plain(r)
		}
	}
	banned := c.failEach(isAllowed, func(i int) bool { return c.properties[i] == ucd.Disallowed && plain[i] == "" })
	for i := range c.runes {
		if plain[i] != "" {
			c.failAt(isPlainForm, i, "Plain", plain[i])
			banned = true
		}
	}
	if !banned {
		c.pass(isAllowed)
		c.pass(isPlainForm)
	}
}

// plain is what a disallowed code point is written as in domain names: its
// small letter, or the letters it is a special form of. It is empty if there
// is none. RFC 5892, 2.2: a code point is unstable, and so disallowed, when
// compatibility normalisation and case folding change it.
func (c *checker) plain(r rune) string {
	folded := norm.NFKC.String(strings.ToLower(norm.NFKC.String(string(r))))
	if folded == string(r) {
		return ""
	}
	for _, f := range folded {
		if c.tables.Property(f) != ucd.PValid {
			return ""
		}
	}
	return folded
}

func (c *checker) leadingMark() {
	if unicode.Is(unicode.M, c.runes[0]) {
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
	c.each(hasPlainHyphens, func(i int) bool {
		return c.runes[i] == '-' && (i == 0 || i == last || tagged && (i == 2 || i == 3))
	})
}

// length counts octets of the A-label and code points of the U-label.
func (c *checker) length() {
	most := c.rules.octets()
	if octets := len(c.report.ALabel); octets > most {
		c.fail(isShortEnough, "Octets", strconv.Itoa(octets), "Most", strconv.Itoa(most))
	} else {
		c.pass(isShortEnough)
	}
	least := c.rules.MinIDN
	if c.report.ASCII {
		least = c.rules.MinASCII
	}
	if c.report.ULabel == "" || least == 0 {
		return
	}
	alone := c.rules.SingleCharHan && len(c.runes) == 1 && c.tables.Script(c.runes[0]).Code == "Hani"
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
	rule, letter := isLettersIDN, isLetter
	if c.report.ASCII {
		rule, letter = isLettersASCII, isSmallASCII
	}
	banned := false
	found := c.failEach(rule, func(i int) bool {
		if p := c.properties[i]; p == ucd.Disallowed || p == ucd.Unassigned {
			banned = true
			return false
		}
		return !letter(c.runes[i])
	})
	if !found && !banned {
		c.pass(rule)
	}
}

func isSmallASCII(r rune) bool { return 'a' <= r && r <= 'z' }

// isLetter tells small letters, letters without case, and the marks on them.
func isLetter(r rune) bool {
	return unicode.In(r, unicode.Ll, unicode.Lo, unicode.Lm, unicode.Mn, unicode.Mc)
}
