package idn

import (
	"strconv"
	"unicode/utf8"

	"rootward/idn/internal/ucd"
)

// MaxInput is the longest input in octets that Check reads.
const MaxInput = 1000

const prefix = "xn--"

// Check judges a label: a U-label in any script, or an A-label, which it
// decodes. Capital letters A to Z are read as small ones. It reports every
// rule that applies to the label, in the order of [Requirements].
//
// Input that is no text at all (not UTF-8, empty, longer than MaxInput, with
// dots) has that one finding and no code points. Input that begins with xn--
// and does not decode is shown as the ASCII text that it is.
//
// For many labels of which only the faults matter there is [Checker].
func Check(label string, rules Rules) Report {
	c := &checker{tables: rules.tables(), rules: rules, full: true}
	c.findings = make([]Finding, 0, 24)
	c.lower = append(make([]byte, 0, len(label)), label...)
	c.check()
	r := Report{
		Input: label, Unicode: c.tables.Version, ULabel: string(c.u), ALabel: string(c.a), ASCII: c.ascii, RTL: c.rtl,
		Script: c.script.Code, ScriptName: c.script.Name, Findings: c.findings,
	}
	if len(c.records) == 0 {
		return r
	}
	r.CodePoints = make([]CodePoint, len(c.runes))
	for i, at := range c.runes {
		record := c.records[i]
		r.CodePoints[i] = CodePoint{
			Rune: at, Name: ucd.Name(at), Script: c.tables.At(record.Script).Code, Property: record.Property.String(),
		}
	}
	return r
}

// check judges the input, which stands in c.lower.
func (c *checker) check() {
	if !c.readable() || !c.convert() {
		return
	}
	c.describe()
	for _, check := range checks {
		check(c)
	}
}

// readable tells whether the input is one piece of text of sensible length,
// and reads its code points.
func (c *checker) readable() bool {
	if len(c.lower) == 0 {
		c.fail(isNotEmpty)
		return false
	}
	if len(c.lower) > MaxInput {
		c.fail(isShortEnoughToRead, "Octets", strconv.Itoa(len(c.lower)))
		return false
	}
	if !c.decodeUTF8() {
		c.fail(isUTF8)
		return false
	}
	c.pass(isUTF8)
	c.pass(isNotEmpty)
	c.pass(isShortEnoughToRead)
	for i, r := range c.runes {
		if isDot(r) {
			c.failAt(isOneLabel, i)
			return false
		}
	}
	c.pass(isOneLabel)
	return true
}

func (c *checker) decodeUTF8() bool {
	for rest := c.lower; len(rest) > 0; {
		if rest[0] < utf8.RuneSelf {
			c.runes = append(c.runes, rune(rest[0]))
			rest = rest[1:]
			continue
		}
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			return false
		}
		c.runes = append(c.runes, r)
		rest = rest[size:]
	}
	return true
}

// isDot tells the dots of IDNA: full stop, its ideographic, full-width and
// half-width forms.
func isDot(r rune) bool { return r == '.' || r == 0x3002 || r == 0xFF0E || r == 0xFF61 }

// convert sets both forms. It is false when there is no U-label to go on with.
func (c *checker) convert() bool {
	folded := false
	for i, b := range c.lower {
		if 'A' <= b && b <= 'Z' {
			c.lower[i] = b + 'a' - 'A'
			folded = true
		}
	}
	if folded {
		c.fail(isLowerCase, "Lower", string(c.lower))
		for i, r := range c.runes {
			if 'A' <= r && r <= 'Z' {
				c.runes[i] = r + 'a' - 'A'
			}
		}
	} else {
		c.pass(isLowerCase)
	}
	ascii := len(c.runes) == len(c.lower)
	if ascii && hasPrefix(c.runes) {
		return c.decode()
	}
	c.u = append(c.u, c.lower...)
	if ascii {
		c.a = append(c.a, c.lower...)
	} else {
		c.a = AppendALabel(c.a, c.runes)
	}
	return true
}

// decode reads an A-label.
func (c *checker) decode() bool {
	c.a = append(c.a, c.lower...)
	decoded, ok := appendDecoded(c.runes[:0], c.lower[len(prefix):])
	if !ok || len(decoded) == 0 || isASCII(decoded) {
		c.runes = c.runes[:0]
		for _, b := range c.lower {
			c.runes = append(c.runes, rune(b))
		}
		c.fail(isDecodable)
		c.describe()
		c.length()
		return false
	}
	c.pass(isDecodable)
	c.runes = decoded
	for _, r := range decoded {
		c.u = utf8.AppendRune(c.u, r)
	}
	c.lower = AppendALabel(c.lower[:0], decoded)
	switch {
	case string(c.lower) == string(c.a):
		c.pass(roundTrips)
	case len(c.lower) == 0: // has no ASCII form: the hyphen rule says why
	default:
		c.fail(roundTrips, "Expected", string(c.lower))
	}
	return true
}
