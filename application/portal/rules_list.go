package portal

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"rootward/application/lifecycle"
	"rootward/application/ruleset"
	"rootward/templates"
)

// rulesPath is the address of an edition of rules, and of one of its sets.
func rulesPath(parts ...string) string {
	path := "/rules"
	for _, p := range parts {
		path += "/" + url.PathEscape(p)
	}
	return path
}

func editionName(id string) templates.Text { return templates.T("rules.edition", "Edition", id) }

// ruleList lists the editions and which round is judged by which.
func (p *Portal) ruleList(c echo.Context) error {
	ctx := c.Request().Context()
	editions, err := p.Rules.List(ctx)
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	uses, err := p.Rules.Uses(ctx)
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	t := templates.Table{Caption: templates.T("rules.editions"), Hide: true, Cards: true, Columns: columns("rules.col.", "edition", "date", "#sets", "#code_points", "#variants", "source", "added")}
	for _, e := range editions {
		total := e.Total()
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Text: editionName(e.ID), Href: rulesPath(e.ID)},
			dateCell(e.Date),
			{Text: templates.Num(len(e.Sets))},
			{Text: templates.Num(total.CodePoints)},
			{Text: templates.Num(total.Variants)},
			{Text: templates.Plain(e.Source)},
			addedCell(e),
		}})
	}
	page := p.page(c, "rules.title")
	page.Nav = "rules"
	return p.render(c, http.StatusOK, page, templates.RuleEditions{Lead: templates.T("rules.lead"), Table: t, Uses: useTable(uses, editions)})
}

// dateCell is a day as a rule set writes it; other text stays as it is.
func dateCell(day string) templates.Cell {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return templates.Cell{Text: templates.Plain(day)}
	}
	w := templates.OnDay(t)
	return templates.Cell{When: &w}
}

func addedCell(e ruleset.Edition) templates.Cell {
	if e.Carried {
		return templates.Cell{Text: templates.T("rules.carried")}
	}
	w := when(lifecycle.On(e.AddedAt))
	return templates.Cell{When: &w}
}

// useTable says by which edition each round is judged, and on whose word.
func useTable(uses []ruleset.Use, editions []ruleset.Edition) templates.Table {
	t := templates.Table{Caption: templates.T("rules.uses"), Hide: true, Cards: true, Columns: columns("rules.col.", "round", "edition", "effect", "why")}
	known := map[string]bool{}
	for _, e := range editions {
		known[e.ID] = true
	}
	for _, u := range uses {
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{{Text: roundName(u.Round), Href: roundPath(u.Round.ID)}, editionCell(u.Edition, known[u.Edition]), {Text: effect(u.InForce)}, whyCell(u.InForce)}})
	}
	return t
}

func editionCell(id string, known bool) templates.Cell {
	if !known {
		return templates.Cell{Text: templates.T("rules.gone", "Edition", editionName(id))}
	}
	return templates.Cell{Text: editionName(id), Href: rulesPath(id)}
}

// effect says whether the rules refuse strings or are shown alone.
func effect(f ruleset.InForce) templates.Text {
	if f.Binding {
		return templates.T("rules.binding")
	}
	return templates.T("rules.not_binding")
}

func whyCell(f ruleset.InForce) templates.Cell {
	if f.Choice != nil {
		return templates.Cell{Text: templates.T("rules.chosen"), Sub: templates.Day(f.Choice.At)}
	}
	return templates.Cell{Text: templates.T("rules.policy"), Sub: sourceText(f.Source, f.Tag)}
}

// ruleEdition is one edition with its rule sets.
func (p *Portal) ruleEdition(c echo.Context) error {
	ctx := c.Request().Context()
	e, err := p.Rules.Describe(ctx, c.Param("edition"))
	if err != nil {
		return err //nolint:wrapcheck // has its kind
	}
	uses, err := p.Rules.Uses(ctx)
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	mine := uses[:0:0]
	for _, u := range uses {
		if u.Edition == e.ID {
			mine = append(mine, u)
		}
	}
	day := dateCell(e.Date)
	view := templates.RuleEdition{
		Name: editionName(e.ID), Crumbs: []templates.Link{{Href: "/rules", Text: templates.T("rules.title")}}, Uses: useTable(mine, []ruleset.Edition{e}),
		Facts: []templates.Fact{
			{Name: templates.T("rules.col.date"), When: day.When, Value: day.Text},
			{Name: templates.T("rules.col.source"), Lines: sources([]lifecycle.Source{{Title: e.Source, URL: e.SourceURL}})},
			{Name: templates.T("rules.col.added"), Value: templates.T("rules.carried")},
		},
		Sets: ruleSetTable(e),
	}
	if !e.Carried {
		view.Facts[2] = templates.Fact{Name: templates.T("rules.col.added"), When: addedCell(e).When}
		view.Facts = append(view.Facts, templates.Fact{Name: templates.T("rules.fact.content"), Code: e.Digest})
	}
	page := p.page(c, "rules.edition", "Edition", e.ID)
	page.Nav = "rules"
	return p.render(c, http.StatusOK, page, view)
}

func ruleSetTable(e ruleset.Edition) templates.Table {
	t := templates.Table{
		Caption: templates.T("rules.sets"), Hide: true, Cards: true, Tight: true,
		Columns: columns("rules.col.", "set", "version", "date", "unicode", "#code_points", "#sequences", "#foreign", "#variants", "#rules", "#actions"),
	}
	for _, s := range e.Sets {
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Text: factName(s), Href: rulesPath(e.ID, s.Name), Sub: templates.Plain(s.Name)},
			{Text: templates.Plain(s.Version)},
			dateCell(s.Date),
			{Text: templates.Plain(s.UnicodeVersion)},
			{Text: templates.Num(s.CodePoints)},
			{Text: templates.Num(s.Sequences)},
			{Text: templates.Num(s.Foreign)},
			{Text: templates.Num(s.Variants)},
			{Text: templates.Num(s.Rules)},
			{Text: templates.Num(s.Actions)},
		}})
	}
	return t
}

// factName is a rule set as readers call it, by what is known without reading
// its rules.
func factName(s ruleset.Set) templates.Text {
	switch {
	case ruleset.IsCommon(s.Name):
		return templates.T("check.set.common")
	case len(s.Languages) == 1:
		if _, code, ok := strings.Cut(s.Languages[0], "-"); ok && len(code) == 4 {
			return templates.T("check.set.script", "Script", scriptName(code, code))
		}
	}
	return templates.Plain(s.Name)
}
