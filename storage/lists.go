package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/workflow"
)

// listedRow joins an application with its case.
type listedRow struct {
	A applicationRow `gorm:"embedded;embeddedPrefix:a_"`
	C caseRow        `gorm:"embedded;embeddedPrefix:c_"`
}

func (r listedRow) listed() application.Listed {
	return application.Listed{Application: r.A.application(), Case: r.C.snapshot()}
}

var listedColumns = prefixed("a", "id, round_id, organisation_id, applicant, applicant_known, country, region, string, a_label, final_string, final_a_label, variant_key, script, language, meaning, note, folded, revision, created_at, saved_at") +
	", " + prefixed("c", caseColumns)

func prefixed(table, columns string) string {
	var out []string
	for _, c := range strings.Split(columns, ", ") {
		out = append(out, table+"."+c+" AS "+table+"_"+c)
	}
	return strings.Join(out, ", ")
}

const listedFrom = " FROM applications a JOIN cases c ON c.kind = 'application' AND c.id = a.id"

// Find lists applications in order of A-label and id. Rows that are not
// public appear only for their own organisation, or when Secret is set.
func (s *Store) Find(ctx context.Context, f application.Filter) ([]application.Listed, error) {
	where, order := []string{"(a.a_label, a.id) > (?, ?)"}, "a.a_label, a.id"
	args := []any{f.AfterLabel, f.AfterID}
	if f.ByKey {
		where, order = []string{"(a.variant_key, a.a_label, a.id) > (?, ?, ?)"}, "a.variant_key, a.a_label, a.id"
		args = []any{f.AfterKey, f.AfterLabel, f.AfterID}
	}
	add := func(cond string, vals ...any) {
		where = append(where, cond)
		args = append(args, vals...)
	}
	switch {
	case f.Organisation != "":
		add("a.organisation_id = ?", f.Organisation)
	case f.Staff != "":
		add("c.state NOT IN ?", draftStates)
		add("(a.organisation_id IS NULL OR a.organisation_id NOT IN "+ownOrganisation+")", f.Staff)
	default:
		add("c.public")
	}
	for _, x := range []struct{ value, cond string }{
		{f.Round, "a.round_id = ?"}, {f.State, "c.state = ?"}, {f.Stage, "c.stage = ?"},
	} {
		if x.value != "" {
			add(x.cond, x.value)
		}
	}
	if f.Kind != "" {
		add("c.kinds LIKE ? ESCAPE '!'", "%,"+escapeLike(f.Kind)+",%")
	}
	if f.Query != "" {
		add("a.folded LIKE ? ESCAPE '!'", "%"+escapeLike(Fold(f.Query))+"%")
	}
	if f.Set != "" {
		add("a.id IN (SELECT application_id FROM contention_members WHERE round_id = ? AND set_name = ?)", f.Round, f.Set)
	}
	var rows []listedRow
	q := "SELECT " + listedColumns + listedFrom + " WHERE " + strings.Join(where, " AND ") + " ORDER BY " + order + " LIMIT ?"
	if err := s.conn(ctx).Raw(q, append(args, f.Limit)...).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing applications: %w", err)
	}
	out := make([]application.Listed, len(rows))
	for i, r := range rows {
		out[i] = r.listed()
	}
	return out, nil
}

// draftStates are the states in which an application belongs to its
// organisation alone: those that a life cycle begins in.
var draftStates = initialStates()

func initialStates() []string {
	var out []string
	for _, d := range workflow.All {
		if !slices.Contains(out, string(d.Initial)) {
			out = append(out, string(d.Initial))
		}
	}
	return out
}

// ownOrganisation is the organisation of an account, as a set of one or none:
// whoever works for it must not see its cases as staff.
const ownOrganisation = "(SELECT organisation_id FROM accounts WHERE id = ? AND organisation_id IS NOT NULL)"

func escapeLike(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}

// ReadyIn lists the ids of a round's applications in a state, in order.
func (s *Store) ReadyIn(ctx context.Context, round, state, after string, limit int) ([]string, error) {
	var ids []string
	err := s.conn(ctx).Raw("SELECT id FROM cases WHERE kind = 'application' AND round_id = ? AND state = ? AND id > ? ORDER BY id LIMIT ?", round, state, after, limit).Scan(&ids).Error
	if err != nil {
		return nil, fmt.Errorf("applications in %s: %w", state, err)
	}
	return ids, nil
}

// DelegatedAs counts the applications of all rounds that are delegated now
// under an A-label, other than one.
func (s *Store) DelegatedAs(ctx context.Context, aLabel, except string) (int, error) {
	var n int
	err := s.conn(ctx).Raw("SELECT count(*)"+listedFrom+" WHERE a.final_a_label = ? AND a.id <> ? AND c.state = 'delegated'", aLabel, except).Scan(&n).Error
	if err != nil {
		return 0, fmt.Errorf("delegations of %s: %w", aLabel, err)
	}
	return n, nil
}

// StateCounts counts a round's applications by state, drafts too.
func (s *Store) StateCounts(ctx context.Context, round string) (map[workflow.State]int, error) {
	var rows []struct {
		State string
		N     int
	}
	err := s.conn(ctx).Raw("SELECT state, count(*) AS n FROM cases WHERE kind = 'application' AND round_id = ? GROUP BY state", round).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("counting round %s by state: %w", round, err)
	}
	out := map[workflow.State]int{}
	for _, r := range rows {
		out[workflow.State(r.State)] = r.N
	}
	return out, nil
}

// Contenders counts the other applications of the round that are still in the
// race, for the same string or one with the same key.
func (s *Store) Contenders(ctx context.Context, a application.Application) (map[string]int, error) {
	var rows []struct {
		FinalALabel string
		N           int
	}
	err := s.conn(ctx).Raw("SELECT a.final_a_label, count(*) AS n"+listedFrom+" WHERE a.round_id = ? AND a.id <> ? AND "+sameKey+`
		AND c.public AND c.stage <> 'closed' GROUP BY a.final_a_label`, a.Round, a.ID, a.FinalALabel, a.VariantKey).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("contenders of %s: %w", a.ID, err)
	}
	out := make(map[string]int, len(rows))
	for _, r := range rows {
		out[r.FinalALabel] = r.N
	}
	return out, nil
}

// sameKey finds the same final A-label, and those that may be variants of it.
const sameKey = "(a.final_a_label = ? OR a.variant_key = ? AND a.variant_key <> '')"

// SaveKeys writes variant keys, each if its application still has the final
// A-label that it was computed from.
func (s *Store) SaveKeys(ctx context.Context, keys []application.Key) error {
	if len(keys) == 0 {
		return nil
	}
	var args []any
	for _, k := range keys {
		args = append(args, k.Application, k.ALabel, k.Key)
	}
	err := s.conn(ctx).Exec("UPDATE applications SET variant_key = v.column3 FROM (VALUES "+placeholders(len(keys), 3)+`) AS v
		WHERE applications.id = v.column1 AND applications.final_a_label = v.column2`, args...).Error
	if err != nil {
		return fmt.Errorf("saving variant keys: %w", err)
	}
	return nil
}

type setRow struct{ RoundID, Name, Basis, Source string }

func (setRow) TableName() string { return "contention_sets" }

type memberRow struct{ RoundID, SetName, ApplicationID string }

func (memberRow) TableName() string { return "contention_members" }

// SaveSets adds contention sets and members that are not there yet.
func (s *Store) SaveSets(ctx context.Context, sets []application.Set) error {
	for _, x := range sets {
		err := s.conn(ctx).Exec("INSERT INTO contention_sets (round_id, name, basis, source) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", x.Round, x.Name, x.Basis, x.Source).Error
		if err != nil {
			return fmt.Errorf("saving set %s: %w", x.Name, err)
		}
		var args []any
		for _, m := range x.Members {
			args = append(args, x.Round, x.Name, m.ID)
		}
		if len(args) == 0 {
			continue
		}
		err = s.conn(ctx).Exec("INSERT INTO contention_members (round_id, set_name, application_id) VALUES "+placeholders(len(x.Members), 3)+" ON CONFLICT DO NOTHING", args...).Error
		if err != nil {
			return fmt.Errorf("saving members of %s: %w", x.Name, err)
		}
	}
	return nil
}

// SetOf reads the contention set of an application with its members.
func (s *Store) SetOf(ctx context.Context, a application.Application) (application.Set, bool, error) {
	var m []memberRow
	if err := s.conn(ctx).Where("application_id = ?", a.ID).Limit(1).Find(&m).Error; err != nil {
		return application.Set{}, false, fmt.Errorf("set of %s: %w", a.ID, err)
	}
	if len(m) == 0 {
		return application.Set{}, false, nil
	}
	set, err := s.OneSet(ctx, m[0].RoundID, m[0].SetName)
	return set, err == nil, err
}

// OneSet reads a set with its public members; lifecycle.ErrNotFound.
func (s *Store) OneSet(ctx context.Context, round, name string) (application.Set, error) {
	var r setRow
	if err := s.conn(ctx).Where("round_id = ? AND name = ?", round, name).Take(&r).Error; err != nil {
		return application.Set{}, fmt.Errorf("set %s of round %s: %w", name, round, notFound(err))
	}
	members, err := s.Find(ctx, application.Filter{Round: round, Set: name, Limit: maxMembers})
	return application.Set{Round: r.RoundID, Name: r.Name, Basis: r.Basis, Source: r.Source, Members: members}, err
}

const maxMembers = 1000

var _ interface {
	application.Store
	lifecycle.Store
	lifecycle.Ledger
	lifecycle.Clock
} = (*Store)(nil)
