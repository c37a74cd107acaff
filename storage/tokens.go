package storage

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"rootward/application/access"
)

type tokenRow struct {
	Hash, AccountID, Purpose string
	CreatedAt                time.Time
	ExpiresAt                sql.NullTime
}

func (tokenRow) TableName() string { return "tokens" }

// InsertToken keeps the hash of a token.
func (s *Store) InsertToken(ctx context.Context, t access.Token) error {
	row := tokenRow{Hash: t.Hash, AccountID: t.Account, Purpose: string(t.Purpose), CreatedAt: t.CreatedAt.UTC(), ExpiresAt: nullTime(t.ExpiresAt)}
	if err := s.conn(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("keeping a token of %s: %w", t.Account, err)
	}
	return nil
}

// Token reads one by its hash; access.ErrNotFound when there is none.
func (s *Store) Token(ctx context.Context, hash string) (access.Token, error) {
	var r tokenRow
	if err := s.conn(ctx).Where("hash = ?", hash).Take(&r).Error; err != nil {
		return access.Token{}, fmt.Errorf("token: %w", notFound(err))
	}
	t := access.Token{Hash: r.Hash, Account: r.AccountID, Purpose: access.Purpose(r.Purpose), CreatedAt: r.CreatedAt.UTC()}
	if r.ExpiresAt.Valid {
		t.ExpiresAt = r.ExpiresAt.Time.UTC()
	}
	return t, nil
}

// DeleteToken deletes one and reports whether it was there: of two who use it
// at once, one learns that it was.
func (s *Store) DeleteToken(ctx context.Context, hash string) (bool, error) {
	res := s.conn(ctx).Where("hash = ?", hash).Delete(&tokenRow{})
	if res.Error != nil {
		return false, fmt.Errorf("deleting a token: %w", res.Error)
	}
	return res.RowsAffected == 1, nil
}

// DeleteTokens deletes all tokens of an account for a purpose.
func (s *Store) DeleteTokens(ctx context.Context, account string, p access.Purpose) error {
	if err := s.conn(ctx).Where("account_id = ? AND purpose = ?", account, string(p)).Delete(&tokenRow{}).Error; err != nil {
		return fmt.Errorf("deleting tokens of %s: %w", account, err)
	}
	return nil
}

type attemptRow struct {
	ID      int64
	Subject string
	At      time.Time
}

func (attemptRow) TableName() string { return "sign_in_attempts" }

// AddAttempts writes down one attempt of each subject and returns their ids.
func (s *Store) AddAttempts(ctx context.Context, subjects []string, at time.Time) ([]int64, error) {
	rows := make([]attemptRow, len(subjects))
	for i, x := range subjects {
		rows[i] = attemptRow{Subject: x, At: at.UTC()}
	}
	if err := s.conn(ctx).Create(&rows).Error; err != nil {
		return nil, fmt.Errorf("writing down attempts: %w", err)
	}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids, nil
}

// CountAttempts counts the attempts of each subject since an instant.
func (s *Store) CountAttempts(ctx context.Context, subjects []string, since time.Time) (map[string]access.Attempts, error) {
	var rows []attemptRow
	if err := s.conn(ctx).Where("subject IN ? AND at > ?", subjects, since.UTC()).Order("at").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("counting attempts: %w", err)
	}
	out := map[string]access.Attempts{}
	for _, r := range rows {
		a := out[r.Subject]
		if a.N == 0 {
			a.Oldest = r.At.UTC()
		}
		a.N++
		out[r.Subject] = a
	}
	return out, nil
}

// ForgetAttempts takes back those of a subject, and those with these ids.
func (s *Store) ForgetAttempts(ctx context.Context, subject string, ids []int64) error {
	if err := s.conn(ctx).Where("subject = ? OR id IN ?", subject, ids).Delete(&attemptRow{}).Error; err != nil {
		return fmt.Errorf("forgetting attempts: %w", err)
	}
	return nil
}

// Tidy deletes attempts before an instant, and tokens and sessions that have
// expired.
func (s *Store) Tidy(ctx context.Context, attemptsBefore, now time.Time) error {
	for _, x := range []struct {
		what string
		err  error
	}{
		{"attempts", s.conn(ctx).Where("at < ?", attemptsBefore.UTC()).Delete(&attemptRow{}).Error},
		{"tokens", s.conn(ctx).Where("expires_at < ?", now.UTC()).Delete(&tokenRow{}).Error},
		{"sessions", s.conn(ctx).Where("expires_at < ?", now.UTC()).Delete(&sessionRow{}).Error},
	} {
		if x.err != nil {
			return fmt.Errorf("tidying %s: %w", x.what, x.err)
		}
	}
	return nil
}
