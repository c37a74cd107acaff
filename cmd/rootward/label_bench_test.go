package main

import (
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"testing"
	"unicode/utf8"
)

// manyLabels makes distinct labels, one a line, of the labels of vectors: each
// has one to three code points replaced by others of its rule set.
func manyLabels(tb testing.TB, n int) []byte {
	tb.Helper()
	var labels [][]rune
	var pools [][]rune
	vectors := ownVectors(tb, "testdata/label-vectors.txt")
	for _, name := range ruleSetNames() {
		var pool []rune
		first := len(labels)
		for _, v := range vectors[name] {
			if v.Reason == "" && name != commonSet {
				label := mustParse(tb, writtenCPs(v.CPs))
				labels, pool = append(labels, label), append(pool, label...)
			}
		}
		for range labels[first:] {
			pools = append(pools, pool)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	seen := map[string]bool{}
	var out []byte
	for len(seen) < n {
		i := r.IntN(len(labels))
		label := append([]rune(nil), labels[i]...)
		for range 1 + r.IntN(3) {
			label[r.IntN(len(label))] = pools[i][r.IntN(len(pools[i]))]
		}
		if r.IntN(3) == 0 {
			label = append(label, pools[i][r.IntN(len(pools[i]))])
		}
		if !seen[string(label)] {
			seen[string(label)] = true
			for _, c := range label {
				out = utf8.AppendRune(out, c)
			}
			out = append(out, '\n')
		}
	}
	return out
}

// The whole of `label check` on 20,000 distinct labels, JSON out, less the
// start of the process.
func BenchmarkLabelCheck(b *testing.B) {
	const n = 20_000
	labels := manyLabels(b, n)
	for _, rules := range []string{auto, commonSet} {
		b.Run(rules, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				code := run(context.Background(), []string{"label", "check", "--format", "jsonl", "--lgr", rules}, bytes.NewReader(labels), io.Discard, io.Discard)
				if code != 0 {
					b.Fatal("exit code", code)
				}
			}
			b.ReportMetric(float64(b.N)*n/b.Elapsed().Seconds(), "labels/s")
		})
	}
}
