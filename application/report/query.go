package report

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
)

// Names of the parameters, the same in pages, API and shell.
const (
	ParamRound   = "round"
	ParamMeasure = "measure"
	ParamStage   = "stage"
	ParamKind    = "kind"
	ParamBy      = "by"
	ParamPeriod  = "period"
	ParamAsOf    = "as_of"
)

// By says how delegations are put together.
type By string

// The ways to put delegations together.
const (
	ByMonth   By = "month"
	ByQuarter By = "quarter"
	ByYear    By = "year"
	ByKind    By = "kind"
	ByRegion  By = "region"
	ByScript  By = "script"
)

// Timed reports whether the rows are stretches of time.
func (b By) Timed() bool { return b == ByMonth || b == ByQuarter || b == ByYear }

// AsOf says on which strings contention is judged.
type AsOf string

// AtReveal compares the strings applied for; Now the strings after changes,
// together with the sets that a panel or the programme recorded.
const (
	AtReveal AsOf = "reveal"
	Now      AsOf = "now"
)

// Values that parameters may take, the default first.
var (
	Measures = []string{string(lifecycle.Elapsed), string(lifecycle.Processing)}
	Bys      = []string{string(ByYear), string(ByQuarter), string(ByMonth), string(ByKind), string(ByRegion), string(ByScript)}
	AsOfs    = []string{string(AtReveal), string(Now)}
)

// Query is one question to a report.
type Query struct {
	Report  string
	Round   string // empty: every round that is not a sample
	Measure lifecycle.Measure
	Stage   string // processing times: only this stage
	Kind    string // processing times: only this kind
	By      By
	Period  Period
	AsOf    AsOf
	// Unpublished also counts applications and stages that are not public.
	// No parameter sets it: the caller does, after asking who is reading.
	Unpublished bool
}

// Period is a stretch of whole days in UTC, both ends included. The zero value
// means all time.
type Period struct {
	From, To time.Time
	Plan     bool // it is the period of the strategic plan
}

// Plan is the period of the strategic plan for 2011 to 2014: its three fiscal
// years, each from 1 July to 30 June. The plan names no days.
var Plan = Period{
	From: time.Date(2011, time.July, 1, 0, 0, 0, 0, time.UTC),
	To:   time.Date(2014, time.June, 30, 0, 0, 0, 0, time.UTC), Plan: true,
}

const planWord = "plan"

// Set reports whether there is a period.
func (p Period) Set() bool { return !p.From.IsZero() }

// String is the period as it is written in a parameter.
func (p Period) String() string {
	switch {
	case p.Plan:
		return planWord
	case p.Set():
		return p.From.Format(time.DateOnly) + ".." + p.To.Format(time.DateOnly)
	}
	return ""
}

// Fault is one parameter that cannot be understood.
type Fault struct {
	Field   string   // name of the parameter; "report" for the report itself
	Why     string   // locale key report.fault.<Why>
	Value   string   // as it was given
	Allowed []string // the values that would do, if they can be listed
}

// Reasons for a Fault.
const (
	FaultUnknown  = "not_one_of" // Allowed lists what would do
	FaultPeriod   = "bad_period" // neither plan nor YYYY-MM-DD..YYYY-MM-DD
	FaultReversed = "period_ends_before_it_begins"
	FaultForeign  = "not_of_this_report" // the report takes no such parameter
	FaultNumber   = "not_a_number_of_days"
	FaultCursor   = "unknown_place" // a place in a list that this list does not have
	FaultMissing  = "missing"
	FaultNoAnswer = "no_service_level" // asks what is late where nothing is promised
)

// Faults is everything wrong with a question.
type Faults []Fault

func (f Faults) Error() string {
	parts := make([]string, len(f))
	for i, x := range f {
		parts[i] = fmt.Sprintf("%s %q: %s", x.Field, x.Value, strings.ReplaceAll(x.Why, "_", " "))
		if len(x.Allowed) > 0 {
			parts[i] += " " + strings.Join(x.Allowed, ", ")
		}
	}
	return strings.Join(parts, "; ")
}

func (f Faults) err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}

// Parse reads a question from text parameters; get returns the empty string
// for one that was not given. The error is Faults and names every fault. The
// query is usable even then: what could not be understood has its default.
func Parse(name string, get func(param string) string) (Query, error) {
	r, ok := find(name)
	if !ok {
		return Query{}, Faults{{Field: "report", Why: FaultUnknown, Value: name, Allowed: Names()}}
	}
	p := &parser{report: r, get: get}
	q := Query{Report: name, Round: p.text(ParamRound), Stage: p.text(ParamStage)}
	q.Measure = lifecycle.Measure(p.choice(ParamMeasure, Measures))
	q.Kind = p.optional(ParamKind, kindChoices())
	q.By = By(p.choice(ParamBy, Bys))
	q.AsOf = AsOf(p.choice(ParamAsOf, AsOfs))
	q.Period = p.period(ParamPeriod)
	return q, p.faults.err()
}

// kindChoices lists every kind, and the row for all of them together.
func kindChoices() []string {
	return append([]string{lifecycle.AllKinds}, application.KindOrder...)
}

// parser reads parameters and collects what is wrong with them.
type parser struct {
	report Report
	get    func(string) string
	faults Faults
}

func (p *parser) fault(field, why, value string, allowed []string) {
	p.faults = append(p.faults, Fault{Field: field, Why: why, Value: value, Allowed: allowed})
}

func (p *parser) text(param string) string {
	v := strings.TrimSpace(p.get(param))
	if v != "" && !slices.Contains(p.report.params, param) {
		p.fault(param, FaultForeign, v, nil)
		return ""
	}
	return v
}

func (p *parser) optional(param string, allowed []string) string {
	v := p.text(param)
	if v != "" && !slices.Contains(allowed, v) {
		p.fault(param, FaultUnknown, v, allowed)
		return ""
	}
	return v
}

// choice is a parameter that always has a value, for reports that take it.
func (p *parser) choice(param string, allowed []string) string {
	v := p.optional(param, allowed)
	if v == "" && slices.Contains(p.report.params, param) {
		return allowed[0]
	}
	return v
}

func (p *parser) period(param string) Period {
	v := p.text(param)
	switch v {
	case "":
		return Period{}
	case planWord:
		return Plan
	}
	a, b, _ := strings.Cut(v, "..")
	from, errFrom := time.Parse(time.DateOnly, strings.TrimSpace(a))
	to, errTo := time.Parse(time.DateOnly, strings.TrimSpace(b))
	switch {
	case errFrom != nil || errTo != nil:
		p.fault(param, FaultPeriod, v, nil)
	case to.Before(from):
		p.fault(param, FaultReversed, v, nil)
	default:
		return Period{From: from, To: to}
	}
	return Period{}
}

// Values writes a query as parameters, leaving out defaults; Parse reads them
// back.
func (q Query) Values() url.Values {
	v := url.Values{}
	for _, x := range []struct{ param, value, standard string }{
		{ParamRound, q.Round, ""},
		{ParamMeasure, string(q.Measure), Measures[0]},
		{ParamStage, q.Stage, ""},
		{ParamKind, q.Kind, ""},
		{ParamBy, string(q.By), Bys[0]},
		{ParamPeriod, q.Period.String(), ""},
		{ParamAsOf, string(q.AsOf), AsOfs[0]},
	} {
		if x.value != "" && x.value != x.standard {
			v.Set(x.param, x.value)
		}
	}
	return v
}
