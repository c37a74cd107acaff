package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"time"

	"rootward/workflow"
)

// Kind says what sort of thing a case is. Kinds are stored.
type Kind string

// The kinds of cases.
const (
	Application Kind = "application"
	Task        Kind = "task"
	Round       Kind = "round"
)

// Case names one thing that has a life cycle.
type Case struct {
	Kind Kind
	ID   string
}

func (c Case) String() string { return string(c.Kind) + " " + c.ID }

// Actor is who moves a case. Account is an account's id, or "system:…",
// "import:…" or "shell:…" for actors without one. The roles of an account are
// looked up for each case; the other actors bring theirs.
type Actor struct {
	Account string
	Roles   []workflow.Role
}

// ByAccount is a person who has signed in.
func ByAccount(id string) Actor { return Actor{Account: id} }

// BySystem is a job of our own.
func BySystem(job string) Actor {
	return Actor{Account: "system:" + job, Roles: []workflow.Role{workflow.System}}
}

// ByImport is an import of a file.
func ByImport(name string) Actor {
	return Actor{Account: "import:" + name, Roles: []workflow.Role{workflow.Importer}}
}

// ByShell is an operator at the command line of the machine itself.
func ByShell(user string) Actor {
	return Actor{Account: "shell:" + user, Roles: []workflow.Role{workflow.Operator}}
}

// Source is what a decision or a record rests on.
type Source struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
}

// When is the instant of an event, or the statement that it is not known.
type When struct {
	At    time.Time
	Known bool
}

// On is a known instant.
func On(t time.Time) When { return When{At: t.UTC().Truncate(time.Second), Known: true} }

// Unrecorded is an instant that nobody wrote down.
var Unrecorded = When{}

// Snapshot is a case as the door sees it: state, version and the running
// clock of its stage.
type Snapshot struct {
	Case
	Definition *workflow.Definition
	Round      string
	Policy     string // version of the policy it is judged by
	State      workflow.State
	Version    int64 // rows of history so far
	Holds      int   // open holds
	Kinds      []string
	Public     bool // it has been in a state that everybody may see
	Clock      Clocking
	LastHash   string
}

// Standing is status and stage as the public reads them.
func (s Snapshot) Standing() (workflow.Status, workflow.Stage) {
	return s.Definition.Public(s.State, s.Holds)
}

// Position of the state in its life cycle.
func (s Snapshot) Position() workflow.Position {
	p, _ := s.Definition.Position(s.State)
	return p
}

// Entry is one row of history.
type Entry struct {
	ID       int64
	Case     Case
	Version  int64 // 1 for the first row of a case
	Event    workflow.Event
	From, To workflow.State
	Actor    string
	Role     workflow.Role // the role that allowed it
	Behalf   string        // on whose behalf, if not the actor's own
	Reason   string
	Sources  []Source
	Decision bool
	At       When      // when it happened
	Entered  time.Time // when it was written down
	Policy   string
	Hold     string // code of the hold opened or closed
	HoldID   int64
	Kinds    []string // of open and classify: the kinds from here on
	PrevHash string
	Hash     string
}

// Hold is one reason for which a case waits.
type Hold struct {
	ID       int64
	Case     Case
	Code     string // locale key hold.<Code>
	Note     string
	Opener   string
	OpenedAt time.Time
	Closer   string
	ClosedAt time.Time // zero while open
}

// ErrNotFound means that there is no such case.
var ErrNotFound = errors.New("no such case")

// ErrConflict means that the case has moved since the version named.
var ErrConflict = errors.New("changed meanwhile")

// ErrExists means that a case of this kind and id exists already.
var ErrExists = errors.New("case exists")

// Invalid is a request that no state could accept: it names the field that
// is missing or wrong.
type Invalid struct {
	Field string // reason, sources, to, at, actor, version, hold
	Why   string // locale key invalid.<Why>
}

func (e *Invalid) Error() string { return fmt.Sprintf("%s: %s", e.Field, e.Why) }

// Store is what the door needs kept.
type Store interface {
	// InTx runs f in a transaction, or in the one that ctx already carries.
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	// InsertCase adds a case; ErrExists when it is there.
	InsertCase(ctx context.Context, s Snapshot) error
	// ReadCase reads a case as it is; ErrNotFound when there is none.
	ReadCase(ctx context.Context, c Case) (Snapshot, error)
	// LockCase reads a case and keeps others from moving it until the
	// transaction ends; ErrNotFound when there is none.
	LockCase(ctx context.Context, c Case) (Snapshot, error)
	// SaveCase writes a case decided on version; ErrConflict when it has
	// another version by now.
	SaveCase(ctx context.Context, s Snapshot, version int64) error
	// Append adds a row of history and sets its ID.
	Append(ctx context.Context, e *Entry) error
	OpenHold(ctx context.Context, h *Hold) error
	// CloseHold closes an open hold; ErrNotFound when it is not open.
	CloseHold(ctx context.Context, c Case, id int64, by string, at time.Time) (Hold, error)
	// AddVisits adds closed stage visits.
	AddVisits(ctx context.Context, v []Visit) error
	// Count adds to counters of whole days.
	Count(ctx context.Context, c []Counter) error
	// VisitsOf lists the closed visits of a case.
	VisitsOf(ctx context.Context, c Case) ([]Visit, error)
}

// Clock tells the time inside a transaction.
type Clock interface {
	Now(ctx context.Context) (time.Time, error)
}

// Fixed is a clock that always shows the same instant, for tests and imports.
type Fixed time.Time

// Now returns the fixed instant.
func (f Fixed) Now(context.Context) (time.Time, error) { return time.Time(f), nil }

// Authority tells which roles an account has for a case. No role at all means
// that the account must not learn whether the case exists.
type Authority interface {
	RolesFor(ctx context.Context, account string, c Case) ([]workflow.Role, error)
}

// FactSource finds out facts about a case. It is asked only for the facts
// that the step needs.
type FactSource interface {
	Provides() []workflow.Fact
	Facts(ctx context.Context, in Inquiry) (workflow.Facts, error)
}

// Inquiry is what a fact source is asked about.
type Inquiry struct {
	Case  Snapshot
	Actor Actor
	Now   time.Time
	Event workflow.Event // empty when all options are listed
	Need  []workflow.Fact
}

// Transition is a move that has been written down.
type Transition struct {
	Before Snapshot
	After  Snapshot
	Entry  Entry
	Actor  Actor
}

// Effect is what follows from a move, in its transaction. An error undoes
// the move.
type Effect interface {
	After(ctx context.Context, t Transition) error
}
