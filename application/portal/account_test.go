package portal

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"rootward/application/access"
)

func network(t *testing.T) netip.Addr {
	t.Helper()
	return netip.MustParseAddr("203.0.113.9")
}

func sessionCookie(res *http.Response) *http.Cookie {
	for _, c := range res.Cookies() {
		if c.Name == "rootward_session" {
			return c
		}
	}
	return nil
}

func TestSignInLeadsToWhereOneWanted(t *testing.T) {
	s := newSite(t, accountRoutes)
	s.member("amina@example.org")
	s.staff("op@example.org", anOperator)
	s.staff("ev@example.org", anEvaluator)
	for _, c := range []struct{ name, email, next, want string }{
		{"an applicant's home", "amina@example.org", "", "/portfolio"},
		{"an evaluator's home", "ev@example.org", "", "/queue"},
		{"an operator's home", "op@example.org", "", "/rounds"},
		{"the page one came from", "amina@example.org", "/drafts/a1?lang=ar", "/drafts/a1?lang=ar"},
		{"another site", "amina@example.org", "https://evil.example/", "/portfolio"},
		{"another site without a scheme", "amina@example.org", "//evil.example/", "/portfolio"},
		{"another site for browsers that turn slashes", "amina@example.org", `/\evil.example/`, "/portfolio"},
		{"another site behind a tab", "amina@example.org", "/\t/evil.example/", "/portfolio"},
		{"a script", "amina@example.org", "javascript:alert(1)", "/portfolio"},
		{"signing out again", "amina@example.org", "/sign-out", "/portfolio"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s.browser().post("/sign-in", "email", c.email, "password", testPassword, "next", c.next).wants(t, http.StatusSeeOther, c.want)
		})
	}
	b := s.signedIn("amina@example.org")
	b.get("/sign-in?next=%2Faccount").wants(t, http.StatusSeeOther, "/account")
}

func TestSessionCookie(t *testing.T) {
	for _, c := range []struct {
		base   string
		secure bool
	}{{"http://portal.example", false}, {"https://portal.example", true}} {
		s := newSite(t, accountRoutes, func(x *Services) { x.BaseURL = c.base })
		s.member("amina@example.org")
		res := s.browser().post("/sign-in", "email", "amina@example.org", "password", testPassword)
		got := sessionCookie(res.Response)
		if got == nil || !got.HttpOnly || got.SameSite != http.SameSiteLaxMode || got.Secure != c.secure || got.Path != "/" || got.Domain != "" {
			t.Errorf("%s: %+v", c.base, got)
		}
		if hsts := res.Header.Get("Strict-Transport-Security") != ""; hsts != c.secure {
			t.Errorf("%s: Strict-Transport-Security %v", c.base, hsts)
		}
		if visit := sessionCookie(s.browser().get("/sign-in").Response); visit != nil {
			t.Errorf("somebody who only looks gets a session: %v", visit)
		}
		if strings.Contains(s.log.String(), got.Value) {
			t.Error("the log has the session's token")
		}
		if _, found, err := s.store.Sessions().Find(got.Value); err != nil || found {
			t.Errorf("the token itself is in the database: %v %v", found, err)
		}
	}
}

// TestAPlantedSessionIsWorthNothing: somebody who knows the token of a
// session before its owner signs in does not know it afterwards.
func TestAPlantedSessionIsWorthNothing(t *testing.T) {
	s := newSite(t, accountRoutes)
	s.member("victim@example.org")
	s.staff("thief@example.org", anEvaluator)
	planted := sessionCookie(s.browser().post("/sign-in", "email", "thief@example.org", "password", testPassword).Response)
	victim := s.browser()
	at, err := url.Parse(s.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	victim.client.Jar.SetCookies(at, []*http.Cookie{{Name: planted.Name, Value: planted.Value}})
	fresh := sessionCookie(victim.post("/sign-in", "email", "victim@example.org", "password", testPassword).Response)
	if fresh == nil || fresh.Value == planted.Value {
		t.Fatal("the token was not renewed")
	}
	thief := s.browser()
	thief.client.Jar.SetCookies(at, []*http.Cookie{{Name: planted.Name, Value: planted.Value}})
	thief.get("/account").wants(t, http.StatusSeeOther, "/sign-in?next=%2Faccount")
	victim.get("/account").wants(t, http.StatusOK, "")
	guess := s.browser()
	guess.client.Jar.SetCookies(at, []*http.Cookie{{Name: planted.Name, Value: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}})
	guess.get("/account").wants(t, http.StatusSeeOther, "/sign-in?next=%2Faccount")
}

func TestSignInThatFailsSaysTheSameAlways(t *testing.T) {
	s := newSite(t, accountRoutes)
	s.member("amina@example.org")
	wrong := s.browser().post("/sign-in", "email", "amina@example.org", "password", "wrong")
	unknown := s.browser().post("/sign-in", "email", "nobody@example.org", "password", "wrong")
	if wrong.StatusCode != http.StatusUnprocessableEntity || unknown.StatusCode != wrong.StatusCode {
		t.Errorf("status %d and %d", wrong.StatusCode, unknown.StatusCode)
	}
	if strings.ReplaceAll(wrong.body, "amina@", "") != strings.ReplaceAll(unknown.body, "nobody@", "") {
		t.Error("the pages differ")
	}
	if !strings.Contains(wrong.body, `value="amina@example.org"`) || strings.Contains(wrong.body, `value="wrong"`) {
		t.Error("the address must be kept, and the password not sent back")
	}
	if sessionCookie(wrong.Response) != nil {
		t.Error("a failed sign-in got a session")
	}
	for range access.DefaultLimits.PerAccount {
		wrong = s.browser().post("/sign-in", "email", "amina@example.org", "password", "wrong")
	}
	if wrong.StatusCode != http.StatusTooManyRequests {
		t.Errorf("after many attempts: %d", wrong.StatusCode)
	}
}

func TestSignInLinkAndSignOut(t *testing.T) {
	s := newSite(t, accountRoutes)
	a := s.member("amina@example.org")
	link, err := s.Access.SignInLink(t.Context(), a.ID, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	b := s.browser()
	b.get("/sign-in/link/"+link).wants(t, http.StatusSeeOther, "/portfolio")
	b.get("/account").wants(t, http.StatusOK, "")
	other := s.browser()
	used := other.get("/sign-in/link/"+link).wants(t, http.StatusNotFound, "")
	absent := other.get("/sign-in/link/x").wants(t, http.StatusNotFound, "")
	if strip(used.body, link) != strip(absent.body, "/x") && strings.ReplaceAll(used.body, link, "x") != absent.body {
		t.Error("a link that was used and one that never was look different")
	}
	if strings.Contains(s.log.String(), link) {
		t.Error("the log has the link")
	}
	b.post("/sign-out").wants(t, http.StatusSeeOther, "/")
	b.get("/account").wants(t, http.StatusSeeOther, "/sign-in?next=%2Faccount")
}

func TestSessionsOfADisabledAccountEnd(t *testing.T) {
	s := newSite(t, accountRoutes)
	a := s.staff("ev@example.org", anEvaluator)
	b := s.signedIn("ev@example.org")
	if err := s.store.SetDisabled(t.Context(), a.ID, true); err != nil {
		t.Fatal(err)
	}
	b.get("/account").wants(t, http.StatusSeeOther, "/sign-in?next=%2Faccount")
	if err := s.store.SetDisabled(t.Context(), a.ID, false); err != nil {
		t.Fatal(err)
	}
	b.get("/account").wants(t, http.StatusSeeOther, "/sign-in?next=%2Faccount") // the session was ended, not paused
}

func TestPasswordChangeEndsOtherSessions(t *testing.T) {
	s := newSite(t, accountRoutes)
	s.member("amina@example.org")
	here, elsewhere := s.signedIn("amina@example.org"), s.signedIn("amina@example.org")
	wrong := here.post("/account/password", "old_password", "wrong", "password", "another secret of mine").wants(t, http.StatusUnprocessableEntity, "")
	if strings.Contains(wrong.body, "another secret of mine") {
		t.Error("a password was sent back")
	}
	here.post("/account/password", "old_password", testPassword, "password", "another secret of mine").wants(t, http.StatusSeeOther, "/account")
	elsewhere.get("/account").wants(t, http.StatusSeeOther, "/sign-in?next=%2Faccount")
	if page := here.get("/account").wants(t, http.StatusOK, ""); !strings.Contains(page.body, "Your password was changed") {
		t.Error("the page does not say what was done")
	}
	if page := here.get("/account"); strings.Contains(page.body, "Your password was changed") {
		t.Error("the page says it twice")
	}
	s.browser().post("/sign-in", "email", "amina@example.org", "password", "another secret of mine").wants(t, http.StatusSeeOther, "/portfolio")
}

func TestRegistration(t *testing.T) {
	s := newSite(t, accountRoutes)
	b := s.browser()
	refused := b.post("/register", "organisation", "مؤسسة \"مثال\"", "country", "EG", "name", "", "email", "bad", "password", "short secret").wants(t, http.StatusUnprocessableEntity, "")
	for _, want := range []string{"مؤسسة &#34;مثال&#34;", `value="bad"`, `href="#f-name"`, `href="#f-email"`} {
		if !strings.Contains(refused.body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(refused.body, "short secret") {
		t.Error("the password was sent back")
	}
	b.post("/register", "organisation", "مؤسسة مثال", "country", "EG", "name", "أمينة", "email", "أمينة@مثال.إختبار", "password", "short secret").wants(t, http.StatusSeeOther, "/portfolio")
	if page := b.get("/account").wants(t, http.StatusOK, ""); !strings.Contains(page.body, "أمينة@مثال.إختبار") {
		t.Error("the account's page lacks its address")
	}
	b.get("/register").wants(t, http.StatusSeeOther, "/portfolio")
	s.browser().post("/sign-in", "email", "أمينة@مثال.إختبار", "password", "short secret").wants(t, http.StatusSeeOther, "/portfolio")
}

func TestAccountPage(t *testing.T) {
	s := newSite(t, accountRoutes)
	s.staff("ev@example.org", access.Grant{Role: "evaluator", Panel: "geographic"})
	b := s.signedIn("ev@example.org")
	page := b.get("/account").wants(t, http.StatusOK, "")
	if !strings.Contains(page.body, "none named") {
		t.Error("staff without an organisation are not told so")
	}
	s.member("amina@example.org")
	if own := s.signedIn("amina@example.org").get("/account"); !strings.Contains(own.body, "Example Org") || strings.Contains(own.body, "none named") {
		t.Error("a member is not told the organisation")
	}
	if page.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("Cache-Control %q", page.Header.Get("Cache-Control"))
	}
	if refused := b.post("/account", "name", "Nadia", "language", "ar", "zone", "Nowhere").wants(t, http.StatusUnprocessableEntity, ""); !strings.Contains(refused.body, `value="Nowhere"`) {
		t.Error("what was typed is gone")
	}
	b.post("/account", "name", "Nadia", "language", "xx", "zone", "UTC").wants(t, http.StatusUnprocessableEntity, "")
	b.post("/account", "name", "ناديا", "language", "ar", "zone", "Africa/Cairo").wants(t, http.StatusSeeOther, "/account")
	page = b.get("/account")
	if !strings.Contains(page.body, `dir="rtl"`) || !strings.Contains(page.body, "ناديا") || page.Header.Get("Content-Language") != "ar" {
		t.Error("the page is not in Arabic")
	}
}

func TestLanguageIsChosenInThisOrder(t *testing.T) {
	s := newSite(t, accountRoutes)
	language := func(b *browser, path string) string { return b.get(path).Header.Get("Content-Language") }
	b := s.browser()
	if got := language(b, "/sign-in"); got != "en" {
		t.Errorf("nothing asked for: %s", got)
	}
	b.header.Set("Accept-Language", "fr;q=0.9, ar-EG;q=0.8")
	if got := language(b, "/sign-in"); got != "ar" {
		t.Errorf("by the browser: %s", got)
	}
	if got := language(b, "/sign-in?lang=en"); got != "en" {
		t.Errorf("by the address: %s", got)
	}
	if got := language(b, "/sign-in"); got != "en" {
		t.Errorf("asked for before: %s", got)
	}
	if got := language(b, "/sign-in?lang=xx"); got != "en" {
		t.Errorf("a language we do not have: %s", got)
	}
	s.member("amina@example.org")
	b = s.signedIn("amina@example.org")
	b.post("/language", "lang", "ar", "next", "/account").wants(t, http.StatusSeeOther, "/account")
	if got := language(b, "/account"); got != "ar" {
		t.Errorf("after choosing: %s", got)
	}
	if got := language(s.signedIn("amina@example.org"), "/account"); got != "ar" {
		t.Errorf("by the account, in another browser: %s", got)
	}
	b.post("/language", "lang", "xx").wants(t, http.StatusBadRequest, "")
}
