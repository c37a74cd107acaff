package ucd

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// published is the folder of the files that the tables are made from.
const published = "../../../../shared/data/unicode"

var update = flag.Bool("update", false, "write testdata/digests.txt anew from the published files")

// one is a property that a file lists in its second field, and its value where
// the file is silent.
type one struct {
	name, file, rest string
	got              func(t *Tables, r rune) string
}

var idnaProperty = one{"idna", "idna2008-derived/Idna2008-%s.txt", "UNASSIGNED", func(t *Tables, r rune) string { return t.Property(r).String() }}

var ownProperties = []one{
	{"sc", "%s/Scripts.txt", "Unknown", func(t *Tables, r rune) string { return strings.ReplaceAll(t.Script(r).Name, " ", "_") }},
	{"scx", "%s/ScriptExtensions.txt", "", extensions},
	{"jt", "%s/DerivedJoiningType.txt", "U", func(t *Tables, r rune) string { return t.Joining(r).String() }},
	{"ccc", "%s/DerivedCombiningClass.txt", "0", func(t *Tables, r rune) string { return strconv.Itoa(int(t.CCC(r))) }},
	{"bc", "%s/DerivedBidiClass.txt", "L", func(t *Tables, r rune) string { return t.Bidi(r).String() }},
	{"gc", "%s/UnicodeData.txt", "Cn", func(t *Tables, r rune) string { return t.Category(r).String() }},
	{"nfc", "%s/DerivedNormalizationProps.txt", "Y", func(t *Tables, r rune) string { return t.Of(r).NFC.String() }},
}

func extensions(t *Tables, r rune) string {
	var codes []string
	for _, i := range t.ScriptExtensions(r) {
		codes = append(codes, t.At(i).Code)
	}
	return strings.Join(codes, " ")
}

// The digests were taken from the published files. A table that differs from
// its file in one code point has another one.
func TestTablesAgainstDigests(t *testing.T) {
	digests := readDigests(t)
	each(func(v *Tables, p one) {
		value := func(r rune) string { return p.got(v, r) }
		if p.name == "bc" { // the files list assigned code points; the rest are defaults
			value = func(r rune) string {
				if v.Category(r) == Cn {
					return ""
				}
				return p.got(v, r)
			}
		}
		if got, want := digest(value), digests[v.Version+" "+p.name]; got != want {
			t.Errorf("Unicode %s, %s: digest %s, published %s", v.Version, p.name, got, want)
		}
	})
}

// The digests are those of the files, where these are; and where they are not
// equal to the tables, this says which code point differs.
func TestTablesAgainstFiles(t *testing.T) {
	if _, err := os.Stat(published); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the folder of published files is not here; the digests of all of them are tested")
	}
	var lines strings.Builder
	each(func(v *Tables, p one) {
		listed := p.read(t, v)
		fmt.Fprintf(&lines, "%s %s %s\n", v.Version, p.name, digest(func(r rune) string { return listed[r] }))
		for r, want := range listed {
			if want == "" && p.name == "bc" {
				continue
			}
			if got := p.got(v, rune(r)); got != want {
				t.Errorf("Unicode %s, %s: U+%04X is %q, the file says %q", v.Version, p.name, r, got, want)
				break
			}
		}
	})
	if *update {
		if err := os.WriteFile("testdata/digests.txt", []byte(digestHeader+lines.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if content, err := os.ReadFile("testdata/digests.txt"); err != nil || string(content) != digestHeader+lines.String() {
		t.Errorf("testdata/digests.txt is not that of the files: run with -update (%v)", err)
	}
}

const digestHeader = "# Version, property, SHA-256 of its runs as published: first code point, value.\n"

func each(f func(v *Tables, p one)) {
	for _, v := range Versions() {
		f(v, idnaProperty)
		if !v.Own {
			continue
		}
		for _, p := range ownProperties {
			f(v, p)
		}
	}
}

// digest is that of the runs of equal values.
func digest(value func(r rune) string) string {
	h := sha256.New()
	w := bufio.NewWriter(h)
	before := "none"
	for r := rune(0); r <= last; r++ {
		if now := value(r); now != before {
			fmt.Fprintf(w, "%04X %s\n", r, now)
			before = now
		}
	}
	if err := w.Flush(); err != nil {
		panic(err) // a digest takes everything
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

func readDigests(t *testing.T) map[string]string {
	t.Helper()
	content, err := os.ReadFile("testdata/digests.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for line := range strings.SplitSeq(string(content), "\n") {
		if f := strings.Fields(line); len(f) == 3 {
			all[f[0]+" "+f[1]] = f[2]
		}
	}
	if want := len(Versions()) + 3*len(ownProperties); len(all) != want {
		t.Fatalf("%d digests, want %d", len(all), want)
	}
	return all
}

// read is the value of every code point by the published file.
func (p one) read(t *testing.T, v *Tables) []string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(published, fmt.Sprintf(p.file, v.Version)))
	if err != nil {
		t.Fatal(err)
	}
	all := make([]string, last+1)
	for i := range all {
		all[i] = p.rest
	}
	first := 0
	for line := range strings.SplitSeq(string(content), "\n") {
		line, _, _ := strings.Cut(line, "#")
		fields := strings.Split(line, ";")
		if len(fields) < 2 || p.name == "nfc" && strings.TrimSpace(fields[1]) != "NFC_QC" {
			continue
		}
		value := strings.TrimSpace(fields[1])
		from, to, isRange := strings.Cut(strings.TrimSpace(fields[0]), "..")
		if !isRange {
			to = from
		}
		var lo, hi int
		if _, err := fmt.Sscanf(from+" "+to, "%X %X", &lo, &hi); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		switch p.name {
		case "nfc":
			value = strings.TrimSpace(fields[2])
		case "gc":
			value = fields[2]
			if strings.HasSuffix(fields[1], ", First>") {
				first = lo
			} else if strings.HasSuffix(fields[1], ", Last>") {
				lo = first
			}
		}
		for r := lo; r <= hi; r++ {
			all[r] = value
		}
	}
	if p.name == "bc" {
		onlyAssigned(v, all)
	}
	return all
}

// onlyAssigned leaves the defaults of blocks out, of which the file lists some
// as rows.
func onlyAssigned(v *Tables, all []string) {
	for r := range all {
		if v.Category(rune(r)) == Cn {
			all[r] = ""
		}
	}
}
