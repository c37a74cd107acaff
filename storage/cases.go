package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"rootward/application/lifecycle"
	"rootward/workflow"
)

// caseRow is one case. Every other file may read it; only this one writes it.
type caseRow struct {
	Kind, ID, Definition, RoundID, Policy, State string
	Version, Holds                               int64
	Kinds                                        string
	Public                                       bool
	Stage                                        string
	Ordinal                                      int64
	SinceAt                                      sql.NullTime
	SinceDay                                     string
	MarkAt                                       sql.NullTime
	Split                                        bool
	ApplicantS, ProcessorS, PanelS               int64
	OutsideS, SharedS, HoldS                     int64
	LastHash                                     string
}

func (caseRow) TableName() string { return "cases" }

func fromSnapshot(s lifecycle.Snapshot) caseRow {
	c := s.Clock
	return caseRow{
		Kind: string(s.Kind), ID: s.ID, Definition: s.Definition.Name, RoundID: s.Round, Policy: s.Policy, State: string(s.State),
		Version: s.Version, Holds: int64(s.Holds), Kinds: joinKinds(s.Kinds), Public: s.Public,
		Stage: string(c.Stage), Ordinal: int64(c.Ordinal), SinceAt: nullWhen(c.Since), SinceDay: dayText(c.Since),
		MarkAt: sql.NullTime{Time: c.Mark, Valid: !c.Mark.IsZero()}, Split: c.Split,
		ApplicantS: c.Spent.Applicant, ProcessorS: c.Spent.Processor, PanelS: c.Spent.Panel,
		OutsideS: c.Spent.Outside, SharedS: c.Spent.Shared, HoldS: c.Spent.Hold, LastHash: s.LastHash,
	}
}

func (r caseRow) snapshot() lifecycle.Snapshot {
	s := lifecycle.Snapshot{
		Case:       lifecycle.Case{Kind: lifecycle.Kind(r.Kind), ID: r.ID},
		Definition: workflow.ByName(r.Definition), Round: r.RoundID, Policy: r.Policy, State: workflow.State(r.State),
		Version: r.Version, Holds: int(r.Holds), Kinds: splitKinds(r.Kinds), Public: r.Public, LastHash: r.LastHash,
	}
	s.Clock = lifecycle.Clocking{
		Stage: workflow.Stage(r.Stage), Ordinal: int(r.Ordinal), Since: when(r.SinceAt), Split: r.Split,
		Spent: lifecycle.Spent{Applicant: r.ApplicantS, Processor: r.ProcessorS, Panel: r.PanelS, Outside: r.OutsideS, Shared: r.SharedS, Hold: r.HoldS},
	}
	if r.MarkAt.Valid {
		s.Clock.Mark = r.MarkAt.Time.UTC()
	}
	return s
}

// InsertCase adds a case; lifecycle.ErrExists when it is there already.
func (s *Store) InsertCase(ctx context.Context, snap lifecycle.Snapshot) error {
	row := fromSnapshot(snap)
	if err := s.conn(ctx).Create(&row).Error; err != nil {
		if unique(err) {
			return fmt.Errorf("%s: %w", snap.Case, lifecycle.ErrExists)
		}
		return fmt.Errorf("inserting %s: %w", snap.Case, err)
	}
	return nil
}

const caseColumns = "kind, id, definition, round_id, policy, state, version, holds, kinds, public, stage, ordinal, since_at, since_day, mark_at, split, applicant_s, processor_s, panel_s, outside_s, shared_s, hold_s, last_hash"

// ReadCase reads a case; lifecycle.ErrNotFound when there is none.
func (s *Store) ReadCase(ctx context.Context, c lifecycle.Case) (lifecycle.Snapshot, error) {
	return s.oneCase(ctx, c, "")
}

// LockCase reads a case and holds its row until the transaction ends. SQLite
// needs no lock of its own: its write transactions exclude each other.
func (s *Store) LockCase(ctx context.Context, c lifecycle.Case) (lifecycle.Snapshot, error) {
	if s.dialect == Postgres {
		return s.oneCase(ctx, c, " FOR UPDATE")
	}
	return s.oneCase(ctx, c, "")
}

func (s *Store) oneCase(ctx context.Context, c lifecycle.Case, suffix string) (lifecycle.Snapshot, error) {
	var r caseRow
	row := s.conn(ctx).Raw("SELECT "+caseColumns+" FROM cases WHERE kind = ? AND id = ?"+suffix, string(c.Kind), c.ID).Row()
	err := row.Scan(&r.Kind, &r.ID, &r.Definition, &r.RoundID, &r.Policy, &r.State, &r.Version, &r.Holds, &r.Kinds, &r.Public, &r.Stage, &r.Ordinal,
		&r.SinceAt, &r.SinceDay, &r.MarkAt, &r.Split, &r.ApplicantS, &r.ProcessorS, &r.PanelS, &r.OutsideS, &r.SharedS, &r.HoldS, &r.LastHash)
	if errors.Is(err, sql.ErrNoRows) {
		return lifecycle.Snapshot{}, fmt.Errorf("%s: %w", c, lifecycle.ErrNotFound)
	}
	if err != nil {
		return lifecycle.Snapshot{}, fmt.Errorf("reading %s: %w", c, err)
	}
	snap := r.snapshot()
	if snap.Definition == nil {
		return snap, fmt.Errorf("%s: no life cycle is called %q", c, r.Definition)
	}
	return snap, nil
}

// SaveCase writes a case that was decided on a version;
// lifecycle.ErrConflict when it has another one by now.
func (s *Store) SaveCase(ctx context.Context, snap lifecycle.Snapshot, version int64) error {
	r := fromSnapshot(snap)
	res := s.conn(ctx).Exec(`UPDATE cases SET state = ?, version = ?, holds = ?, kinds = ?, public = ?, stage = ?, ordinal = ?, since_at = ?, since_day = ?,
		mark_at = ?, split = ?, applicant_s = ?, processor_s = ?, panel_s = ?, outside_s = ?, shared_s = ?, hold_s = ?, last_hash = ?
		WHERE kind = ? AND id = ? AND version = ?`,
		r.State, r.Version, r.Holds, r.Kinds, r.Public, r.Stage, r.Ordinal, r.SinceAt, r.SinceDay,
		r.MarkAt, r.Split, r.ApplicantS, r.ProcessorS, r.PanelS, r.OutsideS, r.SharedS, r.HoldS, r.LastHash,
		r.Kind, r.ID, version)
	if res.Error != nil {
		return fmt.Errorf("saving %s: %w", snap.Case, res.Error)
	}
	if res.RowsAffected != 1 {
		return fmt.Errorf("saving %s decided on version %d: %w", snap.Case, version, lifecycle.ErrConflict)
	}
	return nil
}

// CasesAfter lists cases in order of kind and id.
func (s *Store) CasesAfter(ctx context.Context, c lifecycle.Case, limit int) ([]lifecycle.Snapshot, error) {
	var rows []caseRow
	err := s.conn(ctx).Where("(kind, id) > (?, ?)", string(c.Kind), c.ID).Order("kind, id").Limit(limit).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("listing cases: %w", err)
	}
	out := make([]lifecycle.Snapshot, len(rows))
	for i, r := range rows {
		out[i] = r.snapshot()
	}
	return out, nil
}

// joinKinds keeps a list as ",a,b,", so that one kind is found by ",a,".
func joinKinds(k []string) string {
	if len(k) == 0 {
		return ""
	}
	return "," + strings.Join(k, ",") + ","
}

func splitKinds(s string) []string {
	s = strings.Trim(s, ",")
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

func nullWhen(w lifecycle.When) sql.NullTime { return sql.NullTime{Time: w.At, Valid: w.Known} }

func when(t sql.NullTime) lifecycle.When {
	if !t.Valid {
		return lifecycle.Unrecorded
	}
	return lifecycle.On(t.Time)
}

func dayText(w lifecycle.When) string {
	if !w.Known {
		return ""
	}
	return w.At.UTC().Format(time.DateOnly)
}

// notFound turns gorm's empty result into the error of the rooms above.
func notFound(err error) error {
	if errors.Is(err, gorm.ErrRecordNotFound) || errors.Is(err, sql.ErrNoRows) {
		return lifecycle.ErrNotFound
	}
	return err
}

func marshal(v any) (string, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return "", fmt.Errorf("writing JSON: %w", err)
	}
	return string(b), nil
}
