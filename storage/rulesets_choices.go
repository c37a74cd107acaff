package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"rootward/application/lifecycle"
	"rootward/application/ruleset"
	"rootward/workflow"
)

type choiceRow struct {
	RoundID  string
	Version  int64
	Edition  string
	Kept     sql.NullString
	Digest   string
	ChosenBy string
	ChosenAt time.Time
}

func (choiceRow) TableName() string { return "round_editions" }

// ChosenRules tells the last choice of every round that has one.
func (s *Store) ChosenRules(ctx context.Context) (map[string]ruleset.Choice, error) {
	var rows []choiceRow
	err := s.conn(ctx).Where("version = (SELECT max(x.version) FROM round_editions x WHERE x.round_id = round_editions.round_id)").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("editions of rounds: %w", err)
	}
	out := make(map[string]ruleset.Choice, len(rows))
	for _, r := range rows {
		out[r.RoundID] = ruleset.Choice{
			Round: r.RoundID, Version: r.Version, Edition: r.Edition, Carried: !r.Kept.Valid, Digest: r.Digest, By: r.ChosenBy, At: r.ChosenAt.UTC(),
		}
	}
	return out, nil
}

// ChooseRules writes down the edition chosen for a round by a row of its
// history.
func (s *Store) ChooseRules(ctx context.Context, c ruleset.Choice) error {
	row := choiceRow{
		RoundID: c.Round, Version: c.Version, Edition: c.Edition, Kept: sql.NullString{String: c.Edition, Valid: !c.Carried}, Digest: c.Digest, ChosenBy: c.By, ChosenAt: c.At.UTC(),
	}
	if err := s.conn(ctx).Create(&row).Error; err != nil {
		if errors.Is(err, gorm.ErrForeignKeyViolated) {
			return fmt.Errorf("round %s, edition %s: %w", c.Round, c.Edition, lifecycle.ErrNotFound)
		}
		return fmt.Errorf("edition of round %s: %w", c.Round, err)
	}
	return nil
}

// derivedRules compares each choice of an edition with the row of history that
// says so: who chose, and the content, which the row has sealed as its first
// source.
func (s *Store) derivedRules(ctx context.Context, kind string, ids []string) ([]lifecycle.Fault, error) {
	var faults faultList
	if kind != string(lifecycle.Round) {
		return nil, nil
	}
	var rows []choiceRow
	if err := s.conn(ctx).Where("round_id IN ?", ids).Order("round_id, version").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("editions of rounds: %w", err)
	}
	var said []historyRow
	if err := s.conn(ctx).Where("case_kind = ? AND case_id IN ? AND event = ?", kind, ids, string(workflow.ChooseRules)).Order("case_id, version").Find(&said).Error; err != nil {
		return nil, fmt.Errorf("history of rules: %w", err)
	}
	faultIf := func(id string, version int64, kept, told string) {
		faults.compare(kind, id, fmt.Sprint("edition of rules, history row ", version), kept, told)
	}
	told := map[string]string{}
	for _, r := range said {
		e, err := r.entry()
		if err != nil {
			return nil, err
		}
		text := e.Actor + " "
		if len(e.Sources) > 0 { // a row that was tampered with may have none
			text += e.Sources[0].Title
		}
		told[fmt.Sprint(r.CaseID, " ", r.Version)] = text
	}
	for _, r := range rows {
		key := fmt.Sprint(r.RoundID, " ", r.Version)
		text := told[key]
		delete(told, key)
		kept := r.ChosenBy + ", edition " + r.Edition + ", content " + r.Digest
		if strings.HasPrefix(text, r.ChosenBy+" ") && strings.Contains(text, ", edition "+r.Edition+" of ") && strings.HasSuffix(text, ", content "+r.Digest) {
			continue
		}
		faultIf(r.RoundID, r.Version, kept, text)
	}
	for _, r := range said {
		if text, lost := told[fmt.Sprint(r.CaseID, " ", r.Version)]; lost {
			faultIf(r.CaseID, r.Version, "", text)
		}
	}
	return faults, nil
}
