package portal

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"rootward/application/access"
	"rootward/templates"
)

func (p *Portal) profileFields(a *access.Account) []templates.Field {
	languages := make([]templates.Option, 0, len(p.Templates.Languages()))
	for _, l := range p.Templates.Languages() {
		languages = append(languages, templates.Option{Value: l, Text: templates.Plain(p.Templates.Say(l, templates.T("language.name")))})
	}
	return []templates.Field{
		{Name: access.FieldName, Label: templates.T("account.name"), Hint: templates.T("account.name_hint"), Kind: "text", Autocomplete: "name", Max: access.MaxName, Value: a.Name},
		{Name: access.FieldLanguage, Label: templates.T("account.language"), Hint: templates.T("account.language_hint"), Kind: "radios", Options: languages, Value: a.Language},
		{Name: access.FieldZone, Label: templates.T("account.zone"), Hint: templates.T("account.zone_hint"), Kind: "text", Value: a.Zone, Dir: "ltr", Max: 64},
	}
}

func passwordFields() []templates.Field {
	return []templates.Field{
		{Name: access.FieldOldPassword, Label: templates.T("account.password_old"), Hint: templates.T("account.password_old_hint"), Kind: "password", Autocomplete: "current-password", Dir: "ltr"},
		newPasswordField(),
	}
}

func (p *Portal) accountShow(c echo.Context) error {
	return p.accountPage(c, http.StatusOK, p.profileFields(p.viewer(c).Account), nil)
}

func (p *Portal) accountPage(c echo.Context, status int, fields []templates.Field, wrong []templates.FieldError) error {
	a := p.viewer(c).Account
	roles := make([]templates.Text, 0, len(a.Grants)+1)
	if a.Member() {
		roles = append(roles, templates.T("account.rank."+string(a.Rank)))
	}
	for _, g := range a.Grants {
		if g.Panel == "" {
			roles = append(roles, word("role", g.Role))
			continue
		}
		roles = append(roles, templates.T("account.role_panel", "Role", word("role", g.Role), "Panel", word("panel", g.Panel)))
	}
	organisation := templates.Fact{Name: templates.T("account.organisation"), Value: templates.Plain(a.OrganisationName)}
	if organisation.Value == nil {
		organisation.Value, organisation.Muted = templates.T("account.no_organisation"), true
	}
	view := templates.AccountShow{
		Title: templates.T("account.title"), Errors: wrong,
		Facts: []templates.Fact{
			{Name: templates.T("account.email"), Value: templates.Plain(a.Email)},
			organisation,
			{Name: templates.T("account.roles"), Value: templates.Join(" · ", roles...)},
		},
		Forms: []templates.StepForm{{
			ID: "profile", Title: templates.T("account.profile"), Fields: fields, Open: true,
			Action: templates.Action{Href: "/account", Text: templates.T("account.save"), Kind: "primary"},
		}},
		Links: []templates.Link{{Href: "/account/password", Text: templates.T("account.password_change")}},
	}
	return p.render(c, status, p.page(c, "account.title"), view)
}

func (p *Portal) accountSave(c echo.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	a := p.viewer(c).Account
	profile := access.Profile{Name: f.text(access.FieldName), Language: f.text(access.FieldLanguage), Zone: f.text(access.FieldZone)}
	err = p.Access.SaveProfile(c.Request().Context(), a.ID, profile)
	if err == nil && !p.speaks(profile.Language) {
		err = access.Wrong(access.FieldLanguage, "language")
	}
	if wrong := faults(err); wrong != nil {
		return p.accountPage(c, http.StatusUnprocessableEntity, f.fill(p.profileFields(a), wrong), wrong)
	}
	if err != nil {
		return fmt.Errorf("saving the account: %w", err)
	}
	p.keepLanguage(c, profile.Language)
	p.flash(c, "done", "account.saved")
	return see(c, "/account")
}

func (p *Portal) passwordShow(c echo.Context) error {
	return p.passwordPage(c, http.StatusOK, nil)
}

func (p *Portal) passwordPage(c echo.Context, status int, wrong []templates.FieldError) error {
	var none *form
	return p.render(c, status, p.page(c, "account.password_change"), templates.AccountShow{
		Title: templates.T("account.password_change"), Errors: wrong,
		Forms: []templates.StepForm{{
			ID: "password", Title: templates.T("account.password_change"), Effect: templates.T("account.password_effect"),
			Fields: none.fill(passwordFields(), wrong), Open: true,
			Action: templates.Action{Href: "/account/password", Text: templates.T("account.password_save"), Kind: "primary"},
		}},
		Links: []templates.Link{{Href: "/account", Text: templates.T("account.title")}},
	})
}

// passwordSave sets a new password. All sessions of the account end; this
// browser gets a new one.
func (p *Portal) passwordSave(c echo.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	ctx, a := c.Request().Context(), p.viewer(c).Account
	err = p.Access.ChangePassword(ctx, a.ID, f.raw(access.FieldOldPassword), f.raw(access.FieldPassword))
	t := explain(err)
	switch {
	case len(t.faults) > 0:
		return p.passwordPage(c, t.status, t.faults)
	case err != nil && t.status == http.StatusTooManyRequests:
		return p.passwordPage(c, t.status, []templates.FieldError{{Field: access.FieldOldPassword, Text: t.detail}})
	case err != nil:
		return fmt.Errorf("changing the password: %w", err)
	}
	if err := p.Sessions.DeleteSessions(ctx, a.ID); err != nil {
		return fmt.Errorf("ending other sessions: %w", err)
	}
	if err := p.enter(c, *a); err != nil {
		return err
	}
	p.flash(c, "done", "account.password_saved")
	return see(c, "/account")
}
