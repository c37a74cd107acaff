package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"

	"rootward/application/intake"
	"rootward/application/lifecycle"
	"rootward/application/ruleset"
	"rootward/idn/rootzone"
	"rootward/storage"
)

type importCmd struct {
	List   string `arg:"" enum:"round2012,round2026,idn-cctld" help:"What the file lists: round2012, round2026 or idn-cctld."`
	File   string `arg:"" optional:"" help:"CSV file; '-' reads standard input. Without a file, the list that the program carries."`
	Source string `help:"Where the facts come from; goes into the history of every application."`
	AsOf   string `help:"Day for which the facts are true, YYYY-MM-DD."`
}

// Help teaches by example.
func (importCmd) Help() string {
	return `Errors name line and column, and nothing is recorded unless all is well.
The same list twice changes nothing. A later edition of a list adds what is new.

  rootward import round2012 applications-2012.csv --as-of 2026-08-08
  rootward import idn-cctld`
}

// Run imports one list.
func (c *importCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	text, source, asOf, err := c.open(std)
	if err != nil {
		return err
	}
	store, err := openReady(ctx, s)
	if err != nil {
		return err
	}
	defer store.Close() //nolint:errcheck // nothing is left to write
	return importList(ctx, store, std, c.List, text, source, asOf, byShell())
}

// open reads the whole file, since all of it counts or none.
func (c *importCmd) open(std *stdio) (text []byte, source, asOf string, err error) {
	source, asOf = c.Source, c.AsOf
	var r io.Reader
	switch c.File {
	case "":
		table, meta, err := intake.Embedded(c.List)
		if err != nil {
			return nil, "", "", fmt.Errorf("opening the list: %w", err)
		}
		defer table.Close() //nolint:errcheck // read-only memory
		r, source, asOf = table, orElse(source, meta.Source), orElse(asOf, meta.SourceDate)
	case "-":
		r = std.In
	default:
		f, err := os.Open(c.File)
		if err != nil {
			return nil, "", "", fmt.Errorf("opening the list: %w", err)
		}
		defer f.Close() //nolint:errcheck // read only
		r = f
	}
	if text, err = io.ReadAll(io.LimitReader(r, maxList+1)); err != nil {
		return nil, "", "", fmt.Errorf("reading the list: %w", err)
	}
	if len(text) > maxList {
		return nil, "", "", fmt.Errorf("the list is larger than %d bytes", maxList)
	}
	return text, source, asOf, nil
}

const maxList = 64 << 20

// importList brings one list in and says what happened.
func importList(ctx context.Context, store *storage.Store, std *stdio, name string, text []byte, source, asOf string, actor lifecycle.Actor) error {
	sum := sha256.Sum256(text)
	known := &editions{rules: &ruleset.Service{Store: store, Clock: store, Carried: rootzone.Embedded()}}
	im := &intake.Importer{Door: newDoor(store), Store: store, Progress: progress(std, name), Variants: known.variants()}
	out, err := im.Import(ctx, name, bytes.NewReader(text), hex.EncodeToString(sum[:]), source, asOf, actor)
	var faults intake.FileErrors
	switch {
	case errors.As(err, &faults):
		for _, f := range faults {
			fmt.Fprintln(std.Err, f)
		}
		return fmt.Errorf("%s: nothing was imported: %d faults", name, len(faults))
	case err != nil:
		return fmt.Errorf("%s: nothing was imported: %w", name, err)
	case out.Same:
		fmt.Fprintf(std.Out, "%s: this list was imported before; nothing changed\n", name)
	case !out.Changed:
		fmt.Fprintf(std.Out, "%s: %d applications; all known already, nothing changed\n", name, out.Items)
	default:
		fmt.Fprintf(std.Out, "%s: %d applications, %d of them new, %d events recorded\n", name, out.Items, out.Opened, out.Events)
	}
	return nil
}

// progress counts on a terminal and is silent elsewhere.
func progress(std *stdio, what string) func(done, all int) {
	f, ok := std.Err.(*os.File)
	if !ok {
		return nil
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil
	}
	return func(done, all int) {
		fmt.Fprintf(f, "\r%s: %d of %d", what, done, all)
		if done == all {
			fmt.Fprintln(f)
		}
	}
}

// byShell is whoever runs the command.
func byShell() lifecycle.Actor {
	if u, err := user.Current(); err == nil {
		return lifecycle.ByShell(u.Username)
	}
	return lifecycle.ByShell("unknown")
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
