package lgr

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestLabels checks the labels of testdata one by one.
func TestLabels(t *testing.T) {
	for _, files := range [][2]string{{"testdata/labels.txt", "testdata/sets/*"}, {"testdata/own/labels.txt", "testdata/own/*"}} {
		t.Run(files[0], func(t *testing.T) {
			load := loader(t, files[1])
			n := 0
			readLines(t, files[0], func(line []byte) {
				f := strings.Split(string(line), "\t")
				if f[0][0] == '#' {
					return
				}
				n++
				checkLabel(t, load(f[0]), f)
			})
			if n < 20 {
				t.Errorf("only %d labels", n)
			}
		})
	}
}

func checkLabel(t *testing.T, g *LGR, f []string) {
	label := parseCPs(t, f[1])
	got, err := g.Evaluate(label)
	if err != nil {
		t.Fatal(err)
	}
	action, err := strconv.Atoi(f[3])
	if err != nil {
		t.Fatal(err)
	}
	if got.Disposition != f[2] || got.ActionIndex != action || got.Eligible != (f[2] != "invalid") {
		t.Errorf("%s %s: %q action %d, want %q %d", f[0], f[1], got.Disposition, got.ActionIndex, f[2], action)
	}
	if reasons := joinReasons(got); f[4] != "" && reasons != f[4] {
		t.Errorf("%s %s: because of %q, want %q", f[0], f[1], reasons, f[4])
	}
	found, err := g.Variants(label)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for v := range found.All() {
		list = append(list, formatCPs(v.CP)+"="+v.Disposition)
	}
	if want := strings.TrimPrefix(f[5], "-"); strings.Join(list, ";") != want {
		t.Errorf("%s %s: variants %q, want %q", f[0], f[1], strings.Join(list, ";"), want)
	}
}

func ownSets(t testing.TB) map[string]*LGR {
	t.Helper()
	sets := map[string]*LGR{}
	for _, pattern := range []string{"testdata/sets/*.xml", "testdata/own/*.xml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("no rulesets in %s: %v", pattern, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if sets[file], err = Parse(bytes.NewReader(data)); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
		}
	}
	return sets
}

// everyLabel calls f with all labels up to a length over the code points of g.
func everyLabel(g *LGR, longest int, f func([]rune)) {
	var alphabet []rune
	for _, c := range g.Chars {
		alphabet = append(alphabet, c.CP...)
		for r := c.First; c.IsRange() && r <= c.Last; r++ {
			alphabet = append(alphabet, r)
		}
	}
	slices.Sort(alphabet)
	alphabet = slices.Compact(alphabet)
	if len(alphabet) > 8 {
		alphabet = alphabet[len(alphabet)-8:]
	}
	var grow func([]rune)
	grow = func(label []rune) {
		if len(label) > 0 {
			f(slices.Clone(label))
		}
		if len(label) < longest {
			for _, r := range alphabet {
				grow(append(label, r))
			}
		}
	}
	grow(nil)
}

// Counting and listing are two walks over one graph; the graph itself is
// compared with Evaluate here, which shares no matching code with it.
func TestReadingAgreesWithEvaluation(t *testing.T) {
	for file, g := range ownSets(t) {
		everyLabel(g, 4, func(label []rune) {
			for _, rd := range []*reading{newReading(g), readingOver(g, label)} {
				s := rd.start()
				for _, r := range label {
					s = rd.read(s, r)
				}
				matched, ok := rd.end(s)
				if want := g.pieces(label) != nil; ok != want {
					t.Fatalf("%s %s: can be cut: %v, want %v", file, formatCPs(label), ok, want)
				}
				if want := g.matched(label, nil); !slices.Equal(matched, want) {
					t.Fatalf("%s %s: rules %v match, want %v", file, formatCPs(label), matched, want)
				}
			}
		})
	}
}

func TestCountsEqualList(t *testing.T) {
	for file, g := range ownSets(t) {
		everyLabel(g, 4, func(label []rune) {
			v, err := g.Variants(label)
			if err != nil {
				t.Fatal(err)
			}
			listed := map[string]int64{}
			for l := range v.All() {
				listed[l.Disposition]++
				if found, ok := v.Find(l.CP); !ok || found.Disposition != l.Disposition {
					t.Fatalf("%s %s: %s is listed but not found", file, formatCPs(label), formatCPs(l.CP))
				}
			}
			counts := v.Counts()
			for disposition, n := range counts {
				if n.Int64() != listed[disposition] {
					t.Fatalf("%s %s: %s counted %v, listed %d", file, formatCPs(label), disposition, n, listed[disposition])
				}
				part := int64(0)
				for range v.All(disposition) {
					part++
				}
				if part != n.Int64() {
					t.Fatalf("%s %s: %d listed alone as %s, want %v", file, formatCPs(label), part, disposition, n)
				}
			}
			if len(counts) != len(listed) {
				t.Fatalf("%s %s: counts %v, listed %v", file, formatCPs(label), counts, listed)
			}
		})
	}
}

// The closure is computed here by joining every label with its listed
// variants, which is another way than SameVariantSet's.
func TestVariantSetsAgainstClosure(t *testing.T) {
	for file, g := range ownSets(t) {
		parent := map[string]string{}
		var root func(string) string
		root = func(s string) string {
			if p, ok := parent[s]; ok && p != s {
				return root(p)
			}
			return s
		}
		var labels [][]rune
		everyLabel(g, 3, func(label []rune) {
			labels = append(labels, label)
			v, err := g.Variants(label)
			if err != nil {
				t.Fatal(err)
			}
			for l := range v.All() {
				if g.IndexKey(label) != g.IndexKey(l.CP) {
					t.Fatalf("%s: %s and its variant %s have two keys", file, formatCPs(label), formatCPs(l.CP))
				}
				if a, b := root(string(label)), root(string(l.CP)); a != b {
					parent[a] = b
				}
			}
		})
		checkClosure(t, file, g, labels, root)
	}
}

func checkClosure(t *testing.T, file string, g *LGR, labels [][]rune, root func(string) string) {
	byKey := map[string][][]rune{}
	for _, l := range labels {
		byKey[g.IndexKey(l)] = append(byKey[g.IndexKey(l)], l)
	}
	for _, group := range byKey {
		for i := 0; i < len(group) && i < 5; i++ {
			for j := i + 1; j < len(group) && j < 5; j++ {
				same, _, err := g.SameVariantSet(group[i], group[j])
				if err != nil && !errors.Is(err, ErrTooComplex) {
					t.Fatal(err)
				}
				if joined := root(string(group[i])) == root(string(group[j])); joined && !same {
					t.Errorf("%s: %s and %s are one set", file, formatCPs(group[i]), formatCPs(group[j]))
				}
			}
		}
	}
}
