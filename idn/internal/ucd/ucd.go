// Package ucd holds what the label checks need of the Unicode Character
// Database, as tables generated from its files: one file per Unicode version.
package ucd

import "sort"

// Property is the IDNA2008 derived property of a code point (RFC 5892).
type Property uint8

// The derived properties. A code point that no file lists is unassigned.
const (
	Unassigned Property = iota
	Disallowed
	PValid
	ContextJ
	ContextO
)

var propertyNames = [...]string{"UNASSIGNED", "DISALLOWED", "PVALID", "CONTEXTJ", "CONTEXTO"}

// String is the name that RFC 5892 gives the property.
func (p Property) String() string { return propertyNames[p] }

// Joining is the Joining_Type of a code point.
type Joining uint8

// The joining types.
const (
	NonJoining Joining = iota
	RightJoining
	LeftJoining
	DualJoining
	JoinCausing
	Transparent
)

// Script names a script: its ISO 15924 code and Unicode's English name.
type Script struct{ Code, Name string }

// ScriptIndex is the place of a script in one Tables value.
type ScriptIndex uint8

// Tables are the properties of all code points in one version of Unicode.
type Tables struct {
	Version string
	scripts []Script
	sets    [][]ScriptIndex
	// One word per run of equal values, in order: first code point << 8 | value.
	property, script, extension, joining []uint32
}

// Current is the version that labels are judged by: the one that
// golang.org/x/text normalises by, so that both agree.
var Current = &unicode15_0_0

// at returns the value of the run that r is in.
func at(runs []uint32, r rune) uint8 {
	if r < 0 || r > 0x10FFFF {
		return 0
	}
	after := sort.Search(len(runs), func(i int) bool { return int(runs[i]>>8) > int(r) })
	return uint8(runs[after-1] & 0xFF)
}

// Property is the IDNA2008 derived property of r.
func (t *Tables) Property(r rune) Property { return Property(at(t.property, r)) }

// Joining is the joining type of r.
func (t *Tables) Joining(r rune) Joining { return Joining(at(t.joining, r)) }

// Script is the script of r; code points of no script have the code Zzzz.
func (t *Tables) Script(r rune) Script { return t.scripts[at(t.script, r)] }

// ScriptIndex is the script of r by its place.
func (t *Tables) ScriptIndex(r rune) ScriptIndex { return ScriptIndex(at(t.script, r)) }

// At is the script at a place.
func (t *Tables) At(i ScriptIndex) Script { return t.scripts[i] }

// Index is the place of a script by its ISO 15924 code; ok is false for a
// code that this version does not have.
func (t *Tables) Index(code string) (i ScriptIndex, ok bool) {
	for i, s := range t.scripts {
		if s.Code == code {
			return ScriptIndex(i), true
		}
	}
	return 0, false
}

// ScriptExtensions are the scripts that use r, or nil when that is its own
// script alone. The caller must not change them.
func (t *Tables) ScriptExtensions(r rune) []ScriptIndex { return t.sets[at(t.extension, r)] }
