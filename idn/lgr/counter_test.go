package lgr

import (
	"encoding/json"
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sameCounts compares a counter with the list of variants.
func sameCounts(t interface {
	Helper()
	Fatalf(string, ...any)
}, c *Counter, label []rune,
) (simple bool) {
	t.Helper()
	got, err := c.Counts(label)
	if err != nil {
		t.Fatalf("%04X: %v", label, err)
	}
	counts := map[string]*big.Int{}
	for _, n := range got {
		if counts[n.Disposition] != nil {
			t.Fatalf("%04X: %s is counted twice", label, n.Disposition)
		}
		counts[n.Disposition] = n.N
	}
	vs, err := c.g.Variants(label)
	if err != nil {
		t.Fatalf("%04X: %v", label, err)
	}
	if want := vs.Counts(); !maps.EqualFunc(counts, want, func(a, b *big.Int) bool { return a.Cmp(b) == 0 }) {
		t.Fatalf("%04X: %v, want %v", label, counts, want)
	}
	own, err := c.g.Evaluate(label)
	if err != nil {
		t.Fatalf("%04X: %v", label, err)
	}
	c.counts = nil
	return own.Eligible && c.simple(label, own.Disposition)
}

func TestCounterCountsAsVariantsDo(t *testing.T) {
	t.Run("random rulesets", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			c := NewCounter(ready(t, randomSet(t)))
			for range 20 {
				sameCounts(t, c, rapid.SliceOfN(rapid.SampledFrom([]rune("abcd")), 0, 6).Draw(t, "label"))
			}
		})
	})
	t.Run("of the root zone", func(t *testing.T) {
		load := loader(t, shared+"/rz-lgr-5/*")
		counters := map[string]*Counter{}
		labels, simple := 0, 0
		readLines(t, shared+"/lgr-vectors/vectors-open.jsonl", func(line []byte) {
			var v vector
			if err := json.Unmarshal(line, &v); err != nil {
				t.Fatal(err)
			}
			if counters[v.LGR] == nil {
				counters[v.LGR] = NewCounter(load(v.LGR))
			}
			labels++
			if sameCounts(t, counters[v.LGR], parseCPs(t, v.CPs)) {
				simple++
			}
		})
		t.Logf("%d of %d labels are counted in the short way", simple, labels)
		if simple < labels/3 {
			t.Errorf("only %d of %d labels are counted in the short way", simple, labels)
		}
	})
}

// What a counter keeps may be forgotten at any time.
func TestCounterForgets(t *testing.T) {
	g := twoScripts(t)
	c := NewCounter(g)
	for range 3 {
		for _, label := range []string{"ab", "aab", "ba"} {
			before, err := c.Counts([]rune(label))
			if err != nil {
				t.Fatal(err)
			}
			before = slices.Clone(before)
			c.forget()
			after, err := c.Counts([]rune(label))
			if err != nil || len(before) == 0 || len(after) != len(before) || after[0].N.Cmp(before[0].N) != 0 {
				t.Errorf("%s: %v, then %v, %v", label, before, after, err)
			}
		}
	}
}

func twoScripts(t *testing.T) *LGR {
	t.Helper()
	g, err := Parse(strings.NewReader(`<?xml version="1.0"?><lgr xmlns="urn:ietf:params:xml:ns:lgr-1.0"><data>` +
		`<char cp="0061"><var cp="0430" type="blocked"/></char><char cp="0430"><var cp="0061" type="blocked"/></char>` +
		`<char cp="0062"/></data></lgr>`))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func BenchmarkCounter(b *testing.B) {
	for _, name := range []string{"lgr-5-common", "lgr-5-latin-script", "lgr-5-arabic-script", "lgr-5-devanagari-script"} {
		b.Run(name, func(b *testing.B) {
			g, labels := benchLabels(b, name)
			c := NewCounter(g)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, err := c.Counts(labels[i%len(labels)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
