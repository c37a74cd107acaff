package access

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"rootward/application/lifecycle"
)

// Limits bound how often sign-ins may be tried and how many are checked at
// once.
type Limits struct {
	Window      time.Duration // over which attempts are counted
	PerAccount  int           // failed attempts for one e-mail address
	PerAddress  int           // failed attempts from one network address
	Registering int           // registrations from one network address
	AtOnce      int           // passwords hashed at the same time
	Waiting     int           // requests that may wait for that; more are turned away
	Patience    time.Duration // how long one may wait
}

// DefaultLimits suit a small server: at two a second, hashing takes at most
// one core.
var DefaultLimits = Limits{
	Window: 15 * time.Minute, PerAccount: 10, PerAddress: 100, Registering: 20,
	AtOnce: 1, Waiting: 32, Patience: 10 * time.Second,
}

// Service is what people do with accounts.
type Service struct {
	store  Store
	clock  lifecycle.Clock
	limits Limits
	hasher *hasher
	log    *slog.Logger
}

// Option changes a Service.
type Option func(*Service)

// WithLimits replaces DefaultLimits.
func WithLimits(l Limits) Option { return func(s *Service) { s.limits = l } }

// WithCost replaces the cost of a password hash; for tests.
func WithCost(memoryKiB, iterations uint32) Option {
	return func(s *Service) { s.hasher.params.Memory, s.hasher.params.Iterations = memoryKiB, iterations }
}

// WithLog names where changes of accounts and grants are told; nowhere
// otherwise.
func WithLog(l *slog.Logger) Option { return func(s *Service) { s.log = l } }

// New makes the service. The clock must be the database's, because several
// processes count the same attempts.
func New(store Store, clock lifecycle.Clock, options ...Option) (*Service, error) {
	s := &Service{store: store, clock: clock, limits: DefaultLimits, hasher: &hasher{params: cost}, log: slog.New(slog.DiscardHandler)}
	for _, o := range options {
		o(s)
	}
	if err := s.hasher.start(s.limits); err != nil {
		return nil, err
	}
	return s, nil
}

// ByID reads an account; ErrNotFound when there is none or it is disabled.
func (s *Service) ByID(ctx context.Context, id string) (Account, error) {
	a, err := s.store.Account(ctx, id)
	if err != nil {
		return Account{}, fmt.Errorf("reading account: %w", err)
	}
	if a.Disabled {
		return Account{}, fmt.Errorf("account %s is disabled: %w", id, ErrNotFound)
	}
	return a, nil
}

// MemberOf tells the organisation of an account and whether it may bind it;
// ErrNotFound when it has none.
func (s *Service) MemberOf(ctx context.Context, account string) (organisation string, primary bool, err error) {
	a, err := s.ByID(ctx, account)
	if err != nil {
		return "", false, err
	}
	if !a.Member() {
		return "", false, fmt.Errorf("account %s has no organisation: %w", account, ErrNotFound)
	}
	return a.Organisation, a.Rank == Primary, nil
}

// Organisation reads the organisation of a member with all its members;
// ErrNotFound for everybody else.
func (s *Service) Organisation(ctx context.Context, account string) (Organisation, []Account, error) {
	id, _, err := s.MemberOf(ctx, account)
	if err != nil {
		return Organisation{}, nil, err
	}
	o, err := s.store.Organisation(ctx, id)
	if err != nil {
		return Organisation{}, nil, fmt.Errorf("reading organisation: %w", err)
	}
	members, err := s.store.Members(ctx, id)
	if err != nil {
		return Organisation{}, nil, fmt.Errorf("listing members: %w", err)
	}
	return o, members, nil
}

// Accounts lists accounts for those who manage them.
func (s *Service) Accounts(ctx context.Context, by lifecycle.Actor, f AccountFilter) ([]Account, error) {
	if err := s.may(ctx, by, ManageAccounts); err != nil {
		return nil, err
	}
	all, err := s.store.Accounts(ctx, f)
	if err != nil {
		return nil, fmt.Errorf("listing accounts: %w", err)
	}
	return all, nil
}

// may checks a permission of an actor. Actors that bring their own roles, the
// shell and our jobs, have no account to look up.
func (s *Service) may(ctx context.Context, by lifecycle.Actor, p Permission) error {
	if len(by.Roles) > 0 {
		return nil
	}
	a, err := s.ByID(ctx, by.Account)
	if err != nil {
		return err
	}
	if !Can(&a, p) {
		return fmt.Errorf("%s by %s: %w", p, by.Account, ErrNotFound)
	}
	return nil
}

// Tidy deletes attempts that no longer count and sessions and tokens that
// have expired.
func (s *Service) Tidy(ctx context.Context) error {
	now, err := s.clock.Now(ctx)
	if err != nil {
		return fmt.Errorf("reading the clock: %w", err)
	}
	if err := s.store.Tidy(ctx, now.Add(-s.limits.Window), now); err != nil {
		return fmt.Errorf("tidying accounts: %w", err)
	}
	return nil
}

// newID makes an id that nobody finds by counting: 60 random bits after a
// letter that says what it names.
func newID(letter string) string { return letter + strings.ToLower(rand.Text()[:12]) }
