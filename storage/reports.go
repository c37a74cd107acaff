package storage

import (
	"context"
	"database/sql"
	"fmt"
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

// ReportSizes counts applications and strings by round.
func (s *Store) ReportSizes(ctx context.Context, sc report.Scope) ([]report.Size, error) {
	type row struct {
		RoundID               string
		Applications, Strings int
	}
	q := in(sc, "a.round_id")
	rows, err := scan[row](ctx, s, "counting applications", `SELECT a.round_id, count(*) AS applications, count(DISTINCT NULLIF(a.a_label, '')) AS strings`+
		listedFrom+q.where()+" GROUP BY a.round_id ORDER BY a.round_id", q.args)
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

// unclocked are the stages in which nobody's time runs.
var unclocked = []string{string(workflow.StageDelegated), string(workflow.StageClosed)}

// ReportOpen counts applications that stand in a stage, and the late ones.
func (s *Store) ReportOpen(ctx context.Context, sc report.Scope, measure lifecycle.Measure, judges []report.Judge) ([]report.OpenCount, error) {
	type row struct {
		RoundID, Stage, Kinds      string
		Standing, Overdue, Undated int
	}
	late, args := s.anyLate(measure, judges)
	q := in(sc, "c.round_id")
	q.add("c.kind = 'application'")
	q.add("c.stage NOT IN ?", unclocked)
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

// entries are the first delegations: one row for each case ever delegated,
// with the columns of a and c asked for. Both halves begin at an index; joined
// to afterwards, the rows made SQLite read all cases for each of them.
func entries(columns string) string {
	return "WITH entries AS (SELECT " + columns + `, c.since_day AS day FROM cases c JOIN applications a ON a.id = c.id
	WHERE c.kind = 'application' AND c.stage = 'delegated' AND c.ordinal = 1 AND c.round_id IN ?
	UNION ALL
	SELECT ` + columns + `, f.entered_day FROM stage_visits f JOIN cases c ON c.kind = 'application' AND c.id = f.case_id JOIN applications a ON a.id = f.case_id
	WHERE f.case_kind = 'application' AND f.stage = 'delegated' AND f.ordinal = 1 AND f.round_id IN ?) `
}

// dimensions are the values that delegations are counted by.
var dimensions = map[report.Dimension]string{
	report.DimMonth: "substr(c.day, 1, 7)", report.DimKinds: "c.kinds", report.DimRegion: "c.region", report.DimScript: "c.script",
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
	q := in(sc, "c.round_id")
	args := append([]any{sc.Rounds, sc.Rounds, from, to}, q.args...)
	rows, err := scan[row](ctx, s, "counting delegations", entries("c.round_id, c.stage, c.kinds, c.public, a.region, a.script")+"SELECT c.round_id, "+dimensions[by]+` AS bucket,
		CASE WHEN c.day >= ? AND c.day <= ? THEN 1 ELSE 0 END AS inside, count(*) AS ever,
		sum(CASE WHEN c.stage = 'delegated' THEN 1 ELSE 0 END) AS standing, sum(CASE WHEN c.day = '' THEN 1 ELSE 0 END) AS dayless
		FROM entries c`+q.where()+" GROUP BY c.round_id, bucket, inside", args)
	out := make([]report.DelegationCount, len(rows))
	for i, r := range rows {
		out[i] = report.DelegationCount{
			Round: r.RoundID, Key: strings.Trim(r.Bucket, ","), Inside: r.Inside == 1, Ever: r.Ever, Now: r.Standing, Undated: r.Dayless,
		}
	}
	return out, err
}

// lastStay is the latest finished delegation of a case.
const lastStay = `v.ordinal = (SELECT max(w.ordinal) FROM stage_visits w WHERE w.case_kind = 'application' AND w.case_id = v.case_id AND w.stage = 'delegated')`

// ReportRemovals counts those that are delegated no longer by month.
func (s *Store) ReportRemovals(ctx context.Context, sc report.Scope) ([]report.RemovalCount, error) {
	type row struct {
		RoundID, Bucket string
		N               int
	}
	q := in(sc, "v.round_id")
	q.add("v.case_kind = 'application'")
	q.add("v.stage = 'delegated'")
	q.add("c.stage <> 'delegated'")
	q.add(lastStay)
	rows, err := scan[row](ctx, s, "counting removals", `SELECT v.round_id, substr(v.left_day, 1, 7) AS bucket, count(*) AS n
		FROM stage_visits v JOIN cases c ON c.kind = 'application' AND c.id = v.case_id`+q.where()+" GROUP BY v.round_id, bucket", q.args)
	out := make([]report.RemovalCount, len(rows))
	for i, r := range rows {
		out[i] = report.RemovalCount{Round: r.RoundID, Month: r.Bucket, N: r.N}
	}
	return out, err
}

// everDelegated joins the first finished delegation, if there is one; standing
// tells where an application stands in a contention set.
const (
	everDelegated = " LEFT JOIN stage_visits d ON d.case_kind = 'application' AND d.case_id = a.id AND d.stage = 'delegated' AND d.ordinal = 1"
	isDelegated   = "(c.stage = 'delegated' OR d.case_id IS NOT NULL)"
	isOpen        = "(c.stage NOT IN ('delegated', 'closed') AND d.case_id IS NULL)"
	isLive        = "(c.stage <> 'closed')"
)

// ReportSets lists the applied-for strings that several applications ask for.
func (s *Store) ReportSets(ctx context.Context, sc report.Scope) ([]report.SetCount, error) {
	type row struct {
		RoundID, ALabel, String                 string
		Applications, Delegated, Standing, Live int
	}
	q := in(sc, "a.round_id")
	q.add("a.a_label <> ''")
	rows, err := scan[row](ctx, s, "reading contention", `SELECT a.round_id, a.a_label, min(a.string) AS string, count(*) AS applications,
		sum(CASE WHEN `+isDelegated+` THEN 1 ELSE 0 END) AS delegated, sum(CASE WHEN `+isOpen+` THEN 1 ELSE 0 END) AS standing,
		sum(CASE WHEN `+isLive+` THEN 1 ELSE 0 END) AS live`+
		listedFrom+everDelegated+q.where()+" GROUP BY a.round_id, a.a_label HAVING count(*) > 1", q.args)
	out := make([]report.SetCount, len(rows))
	for i, r := range rows {
		out[i] = report.SetCount{
			Round: r.RoundID, ALabel: r.ALabel, String: r.String, Applications: r.Applications, Delegated: r.Delegated, Open: r.Standing, Live: r.Live,
		}
	}
	return out, err
}

// shared is true of a public application when another one of its round has
// the same label.
func shared(column string) string {
	return "(a.round_id, a." + column + ") IN (SELECT x.round_id, x." + column + ` FROM applications x JOIN cases y ON y.kind = 'application' AND y.id = x.id
		WHERE y.public AND x.round_id IN ? AND x.` + column + " <> '' GROUP BY x.round_id, x." + column + " HAVING count(*) > 1)"
}

// ReportMembers lists the applications in contention by final strings and by
// recorded sets.
func (s *Store) ReportMembers(ctx context.Context, sc report.Scope) ([]report.Member, error) {
	type row struct {
		ID, RoundID, FinalALabel, FinalString string
		SetName, Basis                        string
		Delegated, Standing, Live             int
	}
	q := in(sc, "a.round_id")
	q.add("(m.set_name IS NOT NULL OR "+shared("final_a_label")+")", sc.Rounds)
	rows, err := scan[row](ctx, s, "reading contention", `SELECT a.id, a.round_id, a.final_a_label, a.final_string, COALESCE(m.set_name, '') AS set_name, COALESCE(n.basis, '') AS basis,
		CASE WHEN `+isDelegated+` THEN 1 ELSE 0 END AS delegated, CASE WHEN `+isOpen+` THEN 1 ELSE 0 END AS standing, CASE WHEN `+isLive+` THEN 1 ELSE 0 END AS live`+
		listedFrom+everDelegated+` LEFT JOIN contention_members m ON m.application_id = a.id
		LEFT JOIN contention_sets n ON n.round_id = m.round_id AND n.name = m.set_name`+q.where()+" ORDER BY a.round_id, a.final_a_label, a.id", q.args)
	out := make([]report.Member, len(rows))
	for i, r := range rows {
		out[i] = report.Member{
			ID: r.ID, Round: r.RoundID, ALabel: r.FinalALabel, String: r.FinalString, Set: r.SetName, Basis: r.Basis,
			Delegated: r.Delegated == 1, Open: r.Standing == 1, Live: r.Live == 1,
		}
	}
	return out, err
}
