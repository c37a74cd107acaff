package report

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"rootward/application"
)

// dimensions says by what the database counts for each way to show.
var dimensions = map[By]Dimension{
	ByMonth: DimMonth, ByQuarter: DimMonth, ByYear: DimMonth, ByKind: DimKinds, ByRegion: DimRegion, ByScript: DimScript,
}

// words are the message prefixes of the keys that are words.
var words = map[By]string{ByKind: "kind.", ByRegion: "region.", ByScript: "script."}

func delegationColumns(by By) []Column {
	key := Column{ID: string(by), Type: Text}
	if words[by] != "" {
		key.Type, key.Words = Word, words[by]
	}
	out := []Column{{ID: "round", Type: Text}, key, {ID: "delegated", Type: Count}, {ID: "now", Type: Count}, {ID: "removed", Type: Count}}
	if by.Timed() {
		out = append(out, Column{ID: "removals", Type: Count}, Column{ID: "in_root", Type: Count})
	}
	return out
}

// ledger is a delegations report in the making.
type ledger struct {
	scope
	out      Result
	counts   []DelegationCount
	removals []RemovalCount
}

func runDelegations(ctx context.Context, s *Service, sc scope) (Result, error) {
	l := ledger{scope: sc, out: Result{Columns: delegationColumns(sc.By)}}
	if !sc.window.Bare {
		if err := s.sizes(ctx, sc, &l.out); err != nil {
			return Result{}, err
		}
	}
	var err error
	if l.counts, err = s.Store.ReportDelegations(ctx, sc.scope(), dimensions[sc.By], sc.Period); err != nil {
		return Result{}, fmt.Errorf("counting delegations: %w", err)
	}
	if sc.By.Timed() && !sc.window.Bare {
		if l.removals, err = s.Store.ReportRemovals(ctx, sc.scope()); err != nil {
			return Result{}, fmt.Errorf("counting removals: %w", err)
		}
	}
	for _, r := range sc.rounds {
		l.round(r.ID)
	}
	l.totals()
	l.define()
	return l.out, nil
}

// bucket sums what one row shows.
type bucket struct {
	delegated, now, removals int
	before                   int // delegated in it, inside the period or not
}

func (l *ledger) round(id string) {
	all := map[string]*bucket{}
	at := func(key string) *bucket {
		if all[key] == nil {
			all[key] = &bucket{}
		}
		return all[key]
	}
	for _, c := range l.counts {
		if c.Round != id {
			continue
		}
		for _, key := range keys(l.By, c.Key) {
			b := at(key)
			b.before += c.Ever
			if c.Inside {
				b.delegated += c.Ever
				b.now += c.Now
			}
		}
	}
	for _, c := range l.removals {
		if c.Round == id {
			at(keys(l.By, c.Month)[0]).removals += c.N
		}
	}
	inRoot := 0
	for _, key := range order(l.By, all) {
		b := at(key)
		inRoot += b.before - b.removals
		if l.shows(key, *b) {
			l.out.Rows = append(l.out.Rows, l.row(id, key, *b, inRoot))
		}
	}
}

// shows leaves out rows that lie outside the period.
func (l *ledger) shows(key string, b bucket) bool {
	if !l.By.Timed() || !l.Period.Set() {
		return b.delegated > 0 || l.By.Timed()
	}
	if key == Unknown {
		return false
	}
	first, last := span(l.By, key)
	return last >= l.Period.From.Format(time.DateOnly) && first <= l.Period.To.Format(time.DateOnly)
}

func (l *ledger) row(id, key string, b bucket, inRoot int) Row {
	pick := func(part string) Selector { return Selector{Part: part, Round: id, Key: key, MaxDays: NoLimit} }
	row := Row{
		Values: map[string]any{"round": id, string(l.By): key, "delegated": b.delegated, "now": b.now, "removed": b.delegated - b.now},
		Links:  map[string]Selector{"delegated": pick(PartEver), "now": pick(PartNow), "removed": pick(PartRemoved)},
	}
	if l.By.Timed() && !l.window.Bare {
		row.Values["removals"], row.Links["removals"] = b.removals, pick(PartRemovals)
		if key != Unknown {
			row.Values["in_root"] = inRoot
		}
	}
	return row
}

func (l *ledger) totals() {
	var ever, now, undated, inside, insideNow int
	for _, c := range l.counts {
		ever += c.Ever
		now += c.Now
		undated += c.Undated
		if c.Inside {
			inside += c.Ever
			insideNow += c.Now
		}
	}
	l.out.count("ever", ever, Pick(PartEver))
	l.out.count("now", now, Pick(PartNow))
	l.out.count("removed", ever-now, Pick(PartRemoved))
	l.out.count("undated", undated, Pick(PartUndated))
	l.out.Finding = Sentence{Key: "report.finding.delegations", Args: []any{"Count", ever, "Now", now, "Removed", ever - now}}
	if ever == 0 {
		l.out.Finding = Sentence{Key: "report.finding.delegations.none"}
	}
	if !l.Period.Set() {
		return
	}
	l.out.note("period_from", l.Period.From.Format(time.DateOnly))
	l.out.note("period_to", l.Period.To.Format(time.DateOnly))
	for _, x := range []struct {
		id, part string
		n        int
	}{{"period_ever", PartEver, inside}, {"period_now", PartNow, insideNow}, {"period_removed", PartRemoved, inside - insideNow}} {
		l.out.count(x.id, x.n, Selector{Part: x.part, Key: wholePeriod, MaxDays: NoLimit})
	}
	l.out.Finding = Sentence{Key: "report.finding.delegations.period", Args: []any{"Count", inside, "From", l.Period.From, "To", l.Period.To, "Ever", ever}}
}

func (l *ledger) define() {
	l.out.define("delegated", "ever", "now")
	switch {
	case l.By.Timed():
		l.out.define("removals", "in_root")
	case l.By == ByKind:
		l.out.define("kinds_overlap")
	}
	switch {
	case l.Period.Plan:
		l.out.defineWith("plan_period", "From", l.Period.From, "To", l.Period.To)
	case l.Period.Set():
		l.out.defineWith("period", "From", l.Period.From, "To", l.Period.To)
	}
	if l.Round == "" {
		l.out.define("all_rounds")
	}
}

// keys are the rows that something counted under a value of the database
// belongs to: one, but for kinds, which may be several.
func keys(by By, value string) []string {
	if value == "" {
		return []string{Unknown}
	}
	switch by {
	case ByYear:
		return []string{value[:4]}
	case ByQuarter:
		return []string{fmt.Sprintf("%s-Q%d", value[:4], (monthOf(value)+2)/3)}
	case ByKind:
		return strings.Split(value, ",")
	}
	return []string{value}
}

func monthOf(yearMonth string) int { return int(yearMonth[5]-'0')*10 + int(yearMonth[6]-'0') }

// order lists the keys as rows show them: time without gaps, kinds in their
// own order, the rest by size; what is not known comes last.
func order(by By, all map[string]*bucket) []string {
	var out []string
	for k := range all {
		if k != Unknown {
			out = append(out, k)
		}
	}
	sort.Strings(out)
	switch {
	case by.Timed() && len(out) > 0:
		out = unbroken(by, out[0], out[len(out)-1])
	case by == ByKind:
		slices.SortStableFunc(out, func(a, b string) int {
			return slices.Index(application.KindOrder, a) - slices.Index(application.KindOrder, b)
		})
	default:
		slices.SortStableFunc(out, func(a, b string) int { return all[b].delegated - all[a].delegated })
	}
	if all[Unknown] != nil {
		out = append(out, Unknown)
	}
	return out
}

// months in a row of time.
var months = map[By]int{ByMonth: 1, ByQuarter: 3, ByYear: 12}

// unbroken lists the keys of all stretches of time from one to another, so
// that years in which nothing happened are seen to be empty.
func unbroken(by By, first, last string) []string {
	begin, _ := span(by, first)
	at, err := time.Parse(time.DateOnly, begin)
	if err != nil {
		return []string{first, last} // a year beyond four digits
	}
	var out []string
	for {
		key := keys(by, at.Format("2006-01"))[0]
		out = append(out, key)
		if key >= last {
			return out
		}
		at = at.AddDate(0, months[by], 0)
	}
}

// span is the first and the last day that a row of time can hold, as text.
func span(by By, key string) (first, last string) {
	switch by {
	case ByYear:
		return key + "-01-01", key + "-12-31"
	case ByQuarter:
		q := int(key[len(key)-1] - '0')
		return fmt.Sprintf("%s-%02d-01", key[:4], q*3-2), fmt.Sprintf("%s-%02d-31", key[:4], q*3)
	}
	return key + "-01", key + "-31"
}

func rowsOfDelegations(ctx context.Context, s *Service, sc scope, sel Selector, p page) ([]Item, error) {
	f, err := sc.delegatedFilter(sel)
	if err != nil {
		return nil, err
	}
	items, err := s.Store.DelegatedList(ctx, sc.scope(), f, p.after, p.limit)
	if err != nil {
		return nil, fmt.Errorf("listing delegations: %w", err)
	}
	return items, nil
}

// wholePeriod is the key of the totals of the period.
const wholePeriod = "period"

// delegatedFilter picks what a number counts: one of the totals when the
// selector has no key, else a cell of the row with that key. The period holds
// for rows, as it does in the report; the totals of all time are free of it.
func (s scope) delegatedFilter(sel Selector) (DelegatedFilter, error) {
	f := DelegatedFilter{Part: sel.Part, NoDay: sel.Part == PartUndated}
	if sel.Key == "" {
		return f, nil
	}
	switch {
	case sel.Key == wholePeriod:
	case !s.By.Timed():
		f.Dimension, f.Key, f.Keyed = dimensions[s.By], sel.Key, true
		if sel.Key == Unknown {
			f.Key = ""
		}
	default:
		if sel.Key != Unknown && !keyForm[s.By](sel.Key) {
			return f, Faults{{Field: paramKey, Why: FaultUnknown, Value: sel.Key}}
		}
		f.NoDay = sel.Key == Unknown
		if !f.NoDay {
			f.FirstDay, f.LastDay = span(s.By, sel.Key)
		}
	}
	if s.Period.Set() && sel.Part != PartRemovals {
		f.FirstDay = max(f.FirstDay, s.Period.From.Format(time.DateOnly))
		if to := s.Period.To.Format(time.DateOnly); f.LastDay == "" || f.LastDay > to {
			f.LastDay = to
		}
	}
	return f, nil
}

// keyForm tells whether a key names a stretch of time.
var keyForm = map[By]func(string) bool{
	ByYear:  func(k string) bool { _, err := time.Parse("2006", k); return err == nil },
	ByMonth: func(k string) bool { _, err := time.Parse("2006-01", k); return err == nil },
	ByQuarter: func(k string) bool {
		y, q, ok := strings.Cut(k, "-Q")
		_, err := time.Parse("2006", y)
		return ok && err == nil && len(q) == 1 && q >= "1" && q <= "4"
	},
}
