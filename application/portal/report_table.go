package portal

import (
	"fmt"
	"slices"

	"rootward/application/report"
	"rootward/templates"
	"rootward/workflow"
)

// tables is the result in one table, or in one for each stage of each round:
// side by side they would be wider than a page. Stages without a single stay
// are named in the end.
func (r reportPage) tables() []templates.Table {
	groups := r.groups()
	if len(groups) < 2 {
		return []templates.Table{r.table()}
	}
	var out []templates.Table
	var bare []templates.Text
	for _, rows := range groups {
		name := templates.Join(": ", templates.RoundName(rows[0].Text("round")), stageName(workflow.Stage(rows[0].Text("stage"))))
		if !slices.ContainsFunc(rows, func(x report.Row) bool { return x.Int("count")+x.Int("open")+x.Int("open_undated") > 0 }) {
			bare = append(bare, name)
			continue
		}
		one := r
		one.Rows, one.oneStage = rows, true
		t := one.table()
		t.Caption = name
		if len(out) > 0 {
			t.ID = ""
		}
		out = append(out, t)
	}
	if len(bare) > 0 {
		out = append(out, templates.Table{Caption: templates.T("public.report.bare"), Empty: templates.Join(" · ", bare...)})
	}
	return out
}

// groups cuts processing times by round and stage, in the order of the rows.
func (r reportPage) groups() [][]report.Row {
	if r.Query.Report != report.ProcessingTimes {
		return nil
	}
	var out [][]report.Row
	at := map[string]int{}
	for _, row := range r.Rows {
		key := row.Text("round") + " " + row.Text("stage")
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key], out = i, append(out, nil)
		}
		out[i] = append(out[i], row)
	}
	return out
}

// table is the result row by row; every number that counts applications leads
// to them. Columns without any value are left out.
func (r reportPage) table() templates.Table {
	t := templates.Table{ID: "table", Caption: templates.T("public.report.table"), Cards: true, Tight: true, Empty: sentence(r.Finding)}
	var shown []report.Column
	for _, c := range r.Columns {
		if c.Aside || r.empty(c) || r.silent(c) {
			continue
		}
		shown = append(shown, c)
		t.Columns = append(t.Columns, templates.Column{Text: templates.T("report.column." + c.ID), Num: numeric(c.Type)})
	}
	for _, row := range r.Rows {
		out := templates.Row{}
		for _, c := range shown {
			cell := value(c, row)
			if sel, ok := row.Links[c.ID]; ok && row.Int(c.ID) > 0 {
				cell.Href = report.RowsPath(r.Query, sel)
			}
			out.Cells = append(out.Cells, cell)
		}
		t.Rows = append(t.Rows, out)
	}
	t.Note = r.note()
	return t
}

// silent columns say nothing: words that are the same in every row stand once
// above the table, and counts of repetitions are left out when there are none.
func (r reportPage) silent(c report.Column) bool {
	switch {
	case r.oneStage && len(r.Rows) < 2:
		return c.ID == "level_days" || c.ID != "kind" && !numeric(c.Type)
	case len(r.Rows) < 2:
		return c.ID == "measure"
	case c.ID == "first" || c.ID == "again" || c.ID == "open_undated":
		return !slices.ContainsFunc(r.Rows, func(x report.Row) bool { return x.Int("again")+x.Int("open_undated") > 0 })
	case numeric(c.Type) && c.ID != "level_days" || c.Type == report.Labels:
		return false
	}
	first := fmt.Sprint(r.Rows[0].Values[c.ID])
	return !slices.ContainsFunc(r.Rows, func(x report.Row) bool { return fmt.Sprint(x.Values[c.ID]) != first })
}

// note says once what is the same in every row, and where each service level
// comes from.
func (r reportPage) note() templates.Text {
	var parts []templates.Text
	for _, c := range r.Columns {
		if r.silent(c) && !r.empty(c) && !c.Aside && !r.titled(c.ID) && !numeric(c.Type) && len(r.Rows) > 0 {
			cell := value(c, r.Rows[0])
			if cell.When != nil {
				cell.Text = templates.Day(cell.When.At)
			}
			parts = append(parts, templates.T("public.report.same", "Name", templates.T("report.column."+c.ID), "Value", cell.Text))
		}
	}
	said := map[string]bool{}
	for _, row := range r.Rows {
		basis := row.Text("level_basis")
		if basis == "" || said[row.Text("stage")+basis] {
			continue
		}
		said[row.Text("stage")+basis] = true
		parts = append(parts, templates.Join(": ", stageName(workflow.Stage(row.Text("stage"))), templates.T("public.level", "Count", row.Int("level_days"), "Basis", templates.Plain(basis))))
	}
	if r.Query.Report == report.ProcessingTimes && !r.oneStage {
		parts = append(parts, templates.T("report.define.kinds_overlap.text"))
	}
	if len(parts) == 0 {
		return nil
	}
	return templates.Join(" · ", parts...)
}

// titled columns stand in the heading of the table.
func (r reportPage) titled(id string) bool {
	return r.oneStage && (id == "round" || id == "stage" || id == "kind" || id == "level_basis")
}

func (r reportPage) empty(c report.Column) bool {
	for _, row := range r.Rows {
		if row.Has(c.ID) {
			return false
		}
	}
	return len(r.Rows) > 0
}

func numeric(t report.ColumnType) bool {
	return t == report.Count || t == report.Days || t == report.Mean || t == report.Share
}

// itemTable lists applications behind a number.
func itemTable(items []report.Item) templates.Table {
	days, dated := false, false
	for _, x := range items {
		days = days || x.Days != nil
		dated = dated || x.Dated
	}
	names := []string{"string", "applicant", "status", "stage", "round"}
	if dated {
		names = append(names, "entered", "left")
	}
	if days {
		names = append(names, "#days")
	}
	t := templates.Table{ID: "rows", Cards: true, Columns: columns("public.col.", names...), Empty: templates.T("public.report.no_rows")}
	for _, x := range items {
		l, tag := label(x.String, x.ALabel, "", ""), statusTag(x.Status)
		who := templates.Cell{Text: templates.Plain(x.Applicant)}
		if !x.ApplicantKnown || x.Applicant == "" {
			who.Text = templates.T("public.applicant_not_published")
		}
		name := templates.Cell{Label: &l, Href: pathOf(x.ID)}
		if x.FinalString != "" && x.FinalString != x.String {
			name.Sub = templates.T("public.changed_to", "String", templates.Plain(x.FinalString))
		}
		row := templates.Row{Cells: []templates.Cell{name, who, {Tag: &tag}, {Text: stageName(x.Stage)}, {Text: templates.RoundName(x.Round)}}}
		if dated {
			row.Cells = append(row.Cells, whenCell(x.Entered), leftCell(x))
		}
		if days {
			cell := templates.Cell{}
			if x.Days != nil {
				cell.Text = templates.Num(*x.Days)
			}
			row.Cells = append(row.Cells, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// longestTable lists the longest stays.
func longestTable(items []report.Item) templates.Table {
	t := templates.Table{Caption: templates.T("public.report.longest"), Hide: true, Tight: true, Cards: true, Columns: columns("public.col.", "string", "applicant", "left", "#days")}
	for _, x := range items {
		l := label(x.String, x.ALabel, "", "")
		row := templates.Row{Cells: []templates.Cell{{Label: &l, Href: pathOf(x.ID)}, {Text: templates.Plain(x.Applicant)}, whenCell(x.Left), {}}}
		if !x.ApplicantKnown || x.Applicant == "" {
			row.Cells[1].Text = templates.T("public.applicant_not_published")
		}
		if x.Days != nil {
			row.Cells[3].Text = templates.Num(*x.Days)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// leftCell is when an application left what the list is about; one that has
// not is still there.
func leftCell(x report.Item) templates.Cell {
	if !x.Left.Known && x.Stage != workflow.StageClosed {
		return templates.Cell{Text: templates.T("public.running")}
	}
	return whenCell(x.Left)
}
