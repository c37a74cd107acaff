package idn

import (
	"testing"

	"golang.org/x/net/idna"
)

var benchmarks = []struct{ name, label string }{
	{"ascii", "shop"},
	{"latin", "vermögensberatung"},
	{"arabic", "امارات"},
	{"han", "政务"},
	{"tamil", "சிங்கப்பூர்"},
	{"kana", "グーグル"},
	{"a-label", "xn--vermgensberatung-pwb"},
	{"hostile", "a·b\u200cж\u0301À٠۱"},
}

func BenchmarkCheck(b *testing.B) {
	for _, m := range benchmarks {
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Check(m.label, root)
			}
		})
	}
}

// BenchmarkChecker says what is wrong and gives both forms.
func BenchmarkChecker(b *testing.B) {
	c, err := NewChecker(root)
	if err != nil {
		b.Fatal(err)
	}
	for _, m := range benchmarks {
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			label := []byte(m.label)
			for b.Loop() {
				c.JudgeBytes(label)
			}
		})
	}
}

// BenchmarkRegistration is the check of x/net/idna, which says yes or no.
func BenchmarkRegistration(b *testing.B) { benchmarkProfile(b, idna.Registration) }

// BenchmarkLookup is its check before a name is looked up.
func BenchmarkLookup(b *testing.B) { benchmarkProfile(b, idna.Lookup) }

func benchmarkProfile(b *testing.B, p *idna.Profile) {
	for _, m := range benchmarks {
		b.Run(m.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.ToASCII(m.label); err != nil && m.name != "hostile" {
					b.Fatal(err)
				}
			}
		})
	}
}
