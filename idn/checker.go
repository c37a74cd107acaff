package idn

import (
	"strconv"
	"unicode/utf8"

	"rootward/idn/internal/ucd"
)

// checker is the work on one label. Its buffers serve label after label.
type checker struct {
	tables *ucd.Tables
	rules  Rules
	full   bool // report what holds too

	lower    []byte // the input with A to Z as a to z
	u, a     []byte // the two forms; u is empty when there is none
	ascii    bool
	rtl      bool
	script   ucd.Script
	runes    []rune // of the U-label, or else of the A-label
	records  []*ucd.Record
	plain    []string
	findings []Finding

	// What there is among the code points: a bit for each value.
	properties, categories uint32
	classes                classes
}

// reset gets ready for the next label.
func (c *checker) reset() {
	c.lower, c.u, c.a = c.lower[:0], c.u[:0], c.a[:0]
	c.runes, c.records, c.findings = c.runes[:0], c.records[:0], c.findings[:0]
	c.ascii, c.rtl, c.script = false, false, ucd.Script{}
}

// checks lists what is asked of a label that could be read, in order.
var checks = []func(*checker){
	(*checker).normalised, (*checker).assigned, (*checker).allowed, (*checker).leadingMark,
	(*checker).hyphens, (*checker).context, (*checker).bidi,
	(*checker).length, (*checker).letters, (*checker).scripts,
}

// describe looks the code points up.
func (c *checker) describe() {
	c.properties, c.categories, c.classes = 0, 0, 0
	c.ascii = true
	for _, r := range c.runes {
		record := c.tables.Of(r)
		c.records = append(c.records, record)
		c.properties |= 1 << record.Property
		c.categories |= 1 << record.Category
		c.classes |= 1 << record.Bidi
		c.ascii = c.ascii && r < utf8.RuneSelf
	}
}

// any tells whether a code point has the property.
func (c *checker) any(p ucd.Property) bool { return c.properties&(1<<p) != 0 }

func (c *checker) pass(rule *Requirement) {
	if c.full {
		c.add(rule.Finding(true), nil)
	}
}

// fail notes a fault of the whole label. Arguments are names and values in turn.
func (c *checker) fail(rule *Requirement, args ...string) { c.add(rule.Finding(false), args) }

// failAt notes a fault of the code point with index i.
func (c *checker) failAt(rule *Requirement, i int, args ...string) {
	f := rule.Finding(false)
	f.Position, f.CodePoint = i+1, c.runes[i]
	c.add(f, append(args,
		"Position", strconv.Itoa(i+1),
		"CodePoint", spell(c.runes[i]),
		"Name", ucd.Name(c.runes[i])))
}

func (c *checker) add(f Finding, args []string) {
	if f.Scope == Registry {
		f.Source, f.SourceURL = c.rules.Source, c.rules.SourceURL
	}
	if len(args) > 0 {
		f.Args = c.spareArgs()
		for i := 0; i < len(args); i += 2 {
			f.Args[args[i]] = args[i+1]
		}
	}
	c.findings = append(c.findings, f)
}

// spareArgs is a map for the next finding: that of a finding of a label before,
// if there is one.
func (c *checker) spareArgs() map[string]string {
	if n := len(c.findings); n < cap(c.findings) {
		if spare := c.findings[:n+1][n].Args; spare != nil {
			clear(spare)
			return spare
		}
	}
	return make(map[string]string, 4)
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

// spell writes a code point as U+ and at least four hexadecimal digits.
func spell(r rune) string { return string(appendSpelled(nil, r)) }

func appendSpelled(dst []byte, r rune) []byte {
	const digits = "0123456789ABCDEF"
	dst = append(dst, "U+"...)
	width := 4
	for r>>(4*width) != 0 {
		width++
	}
	for width--; width >= 0; width-- {
		dst = append(dst, digits[r>>(4*width)&0xF])
	}
	return dst
}
