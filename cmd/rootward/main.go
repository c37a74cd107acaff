// Command rootward takes applications for top-level domains from a draft in
// the browser to a delegation in the root zone.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// commands is the command line.
type commands struct {
	Settings settings `embed:""`

	Demo    demoCmd    `cmd:"" help:"Show everything at once: rounds of 2012 and 2026, IDN ccTLDs and a sample round with people to be."`
	Serve   serveCmd   `cmd:"" help:"Serve the portal, and run background jobs unless told not to."`
	Work    workCmd    `cmd:"" help:"Run background jobs alone."`
	Migrate migrateCmd `cmd:"" help:"Bring the database to this program's schema."`
	Import  importCmd  `cmd:"" help:"Record a public list of applications, all or nothing."`
	Report  reportCmd  `cmd:"" help:"Print a report: how long things took, what was delegated, what contends."`
	Label   labelCmd   `cmd:"" help:"Judge labels. Needs no database."`
	LGR     lgrCmd     `cmd:"" name:"lgr" help:"List, show, check, compare, keep and choose label generation rules."`
	Names   namesCmd   `cmd:"" help:"List, show, find, check, keep and choose lists of names."`
	Verify  verifyCmd  `cmd:"" help:"Replay the whole history and prove that every state, clock and counter follows from it."`
	Admin   adminCmd   `cmd:"" help:"Make accounts, roles and rounds from the shell."`
}

const description = `Rootward takes applications for new top-level domains and requests for IDN country-code domains
from a draft to a delegation in the root zone, and reports how long each step took.

Begin with:   rootward demo
By hand:      rootward migrate
              rootward import round2012 applications-2012.csv
              rootward report processing-times --round 2012
              rootward serve

Every setting is an environment variable with a flag on top; the flag wins.`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the whole program: 0 for success, 1 for a failure or a negative
// answer, 2 for a command line that cannot be understood.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	var c commands
	code, exited := 0, false
	parser, err := kong.New(&c,
		kong.Name("rootward"), kong.Description(description), kong.Writers(out, errs),
		kong.Exit(func(n int) { code, exited = n, true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(&c.Settings, &stdio{In: in, Out: out, Err: errs}),
	)
	if err != nil {
		fmt.Fprintln(errs, "rootward:", err)
		return 2
	}
	cmd, err := parser.Parse(args)
	if exited {
		return code
	}
	if err != nil {
		fmt.Fprintln(errs, "rootward:", err)
		return 2
	}
	err = cmd.Run()
	var e exitCode
	switch {
	case err == nil:
		return 0
	case errors.As(err, &e):
		return int(e)
	default:
		fmt.Fprintln(errs, "rootward:", err)
		return 1
	}
}
