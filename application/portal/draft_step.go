package portal

import (
	"errors"
	"fmt"
	"slices"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/templates"
	"rootward/workflow"
)

// ownSteps are the applicant's steps that need no page of their own: one
// button each. A test finds steps of applicants that are not reachable.
var ownSteps = []workflow.Event{workflow.RequestDelegation, workflow.StartExtended, workflow.AskSupport}

func stepAction(d application.Draft, e workflow.Event) templates.Action {
	return templates.Action{
		Href: draftPath(d.ID, "steps", string(e)), Text: eventName(e), Post: true, Kind: "primary",
		Hidden: []templates.Hidden{{Name: fieldVersion, Value: itoa(d.Case.Version)}}, Confirm: templates.T("apply.step_note"),
	}
}

// applicantStep takes one of ownSteps in the name of the organisation.
func (p *Portal) applicantStep(c echo.Context) error {
	d, err := p.ownDraft(c)
	if err != nil {
		return err
	}
	event := workflow.Event(c.Param("event"))
	if !slices.Contains(ownSteps, event) {
		return fmt.Errorf("step %q of %s: %w", event, d.ID, lifecycle.ErrNotFound)
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	version, err := f.number(fieldVersion)
	if err != nil {
		return err
	}
	_, err = p.Door.Move(c.Request().Context(), lifecycle.Request{Case: application.CaseOf(d.ID), Event: event, Actor: p.viewer(c).Actor(), Version: version})
	switch {
	case errors.Is(err, lifecycle.ErrConflict):
		return p.renderMoved(c, d, eventName(event), "")
	case err != nil:
		return fmt.Errorf("%s: %w", event, err)
	}
	p.flash(c, "done", "apply.stepped")
	return see(c, draftPath(d.ID))
}
