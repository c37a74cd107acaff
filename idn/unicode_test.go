package idn

import (
	"slices"
	"testing"
)

func TestUnicode(t *testing.T) {
	for _, version := range UnicodeVersions() {
		v, ok := Unicode(version)
		if !ok || v.Version != version {
			t.Fatalf("%s: %v", version, ok)
		}
		if v.Property('a').String() != "PVALID" || v.Script(0x628).Code != "Arab" || v.Category('A').String() != "Lu" ||
			v.Joining(0x628).String() != "D" || v.Bidi(0x5D0).String() != "R" || v.CCC(0x94D) != 9 || !v.Assigned(0x4E00) || v.Assigned(0x378) {
			t.Errorf("%s says otherwise of well-known code points", version)
		}
	}
	if _, ok := Unicode("1.0"); ok {
		t.Error("there is a version 1.0")
	}
	if list := UnicodeVersions(); len(list) != 14 || !slices.Contains(list, DefaultUnicode()) {
		t.Errorf("%v without %s", list, DefaultUnicode())
	}
	if Name('a') != "LATIN SMALL LETTER A" {
		t.Error(Name('a'))
	}
}
