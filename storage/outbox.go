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
	"gorm.io/gorm/clause"

	"rootward/application/lifecycle"
	"rootward/application/notify"
)

type outboxRow struct {
	ID                        int64
	AccountID, OrganisationID string
	CaseKind, CaseID          string
	Message, Arguments        string
	CreatedAt                 time.Time
	SentAt                    sql.NullTime
	Attempts                  int64
	LastError                 string
}

func (outboxRow) TableName() string { return "outbox" }

func (r outboxRow) mail() (notify.Mail, error) {
	m := notify.Mail{
		ID: r.ID, Account: r.AccountID, Organisation: r.OrganisationID, Case: lifecycle.Case{Kind: lifecycle.Kind(r.CaseKind), ID: r.CaseID},
		Message: notify.Message(r.Message), At: r.CreatedAt.UTC(), Attempts: int(r.Attempts), LastError: r.LastError,
	}
	if r.SentAt.Valid {
		m.Sent = r.SentAt.Time.UTC()
	}
	if err := json.Unmarshal([]byte(r.Arguments), &m.Args); err != nil {
		return m, fmt.Errorf("arguments of mail %d: %w", r.ID, err)
	}
	return m, nil
}

// AddMail adds a mail to the outbox and sets its ID.
func (s *Store) AddMail(ctx context.Context, m *notify.Mail) error {
	args, err := marshal(m.Args)
	if err != nil {
		return fmt.Errorf("adding a mail: %w", err)
	}
	row := outboxRow{
		AccountID: m.Account, OrganisationID: m.Organisation, CaseKind: string(m.Case.Kind), CaseID: m.Case.ID,
		Message: string(m.Message), Arguments: args, CreatedAt: m.At.UTC(),
	}
	if err := s.conn(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("adding a mail about %s: %w", m.Case, err)
	}
	m.ID = row.ID
	return nil
}

const recipientColumns = "id AS account, email, name, language, disabled"

// Recipients lists the primary members of an organisation whose accounts are
// open, by account id.
func (s *Store) Recipients(ctx context.Context, organisation string) ([]notify.Recipient, error) {
	var out []notify.Recipient
	if organisation == "" {
		return nil, nil
	}
	err := s.conn(ctx).Raw("SELECT "+recipientColumns+` FROM accounts
		WHERE organisation_id = ? AND member_rank = 'primary' AND NOT disabled ORDER BY id`, organisation).Scan(&out).Error
	if err != nil {
		return nil, fmt.Errorf("members of organisation %s: %w", organisation, err)
	}
	return out, nil
}

// mailStates says which rows are in a state; see notify.Mail.State. The same
// order decides there and here.
var mailStates = []struct {
	state notify.State
	cond  string
	args  []any
}{
	{notify.SentState, "sent_at IS NOT NULL", nil},
	{notify.Kept, "sent_at IS NULL AND last_error = ?", []any{notify.NoRelay}},
	{notify.Undelivered, "sent_at IS NULL AND last_error <> ? AND attempts >= ?", []any{notify.NoRelay, notify.MaxAttempts}},
	{notify.Retrying, "sent_at IS NULL AND last_error NOT IN ('', ?) AND attempts < ?", []any{notify.NoRelay, notify.MaxAttempts}},
	{notify.Waiting, "sent_at IS NULL AND last_error = '' AND attempts < ?", []any{notify.MaxAttempts}},
}

// Mails lists mails, newest first; notify.ErrNoScope when the query names
// nobody.
func (s *Store) Mails(ctx context.Context, q notify.Query) ([]notify.Mail, error) {
	db := s.conn(ctx).Order("id DESC").Limit(q.Limit)
	switch {
	case q.Account != "" && q.Organisation == "" && !q.All:
		db = db.Where("account_id = ?", q.Account)
	case q.Organisation != "" && q.Account == "" && !q.All:
		db = db.Where("organisation_id = ?", q.Organisation)
	case q.All && q.Account == "" && q.Organisation == "":
		if q.Reader != "" {
			db = db.Where("organisation_id NOT IN "+ownOrganisation, q.Reader)
		}
	default:
		return nil, notify.ErrNoScope
	}
	if q.Before > 0 {
		db = db.Where("id < ?", q.Before)
	}
	if q.State != "" {
		cond, err := mailState(q.State)
		if err != nil {
			return nil, err
		}
		db = db.Where(cond)
	}
	var rows []outboxRow
	if err := db.Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("listing mails: %w", err)
	}
	out := make([]notify.Mail, len(rows))
	for i, r := range rows {
		m, err := r.mail()
		if err != nil {
			return nil, err
		}
		out[i] = m
	}
	return out, nil
}

func mailState(state notify.State) (clause.Expr, error) {
	for _, x := range mailStates {
		if x.state == state {
			return gorm.Expr(x.cond, x.args...), nil
		}
	}
	return clause.Expr{}, fmt.Errorf("no mail is ever %q", state)
}

// MailCounts counts all mails by state.
func (s *Store) MailCounts(ctx context.Context) (map[notify.State]int, error) {
	var sums []string
	var args []any
	for _, x := range mailStates {
		sums = append(sums, "COALESCE(SUM(CASE WHEN "+x.cond+" THEN 1 ELSE 0 END), 0)")
		args = append(args, x.args...)
	}
	counts := make([]int64, len(mailStates))
	to := make([]any, len(counts))
	for i := range counts {
		to[i] = &counts[i]
	}
	if err := s.conn(ctx).Raw("SELECT "+strings.Join(sums, ", ")+" FROM outbox", args...).Row().Scan(to...); err != nil {
		return nil, fmt.Errorf("counting mails: %w", err)
	}
	out := map[notify.State]int{}
	for i, x := range mailStates {
		out[x.state] = int(counts[i])
	}
	return out, nil
}

// TakeMail claims one try at a mail. On PostgreSQL a row that another process
// is taking at this moment is passed by; on SQLite write transactions exclude
// each other anyway.
func (s *Store) TakeMail(ctx context.Context, id int64) (m notify.Mail, to notify.Recipient, ok bool, err error) {
	err = s.InTx(ctx, func(ctx context.Context) error {
		db := s.conn(ctx)
		if s.dialect == Postgres {
			db = db.Clauses(clause.Locking{Strength: "UPDATE", Options: "SKIP LOCKED"})
		}
		var row outboxRow
		err := db.Where("id = ? AND sent_at IS NULL AND last_error <> ? AND attempts < ?", id, notify.NoRelay, notify.MaxAttempts).Take(&row).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := s.conn(ctx).Exec("UPDATE outbox SET attempts = attempts + 1 WHERE id = ?", id).Error; err != nil {
			return err
		}
		row.Attempts++
		if m, err = row.mail(); err != nil {
			return err
		}
		ok = true
		return s.conn(ctx).Raw("SELECT "+recipientColumns+" FROM accounts WHERE id = ?", m.Account).Scan(&to).Error
	})
	if err != nil {
		return notify.Mail{}, notify.Recipient{}, false, fmt.Errorf("taking mail %d: %w", id, err)
	}
	return m, to, ok, nil
}

// MailSent notes that a relay took a mail.
func (s *Store) MailSent(ctx context.Context, id int64, at time.Time) error {
	return s.noteMail(ctx, id, "UPDATE outbox SET sent_at = ?, last_error = '' WHERE id = ?", at.UTC().Truncate(time.Second), id)
}

// MailFailed notes a failed try; final means that there will be no other.
func (s *Store) MailFailed(ctx context.Context, id int64, reason string, final bool) error {
	if final {
		return s.noteMail(ctx, id, "UPDATE outbox SET last_error = ?, attempts = ? WHERE id = ? AND sent_at IS NULL", reason, notify.MaxAttempts, id)
	}
	return s.noteMail(ctx, id, "UPDATE outbox SET last_error = ? WHERE id = ? AND sent_at IS NULL", reason, id)
}

// MailKept notes that there is no relay; the try does not count.
func (s *Store) MailKept(ctx context.Context, id int64) error {
	return s.noteMail(ctx, id, "UPDATE outbox SET last_error = ?, attempts = attempts - 1 WHERE id = ? AND sent_at IS NULL", notify.NoRelay, id)
}

func (s *Store) noteMail(ctx context.Context, id int64, q string, args ...any) error {
	res := s.conn(ctx).Exec(q, args...)
	if res.Error != nil {
		return fmt.Errorf("noting the state of mail %d: %w", id, res.Error)
	}
	if res.RowsAffected != 1 {
		return fmt.Errorf("noting the state of mail %d: %w", id, lifecycle.ErrNotFound)
	}
	return nil
}

var _ interface {
	notify.Store
	notify.Outbox
} = (*Store)(nil)
