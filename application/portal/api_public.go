package portal

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/report"
	"rootward/application/round"
)

// APIPage is how a list is continued.
type APIPage struct {
	After string `query:"after" doc:"Where the page before ended: its next."`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"100" doc:"Rows of the page."`
}

// list is an answer with a page of a list.
type list[T any] struct {
	Body struct {
		Items []T    `json:"items"`
		Next  string `json:"next" doc:"For the parameter after; empty at the end."`
		Total int    `json:"total" doc:"Rows of the whole list; -1 when they were not counted."`
	}
}

// one is an answer with one thing.
type one[T any] struct{ Body T }

func (p *Portal) publicOperations(api huma.API) {
	p.labelOperations(api)
	operation(p, api, get("list-applications", "/api/v1/applications", "List public applications in order of A-label", "applications"), p.apiApplications)
	operation(p, api, get("get-application", "/api/v1/applications/{id}", "One public application with its record", "applications", http.StatusNotFound), p.apiApplication)
	operation(p, api, get("get-history", "/api/v1/applications/{id}/history", "Every public step of an application", "applications", http.StatusNotFound), p.apiHistory)
	operation(p, api, get("list-sets", "/api/v1/sets", "List the contention sets of a round by name", "sets"), p.apiSets)
	operation(p, api, get("get-set", "/api/v1/sets/{round}/{name}", "One contention set with its public members", "sets", http.StatusNotFound), p.apiSet)
	operation(p, api, get("get-report", "/api/v1/reports/{name}", "Answer a question in figures", "reports", http.StatusNotFound), p.apiReport)
	operation(p, api, get("list-rounds", "/api/v1/rounds", "List the rounds with windows, fees and service levels", "rounds"), p.apiRounds)
}

type applicationsInput struct {
	APIPage
	Q      string `query:"q" doc:"Part of string, A-label, applicant or id."`
	Round  string `query:"round" doc:"Id of a round; all rounds if not given."`
	Status string `query:"status" doc:"Public status, such as active or on_hold."`
	Stage  string `query:"stage" doc:"Stage, such as string_evaluation."`
	Kind   string `query:"kind" enum:"not_in_contention,in_contention,community,geographic,idn,brand,cctld" doc:"Kind that the application is counted under."`
	State  string `query:"state" doc:"State of the life cycle; finer than the stage."`
}

func (p *Portal) apiApplications(ctx context.Context, _ echo.Context, in *applicationsInput) (*list[APIApplication], error) {
	f := application.PublicFilter{
		Query: in.Q, Round: in.Round, Status: in.Status, Stage: in.Stage, Kind: in.Kind, State: in.State, After: place(in.After), Limit: in.Limit + 1,
	}
	out := &list[APIApplication]{}
	var err error
	if out.Body.Total, err = p.Applications.Store.CountPublished(ctx, f); err != nil {
		return nil, err //nolint:wrapcheck // says what was read
	}
	found, err := p.Applications.Store.Published(ctx, f)
	if err != nil {
		return nil, err //nolint:wrapcheck // says what was read
	}
	fillApplications(out, found, in.Limit)
	return out, nil
}

// cut tells how many of n rows to show, and whether there are more: a list is
// read with one row more than asked for.
func cut(n, limit int) (shown int, more bool) { return min(n, limit), n > limit }

// fillApplications puts a page of applications into a list.
func fillApplications(out *list[APIApplication], found []application.Listed, limit int) {
	n, more := cut(len(found), limit)
	out.Body.Items = []APIApplication{}
	for _, l := range found[:n] {
		out.Body.Items = append(out.Body.Items, apiApplication(l))
	}
	if more {
		out.Body.Next = placeOf(found[n-1])
	}
}

type idInput struct {
	ID string `path:"id" doc:"Id of the application."`
}

func (p *Portal) apiApplication(ctx context.Context, _ echo.Context, in *idInput) (*one[APIRecord], error) {
	rec, err := p.Applications.Record(ctx, in.ID)
	if err != nil {
		return nil, err //nolint:wrapcheck // has its kind
	}
	return &one[APIRecord]{recordJSON(rec)}, nil
}

func (p *Portal) apiHistory(ctx context.Context, _ echo.Context, in *idInput) (*list[APIEvent], error) {
	rec, err := p.Applications.Record(ctx, in.ID)
	if err != nil {
		return nil, err //nolint:wrapcheck // has its kind
	}
	out := &list[APIEvent]{}
	out.Body.Items = apiEvents(rec.History)
	out.Body.Total = len(out.Body.Items)
	return out, nil
}

type setsInput struct {
	APIPage
	Round string `query:"round" doc:"The newest round if not given."`
	Size  int    `query:"size" minimum:"0" doc:"Only sets with so many public members."`
}

func (p *Portal) apiSets(ctx context.Context, _ echo.Context, in *setsInput) (*list[APISet], error) {
	rounds, err := p.Applications.Store.Rounds(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing rounds: %w", err)
	}
	f := application.SetFilter{Round: in.Round, Size: in.Size, After: in.After, Limit: in.Limit + 1}
	if f.Round == "" {
		f.Round = pickRound(rounds, "")
	}
	found, err := p.Applications.Store.SetLines(ctx, f)
	if err != nil {
		return nil, err //nolint:wrapcheck // says what was read
	}
	out := &list[APISet]{}
	out.Body.Total, out.Body.Items = -1, []APISet{}
	n, more := cut(len(found), in.Limit)
	for _, s := range found[:n] {
		out.Body.Items = append(out.Body.Items, APISet{
			Round: s.Round, Name: s.Name, Basis: s.Basis, Source: s.Source, Resolved: s.Resolved(), Members: s.Members, Open: s.Open, Delegated: s.Delegated,
			Self: "/api/v1" + setPath(s.Round, s.Name),
		})
	}
	if more {
		out.Body.Next = found[n-1].Name
	}
	return out, nil
}

type setInput struct {
	Round string `path:"round" doc:"Id of the round."`
	Name  string `path:"name" doc:"Name of the set."`
}

func (p *Portal) apiSet(ctx context.Context, _ echo.Context, in *setInput) (*one[APISet], error) {
	set, err := p.Applications.Store.OneSet(ctx, in.Round, in.Name)
	if err != nil {
		return nil, err //nolint:wrapcheck // has its kind
	}
	if len(set.Members) == 0 {
		return nil, errNoSuchSet
	}
	return &one[APISet]{apiSet(set)}, nil
}

type reportInput struct {
	Name    string `path:"name" doc:"processing-times, delegations or contention."`
	Round   string `query:"round" doc:"All rounds that are not samples if not given."`
	Measure string `query:"measure" doc:"processing-times: elapsed or processing."`
	Stage   string `query:"stage" doc:"processing-times."`
	Kind    string `query:"kind" doc:"processing-times."`
	By      string `query:"by" doc:"delegations: year, quarter, month, kind, region or script."`
	Period  string `query:"period" doc:"delegations: FROM..TO in days, or plan."`
	AsOf    string `query:"as_of" doc:"contention: reveal or now."`
}

func (p *Portal) apiReport(ctx context.Context, c echo.Context, in *reportInput) (*one[json.RawMessage], error) {
	if !slices.Contains(report.Names(), in.Name) {
		return nil, echo.ErrNotFound
	}
	q, err := report.Parse(in.Name, c.QueryParam)
	if err != nil {
		return nil, err //nolint:wrapcheck // names every fault
	}
	r, err := p.Reports.Run(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("report %s: %w", in.Name, err)
	}
	var b bytes.Buffer
	lang := p.viewer(c).Lang
	if err := r.JSON(&b, func(s report.Sentence) string { return p.Templates.Say(lang, sentence(s)) }); err != nil {
		return nil, err //nolint:wrapcheck // says what it did
	}
	return &one[json.RawMessage]{b.Bytes()}, nil
}

// APIRound is a round with its policy.
type APIRound struct {
	ID         string         `json:"id"`
	Policy     string         `json:"policy"`
	Version    string         `json:"policy_version"`
	Workflow   string         `json:"workflow"`
	Opens      *time.Time     `json:"opens"`
	Closes     *time.Time     `json:"closes" doc:"Null when no end is fixed."`
	AsOf       string         `json:"as_of,omitempty" doc:"Day of the list it was recorded from."`
	Sample     bool           `json:"sample" doc:"Invented for a demonstration."`
	FeeCents   int64          `json:"evaluation_fee_cents"`
	Levels     []APILevel     `json:"service_levels"`
	Milestones []APIMilestone `json:"milestones"`
	Public     []string       `json:"public_questions" doc:"Questions whose answers become public."`
}

// APILevel is a service level with its basis.
type APILevel struct {
	Stage string `json:"stage"`
	Days  int    `json:"days"`
	Basis string `json:"basis"`
}

// APIMilestone is a date of the round.
type APIMilestone struct {
	ID     string    `json:"id"`
	At     time.Time `json:"at"`
	Source string    `json:"source"`
}

func (p *Portal) apiRounds(ctx context.Context, _ echo.Context, _ *struct{}) (*list[APIRound], error) {
	rounds, err := p.Applications.Store.Rounds(ctx)
	if err != nil {
		return nil, fmt.Errorf("listing rounds: %w", err)
	}
	out := &list[APIRound]{}
	out.Body.Items, out.Body.Total = []APIRound{}, len(rounds)
	for _, r := range rounds {
		out.Body.Items = append(out.Body.Items, apiRound(r))
	}
	return out, nil
}

func apiRound(r round.Round) APIRound {
	known := func(t time.Time) *time.Time {
		if t.IsZero() {
			return nil
		}
		t = t.UTC()
		return &t
	}
	opens, closes := r.Window()
	out := APIRound{
		ID: r.ID, Policy: r.Policy.ID, Version: r.Policy.Version, Workflow: r.Policy.Definition.Name, Opens: known(opens), Closes: known(closes), Sample: r.Sample,
		FeeCents: r.Policy.EvaluationFee(), Levels: []APILevel{}, Milestones: []APIMilestone{}, Public: []string{},
	}
	if !r.AsOf.IsZero() {
		out.AsOf = r.AsOf.Format(time.DateOnly)
	}
	for _, l := range r.Policy.Levels {
		out.Levels = append(out.Levels, APILevel{Stage: string(l.Stage), Days: l.Days, Basis: l.Basis})
	}
	for _, m := range r.Policy.Milestones {
		out.Milestones = append(out.Milestones, APIMilestone{ID: m.ID, At: m.At, Source: m.Source})
	}
	for _, s := range r.Policy.Sections {
		for _, q := range s.Questions {
			if q.Public {
				out.Public = append(out.Public, q.ID)
			}
		}
	}
	return out
}
