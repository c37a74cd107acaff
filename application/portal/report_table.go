package portal

import (
	"rootward/application/report"
	"rootward/templates"
)

// table is the result row by row; every number that counts applications leads
// to them. Columns without any value are left out.
func (r reportPage) table() templates.Table {
	t := templates.Table{ID: "table", Caption: templates.T("public.report.table"), Cards: true, Tight: true, Empty: sentence(r.Finding)}
	var shown []report.Column
	for _, c := range r.Columns {
		if c.Aside || r.empty(c) {
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
			if basis := row.Text("level_basis"); c.ID == "level_days" && basis != "" {
				cell.Sub = templates.Plain(basis)
			}
			out.Cells = append(out.Cells, cell)
		}
		t.Rows = append(t.Rows, out)
	}
	if r.Query.Report == report.ProcessingTimes {
		t.Note = templates.T("report.define.kinds_overlap.text")
	}
	return t
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
		row := templates.Row{Cells: []templates.Cell{name, who, {Tag: &tag}, {Text: stageName(x.Stage)}, {Text: templates.Plain(x.Round)}}}
		if dated {
			row.Cells = append(row.Cells, whenCell(x.Entered), whenCell(x.Left))
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
