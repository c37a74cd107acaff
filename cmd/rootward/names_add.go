package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"rootward/application/namelist"
)

// namesFile is what may be said of a file of names; what is left out is taken
// from the file, or from the embedded list of that id.
type namesFile struct {
	Version  string `help:"Version of the source."`
	Date     string `help:"Day of that version, such as 2027-02-01."`
	Source   string `help:"Who published the names, and where they stand."`
	URL      string `name:"source-url" help:"Where the source can be read."`
	Licence  string `help:"Licence of the source."`
	Effect   string `help:"What follows from being on the list; only for a list that is new."`
	Matching string `help:"label, name or any-order; only for a list that is new."`
}

func (f *namesFile) about(id string) namelist.List {
	return namelist.List{
		ID: id, Version: f.Version, Date: f.Date, Source: f.Source, URL: f.URL, Licence: f.Licence,
		Effect: namelist.Effect(f.Effect), Matching: namelist.Matching(f.Matching),
	}
}

// readNames reads a file; - is standard input.
func readNames(path string, in io.Reader) ([]byte, error) {
	if path != "-" {
		f, err := os.Open(path) //nolint:gosec // the operator names the file
		if err != nil {
			return nil, fmt.Errorf("reading names: %w", err)
		}
		defer f.Close() //nolint:errcheck // only read
		in = f
	}
	content, err := io.ReadAll(io.LimitReader(in, namelist.MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("reading names: %w", err)
	}
	return content, nil
}

type namesCheckCmd struct {
	namesFile `embed:""`

	File string `arg:"" help:"File to check; - is standard input."`
	List string `help:"Id of the list, if the file does not say." placeholder:"ID"`
}

// Run reports all faults, or what the file would change.
func (c *namesCheckCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	file, err := readNames(c.File, std.In)
	if err != nil {
		return err
	}
	content, err := namelist.ParseFile(file, c.about(c.List))
	var faults namelist.FileFaults
	if errors.As(err, &faults) {
		fmt.Fprintln(std.Out, faults)
		return exitCode(1)
	}
	if err != nil {
		return fmt.Errorf("names check: %w", err)
	}
	l := content.List
	fmt.Fprintf(std.Out, "%s %s (%s, %s): %d names\n", l.ID, l.Version, l.Effect, l.Matching, l.Names)
	return withNames(ctx, s, func(lists *namelist.Lists) error {
		old := lists.List(l.ID)
		if old == nil {
			fmt.Fprintln(std.Out, "there is no such list yet")
			return nil
		}
		added, gone := differ(lists, old, content.Entries)
		fmt.Fprintf(std.Out, "compared with %s: %d added, %d gone\n", old.Version, len(added), len(gone))
		for i, names := range [][]string{added, gone} {
			for _, n := range names {
				fmt.Fprintf(std.Out, "%s %s\n", []string{"+", "-"}[i], visible(n))
			}
		}
		return nil
	})
}

// differ lists names with their places that only one of two versions has.
func differ(lists *namelist.Lists, old *namelist.List, now []namelist.Entry) (added, gone []string) {
	line := func(e namelist.Entry) string {
		if e.Territory == "" {
			return e.Name
		}
		return e.Name + " (" + e.Territory + ")"
	}
	before, after := map[string]bool{}, map[string]bool{}
	lists.Entries(old, func(e namelist.Entry) bool {
		before[line(e)] = true
		return true
	})
	for _, e := range now {
		if n := line(e); !after[n] {
			after[n] = true
			if !before[n] {
				added = append(added, n)
			}
		}
	}
	told := map[string]bool{}
	lists.Entries(old, func(e namelist.Entry) bool {
		if n := line(e); !after[n] && !told[n] {
			told[n] = true
			gone = append(gone, n)
		}
		return true
	})
	return added, gone
}

type namesAddCmd struct {
	namesFile `embed:""`

	List   string `arg:"" help:"Id of the list: one of rootward names list, or a new one."`
	File   string `arg:"" help:"File of names; - is standard input."`
	Reason string `required:"" help:"Why; goes into the history of the lists."`
}

// Run keeps the file and lets it count.
func (c *namesAddCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	file, err := readNames(c.File, std.In)
	if err != nil {
		return err
	}
	return withRooms(ctx, s, func(r *rooms) error {
		l, err := namelist.Add(ctx, r.store, byShell().Account, c.Reason, file, c.about(c.List))
		var faults namelist.FileFaults
		if errors.As(err, &faults) {
			fmt.Fprintln(std.Out, faults)
			return exitCode(1)
		}
		if err != nil {
			return fmt.Errorf("names add: %w", err)
		}
		s.log().InfoContext(ctx, "name list added", "list", l.ID, "version", l.Version, "names", l.Names, "sha256", l.Digest, "actor", byShell().Account, "reason", c.Reason)
		fmt.Fprintf(std.Out, "%s %s counts: %d names\n", l.ID, l.Version, l.Names)
		return nil
	})
}

type namesUseCmd struct {
	List    string `arg:"" help:"Id of the list."`
	Version string `arg:"" optional:"" help:"Version that was added; without it, the embedded one."`
	Reason  string `required:"" help:"Why; goes into the history of the lists."`
}

// Run lets another version count.
func (c *namesUseCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	return withRooms(ctx, s, func(r *rooms) error {
		if err := namelist.Use(ctx, r.store, byShell().Account, c.Reason, c.List, c.Version); err != nil {
			return fmt.Errorf("names use: %w", err)
		}
		s.log().InfoContext(ctx, "name list chosen", "list", c.List, "version", c.Version, "actor", byShell().Account, "reason", c.Reason)
		fmt.Fprintf(std.Out, "%s: %s counts\n", c.List, orElse(c.Version, "the embedded version"))
		return nil
	})
}
