package portal

import (
	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/templates"
	"rootward/workflow"
)

// barSets is how many contention sets the chart shows.
const barSets = 15

func kinds() []string { return append([]string{lifecycle.AllKinds}, application.KindOrder...) }

// stats are the large figures: of processing times the percentiles of the
// principal row, of other reports their totals.
func (r reportPage) stats() []templates.Stat {
	if row, ok := principal(r.Result); ok {
		return r.percentiles(row)
	}
	var out []templates.Stat
	for _, t := range r.Totals {
		s := templates.Stat{Figure: totalFigure(t), Name: templates.T("report.total." + t.ID), Define: defined(r.Result, t.ID)}
		if t.Link != nil {
			s.Rows = &templates.Link{Href: report.RowsPath(r.Query, *t.Link), Text: templates.T("public.rows", "Count", r.Total(t.ID))}
		}
		out = append(out, s)
	}
	return out
}

func (r reportPage) percentiles(row report.Row) []templates.Stat {
	var out []templates.Stat
	link := &templates.Link{Href: report.RowsPath(r.Query, row.Links["count"]), Text: templates.T("public.rows", "Count", row.Int("count"))}
	for _, id := range []string{"p50", "p85", "p95"} {
		out = append(out, templates.Stat{
			Figure: templates.T("days", "Count", row.Int(id)), Name: templates.T("public.report." + id), Sub: templates.T("public.report." + id + ".sub"),
			Define: "#def-percentiles", Rows: link,
		})
	}
	if row.Has("in_time") {
		out = append(out, templates.Stat{
			Figure: templates.T("public.report.of", "Part", row.Int("in_time"), "Count", row.Int("count")), Name: templates.T("public.in_time"),
			Sub:    templates.T("public.report.at_most", "Count", row.Int("level_days"), "Share", value(report.Column{ID: "in_time_share", Type: report.Share}, row).Text),
			Define: "#def-in_time", Rows: &templates.Link{Href: report.RowsPath(r.Query, row.Links["in_time"]), Text: templates.T("public.rows", "Count", row.Int("in_time"))},
		})
	}
	return out
}

func (r reportPage) charts() []templates.Chart {
	switch r.Query.Report {
	case report.ProcessingTimes:
		return r.histogram()
	case report.Delegations:
		return r.bars()
	case report.Contention:
		return r.sets()
	}
	return nil
}

// histogram is how long the principal stage took.
func (r reportPage) histogram() []templates.Chart {
	row, ok := principal(r.Result)
	if !ok {
		return nil
	}
	for _, h := range r.Histograms {
		if h.Round == row.Text("round") && h.Stage == row.Text("stage") && h.Kind == row.Text("kind") && len(h.Bins) > 0 {
			return []templates.Chart{r.histogramOf(h, row)}
		}
	}
	return nil
}

func (r reportPage) histogramOf(h report.Histogram, row report.Row) templates.Chart {
	last := h.Bins[len(h.Bins)-1]
	plot := templates.Histogram{Unit: templates.T("public.report.unit"), Level: h.Level, Open: last.Max == report.NoLimit, Width: 1}
	if len(h.Bins) > 0 {
		plot.Width = h.Bins[0].Max - h.Bins[0].Min + 1
	}
	t := templates.Table{Tight: true, Columns: columns("public.col.", "range", "#in_time", "#late", "#all")}
	for _, b := range h.Bins {
		plot.Bins = append(plot.Bins, templates.Bin{InTime: b.InTime, Late: b.Late})
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Text: binName(b)},
			r.part(h, b, report.PartInTime, b.InTime), r.part(h, b, report.PartLate, b.Late),
			{Text: templates.Num(b.InTime + b.Late), Href: report.RowsPath(r.Query, h.Link(b))},
		}})
	}
	for _, id := range []string{"p50", "p85", "p95"} {
		plot.Marks = append(plot.Marks, templates.Mark{At: row.Int(id), Text: templates.T("public.report." + id)})
	}
	c := templates.Chart{
		ID: "chart", Title: templates.T("public.report.histogram", "Stage", stageName(workflow.Stage(h.Stage)), "Count", row.Int("count"), "Round", templates.RoundName(h.Round)),
		Desc: sentence(r.Finding), Plot: plot, Table: t, Links: r.links("percentiles", row.Links["count"]),
	}
	if h.Level > 0 {
		plot.LevelAs = templates.T("public.report.level", "Count", h.Level)
		c.Plot = plot
		c.Key = []templates.Part{
			{Series: 1, Figure: templates.Num(row.Int("in_time")), Text: templates.T("public.report.key.in_time", "Count", h.Level)},
			{Series: 2, Hatch: true, Figure: templates.Num(row.Int("late")), Text: templates.T("public.report.key.late", "Count", h.Level)},
		}
	}
	return c
}

// part is how many of a bin were in time or late, with the way to them.
func (r reportPage) part(h report.Histogram, b report.Bin, part string, n int) templates.Cell {
	sel := h.Link(b)
	if h.Level > 0 {
		sel.Part = part
	}
	cell := templates.Cell{Text: templates.Num(n)}
	if n > 0 {
		cell.Href = report.RowsPath(r.Query, sel)
	}
	return cell
}

// links lead from a chart to its definition, rows and data.
func (r reportPage) links(definition string, rows report.Selector) []templates.Link {
	return []templates.Link{
		{Href: "#def-" + definition, Text: templates.T("stat.define")},
		{Href: report.RowsPath(r.Query, rows), Text: templates.T("public.report.rows")},
		{Href: r.path("csv"), Text: templates.T("public.csv.short")},
		{Href: r.path("json"), Text: templates.T("public.json")},
	}
}

// bars is what was delegated by time, kind, region or script. Rows of several
// rounds with the same key are one bar.
func (r reportPage) bars() []templates.Chart {
	by := string(r.Query.By)
	column := report.Column{ID: by, Type: report.Text}
	for _, c := range r.Columns {
		if c.ID == by {
			column = c
		}
	}
	var plot templates.Bars
	t := templates.Table{Tight: true, Columns: []templates.Column{{Text: templates.T("report.column." + by)}, {Text: templates.T("report.column.delegated"), Num: true}}}
	at := map[string]int{}
	for _, row := range r.Rows {
		key := row.Text(by)
		n := row.Int("delegated")
		if i, ok := at[key]; ok {
			plot.Items[i].Value += n
			continue
		}
		at[key] = len(plot.Items)
		name := r.say(textCell(column, key).Text)
		plot.Items = append(plot.Items, templates.BarItem{Name: name, Short: short(r.Query.By, key, name), Value: n})
	}
	if len(plot.Items) == 0 {
		return nil
	}
	keys := make([]string, len(plot.Items))
	for key, i := range at {
		keys[i] = key
	}
	for i, x := range plot.Items {
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Text: templates.Plain(x.Name)},
			{Text: templates.Num(x.Value), Href: report.RowsPath(r.Query, report.Selector{Part: report.PartEver, Key: keys[i], MaxDays: report.NoLimit})},
		}})
	}
	return []templates.Chart{{
		ID: "chart", Title: templates.T("public.report.bars", "By", templates.T("report.by."+by)), Desc: sentence(r.Finding), Plot: plot, Table: t,
		Links: r.links("ever", report.Pick(report.PartEver)),
	}}
}

// short is the name of a bar on a phone.
func short(by report.By, key, name string) string {
	if by == report.ByYear && len(key) == 4 {
		return "’" + key[2:]
	}
	return name
}

// sets is the chart of the largest contention sets. Only the first page has
// them.
func (r reportPage) sets() []templates.Chart {
	if r.from > 0 {
		return nil
	}
	var plot templates.Bars
	t := templates.Table{Tight: true, Columns: columns("public.col.", "string", "#applications")}
	for i, row := range r.Rows {
		list, _ := row.Values["strings"].([]string) //nolint:errcheck // absent means none
		if i == barSets || len(list) == 0 {
			break
		}
		l := label(list[0], row.Text("set"), "", "")
		plot.Items = append(plot.Items, templates.BarItem{Name: list[0], Value: row.Int("applications")})
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Label: &l}, {Text: templates.Num(row.Int("applications")), Href: report.RowsPath(r.Query, row.Links["applications"])},
		}})
	}
	if len(plot.Items) == 0 {
		return nil
	}
	return []templates.Chart{{
		ID: "chart", Title: templates.T("public.report.largest", "Count", len(plot.Items)), Desc: sentence(r.Finding), Plot: plot, Table: t,
		Links: r.links("contention_"+string(r.Query.AsOf), report.Pick(report.PartInSets)),
	}}
}
