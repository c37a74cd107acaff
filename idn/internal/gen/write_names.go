//go:build ignore

package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
)

// namesSince is the version whose names golang.org/x/text has.
const namesSince = "15.0.0"

// nameRun is a row of neighbours: named one by one, or after their numbers.
type nameRun struct {
	lo, hi rune
	prefix string
	names  []string
}

// writeNames writes the names of code points that are newer than x/text's.
func (w *writer) writeNames(out string, f *facts) error {
	var runs []nameRun
	for r := rune(0); r <= last; r++ {
		if f.category[r] == "Cn" || f.age[r] == "" || compare(f.age[r], namesSince) <= 0 {
			continue
		}
		name := f.name[r]
		prefix, numbered := strings.CutSuffix(name, fmt.Sprintf("%04X", r))
		if !numbered {
			prefix = ""
		}
		if n := len(runs) - 1; n >= 0 && runs[n].hi == r-1 && runs[n].prefix == prefix {
			runs[n].hi = r
			runs[n].names = append(runs[n].names, name)
			continue
		}
		runs = append(runs, nameRun{r, r, prefix, []string{name}})
	}
	var b bytes.Buffer
	b.WriteString("// nameRuns are the names of code points that came after Unicode " + namesSince + ".\nvar nameRuns = []nameRun{\n")
	for _, run := range runs {
		text := strings.Join(run.names, "\n")
		if run.prefix != "" {
			text = run.prefix
		}
		fmt.Fprintf(&b, "\t{%#x, %#x, %v, %q},\n", run.lo, run.hi, run.prefix != "", text)
	}
	b.WriteString("}\n")
	return file(filepath.Join(out, "tables_names.go"), w.versions[0].source(), w.versions[0].sources, b.Bytes())
}
