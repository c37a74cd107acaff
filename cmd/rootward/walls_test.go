package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The walls of the house: who may import whom. A pattern ending in /... means
// the package and everything below it. Tests are free; they are not shipped.

const module = "rootward"

// room is one row: the packages it holds, and what they may import of ours and
// of others. The standard library is open to all, but for the rows of
// `reserved`.
type room struct {
	holds  string
	ours   []string
	theirs []string
	never  []string // not even by way of a package that may be imported
}

var (
	inner  = []string{"workflow", "idn/..."}
	lower  = append([]string{"application/round/...", "application/access/...", "application/namelist/...", "application/lifecycle/...", "application/label/..."}, inner...)
	upper  = append([]string{"application"}, lower...)
	domain = append([]string{"application/..."}, inner...)

	web      = []string{"github.com/labstack/echo/...", "github.com/danielgtaylor/huma/..."}
	database = []string{"gorm.io/..."}
	outside  = append(append([]string{}, web...), database...)
)

// floorPlan: when several rows hold a package, the last one counts.
var floorPlan = []room{
	{holds: "cmd/...", ours: []string{"..."}, theirs: []string{"..."}},

	// Pure decisions.
	{holds: "workflow/internal/gen", ours: []string{"workflow"}, never: outside},
	{holds: "workflow", theirs: []string{"github.com/looplab/fsm"}, never: outside},
	{holds: "idn/...", ours: []string{"idn/..."}, theirs: []string{"golang.org/x/..."}, never: outside},
	{holds: "idn/similarity/...", ours: []string{"idn/..."}, theirs: []string{"golang.org/x/...", "github.com/go-text/typesetting/..."}, never: outside},

	// The programme. Anything not named further down may see the whole of it.
	{holds: "application/...", ours: domain, theirs: []string{"golang.org/x/..."}, never: outside},
	{holds: "application", ours: lower, theirs: []string{"golang.org/x/..."}, never: outside},
	{holds: "application/round/...", ours: lower, theirs: []string{"golang.org/x/..."}, never: outside},
	{holds: "application/namelist/...", ours: lower, theirs: []string{"golang.org/x/..."}, never: outside},
	{holds: "application/label/...", ours: lower, theirs: []string{"golang.org/x/..."}, never: outside},
	{holds: "application/lifecycle/...", ours: lower, theirs: []string{"golang.org/x/..."}, never: outside},
	{holds: "application/access/...", ours: lower, theirs: []string{"golang.org/x/...", "github.com/alexedwards/argon2id"}, never: outside},
	{holds: "application/evaluation/...", ours: append([]string{"application/evaluation/..."}, upper...), theirs: []string{"golang.org/x/..."}, never: outside},
	{holds: "application/contention/...", ours: append([]string{"application/contention/..."}, upper...), theirs: []string{"golang.org/x/..."}, never: outside},
	{holds: "application/objection/...", ours: append([]string{"application/objection/..."}, upper...), theirs: []string{"golang.org/x/..."}, never: outside},
	{holds: "application/fee/...", ours: append([]string{"application/fee/..."}, upper...), theirs: []string{"golang.org/x/..."}, never: outside},
	{holds: "application/fasttrack/...", ours: append([]string{"application/fasttrack/..."}, upper...), theirs: []string{"golang.org/x/..."}, never: outside},
	{holds: "application/delegation/...", ours: append([]string{"application/delegation/..."}, upper...), theirs: []string{"golang.org/x/...", "github.com/miekg/dns"}, never: outside},
	{holds: "application/job/...", ours: domain, theirs: []string{"golang.org/x/...", "github.com/riverqueue/river/..."}, never: outside},

	// The outer ring: pages and tables, strangers to each other.
	{holds: "application/portal/...", ours: append([]string{"templates/..."}, domain...), theirs: append([]string{"golang.org/x/...", "github.com/alexedwards/scs/..."}, web...), never: database},
	{holds: "templates/...", ours: []string{"templates/..."}, theirs: []string{"golang.org/x/text/...", "github.com/nicksnyder/go-i18n/..."}, never: outside},
	{holds: "storage/...", ours: append([]string{"storage/..."}, domain...), theirs: []string{"..."}, never: web},
}

// reserved are packages that only some rooms may import.
var reserved = []struct {
	path  string
	rooms []string
}{
	{"database/sql/...", []string{"storage/..."}},
	{"gorm.io/...", []string{"storage/..."}},
	{"html/...", []string{"templates/...", "application/portal/..."}},
	{"application/portal/...", []string{"application/portal/...", "cmd/..."}},
}

func TestWalls(t *testing.T) {
	packages := listPackages(t)
	if len(packages) < 10 {
		t.Fatalf("go list tells %d packages only", len(packages))
	}
	for _, fault := range findBreaches(packages) {
		t.Error(fault)
	}
}

func TestOneFileImportsTheStateMachine(t *testing.T) {
	const machine = "github.com/looplab/fsm"
	if got := filesImporting(t, listPackages(t), machine); len(got) != 1 {
		t.Errorf("%s is imported by %v, want one file", machine, got)
	}
	if got := filesImporting(t, listPackages(t), "go/parser"); !slices.Contains(got, "walls_test.go") {
		t.Errorf("the search misses this very file: %v", got)
	}
}

func TestWallsTellEveryBreach(t *testing.T) {
	const gorm, echo = "gorm.io/gorm", "github.com/labstack/echo/v4"
	packages := []pkg{
		ours("idn", "rootward/workflow", "strings"),
		ours("idn/lgr", "rootward/idn", "golang.org/x/text/unicode/norm", "github.com/go-text/typesetting/font"),
		ours("idn/similarity", "rootward/idn/lgr", "github.com/go-text/typesetting/font"),
		ours("workflow", "github.com/looplab/fsm", "rootward/idn"),
		ours("application", "rootward/application/round", "rootward/application/fee"),
		ours("application/round", "rootward/application"),
		ours("application/fee", "rootward/application", "rootward/application/contention"),
		ours("application/report", "rootward/application/fee", "database/sql", "html/template"),
		ours("application/intake", "example.org/sly"),
		ours("application/portal", echo, "rootward/templates", "rootward/storage", "html/template"),
		ours("templates", "rootward/application", "html/template"),
		ours("storage", gorm, "database/sql", "rootward/application/portal"),
		ours("cmd/rootward", "rootward/storage", "rootward/application/portal", gorm),
		ours("helpers", "strings"),
		theirs("example.org/sly", gorm),
		theirs(gorm), theirs(echo),
		theirs("golang.org/x/text/unicode/norm"), theirs("github.com/looplab/fsm"), theirs("github.com/go-text/typesetting/font"),
		standard("strings"), standard("database/sql"), standard("html/template"),
	}
	want := []string{
		"application imports application/fee",
		"application/fee imports application/contention",
		"application/intake imports example.org/sly",
		"application/intake reaches gorm.io/gorm",
		"application/portal imports storage",
		"application/portal reaches gorm.io/gorm",
		"application/report imports database/sql",
		"application/report imports html/template",
		"application/round imports application",
		"cmd/rootward imports gorm.io/gorm",
		"helpers is in no room",
		"idn imports workflow",
		"idn/lgr imports github.com/go-text/typesetting/font",
		"storage imports application/portal",
		"storage reaches github.com/labstack/echo/v4",
		"templates imports application",
		"workflow imports idn",
	}
	if diff := cmp.Diff(want, findBreaches(packages)); diff != "" {
		t.Error(diff)
	}
}

// pkg is what `go list -json` tells about a package.
type pkg struct {
	ImportPath   string
	Dir          string
	Standard     bool
	Imports      []string
	GoFiles      []string
	TestGoFiles  []string
	XTestGoFiles []string
}

func ours(path string, imports ...string) pkg {
	return pkg{ImportPath: module + "/" + path, Imports: imports}
}
func theirs(path string, imports ...string) pkg { return pkg{ImportPath: path, Imports: imports} }
func standard(path string) pkg                  { return pkg{ImportPath: path, Standard: true} }

func listPackages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=ImportPath,Dir,Standard,Imports,GoFiles,TestGoFiles,XTestGoFiles", "./...")
	cmd.Dir = filepath.Join("..", "..")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var packages []pkg
	for in := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		err := in.Decode(&p)
		if errors.Is(err, io.EOF) {
			return packages
		}
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		packages = append(packages, p)
	}
}

// findBreaches returns every breach of the walls, sorted.
func findBreaches(packages []pkg) []string {
	known := make(map[string]pkg, len(packages))
	for _, p := range packages {
		known[p.ImportPath] = p
	}
	var breaches []string
	for _, p := range packages {
		name, own := strings.CutPrefix(p.ImportPath, module+"/")
		if !own {
			continue
		}
		r, found := findRoom(name)
		if !found {
			breaches = append(breaches, name+" is in no room")
			continue
		}
		for _, path := range p.Imports {
			if !mayImport(r, name, path, known[path].Standard) {
				breaches = append(breaches, fmt.Sprintf("%s imports %s", name, short(path)))
			}
		}
		for path := range reach(known, p.ImportPath) {
			if matches(r.never, path) {
				breaches = append(breaches, fmt.Sprintf("%s reaches %s", name, path))
			}
		}
	}
	slices.Sort(breaches)
	return breaches
}

func findRoom(name string) (found room, ok bool) {
	for _, r := range floorPlan {
		if matches([]string{r.holds}, name) {
			found, ok = r, true
		}
	}
	return found, ok
}

func mayImport(r room, name, path string, std bool) bool {
	for _, row := range reserved {
		if matches([]string{row.path}, short(path)) && !matches(row.rooms, name) {
			return false
		}
	}
	switch {
	case std || path == "C" || path == "unsafe":
		return true
	case short(path) != path:
		return matches(r.ours, short(path))
	default:
		return matches(r.theirs, path)
	}
}

// short is a path of ours without the name of the module.
func short(path string) string { return strings.TrimPrefix(path, module+"/") }

func matches(patterns []string, path string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		base, below := strings.CutSuffix(pattern, "...")
		return path == strings.TrimSuffix(base, "/") || (below && strings.HasPrefix(path, base))
	})
}

// reach is everything a package imports, directly or not.
func reach(known map[string]pkg, from string) map[string]bool {
	seen := map[string]bool{}
	todo := slices.Clone(known[from].Imports)
	for len(todo) > 0 {
		path := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !seen[path] {
			seen[path] = true
			todo = append(todo, known[path].Imports...)
		}
	}
	return seen
}

// filesImporting names the files of ours, tests included, that import a path.
func filesImporting(t *testing.T, packages []pkg, path string) []string {
	t.Helper()
	var found []string
	for _, p := range packages {
		if !strings.HasPrefix(p.ImportPath, module+"/") {
			continue
		}
		for _, name := range slices.Concat(p.GoFiles, p.TestGoFiles, p.XTestGoFiles) {
			file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.ImportsOnly)
			if err != nil {
				t.Fatal(err)
			}
			for _, spec := range file.Imports {
				if spec.Path.Value == strconv.Quote(path) {
					found = append(found, name)
				}
			}
		}
	}
	return found
}
