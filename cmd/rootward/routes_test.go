package main

import (
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rootward/application/portal"
	"rootward/templates"
)

var updateMatrix = flag.Bool("update", false, "write the golden files anew")

// places tells with which samples of the garden a route is asked: the first
// row whose path begins the route's. Values are for its parameters in order.
var places = []struct {
	path   string
	values [][]string
}{
	{"/static/*", [][]string{{"0/css/base.css"}}},
	{"/sign-in/link/:token", [][]string{{"x"}}},
	{"/drafts/:id/steps/:event", [][]string{{aDraft, "=start_extended_evaluation"}, {aSubmitted, "=start_extended_evaluation"}, {aTheirs, "=start_extended_evaluation"}}},
	{"/drafts/:id/:section", [][]string{{aDraft, "=applicant"}, {aDraft, "=providers"}, {aDraft, "=financial"}, {aShown, "=applicant"}, {aTheirs, "=providers"}, {aTheirs, "=financial"}}},
	{"/drafts/:id", [][]string{{aDraft}, {aSubmitted}, {aShown}, {aTheirs}}},
	{"/applications/:id", [][]string{{aDraft}, {aSubmitted}, {aShown}, {aTheirs}}},
	{"/tasks/:id/findings/:criterion", [][]string{{aTask, "=country_name"}}},
	{"/tasks/:id", [][]string{{aTask}, {aJudged}}},
	{"/sets/:round/:name", [][]string{{aSet}}},
	{"/rounds/:id", [][]string{{aRound}}},
	{"/reports/:name", [][]string{{"=processing-times"}, {"=delegations"}, {"=contention"}}},
	{"/rules/:edition/:set", [][]string{{"=5", "=lgr-5-lao-script"}, {"=5", "=lgr-5-none"}}},
	{"/rules/:edition", [][]string{{"=5"}, {"=none"}}},
	{"/help/workflows/:name", [][]string{{"=gtld-2026"}}},
	{"/labels/:label", [][]string{{"=plantshown"}}},
}

// stop is one request of the walk.
type stop struct {
	route  portal.Route
	name   string // route and sample, as the matrix shows them
	path   string
	absent string // the same for something that does not exist; "" without a sample
}

// stops lists every route with each of its samples.
func (g *garden) stops(t *testing.T, routes []portal.Route) []stop {
	t.Helper()
	var out []stop
	for _, r := range routes {
		if !strings.ContainsAny(r.Path, ":*") {
			out = append(out, stop{route: r, name: r.Method + " " + r.Path, path: r.Path})
			continue
		}
		below := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(r.Path, "/api"), "/v1"), "/me")
		at := slices.IndexFunc(places, func(p struct {
			path   string
			values [][]string
		},
		) bool {
			return below == p.path || strings.HasPrefix(below, p.path+"/") || strings.HasPrefix(below, p.path+".")
		})
		if at < 0 {
			t.Errorf("%s %s: say in places what it is to be asked with", r.Method, r.Path)
			continue
		}
		for _, values := range places[at].values {
			s := stop{route: r, name: r.Method + " " + r.Path, path: r.Path, absent: r.Path}
			for _, v := range values {
				s.fill(g, v)
			}
			if strings.ContainsAny(s.path, ":") {
				t.Errorf("%s: values for some parameters are missing", s.path)
			}
			out = append(out, s)
		}
	}
	return out
}

// fill puts a value in the place of the next parameters. What begins with "="
// stands for itself; everything else names a sample, which may hold several.
func (s *stop) fill(g *garden, value string) {
	real, literal := strings.CutPrefix(value, "=")
	if !literal {
		if sample, ok := g.samples[value]; ok {
			real = sample
		}
	}
	s.name += " " + strings.TrimPrefix(value, "=")
	for _, part := range strings.Split(real, "/") {
		none := part
		if !literal {
			none = strings.Repeat("z", len(part))
		}
		if strings.Contains(s.path, "*") {
			s.path, s.absent = strings.Replace(s.path, "*", real, 1), ""
			return
		}
		s.path, s.absent = replaceParameter(s.path, part), replaceParameter(s.absent, none)
	}
}

func replaceParameter(path, value string) string {
	at := strings.Index(path, ":")
	if at < 0 {
		return path
	}
	end := at + 1
	for end < len(path) && path[end] != '/' && path[end] != '.' {
		end++
	}
	return path[:at] + url.PathEscape(value) + path[end:]
}

// TestRoutesByReader asks every route there is as every reader: first all
// that read, then, on a copy for each reader, all that write, with a step
// decided on a version that no case has. The statuses are those of the golden matrix, and no answer holds a
// marker that is not for its reader.
func TestRoutesByReader(t *testing.T) {
	g := plant(t)
	reading := g.visit(t)
	stops := g.stops(t, reading.app.portal.Routes())
	matrix := map[string][]string{}
	tell := func(v *visit, s stop, reader string) {
		w := v.ask(reader, s.route.Method, s.path)
		status := fmt.Sprint(w.Code)
		if strings.HasPrefix(w.Header().Get("Location"), "/sign-in?next=") {
			status = "ask" // to sign in first
		}
		matrix[s.name] = append(matrix[s.name], status)
		if leaks := g.leaks(reader, w); leaks != nil {
			t.Errorf("%s as %s shows %v", s.name, reader, leaks)
		}
		if w.Code >= http.StatusInternalServerError {
			t.Errorf("%s as %s: %d", s.name, reader, w.Code)
		}
		if w.Code == http.StatusNotFound && s.absent != "" {
			absent := v.ask(reader, s.route.Method, s.absent)
			if absent.Code != w.Code || plain(absent.Body.String(), s.absent) != plain(w.Body.String(), s.path) {
				t.Errorf("%s as %s differs from what does not exist: %d", s.name, reader, absent.Code)
			}
		}
	}
	for _, reader := range readers {
		writing := g.visit(t)
		for _, s := range stops {
			switch {
			case s.route.Method == http.MethodGet:
				tell(reading, s, reader)
			case s.route.Path == "/queue/next":
				tell(g.visit(t), s, reader) // claims whichever task comes first, and would change the answers below
			default:
				tell(writing, s, reader)
			}
		}
	}
	compareMatrix(t, stops, matrix)
}

// plain is a page without what differs by nature: its own address and the
// number of the request.
func plain(body, path string) string {
	for _, own := range []string{path, url.QueryEscape(path)} {
		body = strings.ReplaceAll(body, own, "")
	}
	if at := strings.Index(body, `"request_id":"`); at >= 0 {
		body = body[:at]
	}
	return body
}

func compareMatrix(t *testing.T, stops []stop, matrix map[string][]string) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%-62s", "# route and sample")
	for _, r := range readers {
		fmt.Fprintf(&b, " %-9s", r)
	}
	b.WriteString("\n")
	for _, s := range stops {
		line := fmt.Sprintf("%-62s", s.name)
		for _, status := range matrix[s.name] {
			line += fmt.Sprintf(" %-9s", status)
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	golden := filepath.Join("testdata", "permissions.golden")
	if *updateMatrix {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("who may do what has changed; look at each line, then run with -update:\n%s", diff)
	}
}

// TestGardenGrows proves that the walk can find a leak: every marker is shown
// to some reader who may see it.
func TestGardenGrows(t *testing.T) {
	g := plant(t)
	v := g.visit(t)
	seen := map[string]bool{}
	for _, s := range g.stops(t, v.app.portal.Routes()) {
		if s.route.Method != http.MethodGet {
			continue
		}
		for _, reader := range readers {
			text := strings.ToLower(v.ask(reader, http.MethodGet, s.path).Body.String())
			for _, m := range g.markers {
				seen[m.text] = seen[m.text] || strings.Contains(text, strings.ToLower(m.text))
			}
		}
	}
	for _, m := range g.markers {
		if !seen[m.text] {
			t.Errorf("nobody ever sees %s, so nothing is proved by its absence", m.text)
		}
	}
}

// TestMenusLeadSomewhere: every address in a menu is a route.
func TestMenusLeadSomewhere(t *testing.T) {
	g := plant(t)
	routed := map[string]bool{}
	for _, r := range g.visit(t).app.portal.Routes() {
		if r.Method == http.MethodGet {
			routed[r.Path] = true
		}
	}
	for _, path := range templates.MenuPaths() {
		if !routed[path] {
			t.Errorf("a menu leads to %s, which nobody routes", path)
		}
	}
}
