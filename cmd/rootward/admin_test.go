package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

// shell runs the program on one database.
type shell struct {
	*testing.T
	target string
}

func (s shell) run(args ...string) (code int, out, errs string) {
	s.Helper()
	var o, e strings.Builder
	code = run(s.Context(), append(args, "--database", s.target, "--url", "https://portal.example", "--log-level", "error"), strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

func (s shell) must(args ...string) string {
	s.Helper()
	code, out, errs := s.run(args...)
	if code != 0 {
		s.Fatalf("%s: %d: %s", strings.Join(args, " "), code, errs)
	}
	return out
}

func (s shell) refused(says string, args ...string) {
	s.Helper()
	code, out, errs := s.run(args...)
	if code == 0 || !strings.Contains(errs, says) {
		s.Errorf("%s: %d, %s%s, want it refused with %q", strings.Join(args, " "), code, out, errs, says)
	}
}

var linkForm = regexp.MustCompile(`https://portal\.example/sign-in/link/([A-Za-z0-9_-]{43})\n`)

func (s shell) secret(out string) string {
	s.Helper()
	m := linkForm.FindStringSubmatch(out)
	if m == nil {
		s.Fatalf("no link in %q", out)
	}
	return m[1]
}

// people is the service over the same database.
func (s shell) people() *access.Service {
	s.Helper()
	store := storagetest.Connect(s.T, s.target)
	p, err := access.New(store, store)
	if err != nil {
		s.Fatal(err)
	}
	return p
}

func TestAccountsFromTheShell(t *testing.T) {
	for _, d := range []storage.Dialect{storage.SQLite, storage.Postgres} {
		t.Run(string(d), func(t *testing.T) {
			s := shell{t, storagetest.Target(t, d)}
			people := s.people()

			out := s.must("admin", "account", "add", "Eve@example.org", "--name", "Eve", "--role", "evaluator:geographic", "--role", "decider")
			a, err := people.FollowLink(t.Context(), s.secret(out))
			if err != nil || a.Name != "Eve" || !a.HoldsFor(workflow.Evaluator, "geographic") || a.HoldsFor(workflow.Evaluator, "background") || !a.HoldsFor(workflow.Decider, "background") || a.Member() {
				t.Errorf("signed in %+v, %v", a, err)
			}
			if _, err := people.FollowLink(t.Context(), s.secret(out)); err == nil {
				t.Error("the link works twice")
			}

			out = s.must("admin", "account", "add", "أمينة@مثال.example", "--name", "أمينة", "--organisation", "Example Registry", "--country", "EG", "--language", "ar", "--zone", "Africa/Cairo")
			a, err = people.FollowLink(t.Context(), s.secret(out))
			if err != nil || a.Rank != access.Primary || a.OrganisationName != "Example Registry" || a.Language != "ar" || a.Zone != "Africa/Cairo" || a.Staff() {
				t.Errorf("signed in %+v, %v", a, err)
			}

			list := s.must("admin", "account", "list")
			for _, want := range []string{"Eve@example.org", "evaluator:geographic", "أمينة@مثال.example", "Example Registry", "primary"} {
				if !strings.Contains(list, want) {
					t.Errorf("the list lacks %q:\n%s", want, list)
				}
			}
			if staff := s.must("admin", "account", "list", "--staff"); strings.Contains(staff, "Example Registry") || !strings.Contains(staff, "Eve") {
				t.Errorf("staff:\n%s", staff)
			}

			first := s.secret(s.must("admin", "reset-link", "eve@EXAMPLE.org"))
			second := s.secret(s.must("admin", "reset-link", "eve@example.org"))
			if _, err := people.FollowLink(t.Context(), first); err == nil {
				t.Error("an older link still works")
			}
			if _, err := people.FollowLink(t.Context(), second); err != nil {
				t.Errorf("the newest link: %v", err)
			}

			if out := s.must("admin", "role", "eve@example.org", "operator"); !strings.Contains(out, "holds: operator\n") {
				t.Errorf("roles: %s", out)
			}
			if out := s.must("admin", "role", "eve@example.org"); !strings.Contains(out, "holds: no role") {
				t.Errorf("roles: %s", out)
			}

			s.refused("email", "admin", "account", "add", "eve@example.org", "--name", "Other", "--role", "operator")
			s.refused("email", "admin", "account", "add", "nobody", "--name", "Other", "--role", "operator")
			s.refused("none of evaluator, decider, operator, auditor", "admin", "account", "add", "x@example.org", "--name", "X", "--role", "king")
			s.refused("panel", "admin", "account", "add", "x@example.org", "--name", "X", "--role", "evaluator:moon")
			s.refused("--role", "admin", "account", "add", "x@example.org", "--name", "X")
			s.refused("country", "admin", "account", "add", "x@example.org", "--name", "X", "--organisation", "X", "--country", "XX9")
			s.refused("no account", "admin", "reset-link", "x@example.org")
			s.refused("grants", "admin", "role", "أمينة@مثال.example", "operator")
		})
	}
}

func TestRoundsFromTheShell(t *testing.T) {
	for _, d := range []storage.Dialect{storage.SQLite, storage.Postgres} {
		t.Run(string(d), func(t *testing.T) {
			s := shell{t, storagetest.Target(t, d)}
			today := time.Now().UTC()
			day := func(n int) string { return today.AddDate(0, 0, n).Format(time.DateOnly) }

			s.must("admin", "round", "add", "pilot", "--policy", "gtld-2026", "--opens", day(-2), "--closes", day(30))
			s.must("admin", "round", "add", "later", "--policy", "gtld-2026", "--opens", day(5), "--closes", "2099-01-01T12:00:00Z", "--sample")
			if out := s.must("admin", "round", "open", "pilot"); out != "round pilot is open\n" {
				t.Errorf("opened: %q", out)
			}
			s.refused("not yet", "admin", "round", "open", "later")
			s.refused("is open", "admin", "round", "open", "pilot")
			s.refused("there is no round moon", "admin", "round", "open", "moon")
			s.refused("--reason", "admin", "round", "close", "pilot")
			s.must("admin", "round", "close", "pilot", "--reason", "end of the pilot", "--source", "minutes of 1 May")

			list := s.must("admin", "round", "list")
			for _, want := range []string{"pilot  gtld-2026  " + day(-2) + "T00:00:00Z to " + day(30) + "T23:59:59Z", "closed", "2099-01-01T12:00:00Z", "planned"} {
				if !strings.Contains(list, want) {
					t.Errorf("the list lacks %q:\n%s", want, list)
				}
			}
			store := storagetest.Connect(t, s.target)
			history, err := store.History(t.Context(), lifecycle.Case{Kind: lifecycle.Round, ID: "pilot"})
			if err != nil || len(history) != 3 || !strings.HasPrefix(history[2].Actor+history[0].Actor, "shell:") {
				t.Errorf("history %+v, %v", history, err)
			}

			s.refused("exists already", "admin", "round", "add", "pilot", "--policy", "gtld-2026")
			s.refused("none of gtld-2012", "admin", "round", "add", "x", "--policy", "moon")
			s.refused("small letters", "admin", "round", "add", "A round", "--policy", "gtld-2026")
			s.refused("--opens", "admin", "round", "add", "x", "--policy", "gtld-2026", "--opens", "tomorrow")
			s.refused("before it opens", "admin", "round", "add", "x", "--policy", "gtld-2026", "--opens", day(5), "--closes", day(4))
		})
	}
}

func TestPanelsOfTheShellAreThoseOfThePolicies(t *testing.T) {
	known := panels()
	if len(known) == 0 {
		t.Fatal("no panels")
	}
	for _, p := range round.Policies {
		for _, x := range p.Panels {
			if _, err := grantsOf([]string{"evaluator:" + x.ID}); err != nil {
				t.Errorf("%s of %s: %v", x.ID, p.ID, err)
			}
		}
	}
}
