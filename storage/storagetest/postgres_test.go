package storagetest

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func connectTo(t *testing.T, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func do(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func number(t *testing.T, db *sql.DB, query string, args ...any) int {
	t.Helper()
	var n int
	if err := db.QueryRowContext(t.Context(), query, args...).Scan(&n); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return n
}

func TestPostgresIsEmptyAndOnesOwn(t *testing.T) {
	first, second := connectTo(t, Postgres(t)), connectTo(t, Postgres(t))
	do(t, first, `CREATE TABLE label (a text)`)
	const tables = `SELECT count(*) FROM pg_tables WHERE schemaname = 'public'`
	if n := number(t, first, tables); n != 1 {
		t.Errorf("%d tables in the first database, want 1", n)
	}
	if n := number(t, second, tables); n != 0 {
		t.Errorf("%d tables in the second database, want 0", n)
	}
}

func TestPostgresIsDroppedAfterTheTest(t *testing.T) {
	var dsn string
	t.Run("one test", func(t *testing.T) {
		dsn = Postgres(t)
		do(t, connectTo(t, dsn), `SELECT 1`) // an open connection does not keep it
	})
	if err := connectTo(t, dsn).PingContext(t.Context()); err == nil {
		t.Error("the database is still there")
	}
}

func TestTemplateIsBuiltOnceAndCopied(t *testing.T) {
	var built atomic.Int32
	build := func(dsn string) error {
		built.Add(1)
		db, err := sql.Open("pgx", dsn)
		if err != nil {
			return err
		}
		_, err = db.ExecContext(context.Background(), `CREATE TABLE label AS SELECT 'lamp' AS a`)
		return errors.Join(err, db.Close())
	}
	t.Run("copies", func(t *testing.T) {
		for i := range 4 {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				t.Parallel()
				db := connectTo(t, Template(t, "labels", build))
				do(t, db, `INSERT INTO label VALUES ('desk')`)
				if n := number(t, db, `SELECT count(*) FROM label`); n != 2 {
					t.Errorf("%d rows, want that of the template and one's own", n)
				}
			})
		}
	})
	if n := built.Load(); n != 1 {
		t.Errorf("built %d times", n)
	}
}

func TestTemplateThatFailsIsDropped(t *testing.T) {
	s := running(t)
	broken := errors.New("no such table")
	var at string
	_, err := s.template("broken", func(dsn string) error { at = dsn; return broken })
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want that of the build", err)
	}
	if err := connectTo(t, at).PingContext(t.Context()); err == nil {
		t.Error("the half-built database is still there")
	}
}

// TestClusterEndsWithItsProcess runs this test binary again as a child that
// starts a server and is then killed.
func TestClusterEndsWithItsProcess(t *testing.T) {
	running(t) // skips or fails where there is no PostgreSQL
	if os.Getenv("TEST_DATABASE_URL") != "" {
		t.Skip("no server is started: TEST_DATABASE_URL is set")
	}
	dir, kill := childWithServer(t)
	if _, err := os.Stat(dir); err != nil {
		t.Fatalf("while the child lives: %v", err)
	}
	kill()
	until := time.Now().Add(30 * time.Second)
	for {
		_, err := os.Stat(dir)
		if errors.Is(err, os.ErrNotExist) {
			return
		}
		if time.Now().After(until) {
			t.Fatalf("%s is still there 30 seconds after the child was killed", dir)
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func childWithServer(t *testing.T) (dir string, kill func()) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^$")
	child.Env = append(os.Environ(), childMark+"=1")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	kill = func() {
		if err := child.Process.Kill(); err != nil {
			t.Error(err)
		}
		if err := child.Wait(); err == nil {
			t.Error("the child ended well although it was killed")
		}
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if dsn, found := strings.CutPrefix(lines.Text(), childMark+" "); found {
			u, err := url.Parse(dsn)
			if err != nil {
				t.Fatal(err)
			}
			return u.Query().Get("host"), kill
		}
	}
	kill()
	t.Fatalf("the child told no server: %v", lines.Err())
	return "", nil
}

func TestAbandonedDatabasesAreDroppedByTheNextRun(t *testing.T) {
	s := running(t)
	// Of a run whose process is gone: nobody holds the lock of its name.
	abandoned := prefix + "00000000_1"
	if err := s.exec("CREATE DATABASE " + abandoned); err != nil {
		t.Fatal(err)
	}
	held := Postgres(t)
	next, err := connect(s.url.String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := next.admin.Close(); err != nil {
			t.Error(err)
		}
	})
	if n := number(t, s.admin, `SELECT count(*) FROM pg_database WHERE datname = $1`, abandoned); n != 0 {
		t.Error("the abandoned database is still there")
	}
	if err := connectTo(t, held).PingContext(t.Context()); err != nil {
		t.Errorf("a database in use was dropped: %v", err)
	}
}

func TestMissingServerFailsInCI(t *testing.T) {
	for _, test := range []struct{ ci, want string }{{"true", "FAIL"}, {"", "SKIP"}} {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestPostgresIsEmptyAndOnesOwn$", "-test.v")
		cmd.Env = append(os.Environ(), "CI="+test.ci, "TEST_DATABASE_URL=", missingMark+"=1")
		out, err := cmd.CombinedOutput()
		if !strings.Contains(string(out), "--- "+test.want) || !strings.Contains(string(out), "apt-get install -y postgresql") {
			t.Errorf("CI=%q: want %s with the command to install; error %v\n%s", test.ci, test.want, err, out)
		}
	}
}

// Variables by which a test runs this binary again in another part.
const (
	missingMark = "ROOTWARD_STORAGETEST_MISSING" // as if there were no PostgreSQL
	childMark   = "ROOTWARD_STORAGETEST_CHILD"   // tells its server and waits to be killed
)

func TestMain(m *testing.M) {
	if os.Getenv(missingMark) != "" {
		shared = func() (*server, error) { return nil, errMissing }
	}
	if os.Getenv(childMark) != "" {
		s, err := shared()
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(childMark, s.url)
		select {}
	}
	os.Exit(m.Run())
}
