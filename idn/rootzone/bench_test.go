package rootzone

import (
	"runtime"
	"syscall"
	"testing"

	"rootward/idn/lgr"
)

// cpu reports the processor time of f per call: unlike time by the clock, it
// is not lengthened by other work on the machine. It includes the collector.
func cpu(b *testing.B, f func()) {
	used := func() float64 {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
	}
	b.ReportAllocs()
	before, n := used(), 0
	for b.Loop() {
		f()
		n++
	}
	b.ReportMetric((used()-before)/float64(n), "cpu-ms/op")
}

func BenchmarkLoad(b *testing.B) {
	load := func(b *testing.B, sets []*Set) {
		cpu(b, func() {
			for _, s := range sets {
				if _, err := lgr.Unpack(s.pack); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("common", func(b *testing.B) { load(b, Embedded().Sets[:1]) })
	b.Run("all", func(b *testing.B) { load(b, Embedded().Sets) })
	b.Run("edition-without-sets", func(b *testing.B) {
		cpu(b, func() {
			if _, err := fromTable(edition5); err != nil {
				b.Fatal(err)
			}
		})
	})
}

// BenchmarkMemory loads all rule sets and reports what stays on the heap.
func BenchmarkMemory(b *testing.B) {
	heap := func() uint64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for b.Loop() {
		before := heap()
		e, err := fromTable(edition5)
		if err != nil {
			b.Fatal(err)
		}
		for _, s := range e.Sets {
			s.LGR()
		}
		b.ReportMetric(float64(heap()-before)/1e6, "MB")
		runtime.KeepAlive(e)
	}
}

func BenchmarkFor(b *testing.B) {
	for _, label := range []string{"vermögensberatung", "موقع", "中國"} {
		b.Run(label, func(b *testing.B) {
			e, cps := Embedded(), []rune(label)
			b.ReportAllocs()
			for b.Loop() {
				if e.For(cps) == nil {
					b.Fatal("no set")
				}
			}
		})
	}
}
