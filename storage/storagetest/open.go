package storagetest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"rootward/storage"
)

// Both runs one test on both databases: SQLite in a file and PostgreSQL, each
// migrated and empty.
func Both(t *testing.T, f func(t *testing.T, s *storage.Store)) {
	t.Helper()
	for _, d := range []storage.Dialect{storage.SQLite, storage.Postgres} {
		t.Run(string(d), func(t *testing.T) { f(t, Open(t, d)) })
	}
}

// Open returns a migrated, empty database of its own for one test.
func Open(tb testing.TB, d storage.Dialect) *storage.Store {
	tb.Helper()
	return Connect(tb, Target(tb, d))
}

// Target returns where a migrated, empty database of its own is.
func Target(tb testing.TB, d storage.Dialect) string {
	tb.Helper()
	if d == storage.Postgres {
		return Template(tb, "migrated", migrated)
	}
	template, err := sqliteTemplate()
	if err != nil {
		tb.Fatal(err)
	}
	path := filepath.Join(tb.TempDir(), "test.db")
	if err := os.WriteFile(path, template, 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

// Connect opens a database until the test ends.
func Connect(tb testing.TB, target string) *storage.Store {
	tb.Helper()
	s, err := storage.Open(target)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

// sqliteTemplate is the content of a migrated, empty database, made once.
var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "rootward-template")
	if err != nil {
		return nil, fmt.Errorf("making the SQLite template: %w", err)
	}
	defer os.RemoveAll(dir) //nolint:errcheck // temporary
	path := filepath.Join(dir, "template.db")
	if err := migrated(path); err != nil {
		return nil, err
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the SQLite template: %w", err)
	}
	return b, nil
})

func migrated(target string) error {
	s, err := storage.Open(target)
	if err != nil {
		return fmt.Errorf("making the template: %w", err)
	}
	if err := s.Migrate(context.Background()); err != nil {
		s.Close() //nolint:errcheck // the migration is what failed
		return fmt.Errorf("making the template: %w", err)
	}
	if err := s.Close(); err != nil {
		return fmt.Errorf("making the template: %w", err)
	}
	return nil
}
