package storage

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/workflow"
)

var _ access.Store = (*Store)(nil)

type organisationRow struct {
	ID, Name, Country, Website string
	CreatedAt                  time.Time
}

func (organisationRow) TableName() string { return "organisations" }

// InsertOrganisation adds an organisation.
func (s *Store) InsertOrganisation(ctx context.Context, o access.Organisation) error {
	row := organisationRow{ID: o.ID, Name: o.Name, Country: o.Country, Website: o.Website, CreatedAt: o.CreatedAt.UTC()}
	if err := s.conn(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("adding organisation %s: %w", o.ID, err)
	}
	return nil
}

// Organisation reads one; access.ErrNotFound when there is none.
func (s *Store) Organisation(ctx context.Context, id string) (access.Organisation, error) {
	var r organisationRow
	if err := s.conn(ctx).Where("id = ?", id).Take(&r).Error; err != nil {
		return access.Organisation{}, fmt.Errorf("organisation %s: %w", id, notFound(err))
	}
	return access.Organisation{ID: r.ID, Name: r.Name, Country: r.Country, Website: r.Website, CreatedAt: r.CreatedAt.UTC()}, nil
}

type accountRow struct {
	ID, Email, EmailFolded, Name, PasswordHash string
	OrganisationID                             *string
	MemberRank, Language, Zone                 string
	Disabled                                   bool
	CreatedAt                                  time.Time
}

func (accountRow) TableName() string { return "accounts" }

type staffRoleRow struct{ AccountID, Role, Panel string }

func (staffRoleRow) TableName() string { return "staff_roles" }

// InsertAccount adds an account with its grants; access.ErrEmailTaken when
// another has its folded address.
func (s *Store) InsertAccount(ctx context.Context, a access.Account, folded, hash string) error {
	row := accountRow{
		ID: a.ID, Email: a.Email, EmailFolded: folded, Name: a.Name, PasswordHash: hash, MemberRank: string(a.Rank),
		Language: a.Language, Zone: a.Zone, Disabled: a.Disabled, CreatedAt: a.CreatedAt.UTC(),
	}
	if a.Organisation != "" {
		row.OrganisationID = &a.Organisation
	}
	if err := s.conn(ctx).Create(&row).Error; err != nil {
		if unique(err) {
			return fmt.Errorf("adding account %s: %w", a.ID, access.ErrEmailTaken)
		}
		return fmt.Errorf("adding account %s: %w", a.ID, err)
	}
	return s.addGrants(ctx, a.ID, a.Grants)
}

func (s *Store) addGrants(ctx context.Context, account string, grants []access.Grant) error {
	if len(grants) == 0 {
		return nil
	}
	rows := make([]staffRoleRow, len(grants))
	for i, g := range grants {
		rows[i] = staffRoleRow{AccountID: account, Role: string(g.Role), Panel: g.Panel}
	}
	if err := s.conn(ctx).Create(&rows).Error; err != nil {
		return fmt.Errorf("granting roles to %s: %w", account, err)
	}
	return nil
}

// SetGrants replaces all grants of an account.
func (s *Store) SetGrants(ctx context.Context, account string, grants []access.Grant) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		if err := s.conn(ctx).Where("account_id = ?", account).Delete(&staffRoleRow{}).Error; err != nil {
			return fmt.Errorf("taking roles from %s: %w", account, err)
		}
		return s.addGrants(ctx, account, grants)
	})
}

// SaveProfile writes name, language and zone.
func (s *Store) SaveProfile(ctx context.Context, a access.Account) error {
	return s.setAccount(ctx, a.ID, map[string]any{"name": a.Name, "language": a.Language, "zone": a.Zone})
}

// SavePassword writes the hash of a password.
func (s *Store) SavePassword(ctx context.Context, account, hash string) error {
	return s.setAccount(ctx, account, map[string]any{"password_hash": hash})
}

// SetDisabled locks an account out or lets it in again.
func (s *Store) SetDisabled(ctx context.Context, account string, disabled bool) error {
	return s.setAccount(ctx, account, map[string]any{"disabled": disabled})
}

func (s *Store) setAccount(ctx context.Context, id string, values map[string]any) error {
	res := s.conn(ctx).Model(&accountRow{}).Where("id = ?", id).Updates(values)
	if res.Error != nil {
		return fmt.Errorf("saving account %s: %w", id, res.Error)
	}
	if res.RowsAffected != 1 {
		return fmt.Errorf("saving account %s: %w", id, access.ErrNotFound)
	}
	return nil
}

// Account reads one with its grants; access.ErrNotFound when there is none.
func (s *Store) Account(ctx context.Context, id string) (access.Account, error) {
	all, err := s.accounts(ctx, "a.id = ?", id)
	if err != nil {
		return access.Account{}, fmt.Errorf("account %s: %w", id, err)
	}
	if len(all) == 0 {
		return access.Account{}, fmt.Errorf("account %s: %w", id, access.ErrNotFound)
	}
	return all[0], nil
}

// Members lists the members of an organisation by name. Staff who belong to
// it are not members.
func (s *Store) Members(ctx context.Context, organisation string) ([]access.Account, error) {
	all, err := s.accounts(ctx, "a.organisation_id = ? AND a.member_rank <> ''", organisation)
	if err != nil {
		return nil, fmt.Errorf("members of %s: %w", organisation, err)
	}
	slices.SortStableFunc(all, func(x, y access.Account) int { return strings.Compare(x.Name, y.Name) })
	return all, nil
}

// Accounts lists accounts by folded address. The query is part of an address
// or a name; SQLite finds names in the case they are written in, but for
// ASCII letters.
func (s *Store) Accounts(ctx context.Context, f access.AccountFilter) ([]access.Account, error) {
	where, args := []string{"email_folded > ?"}, []any{f.After}
	if f.Query != "" {
		part := "%" + likeEscape(f.Query) + "%"
		where = append(where, `(email_folded LIKE ? ESCAPE '\' OR lower(name) LIKE lower(?) ESCAPE '\')`)
		args = append(args, part, part)
	}
	if f.Staff {
		where = append(where, "id IN (SELECT account_id FROM staff_roles)")
	}
	args = append(args, f.Limit)
	all, err := s.accounts(ctx, "a.id IN (SELECT id FROM accounts WHERE "+strings.Join(where, " AND ")+" ORDER BY email_folded LIMIT ?)", args...)
	if err != nil {
		return nil, fmt.Errorf("listing accounts: %w", err)
	}
	return all, nil
}

// likeEscape keeps a text from being a pattern.
func likeEscape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}

// accounts reads accounts with the names of their organisations and all
// their grants in one statement, in order of address.
func (s *Store) accounts(ctx context.Context, where string, args ...any) (out []access.Account, err error) {
	rows, err := s.conn(ctx).Raw(`SELECT a.id, a.email, a.name, COALESCE(a.organisation_id, ''), COALESCE(o.name, ''), a.member_rank, a.language, a.zone, a.disabled, a.created_at,
			COALESCE(g.role, ''), COALESCE(g.panel, '')
		FROM accounts a LEFT JOIN organisations o ON o.id = a.organisation_id LEFT JOIN staff_roles g ON g.account_id = a.id
		WHERE `+where+` ORDER BY a.email_folded, g.panel`, args...).Rows()
	if err != nil {
		return nil, fmt.Errorf("reading accounts: %w", err)
	}
	defer rows.Close() //nolint:errcheck // Err below tells
	for rows.Next() {
		var a access.Account
		var rank, role, panel string
		if err := rows.Scan(&a.ID, &a.Email, &a.Name, &a.Organisation, &a.OrganisationName, &rank, &a.Language, &a.Zone, &a.Disabled, &a.CreatedAt, &role, &panel); err != nil {
			return nil, fmt.Errorf("reading accounts: %w", err)
		}
		a.Rank, a.CreatedAt = access.Rank(rank), a.CreatedAt.UTC()
		if len(out) == 0 || out[len(out)-1].ID != a.ID {
			out = append(out, a)
		}
		if role != "" {
			last := &out[len(out)-1]
			last.Grants = append(last.Grants, access.Grant{Role: workflow.Role(role), Panel: panel})
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading accounts: %w", err)
	}
	for _, a := range out {
		slices.SortStableFunc(a.Grants, func(x, y access.Grant) int {
			return slices.Index(access.GrantRoles, x.Role) - slices.Index(access.GrantRoles, y.Role)
		})
	}
	return out, nil
}

// Secret reads the id and the password hash of the account with a folded
// address; access.ErrNotFound when there is none.
func (s *Store) Secret(ctx context.Context, folded string) (id, hash string, err error) {
	err = s.conn(ctx).Raw("SELECT id, password_hash FROM accounts WHERE email_folded = ?", folded).Row().Scan(&id, &hash)
	if err != nil {
		return "", "", fmt.Errorf("account by address: %w", notFound(err))
	}
	return id, hash, nil
}

// PasswordHash reads the password hash of an account; access.ErrNotFound when
// there is none.
func (s *Store) PasswordHash(ctx context.Context, id string) (hash string, err error) {
	if err = s.conn(ctx).Raw("SELECT password_hash FROM accounts WHERE id = ?", id).Row().Scan(&hash); err != nil {
		return "", fmt.Errorf("account %s: %w", id, notFound(err))
	}
	return hash, nil
}

// concerns are the statements that tell whom a kind of case belongs to.
var concerns = map[lifecycle.Kind]string{
	lifecycle.Application: `SELECT COALESCE(a.organisation_id, ''), COALESCE(t.panel, '') FROM applications a LEFT JOIN tasks t ON t.application_id = a.id WHERE a.id = ?`,
	lifecycle.Task:        `SELECT COALESCE(a.organisation_id, ''), t.panel FROM tasks t JOIN applications a ON a.id = t.application_id WHERE t.id = ?`,
}

// Concerned tells whom a case belongs to and which panels have a task for it;
// access.ErrNotFound when there is no such thing.
func (s *Store) Concerned(ctx context.Context, c lifecycle.Case) (out access.Concern, err error) {
	q, ok := concerns[c.Kind]
	if !ok {
		return out, fmt.Errorf("%s belongs to nobody: %w", c, access.ErrNotFound)
	}
	rows, err := s.conn(ctx).Raw(q, c.ID).Rows()
	if err != nil {
		return out, fmt.Errorf("whose %s is: %w", c, err)
	}
	defer rows.Close() //nolint:errcheck // Err below tells
	found := false
	for rows.Next() {
		var panel string
		if err := rows.Scan(&out.Organisation, &panel); err != nil {
			return out, fmt.Errorf("whose %s is: %w", c, err)
		}
		found = true
		if panel != "" && !slices.Contains(out.Panels, panel) {
			out.Panels = append(out.Panels, panel)
		}
	}
	if err := rows.Err(); err != nil {
		return out, fmt.Errorf("whose %s is: %w", c, err)
	}
	if !found {
		return out, fmt.Errorf("%s: %w", c, access.ErrNotFound)
	}
	return out, nil
}

func nullTime(t time.Time) sql.NullTime { return sql.NullTime{Time: t.UTC(), Valid: !t.IsZero()} }
