package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"rootward/application/ruleset"
)

// ruleStrings are the applications of a round that ask for a string: drafts
// are their own organisation's business.
const ruleStrings = " FROM applications a JOIN cases c ON c.kind = 'application' AND c.id = a.id WHERE a.round_id = ? AND a.final_a_label <> '' AND c.state NOT IN ?"

// RuleStrings lists what a round's applications ask for, by A-label and id.
func (s *Store) RuleStrings(ctx context.Context, round string, after ruleset.String, limit int) ([]ruleset.String, error) {
	var rows []struct{ ID, FinalALabel, FinalString string }
	err := s.conn(ctx).Raw("SELECT a.id, a.final_a_label, a.final_string"+ruleStrings+" AND (a.final_a_label, a.id) > (?, ?) ORDER BY a.final_a_label, a.id LIMIT ?",
		round, draftStates, after.ALabel, after.Application, limit).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("strings of round %s: %w", round, err)
	}
	out := make([]ruleset.String, len(rows))
	for i, r := range rows {
		out[i] = ruleset.String{Application: r.ID, ALabel: r.FinalALabel, Label: r.FinalString}
	}
	return out, nil
}

// CountRuleStrings counts what RuleStrings lists.
func (s *Store) CountRuleStrings(ctx context.Context, round string) (int, error) {
	var n int
	if err := s.conn(ctx).Raw("SELECT count(*)"+ruleStrings, round, draftStates).Scan(&n).Error; err != nil {
		return 0, fmt.Errorf("counting strings of round %s: %w", round, err)
	}
	return n, nil
}

type comparisonRow struct {
	ID                                                    int64
	RoundID, OldEdition, OldDigest, NewEdition, NewDigest string
	AskedBy                                               string
	AskedAt                                               time.Time
	Done, Total                                           int64
	FinishedAt                                            sql.NullTime
	Failure                                               string
	Summary                                               string
}

func (comparisonRow) TableName() string { return "rule_comparisons" }

func (r comparisonRow) comparison() (ruleset.Comparison, error) {
	out := ruleset.Comparison{
		ID: r.ID, Round: r.RoundID, Old: r.OldEdition, OldDigest: r.OldDigest, New: r.NewEdition, NewDigest: r.NewDigest,
		By: r.AskedBy, At: r.AskedAt.UTC(), Done: int(r.Done), Total: int(r.Total), Failure: r.Failure,
	}
	if r.FinishedAt.Valid {
		out.FinishedAt = r.FinishedAt.Time.UTC()
	}
	if err := json.Unmarshal([]byte(r.Summary), &out.Summary); err != nil {
		return out, fmt.Errorf("summary of comparison %d: %w", r.ID, err)
	}
	return out, nil
}

// AddRuleComparison keeps a comparison that was asked for and sets its ID.
func (s *Store) AddRuleComparison(ctx context.Context, c *ruleset.Comparison) error {
	err := s.conn(ctx).Raw(`INSERT INTO rule_comparisons (round_id, old_edition, old_digest, new_edition, new_digest, asked_by, asked_at, total)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`, c.Round, c.Old, c.OldDigest, c.New, c.NewDigest, c.By, c.At.UTC(), c.Total).Row().Scan(&c.ID)
	if err != nil {
		return fmt.Errorf("adding a comparison for round %s: %w", c.Round, err)
	}
	return nil
}

// RuleComparison reads one; lifecycle.ErrNotFound when there is none.
func (s *Store) RuleComparison(ctx context.Context, id int64) (ruleset.Comparison, error) {
	var r comparisonRow
	if err := s.conn(ctx).Where("id = ?", id).Take(&r).Error; err != nil {
		return ruleset.Comparison{}, fmt.Errorf("comparison %d: %w", id, notFound(err))
	}
	return r.comparison()
}

// LastRuleComparison is the newest of a round; lifecycle.ErrNotFound when none
// was asked for.
func (s *Store) LastRuleComparison(ctx context.Context, round string) (ruleset.Comparison, error) {
	var r comparisonRow
	if err := s.conn(ctx).Where("round_id = ?", round).Order("id DESC").Take(&r).Error; err != nil {
		return ruleset.Comparison{}, fmt.Errorf("comparison for round %s: %w", round, notFound(err))
	}
	return r.comparison()
}

// BeginRuleComparison forgets what an interrupted run has written.
func (s *Store) BeginRuleComparison(ctx context.Context, id int64, total int) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		for _, q := range []string{"DELETE FROM rule_changes WHERE comparison_id = ?", "DELETE FROM rule_collisions WHERE comparison_id = ?"} {
			if err := s.conn(ctx).Exec(q, id).Error; err != nil {
				return fmt.Errorf("beginning comparison %d: %w", id, err)
			}
		}
		if err := s.conn(ctx).Exec("UPDATE rule_comparisons SET done = 0, total = ? WHERE id = ?", total, id).Error; err != nil {
			return fmt.Errorf("beginning comparison %d: %w", id, err)
		}
		return nil
	})
}

// AddRuleChanges writes rows, and how many strings were looked at.
func (s *Store) AddRuleChanges(ctx context.Context, id int64, done int, rows []ruleset.Row) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		var args []any
		for _, r := range rows {
			change, err := marshal(r.Change)
			if err != nil {
				return err
			}
			kinds := make([]string, len(r.Kinds))
			for i, k := range r.Kinds {
				kinds[i] = string(k)
			}
			args = append(args, id, r.Application, r.ALabel, joinKinds(kinds), change)
		}
		if len(rows) > 0 {
			err := s.conn(ctx).Exec("INSERT INTO rule_changes (comparison_id, application_id, a_label, kinds, change) VALUES "+placeholders(len(rows), 5), args...).Error
			if err != nil {
				return fmt.Errorf("rows of comparison %d: %w", id, err)
			}
		}
		if err := s.conn(ctx).Exec("UPDATE rule_comparisons SET done = ? WHERE id = ?", done, id).Error; err != nil {
			return fmt.Errorf("progress of comparison %d: %w", id, err)
		}
		return nil
	})
}

// collisionBatch is how many rows are written by one statement.
const collisionBatch = 200

// AddRuleMeetings writes groups that meet or part.
func (s *Store) AddRuleMeetings(ctx context.Context, id int64, groups []ruleset.Meeting) error {
	type row struct {
		ComparisonID  int64
		Place         int64
		Gained        bool
		Part          int64
		ApplicationID string
	}
	var rows []row
	for place, g := range groups {
		for part, members := range g.Parts {
			for _, m := range members {
				rows = append(rows, row{id, int64(place), g.Gained, int64(part), m.Application})
			}
		}
	}
	if len(rows) == 0 {
		return nil
	}
	if err := s.conn(ctx).Table("rule_collisions").CreateInBatches(&rows, collisionBatch).Error; err != nil {
		return fmt.Errorf("groups of comparison %d: %w", id, err)
	}
	return nil
}

// FinishRuleComparison writes the summary, or why there is none.
func (s *Store) FinishRuleComparison(ctx context.Context, id int64, sum ruleset.Summary, failure string, at time.Time) error {
	text, err := marshal(sum)
	if err != nil {
		return err
	}
	if err := s.conn(ctx).Exec("UPDATE rule_comparisons SET summary = ?, failure = ?, finished_at = ? WHERE id = ?", text, failure, at.UTC(), id).Error; err != nil {
		return fmt.Errorf("finishing comparison %d: %w", id, err)
	}
	return nil
}

// notTheirs leaves out applications of the organisation that an account works
// for.
const notTheirs = "(a.organisation_id IS NULL OR a.organisation_id NOT IN " + ownOrganisation + ")"

// RuleChanges lists rows of a comparison by A-label and id behind a place, without
// those of the reader's own organisation.
func (s *Store) RuleChanges(ctx context.Context, id int64, reader string, after ruleset.String, limit int) ([]ruleset.Row, error) {
	var rows []struct{ ApplicationID, ALabel, FinalString, Change string }
	err := s.conn(ctx).Raw(`SELECT x.application_id, x.a_label, a.final_string, x.change FROM rule_changes x JOIN applications a ON a.id = x.application_id
		WHERE x.comparison_id = ? AND `+notTheirs+` AND (x.a_label, x.application_id) > (?, ?) ORDER BY x.a_label, x.application_id LIMIT ?`,
		id, reader, after.ALabel, after.Application, limit).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("rows of comparison %d: %w", id, err)
	}
	out := make([]ruleset.Row, len(rows))
	for i, r := range rows {
		out[i].String = ruleset.String{Application: r.ApplicationID, ALabel: r.ALabel, Label: r.FinalString}
		if err := json.Unmarshal([]byte(r.Change), &out[i].Change); err != nil {
			return nil, fmt.Errorf("row %s of comparison %d: %w", r.ApplicationID, id, err)
		}
	}
	return out, nil
}

// RuleMeetings lists groups of a comparison, without those that an application of
// the reader's own organisation is in.
func (s *Store) RuleMeetings(ctx context.Context, id int64, reader string, gained bool, limit int) ([]ruleset.Meeting, error) {
	var rows []struct {
		Place, Part                             int64
		ApplicationID, FinalALabel, FinalString string
	}
	err := s.conn(ctx).Raw(`SELECT x.place, x.part, x.application_id, a.final_a_label, a.final_string FROM rule_collisions x JOIN applications a ON a.id = x.application_id
		WHERE x.comparison_id = ? AND x.place IN (
			SELECT y.place FROM rule_collisions y JOIN applications a ON a.id = y.application_id WHERE y.comparison_id = ? AND y.gained = ?
			GROUP BY y.place HAVING count(*) = count(CASE WHEN `+notTheirs+` THEN 1 END) ORDER BY y.place LIMIT ?)
		ORDER BY x.place, x.part, a.final_a_label, x.application_id`, id, id, gained, reader, limit).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("groups of comparison %d: %w", id, err)
	}
	var out []ruleset.Meeting
	place, part := int64(-1), int64(-1)
	for _, r := range rows {
		if r.Place != place {
			out, place, part = append(out, ruleset.Meeting{Gained: gained}), r.Place, -1
		}
		m := &out[len(out)-1]
		if r.Part != part {
			m.Parts, part = append(m.Parts, nil), r.Part
		}
		m.Parts[len(m.Parts)-1] = append(m.Parts[len(m.Parts)-1], ruleset.String{Application: r.ApplicationID, ALabel: r.FinalALabel, Label: r.FinalString})
	}
	return out, nil
}
