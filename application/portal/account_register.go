package portal

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"rootward/application/access"
	"rootward/templates"
)

func registerGroups(lang string) []templates.FieldGroup {
	return []templates.FieldGroup{
		{Title: templates.T("account.group.organisation"), Lead: templates.T("account.group.organisation_lead"), Fields: []templates.Field{
			{Name: access.FieldOrganisation, Label: templates.T("account.organisation"), Hint: templates.T("account.organisation_hint"), Kind: "text", Autocomplete: "organization", Max: access.MaxOrganisationName},
			{Name: access.FieldCountry, Label: templates.T("account.country"), Kind: "select", Options: countryOptions(lang), Autocomplete: "country"},
			{Name: access.FieldWebsite, Label: templates.T("account.website"), Kind: "url", Optional: true, Autocomplete: "url", Max: access.MaxWebsite, Dir: "ltr"},
		}},
		{Title: templates.T("account.group.you"), Lead: templates.T("account.group.you_lead"), Fields: []templates.Field{
			{Name: access.FieldName, Label: templates.T("account.name"), Hint: templates.T("account.name_hint"), Kind: "text", Autocomplete: "name", Max: access.MaxName},
			{Name: access.FieldEmail, Label: templates.T("account.email"), Hint: templates.T("account.email_hint"), Kind: "email", Autocomplete: "username", Dir: "ltr"},
			newPasswordField(),
		}},
	}
}

func newPasswordField() templates.Field {
	return templates.Field{
		Name: access.FieldPassword, Label: templates.T("account.password_new"), Kind: "password", Autocomplete: "new-password", Dir: "ltr",
		Hint: templates.T("account.password_hint", "Least", access.MinPassword),
	}
}

func (p *Portal) registerShow(c echo.Context) error {
	if v := p.viewer(c); v.Account != nil {
		return see(c, homeOf(v.Account))
	}
	return p.registerPage(c, http.StatusOK, nil, nil)
}

func (p *Portal) registerPage(c echo.Context, status int, f *form, wrong []templates.FieldError) error {
	view := templates.Register{Action: "/register", Errors: wrong, Groups: registerGroups(p.viewer(c).Lang)}
	for i := range view.Groups {
		view.Groups[i].Fields = f.fill(view.Groups[i].Fields, wrong)
	}
	return p.render(c, status, p.page(c, "register.title"), view)
}

// registerSave makes an organisation with its first member and signs them in.
func (p *Portal) registerSave(c echo.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	a, err := p.Access.Register(c.Request().Context(), access.Registration{
		Organisation: f.text(access.FieldOrganisation), Country: f.text(access.FieldCountry), Website: f.text(access.FieldWebsite),
		Name: f.text(access.FieldName), Email: f.text(access.FieldEmail), Password: f.raw(access.FieldPassword), Language: p.viewer(c).Lang,
	}, reader(c))
	if wrong := faults(err); wrong != nil {
		return p.registerPage(c, http.StatusUnprocessableEntity, f, wrong)
	}
	if t := explain(err); err != nil && t.status == http.StatusTooManyRequests {
		return p.registerPage(c, t.status, f, []templates.FieldError{{Text: t.detail}})
	}
	if err != nil {
		return err //nolint:wrapcheck // the service's answer is ours
	}
	if err := p.enter(c, a); err != nil {
		return err
	}
	p.flash(c, "done", "register.done")
	return see(c, homeOf(&a))
}

func countryOptions(lang string) []templates.Option {
	return append([]templates.Option{{Text: templates.T("account.choose")}}, countries(lang)...)
}
