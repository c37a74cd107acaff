package portal

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/application/round"
	"rootward/templates"
)

// roundList shows every round with how many public applications it has.
func (p *Portal) roundList(c echo.Context) error {
	ctx := c.Request().Context()
	rounds, err := p.Applications.Store.Rounds(ctx)
	if err != nil {
		return fmt.Errorf("listing rounds: %w", err)
	}
	standings, err := p.Applications.Store.Standings(ctx, ids(rounds))
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	n := map[string]int{}
	for _, s := range standings {
		n[s.Round] += s.N
	}
	t := templates.Table{
		Caption: templates.T("rounds.title"), Hide: true, Cards: true, Columns: columns("public.col.", "round", "opens", "closes", "#applications", "rules"),
		Empty: templates.T("public.rounds.empty"),
	}
	for _, r := range rounds {
		opens, closes := windowCells(r)
		name := templates.Cell{Text: roundName(r), Href: roundPath(r.ID)}
		if r.Sample {
			name.Sub = templates.T("public.sample")
		}
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			name, opens, closes,
			{Text: templates.Num(n[r.ID]), Href: "/applications?round=" + url.QueryEscape(r.ID)},
			{Text: templates.Plain(r.Policy.ID), Sub: templates.Plain(r.Policy.Version), Href: "/help/workflows/" + r.Policy.Definition.Name},
		}})
	}
	page := p.page(c, "rounds.title")
	page.Nav = "rounds"
	return p.render(c, http.StatusOK, page, templates.RoundList{Lead: templates.T("public.rounds.lead"), Table: t})
}

// windowCells are both ends of the submission period. An end that is not
// fixed is said to be so.
func windowCells(r round.Round) (opens, closes templates.Cell) {
	from, to := r.Window()
	cell := func(w templates.When) templates.Cell {
		if w.At.IsZero() {
			return templates.Cell{Text: templates.T("public.no_end")}
		}
		return templates.Cell{When: &w}
	}
	return cell(when(lifecycle.On(from))), cell(templates.When{At: to})
}

// roundShow is the policy of a round and how many applications stand where.
func (p *Portal) roundShow(c echo.Context) error {
	ctx := c.Request().Context()
	id := c.Param("id")
	r, err := p.Applications.Store.Round(ctx, id)
	if err != nil {
		return err //nolint:wrapcheck // has its kind
	}
	rp := roundPage{Round: r, now: p.now(ctx)}
	rp.state, err = p.Applications.Store.ReadCase(ctx, application.RoundCase(id))
	if err != nil && !errors.Is(err, lifecycle.ErrNotFound) {
		return err //nolint:wrapcheck // says what was read
	}
	if rp.standings, err = p.Applications.Store.Standings(ctx, []string{id}); err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	if rp.contention, err = p.Reports.RunPart(ctx, report.Query{Report: report.Contention, Round: id, AsOf: report.AtReveal}, report.Window{Rows: 1}); err != nil {
		return fmt.Errorf("contention of round %s: %w", id, err)
	}
	view := rp.view()
	if p.viewer(c).Can(access.ManageRounds) {
		view.Manage = &templates.Link{Href: roundPath(id) + "/manage", Text: templates.T("public.round.manage")}
	}
	page := p.page(c, "public.title.round", "Round", roundName(r))
	page.Nav, page.Sample = "rounds", page.Sample || r.Sample
	return p.render(c, http.StatusOK, page, view)
}
