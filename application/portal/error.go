package portal

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/templates"
	"rootward/workflow"
)

// trouble is an error as the reader learns of it.
type trouble struct {
	status int
	code   string         // word for programs; the page has words of its own
	detail templates.Text // what more may be told; nil for nothing
	faults []templates.FieldError
	after  int // seconds to wait, for 429 and 503
}

// statusGone is told to nobody: the reader has hung up. It stands in the log,
// as in other servers' logs.
const statusGone = 499

// known are errors that say it all by themselves, in the order in which they
// are looked for.
var known = []struct {
	err error
	trouble
}{
	{lifecycle.ErrNotFound, trouble{status: http.StatusNotFound, code: "not_found"}},
	{lifecycle.ErrConflict, trouble{status: http.StatusConflict, code: "changed_meanwhile", detail: templates.T("error.detail.changed_meanwhile")}},
	{lifecycle.ErrExists, trouble{status: http.StatusConflict, code: "exists", detail: templates.T("error.detail.exists")}},
	{access.ErrBusy, trouble{status: http.StatusServiceUnavailable, code: "busy", detail: templates.T("error.detail.busy"), after: 5}},
	{errOrigin, trouble{status: http.StatusForbidden, code: "other_site", detail: templates.T("error.detail.other_site")}},
	{errToken, trouble{status: http.StatusUnauthorized, code: "token", detail: templates.T("error.detail.token")}},
	{errSignInFirst, trouble{status: http.StatusUnauthorized, code: "sign_in", detail: templates.T("error.detail.sign_in")}},
	{context.Canceled, trouble{status: statusGone, code: "gone"}},
	{context.DeadlineExceeded, trouble{status: http.StatusServiceUnavailable, code: "timeout", detail: templates.T("error.detail.timeout"), after: 5}},
}

// codes name the statuses that echo itself gives.
var codes = map[int]string{
	http.StatusBadRequest: "bad_request", http.StatusUnauthorized: "sign_in", http.StatusForbidden: "forbidden",
	http.StatusNotFound: "not_found", http.StatusMethodNotAllowed: "method", http.StatusConflict: "changed_meanwhile",
	http.StatusRequestEntityTooLarge: "too_large", http.StatusUnsupportedMediaType: "media_type",
	http.StatusUnprocessableEntity: "invalid", http.StatusTooManyRequests: "throttled", http.StatusServiceUnavailable: "busy",
}

// worded tells which status's words the page of another status has.
var worded = map[int]int{
	http.StatusBadRequest: http.StatusUnprocessableEntity, http.StatusUnauthorized: http.StatusForbidden,
	http.StatusMethodNotAllowed: http.StatusNotFound, http.StatusRequestEntityTooLarge: http.StatusUnprocessableEntity,
	http.StatusUnsupportedMediaType: http.StatusUnprocessableEntity,
}

// explain turns an error into what may be told about it. What it does not
// know is "internal".
func explain(err error) trouble {
	if list := faults(err); list != nil {
		return trouble{status: http.StatusUnprocessableEntity, code: "invalid", detail: list[0].Text, faults: list}
	}
	var refused *workflow.Refused
	if errors.As(err, &refused) {
		t := trouble{status: http.StatusConflict, code: "refused", detail: refusal(refused)}
		if refused.Why == workflow.WhyRole {
			t.status, t.code = http.StatusForbidden, "forbidden"
		}
		return t
	}
	var clash *application.Clash
	if errors.As(err, &clash) {
		return trouble{status: http.StatusConflict, code: "changed_meanwhile", detail: templates.T("error.detail.changed_meanwhile")}
	}
	var wait *access.Throttled
	if errors.As(err, &wait) {
		after := int(math.Ceil(wait.After.Seconds()))
		return trouble{status: http.StatusTooManyRequests, code: "throttled", detail: templates.T("error.detail.throttled", "Count", (after+59)/60), after: after}
	}
	if t, ok := labelTrouble(err); ok {
		return t
	}
	for _, k := range known {
		if errors.Is(err, k.err) {
			return k.trouble
		}
	}
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return trouble{status: http.StatusRequestEntityTooLarge, code: "too_large", detail: templates.T("error.detail.too_large")}
	}
	var told *echo.HTTPError
	if errors.As(err, &told) && codes[told.Code] != "" {
		t := trouble{status: told.Code, code: codes[told.Code]}
		if t.code != "not_found" {
			t.detail = templates.T("error.detail." + t.code)
		}
		return t
	}
	return trouble{status: http.StatusInternalServerError, code: "internal"}
}

// faults lists what is wrong with what was typed, or nil when the error says
// something else.
func faults(err error) []templates.FieldError {
	var out []templates.FieldError
	var people *access.FieldErrors
	if errors.As(err, &people) {
		for _, f := range people.List {
			out = append(out, templates.FieldError{Field: f.Field, Text: templates.T("account.wrong."+f.Rule, arguments(f.Args)...)})
		}
		return out
	}
	var answers application.FieldErrors
	if errors.As(err, &answers) {
		for _, f := range answers {
			out = append(out, templates.FieldError{Field: f.Field, Text: templates.T("invalid."+f.Rule, arguments(f.Args)...)})
		}
		return out
	}
	if asked := reportFaults(err); asked != nil {
		return asked
	}
	var invalid *lifecycle.Invalid
	if errors.As(err, &invalid) {
		return []templates.FieldError{{Field: invalid.Field, Text: templates.T("invalid." + invalid.Why)}}
	}
	return nil
}

// refusal says why a step may not be taken, with what is not so yet.
func refusal(r *workflow.Refused) templates.Text {
	if len(r.Missing) == 0 {
		return templates.T("why." + string(r.Why))
	}
	missing := make([]templates.Text, len(r.Missing))
	for i, f := range r.Missing {
		missing[i] = templates.T("fact." + string(f))
	}
	return templates.T("why.facts", "Missing", templates.Join("; ", missing...))
}

func arguments(in map[string]string) []any {
	names := make([]string, 0, len(in))
	for n := range in {
		names = append(names, n)
	}
	sort.Strings(names)
	var out []any
	for _, n := range names {
		out = append(out, n, in[n])
	}
	return out
}

// tellingTime is how long the page of an error may take.
const tellingTime = 5 * time.Second

// fail is the one place where an error becomes an answer.
func (p *Portal) fail(err error, c echo.Context) {
	t := explain(err)
	if t.status >= http.StatusInternalServerError {
		p.Log.ErrorContext(c.Request().Context(), "failed", "id", requestID(c), "route", c.Path(), "status", t.status, "error", err)
	}
	if c.Response().Committed {
		return
	}
	// The time of the request is over by now, however it ended; its error is
	// still to be told, and its session to be kept.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.Request().Context()), tellingTime)
	defer cancel()
	c.SetRequest(c.Request().WithContext(ctx))
	if t.after > 0 {
		c.Response().Header().Set("Retry-After", strconv.Itoa(t.after))
	}
	if sent := p.tell(c, err, t); sent != nil {
		p.Log.ErrorContext(c.Request().Context(), "error page not sent", "id", requestID(c), "error", sent)
		if !c.Response().Committed {
			_ = c.String(http.StatusInternalServerError, "internal error "+requestID(c)) //nolint:errcheck // nothing is left to try
		}
	}
}

func (p *Portal) tell(c echo.Context, err error, t trouble) error {
	switch {
	case t.status == statusGone:
		return c.NoContent(statusGone) //nolint:wrapcheck // nobody listens
	case isAPI(c):
		return p.problem(c, t)
	case errors.Is(err, errSignInFirst) && keepsTyping(c):
		return p.renderSignedOut(c)
	case errors.Is(err, errSignInFirst):
		return see(c, "/sign-in?next="+url.QueryEscape(wayBack(c)))
	}
	view := templates.Error{Status: t.status, Detail: t.detail}
	if as, ok := worded[t.status]; ok {
		view.Status = as
	}
	if t.status == http.StatusInternalServerError {
		view.ID = requestID(c)
	}
	return p.render(c, t.status, p.page(c, view.TitleKey()), view)
}

// wayBack is where somebody wanted to go who must sign in first. A form that
// was sent cannot be sent again by a link: then it is the page of the form.
func wayBack(c echo.Context) string {
	if c.Request().Method == http.MethodGet {
		return safeNext(c.Request().URL.RequestURI())
	}
	from, err := url.Parse(c.Request().Referer())
	if err != nil || from.Host != c.Request().Host {
		return ""
	}
	return safeNext(from.RequestURI())
}

// problem is an error for programs: RFC 9457, with our own members code and
// errors.
type problem struct {
	Type   string         `json:"type"`
	Title  string         `json:"title"`
	Status int            `json:"status"`
	Detail string         `json:"detail,omitempty"`
	Code   string         `json:"code"`
	ID     string         `json:"request_id"`
	Errors []problemField `json:"errors,omitempty"`
}

type problemField struct {
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

func (p *Portal) problem(c echo.Context, t trouble) error {
	lang := p.viewer(c).Lang
	out := problem{
		Type: "about:blank", Title: http.StatusText(t.status), Status: t.status, Code: t.code,
		Detail: p.Templates.Say(lang, t.detail), ID: requestID(c),
	}
	for _, f := range t.faults {
		out.Errors = append(out.Errors, problemField{Field: f.Field, Detail: p.Templates.Say(lang, f.Text)})
	}
	if t.status == http.StatusUnauthorized {
		c.Response().Header().Set(echo.HeaderWWWAuthenticate, `Bearer realm="rootward"`)
	}
	body, err := json.Marshal(out)
	if err != nil {
		return err //nolint:wrapcheck // a struct of strings
	}
	c.Response().Header().Set("Content-Language", lang)
	return c.Blob(t.status, "application/problem+json", body) //nolint:wrapcheck // the connection is gone
}
