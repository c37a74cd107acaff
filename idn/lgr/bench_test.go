package lgr

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// benchLabels are a ruleset and the labels of its vectors.
func benchLabels(b *testing.B, name string) (*LGR, [][]rune) {
	readLines(b, shared+"/rz-lgr-5/INDEX.csv", func([]byte) {})
	g := loader(b, shared+"/rz-lgr-5/*")(name)
	var labels [][]rune
	readLines(b, shared+"/lgr-vectors/vectors-open.jsonl", func(line []byte) {
		var v vector
		if err := json.Unmarshal(line, &v); err != nil {
			b.Fatal(err)
		}
		if v.LGR == name {
			labels = append(labels, parseCPs(b, v.CPs))
		}
	})
	return g, labels
}

func BenchmarkEvaluate(b *testing.B) {
	for _, name := range []string{"lgr-5-common", "lgr-5-arabic-script", "lgr-5-chinese-script"} {
		b.Run(name, func(b *testing.B) {
			g, labels := benchLabels(b, name)
			b.ReportAllocs()
			room := make([]Reason, 0, MaxLabel)
			for i := 0; b.Loop(); i++ {
				if _, err := g.EvaluateInto(labels[i%len(labels)], room); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "labels/s")
		})
	}
}

func BenchmarkCounts(b *testing.B) {
	for _, name := range []string{"lgr-5-latin-script", "lgr-5-common"} {
		b.Run(name, func(b *testing.B) {
			readLines(b, shared+"/rz-lgr-5/INDEX.csv", func([]byte) {})
			g := loader(b, shared+"/rz-lgr-5/*")(name)
			b.ReportAllocs()
			for b.Loop() {
				v, err := g.Variants([]rune("vermögensberatung"))
				if err != nil {
					b.Fatal(err)
				}
				v.Counts()
			}
		})
	}
}

func BenchmarkEnumerate(b *testing.B) {
	readLines(b, shared+"/rz-lgr-5/INDEX.csv", func([]byte) {})
	v, err := loader(b, shared+"/rz-lgr-5/*")("lgr-5-latin-script").Variants([]rune("vermögensberatung"))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for range v.All() {
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "variants/s")
}

func BenchmarkIndexKey(b *testing.B) {
	g, labels := benchLabels(b, "lgr-5-common")
	for i := 0; b.Loop(); i++ {
		g.IndexKey(labels[i%len(labels)])
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "keys/s")
}

func BenchmarkParse(b *testing.B) {
	for _, name := range []string{"lgr-5-common", "lgr-5-chinese-script", "lgr-5-arabic-script"} {
		b.Run(name, func(b *testing.B) {
			files, err := filepath.Glob(shared + "/rz-lgr-5/" + name + "*")
			if err != nil || len(files) == 0 {
				b.Skip("the shared data is not here")
			}
			data, err := os.ReadFile(files[0])
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(bytes.NewReader(data)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
