package portal

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/report"
	"rootward/application/round"
	"rootward/idn"
	"rootward/templates"
)

// applicationList shows the public applications. A search for exactly one of
// them goes straight to it.
func (p *Portal) applicationList(c echo.Context) error {
	ctx := c.Request().Context()
	rounds, err := p.Applications.Store.Rounds(ctx)
	if err != nil {
		return fmt.Errorf("listing rounds: %w", err)
	}
	q := readList(c.QueryParam, rounds)
	if c.QueryParam("format") == "csv" {
		return p.applicationCSV(c, q)
	}
	if only, err := p.exactly(c, q); err != nil || only != "" {
		if err != nil {
			return err
		}
		return see(c, pathOf(only))
	}
	total, err := p.Applications.Store.CountPublished(ctx, q.PublicFilter)
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	q.Limit++
	list, err := p.Applications.Store.Published(ctx, q.PublicFilter)
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	q.Limit--
	list, pager := q.pager(list)
	view := q.view(rounds, list, total)
	view.Pager = pager
	view.Pager.Shown, view.Pager.Total = len(list), total
	page := p.page(c, "nav.applications")
	page.Nav = "applications"
	page.Sample = page.Sample || sample(rounds, q.Round)
	return p.render(c, http.StatusOK, page, view)
}

// pager cuts the row that only told whether there are more, and finds the
// addresses beside the page.
func (q listQuery) pager(list []application.Listed) ([]application.Listed, templates.Pager) {
	more := len(list) > q.Limit
	none := application.Place{}
	var out templates.Pager
	switch {
	case more && q.Before != none:
		list = list[len(list)-q.Limit:]
	case more:
		list = list[:q.Limit]
	}
	if len(list) == 0 {
		return list, out
	}
	if q.After != none || (q.Before != none && more) {
		out.First, out.Prev = q.path(), q.path(paramBefore, placeOf(list[0]))
	}
	if more && q.Before == none || q.Before != none {
		out.Next = q.path(paramAfter, placeOf(list[len(list)-1]))
	}
	return list, out
}

// exactly finds the one application that a search names by its number or by a
// string that nobody else asks for; "" when there is none or several.
func (p *Portal) exactly(c echo.Context, q listQuery) (string, error) {
	asked := strings.TrimPrefix(strings.TrimSpace(q.Query), ".")
	if asked == "" || len(q.values()) > 1 || q.After != (application.Place{}) {
		return "", nil
	}
	found, err := p.Applications.Store.Exactly(c.Request().Context(), asked, idn.Check(asked, idn.Rules{}).ALabel, 2)
	if err != nil || len(found) != 1 {
		return "", err //nolint:wrapcheck // says what was read
	}
	return found[0].ID, nil
}

// sample reports whether the only round shown is invented.
func sample(rounds []round.Round, id string) bool {
	for _, r := range rounds {
		if r.ID == id {
			return r.Sample
		}
	}
	return false
}

// exportRows is how many rows an export holds in memory.
const exportRows = 500

// applicationCSV writes the whole list as it is narrowed, page by page.
func (p *Portal) applicationCSV(c echo.Context, q listQuery) error {
	ctx := c.Request().Context()
	q.Limit, q.Before, q.After = exportRows, application.Place{}, application.Place{}
	w := csvAnswer(c, "applications")
	for first := true; ; first = false {
		list, err := p.Applications.Store.Published(ctx, q.PublicFilter)
		if err != nil {
			return err //nolint:wrapcheck // says what was read
		}
		if first {
			c.Response().WriteHeader(http.StatusOK)
			if err := w.Write([]string{"id", "round", "string", "a_label", "final_string", "final_a_label", "applicant", "country", "status", "stage", "state", "since", "kinds"}); err != nil {
				return fmt.Errorf("writing CSV: %w", err)
			}
		}
		for _, l := range list {
			if err := w.Write(csvLine(l)); err != nil {
				return fmt.Errorf("writing CSV: %w", err)
			}
		}
		w.Flush()
		if err := w.Error(); err != nil {
			return fmt.Errorf("writing CSV: %w", err)
		}
		if len(list) < q.Limit {
			return nil
		}
		q.After = application.Place{ALabel: list[len(list)-1].ALabel, ID: list[len(list)-1].ID}
	}
}

func csvLine(l application.Listed) []string {
	status, stage := l.Case.Standing()
	since := ""
	if l.Case.Clock.Since.Known {
		since = l.Case.Clock.Since.At.UTC().Format("2006-01-02")
	}
	line := []string{
		l.ID, l.Application.Round, l.String, l.ALabel, l.FinalString, l.FinalALabel, l.Applicant, l.Country,
		string(status), string(stage), string(l.Case.State), since, strings.Join(l.Case.Kinds, " "),
	}
	for i, cell := range line {
		line[i] = report.Safe(cell)
	}
	return line
}

// csvAnswer begins a CSV file for download.
func csvAnswer(c echo.Context, name string) *csv.Writer {
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, "text/csv; charset=utf-8")
	h.Set(echo.HeaderContentDisposition, `attachment; filename="`+name+`.csv"`)
	return csv.NewWriter(c.Response())
}

// applicationShow is the public record of one application; with .json behind
// its number the same for programs.
func (p *Portal) applicationShow(c echo.Context) error {
	id, asJSON := strings.CutSuffix(c.Param("id"), ".json")
	rec, err := p.Applications.Record(c.Request().Context(), id)
	if err != nil {
		return err //nolint:wrapcheck // has its kind
	}
	if asJSON {
		return c.JSON(http.StatusOK, recordJSON(rec)) //nolint:wrapcheck // the connection is gone
	}
	v := p.viewer(c)
	view := record{Record: rec, lang: v.Lang, now: p.now(c.Request().Context())}.view()
	if v.Can(access.Operate) {
		view.ManageHref = pathOf(id) + "/manage"
	}
	page := p.page(c, "public.title.application", "String", templates.Plain(rec.String))
	page.Nav, page.Sample = "applications", page.Sample || rec.Round.Sample
	return p.render(c, http.StatusOK, page, view)
}

// setShow is one contention set. A set without public members does not exist
// for the public.
func (p *Portal) setShow(c echo.Context) error {
	ctx := c.Request().Context()
	set, err := p.Applications.Store.OneSet(ctx, c.Param("round"), c.Param("name"))
	if err != nil {
		return err //nolint:wrapcheck // has its kind
	}
	r, err := p.Applications.Store.Round(ctx, set.Round)
	if err != nil {
		return fmt.Errorf("reading its round: %w", err)
	}
	if len(set.Members) == 0 {
		return errNoSuchSet
	}
	page := p.page(c, "public.set.name", "Set", templates.Plain(set.Name))
	page.Nav, page.Sample = "sets", page.Sample || r.Sample
	return p.render(c, http.StatusOK, page, contention{Set: set}.show(roundName(r)))
}

var errNoSuchSet = echo.NewHTTPError(http.StatusNotFound, "no such set")
