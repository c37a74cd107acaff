package portal

import (
	"fmt"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"rootward/application/access"
	"rootward/templates"
)

// sessionLife is how long somebody stays signed in, whatever they do: a
// working day.
const sessionLife = 12 * time.Hour

// Keys of a session.
const (
	flashKindKey = "flash_kind"
	flashTextKey = "flash_text"
)

func (p *Portal) newSessions() *scs.SessionManager {
	m := scs.New()
	m.Store, m.Lifetime, m.HashTokenInStore = p.Sessions, sessionLife, true
	m.Cookie.Name, m.Cookie.Secure, m.Cookie.SameSite, m.Cookie.HttpOnly = "rootward_session", p.secure, http.SameSiteLaxMode, true
	return m
}

// withSession loads the session before a handler and writes it back before
// the first byte of the answer.
func (p *Portal) withSession(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if isBare(c) {
			return next(c)
		}
		token := ""
		if cookie, err := c.Cookie(p.sessions.Cookie.Name); err == nil {
			token = cookie.Value
		}
		ctx, err := p.sessions.Load(c.Request().Context(), token)
		if err != nil {
			return fmt.Errorf("reading the session: %w", err)
		}
		c.SetRequest(c.Request().WithContext(ctx))
		c.Response().Header().Add("Vary", "Cookie")
		c.Response().Before(func() { p.saveSession(c) })
		return next(c)
	}
}

// saveSession runs when the status is known but not sent. A session that
// cannot be kept turns the answer into a failure: saying that somebody is
// signed in who is not would be worse.
func (p *Portal) saveSession(c echo.Context) {
	ctx, w := c.Request().Context(), c.Response()
	switch p.sessions.Status(ctx) {
	case scs.Modified:
		token, expiry, err := p.sessions.Commit(ctx)
		if err != nil {
			p.Log.ErrorContext(ctx, "session not kept", "id", requestID(c), "error", err)
			w.Header().Del(echo.HeaderLocation)
			w.Status = http.StatusInternalServerError
			return
		}
		p.sessions.WriteSessionCookie(ctx, w, token, expiry)
	case scs.Destroyed:
		p.sessions.WriteSessionCookie(ctx, w, "", time.Time{})
	case scs.Unmodified:
	}
}

// enter signs an account in. The session gets a new token, so that one
// planted before is worth nothing.
func (p *Portal) enter(c echo.Context, a access.Account) error {
	ctx := c.Request().Context()
	if err := p.sessions.Clear(ctx); err != nil {
		return fmt.Errorf("clearing the session: %w", err)
	}
	if err := p.sessions.RenewToken(ctx); err != nil {
		return fmt.Errorf("renewing the session: %w", err)
	}
	p.sessions.Put(ctx, access.SessionKey, a.ID)
	return nil
}

// flash tells on the next page what was done: kind as in templates.Flash, and
// the key of a message without arguments.
func (p *Portal) flash(c echo.Context, kind, key string) {
	ctx := c.Request().Context()
	p.sessions.Put(ctx, flashKindKey, kind)
	p.sessions.Put(ctx, flashTextKey, key)
}

func (p *Portal) takeFlash(c echo.Context) *templates.Flash {
	ctx := c.Request().Context()
	if !hasSession(c) || p.viewer(c).Token || p.sessions.GetString(ctx, flashTextKey) == "" {
		return nil
	}
	return &templates.Flash{Kind: p.sessions.PopString(ctx, flashKindKey), Text: templates.T(p.sessions.PopString(ctx, flashTextKey))}
}

// hasSession reports whether a session was loaded: on a path that nobody
// routes, or when the store is down, there is none.
func hasSession(c echo.Context) bool {
	_, ok := c.Get(viewerKey).(Viewer)
	return ok && !isBare(c)
}
