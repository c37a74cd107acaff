package evaluation

import (
	"context"
	"time"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

// Store is what the work of the panels needs kept.
type Store interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	// ReadCase and LockCase as the door's own store has them.
	ReadCase(ctx context.Context, c lifecycle.Case) (lifecycle.Snapshot, error)
	LockCase(ctx context.Context, c lifecycle.Case) (lifecycle.Snapshot, error)
	HistoryOf(ctx context.Context, cases []lifecycle.Case) (map[lifecycle.Case][]lifecycle.Entry, error)
	Round(ctx context.Context, id string) (round.Round, error)
	// Application reads one; lifecycle.ErrNotFound when there is none.
	Application(ctx context.Context, id string) (application.Application, error)
	Answers(ctx context.Context, id string) (map[string]application.Answer, error)
	// SameString lists the other public applications of the round for the same
	// final A-label, by id, at most limit.
	SameString(ctx context.Context, a application.Application, limit int) ([]application.Listed, error)

	// Account reads one with its grants; lifecycle.ErrNotFound.
	Account(ctx context.Context, id string) (access.Account, error)
	// AccountNames reads the names of accounts by id; those that are not there
	// are left out.
	AccountNames(ctx context.Context, ids []string) (map[string]string, error)

	InsertTasks(ctx context.Context, tasks []Task) error
	// Task reads one; lifecycle.ErrNotFound when there is none.
	Task(ctx context.Context, id string) (Task, error)
	// SaveTask writes who holds a task, what was recommended and decided; the
	// caller has locked its case. Its state is not written here.
	SaveTask(ctx context.Context, t Task) error
	// SaveDue writes when a task is due and since when it is paused; the caller
	// has locked the case of its application.
	SaveDue(ctx context.Context, t Task) error
	// StageTasks lists the tasks of one visit of a stage, by panel.
	StageTasks(ctx context.Context, application string, stage workflow.Stage, ordinal int) ([]Task, error)
	// LeasesOver lists tasks whose lease has ended, the longest ago first.
	LeasesOver(ctx context.Context, now time.Time, limit int) ([]Task, error)
	// Held counts the tasks that an account holds.
	Held(ctx context.Context, account string) (int, error)

	// Findings lists the findings of a task by criterion.
	Findings(ctx context.Context, task string) ([]Finding, error)
	// SaveFinding writes a finding if the one kept has the given revision, 0
	// for none; lifecycle.ErrConflict otherwise.
	SaveFinding(ctx context.Context, task string, f Finding, revision int64) error

	// QueueCounts counts the open tasks of a desk by group; QueuePage lists
	// those of one group in order of due time, priority and id.
	QueueCounts(ctx context.Context, q Query) (map[Group]int, error)
	QueuePage(ctx context.Context, q Query) ([]Row, error)

	LogReadings(ctx context.Context, readings []Reading) error
	// ReadingsOf lists who read a case, newest first.
	ReadingsOf(ctx context.Context, c lifecycle.Case, limit int) ([]Reading, error)
}
