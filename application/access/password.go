package access

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/alexedwards/argon2id"
)

// cost is the second choice of RFC 9106, 4: 64 MiB, three passes, four lanes.
var cost = argon2id.Params{Memory: 64 * 1024, Iterations: 3, Parallelism: 4, SaltLength: 16, KeyLength: 32}

// hasher hashes passwords, a few at a time: each takes a tenth of a second
// and 64 MiB, so that without a bound sign-ins alone could stop the machine.
type hasher struct {
	params   argon2id.Params
	slots    chan struct{} // held while hashing
	queue    chan struct{} // held while hashing or waiting
	patience time.Duration
	nobody   string // hash compared when there is no account
	turns    atomic.Int64
}

func (h *hasher) start(l Limits) error {
	h.slots = make(chan struct{}, max(l.AtOnce, 1))
	h.queue = make(chan struct{}, max(l.AtOnce, 1)+l.Waiting)
	h.patience = l.Patience
	var err error
	if h.nobody, err = argon2id.CreateHash("nobody has this password", &h.params); err != nil {
		return fmt.Errorf("hashing: %w", err)
	}
	return nil
}

// turn waits for a slot; ErrBusy when too many wait or it takes too long.
func (h *hasher) turn(ctx context.Context) (done func(), err error) {
	select {
	case h.queue <- struct{}{}:
	default:
		return nil, ErrBusy
	}
	timer := time.NewTimer(h.patience)
	defer timer.Stop()
	select {
	case h.slots <- struct{}{}:
		h.turns.Add(1)
		return func() { <-h.slots; <-h.queue }, nil
	case <-timer.C:
		<-h.queue
		return nil, ErrBusy
	case <-ctx.Done():
		<-h.queue
		return nil, fmt.Errorf("waiting to hash: %w", ctx.Err())
	}
}

func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	done, err := h.turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	hash, err := argon2id.CreateHash(password, &h.params)
	if err != nil {
		return "", fmt.Errorf("hashing: %w", err)
	}
	return hash, nil
}

// match compares a password with a hash. An empty hash matches nothing and
// takes as long.
func (h *hasher) match(ctx context.Context, password, hash string) (bool, error) {
	done, err := h.turn(ctx)
	if err != nil {
		return false, err
	}
	defer done()
	against := hash
	if hash == "" {
		against = h.nobody
	}
	ok, err := argon2id.ComparePasswordAndHash(password, against)
	if err != nil {
		return false, fmt.Errorf("comparing a password: %w", err)
	}
	return ok && hash != "", nil
}
