package portal

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

// reportIndex lists the reports, each with its main figure.
func (p *Portal) reportIndex(c echo.Context) error {
	v := templates.ReportIndex{Lead: templates.T("public.reports.lead"), Data: []templates.Link{
		{Href: "/applications?format=csv", Text: templates.T("public.reports.applications_csv")},
		{Href: "/api/docs", Text: templates.T("nav.api")},
		{Href: "/definitions", Text: templates.T("nav.definitions")},
	}}
	for _, name := range report.Names() {
		q, err := report.Parse(name, func(string) string { return "" })
		if err != nil {
			return fmt.Errorf("report %s: %w", name, err)
		}
		r, err := p.Reports.RunPart(c.Request().Context(), q, report.Window{Rows: 1, Bare: true})
		if err != nil {
			return fmt.Errorf("report %s: %w", name, err)
		}
		v.Reports = append(v.Reports, templates.ReportLink{
			Href: "/reports/" + name, Name: templates.T("report.name." + name), Text: templates.T("report.lead." + name), Sub: sentence(r.Finding),
		})
	}
	page := p.page(c, "reports.title")
	page.Nav = "reports"
	return p.render(c, http.StatusOK, page, v)
}

// reportShow is one report as a page, as CSV or as JSON.
func (p *Portal) reportShow(c echo.Context) error {
	ctx := c.Request().Context()
	name := c.Param("name")
	if report.Params(name) == nil {
		return echo.ErrNotFound
	}
	q, err := report.Parse(name, c.QueryParam)
	if err != nil {
		return err //nolint:wrapcheck // names every fault
	}
	w := window(c)
	r, err := p.Reports.RunPart(ctx, q, w)
	if err != nil {
		return fmt.Errorf("report %s: %w", name, err)
	}
	lang := p.viewer(c).Lang
	say := func(s report.Sentence) string { return p.Templates.Say(lang, sentence(s)) }
	switch c.QueryParam("format") {
	case "csv":
		csvAnswer(c, name)
		return r.CSV(c.Response()) //nolint:wrapcheck // says what it did
	case "json":
		c.Response().Header().Set(echo.HeaderContentType, echo.MIMEApplicationJSON)
		return r.JSON(c.Response(), say) //nolint:wrapcheck // says what it did
	}
	rounds, err := p.Applications.Store.Rounds(ctx)
	if err != nil {
		return fmt.Errorf("listing rounds: %w", err)
	}
	rp := reportPage{Result: r, from: w.From, rounds: rounds, say: func(t templates.Text) string { return p.Templates.Say(lang, t) }}
	if rp.longest, err = p.longest(c, r); err != nil {
		return err
	}
	page := p.page(c, "report.name."+name)
	page.Nav, page.Sample = "reports", page.Sample || r.Sample
	return p.render(c, http.StatusOK, page, rp.view())
}

// Contention sets of a page, and the parameter that says how many came before.
const (
	pageSets  = 100
	paramFrom = "from"
)

// window is how much of a report is wanted: a page of it, or all of it as
// data.
func window(c echo.Context) report.Window {
	if c.QueryParam("format") != "" {
		return report.Window{}
	}
	from, err := strconv.Atoi(c.QueryParam(paramFrom))
	if err != nil {
		from = 0 // anything else is the beginning
	}
	return report.Window{From: max(from, 0), Rows: pageSets}
}

// pager leads to the sets before and behind those of a page.
func (r reportPage) pager() *templates.Pager {
	if r.All <= len(r.Rows) {
		return nil
	}
	p := templates.Pager{Shown: len(r.Rows), Total: r.All}
	to := func(from int) string {
		v := r.Query.Values()
		if from > 0 {
			v.Set(paramFrom, strconv.Itoa(from))
		}
		return addressOf("/reports/"+r.Query.Report, v) + "#table"
	}
	if r.from > 0 {
		p.First, p.Prev = to(0), to(max(r.from-pageSets, 0))
	}
	if next := r.from + len(r.Rows); next < r.All {
		p.Next = to(next)
	}
	return &p
}

// longestRows is how many of the longest stays a report shows.
const longestRows = 5

// longest lists the longest stays behind the chart of processing times.
func (p *Portal) longest(c echo.Context, r report.Result) ([]report.Item, error) {
	row, ok := principal(r)
	if !ok {
		return nil, nil
	}
	page, err := p.Reports.Rows(c.Request().Context(), r.Query, row.Links["count"], "", longestRows)
	if err != nil {
		return nil, fmt.Errorf("longest stays: %w", err)
	}
	return page.Items, nil
}

// principal is the row of processing times that figures and chart are about:
// of the stage asked for, or else the one with most finished stays; the row
// for all kinds, unless one kind is asked for.
func principal(r report.Result) (report.Row, bool) {
	var best report.Row
	if r.Query.Report != report.ProcessingTimes {
		return best, false
	}
	kind := r.Query.Kind
	if kind == "" {
		kind = lifecycle.AllKinds
	}
	for _, row := range r.Rows {
		if row.Text("kind") == kind && row.Int("count") > best.Int("count") {
			best = row
		}
	}
	return best, best.Int("count") > 0
}

// reportPage is a report as a page.
type reportPage struct {
	report.Result
	from     int // rows in front of those of this page
	rounds   []round.Round
	longest  []report.Item
	say      func(templates.Text) string
	oneStage bool // one stage of one round out of several
}

func (r reportPage) path(format string) string {
	v := r.Query.Values()
	if format != "" {
		v.Set("format", format)
	}
	return addressOf("/reports/"+r.Query.Report, v)
}

func (r reportPage) view() templates.ReportShow {
	v := templates.ReportShow{
		Title: templates.T("report.name." + r.Query.Report), Lead: []templates.Text{templates.T("report.lead." + r.Query.Report)},
		Filters: r.filters(), Action: "/reports/" + r.Query.Report, AsOf: templates.OnDay(r.AsOf), CSV: r.path("csv"), JSON: r.path("json"),
		Stats: r.stats(), Charts: r.charts(), Tables: r.tables(), Pager: r.pager(), Definitions: definitions(r.Definitions), Command: r.command(),
	}
	if f := sentence(r.Finding); f != nil {
		v.Lead = append(v.Lead, f)
	}
	if len(r.longest) > 0 {
		t := longestTable(r.longest)
		v.Odd = &t
		v.OddNote = templates.T("public.report.longest.note")
	}
	return v
}

// filters are the controls of the parameters that the report takes.
func (r reportPage) filters() []templates.Filter {
	q := r.Query
	var out []templates.Filter
	for _, param := range report.Params(q.Report) {
		f := templates.Filter{Name: param, Label: templates.T("report.param." + param), Value: r.Query.Values().Get(param)}
		switch param {
		case report.ParamRound:
			f = roundFilter(r.rounds, q.Round, true)
		case report.ParamStage:
			f.Options = wordOptions("stage", "report.stage.all", publicTimedStages(r.rounds, q.Round))
		case report.ParamKind:
			f.Options = wordOptions("kind", "public.filter.any", kinds())
		case report.ParamMeasure:
			f.Options = paramChoices("report.measure.", report.Measures)
		case report.ParamBy:
			f.Options = paramChoices("report.by.", report.Bys)
		case report.ParamAsOf:
			f.Options = paramChoices("report.as_of.", report.AsOfs)
		case report.ParamPeriod:
			f.Options = []templates.Option{{Text: templates.T("report.period.all")}, {Value: report.Plan.String(), Text: templates.T("report.period.plan")}}
			if f.Value != "" && f.Value != report.Plan.String() {
				f.Options = append(f.Options, templates.Option{Value: f.Value, Text: templates.Plain(f.Value)})
			}
		}
		out = append(out, f)
	}
	return out
}

// paramChoices are the values of a parameter that always has one, the default
// first. The default is also what an empty parameter means.
func paramChoices(prefix string, values []string) []templates.Option {
	out := make([]templates.Option, len(values))
	for i, v := range values {
		out[i] = templates.Option{Value: v, Text: templates.T(prefix + v)}
	}
	if len(out) > 0 {
		out[0].Value = ""
	}
	return out
}

// publicTimedStages lists the stages that reports of processing times show.
func publicTimedStages(rounds []round.Round, only string) []workflow.Stage {
	secret, timed := map[workflow.Stage]bool{}, map[workflow.Stage]bool{}
	for _, r := range rounds {
		if only != "" && r.ID != only {
			continue
		}
		for _, p := range r.Policy.Definition.Positions {
			if p.Secret && (only != "" || !publicElsewhere(rounds, p.Stage)) {
				secret[p.Stage] = true
			}
			timed[p.Stage] = timed[p.Stage] || p.Owner != workflow.OwnerNone
		}
	}
	var out []workflow.Stage
	for _, s := range publicStages(rounds, only) {
		if timed[s] && !secret[s] && s != workflow.StageClosed {
			out = append(out, s)
		}
	}
	return out
}

// publicElsewhere reports whether a stage is public in some round.
func publicElsewhere(rounds []round.Round, s workflow.Stage) bool {
	for _, r := range rounds {
		found, secret := false, false
		for _, p := range r.Policy.Definition.Positions {
			found = found || p.Stage == s
			secret = secret || p.Stage == s && p.Secret
		}
		if found && !secret {
			return true
		}
	}
	return false
}

// command is the same question for the shell.
func (r reportPage) command() string {
	out := "rootward report " + r.Query.Report
	v := r.Query.Values()
	for _, param := range report.Params(r.Query.Report) {
		if x := v.Get(param); x != "" {
			out += " --" + flagName(param) + " " + shellWord(x)
		}
	}
	return out
}

func flagName(param string) string {
	if param == report.ParamAsOf {
		return "as-of"
	}
	return param
}
