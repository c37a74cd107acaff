package storage

import (
	"context"
	"fmt"
	"strings"

	"rootward/application"
	"rootward/application/evaluation"
)

// cond is a condition with its values.
type cond struct {
	sql  string
	args []any
}

func both(word string, parts ...cond) cond {
	var texts []string
	var args []any
	for _, p := range parts {
		if p.sql != "" {
			texts = append(texts, p.sql)
			args = append(args, p.args...)
		}
	}
	if len(texts) == 0 {
		return cond{}
	}
	return cond{"(" + strings.Join(texts, " "+word+" ") + ")", args}
}

func and(parts ...cond) cond { return both("AND", parts...) }
func or(parts ...cond) cond  { return both("OR", parts...) }
func not(c cond) cond        { return cond{"NOT " + c.sql, c.args} }

var never = cond{sql: "(1 = 0)"}

// ofPanels is a task of one of these panels; an empty list has none.
func ofPanels(list []string) cond {
	if len(list) == 0 {
		return never
	}
	return cond{"t.panel IN ?", []any{list}}
}

// desk holds the conditions that make up a queue. Where a task stands is read
// off its own columns, which follow from its case, so that counting joins
// nothing that it need not.
type desk struct {
	seen, mine, free, late cond
	joins                  string
}

func deskOf(q evaluation.Query) desk {
	d := q.Desk
	waiting := cond{sql: "t.claimant = '' AND t.recommendation = ''"}
	decidable := and(ofPanels(d.Decides), cond{"t.recommendation <> '' AND t.recommender <> ?", []any{d.Account}})
	out := desk{
		mine: cond{"(t.claimant = ?)", []any{d.Account}},
		free: or(and(ofPanels(d.Evaluates), waiting), decidable),
		late: cond{"(t.paused_at IS NULL AND t.due_at < ?)", []any{q.Now.UTC()}},
	}
	seen := []cond{{sql: "t.done_at IS NULL"}, ofPanels(d.Panels())}
	if !d.Oversees {
		seen = append(seen, or(ofPanels(d.Evaluates), decidable))
	}
	if q.Panel != "" {
		seen = append(seen, cond{"t.panel = ?", []any{q.Panel}})
	}
	if d.Organisation != "" {
		out.joins = taskApplication
		seen = append(seen, cond{"(a.organisation_id IS NULL OR a.organisation_id <> ?)", []any{d.Organisation}})
	}
	if q.Text != "" {
		out.joins = taskApplication
		seen = append(seen, cond{"a.folded LIKE ? ESCAPE '!'", []any{"%" + escapeLike(Fold(q.Text)) + "%"}})
	}
	out.seen = and(seen...)
	return out
}

const taskApplication = " JOIN applications a ON a.id = t.application_id"

// group is the condition of one group. Each task meets exactly one.
func (d desk) group(g evaluation.Group) cond {
	switch g {
	case evaluation.Overdue:
		return and(d.late, or(d.mine, d.free))
	case evaluation.Yours:
		return and(not(d.late), d.mine)
	case evaluation.Pool:
		return and(not(d.late), not(d.mine), d.free)
	case evaluation.Others:
		return not(or(d.mine, d.free))
	}
	return never
}

// QueueCounts counts the open tasks of a desk by group.
func (s *Store) QueueCounts(ctx context.Context, q evaluation.Query) (map[evaluation.Group]int, error) {
	d := deskOf(q)
	var columns []string
	var args []any
	for _, g := range evaluation.Groups {
		c := d.group(g)
		columns = append(columns, "COALESCE(SUM(CASE WHEN "+c.sql+" THEN 1 ELSE 0 END), 0)")
		args = append(args, c.args...)
	}
	counts := make([]int, len(columns))
	into := make([]any, len(columns))
	for i := range counts {
		into[i] = &counts[i]
	}
	row := s.conn(ctx).Raw("SELECT "+strings.Join(columns, ", ")+" FROM tasks t"+d.joins+" WHERE "+d.seen.sql, append(args, d.seen.args...)...).Row()
	if err := row.Scan(into...); err != nil {
		return nil, fmt.Errorf("counting tasks: %w", err)
	}
	out := map[evaluation.Group]int{}
	for i, g := range evaluation.Groups {
		out[g] = counts[i]
	}
	return out, nil
}

// queueRow is a task with what the queue shows about its application.
type queueRow struct {
	S                                          standingRow `gorm:"embedded"`
	OrganisationID                             *string
	Applicant, String, ALabel                  string
	FinalString, FinalALabel, Script, Language string
	ApplicantKnown                             bool
	Kinds                                      string
	Holder                                     *string
}

func (r queueRow) row() evaluation.Row {
	out := evaluation.Row{Task: r.S.task(), Kinds: splitKinds(r.Kinds), About: application.Application{
		ID: r.S.T.ApplicationID, Round: r.S.T.RoundID, Applicant: r.Applicant, ApplicantKnown: r.ApplicantKnown, String: r.String, ALabel: r.ALabel,
		FinalString: r.FinalString, FinalALabel: r.FinalALabel, Script: r.Script, Language: r.Language,
	}}
	if r.OrganisationID != nil {
		out.About.Organisation = *r.OrganisationID
	}
	if r.Holder != nil {
		out.Holder = *r.Holder
	}
	return out
}

// QueuePage lists the tasks of one group in order of due time, priority and
// id, behind a cursor.
func (s *Store) QueuePage(ctx context.Context, q evaluation.Query) ([]evaluation.Row, error) {
	d := deskOf(q)
	where := and(d.seen, d.group(q.Group))
	if q.After.ID != "" {
		where = and(where, cond{"(t.due_at, t.priority, t.id) > (?, ?, ?)", []any{q.After.Due.UTC(), q.After.Priority, q.After.ID}})
	}
	// The page is cut before anything is joined to it: a queue may be long.
	var rows []queueRow
	err := s.conn(ctx).Raw("SELECT "+standingColumns+`, a.organisation_id, a.applicant, a.applicant_known, a.string, a.a_label, a.final_string, a.final_a_label,
		a.script, a.language, c.kinds, h.name AS holder
		FROM (SELECT t.* FROM tasks t`+d.joins+" WHERE "+where.sql+` ORDER BY t.due_at, t.priority, t.id LIMIT ?) t
		JOIN cases c ON c.kind = 'task' AND c.id = t.id`+taskApplication+`
		LEFT JOIN accounts h ON h.id = CASE WHEN t.claimant <> '' THEN t.claimant ELSE t.recommender END
		ORDER BY t.due_at, t.priority, t.id`, append(where.args, q.Limit)...).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("listing tasks: %w", err)
	}
	out := make([]evaluation.Row, len(rows))
	for i, r := range rows {
		out[i] = r.row()
	}
	return out, nil
}
