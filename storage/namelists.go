package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"rootward/application/namelist"
)

type nameListRow struct {
	List, Version, Day, Effect, Matching, Source, SourceURL, Licence, Digest string

	Names           int64
	File            []byte
	AddedBy, Reason string
	AddedAt         time.Time
}

func (nameListRow) TableName() string { return "name_lists" }

func (r nameListRow) stored() (namelist.Stored, error) {
	out := namelist.Stored{
		List: namelist.List{
			ID: r.List, Effect: namelist.Effect(r.Effect), Matching: namelist.Matching(r.Matching), Source: r.Source, URL: r.SourceURL,
			Version: r.Version, Date: r.Day, Licence: r.Licence, Digest: r.Digest, Names: int(r.Names), Operator: true,
		},
		AddedBy: r.AddedBy, Reason: r.Reason, AddedAt: r.AddedAt.UTC(),
	}
	if r.File == nil {
		return out, nil
	}
	var err error
	if out.File, err = gunzip(r.File); err != nil {
		return out, fmt.Errorf("name list %s %s: %w", r.List, r.Version, err)
	}
	return out, nil
}

type nameChoiceRow struct {
	ID               int64
	List             string
	Version          sql.NullString
	ChosenBy, Reason string
	ChosenAt         time.Time
}

func (nameChoiceRow) TableName() string { return "name_choices" }

// NameChoices counts the choices of name lists. It grows with each, whatever
// the order in which transactions end.
func (s *Store) NameChoices(ctx context.Context) (int64, error) {
	var n int64
	if err := s.conn(ctx).Raw("SELECT count(*) FROM name_choices").Row().Scan(&n); err != nil {
		return 0, fmt.Errorf("counting choices of name lists: %w", err)
	}
	return n, nil
}

// NameHistory lists the choices of name lists, oldest first.
func (s *Store) NameHistory(ctx context.Context) ([]namelist.Choice, error) {
	var rows []nameChoiceRow
	if err := s.conn(ctx).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing choices of name lists: %w", err)
	}
	out := make([]namelist.Choice, len(rows))
	for i, r := range rows {
		out[i] = namelist.Choice{List: r.List, Version: r.Version.String, Actor: r.ChosenBy, Reason: r.Reason, At: r.ChosenAt.UTC()}
	}
	return out, nil
}

// NameVersions lists the kept versions of name lists, without their files.
func (s *Store) NameVersions(ctx context.Context) ([]namelist.Stored, error) {
	var rows []nameListRow
	if err := s.conn(ctx).Omit("file").Order("list, added_at, version").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing name lists: %w", err)
	}
	out := make([]namelist.Stored, len(rows))
	for i, r := range rows {
		var err error
		if out[i], err = r.stored(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// NameVersion reads a version with its file; namelist.ErrNoVersion.
func (s *Store) NameVersion(ctx context.Context, list, version string) (namelist.Stored, error) {
	var r nameListRow
	err := s.conn(ctx).Where("list = ? AND version = ?", list, version).Take(&r).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = namelist.ErrNoVersion
	}
	if err != nil {
		return namelist.Stored{}, fmt.Errorf("name list %s %s: %w", list, version, err)
	}
	return r.stored()
}

// AddNameVersion keeps a version of a name list; namelist.ErrVersionExists.
func (s *Store) AddNameVersion(ctx context.Context, v namelist.Stored) error {
	file, err := gzipped(v.File)
	if err != nil {
		return fmt.Errorf("name list %s: %w", v.ID, err)
	}
	err = s.conn(ctx).Create(&nameListRow{
		List: v.ID, Version: v.Version, Day: v.Date, Effect: string(v.Effect), Matching: string(v.Matching), Source: v.Source, SourceURL: v.URL,
		Licence: v.Licence, Digest: v.Digest, Names: int64(v.Names), File: file, AddedBy: v.AddedBy, Reason: v.Reason, AddedAt: v.AddedAt,
	}).Error
	if unique(err) {
		err = namelist.ErrVersionExists
	}
	if err != nil {
		return fmt.Errorf("name list %s %s: %w", v.ID, v.Version, err)
	}
	return nil
}

// ChooseNames adds a choice to the history of name lists.
func (s *Store) ChooseNames(ctx context.Context, c namelist.Choice) error {
	row := nameChoiceRow{List: c.List, Version: sql.NullString{String: c.Version, Valid: c.Version != ""}, ChosenBy: c.Actor, Reason: c.Reason, ChosenAt: c.At}
	if err := s.conn(ctx).Omit("ID").Create(&row).Error; err != nil {
		return fmt.Errorf("choosing name list %s: %w", c.List, err)
	}
	return nil
}

var _ namelist.Store = (*Store)(nil)
