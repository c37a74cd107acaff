package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	"modernc.org/sqlite"
)

// Dialect is the kind of database.
type Dialect string

// The two databases.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// Store is the database. It satisfies the small Store interfaces that the
// rooms of the application declare.
type Store struct {
	db      *gorm.DB
	pool    *sql.DB
	dialect Dialect
	target  string
	jobs    *jobs
}

// DialectOf tells which database a target names: a postgres:// address, or
// the path of a file.
func DialectOf(target string) Dialect {
	if strings.HasPrefix(target, "postgres://") || strings.HasPrefix(target, "postgresql://") {
		return Postgres
	}
	return SQLite
}

// Open connects to a database and does not look at its schema; see
// [Store.Ready] and [Store.Migrate].
func Open(target string) (*Store, error) {
	s := &Store{dialect: DialectOf(target), target: target}
	cfg := &gorm.Config{
		Logger:                 logger.Discard,
		SkipDefaultTransaction: true,
		TranslateError:         true,
		NowFunc:                func() time.Time { return time.Now().UTC().Truncate(time.Second) },
	}
	var err error
	if s.dialect == Postgres {
		s.db, err = gorm.Open(postgres.New(postgres.Config{DSN: utc(target)}), cfg)
	} else {
		if err := private(target); err != nil {
			return nil, err
		}
		s.db, err = gorm.Open(sqliteDialector{dsn: sqliteDSN(target)}, cfg)
	}
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	if s.pool, err = s.db.DB(); err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	s.pool.SetMaxOpenConns(maxConns)
	s.pool.SetMaxIdleConns(maxConns)
	if s.jobs, err = newJobs(s); err != nil {
		return nil, fmt.Errorf("opening the job queue: %w", err)
	}
	return s, nil
}

const maxConns = 16

// utc makes PostgreSQL speak UTC, whatever its own zone, and plan each
// statement for the tables as they are: a plan kept from when a table was
// empty makes a long import read it from end to end for every row.
func utc(target string) string {
	u, err := url.Parse(target)
	if err != nil {
		return target
	}
	q := u.Query()
	q.Set("timezone", "UTC")
	q.Set("plan_cache_mode", "force_custom_plan")
	u.RawQuery = q.Encode()
	return u.String()
}

// sqliteDSN asks for write-ahead logging, a patient wait for locks, and write
// transactions that take their lock at once: a transaction that starts
// reading and writes later would fail when another one wrote in between. Each
// connection keeps up to 16 MB of pages: an index of a hundred thousand
// applications, which the usual 2 MB would read anew for every page.
func sqliteDSN(path string) string {
	q := url.Values{}
	for _, p := range []string{"busy_timeout(15000)", "journal_mode(WAL)", "synchronous(NORMAL)", "foreign_keys(1)", "temp_store(MEMORY)", "cache_size(-16000)"} {
		q.Add("_pragma", p)
	}
	q.Set("_txlock", "immediate")
	q.Set("_timezone", "UTC")
	q.Set("_time_format", "sqlite")
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// private makes the file of an SQLite database readable by its owner alone:
// it holds answers, password hashes and sessions. SQLite gives the files
// beside it the same permissions. A file that exists keeps what it has.
func private(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the operator names the file
	if err != nil {
		return fmt.Errorf("opening the database: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("opening the database: %w", err)
	}
	return nil
}

// Close ends all connections.
func (s *Store) Close() error {
	if err := s.pool.Close(); err != nil {
		return fmt.Errorf("closing the database: %w", err)
	}
	return nil
}

// Dialect tells which database this is.
func (s *Store) Dialect() Dialect { return s.dialect }

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.pool.PingContext(ctx); err != nil {
		return fmt.Errorf("database does not answer: %w", err)
	}
	return nil
}

type txKey struct{}

// InTx runs f in a transaction, or in the one that ctx carries already. An
// error of f undoes everything.
func (s *Store) InTx(ctx context.Context, f func(ctx context.Context) error) error {
	if _, ok := ctx.Value(txKey{}).(*gorm.DB); ok {
		return f(ctx)
	}
	return s.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return f(context.WithValue(ctx, txKey{}, tx))
	})
}

// conn is the transaction of ctx, or the pool.
func (s *Store) conn(ctx context.Context) *gorm.DB {
	if tx, ok := ctx.Value(txKey{}).(*gorm.DB); ok {
		return tx.WithContext(ctx)
	}
	return s.db.WithContext(ctx)
}

// tx is the open transaction of ctx as the standard library knows it.
func (s *Store) tx(ctx context.Context) (*sql.Tx, error) {
	if db, ok := ctx.Value(txKey{}).(*gorm.DB); ok {
		if tx, ok := db.Statement.ConnPool.(*sql.Tx); ok {
			return tx, nil
		}
	}
	return nil, errors.New("no transaction in this context")
}

// Now is the database's clock in UTC, cut to the second: the one clock that
// all processes share.
func (s *Store) Now(ctx context.Context) (time.Time, error) {
	q := "SELECT CAST(strftime('%s', 'now') AS INTEGER)"
	if s.dialect == Postgres {
		q = "SELECT CAST(floor(extract(epoch FROM clock_timestamp())) AS BIGINT)"
	}
	var seconds int64
	if err := s.conn(ctx).Raw(q).Row().Scan(&seconds); err != nil {
		return time.Time{}, fmt.Errorf("reading the database's clock: %w", err)
	}
	return time.Unix(seconds, 0).UTC(), nil
}

// unique reports whether an error says that a key exists already.
func unique(err error) bool {
	var e *sqlite.Error
	return errors.Is(err, gorm.ErrDuplicatedKey) || (errors.As(err, &e) && isUniqueCode(e.Code()))
}
