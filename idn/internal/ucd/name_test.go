package ucd

import "testing"

func TestName(t *testing.T) {
	tests := []struct {
		r    rune
		want string
	}{
		{'a', "LATIN SMALL LETTER A"},
		{0, "<control>"},
		{0x4E00, "CJK UNIFIED IDEOGRAPH-4E00"},
		{0xAC00, "HANGUL SYLLABLE GA"},
		{0xD55C, "HANGUL SYLLABLE HAN"},
		{0xC544, "HANGUL SYLLABLE A"},
		{0xD7A3, "HANGUL SYLLABLE HIH"},
		{0x17000, "TANGUT IDEOGRAPH-17000"},
		{0x10D40, "GARAY DIGIT ZERO"},
		{0x10D70, "GARAY SMALL LETTER A"},
		{0x16D68, "KIRAT RAI VOWEL SIGN AI"},
		{0x13460, "EGYPTIAN HIEROGLYPH-13460"},
		{0x2EBF0, "CJK UNIFIED IDEOGRAPH-2EBF0"},
		{0x323B0, "CJK UNIFIED IDEOGRAPH-323B0"},
		{0x378, ""},
		{0x10FFFF, ""},
		{-1, ""},
	}
	for _, test := range tests {
		if got := Name(test.r); got != test.want {
			t.Errorf("U+%04X: %q, want %q", test.r, got, test.want)
		}
	}
}

// Whatever is assigned in the newest version has a name.
func TestEveryNameIsThere(t *testing.T) {
	newest := versions[len(versions)-1]
	for r := rune(0); r <= last; r++ {
		if newest.Assigned(r) && Name(r) == "" {
			t.Fatalf("U+%04X has no name", r)
		}
	}
}
