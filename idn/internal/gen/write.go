//go:build ignore

package main

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const (
	valueBits = 11
	asInNewer = 1<<valueBits - 1
)

// writer collects the tables. Places in the lists are the same in all
// versions, so records and script sets are shared.
type writer struct {
	scripts []scriptName
	counts  map[string]int // scripts of a version
	places  map[string]int
	sets    []string
	records []string
	known   map[string]int

	versions []written
	newer    []int // records of the version written before
}

type written struct {
	name    string
	own     bool
	scripts int
	runs    []uint32
	sources []string
}

// names lists the scripts, those of the oldest version first.
func (w *writer) names(whole map[string]*facts) error {
	w.places, w.counts, w.known, w.sets = map[string]int{}, map[string]int{}, map[string]int{}, []string{""}
	for _, v := range slices.Backward(versions) {
		f := whole[v.name]
		if f == nil {
			continue
		}
		for _, s := range f.scripts {
			if _, ok := w.places[s.code]; !ok {
				w.places[s.code] = len(w.scripts)
				w.scripts = append(w.scripts, s)
			}
		}
		w.counts[v.name] = len(w.scripts)
		if len(f.scripts) != len(w.scripts) {
			return fmt.Errorf("Unicode %s has lost a script", v.name)
		}
	}
	w.record("Unassigned", "Cn", "Zzzz", "", "U", "L", "0", "Y")
	return nil
}

var propertyNames = map[string]string{
	"UNASSIGNED": "Unassigned", "DISALLOWED": "Disallowed", "PVALID": "PValid", "CONTEXTJ": "ContextJ", "CONTEXTO": "ContextO",
}

var joiningNames = map[string]string{
	"U": "NonJoining", "R": "RightJoining", "L": "LeftJoining", "D": "DualJoining", "C": "JoinCausing", "T": "Transparent",
}

var quickNames = map[string]string{"Y": "QuickYes", "N": "QuickNo", "M": "QuickMaybe"}

// record is the place of a record in the list.
func (w *writer) record(property, category, script, extension, joining, bidi, combining, quick string) int {
	set := slices.Index(w.sets, extension)
	if set < 0 {
		set = len(w.sets)
		w.sets = append(w.sets, extension)
	}
	text := fmt.Sprintf("{%s, %s, %d, %d, %s, %s, %s, %s}",
		property, category, w.places[script], set, joiningNames[joining], bidi, combining, quickNames[quick])
	place, ok := w.known[text]
	if !ok {
		place = len(w.records)
		w.known[text] = place
		w.records = append(w.records, text)
	}
	return place
}

// version packs one version: the runs in which it differs from the newer one.
func (w *writer) version(name string, own bool, f *facts, sources []string) error {
	now := make([]int, last+1)
	for r := range now {
		now[r] = w.record(propertyNames[f.property[r]], f.category[r], f.script[r], f.extension[r], f.joining[r], f.bidi[r], f.combining[r], f.quick[r])
	}
	if len(w.records) > asInNewer || len(w.sets) > 256 || len(w.scripts) > 240 {
		return fmt.Errorf("%d records, %d sets, %d scripts", len(w.records), len(w.sets), len(w.scripts))
	}
	v := written{name: name, own: own, sources: sources}
	v.scripts = w.counts[name]
	if !own {
		for _, version := range versions {
			if version.name == name {
				v.scripts = w.counts[version.like]
			}
		}
	}
	before := -1
	for r, place := range now {
		if w.newer != nil && w.newer[r] == place {
			place = asInNewer
		}
		if place != before {
			v.runs = append(v.runs, uint32(r)<<valueBits|uint32(place))
		}
		before = place
	}
	w.newer = now
	w.versions = append(w.versions, v)
	return nil
}

func (w *writer) write(out string, newest *facts) error {
	if err := w.writeRecords(out); err != nil {
		return err
	}
	for i, v := range w.versions {
		var b bytes.Buffer
		fmt.Fprintf(&b, "var unicode%s = Tables{\n\tVersion: %q,\n\tOwn: %v,\n\tscripts: %d,\n", goName(v.name), v.name, v.own, v.scripts)
		if i > 0 {
			fmt.Fprintf(&b, "\tnewer: &unicode%s,\n", goName(w.versions[i-1].name))
		}
		words(&b, "runs: ", v.runs)
		b.WriteString("}\n")
		if err := file(filepath.Join(out, "tables"+v.name+".go"), v.source(), v.sources, b.Bytes()); err != nil {
			return err
		}
	}
	if err := w.writeNames(out, newest); err != nil {
		return err
	}
	return w.writeNormal(out, newest)
}

// source is the lines of the header that say where the facts come from.
func (v written) source() string {
	const derived = "https://www.unicode.org/Public/idna/idna2008derived/"
	if !v.own {
		return "// Source: derived property values of IDNA2008, " + derived + ";\n" +
			"// assignment by DerivedAge.txt of Unicode " + versions[0].name + "; all else as the next newer whole version says.\n"
	}
	return fmt.Sprintf("// Source: Unicode Character Database %s, https://www.unicode.org/Public/%s/ucd/;\n"+
		"// derived property values computed by RFC 5892 and compared with %s\n", v.name, v.name, derived)
}

func goName(version string) string { return strings.ReplaceAll(version, ".", "_") }

// writeRecords writes what the versions share.
func (w *writer) writeRecords(out string) error {
	var b bytes.Buffer
	b.WriteString("var versions = []*Tables{\n")
	for _, v := range slices.Backward(w.versions) {
		fmt.Fprintf(&b, "\t&unicode%s,\n", goName(v.name))
	}
	b.WriteString("}\n\nvar scripts = []Script{\n")
	for _, s := range w.scripts {
		fmt.Fprintf(&b, "\t{%q, %q},\n", s.code, strings.ReplaceAll(s.long, "_", " "))
	}
	b.WriteString("}\n\nvar scriptSets = [][]ScriptIndex{\n\tnil,\n")
	for _, s := range w.sets[1:] {
		b.WriteString("\t{")
		for i, code := range strings.Fields(s) {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%d", w.places[code])
		}
		fmt.Fprintf(&b, "}, // %s\n", s)
	}
	fmt.Fprintf(&b, "}\n\nvar records = [%d]Record{\n", len(w.records))
	for _, r := range w.records {
		fmt.Fprintf(&b, "\t%s,\n", r)
	}
	b.WriteString("}\n")
	return file(filepath.Join(out, "tables.go"), w.versions[0].source(), w.all(), b.Bytes())
}

// all are the sources of all versions.
func (w *writer) all() []string {
	var list []string
	for _, v := range w.versions {
		list = append(list, "//   "+v.name+":")
		list = append(list, v.sources...)
	}
	return list
}

func words[T uint32 | uint16 | rune](b *bytes.Buffer, name string, list []T) {
	fmt.Fprintf(b, "\t%s[]%T{", name, T(0))
	for i, n := range list {
		if i%12 == 0 {
			b.WriteString("\n\t\t")
		}
		fmt.Fprintf(b, "%#x,", n)
	}
	b.WriteString("\n\t},\n")
}

func file(path, from string, sources []string, body []byte) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "// Code generated by idn/internal/gen; DO NOT EDIT.\n//\n%s//\n%s\n\npackage ucd\n\n", from, strings.Join(sources, "\n"))
	b.Write(body)
	source, err := format.Source(b.Bytes())
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.WriteFile(path, source, 0o644)
}
