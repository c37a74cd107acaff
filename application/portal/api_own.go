package portal

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/workflow"
)

func (p *Portal) ownOperations(api huma.API) {
	operation(p, api, secured(get("get-me", "/api/v1/me", "Who the token belongs to", "me")), p.apiMe)
	operation(p, api, secured(get("list-my-applications", "/api/v1/me/applications", "List the applications of one's organisation, drafts included", "me")), p.apiMyApplications)
	operation(p, api, secured(get("list-my-tasks", "/api/v1/me/tasks", "List the evaluation tasks one may see", "me")), p.apiMyTasks)
	operation(p, api, secured(post("move-application", "/api/v1/applications/{id}/events", "Take a step on an application", "applications")), p.apiMoveApplication)
	operation(p, api, secured(post("move-task", "/api/v1/tasks/{id}/events", "Take a step on an evaluation task", "tasks")), p.apiMoveTask)
}

// post describes an operation that takes a step.
func post(id, path, summary, tag string) huma.Operation {
	return huma.Operation{
		OperationID: id, Method: http.MethodPost, Path: path, Summary: summary, Tags: []string{tag},
		Errors: []int{http.StatusForbidden, http.StatusNotFound, http.StatusConflict},
	}
}

// APIMe is the account that a token belongs to.
type APIMe struct {
	ID           string     `json:"id"`
	Email        string     `json:"email"`
	Name         string     `json:"name"`
	Organisation string     `json:"organisation,omitempty"`
	Rank         string     `json:"rank,omitempty" doc:"primary may submit and withdraw; additional may edit."`
	Grants       []APIGrant `json:"grants"`
}

// APIGrant is a role that staff hold; without a panel, for all panels.
type APIGrant struct {
	Role  string `json:"role"`
	Panel string `json:"panel,omitempty"`
}

func (p *Portal) apiMe(_ context.Context, c echo.Context, _ *struct{}) (*one[APIMe], error) {
	a := p.viewer(c).Account
	out := APIMe{ID: a.ID, Email: a.Email, Name: a.Name, Organisation: a.OrganisationName, Rank: string(a.Rank), Grants: []APIGrant{}}
	for _, g := range a.Grants {
		out.Grants = append(out.Grants, APIGrant{Role: string(g.Role), Panel: g.Panel})
	}
	return &one[APIMe]{out}, nil
}

func (p *Portal) apiMyApplications(ctx context.Context, c echo.Context, in *APIPage) (*list[APIApplication], error) {
	from := place(in.After)
	found, err := p.Applications.Store.Find(ctx, application.Filter{
		Organisation: p.viewer(c).Account.Organisation, AfterLabel: from.ALabel, AfterID: from.ID, Limit: in.Limit + 1,
	})
	if err != nil {
		return nil, fmt.Errorf("own applications: %w", err)
	}
	out := &list[APIApplication]{}
	out.Body.Total = -1
	fillApplications(out, found, in.Limit)
	return out, nil
}

// APITask is an evaluation task.
type APITask struct {
	ID          string     `json:"id"`
	Application string     `json:"application"`
	String      string     `json:"string"`
	ALabel      string     `json:"a_label"`
	Panel       string     `json:"panel"`
	Stage       string     `json:"stage"`
	Group       string     `json:"group" enum:"overdue,yours,pool,others"`
	State       string     `json:"state"`
	Due         time.Time  `json:"due"`
	LeaseUntil  *time.Time `json:"lease_until" doc:"When the claim lapses, if it is yours."`
	Version     int64      `json:"version"`
}

type tasksInput struct {
	After string `query:"after" doc:"With group: where the page before ended."`
	Group string `query:"group" enum:"overdue,yours,pool,others" doc:"Only this group; without it the beginning of each."`
	Panel string `query:"panel" doc:"Only this panel."`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"Rows of each group."`
}

func (p *Portal) apiMyTasks(ctx context.Context, c echo.Context, in *tasksInput) (*list[APITask], error) {
	me := p.viewer(c).ID()
	q, err := p.Evaluation.Queue(ctx, me, evaluation.Filter{
		Group: evaluation.Group(in.Group), Panel: in.Panel, After: evaluation.ParseCursor(in.After), Limit: in.Limit,
	})
	if err != nil {
		return nil, err //nolint:wrapcheck // has its kind
	}
	out := &list[APITask]{}
	out.Body.Items = []APITask{}
	for _, part := range q.Parts {
		if in.Group != "" && string(part.Group) != in.Group {
			continue
		}
		out.Body.Total += part.Count
		for _, r := range part.Rows {
			t := APITask{
				ID: r.ID, Application: r.Application, String: r.About.String, ALabel: r.About.ALabel, Panel: r.Panel, Stage: string(r.Stage), Group: string(part.Group),
				State: string(r.State), Due: r.Due.UTC(), Version: r.Version,
			}
			if r.Claimant == me && !r.Until.IsZero() {
				until := r.Until.UTC()
				t.LeaseUntil = &until
			}
			out.Body.Items = append(out.Body.Items, t)
		}
		if in.Group != "" {
			out.Body.Next = part.Next.String()
		}
	}
	return out, nil
}

// stepInput is a step that somebody asks for.
type stepInput struct {
	ID   string `path:"id" doc:"Id of the application or task."`
	Body struct {
		Event   string      `json:"event" minLength:"1" maxLength:"100" doc:"Event of the life cycle, such as withdraw; also record, hold_open and hold_close."`
		Version int64       `json:"version" minimum:"1" doc:"The version of the case that the step was decided on."`
		Reason  string      `json:"reason,omitempty" maxLength:"20000" doc:"Mandatory for decisions."`
		Sources []APISource `json:"sources,omitempty" maxItems:"100" doc:"Mandatory for decisions and recorded events."`
		To      string      `json:"to,omitempty" doc:"With record: the state that was entered."`
		At      *time.Time  `json:"at,omitempty" doc:"When it happened; with record null means not known."`
		Hold    string      `json:"hold,omitempty" doc:"With hold_open: the reason's code."`
		HoldID  int64       `json:"hold_id,omitempty" doc:"With hold_close: which hold."`
	}
}

func (in *stepInput) sources() []lifecycle.Source {
	out := make([]lifecycle.Source, len(in.Body.Sources))
	for i, s := range in.Body.Sources {
		out[i] = lifecycle.Source(s)
	}
	return out
}

func (in *stepInput) at() lifecycle.When {
	if in.Body.At == nil {
		return lifecycle.Unrecorded
	}
	return lifecycle.On(*in.Body.At)
}

// APIStep is what a step led to.
type APIStep struct {
	ID      string      `json:"id"`
	State   string      `json:"state"`
	Status  string      `json:"status"`
	Stage   string      `json:"stage"`
	Version int64       `json:"version"`
	Receipt *APIReceipt `json:"receipt,omitempty"`
}

// APIReceipt proves a submission.
type APIReceipt struct {
	Number string    `json:"number"`
	At     time.Time `json:"at"`
	Digest string    `json:"digest" doc:"SHA-256 of every answer as submitted."`
}

// apiMoveApplication takes a step through the one door. Submitting, taking
// back and withdrawing go through the use cases, which also write receipts
// and mails.
func (p *Portal) apiMoveApplication(ctx context.Context, c echo.Context, in *stepInput) (*one[APIStep], error) {
	me, b := p.viewer(c), in.Body
	of := application.CaseOf(in.ID)
	var receipt *APIReceipt
	var err error
	switch event := workflow.Event(b.Event); event {
	case workflow.Submit, workflow.SubmitRequest:
		var r application.Receipt
		if r, err = p.Applications.Submit(ctx, me.ID(), in.ID, b.Version); err == nil {
			receipt = &APIReceipt{Number: r.Number, At: r.At.UTC(), Digest: r.Digest}
		}
	case workflow.Recall:
		err = p.Applications.Recall(ctx, me.ID(), in.ID, b.Version)
	case workflow.Withdraw:
		err = p.Applications.Withdraw(ctx, me.ID(), in.ID, b.Version, b.Reason)
	case workflow.HoldOpen:
		_, err = p.Door.OpenHold(ctx, lifecycle.HoldRequest{Case: of, Actor: me.Actor(), Version: b.Version, Code: b.Hold, Reason: b.Reason, Sources: in.sources()})
	case workflow.HoldClose:
		_, err = p.Door.CloseHold(ctx, lifecycle.HoldRequest{Case: of, Actor: me.Actor(), Version: b.Version, ID: b.HoldID, Reason: b.Reason, Sources: in.sources()})
	default:
		_, err = p.Door.Move(ctx, lifecycle.Request{
			Case: of, Event: event, Actor: me.Actor(), Version: b.Version, Reason: b.Reason, Sources: in.sources(), To: workflow.State(b.To), At: in.at(),
		})
	}
	return p.stepped(ctx, me, of, receipt, err)
}

// apiMoveTask takes a step on a task through the use cases of evaluation.
func (p *Portal) apiMoveTask(ctx context.Context, c echo.Context, in *stepInput) (*one[APIStep], error) {
	me, b := p.viewer(c), in.Body
	j := evaluation.Judgement{Account: me.ID(), Task: in.ID, Version: b.Version, Reason: b.Reason, Sources: in.sources()}
	var err error
	switch event := workflow.Event(b.Event); event {
	case workflow.Claim:
		err = p.Evaluation.Claim(ctx, me.ID(), in.ID, b.Version)
	case workflow.Release:
		err = p.Evaluation.Release(ctx, me.ID(), in.ID, b.Version)
	case workflow.RecommendPass, workflow.RecommendFail:
		j.Outcome = map[workflow.Event]evaluation.Outcome{workflow.RecommendPass: evaluation.Pass, workflow.RecommendFail: evaluation.Fail}[event]
		err = p.Evaluation.Recommend(ctx, j)
	case workflow.DecidePass, workflow.DecideFail:
		j.Outcome = map[workflow.Event]evaluation.Outcome{workflow.DecidePass: evaluation.Pass, workflow.DecideFail: evaluation.Fail}[event]
		err = p.Evaluation.Decide(ctx, j)
	case workflow.SendBack:
		err = p.Evaluation.SendBack(ctx, j)
	default:
		_, err = p.Door.Move(ctx, lifecycle.Request{
			Case: evaluation.CaseOf(in.ID), Event: event, Actor: me.Actor(), Version: b.Version, Reason: b.Reason, Sources: in.sources(),
		})
	}
	return p.stepped(ctx, me, evaluation.CaseOf(in.ID), nil, err)
}

// stepped tells where a case stands after a step. Who was too late learns the
// version that the case has now, if they may see it.
func (p *Portal) stepped(ctx context.Context, me Viewer, of lifecycle.Case, receipt *APIReceipt, err error) (*one[APIStep], error) {
	if err != nil && !errors.Is(err, lifecycle.ErrConflict) {
		return nil, err
	}
	s, errRead := p.Applications.Store.ReadCase(ctx, of)
	if err != nil {
		if errRead == nil {
			if sees, errSees := p.Authority.Sees(ctx, me.Account, s); errSees == nil && sees {
				return nil, &overtaken{error: err, version: s.Version}
			}
		}
		return nil, err
	}
	if errRead != nil {
		return nil, fmt.Errorf("reading %s after its step: %w", of, errRead)
	}
	status, stage := s.Standing()
	return &one[APIStep]{APIStep{ID: of.ID, State: string(s.State), Status: string(status), Stage: string(stage), Version: s.Version, Receipt: receipt}}, nil
}

// overtaken is a conflict with the version that a case has now.
type overtaken struct {
	error
	version int64
}

func (o *overtaken) Unwrap() error { return o.error }
