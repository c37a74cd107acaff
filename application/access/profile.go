package access

import (
	"context"
	"fmt"
)

// Profile is what a person may change about the own account.
type Profile struct {
	Name     string
	Language string
	Zone     string
}

// SaveProfile writes a person's own name, language and zone.
func (s *Service) SaveProfile(ctx context.Context, account string, p Profile) error {
	var wrong FieldErrors
	a := Account{ID: account, Name: wrong.name(FieldName, p.Name, MaxName)}
	a.Language, a.Zone = wrong.language(p.Language), wrong.zone(FieldZone, p.Zone)
	if err := wrong.orNil(); err != nil {
		return err
	}
	if err := s.store.SaveProfile(ctx, a); err != nil {
		return fmt.Errorf("saving account %s: %w", account, err)
	}
	return nil
}

// ChangePassword sets a new password. The old one must be given, unless the
// account has none; wrong tries are counted like failed sign-ins. Sign-in
// links of the account end with it.
func (s *Service) ChangePassword(ctx context.Context, account, old, fresh string) error {
	var wrong FieldErrors
	wrong.password(FieldPassword, fresh)
	if err := wrong.orNil(); err != nil {
		return err
	}
	hash, err := s.store.PasswordHash(ctx, account)
	if err != nil {
		return fmt.Errorf("reading account: %w", err)
	}
	if hash != "" {
		who := subject("password", account)
		ids, err := s.attempt(ctx, []bound{{who, s.limits.PerAccount}})
		if err != nil {
			return err
		}
		ok, err := s.hasher.match(ctx, old, hash)
		if err != nil {
			return err
		}
		if !ok {
			return Wrong(FieldOldPassword, "password_wrong")
		}
		if err := s.store.ForgetAttempts(ctx, who, ids); err != nil {
			return fmt.Errorf("forgetting attempts: %w", err)
		}
	}
	if hash, err = s.hasher.hash(ctx, fresh); err != nil {
		return err
	}
	err = s.store.InTx(ctx, func(ctx context.Context) error {
		if err := s.store.SavePassword(ctx, account, hash); err != nil {
			return fmt.Errorf("saving a password: %w", err)
		}
		return s.Revoke(ctx, account, ToSignIn)
	})
	if err != nil {
		return err //nolint:wrapcheck // inner errors say what failed
	}
	s.log.InfoContext(ctx, "password changed", "account", account)
	return nil
}
