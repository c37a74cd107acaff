package ucd

import (
	"fmt"
	"slices"
	"testing"
)

// Between versions an assigned code point keeps its derived property, but for
// these. The README says why.
func TestPropertyChanges(t *testing.T) {
	want := []string{
		"7.0.0 U+19DA PVALID DISALLOWED",
		"11.0.0 U+111C9 DISALLOWED PVALID",
	}
	var got []string
	for i, v := range Versions()[1:] {
		older := Versions()[i]
		for r := rune(0); r <= last; r++ {
			if before, now := older.Property(r), v.Property(r); before != now && before != Unassigned {
				got = append(got, fmt.Sprintf("%s U+%04X %s %s", v.Version, r, before, now))
			}
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// What a newer version says otherwise of assigned code points: the counts of
// the table in the README.
func TestOtherChanges(t *testing.T) {
	fields := []struct {
		name string
		of   func(v *Tables, r rune) string
	}{
		{"gc", func(v *Tables, r rune) string { return v.Category(r).String() }},
		{"sc", func(v *Tables, r rune) string { return v.Script(r).Code }},
		{"scx", extensions},
		{"jt", func(v *Tables, r rune) string { return v.Joining(r).String() }},
		{"bc", func(v *Tables, r rune) string { return v.Bidi(r).String() }},
		{"ccc", func(v *Tables, r rune) string { return fmt.Sprint(v.CCC(r)) }},
		{"nfc", func(v *Tables, r rune) string { return v.Of(r).NFC.String() }},
	}
	tests := []struct {
		from, to string
		want     string
	}{
		{"15.0.0", "16.0.0", "[gc:1 sc:0 scx:98 jt:1 bc:6 ccc:0 nfc:0]"},
		{"16.0.0", "17.0.0", "[gc:1 sc:0 scx:16 jt:0 bc:0 ccc:0 nfc:0]"},
	}
	for _, test := range tests {
		from, _ := Lookup(test.from)
		to, _ := Lookup(test.to)
		var got []string
		for _, f := range fields {
			n := 0
			for r := rune(0); r <= last; r++ {
				if from.Assigned(r) && f.of(from, r) != f.of(to, r) {
					n++
				}
			}
			got = append(got, fmt.Sprintf("%s:%d", f.name, n))
		}
		if fmt.Sprint(got) != test.want {
			t.Errorf("%s to %s: %v, want %s", test.from, test.to, got, test.want)
		}
	}
}
