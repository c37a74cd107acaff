package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"rootward/application/job"
	"rootward/application/notify"
	"rootward/storage"
)

type workCmd struct{}

// Help says when it is needed.
func (workCmd) Help() string {
	return `Sends mails, opens and closes rounds at their instants, moves the applications of a round along, gives back tasks
whose lease has run out. "rootward serve" does it too; run it apart, and as often as you like, beside "serve --no-work".`
}

// Run works until it is told to stop.
func (workCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	store, err := openReady(ctx, s)
	if err != nil {
		return err
	}
	defer store.Close() //nolint:errcheck // the workers have stopped
	a, err := newApp(ctx, s, store)
	if err != nil {
		return err
	}
	log := s.log()
	c, err := startCrew(ctx, store, a.Jobs(), log)
	if err != nil {
		return err
	}
	fmt.Fprintln(std.Out, "Rootward works in the background")
	<-ctx.Done()
	log.InfoContext(ctx, "stopping", "grace", s.Grace)
	return c.stop(s.Grace) //nolint:contextcheck // that context has ended or may: this is about what comes after
}

// crew is the workers of this process.
type crew struct {
	worker storage.Worker
	cancel context.CancelFunc // of the jobs in hand
	log    *slog.Logger
}

// startCrew begins to work. The end of ctx does not cut jobs short: stop
// does, when the time for them is over.
func startCrew(ctx context.Context, store *storage.Store, deps job.Deps, log *slog.Logger) (*crew, error) {
	workers, periodic := job.Workers(deps)
	w, err := store.NewWorker(ctx, workers, periodic, log)
	if err != nil {
		return nil, fmt.Errorf("starting background jobs: %w", err)
	}
	hands, cancel := context.WithCancel(context.WithoutCancel(ctx))
	if err := w.Start(hands); err != nil {
		cancel()
		return nil, fmt.Errorf("starting background jobs: %w", err)
	}
	return &crew{worker: w, cancel: cancel, log: log}, nil
}

// handBack is how long the queue may take to note what became of the jobs
// that were cut short.
const handBack = 10 * time.Second

// stop takes no new jobs and waits for those in hand. When grace is over they
// are told to end, and go back to the queue.
func (c *crew) stop(grace time.Duration) error {
	defer c.cancel()
	end := time.AfterFunc(grace, func() {
		c.log.Warn("jobs in hand go back to the queue", "after", grace)
		c.cancel()
	})
	defer end.Stop()
	ctx, done := context.WithTimeout(context.Background(), grace+handBack)
	defer done()
	if err := c.worker.Stop(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("stopping background jobs: %w", err)
	}
	return nil
}

// newNotify wires the mails: rows and jobs are written in the transaction of
// the move. Staff tells who may read the mails of everybody.
func newNotify(store *storage.Store, staff func(ctx context.Context, account string) error) *notify.Service {
	return &notify.Service{
		Store: store, Clock: store, Staff: staff,
		Enqueue: func(ctx context.Context, id int64) error { return store.Enqueue(ctx, job.SendMail{OutboxID: id}) },
	}
}
