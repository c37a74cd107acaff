package portal

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"rootward/application/report"
	"rootward/templates"
	"rootward/workflow"
)

// reportRows lists the applications behind one number of a report.
func (p *Portal) reportRows(c echo.Context) error {
	name := c.Param("name")
	if report.Params(name) == nil {
		return echo.ErrNotFound
	}
	q, sel, err := report.ParseRows(name, c.QueryParam)
	if err != nil {
		return err //nolint:wrapcheck // names every fault
	}
	switch c.QueryParam("format") {
	case "csv":
		return p.rowsCSV(c, q, sel)
	case "json":
		return p.rowsJSON(c, q, sel)
	}
	after := c.QueryParam(report.ParamAfter)
	list, err := p.Reports.Rows(c.Request().Context(), q, sel, after, pageRows)
	if err != nil {
		return fmt.Errorf("rows of %s: %w", name, err)
	}
	path := rowsPath(q, sel)
	v := templates.ReportRows{
		Title: templates.T("report.rows.title"), Table: itemTable(list.Items), Active: rowChips(q, sel),
		Crumbs: []templates.Link{
			{Href: "/reports", Text: templates.T("reports.title")},
			{Href: addressOf("/reports/"+name, q.Values()), Text: templates.T("report.name." + name)},
		},
		Lead: templates.T("report.part." + sel.Part), CSV: path("format", "csv"), JSON: path("format", "json"),
		Pager: templates.Pager{Shown: len(list.Items), Total: -1},
	}
	if list.Next != "" {
		v.Pager.Next = path(report.ParamAfter, list.Next)
	}
	if after != "" {
		v.Pager.First = path("", "")
	}
	v.Table.Caption, v.Table.Hide = v.Lead, true
	page := p.page(c, "report.rows.title")
	page.Nav = "reports"
	return p.render(c, http.StatusOK, page, v)
}

// rowsPath is the address of a list with one more parameter.
func rowsPath(q report.Query, sel report.Selector) func(param, value string) string {
	return func(param, value string) string {
		path := report.RowsPath(q, sel)
		if param == "" {
			return path
		}
		return path + "&" + url.Values{param: {value}}.Encode()
	}
}

// rowChips say what the list is narrowed to.
func rowChips(q report.Query, sel report.Selector) []templates.Chip {
	var out []templates.Chip
	add := func(text templates.Text, ok bool) {
		if ok {
			out = append(out, templates.Chip{Text: text})
		}
	}
	roundID := q.Round
	if sel.Round != "" {
		roundID = sel.Round
	}
	stage, kind := q.Stage, q.Kind
	if sel.Stage != "" {
		stage = sel.Stage
	}
	if sel.Kind != "" {
		kind = sel.Kind
	}
	add(templates.T("public.filter.round", "Round", templates.RoundName(roundID)), roundID != "")
	add(stageName(workflow.Stage(stage)), stage != "")
	add(word("kind", kind), kind != "")
	add(templates.Plain(sel.Key), sel.Key != "" && sel.Key != report.Unknown)
	switch {
	case sel.MaxDays >= 0:
		add(templates.T("public.report.between", "Min", sel.MinDays, "Max", sel.MaxDays), true)
	case sel.MinDays > 0:
		add(templates.T("public.report.from", "Min", sel.MinDays), true)
	}
	return out
}

// rowsCSV writes the whole list, reading it in pages.
func (p *Portal) rowsCSV(c echo.Context, q report.Query, sel report.Selector) error {
	var w *report.ItemsCSV
	begin := func() {
		if w == nil {
			csvAnswer(c, q.Report+"-rows")
			w = report.NewItemsCSV(c.Response())
		}
	}
	err := p.Reports.Each(c.Request().Context(), q, sel, func(x report.Item) error {
		begin()
		return w.Write(x) //nolint:wrapcheck // says what it did
	})
	if err != nil {
		return fmt.Errorf("rows of %s: %w", q.Report, err)
	}
	begin()
	return w.Close() //nolint:wrapcheck // says what it did
}

// rowsJSON writes the whole list as an array of objects, reading it in pages.
func (p *Portal) rowsJSON(c echo.Context, q report.Query, sel report.Selector) error {
	w := c.Response()
	names := report.ItemColumns()
	n := 0
	begin := func() error {
		if n++; n > 1 {
			_, err := w.Write([]byte(",\n"))
			return err //nolint:wrapcheck // the connection is gone
		}
		w.Header().Set(echo.HeaderContentType, echo.MIMEApplicationJSON)
		_, err := w.Write([]byte("["))
		return err //nolint:wrapcheck // the connection is gone
	}
	err := p.Reports.Each(c.Request().Context(), q, sel, func(x report.Item) error {
		if err := begin(); err != nil {
			return err
		}
		object := make(map[string]any, len(names))
		for i, v := range x.Values() {
			object[names[i]] = orNull(v)
		}
		if x.Days != nil {
			object["days"] = *x.Days
		}
		b, err := json.Marshal(object)
		if err != nil {
			return fmt.Errorf("writing JSON: %w", err)
		}
		_, err = w.Write(b)
		return err //nolint:wrapcheck // the connection is gone
	})
	if err != nil {
		return fmt.Errorf("rows of %s: %w", q.Report, err)
	}
	if n == 0 {
		if err := begin(); err != nil {
			return err
		}
	}
	_, err = w.Write([]byte("]\n"))
	return err //nolint:wrapcheck // the connection is gone
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
