package access

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/netip"
	"time"
	"unicode/utf8"
)

// SignIn checks an e-mail address and a password sent from a network address.
// A wrong password, an unknown address, an account without a password and a
// disabled one get the same answer, ErrSignIn, after the same work. A
// *Throttled comes before any password is looked at; ErrBusy when too many
// sign in at once.
func (s *Service) SignIn(ctx context.Context, email, password string, from netip.Addr) (Account, error) {
	folded, err := FoldEmail(email)
	if err != nil {
		folded = subject("malformed", email) // no account has it; counted and hashed all the same
	}
	if utf8.RuneCountInString(password) > MaxPassword {
		password = "" // no account has it either
	}
	who := subject("email", folded)
	tries := []bound{{who, s.limits.PerAccount}, {subject("address", network(from)), s.limits.PerAddress}}
	ids, err := s.attempt(ctx, tries)
	if err != nil {
		return Account{}, err
	}
	id, hash, err := s.store.Secret(ctx, folded)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Account{}, fmt.Errorf("reading account: %w", err)
	}
	ok, err := s.hasher.match(ctx, password, hash)
	if err != nil {
		return Account{}, err
	}
	if !ok {
		return Account{}, ErrSignIn
	}
	a, err := s.ByID(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return Account{}, ErrSignIn
	}
	if err != nil {
		return Account{}, err
	}
	if err := s.store.ForgetAttempts(ctx, who, ids); err != nil {
		return Account{}, fmt.Errorf("forgetting attempts: %w", err)
	}
	return a, nil
}

// bound is how often a subject may be tried.
type bound struct {
	subject string
	most    int
}

// attempt writes down one try of each subject, unless one of them was tried
// too often: then nothing is written, so that whoever is locked out by others
// comes in as soon as their tries grow old. Tries that arrive in the same
// moment on different connections may exceed the bound by their number.
func (s *Service) attempt(ctx context.Context, tries []bound) (ids []int64, err error) {
	subjects := make([]string, len(tries))
	for i, t := range tries {
		subjects[i] = t.subject
	}
	err = s.store.InTx(ctx, func(ctx context.Context) error {
		now, err := s.clock.Now(ctx)
		if err != nil {
			return fmt.Errorf("reading the clock: %w", err)
		}
		made, err := s.store.CountAttempts(ctx, subjects, now.Add(-s.limits.Window))
		if err != nil {
			return fmt.Errorf("counting attempts: %w", err)
		}
		for _, t := range tries {
			if a := made[t.subject]; a.N >= t.most {
				return &Throttled{After: max(a.Oldest.Add(s.limits.Window).Sub(now), time.Second)}
			}
		}
		if ids, err = s.store.AddAttempts(ctx, subjects, now); err != nil {
			return fmt.Errorf("writing down attempts: %w", err)
		}
		return nil
	})
	return ids, err //nolint:wrapcheck // inner errors say what failed
}

// subject names what is counted without telling it to readers of the table.
func subject(kind, value string) string {
	sum := sha256.Sum256([]byte(kind + "\x00" + value))
	return kind + ":" + hex.EncodeToString(sum[:16])
}

// network is what one person can be assumed to have: an IPv4 address, or the
// first 64 bits of an IPv6 one.
func network(a netip.Addr) string {
	a = a.Unmap()
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}
