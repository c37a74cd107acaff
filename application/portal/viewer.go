package portal

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/templates"
	"rootward/workflow"
)

// Viewer is who asks, and how they read.
type Viewer struct {
	Account *access.Account // nil: nobody has signed in
	Lang    string          // one of the languages we have
	Zone    *time.Location
	Token   bool // came by an API token, not by a session
}

// Actor is the viewer as the one door knows them. Handlers of routes that
// need somebody signed in may rely on it.
func (v Viewer) Actor() lifecycle.Actor {
	if v.Account == nil {
		return lifecycle.Actor{}
	}
	return lifecycle.ByAccount(v.Account.ID)
}

// ID is the id of the account, or "" for the public.
func (v Viewer) ID() string {
	if v.Account == nil {
		return ""
	}
	return v.Account.ID
}

// Can reports whether the viewer may do something.
func (v Viewer) Can(p access.Permission) bool { return access.Can(v.Account, p) }

const viewerKey = "viewer"

// viewer is who asks. It is known to every handler.
func (p *Portal) viewer(c echo.Context) Viewer {
	if v, ok := c.Get(viewerKey).(Viewer); ok {
		return v
	}
	return Viewer{Lang: p.languageOf(c, nil), Zone: time.UTC}
}

const languageCookie = "rootward_language"

// languageOf chooses among the languages we have: the address asks, then what
// was asked before, then the account, then the browser.
func (p *Portal) languageOf(c echo.Context, a *access.Account) string {
	asked := ""
	if cookie, err := c.Cookie(languageCookie); err == nil {
		asked = cookie.Value
	}
	own := ""
	if a != nil {
		own = a.Language
	}
	for _, wish := range []string{c.QueryParam("lang"), asked, own} {
		if wish != "" && p.speaks(wish) {
			return wish
		}
	}
	return p.Templates.Match(c.Request().Header.Get("Accept-Language"))
}

func (p *Portal) speaks(language string) bool {
	for _, l := range p.Templates.Languages() {
		if l == language {
			return true
		}
	}
	return false
}

// keepLanguage makes a choice of language last.
func (p *Portal) keepLanguage(c echo.Context, language string) {
	c.SetCookie(&http.Cookie{ //nolint:gosec // Secure when readers come by https; it holds a language
		Name: languageCookie, Value: language, Path: "/", MaxAge: int((365 * 24 * time.Hour).Seconds()),
		Secure: p.secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

func zoneOf(a *access.Account) *time.Location {
	if a == nil {
		return time.UTC
	}
	zone, err := time.LoadLocation(a.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// page is what a view has around it; args are those of templates.T. Handlers
// set Nav, the entry of the menu that the page belongs to.
func (p *Portal) page(c echo.Context, titleKey string, args ...any) templates.Page {
	v := p.viewer(c)
	return templates.Page{
		Title: templates.T(titleKey, args...), Lang: v.Lang, Path: c.Request().URL.RequestURI(), User: userOf(v.Account),
		Staff: v.Account.Staff(), Flash: p.takeFlash(c), Zone: v.Zone, Now: p.now(c.Request().Context()), Sample: p.Sample,
	}
}

// render answers with the page of a view. Nothing is sent when it fails.
func (p *Portal) render(c echo.Context, status int, page templates.Page, view any) error {
	var out bytes.Buffer
	if err := p.Templates.Render(&out, page, view); err != nil {
		return fmt.Errorf("rendering: %w", err)
	}
	h := c.Response().Header()
	h.Set("Content-Language", page.Lang)
	h.Add("Vary", "Accept-Language")
	return c.HTMLBlob(status, out.Bytes()) //nolint:wrapcheck // the connection is gone
}

func userOf(a *access.Account) *templates.PageUser {
	if a == nil {
		return nil
	}
	u := &templates.PageUser{Name: a.Name, Initials: initials(a.Name), Org: a.OrganisationName}
	if a.Member() {
		u.Roles = append(u.Roles, string(workflow.Applicant))
	}
	for _, role := range access.GrantRoles {
		if a.Holds(role) {
			u.Roles = append(u.Roles, string(role))
		}
	}
	return u
}

// initials are the first letters of the first and the last part of a name.
func initials(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if len(words) == 0 {
		return ""
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	if len(words) == 1 {
		return string(unicode.ToUpper(first))
	}
	last, _ := utf8.DecodeRuneInString(words[len(words)-1])
	return string(unicode.ToUpper(first)) + string(unicode.ToUpper(last))
}
