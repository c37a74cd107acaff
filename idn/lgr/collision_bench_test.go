package lgr_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// sampleLabels are different labels of 3 to 12 code points that the common
// root zone rules find eligible, of seven scripts in turn. One in ten is
// another label with one code point replaced by a variant of it.
func sampleLabels(b testing.TB, n int) (common *lgr.LGR, labels [][]rune) {
	edition := rootzone.Embedded()
	common = edition.Common().LGR()
	variants := map[rune][]rune{}
	for _, c := range common.Chars {
		for _, v := range c.Variants {
			if len(c.CP) == 1 && len(v.CP) == 1 && c.CP[0] != v.CP[0] && v.When == "" && v.NotWhen == "" {
				variants[c.CP[0]] = append(variants[c.CP[0]], v.CP[0])
			}
		}
	}
	var alphabets [][]rune
	for _, script := range []string{"latin", "arabic", "chinese", "cyrillic", "devanagari", "malayalam", "greek"} {
		var alphabet []rune
		for _, c := range edition.Set("lgr-5-" + script + "-script").LGR().Chars {
			if len(c.CP) == 1 && !slices.ContainsFunc(c.Variants, func(v *lgr.Variant) bool { return v.Type == "out-of-repertoire-var" }) {
				alphabet = append(alphabet, c.CP[0])
			}
		}
		alphabets = append(alphabets, alphabet)
	}
	random := rand.New(rand.NewPCG(5, 2026))
	seen := make(map[string]bool, n)
	for len(labels) < n {
		var label []rune
		if k := len(labels); k > 100 && k%10 == 0 {
			label = slices.Clone(labels[random.IntN(k)])
			at := random.IntN(len(label))
			if to := variants[label[at]]; len(to) > 0 {
				label[at] = to[random.IntN(len(to))]
			}
		} else {
			alphabet := alphabets[random.IntN(len(alphabets))]
			for range 3 + random.IntN(10) {
				label = append(label, alphabet[random.IntN(len(alphabet))])
			}
		}
		if seen[string(label)] {
			continue
		}
		if v, err := common.Evaluate(label); err == nil && v.Eligible {
			seen[string(label)] = true
			labels = append(labels, label)
		}
	}
	return common, labels
}

func entriesOf(labels [][]rune) []lgr.Entry {
	entries := make([]lgr.Entry, len(labels))
	for i, l := range labels {
		entries[i] = lgr.Entry{Label: l, ID: i}
	}
	return entries
}

// BenchmarkCollisions groups labels, from nothing to the dispositions of all
// pairs of all groups.
func BenchmarkCollisions(b *testing.B) {
	for _, n := range []int{2_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			g, labels := sampleLabels(b, n)
			entries := entriesOf(labels)
			g.IndexKey(labels[0]) // solved at the first use
			b.ReportAllocs()
			groups, pairs := 0, 0
			began := processor(b)
			for b.Loop() {
				c := lgr.NewCollisions(g)
				if err := c.AddAll(entries); err != nil {
					b.Fatal(err)
				}
				found, err := c.Groups()
				if err != nil {
					b.Fatal(err)
				}
				groups, pairs = len(found), 0
				for _, gr := range found {
					for range gr.Relations() {
						pairs++
					}
				}
			}
			b.ReportMetric((processor(b)-began)*1e3/float64(b.N), "cpu-ms/op")
			b.ReportMetric(float64(groups), "groups")
			b.ReportMetric(float64(pairs), "pairs")
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "labels/s")
		})
	}
}

// BenchmarkQuery asks for one label among a million: one that collides, one
// that does not, in turn.
func BenchmarkQuery(b *testing.B) {
	g, labels := sampleLabels(b, 1_000_100)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	c := lgr.NewCollisions(g)
	if err := c.AddAll(entriesOf(labels[:1_000_000])); err != nil {
		b.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportAllocs()
	hits := 0
	began := processor(b)
	for i := 0; b.Loop(); i++ {
		label := labels[(i*7919)%1_000_000]
		if i%2 == 1 {
			label = labels[1_000_000+i/2%100]
		}
		found, err := c.Query(label)
		if err != nil {
			b.Fatal(err)
		}
		hits += len(found)
	}
	b.ReportMetric((processor(b)-began)*1e6/float64(b.N), "cpu-us/op")
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "index-MB")
	b.ReportMetric(float64(hits)/float64(b.N), "hits/op")
	runtime.KeepAlive(labels)
}

// BenchmarkCollisionsBaseline does for few labels what BenchmarkCollisions
// does, in the two simple ways: every label with every other, and a map of
// all variants of all labels.
func BenchmarkCollisionsBaseline(b *testing.B) {
	g, labels := sampleLabels(b, 2_000)
	b.Run("every two of 2000", func(b *testing.B) {
		b.ReportAllocs()
		began := processor(b)
		for b.Loop() {
			for i := range labels {
				for k := range i {
					if _, _, err := g.SameVariantSet(labels[i], labels[k]); err != nil {
						b.Fatal(err)
					}
				}
			}
		}
		b.ReportMetric((processor(b)-began)*1e3/float64(b.N), "cpu-ms/op")
	})
	b.Run("map of variants of 20", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			of := map[string][]int{}
			for i, l := range labels[:20] {
				v, err := g.Variants(l)
				if err != nil {
					b.Fatal(err)
				}
				n := 0
				for to := range v.All() {
					of[string(to.CP)] = append(of[string(to.CP)], i)
					if n++; n == 100_000 { // some have millions
						break
					}
				}
			}
		}
	})
}

func BenchmarkSameVariantSet(b *testing.B) {
	g, labels := sampleLabels(b, 20_000)
	c := lgr.NewCollisions(g)
	if err := c.AddAll(entriesOf(labels)); err != nil {
		b.Fatal(err)
	}
	groups, err := c.Groups()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("one set", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			gr := groups[i%len(groups)]
			if same, _, err := g.SameVariantSet(gr.Entries[0].Label, gr.Entries[1].Label); err != nil || !same {
				b.Fatal(same, err)
			}
		}
	})
	b.Run("two sets", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if _, _, err := g.SameVariantSet(labels[i%len(labels)], labels[(i+1)%len(labels)]); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkIndexKeys(b *testing.B) {
	g, labels := sampleLabels(b, 20_000)
	dst := make([]byte, 0, 256)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		dst = g.AppendIndexKey(dst[:0], labels[i%len(labels)])
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "keys/s")
}
