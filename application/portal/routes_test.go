package portal

import (
	"net/http"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"rootward/application/access"
)

func nothing(*Portal, echo.Context) error { return nil }

func TestRoutesThatCannotBe(t *testing.T) {
	stray := func(_ *Portal, e *echo.Echo) error {
		e.GET("/stray", func(echo.Context) error { return nil })
		return nil
	}
	for _, c := range []struct {
		name string
		rows []route
		more []mount
		want string
	}{
		{"a permission that nobody knows", []route{{http.MethodGet, "/a", "fly", nothing}}, nil, `no such permission "fly"`},
		{"no permission", []route{{http.MethodGet, "/a", "", nothing}}, nil, `no such permission ""`},
		{"two rows for one route", []route{{http.MethodGet, "/a", access.Enter, nothing}, {http.MethodGet, "/a", access.Operate, nothing}}, nil, "clashes"},
		{"paths that differ in names alone", []route{{http.MethodGet, "/a/:id", access.Enter, nothing}, {http.MethodGet, "/a/:name", access.Operate, nothing}}, nil, "clashes"},
		{"a route without a row", []route{{http.MethodGet, "/a", access.Enter, nothing}}, []mount{stray}, "GET /stray has no permission"},
		{"a row without a route", []route{{http.MethodGet, "/a", access.Enter, nil}}, nil, "GET /a has no route"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &Portal{echo: echo.New()}
			if err := p.register(c.rows, c.more); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
	p := &Portal{echo: echo.New()}
	err := p.register([]route{
		{http.MethodGet, "/a/:id", access.Enter, nothing},
		{http.MethodPost, "/a/:id", access.Operate, nothing},
		{http.MethodGet, "/a/new", access.Operate, nothing},
		{http.MethodGet, "/stray", access.Enter, nil},
	}, []mount{stray})
	if err != nil {
		t.Errorf("routes that can be: %v", err)
	}
}

func TestServicesAreRequired(t *testing.T) {
	_, err := New(Services{})
	for _, name := range []string{"Access", "Door", "Sessions", "Templates", "Log"} {
		if err == nil || !strings.Contains(err.Error(), name+" is missing") {
			t.Errorf("New without %s: %v", name, err)
		}
	}
}

// TestGateOpensByTheRowAlone asks for each permission as each kind of person.
func TestGateOpensByTheRowAlone(t *testing.T) {
	rows := append([]route{}, accountRoutes...)
	for _, r := range access.Permissions {
		rows = append(rows, route{http.MethodGet, "/gate/" + string(r.Permission), r.Permission, func(_ *Portal, c echo.Context) error {
			return c.String(http.StatusOK, "open")
		}})
	}
	s := newSite(t, rows)
	s.member("member@example.org")
	s.staff("evaluator@example.org", anEvaluator)
	s.staff("operator@example.org", anOperator)
	for _, who := range []string{"", "member@example.org", "evaluator@example.org", "operator@example.org"} {
		b := s.browser()
		var account *access.Account
		if who != "" {
			b = s.signedIn(who)
			a, err := s.Access.SignIn(t.Context(), who, testPassword, network(t))
			if err != nil {
				t.Fatal(err)
			}
			account = &a
		}
		absent := b.get("/there-is-no-such-page")
		if absent.StatusCode != http.StatusNotFound {
			t.Fatalf("absent page: %d", absent.StatusCode)
		}
		for _, r := range access.Permissions {
			path := "/gate/" + string(r.Permission)
			got := b.get(path)
			switch {
			case access.Can(account, r.Permission):
				if got.StatusCode != http.StatusOK || got.body != "open" {
					t.Errorf("%q at %s: %d", who, path, got.StatusCode)
				}
			case account == nil:
				got.wants(t, http.StatusSeeOther, "/sign-in?next="+strings.ReplaceAll(path, "/", "%2F"))
			case got.StatusCode != http.StatusNotFound || strip(got.body, path) != strip(absent.body, "/there-is-no-such-page"):
				t.Errorf("%q at %s: %d, which differs from what is absent", who, path, got.StatusCode)
			}
		}
	}
}

// strip takes the page's own address out of it.
func strip(body, path string) string { return strings.ReplaceAll(body, path, "") }

func TestMethodsThatARouteLacks(t *testing.T) {
	s := newSite(t, accountRoutes)
	if res := s.browser().do(http.MethodDelete, "/sign-in", nil); res.StatusCode != http.StatusMethodNotAllowed || !strings.Contains(res.Header.Get("Allow"), "GET") {
		t.Errorf("DELETE /sign-in: %d, allowed %q", res.StatusCode, res.Header.Get("Allow"))
	}
	res := s.browser().do(http.MethodHead, "/sign-in", nil)
	if res.StatusCode != http.StatusOK || res.body != "" || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		t.Errorf("HEAD /sign-in: %d %q %d bytes", res.StatusCode, res.Header.Get("Content-Type"), len(res.body))
	}
}
