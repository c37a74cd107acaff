package portal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/application/namelist"
	"rootward/application/notify"
	"rootward/application/report"
	"rootward/application/ruleset"
	"rootward/templates"
	"rootward/templates/mail"
)

// Services is what the portal needs of the rest of the program. All are
// required unless said otherwise.
type Services struct {
	Access       *access.Service
	Authority    *access.Authority
	Door         *lifecycle.Door
	Applications *application.Service
	Evaluation   *evaluation.Service
	Reports      *report.Service
	Rules        *ruleset.Service

	Clock     lifecycle.Clock
	Sessions  SessionStore
	Health    Health
	Templates *templates.Set
	Log       *slog.Logger

	Audit History
	Mails *notify.Service

	// Names are the lists of names that count; nil: those that the program
	// carries.
	Names func() (*namelist.Lists, error)

	// BaseURL is the address that readers use, without a slash at its end. Its
	// scheme decides whether cookies are for https alone.
	BaseURL string
	// TrustedProxies may tell the address of the reader by X-Forwarded-For.
	// Optional.
	TrustedProxies []netip.Prefix
	// Sample says on each page that people and dates are invented.
	Sample bool
	// Demo are ready-made sign-in links, shown on the page for signing in.
	// Optional.
	Demo []templates.Link
}

// History is the history of everything, for auditors.
type History interface {
	// HistoryAfter lists rows newest first, from the one before a row id,
	// without the cases of the organisation of reader, an account.
	HistoryAfter(ctx context.Context, reader string, before int64, actor string, kind lifecycle.Kind, limit int) ([]lifecycle.Entry, error)
}

// Health tells whether the program can work.
type Health interface {
	// Ping reports whether the database answers.
	Ping(ctx context.Context) error
	// Ready reports whether its schema is one we can work with.
	Ready(ctx context.Context) error
}

// SessionStore keeps sessions where all processes find them.
type SessionStore interface {
	scs.CtxStore
	// DeleteSessions ends all sessions of an account.
	DeleteSessions(ctx context.Context, account string) error
}

// Portal is the web server's handler.
type Portal struct {
	Services
	echo     *echo.Echo
	sessions *scs.SessionManager
	origin   *http.CrossOriginProtection
	routes   []route
	policies map[string]route // by method and path
	secure   bool             // readers come by https
	letters  *mail.Writer

	labelWork labelWork // questions about many labels
	checkWork labelWork // about one each: they do not wait for the others, nor drafts for them
}

// New builds the portal. It fails when something required is missing, when a
// route has no permission, or when two routes clash.
func New(s Services) (*Portal, error) {
	if err := s.check(); err != nil {
		return nil, fmt.Errorf("portal: %w", err)
	}
	return build(s, allRoutes(), mounts)
}

// build puts given routes on top of the services.
func build(s Services, rows []route, more []mount) (*Portal, error) {
	base, err := url.Parse(s.BaseURL)
	if err != nil || base.Host == "" {
		return nil, fmt.Errorf("portal: %q is no address that readers could use", s.BaseURL)
	}
	p := &Portal{Services: s, echo: echo.New(), origin: http.NewCrossOriginProtection(), secure: base.Scheme == "https", labelWork: newLabelWork(), checkWork: newLabelWork()}
	if err := p.origin.AddTrustedOrigin(base.Scheme + "://" + base.Host); err != nil {
		return nil, fmt.Errorf("portal: %w", err)
	}
	p.sessions = p.newSessions()
	if p.letters, err = mail.New(s.Templates); err != nil {
		return nil, fmt.Errorf("portal: %w", err)
	}
	p.echo.HideBanner, p.echo.HidePort = true, true
	p.echo.HTTPErrorHandler = p.fail
	p.echo.IPExtractor = p.addressOf
	for _, m := range p.middlewares() {
		p.echo.Use(m)
	}
	if err := p.register(rows, more); err != nil {
		return nil, fmt.Errorf("portal: %w", err)
	}
	return p, nil
}

func (s Services) check() error {
	var missing []error
	for _, x := range []struct {
		name string
		ok   bool
	}{
		{"Access", s.Access != nil},
		{"Authority", s.Authority != nil},
		{"Door", s.Door != nil},
		{"Applications", s.Applications != nil},
		{"Reports", s.Reports != nil},
		{"Rules", s.Rules != nil},
		{"Clock", s.Clock != nil},
		{"Sessions", s.Sessions != nil},
		{"Health", s.Health != nil},
		{"Templates", s.Templates != nil},
		{"Log", s.Log != nil},
	} {
		if !x.ok {
			missing = append(missing, errors.New(x.name+" is missing"))
		}
	}
	return errors.Join(missing...)
}

// Handler answers requests. HEAD is answered as GET; the server leaves out
// the body.
func (p *Portal) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			r = r.Clone(r.Context())
			r.Method = http.MethodGet
		}
		p.echo.ServeHTTP(w, r)
	})
}

// now is the clock that "in 3 days" is counted from. A page is shown even
// when the database's clock cannot be read: the page that says so, at least.
func (p *Portal) now(ctx context.Context) time.Time {
	t, err := p.Clock.Now(ctx)
	if err != nil {
		return time.Now().UTC()
	}
	return t
}
