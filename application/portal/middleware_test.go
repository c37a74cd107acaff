package portal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"rootward/application/access"
)

func TestEveryAnswerHasItsHeaders(t *testing.T) {
	s := newSite(t, accountRoutes)
	for _, path := range []string{"/sign-in", "/healthz", "/nowhere", "/api/nowhere"} {
		res := s.browser().get(path)
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'",
			"X-Content-Type-Options":  "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY",
		} {
			if got := res.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		if res.Header.Get("X-Request-Id") == "" {
			t.Errorf("%s has no id", path)
		}
	}
	if body := s.browser().get("/sign-in").body; strings.Contains(body, "<script>") || strings.Contains(body, " style=") || strings.Contains(body, " onclick=") {
		t.Error("the page has what its policy forbids")
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	s := newSite(t, accountRoutes)
	s.member("amina@example.org")
	for name, header := range map[string]http.Header{
		"by what the browser says":   {"Sec-Fetch-Site": {"cross-site"}},
		"by its origin":              {"Origin": {"https://evil.example"}},
		"a page that hides its site": {"Origin": {"null"}},
		"a sister site":              {"Sec-Fetch-Site": {"same-site"}},
	} {
		b := s.signedIn("amina@example.org")
		b.header = header
		if res := b.post("/sign-out"); res.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d", name, res.StatusCode)
		}
		b.header = http.Header{}
		b.get("/account").wants(t, http.StatusOK, "")
	}
	b := s.signedIn("amina@example.org")
	b.header.Set("Origin", "http://portal.example") // as readers see us behind a proxy
	b.post("/sign-out").wants(t, http.StatusSeeOther, "/")
}

func TestAPITokens(t *testing.T) {
	rows := append([]route{{http.MethodGet, "/api/queue", access.ReadQueue, func(p *Portal, c echo.Context) error {
		return c.String(http.StatusOK, p.viewer(c).Account.Email)
	}}}, accountRoutes...)
	s := newSite(t, rows)
	evaluator, member := s.staff("ev@example.org", anEvaluator), s.member("amina@example.org")
	token := func(id string) string {
		secret, err := s.Access.APIToken(t.Context(), id, 0)
		if err != nil {
			t.Fatal(err)
		}
		return secret
	}
	link, err := s.Access.SignInLink(t.Context(), evaluator.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	good := token(evaluator.ID)
	for _, c := range []struct {
		name, header string
		status       int
		code         string
	}{
		{"a token of somebody who may", "Bearer " + good, 200, ""},
		{"in other letters", "bearer " + good, 200, ""},
		{"no token", "", 401, "sign_in"},
		{"an unknown token", "Bearer x", 401, "token"},
		{"a sign-in link", "Bearer " + link, 401, "token"},
		{"a token of somebody who may not", "Bearer " + token(member.ID), 404, "not_found"},
		{"a password", "Basic YTpi", 401, "sign_in"},
	} {
		b := s.browser()
		if c.header != "" {
			b.header.Set("Authorization", c.header)
		}
		res := b.get("/api/queue")
		if res.StatusCode != c.status || (c.code != "" && !strings.Contains(res.body, `"code":"`+c.code+`"`)) {
			t.Errorf("%s: %d %s", c.name, res.StatusCode, res.body)
		}
		if c.status != 200 && res.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %s", c.name, res.Header.Get("Content-Type"))
		}
		if c.status == 401 && !strings.HasPrefix(res.Header.Get("WWW-Authenticate"), "Bearer") {
			t.Errorf("%s: no WWW-Authenticate", c.name)
		}
	}
	if strings.Contains(s.log.String(), good) {
		t.Error("the log has the token")
	}
	b := s.signedIn("ev@example.org")
	b.header.Set("Authorization", "Bearer x")
	if res := b.get("/api/queue"); res.StatusCode != http.StatusUnauthorized {
		t.Errorf("a wrong token falls back to the session: %d", res.StatusCode)
	}
}

func TestWhatBreaksTellsNothing(t *testing.T) {
	const secret = "password=hunter2 at /srv/rootward/x.go:12"
	row := func(path string, f func(echo.Context) error) route {
		return route{http.MethodGet, path, access.ReadPublic, func(_ *Portal, c echo.Context) error { return f(c) }}
	}
	s := newSite(t, []route{
		row("/error", func(echo.Context) error { return errors.New(secret) }),
		row("/panic", func(echo.Context) error { panic(secret) }),
		row("/api/error", func(echo.Context) error { return errors.New(secret) }),
		row("/echo", func(echo.Context) error { return echo.NewHTTPError(http.StatusTeapot, secret) }),
		row("/late", func(echo.Context) error { return fmt.Errorf("%s: %w", secret, context.DeadlineExceeded) }),
	})
	for path, want := range map[string]int{"/error": 500, "/panic": 500, "/api/error": 500, "/echo": 500, "/late": 503} {
		res := s.browser().get(path)
		if res.StatusCode != want || strings.Contains(res.body, "hunter2") || strings.Contains(res.body, ".go") {
			t.Errorf("%s: %d %s", path, res.StatusCode, res.body)
		}
		id := res.Header.Get("X-Request-Id")
		if want == 500 && !strings.Contains(res.body, id) {
			t.Errorf("%s does not tell its number", path)
		}
		if log := s.log.String(); !strings.Contains(log, id) || !strings.Contains(log, "hunter2") {
			t.Errorf("%s is not in the log", path)
		}
	}
	if !strings.Contains(s.log.String(), "middleware_test.go") {
		t.Error("the log does not tell where the panic was")
	}
}

func TestHealth(t *testing.T) {
	s := newSite(t, accountRoutes)
	if res := s.browser().get("/healthz").wants(t, http.StatusOK, ""); res.body != "ok\n" || len(res.Cookies()) != 0 {
		t.Errorf("%q %v", res.body, res.Cookies())
	}
	ill := newSite(t, accountRoutes, func(x *Services) { x.Health = broken{errors.New("no route to 10.1.2.3")} })
	if res := ill.browser().get("/healthz").wants(t, http.StatusServiceUnavailable, ""); strings.Contains(res.body, "10.1.2.3") {
		t.Errorf("%q", res.body)
	}
}

// TestDatabaseThatIsGone closes the database under every route.
func TestDatabaseThatIsGone(t *testing.T) {
	s := newSite(t, accountRoutes)
	s.member("amina@example.org")
	b := s.signedIn("amina@example.org")
	b.get("/account").wants(t, http.StatusOK, "")
	s.goDown()
	for _, r := range accountRoutes {
		if isStatic := r.path == "/static/*"; isStatic {
			continue
		}
		res := b.do(r.method, strings.ReplaceAll(r.path, ":token", "x"), url.Values{"email": {"amina@example.org"}, "password": {"x"}, "lang": {"en"}})
		if res.StatusCode < 500 {
			t.Errorf("%s %s: %d", r.method, r.path, res.StatusCode)
		}
		if strings.Contains(res.body, "database is closed") {
			t.Errorf("%s %s tells what broke", r.method, r.path)
		}
	}
}

func TestLargeAndStrangeForms(t *testing.T) {
	s := newSite(t, accountRoutes)
	b := s.browser()
	b.post("/sign-in", "email", strings.Repeat("a", 2<<20)).wants(t, http.StatusRequestEntityTooLarge, "")
	b.post("/sign-in", "email", "\xff").wants(t, http.StatusBadRequest, "")
	b.post("/sign-in", "email", "a\x00b").wants(t, http.StatusBadRequest, "")
	many := url.Values{}
	for range maxFields + 1 {
		many.Add("x", "1")
	}
	b.do(http.MethodPost, "/sign-in", many).wants(t, http.StatusBadRequest, "")
	b.post("/sign-in?email=amina@example.org").wants(t, http.StatusUnprocessableEntity, "")
}

func TestAddressOfTheReader(t *testing.T) {
	p := &Portal{Services: Services{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}}}
	for _, c := range []struct {
		name, remote string
		forwarded    []string
		want         string
	}{
		{"nobody in between", "192.0.2.1:5", nil, "192.0.2.1"},
		{"a claim without a proxy of ours", "192.0.2.1:5", []string{"203.0.113.1"}, "192.0.2.1"},
		{"one proxy of ours", "10.0.0.1:5", []string{"203.0.113.1"}, "203.0.113.1"},
		{"two proxies of ours", "10.0.0.1:5", []string{"203.0.113.1, 10.0.0.2"}, "203.0.113.1"},
		{"two headers", "10.0.0.1:5", []string{"203.0.113.1", "10.0.0.2"}, "203.0.113.1"},
		{"a claim before what our proxy saw", "10.0.0.1:5", []string{"198.51.100.1, 203.0.113.1"}, "203.0.113.1"},
		{"rubbish", "10.0.0.1:5", []string{"<script>"}, "10.0.0.1"},
		{"no header from our proxy", "10.0.0.1:5", nil, "10.0.0.1"},
		{"version 6", "[fd00::1]:5", []string{"2001:db8::7"}, "2001:db8::7"},
		{"version 4 written for 6", "[::ffff:10.0.0.1]:5", []string{"::ffff:203.0.113.1"}, "203.0.113.1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.RemoteAddr = c.remote
			for _, f := range c.forwarded {
				r.Header.Add("X-Forwarded-For", f)
			}
			if got := p.addressOf(r); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestCompression(t *testing.T) {
	s := newSite(t, accountRoutes)
	b := s.browser()
	b.header.Set("Accept-Encoding", "gzip")
	if res := b.get("/sign-in"); res.Header.Get("Content-Encoding") != "gzip" || res.body[:2] != "\x1f\x8b" {
		t.Errorf("encoding %q", res.Header.Get("Content-Encoding"))
	}
	if res := b.get("/healthz"); res.Header.Get("Content-Encoding") != "" || res.body != "ok\n" {
		t.Errorf("encoding %q %q", res.Header.Get("Content-Encoding"), res.body)
	}
}

func TestInitials(t *testing.T) {
	for name, want := range map[string]string{"Amina Khan": "AK", "أمينة": "أ", "jean-luc de la Tour": "JT", "": "", "42": "", "élise": "É"} {
		if got := initials(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
