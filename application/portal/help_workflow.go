package portal

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"rootward/templates"
	"rootward/workflow"
)

// helpIndex lists the life cycles.
func (p *Portal) helpIndex(c echo.Context) error {
	t := templates.Table{Caption: templates.T("help.title"), Hide: true, Cards: true, Columns: columns("public.col.", "workflow", "#states", "#steps")}
	for _, d := range workflow.All {
		path := workflowPath(d)
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Text: workflowName(d), Href: path, Sub: templates.Plain(d.Name)},
			{Text: templates.Num(len(d.Positions)), Href: path + "#states"},
			{Text: templates.Num(len(d.Steps)), Href: path + "#steps"},
		}})
	}
	page := p.page(c, "help.title")
	page.Nav = "help"
	return p.render(c, http.StatusOK, page, templates.HelpIndex{Table: t})
}

func workflowPath(d *workflow.Definition) string { return "/help/workflows/" + d.Name }

func workflowName(d *workflow.Definition) templates.Text { return templates.T("workflow." + d.Name) }

// helpWorkflow explains one life cycle: diagram, tables and Mermaid source,
// all from the definition that the door decides by.
func (p *Portal) helpWorkflow(c echo.Context) error {
	d := workflow.ByName(c.Param("name"))
	if d == nil {
		return echo.ErrNotFound
	}
	v := templates.HelpWorkflow{
		Name: workflowName(d), ID: d.Name, Lead: templates.T("public.help.lead", "States", len(d.Positions), "Steps", len(d.Steps)),
		Flow: flow(d), Desc: templates.T("public.help.desc", "States", len(d.Positions), "Steps", len(d.Steps), "First", stateName(d.Initial)),
		States: stateTable(d), Steps: stepTable(d), Mermaid: d.Mermaid(),
	}
	for _, other := range workflow.All {
		v.Others = append(v.Others, templates.Tab{Link: templates.Link{Href: workflowPath(other), Text: workflowName(other)}, Current: other == d})
	}
	page := p.page(c, "workflow."+d.Name)
	page.Nav = "help"
	return p.render(c, http.StatusOK, page, v)
}

func flow(d *workflow.Definition) templates.Flow {
	var f templates.Flow
	for _, p := range d.Positions {
		f.States = append(f.States, templates.FlowState{
			ID: string(p.State), Name: stateName(p.State), Sub: stageName(p.Stage), Owner: string(p.Owner), Terminal: p.Terminal, Root: p.State == workflow.Delegated,
		})
	}
	for _, s := range d.Steps {
		for _, from := range s.From {
			f.Steps = append(f.Steps, templates.FlowStep{From: string(from), To: string(s.To), Name: eventName(s.Event)})
		}
	}
	return f
}

func stateTable(d *workflow.Definition) templates.Table {
	t := templates.Table{ID: "states", Caption: templates.T("help.states"), Hide: true, Cards: true, Columns: columns("public.col.", "state", "status", "stage", "ball", "notes")}
	for _, p := range d.Positions {
		tag := statusTag(p.Status)
		var notes []templates.Text
		for _, n := range []struct {
			is  bool
			key string
		}{{p.State == d.Initial, "initial"}, {p.Secret, "secret"}, {p.Active, "holds"}, {p.Recorded, "recorded"}, {p.Terminal, "terminal"}} {
			if n.is {
				notes = append(notes, templates.T("public.help."+n.key))
			}
		}
		cell := templates.Cell{Text: templates.T("public.help.plain")}
		if len(notes) > 0 {
			cell.Text = templates.Join(" ", notes...)
		}
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Text: stateName(p.State), Sub: templates.Plain(string(p.State))}, {Tag: &tag}, {Text: stageName(p.Stage)}, {Text: ownerName(p.Owner)}, cell,
		}})
	}
	return t
}

func stepTable(d *workflow.Definition) templates.Table {
	t := templates.Table{ID: "steps", Caption: templates.T("help.steps"), Hide: true, Cards: true, Columns: columns("public.col.", "step", "from", "to", "by", "needs", "rule")}
	for _, s := range d.Steps {
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Text: eventName(s.Event), Sub: templates.Plain(string(s.Event))},
			{Text: join(s.From, stateName)},
			{Text: stateName(s.To)},
			{Text: join(s.Roles, roleName)},
			{Text: needs(s)},
			{Text: templates.Plain(s.Source)},
		}})
	}
	return t
}

func join[T any](list []T, name func(T) templates.Text) templates.Text {
	parts := make([]templates.Text, len(list))
	for i, x := range list {
		parts[i] = name(x)
	}
	return templates.Join(", ", parts...)
}

// needs says what a step asks for besides the right state and role.
func needs(s workflow.Step) templates.Text {
	var parts []templates.Text
	for _, f := range s.Needs {
		parts = append(parts, word("need", f))
	}
	if s.Decision {
		parts = append(parts, templates.T("public.help.decision"))
	}
	if s.Paused {
		parts = append(parts, templates.T("public.help.paused"))
	}
	if len(parts) == 0 {
		return templates.T("public.help.nothing")
	}
	return templates.Join("; ", slices.Clip(parts)...)
}
