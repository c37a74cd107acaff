package application

import (
	"context"
	"time"

	"rootward/application/lifecycle"
	"rootward/workflow"
)

// PublicStore is what public pages read beside single records. Nothing in it
// tells anything about a case that is not public, and every method is a fixed
// number of statements.
type PublicStore interface {
	// Published lists public applications in order of A-label, then id; with
	// Before it lists those in front of a place, in the same order.
	Published(ctx context.Context, f PublicFilter) ([]Listed, error)
	// CountPublished counts what Published would list without places and
	// limit.
	CountPublished(ctx context.Context, f PublicFilter) (int, error)
	// Exactly lists up to limit public applications with this id, or with this
	// A-label applied for or in the end.
	Exactly(ctx context.Context, id, aLabel string, limit int) ([]Listed, error)
	// Standings counts the public applications of the rounds by state.
	Standings(ctx context.Context, rounds []string) ([]Standing, error)
	// Changes lists the last days on which public cases of the rounds moved,
	// newest first; moves of one day into one state are one change.
	Changes(ctx context.Context, rounds []string, limit int) ([]Change, error)
	// SetLines lists the contention sets of a round that have public members,
	// by name.
	SetLines(ctx context.Context, f SetFilter) ([]SetLine, error)
	// SetSizes counts them by the number of public members, smallest first.
	SetSizes(ctx context.Context, round string) ([]SetSize, error)
}

// SetFilter narrows the list of contention sets.
type SetFilter struct {
	Round string
	Size  int    // public members; 0 for any
	After string // name of the set before
	Limit int
}

// SetLine is a contention set without its members: those that are public are
// counted.
type SetLine struct {
	Round, Name, Basis, Source string
	String, ALabel             string // of the member that comes first
	Strings                    int    // different strings
	Members, Open, Delegated   int    // Open: neither delegated nor closed
}

// Resolved reports whether at most one member is left.
func (s SetLine) Resolved() bool { return s.Open+s.Delegated <= 1 }

// SetSize counts the sets with so many members.
type SetSize struct{ Members, Sets int }

// PublicFilter narrows the list of public applications.
type PublicFilter struct {
	Round  string
	Query  string // part of string, A-label, applicant or id, folded
	Status string // public status
	State  string
	Stage  string
	Kind   string
	After  Place
	Before Place
	Limit  int
}

// Place is a place in the list: the row that it lies beside.
type Place struct{ ALabel, ID string }

// Standing counts public applications in one state.
type Standing struct {
	Round      string
	Definition *workflow.Definition
	State      workflow.State
	Held       bool // at least one hold is open
	N          int
}

// Position tells status, stage and owner of the state.
func (s Standing) Position() workflow.Position {
	p, _ := s.Definition.Position(s.State)
	return p
}

// Change is what happened to one or several cases of a round on one day.
type Change struct {
	Kind    lifecycle.Kind // application or round
	Round   string
	Day     time.Time
	Status  workflow.Status
	State   workflow.State
	N       int          // cases that moved
	One     *Application // the application, when it is a single one
	Sources []lifecycle.Source
}

// Stand is a state of a life cycle as it is stored.
type Stand struct {
	Definition string
	State      workflow.State
	Held       HoldFilter
}

// HoldFilter says whether open holds matter.
type HoldFilter int

// The ways in which holds matter to a status.
const (
	AnyHolds HoldFilter = iota
	NoHolds
	WithHolds
)

// StandsOf lists the states in which an application has a public status.
// Secret states are never among them.
func StandsOf(status workflow.Status) []Stand {
	var out []Stand
	for _, d := range workflow.All {
		for _, p := range d.Positions {
			switch {
			case p.Secret:
			case status == workflow.StatusOnHold && p.Active:
				out = append(out, Stand{d.Name, p.State, WithHolds})
			case p.Status == status && p.Active:
				out = append(out, Stand{d.Name, p.State, NoHolds})
			case p.Status == status:
				out = append(out, Stand{d.Name, p.State, AnyHolds})
			}
		}
	}
	return out
}
