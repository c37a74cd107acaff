package storage

import (
	"context"
	"fmt"
	"time"

	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/workflow"
)

// itemColumns of the lists behind the numbers of reports.
const itemColumns = "a.id, a.round_id, a.string, a.a_label, a.final_string, a.applicant, a.applicant_known, c.state, c.holds"

type itemRow struct {
	ID, RoundID, String, ALabel, FinalString, Applicant string
	ApplicantKnown                                      bool
	State                                               string
	Holds                                               int
	FirstDay, LastDay                                   string
	Length                                              int64
	Ordinal                                             int
}

func (r itemRow) item() report.Item {
	return report.Item{
		ID: r.ID, Round: r.RoundID, String: r.String, ALabel: r.ALabel, FinalString: r.FinalString, Applicant: r.Applicant,
		ApplicantKnown: r.ApplicantKnown, State: workflow.State(r.State), Holds: r.Holds, Ordinal: r.Ordinal,
	}
}

// dated adds the days between which the item stood where the list says.
func (r itemRow) dated() (report.Item, error) {
	x := r.item()
	var err error
	if x.Entered, err = dayWhen(r.FirstDay); err != nil {
		return x, fmt.Errorf("application %s: %w", r.ID, err)
	}
	if x.Left, err = dayWhen(r.LastDay); err != nil {
		return x, fmt.Errorf("application %s: %w", r.ID, err)
	}
	x.Dated = true
	return x, nil
}

func dayWhen(day string) (lifecycle.When, error) {
	if day == "" {
		return lifecycle.Unrecorded, nil
	}
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return lifecycle.Unrecorded, fmt.Errorf("reading a day: %w", err)
	}
	return lifecycle.On(t), nil
}

// items reads a list of dated items; finish adds what the list has of its
// own.
func (s *Store) items(ctx context.Context, what, statement string, args []any, finish func(itemRow, *report.Item)) ([]report.Item, error) {
	rows, err := scan[itemRow](ctx, s, what, statement, args)
	if err != nil {
		return nil, err
	}
	out := make([]report.Item, len(rows))
	for i, r := range rows {
		if out[i], err = r.dated(); err != nil {
			return nil, err
		}
		finish(r, &out[i])
	}
	return out, nil
}

const daySeconds = "86400"

// StaysList lists finished stays in a stage, longest first.
func (s *Store) StaysList(ctx context.Context, sc report.Scope, f report.StayFilter, after report.Cursor, limit int) ([]report.Item, error) {
	q := in(sc, "v.round_id")
	q.add("v.case_kind = 'application' AND v.stage = ? AND v.days IS NOT NULL", string(f.Stage))
	q.kind(f.Kind)
	length := "v.days"
	if f.Measure == lifecycle.Processing {
		length = "((v.processor_s + v.panel_s) / " + daySeconds + ")"
		q.add("v.split")
	}
	q.add(length+" >= ?", f.MinDays)
	if f.MaxDays != report.NoLimit {
		q.add(length+" <= ?", f.MaxDays)
	}
	switch f.Part {
	case report.PartFirst:
		q.add("v.ordinal = 1")
	case report.PartAgain:
		q.add("v.ordinal > 1")
	}
	if after.Set {
		q.add("("+length+", v.case_id, v.ordinal) < (?, ?, ?)", after.Number, after.ID, after.Ordinal)
	}
	return s.items(ctx, "listing finished stays", "SELECT "+itemColumns+`, v.entered_day AS first_day, v.left_day AS last_day, v.ordinal, `+length+` AS length
		FROM stage_visits v JOIN cases c ON c.kind = 'application' AND c.id = v.case_id JOIN applications a ON a.id = v.case_id`+q.where()+
		" ORDER BY "+length+" DESC, v.case_id DESC, v.ordinal DESC LIMIT ?", append(q.args, limit), func(r itemRow, x *report.Item) {
		days := int(r.Length)
		x.Days = &days
		x.Cursor = report.Cursor{Number: r.Length, ID: r.ID, Ordinal: r.Ordinal, Set: true}
	})
}

// OpenList lists applications that stand in a stage, oldest first; those of
// which it is not known since when come before all.
func (s *Store) OpenList(ctx context.Context, sc report.Scope, f report.OpenFilter, after report.Cursor, limit int) ([]report.Item, error) {
	q := in(sc, "c.round_id")
	q.add("c.kind = 'application' AND c.round_id = ? AND c.stage = ?", f.Judge.Round, string(f.Judge.Stage))
	q.kind(f.Kind)
	switch f.Part {
	case report.PartOpenUndated:
		q.add(undated(f.Measure))
	case report.PartOpenLate:
		late, args := s.anyLate(f.Measure, []report.Judge{f.Judge})
		q.add("("+late+")", args...)
	}
	if after.Set {
		q.add("(c.since_day, c.id) > (?, ?)", after.Sort, after.ID)
	}
	return s.items(ctx, "listing what is open", "SELECT "+itemColumns+", c.since_day AS first_day, '' AS last_day, c.ordinal"+listedFrom+q.where()+
		" ORDER BY c.since_day, c.id LIMIT ?", append(q.args, limit), func(r itemRow, x *report.Item) {
		x.Cursor = report.Cursor{Sort: r.FirstDay, ID: r.ID, Set: true}
	})
}

// DelegatedList lists delegated applications in the order of their first
// delegation. Left is the day of removal of those that are out again.
func (s *Store) DelegatedList(ctx context.Context, sc report.Scope, f report.DelegatedFilter, after report.Cursor, limit int) ([]report.Item, error) {
	q := of(sc)
	q.add("a.delegated_day IS NOT NULL")
	day := "a.delegated_day"
	switch f.Part {
	case report.PartNow:
		q.add("a.case_stage = 'delegated'")
	case report.PartRemoved:
		q.add("a.case_stage <> 'delegated'")
	case report.PartRemovals:
		q.add("a.case_stage <> 'delegated'")
		day = "COALESCE(" + leftDay + ", '')"
	}
	if f.NoDay {
		q.add(day + " = ''")
	}
	if f.FirstDay != "" || f.LastDay != "" {
		q.add(day+" >= ? AND "+day+" <= ?", f.FirstDay, f.LastDay)
	}
	if f.Keyed {
		if f.Dimension == report.DimKinds && f.Key != "" {
			q.add("a.case_kinds LIKE ? ESCAPE '!'", "%,"+escapeLike(f.Key)+",%")
		} else {
			q.add(dimensions[f.Dimension]+" = ?", f.Key)
		}
	}
	if after.Set {
		q.add("(a.delegated_day, a.id) > (?, ?)", after.Sort, after.ID)
	}
	return s.items(ctx, "listing delegations", "SELECT "+itemColumns+", p.first_day, CASE WHEN c.stage = 'delegated' THEN '' ELSE COALESCE("+leftDay+`, '') END AS last_day
		FROM (SELECT a.id, a.delegated_day AS first_day FROM applications a`+q.where()+` ORDER BY a.delegated_day, a.id LIMIT ?) p
		CROSS JOIN applications a CROSS JOIN cases c WHERE a.id = p.id AND c.kind = 'application' AND c.id = p.id ORDER BY p.first_day, p.id`, append(q.args, limit), func(r itemRow, x *report.Item) {
		x.Cursor = report.Cursor{Sort: r.FirstDay, ID: r.ID, Set: true}
	})
}

// withOther is true of an application that stands in a recorded set together
// with another public one.
const withOther = `EXISTS (SELECT 1 FROM contention_members m
	JOIN contention_members o ON o.round_id = m.round_id AND o.set_name = m.set_name AND o.application_id <> m.application_id
	JOIN applications z ON z.id = o.application_id AND z.case_public WHERE m.application_id = a.id)`

// ApplicationsList lists applications in the order of their A-label.
func (s *Store) ApplicationsList(ctx context.Context, sc report.Scope, f report.ApplicationsFilter, after report.Cursor, limit int) ([]report.Item, error) {
	q := of(sc)
	contends, args := "("+shared("a_label")+")", []any{sc.Rounds}
	if f.AsOf == report.Now {
		contends = "(" + shared("final_a_label") + " OR " + withOther + ")"
	}
	switch f.Part {
	case report.PartAlone:
		q.add("NOT "+contends, args...)
	case report.PartInSets, report.PartDelegated, report.PartOpen, report.PartOut:
		q.add(contends, args...)
	}
	switch f.Part {
	case report.PartDelegated:
		q.add(isDelegated)
	case report.PartOpen:
		q.add(isOpen)
	case report.PartOut:
		q.add("NOT " + isDelegated + " AND NOT " + isOpen)
	}
	if f.ALabel != "" {
		q.add("a.a_label = ?", f.ALabel)
	}
	if f.IDs != nil {
		q.add("a.id IN ?", f.IDs)
	}
	if after.Set {
		q.add("(a.a_label, a.id) > (?, ?)", after.Sort, after.ID)
	}
	rows, err := scan[itemRow](ctx, s, "listing applications", "SELECT "+itemColumns+" FROM (SELECT a.id FROM applications a"+q.where()+` ORDER BY a.a_label, a.id LIMIT ?) p
		CROSS JOIN applications a CROSS JOIN cases c WHERE a.id = p.id AND c.kind = 'application' AND c.id = p.id ORDER BY a.a_label, a.id`, append(q.args, limit))
	out := make([]report.Item, len(rows))
	for i, r := range rows {
		out[i] = r.item()
		out[i].Cursor = report.Cursor{Sort: r.ALabel, ID: r.ID, Set: true}
	}
	return out, err
}
