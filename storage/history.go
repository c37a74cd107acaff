package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"rootward/application/lifecycle"
	"rootward/workflow"
)

type historyRow struct {
	ID                                             int64
	CaseKind, CaseID                               string
	Version                                        int64
	Event, FromState, ToState, Actor, Role, Behalf string
	Reason                                         string
	Sources                                        string
	Decision                                       bool
	HappenedAt                                     sql.NullTime
	EnteredAt                                      time.Time
	Policy, Hold                                   string
	HoldID                                         int64
	Kinds, PrevHash, Hash                          string
}

func (historyRow) TableName() string { return "history" }

func (r historyRow) entry() (lifecycle.Entry, error) {
	var sources []lifecycle.Source
	if err := json.Unmarshal([]byte(r.Sources), &sources); err != nil {
		return lifecycle.Entry{}, fmt.Errorf("sources of history row %d: %w", r.ID, err)
	}
	if len(sources) == 0 {
		sources = nil
	}
	return lifecycle.Entry{
		ID: r.ID, Case: lifecycle.Case{Kind: lifecycle.Kind(r.CaseKind), ID: r.CaseID}, Version: r.Version,
		Event: workflow.Event(r.Event), From: workflow.State(r.FromState), To: workflow.State(r.ToState),
		Actor: r.Actor, Role: workflow.Role(r.Role), Behalf: r.Behalf, Reason: r.Reason, Sources: sources, Decision: r.Decision,
		At: when(r.HappenedAt), Entered: r.EnteredAt.UTC(), Policy: r.Policy, Hold: r.Hold, HoldID: r.HoldID,
		Kinds: splitKinds(r.Kinds), PrevHash: r.PrevHash, Hash: r.Hash,
	}, nil
}

// Append adds a row of history and sets its ID.
func (s *Store) Append(ctx context.Context, e *lifecycle.Entry) error {
	sources := e.Sources
	if sources == nil {
		sources = []lifecycle.Source{}
	}
	text, err := marshal(sources)
	if err != nil {
		return err
	}
	row := s.conn(ctx).Raw(`INSERT INTO history (case_kind, case_id, version, event, from_state, to_state, actor, role, behalf, reason, sources, decision,
		happened_at, entered_at, policy, hold, hold_id, kinds, prev_hash, hash)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		string(e.Case.Kind), e.Case.ID, e.Version, string(e.Event), string(e.From), string(e.To), e.Actor, string(e.Role), e.Behalf, e.Reason, text, e.Decision,
		nullWhen(e.At), e.Entered.UTC(), e.Policy, e.Hold, e.HoldID, joinKinds(e.Kinds), e.PrevHash, e.Hash).Row()
	if err := row.Scan(&e.ID); err != nil {
		if unique(err) {
			return fmt.Errorf("%s has moved: %w", e.Case, lifecycle.ErrConflict)
		}
		return fmt.Errorf("appending to the history of %s: %w", e.Case, err)
	}
	return nil
}

// History lists the rows of one case, oldest first.
func (s *Store) History(ctx context.Context, c lifecycle.Case) ([]lifecycle.Entry, error) {
	all, err := s.HistoryOf(ctx, []lifecycle.Case{c})
	return all[c], err
}

// HistoryOf lists the rows of these cases by version.
func (s *Store) HistoryOf(ctx context.Context, cases []lifecycle.Case) (map[lifecycle.Case][]lifecycle.Entry, error) {
	out := map[lifecycle.Case][]lifecycle.Entry{}
	for kind, ids := range byKind(cases) {
		var rows []historyRow
		if err := s.conn(ctx).Where("case_kind = ? AND case_id IN ?", kind, ids).Order("case_id, version").Find(&rows).Error; err != nil {
			return nil, fmt.Errorf("reading history: %w", err)
		}
		for _, r := range rows {
			e, err := r.entry()
			if err != nil {
				return nil, err
			}
			out[e.Case] = append(out[e.Case], e)
		}
	}
	return out, nil
}

// HistoryAfter lists rows of all cases, newest first, from the one before a
// row id; 0 begins at the newest. Actor and kind narrow the list when set.
// Cases of the reader's own organisation are left out: the reader is an
// account, and in conflict of interest there.
func (s *Store) HistoryAfter(ctx context.Context, reader string, before int64, actor string, kind lifecycle.Kind, limit int) ([]lifecycle.Entry, error) {
	q := s.conn(ctx).Order("id DESC").Limit(limit).
		Where("NOT (case_kind = 'application' AND case_id IN (SELECT id FROM applications WHERE organisation_id IN "+ownOrganisation+"))", reader).
		Where("NOT (case_kind = 'task' AND case_id IN (SELECT t.id FROM tasks t JOIN applications a ON a.id = t.application_id WHERE a.organisation_id IN "+ownOrganisation+"))", reader)
	if before > 0 {
		q = q.Where("id < ?", before)
	}
	if actor != "" {
		q = q.Where("actor = ?", actor)
	}
	if kind != "" {
		q = q.Where("case_kind = ?", string(kind))
	}
	var rows []historyRow
	if err := q.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing history: %w", err)
	}
	out := make([]lifecycle.Entry, 0, len(rows))
	for _, r := range rows {
		e, err := r.entry()
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// OrphanHistory names cases that have history but no row.
func (s *Store) OrphanHistory(ctx context.Context, limit int) ([]lifecycle.Case, error) {
	var rows []struct{ CaseKind, CaseID string }
	err := s.conn(ctx).Raw(`SELECT DISTINCT h.case_kind, h.case_id FROM history h
		WHERE h.version = 1 AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.kind = h.case_kind AND c.id = h.case_id) LIMIT ?`, limit).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("looking for history without a case: %w", err)
	}
	out := make([]lifecycle.Case, len(rows))
	for i, r := range rows {
		out[i] = lifecycle.Case{Kind: lifecycle.Kind(r.CaseKind), ID: r.CaseID}
	}
	return out, nil
}

func byKind(cases []lifecycle.Case) map[string][]string {
	out := map[string][]string{}
	for _, c := range cases {
		out[string(c.Kind)] = append(out[string(c.Kind)], c.ID)
	}
	return out
}

// placeholders writes n groups of k question marks for a VALUES list.
func placeholders(n, k int) string {
	group := "(" + strings.TrimSuffix(strings.Repeat("?, ", k), ", ") + ")"
	return strings.TrimSuffix(strings.Repeat(group+", ", n), ", ")
}
