package portal

import (
	"net/url"
	"slices"

	"rootward/application"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

// pageRows is how many rows a public list shows at once.
const pageRows = 50

// Parameters of the list of applications.
const (
	paramQuery  = "q"
	paramRound  = "round"
	paramStatus = "status"
	paramStage  = "stage"
	paramKind   = "kind"
	paramState  = "state"
	paramAfter  = "after"
	paramBefore = "before"
)

// listQuery is what somebody asks the list of applications.
type listQuery struct {
	application.PublicFilter
}

// readList reads the parameters of the list; what is not known is left out,
// so that an old address still shows something.
func readList(get func(string) string, rounds []round.Round) listQuery {
	q := listQuery{application.PublicFilter{
		Query: get(paramQuery), Round: get(paramRound), Status: get(paramStatus), Stage: get(paramStage), Kind: get(paramKind), State: get(paramState), Limit: pageRows,
	}}
	known := func(id string) bool {
		return slices.ContainsFunc(rounds, func(r round.Round) bool { return r.ID == id })
	}
	if !known(q.Round) {
		q.Round = ""
	}
	if !slices.Contains(statuses(rounds, q.Round), workflow.Status(q.Status)) {
		q.Status = ""
	}
	if !slices.Contains(publicStages(rounds, q.Round), workflow.Stage(q.Stage)) {
		q.Stage = ""
	}
	if !slices.Contains(application.KindOrder, q.Kind) {
		q.Kind = ""
	}
	q.After, q.Before = place(get(paramAfter)), place(get(paramBefore))
	return q
}

// place reads "a-label/id"; anything else is the beginning.
func place(v string) application.Place {
	for i := range v {
		if v[i] == '/' {
			return application.Place{ALabel: v[:i], ID: v[i+1:]}
		}
	}
	return application.Place{}
}

func placeOf(l application.Listed) string { return l.ALabel + "/" + l.ID }

// values writes the query without a place.
func (q listQuery) values() url.Values {
	v := url.Values{}
	for _, x := range q.parts() {
		if x.value != "" {
			v.Set(x.param, x.value)
		}
	}
	return v
}

// listPart is one filter as an address and a chip have it.
type listPart struct {
	param, value string
	text         templates.Text
}

func (q listQuery) parts() []listPart {
	return []listPart{
		{paramQuery, q.Query, templates.T("public.filter.query", "Query", templates.Plain(q.Query))},
		{paramRound, q.Round, templates.T("public.filter.round", "Round", templates.RoundName(q.Round))},
		{paramStatus, q.Status, word("status", q.Status)},
		{paramStage, q.Stage, word("stage", q.Stage)},
		{paramKind, q.Kind, word("kind", q.Kind)},
		{paramState, q.State, word("state", q.State)},
	}
}

func (q listQuery) path(set ...string) string {
	v := q.values()
	for i := 0; i+1 < len(set); i += 2 {
		if set[i+1] == "" {
			v.Del(set[i])
		} else {
			v.Set(set[i], set[i+1])
		}
	}
	return addressOf("/applications", v)
}

// addressOf is a path with its query, if any.
func addressOf(path string, v url.Values) string {
	if len(v) == 0 {
		return path
	}
	return path + "?" + v.Encode()
}

// statuses lists the public statuses of the rounds' life cycles in order.
func statuses(rounds []round.Round, only string) []workflow.Status {
	var out []workflow.Status
	eachPosition(rounds, only, func(p workflow.Position) {
		if !slices.Contains(out, p.Status) {
			out = append(out, p.Status)
		}
		if p.Active && !slices.Contains(out, workflow.StatusOnHold) {
			out = append(out, workflow.StatusOnHold)
		}
	})
	return out
}

// publicStages lists the stages of the rounds' life cycles in order.
func publicStages(rounds []round.Round, only string) []workflow.Stage {
	var out []workflow.Stage
	eachPosition(rounds, only, func(p workflow.Position) {
		if !slices.Contains(out, p.Stage) {
			out = append(out, p.Stage)
		}
	})
	return out
}

func eachPosition(rounds []round.Round, only string, f func(workflow.Position)) {
	for _, r := range rounds {
		if only != "" && r.ID != only {
			continue
		}
		for _, p := range r.Policy.Definition.Positions {
			if !p.Secret {
				f(p)
			}
		}
	}
}

// view is the page of a list.
func (q listQuery) view(rounds []round.Round, list []application.Listed, total int) templates.ApplicationList {
	v := templates.ApplicationList{
		Title:  templates.T("public.list.title"),
		Lead:   templates.T("public.list.lead"),
		Action: "/applications",
		Filters: []templates.Filter{
			{Name: paramQuery, Label: templates.T("public.filter.search"), Value: q.Query, Grow: true, Hint: templates.T("public.filter.search.hint")},
			roundFilter(rounds, q.Round, true),
			{Name: paramStatus, Label: templates.T("public.col.status"), Value: q.Status, Options: wordOptions("status", "public.filter.any", statuses(rounds, q.Round))},
			{Name: paramStage, Label: templates.T("public.col.stage"), Value: q.Stage, Options: wordOptions("stage", "public.filter.any", publicStages(rounds, q.Round))},
			{Name: paramKind, Label: templates.T("public.col.kind"), Value: q.Kind, Options: wordOptions("kind", "public.filter.any", application.KindOrder)},
		},
		Table:   listTable(list),
		Exports: []templates.Link{{Href: q.path("format", "csv"), Text: templates.T("public.csv", "Count", total)}, {Href: "/api/v1" + q.path(), Text: templates.T("public.json")}},
		Pager:   templates.Pager{Shown: len(list), Total: total},
	}
	for _, x := range q.parts() {
		if x.value != "" {
			v.Active = append(v.Active, templates.Chip{Text: x.text, Remove: q.path(x.param, "")})
		}
	}
	return v
}

func roundFilter(rounds []round.Round, value string, all bool) templates.Filter {
	f := templates.Filter{Name: paramRound, Label: templates.T("public.col.round"), Value: value}
	if all {
		f.Options = append(f.Options, templates.Option{Text: templates.T("public.filter.all_rounds")})
	}
	for _, r := range rounds {
		f.Options = append(f.Options, templates.Option{Value: r.ID, Text: roundName(r)})
	}
	return f
}

func wordOptions[T ~string](prefix, none string, values []T) []templates.Option {
	out := []templates.Option{{Text: templates.T(none)}}
	for _, x := range values {
		out = append(out, templates.Option{Value: string(x), Text: word(prefix, x)})
	}
	return out
}

func listTable(list []application.Listed) templates.Table {
	t := templates.Table{
		ID: "applications", Caption: templates.T("public.list.title"), Hide: true, Cards: true,
		Columns: columns("public.col.", "string", "applicant", "status", "stage", "since", "kind", "round"),
		Empty:   templates.T("public.list.empty"),
	}
	for _, a := range list {
		l := labelOf(a.Application)
		status, stage := a.Case.Standing()
		tag := statusTag(status)
		cell := templates.Cell{Label: &l, Href: pathOf(a.ID)}
		if l.A != "" {
			cell.Sub = templates.Plain(l.A)
		}
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			cell,
			{Text: applicant(a.Application), Sub: number(a.Application)},
			{Tag: &tag},
			{Text: stageName(stage)},
			dayCell(a.Case.Clock.Since),
			{Text: kindNames(a.Case.Kinds)},
			{Text: templates.RoundName(a.Application.Round), Href: roundPath(a.Application.Round)},
		}})
	}
	return t
}
