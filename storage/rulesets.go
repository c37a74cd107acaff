package storage

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"gorm.io/gorm/clause"

	"rootward/application/lifecycle"
	"rootward/application/ruleset"
)

type editionRow struct {
	ID, Day, Source, SourceURL, Digest string
	Sets                               int64
	AddedBy                            string
	AddedAt                            time.Time
	RemovedBy                          string
	RemovedAt                          sql.NullTime
}

func (editionRow) TableName() string { return "rule_editions" }

func (r editionRow) edition() ruleset.Edition {
	return ruleset.Edition{ID: r.ID, Date: r.Day, Source: r.Source, SourceURL: r.SourceURL, Digest: r.Digest, AddedBy: r.AddedBy, AddedAt: r.AddedAt.UTC()}
}

type ruleSetRow struct {
	EditionID string
	Place     int64
	Name      string
	SHA256    string `gorm:"column:sha256"`
	Octets    int64
	Facts     string
	XML       []byte `gorm:"column:xml"`
}

func (ruleSetRow) TableName() string { return "rule_sets" }

func (r ruleSetRow) set() (ruleset.Set, error) {
	out := ruleset.Set{Name: r.Name, SHA256: r.SHA256, Octets: int(r.Octets)}
	if err := json.Unmarshal([]byte(r.Facts), &out.Facts); err != nil {
		return out, fmt.Errorf("rule set %s: %w", r.Name, err)
	}
	return out, nil
}

func (r ruleSetRow) file() (ruleset.File, error) {
	text, err := gunzip(r.XML)
	if err != nil {
		return ruleset.File{}, fmt.Errorf("rule set %s: %w", r.Name, err)
	}
	return ruleset.File{Name: r.Name, XML: text}, nil
}

// RuleEditions lists the kept editions with their sets, by date and id.
func (s *Store) RuleEditions(ctx context.Context) ([]ruleset.Edition, error) {
	return s.editions(ctx, "removed_by = ''")
}

// RuleEdition reads one; lifecycle.ErrNotFound when it is not kept.
func (s *Store) RuleEdition(ctx context.Context, id string) (ruleset.Edition, error) {
	list, err := s.editions(ctx, "removed_by = '' AND id = ?", id)
	if err != nil {
		return ruleset.Edition{}, err
	}
	if len(list) == 0 {
		return ruleset.Edition{}, fmt.Errorf("edition %s: %w", id, lifecycle.ErrNotFound)
	}
	return list[0], nil
}

func (s *Store) editions(ctx context.Context, where string, args ...any) ([]ruleset.Edition, error) {
	var rows []editionRow
	if err := s.conn(ctx).Where(where, args...).Order("day, id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing editions of rules: %w", err)
	}
	if len(rows) == 0 {
		return nil, nil
	}
	out, at, ids := make([]ruleset.Edition, len(rows)), map[string]int{}, make([]string, len(rows))
	for i, r := range rows {
		out[i], at[r.ID], ids[i] = r.edition(), i, r.ID
	}
	var sets []ruleSetRow
	if err := s.conn(ctx).Omit("xml").Where("edition_id IN ?", ids).Order("edition_id, place").Find(&sets).Error; err != nil {
		return nil, fmt.Errorf("listing rule sets: %w", err)
	}
	for _, r := range sets {
		set, err := r.set()
		if err != nil {
			return nil, err
		}
		out[at[r.EditionID]].Sets = append(out[at[r.EditionID]].Sets, set)
	}
	return out, nil
}

// RuleFiles reads the XML of all sets of an edition in their order.
func (s *Store) RuleFiles(ctx context.Context, id string) ([]ruleset.File, error) {
	return s.ruleFiles(ctx, "edition_id = ?", id)
}

// RuleFile reads the XML of one set; lifecycle.ErrNotFound when it is not
// kept.
func (s *Store) RuleFile(ctx context.Context, id, set string) (ruleset.File, error) {
	list, err := s.ruleFiles(ctx, "edition_id = ? AND name = ?", id, set)
	if err != nil {
		return ruleset.File{}, err
	}
	return list[0], nil
}

func (s *Store) ruleFiles(ctx context.Context, where string, args ...any) ([]ruleset.File, error) {
	var rows []ruleSetRow
	if err := s.conn(ctx).Select("name", "xml").Where(where, args...).Order("place").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("reading rule sets: %w", err)
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("rule sets of edition %v: %w", args[0], lifecycle.ErrNotFound)
	}
	out := make([]ruleset.File, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.file(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// AddRuleEdition keeps an edition with its files, which are in the order of
// its sets; ruleset.ErrTaken when its id is or was another's.
func (s *Store) AddRuleEdition(ctx context.Context, e ruleset.Edition, files []ruleset.File) error {
	if len(files) != len(e.Sets) {
		return fmt.Errorf("edition %s: %d sets and %d files", e.ID, len(e.Sets), len(files))
	}
	rows := make([]ruleSetRow, len(files))
	for i, x := range e.Sets {
		facts, err := marshal(x.Facts)
		if err != nil {
			return err
		}
		packed, err := gzipped(files[i].XML)
		if err != nil {
			return err
		}
		rows[i] = ruleSetRow{EditionID: e.ID, Place: int64(i), Name: x.Name, SHA256: x.SHA256, Octets: int64(x.Octets), Facts: facts, XML: packed}
	}
	return s.InTx(ctx, func(ctx context.Context) error {
		var taken int64
		if err := s.conn(ctx).Model(&editionRow{}).Where("id = ?", e.ID).Count(&taken).Error; err != nil {
			return fmt.Errorf("looking for edition %s: %w", e.ID, err)
		}
		if taken > 0 {
			return fmt.Errorf("edition %s: %w", e.ID, ruleset.ErrTaken)
		}
		row := editionRow{
			ID: e.ID, Day: e.Date, Source: e.Source, SourceURL: e.SourceURL, Digest: e.Digest, Sets: int64(len(rows)), AddedBy: e.AddedBy, AddedAt: e.AddedAt.UTC(),
		}
		if err := s.conn(ctx).Create(&row).Error; err != nil {
			if unique(err) {
				return fmt.Errorf("edition %s: %w", e.ID, ruleset.ErrTaken)
			}
			return fmt.Errorf("adding edition %s: %w", e.ID, err)
		}
		if err := s.conn(ctx).CreateInBatches(&rows, insertBatch).Error; err != nil {
			return fmt.Errorf("adding rule sets of edition %s: %w", e.ID, err)
		}
		return nil
	})
}

// RemoveRuleEdition forgets the sets of an edition and keeps its id;
// ruleset.ErrInUse when a round was ever given it.
func (s *Store) RemoveRuleEdition(ctx context.Context, id, by string, at time.Time) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		var row editionRow
		q := s.conn(ctx)
		if s.dialect == Postgres {
			q = q.Clauses(clause.Locking{Strength: "UPDATE"})
		}
		if err := q.Where("id = ? AND removed_by = ''", id).Take(&row).Error; err != nil {
			return fmt.Errorf("edition %s: %w", id, notFound(err))
		}
		var used int64
		if err := s.conn(ctx).Model(&choiceRow{}).Where("kept = ?", id).Count(&used).Error; err != nil {
			return fmt.Errorf("rounds of edition %s: %w", id, err)
		}
		if used > 0 {
			return fmt.Errorf("edition %s: %w", id, ruleset.ErrInUse)
		}
		if err := s.conn(ctx).Exec("UPDATE rule_editions SET removed_by = ?, removed_at = ? WHERE id = ?", by, at.UTC(), id).Error; err != nil {
			return fmt.Errorf("removing edition %s: %w", id, err)
		}
		if err := s.conn(ctx).Exec("DELETE FROM rule_sets WHERE edition_id = ?", id).Error; err != nil {
			return fmt.Errorf("removing rule sets of edition %s: %w", id, err)
		}
		return nil
	})
}

func gzipped(text []byte) ([]byte, error) {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(text); err != nil {
		return nil, fmt.Errorf("compressing: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("compressing: %w", err)
	}
	return out.Bytes(), nil
}

func gunzip(packed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("decompressing: %w", err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("decompressing: %w", err)
	}
	return text, nil
}

var _ ruleset.Store = (*Store)(nil)
