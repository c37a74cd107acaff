package report

import (
	"context"
	"fmt"
	"slices"
	"time"

	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

// Why a row has no stays: keys report.note.<…>.
const (
	noteNothing = "nothing_finished"   // nobody has left the stage yet
	noteNotSaid = "not_recorded"       // the lists that the round comes from give no dates
	noteNoSplit = "split_not_recorded" // dates are known, but not whose time it was
)

var timesColumns = []Column{
	{ID: "round", Type: Text},
	{ID: "stage", Type: Word, Words: "stage."},
	{ID: "kind", Type: Word, Words: "kind."},
	{ID: "measure", Type: Word, Words: "report.measure."},
	{ID: "count", Type: Count},
	{ID: "first", Type: Count},
	{ID: "again", Type: Count},
	{ID: "mean", Type: Mean},
	{ID: "p50", Type: Days},
	{ID: "p85", Type: Days},
	{ID: "p95", Type: Days},
	{ID: "level_days", Type: Days},
	{ID: "level_basis", Type: Text, Aside: true},
	{ID: "in_time", Type: Count},
	{ID: "in_time_share", Type: Share},
	{ID: "late", Type: Count},
	{ID: "open", Type: Count},
	{ID: "open_late", Type: Count},
	{ID: "open_undated", Type: Count},
	{ID: "as_of", Type: Day},
	{ID: "note", Type: Word, Words: "report.note."},
}

// times is a processing-times report in the making.
type times struct {
	scope
	out    Result
	counts map[group][]DayCount
	open   []OpenCount
}

func runTimes(ctx context.Context, s *Service, sc scope) (Result, error) {
	t := times{scope: sc, out: Result{Columns: timesColumns}}
	if !sc.window.Bare {
		if err := s.sizes(ctx, sc, &t.out); err != nil {
			return Result{}, err
		}
	}
	days, err := s.Store.ReportDays(ctx, sc.scope())
	if err != nil {
		return Result{}, fmt.Errorf("reading counters of days: %w", err)
	}
	t.counts = grouped(days)
	if t.open, err = s.Store.ReportOpen(ctx, sc.scope(), sc.Measure, sc.judges()); err != nil {
		return Result{}, fmt.Errorf("counting what is open: %w", err)
	}
	for _, r := range sc.rounds {
		for _, st := range stages(r.Policy.Definition, sc.Unpublished) {
			if sc.Stage == "" || sc.Stage == string(st) {
				t.stage(r, st)
			}
		}
	}
	t.totals()
	t.define()
	t.find()
	return t.out, nil
}

// judges tells for every stage of every round when an application in it is
// late.
func (s scope) judges() []Judge {
	var out []Judge
	for _, r := range s.rounds {
		for _, st := range stages(r.Policy.Definition, s.Unpublished) {
			out = append(out, s.judge(r, st))
		}
	}
	return out
}

func (s scope) judge(r round.Round, st workflow.Stage) Judge {
	level, _ := r.Policy.Level(st)
	j := Judge{Round: r.ID, Stage: st, Days: level.Days, Today: s.today(r)}
	for _, p := range r.Policy.Definition.Positions {
		if p.Stage == st && (p.Owner == workflow.OwnerProcessor || p.Owner == workflow.OwnerPanel) {
			j.Running = append(j.Running, p.State)
		}
	}
	return j
}

// stage adds the rows of one stage: all kinds together first, then each kind
// that has anything to show.
func (t *times) stage(r round.Round, st workflow.Stage) {
	for _, kind := range kindChoices() {
		if t.Kind != "" && t.Kind != kind {
			continue
		}
		g := group{r.ID, string(st), kind, t.Measure}
		taken, open := tallyOf(t.counts[g]), t.standing(r.ID, st, kind)
		if kind != lifecycle.AllKinds && t.Kind == "" && taken.count == 0 && open.Open == 0 {
			continue
		}
		level, _ := r.Policy.Level(st)
		if bins := taken.histogram(level.Days); bins != nil {
			t.out.Histograms = append(t.out.Histograms, Histogram{Round: r.ID, Stage: string(st), Kind: kind, Level: level.Days, Bins: bins})
		}
		t.out.Rows = append(t.out.Rows, t.row(r, st, kind, taken, open, level))
	}
}

func (t *times) standing(roundID string, st workflow.Stage, kind string) OpenCount {
	var sum OpenCount
	for _, o := range t.open {
		if o.Round == roundID && o.Stage == string(st) && (kind == lifecycle.AllKinds || slices.Contains(o.Kinds, kind)) {
			sum.Open += o.Open
			sum.Late += o.Late
			sum.Undated += o.Undated
		}
	}
	return sum
}

func (t *times) row(r round.Round, st workflow.Stage, kind string, taken tally, open OpenCount, level round.ServiceLevel) Row {
	pick := func(part string) Selector {
		return Selector{Part: part, Round: r.ID, Stage: string(st), Kind: kind, MaxDays: NoLimit}
	}
	row := Row{
		Values: map[string]any{
			"round": r.ID, "stage": string(st), "kind": kind, "measure": string(t.Measure),
			"count": taken.count, "first": taken.count - taken.again, "again": taken.again, "mean": taken.mean(),
			"p50": taken.percentile(50), "p85": taken.percentile(85), "p95": taken.percentile(95),
			"open": open.Open, "open_undated": open.Undated, "as_of": t.today(r).Format(time.DateOnly),
		},
		Links: map[string]Selector{
			"count": pick(PartFinished), "first": pick(PartFirst), "again": pick(PartAgain), "open": pick(PartOpen), "open_undated": pick(PartOpenUndated),
		},
	}
	if level.Days > 0 {
		in := taken.within(level.Days)
		row.Values["level_days"], row.Values["level_basis"] = level.Days, level.Basis
		row.Values["in_time"], row.Values["in_time_share"], row.Values["late"] = in, share(in, taken.count), taken.count-in
		row.Values["open_late"] = open.Late
		row.Links["in_time"], row.Links["late"], row.Links["open_late"] = pick(PartInTime), pick(PartLate), pick(PartOpenLate)
	}
	if taken.count == 0 {
		row.Values["note"] = t.why(r, st, kind)
	}
	return row
}

// why says why nothing is counted in a row.
func (t *times) why(r round.Round, st workflow.Stage, kind string) string {
	elapsed := tallyOf(t.counts[group{r.ID, string(st), kind, lifecycle.Elapsed}])
	switch {
	case elapsed.count > 0:
		return noteNoSplit
	case r.Policy.Archive:
		return noteNotSaid
	}
	return noteNothing
}

// totals sums the rows that stand for all kinds together, or those of the one
// kind asked for.
func (t *times) totals() {
	sums := map[string]int{}
	for _, row := range t.out.Rows {
		if t.Kind == "" && row.Text("kind") != lifecycle.AllKinds {
			continue
		}
		for _, c := range timesTotals {
			sums[c] += row.Int(c)
		}
	}
	for _, c := range timesTotals {
		t.out.note(c, sums[c])
	}
}

// timesTotals are the columns that have a sum.
var timesTotals = []string{"count", "first", "again", "in_time", "late", "open", "open_late", "open_undated"}

func (t *times) define() {
	t.out.define(string(t.Measure), "stage", "percentiles", "in_time", "open", "open_late", "again")
	for _, r := range t.rounds {
		t.out.defineWith("calendar", "Calendar", r.Policy.Calendar)
		if r.Policy.Archive {
			t.out.define("archive")
		}
	}
	if t.Kind == "" {
		t.out.define("kinds_overlap")
	}
	if !t.Unpublished {
		t.out.define("published")
	}
}

// find tells the one thing to remember: of the stage asked for, or of the one
// that most applications have passed.
func (t *times) find() {
	var best Row
	for _, row := range t.out.Rows {
		wanted := row.Text("kind") == lifecycle.AllKinds || row.Text("kind") == t.Kind
		if wanted && row.Int("count") > best.Int("count") {
			best = row
		}
	}
	if best.Int("count") == 0 {
		t.out.Finding = Sentence{Key: "report.finding.processing-times.none"}
		return
	}
	args := []any{"Stage", Sentence{Key: "stage." + best.Text("stage")}, "Count", best.Int("count"), "Median", best.Int("p50"), "P95", best.Int("p95")}
	key := "report.finding.processing-times"
	if best.Has("in_time") {
		key += ".level"
		args = append(args, "InTime", best.Int("in_time"), "Level", best.Int("level_days"))
	}
	t.out.Finding = Sentence{Key: key, Args: args}
}

func rowsOfTimes(ctx context.Context, s *Service, sc scope, sel Selector, p page) ([]Item, error) {
	if len(sc.rounds) != 1 {
		return nil, Faults{{Field: paramRowRound, Why: FaultMissing}}
	}
	r := sc.rounds[0]
	st := workflow.Stage(orElse(sel.Stage, sc.Stage))
	known := stages(r.Policy.Definition, sc.Unpublished)
	if !slices.Contains(known, st) {
		return nil, Faults{{Field: paramRowStage, Why: FaultUnknown, Value: string(st), Allowed: texts(known)}}
	}
	kind := orElse(sel.kind(), Selector{Kind: sc.Kind}.kind())
	level, ok := r.Policy.Level(st)
	if !ok && slices.Contains([]string{PartInTime, PartLate, PartOpenLate}, sel.Part) {
		return nil, Faults{{Field: paramPart, Why: FaultNoAnswer, Value: sel.Part}}
	}
	f := StayFilter{Stage: st, Kind: kind, Measure: sc.Measure, MinDays: sel.MinDays, MaxDays: sel.MaxDays, Part: sel.Part}
	switch sel.Part {
	case PartOpen, PartOpenLate, PartOpenUndated:
		return sc.openItems(ctx, s, OpenFilter{Judge: sc.judge(r, st), Kind: kind, Measure: sc.Measure, Part: sel.Part}, p)
	case PartInTime:
		if f.MaxDays == NoLimit || f.MaxDays > level.Days {
			f.MaxDays = level.Days
		}
	case PartLate:
		f.MinDays = max(f.MinDays, level.Days+1)
	}
	items, err := s.Store.StaysList(ctx, sc.scope(), f, p.after, p.limit)
	if err != nil {
		return nil, fmt.Errorf("listing stays in %s: %w", st, err)
	}
	return items, nil
}

// openItems lists what stands in a stage and how long it has stood there.
func (s scope) openItems(ctx context.Context, svc *Service, f OpenFilter, p page) ([]Item, error) {
	items, err := svc.Store.OpenList(ctx, s.scope(), f, p.after, p.limit)
	if err != nil {
		return nil, fmt.Errorf("listing what stands in %s: %w", f.Judge.Stage, err)
	}
	for i, x := range items {
		if f.Measure == lifecycle.Elapsed && x.Entered.Known && !f.Judge.Today.Before(x.Entered.At) {
			days := lifecycle.WholeDays(f.Judge.Today.Sub(x.Entered.At))
			items[i].Days = &days
		}
	}
	return items, nil
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func texts[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, x := range in {
		out[i] = string(x)
	}
	return out
}
