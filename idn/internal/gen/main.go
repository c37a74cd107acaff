//go:build ignore

// Command main makes the tables of package ucd from the files of the Unicode
// Character Database and from the published IDNA2008 derived properties. The
// same files give the same bytes.
//
//	go run internal/gen/main.go -data ../../shared/data/unicode -out internal/ucd
package main

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"go/format"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// versions lists the editions of Unicode that get a table file.
var versions = []string{"15.0.0"}

const last = 0x10FFFF

// The values of the two properties with a fixed set, in the order in which
// package ucd numbers them. The first is the value of code points not listed.
var (
	properties = []string{"UNASSIGNED", "DISALLOWED", "PVALID", "CONTEXTJ", "CONTEXTO"}
	joining    = []string{"U", "R", "L", "D", "C", "T"}
)

func main() {
	log.SetFlags(0)
	data := flag.String("data", "../../shared/data/unicode", "folder of the published files")
	out := flag.String("out", "internal/ucd", "folder of package ucd")
	flag.Parse()
	for _, v := range versions {
		if err := generate(*data, v, *out); err != nil {
			log.Fatalf("Unicode %s: %v", v, err)
		}
	}
}

func generate(data, version, out string) error {
	g := &generator{version: version}
	derived := g.read(filepath.Join(data, "idna2008-derived", "Idna2008-"+version+".txt"))
	scripts := g.read(filepath.Join(data, version, "Scripts.txt"))
	extensions := g.read(filepath.Join(data, version, "ScriptExtensions.txt"))
	types := g.read(filepath.Join(data, version, "DerivedJoiningType.txt"))
	aliases := g.read(filepath.Join(data, version, "PropertyValueAliases.txt"))
	if g.err != nil {
		return g.err
	}
	names := scriptNames(aliases)
	codes := make([]string, len(names))
	for i, n := range names {
		codes[i] = n.code
	}
	long := map[string]string{}
	for _, n := range names {
		long[n.long] = n.code
	}
	sets := []string{""}
	g.table("property", derived, properties, strings.TrimSpace)
	g.table("script", scripts, codes, func(v string) string { return long[v] })
	g.sets(extensions, codes, &sets)
	g.table("joining", types, joining, strings.TrimSpace)
	if g.err != nil {
		return g.err
	}
	return g.write(out, names, codes, sets)
}

type generator struct {
	version string
	sources []string // lines of the header
	tables  bytes.Buffer
	err     error
}

var dated = regexp.MustCompile(`(?m)^# Date: (\d{4}-\d{2}-\d{2})`)

// read returns the content of a file and notes its name, date and digest.
func (g *generator) read(path string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		g.err = err
		return ""
	}
	date := "undated"
	if m := dated.FindSubmatch(content); m != nil {
		date = string(m[1])
	}
	g.sources = append(g.sources, fmt.Sprintf("//   %s, %s, sha256 %.8x", filepath.Base(path), date, sha256.Sum256(content)))
	return string(content)
}

// rows calls f for every data line with its range and its second field.
func (g *generator) rows(content string, f func(lo, hi int, value string)) {
	for _, line := range strings.Split(content, "\n") {
		line, _, _ = strings.Cut(line, "#")
		span, value, ok := strings.Cut(line, ";")
		if !ok {
			continue
		}
		from, to, isRange := strings.Cut(strings.TrimSpace(span), "..")
		if !isRange {
			to = from
		}
		lo, err1 := strconv.ParseInt(from, 16, 32)
		hi, err2 := strconv.ParseInt(to, 16, 32)
		if err1 != nil || err2 != nil {
			g.err = fmt.Errorf("bad range %q", span)
			return
		}
		f(int(lo), int(hi), strings.TrimSpace(value))
	}
}

// table packs a property into one word per run: first code point in the upper
// 24 bits, value in the lower 8.
func (g *generator) table(name, content string, values []string, key func(string) string) {
	flat := make([]byte, last+1)
	g.rows(content, func(lo, hi int, value string) {
		i := slices.Index(values, key(value))
		if i < 0 || i > 255 {
			g.err = fmt.Errorf("%s: unknown value %q", name, value)
			return
		}
		for r := lo; r <= hi; r++ {
			flat[r] = byte(i)
		}
	})
	g.runs(name, flat)
}

// sets packs Script_Extensions: the value is an index into the distinct sets.
func (g *generator) sets(content string, codes []string, sets *[]string) {
	flat := make([]byte, last+1)
	g.rows(content, func(lo, hi int, value string) {
		i := slices.Index(*sets, value)
		if i < 0 {
			i = len(*sets)
			*sets = append(*sets, value)
		}
		for _, code := range strings.Fields(value) {
			if !slices.Contains(codes, code) {
				g.err = fmt.Errorf("unknown script %q", code)
			}
		}
		for r := lo; r <= hi; r++ {
			flat[r] = byte(i)
		}
	})
	if len(*sets) > 256 {
		g.err = fmt.Errorf("%d sets of scripts do not fit a byte", len(*sets))
	}
	g.runs("extension", flat)
}

func (g *generator) runs(name string, flat []byte) {
	fmt.Fprintf(&g.tables, "\t%s: []uint32{", name)
	n := 0
	for r := 0; r <= last; r++ {
		if r > 0 && flat[r] == flat[r-1] {
			continue
		}
		if n%12 == 0 {
			g.tables.WriteString("\n\t\t")
		}
		fmt.Fprintf(&g.tables, "%#x,", uint32(r)<<8|uint32(flat[r]))
		n++
	}
	g.tables.WriteString("\n\t},\n")
}

type scriptName struct{ code, long string }

// scriptNames lists the scripts of this edition, "Unknown" first: it is the
// value of code points that Scripts.txt leaves out.
func scriptNames(aliases string) []scriptName {
	list := []scriptName{{"Zzzz", "Unknown"}}
	for _, line := range strings.Split(aliases, "\n") {
		f := strings.Split(line, ";")
		if len(f) < 3 || strings.TrimSpace(f[0]) != "sc" {
			continue
		}
		n := scriptName{strings.TrimSpace(f[1]), strings.TrimSpace(f[2])}
		if n.code != "Zzzz" {
			list = append(list, n)
		}
	}
	return list
}

func (g *generator) write(out string, names []scriptName, codes, sets []string) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "// Code generated by idn/internal/gen/main.go; DO NOT EDIT.\n//\n// Source: Unicode Character Database %s and IDNA2008 derived property values\n", g.version)
	fmt.Fprintf(&b, "// (RFC 5892) of the same version, https://www.unicode.org/Public/%s/ucd/ and\n// https://www.unicode.org/Public/idna/idna2008derived/\n//\n%s\n\npackage ucd\n\n", g.version, strings.Join(g.sources, "\n"))
	fmt.Fprintf(&b, "var unicode%s = Tables{\n\tVersion: %q,\n", strings.ReplaceAll(g.version, ".", "_"), g.version)
	b.WriteString("\tscripts: []Script{\n")
	for _, n := range names {
		fmt.Fprintf(&b, "\t\t{%q, %q},\n", n.code, strings.ReplaceAll(n.long, "_", " "))
	}
	b.WriteString("\t},\n\tsets: [][]ScriptIndex{\n\t\tnil,\n")
	for _, s := range sets[1:] {
		b.WriteString("\t\t{")
		for i, code := range strings.Fields(s) {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%d", slices.Index(codes, code))
		}
		fmt.Fprintf(&b, "}, // %s\n", s)
	}
	b.WriteString("\t},\n")
	b.Write(g.tables.Bytes())
	b.WriteString("}\n")
	source, err := format.Source(b.Bytes())
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "tables"+g.version+".go"), source, 0o644)
}
