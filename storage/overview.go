package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/workflow"
)

// published is the condition of a public list and its values.
func (s *Store) published(f application.PublicFilter) (string, []any) {
	where, args := []string{"a.case_public"}, []any(nil)
	add := func(cond string, vals ...any) {
		where = append(where, cond)
		args = append(args, vals...)
	}
	for _, x := range []struct{ value, cond string }{
		{f.Round, "a.round_id = ?"}, {f.State, "a.case_state = ?"}, {f.Stage, "a.case_stage = ?"},
	} {
		if x.value != "" {
			add(x.cond, x.value)
		}
	}
	if f.Kind != "" {
		add(s.contains("a.case_kinds"), ","+f.Kind+",")
	}
	if f.Query != "" {
		add(s.contains("a.folded"), Fold(f.Query))
	}
	if f.Status != "" {
		cond, vals := standing(application.StandsOf(workflow.Status(f.Status)))
		add(cond, vals...)
	}
	return strings.Join(where, " AND "), args
}

// contains is the condition that a text has a part. Both sides are folded
// already, and plain search takes a quarter of the time of LIKE.
func (s *Store) contains(column string) string {
	if s.dialect == Postgres {
		return "strpos(" + column + ", ?) > 0"
	}
	return "instr(" + column + ", ?) > 0"
}

// standing is the condition of being in one of these states.
func standing(stands []application.Stand) (string, []any) {
	holds := map[application.HoldFilter]string{application.AnyHolds: "", application.NoHolds: " AND a.case_holds = 0", application.WithHolds: " AND a.case_holds > 0"}
	var list []string
	var args []any
	for _, s := range stands {
		list = append(list, "(a.case_definition = ? AND a.case_state = ?"+holds[s.Held]+")")
		args = append(args, s.Definition, string(s.State))
	}
	if len(list) == 0 {
		return "1 = 0", nil
	}
	return "(" + strings.Join(list, " OR ") + ")", args
}

// Published lists public applications; see [application.PublicStore]. The page
// is found in an index alone; only its rows are read whole.
func (s *Store) Published(ctx context.Context, f application.PublicFilter) ([]application.Listed, error) {
	where, args := s.published(f)
	order := "a.a_label, a.id"
	backwards := f.Before != application.Place{}
	switch {
	case backwards:
		where += " AND (a.a_label, a.id) < (?, ?)"
		args = append(args, f.Before.ALabel, f.Before.ID)
		order = "a.a_label DESC, a.id DESC"
	case f.After != application.Place{}:
		where += " AND (a.a_label, a.id) > (?, ?)"
		args = append(args, f.After.ALabel, f.After.ID)
	}
	out, err := s.listed(ctx, "SELECT "+listedColumns+" FROM (SELECT a.id AS page_id FROM applications a WHERE "+where+" ORDER BY "+order+` LIMIT ?) p
		CROSS JOIN applications a CROSS JOIN cases c WHERE a.id = p.page_id AND c.kind = 'application' AND c.id = p.page_id ORDER BY `+order, append(args, f.Limit)...)
	if backwards {
		slices.Reverse(out)
	}
	return out, err
}

func (s *Store) listed(ctx context.Context, q string, args ...any) ([]application.Listed, error) {
	var rows []listedRow
	if err := s.conn(ctx).Raw(q, args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing public applications: %w", err)
	}
	out := make([]application.Listed, len(rows))
	for i, r := range rows {
		out[i] = r.listed()
	}
	return out, nil
}

// CountPublished counts public applications.
func (s *Store) CountPublished(ctx context.Context, f application.PublicFilter) (int, error) {
	where, args := s.published(f)
	var n int
	if err := s.conn(ctx).Raw("SELECT count(*) FROM applications a WHERE "+where, args...).Scan(&n).Error; err != nil {
		return 0, fmt.Errorf("counting public applications: %w", err)
	}
	return n, nil
}

// Exactly lists public applications with this id or label.
func (s *Store) Exactly(ctx context.Context, id, aLabel string, limit int) ([]application.Listed, error) {
	found, args := "SELECT id FROM applications WHERE id = ?", []any{id}
	if aLabel != "" {
		found += ` UNION SELECT x.id FROM rounds r JOIN applications x ON x.round_id = r.id AND x.a_label = ?
			UNION SELECT x.id FROM rounds r JOIN applications x ON x.round_id = r.id AND x.final_a_label = ?`
		args = append(args, aLabel, aLabel)
	}
	return s.listed(ctx, "SELECT "+listedColumns+" FROM ("+found+`) p CROSS JOIN applications a CROSS JOIN cases c
		WHERE a.id = p.id AND a.case_public AND c.kind = 'application' AND c.id = p.id ORDER BY a.a_label, a.id LIMIT ?`, append(args, limit)...)
}

// Standings counts public applications by state.
func (s *Store) Standings(ctx context.Context, rounds []string) ([]application.Standing, error) {
	if len(rounds) == 0 {
		return nil, nil
	}
	var rows []struct {
		RoundID, Definition, State string
		Held                       bool
		N                          int
	}
	err := s.conn(ctx).Raw(`SELECT round_id, definition, state, holds > 0 AS held, sum(n) AS n FROM (
		SELECT round_id, case_definition AS definition, case_state AS state, case_holds AS holds, count(*) AS n FROM applications
		WHERE case_public AND round_id IN ? GROUP BY round_id, case_definition, case_state, case_holds) x
		GROUP BY round_id, definition, state, holds > 0 ORDER BY round_id, definition, state, held`, rounds).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("counting applications by state: %w", err)
	}
	out := make([]application.Standing, 0, len(rows))
	for _, r := range rows {
		d := workflow.ByName(r.Definition)
		if d == nil {
			return nil, fmt.Errorf("counting applications by state: no life cycle is called %q", r.Definition)
		}
		out = append(out, application.Standing{Round: r.RoundID, Definition: d, State: workflow.State(r.State), Held: r.Held, N: r.N})
	}
	return out, nil
}

// shown lists the states that history may show: those that are not secret.
var shown = func() []string {
	var out []string
	for _, d := range workflow.All {
		for _, p := range d.Positions {
			if !p.Secret {
				out = append(out, d.Name+" "+string(p.State))
			}
		}
	}
	return out
}()

type changeRow struct {
	CaseKind, RoundID, Definition, ToState, Day string
	N                                           int
	CaseID                                      string
	Last                                        int64
}

// midnight is the beginning of the day of a time.
func (s *Store) midnight(column string) string {
	if s.dialect == Postgres {
		return "date_trunc('day', " + column + ")"
	}
	return "date(" + column + ")"
}

// Changes lists what happened last; see [application.PublicStore]. Each day
// has at least one change, so it first goes back from day to day in the index
// of times, as many days as changes are wanted, and counts within those. The
// empty text keeps SQLite from going through all cases of a kind instead.
func (s *Store) Changes(ctx context.Context, rounds []string, limit int) ([]application.Change, error) {
	if len(rounds) == 0 {
		return nil, nil
	}
	var rows []changeRow
	moved := `FROM history h JOIN cases c ON c.kind = h.case_kind AND c.id = h.case_id
		WHERE h.case_kind || '' IN ('application', 'round') AND c.public AND c.round_id IN ? AND h.happened_at IS NOT NULL AND h.from_state <> h.to_state
		AND c.definition || ' ' || h.to_state IN ?`
	last := "SELECT h.happened_at " + moved
	args := []any{rounds, shown, rounds, shown, limit, rounds, shown, limit}
	err := s.conn(ctx).Raw(`WITH RECURSIVE days(at, n) AS (
			SELECT * FROM (SELECT h.happened_at, 1 `+moved+` ORDER BY h.happened_at DESC LIMIT 1) x
			UNION ALL
			SELECT (`+last+" AND h.happened_at < "+s.midnight("days.at")+` ORDER BY h.happened_at DESC LIMIT 1), n + 1 FROM days WHERE days.at IS NOT NULL AND n < ?)
		SELECT h.case_kind, c.round_id, c.definition, h.to_state, CAST(date(h.happened_at) AS TEXT) AS day,
		count(*) AS n, min(h.case_id) AS case_id, max(h.id) AS last `+moved+` AND h.happened_at >= (SELECT `+s.midnight("min(days.at)")+` FROM days)
		GROUP BY h.case_kind, c.round_id, c.definition, h.to_state, date(h.happened_at) ORDER BY 5 DESC, 8 DESC LIMIT ?`, args...).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("last changes: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	return s.complete(ctx, rows)
}

// complete adds applications and sources to changes.
func (s *Store) complete(ctx context.Context, rows []changeRow) ([]application.Change, error) {
	var entries []int64
	ids := []string{""}
	for _, r := range rows {
		entries = append(entries, r.Last)
		if r.N == 1 && r.CaseKind == string(lifecycle.Application) {
			ids = append(ids, r.CaseID)
		}
	}
	var found []struct {
		ID      int64
		Sources string
	}
	if err := s.conn(ctx).Raw("SELECT id, CAST(sources AS TEXT) AS sources FROM history WHERE id IN ?", entries).Scan(&found).Error; err != nil {
		return nil, fmt.Errorf("sources of changes: %w", err)
	}
	sources := map[int64][]lifecycle.Source{}
	for _, f := range found {
		var list []lifecycle.Source
		if err := json.Unmarshal([]byte(f.Sources), &list); err != nil {
			return nil, fmt.Errorf("sources of history row %d: %w", f.ID, err)
		}
		sources[f.ID] = list
	}
	var apps []applicationRow
	if err := s.conn(ctx).Where("id IN ?", ids).Find(&apps).Error; err != nil {
		return nil, fmt.Errorf("applications of changes: %w", err)
	}
	byID := map[string]application.Application{}
	for _, a := range apps {
		byID[a.ID] = a.application()
	}
	out := make([]application.Change, len(rows))
	for i, r := range rows {
		day, err := time.Parse(time.DateOnly, r.Day)
		if err != nil {
			return nil, fmt.Errorf("day of a change: %w", err)
		}
		out[i] = application.Change{Kind: lifecycle.Kind(r.CaseKind), Round: r.RoundID, Day: day, State: workflow.State(r.ToState), N: r.N, Sources: sources[r.Last]}
		if d := workflow.ByName(r.Definition); d != nil {
			out[i].Status, _ = d.Public(out[i].State, 0)
		}
		if a, ok := byID[r.CaseID]; ok && r.N == 1 {
			out[i].One = &a
		}
	}
	return out, nil
}

// fromSets joins the members of the sets of a round that are public. Left to
// itself SQLite would read every row of them.
func (s *Store) fromSets() string {
	hint := " INDEXED BY applications_public_id"
	if s.dialect == Postgres {
		hint = ""
	}
	return " FROM contention_members m JOIN applications a" + hint + " ON a.id = m.application_id AND a.case_public WHERE m.round_id = ?"
}

// SetLines lists contention sets; see [application.PublicStore].
func (s *Store) SetLines(ctx context.Context, f application.SetFilter) ([]application.SetLine, error) {
	having, args := "", []any{f.Round, f.After}
	if f.Size > 0 {
		having = " HAVING count(*) = ?"
		args = append(args, f.Size)
	}
	var rows []struct {
		RoundID, Name, Basis, Source, String, ALabel string
		Strings, Members, Open, Delegated            int
	}
	err := s.conn(ctx).Raw(`SELECT s.round_id, s.name, s.basis, s.source, x.string, x.a_label, x.strings, x.members, x.open, x.delegated
		FROM (SELECT m.set_name, min(a.string) AS string, min(a.a_label) AS a_label, count(DISTINCT a.final_a_label) AS strings, count(*) AS members,
		sum(CASE WHEN a.case_stage IN ('closed', 'delegated') THEN 0 ELSE 1 END) AS open, sum(CASE WHEN a.case_stage = 'delegated' THEN 1 ELSE 0 END) AS delegated`+
		s.fromSets()+` AND m.set_name > ? GROUP BY m.set_name`+having+` ORDER BY m.set_name LIMIT ?) x
		JOIN contention_sets s ON s.round_id = ? AND s.name = x.set_name ORDER BY s.name`, append(args, f.Limit, f.Round)...).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("contention sets of round %s: %w", f.Round, err)
	}
	out := make([]application.SetLine, len(rows))
	for i, r := range rows {
		out[i] = application.SetLine{
			Round: r.RoundID, Name: r.Name, Basis: r.Basis, Source: r.Source, String: r.String, ALabel: r.ALabel,
			Strings: r.Strings, Members: r.Members, Open: r.Open, Delegated: r.Delegated,
		}
	}
	return out, nil
}

// SetSizes counts contention sets by size; see [application.PublicStore].
func (s *Store) SetSizes(ctx context.Context, round string) ([]application.SetSize, error) {
	var out []application.SetSize
	err := s.conn(ctx).Raw(`SELECT members, count(*) AS sets FROM (SELECT count(*) AS members`+s.fromSets()+` GROUP BY m.set_name) x GROUP BY members ORDER BY members`, round).Scan(&out).Error
	if err != nil {
		return nil, fmt.Errorf("sizes of contention sets of round %s: %w", round, err)
	}
	return out, nil
}

// Watch returns the same database with f told of every statement, for finding
// pages that ask too much.
func (s *Store) Watch(f func(sql string)) *Store {
	out := *s
	out.db = s.db.Session(&gorm.Session{Logger: watcher{f}, NewDB: true})
	return &out
}

// watcher is a log that keeps statements alone.
type watcher struct{ told func(sql string) }

func (w watcher) LogMode(logger.LogLevel) logger.Interface { return w }

func (watcher) Info(context.Context, string, ...any) {}

func (watcher) Warn(context.Context, string, ...any) {}

func (watcher) Error(context.Context, string, ...any) {}

func (w watcher) Trace(_ context.Context, _ time.Time, statement func() (sql string, rows int64), _ error) {
	sql, _ := statement()
	w.told(sql)
}

var _ application.PublicStore = (*Store)(nil)
