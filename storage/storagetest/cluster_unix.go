//go:build unix

package storagetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// keeper starts the server and stops it when its standard input ends, which
// happens when the test process ends, be it by a panic or a kill. It runs in a
// session of its own so that an interrupt from the keyboard reaches the tests
// only. $1 is the folder of the binaries, $2 the folder of the cluster.
//
// The server listens on a socket in its own folder alone, so that clusters of
// parallel test processes never meet. It keeps nothing safe from a power cut.
const keeper = `
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c synchronous_commit=off \
	-c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB </dev/null >"$2/log" 2>&1 &
server=$!
while read -r line; do :; done
kill -QUIT $server
wait $server
rm -rf "$2"
`

// startTime bounds initdb and the first connection; on an idle machine both
// take one second.
const startTime = 2 * time.Minute

// startCluster makes a new cluster in a temporary folder, starts it and returns
// its address and its lifeline: when that is closed, the server ends and the
// folder goes. The error is errMissing when the binaries are not here.
func startCluster() (string, io.Closer, error) {
	bin, err := findBinaries()
	if err != nil {
		return "", nil, err
	}
	owner, err := serverAccount()
	if err != nil {
		return "", nil, err
	}
	// Not in TMPDIR: the path of a socket may have about 100 bytes.
	dir, err := os.MkdirTemp("/tmp", "rootward-postgres-")
	if err != nil {
		return "", nil, fmt.Errorf("folder of test server: %w", err)
	}
	if err := initialise(dir, bin, owner); err != nil {
		return "", nil, errors.Join(err, os.RemoveAll(dir))
	}
	lifeline, err := keep(dir, bin, owner)
	if err != nil {
		return "", nil, errors.Join(err, os.RemoveAll(dir))
	}
	query := url.Values{"host": {dir}, "sslmode": {"disable"}}
	address := url.URL{Scheme: "postgres", User: url.User("postgres"), Path: "/postgres", RawQuery: query.Encode()}
	if err := await(address.String()); err != nil {
		log, readErr := os.ReadFile(filepath.Join(dir, "log"))
		return "", nil, errors.Join(fmt.Errorf("test server does not answer: %w\n%s", err, log), readErr, lifeline.Close())
	}
	return address.String(), lifeline, nil
}

// initialise makes the files of the cluster, owned by whom the server runs as.
func initialise(dir, bin string, owner *syscall.Credential) error {
	if owner != nil {
		if err := os.Chown(dir, int(owner.Uid), int(owner.Gid)); err != nil {
			return fmt.Errorf("folder of test server: %w", err)
		}
	}
	ctx, done := context.WithTimeout(context.Background(), startTime)
	defer done()
	initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", filepath.Join(dir, "data"),
		"--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C")
	initdb.Dir = dir
	initdb.SysProcAttr = &syscall.SysProcAttr{Credential: owner}
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return nil
}

// keep starts the keeper and returns the write end of its standard input. The
// operating system closes that end with the process.
func keep(dir, bin string, owner *syscall.Credential) (io.Closer, error) {
	read, write, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("pipe to test server: %w", err)
	}
	cmd := exec.Command("/bin/sh", "-c", keeper, "keeper", bin, dir)
	cmd.Dir = dir
	cmd.Stdin = read
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Credential: owner}
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("start test server: %w", err), read.Close(), write.Close())
	}
	return write, read.Close()
}

// await returns when the server answers.
func await(address string) (err error) {
	ctx, done := context.WithTimeout(context.Background(), startTime)
	defer done()
	db, err := sql.Open("pgx", address)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for {
		err := db.PingContext(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// findBinaries returns the folder of the newest PostgreSQL: where Debian and
// its like put it, or where initdb on the path lies.
func findBinaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", fmt.Errorf("look for PostgreSQL: %w", err)
	}
	if len(found) > 0 {
		newest := slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })
		return filepath.Dir(newest), nil
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return "", fmt.Errorf("%w: neither /usr/lib/postgresql nor initdb on the path", errMissing)
	}
	return filepath.Dir(path), nil
}

// version is the number in /usr/lib/postgresql/15/bin/initdb; 0 when it is not
// a whole number, as before version 10.
func version(path string) int {
	n, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	if err != nil {
		return 0
	}
	return n
}

// serverAccount is whom the server runs as: PostgreSQL refuses root. It is nil
// for everybody else, who run it as themselves.
func serverAccount() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		account, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.ParseUint(account.Uid, 10, 32)
		gid, gidErr := strconv.ParseUint(account.Gid, 10, 32)
		if err := errors.Join(uidErr, gidErr); err != nil {
			return nil, fmt.Errorf("account %s: %w", name, err)
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("PostgreSQL does not run as root, and there is no account postgres or nobody to run it as")
}
