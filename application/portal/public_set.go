package portal

import (
	"slices"

	"rootward/application"
	"rootward/templates"
	"rootward/workflow"
)

// set is the contention set beside an application.
func (r record) set() *templates.SetPanel {
	if r.Set == nil || len(r.Set.Members) == 0 {
		return nil
	}
	v := contention{Set: *r.Set, here: r.ID}
	path := setPath(r.Set.Round, r.Set.Name)
	ring := v.ring()
	members := v.outcomes()
	return &templates.SetPanel{
		Name: templates.T("public.set.name", "Set", templates.Plain(r.Set.Name)), Href: path, Tag: v.tag(), Ring: &ring, Members: members,
		Links: []templates.Link{
			{Href: path + "#how", Text: templates.T("public.set.how")},
			{Href: "/reports/contention?as_of=now&round=" + r.Set.Round, Text: templates.T("public.set.report")},
		},
	}
}

// contention is a set as pages show it. Its members are public ones alone.
type contention struct {
	application.Set
	here string // the application looked at
}

// live counts the members that are still in the race or won it.
func (c contention) live() (open, delegated int) {
	for _, m := range c.Members {
		switch m.Case.Position().Stage {
		case workflow.StageClosed:
		case workflow.StageDelegated:
			delegated++
		default:
			open++
		}
	}
	return open, delegated
}

// tag says whether the set still has to be resolved: it is resolved when at
// most one member is left.
func (c contention) tag() templates.Tag {
	open, delegated := c.live()
	if open+delegated > 1 {
		return templates.Tag{Kind: "active", Text: templates.T("report.set.unresolved")}
	}
	return templates.Tag{Kind: "done", Text: templates.T("report.set.resolved")}
}

// ring draws the members, numbered in the order of the table.
func (c contention) ring() templates.Ring {
	out := templates.Ring{
		Title: templates.T("public.set.name", "Set", templates.Plain(c.Name)),
		Note:  templates.T("public.set.line", "Basis", word("report.basis", c.Basis)),
	}
	index := map[string]int{}
	for i, m := range c.Members {
		g, ok := index[m.FinalALabel]
		if !ok {
			g = len(out.Groups)
			index[m.FinalALabel] = g
			out.Groups = append(out.Groups, templates.RingGroup{Label: finalLabel(m.Application).U})
		}
		p := m.Case.Position()
		out.Groups[g].Members = append(out.Groups[g].Members, templates.RingMember{
			Number: i + 1, Now: m.ID == c.here || (c.here == "" && p.Stage == workflow.StageDelegated), Out: p.Stage == workflow.StageClosed,
		})
	}
	for i := 1; i < len(out.Groups); i++ {
		for j := range i {
			out.Between = append(out.Between, templates.RingLink{A: j, B: i, Kind: word("report.basis", c.Basis)})
		}
	}
	open, delegated := c.live()
	out.Desc = templates.T("public.set.desc", "Count", len(c.Members), "Strings", len(out.Groups), "Open", open, "Delegated", delegated)
	return out
}

// several reports whether the members ask for different strings.
func (c contention) several() bool {
	return slices.ContainsFunc(c.Members, func(m application.Listed) bool { return m.FinalALabel != c.Members[0].FinalALabel })
}

// table lists the members under the numbers of the drawing.
func (c contention) table() templates.Table {
	t := templates.Table{
		ID: "members", Caption: templates.T("public.set.members"), Hide: true, Cards: true,
		Columns: columns("public.col.", "#number", "applicant", "string", "status"),
	}
	several := c.several()
	if !several {
		t.Columns = columns("public.col.", "#number", "applicant", "status")
	}
	for i, m := range c.Members {
		l, tag := finalLabel(m.Application), standingTag(m.Case)
		row := templates.Row{Now: m.ID == c.here, Cells: []templates.Cell{
			{Text: templates.Num(i + 1)},
			{Text: applicant(m.Application), Href: pathOf(m.ID), Sub: number(m.Application)},
		}}
		if several {
			row.Cells = append(row.Cells, templates.Cell{Label: &l})
		}
		row.Cells = append(row.Cells, templates.Cell{Tag: &tag, Sub: stageName(m.Case.Position().Stage)})
		t.Rows = append(t.Rows, row)
	}
	return t
}

// outcomes is the table for beside a record: who, and what became of them.
func (c contention) outcomes() templates.Table {
	t := templates.Table{Caption: templates.T("public.set.members"), Hide: true, Tight: true, Columns: columns("public.col.", "numbered", "outcome")}
	for i, m := range c.Members {
		status, _ := m.Case.Standing()
		t.Rows = append(t.Rows, templates.Row{Now: m.ID == c.here, Cells: []templates.Cell{
			{Text: templates.Join(" ", templates.Num(i+1), applicant(m.Application)), Href: pathOf(m.ID), Sub: number(m.Application)},
			{Text: word("status", status)},
		}})
	}
	return t
}

// prevailed is the member that won the set, if exactly one did.
func (c contention) prevailed() *application.Listed {
	if open, delegated := c.live(); open+delegated != 1 {
		return nil
	}
	for i, m := range c.Members {
		if m.Case.Position().Stage != workflow.StageClosed {
			return &c.Members[i]
		}
	}
	return nil
}

// show is the page of the set.
func (c contention) show(name templates.Text) templates.SetShow {
	open, delegated := c.live()
	v := templates.SetShow{
		Name: templates.T("public.set.name", "Set", templates.Plain(c.Name)), Tag: c.tag(), Ring: c.ring(), Members: c.table(),
		Crumbs: []templates.Link{{Href: "/sets", Text: templates.T("nav.sets")}, {Href: "/sets?round=" + c.Round, Text: name}},
		Lead:   templates.T("public.set.lead", "Count", len(c.Members), "Open", open, "Delegated", delegated),
		Note:   templates.T("public.set.source", "Basis", word("report.basis", c.Basis), "Source", templates.Plain(c.Source)),
		How:    []templates.Text{templates.T("public.set.how.1"), templates.T("public.set.how.2"), templates.T("public.set.how.3")},
		Links: []templates.Link{
			{Href: "/reports/contention?round=" + c.Round, Text: templates.T("public.set.report")},
			{Href: "/api/v1/sets?round=" + c.Round, Text: templates.T("public.json")},
		},
	}
	if m := c.prevailed(); m != nil {
		v.Decision = &templates.Decision{
			Title: templates.T("public.set.left", "Applicant", applicant(m.Application)), Tag: standingTag(m.Case),
			Reasons: templates.T("public.set.left.why"), When: when(m.Case.Clock.Since), Sources: []templates.Source{{Text: templates.Plain(c.Source)}},
		}
	}
	return v
}
