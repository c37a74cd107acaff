package portal

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"rootward/application/access"
	"rootward/templates"
)

const organisationPath = "/organisation"

// inviteKey keeps the sign-in link of a new member in the session of the one
// who added them, until it was shown once.
const inviteKey = "invite_link"

func (p *Portal) organisationShow(c echo.Context) error {
	return p.renderOrganisation(c, http.StatusOK, nil, nil)
}

func (p *Portal) renderOrganisation(c echo.Context, status int, typed *form, wrong []templates.FieldError) error {
	v := p.viewer(c)
	o, members, err := p.Access.Organisation(c.Request().Context(), v.ID())
	if err != nil {
		return fmt.Errorf("reading the organisation: %w", err)
	}
	view := templates.Organisation{Name: o.Name, Errors: wrong, Facts: organisationFacts(o, v.Lang), Members: memberTable(members, v.ID())}
	if hasSession(c) && !v.Token {
		if link := p.sessions.PopString(c.Request().Context(), inviteKey); link != "" {
			view.Facts = append(view.Facts, templates.Fact{Name: templates.T("apply.invite_link"), Code: link, Hint: templates.T("apply.invite_link_hint")})
		}
	}
	view.Invite = p.inviteForm(c, members, typed, wrong)
	page := p.page(c, "apply.organisation")
	page.Nav = "organisation"
	return p.render(c, status, page, view)
}

func organisationFacts(o access.Organisation, lang string) []templates.Fact {
	out := []templates.Fact{
		{Name: templates.T("question.legal_name"), Value: templates.Plain(o.Name)},
		{Name: templates.T("question.country"), Value: country(lang, o.Country)},
	}
	if o.Website != "" {
		out = append(out, templates.Fact{Name: templates.T("question.website"), Value: templates.Plain(o.Website)})
	}
	return append(out, templates.Fact{Name: templates.T("apply.member_since"), When: &templates.When{At: o.CreatedAt, Day: true}})
}

func memberTable(members []access.Account, self string) templates.Table {
	t := templates.Table{
		Caption: templates.T("organisation.members"), Hide: true, Cards: true, Note: templates.T("apply.ranks_note"),
		Columns: []templates.Column{{Text: templates.T("apply.member_name")}, {Text: templates.T("apply.member_email")}, {Text: templates.T("apply.member_rank")}, {Text: templates.T("apply.member_since")}},
	}
	for _, m := range members {
		row := templates.Row{Now: m.ID == self, Cells: []templates.Cell{
			{Text: templates.Plain(m.Name)},
			{Text: templates.Plain(m.Email)},
			{Text: templates.T("account.rank." + string(m.Rank))},
			{When: &templates.When{At: m.CreatedAt, Day: true}},
		}}
		if m.Disabled {
			row.Cells[2].Tag = &templates.Tag{Kind: "stop", Text: templates.T("apply.member_disabled")}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// inviteForm adds a member. It is switched off for additional members, and
// when every place is taken.
func (p *Portal) inviteForm(c echo.Context, members []access.Account, typed *form, wrong []templates.FieldError) *templates.StepForm {
	var ranks []templates.Option
	for _, r := range access.Ranks {
		if free := access.Places(r, members); free > 0 {
			ranks = append(ranks, templates.Option{Value: string(r), Text: templates.T("account.rank." + string(r)), Hint: templates.T("apply.places", "Count", free)})
		}
	}
	f := &templates.StepForm{
		ID: "add-member", Title: templates.T("apply.add_member"), Effect: templates.T("apply.add_member_effect"),
		Fields: []templates.Field{
			{Name: access.FieldName, Kind: "text", Label: templates.T("apply.member_name"), Autocomplete: "off"},
			{Name: access.FieldEmail, Kind: "email", Label: templates.T("apply.member_email"), Hint: templates.T("apply.member_email_hint"), Autocomplete: "off"},
			{Name: access.FieldRank, Kind: "radios", Label: templates.T("apply.member_rank"), Options: ranks},
		},
		Action: templates.Action{Href: organisationPath, Post: true, Text: templates.T("apply.add_member")},
	}
	switch {
	case !p.viewer(c).Can(access.ManageOrganisation):
		f.Action.Off, f.Action.Why = true, []templates.Text{templates.T("apply.only_primary")}
	case len(ranks) == 0:
		f.Action.Off, f.Action.Why = true, []templates.Text{templates.T("apply.no_places")}
	case typed != nil:
		f.Fields, f.Open = typed.fill(f.Fields, wrong), true
	default:
		f.Fields[2].Value = ranks[len(ranks)-1].Value
	}
	return f
}

// memberAdd adds a member, who comes in by a link that works once. There is
// no password to tell anybody.
func (p *Portal) memberAdd(c echo.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	ctx, v := c.Request().Context(), p.viewer(c)
	m, err := p.Access.AddMember(ctx, v.Actor(), access.NewMember{Name: f.text(access.FieldName), Email: f.text(access.FieldEmail), Language: v.Lang, Rank: access.Rank(f.text(access.FieldRank))})
	if list := faults(err); list != nil {
		return p.renderOrganisation(c, http.StatusUnprocessableEntity, f, list)
	}
	if err != nil {
		return fmt.Errorf("adding a member: %w", err)
	}
	secret, err := p.Access.SignInLink(ctx, m.ID, access.LinkLife)
	if err != nil {
		return fmt.Errorf("making a sign-in link: %w", err)
	}
	p.sessions.Put(ctx, inviteKey, p.BaseURL+"/sign-in/link/"+secret)
	p.flash(c, "done", "apply.member_added")
	return see(c, organisationPath)
}
