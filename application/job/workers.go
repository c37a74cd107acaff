package job

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"rootward/application/lifecycle"
	"rootward/application/notify"
	"rootward/workflow"
)

// Lapser gives back tasks whose leases have run out, and returns how many.
type Lapser interface {
	LapseDue(ctx context.Context) (int, error)
}

// Timekeeper moves what is due at this instant, and returns how much moved.
type Timekeeper interface {
	Tick(ctx context.Context) (int, error)
}

// Sweeper lets the applications of a round follow one of its events, each in
// a transaction of its own: a sweep that was cut short goes on where it
// stopped.
type Sweeper interface {
	Sweep(ctx context.Context, round string, event workflow.Event) error
}

// Cleaner removes sessions, sign-in attempts and tokens that are over.
type Cleaner interface {
	Tidy(ctx context.Context) error
}

// Comparer finds what another edition of rules would change for a round. A run
// that was cut short begins anew.
type Comparer interface {
	RunComparison(ctx context.Context, id int64) error
}

// Deps is whom the workers call. Without a Sender, mails stay in the outbox.
// A nil Lapser, Cleaner or Comparer means that the program has no such work.
type Deps struct {
	Outbox notify.Outbox
	Sender notify.Sender
	Clock  lifecycle.Clock
	Rounds Timekeeper
	Sweep  Sweeper
	Leases Lapser
	People Cleaner
	Rules  Comparer
}

// How long a job may run. All are shorter than the hour after which the queue
// believes that a running job was lost with its process.
const (
	sendTime  = time.Minute
	tickTime  = 5 * time.Minute
	sweepTime = 45 * time.Minute
)

// How often the clock asks for work.
const (
	tickEvery  = time.Minute
	cleanEvery = 10 * time.Minute
)

// Workers lists who does which job, and what the clock asks for. SweepRound
// must have its Sweeper, RoundClock its Timekeeper.
func Workers(d Deps) (*river.Workers, []*river.PeriodicJob) {
	w := river.NewWorkers()
	var periodic []*river.PeriodicJob
	river.AddWorker(w, &worker[SendMail]{time: sendTime, next: afterFailedMail, do: d.sendMail})
	river.AddWorker(w, &worker[SweepRound]{time: sweepTime, do: func(ctx context.Context, a SweepRound) error {
		return d.Sweep.Sweep(ctx, a.Round, workflow.Event(a.Event))
	}})
	river.AddWorker(w, &worker[RoundClock]{time: tickTime, do: func(ctx context.Context, _ RoundClock) error {
		_, err := d.Rounds.Tick(ctx)
		return err
	}})
	periodic = append(periodic, each(tickEvery, RoundClock{}))
	if d.Leases != nil {
		river.AddWorker(w, &worker[LapseLeases]{time: tickTime, do: func(ctx context.Context, _ LapseLeases) error {
			_, err := d.Leases.LapseDue(ctx)
			return err
		}})
		periodic = append(periodic, each(tickEvery, LapseLeases{}))
	}
	if d.Rules != nil {
		river.AddWorker(w, &worker[CompareRules]{time: sweepTime, do: func(ctx context.Context, a CompareRules) error {
			return d.Rules.RunComparison(ctx, a.Comparison)
		}})
	}
	if d.People != nil {
		river.AddWorker(w, &worker[CleanPeople]{time: tickTime, do: func(ctx context.Context, _ CleanPeople) error {
			return d.People.Tidy(ctx)
		}})
		periodic = append(periodic, each(cleanEvery, CleanPeople{}))
	}
	return w, periodic
}

// each asks for a job now and then again and again.
func each(every time.Duration, args river.JobArgs) *river.PeriodicJob {
	return river.NewPeriodicJob(river.PeriodicInterval(every), func() (river.JobArgs, *river.InsertOpts) { return args, nil },
		&river.PeriodicJobOpts{ID: args.Kind(), RunOnStart: true})
}

// worker does one kind of job.
type worker[T river.JobArgs] struct {
	river.WorkerDefaults[T]
	time time.Duration
	next func(attempt int) time.Duration // nil: the queue's own, which grows with the fourth power
	do   func(ctx context.Context, args T) error
}

// Timeout of one run.
func (w *worker[T]) Timeout(*river.Job[T]) time.Duration { return w.time }

// NextRetry after a failure.
func (w *worker[T]) NextRetry(j *river.Job[T]) time.Time {
	if w.next == nil {
		return time.Time{}
	}
	return time.Now().Add(w.next(j.Attempt))
}

// Work does the job. When the program stops meanwhile, the job goes back to
// the queue at once, and the try does not count.
func (w *worker[T]) Work(ctx context.Context, j *river.Job[T]) error {
	err := w.do(ctx, j.Args)
	if err == nil {
		return nil
	}
	if errors.Is(ctx.Err(), context.Canceled) && !errors.Is(context.Cause(ctx), rivertype.ErrJobCancelledRemotely) {
		return river.JobSnooze(0)
	}
	return fmt.Errorf("%s: %w", j.Kind, err)
}
