package access

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"

	"rootward/application/lifecycle"
)

// Registration is what a new organisation and its first member tell.
type Registration struct {
	Organisation string
	Country      string // ISO 3166-1 alpha-2
	Website      string
	Name         string // of the person
	Email        string
	Password     string
	Language     string
	Zone         string
}

// Fields of the forms of this package; field errors name them.
const (
	FieldOrganisation = "organisation"
	FieldCountry      = "country"
	FieldWebsite      = "website"
	FieldName         = "name"
	FieldEmail        = "email"
	FieldPassword     = "password"
	FieldOldPassword  = "old_password"
	FieldLanguage     = "language"
	FieldZone         = "zone"
	FieldGrants       = "grants"
	FieldRank         = "rank"
)

// Register makes an organisation and its first member, who may bind it. What
// is wrong comes back as *FieldErrors, all of it; *Throttled when too many
// were registered from one network address. An address without a value, from
// the shell, is not counted.
func (s *Service) Register(ctx context.Context, r Registration, from netip.Addr) (Account, error) {
	var wrong FieldErrors
	o := Organisation{ID: newID("o"), Name: wrong.name(FieldOrganisation, r.Organisation, MaxOrganisationName)}
	o.Country, o.Website = wrong.country(FieldCountry, r.Country), wrong.website(FieldWebsite, r.Website)
	a := Account{ID: newID("u"), Name: wrong.name(FieldName, r.Name, MaxName), Organisation: o.ID, OrganisationName: o.Name, Rank: Primary}
	var folded string
	a.Email, folded = wrong.email(FieldEmail, r.Email)
	wrong.password(FieldPassword, r.Password)
	a.Language, a.Zone = wrong.language(r.Language), wrong.zone(FieldZone, r.Zone)
	if err := wrong.orNil(); err != nil {
		return Account{}, err
	}
	if from.IsValid() {
		if _, err := s.attempt(ctx, []bound{{subject("register", network(from)), s.limits.Registering}}); err != nil {
			return Account{}, err
		}
	}
	hash, err := s.hasher.hash(ctx, r.Password)
	if err != nil {
		return Account{}, err
	}
	err = s.store.InTx(ctx, func(ctx context.Context) error {
		if o.CreatedAt, err = s.clock.Now(ctx); err != nil {
			return fmt.Errorf("reading the clock: %w", err)
		}
		a.CreatedAt = o.CreatedAt
		if err := s.store.InsertOrganisation(ctx, o); err != nil {
			return fmt.Errorf("adding an organisation: %w", err)
		}
		return s.insert(ctx, a, folded, hash)
	})
	if err != nil {
		return Account{}, err //nolint:wrapcheck // inner errors say what failed
	}
	s.log.InfoContext(ctx, "organisation registered", "organisation", o.ID, "account", a.ID)
	return a, nil
}

func (s *Service) insert(ctx context.Context, a Account, folded, hash string) error {
	err := s.store.InsertAccount(ctx, a, folded, hash)
	if errors.Is(err, ErrEmailTaken) {
		return Wrong(FieldEmail, "email_taken")
	}
	if err != nil {
		return fmt.Errorf("adding an account: %w", err)
	}
	return nil
}

// NewMember is somebody who joins an organisation.
type NewMember struct {
	Name     string
	Email    string
	Language string
	Rank     Rank // Additional when empty
}

// AddMember makes an account for a further member of the actor's
// organisation, without a password: the member comes in by a sign-in link.
// Only a primary member may; ErrNotFound for others. Places per rank are
// limited; see Places.
func (s *Service) AddMember(ctx context.Context, by lifecycle.Actor, m NewMember) (Account, error) {
	if err := s.may(ctx, by, ManageOrganisation); err != nil {
		return Account{}, err
	}
	host, err := s.ByID(ctx, by.Account)
	if err != nil {
		return Account{}, err
	}
	var wrong FieldErrors
	a := Account{ID: newID("u"), Organisation: host.Organisation, OrganisationName: host.OrganisationName, Rank: m.Rank, Zone: host.Zone}
	if a.Rank == "" {
		a.Rank = Additional
	}
	a.Name = wrong.name(FieldName, m.Name, MaxName)
	var folded string
	a.Email, folded = wrong.email(FieldEmail, m.Email)
	if a.Language = wrong.language(m.Language); m.Language == "" {
		a.Language = host.Language
	}
	err = s.store.InTx(ctx, func(ctx context.Context) error {
		members, err := s.store.Members(ctx, a.Organisation)
		if err != nil {
			return fmt.Errorf("listing members: %w", err)
		}
		switch {
		case !slices.Contains(Ranks, a.Rank):
			wrong.add(FieldRank, "rank")
		case Places(a.Rank, members) == 0:
			wrong.add(FieldRank, "rank_full")
		}
		if err := wrong.orNil(); err != nil {
			return err
		}
		if a.CreatedAt, err = s.clock.Now(ctx); err != nil {
			return fmt.Errorf("reading the clock: %w", err)
		}
		return s.insert(ctx, a, folded, "")
	})
	if err != nil {
		return Account{}, err //nolint:wrapcheck // inner errors say what failed
	}
	s.log.InfoContext(ctx, "member added", "by", by.Account, "organisation", a.Organisation, "account", a.ID)
	return a, nil
}
