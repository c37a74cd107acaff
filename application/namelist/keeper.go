package namelist

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Stored is a version of a list that an operator added. It never changes.
type Stored struct {
	List
	File    []byte // as given; empty when versions are listed
	AddedBy string
	Reason  string
	AddedAt time.Time
}

// Choice says which version of a list counts from then on. Choices are only
// ever added: together they are the history of the lists.
type Choice struct {
	List    string // id
	Version string // "" for the embedded one, or for none if there is none
	Actor   string
	Reason  string
	At      time.Time
}

// Store keeps versions of lists and choices among them.
type Store interface {
	InTx(ctx context.Context, f func(context.Context) error) error
	Now(ctx context.Context) (time.Time, error)
	// NameChoices counts choices: it grows with each.
	NameChoices(ctx context.Context) (int64, error)
	// NameHistory lists choices, oldest first.
	NameHistory(ctx context.Context) ([]Choice, error)
	// NameVersions lists versions in order of list and time, without files.
	NameVersions(ctx context.Context) ([]Stored, error)
	// NameVersion reads one version with its file; ErrNoVersion.
	NameVersion(ctx context.Context, list, version string) (Stored, error)
	// AddNameVersion adds one; ErrVersionExists.
	AddNameVersion(ctx context.Context, s Stored) error
	// ChooseNames adds a choice.
	ChooseNames(ctx context.Context, c Choice) error
}

// The errors of stored lists.
var (
	ErrNoVersion     = errors.New("there is no such version of the list")
	ErrVersionExists = errors.New("this version of the list exists already")
	ErrNoReason      = errors.New("a reason is needed")
)

// Keeper gives the lists that count: the embedded ones with the operator's in
// their place. Several processes may work on one database: each looks for new
// choices before it answers, at most once a Fresh. Callers may hold the very
// connection that the look needs: so one of them waits for it, and no longer
// than a moment, while the others get the lists that were there before.
type Keeper struct {
	Store Store
	Fresh time.Duration // 0 looks every time

	looking sync.Mutex
	kept    atomic.Pointer[kept]
}

// moment is how long a caller who has lists waits for newer ones.
const moment = 50 * time.Millisecond

type kept struct {
	lists   *Lists
	choices int64
	at      time.Time
}

// Lists are the lists that count now.
func (k *Keeper) Lists(ctx context.Context) (*Lists, error) {
	have := k.kept.Load()
	if have == nil || k.Fresh <= 0 {
		k.looking.Lock()
		defer k.looking.Unlock()
		return k.look(ctx)
	}
	if time.Since(have.at) < k.Fresh || !k.looking.TryLock() {
		return have.lists, nil
	}
	type answer struct {
		lists *Lists
		err   error
	}
	found := make(chan answer, 1)
	go func() { //nolint:contextcheck,gosec // a context of its own, as said below
		defer k.looking.Unlock()
		// Not the caller's context, which may carry its transaction: who gives
		// up leaves the answer to others.
		ctx, done := context.WithTimeout(context.Background(), slow)
		defer done()
		lists, err := k.look(ctx)
		found <- answer{lists, err}
	}()
	select {
	case a := <-found:
		return a.lists, a.err
	case <-time.After(moment):
		return have.lists, nil
	}
}

// look asks whether there are new choices. The caller holds looking.
func (k *Keeper) look(ctx context.Context) (*Lists, error) {
	n, err := k.Store.NameChoices(ctx)
	if err != nil {
		return nil, fmt.Errorf("looking for name lists: %w", err)
	}
	now := &kept{choices: n, at: time.Now()}
	if have := k.kept.Load(); have != nil && have.choices == n {
		now.lists = have.lists
	} else if now.lists, err = Current(ctx, k.Store); err != nil {
		return nil, err
	}
	k.kept.Store(now)
	return now.lists, nil
}

// slow bounds a look for new choices by callers who have no context.
const slow = 10 * time.Second

// Latest is Lists for callers who have no context. It takes ten seconds at most.
func (k *Keeper) Latest() (*Lists, error) {
	ctx, done := context.WithTimeout(context.Background(), slow)
	defer done()
	return k.Lists(ctx)
}

// Current reads the lists that count from a store.
func Current(ctx context.Context, s Store) (*Lists, error) {
	history, err := s.NameHistory(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading choices of name lists: %w", err)
	}
	var others []Content
	for id, c := range Chosen(history) {
		if c.Version == "" {
			continue
		}
		v, err := s.NameVersion(ctx, id, c.Version)
		if err != nil {
			return nil, fmt.Errorf("reading name list %s: %w", id, err)
		}
		content, err := ParseFile(v.File, v.List)
		if err != nil {
			return nil, fmt.Errorf("name list %s, version %s: %w", id, c.Version, err)
		}
		content.List.Digest = v.Digest
		others = append(others, content)
	}
	return Default().With(byID(others)...)
}

// Chosen is the last choice for each list.
func Chosen(history []Choice) map[string]Choice {
	last := map[string]Choice{}
	for _, c := range history {
		last[c.List] = c
	}
	return last
}

// Add keeps a file as a version of a list and makes it count. The error is
// FileFaults, ErrVersionExists or ErrNoReason for what the operator can mend.
func Add(ctx context.Context, s Store, actor, reason string, file []byte, about List) (List, error) {
	if reason == "" {
		return about, ErrNoReason
	}
	c, err := ParseFile(file, about)
	if err != nil {
		return c.List, err
	}
	c.List.Digest = fmt.Sprintf("%x", sha256.Sum256(file))
	err = s.InTx(ctx, func(ctx context.Context) error {
		now, err := s.Now(ctx)
		if err != nil {
			return err //nolint:wrapcheck // says what it was reading
		}
		if err := s.AddNameVersion(ctx, Stored{List: c.List, File: file, AddedBy: actor, Reason: reason, AddedAt: now}); err != nil {
			return err //nolint:wrapcheck // names the list itself
		}
		return s.ChooseNames(ctx, Choice{c.List.ID, c.List.Version, actor, reason, now}) //nolint:wrapcheck // names the list itself
	})
	return c.List, err
}

// Use makes another version of a list count; "" is the embedded one. The error
// is ErrNoVersion or ErrNoReason for what the operator can mend.
func Use(ctx context.Context, s Store, actor, reason, list, version string) error {
	if reason == "" {
		return ErrNoReason
	}
	return s.InTx(ctx, func(ctx context.Context) error { //nolint:wrapcheck // what it calls names the list
		now, err := s.Now(ctx)
		if err != nil {
			return err //nolint:wrapcheck // says what it was reading
		}
		if version != "" {
			if _, err := s.NameVersion(ctx, list, version); err != nil {
				return err //nolint:wrapcheck // names the list itself
			}
		} else if err := known(ctx, s, list); err != nil {
			return err
		}
		return s.ChooseNames(ctx, Choice{list, version, actor, reason, now}) //nolint:wrapcheck // names the list itself
	})
}

// known refuses a list that neither the program nor an operator has.
func known(ctx context.Context, s Store, list string) error {
	if Default().List(list) != nil {
		return nil
	}
	all, err := s.NameVersions(ctx)
	if err != nil {
		return err //nolint:wrapcheck // says what it was reading
	}
	for _, v := range all {
		if v.ID == list {
			return nil
		}
	}
	return fmt.Errorf("name list %s: %w", list, ErrNoVersion)
}

func byID(all []Content) []Content {
	slices.SortFunc(all, func(a, b Content) int { return strings.Compare(a.List.ID, b.List.ID) })
	return all
}
