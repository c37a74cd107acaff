package storage

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"gorm.io/gorm/clause"

	"rootward/application/intake"
	"rootward/application/round"
)

type roundRow struct {
	ID, Policy        string
	OpensAt, ClosesAt sql.NullTime
	AsOf              string
	Sample            bool
	CreatedAt         time.Time
	Edition           string `gorm:"->"` // the last one chosen for the round, see roundColumns
}

// roundColumns also finds the edition of the root zone rules that was chosen
// for a round in place of its policy's.
const roundColumns = `rounds.*, COALESCE((SELECT e.edition FROM round_editions e
	WHERE e.round_id = rounds.id ORDER BY e.version DESC LIMIT 1), '') AS edition`

func (roundRow) TableName() string { return "rounds" }

func (r roundRow) round() (round.Round, error) {
	p := round.PolicyByID(r.Policy)
	if p == nil {
		return round.Round{}, fmt.Errorf("round %s: no policy is called %q", r.ID, r.Policy)
	}
	if r.Edition != "" && r.Edition != p.RootRules.Edition {
		own := *p
		own.RootRules.Edition = r.Edition
		p = &own
	}
	out := round.Round{ID: r.ID, Policy: p, Sample: r.Sample}
	if r.OpensAt.Valid {
		out.Opens = r.OpensAt.Time.UTC()
	}
	if r.ClosesAt.Valid {
		out.Closes = r.ClosesAt.Time.UTC()
	}
	if r.AsOf != "" {
		t, err := time.Parse(time.DateOnly, r.AsOf)
		if err != nil {
			return round.Round{}, fmt.Errorf("round %s: day of its list: %w", r.ID, err)
		}
		out.AsOf = t
	}
	return out, nil
}

// Round reads a round; lifecycle.ErrNotFound when there is none.
func (s *Store) Round(ctx context.Context, id string) (round.Round, error) {
	var r roundRow
	if err := s.conn(ctx).Select(roundColumns).Where("id = ?", id).Take(&r).Error; err != nil {
		return round.Round{}, fmt.Errorf("round %s: %w", id, notFound(err))
	}
	return r.round()
}

// Rounds lists all rounds by id.
func (s *Store) Rounds(ctx context.Context) ([]round.Round, error) {
	var rows []roundRow
	if err := s.conn(ctx).Select(roundColumns).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing rounds: %w", err)
	}
	out := make([]round.Round, 0, len(rows))
	for _, r := range rows {
		x, err := r.round()
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// SaveRound adds a round, or changes the dates of one.
func (s *Store) SaveRound(ctx context.Context, r round.Round, now time.Time) error {
	row := roundRow{
		ID: r.ID, Policy: r.Policy.ID, Sample: r.Sample, CreatedAt: now,
		OpensAt: sql.NullTime{Time: r.Opens, Valid: !r.Opens.IsZero()}, ClosesAt: sql.NullTime{Time: r.Closes, Valid: !r.Closes.IsZero()},
	}
	if !r.AsOf.IsZero() {
		row.AsOf = r.AsOf.Format(time.DateOnly)
	}
	err := s.conn(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "id"}}, DoUpdates: clause.AssignmentColumns([]string{"opens_at", "closes_at", "as_of"}),
	}).Create(&row).Error
	if err != nil {
		return fmt.Errorf("saving round %s: %w", r.ID, err)
	}
	return nil
}

type importRow struct {
	ID                                int64
	Name, Digest, Source, AsOf, Actor string
	Items                             int64
	ImportedAt                        time.Time
}

func (importRow) TableName() string { return "imports" }

// Imported reports whether a file with this digest was imported.
func (s *Store) Imported(ctx context.Context, name, digest string) (bool, error) {
	var n int64
	if err := s.conn(ctx).Model(&importRow{}).Where("name = ? AND digest = ?", name, digest).Count(&n).Error; err != nil {
		return false, fmt.Errorf("looking for import %s: %w", name, err)
	}
	return n > 0, nil
}

// AddImport notes that a file was imported.
func (s *Store) AddImport(ctx context.Context, i intake.Imported) error {
	row := importRow{Name: i.Name, Digest: i.Digest, Source: i.Source, AsOf: i.AsOf, Actor: i.Actor, Items: int64(i.Items), ImportedAt: i.At}
	if err := s.conn(ctx).Omit("ID").Create(&row).Error; err != nil {
		return fmt.Errorf("noting import %s: %w", i.Name, err)
	}
	return nil
}

// Imports lists what was imported, newest first.
func (s *Store) Imports(ctx context.Context) ([]intake.Imported, error) {
	var rows []importRow
	if err := s.conn(ctx).Order("id DESC").Limit(200).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing imports: %w", err)
	}
	out := make([]intake.Imported, len(rows))
	for i, r := range rows {
		out[i] = intake.Imported{Name: r.Name, Digest: r.Digest, Source: r.Source, AsOf: r.AsOf, Actor: r.Actor, Items: int(r.Items), At: r.ImportedAt.UTC()}
	}
	return out, nil
}
