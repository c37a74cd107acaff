package lgr

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// symmetricSet draws a ruleset without conditions in which every mapping has
// its reverse and no label is invalid.
func symmetricSet(t *rapid.T) *LGR {
	r := &random{t: t, g: &LGR{}}
	for _, letter := range "abcd" {
		r.g.Chars = append(r.g.Chars, &Char{CP: []rune{letter}})
	}
	for range r.number(0, 3, "sequences") {
		cp := r.word(2, 3)
		if !slices.ContainsFunc(r.g.Chars, func(c *Char) bool { return slices.Equal(c.CP, cp) }) {
			r.g.Chars = append(r.g.Chars, &Char{CP: cp})
		}
	}
	add := func(from, to *Char, kind string) {
		if !slices.ContainsFunc(from.Variants, func(v *Variant) bool { return slices.Equal(v.CP, to.CP) }) {
			from.Variants = append(from.Variants, &Variant{CP: to.CP, Type: kind})
		}
	}
	types := []string{"", "blocked", "allocatable", "x"}
	for range r.number(1, 5, "mappings") {
		a, b := oneOf(r, r.g.Chars, "from"), oneOf(r, r.g.Chars, "to")
		add(a, b, oneOf(r, types, "type"))
		add(b, a, oneOf(r, types, "type"))
	}
	return r.g
}

func TestVariantsOfSymmetricSetsAreSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := ready(t, symmetricSet(t))
		label := rapid.SliceOfN(rapid.SampledFrom([]rune("abcd")), 1, 5).Draw(t, "label")
		found, err := g.Variants(label)
		if err != nil {
			t.Fatal(err)
		}
		for v := range found.All() {
			back, err := g.Variants(v.CP)
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := back.Find(label); !ok {
				t.Fatalf("%q is a variant of %q but not the other way round\n%s", string(v.CP), string(label), readable(g))
			}
			same, _, err := g.SameVariantSet(v.CP, label)
			if err != nil || !same {
				t.Fatalf("%q and %q are no variant set: %v\n%s", string(v.CP), string(label), err, readable(g))
			}
		}
	})
}

// The closure is walked with naive replacements, whatever the dispositions and
// conditions of what comes out.
func TestIndexKeyIsOneOnEveryClosure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := ready(t, randomSet(t))
		n := naive{g}
		label := rapid.SliceOfN(rapid.SampledFrom([]rune("abcd")), 1, 4).Draw(t, "label")
		key := g.IndexKey(label)
		open, seen := []string{string(label)}, map[string]bool{string(label): true}
		for i := 0; i < len(open) && i < 30; i++ {
			from := []rune(open[i])
			if len(from) > 6 {
				continue
			}
			for _, cut := range n.cuts(from, 0) {
				for _, d := range n.derive(from, cut) {
					if got := g.IndexKey([]rune(d.label)); got != key {
						t.Fatalf("%q has the key %q, %q has %q\n%s", string(label), key, d.label, got, readable(g))
					}
					if !seen[d.label] {
						seen[d.label] = true
						open = append(open, d.label)
					}
				}
			}
		}
	})
}
