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
	return own.Eligible && c.short(label, own)
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

// mixed has mappings that rules cannot tell apart and such that they can, next
// to each other: sequences, context rules, types, a rule of an action.
const mixed = `<lgr xmlns="urn:ietf:params:xml:ns:lgr-1.0"><data>
<char cp="0061"><var cp="0062" type="blocked"/><var cp="0063" type="allocatable"/><var cp="0058" type="blocked"/></char>
<char cp="0062"><var cp="0061" type="blocked"/><var cp="0063" type="other"/></char>
<char cp="0063"><var cp="0061" type="allocatable"/><var cp="0062" type="blocked"/></char>
<char cp="0064"/>
<char cp="0065"><var cp="0065" type="same"/><var cp="0066" type="not-same"/></char>
<char cp="0066"><var cp="0065" type="not-same"/><var cp="0066" type="same"/></char>
<char cp="0067"><var cp="0068" type="blocked"/></char>
<char cp="0068"><var cp="0067" type="blocked"/></char>
<char cp="0069"><var cp="006A 006B" type="blocked"/></char>
<char cp="006A 006B"><var cp="0069" type="blocked"/></char>
<char cp="006B 0061"><var cp="0064" type="blocked"/></char>
<char cp="006C" when="after-d"><var cp="006D" type="blocked"/></char>
<char cp="006D"><var cp="006C" type="blocked"/></char>
</data><rules>
<class name="g">0067</class>
<rule name="after-d"><look-behind><char cp="0064"/></look-behind><anchor/></rule>
<rule name="two-g"><class by-ref="g"/><class by-ref="g"/></rule>
<action disp="invalid" match="two-g"/>
<action disp="blocked" any-variant="not-same"/>
<action disp="allocatable" only-variants="same"/>
</rules></lgr>`

func TestCounterOnMixedMappings(t *testing.T) {
	g, err := Parse(strings.NewReader(mixed))
	if err != nil {
		t.Fatal(err)
	}
	c := NewCounter(g)
	const letters = "abcdefghijklm"
	var each func(label []rune)
	each = func(label []rune) {
		if len(label) > 0 {
			sameCounts(t, c, label)
		}
		if len(label) == 4 {
			return
		}
		for _, r := range letters {
			each(append(slices.Clone(label), r))
		}
	}
	each(nil)
	// The easy ones alone may have any number of variants.
	many := []rune(strings.Repeat("abc", 10) + "g")
	if !sameCounts(t, c, many) {
		t.Error("30 easy characters and a hard one are not counted in the short way")
	}
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
