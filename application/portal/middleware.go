package portal

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"rootward/application/access"
)

// Bounds of every request.
const (
	bodyLimit      = "1M"
	requestTimeout = 30 * time.Second
)

// middlewares lists what every request passes, outermost first.
func (p *Portal) middlewares() []echo.MiddlewareFunc {
	return []echo.MiddlewareFunc{
		p.withRequestID,
		p.withLog,
		p.withRecovery,
		p.withHeaders,
		middleware.BodyLimit(bodyLimit),
		p.withTimeout,
		middleware.GzipWithConfig(middleware.GzipConfig{MinLength: 1024, Skipper: func(c echo.Context) bool {
			return c.Request().Header.Get("Range") != ""
		}}),
		p.withOrigin,
		p.withSession,
		p.withViewer,
		p.withPolicy,
	}
}

func (p *Portal) withRequestID(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderXRequestID, rand.Text()[:16])
		return next(c)
	}
}

// requestID names a request in the log and on the page of an error.
func requestID(c echo.Context) string { return c.Response().Header().Get(echo.HeaderXRequestID) }

// withLog writes one line for each request: the route, not the address, for
// addresses may hold secrets and searches.
func (p *Portal) withLog(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := time.Now()
		if err := next(c); err != nil {
			c.Error(err)
		}
		account := ""
		if v, ok := c.Get(viewerKey).(Viewer); ok {
			account = v.ID()
		}
		w := c.Response()
		p.Log.InfoContext(c.Request().Context(), "request", "id", requestID(c), "method", c.Request().Method, "route", c.Path(),
			"status", w.Status, "bytes", w.Size, "ms", time.Since(began).Milliseconds(), "from", c.RealIP(), "account", account)
		return nil
	}
}

// withRecovery turns a panic into an error that tells where it happened.
func (p *Portal) withRecovery(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if r := recover(); r != nil {
				if r == http.ErrAbortHandler { //nolint:errorlint // the server compares it so
					panic(r)
				}
				err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
			}
		}()
		return next(c)
	}
}

// contentPolicy lets pages load from us alone and run nothing that stands in
// the page itself.
const contentPolicy = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"

func (p *Portal) withHeaders(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		if p.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		return next(c)
	}
}

func (p *Portal) withTimeout(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx, cancel := context.WithTimeout(c.Request().Context(), requestTimeout)
		defer cancel()
		c.SetRequest(c.Request().WithContext(ctx))
		return next(c)
	}
}

// errOrigin is a form sent by a page that is not ours.
var errOrigin = errors.New("request comes from another site")

func (p *Portal) withOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := p.origin.Check(c.Request()); err != nil {
			return fmt.Errorf("%w: %w", errOrigin, err)
		}
		return next(c)
	}
}

// withViewer finds out who asks: by API token, or by session.
func (p *Portal) withViewer(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if isBare(c) {
			return next(c)
		}
		a, byToken, err := p.whoAsks(c)
		if err != nil {
			return err
		}
		v := Viewer{Account: a, Lang: p.languageOf(c, a), Zone: zoneOf(a), Token: byToken}
		c.Set(viewerKey, v)
		if c.QueryParam("lang") == v.Lang {
			p.keepLanguage(c, v.Lang)
		}
		if a != nil {
			c.Response().Header().Set("Cache-Control", "no-store")
		}
		return next(c)
	}
}

// errToken is an API token that is unknown or has ended.
var errToken = errors.New("API token is not valid")

func (p *Portal) whoAsks(c echo.Context) (a *access.Account, byToken bool, err error) {
	ctx := c.Request().Context()
	if scheme, secret, ok := strings.Cut(c.Request().Header.Get(echo.HeaderAuthorization), " "); ok && strings.EqualFold(scheme, "Bearer") {
		found, err := p.Access.ByToken(ctx, strings.TrimSpace(secret))
		if errors.Is(err, access.ErrNotFound) {
			return nil, true, errToken
		}
		if err != nil {
			return nil, true, fmt.Errorf("who asks: %w", err)
		}
		return &found, true, nil
	}
	id := p.sessions.GetString(ctx, access.SessionKey)
	if id == "" {
		return nil, false, nil
	}
	found, err := p.Access.ByID(ctx, id)
	if errors.Is(err, access.ErrNotFound) {
		return nil, false, p.leave(c)
	}
	if err != nil {
		return nil, false, fmt.Errorf("who asks: %w", err)
	}
	return &found, false, nil
}

// errSignInFirst asks for somebody to sign in.
var errSignInFirst = errors.New("sign in first")

// withPolicy lets through what the row of the route allows and nothing else.
func (p *Portal) withPolicy(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		row, ok := p.policies[policyKey(c.Request().Method, c.Path())]
		allow, other := c.Get(echo.ContextKeyHeaderAllow).(string)
		switch {
		case !ok && other:
			c.Response().Header().Set(echo.HeaderAllow, allow)
			return echo.ErrMethodNotAllowed
		case !ok:
			return echo.ErrNotFound
		case isBare(c):
			return next(c)
		}
		v := p.viewer(c)
		switch {
		case v.Can(row.need):
			return next(c)
		case v.Account == nil:
			return errSignInFirst
		}
		return echo.ErrNotFound
	}
}

func isBare(c echo.Context) bool { return slices.Contains(bare, c.Path()) }

// isAPI reports whether a program asks, which is answered in JSON.
func isAPI(c echo.Context) bool { return strings.HasPrefix(c.Request().URL.Path, "/api/") }

// addressOf is the network address of the reader: the last one in
// X-Forwarded-For that no trusted proxy added.
func (p *Portal) addressOf(r *http.Request) string {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	from := at.Addr().Unmap()
	hops := strings.Split(strings.Join(r.Header.Values(echo.HeaderXForwardedFor), ","), ",")
	for i := len(hops) - 1; i >= 0 && p.trusts(from); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		from = hop.Unmap()
	}
	return from.String()
}

func (p *Portal) trusts(a netip.Addr) bool {
	return slices.ContainsFunc(p.TrustedProxies, func(n netip.Prefix) bool { return n.Contains(a) })
}

// reader is the network address of the reader, for counting attempts.
func reader(c echo.Context) netip.Addr {
	a, err := netip.ParseAddr(c.RealIP())
	if err != nil {
		return netip.IPv4Unspecified() // counted together
	}
	return a
}

// safeNext is a path of ours to go to after signing in, or "". Anything that
// a browser could take for another site is refused.
func safeNext(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || !strings.HasPrefix(next, "/") ||
		strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\t\r\n") || strings.HasPrefix(u.Path, "/sign-") {
		return ""
	}
	return u.RequestURI()
}
