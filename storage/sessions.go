package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/alexedwards/scs/v2"
	"gorm.io/gorm"

	"rootward/application/access"
)

// Sessions keeps sessions in the database, so that every process finds them.
// Tokens arrive hashed.
type Sessions struct{ store *Store }

var _ scs.CtxStore = (*Sessions)(nil)

// Sessions is the store of sessions of this database.
func (s *Store) Sessions() *Sessions { return &Sessions{store: s} }

type sessionRow struct {
	Token     string
	AccountID string
	Data      []byte
	ExpiresAt time.Time
}

func (sessionRow) TableName() string { return "sessions" }

// FindCtx reads a session that has not expired.
func (x *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	var r sessionRow
	err = x.store.conn(ctx).Where("token = ?", token).Take(&r).Error
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("reading a session: %w", err)
	}
	// scs sets the end by the clock of the process; so does this ask it.
	return r.Data, time.Now().Before(r.ExpiresAt), nil
}

// CommitCtx writes a session under the account that signed in, if any.
func (x *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	_, values, err := scs.GobCodec{}.Decode(data)
	if err != nil {
		return fmt.Errorf("reading a session to be kept: %w", err)
	}
	account, _ := values[access.SessionKey].(string) //nolint:errcheck // absent: nobody has signed in
	err = x.store.conn(ctx).Exec(`INSERT INTO sessions (token, account_id, data, expires_at) VALUES (?, ?, ?, ?)
		ON CONFLICT (token) DO UPDATE SET account_id = excluded.account_id, data = excluded.data, expires_at = excluded.expires_at`,
		token, account, data, expiry.UTC().Truncate(time.Second)).Error
	if err != nil {
		return fmt.Errorf("keeping a session: %w", err)
	}
	return nil
}

// DeleteCtx ends a session; it need not exist.
func (x *Sessions) DeleteCtx(ctx context.Context, token string) error {
	if err := x.store.conn(ctx).Where("token = ?", token).Delete(&sessionRow{}).Error; err != nil {
		return fmt.Errorf("ending a session: %w", err)
	}
	return nil
}

// DeleteSessions ends all sessions of an account.
func (x *Sessions) DeleteSessions(ctx context.Context, account string) error {
	if account == "" {
		return errors.New("ending sessions of no account")
	}
	if err := x.store.conn(ctx).Where("account_id = ?", account).Delete(&sessionRow{}).Error; err != nil {
		return fmt.Errorf("ending sessions of %s: %w", account, err)
	}
	return nil
}

// Find is FindCtx for callers without a context.
func (x *Sessions) Find(token string) ([]byte, bool, error) {
	return x.FindCtx(context.Background(), token)
}

// Commit is CommitCtx for callers without a context.
func (x *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return x.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx for callers without a context.
func (x *Sessions) Delete(token string) error { return x.DeleteCtx(context.Background(), token) }
