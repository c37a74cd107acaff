package lifecycle

import (
	"context"
	"fmt"
	"reflect"
	"sort"

	"rootward/workflow"
)

// Ledger is what Verify reads, in pages.
type Ledger interface {
	// CasesAfter lists cases in order of kind and id, from the one after c.
	CasesAfter(ctx context.Context, c Case, limit int) ([]Snapshot, error)
	// HistoryOf lists the rows of these cases by version.
	HistoryOf(ctx context.Context, cases []Case) (map[Case][]Entry, error)
	// VisitsOfAll lists the closed stage visits of these cases, oldest first.
	VisitsOfAll(ctx context.Context, cases []Case) (map[Case][]Visit, error)
	// OpenHolds counts the open holds of these cases.
	OpenHolds(ctx context.Context, cases []Case) (map[Case]int, error)
	// OrphanHistory names cases that have history but are gone.
	OrphanHistory(ctx context.Context, limit int) ([]Case, error)
	// Derived compares what is kept a second time, for search and reports,
	// with what it was derived from: days, holds, receipts.
	Derived(ctx context.Context, cases []Case) ([]Fault, error)
	// Counters lists all counters that are not zero.
	Counters(ctx context.Context) ([]Counter, error)
}

// Fault is one place where what is kept does not follow from history.
type Fault struct {
	Case     Case
	Version  int64 // of the history row, 0 for the case as a whole
	What     string
	Kept     string
	Replayed string
}

func (f Fault) String() string {
	if f.Case == (Case{}) {
		return fmt.Sprintf("%s: kept %s, replayed %s", f.What, f.Kept, f.Replayed)
	}
	if f.Version > 0 {
		return fmt.Sprintf("%s, history row %d: %s: kept %s, replayed %s", f.Case, f.Version, f.What, f.Kept, f.Replayed)
	}
	return fmt.Sprintf("%s: %s: kept %s, replayed %s", f.Case, f.What, f.Kept, f.Replayed)
}

// Verification is the outcome of a replay.
type Verification struct {
	Cases, Rows, Visits, Counters int
	Faults                        []Fault
}

const verifyPage = 500

// Verify replays the whole history and compares states, clocks, holds, stage
// visits and counters with what is kept. It reads in pages and reports
// progress after each, if progress is not nil.
func Verify(ctx context.Context, l Ledger, progress func(cases int)) (Verification, error) {
	v := &verifier{counts: map[Counter]int{}}
	var last Case
	for {
		page, err := l.CasesAfter(ctx, last, verifyPage)
		if err != nil {
			return v.out, fmt.Errorf("listing cases: %w", err)
		}
		if len(page) == 0 {
			break
		}
		if err := v.page(ctx, l, page); err != nil {
			return v.out, err
		}
		last = page[len(page)-1].Case
		if progress != nil {
			progress(v.out.Cases)
		}
	}
	return v.out, v.finish(ctx, l)
}

type verifier struct {
	out    Verification
	counts map[Counter]int // key has N = 0
}

func (v *verifier) fault(c Case, version int64, what string, kept, replayed any) {
	v.out.Faults = append(v.out.Faults, Fault{Case: c, Version: version, What: what, Kept: fmt.Sprint(kept), Replayed: fmt.Sprint(replayed)})
}

func (v *verifier) page(ctx context.Context, l Ledger, page []Snapshot) error {
	cases := make([]Case, len(page))
	for i, s := range page {
		cases[i] = s.Case
	}
	history, err := l.HistoryOf(ctx, cases)
	if err != nil {
		return fmt.Errorf("reading history: %w", err)
	}
	visits, err := l.VisitsOfAll(ctx, cases)
	if err != nil {
		return fmt.Errorf("reading stage visits: %w", err)
	}
	holds, err := l.OpenHolds(ctx, cases)
	if err != nil {
		return fmt.Errorf("reading holds: %w", err)
	}
	derived, err := l.Derived(ctx, cases)
	if err != nil {
		return fmt.Errorf("comparing what is kept twice: %w", err)
	}
	v.out.Faults = append(v.out.Faults, derived...)
	for _, s := range page {
		v.one(s, history[s.Case], visits[s.Case], holds[s.Case])
	}
	return nil
}

func (v *verifier) one(kept Snapshot, rows []Entry, visits []Visit, holds int) {
	v.out.Cases++
	v.out.Rows += len(rows)
	v.out.Visits += len(visits)
	if kept.Definition == nil {
		v.fault(kept.Case, 0, "life cycle", "unknown", "a known one")
		return
	}
	got := Snapshot{Case: kept.Case, Definition: kept.Definition, Round: kept.Round, Policy: kept.Policy}
	seen := map[workflow.Stage]int{}
	var want []Visit
	for i, e := range rows {
		v.row(got, e, int64(i+1))
		next, ended := advance(got, e, seen)
		if ended != nil {
			want = append(want, *ended)
		}
		if e.Event == workflow.Classify {
			v.count(want, got.Kinds, -1)
			v.count(want, next.Kinds, 1)
		} else if ended != nil {
			v.count([]Visit{*ended}, next.Kinds, 1)
		}
		got = next
	}
	v.compare(kept, got, holds)
	v.compareVisits(kept.Case, visits, want)
}

// row checks one row of history: its place, its seal and its legality.
func (v *verifier) row(at Snapshot, e Entry, version int64) {
	c := at.Case
	if e.Version != version {
		v.fault(c, e.Version, "version", e.Version, version)
	}
	if e.PrevHash != at.LastHash {
		v.fault(c, e.Version, "link to the row before", short(e.PrevHash), short(at.LastHash))
	}
	if hash, err := seal(e, at); err != nil || hash != e.Hash {
		v.fault(c, e.Version, "seal", short(e.Hash), short(hash))
	}
	if e.Policy != at.Policy {
		v.fault(c, e.Version, "policy", e.Policy, at.Policy)
	}
	if e.From != at.State {
		v.fault(c, e.Version, "from", e.From, at.State)
	}
	switch e.Event {
	case workflow.Open, workflow.Record, workflow.HoldOpen, workflow.HoldClose, workflow.Classify, workflow.ChooseRules:
		if _, ok := at.Definition.Position(e.To); !ok {
			v.fault(c, e.Version, "to", e.To, "a state of "+at.Definition.Name)
		}
	default:
		if step, ok := at.Definition.Step(at.State, e.Event); !ok || step.To != e.To {
			v.fault(c, e.Version, "to", e.To, step.To)
		}
	}
}

func (v *verifier) compare(kept, got Snapshot, openHolds int) {
	c := kept.Case
	for _, x := range []struct {
		what       string
		kept, want any
	}{
		{"state", kept.State, got.State},
		{"version", kept.Version, got.Version},
		{"holds", kept.Holds, got.Holds},
		{"open holds listed", openHolds, got.Holds},
		{"kinds", kept.Kinds, got.Kinds},
		{"public", kept.Public, got.Public},
		{"last seal", short(kept.LastHash), short(got.LastHash)},
		{"clock", clockText(kept.Clock), clockText(got.Clock)},
	} {
		if !reflect.DeepEqual(fmt.Sprint(x.kept), fmt.Sprint(x.want)) {
			v.fault(c, 0, x.what, x.kept, x.want)
		}
	}
}

func (v *verifier) compareVisits(c Case, kept, want []Visit) {
	if len(kept) != len(want) {
		v.fault(c, 0, "finished stages", len(kept), len(want))
		return
	}
	for i := range want {
		a, b := visitText(kept[i]), visitText(want[i])
		if a != b {
			v.fault(c, 0, "stage "+string(want[i].Stage), a, b)
		}
	}
}

func (v *verifier) count(visits []Visit, kinds []string, n int) {
	for _, visit := range visits {
		for _, c := range visit.Counters(kinds, n) {
			c.N = 0
			v.counts[c] += n
		}
	}
}

// finish compares the counters, which belong to no single case, and looks
// for history without a case.
func (v *verifier) finish(ctx context.Context, l Ledger) error {
	kept, err := l.Counters(ctx)
	if err != nil {
		return fmt.Errorf("reading counters: %w", err)
	}
	v.out.Counters = len(kept)
	rest := map[Counter]int{}
	for c, n := range v.counts {
		if n != 0 {
			rest[c] = n
		}
	}
	for _, c := range kept {
		n := c.N
		c.N = 0
		if rest[c] != n {
			v.fault(Case{}, 0, counterText(c), n, rest[c])
		}
		delete(rest, c)
	}
	left := make([]Counter, 0, len(rest))
	for c := range rest {
		left = append(left, c)
	}
	sort.Slice(left, func(i, j int) bool { return counterText(left[i]) < counterText(left[j]) })
	for _, c := range left {
		v.fault(Case{}, 0, counterText(c), 0, rest[c])
	}
	orphans, err := l.OrphanHistory(ctx, verifyPage)
	if err != nil {
		return fmt.Errorf("looking for history without a case: %w", err)
	}
	for _, c := range orphans {
		v.fault(c, 0, "case", "gone", "has history")
	}
	return nil
}

func counterText(c Counter) string {
	return fmt.Sprintf("counter %s %s/%s/%s %s %d days (again %t)", c.Kind, c.Round, c.Stage, c.Group, c.Measure, c.Days, c.Again)
}

func clockText(c Clocking) string {
	return fmt.Sprintf("%s #%d since %s split %t mark %s %v", c.Stage, c.Ordinal, c.Since, c.Split, c.Mark.UTC().Format(timeText), c.Spent)
}

func visitText(v Visit) string {
	return fmt.Sprintf("%s/%s #%d %s to %s split %t %v", v.Round, v.Stage, v.Ordinal, v.Entered, v.Left, v.Split, v.Spent)
}

const timeText = "2006-01-02T15:04:05Z"

// String shows the instant in UTC, or says that it is not known.
func (w When) String() string {
	if !w.Known {
		return "unknown"
	}
	return w.At.UTC().Format(timeText)
}

func short(hash string) string {
	if len(hash) > 12 {
		return hash[:12]
	}
	return hash
}
