package portal

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"

	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/application/ruleset"
	"rootward/idn/rootzone"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/templates"
	"rootward/workflow"
)

// site is a portal with the given routes over a database of its own.
type site struct {
	*testing.T
	*Portal
	server *httptest.Server
	store  *storage.Store
	log    *safeBuffer
}

// safeBuffer collects the log of handlers that run side by side.
type safeBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// pages is parsed once: parsing takes longer than most tests.
var pages = sync.OnceValues(templates.New)

const testPassword = "four words of mine"

func newSite(t *testing.T, rows []route, change ...func(*Services)) *site {
	t.Helper()
	set, err := pages()
	if err != nil {
		t.Fatal(err)
	}
	store := storagetest.Open(t, storage.SQLite)
	people, err := access.New(store, store, access.WithCost(8, 1))
	if err != nil {
		t.Fatal(err)
	}
	s := &site{T: t, store: store, log: &safeBuffer{}}
	services := Services{
		Access: people, Authority: &access.Authority{Store: store}, Clock: store, Sessions: store.Sessions(), Health: store,
		Rules:     &ruleset.Service{Store: store, Clock: store, Carried: rootzone.Embedded()},
		Templates: set, Log: slog.New(slog.NewTextHandler(s.log, nil)), BaseURL: "http://portal.example",
	}
	for _, c := range change {
		c(&services)
	}
	if s.Portal, err = build(services, rows, nil); err != nil {
		t.Fatal(err)
	}
	s.server = httptest.NewServer(s.Handler())
	t.Cleanup(s.server.Close)
	return s
}

// browser keeps cookies and follows no redirect.
type browser struct {
	s      *site
	client *http.Client
	header http.Header // sent with every request
}

func (s *site) browser() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.Fatal(err)
	}
	return &browser{s: s, header: http.Header{}, client: &http.Client{
		Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

type answer struct {
	*http.Response
	body string
}

func (b *browser) do(method, path string, form url.Values) answer {
	b.s.Helper()
	req, err := http.NewRequestWithContext(b.s.Context(), method, b.s.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.s.Fatal(err)
	}
	for name, values := range b.header {
		req.Header[name] = values
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := b.client.Do(req)
	if err != nil {
		b.s.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	if err := errors.Join(err, res.Body.Close()); err != nil {
		b.s.Fatal(err)
	}
	return answer{res, string(body)}
}

func (b *browser) get(path string) answer { b.s.Helper(); return b.do(http.MethodGet, path, nil) }

func (b *browser) post(path string, pairs ...string) answer {
	b.s.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return b.do(http.MethodPost, path, form)
}

// wants checks a status and where a redirect leads.
func (a answer) wants(t *testing.T, status int, location string) answer {
	t.Helper()
	if a.StatusCode != status || a.Header.Get("Location") != location {
		t.Fatalf("%s %s: %d to %q, want %d to %q\n%s", a.Request.Method, a.Request.URL.Path, a.StatusCode, a.Header.Get("Location"), status, location, a.body)
	}
	return a
}

func (s *site) staff(email string, grants ...access.Grant) access.Account {
	s.Helper()
	a, err := s.Access.CreateStaff(s.Context(), lifecycle.ByShell("test"), access.NewStaff{Name: "Staff Person", Email: email, Password: testPassword, Grants: grants})
	if err != nil {
		s.Fatal(err)
	}
	return a
}

func (s *site) member(email string) access.Account {
	s.Helper()
	a, err := s.Access.Register(s.Context(), access.Registration{Organisation: "Example Org", Country: "EG", Name: "Amina Khan", Email: email, Password: testPassword}, netip.Addr{})
	if err != nil {
		s.Fatal(err)
	}
	return a
}

func (s *site) signedIn(email string) *browser {
	s.Helper()
	b := s.browser()
	if res := b.post("/sign-in", "email", email, "password", testPassword); res.StatusCode != http.StatusSeeOther {
		s.Fatalf("signing in %s: %d\n%s", email, res.StatusCode, res.body)
	}
	return b
}

var (
	anEvaluator = access.Grant{Role: workflow.Evaluator}
	anOperator  = access.Grant{Role: workflow.Operator}
)

// broken is a health that is ill and a session store that is gone.
type broken struct{ err error }

func (b broken) Ping(context.Context) error  { return b.err }
func (b broken) Ready(context.Context) error { return nil }

// goDown closes the database as a crash would.
func (s *site) goDown() {
	s.Helper()
	if err := s.store.Close(); err != nil {
		s.Fatal(err)
	}
}
