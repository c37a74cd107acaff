package portal

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"rootward/application/access"
	"rootward/templates"
	"rootward/workflow"
)

// homes are the pages where people begin, by what they were granted first.
var homes = []struct {
	role workflow.Role
	path string
}{
	{workflow.Evaluator, "/queue"},
	{workflow.Decider, "/queue"},
	{workflow.Operator, "/rounds"},
	{access.Auditor, "/audit"},
}

func homeOf(a *access.Account) string {
	for _, h := range homes {
		if a.Holds(h.role) {
			return h.path
		}
	}
	if a.Member() {
		return "/portfolio"
	}
	return "/"
}

// next is where to go after signing in.
func next(wish string, a *access.Account) string {
	if path := safeNext(wish); path != "" {
		return path
	}
	return homeOf(a)
}

func signInFields() []templates.Field {
	return []templates.Field{
		{Name: access.FieldEmail, Label: templates.T("account.email"), Kind: "email", Autocomplete: "username", Dir: "ltr"},
		{Name: access.FieldPassword, Label: templates.T("account.password"), Kind: "password", Autocomplete: "current-password", Dir: "ltr"},
	}
}

func (p *Portal) signInShow(c echo.Context) error {
	if v := p.viewer(c); v.Account != nil {
		return see(c, next(c.QueryParam("next"), v.Account))
	}
	return p.signInPage(c, http.StatusOK, templates.SignIn{Next: safeNext(c.QueryParam("next")), Fields: signInFields()})
}

func (p *Portal) signInPage(c echo.Context, status int, view templates.SignIn) error {
	view.Action, view.Demo = "/sign-in", p.Demo
	return p.render(c, status, p.page(c, "sign_in.title"), view)
}

func (p *Portal) signIn(c echo.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	a, err := p.Access.SignIn(c.Request().Context(), f.text(access.FieldEmail), f.raw(access.FieldPassword), reader(c))
	t := explain(err)
	switch {
	case err == nil:
		if err := p.enter(c, a); err != nil {
			return err
		}
		return see(c, next(f.text("next"), &a))
	case errors.Is(err, access.ErrSignIn):
		t = trouble{status: http.StatusUnprocessableEntity, detail: templates.T("account.wrong.sign_in")}
	case t.status >= http.StatusInternalServerError:
		return err //nolint:wrapcheck // the service's answer is ours
	}
	wrong := []templates.FieldError{{Text: t.detail}}
	return p.signInPage(c, t.status, templates.SignIn{Next: safeNext(f.text("next")), Errors: wrong, Fields: f.fill(signInFields(), wrong)})
}

// signInLink signs in by a link from a mail or of a demonstration.
func (p *Portal) signInLink(c echo.Context) error {
	a, err := p.Access.FollowLink(c.Request().Context(), c.Param("token"))
	if err != nil {
		return fmt.Errorf("following a sign-in link: %w", err)
	}
	if err := p.enter(c, a); err != nil {
		return err
	}
	return see(c, next(c.QueryParam("next"), &a))
}

func (p *Portal) signOut(c echo.Context) error {
	if err := p.leave(c); err != nil {
		return err
	}
	return see(c, "/")
}

// leave ends the session.
func (p *Portal) leave(c echo.Context) error {
	if err := p.sessions.Destroy(c.Request().Context()); err != nil {
		return fmt.Errorf("ending the session: %w", err)
	}
	return nil
}

// languageSave chooses a language for this browser, and for the account of
// whoever has signed in.
func (p *Portal) languageSave(c echo.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	language := f.text("lang")
	if !p.speaks(language) {
		return echo.NewHTTPError(http.StatusBadRequest, "no such language")
	}
	p.keepLanguage(c, language)
	if a := p.viewer(c).Account; a != nil && a.Language != language {
		if err := p.Access.SaveProfile(c.Request().Context(), a.ID, access.Profile{Name: a.Name, Language: language, Zone: a.Zone}); err != nil {
			return fmt.Errorf("saving the language: %w", err)
		}
	}
	back := safeNext(f.text("next"))
	if back == "" {
		back = "/"
	}
	return see(c, back)
}
