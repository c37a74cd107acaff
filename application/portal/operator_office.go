package portal

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"rootward/application/access"
	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/application/notify"
	"rootward/templates"
	"rootward/workflow"
)

// auditList shows the history of everything, newest first.
func (p *Portal) auditList(c echo.Context) error {
	before, err := cursor(c)
	if err != nil {
		return err
	}
	kind, actor := lifecycle.Kind(c.QueryParam(paramKind)), strings.TrimSpace(c.QueryParam("actor"))
	rows, err := p.Audit.HistoryAfter(c.Request().Context(), p.viewer(c).ID(), before, actor, kind, pageRows+1)
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	view := templates.AuditList{
		Action: "/audit", Pager: templates.Pager{Total: -1},
		Filters: []templates.Filter{
			{Name: paramKind, Label: templates.T("operator.audit.kind"), Value: string(kind), Options: []templates.Option{
				{Text: templates.T("operator.all")},
				{Value: string(lifecycle.Application), Text: templates.T("case.application")},
				{Value: string(lifecycle.Task), Text: templates.T("case.task")},
				{Value: string(lifecycle.Round), Text: templates.T("case.round")},
			}},
			{Name: "actor", Label: templates.T("operator.audit.actor"), Value: actor, Grow: true},
		},
		Table: templates.Table{Caption: templates.T("audit.title"), Hide: true, Cards: true, Tight: true, Empty: templates.T("operator.audit.none"), Columns: columns("operator.audit.", "entered", "case", "event", "states", "actor", "reason")},
	}
	for i, e := range rows {
		if i == pageRows {
			view.Pager.Next = "/audit?" + url.Values{paramBefore: {strconv.FormatInt(rows[i-1].ID, 10)}, paramKind: {string(kind)}, "actor": {actor}}.Encode()
			break
		}
		view.Table.Rows = append(view.Table.Rows, auditRow(e))
		view.Pager.Shown++
	}
	if before > 0 {
		view.Pager.First = "/audit"
	}
	page := p.page(c, "audit.title")
	page.Nav = "audit"
	return p.render(c, http.StatusOK, page, view)
}

// auditRow is one row of history. What a draft says is not in it: history
// holds steps, never answers.
func auditRow(e lifecycle.Entry) templates.Row {
	entered := templates.When{At: e.Entered}
	cell := templates.Cell{Text: templates.T("case." + string(e.Case.Kind)), Sub: templates.Plain(e.Case.ID)}
	states := templates.Join(" → ", stateName(e.From), stateName(e.To))
	if e.From == e.To || e.From == "" {
		states = stateName(e.To)
	}
	var sub []templates.Text
	for _, s := range sources(e.Sources) {
		sub = append(sub, s.Text)
	}
	return templates.Row{Cells: []templates.Cell{
		{When: &entered},
		cell,
		{Text: word("happened", e.Event)},
		{Text: states},
		{Text: templates.Plain(e.Actor), Sub: roleName(e.Role)},
		{Text: templates.Plain(e.Reason), Sub: templates.Join("; ", sub...)},
	}}
}

// cursor reads the row id that a list goes on behind.
func cursor(c echo.Context) (int64, error) {
	v := c.QueryParam(paramBefore)
	if v == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil || n < 0 {
		return 0, echo.NewHTTPError(http.StatusBadRequest, "no such place").SetInternal(err)
	}
	return n, nil
}

// mailStates are the shapes of the states of a mail.
var mailStates = map[notify.State]string{
	notify.Waiting: "wait", notify.Retrying: "late", notify.Kept: "none", notify.SentState: "done", notify.Undelivered: "stop",
}

// outboxList shows every mail that the programme has written.
func (p *Portal) outboxList(c echo.Context) error {
	ctx, v := c.Request().Context(), p.viewer(c)
	before, err := cursor(c)
	if err != nil {
		return err
	}
	state := notify.State(c.QueryParam(paramState))
	if _, ok := mailStates[state]; !ok {
		state = ""
	}
	mails, err := p.Mails.All(ctx, v.ID(), state, before, pageRows)
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	view := templates.OutboxList{Action: "/mail", Pager: templates.Pager{Total: -1, Shown: len(mails)}}
	options := []templates.Option{{Text: templates.T("operator.all")}}
	for _, s := range []notify.State{notify.Waiting, notify.Retrying, notify.Kept, notify.SentState, notify.Undelivered} {
		options = append(options, templates.Option{Value: string(s), Text: templates.T("mail.state." + string(s))})
	}
	view.Filters = []templates.Filter{{Name: paramState, Label: templates.T("operator.mail.state"), Value: string(state), Options: options}}
	for _, m := range mails {
		view.List = append(view.List, p.mailView(m, v.Lang))
	}
	if len(mails) == pageRows {
		view.Pager.Next = "/mail?" + url.Values{paramBefore: {strconv.FormatInt(mails[len(mails)-1].ID, 10)}, paramState: {string(state)}}.Encode()
	}
	page := p.page(c, "outbox.title")
	page.Nav = "mail"
	return p.render(c, http.StatusOK, page, view)
}

// accountsList shows accounts to those who manage them.
func (p *Portal) accountsList(c echo.Context) error {
	return p.showAccounts(c, http.StatusOK, nil, nil, nil)
}

func (p *Portal) showAccounts(c echo.Context, status int, typed *form, wrong []templates.FieldError, done templates.Text) error {
	q := strings.TrimSpace(c.QueryParam(paramQuery))
	list, err := p.Access.Accounts(c.Request().Context(), p.viewer(c).Actor(), access.AccountFilter{Query: q, After: c.QueryParam(paramAfter), Limit: pageRows})
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	view := templates.Accounts{
		Lead:   done,
		Action: "/accounts", Errors: wrong, Add: accountForm(typed, wrong), Pager: templates.Pager{Total: -1, Shown: len(list)},
		Filters: []templates.Filter{{Name: paramQuery, Label: templates.T("operator.search"), Value: q, Grow: true}},
		Table:   templates.Table{Caption: templates.T("accounts.title"), Hide: true, Cards: true, Columns: columns("operator.accounts.", "name", "email", "organisation", "grants")},
	}
	for _, a := range list {
		view.Table.Rows = append(view.Table.Rows, templates.Row{Cells: []templates.Cell{
			{Text: templates.Plain(a.Name)}, {Text: templates.Plain(a.Email)}, {Text: templates.Plain(a.OrganisationName)}, {Text: grantNames(a)},
		}})
	}
	if len(list) == pageRows {
		if folded, err := access.FoldEmail(list[len(list)-1].Email); err == nil {
			view.Pager.Next = "/accounts?" + url.Values{paramAfter: {folded}, paramQuery: {q}}.Encode()
		}
	}
	page := p.page(c, "accounts.title")
	page.Nav = "accounts"
	return p.render(c, status, page, view)
}

func grantNames(a access.Account) templates.Text {
	var parts []templates.Text
	if a.Member() {
		parts = append(parts, roleName(workflow.Applicant))
	}
	for _, g := range a.Grants {
		if g.Panel == "" {
			parts = append(parts, roleName(g.Role))
		} else {
			parts = append(parts, templates.Join(": ", roleName(g.Role), templates.T("panel."+g.Panel)))
		}
	}
	return templates.Join(", ", parts...)
}

// accountForm makes an account for a member of staff.
func accountForm(typed *form, wrong []templates.FieldError) *templates.StepForm {
	var roles []templates.Option
	for _, r := range access.GrantRoles {
		roles = append(roles, templates.Option{Value: string(r), Text: roleName(r)})
	}
	panels := []templates.Option{{Text: templates.T("operator.all")}}
	for _, id := range evaluation.AllPanels() {
		panels = append(panels, templates.Option{Value: id, Text: templates.T("panel." + id)})
	}
	f := templates.StepForm{
		ID: "add-account", Title: templates.T("operator.accounts.add"), Effect: templates.T("operator.accounts.effect"),
		Fields: []templates.Field{
			{Name: access.FieldName, Kind: "text", Label: templates.T("operator.accounts.name"), Max: access.MaxName},
			{Name: access.FieldEmail, Kind: "email", Label: templates.T("operator.accounts.email"), Max: 320},
			{Name: access.FieldGrants, Kind: "select", Label: templates.T("operator.accounts.role"), Options: roles},
			{Name: "panel", Kind: "select", Label: templates.T("operator.accounts.panel"), Options: panels, Optional: true},
		},
		Action: templates.Action{Href: "/accounts", Post: true, Text: templates.T("operator.accounts.add")},
	}
	if typed != nil {
		f.Fields, f.Open = typed.fill(f.Fields, wrong), true
	}
	return &f
}

// accountsAdd makes an account and tells the sign-in link once.
func (p *Portal) accountsAdd(c echo.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	ctx, v := c.Request().Context(), p.viewer(c)
	a, err := p.Access.CreateStaff(ctx, v.Actor(), access.NewStaff{
		Name: f.text(access.FieldName), Email: f.text(access.FieldEmail), Language: v.Lang, Zone: "UTC",
		Grants: []access.Grant{{Role: workflow.Role(f.text(access.FieldGrants)), Panel: f.text("panel")}},
	})
	if list := faults(err); list != nil {
		return p.showAccounts(c, http.StatusUnprocessableEntity, f, list, nil)
	}
	if err != nil {
		return err //nolint:wrapcheck // says what failed
	}
	secret, err := p.Access.SignInLink(ctx, a.ID, access.LinkLife)
	if err != nil {
		return err //nolint:wrapcheck // says what failed
	}
	return p.showAccounts(c, http.StatusCreated, nil, nil, templates.T("operator.accounts.link", "Link", p.BaseURL+"/sign-in/link/"+secret))
}
