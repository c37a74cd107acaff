package lgr

import (
	"sync"
	"testing"
)

// Classes and tables are made by whoever judges first.
func TestManyGoroutinesJudgeAFreshSet(t *testing.T) {
	for file, g := range ownSets(t) {
		var labels [][]rune
		var want []Verdict
		everyLabel(g, 3, func(label []rune) {
			v, err := g.Evaluate(label)
			if err != nil {
				t.Fatal(err)
			}
			labels, want = append(labels, label), append(want, v)
		})
		fresh, err := Unpack(g.Pack())
		if err != nil {
			t.Fatal(err)
		}
		var done sync.WaitGroup
		for worker := range 4 {
			done.Go(func() {
				for i := range labels {
					i = (i + worker*7) % len(labels)
					v, err := fresh.Evaluate(labels[i])
					if err != nil || v.Disposition != want[i].Disposition || v.ActionIndex != want[i].ActionIndex {
						t.Errorf("%s %s: %s %d, want %s %d", file, formatCPs(labels[i]),
							v.Disposition, v.ActionIndex, want[i].Disposition, want[i].ActionIndex)
					}
					if i%10 == 0 {
						if _, err := fresh.Variants(labels[i]); err != nil {
							t.Error(err)
						}
					}
				}
			})
		}
		done.Wait()
	}
}
