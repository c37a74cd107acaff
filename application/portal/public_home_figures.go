package portal

import (
	"cmp"
	"slices"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

// stats are the figures of the front page: what was delegated in each round,
// and how long the longest-measured stage took.
func (f front) stats() []templates.Stat {
	var out []templates.Stat
	for _, r := range f.rounds {
		if s, ok := f.delegated(r); ok {
			out = append(out, s)
		}
	}
	if s, ok := f.median(); ok {
		out = slices.Insert(out, min(1, len(out)), s)
	}
	return out
}

// inRound sums a column of a report over the rows of one round.
func inRound(r report.Result, id, column string) int {
	n := 0
	for _, row := range r.Rows {
		if row.Text("round") == id {
			n += row.Int(column)
		}
	}
	return n
}

// delegated is the number of delegations of a round, ever; now and removed
// beside it, and for country domains how many fall into the plan period.
func (f front) delegated(r round.Round) (templates.Stat, bool) {
	ever := inRound(f.delegations, r.ID, "delegated")
	if ever == 0 {
		return templates.Stat{}, false
	}
	now, removed := inRound(f.delegations, r.ID, "now"), inRound(f.delegations, r.ID, "removed")
	s := templates.Stat{
		Figure: templates.Num(ever),
		Name:   templates.T("public.home.delegated", "Round", roundName(r)),
		Sub:    templates.T("public.home.delegated.now", "Count", now, "Removed", removed),
		Define: "/reports/delegations?round=" + r.ID + "#def-ever",
		Rows: &templates.Link{
			Href: report.RowsPath(report.Query{Report: report.Delegations, Round: r.ID, By: report.ByYear}, report.Pick(report.PartEver)),
			Text: templates.T("public.rows", "Count", ever),
		},
	}
	if n := inRound(f.plan, r.ID, "delegated"); n > 0 {
		s.Sub = templates.Join(" ", s.Sub, templates.T("public.home.plan", "Count", n, "From", report.Plan.From, "To", report.Plan.To))
	}
	return s, true
}

// median is how long half of all delegations took from their agreement, in
// the round that has most of them.
func (f front) median() (templates.Stat, bool) {
	if len(f.times.Rows) == 0 {
		return templates.Stat{}, false
	}
	row := slices.MaxFunc(f.times.Rows, func(a, b report.Row) int { return cmp.Compare(a.Int("count"), b.Int("count")) })
	if row.Int("count") == 0 {
		return templates.Stat{}, false
	}
	s := templates.Stat{
		Figure: templates.T("days", "Count", row.Int("p50")),
		Name:   templates.T("public.home.median", "Stage", stageName(workflow.Stage(row.Text("stage"))), "Round", templates.RoundName(row.Text("round"))),
		Define: "/reports/processing-times?round=" + row.Text("round") + "&stage=" + row.Text("stage") + "#def-percentiles",
		Rows: &templates.Link{
			Href: report.RowsPath(f.times.Query, row.Links["count"]),
			Text: templates.T("public.rows", "Count", row.Int("count")),
		},
	}
	if row.Has("in_time") {
		s.Sub = templates.T("public.home.in_time", "InTime", row.Int("in_time"), "Count", row.Int("count"), "Level", row.Int("level_days"))
	}
	return s, true
}

// changeTable lists what happened last, several moves of a day as one.
func (f front) changeTable() templates.Table {
	t := templates.Table{
		Caption: templates.T("home.changes"), Hide: true, Cards: true, Columns: columns("public.col.", "when", "string", "change", "round"),
		Empty: templates.T("public.home.no_changes"),
	}
	var told templates.Text
	for _, c := range f.changes {
		tag := statusTag(c.Status)
		what := templates.Cell{Text: templates.T("public.applications", "Count", c.N), Href: "/applications?round=" + c.Round + "&state=" + string(c.State)}
		switch {
		case c.Kind == lifecycle.Round:
			what = templates.Cell{Text: templates.T("public.home.whole_round"), Href: roundPath(c.Round)}
		case c.One != nil:
			l := finalLabel(*c.One)
			what = templates.Cell{Label: &l, Href: pathOf(c.One.ID), Sub: applicant(*c.One)}
		}
		day := templates.OnDay(c.Day)
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{When: &day}, what, {Tag: &tag, Sub: f.changeNote(c, told)}, {Text: templates.RoundName(c.Round), Href: roundPath(c.Round)},
		}})
		told = changeSource(c)
	}
	return t
}

// changeNote is what happened, where that says more than the status, and the
// source, unless the row above has the same one.
func (f front) changeNote(c application.Change, told templates.Text) templates.Text {
	var step, source templates.Text
	d := f.definition(c)
	if p, ok := d.Position(c.State); ok && !p.Terminal && p.Stage != workflow.StageDelegated {
		step = reached(d, c.State)
	}
	if source = changeSource(c); source == told {
		source = nil
	}
	return templates.Join(" · ", step, source)
}

func changeSource(c application.Change) templates.Text {
	if list := sources(c.Sources); len(list) > 0 {
		return list[0].Text
	}
	return nil
}

// definition is the life cycle that a change belongs to. Only changes of the
// rounds shown are read.
func (f front) definition(c application.Change) *workflow.Definition {
	if c.Kind == lifecycle.Round {
		return workflow.RoundCycle
	}
	for _, r := range f.rounds {
		if r.ID == c.Round {
			return r.Policy.Definition
		}
	}
	return f.newest.Policy.Definition
}

// dates lists the milestones ahead, of all rounds.
func (f front) dates() []templates.Date {
	type ahead struct {
		templates.Date
		round.Milestone
	}
	var list []ahead
	for _, r := range f.rounds {
		for _, m := range r.Policy.Milestones {
			if m.At.After(f.now) {
				list = append(list, ahead{templates.Date{When: templates.When{At: m.At, Day: m.Day}, Text: templates.T("public.home.date", "Milestone", templates.T("milestone."+m.ID), "Round", roundName(r))}, m})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b ahead) int { return a.At.Compare(b.At) })
	var out []templates.Date
	for i, x := range list {
		if i == homeDates {
			break
		}
		out = append(out, x.Date)
	}
	return out
}
