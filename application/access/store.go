package access

import (
	"context"
	"time"

	"rootward/application/lifecycle"
)

// Store is what this package needs kept.
type Store interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	InsertOrganisation(ctx context.Context, o Organisation) error
	// Organisation reads one; ErrNotFound.
	Organisation(ctx context.Context, id string) (Organisation, error)
	// InsertAccount adds an account with its grants; ErrEmailTaken when
	// another has its folded address. An empty hash means that it has no
	// password.
	InsertAccount(ctx context.Context, a Account, folded, hash string) error
	// SaveProfile writes name, language and zone.
	SaveProfile(ctx context.Context, a Account) error
	SavePassword(ctx context.Context, account, hash string) error
	SetDisabled(ctx context.Context, account string, disabled bool) error
	// SetGrants replaces all grants of an account.
	SetGrants(ctx context.Context, account string, grants []Grant) error
	// Account reads one with its grants and the name of its organisation, in
	// one statement; ErrNotFound.
	Account(ctx context.Context, id string) (Account, error)
	// Secret reads the id and the password hash of the account with a folded
	// address; ErrNotFound.
	Secret(ctx context.Context, folded string) (id, hash string, err error)
	// PasswordHash reads the password hash of an account; ErrNotFound.
	PasswordHash(ctx context.Context, id string) (string, error)
	// Members lists the accounts of an organisation by name.
	Members(ctx context.Context, organisation string) ([]Account, error)
	// Accounts lists accounts by folded address, behind the given one.
	Accounts(ctx context.Context, f AccountFilter) ([]Account, error)

	InsertToken(ctx context.Context, t Token) error
	// Token reads one by the hash of its secret; ErrNotFound.
	Token(ctx context.Context, hash string) (Token, error)
	// DeleteToken reports whether it was there.
	DeleteToken(ctx context.Context, hash string) (bool, error)
	// DeleteTokens takes all tokens of a purpose from an account.
	DeleteTokens(ctx context.Context, account string, p Purpose) error

	// AddAttempts writes down attempts and returns their ids.
	AddAttempts(ctx context.Context, subjects []string, at time.Time) ([]int64, error)
	// CountAttempts counts, and tells the oldest, of each subject since an
	// instant.
	CountAttempts(ctx context.Context, subjects []string, since time.Time) (map[string]Attempts, error)
	// ForgetAttempts takes back those of a subject, and those with these ids.
	ForgetAttempts(ctx context.Context, subject string, ids []int64) error
	// Tidy deletes attempts before an instant, and what has expired.
	Tidy(ctx context.Context, attemptsBefore, now time.Time) error

	// Concerned tells whom a case belongs to and which panels have a task
	// for it, in one statement; ErrNotFound when there is no such thing.
	Concerned(ctx context.Context, c lifecycle.Case) (Concern, error)
}

// AccountFilter narrows the list of accounts.
type AccountFilter struct {
	Query string // part of address or name, folded
	Staff bool   // only those with grants
	After string // folded address
	Limit int
}

// Purpose is what a token is for. Purposes are stored.
type Purpose string

// A sign-in link lets a person in once; an API token signs each request.
const (
	ToSignIn Purpose = "sign_in"
	ToAPI    Purpose = "api"
)

// Token is the kept part of a secret: its SHA-256, never itself.
type Token struct {
	Hash      string
	Account   string
	Purpose   Purpose
	CreatedAt time.Time
	ExpiresAt time.Time // zero: no end
}

// Attempts is how often something was tried, and when first.
type Attempts struct {
	N      int
	Oldest time.Time
}

// Concern is whom a case belongs to.
type Concern struct {
	Organisation string   // that applied; empty when recorded from a public list
	Panels       []string // that have, or had, a task for it; of a task: its own
}
