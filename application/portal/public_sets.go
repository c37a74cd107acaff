package portal

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/report"
	"rootward/application/round"
	"rootward/templates"
)

// setPage is what is asked of the list of contention sets.
type setPage struct {
	application.SetFilter
	rounds []round.Round
	sizes  []application.SetSize
}

// setList shows the contention sets of one round; the newest that is not
// invented, unless one is asked for.
func (p *Portal) setList(c echo.Context) error {
	ctx := c.Request().Context()
	q := setPage{SetFilter: application.SetFilter{After: c.QueryParam(paramAfter), Limit: pageRows}}
	var err error
	if q.rounds, err = p.Applications.Store.Rounds(ctx); err != nil {
		return fmt.Errorf("listing rounds: %w", err)
	}
	q.Round = pickRound(q.rounds, c.QueryParam(paramRound))
	if n, err := strconv.Atoi(c.QueryParam("size")); err == nil && n > 0 {
		q.Size = n
	}
	if q.sizes, err = p.Applications.Store.SetSizes(ctx, q.Round); err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	q.Limit++
	list, err := p.Applications.Store.SetLines(ctx, q.SetFilter)
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	q.Limit--
	page := p.page(c, "sets.title")
	page.Nav, page.Sample = "sets", page.Sample || sample(q.rounds, q.Round)
	return p.render(c, http.StatusOK, page, q.view(list))
}

// pickRound is the round asked for, or the newest one that is not invented.
func pickRound(rounds []round.Round, asked string) string {
	var running []round.Round
	for _, r := range rounds {
		if r.ID == asked {
			return asked
		}
		if !r.Sample {
			running = append(running, r)
		}
	}
	if len(running) == 0 {
		running = rounds
	}
	if len(running) == 0 {
		return ""
	}
	return newest(running).ID
}

func (q setPage) path(after string, size int) string {
	v := url.Values{paramRound: {q.Round}}
	if size > 0 {
		v.Set("size", strconv.Itoa(size))
	}
	if after != "" {
		v.Set(paramAfter, after)
	}
	return addressOf("/sets", v)
}

// counts are the sets listed in all, those of the size asked for, and the
// applications in them.
func (q setPage) counts() (sets, shown, applications int) {
	for _, s := range q.sizes {
		sets += s.Sets
		applications += s.Sets * s.Members
		if q.Size == 0 || q.Size == s.Members {
			shown += s.Sets
		}
	}
	return sets, shown, applications
}

func (q setPage) view(list []application.SetLine) templates.SetList {
	sets, shown, applications := q.counts()
	v := templates.SetList{
		Lead:   templates.T("public.sets.lead"),
		Action: "/sets",
		Filters: []templates.Filter{roundFilter(q.rounds, q.Round, false), {
			Name: "size", Label: templates.T("public.col.size"), Value: sizeText(q.Size), Options: []templates.Option{{Text: templates.T("public.filter.any")}},
		}},
		Stats: []templates.Stat{
			{Figure: templates.Num(sets), Name: templates.T("public.sets.count"), Define: "/definitions#def-set", Rows: &templates.Link{Href: q.path("", 0), Text: templates.T("public.rows", "Count", sets)}},
			{Figure: templates.Num(applications), Name: templates.T("public.sets.applications"), Define: "/definitions#def-set", Rows: &templates.Link{
				Href: report.RowsPath(report.Query{Report: report.Contention, Round: q.Round, AsOf: report.Now}, report.Pick(report.PartInSets)), Text: templates.T("public.sets.rows"),
			}},
		},
		Exports: []templates.Link{
			{Href: "/api/v1/sets?round=" + url.QueryEscape(q.Round), Text: templates.T("public.json")},
			{Href: "/reports/contention?as_of=now&round=" + url.QueryEscape(q.Round), Text: templates.T("public.set.report")},
		},
	}
	for _, s := range q.sizes {
		v.Filters[1].Options = append(v.Filters[1].Options, templates.Option{Value: sizeText(s.Members), Text: templates.T("public.applications", "Count", s.Members)})
	}
	if len(list) > q.Limit {
		list = list[:q.Limit]
		v.Pager.Next = q.path(list[q.Limit-1].Name, q.Size)
	}
	if q.After != "" {
		v.Pager.First = q.path("", q.Size)
	}
	v.Pager.Shown, v.Pager.Total = len(list), shown
	v.Table = setTable(list)
	return v
}

func sizeText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func setTable(list []application.SetLine) templates.Table {
	t := templates.Table{
		ID: "sets", Caption: templates.T("sets.title"), Hide: true, Cards: true,
		Columns: columns("public.col.", "set", "string", "basis", "#applications", "#open", "#delegated", "state"),
		Empty:   templates.T("public.sets.empty"),
	}
	for _, s := range list {
		l := label(s.String, s.ALabel, "", "")
		name := templates.Cell{Label: &l}
		if s.Strings > 1 {
			name.Sub = templates.T("public.sets.more", "Count", s.Strings-1)
		}
		tag := templates.Tag{Kind: "active", Text: templates.T("report.set.unresolved")}
		if s.Resolved() {
			tag = templates.Tag{Kind: "done", Text: templates.T("report.set.resolved")}
		}
		path := setPath(s.Round, s.Name)
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Text: templates.Plain(s.Name), Href: path},
			name,
			{Text: word("report.basis", s.Basis)},
			{Text: templates.Num(s.Members), Href: path + "#members"},
			memberCell(s.Open, path), memberCell(s.Delegated, path),
			{Tag: &tag},
		}})
	}
	return t
}

// memberCell is a number of members with the way to them.
func memberCell(n int, path string) templates.Cell {
	c := templates.Cell{Text: templates.Num(n)}
	if n > 0 {
		c.Href = path + "#members"
	}
	return c
}
