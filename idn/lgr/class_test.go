package lgr

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// oneStep lists, by trying every replacement at every place, what a label can
// become that is readable.
func oneStep(g *LGR, label []rune) [][]rune {
	pieces := g.pieces(label)
	if pieces == nil {
		return nil
	}
	choices := g.replacements(label, pieces)
	var out [][]rune
	var grow func(at int, sofar []rune)
	grow = func(at int, sofar []rune) {
		if at == len(label) {
			if g.pieces(sofar) != nil {
				out = append(out, slices.Clone(sofar))
			}
			return
		}
		for _, c := range choices[at] {
			grow(c.to, slices.Concat(sofar, c.cp))
		}
	}
	grow(0, nil)
	return out
}

// joined is the closure over all labels up to a length, found by joining
// every label with what it can become.
func joined(g *LGR, longest int) (labels [][]rune, root func([]rune) string) {
	parent := map[string]string{}
	var find func(string) string
	find = func(s string) string {
		if p, known := parent[s]; known && p != s {
			parent[s] = find(p)
			return parent[s]
		}
		return s
	}
	everyLabel(g, longest, func(label []rune) {
		labels = append(labels, label)
		for _, to := range oneStep(g, label) {
			if a, b := find(string(label)), find(string(to)); a != b {
				parent[a] = b
			}
		}
	})
	return labels, func(label []rune) string { return find(string(label)) }
}

// longestWord is the length of the longest label of a class.
func (c *class) longestWord() int {
	known := map[int]int{}
	var depth func(at int) int
	depth = func(at int) int {
		d, ok := known[at]
		if !ok {
			for _, e := range c.words.nodes[at].edges {
				d = max(d, 1+depth(e.to))
			}
			known[at] = d
		}
		return d
	}
	return depth(c.root)
}

// Two labels are one set exactly if steps over all labels up to four code
// points join them; where a class has longer labels, at least if they do.
func TestSameVariantSetIsTheClosure(t *testing.T) {
	whole, part, complex := 0, 0, 0
	for file, g := range ownSets(t) {
		open := 20 // classes that are not known whole take long
		labels, root := joined(g, 4)
		byKey := map[string][][]rune{}
		for _, l := range labels {
			if len(l) < 4 {
				byKey[g.IndexKey(l)] = append(byKey[g.IndexKey(l)], l)
			}
		}
		for _, group := range byKey {
			for i, a := range group {
				if open == 0 || !g.readable(a) {
					continue
				}
				c, err := g.newClass(a, 0, allLabels)
				if errors.Is(err, ErrTooComplex) {
					open, complex = open-1, complex+1
					continue
				}
				if err != nil {
					t.Fatalf("%s %s: %v", file, formatCPs(a), err)
				}
				exact := c.longestWord() <= 4
				if !exact {
					open--
				}
				for _, b := range group[i+1:] {
					same, _, err := g.SameVariantSet(a, b)
					want := root(a) == root(b)
					if err != nil || want && !same || exact && same != want {
						t.Errorf("%s: %s and %s: %v %v, want %v", file, formatCPs(a), formatCPs(b), same, err, want)
					}
					if c.has(b) != same {
						t.Errorf("%s: %s and %s: %v, but the class of the first says %v", file, formatCPs(a), formatCPs(b), same, c.has(b))
					}
					if exact {
						whole++
					} else {
						part++
					}
				}
			}
		}
	}
	if whole < 1000 || complex > 100 {
		t.Errorf("only %d pairs; %d labels too complex", whole, complex)
	}
	t.Logf("%d pairs whose classes are known whole, %d others, %d labels too complex", whole, part, complex)
}

// The same for random rulesets, whose conditions, sequences and null variants
// come together as no one would write them; steps are read naively.
func TestSameVariantSetIsTheClosureOfRandomSets(t *testing.T) {
	pairs, sets := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		g := ready(t, randomSet(t))
		root := naiveClosure(g, 3)
		for range 12 {
			a := rapid.SliceOfN(rapid.SampledFrom([]rune("abcd")), 1, 3).Draw(t, "a")
			b := rapid.SliceOfN(rapid.SampledFrom([]rune("abcd")), 1, 3).Draw(t, "b")
			if near := oneStep(g, a); len(near) > 0 && rapid.Bool().Draw(t, "near") {
				b = near[rapid.IntRange(0, len(near)-1).Draw(t, "which")]
			}
			same, _, err := g.SameVariantSet(a, b)
			if errors.Is(err, ErrTooComplex) {
				return // null variants: all its classes are without end
			}
			if err != nil {
				t.Fatal(err)
			}
			if pairs++; same {
				sets++
			}
			if joined := root(string(a)) == root(string(b)); same == joined {
				continue
			} else if joined {
				t.Fatalf("%q and %q are one set\n%s", string(a), string(b), readable(g))
			}
			c, err := g.newClass(a, 0, allLabels)
			if errors.Is(err, ErrTooComplex) {
				return
			}
			if err != nil || c.longestWord() <= 3 {
				t.Fatalf("%q and %q are not one set: %v\n%s", string(a), string(b), err, readable(g))
			}
		}
	})
	t.Logf("%d pairs, of which %d are one set", pairs, sets)
}

// naiveClosure joins all labels up to a length with what they can become. The
// result is the first label of a class.
func naiveClosure(g *LGR, longest int) func(string) string {
	parent := map[string]string{}
	root := func(s string) string {
		for p, known := parent[s]; known && p != s; p, known = parent[s] {
			s = p
		}
		return s
	}
	n := naive{g}
	var grow func(label []rune)
	grow = func(label []rune) {
		for _, cut := range n.cuts(label, 0) {
			for _, d := range n.derive(label, cut) {
				if !n.eligible([]rune(d.label)) {
					continue
				}
				if a, b := root(string(label)), root(d.label); a != b {
					parent[a] = b
				}
			}
		}
		if len(label) < longest {
			for _, r := range "abcd" {
				grow(append(slices.Clone(label), r))
			}
		}
	}
	grow(nil)
	return root
}

// Direct relations must be those that the graph of all variants gives.
func TestDirectAgreesWithVariants(t *testing.T) {
	n := 0
	check := func(name string, g *LGR, a, b []rune) {
		v, err := g.Variants(a)
		if err != nil {
			t.Fatal(err)
		}
		want, listed := v.Find(b)
		same, relation, err := g.SameVariantSet(a, b)
		if err != nil {
			t.Fatal(err)
		}
		if listed && (!same || relation != Relation(want.Disposition)) || !listed && relation != Linked && relation != Unrelated {
			t.Errorf("%s: %s and %s: %v %s, want %v %s", name, formatCPs(a), formatCPs(b), same, relation, listed, want.Disposition)
		}
		n++
	}
	for file, g := range ownSets(t) {
		var before []rune
		everyLabel(g, 3, func(label []rune) {
			for _, b := range append(oneStep(g, label), before) {
				if !slices.Equal(label, b) && len(b) > 0 {
					check(file, g, label, b)
				}
			}
			before = label
		})
	}
	if n < 1000 {
		t.Errorf("only %d pairs", n)
	}
}

// TestKeysOfVectors checks on the labels of the vectors that keys are equal
// on each label and its variants, as listed there and as found by single
// replacements from random labels in both directions.
func TestKeysOfVectors(t *testing.T) {
	for _, data := range [][2]string{
		{shared + "/lgr-vectors/vectors-open.jsonl", shared + "/rz-lgr-5/*"},
		{shared + "/lgr-synth/vectors.jsonl", shared + "/lgr-synth/*"},
	} {
		load := loader(t, data[1])
		labels := map[string][][]rune{}
		listed := 0
		readLines(t, data[0], func(line []byte) {
			var v vector
			if err := json.Unmarshal(line, &v); err != nil {
				t.Fatal(err)
			}
			g, label := load(v.LGR), parseCPs(t, v.CPs)
			labels[v.LGR] = append(labels[v.LGR], label)
			for _, to := range v.Variants {
				listed++
				if b := parseCPs(t, to.CPs); g.IndexKey(label) != g.IndexKey(b) {
					t.Errorf("%s: %s and its variant %s have two keys", v.LGR, v.CPs, to.CPs)
				}
			}
		})
		walks := 0
		for name, all := range labels {
			walks += walkKeys(t, name, load(name), all)
		}
		t.Logf("%s: %d listed variants, %d single replacements", data[0], listed, walks)
	}
}

// TestKeysOfOwnSets is the same on the rulesets of testdata.
func TestKeysOfOwnSets(t *testing.T) {
	walks := 0
	for file, g := range ownSets(t) {
		var all [][]rune
		everyLabel(g, 3, func(label []rune) { all = append(all, label) })
		walks += walkKeys(t, file, g, all)
	}
	if walks < 1000 {
		t.Errorf("only %d replacements", walks)
	}
}

// walkKeys makes random walks by single replacements, whatever their
// conditions, in both directions. The key must not change.
func walkKeys(t *testing.T, name string, g *LGR, labels [][]rune) (steps int) {
	random := rand.New(rand.NewPCG(7940, 1))
	type mapping struct{ from, to []rune }
	var mappings []mapping
	first := map[rune][]mapping{}
	for _, c := range g.Chars {
		for _, v := range c.Variants {
			for _, m := range []mapping{{c.CP, v.CP}, {v.CP, c.CP}} {
				if mappings = append(mappings, m); len(m.from) > 0 {
					first[m.from[0]] = append(first[m.from[0]], m)
				}
			}
		}
	}
	for range 2000 {
		if len(mappings) == 0 {
			return 0
		}
		label := slices.Clone(labels[random.IntN(len(labels))])
		key := g.IndexKey(label)
		// A mapping put in somewhere, so that all of them have their turn.
		m := mappings[random.IntN(len(mappings))]
		at := random.IntN(len(label) + 1)
		a, b := slices.Concat(label[:at], m.from, label[at:]), slices.Concat(label[:at], m.to, label[at:])
		if g.IndexKey(a) != g.IndexKey(b) {
			t.Errorf("%s: %s and %s have two keys", name, formatCPs(a), formatCPs(b))
		}
		for range 8 {
			at := random.IntN(len(label) + 1)
			if at == len(label) || len(label) > 40 {
				break
			}
			for _, m := range first[label[at]] {
				if hasPrefix(label[at:], m.from) && random.IntN(2) == 0 {
					label = slices.Concat(label[:at], m.to, label[at+len(m.from):])
					steps++
					break
				}
			}
			if g.IndexKey(label) != key {
				t.Fatalf("%s: %s has another key than the label it came from", name, formatCPs(label))
			}
		}
	}
	return steps
}
