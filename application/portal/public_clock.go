package portal

import (
	"time"

	"rootward/application/lifecycle"
	"rootward/templates"
	"rootward/workflow"
)

// spans draws who had the ball from the first known day to the last, or to
// today while the application is open. Nil when fewer than two days are known.
func (r record) spans() *templates.SpanChart {
	var spans []templates.Span
	var from time.Time
	owner, gap, held := workflow.Owner(""), false, 0
	cut := func(to time.Time) {
		if !from.IsZero() && to.After(from) {
			s := templates.Span{Owner: string(owner), From: from, To: to, Unknown: gap, Text: ownerName(owner)}
			switch {
			case gap:
				s.Owner, s.Text = string(workflow.OwnerNone), templates.T("public.not_recorded")
			case held > 0:
				s.Owner, s.Text = string(workflow.OwnerNone), templates.T("public.on_hold")
			}
			spans = append(spans, s)
		}
	}
	for _, e := range r.History {
		if e.Event == workflow.Classify {
			continue
		}
		if !e.At.Known {
			gap = true
			continue
		}
		gap = gap || r.skipped(e)
		cut(e.At.At)
		p, _ := r.Case.Definition.Position(e.To)
		from, owner, gap = e.At.At, p.Owner, false
		switch e.Event {
		case workflow.HoldOpen:
			held++
		case workflow.HoldClose:
			held--
		}
	}
	if p := r.Case.Position(); p.Owner != workflow.OwnerNone {
		cut(r.today())
	}
	if len(spans) == 0 {
		return nil
	}
	first, last := spans[0].From, spans[len(spans)-1].To
	args := []any{"Count", lifecycle.WholeDays(last.Sub(first)), "From", first, "To", last}
	return &templates.SpanChart{Title: templates.T("public.spans", args...), Desc: templates.T("public.spans.desc", args...), Spans: spans}
}

// stages lists the time in each stage against its service level, finished
// ones first, then the one that runs. Nil when no clock has a beginning.
func (r record) stages() *templates.Table {
	t := templates.Table{
		ID: "stages", Caption: templates.T("public.stages"), Cards: true, Tight: true,
		Columns: columns("public.col.", "stage", "entered", "left", "#days", "verdict"),
	}
	for _, v := range r.Visits {
		if !v.Entered.Known && !v.Left.Known || r.secret(v.Stage) {
			continue
		}
		row := templates.Row{Cells: []templates.Cell{{Text: stageName(v.Stage)}, whenCell(v.Entered), whenCell(v.Left), {}, r.levelCell(v.Stage)}}
		if v.Counted() {
			row.Cells[3].Text, row.Cells[4].Tag = templates.Num(v.Days()), r.visitTag(v)
		}
		if v.Counted() && v.Split {
			row.Cells[3].Sub = templates.T("public.processing", "Count", v.ProcessingDays())
		}
		t.Rows = append(t.Rows, row)
	}
	if row, ok := r.running(); ok {
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) == 0 {
		return nil
	}
	t.Note = r.stageNote()
	return &t
}

// stageNote says how days are counted and where the service levels of the
// stages come from.
func (r record) stageNote() templates.Text {
	parts := []templates.Text{templates.T("public.stages.note", "Calendar", calendar(r.Round.Policy.Calendar))}
	shown := map[workflow.Stage]bool{r.Case.Position().Stage: true}
	for _, v := range r.Visits {
		shown[v.Stage] = true
	}
	for _, l := range r.Round.Policy.Levels {
		if shown[l.Stage] && l.Days > 0 && !r.secret(l.Stage) {
			parts = append(parts, templates.Join(": ", stageName(l.Stage), levelText(l)))
		}
	}
	return templates.Join(" · ", parts...)
}

// secret reports whether a stage has states that are not public, such as the
// one before Reveal Day.
func (r record) secret(s workflow.Stage) bool {
	for _, p := range r.Case.Definition.Positions {
		if p.Stage == s && p.Secret {
			return true
		}
	}
	return false
}

// running is the row of the stage that the application is in.
func (r record) running() (templates.Row, bool) {
	p, c := r.Case.Position(), r.Case.Clock
	if p.Owner == workflow.OwnerNone || !c.Since.Known {
		return templates.Row{}, false
	}
	days := max(lifecycle.WholeDays(r.today().Sub(c.Since.At)), 0)
	row := templates.Row{Now: true, Cells: []templates.Cell{
		{Text: stageName(p.Stage)}, whenCell(c.Since), {Text: templates.T("public.running")}, {Text: templates.Num(days)}, r.levelCell(p.Stage),
	}}
	if level, ok := r.Round.Policy.Level(p.Stage); ok {
		tag := verdict(days <= level.Days)
		row.Cells[4].Tag = &tag
	}
	return row, true
}

// levelCell says under the verdict what it was measured by.
func (r record) levelCell(s workflow.Stage) templates.Cell {
	l, ok := r.Round.Policy.Level(s)
	if !ok {
		return templates.Cell{Sub: templates.T("public.no_level")}
	}
	return templates.Cell{Sub: templates.T("public.level.days", "Count", l.Days)}
}

// columns are headings by the ends of their message keys; # marks a column of
// figures, - one without a heading.
func columns(prefix string, ids ...string) []templates.Column {
	out := make([]templates.Column, len(ids))
	for i, id := range ids {
		if id == "-" {
			continue
		}
		if id[0] == '#' {
			out[i].Num, id = true, id[1:]
		}
		out[i].Text = templates.T(prefix + id)
	}
	return out
}
