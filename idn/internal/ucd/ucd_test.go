package ucd

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// published is the folder of the files that the tables are made from.
const published = "../../../../shared/data/unicode"

// The same check runs on rows kept here and, where they are, on the whole
// files as published.
func TestTablesAgainstFiles(t *testing.T) {
	properties := func(r rune) string { return Current.Property(r).String() }
	scripts := func(r rune) string { return strings.ReplaceAll(Current.Script(r).Name, " ", "_") }
	joining := func(r rune) string { return string("URLDCT"[Current.Joining(r)]) }
	extensions := func(r rune) string {
		var codes []string
		for _, i := range Current.ScriptExtensions(r) {
			codes = append(codes, Current.At(i).Code)
		}
		return strings.Join(codes, " ")
	}
	tables := []struct {
		own, file, rest string // rest is the value of code points not listed
		got             func(rune) string
	}{
		{"property.txt", "idna2008-derived/Idna2008-15.0.0.txt", "", properties},
		{"script.txt", "15.0.0/Scripts.txt", "Unknown", scripts},
		{"extensions.txt", "15.0.0/ScriptExtensions.txt", "", extensions},
		{"joining.txt", "15.0.0/DerivedJoiningType.txt", "U", joining},
	}
	for _, table := range tables {
		t.Run(table.own, func(t *testing.T) {
			compare(t, filepath.Join("testdata", table.own), table.got, "-")
		})
		t.Run(table.file, func(t *testing.T) {
			if _, err := os.Stat(published); os.IsNotExist(err) {
				t.Skip("the folder of published files is not here; the same code was tested on testdata")
			}
			compare(t, filepath.Join(published, table.file), table.got, table.rest)
		})
	}
}

// compare checks every row of a file, and all code points that it does not
// list unless rest is "-".
func compare(t *testing.T, path string, got func(rune) string, rest string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	listed := make([]bool, unicode.MaxRune+1)
	rows := 0
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
		rows++
		for r := lo; r <= hi; r++ {
			listed[r] = true
			if g := got(r); g != strings.TrimSpace(value) {
				t.Fatalf("U+%04X is %q, the file says %q", r, g, strings.TrimSpace(value))
			}
		}
	}
	if rows < 10 {
		t.Fatalf("%d rows in %s", rows, path)
	}
	for r := rune(0); r <= unicode.MaxRune && rest != "-"; r++ {
		if !listed[r] && got(r) != rest {
			t.Fatalf("U+%04X is %q, the file does not list it", r, got(r))
		}
	}
}

// The standard library and the tables are of one version, so their scripts
// agree on every code point.
func TestScriptsAgainstStandardLibrary(t *testing.T) {
	if unicode.Version != Current.Version {
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
		own := strings.ReplaceAll(Current.Script(rune(r)).Name, " ", "_")
		if own == "Unknown" {
			if name != "" && unicode.Version == Current.Version {
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
	for name, runs := range map[string][]uint32{
		"property": Current.property, "script": Current.script, "extension": Current.extension, "joining": Current.joining,
	} {
		if len(runs) == 0 || runs[0]>>8 != 0 || !slices.IsSorted(runs) {
			t.Errorf("%s: does not begin at 0 or is not in order", name)
		}
	}
	for _, r := range []rune{-1, unicode.MaxRune + 1} {
		if p := Current.Property(r); p != Unassigned {
			t.Errorf("%x: %s", r, p)
		}
	}
	if i, ok := Current.Index("Arab"); !ok || Current.At(i).Name != "Arabic" {
		t.Error("no Arabic")
	}
	if _, ok := Current.Index("Xxxx"); ok {
		t.Error("there is a script Xxxx")
	}
}
