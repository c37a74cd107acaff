package application

import (
	"context"
	"time"

	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

// Store is what the use cases of this package need kept.
type Store interface {
	PublicStore
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	// Round reads a round; lifecycle.ErrNotFound when there is none.
	Round(ctx context.Context, id string) (round.Round, error)
	Rounds(ctx context.Context) ([]round.Round, error)
	InsertApplications(ctx context.Context, apps []Application) error
	// Application reads one; lifecycle.ErrNotFound when there is none.
	Application(ctx context.Context, id string) (Application, error)
	// SaveApplication writes its facts; the id, round and organisation stay.
	SaveApplication(ctx context.Context, a Application) error
	// Answers reads the answers by question id.
	Answers(ctx context.Context, id string) (map[string]Answer, error)
	// SaveAnswers writes answers, and the application with its new revision,
	// if it still has the given one; lifecycle.ErrConflict otherwise.
	SaveAnswers(ctx context.Context, a Application, revision int64, answers []Answer) error
	// AddReceipt keeps a receipt and gives it the next number of its round.
	AddReceipt(ctx context.Context, r *Receipt) error
	// Receipts lists the receipts of an application, newest first.
	Receipts(ctx context.Context, id string) ([]Receipt, error)
	// Contenders counts the other public applications of the round that are not
	// out of the race, by final A-label, for the labels with the same key.
	Contenders(ctx context.Context, a Application) (map[string]int, error)
	// ApplicationsOf lists all applications of a round by id.
	ApplicationsOf(ctx context.Context, round, after string, limit int) ([]Application, error)
	// SaveKeys writes variant keys. One whose application has another final
	// string by now is passed over: whoever changed that wrote its key too.
	SaveKeys(ctx context.Context, keys []Key) error
	History(ctx context.Context, c lifecycle.Case) ([]lifecycle.Entry, error)
	Holds(ctx context.Context, c lifecycle.Case) ([]lifecycle.Hold, error)
	ReadCase(ctx context.Context, c lifecycle.Case) (lifecycle.Snapshot, error)
	VisitsOf(ctx context.Context, c lifecycle.Case) ([]lifecycle.Visit, error)
	// Find lists applications; see Filter.
	Find(ctx context.Context, f Filter) ([]Listed, error)
	// ReadyIn lists the applications of a round in a state, by id.
	ReadyIn(ctx context.Context, round string, state string, after string, limit int) ([]string, error)
	// LockCase keeps others from moving or saving a case until the transaction
	// ends.
	LockCase(ctx context.Context, c lifecycle.Case) (lifecycle.Snapshot, error)
	// DelegatedAs counts the applications of all rounds that are delegated now
	// under an A-label, other than one.
	DelegatedAs(ctx context.Context, aLabel, except string) (int, error)
	// StateCounts counts a round's applications by state, drafts too.
	StateCounts(ctx context.Context, round string) (map[workflow.State]int, error)
	// SaveSets adds sets and members that are not there yet.
	SaveSets(ctx context.Context, sets []Set) error
	// SetOf reads the contention set that an application is in; ok is false
	// when it is in none.
	SetOf(ctx context.Context, a Application) (set Set, ok bool, err error)
	// OneSet reads a set with its members; lifecycle.ErrNotFound.
	OneSet(ctx context.Context, round, name string) (Set, error)
}

// Answer is what an applicant wrote to one question.
type Answer struct {
	Question string
	Value    string
	Revision int64  // of the application when it was saved
	By       string // account
	At       time.Time
}

// Receipt proves what was submitted and when.
type Receipt struct {
	Number      string // <round>-R<six digits>, without gaps
	Application string
	Version     int64 // of the case, after the submission
	At          time.Time
	Digest      string // SHA-256 of Content, hexadecimal
	Content     string // JSON: every answer as submitted
}

// Filter narrows a list of applications. Lists are in order of A-label, then
// id; After continues behind a row.
type Filter struct {
	Round        string
	Organisation string // only its own; drafts and secrets included
	Query        string // part of string, A-label, applicant or id, folded
	State        string
	Stage        string
	Kind         string
	Set          string // contention set name
	Staff        string // account of whoever works on them: rows that are not public too, but neither drafts nor what its own organisation applied for
	ByKey        bool   // in order of variant key, then A-label and id
	AfterKey     string // with ByKey
	AfterLabel   string
	AfterID      string
	Limit        int
}

// Key is the variant key of the final A-label that an application had.
type Key struct{ Application, ALabel, Key string }

// Listed is an application with where it stands.
type Listed struct {
	Application
	Case lifecycle.Snapshot
}

// Set is a contention set as published or recorded.
type Set struct {
	Round   string
	Name    string
	Basis   string // BasisIdentical, BasisVariant or BasisSimilar
	Source  string
	Members []Listed
}
