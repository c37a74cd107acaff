package portal

import (
	"net/url"
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

// roundPage is a round as everybody may read it.
type roundPage struct {
	round.Round
	now        time.Time
	state      lifecycle.Snapshot // of the round's own case; zero when it has none
	standings  []application.Standing
	contention report.Result
}

func (r roundPage) view() templates.RoundShow {
	v := templates.RoundShow{
		Name: roundName(r.Round), Version: r.Policy.ID + " " + r.Policy.Version, Status: templates.Tag{Kind: "none", Text: templates.T("public.round.no_state")},
		Lead: templates.T("public.round.lead"), Road: road(r.Round, r.now, r.contention), Facts: r.facts(), Stats: r.stats(), Calendar: r.calendar(), Fees: r.fees(),
		Stages: r.stageTable(), Panels: r.panels(), Questions: r.questions(), Counts: r.counts(),
		Links: []templates.Link{
			{Href: "/help/workflows/" + r.Policy.Definition.Name, Text: templates.T("public.round.workflow")},
			{Href: "/reports/processing-times?round=" + url.QueryEscape(r.ID), Text: templates.T("report.name.processing-times")},
			{Href: "/rules", Text: templates.T("rules.title")},
			{Href: "/sets?round=" + url.QueryEscape(r.ID), Text: templates.T("nav.sets")},
			{Href: "/api/v1/rounds", Text: templates.T("public.json")},
		},
	}
	if r.state.Definition != nil {
		v.Status = standingTag(r.state)
	}
	return v
}

// facts are the windows with their source and the calendar of whole days.
func (r roundPage) facts() []templates.Fact {
	opens, closes := r.Window()
	from, to := when(lifecycle.On(opens)), templates.When{At: closes}
	out := []templates.Fact{
		{Name: templates.T("public.col.opens"), When: &from, Hint: templates.Plain(r.Policy.WindowNote)},
		{Name: templates.T("public.col.closes"), When: &to},
		{Name: templates.T("public.round.days"), Value: calendar(r.Policy.Calendar)},
	}
	if opens.IsZero() {
		out[0] = templates.Fact{Name: out[0].Name, Value: templates.T("public.no_end")}
	}
	if closes.IsZero() {
		out[1] = templates.Fact{Name: out[1].Name, Value: templates.T("public.no_end")}
	}
	if r.Policy.Archive {
		out = append(out, templates.Fact{Name: templates.T("public.round.archive"), Value: templates.T("public.round.archive.text", "Day", r.Today(r.now))})
	}
	return out
}

func (r roundPage) stats() []templates.Stat {
	n, in := r.contention.Total("applications"), r.contention.Total("applications_in_sets")
	rows := func(part string, count int) *templates.Link {
		return &templates.Link{Href: report.RowsPath(r.contention.Query, report.Pick(part)), Text: templates.T("public.rows", "Count", count)}
	}
	return []templates.Stat{
		{Figure: templates.Num(n), Name: templates.T("report.total.applications"), Define: "/definitions#def-applications", Rows: rows(report.PartApplications, n)},
		{Figure: templates.Num(r.contention.Total("strings")), Name: templates.T("report.total.strings"), Define: "/definitions#def-strings"},
		{Figure: templates.Num(in), Name: templates.T("report.total.applications_in_sets"), Define: "/definitions#def-contention_reveal", Rows: rows(report.PartInSets, in)},
	}
}

func (r roundPage) calendar() templates.Table {
	t := templates.Table{Caption: templates.T("round.calendar"), Hide: true, Cards: true, Columns: columns("public.col.", "milestone", "when", "source")}
	for _, m := range r.Policy.Milestones {
		w := templates.When{At: m.At, Day: m.Day}
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{{Text: templates.T("milestone." + m.ID)}, {When: &w}, {Text: sourceText(m.Source, m.Tag)}}})
	}
	return t
}

func (r roundPage) fees() templates.Table {
	t := templates.Table{Caption: templates.T("round.fees"), Hide: true, Cards: true, Columns: columns("public.col.", "fee", "#amount", "source")}
	for _, f := range r.Policy.Fees {
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{{Text: templates.T("fee." + f.ID)}, {Text: money(f.Cents)}, {Text: sourceText(f.Source, f.Tag)}}})
	}
	for _, f := range r.Policy.Refunds {
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Text: templates.T("public.refund", "Until", templates.T("refund."+f.ID))}, {Text: templates.T("public.refund.share", "Share", templates.Dec(float64(f.Percent), 0))}, {Text: sourceText(f.Source, f.Tag)},
		}})
	}
	return t
}

// stageTable lists the stages with the longest that each may take and where
// that number comes from.
func (r roundPage) stageTable() templates.Table {
	t := templates.Table{Caption: templates.T("round.stages"), Hide: true, Cards: true, Columns: columns("public.col.", "stage", "ball", "level", "basis")}
	for _, s := range stageOrder(r.Policy.Definition) {
		row := templates.Row{Cells: []templates.Cell{{Text: stageName(s.Stage)}, {Text: ownerName(s.Owner)}, {Text: templates.T("public.no_level")}, {Text: templates.T("public.no_level.why")}}}
		if l, ok := r.Policy.Level(s.Stage); ok {
			row.Cells[2] = templates.Cell{Text: templates.T("days", "Count", l.Days)}
			row.Cells[3] = templates.Cell{Text: templates.Plain(l.Basis), Sub: tagged(l.Tag)}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// stageOrder lists the stages of a life cycle in which time runs, each with
// the owner of its first such state.
func stageOrder(d *workflow.Definition) []workflow.Position {
	var out []workflow.Position
	seen := map[workflow.Stage]bool{}
	for _, p := range d.Positions {
		if p.Owner != workflow.OwnerNone && p.Stage != workflow.StageClosed && !seen[p.Stage] {
			seen[p.Stage] = true
			out = append(out, p)
		}
	}
	return out
}

func (r roundPage) panels() templates.Table {
	t := templates.Table{Caption: templates.T("round.panels"), Hide: true, Cards: true, Columns: columns("public.col.", "panel", "stage", "level", "criteria", "source")}
	for _, p := range r.Policy.Panels {
		criteria := make([]templates.Text, len(p.Criteria))
		for i, x := range p.Criteria {
			criteria[i] = templates.T("criterion." + x.ID)
		}
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Text: templates.T("panel." + p.ID)}, {Text: stageName(p.Stage)}, {Text: templates.T("days", "Count", p.Days)}, {Text: templates.Join(" ", criteria...)}, {Text: templates.Plain(p.Source)},
		}})
	}
	return t
}

func (r roundPage) questions() templates.Table {
	t := templates.Table{Caption: templates.T("round.questions"), Hide: true, Cards: true, Columns: columns("public.col.", "question", "section", "public", "required", "source")}
	yes := map[bool]templates.Text{true: templates.T("public.yes"), false: templates.T("public.no")}
	for _, s := range r.Policy.Sections {
		for _, q := range s.Questions {
			public := templates.Tag{Kind: "none", Text: templates.T("public.confidential")}
			if q.Public {
				public = templates.Tag{Kind: "done", Text: templates.T("public.becomes_public")}
			}
			t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
				{Text: questionName(q)}, {Text: templates.T("section." + s.ID)}, {Tag: &public}, {Text: yes[q.Required]}, {Text: sourceText(q.Source, q.Tag)},
			}})
		}
	}
	return t
}

// counts lists how many public applications stand in which status and stage;
// every number leads to its list.
func (r roundPage) counts() templates.Table {
	t := templates.Table{Caption: templates.T("round.counts"), Hide: true, Cards: true, Columns: columns("public.col.", "status", "stage", "#applications"), Empty: templates.T("public.round.none")}
	type key struct {
		status workflow.Status
		stage  workflow.Stage
	}
	n, all := map[key]int{}, 0
	for _, s := range r.standings {
		holds := 0
		if s.Held {
			holds = 1
		}
		status, stage := s.Definition.Public(s.State, holds)
		n[key{status, stage}] += s.N
		all += s.N
	}
	if all == 0 {
		return t
	}
	add := func(k key) {
		if n[k] == 0 {
			return
		}
		tag := statusTag(k.status)
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Tag: &tag}, {Text: stageName(k.stage)}, {Text: templates.Num(n[k]), Href: r.listPath(string(k.status), string(k.stage))},
		}})
	}
	done := map[key]bool{}
	for _, p := range r.Policy.Definition.Positions {
		for _, k := range []key{{p.Status, p.Stage}, {workflow.StatusOnHold, p.Stage}} {
			if !done[k] {
				done[k] = true
				add(k)
			}
		}
	}
	t.Total = []templates.Row{{Cells: []templates.Cell{{Text: templates.T("public.total")}, {Text: templates.T("public.all_stages")}, {Text: templates.Num(all), Href: r.listPath("", "")}}}}
	return t
}

func (r roundPage) listPath(status, stage string) string {
	return listQuery{application.PublicFilter{Round: r.ID, Status: status, Stage: stage}}.path()
}
