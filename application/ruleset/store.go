package ruleset

import (
	"context"
	"errors"
	"time"

	"rootward/application/lifecycle"
	"rootward/application/round"
)

// Errors of the store and the service, beside those of package lifecycle.
var (
	// ErrTaken means that an edition of this id is or was kept with another
	// content, or that the program carries one: a new content needs a new id.
	ErrTaken = errors.New("this id is taken by another edition")
	// ErrInUse means that a round is or was judged by the edition.
	ErrInUse = errors.New("a round uses this edition")
)

// Store keeps editions, choices and comparisons. Absent things are
// lifecycle.ErrNotFound.
type Store interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	Round(ctx context.Context, id string) (round.Round, error)
	Rounds(ctx context.Context) ([]round.Round, error)

	// RuleEditions lists the kept editions with their sets, in order of date
	// and id. Removed ones are left out.
	RuleEditions(ctx context.Context) ([]Edition, error)
	RuleEdition(ctx context.Context, id string) (Edition, error)
	// RuleFiles reads the XML of all sets of an edition in their order.
	RuleFiles(ctx context.Context, id string) ([]File, error)
	// RuleFile reads the XML of one set.
	RuleFile(ctx context.Context, id, set string) (File, error)
	// AddRuleEdition keeps an edition; ErrTaken when the id is not free.
	AddRuleEdition(ctx context.Context, e Edition, files []File) error
	// RemoveRuleEdition forgets the sets of an edition and keeps its id;
	// ErrInUse when a round was ever given it.
	RemoveRuleEdition(ctx context.Context, id, by string, at time.Time) error

	// ChosenRules tells the last choice of every round that has one.
	ChosenRules(ctx context.Context) (map[string]Choice, error)
	// ChooseRules writes down a choice.
	ChooseRules(ctx context.Context, c Choice) error

	ComparisonStore
}

// File is the XML of a rule set as it was given.
type File struct {
	Name string // of the set
	XML  []byte
}

// Choice is an edition given to a round.
type Choice struct {
	Round   string
	Version int64 // of the round's history, which tells why
	Edition string
	Carried bool // of the program, not kept here
	Digest  string
	By      string // actor as in history
	At      time.Time
}

// Door is what the service needs of lifecycle.Door.
type Door interface {
	Settle(ctx context.Context, r lifecycle.Setting, keep func(ctx context.Context, t lifecycle.Transition) error) (lifecycle.Transition, error)
}
