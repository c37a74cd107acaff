package ucd

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// Rows that a reader can look up, in every version made from its own files.
func TestChosenRows(t *testing.T) {
	files := []struct {
		name string
		got  func(v *Tables, r rune) string
	}{
		{"property.txt", idnaProperty.got},
		{"script.txt", ownProperties[0].got},
		{"extensions.txt", extensions},
		{"joining.txt", ownProperties[2].got},
	}
	for _, f := range files {
		rows := readRows(t, filepath.Join("testdata", f.name))
		for _, v := range Versions() {
			if !v.Own {
				continue
			}
			for r, want := range rows {
				if got := f.got(v, r); got != want {
					t.Errorf("Unicode %s, %s: U+%04X is %q, want %q", v.Version, f.name, r, got, want)
				}
			}
		}
	}
}

func readRows(t *testing.T, path string) map[rune]string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[rune]string{}
	for line := range strings.SplitSeq(string(content), "\n") {
		line, _, _ := strings.Cut(line, "#")
		span, value, ok := strings.Cut(line, ";")
		if !ok {
			continue
		}
		from, to, isRange := strings.Cut(strings.TrimSpace(span), "..")
		if !isRange {
			to = from
		}
		var lo, hi rune
		if _, err := fmt.Sscanf(from+" "+to, "%X %X", &lo, &hi); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		for r := lo; r <= hi; r++ {
			rows[r] = strings.TrimSpace(value)
		}
	}
	if len(rows) < 10 {
		t.Fatalf("%d rows in %s", len(rows), path)
	}
	return rows
}

// The standard library and the tables are of one version, so their scripts
// agree on every code point.
func TestScriptsAgainstStandardLibrary(t *testing.T) {
	tables := &unicode15_0_0
	if unicode.Version != tables.Version {
		t.Logf("the standard library has Unicode %s: comparing what it does not change", unicode.Version)
	}
	theirs := make([]string, unicode.MaxRune+1)
	for name, table := range unicode.Scripts {
		for _, span := range table.R16 {
			for r := rune(span.Lo); r <= rune(span.Hi); r += rune(span.Stride) {
				theirs[r] = name
			}
		}
		for _, span := range table.R32 {
			for r := rune(span.Lo); r <= rune(span.Hi); r += rune(span.Stride) {
				theirs[r] = name
			}
		}
	}
	for r, name := range theirs {
		own := strings.ReplaceAll(tables.Script(rune(r)).Name, " ", "_")
		if own == "Unknown" {
			if name != "" && unicode.Version == tables.Version {
				t.Fatalf("U+%04X: none here, %s there", r, name)
			}
			continue
		}
		if own != name {
			t.Fatalf("U+%04X: %s here, %q there", r, own, name)
		}
	}
}

func TestTablesAreWellFormed(t *testing.T) {
	for i, v := range Versions() {
		for k, runs := range [][]uint32{v.runs, v.all()} {
			if len(runs) == 0 || runs[0]>>valueBits != 0 {
				t.Fatalf("Unicode %s: list %d does not begin at 0", v.Version, k)
			}
			for n := 1; n < len(runs); n++ {
				if runs[n]>>valueBits <= runs[n-1]>>valueBits || runs[n]&valueMask == runs[n-1]&valueMask {
					t.Errorf("Unicode %s: list %d is out of order at %d", v.Version, k, n)
				}
			}
		}
		if i > 0 && Versions()[i-1].newer != v {
			t.Errorf("Unicode %s is not in its place", v.Version)
		}
		for _, r := range []rune{-1, unicode.MaxRune + 1} {
			if p := v.Property(r); p != Unassigned || v.Assigned(r) {
				t.Errorf("%x: %s", r, p)
			}
		}
	}
}

// Code points that were assigned stay assigned.
func TestAssignmentGrows(t *testing.T) {
	for i, older := range Versions()[:len(Versions())-1] {
		newer, grown := Versions()[i+1], 0
		for r := rune(0); r <= last; r++ {
			if older.Assigned(r) && !newer.Assigned(r) {
				t.Fatalf("U+%04X: in %s but not in %s", r, older.Version, newer.Version)
			}
			if !older.Assigned(r) && newer.Assigned(r) {
				grown++
			}
		}
		if grown == 0 {
			t.Errorf("nothing new from %s to %s", older.Version, newer.Version)
		}
	}
}

func TestLookup(t *testing.T) {
	for _, name := range []string{"6.3.0", "11.0.0", "15.0.0", "17.0.0"} {
		if v, ok := Lookup(name); !ok || v.Version != name {
			t.Errorf("%s: %v", name, ok)
		}
	}
	for _, name := range []string{"", "15", "15.0", "18.0.0", "5.2.0"} {
		if v, ok := Lookup(name); ok {
			t.Errorf("%q: %s", name, v.Version)
		}
	}
}

func TestScriptPlaces(t *testing.T) {
	old, _ := Lookup("15.0.0")
	if i, ok := Current.Index("Arab"); !ok || Current.At(i).Name != "Arabic" || !Current.UsedIn(0x60C, i) || Current.UsedIn('a', i) || !Current.UsedIn(0x628, i) {
		t.Error("Arabic")
	}
	if _, ok := Current.Index("Xxxx"); ok {
		t.Error("there is a script Xxxx")
	}
	if _, ok := Current.Index("Gara"); !ok { // Garay came with 16
		t.Error("no Garay")
	}
	if _, ok := old.Index("Gara"); ok || old.Assigned(0x10D40) || !Current.Assigned(0x10D40) {
		t.Error("Garay before its time")
	}
}

func BenchmarkOf(b *testing.B) {
	b.ReportAllocs()
	text := "vermögensberatung امارات 政务 भारत"
	for b.Loop() {
		for _, r := range text {
			if Current.Of(r) == nil {
				b.Fatal(r)
			}
		}
	}
}

func BenchmarkUnpack(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Current.unpack()
	}
}
