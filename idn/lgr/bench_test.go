package lgr

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"syscall"
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

// cpu reports the processor time of f per call: unlike time by the clock, it
// is not lengthened by other work on the machine. It includes the collector.
func cpu(b *testing.B, f func()) {
	b.ReportAllocs()
	before, n := used(b), 0
	for b.Loop() {
		f()
		n++
	}
	b.ReportMetric((used(b)-before)*1e3/float64(n), "cpu-ms/op")
}

// used is the processor time that the process has taken, in seconds.
func used(b *testing.B) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// BenchmarkFirstLabel is what judging the first label adds to loading.
func BenchmarkFirstLabel(b *testing.B) {
	readLines(b, shared+"/rz-lgr-5/INDEX.csv", func([]byte) {})
	pack := loader(b, shared+"/rz-lgr-5/*")("lgr-5-common").Pack()
	for _, label := range []string{"", "vermögensberatung", "中國", "ভারত"} {
		b.Run(label, func(b *testing.B) {
			cpu(b, func() {
				g, err := Unpack(pack)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := g.Evaluate([]rune(label)); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

func BenchmarkEvaluate(b *testing.B) {
	for _, name := range []string{"lgr-5-common", "lgr-5-arabic-script", "lgr-5-chinese-script"} {
		b.Run(name, func(b *testing.B) {
			g, labels := benchLabels(b, name)
			b.ReportAllocs()
			room := make([]Reason, 0, MaxLabel)
			before := used(b)
			for i := 0; b.Loop(); i++ {
				if _, err := g.EvaluateInto(labels[i%len(labels)], room); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/(used(b)-before), "labels/cpu-s")
		})
	}
}

func BenchmarkCounts(b *testing.B) {
	for _, name := range []string{"lgr-5-latin-script", "lgr-5-common"} {
		b.Run(name, func(b *testing.B) {
			readLines(b, shared+"/rz-lgr-5/INDEX.csv", func([]byte) {})
			g := loader(b, shared+"/rz-lgr-5/*")(name)
			cpu(b, func() {
				v, err := g.Variants([]rune("vermögensberatung"))
				if err != nil {
					b.Fatal(err)
				}
				v.Counts()
			})
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
	n, before := 0, used(b)
	for b.Loop() {
		for range v.All() {
			n++
		}
	}
	b.ReportMetric(float64(n)/(used(b)-before), "variants/cpu-s")
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
			cpu(b, func() {
				if _, err := Parse(bytes.NewReader(data)); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}
