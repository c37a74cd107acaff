package portal

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/templates"
	"rootward/workflow"
)

// Problem is the error of an API operation: RFC 9457 with members of our own.
type Problem struct {
	Type      string         `json:"type" doc:"Always about:blank."`
	Title     string         `json:"title" doc:"The words of the HTTP status."`
	Status    int            `json:"status"`
	Detail    string         `json:"detail,omitempty" doc:"What is wrong, in the language asked for."`
	Code      string         `json:"code" doc:"A word for programs that never changes."`
	RequestID string         `json:"request_id" doc:"Names the request in our log."`
	Version   int64          `json:"current_version,omitempty" doc:"With changed_meanwhile: the version that the case has now."`
	Missing   []string       `json:"missing,omitempty" doc:"With refused: the facts that the step needs and that are not so."`
	Rule      string         `json:"rule,omitempty" doc:"With refused: the source of the step."`
	Errors    []ProblemField `json:"errors,omitempty" doc:"Everything that is wrong with what was sent."`
}

// ProblemField is one thing wrong with one field.
type ProblemField struct {
	Field  string `json:"field" doc:"Name of the field or parameter."`
	Rule   string `json:"rule,omitempty" doc:"The rule that does not hold."`
	Source string `json:"source,omitempty" doc:"Where the rule comes from."`
	Detail string `json:"detail" doc:"What is wrong, in the language asked for."`
}

func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus is the HTTP status; see huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is that of problems; see huma.ContentTypeFilter.
func (*Problem) ContentType(string) string { return "application/problem+json" }

func newProblem(status int, code, id string) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Code: code, RequestID: id}
}

// problemOf turns an error of an operation into what a program may know.
func (p *Portal) problemOf(ctx context.Context, c echo.Context, err error) *Problem {
	t := explain(err)
	if t.status >= http.StatusInternalServerError {
		p.Log.ErrorContext(ctx, "failed", "id", requestID(c), "route", c.Path(), "status", t.status, "error", err)
	}
	lang := p.viewer(c).Lang
	out := newProblem(t.status, t.code, requestID(c))
	out.Detail = p.Templates.Say(lang, t.detail)
	rules := rulesOf(err)
	for i, f := range t.faults {
		x := ProblemField{Field: f.Field, Detail: p.Templates.Say(lang, f.Text)}
		if i < len(rules) {
			x.Rule, x.Source = rules[i].Rule, rules[i].Source
		}
		out.Errors = append(out.Errors, x)
	}
	var late *overtaken
	if errors.As(err, &late) {
		out.Version = late.version
	}
	var refused *workflow.Refused
	if errors.As(err, &refused) {
		for _, f := range refused.Missing {
			out.Missing = append(out.Missing, string(f))
		}
		if d := workflow.ByName(refused.Definition); d != nil {
			if step, ok := d.Step(refused.From, refused.Event); ok {
				out.Rule = step.Source
			}
		}
	}
	return out
}

// rulesOf lists rule and source of each fault, in the order of faults.
func rulesOf(err error) []ProblemField {
	var out []ProblemField
	var answers application.FieldErrors
	if errors.As(err, &answers) {
		for _, f := range answers {
			out = append(out, ProblemField{Rule: f.Rule, Source: f.Source})
		}
		return out
	}
	var invalid *lifecycle.Invalid
	if errors.As(err, &invalid) {
		return []ProblemField{{Rule: invalid.Why, Source: doorRules[invalid.Field]}}
	}
	var asked report.Faults
	if errors.As(err, &asked) {
		for _, f := range asked {
			out = append(out, ProblemField{Rule: f.Why})
		}
	}
	return out
}

// doorRules tell where the rules of the one door come from.
var doorRules = map[string]string{
	"reason":  "a decision gives its reasons",
	"sources": "a decision and a recorded event give their sources",
	"version": "a step names the version that it was decided on",
	"to":      "a recorded event leads to a state of the life cycle",
	"at":      "an event lies neither in the future nor before the one ahead of it",
}

// reportFaults are the faults of a question to a report as fields of a form.
func reportFaults(err error) []templates.FieldError {
	var list report.Faults
	if !errors.As(err, &list) {
		return nil
	}
	out := make([]templates.FieldError, len(list))
	for i, f := range list {
		out[i] = templates.FieldError{Field: f.Field, Text: templates.T("report.fault."+f.Why, "Value", f.Value, "Allowed", strings.Join(f.Allowed, ", "))}
	}
	return out
}

// humaOnce guards the one setting of the library that is global: what the
// errors look like that it finds itself.
var humaOnce sync.Once

func ownErrors() {
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
		id := ""
		if ctx != nil {
			id = requestID(humaecho.Unwrap(ctx))
		}
		return badInput(status, id, msg, errs)
	}
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return badInput(status, "", msg, errs)
	}
}

// badInput is what the types of an operation refuse, field by field.
func badInput(status int, id, msg string, errs []error) *Problem {
	code := codes[status]
	if code == "" {
		code = "invalid"
	}
	out := newProblem(status, code, id)
	out.Detail = msg
	for _, err := range errs {
		var d huma.ErrorDetailer
		if errors.As(err, &d) {
			x := d.ErrorDetail()
			field := x.Location
			if _, after, ok := strings.Cut(field, "."); ok {
				field = after
			}
			if name, ok := strings.CutPrefix(x.Message, "expected required property "); ok {
				field, _, _ = strings.Cut(name, " ") // the library names only what the property is missing from
			}
			out.Errors = append(out.Errors, ProblemField{Field: field, Rule: "type", Source: "/api/openapi.json", Detail: x.Message})
		}
	}
	return out
}
