package idn

import (
	"math/bits"
	"slices"
	"strings"
	"sync"

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

var everyScript = scriptSet{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}

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

func (s scriptSet) and(o *scriptSet) scriptSet {
	for i := range s {
		s[i] &= o[i]
	}
	return s
}

// augmented are the script sets that code points are used with (UTS 39, 5.1):
// by script if they have no extensions, else by the place of these.
type augmented struct {
	script    []scriptSet
	extension []scriptSet
	anyScript []bool // by script: common, inherited, unknown
}

var augmentedSets = sync.OnceValue(func() *augmented {
	a := &augmented{}
	for i := range ucd.Scripts() {
		place := ucd.ScriptIndex(i)
		a.script = append(a.script, augment([]ucd.ScriptIndex{place}))
		a.anyScript = append(a.anyScript, ofAnyScript(ucd.Current.At(place).Code))
	}
	for _, list := range ucd.ExtensionSets() {
		a.extension = append(a.extension, augment(list))
	}
	return a
})

// augment puts writing systems to the scripts that they use.
func augment(list []ucd.ScriptIndex) (s scriptSet) {
	for _, i := range list {
		s.add(int(i))
		for k, system := range together {
			if slices.Contains(system.parts, ucd.Current.At(i).Code) {
				s.add(firstTogether + k)
			}
		}
	}
	return s
}

// of is the set of a code point, nil if it goes with any script.
func (a *augmented) of(record *ucd.Record) *scriptSet {
	switch {
	case record.Extension != 0:
		return &a.extension[record.Extension]
	case a.anyScript[record.Script]:
		return nil
	}
	return &a.script[record.Script]
}

// ofAnyScript are the values of the Script property that name none: common,
// inherited, unknown.
func ofAnyScript(code string) bool { return code == "Zyyy" || code == "Zinh" || code == "Zzzz" }

// scripts finds the script of the label: one that all its code points are
// used with. Common and inherited code points go with every script.
func (c *checker) scripts() {
	sets := augmentedSets()
	left, last := everyScript, (*scriptSet)(nil)
	mixed := false
	for i, record := range c.records {
		used := sets.of(record)
		if used == nil || used == last {
			continue
		}
		still := left.and(used)
		if !still.empty() {
			left, last = still, used
			continue
		}
		mixed = true
		if !c.rules.MixedScripts {
			c.failAt(isOneScript, i, "Script", c.tables.At(record.Script).Name, "Others", c.scriptsBefore(i))
		}
	}
	if mixed {
		return
	}
	if !c.rules.MixedScripts {
		c.pass(isOneScript)
	}
	c.nameScript(left)
}

// scriptsBefore names the scripts of the code points before index i that go
// together.
func (c *checker) scriptsBefore(i int) string {
	sets := augmentedSets()
	left := everyScript
	var names []string
	for _, record := range c.records[:i] {
		used := sets.of(record)
		if used == nil || left.and(used).empty() {
			continue
		}
		left = left.and(used)
		if name := c.tables.At(record.Script).Name; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// nameScript sets the script of a label whose code points all go with those
// in the set: the one script that they have themselves, else the writing
// system, else the only script left.
func (c *checker) nameScript(left scriptSet) {
	c.script = ucd.Script{Code: "Zyyy", Name: "Common"}
	if left == everyScript {
		return
	}
	anyScript := augmentedSets().anyScript
	for _, record := range c.records {
		if left.has(int(record.Script)) && !anyScript[record.Script] {
			c.script = c.tables.At(record.Script)
			return
		}
	}
	for k, system := range together {
		if left.has(firstTogether + k) {
			c.script = ucd.Script{Code: system.code, Name: system.name}
			return
		}
	}
	if i, only := left.single(); only {
		c.script = c.tables.At(ucd.ScriptIndex(i & 0xFF))
	}
}
