package portal

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"rootward/application/lifecycle"
	"rootward/templates"
	"rootward/workflow"
)

// recall takes a submission back while its round still takes applications.
func (p *Portal) recall(c echo.Context) error {
	d, err := p.ownDraft(c)
	if err != nil {
		return err
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	version, err := f.number(fieldVersion)
	if err != nil {
		return err
	}
	err = p.Applications.Recall(c.Request().Context(), p.viewer(c).ID(), d.ID, version)
	switch {
	case errors.Is(err, lifecycle.ErrConflict):
		return p.renderMoved(c, d, templates.T("apply.recall"), "receipt")
	case err != nil:
		return fmt.Errorf("taking back: %w", err)
	}
	p.flash(c, "done", "apply.recalled")
	return see(c, draftPath(d.ID))
}

func (p *Portal) withdrawShow(c echo.Context) error {
	d, options, err := p.draftAndOptions(c)
	if err != nil {
		return err
	}
	if !hasStep(d, workflow.Withdraw) {
		return fmt.Errorf("withdrawing %s: %w", d.ID, lifecycle.ErrNotFound)
	}
	return p.renderDraft(c, http.StatusOK, d, "withdraw", withdrawConfirm(d, options))
}

// withdraw ends an application for good: with a reason for our own records,
// and a box to tick.
func (p *Portal) withdraw(c echo.Context) error {
	d, options, err := p.draftAndOptions(c)
	if err != nil {
		return err
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	version, err := f.number(fieldVersion)
	if err != nil {
		return err
	}
	var wrong []templates.FieldError
	if f.text(fieldReason) == "" {
		wrong = append(wrong, templates.FieldError{Field: fieldReason, Text: templates.T("invalid.missing")})
	}
	if n := []rune(f.text(fieldReason)); len(n) > longestAnswer {
		wrong = append(wrong, templates.FieldError{Field: fieldReason, Text: templates.T("invalid.too_long", "Max", longestAnswer, "Have", len(n))})
	}
	if f.text(fieldDeclare) != "yes" {
		wrong = append(wrong, templates.FieldError{Field: fieldDeclare, Text: templates.T("invalid.declare")})
	}
	if len(wrong) == 0 {
		err = p.Applications.Withdraw(c.Request().Context(), p.viewer(c).ID(), d.ID, version, f.text(fieldReason))
		var refused *workflow.Refused
		switch {
		case errors.Is(err, lifecycle.ErrConflict):
			return p.renderMoved(c, d, templates.T("apply.withdraw"), "withdraw")
		case errors.As(err, &refused):
			why, _ := whyNot(d, refused)
			for _, w := range why {
				wrong = append(wrong, templates.FieldError{Text: w})
			}
		case err != nil:
			return fmt.Errorf("withdrawing: %w", err)
		}
	}
	if len(wrong) > 0 {
		v := withdrawConfirm(d, options)
		v.Fields, v.Errors = f.fill(v.Fields, wrong), wrong
		return p.renderDraft(c, http.StatusUnprocessableEntity, d, "withdraw", v)
	}
	p.flash(c, "done", "apply.withdrawn")
	return see(c, draftPath(d.ID))
}
