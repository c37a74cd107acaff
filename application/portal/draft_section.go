package portal

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/round"
	"rootward/templates"
)

func (p *Portal) sectionShow(c echo.Context) error {
	d, err := p.ownDraft(c)
	if err != nil {
		return err
	}
	s, ok := d.Round.Policy.Section(c.Param("section"))
	if !ok {
		return noSuchPart(d, c.Param("section"))
	}
	v, err := p.sectionView(c, d, s, nil)
	if err != nil {
		return err
	}
	for _, state := range d.Sections {
		if state.Section.ID == s.ID && !frozen(d) {
			v.Errors = mark(d, v.Fields, state.Faults, p.Applications.Judge)
		}
	}
	return p.renderDraft(c, http.StatusOK, d, s.ID, v)
}

// sectionView is a section as it is shown, with the verdict on its string.
func (p *Portal) sectionView(c echo.Context, d application.Draft, s round.Section, typed map[string]string) (templates.DraftSection, error) {
	var failed error
	v := draftSection(d, s, typed, p.viewer(c).Lang, func(value string) templates.LabelVerdict {
		verdict, err := p.compactVerdict(c.Request().Context(), p.viewer(c).Lang, value, d.Round.ID)
		failed = errors.Join(failed, err)
		return verdict
	})
	return v, failed
}

func (p *Portal) sectionSave(c echo.Context) error {
	t, err := p.readTyping(c)
	if err != nil {
		return err
	}
	k, err := p.keep(c.Request().Context(), p.viewer(c).ID(), t)
	switch {
	case errors.Is(err, errHandedIn):
		return p.renderHandedIn(c, t, k.draft)
	case err != nil:
		return err
	case len(k.theirs) > 0:
		return p.renderClash(c, t, k)
	case len(k.faults) > 0:
		v, err := p.sectionView(c, k.draft, t.section, t.values)
		if err != nil {
			return err
		}
		v.Save.Base = t.baseAfter(k)
		v.Errors = mark(k.draft, v.Fields, k.faults, p.Applications.Judge)
		return p.renderDraft(c, http.StatusUnprocessableEntity, k.draft, t.section.ID, v)
	}
	return see(c, nextAfter(k.draft, t.section.ID))
}

// sectionAutosave answers with the state of saving alone. A clash is told
// with status 409 and both values; nothing is overwritten, and what was typed
// stays in the reader's page.
func (p *Portal) sectionAutosave(c echo.Context) error {
	t, err := p.readTyping(c)
	if err != nil {
		return err
	}
	k, err := p.keep(c.Request().Context(), p.viewer(c).ID(), t)
	switch {
	case errors.Is(err, errHandedIn):
		return p.renderState(c, http.StatusConflict, k.draft, templates.SaveState{
			Tag: templates.Tag{Kind: "late", Text: templates.T("apply.not_saved")}, Version: int(k.draft.Revision), Base: t.baseAfter(k), Text: templates.T("apply.handed_in"),
		})
	case err != nil:
		return err
	case len(k.theirs) > 0:
		return p.renderState(c, http.StatusConflict, k.draft, clashState(t, k))
	}
	s := savedState(k.draft)
	s.Base = t.baseAfter(k)
	for _, f := range k.faults {
		s.Errors = append(s.Errors, templates.FieldError{Field: f.Field, Text: templates.T("apply.fault", "Question", templates.T("question."+f.Field), "Fault", faultText(f))})
	}
	return p.renderState(c, http.StatusOK, k.draft, s)
}

func (p *Portal) renderState(c echo.Context, status int, d application.Draft, s templates.SaveState) error {
	page := templates.Page{Title: templates.T("apply.saved"), Lang: p.viewer(c).Lang, Zone: p.viewer(c).Zone, Now: d.Now}
	return p.render(c, status, page, s)
}
