package storage

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/workflow"
)

var _ report.Store = (*Store)(nil)

// Snapshot runs f so that all it reads is from one instant, and writes
// nothing. On SQLite a transaction that only reads sees one state anyway and
// keeps nobody from writing.
func (s *Store) Snapshot(ctx context.Context, f func(ctx context.Context) error) error {
	if _, ok := ctx.Value(txKey{}).(*gorm.DB); ok {
		return f(ctx)
	}
	opts := &sql.TxOptions{ReadOnly: true}
	if s.dialect == Postgres {
		opts.Isolation = sql.LevelRepeatableRead
	}
	return s.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return f(context.WithValue(ctx, txKey{}, tx))
	}, opts)
}

// selection is a WHERE clause in the making.
type selection struct {
	conds []string
	args  []any
}

func (q *selection) add(cond string, args ...any) {
	q.conds = append(q.conds, cond)
	q.args = append(q.args, args...)
}

func (q *selection) where() string {
	if len(q.conds) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(q.conds, " AND ")
}

// in begins a selection of the cases c of applications in a scope.
func in(sc report.Scope, roundColumn string) *selection {
	q := &selection{}
	q.add(roundColumn+" IN ?", sc.Rounds)
	if !sc.Unpublished {
		q.add("c.public")
	}
	return q
}

// of begins a selection of the applications a in a scope, by what they keep of
// their cases.
func of(sc report.Scope) *selection {
	q := &selection{}
	q.add("a.round_id IN ?", sc.Rounds)
	q.add("a.case_stage <> ''")
	if !sc.Unpublished {
		q.add("a.case_public")
	}
	return q
}

func (q *selection) kind(kind string) {
	if kind != "" {
		q.add("c.kinds LIKE ? ESCAPE '!'", "%,"+escapeLike(kind)+",%")
	}
}

// scan reads all rows of a statement.
func scan[T any](ctx context.Context, s *Store, what, statement string, args []any) ([]T, error) {
	var rows []T
	if err := s.conn(ctx).Raw(statement, args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return rows, nil
}

// walk calls f with every row of a statement; for thousands of rows, which
// scan would read field by field.
func (s *Store) walk(ctx context.Context, what, statement string, args []any, f func(*sql.Rows) error) error {
	rows, err := s.conn(ctx).Raw(statement, args...).Rows()
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	defer rows.Close() //nolint:errcheck // Err below says what went wrong
	for rows.Next() {
		if err := f(rows); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// ReportSizes counts applications and strings by round.
func (s *Store) ReportSizes(ctx context.Context, sc report.Scope) ([]report.Size, error) {
	type row struct {
		RoundID               string
		Applications, Strings int
	}
	q := of(sc)
	rows, err := scan[row](ctx, s, "counting applications", `SELECT round_id, sum(n) AS applications, sum(CASE WHEN a_label = '' THEN 0 ELSE 1 END) AS strings
		FROM (SELECT a.round_id, a.a_label, count(*) AS n FROM applications a`+q.where()+" GROUP BY a.round_id, a.a_label) x GROUP BY round_id ORDER BY round_id", q.args)
	out := make([]report.Size, len(rows))
	for i, r := range rows {
		out[i] = report.Size{Round: r.RoundID, Applications: r.Applications, Strings: r.Strings}
	}
	return out, err
}

// ReportDays lists the counters of finished stays.
func (s *Store) ReportDays(ctx context.Context, sc report.Scope) ([]report.DayCount, error) {
	rows, err := scan[counterRow](ctx, s, "reading counters of days",
		"SELECT * FROM stage_days WHERE case_kind = 'application' AND round_id IN ? AND n <> 0", []any{sc.Rounds})
	out := make([]report.DayCount, len(rows))
	for i, r := range rows {
		out[i] = report.DayCount{
			Round: r.RoundID, Stage: r.Stage, Kind: r.Kind, Measure: lifecycle.Measure(r.Measure), Days: int(r.Days), Again: r.Again, N: int(r.N),
		}
	}
	return out, err
}

// clocked are the stages of all life cycles in which somebody's time runs:
// named one by one they are found in an index.
var clocked = func() []string {
	var out []string
	for _, d := range workflow.All {
		for _, p := range d.Positions {
			if p.Stage != workflow.StageDelegated && p.Stage != workflow.StageClosed && !slices.Contains(out, string(p.Stage)) {
				out = append(out, string(p.Stage))
			}
		}
	}
	return out
}()

// ReportOpen counts applications that stand in a stage, and the late ones.
func (s *Store) ReportOpen(ctx context.Context, sc report.Scope, measure lifecycle.Measure, judges []report.Judge) ([]report.OpenCount, error) {
	type row struct {
		RoundID, Stage, Kinds      string
		Standing, Overdue, Undated int
	}
	late, args := s.anyLate(measure, judges)
	q := in(sc, "c.round_id")
	q.add("c.kind = 'application'")
	q.add("c.stage IN ?", clocked)
	rows, err := scan[row](ctx, s, "counting what is open", `SELECT c.round_id, c.stage, c.kinds, count(*) AS standing,
		sum(CASE WHEN `+late+` THEN 1 ELSE 0 END) AS overdue, sum(CASE WHEN `+undated(measure)+` THEN 1 ELSE 0 END) AS undated
		FROM cases c`+q.where()+" GROUP BY c.round_id, c.stage, c.kinds", append(args, q.args...))
	out := make([]report.OpenCount, len(rows))
	for i, r := range rows {
		out[i] = report.OpenCount{Round: r.RoundID, Stage: r.Stage, Kinds: splitKinds(r.Kinds), Open: r.Standing, Late: r.Overdue, Undated: r.Undated}
	}
	return out, err
}

func (s *Store) anyLate(measure lifecycle.Measure, judges []report.Judge) (cond string, args []any) {
	conds := []string{"1 = 0"}
	for _, j := range judges {
		if j.Days > 0 {
			one, oneArgs := s.late(measure, j)
			conds = append(conds, "("+one+")")
			args = append(args, oneArgs...)
		}
	}
	return strings.Join(conds, " OR "), args
}

// undated is true of a case whose time in its stage cannot be told.
func undated(measure lifecycle.Measure) string {
	if measure == lifecycle.Processing {
		return "(c.since_at IS NULL OR NOT c.split)"
	}
	return "c.since_at IS NULL"
}

// late is true of a case that stands in the judge's stage and has used more
// whole days than allowed. Its processing time is what was booked up to its
// mark and, if it now waits for the processor or a panel and no hold is open,
// what has run since.
func (s *Store) late(measure lifecycle.Measure, j report.Judge) (cond string, args []any) {
	limit := time.Duration(j.Days+1) * 24 * time.Hour
	cond, args = "c.round_id = ? AND c.stage = ? AND NOT "+undated(measure)+" AND ", []any{j.Round, string(j.Stage)}
	if measure != lifecycle.Processing {
		return cond + "c.since_at <= ?", append(args, j.Today.Add(-limit))
	}
	running := "0"
	if len(j.Running) > 0 {
		running = "CASE WHEN c.holds = 0 AND c.state IN ? AND " + s.epoch("c.mark_at") + " < ? THEN ? - " + s.epoch("c.mark_at") + " ELSE 0 END"
		args = append(args, j.Running, j.Today.Unix(), j.Today.Unix())
	}
	return cond + "c.processor_s + c.panel_s + " + running + " >= ?", append(args, int64(limit/time.Second))
}

// epoch is a time in seconds since 1970.
func (s *Store) epoch(column string) string {
	if s.dialect == Postgres {
		return "CAST(extract(epoch FROM " + column + ") AS BIGINT)"
	}
	return "CAST(strftime('%s', " + column + ") AS INTEGER)"
}

// dimensions are the values that delegations are counted by.
var dimensions = map[report.Dimension]string{
	report.DimMonth: "substr(a.delegated_day, 1, 7)", report.DimKinds: "a.case_kinds", report.DimRegion: "a.region", report.DimScript: "a.script",
}

// ReportDelegations counts applications ever delegated by a dimension.
func (s *Store) ReportDelegations(ctx context.Context, sc report.Scope, by report.Dimension, period report.Period) ([]report.DelegationCount, error) {
	type row struct {
		RoundID, Bucket         string
		Inside                  int
		Ever, Standing, Dayless int
	}
	from, to := "", "9999-12-31"
	if period.Set() {
		from, to = period.From.Format(time.DateOnly), period.To.Format(time.DateOnly)
	}
	q := of(sc)
	q.add("a.delegated_day IS NOT NULL")
	rows, err := scan[row](ctx, s, "counting delegations", "SELECT a.round_id, "+dimensions[by]+` AS bucket,
		CASE WHEN a.delegated_day >= ? AND a.delegated_day <= ? THEN 1 ELSE 0 END AS inside, count(*) AS ever,
		sum(CASE WHEN a.case_stage = 'delegated' THEN 1 ELSE 0 END) AS standing, sum(CASE WHEN a.delegated_day = '' THEN 1 ELSE 0 END) AS dayless
		FROM applications a`+q.where()+" GROUP BY a.round_id, bucket, inside", append([]any{from, to}, q.args...))
	out := make([]report.DelegationCount, len(rows))
	for i, r := range rows {
		out[i] = report.DelegationCount{
			Round: r.RoundID, Key: strings.Trim(r.Bucket, ","), Inside: r.Inside == 1, Ever: r.Ever, Now: r.Standing, Undated: r.Dayless,
		}
	}
	return out, err
}

// leftDay is when the latest finished delegation of an application ended.
const leftDay = `(SELECT v.left_day FROM stage_visits v WHERE v.case_kind = 'application' AND v.case_id = a.id AND v.stage = 'delegated' ORDER BY v.ordinal DESC LIMIT 1)`

// ReportRemovals counts those that are delegated no longer by month.
func (s *Store) ReportRemovals(ctx context.Context, sc report.Scope) ([]report.RemovalCount, error) {
	type row struct {
		RoundID, Bucket string
		N               int
	}
	q := of(sc)
	q.add("a.delegated_day IS NOT NULL")
	q.add("a.case_stage <> 'delegated'")
	rows, err := scan[row](ctx, s, "counting removals", `SELECT round_id, substr(day, 1, 7) AS bucket, count(*) AS n
		FROM (SELECT a.round_id, `+leftDay+" AS day FROM applications a"+q.where()+") x GROUP BY round_id, bucket", q.args)
	out := make([]report.RemovalCount, len(rows))
	for i, r := range rows {
		out[i] = report.RemovalCount{Round: r.RoundID, Month: r.Bucket, N: r.N}
	}
	return out, err
}

// Where an application stands in a contention set.
const (
	isDelegated = "(a.delegated_day IS NOT NULL)"
	isOpen      = "(a.case_stage NOT IN ('delegated', 'closed') AND a.delegated_day IS NULL)"
	isLive      = "(a.case_stage <> 'closed')"
)

// ReportSets lists the applied-for strings that several applications ask for.
func (s *Store) ReportSets(ctx context.Context, sc report.Scope) ([]report.SetCount, error) {
	q := of(sc)
	q.add("a.a_label <> ''")
	var out []report.SetCount
	err := s.walk(ctx, "reading contention", `SELECT a.round_id, a.a_label, min(a.string) AS string, count(*) AS applications,
		sum(CASE WHEN `+isDelegated+` THEN 1 ELSE 0 END) AS delegated, sum(CASE WHEN `+isOpen+` THEN 1 ELSE 0 END) AS standing,
		sum(CASE WHEN `+isLive+` THEN 1 ELSE 0 END) AS live
		FROM applications a`+q.where()+" GROUP BY a.round_id, a.a_label HAVING count(*) > 1", q.args, func(rows *sql.Rows) error {
		var x report.SetCount
		err := rows.Scan(&x.Round, &x.ALabel, &x.String, &x.Applications, &x.Delegated, &x.Open, &x.Live)
		out = append(out, x)
		return err //nolint:wrapcheck // walk says what was read
	})
	return out, err
}

// shared is true of a public application when another one of its round has
// the same label.
func shared(column string) string {
	return "(a.round_id, a." + column + ") IN (SELECT x.round_id, x." + column + ` FROM applications x
		WHERE x.case_public AND x.round_id IN ? AND x.` + column + " <> '' GROUP BY x.round_id, x." + column + " HAVING count(*) > 1)"
}

// ReportMembers lists the applications in contention by final strings and by
// recorded sets.
func (s *Store) ReportMembers(ctx context.Context, sc report.Scope) ([]report.Member, error) {
	q := of(sc)
	q.add("(m.set_name IS NOT NULL OR "+shared("final_a_label")+")", sc.Rounds)
	var out []report.Member
	err := s.walk(ctx, "reading contention", `SELECT a.id, a.round_id, a.final_a_label, a.final_string, COALESCE(m.set_name, '') AS set_name, COALESCE(n.basis, '') AS basis,
		CASE WHEN `+isDelegated+` THEN 1 ELSE 0 END AS delegated, CASE WHEN `+isOpen+` THEN 1 ELSE 0 END AS standing, CASE WHEN `+isLive+` THEN 1 ELSE 0 END AS live`+
		` FROM applications a LEFT JOIN contention_members m ON m.application_id = a.id
		LEFT JOIN contention_sets n ON n.round_id = m.round_id AND n.name = m.set_name`+q.where()+" ORDER BY a.round_id, a.final_a_label, a.id", q.args, func(rows *sql.Rows) error {
		var x report.Member
		var delegated, open, live int
		err := rows.Scan(&x.ID, &x.Round, &x.ALabel, &x.String, &x.Set, &x.Basis, &delegated, &open, &live)
		x.Delegated, x.Open, x.Live = delegated == 1, open == 1, live == 1
		out = append(out, x)
		return err //nolint:wrapcheck // walk says what was read
	})
	return out, err
}
