package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/storage"
	"rootward/storage/storagetest"
)

// instant is a clock that a test sets.
type instant struct {
	mu  sync.Mutex
	now time.Time
}

func (c *instant) Now(context.Context) (time.Time, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now, nil
}

func (c *instant) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// site is the whole program over a real database, with one open round and
// two organisations.
type site struct {
	*testing.T
	*rooms
	clock   *instant
	handler http.Handler
}

var siteOpens = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

const siteDays = 30

func newSite(t *testing.T, store *storage.Store) *site {
	t.Helper()
	s := &site{T: t, clock: &instant{now: siteOpens.Add(time.Hour)}}
	var err error
	if s.rooms, err = newRooms(store, s.clock, access.WithCost(8, 1)); err != nil {
		t.Fatal(err)
	}
	s.applications.Enqueue, s.mails.Enqueue = nil, nil
	app, err := s.serve(&settings{URL: "http://portal.example", LogLevel: "error"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	s.handler = app.Handler()
	r := round.Round{ID: "test", Policy: round.GTLD2026, Opens: siteOpens, Closes: siteOpens.AddDate(0, 0, siteDays)}
	if err := s.applications.OpenRound(t.Context(), r, lifecycle.ByShell("test"), store.SaveRound); err != nil {
		t.Fatal(err)
	}
	if _, err := s.applications.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// onSite runs a test on SQLite, or on both databases.
func onSite(t *testing.T, f func(*site)) {
	t.Helper()
	f(newSite(t, storagetest.Open(t, storage.SQLite)))
}

func onSites(t *testing.T, f func(*site)) {
	t.Helper()
	storagetest.Both(t, func(t *testing.T, store *storage.Store) { f(newSite(t, store)) })
}

// visitor is somebody with a browser that runs no scripts.
type visitor struct {
	*site
	account string
	cookies map[string]string
	lang    string
}

// organisation registers one with its first member.
func (s *site) organisation(name string) *visitor {
	s.Helper()
	a, err := s.people.Register(s.Context(), access.Registration{
		Organisation: name, Country: "JO", Name: "Salma of " + name, Email: strings.ToLower(name) + "@example.org", Password: "a long enough password",
	}, netip.Addr{})
	if err != nil {
		s.Fatal(err)
	}
	return s.enter(a.ID)
}

// second adds a further member.
func (v *visitor) second(rank access.Rank, name string) *visitor {
	v.Helper()
	a, err := v.people.AddMember(v.Context(), lifecycle.ByAccount(v.account), access.NewMember{Name: name, Email: name + "@" + v.account + ".example", Rank: rank})
	if err != nil {
		v.Fatal(err)
	}
	return v.enter(a.ID)
}

func (s *site) stranger() *visitor {
	return &visitor{site: s, cookies: map[string]string{}, lang: "en"}
}

// enter signs an account in.
func (s *site) enter(account string) *visitor {
	s.Helper()
	v := s.stranger()
	v.account = account
	secret, err := s.people.SignInLink(s.Context(), account, time.Hour)
	if err != nil {
		s.Fatal(err)
	}
	if a := v.get("/sign-in/link/" + secret); a.status != http.StatusSeeOther {
		s.Fatalf("signing in: %d", a.status)
	}
	return v
}

// in makes the visitor read another language.
func (v *visitor) in(lang string) *visitor {
	return &visitor{site: v.site, account: v.account, cookies: v.cookies, lang: lang}
}

// answer is what came back.
type answer struct {
	t      *testing.T
	status int
	header http.Header
	body   string
	doc    *html.Node
}

func (v *visitor) get(path string) answer {
	v.Helper()
	return v.send(http.MethodGet, path, nil)
}

// post sends a form; fields alternate between names and values.
func (v *visitor) post(path string, fields ...string) answer {
	v.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return v.send(http.MethodPost, path, form)
}

func (v *visitor) send(method, path string, form url.Values) answer {
	v.Helper()
	req := httptest.NewRequestWithContext(v.Context(), method, path, strings.NewReader(form.Encode()))
	req.Header.Set("Accept-Language", v.lang)
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range v.cookies {
		req.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	v.handler.ServeHTTP(w, req)
	for _, c := range w.Result().Cookies() {
		v.cookies[c.Name] = c.Value
	}
	a := answer{t: v.T, status: w.Code, header: w.Header(), body: w.Body.String()}
	if strings.Contains(a.header.Get("Content-Type"), "html") {
		doc, err := html.Parse(strings.NewReader(a.body))
		if err != nil {
			v.Fatal(err)
		}
		a.doc = doc
		if key := bareKey.FindString(a.text()); key != "" {
			v.Errorf("%s %s: no words for %s", method, path, key)
		}
	}
	return a
}

// bareKey is a message without words: the page then says its key.
var bareKey = regexp.MustCompile(`\b(account|answer|apply|changed|draft|error|fact|fee|invalid|label|mail|messages|milestone|nav|organisation|policy|portfolio|preview|public|question|receipt|refund|refused|round|save|section|stage|state|status|submit|verdict|withdraw)\.[a-z_]+\b`)

// is fails the test unless the answer has this status.
func (a answer) is(status int) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("answered %d, want %d: %s", a.status, status, a.text())
	}
	return a
}

// to fails the test unless the browser is sent to this path by GET.
func (a answer) to(path string) answer {
	a.t.Helper()
	a.is(http.StatusSeeOther)
	if got := a.header.Get("Location"); got != path {
		a.t.Fatalf("sent to %s, want %s", got, path)
	}
	return a
}

// text is what a reader sees, spaces folded.
func (a answer) text() string { return textOf(a.doc) }

func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style") {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	if n != nil {
		walk(n)
	}
	return strings.Join(strings.Fields(bidiIsolates.Replace(b.String())), " ")
}

// bidiIsolates keep runs of the other direction in place; readers do not see them.
var bidiIsolates = strings.NewReplacer("\u2068", "", "\u2069", "")

func (a answer) says(words ...string) answer {
	a.t.Helper()
	text := a.text()
	for _, w := range words {
		if !strings.Contains(text, w) {
			a.t.Errorf("the page does not say %q: %s", w, text)
		}
	}
	return a
}

func (a answer) keepsQuiet(words ...string) answer {
	a.t.Helper()
	for _, w := range words {
		if strings.Contains(a.body, w) {
			a.t.Errorf("the page has %q", w)
		}
	}
	return a
}

// find returns the first element with this name attribute or id.
func (a answer) find(nameOrID string) *html.Node {
	var found *html.Node
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if found == nil && n.Type == html.ElementNode && (attr(n, "name") == nameOrID || attr(n, "id") == nameOrID) {
			found = n
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	if a.doc != nil {
		walk(a.doc)
	}
	return found
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// value is what stands in a field of a form.
func (a answer) value(name string) string {
	a.t.Helper()
	n := a.find(name)
	if n == nil {
		a.t.Fatalf("no field %s: %s", name, a.text())
	}
	if n.Data == "textarea" && n.FirstChild != nil {
		return n.FirstChild.Data
	}
	return attr(n, "value")
}

var draftForm = regexp.MustCompile(`^/drafts/a[a-z0-9]{12}$`)

// draft begins one and returns its path.
func (v *visitor) draft() string {
	v.Helper()
	path := v.post("/portfolio", "round", "test").is(http.StatusSeeOther).header.Get("Location")
	if !draftForm.MatchString(path) {
		v.Fatalf("a draft at %q", path)
	}
	return path
}

// fill answers questions of one section as a browser would: with what the
// page of the section says it was made from.
func (v *visitor) fill(path string, fields ...string) answer {
	v.Helper()
	base := v.get(path).is(http.StatusOK).value("base")
	return v.post(path, append([]string{"base", base}, fields...)...)
}

// marked are answers to every confidential question, each with a marker that
// must never appear where everybody reads.
var marked = []struct {
	section string
	fields  []string
}{
	{"applicant", []string{"legal_name", "Open Shelf", "address", "1 Street", "country", "JO", "contact_name", "SECRET-NAME", "contact_email", "secret@shelf.example"}},
	{"type", []string{"community", "no", "geographic", "no", "brand", "no"}},
	{"mission", []string{"mission", "To be of use."}},
	{"providers", []string{"rsp_main", "SECRET-RSP-1", "rsp_dns", "SECRET-RSP-2", "rsp_dnssec", "SECRET-RSP-3"}},
	{"financial", []string{"funding", "SECRET-MONEY"}},
}

var markers = []string{"SECRET", "secret@"}

// complete is a draft with all its answers.
func (v *visitor) complete(label string) string {
	v.Helper()
	path := v.draft()
	for _, s := range marked {
		v.fill(path+"/"+s.section, s.fields...).is(http.StatusSeeOther)
	}
	v.fill(path+"/string", "string", label, "meaning", "library").is(http.StatusSeeOther)
	return path
}

// submit hands a draft in from the page of the last look.
func (v *visitor) submit(path string) answer {
	v.Helper()
	page := v.get(path + "/submit").is(http.StatusOK)
	return v.post(path+"/submit", "version", page.value("version"), "revision", page.value("revision"), "declare", "yes")
}

func (v *visitor) state(path string) lifecycle.Snapshot {
	v.Helper()
	s, err := v.store.ReadCase(v.Context(), application.CaseOf(strings.TrimPrefix(path, "/drafts/")))
	if err != nil {
		v.Fatal(err)
	}
	return s
}
