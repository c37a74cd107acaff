package portal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/templates"
	"rootward/workflow"
)

func TestErrorsBecomeStatuses(t *testing.T) {
	for _, c := range []struct {
		name   string
		err    error
		status int
		code   string
		key    string
	}{
		{"absent", lifecycle.ErrNotFound, 404, "not_found", ""},
		{"no route", echo.ErrNotFound, 404, "not_found", ""},
		{"changed meanwhile", lifecycle.ErrConflict, 409, "changed_meanwhile", "error.detail.changed_meanwhile"},
		{"answers clash", &application.Clash{}, 409, "changed_meanwhile", "error.detail.changed_meanwhile"},
		{"exists", lifecycle.ErrExists, 409, "exists", "error.detail.exists"},
		{"not from here", &workflow.Refused{Why: workflow.WhyState}, 409, "refused", "why.not_from_here"},
		{"something is not so yet", &workflow.Refused{Why: workflow.WhyFacts, Missing: []workflow.Fact{workflow.Complete}}, 409, "refused", "why.facts"},
		{"not by this role", &workflow.Refused{Why: workflow.WhyRole}, 403, "forbidden", "why.role"},
		{"a step without a reason", &lifecycle.Invalid{Field: "reason", Why: "missing"}, 422, "invalid", "invalid.missing"},
		{"answers that break rules", application.FieldErrors{{Field: "country", Rule: "country"}}, 422, "invalid", "invalid.country"},
		{"a form that breaks rules", access.Wrong("email", "email"), 422, "invalid", "account.wrong.email"},
		{"too many attempts", &access.Throttled{After: 61 * time.Second}, 429, "throttled", "error.detail.throttled"},
		{"too many at once", access.ErrBusy, 503, "busy", "error.detail.busy"},
		{"too late", context.DeadlineExceeded, 503, "timeout", "error.detail.timeout"},
		{"hung up", context.Canceled, 499, "gone", ""},
		{"too large", &http.MaxBytesError{}, 413, "too_large", "error.detail.too_large"},
		{"other site", errOrigin, 403, "other_site", "error.detail.other_site"},
		{"anything else", errors.New("disk full"), 500, "internal", ""},
		{"a status that we do not give", echo.NewHTTPError(418, "secret"), 500, "internal", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := explain(fmt.Errorf("somewhere: %w", c.err))
			if got.status != c.status || got.code != c.code || templates.Key(got.detail) != c.key {
				t.Errorf("%d %s %s, want %d %s %s", got.status, got.code, templates.Key(got.detail), c.status, c.code, c.key)
			}
		})
	}
	if got := explain(&access.Throttled{After: 61 * time.Second}).after; got != 61 {
		t.Errorf("wait %d", got)
	}
}

// TestEveryErrorHasWords walks the lists that errors choose their words from.
func TestEveryErrorHasWords(t *testing.T) {
	set, err := pages()
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, k := range known {
		if k.detail != nil {
			keys = append(keys, templates.Key(k.detail))
		}
	}
	for _, code := range codes {
		if code != "not_found" {
			keys = append(keys, "error.detail."+code)
		}
	}
	for _, w := range []workflow.Why{workflow.WhyUnknown, workflow.WhyState, workflow.WhyRole, workflow.WhyHold, workflow.WhyFacts} {
		keys = append(keys, "why."+string(w))
	}
	for _, d := range workflow.All {
		for _, s := range d.Steps {
			for _, f := range s.Needs {
				keys = append(keys, "fact."+string(f))
			}
		}
	}
	for _, w := range []string{"missing", "unknown_state", "same_state", "future", "before_last", "not_allowed", "window_closed"} {
		keys = append(keys, "invalid."+w)
	}
	for _, r := range []string{
		"sign_in", "missing", "control", "long", "email", "email_taken", "short_password", "password_wrong", "country", "website",
		"zone", "language", "organisation", "grant", "member_staff", "own_grants", "rank", "rank_full",
	} {
		keys = append(keys, "account.wrong."+r)
	}
	for _, language := range set.Languages() {
		for _, key := range keys {
			if !set.Has(language, key) {
				t.Errorf("%s has no words for %s", language, key)
			}
		}
	}
}
