package report

import (
	"math"
	"sort"
	"testing"

	"pgregory.net/rapid"
)

func counted(days []int) []DayCount {
	var out []DayCount
	for _, d := range days {
		out = append(out, DayCount{Days: d, N: 1})
	}
	return out
}

// Nearest rank: sort all lengths and take the one at the rank.
func TestPercentilesOverCountersEqualThoseOfTheSortedList(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.SliceOfN(rapid.IntRange(0, rapid.SampledFrom([]int{3, 40, 2000}).Draw(t, "spread")), 1, 300).Draw(t, "days")
		got := tallyOf(counted(days))
		sort.Ints(days)
		sum := 0
		for _, d := range days {
			sum += d
		}
		for _, p := range []int{1, 50, 85, 95, 100} {
			want := days[int(math.Ceil(float64(p)*float64(len(days))/100))-1]
			if got.percentile(p) != want {
				t.Fatalf("percentile %d is %v, want %d", p, got.percentile(p), want)
			}
		}
		mean, ok := got.mean().(float64)
		if exact := float64(sum) / float64(len(days)); !ok || math.Abs(mean-exact) > 0.0500001 {
			t.Fatalf("mean %v, want %v", got.mean(), exact)
		}
		level := rapid.IntRange(0, 400).Draw(t, "level")
		if want := sort.SearchInts(days, level+1); got.within(level) != want {
			t.Fatalf("%d within %d days, want %d", got.within(level), level, want)
		}
	})
}

func TestHistogramsHoldEveryStayOnceAndTellLateFromInTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.SliceOfN(rapid.IntRange(0, rapid.SampledFrom([]int{5, 100, 500, 5000}).Draw(t, "spread")), 1, 200).Draw(t, "days")
		level := rapid.IntRange(0, 600).Draw(t, "level")
		c := tallyOf(counted(days))
		bins := c.histogram(level)
		if len(bins) == 0 || len(bins) > lastBin+1 || bins[0].Min != 0 {
			t.Fatalf("bins %v", bins)
		}
		inTime, late := 0, 0
		for i, b := range bins {
			if i > 0 && b.Min != bins[i-1].Max+1 {
				t.Fatalf("gap before %v", b)
			}
			inTime += b.InTime
			late += b.Late
			want := 0
			for _, d := range days {
				if d >= b.Min && (b.Max == NoLimit || d <= b.Max) {
					want++
				}
			}
			if b.InTime+b.Late != want {
				t.Fatalf("bin %v should hold %d", b, want)
			}
		}
		wantIn := c.within(level)
		if level == 0 {
			wantIn = len(days) // nothing is promised, nothing is late
		}
		if inTime != wantIn || inTime+late != len(days) {
			t.Fatalf("%d in time and %d late of %d, want %d in time", inTime, late, len(days), wantIn)
		}
	})
}

func TestCountersThatCancelOutCountNothing(t *testing.T) {
	got := tallyOf([]DayCount{{Days: 4, N: 2}, {Days: 4, N: -2, Again: false}, {Days: 9, N: 1, Again: true}})
	if got.count != 1 || got.again != 1 || got.percentile(50) != 9 {
		t.Errorf("%+v", got)
	}
	if none := tallyOf(nil); none.percentile(50) != nil || none.mean() != nil || none.histogram(3) != nil {
		t.Errorf("figures out of nothing: %+v", none)
	}
}
