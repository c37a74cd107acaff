package portal

import (
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/idn"
	"rootward/workflow"
)

// The types below are the API's promise: fields are added, never renamed.
// Instants are RFC 3339 in UTC; null means not recorded.

// APISource is what a decision or a record rests on.
type APISource struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
}

// APIApplication is a public application.
type APIApplication struct {
	ID          string     `json:"id"`
	Round       string     `json:"round"`
	String      string     `json:"string" doc:"The applied-for string in its own script."`
	ALabel      string     `json:"a_label"`
	FinalString string     `json:"final_string" doc:"After a change of string; else the same."`
	FinalALabel string     `json:"final_a_label"`
	Script      string     `json:"script,omitempty" doc:"ISO 15924."`
	Applicant   *string    `json:"applicant" doc:"Null when the list that it comes from does not name the applicant."`
	Country     string     `json:"country,omitempty" doc:"ISO 3166-1 alpha-2."`
	Status      string     `json:"status" doc:"Public status."`
	Stage       string     `json:"stage"`
	State       string     `json:"state" doc:"State of the life cycle."`
	Since       *time.Time `json:"since" doc:"When the stage was entered."`
	Kinds       []string   `json:"kinds"`
	OnHold      bool       `json:"on_hold"`
	Version     int64      `json:"version" doc:"Rows of history so far; steps name it."`
	Self        string     `json:"self"`
}

// APIEvent is one step of the public history. Who took it is told by role.
type APIEvent struct {
	Version  int64       `json:"version"`
	Event    string      `json:"event"`
	From     string      `json:"from,omitempty"`
	To       string      `json:"to"`
	Role     string      `json:"role,omitempty"`
	At       *time.Time  `json:"at" doc:"When it happened."`
	Entered  time.Time   `json:"entered" doc:"When it was written down."`
	Decision bool        `json:"decision"`
	Reason   string      `json:"reason,omitempty"`
	Sources  []APISource `json:"sources"`
	Policy   string      `json:"policy" doc:"Version of the policy it was judged by."`
	Hash     string      `json:"hash" doc:"Chains this row to the one before it."`
}

// APIVisit is a finished stay in a stage.
type APIVisit struct {
	Stage          string     `json:"stage"`
	Entered        *time.Time `json:"entered"`
	Left           *time.Time `json:"left"`
	Days           *int       `json:"days" doc:"Whole days of 24 hours."`
	ProcessingDays *int       `json:"processing_days" doc:"Of these, the processor's and the panels'; null when the split is not known."`
	Level          *int       `json:"service_level" doc:"Days that the policy allows."`
}

// APIAnswer is an answer that the policy makes public.
type APIAnswer struct {
	Question string `json:"question"`
	Number   string `json:"number,omitempty"`
	Value    string `json:"value"`
}

// APIRecord is the public record of an application.
type APIRecord struct {
	APIApplication
	Definition string      `json:"workflow"`
	Policy     string      `json:"policy"`
	Visits     []APIVisit  `json:"visits"`
	Answers    []APIAnswer `json:"answers"`
	History    []APIEvent  `json:"history"`
	Holds      []APIHold   `json:"holds"`
	Set        *APISet     `json:"set"`
}

// APIHold is an open reason to wait.
type APIHold struct {
	Code  string    `json:"code"`
	Since time.Time `json:"since"`
}

// APISet is a contention set with its public members.
type APISet struct {
	Round     string   `json:"round"`
	Name      string   `json:"name"`
	Basis     string   `json:"basis" enum:"identical,similar"`
	Source    string   `json:"source"`
	Resolved  bool     `json:"resolved"`
	Members   int      `json:"members"`
	Open      int      `json:"open"`
	Delegated int      `json:"delegated"`
	IDs       []string `json:"applications,omitempty" doc:"Ids of the members; only for one set."`
	Self      string   `json:"self"`
}

func at(w lifecycle.When) *time.Time {
	if !w.Known {
		return nil
	}
	t := w.At.UTC()
	return &t
}

func apiApplication(l application.Listed) APIApplication {
	status, stage := l.Case.Standing()
	out := APIApplication{
		ID: l.ID, Round: l.Application.Round, String: l.String, ALabel: l.ALabel, FinalString: l.FinalString, FinalALabel: l.FinalALabel, Script: l.Script, Country: l.Country,
		Status: string(status), Stage: string(stage), State: string(l.Case.State), Since: at(l.Case.Clock.Since), Kinds: append([]string{}, l.Case.Kinds...),
		OnHold: status == workflow.StatusOnHold, Version: l.Case.Version, Self: "/api/v1" + pathOf(l.ID),
	}
	if l.ApplicantKnown && l.Applicant != "" {
		name := l.Applicant
		out.Applicant = &name
	}
	return out
}

func apiEvents(in []lifecycle.Entry) []APIEvent {
	out := []APIEvent{}
	for _, e := range in {
		x := APIEvent{
			Version: e.Version, Event: string(e.Event), From: string(e.From), To: string(e.To), Role: string(e.Role), At: at(e.At), Entered: e.Entered.UTC(),
			Decision: e.Decision, Reason: e.Reason, Sources: []APISource{}, Policy: e.Policy, Hash: e.Hash,
		}
		if isHold(e) {
			x.Reason = publicHold(e.Hold)
			e.Sources = nil
		}
		for _, s := range e.Sources {
			x.Sources = append(x.Sources, APISource(s))
		}
		out = append(out, x)
	}
	return out
}

// recordJSON is a record for programs.
func recordJSON(r application.Record) APIRecord {
	out := APIRecord{
		APIApplication: apiApplication(r.Listed), Definition: r.Case.Definition.Name, Policy: r.Case.Policy,
		Visits: []APIVisit{}, Answers: []APIAnswer{}, History: apiEvents(r.History), Holds: []APIHold{},
	}
	page := record{Record: r}
	for _, v := range r.Visits {
		if !page.secret(v.Stage) {
			out.Visits = append(out.Visits, apiVisit(v, r.Round.Policy))
		}
	}
	for _, a := range r.Answers {
		out.Answers = append(out.Answers, APIAnswer{Question: a.Question.ID, Number: a.Question.Number, Value: a.Value})
	}
	for _, h := range r.Holds {
		if h.ClosedAt.IsZero() {
			out.Holds = append(out.Holds, APIHold{Code: publicHold(h.Code), Since: h.OpenedAt.UTC()})
		}
	}
	if r.Set != nil && len(r.Set.Members) > 0 {
		set := apiSet(*r.Set)
		out.Set = &set
	}
	return out
}

func apiVisit(v lifecycle.Visit, p *round.Policy) APIVisit {
	out := APIVisit{Stage: string(v.Stage), Entered: at(v.Entered), Left: at(v.Left)}
	if v.Counted() {
		days := v.Days()
		out.Days = &days
	}
	if v.Counted() && v.Split {
		days := v.ProcessingDays()
		out.ProcessingDays = &days
	}
	if l, ok := p.Level(v.Stage); ok {
		out.Level = &l.Days
	}
	return out
}

func apiSet(s application.Set) APISet {
	c := contention{Set: s}
	open, delegated := c.live()
	out := APISet{
		Round: s.Round, Name: s.Name, Basis: s.Basis, Source: s.Source, Resolved: open+delegated <= 1, Members: len(s.Members), Open: open, Delegated: delegated,
		Self: "/api/v1" + setPath(s.Round, s.Name),
	}
	for _, m := range s.Members {
		out.IDs = append(out.IDs, m.ID)
	}
	return out
}

var outcomeNames = map[idn.Severity]string{idn.Passed: "passed", idn.Warned: "warned", idn.Failed: "failed"}
