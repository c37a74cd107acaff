package portal

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

// How much the front page shows.
const (
	homeWanted  = 10
	homeChanges = 8
	homeDates   = 6
)

// front is what the front page is made of. Every number in it comes from a
// report or from a list that the page links to.
type front struct {
	rounds      []round.Round // without samples
	newest      round.Round
	now         time.Time
	contention  report.Result // of the newest round
	delegations report.Result // of all rounds
	plan        report.Result // of all rounds, in the plan period
	times       report.Result // from agreement to delegation
	sizes       []application.SetSize
	changes     []application.Change
}

func (p *Portal) homeShow(c echo.Context) error {
	f, err := p.front(c.Request().Context())
	if err != nil {
		return err
	}
	page := p.page(c, "home.title")
	return p.render(c, http.StatusOK, page, f.view())
}

func (p *Portal) front(ctx context.Context) (front, error) {
	f := front{now: p.now(ctx)}
	all, err := p.Applications.Store.Rounds(ctx)
	if err != nil {
		return f, fmt.Errorf("listing rounds: %w", err)
	}
	for _, r := range all {
		if !r.Sample {
			f.rounds = append(f.rounds, r)
		}
	}
	if len(f.rounds) == 0 {
		return f, nil
	}
	f.newest = newest(f.rounds)
	few, bare := report.Window{Rows: homeWanted}, report.Window{Bare: true}
	for _, x := range []struct {
		query report.Query
		part  report.Window
		into  *report.Result
	}{
		{report.Query{Report: report.Contention, Round: f.newest.ID, AsOf: report.AtReveal}, few, &f.contention},
		{report.Query{Report: report.Delegations, By: report.ByYear}, bare, &f.delegations},
		{report.Query{Report: report.Delegations, By: report.ByYear, Period: report.Plan}, bare, &f.plan},
		{f.agreementToDelegation(), bare, &f.times},
	} {
		if x.query.Stage == "" && x.query.Report == report.ProcessingTimes {
			continue
		}
		if *x.into, err = p.Reports.RunPart(ctx, x.query, x.part); err != nil {
			return f, fmt.Errorf("report %s for the front page: %w", x.query.Report, err)
		}
	}
	if f.sizes, err = p.Applications.Store.SetSizes(ctx, f.newest.ID); err != nil {
		return f, err //nolint:wrapcheck // says what was read
	}
	f.changes, err = p.Applications.Store.Changes(ctx, ids(f.rounds), homeChanges)
	return f, err //nolint:wrapcheck // says what was read
}

// newest is the round whose submission period opened last.
func newest(rounds []round.Round) round.Round {
	return slices.MaxFunc(rounds, func(a, b round.Round) int {
		x, _ := a.Window()
		y, _ := b.Window()
		return cmp.Or(x.Compare(y), cmp.Compare(b.ID, a.ID))
	})
}

func ids(rounds []round.Round) []string {
	out := make([]string, len(rounds))
	for i, r := range rounds {
		out[i] = r.ID
	}
	return out
}

// agreementToDelegation asks for the stage in which the programme promises
// the applicant's part of the work within a year, if some round has it.
func (f front) agreementToDelegation() report.Query {
	q := report.Query{Report: report.ProcessingTimes, Measure: lifecycle.Elapsed, Kind: lifecycle.AllKinds}
	for _, r := range f.rounds {
		if _, ok := r.Policy.Level(workflow.StageToDelegation); ok {
			q.Stage = string(workflow.StageToDelegation)
		}
	}
	return q
}

func (f front) view() templates.Home {
	v := templates.Home{
		Changes: f.changeTable(), Dates: f.dates(), DatesAll: nil,
		Examples: f.examples(), Stats: f.stats(),
	}
	if f.newest.ID == "" {
		return v
	}
	r := f.newest
	v.Round = templates.T("public.home.round", "Round", roundName(r), "Count", f.contention.Total("applications"))
	v.AsOf = templates.OnDay(f.contention.AsOf)
	v.Road = road(r, f.now, f.contention)
	v.Split, v.SetSizes, v.Wanted = f.split(), f.sizeTable(), f.wantedTable()
	v.DatesAll = []templates.Link{{Href: roundPath(r.ID) + "#calendar", Text: templates.T("public.home.calendar")}}
	v.Feeds = []templates.Link{{Href: "/applications", Text: templates.T("nav.applications")}}
	return v
}

// examples are searches that find something: strings that are asked for.
func (f front) examples() []templates.Link {
	var out []templates.Link
	for _, row := range f.contention.Rows {
		if len(out) == 3 {
			break
		}
		if list, ok := row.Values["strings"].([]string); ok && len(list) > 0 {
			out = append(out, templates.Link{Href: "/applications?q=" + row.Text("set"), Text: templates.Plain(list[0])})
		}
	}
	return out
}

// road is a round from milestone to milestone. The last one reached is where
// it is and carries the number of applications.
func road(r round.Round, now time.Time, contention report.Result) []templates.Milestone {
	var out []templates.Milestone
	here := -1
	for i, m := range r.Policy.Milestones {
		x := templates.Milestone{State: "next", Name: templates.T("milestone." + m.ID), When: templates.When{At: m.At, Day: m.Day}}
		if !now.Before(m.At) {
			x.State, here = "past", i
		}
		out = append(out, x)
	}
	from, to := stretch(here, len(out))
	if here >= 0 {
		out[here].State = "here"
		if n := contention.Total("applications"); n > 0 {
			out[here].Figure = templates.Num(n)
			out[here].Text = templates.T("public.home.for_strings", "Count", contention.Total("strings"))
		}
	}
	return out[from:to]
}

// roadStations is how many milestones fit beside each other; the calendar of
// the round lists all.
const roadStations = 6

// stretch is the part of a road to show: where the round is, what led there
// and what comes next.
func stretch(here, all int) (from, to int) {
	from = min(max(here-roadStations/2+1, 0), max(all-roadStations, 0))
	return from, min(from+roadStations, all)
}

// split cuts the applications of the newest round into those that stand alone
// and those that compete.
func (f front) split() *templates.Split {
	all, in := f.contention.Total("applications"), f.contention.Total("applications_in_sets")
	if all == 0 {
		return nil
	}
	alone, sets := all-in, f.contention.Total("sets")
	key := "public.home.split.few"
	if 2*in > all {
		key = "public.home.split.most"
	}
	rows := func(part string) string { return report.RowsPath(f.contention.Query, report.Pick(part)) }
	share := func(n int) templates.Text { return templates.Percent(float64(n) / float64(all)) }
	return &templates.Split{
		Title: templates.T(key),
		Desc:  templates.T("public.home.split.desc", "Alone", alone, "Count", in),
		Parts: []templates.Part{
			{Series: 1, Value: float64(alone), Figure: templates.Num(alone), Text: templates.T("public.home.split.alone", "Share", share(alone)), Href: rows(report.PartAlone)},
			{Series: 2, Value: float64(in), Figure: templates.Num(in), Text: templates.T("public.home.split.sets", "Count", sets, "Share", share(in)), Href: rows(report.PartInSets)},
		},
	}
}

func (f front) sizeTable() templates.Table {
	t := templates.Table{Tight: true, Columns: columns("public.col.", "size", "-", "#sets")}
	sets, most := 0, 0
	for _, s := range f.sizes {
		if s.Members > 1 {
			sets += s.Sets
			most = max(most, s.Sets)
		}
	}
	t.Caption = templates.T("public.home.sizes", "Count", sets)
	for _, s := range f.sizes {
		if s.Members < 2 {
			continue
		}
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Text: templates.T("public.applications", "Count", s.Members)},
			{Bar: &templates.Bar{Value: float64(s.Sets), Of: float64(most), Series: 2}},
			{Text: templates.Num(s.Sets), Href: fmt.Sprintf("/sets?round=%s&size=%d", f.newest.ID, s.Members)},
		}})
	}
	return t
}

func (f front) wantedTable() templates.Table {
	t := templates.Table{Caption: templates.T("home.wanted"), Hide: true, Tight: true, Columns: columns("public.col.", "string", "-", "#applications")}
	for i, row := range f.contention.Rows {
		list, _ := row.Values["strings"].([]string) //nolint:errcheck // absent means none
		if i == homeWanted || len(list) == 0 {
			break
		}
		l := label(list[0], row.Text("set"), "", "")
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Label: &l, Href: "/applications?round=" + f.newest.ID + "&q=" + row.Text("set")},
			{Bar: &templates.Bar{Value: float64(row.Int("applications")), Of: float64(f.contention.Total("largest")), Series: 2}},
			{Text: templates.Num(row.Int("applications")), Href: report.RowsPath(f.contention.Query, row.Links["applications"])},
		}})
	}
	return t
}
