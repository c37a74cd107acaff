package storage

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

// jobs inserts background jobs into the transaction at hand: a job exists
// exactly when the change that asked for it does.
type jobs struct {
	driver riverdriver.Driver[*sql.Tx]
	client *river.Client[*sql.Tx]
}

func newJobs(s *Store) (*jobs, error) {
	j := &jobs{driver: riverdatabasesql.New(s.pool)}
	if s.dialect == SQLite {
		j.driver = riversqlite.New(s.pool)
	}
	client, err := river.NewClient(j.driver, &river.Config{})
	if err != nil {
		return nil, fmt.Errorf("preparing the job queue: %w", err)
	}
	j.client = client
	return j, nil
}

func (j *jobs) migrate(ctx context.Context) error {
	m, err := rivermigrate.New(j.driver, nil)
	if err != nil {
		return fmt.Errorf("preparing the job queue's tables: %w", err)
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrating the job queue's tables: %w", err)
	}
	return nil
}

// Enqueue adds a job to the transaction of ctx.
func (s *Store) Enqueue(ctx context.Context, args river.JobArgs) error {
	tx, err := s.tx(ctx)
	if err != nil {
		return fmt.Errorf("adding job %s: %w", args.Kind(), err)
	}
	if _, err := s.jobs.client.InsertTx(ctx, tx, args, nil); err != nil {
		return fmt.Errorf("adding job %s: %w", args.Kind(), err)
	}
	return nil
}

// Worker runs background jobs until it is stopped.
type Worker interface {
	Start(ctx context.Context) error
	// Stop waits for the jobs in hand; what does not finish in time goes back
	// to the queue.
	Stop(ctx context.Context) error
}

// NewWorker returns a worker over this database. On PostgreSQL it listens for
// jobs through a connection pool of its own; on SQLite it polls.
func (s *Store) NewWorker(ctx context.Context, workers *river.Workers, periodic []*river.PeriodicJob, log *slog.Logger) (Worker, error) {
	cfg := &river.Config{
		Workers: workers, PeriodicJobs: periodic, Logger: log,
		Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: maxJobs}},
	}
	if s.dialect == SQLite {
		c, err := river.NewClient(riversqlite.New(s.pool), cfg)
		if err != nil {
			return nil, fmt.Errorf("starting the worker: %w", err)
		}
		return c, nil
	}
	pool, err := pgxpool.New(ctx, utc(s.target))
	if err != nil {
		return nil, fmt.Errorf("starting the worker: %w", err)
	}
	c, err := river.NewClient(riverpgxv5.New(pool), cfg)
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("starting the worker: %w", err)
	}
	return &pgWorker{Client: c, pool: pool}, nil
}

const maxJobs = 4

type pgWorker struct {
	*river.Client[pgx.Tx]
	pool *pgxpool.Pool
}

// Stop stops the client, then closes its connections. When the client does
// not stop in time its connections are left to the end of the process: closing
// them under running jobs would wait for those jobs.
func (w *pgWorker) Stop(ctx context.Context) error {
	if err := w.Client.Stop(ctx); err != nil {
		return fmt.Errorf("stopping the worker: %w", err)
	}
	w.pool.Close()
	return nil
}
