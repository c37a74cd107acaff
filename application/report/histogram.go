package report

import (
	"slices"

	"rootward/application/lifecycle"
)

// tally counts stays in a stage by whole days, shortest first.
type tally struct {
	days         []int
	n            []int
	count, again int
	sum          int64
}

// tallyOf puts counters together. Their numbers may be negative where a case
// changed its kinds; what is left over is never.
func tallyOf(in []DayCount) tally {
	byDays, t := map[int]int{}, tally{}
	for _, c := range in {
		byDays[c.Days] += c.N
		if c.Again {
			t.again += c.N
		}
	}
	for d, n := range byDays {
		if n > 0 {
			t.days = append(t.days, d)
		}
	}
	slices.Sort(t.days)
	for _, d := range t.days {
		t.n = append(t.n, byDays[d])
		t.count += byDays[d]
		t.sum += int64(d) * int64(byDays[d])
	}
	return t
}

// percentile is the smallest number of days that at least p of 100 stays do
// not exceed (nearest rank); nil when there are no stays.
func (t tally) percentile(p int) any {
	if t.count == 0 {
		return nil
	}
	rank := (p*t.count + 99) / 100
	for i, n := range t.n {
		if rank -= n; rank <= 0 {
			return t.days[i]
		}
	}
	return t.days[len(t.days)-1]
}

// mean is in days, rounded half up to one decimal; nil when there are no
// stays.
func (t tally) mean() any {
	if t.count == 0 {
		return nil
	}
	n := int64(t.count)
	return float64((t.sum*20+n)/(2*n)) / 10
}

// within counts the stays of at most so many days.
func (t tally) within(days int) int {
	n := 0
	for i, d := range t.days {
		if d > days {
			break
		}
		n += t.n[i]
	}
	return n
}

// Histogram shows how long a stage took: bins of whole days without gaps.
type Histogram struct {
	Round, Stage, Kind string
	Level              int // service level in whole days, 0 for none
	Bins               []Bin
}

// Bin counts the stays of Min to Max days, both included; Max is NoLimit in
// the last bin when it is open.
type Bin struct {
	Min, Max     int
	InTime, Late int // without a service level all are in time
}

// Link picks the stays of a bin.
func (h Histogram) Link(b Bin) Selector {
	return Selector{Part: PartFinished, Round: h.Round, Stage: h.Stage, Kind: h.Kind, MinDays: b.Min, MaxDays: b.Max}
}

// lastBin is where the open bin begins at the latest: a few very long stays
// must not press the others flat.
const lastBin = 18

// widths of bins in days; the first that needs no more than lastBin bins for
// the whole is taken, else the last.
var widths = []int{1, 7, 30}

func (t tally) histogram(level int) []Bin {
	if t.count == 0 {
		return nil
	}
	longest := t.days[len(t.days)-1]
	width := widths[len(widths)-1]
	for _, w := range widths {
		if longest < w*lastBin {
			width = w
			break
		}
	}
	bins := make([]Bin, min(longest/width, lastBin)+1)
	for i := range bins {
		bins[i].Min, bins[i].Max = i*width, (i+1)*width-1
	}
	if longest >= width*lastBin {
		bins[lastBin].Max = NoLimit
	}
	for i, d := range t.days {
		b := &bins[min(d/width, lastBin)]
		if level > 0 && d > level {
			b.Late += t.n[i]
		} else {
			b.InTime += t.n[i]
		}
	}
	return bins
}

// group is what counters are put together by.
type group struct {
	round, stage, kind string
	measure            lifecycle.Measure
}

func grouped(in []DayCount) map[group][]DayCount {
	out := map[group][]DayCount{}
	for _, c := range in {
		g := group{c.Round, c.Stage, c.Kind, c.Measure}
		out[g] = append(out[g], c)
	}
	return out
}
