// Package ucd holds what the label checks and the rule sets need of the
// Unicode Character Database, as tables generated from its files.
//
//	t, ok := ucd.Lookup("11.0.0")     // one version; Versions lists them
//	t.Property(r)                     // IDNA2008 derived property (RFC 5892)
//	t.Assigned(r), t.Category(r)      // General_Category
//	t.Script(r), t.ScriptIndex(r)     // Script; t.Index("Arab") is its place
//	t.ScriptExtensions(r), t.UsedIn(r, i)
//	t.Joining(r), t.Bidi(r), t.CCC(r) // Joining_Type, Bidi_Class, Canonical_Combining_Class
//	t.Of(r)                           // all of them at once
//	t.IsNFC(runes), t.AppendNFC(dst, runes)
//
// [Current] is the version that labels are judged by unless another one is
// named. Versions 15.0.0, 16.0.0 and 17.0.0 are made from their own files.
// Of the others only the derived property is published in a file of its own:
// there it is exact, assignment follows DerivedAge.txt, and all else is what
// 15.0.0 (for 15.1.0: 16.0.0) says of the code points assigned by then.
//
// A look-up is three reads from memory. The tables are unpacked from runs when
// a version is first asked; they then take 97 KB.
package ucd

import "sync/atomic"

// Record is everything known of a code point. There are some 1,200 different
// ones, so code points share them.
type Record struct {
	Property  Property
	Category  Category
	Script    ScriptIndex
	Extension uint8 // place in the list of script sets; 0: the script itself alone
	Joining   Joining
	Bidi      Bidi
	CCC       uint8 // Canonical_Combining_Class
	NFC       Quick // NFC_Quick_Check
}

// Tables are the properties of all code points in one version of Unicode.
// They are safe for use by many goroutines.
type Tables struct {
	Version string // such as "15.0.0"
	Own     bool   // made from the files of this very version, not only the derived property
	scripts int    // how many scripts of the list this version has

	// The runs in which it differs from the next newer version; nil of newer
	// means that they are all of them.
	newer *Tables
	runs  []uint32
	index atomic.Pointer[index]
}

// Of is the record of r. Values outside Unicode are unassigned. The record
// must not be changed.
func (t *Tables) Of(r rune) *Record {
	x := t.index.Load()
	if x == nil {
		x = t.unpack()
	}
	if r < 0 || r > last {
		return &records[0]
	}
	block := int(x.block[r>>blockBits])
	return &records[x.value[block<<blockBits|int(r&blockMask)]]
}

// Property is the IDNA2008 derived property of r.
func (t *Tables) Property(r rune) Property { return t.Of(r).Property }

// Category is the General_Category of r.
func (t *Tables) Category(r rune) Category { return t.Of(r).Category }

// Assigned reports whether r is a character of this version: neither reserved
// nor a noncharacter.
func (t *Tables) Assigned(r rune) bool { return t.Of(r).Category != Cn }

// Joining is the Joining_Type of r.
func (t *Tables) Joining(r rune) Joining { return t.Of(r).Joining }

// Bidi is the Bidi_Class of r; reserved code points have the default of their
// block.
func (t *Tables) Bidi(r rune) Bidi { return t.Of(r).Bidi }

// CCC is the Canonical_Combining_Class of r: 0 for starters, 9 for viramas.
func (t *Tables) CCC(r rune) uint8 { return t.Of(r).CCC }
