package portal

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/templates"
	"rootward/workflow"
)

// applicationManage shows an operator every step that an application could
// take now or not yet.
func (p *Portal) applicationManage(c echo.Context) error {
	return p.showManage(c, http.StatusOK, nil, nil)
}

func (p *Portal) showManage(c echo.Context, status int, typed *form, wrong []templates.FieldError) error {
	ctx, v := c.Request().Context(), p.viewer(c)
	rec, err := p.Applications.StaffRecord(ctx, c.Param("id"))
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	snap, options, err := p.Door.Options(ctx, rec.Application.Case(), v.Actor())
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	sees, err := p.Authority.Manages(ctx, v.Account, snap.Case)
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	if !sees {
		return lifecycle.ErrNotFound
	}
	action := pathOf(rec.ID) + "/manage"
	r := record{Record: rec, lang: v.Lang, now: p.now(ctx)}
	st, stage := snap.Standing()
	view := templates.ApplicationManage{
		Label:  finalLabel(rec.Application),
		Crumbs: []templates.Link{{Href: roundPath(rec.Round.ID) + "/manage", Text: roundName(rec.Round)}, {Href: pathOf(rec.ID), Text: templates.T("operator.record")}},
		Status: statusTag(st), Stage: stageName(stage), State: stateName(snap.State), Number: rec.ID, Who: applicant(rec.Application),
		Version: int(snap.Version), Errors: wrong,
		Steps: stepForms(action, snap, options, typed, wrong), Timeline: r.timeline(), Facts: p.manageFacts(rec),
	}
	view.Holds, view.OpenHold = holdForms(action, rec, snap, typed, wrong)
	view.Steps = append(view.Steps, closeForms(action, rec, snap, typed, wrong)...)
	view.Record = recordForm(action, snap, typed, wrong)
	page := p.page(c, "operator.application.title", "Label", templates.Plain(rec.String))
	page.Nav = "rounds"
	return p.render(c, status, page, view)
}

func (p *Portal) manageFacts(rec application.Record) []templates.Fact {
	out := []templates.Fact{{Name: templates.T("operator.policy"), Value: templates.Plain(rec.Case.Policy)}, {Name: templates.T("operator.kinds"), Value: kindNames(rec.Case.Kinds)}}
	if fee := rec.Round.Policy.EvaluationFee(); fee > 0 {
		out = append(out, templates.Fact{Name: templates.T("operator.fee"), Value: money(fee)})
	}
	return out
}

// holdForms lists the open holds, each with a form to close it, and the form
// that opens another.
func holdForms(action string, rec application.Record, s lifecycle.Snapshot, typed *form, wrong []templates.FieldError) ([]templates.Hold, *templates.StepForm) {
	var out []templates.Hold
	for _, h := range rec.Holds {
		if !h.ClosedAt.IsZero() {
			continue
		}
		out = append(out, templates.Hold{Reason: holdReason(h.Code), Since: templates.When{At: h.OpenedAt}, By: templates.Plain(h.Note)})
	}
	if !s.Position().Active {
		return out, nil
	}
	var codes []templates.Option
	for _, code := range workflow.HoldCodes {
		codes = append(codes, templates.Option{Value: code, Text: templates.T("hold." + code)})
	}
	f := templates.StepForm{
		ID: "step-hold_open", Title: templates.T("event.hold_open"), Effect: templates.T("operator.hold.effect"),
		Fields: append([]templates.Field{{Name: stepHold, Kind: "select", Label: templates.T("operator.hold.code"), Options: codes}}, stepFields(true, false)...),
		Hidden: hidden(stepEvent, string(workflow.HoldOpen), stepVersion, fmt.Sprint(s.Version)),
		Action: templates.Action{Href: action, Post: true, Text: templates.T("event.hold_open")},
	}
	keep(&f, string(workflow.HoldOpen), typed, wrong)
	return out, &f
}

// closeForms close the open holds, each with its reasons and sources.
func closeForms(action string, rec application.Record, s lifecycle.Snapshot, typed *form, wrong []templates.FieldError) []templates.StepForm {
	var out []templates.StepForm
	for _, h := range rec.Holds {
		if !h.ClosedAt.IsZero() {
			continue
		}
		id := fmt.Sprint(h.ID)
		f := templates.StepForm{
			ID: "step-hold_close-" + id, Title: templates.Join(": ", templates.T("event.hold_close"), holdReason(h.Code)), Fields: stepFields(true, false),
			Hidden: hidden(stepEvent, string(workflow.HoldClose), stepVersion, fmt.Sprint(s.Version), stepHoldID, id),
			Action: templates.Action{Href: action, Post: true, Text: templates.T("event.hold_close")},
		}
		if typed != nil && typed.text(stepHoldID) == id {
			keep(&f, string(workflow.HoldClose), typed, wrong)
		}
		out = append(out, f)
	}
	return out
}

// recordForm enters an event that nobody here witnessed.
func recordForm(action string, s lifecycle.Snapshot, typed *form, wrong []templates.FieldError) *templates.StepForm {
	var states []templates.Option
	for _, x := range s.Definition.Positions {
		if x.State != s.State && x.State != s.Definition.Initial {
			states = append(states, templates.Option{Value: string(x.State), Text: stateName(x.State)})
		}
	}
	fields := append([]templates.Field{{Name: stepTo, Kind: "select", Label: templates.T("operator.to"), Options: states}}, stepFields(false, true)...)
	for i := range fields {
		if fields[i].Name == stepSource {
			fields[i].Optional = false
		}
	}
	f := templates.StepForm{
		ID: "step-record", Title: templates.T("event.record"), Effect: templates.T("operator.record.effect"), Fields: fields,
		Hidden: hidden(stepEvent, string(workflow.Record), stepVersion, fmt.Sprint(s.Version)),
		Action: templates.Action{Href: action, Post: true, Text: templates.T("event.record")},
	}
	keep(&f, string(workflow.Record), typed, wrong)
	return &f
}

// applicationMove takes a step through the door.
func (p *Portal) applicationMove(c echo.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	version, err := f.number(stepVersion)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	// An application that may not be read may not be moved either, whatever
	// its id: drafts are nobody's business but the applicant's.
	if _, err := p.Applications.StaffRecord(ctx, c.Param("id")); err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	id := application.CaseOf(c.Param("id"))
	switch event := workflow.Event(f.text(stepEvent)); event {
	case workflow.HoldOpen:
		_, err = p.Door.OpenHold(ctx, lifecycle.HoldRequest{Case: id, Actor: p.viewer(c).Actor(), Version: version, Code: f.text(stepHold), Reason: f.text(stepReason), Sources: typedSources(f)})
	case workflow.HoldClose:
		var hold int64
		if hold, err = strconv.ParseInt(f.text(stepHoldID), 10, 64); err != nil {
			return echo.NewHTTPError(http.StatusBadRequest, "no such hold").SetInternal(err)
		}
		_, err = p.Door.CloseHold(ctx, lifecycle.HoldRequest{Case: id, Actor: p.viewer(c).Actor(), Version: version, ID: hold, Reason: f.text(stepReason), Sources: typedSources(f)})
	default:
		err = p.step(c, id, event, version, f)
	}
	return p.afterStep(c, f, err, pathOf(id.ID)+"/manage", func(status int, wrong []templates.FieldError) error {
		return p.showManage(c, status, f, wrong)
	})
}

func (p *Portal) step(c echo.Context, id lifecycle.Case, event workflow.Event, version int64, f *form) error {
	ctx := c.Request().Context()
	at, err := typedDay(f, p.now(ctx))
	if err != nil {
		return err
	}
	if event == workflow.Record && !at.Known && f.text(stepAt) != "" {
		at = lifecycle.On(p.now(ctx)) // today, not "unknown"
	}
	_, err = p.Door.Move(ctx, lifecycle.Request{
		Case: id, Event: event, Actor: p.viewer(c).Actor(), Version: version, Reason: f.text(stepReason), Sources: typedSources(f),
		To: workflow.State(f.text(stepTo)), At: at,
	})
	return err //nolint:wrapcheck // the door's answer is ours
}

// afterStep goes back to the page with what was done, shows the form again
// with what is wrong, or says who was faster.
func (p *Portal) afterStep(c echo.Context, f *form, err error, back string, again func(int, []templates.FieldError) error) error {
	switch list := faults(err); {
	case err == nil:
		p.flash(c, "done", "operator.done")
		return see(c, back)
	case list != nil:
		return again(http.StatusUnprocessableEntity, crossField(list))
	case errors.Is(err, lifecycle.ErrConflict):
		return p.changed(c, f, back)
	}
	var refused *workflow.Refused
	if errors.As(err, &refused) && refused.Why != workflow.WhyRole {
		return again(http.StatusConflict, []templates.FieldError{{Text: refusal(refused)}})
	}
	return err
}

// changed says that somebody was faster and keeps what was typed.
func (p *Portal) changed(c echo.Context, f *form, back string) error {
	view := templates.Changed{
		What: eventName(workflow.Event(f.text(stepEvent))), Back: templates.Link{Href: back, Text: templates.T("operator.back")},
	}
	for _, name := range []string{stepReason, stepSource, stepURL, stepAt} {
		if f.text(name) != "" {
			view.Kept = append(view.Kept, templates.Kept{Name: name, Label: templates.T("operator." + name), Value: f.text(name)})
		}
	}
	return p.render(c, http.StatusConflict, p.page(c, "error.changed_meanwhile.title"), view)
}
