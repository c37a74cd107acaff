package storage

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"rootward/application"
	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/workflow"
)

var _ evaluation.Store = (*Store)(nil)

// taskRow is one task. Its state stands in its case, which the door writes;
// what stands here is written by an effect of the door and by the renewal of
// a lease.
type taskRow struct {
	ID, ApplicationID, RoundID, Panel, Stage string
	Ordinal, Priority                        int64
	DueAt, CreatedAt                         time.Time
	PausedAt                                 sql.NullTime
	Claimant                                 string
	LeaseUntil                               sql.NullTime
	Recommender, Recommendation, Decider     string
	DoneAt                                   sql.NullTime
}

func (taskRow) TableName() string { return "tasks" }

const taskColumns = "id, application_id, round_id, panel, stage, ordinal, priority, due_at, created_at, paused_at, claimant, lease_until, recommender, recommendation, decider, done_at"

func fromTask(t evaluation.Task) taskRow {
	return taskRow{
		ID: t.ID, ApplicationID: t.Application, RoundID: t.Round, Panel: t.Panel, Stage: string(t.Stage), Ordinal: int64(t.Ordinal), Priority: int64(t.Priority),
		DueAt: t.Due.UTC(), CreatedAt: t.Created.UTC(), PausedAt: nullTime(t.Paused), Claimant: t.Claimant, LeaseUntil: nullTime(t.Until),
		Recommender: t.Recommender, Recommendation: string(t.Advice), Decider: t.Decider, DoneAt: nullTime(t.Done),
	}
}

// standingRow is a task with where its case stands.
type standingRow struct {
	T       taskRow `gorm:"embedded;embeddedPrefix:t_"`
	State   string
	Version int64
}

var standingColumns = prefixed("t", taskColumns) + ", c.state, c.version"

const standingFrom = " FROM tasks t JOIN cases c ON c.kind = 'task' AND c.id = t.id"

func (r standingRow) task() evaluation.Task {
	t := r.T
	return evaluation.Task{
		ID: t.ID, Application: t.ApplicationID, Round: t.RoundID, Panel: t.Panel, Stage: workflow.Stage(t.Stage), Ordinal: int(t.Ordinal), Priority: int(t.Priority),
		Due: t.DueAt.UTC(), Created: t.CreatedAt.UTC(), Paused: instant(t.PausedAt), Claimant: t.Claimant, Until: instant(t.LeaseUntil),
		Recommender: t.Recommender, Advice: evaluation.Outcome(t.Recommendation), Decider: t.Decider, Done: instant(t.DoneAt),
		State: workflow.State(r.State), Version: r.Version,
	}
}

// instant is a time that may be missing; the zero time when it is.
func instant(t sql.NullTime) time.Time {
	if !t.Valid {
		return time.Time{}
	}
	return t.Time.UTC()
}

// InsertTasks adds tasks; their cases follow.
func (s *Store) InsertTasks(ctx context.Context, tasks []evaluation.Task) error {
	rows := make([]taskRow, len(tasks))
	for i, t := range tasks {
		rows[i] = fromTask(t)
	}
	if err := s.conn(ctx).CreateInBatches(&rows, insertBatch).Error; err != nil {
		return fmt.Errorf("adding tasks: %w", err)
	}
	return nil
}

// Task reads one; lifecycle.ErrNotFound when there is none.
func (s *Store) Task(ctx context.Context, id string) (evaluation.Task, error) {
	all, err := s.tasks(ctx, " WHERE t.id = ?", id)
	if err != nil {
		return evaluation.Task{}, fmt.Errorf("task %s: %w", id, err)
	}
	if len(all) == 0 {
		return evaluation.Task{}, fmt.Errorf("task %s: %w", id, lifecycle.ErrNotFound)
	}
	return all[0], nil
}

func (s *Store) tasks(ctx context.Context, where string, args ...any) ([]evaluation.Task, error) {
	var rows []standingRow
	if err := s.conn(ctx).Raw("SELECT "+standingColumns+standingFrom+where, args...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading tasks: %w", err)
	}
	out := make([]evaluation.Task, len(rows))
	for i, r := range rows {
		out[i] = r.task()
	}
	return out, nil
}

// SaveTask writes who holds a task, what was recommended and decided.
func (s *Store) SaveTask(ctx context.Context, t evaluation.Task) error {
	r := fromTask(t)
	return s.changeTask(ctx, t.ID, "claimant = ?, lease_until = ?, recommender = ?, recommendation = ?, decider = ?, done_at = ?",
		r.Claimant, r.LeaseUntil, r.Recommender, r.Recommendation, r.Decider, r.DoneAt)
}

// SaveDue writes when a task is due and since when it is paused.
func (s *Store) SaveDue(ctx context.Context, t evaluation.Task) error {
	r := fromTask(t)
	return s.changeTask(ctx, t.ID, "due_at = ?, paused_at = ?", r.DueAt, r.PausedAt)
}

func (s *Store) changeTask(ctx context.Context, id, set string, args ...any) error {
	res := s.conn(ctx).Exec("UPDATE tasks SET "+set+" WHERE id = ?", append(args, id)...)
	if res.Error != nil {
		return fmt.Errorf("saving task %s: %w", id, res.Error)
	}
	if res.RowsAffected != 1 {
		return fmt.Errorf("saving task %s: %w", id, lifecycle.ErrNotFound)
	}
	return nil
}

// StageTasks lists the tasks of one visit of a stage, by panel.
func (s *Store) StageTasks(ctx context.Context, app string, stage workflow.Stage, ordinal int) ([]evaluation.Task, error) {
	return s.tasks(ctx, " WHERE t.application_id = ? AND t.stage = ? AND t.ordinal = ? ORDER BY t.panel", app, string(stage), ordinal)
}

// LeasesOver lists tasks whose lease has ended, the longest ago first.
func (s *Store) LeasesOver(ctx context.Context, now time.Time, limit int) ([]evaluation.Task, error) {
	return s.tasks(ctx, " WHERE t.lease_until <= ? ORDER BY t.lease_until, t.id LIMIT ?", now.UTC(), limit)
}

// Held counts the tasks that an account holds.
func (s *Store) Held(ctx context.Context, account string) (int, error) {
	// Two claims of one account wait for each other, so that together they
	// cannot pass the limit. SQLite's transactions exclude each other anyway.
	if s.dialect == Postgres {
		if err := s.conn(ctx).Exec("SELECT 1 FROM accounts WHERE id = ? FOR UPDATE", account).Error; err != nil {
			return 0, fmt.Errorf("locking account %s: %w", account, err)
		}
	}
	var n int
	if err := s.conn(ctx).Raw("SELECT count(*) FROM tasks WHERE claimant = ?", account).Scan(&n).Error; err != nil {
		return 0, fmt.Errorf("tasks of %s: %w", account, err)
	}
	return n, nil
}

type findingRow struct {
	TaskID, Criterion, Verdict, Reason, Source, FoundBy string
	FoundAt                                             time.Time
	Revision                                            int64
}

func (findingRow) TableName() string { return "findings" }

// Findings lists the findings of a task by criterion.
func (s *Store) Findings(ctx context.Context, task string) ([]evaluation.Finding, error) {
	var rows []findingRow
	if err := s.conn(ctx).Where("task_id = ?", task).Order("criterion").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("findings of %s: %w", task, err)
	}
	out := make([]evaluation.Finding, len(rows))
	for i, r := range rows {
		out[i] = evaluation.Finding{
			Criterion: r.Criterion, Verdict: evaluation.Verdict(r.Verdict), Reason: r.Reason, Source: r.Source, By: r.FoundBy, At: r.FoundAt.UTC(), Revision: r.Revision,
		}
	}
	return out, nil
}

// SaveFinding writes a finding if the one kept has the given revision, 0 for
// none; lifecycle.ErrConflict otherwise.
func (s *Store) SaveFinding(ctx context.Context, task string, f evaluation.Finding, revision int64) error {
	q := "UPDATE findings SET verdict = ?, reason = ?, source = ?, found_by = ?, found_at = ?, revision = ? WHERE task_id = ? AND criterion = ? AND revision = ?"
	args := []any{string(f.Verdict), f.Reason, f.Source, f.By, f.At.UTC(), f.Revision, task, f.Criterion}
	if revision == 0 {
		q = "INSERT INTO findings (verdict, reason, source, found_by, found_at, revision, task_id, criterion) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (task_id, criterion) DO NOTHING"
	} else {
		args = append(args, revision)
	}
	res := s.conn(ctx).Exec(q, args...)
	if res.Error != nil {
		return fmt.Errorf("saving a finding of %s: %w", task, res.Error)
	}
	if res.RowsAffected != 1 {
		return fmt.Errorf("finding %s of %s is not at revision %d: %w", f.Criterion, task, revision, lifecycle.ErrConflict)
	}
	return nil
}

type readingRow struct {
	ID                                int64
	AccountID, CaseKind, CaseID, What string
	At                                time.Time
}

func (readingRow) TableName() string { return "readings" }

// LogReadings writes down who read what.
func (s *Store) LogReadings(ctx context.Context, readings []evaluation.Reading) error {
	rows := make([]readingRow, len(readings))
	for i, r := range readings {
		rows[i] = readingRow{AccountID: r.Account, CaseKind: string(r.Case.Kind), CaseID: r.Case.ID, What: r.What, At: r.At.UTC()}
	}
	if err := s.conn(ctx).Omit("ID").Create(&rows).Error; err != nil {
		return fmt.Errorf("writing down readings: %w", err)
	}
	return nil
}

// ReadingsOf lists who read a case, newest first.
func (s *Store) ReadingsOf(ctx context.Context, c lifecycle.Case, limit int) ([]evaluation.Reading, error) {
	var rows []readingRow
	if err := s.conn(ctx).Where("case_kind = ? AND case_id = ?", string(c.Kind), c.ID).Order("id DESC").Limit(limit).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("readings of %s: %w", c, err)
	}
	out := make([]evaluation.Reading, len(rows))
	for i, r := range rows {
		out[i] = evaluation.Reading{Account: r.AccountID, Case: c, What: r.What, At: r.At.UTC()}
	}
	return out, nil
}

// AccountNames reads the names of accounts by id.
func (s *Store) AccountNames(ctx context.Context, ids []string) (map[string]string, error) {
	out := map[string]string{}
	if len(ids) == 0 {
		return out, nil
	}
	var rows []struct{ ID, Name string }
	if err := s.conn(ctx).Raw("SELECT id, name FROM accounts WHERE id IN ?", ids).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("names of accounts: %w", err)
	}
	for _, r := range rows {
		out[r.ID] = r.Name
	}
	return out, nil
}

// SameString lists the other public applications of the round for the same
// final A-label or one with the same key, by id.
func (s *Store) SameString(ctx context.Context, a application.Application, limit int) ([]application.Listed, error) {
	var rows []listedRow
	q := "SELECT " + listedColumns + listedFrom + " WHERE a.round_id = ? AND a.id <> ? AND c.public AND " + sameKey + " ORDER BY a.id LIMIT ?"
	if err := s.conn(ctx).Raw(q, a.Round, a.ID, a.FinalALabel, a.VariantKey, limit).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("applications for %s: %w", a.FinalALabel, err)
	}
	out := make([]application.Listed, len(rows))
	for i, r := range rows {
		out[i] = r.listed()
	}
	return out, nil
}
