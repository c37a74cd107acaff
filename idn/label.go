package idn

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/runenames"

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
func Check(label string, rules Rules) Report {
	c := &checker{tables: ucd.Current, rules: rules}
	c.report = Report{Input: label, Findings: make([]Finding, 0, 24)}
	if !c.readable(label) || !c.convert(label) {
		return c.report
	}
	c.describe()
	for _, check := range checks {
		check(c)
	}
	return c.report
}

// checks lists what is asked of a label that could be read, in order.
var checks = []func(*checker){
	(*checker).normalised, (*checker).assigned, (*checker).allowed, (*checker).leadingMark,
	(*checker).hyphens, (*checker).context, (*checker).bidi,
	(*checker).length, (*checker).letters, (*checker).scripts,
}

// checker is the work on one label.
type checker struct {
	tables     *ucd.Tables
	rules      Rules
	report     Report
	runes      []rune // of the U-label
	properties []ucd.Property
}

// readable tells whether the input is one piece of text of sensible length.
func (c *checker) readable(label string) bool {
	if label == "" {
		c.fail(isNotEmpty)
		return false
	}
	if len(label) > MaxInput {
		c.fail(isShortEnoughToRead, "Octets", strconv.Itoa(len(label)))
		return false
	}
	if !utf8.ValidString(label) {
		c.fail(isUTF8)
		return false
	}
	c.pass(isUTF8)
	c.pass(isNotEmpty)
	c.pass(isShortEnoughToRead)
	c.runes = []rune(label)
	for i, r := range c.runes {
		// The dots of IDNA: full stop, its ideographic, full-width and
		// half-width forms.
		if r == '.' || r == 0x3002 || r == 0xFF0E || r == 0xFF61 {
			c.failAt(isOneLabel, i)
			return false
		}
	}
	c.pass(isOneLabel)
	return true
}

// convert sets both forms. It is false when there is no U-label to go on with.
func (c *checker) convert(label string) bool {
	lower := lowerASCII(label)
	if lower != label {
		c.fail(isLowerCase, "Lower", lower)
	} else {
		c.pass(isLowerCase)
	}
	if strings.HasPrefix(lower, prefix) && isASCII(lower) {
		return c.decode(lower)
	}
	c.report.ULabel, c.report.ALabel = lower, lower
	if !isASCII(lower) {
		c.report.ALabel = encode(lower)
	}
	return true
}

// decode reads an A-label.
func (c *checker) decode(label string) bool {
	c.report.ALabel = label
	decoded, err := idna.Punycode.ToUnicode(label)
	if err != nil || isASCII(decoded) {
		c.fail(isDecodable)
		c.describe()
		c.length()
		return false
	}
	c.pass(isDecodable)
	c.report.ULabel = decoded
	switch again := encode(decoded); again {
	case label:
		c.pass(roundTrips)
	case "": // has no ASCII form: the hyphen rule says why
	default:
		c.fail(roundTrips, "Expected", again)
	}
	return true
}

// describe fills in what is known of each code point.
func (c *checker) describe() {
	text := c.report.ULabel
	if text == "" {
		text = c.report.ALabel
	}
	c.report.ASCII = isASCII(text)
	c.runes = []rune(text)
	c.properties = make([]ucd.Property, len(c.runes))
	c.report.CodePoints = make([]CodePoint, len(c.runes))
	for i, r := range c.runes {
		c.properties[i] = c.tables.Property(r)
		c.report.CodePoints[i] = CodePoint{
			Rune: r, Name: runenames.Name(r), Script: c.tables.Script(r).Code, Property: c.properties[i].String(),
		}
	}
}

func (c *checker) pass(rule *Requirement) { c.add(rule.Finding(true), nil) }

// fail notes a fault of the whole label. Arguments are names and values in turn.
func (c *checker) fail(rule *Requirement, args ...string) { c.add(rule.Finding(false), args) }

// failAt notes a fault of the code point with index i.
func (c *checker) failAt(rule *Requirement, i int, args ...string) {
	f := rule.Finding(false)
	f.Position, f.CodePoint = i+1, c.runes[i]
	c.add(f, append(args,
		"Position", strconv.Itoa(i+1),
		"CodePoint", fmt.Sprintf("U+%04X", c.runes[i]),
		"Name", runenames.Name(c.runes[i])))
}

func (c *checker) add(f Finding, args []string) {
	if f.Scope == Registry {
		f.Source, f.SourceURL = c.rules.Source, c.rules.SourceURL
	}
	if len(args) > 0 {
		f.Args = make(map[string]string, len(args)/2)
		for i := 0; i < len(args); i += 2 {
			f.Args[args[i]] = args[i+1]
		}
	}
	c.report.Findings = append(c.report.Findings, f)
}

// each fails the rule at every code point that is bad and passes it when none
// is.
func (c *checker) each(rule *Requirement, bad func(i int) bool, args ...string) {
	if !c.failEach(rule, bad, args...) {
		c.pass(rule)
	}
}

// failEach fails the rule at every code point that is bad, and tells whether
// there was one.
func (c *checker) failEach(rule *Requirement, bad func(i int) bool, args ...string) (any bool) {
	for i := range c.runes {
		if bad(i) {
			c.failAt(rule, i, args...)
			any = true
		}
	}
	return any
}

// encode is the ASCII form that IDNA gives to a text with other code points;
// whether it is valid is for the rules to say. It is empty for text that
// begins with xn-- itself, which no encoder keeps apart from an A-label.
func encode(text string) string {
	if strings.HasPrefix(text, prefix) {
		return ""
	}
	encoded, err := idna.Punycode.ToASCII(text)
	if err != nil {
		return ""
	}
	return encoded
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// lowerASCII folds A to Z alone: other letters are not compared without case
// in the DNS.
func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}
