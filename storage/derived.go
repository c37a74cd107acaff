package storage

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"

	"rootward/application/lifecycle"
)

// Derived compares what is kept a second time, for search and reports, with
// what it was derived from.
func (s *Store) Derived(ctx context.Context, cases []lifecycle.Case) ([]lifecycle.Fault, error) {
	var out []lifecycle.Fault
	for kind, ids := range byKind(cases) {
		for _, compare := range []func(context.Context, string, []string) ([]lifecycle.Fault, error){s.derivedDays, s.derivedHolds, s.derivedReceipts, s.derivedTasks, s.derivedRules} {
			faults, err := compare(ctx, kind, ids)
			if err != nil {
				return nil, err
			}
			out = append(out, faults...)
		}
	}
	return out, nil
}

// derivedDays compares the days that reports group by with the instants.
func (s *Store) derivedDays(ctx context.Context, kind string, ids []string) ([]lifecycle.Fault, error) {
	var faults faultList
	var rows []caseRow
	if err := s.conn(ctx).Where("kind = ? AND id IN ?", kind, ids).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("days of cases: %w", err)
	}
	for _, r := range rows {
		faults.compare(kind, r.ID, "day of the stage", r.SinceDay, dayText(when(r.SinceAt)))
	}
	var visits []visitRow
	if err := s.conn(ctx).Where("case_kind = ? AND case_id IN ?", kind, ids).Find(&visits).Error; err != nil {
		return nil, fmt.Errorf("days of stage visits: %w", err)
	}
	for _, r := range visits {
		v, days := r.visit(), sql.NullInt64{}
		if v.Counted() {
			days = sql.NullInt64{Int64: int64(v.Days()), Valid: true}
		}
		faults.compare(kind, r.CaseID, "days of stage "+r.Stage, fmt.Sprint(r.EnteredDay, r.LeftDay, r.Days), fmt.Sprint(dayText(v.Entered), dayText(v.Left), days))
	}
	return faults, nil
}

// derivedHolds compares each hold with the rows of history that opened and
// closed it.
func (s *Store) derivedHolds(ctx context.Context, kind string, ids []string) ([]lifecycle.Fault, error) {
	var faults faultList
	var holds []holdRow
	if err := s.conn(ctx).Where("case_kind = ? AND case_id IN ?", kind, ids).Find(&holds).Error; err != nil {
		return nil, fmt.Errorf("holds: %w", err)
	}
	var rows []historyRow
	if err := s.conn(ctx).Where("case_kind = ? AND case_id IN ? AND hold_id <> 0", kind, ids).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("history of holds: %w", err)
	}
	text := map[int64]string{}
	for _, r := range rows {
		text[r.HoldID] += fmt.Sprint(r.Hold, " ", r.Actor, " ", r.EnteredAt.UTC().Unix(), ";")
	}
	for _, h := range holds {
		kept := fmt.Sprint(h.Code, " ", h.Opener, " ", h.OpenedAt.UTC().Unix(), ";")
		if h.ClosedAt.Valid {
			kept += fmt.Sprint(h.Code, " ", h.Closer, " ", h.ClosedAt.Time.UTC().Unix(), ";")
		}
		faults.compare(kind, h.CaseID, fmt.Sprint("hold ", h.ID), kept, text[h.ID])
	}
	return faults, nil
}

// derivedReceipts compares the digest of each receipt with its content.
func (s *Store) derivedReceipts(ctx context.Context, kind string, ids []string) ([]lifecycle.Fault, error) {
	var faults faultList
	if kind != string(lifecycle.Application) {
		return nil, nil
	}
	var rows []receiptRow
	if err := s.conn(ctx).Where("application_id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("receipts: %w", err)
	}
	for _, r := range rows {
		sum := sha256.Sum256([]byte(r.Content))
		faults.compare(kind, r.ApplicationID, "receipt "+r.Number, r.Digest, hex.EncodeToString(sum[:]))
	}
	return faults, nil
}

// derivedTasks compares who recommended and who decided with the history.
func (s *Store) derivedTasks(ctx context.Context, kind string, ids []string) ([]lifecycle.Fault, error) {
	var faults faultList
	if kind != string(lifecycle.Task) {
		return nil, nil
	}
	var rows []struct{ ID, Recommender, Decider, Recommended, Decided string }
	last := func(events string) string {
		return `coalesce((SELECT h.actor FROM history h WHERE h.case_kind = 'task' AND h.case_id = t.id AND h.event IN (` + events + `) ORDER BY h.version DESC LIMIT 1), '')`
	}
	err := s.conn(ctx).Raw(`SELECT t.id, t.recommender, t.decider, `+last("'recommend_pass', 'recommend_fail'")+` AS recommended, `+
		last("'decide_pass', 'decide_fail'")+` AS decided FROM tasks t WHERE t.id IN ?`, ids).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("tasks: %w", err)
	}
	for _, r := range rows {
		if r.Recommender != "" { // sent back, nobody has recommended it
			faults.compare(kind, r.ID, "recommender", r.Recommender, r.Recommended)
		}
		faults.compare(kind, r.ID, "decider", r.Decider, r.Decided)
	}
	return faults, nil
}

type faultList []lifecycle.Fault

func (l *faultList) compare(kind, id, what, kept, derived string) {
	if kept != derived {
		*l = append(*l, lifecycle.Fault{Case: lifecycle.Case{Kind: lifecycle.Kind(kind), ID: id}, What: what, Kept: kept, Replayed: derived})
	}
}
