package lgr

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Each code point is two of the next: words would double sixty times.
func TestFoldingStaysSmall(t *testing.T) {
	var data strings.Builder
	for i := 0; i < 60; i++ {
		fmt.Fprintf(&data, `<char cp="%04X"><var cp="%04X %04X"/></char>`, 0x4E00+i, 0x4E01+i, 0x4E01+i)
	}
	g, err := Parse(strings.NewReader(wrap(data.String(), "")))
	if err != nil {
		t.Fatal(err)
	}
	for i := rune(0); i < 60; i++ {
		one, two := g.IndexKey([]rune{0x4E00 + i}), g.IndexKey([]rune{0x4E01 + i, 0x4E01 + i})
		if one != two || len([]rune(one)) > maxWord {
			t.Fatalf("%04X has the key %q, its variant %q", 0x4E00+i, one, two)
		}
	}
}

func TestIndexKeyOfSequences(t *testing.T) {
	g, err := Parse(strings.NewReader(wrap(
		`<char cp="0061"><var cp="0062"/></char><char cp="0062"/><char cp="0063"><var cp="0061 0064"/></char>`+
			`<char cp="0064"/><char cp="0065 0066"><var cp="0065 0067 0066"/></char><char cp="0067"/>`, "")))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []struct {
		a, b string
		same bool
	}{{"a", "b", true}, {"c", "bd", true}, {"c", "da", false}, {"ef", "egf", true}, {"a", "d", false}, {"xcx", "xadx", true}} {
		if got := g.IndexKey([]rune(p.a)) == g.IndexKey([]rune(p.b)); got != p.same {
			t.Errorf("%s and %s: same key %v, want %v", p.a, p.b, got, p.same)
		}
	}
}

// A mark that only some letters take or leave must stay elsewhere.
func TestIndexKeyKeepsWhatOnlySequencesLose(t *testing.T) {
	g, err := Parse(strings.NewReader(wrap(
		`<char cp="0061"><var cp="0061 006D"/></char><char cp="0061 006D"/><char cp="0062"/><char cp="006D"/>`+
			`<char cp="0073 0073"><var cp="0078"/></char><char cp="0073"/><char cp="0078"/>`, "")))
	if err != nil {
		t.Fatal(err)
	}
	if n := g.keys.solved().folded; n > 0 {
		t.Errorf("%d components are folded", n)
	}
	for _, p := range []struct {
		a, b string
		same bool
	}{
		{"a", "am", true},
		{"am", "amm", true}, // am becomes a, and is again one of am
		{"b", "bm", false},
		{"bma", "bmam", true},
		{"ba", "bma", false},
		{"ss", "x", true},
		{"sx", "xs", true}, // both are sss
		{"sxs", "xx", true},
		{"s", "x", false},
		{"sbx", "xbs", false},
	} {
		if got := g.IndexKey([]rune(p.a)) == g.IndexKey([]rune(p.b)); got != p.same {
			t.Errorf("%s and %s: same key %v, want %v", p.a, p.b, got, p.same)
		}
	}
}

// Whatever the equations, replacing one side by the other must not change the
// key, be the component rules or folded.
func TestIndexKeyOfRandomEquations(t *testing.T) {
	folded, ruled := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		word := func(least, most int, what string) []rune {
			return rapid.SliceOfN(rapid.SampledFrom([]rune("abcde")), least, most).Draw(t, what)
		}
		var chars []*Char
		var equations []equation
		for range rapid.IntRange(1, 5).Draw(t, "equations") {
			e := equation{word(1, 3, "a"), word(0, 3, "b")}
			equations = append(equations, e, equation{e.b, e.a})
			chars = append(chars, &Char{CP: e.a, Variants: []*Variant{{CP: e.b}}})
		}
		g := &LGR{keys: newFolding(chars)}
		if g.keys.solved().folded > 0 {
			folded++
		} else {
			ruled++
		}
		label := word(1, 6, "label")
		key := g.IndexKey(label)
		for range 20 {
			e := equations[rapid.IntRange(0, len(equations)-1).Draw(t, "which")]
			at := rapid.IntRange(0, len(label)).Draw(t, "at")
			if hasPrefix(label[at:], e.a) && len(label) < 20 {
				label = slices.Concat(label[:at], e.b, label[at+len(e.a):])
			}
			if got := g.IndexKey(label); got != key {
				t.Fatalf("%q has the key %q, want %q: %v", string(label), got, key, equations)
			}
		}
	})
	if folded == 0 || ruled == 0 {
		t.Errorf("%d rulesets folded, %d by rules: both ways are to be tested", folded, ruled)
	}
}

func TestAppendIndexKeyDoesNotAllocate(t *testing.T) {
	for file, g := range ownSets(t) {
		label, dst := []rune("abcabcabc"), make([]byte, 0, 100)
		if n := testing.AllocsPerRun(100, func() { dst = g.AppendIndexKey(dst[:0], label) }); n > 0 {
			t.Errorf("%s: %v allocations", file, n)
		}
		if string(dst) != g.IndexKey(label) {
			t.Errorf("%s: %q, want %q", file, dst, g.IndexKey(label))
		}
	}
}

// How much finer the rules make the keys of the common root zone rules, on
// random labels of the code points that sequences with variants have: pairs
// with one key that are not one set, with the rules and with all components
// folded.
func TestIndexKeyOfRootZone(t *testing.T) {
	readLines(t, shared+"/rz-lgr-5/INDEX.csv", func([]byte) {}) // skips without the data
	g := loader(t, shared+"/rz-lgr-5/*")("lgr-5-common")
	if n := g.keys.solved().folded; n > 0 {
		t.Errorf("%d components are folded", n)
	}
	coarse := substitution{words: map[rune][]rune{}}
	for _, single := range []bool{true, false} {
		for _, c := range g.Chars {
			for _, v := range c.Variants {
				if (len(c.CP) == 1 && len(v.CP) == 1) == single {
					coarse.equate(c.CP, v.CP)
				}
			}
		}
	}
	byKey := map[string][][]rune{}
	for _, l := range sequenceLabels(g, 20_000) {
		byKey[string(coarse.apply(l))] = append(byKey[string(coarse.apply(l))], l)
	}
	pairs, one, falseFine, falseCoarse := 0, 0, 0, 0
	for _, group := range byKey {
		for i, a := range group[:min(len(group), 30)] {
			for _, b := range group[:i] {
				same, _, err := g.SameVariantSet(a, b)
				if err != nil {
					t.Fatal(err)
				}
				equal := g.IndexKey(a) == g.IndexKey(b)
				switch pairs++; {
				case same && !equal:
					t.Fatalf("%s and %s are one set and have two keys", formatCPs(a), formatCPs(b))
				case same:
					one++
				default:
					if falseCoarse++; equal {
						falseFine++
					}
				}
			}
		}
	}
	if pairs < 100 || 2*falseFine > falseCoarse {
		t.Errorf("%d pairs; %d false equalities, %d when folded", pairs, falseFine, falseCoarse)
	}
	t.Logf("%d pairs with one folded key, %d are one set; of the others the rules leave one key to %d of %d",
		pairs, one, falseFine, falseCoarse)
}

// sequenceLabels are different readable labels of the code points of each
// sequence that has variants and of its neighbours in code.
func sequenceLabels(g *LGR, n int) [][]rune {
	var sequences [][]rune
	for _, c := range g.Chars {
		if c.IsSequence() && len(c.Variants) > 0 {
			sequences = append(sequences, c.CP)
		}
	}
	random := rand.New(rand.NewPCG(7940, 2))
	seen := map[string]bool{}
	var labels [][]rune
	for range 50 * n {
		s := sequences[random.IntN(len(sequences))]
		label := make([]rune, 2+random.IntN(4))
		for i := range label {
			label[i] = s[random.IntN(len(s))]
			if random.IntN(4) == 0 {
				label[i] += rune(random.IntN(3)) - 1
			}
		}
		if !seen[string(label)] && g.readable(label) && len(labels) < n {
			seen[string(label)] = true
			labels = append(labels, label)
		}
	}
	return labels
}
