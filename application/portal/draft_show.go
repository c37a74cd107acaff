package portal

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/templates"
	"rootward/workflow"
)

// ownDraft reads the draft that the address names, for a member of its
// organisation; lifecycle.ErrNotFound for everybody else.
func (p *Portal) ownDraft(c echo.Context) (application.Draft, error) {
	d, err := p.Applications.Draft(c.Request().Context(), p.viewer(c).ID(), c.Param("id"))
	if err != nil {
		return application.Draft{}, fmt.Errorf("reading a draft: %w", err)
	}
	return d, nil
}

// draftAndOptions also reads which steps the reader may take, or not yet.
func (p *Portal) draftAndOptions(c echo.Context) (application.Draft, []workflow.Option, error) {
	d, err := p.ownDraft(c)
	if err != nil {
		return d, nil, err
	}
	_, options, err := p.Door.Options(c.Request().Context(), application.CaseOf(d.ID), p.viewer(c).Actor())
	if err != nil {
		return d, nil, fmt.Errorf("reading the steps of %s: %w", d.ID, err)
	}
	return d, options, nil
}

// renderDraft answers with a view of a draft; part is as in draftHead.
func (p *Portal) renderDraft(c echo.Context, status int, d application.Draft, part string, view any) error {
	page := p.page(c, "apply.title", "Name", draftName(d))
	if name := partName(d, part); name != nil {
		page.Title = templates.T("apply.part_title", "Part", name, "Name", draftName(d))
	}
	page.Nav, page.Now = "portfolio", d.Now
	return p.render(c, status, page, view)
}

func (p *Portal) draftShow(c echo.Context) error {
	d, options, err := p.draftAndOptions(c)
	if err != nil {
		return err
	}
	return p.renderDraft(c, http.StatusOK, d, "", draftShow(d, options))
}

func (p *Portal) draftPreview(c echo.Context) error {
	d, err := p.ownDraft(c)
	if err != nil {
		return err
	}
	return p.renderDraft(c, http.StatusOK, d, "preview", draftPreview(d, p.viewer(c).Lang))
}

// noSuchPart is the answer for a section that the policy does not have.
func noSuchPart(d application.Draft, id string) error {
	return fmt.Errorf("section %q of %s: %w", id, d.ID, lifecycle.ErrNotFound)
}
