package ucd

import "testing"

// Runs and Of are two ways through the same tables.
func TestRuns(t *testing.T) {
	for _, v := range Versions() {
		next := rune(0)
		v.Runs(func(first, last rune, record *Record) {
			if first != next || last < first {
				t.Fatalf("%s: run %04X-%04X, want the beginning %04X", v.Version, first, last, next)
			}
			for _, r := range []rune{first, last} {
				if v.Of(r) != record {
					t.Fatalf("%s: %04X has another record in its run", v.Version, r)
				}
			}
			next = last + 1
		})
		if next != 0x110000 {
			t.Fatalf("%s: the runs end before %04X", v.Version, next)
		}
	}
}
