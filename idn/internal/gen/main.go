//go:build ignore

// Command gen makes the tables of package ucd from the files of the Unicode
// Character Database. The derived properties of IDNA2008 are computed by RFC
// 5892 and compared with the published ones: a difference ends the run. The
// same files give the same bytes.
//
//	cd idn && go generate
package main

import (
	"flag"
	"fmt"
	"log"
	"path/filepath"
)

const last = 0x10FFFF

// versions lists the editions of Unicode, newest first. Those that are not
// whole have only a file of derived properties; like names the one whose files
// tell the rest of them, for the code points assigned by then.
var versions = []struct {
	name  string
	whole bool
	like  string
}{
	{"17.0.0", true, ""},
	{"16.0.0", true, ""},
	{"15.1.0", false, "16.0.0"},
	{"15.0.0", true, ""},
	{"14.0.0", false, "15.0.0"},
	{"13.0.0", false, "15.0.0"},
	{"12.1.0", false, "15.0.0"},
	{"12.0.0", false, "15.0.0"},
	{"11.0.0", false, "15.0.0"},
	{"10.0.0", false, "15.0.0"},
	{"9.0.0", false, "15.0.0"},
	{"8.0.0", false, "15.0.0"},
	{"7.0.0", false, "15.0.0"},
	{"6.3.0", false, "15.0.0"},
}

func main() {
	log.SetFlags(0)
	data := flag.String("data", "../../shared/data/unicode", "folder of the published files")
	out := flag.String("out", "internal/ucd", "folder of package ucd")
	flag.Parse()
	if err := run(*data, *out); err != nil {
		log.Fatal(err)
	}
}

func run(data, out string) error {
	whole := map[string]*facts{}
	for _, v := range versions {
		if !v.whole {
			continue
		}
		f, err := readFacts(data, v.name)
		if err != nil {
			return fmt.Errorf("Unicode %s: %w", v.name, err)
		}
		f.derive()
		whole[v.name] = f
	}
	w := &writer{}
	if err := w.names(whole); err != nil {
		return err
	}
	ages := whole[versions[0].name]
	for _, v := range versions {
		path := filepath.Join(data, "idna2008-derived", "Idna2008-"+v.name+".txt")
		r := &reader{}
		published := r.property(path)
		if r.err != nil {
			return r.err
		}
		f := whole[v.name]
		if f == nil {
			f = whole[v.like].asOf(v.name, ages.age, published)
		} else if err := same(f.property, published); err != nil {
			return fmt.Errorf("Unicode %s: %w", v.name, err)
		}
		if err := w.version(v.name, v.whole, f, append(f.sources, r.sources...)); err != nil {
			return err
		}
	}
	for _, v := range versions {
		if f := whole[v.name]; f != nil {
			if err := stable(f, ages); err != nil {
				return fmt.Errorf("Unicode %s: %w", v.name, err)
			}
		}
	}
	return w.write(out, ages)
}

// same compares the property computed with the one published.
func same(computed, published []string) error {
	for r := range computed {
		if computed[r] != published[r] {
			return fmt.Errorf("U+%04X is %s by RFC 5892 and %s in the published file", r, computed[r], published[r])
		}
	}
	return nil
}
