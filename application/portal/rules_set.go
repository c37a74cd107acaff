package portal

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"rootward/application/lifecycle"
	"rootward/application/ruleset"
	"rootward/idn/lgr"
	"rootward/templates"
)

// The parts of a rule set's page.
const (
	partRepertoire = "repertoire"
	partRules      = "rules"
	partReferences = "references"
)

var setParts = []string{partRepertoire, partRules, partReferences}

// ruleSet is a rule set with the edition that it belongs to.
type ruleSet struct {
	ruleset.Set
	edition ruleset.Edition
	rules   *lgr.LGR
}

// findSet reads the rule set that the address names.
func (p *Portal) findSet(c echo.Context) (ruleSet, error) {
	ctx := c.Request().Context()
	e, err := p.Rules.Describe(ctx, c.Param("edition"))
	if err != nil {
		return ruleSet{}, err //nolint:wrapcheck // has its kind
	}
	for _, s := range e.Sets {
		if s.Name != c.Param("set") {
			continue
		}
		loaded, err := p.Rules.Load(ctx, e.ID)
		if err != nil {
			return ruleSet{}, err //nolint:wrapcheck // has its kind
		}
		return ruleSet{Set: s, edition: e, rules: loaded.Set(s.Name).LGR()}, nil
	}
	return ruleSet{}, fmt.Errorf("rule set %q of edition %s: %w", c.Param("set"), e.ID, lifecycle.ErrNotFound)
}

func (s ruleSet) path() string { return rulesPath(s.edition.ID, s.Name) }

// ruleSetShow is a part of a rule set.
func (p *Portal) ruleSetShow(c echo.Context) error {
	s, err := p.findSet(c)
	if err != nil {
		return err
	}
	part := c.QueryParam("part")
	view := templates.RuleSetShow{
		Name: factName(s.Set), ID: s.Name, Facts: s.facts(), Downloads: s.downloads(),
		Crumbs: []templates.Link{{Href: "/rules", Text: templates.T("rules.title")}, {Href: rulesPath(s.edition.ID), Text: editionName(s.edition.ID)}},
	}
	switch part {
	case partRules:
		view.Tables = s.ruleTables()
	case partReferences:
		view.Tables = []templates.Table{s.referenceTable()}
	default:
		part = partRepertoire
		s.repertoire(&view, c.QueryParam(paramFrom))
	}
	view.Parts = s.tabs(part)
	page := p.page(c, "rules.edition", "Edition", s.edition.ID)
	page.Title = view.Name
	page.Nav = "rules"
	return p.render(c, http.StatusOK, page, view)
}

func (s ruleSet) tabs(current string) []templates.Tab {
	counts := map[string]int{partRepertoire: len(s.rules.Chars), partRules: s.Rules + s.Actions, partReferences: s.References}
	var out []templates.Tab
	for _, part := range setParts {
		href := s.path()
		if part != partRepertoire {
			href += "?part=" + part
		}
		out = append(out, templates.Tab{Link: templates.Link{Href: href, Text: templates.T("rules.tab." + part)}, Count: counts[part], Counted: true, Current: part == current})
	}
	return out
}

func (s ruleSet) facts() []templates.Fact {
	day := dateCell(s.Date)
	out := []templates.Fact{
		{Name: templates.T("rules.col.version"), Value: templates.Plain(s.Version), Hint: templates.Plain(s.rules.Meta.VersionComment)},
		{Name: templates.T("rules.col.date"), When: day.When, Value: day.Text},
		{Name: templates.T("rules.col.unicode"), Value: templates.Plain(s.UnicodeVersion)},
		{Name: templates.T("rules.fact.languages"), Value: templates.Plain(strings.Join(s.Languages, ", "))},
		{Name: templates.T("rules.fact.scripts"), Value: scriptNames(s.Scripts)},
		{Name: templates.T("rules.col.code_points"), Value: templates.Num(s.CodePoints)},
		{Name: templates.T("rules.col.sequences"), Value: templates.Num(s.Sequences)},
		{Name: templates.T("rules.col.foreign"), Value: templates.Num(s.Foreign)},
		{Name: templates.T("rules.col.variants"), Value: templates.Num(s.Variants)},
	}
	if s.SHA256 != "" {
		out = append(out, templates.Fact{Name: templates.T("rules.fact.digest"), Code: s.SHA256})
	}
	if len(s.Forgiven) > 0 {
		f := templates.Fact{Name: templates.T("rules.fact.forgiven")}
		for _, x := range s.Forgiven {
			f.Lines = append(f.Lines, templates.Source{Text: templates.Plain(x)})
		}
		out = append(out, f)
	}
	return out
}

func scriptNames(codes []string) templates.Text {
	parts := make([]templates.Text, len(codes))
	for i, code := range codes {
		parts[i] = scriptName(code, code)
	}
	return templates.Join(", ", parts...)
}

func (s ruleSet) downloads() []templates.Link {
	out := []templates.Link{{Href: s.path() + "/xml", Text: templates.T("rules.download.made")}}
	if !s.edition.Carried {
		out = append(out, templates.Link{Href: s.path() + "/file", Text: templates.T("rules.download.given")})
	}
	return out
}

func (s ruleSet) referenceTable() templates.Table {
	t := templates.Table{Caption: templates.T("rules.references"), Cards: true, Columns: columns("rules.col.", "id", "text", "comment"), Empty: templates.T("rules.none.references")}
	for _, r := range s.rules.References {
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{{Code: r.ID}, {Text: templates.Plain(strings.Join(strings.Fields(r.Text), " "))}, {Text: templates.Plain(r.Comment)}}})
	}
	return t
}

// mimeXML is the media type of RFC 7940, section 10.2.
const mimeXML = "application/lgr+xml"

// ruleSetXML writes the rules as RFC 7940 XML, made from what was read.
func (p *Portal) ruleSetXML(c echo.Context) error {
	s, err := p.findSet(c)
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := s.rules.WriteXML(&out); err != nil {
		return fmt.Errorf("writing %s: %w", s.Name, err)
	}
	return sendXML(c, s.Name, out.Bytes())
}

// ruleSetFile gives the file as it was given; there is none of a rule set
// that comes with the program.
func (p *Portal) ruleSetFile(c echo.Context) error {
	f, err := p.Rules.XML(c.Request().Context(), c.Param("edition"), c.Param("set"))
	if err != nil {
		return err //nolint:wrapcheck // has its kind
	}
	return sendXML(c, f.Name, f.XML)
}

func sendXML(c echo.Context, name string, text []byte) error {
	c.Response().Header().Set(echo.HeaderContentDisposition, fmt.Sprintf("attachment; filename=%q", name+".xml"))
	return c.Blob(http.StatusOK, mimeXML, text) //nolint:wrapcheck // the connection is gone
}
