package access

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"time"
)

// tokenBytes of randomness cannot be guessed, so that their plain SHA-256 is
// enough to keep.
const tokenBytes = 32

// LinkLife is how long a sign-in link sent by mail works.
const LinkLife = 3 * 24 * time.Hour

// SignInLink makes the secret of a sign-in link. A link with a life works
// once and ends with it; one without a life (0) works until it is revoked,
// for demonstrations.
func (s *Service) SignInLink(ctx context.Context, account string, life time.Duration) (string, error) {
	return s.issue(ctx, account, ToSignIn, life)
}

// APIToken makes a token that signs requests in the name of an account. A
// life of 0 has no end.
func (s *Service) APIToken(ctx context.Context, account string, life time.Duration) (string, error) {
	return s.issue(ctx, account, ToAPI, life)
}

func (s *Service) issue(ctx context.Context, account string, p Purpose, life time.Duration) (string, error) {
	raw := make([]byte, tokenBytes)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("making a token: %w", err)
	}
	now, err := s.clock.Now(ctx)
	if err != nil {
		return "", fmt.Errorf("reading the clock: %w", err)
	}
	secret := base64.RawURLEncoding.EncodeToString(raw)
	t := Token{Hash: hashToken(secret), Account: account, Purpose: p, CreatedAt: now}
	if life > 0 {
		t.ExpiresAt = now.Add(life)
	}
	if err := s.store.InsertToken(ctx, t); err != nil {
		return "", fmt.Errorf("keeping a token: %w", err)
	}
	return secret, nil
}

// FollowLink signs in by the secret of a sign-in link; ErrNotFound when it
// is unknown, used, ended or its account disabled.
func (s *Service) FollowLink(ctx context.Context, secret string) (Account, error) {
	t, err := s.token(ctx, secret, ToSignIn)
	if err != nil {
		return Account{}, err
	}
	a, err := s.ByID(ctx, t.Account)
	if err != nil || t.ExpiresAt.IsZero() {
		return a, err
	}
	was, err := s.store.DeleteToken(ctx, t.Hash)
	if err != nil {
		return Account{}, fmt.Errorf("using up a link: %w", err)
	}
	if !was {
		return Account{}, fmt.Errorf("link was used meanwhile: %w", ErrNotFound)
	}
	return a, nil
}

// ByToken reads the account of an API token; ErrNotFound when the token is
// unknown, ended, or made for something else.
func (s *Service) ByToken(ctx context.Context, secret string) (Account, error) {
	t, err := s.token(ctx, secret, ToAPI)
	if err != nil {
		return Account{}, err
	}
	return s.ByID(ctx, t.Account)
}

// Revoke takes all tokens of a purpose from an account.
func (s *Service) Revoke(ctx context.Context, account string, p Purpose) error {
	if err := s.store.DeleteTokens(ctx, account, p); err != nil {
		return fmt.Errorf("revoking tokens: %w", err)
	}
	return nil
}

func (s *Service) token(ctx context.Context, secret string, p Purpose) (Token, error) {
	t, err := s.store.Token(ctx, hashToken(secret))
	if err != nil {
		return Token{}, fmt.Errorf("reading a token: %w", err)
	}
	now, err := s.clock.Now(ctx)
	if err != nil {
		return Token{}, fmt.Errorf("reading the clock: %w", err)
	}
	if t.Purpose != p || (!t.ExpiresAt.IsZero() && !now.Before(t.ExpiresAt)) {
		return Token{}, fmt.Errorf("token is not for %s now: %w", p, ErrNotFound)
	}
	return t, nil
}

func hashToken(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
