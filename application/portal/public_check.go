package portal

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"rootward/templates"
)

// paramSet names the rule set that is asked for, in addresses.
const paramSet = "lgr"

// checkShow answers whether a string can become a top-level domain, as a page
// or, for a partial update, as the verdict alone. Nothing typed is kept.
func (p *Portal) checkShow(c echo.Context) error {
	typed := c.QueryParam("label")
	if typed == "" {
		typed = c.QueryParam("string")
	}
	q, err := p.ask(c.Request().Context(), p.viewer(c).Lang, typed, c.QueryParam(paramRound), c.QueryParam(paramSet))
	if err != nil {
		return err
	}
	done, err := p.checkWork.begin(c.Request().Context())
	if err != nil {
		return err
	}
	defer done()
	verdict, err := p.verdictOn(c.Request().Context(), q, false)
	if err != nil {
		return err
	}
	page := p.page(c, "check.title")
	page.Nav = "check"
	c.Response().Header().Add("Vary", "HX-Request")
	if c.Request().Header.Get("HX-Request") == "true" {
		return p.render(c, http.StatusOK, page, verdict)
	}
	view := templates.Check{Action: "/check", Value: c.QueryParam("label"), Rounds: q.roundField(), Sets: q.setField(), Chosen: c.QueryParam(paramSet) != ""}
	if view.Value == "" {
		view.Value = typed
	}
	if !verdict.Empty {
		view.Verdict = &verdict
	}
	return p.render(c, http.StatusOK, page, view)
}

// roundField chooses among the rounds; nil when there is one or none.
func (q question) roundField() *templates.Field {
	if len(q.rounds) < 2 {
		return nil
	}
	f := templates.Field{Name: paramRound, Kind: "select", Label: templates.T("public.check.rules"), Hint: templates.T("public.check.rules.hint"), Value: q.round.ID}
	for _, r := range q.rounds {
		f.Options = append(f.Options, templates.Option{Value: r.ID, Text: roundName(r)})
	}
	return &f
}

// setField chooses among the rule sets of the edition.
func (q question) setField() *templates.Field {
	f := templates.Field{
		Name: paramSet, Kind: "select", Label: templates.T("check.set"), Hint: templates.T("check.set.hint"),
		Options: []templates.Option{{Value: "", Text: templates.T("check.set.auto")}},
	}
	if q.set != nil {
		f.Value = q.set.Name
	}
	for _, s := range q.edition.Sets {
		f.Options = append(f.Options, templates.Option{Value: s.Name, Text: setName(q.edition, s)})
	}
	return &f
}

// checkVerdict is the verdict alone, for the string fields of forms: by GET
// with the string as a parameter, or by POST as it stands in the form. The
// parameter field says under which name.
func (p *Portal) checkVerdict(c echo.Context) error {
	name := c.QueryParam("field")
	if name == "" {
		name = "string"
	}
	typed := c.QueryParam(name)
	if c.Request().Method == http.MethodPost {
		f, err := readForm(c)
		if err != nil {
			return err
		}
		typed = f.text(name)
	}
	done, err := p.checkWork.begin(c.Request().Context())
	if err != nil {
		return err
	}
	defer done()
	verdict, err := p.compactVerdict(c.Request().Context(), p.viewer(c).Lang, typed, c.QueryParam(paramRound))
	if err != nil {
		return err
	}
	return p.render(c, http.StatusOK, p.page(c, "check.title"), verdict)
}

// verdictAddress is where a string field asks while somebody types.
func verdictAddress(roundID, field string) string {
	return "/check/verdict?" + url.Values{paramRound: {roundID}, "field": {field}}.Encode()
}

// checkPath is the page about a string by the rules of a round, by a rule set
// or, if that is empty, by the one that fits.
func checkPath(typed, roundID, set string) string {
	v := url.Values{"label": {typed}}
	if roundID != "" {
		v.Set(paramRound, roundID)
	}
	if set != "" {
		v.Set(paramSet, set)
	}
	return "/check?" + v.Encode()
}

// shellWord quotes a word for the shell.
func shellWord(s string) string {
	if s != "" && !strings.HasPrefix(s, "-") && !strings.ContainsFunc(s, unsafeInShell) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
