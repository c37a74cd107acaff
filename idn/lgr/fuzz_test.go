package lgr

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
)

// FuzzWrite writes whatever a lenient reading accepts and reads it again.
func FuzzWrite(f *testing.F) {
	f.Add(whole)
	for _, name := range []string{"own/features", "sets/nested-sets", "sets/when-both-sides-count", "sets/null-variant"} {
		data, err := os.ReadFile("testdata/" + name + ".xml")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	o := Options{Limits: Limits{Bytes: 1 << 16, States: 4000, Elements: 2000}, Lenient: true}
	f.Fuzz(func(t *testing.T, file string) {
		g, err := ParseWith(strings.NewReader(file), o)
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		if err := g.WriteXML(&first); err != nil {
			t.Fatal(err)
		}
		o := o
		o.Limits.Bytes = DefaultLimits.Bytes // indented, it may be longer
		again, err := ParseWith(bytes.NewReader(first.Bytes()), o)
		if err != nil {
			t.Fatalf("%v\n%s", err, first.String())
		}
		if diff := sameModel(g, again); diff != "" {
			t.Fatalf("changed by writing: %s", diff)
		}
		if err := again.WriteXML(&second); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatalf("written in two ways:\n%s\n%s", first.String(), second.String())
		}
	})
}

// FuzzLabel judges any text by each ruleset of testdata.
func FuzzLabel(f *testing.F) {
	sets := ownSets(f)
	var names []string
	for name := range sets {
		names = append(names, name)
	}
	slices.Sort(names)
	for i := range names {
		f.Add(uint8(i), "abc", "cba")
	}
	f.Add(uint8(0), strings.Repeat("a", 300), "")
	f.Add(uint8(3), "\U0010FFFF\x00\u0628", "\xff")
	f.Fuzz(func(t *testing.T, set uint8, label, other string) {
		g := sets[names[int(set)%len(names)]]
		word := []rune(label)
		verdict, err := g.Evaluate(word)
		if len(word) > MaxLabel {
			if !errors.Is(err, ErrTooLong) {
				t.Fatalf("%d code points: %v", len(word), err)
			}
			return
		}
		if err != nil || verdict.Eligible == (verdict.Disposition == "invalid") || len(verdict.Reasons) == 0 {
			t.Fatalf("%q: %+v, %v", label, verdict, err)
		}
		v, err := g.Variants(word)
		if errors.Is(err, ErrTooComplex) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		checkListed(t, g, word, v)
		sameCounts(t, NewCounter(g), word)
		if same, _, err := g.SameVariantSet(word, []rune(other)); err == nil && same && g.IndexKey(word) != g.IndexKey([]rune(other)) {
			t.Fatalf("%q and %q are one variant set with two keys", label, other)
		}
	})
}

// checkListed looks at the first variants, and counts if there are no more.
func checkListed(t *testing.T, g *LGR, label []rune, v *Variants) {
	listed := int64(0)
	for l := range v.All() {
		verdict, err := g.Evaluate(l.CP)
		if err != nil && !errors.Is(err, ErrTooLong) {
			t.Fatal(err)
		}
		if verdict.ActionIndex == -1 {
			t.Fatalf("variant %q of %q is not in the repertoire", string(l.CP), string(label))
		}
		if g.IndexKey(label) != g.IndexKey(l.CP) {
			t.Fatalf("variant %q of %q has another key", string(l.CP), string(label))
		}
		if listed++; listed > 100 {
			return
		}
	}
	if total := v.Total(); !total.IsInt64() || total.Int64() != listed {
		t.Fatalf("%q: %v variants counted, %d listed", string(label), total, listed)
	}
}

// FuzzUnpack feeds octets that Pack did not make. What is accepted must be a
// ruleset that can be used like any other.
func FuzzUnpack(f *testing.F) {
	sets := ownSets(f)
	var names []string
	for name := range sets {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		f.Add(sets[name].Pack(), "abc")
	}
	f.Add([]byte{}, "")
	f.Fuzz(func(t *testing.T, pack []byte, label string) {
		g, err := Unpack(pack)
		if err != nil {
			return
		}
		word := []rune(label)
		if len(word) > 12 {
			word = word[:12]
		}
		if _, err := g.Evaluate(word); err != nil {
			t.Fatal(err)
		}
		v, err := g.Variants(word)
		if err != nil && !errors.Is(err, ErrTooComplex) {
			t.Fatal(err)
		}
		if err == nil {
			checkListed(t, g, word, v)
		}
		g.Check()
		g.Statistics()
		if again, err := Unpack(g.Pack()); err != nil || !bytes.Equal(again.Pack(), g.Pack()) {
			t.Fatalf("packed again it is another: %v", err)
		}
	})
}
