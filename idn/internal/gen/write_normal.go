//go:build ignore

package main

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
)

// writeNormal writes what normalisation needs. One table serves all versions.
func (w *writer) writeNormal(out string, f *facts) error {
	var b bytes.Buffer
	b.WriteString("// decompositions lists code points with the one or two that they are\n// canonically the same as; 0 stands for no second one.\nvar decompositions = [][3]rune{")
	for i, r := range slices.Sorted(maps.Keys(f.canonical)) {
		d := append(slices.Clone(f.canonical[r]), 0)
		if i%6 == 0 {
			b.WriteString("\n\t")
		}
		fmt.Fprintf(&b, "{%#x, %#x, %#x}, ", r, d[0], d[1])
	}
	b.WriteString("\n}\n\n")
	w.plainForms(&b, f)
	return file(filepath.Join(out, "tables_normal.go"), w.versions[0].source(), w.versions[0].sources, b.Bytes())
}

// plainForms writes disallowed code points with their plain form: in steps,
// where each or every second one of a range lies at the same distance from its
// form, and one by one where the form is of several code points.
func (w *writer) plainForms(b *bytes.Buffer, f *facts) {
	type step struct{ lo, hi, stride, distance rune }
	var steps []step
	var long []rune
	for r := rune(0); r <= last; r++ {
		form := f.plain(r)
		if len(form) > 1 {
			long = append(long, r)
		}
		if len(form) != 1 {
			continue
		}
		distance := form[0] - r
		if n := len(steps) - 1; n >= 0 && steps[n].distance == distance {
			s := &steps[n]
			if gap := r - s.hi; gap <= 2 && (s.lo == s.hi || gap == s.stride) {
				s.hi, s.stride = r, gap
				continue
			}
		}
		steps = append(steps, step{r, r, 1, distance})
	}
	b.WriteString("// plainSteps lists code points lo, lo+stride ... hi whose plain form lies at a\n// distance.\nvar plainSteps = []plainStep{")
	for i, s := range steps {
		if i%5 == 0 {
			b.WriteString("\n\t")
		}
		fmt.Fprintf(b, "{%#x, %#x, %d, %d}, ", s.lo, s.hi, s.stride, s.distance)
	}
	b.WriteString("\n}\n\n// plainTexts lists code points whose plain form is of several.\nvar plainTexts = []plainText{\n")
	for _, r := range long {
		fmt.Fprintf(b, "\t{%#x, %+q},\n", r, string(f.plain(r)))
	}
	b.WriteString("}\n")
}
