package storage

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"rootward/application/lifecycle"
	"rootward/workflow"
)

type visitRow struct {
	ID                             int64
	CaseKind, CaseID, RoundID      string
	Stage                          string
	Ordinal                        int64
	EnteredAt                      sql.NullTime
	EnteredDay                     string
	LeftAt                         sql.NullTime
	LeftDay                        string
	Days                           sql.NullInt64
	Split                          bool
	ApplicantS, ProcessorS, PanelS int64
	OutsideS, SharedS, HoldS       int64
	LeftEntry                      int64
}

func (visitRow) TableName() string { return "stage_visits" }

func (r visitRow) visit() lifecycle.Visit {
	return lifecycle.Visit{
		Case: lifecycle.Case{Kind: lifecycle.Kind(r.CaseKind), ID: r.CaseID}, Round: r.RoundID, Stage: workflow.Stage(r.Stage),
		Ordinal: int(r.Ordinal), Entered: when(r.EnteredAt), Left: when(r.LeftAt), Split: r.Split, LeftEntry: r.LeftEntry,
		Spent: lifecycle.Spent{Applicant: r.ApplicantS, Processor: r.ProcessorS, Panel: r.PanelS, Outside: r.OutsideS, Shared: r.SharedS, Hold: r.HoldS},
	}
}

// AddVisits adds finished stage visits.
func (s *Store) AddVisits(ctx context.Context, visits []lifecycle.Visit) error {
	rows := make([]visitRow, len(visits))
	for i, v := range visits {
		rows[i] = visitRow{
			CaseKind: string(v.Case.Kind), CaseID: v.Case.ID, RoundID: v.Round, Stage: string(v.Stage), Ordinal: int64(v.Ordinal),
			EnteredAt: nullWhen(v.Entered), EnteredDay: dayText(v.Entered), LeftAt: nullWhen(v.Left), LeftDay: dayText(v.Left), Split: v.Split,
			ApplicantS: v.Spent.Applicant, ProcessorS: v.Spent.Processor, PanelS: v.Spent.Panel,
			OutsideS: v.Spent.Outside, SharedS: v.Spent.Shared, HoldS: v.Spent.Hold, LeftEntry: v.LeftEntry,
		}
		if v.Counted() {
			rows[i].Days = sql.NullInt64{Int64: int64(v.Days()), Valid: true}
		}
	}
	if err := s.conn(ctx).Omit("ID").Create(&rows).Error; err != nil {
		return fmt.Errorf("adding stage visits: %w", err)
	}
	return nil
}

// VisitsOf lists the finished visits of a case, oldest first.
func (s *Store) VisitsOf(ctx context.Context, c lifecycle.Case) ([]lifecycle.Visit, error) {
	all, err := s.VisitsOfAll(ctx, []lifecycle.Case{c})
	return all[c], err
}

// VisitsOfAll lists the finished visits of these cases, oldest first.
func (s *Store) VisitsOfAll(ctx context.Context, cases []lifecycle.Case) (map[lifecycle.Case][]lifecycle.Visit, error) {
	out := map[lifecycle.Case][]lifecycle.Visit{}
	for kind, ids := range byKind(cases) {
		var rows []visitRow
		if err := s.conn(ctx).Where("case_kind = ? AND case_id IN ?", kind, ids).Order("case_id, id").Find(&rows).Error; err != nil {
			return nil, fmt.Errorf("reading stage visits: %w", err)
		}
		for _, r := range rows {
			v := r.visit()
			out[v.Case] = append(out[v.Case], v)
		}
	}
	return out, nil
}

// Count adds to counters of whole days, all in one statement.
func (s *Store) Count(ctx context.Context, counters []lifecycle.Counter) error {
	sum := map[lifecycle.Counter]int{}
	var order []lifecycle.Counter
	for _, c := range counters {
		n := c.N
		c.N = 0
		if _, ok := sum[c]; !ok {
			order = append(order, c)
		}
		sum[c] += n
	}
	var args []any
	n := 0
	for _, c := range order {
		if sum[c] == 0 {
			continue
		}
		n++
		args = append(args, string(c.Kind), c.Round, string(c.Stage), c.Group, string(c.Measure), c.Days, c.Again, sum[c])
	}
	if n == 0 {
		return nil
	}
	err := s.conn(ctx).Exec(`INSERT INTO stage_days (case_kind, round_id, stage, kind, measure, days, again, n) VALUES `+placeholders(n, 8)+`
		ON CONFLICT (case_kind, round_id, stage, kind, measure, days, again) DO UPDATE SET n = stage_days.n + excluded.n`, args...).Error
	if err != nil {
		return fmt.Errorf("counting days: %w", err)
	}
	return nil
}

type counterRow struct {
	CaseKind, RoundID, Stage, Kind, Measure string
	Days                                    int64
	Again                                   bool
	N                                       int64
}

func (counterRow) TableName() string { return "stage_days" }

func (r counterRow) counter() lifecycle.Counter {
	return lifecycle.Counter{
		Kind: lifecycle.Kind(r.CaseKind), Round: r.RoundID, Stage: workflow.Stage(r.Stage), Group: r.Kind,
		Measure: lifecycle.Measure(r.Measure), Days: int(r.Days), Again: r.Again, N: int(r.N),
	}
}

// Counters lists all counters that are not zero.
func (s *Store) Counters(ctx context.Context) ([]lifecycle.Counter, error) {
	var rows []counterRow
	if err := s.conn(ctx).Where("n <> 0").Order("case_kind, round_id, stage, kind, measure, again, days").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading counters: %w", err)
	}
	out := make([]lifecycle.Counter, len(rows))
	for i, r := range rows {
		out[i] = r.counter()
	}
	return out, nil
}

type holdRow struct {
	ID                           int64
	CaseKind, CaseID, Code, Note string
	Opener                       string
	OpenedAt                     time.Time
	Closer                       string
	ClosedAt                     sql.NullTime
}

func (holdRow) TableName() string { return "holds" }

func (r holdRow) hold() lifecycle.Hold {
	h := lifecycle.Hold{
		ID: r.ID, Case: lifecycle.Case{Kind: lifecycle.Kind(r.CaseKind), ID: r.CaseID}, Code: r.Code, Note: r.Note,
		Opener: r.Opener, OpenedAt: r.OpenedAt.UTC(), Closer: r.Closer,
	}
	if r.ClosedAt.Valid {
		h.ClosedAt = r.ClosedAt.Time.UTC()
	}
	return h
}

// OpenHold adds a hold and sets its ID.
func (s *Store) OpenHold(ctx context.Context, h *lifecycle.Hold) error {
	row := holdRow{CaseKind: string(h.Case.Kind), CaseID: h.Case.ID, Code: h.Code, Note: h.Note, Opener: h.Opener, OpenedAt: h.OpenedAt.UTC()}
	if err := s.conn(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("opening a hold on %s: %w", h.Case, err)
	}
	h.ID = row.ID
	return nil
}

// CloseHold closes an open hold of a case; lifecycle.ErrNotFound when it is
// not open.
func (s *Store) CloseHold(ctx context.Context, c lifecycle.Case, id int64, by string, at time.Time) (lifecycle.Hold, error) {
	res := s.conn(ctx).Exec("UPDATE holds SET closer = ?, closed_at = ? WHERE id = ? AND case_kind = ? AND case_id = ? AND closed_at IS NULL",
		by, at.UTC(), id, string(c.Kind), c.ID)
	if res.Error != nil {
		return lifecycle.Hold{}, fmt.Errorf("closing hold %d: %w", id, res.Error)
	}
	if res.RowsAffected != 1 {
		return lifecycle.Hold{}, fmt.Errorf("hold %d of %s: %w", id, c, lifecycle.ErrNotFound)
	}
	var row holdRow
	if err := s.conn(ctx).First(&row, id).Error; err != nil {
		return lifecycle.Hold{}, fmt.Errorf("reading hold %d: %w", id, err)
	}
	return row.hold(), nil
}

// Holds lists the holds of a case, open ones first, then newest first.
func (s *Store) Holds(ctx context.Context, c lifecycle.Case) ([]lifecycle.Hold, error) {
	var rows []holdRow
	err := s.conn(ctx).Where("case_kind = ? AND case_id = ?", string(c.Kind), c.ID).Order("CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, id DESC").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("reading holds of %s: %w", c, err)
	}
	out := make([]lifecycle.Hold, len(rows))
	for i, r := range rows {
		out[i] = r.hold()
	}
	return out, nil
}

// OpenHolds counts the open holds of these cases.
func (s *Store) OpenHolds(ctx context.Context, cases []lifecycle.Case) (map[lifecycle.Case]int, error) {
	out := map[lifecycle.Case]int{}
	for kind, ids := range byKind(cases) {
		var rows []struct {
			CaseID string
			N      int
		}
		err := s.conn(ctx).Raw("SELECT case_id, count(*) AS n FROM holds WHERE case_kind = ? AND closed_at IS NULL AND case_id IN ? GROUP BY case_id", kind, ids).Scan(&rows).Error
		if err != nil {
			return nil, fmt.Errorf("counting open holds: %w", err)
		}
		for _, r := range rows {
			out[lifecycle.Case{Kind: lifecycle.Kind(kind), ID: r.CaseID}] = r.N
		}
	}
	return out, nil
}
