package access

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"rootward/application/lifecycle"
)

// NewStaff is somebody who will work on applications.
type NewStaff struct {
	Name         string
	Email        string
	Password     string // empty: comes in by a sign-in link
	Organisation string // id of the own organisation, for conflicts of interest; empty when it does not apply
	Language     string
	Zone         string
	Grants       []Grant
}

// CreateStaff makes an account with grants. Operators may, and the shell.
func (s *Service) CreateStaff(ctx context.Context, by lifecycle.Actor, n NewStaff) (Account, error) {
	if err := s.may(ctx, by, ManageAccounts); err != nil {
		return Account{}, err
	}
	var wrong FieldErrors
	a := Account{ID: newID("u"), Name: wrong.name(FieldName, n.Name, MaxName), Organisation: n.Organisation}
	var folded string
	a.Email, folded = wrong.email(FieldEmail, n.Email)
	if n.Password != "" {
		wrong.password(FieldPassword, n.Password)
	}
	a.Language, a.Zone = wrong.language(n.Language), wrong.zone(FieldZone, n.Zone)
	a.Grants = wrong.grants(n.Grants)
	if len(n.Grants) == 0 {
		wrong.add(FieldGrants, "missing")
	}
	if n.Organisation != "" {
		o, err := s.store.Organisation(ctx, n.Organisation)
		switch {
		case errors.Is(err, ErrNotFound):
			wrong.add(FieldOrganisation, "organisation")
		case err != nil:
			return Account{}, fmt.Errorf("reading organisation: %w", err)
		}
		a.OrganisationName = o.Name
	}
	if err := wrong.orNil(); err != nil {
		return Account{}, err
	}
	var hash string
	var err error
	if n.Password != "" {
		if hash, err = s.hasher.hash(ctx, n.Password); err != nil {
			return Account{}, err
		}
	}
	if a.CreatedAt, err = s.clock.Now(ctx); err != nil {
		return Account{}, fmt.Errorf("reading the clock: %w", err)
	}
	if err := s.store.InTx(ctx, func(ctx context.Context) error { return s.insert(ctx, a, folded, hash) }); err != nil {
		return Account{}, err //nolint:wrapcheck // inner errors say what failed
	}
	s.log.InfoContext(ctx, "staff account made", "by", by.Account, "account", a.ID, "grants", a.Grants)
	return a, nil
}

// SetGrants replaces the grants of a staff account; they count from the next
// request on. Members of an organisation that applies cannot be staff, and
// nobody changes their own grants.
func (s *Service) SetGrants(ctx context.Context, by lifecycle.Actor, account string, grants []Grant) error {
	if err := s.may(ctx, by, ManageAccounts); err != nil {
		return err
	}
	var wrong FieldErrors
	grants = wrong.grants(grants)
	return s.store.InTx(ctx, func(ctx context.Context) error { //nolint:wrapcheck // inner errors say what failed
		a, err := s.store.Account(ctx, account)
		if err != nil {
			return fmt.Errorf("reading account: %w", err)
		}
		if a.Member() {
			wrong.add(FieldGrants, "member_staff")
		}
		if a.ID == by.Account {
			wrong.add(FieldGrants, "own_grants")
		}
		if err := wrong.orNil(); err != nil {
			return err
		}
		if err := s.store.SetGrants(ctx, account, grants); err != nil {
			return fmt.Errorf("saving grants: %w", err)
		}
		s.log.InfoContext(ctx, "grants changed", "by", by.Account, "account", account, "from", a.Grants, "to", grants)
		return nil
	})
}

// SetDisabled locks an account out, or lets it in again. Its sessions and
// tokens stop working with the next request.
func (s *Service) SetDisabled(ctx context.Context, by lifecycle.Actor, account string, disabled bool) error {
	if err := s.may(ctx, by, ManageAccounts); err != nil {
		return err
	}
	if account == by.Account {
		return Wrong(FieldGrants, "own_grants")
	}
	if err := s.store.SetDisabled(ctx, account, disabled); err != nil {
		return fmt.Errorf("disabling an account: %w", err)
	}
	s.log.InfoContext(ctx, "account disabled or enabled", "by", by.Account, "account", account, "disabled", disabled)
	return nil
}

// grants checks a list of grants and returns it in order, each once.
func (e *FieldErrors) grants(list []Grant) []Grant {
	var out []Grant
	for _, role := range GrantRoles {
		for _, g := range list {
			if g.Role == role && !slices.Contains(out, g) {
				out = append(out, g)
			}
		}
	}
	for _, g := range list {
		if !slices.Contains(GrantRoles, g.Role) || (g.Panel != "" && (g.Role == Auditor || g.Role == "operator")) {
			e.add(FieldGrants, "grant")
			return nil
		}
	}
	return out
}
