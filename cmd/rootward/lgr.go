package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rootward/application/lifecycle"
	"rootward/application/ruleset"
	"rootward/idn/rootzone"
	"rootward/storage"
)

// lgrCmd holds what is about rule sets themselves.
type lgrCmd struct {
	List   lgrListCmd   `cmd:"" help:"List editions, or the rule sets of one."`
	Show   lgrShowCmd   `cmd:"" help:"Show a rule set or an edition: what it says of itself, its size, one character, or its XML."`
	Check  lgrCheckCmd  `cmd:"" help:"Check rule sets: schema, symmetry, transitivity and all else that can be wrong."`
	Diff   lgrDiffCmd   `cmd:"" help:"Say what another rule set or edition changes: in itself, for a label, or for a round."`
	Add    lgrAddCmd    `cmd:"" help:"Keep an edition in the database."`
	Use    lgrUseCmd    `cmd:"" help:"Put an edition in force for a round."`
	Remove lgrRemoveCmd `cmd:"" help:"Forget an edition that no round was ever judged by."`
}

// Help is shown by rootward lgr --help.
func (lgrCmd) Help() string {
	return `A rule set is named (lgr-5-arabic-script), or a file in the format of RFC 7940. An edition is named by its id (5),
or a folder of files. What the program carries and files need no database; what was added is read from it.

  rootward lgr list
  rootward lgr show lgr-5-arabic-script --char U+0627
  rootward lgr check my-rules.xml
  rootward lgr diff 5 ./rz-lgr-6 --label écran
  rootward lgr add 6 ./rz-lgr-6 --date 2025-09-23 --source ICANN
  rootward lgr diff 5 6 --round 2026
  rootward lgr use 2026 6 --reason "Board resolution" --source "Resolution 2025.10.30"`
}

// lgrFormat chooses how answers are written.
type lgrFormat struct {
	Format string `enum:"table,jsonl" default:"table" help:"table, or jsonl: one object a line."`
}

func (f lgrFormat) json() bool { return f.Format == "jsonl" }

// object writes one line of JSON.
func object(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

// found is what a name on the command line stands for: an edition, or one set
// of it.
type found struct {
	about   ruleset.Edition
	edition *rootzone.Edition
	set     *rootzone.Set // nil for a whole edition
	given   []byte        // XML of the set as it was given; nil for carried ones
}

// sets are those that were meant.
func (f found) sets() []*rootzone.Set {
	if f.set != nil {
		return []*rootzone.Set{f.set}
	}
	return f.edition.Sets
}

// library finds rule sets where they are: in files, in the program, and, only
// when neither knows a name, in the database.
type library struct {
	settings *settings
	store    *storage.Store // nil until it is needed
	rules    *ruleset.Service
}

func newLibrary(s *settings) *library {
	return &library{settings: s, rules: &ruleset.Service{Carried: rootzone.Embedded()}}
}

func (l *library) close() {
	if l.store != nil {
		l.store.Close() //nolint:errcheck // nothing was written
	}
}

// errNoDatabase means that the database does not exist yet.
var errNoDatabase = errors.New("there is no database; `rootward migrate` makes one")

// open opens the database for reading, and never makes one.
func (l *library) open(ctx context.Context) error {
	if l.store != nil {
		return nil
	}
	if storage.DialectOf(l.settings.Database) == storage.SQLite {
		if _, err := os.Stat(l.settings.Database); errors.Is(err, os.ErrNotExist) {
			return fmt.Errorf("%s: %w", l.settings.Database, errNoDatabase)
		}
	}
	store, err := openReady(ctx, l.settings)
	if err != nil {
		return err
	}
	l.store, l.rules.Store, l.rules.Clock = store, store, store
	return nil
}

// find looks for a name: a file or a folder, then what the program carries,
// then what is kept.
func (l *library) find(ctx context.Context, name string) (found, error) {
	info, err := os.Stat(name)
	switch {
	case err == nil && info.IsDir():
		return editionAt(name)
	case err == nil:
		return fileAt(name)
	case strings.HasSuffix(name, ".xml"):
		return found{}, fmt.Errorf("opening the rule set: %w", err)
	}
	if f, ok := carried(name); ok {
		return f, nil
	}
	if err := l.open(ctx); errors.Is(err, errNoDatabase) {
		return found{}, fmt.Errorf("no rule set %q among those that the program carries (`rootward lgr list 5`), no file of this name, and %w", name, errNoDatabase)
	} else if err != nil {
		return found{}, err
	}
	return l.kept(ctx, name)
}

func carried(name string) (found, bool) {
	e := rootzone.Embedded()
	set := e.Set(name)
	if set == nil && name != e.ID {
		return found{}, false
	}
	return found{about: ruleset.About(e), edition: e, set: set}, true
}

func (l *library) kept(ctx context.Context, name string) (found, error) {
	list, err := l.store.RuleEditions(ctx)
	if err != nil {
		return found{}, fmt.Errorf("listing editions: %w", err)
	}
	for _, e := range list {
		at := slices.IndexFunc(e.Sets, func(s ruleset.Set) bool { return s.Name == name })
		if at < 0 && e.ID != name {
			continue
		}
		f := found{about: e}
		if f.edition, err = l.rules.Load(ctx, e.ID); err != nil {
			return f, fmt.Errorf("edition %s: %w", e.ID, err)
		}
		if at < 0 {
			return f, nil
		}
		file, err := l.rules.XML(ctx, e.ID, name)
		f.set, f.given = f.edition.Set(name), file.XML
		return f, err //nolint:wrapcheck // says what was read
	}
	return found{}, fmt.Errorf("no edition and no rule set is called %q: %w", name, lifecycle.ErrNotFound)
}

// readFiles reads XML files; a folder means all that it holds.
func readFiles(paths []string) ([]ruleset.File, error) {
	var names []string
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			return nil, fmt.Errorf("opening the rule sets: %w", err)
		case !info.IsDir():
			names = append(names, path)
		default:
			inside, err := filepath.Glob(filepath.Join(path, "*.xml"))
			if err != nil {
				return nil, fmt.Errorf("listing %s: %w", path, err)
			}
			if len(inside) == 0 {
				return nil, fmt.Errorf("%s: no file ends in .xml", path)
			}
			names = append(names, inside...)
		}
	}
	out := make([]ruleset.File, len(names))
	for i, name := range names {
		text, err := os.ReadFile(name) //nolint:gosec // whoever runs the command names the file
		if err != nil {
			return nil, fmt.Errorf("reading the rule set: %w", err)
		}
		out[i] = ruleset.File{Name: ruleset.SetName(name), XML: text}
	}
	return out, nil
}

// fileAt reads one file as an edition of its own.
func fileAt(path string) (found, error) {
	files, err := readFiles([]string{path})
	if err != nil {
		return found{}, err
	}
	f, err := built(path, files)
	if err != nil {
		return f, err
	}
	f.set, f.given = f.edition.Sets[0], files[0].XML
	return f, nil
}

// editionAt reads a folder as an edition. Its id is the version that the sets
// have in common, else the name of the folder.
func editionAt(path string) (found, error) {
	files, err := readFiles([]string{path})
	if err != nil {
		return found{}, err
	}
	return built(path, files)
}

func built(path string, files []ruleset.File) (found, error) {
	e := ruleset.Edition{ID: versionOf(files), Source: path}
	if e.ID == "" {
		e.ID = filepath.Base(path)
	}
	r, err := ruleset.Build(e, files)
	if err != nil {
		return found{}, fmt.Errorf("%s: %w", path, err)
	}
	for _, s := range r.Sets {
		e.Sets = append(e.Sets, ruleset.Set{Name: s.Name, Facts: ruleset.FactsOf(s)})
		e.Date = max(e.Date, s.Date)
	}
	r.Date = e.Date
	return found{about: e, edition: r}, nil
}

// versionOf is the edition that all names begin with: "6" for lgr-6-common and
// lgr-6-lao-script.
func versionOf(files []ruleset.File) string {
	version := ""
	for i, f := range files {
		parts := strings.SplitN(f.Name, "-", 3)
		if len(parts) < 3 || parts[0] != "lgr" || i > 0 && parts[1] != version {
			return ""
		}
		version = parts[1]
	}
	return version
}
