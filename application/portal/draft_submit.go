package portal

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/templates"
	"rootward/workflow"
)

func (p *Portal) submitShow(c echo.Context) error {
	d, options, err := p.draftAndOptions(c)
	if err != nil {
		return err
	}
	if frozen(d) {
		return see(c, draftPath(d.ID, "receipt"))
	}
	return p.renderDraft(c, http.StatusOK, d, "submit", submitConfirm(d, options, p.viewer(c).Account.Name))
}

// submit hands a draft in as it was looked at: with the version of the case
// and the revision of the answers that stood on the page.
func (p *Portal) submit(c echo.Context) error {
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
	revision, err := f.number(fieldRevision)
	if err != nil {
		return err
	}
	switch {
	case frozen(d):
		return p.renderMoved(c, d, templates.T("apply.submit"), "submit")
	case revision != d.Revision:
		return p.renderEdited(c, d, revision)
	case f.text(fieldDeclare) != "yes":
		return p.refuseSubmit(c, d, options, templates.FieldError{Field: fieldDeclare, Text: templates.T("invalid.declare")})
	}
	_, err = p.Applications.Submit(c.Request().Context(), p.viewer(c).ID(), d.ID, version)
	var refused *workflow.Refused
	switch {
	case errors.As(err, &refused):
		why, _ := whyNot(d, refused)
		var list []templates.FieldError
		for _, w := range why {
			list = append(list, templates.FieldError{Text: w})
		}
		return p.refuseSubmit(c, d, options, list...)
	case errors.Is(err, lifecycle.ErrConflict):
		return p.renderMoved(c, d, templates.T("apply.submit"), "submit")
	case err != nil:
		return fmt.Errorf("submitting: %w", err)
	}
	p.flash(c, "done", "apply.submitted")
	return see(c, draftPath(d.ID, "receipt"))
}

func (p *Portal) refuseSubmit(c echo.Context, d application.Draft, options []workflow.Option, why ...templates.FieldError) error {
	v := submitConfirm(d, options, p.viewer(c).Account.Name)
	v.Errors = why
	for i := range v.Declare {
		for _, e := range why {
			if e.Field == v.Declare[i].Name {
				v.Declare[i].Errors = append(v.Declare[i].Errors, e.Text)
			}
		}
	}
	return p.renderDraft(c, http.StatusUnprocessableEntity, d, "submit", v)
}

// renderEdited says which answers were saved since the last look, so that
// nobody submits what they have not seen.
func (p *Portal) renderEdited(c echo.Context, d application.Draft, seen int64) error {
	path := draftPath(d.ID, "submit")
	v := templates.Changed{What: templates.T("apply.submit"), Back: templates.Link{Href: path, Text: templates.T("apply.look_again")}}
	for _, s := range d.Round.Policy.Sections {
		for _, q := range s.Questions {
			a := d.Answers[q.ID]
			if a.Revision <= seen {
				continue
			}
			v.Changes = append(v.Changes, templates.Change{Name: questionName(q), Old: templates.T("apply.earlier_answer"), New: answerText(q, a.Value, p.viewer(c).Lang)})
			if a.At.After(v.When.At) {
				v.When.At, v.Who = a.At, p.memberName(c, a.By)
			}
		}
	}
	return p.renderDraft(c, http.StatusConflict, d, "submit", v)
}

// renderMoved says that the application took another step since the page was
// made.
func (p *Portal) renderMoved(c echo.Context, d application.Draft, what templates.Text, part string) error {
	now, err := p.ownDraft(c)
	if err != nil {
		return err
	}
	v := templates.Changed{
		What: what,
		Back: templates.Link{Href: draftPath(d.ID), Text: templates.T("apply.look_again")},
	}
	if history, err := p.Applications.Store.History(c.Request().Context(), application.CaseOf(d.ID)); err != nil {
		return fmt.Errorf("reading the history of %s: %w", d.ID, err)
	} else if n := len(history); n > 0 {
		last := history[n-1]
		v.When, v.Who = when(last.At), p.memberName(c, last.Actor)
		v.Changes = []templates.Change{{Name: templates.T("apply.application"), Old: stateName(last.From), New: stateName(now.Case.State)}}
	}
	return p.renderDraft(c, http.StatusConflict, now, part, v)
}
