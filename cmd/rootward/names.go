package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"rootward/application/namelist"
	"rootward/storage"
)

// namesCmd is what the shell can do with lists of names.
type namesCmd struct {
	List    namesListCmd    `cmd:"" help:"List the name lists that count: effect, version, date, source."`
	Show    namesShowCmd    `cmd:"" help:"Print a list, as a file that can be changed and added."`
	Find    namesFindCmd    `cmd:"" help:"Find labels on all lists."`
	Check   namesCheckCmd   `cmd:"" help:"Check a file, and tell what it would change. Changes nothing."`
	Add     namesAddCmd     `cmd:"" help:"Keep a file as a new version of a list, which counts from then on."`
	Use     namesUseCmd     `cmd:"" help:"Let another version of a list count."`
	History namesHistoryCmd `cmd:"" help:"List who let which version count, when and why."`
}

// Help teaches by example.
func (namesCmd) Help() string {
	return `  rootward names find bayern republicczech
  rootward names show special-use > special-use.txt
  rootward names check special-use.txt
  rootward names add special-use special-use.txt --version 2027-02-01 --date 2027-02-01 --source "IANA" --reason "a new name"
  rootward names use special-use --reason "back to the embedded list"

A file has a name a line: name, territory, language, kind, note, divided by tabs; all but the name may be left out.`
}

// withNames runs f over the lists that count: those of the database, or the
// embedded ones if the database's file is not there yet.
func withNames(ctx context.Context, s *settings, f func(*namelist.Lists) error) error {
	if storage.DialectOf(s.Database) == storage.SQLite {
		if _, err := os.Stat(s.Database); errors.Is(err, fs.ErrNotExist) {
			return f(namelist.Default())
		}
	}
	store, err := openReady(ctx, s)
	if err != nil {
		return err
	}
	defer store.Close() //nolint:errcheck // nothing is left to write
	lists, err := namelist.Current(ctx, store)
	if err != nil {
		return fmt.Errorf("reading name lists: %w", err)
	}
	return f(lists)
}

// oneList finds a list by its id.
func oneList(lists *namelist.Lists, id string) (*namelist.List, error) {
	if l := lists.List(id); l != nil {
		return l, nil
	}
	var known []string
	for _, l := range lists.All() {
		known = append(known, l.ID)
	}
	return nil, fmt.Errorf("no list %q; there are %s", id, strings.Join(known, ", "))
}

type namesListCmd struct{}

// Run lists the lists.
func (namesListCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	return withNames(ctx, s, func(lists *namelist.Lists) error {
		w := tabwriter.NewWriter(std.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "LIST\tEFFECT\tNAMES\tVERSION\tDATE\tFROM\tSOURCE\tLICENCE")
		for _, l := range lists.All() {
			from := "embedded"
			if l.Operator {
				from = "operator"
			}
			fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s\n", l.ID, l.Effect, l.Names, l.Version, l.Date, from, l.Source, l.Licence)
		}
		if err := w.Flush(); err != nil {
			return fmt.Errorf("printing lists: %w", err)
		}
		return nil
	})
}

type namesShowCmd struct {
	Name string `arg:"" help:"Id of the list."`
}

// Run prints a list.
func (c *namesShowCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	return withNames(ctx, s, func(lists *namelist.Lists) error {
		l, err := oneList(lists, c.Name)
		if err != nil {
			return err
		}
		return namelist.WriteFile(std.Out, lists, l) //nolint:wrapcheck // names the list itself
	})
}

type namesFindCmd struct {
	Labels []string `arg:"" name:"label" help:"Labels to find; - reads them from standard input, one a line."`
}

// Run prints a line for every hit.
func (c *namesFindCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	return withNames(ctx, s, func(lists *namelist.Lists) error {
		w := tabwriter.NewWriter(std.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "LABEL\tMATCH\tEFFECT\tLIST\tNAME\tPLACE\tLANGUAGE\tKIND\tNOTE")
		err := eachName(c.Labels, std.In, func(label string) error {
			for _, h := range lists.Lookup(label) {
				match := h.Match.String()
				if h.Relation != "" {
					match += " (" + string(h.Relation) + ")"
				}
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", printable(label), match, h.List.Effect, h.List.ID, h.Name, h.Territory, h.Language, h.Kind, h.Note)
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("names find: %w", err)
		}
		if err := w.Flush(); err != nil {
			return fmt.Errorf("printing hits: %w", err)
		}
		return nil
	})
}

// eachName calls f with every label; in place of - with every line of in.
func eachName(labels []string, in io.Reader, f func(string) error) error {
	for _, label := range labels {
		if label != "-" {
			if err := f(label); err != nil {
				return err
			}
			continue
		}
		lines := bufio.NewScanner(in)
		for lines.Scan() {
			if err := f(lines.Text()); err != nil {
				return err
			}
		}
		if err := lines.Err(); err != nil {
			return fmt.Errorf("standard input: %w", err)
		}
	}
	return nil
}

type namesHistoryCmd struct{}

// Run lists choices, oldest first.
func (namesHistoryCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	return withRooms(ctx, s, func(r *rooms) error {
		all, err := r.store.NameHistory(ctx)
		if err != nil {
			return fmt.Errorf("reading history: %w", err)
		}
		w := tabwriter.NewWriter(std.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "AT\tLIST\tVERSION\tBY\tREASON")
		for _, c := range all {
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", c.At.Format(time.RFC3339), c.List, orElse(c.Version, "embedded"), c.Actor, visible(c.Reason))
		}
		if err := w.Flush(); err != nil {
			return fmt.Errorf("printing history: %w", err)
		}
		return nil
	})
}

// freshNames is how old the lists of a process may be: what one process
// changes, the others see after that time.
const freshNames = time.Second

// keptNames finds the lists that count in a database.
func keptNames(store *storage.Store) func() (*namelist.Lists, error) {
	k := &namelist.Keeper{Store: store, Fresh: freshNames}
	return k.Latest
}
