package portal

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

// roundManage shows an operator how far a round is and what may come next.
func (p *Portal) roundManage(c echo.Context) error { return p.showRound(c, http.StatusOK, nil, nil) }

func (p *Portal) showRound(c echo.Context, status int, typed *form, wrong []templates.FieldError) error {
	ctx, v := c.Request().Context(), p.viewer(c)
	rd, err := p.Applications.Store.Round(ctx, c.Param("id"))
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	snap, options, err := p.Door.Options(ctx, application.RoundCase(rd.ID), v.Actor())
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	action := roundPath(rd.ID) + "/manage"
	view := templates.RoundManage{
		Name: roundName(rd), Crumbs: []templates.Link{{Href: "/rounds", Text: templates.T("nav.rounds")}, {Href: roundPath(rd.ID), Text: roundName(rd)}},
		Status: standingTag(snap), Lead: templates.T("operator.round.lead"), Errors: wrong,
		Links: []templates.Link{{Href: roundRulesPath(rd.ID), Text: templates.T("rules.manage")}},
	}
	if view.Counts, err = p.roundCounts(c, rd); err != nil {
		return err
	}
	history, err := p.Applications.Store.History(ctx, application.RoundCase(rd.ID))
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	rec := record{Record: application.Record{Listed: application.Listed{Case: snap}, Round: rd, History: history}, lang: v.Lang, now: p.now(ctx)}
	view.History = rec.timeline()
	for _, f := range stepForms(action, snap, revealable(options), typed, wrong) {
		if f.ID == "step-"+string(workflow.RevealRound) {
			if view.Preview, err = p.revealPreview(c, rd, f); err != nil {
				return err
			}
			continue
		}
		view.Steps = append(view.Steps, f)
	}
	page := p.page(c, "operator.round.title", "Round", roundName(rd))
	page.Nav = "rounds"
	return p.render(c, status, page, view)
}

// revealable takes the fact that the list was shown as given: the page shows
// it, and its form sends the digest back, which the use case compares.
func revealable(options []workflow.Option) []workflow.Option {
	for i, o := range options {
		if o.Step.Event == workflow.RevealRound && o.Refused != nil && len(o.Refused.Missing) == 1 && o.Refused.Missing[0] == workflow.AllowListSeen {
			options[i].Refused = nil
		}
	}
	return options
}

// revealPreview shows what would become public, built from the policy's list
// of public questions.
func (p *Portal) revealPreview(c echo.Context, rd round.Round, f templates.StepForm) (*templates.RevealPreview, error) {
	list, err := p.Applications.AllowList(c.Request().Context(), rd.ID)
	if err != nil {
		return nil, err //nolint:wrapcheck // says what was read
	}
	f.Hidden = append(f.Hidden, templates.Hidden{Name: stepSeen, Value: list.Digest})
	out := &templates.RevealPreview{
		Lead:    templates.T("operator.reveal.lead", "Count", len(list.Items)),
		Public:  questionTable(rd.Policy, true),
		Private: questionTable(rd.Policy, false),
		Sample:  allowTable(list),
		Confirm: &f,
	}
	return out, nil
}

func questionTable(policy *round.Policy, public bool) templates.Table {
	t := templates.Table{Caption: templates.T("operator.reveal.private"), Columns: []templates.Column{{Text: templates.T("operator.question")}, {Text: templates.T("operator.number")}}}
	if public {
		t.Caption = templates.T("operator.reveal.public")
	}
	for _, s := range policy.Sections {
		for _, q := range s.Questions {
			if q.Public == public {
				t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{{Text: templates.T("question." + q.ID)}, {Code: q.Number}}})
			}
		}
	}
	return t
}

const previewRows = 50

func allowTable(list application.AllowList) templates.Table {
	t := templates.Table{
		Caption: templates.T("operator.reveal.sample", "Count", len(list.Items)), Cards: true, Empty: templates.T("operator.reveal.none"),
		Columns: []templates.Column{{Text: templates.T("operator.string")}, {Text: templates.T("operator.applicant")}, {Text: templates.T("operator.becomes_public")}},
	}
	for i, x := range list.Items {
		if i == previewRows {
			break
		}
		var parts []templates.Text
		for _, a := range x.Answers {
			parts = append(parts, templates.Join(": ", templates.T("question."+a.Question.ID), templates.Plain(a.Value)))
		}
		l := labelOf(x.Application)
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{{Label: &l}, {Text: applicant(x.Application)}, {Text: templates.Join(" · ", parts...)}}})
	}
	return t
}

// roundCounts counts the round's applications by state, those that are not
// public too. Drafts are counted, never listed.
func (p *Portal) roundCounts(c echo.Context, rd round.Round) (templates.Table, error) {
	counts, err := p.Applications.Store.StateCounts(c.Request().Context(), rd.ID)
	if err != nil {
		return templates.Table{}, err //nolint:wrapcheck // says what was read
	}
	t := templates.Table{
		Caption: templates.T("operator.counts"), Hide: true, Empty: templates.T("operator.counts.none"),
		Columns: []templates.Column{{Text: templates.T("application.state")}, {Text: templates.T("operator.count"), Num: true}},
	}
	total := 0
	for _, x := range rd.Policy.Definition.Positions {
		n := counts[x.State]
		if n == 0 {
			continue
		}
		total += n
		cell := templates.Cell{Text: templates.Num(n)}
		if x.State != rd.Policy.Definition.Initial {
			cell.Href = roundPath(rd.ID) + "/applications?state=" + url.QueryEscape(string(x.State))
		}
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{{Text: stateName(x.State)}, cell}})
	}
	if total > 0 {
		t.Total = []templates.Row{{Cells: []templates.Cell{{Text: templates.T("operator.all")}, {Text: templates.Num(total)}}}}
	}
	return t, nil
}

// roundMove takes a step of the round; its applications follow by a job.
func (p *Portal) roundMove(c echo.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	version, err := f.number(stepVersion)
	if err != nil {
		return err
	}
	id := c.Param("id")
	err = p.Applications.MoveRound(c.Request().Context(), application.RoundRequest{
		Round: id, Event: workflow.Event(f.text(stepEvent)), Actor: p.viewer(c).Actor(), Version: version,
		Reason: f.text(stepReason), Sources: typedSources(f), Seen: f.text(stepSeen),
	})
	return p.afterStep(c, f, err, roundPath(id)+"/manage", func(status int, wrong []templates.FieldError) error {
		return p.showRound(c, status, f, wrong)
	})
}

// roundApplications lists a round's applications to an operator, those that
// are not public yet too; drafts never.
func (p *Portal) roundApplications(c echo.Context) error {
	ctx := c.Request().Context()
	rd, err := p.Applications.Store.Round(ctx, c.Param("id"))
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	at := place(c.QueryParam(paramAfter))
	rows, err := p.Applications.Store.Find(ctx, application.Filter{
		Round: rd.ID, State: c.QueryParam(paramState), Query: c.QueryParam(paramQuery), Staff: p.viewer(c).ID(), AfterLabel: at.ALabel, AfterID: at.ID, Limit: pageRows + 1,
	})
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	view := templates.ApplicationList{
		Title: templates.T("operator.list.title", "Round", roundName(rd)), Lead: templates.T("operator.list.lead"), Action: roundPath(rd.ID) + "/applications",
		Filters: []templates.Filter{
			{Name: paramQuery, Label: templates.T("operator.search"), Value: c.QueryParam(paramQuery), Grow: true},
			{Name: paramState, Label: templates.T("application.state"), Value: c.QueryParam(paramState), Options: stateOptions(rd)},
		},
		Table: templates.Table{Caption: templates.T("operator.list.caption"), Hide: true, Cards: true, Empty: templates.T("operator.list.none"), Columns: []templates.Column{
			{Text: templates.T("operator.string")}, {Text: templates.T("operator.applicant")}, {Text: templates.T("application.state")}, {Text: templates.T("application.status")}, {Text: templates.T("operator.number")},
		}},
		Pager: templates.Pager{Total: -1},
	}
	for i, l := range rows {
		if i == pageRows {
			last := rows[i-1]
			view.Pager.Next = fmt.Sprintf("%s/applications?%s", roundPath(rd.ID), url.Values{paramAfter: {placeOf(last)}, paramState: {c.QueryParam(paramState)}, paramQuery: {c.QueryParam(paramQuery)}}.Encode())
			break
		}
		name, tag := finalLabel(l.Application), standingTag(l.Case)
		view.Table.Rows = append(view.Table.Rows, templates.Row{Cells: []templates.Cell{
			{Label: &name, Href: pathOf(l.ID) + "/manage"}, {Text: applicant(l.Application)}, {Text: stateName(l.Case.State)}, {Tag: &tag}, {Code: l.ID},
		}})
		view.Pager.Shown++
	}
	page := p.page(c, "operator.list.title", "Round", roundName(rd))
	page.Nav = "rounds"
	return p.render(c, http.StatusOK, page, view)
}

func stateOptions(rd round.Round) []templates.Option {
	out := []templates.Option{{Text: templates.T("operator.all")}}
	for _, x := range rd.Policy.Definition.Positions {
		if x.State != rd.Policy.Definition.Initial {
			out = append(out, templates.Option{Value: string(x.State), Text: stateName(x.State)})
		}
	}
	return out
}
