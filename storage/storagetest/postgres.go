// Package storagetest gives tests databases of their own.
package storagetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	// The driver under the name "pgx".
	_ "github.com/jackc/pgx/v5/stdlib"
)

// installHint is what a person has to type when PostgreSQL is missing.
const installHint = "install it with: sudo apt-get install -y postgresql   (or set TEST_DATABASE_URL=postgres://... of a server on which databases may be created)"

// prefix begins the name of every database made here. What follows is the run
// of a test process and the number of the database in it.
const prefix = "rootward_test_"

// patience bounds every single statement sent here; creating a database takes
// 50 ms on an idle machine.
const patience = time.Minute

// Postgres returns the address of a new, empty PostgreSQL database that is
// dropped when the test ends.
//
// It lies on the server named by TEST_DATABASE_URL, whose account must be
// allowed to create databases; without that variable, on a throw-away server
// that is started once per test process from the binaries on this machine. When
// there is neither, the test is skipped, or fails where CI is set: a run that
// counts must not leave out a database.
func Postgres(tb testing.TB) string {
	tb.Helper()
	return fresh(tb, running(tb), "")
}

// Template returns the address of a copy of a database that is built once per
// test process and name. The build function gets the address of an empty
// database and must close its connections before it returns. Its error fails
// every test that asks for the copy. Otherwise like [Postgres].
func Template(tb testing.TB, name string, build func(dsn string) error) string {
	tb.Helper()
	s := running(tb)
	template, err := s.template(name, build)
	if err != nil {
		tb.Fatalf("build database template %q: %v", name, err)
	}
	return fresh(tb, s, template)
}

func fresh(tb testing.TB, s *server, template string) string {
	tb.Helper()
	name, err := s.create(template)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.drop(name); err != nil {
			tb.Error(err)
		}
	})
	return s.address(name)
}

// running returns the server of this test process.
func running(tb testing.TB) *server {
	tb.Helper()
	s, err := shared()
	switch {
	case err == nil:
	case !errors.Is(err, errMissing):
		tb.Fatalf("test database: %v", err)
	case os.Getenv("CI") != "":
		tb.Fatalf("test database: %v; %s", err, installHint)
	default:
		tb.Skipf("test database: %v; %s", err, installHint)
	}
	return s
}

// errMissing means that there is no PostgreSQL here to start.
var errMissing = errors.New("no PostgreSQL on this machine")

// shared starts the server once. It lives as long as the process.
var shared = sync.OnceValues(func() (*server, error) {
	if at := os.Getenv("TEST_DATABASE_URL"); at != "" {
		return connect(at)
	}
	at, lifeline, err := startCluster()
	if err != nil {
		return nil, err
	}
	s, err := connect(at)
	if err != nil {
		return nil, errors.Join(err, lifeline.Close())
	}
	s.lifeline = lifeline
	return s, nil
})

// server is a PostgreSQL server on which tests make databases.
type server struct {
	url   *url.URL
	admin *sql.DB
	run   string // hex; marks the databases of this process

	lifeline io.Closer // held open as long as a server of our own must live

	mu        sync.Mutex
	last      int // number of the database made last
	templates map[string]func() (string, error)
}

func connect(at string) (*server, error) {
	u, err := url.Parse(at)
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") {
		return nil, errors.New("TEST_DATABASE_URL must have the form postgres://user:password@host:port/database")
	}
	admin, err := sql.Open("pgx", at)
	if err != nil {
		return nil, fmt.Errorf("open test server: %w", err)
	}
	mark := make([]byte, 4)
	if _, err := rand.Read(mark); err != nil {
		return nil, fmt.Errorf("name a test run: %w", err)
	}
	s := &server{url: u, admin: admin, run: hex.EncodeToString(mark), templates: map[string]func() (string, error){}}
	if err := s.claim(); err != nil {
		return nil, errors.Join(err, admin.Close())
	}
	return s, nil
}

// claim takes a lock under the name of this run, which the server frees when
// the process ends in whatever way, and drops the databases of runs whose lock
// is free: a killed test cannot clean up after itself, the next one does.
func (s *server) claim() error {
	ctx, done := context.WithTimeout(context.Background(), patience)
	defer done()
	// Kept until the process ends; never closed, so that the lock stays.
	conn, err := s.admin.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect to test server: %w", err)
	}
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_lock(hashtext($1))`, prefix+s.run); err != nil {
		return fmt.Errorf("lock test run: %w", err)
	}
	left, err := leftOver(ctx, conn)
	if err != nil {
		return err
	}
	for _, name := range left {
		if err := s.dropIfAbandoned(ctx, conn, name); err != nil {
			return err
		}
	}
	return nil
}

func leftOver(ctx context.Context, conn *sql.Conn) (names []string, err error) {
	rows, err := conn.QueryContext(ctx, `SELECT datname FROM pg_database WHERE starts_with(datname, $1) ORDER BY datname`, prefix)
	if err != nil {
		return nil, fmt.Errorf("list test databases: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("list test databases: %w", err)
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

func (s *server) dropIfAbandoned(ctx context.Context, conn *sql.Conn, name string) error {
	run, _, found := strings.Cut(strings.TrimPrefix(name, prefix), "_")
	if !found || run == s.run {
		return nil
	}
	var free bool
	if err := conn.QueryRowContext(ctx, `SELECT pg_try_advisory_lock(hashtext($1))`, prefix+run).Scan(&free); err != nil {
		return fmt.Errorf("look for the owner of %s: %w", name, err)
	}
	if !free {
		return nil
	}
	if err := s.drop(name); err != nil {
		return err
	}
	if _, err := conn.ExecContext(ctx, `SELECT pg_advisory_unlock(hashtext($1))`, prefix+run); err != nil {
		return fmt.Errorf("unlock test run %s: %w", run, err)
	}
	return nil
}

// create makes a database, empty or a copy, and returns its name.
func (s *server) create(template string) (string, error) {
	s.mu.Lock()
	s.last++
	name := fmt.Sprintf("%s%s_%d", prefix, s.run, s.last)
	s.mu.Unlock()
	if template == "" {
		template = "template0"
	}
	// Names are made of letters, digits and _ only; a placeholder is not
	// possible here.
	return name, s.exec("CREATE DATABASE " + name + " TEMPLATE " + template)
}

func (s *server) drop(name string) error {
	return s.exec("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)")
}

func (s *server) exec(statement string) error {
	ctx, done := context.WithTimeout(context.Background(), patience)
	defer done()
	if _, err := s.admin.ExecContext(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

// template returns the name of the database built under a name.
func (s *server) template(name string, build func(dsn string) error) (string, error) {
	s.mu.Lock()
	once, known := s.templates[name]
	if !known {
		once = sync.OnceValues(func() (string, error) { return s.build(build) })
		s.templates[name] = once
	}
	s.mu.Unlock()
	return once()
}

func (s *server) build(build func(dsn string) error) (string, error) {
	database, err := s.create("")
	if err != nil {
		return "", err
	}
	if err := build(s.address(database)); err != nil {
		return "", errors.Join(err, s.drop(database))
	}
	// A database with a connection cannot be copied: let nobody in again.
	return database, s.exec("ALTER DATABASE " + database + " ALLOW_CONNECTIONS false")
}

// address is the URL of a database on this server.
func (s *server) address(database string) string {
	u := *s.url
	u.Path = "/" + database
	return u.String()
}
