package idn

import (
	"math/bits"
	"strings"

	"rootward/idn/internal/ucd"
)

// together lists the writing systems that use several scripts at once, by the
// ISO 15924 code of the whole. UTS 39, 5.1.
var together = []struct {
	code, name string
	parts      []string
}{
	{"Hanb", "Han with Bopomofo", []string{"Hani", "Bopo"}},
	{"Jpan", "Japanese", []string{"Hani", "Hira", "Kana"}},
	{"Kore", "Korean", []string{"Hani", "Hang"}},
}

// scriptSet is a set of scripts: a bit per place in the tables, and above them
// one per writing system of several scripts.
type scriptSet [4]uint64

const firstTogether = 240 // beyond the scripts of any Unicode version so far

func (s *scriptSet) add(i int) { s[i/64] |= 1 << (i % 64) }

func (s scriptSet) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }

func (s scriptSet) empty() bool { return s == scriptSet{} }

// single is the only member of the set; only is false if there are more.
func (s scriptSet) single() (i int, only bool) {
	n := 0
	for w, word := range s {
		n += bits.OnesCount64(word)
		if word != 0 {
			i = w*64 + bits.TrailingZeros64(word)
		}
	}
	return i, n == 1
}

func (s scriptSet) and(o scriptSet) scriptSet {
	for i := range s {
		s[i] &= o[i]
	}
	return s
}

// scripts finds the script of the label: one that all its code points are
// used with. Common and inherited code points go with every script.
func (c *checker) scripts() {
	var all scriptSet
	for i := range all {
		all[i] = ^uint64(0)
	}
	left, own := all, make([]string, 0, 2)
	mixed := false
	for i, r := range c.runes {
		used, any := c.usedWith(r)
		if any {
			continue
		}
		if left.and(used).empty() {
			mixed = true
			if !c.rules.MixedScripts {
				c.failAt(isOneScript, i, "Script", c.tables.Script(r).Name, "Others", strings.Join(own, ", "))
			}
			continue
		}
		left = left.and(used)
		own = appendNew(own, c.tables.Script(r).Name)
	}
	if mixed {
		return
	}
	if !c.rules.MixedScripts {
		c.pass(isOneScript)
	}
	c.nameScript(left, left == all)
}

// usedWith is the augmented script set of a code point, and whether it goes
// with any script.
func (c *checker) usedWith(r rune) (scripts scriptSet, anyScript bool) {
	list := c.tables.ScriptExtensions(r)
	if list == nil {
		own := c.tables.ScriptIndex(r)
		if ofAnyScript(c.tables.At(own).Code) {
			return scripts, true
		}
		list = []ucd.ScriptIndex{own}
	}
	for _, s := range list {
		scripts.add(int(s))
		for k, system := range together {
			for _, part := range system.parts {
				if c.tables.At(s).Code == part {
					scripts.add(firstTogether + k)
				}
			}
		}
	}
	return scripts, false
}

// ofAnyScript are the values of the Script property that name none: common,
// inherited, unknown.
func ofAnyScript(code string) bool { return code == "Zyyy" || code == "Zinh" || code == "Zzzz" }

// nameScript sets the script of a label whose code points all go with those
// in the set: the one script that they have themselves, else the writing
// system, else the only script left.
func (c *checker) nameScript(left scriptSet, any bool) {
	c.report.Script, c.report.ScriptName = "Zyyy", "Common"
	if any {
		return
	}
	for _, r := range c.runes {
		own := c.tables.ScriptIndex(r)
		if s := c.tables.At(own); left.has(int(own)) && !ofAnyScript(s.Code) {
			c.report.Script, c.report.ScriptName = s.Code, s.Name
			return
		}
	}
	for k, system := range together {
		if left.has(firstTogether + k) {
			c.report.Script, c.report.ScriptName = system.code, system.name
			return
		}
	}
	if i, only := left.single(); only {
		s := c.tables.At(ucd.ScriptIndex(i & 0xFF))
		c.report.Script, c.report.ScriptName = s.Code, s.Name
	}
}

func appendNew(list []string, s string) []string {
	for _, x := range list {
		if x == s {
			return list
		}
	}
	return append(list, s)
}
