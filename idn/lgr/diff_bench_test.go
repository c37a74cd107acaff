package lgr_test

import (
	"testing"

	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// The label has 4,423,679 variants under both; the baseline looks at it twice.
func BenchmarkDiffLabel(b *testing.B) {
	e, label := rootzone.Embedded(), []rune("vermögensberatung")
	common, latin := e.Common().LGR(), e.Set("lgr-5-latin-script").LGR()
	b.Run("difference", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := lgr.DiffLabel(common, latin, label); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("both alone", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for _, g := range []*lgr.LGR{common, latin} {
				v, err := g.Variants(label)
				if err != nil {
					b.Fatal(err)
				}
				v.Counts()
			}
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	for _, name := range []string{"lgr-5-common", "lgr-5-arabic-script"} {
		g := rootzone.Embedded().Set(name).LGR()
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				g.Check()
			}
		})
	}
}

func BenchmarkDiff(b *testing.B) {
	e := rootzone.Embedded()
	common, chinese := e.Common().LGR(), e.Set("lgr-5-chinese-script").LGR()
	b.ReportAllocs()
	for b.Loop() {
		lgr.Diff(common, chinese)
	}
}
