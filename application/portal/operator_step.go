package portal

import (
	"fmt"
	"strings"
	"time"

	"rootward/application/lifecycle"
	"rootward/templates"
	"rootward/workflow"
)

// The fields of a form that takes a step.
const (
	stepEvent   = "event"
	stepVersion = "version"
	stepReason  = "reason"
	stepSource  = "source"
	stepURL     = "source_url"
	stepAt      = "at"
	stepTo      = "to"
	stepHold    = "hold"
	stepHoldID  = "hold_id"
	stepSeen    = "seen"
)

// stepForms shows every step that the actor may take, with its form, or
// switched off with what is missing.
func stepForms(action string, s lifecycle.Snapshot, options []workflow.Option, typed *form, wrong []templates.FieldError) []templates.StepForm {
	var out []templates.StepForm
	for _, o := range options {
		after := s
		after.State = o.Step.To
		tag := standingTag(after)
		f := templates.StepForm{
			ID: "step-" + string(o.Step.Event), Title: eventName(o.Step.Event), Source: templates.Plain(o.Step.Source), To: &tag,
			Effect: templates.T("operator.leads_to", "State", stateName(o.Step.To)),
			Action: templates.Action{Href: action, Post: true, Text: eventName(o.Step.Event)},
			Hidden: hidden(stepEvent, string(o.Step.Event), stepVersion, fmt.Sprint(s.Version)),
		}
		if o.Refused != nil {
			f.Action.Off, f.Action.Why = true, lacking(o.Refused)
		} else {
			f.Fields = stepFields(o.Step.Decision, o.Step.Dated)
		}
		keep(&f, string(o.Step.Event), typed, wrong)
		out = append(out, f)
	}
	return out
}

// keep fills the form that was just refused with what was typed into it.
func keep(f *templates.StepForm, event string, typed *form, wrong []templates.FieldError) {
	if typed != nil && typed.text(stepEvent) == event {
		f.Fields, f.Open = typed.fill(f.Fields, wrong), true
	}
}

func hidden(pairs ...string) []templates.Hidden {
	var out []templates.Hidden
	for i := 0; i+1 < len(pairs); i += 2 {
		out = append(out, templates.Hidden{Name: pairs[i], Value: pairs[i+1]})
	}
	return out
}

// stepFields asks for reason and source, which decisions must have, and for a
// day where the step may lie in the past.
func stepFields(decision, dated bool) []templates.Field {
	fields := []templates.Field{
		{Name: stepReason, Kind: "area", Rows: 3, Label: templates.T("operator.reason"), Hint: templates.T("operator.reason.hint"), Optional: !decision, Max: 8000},
		{Name: stepSource, Kind: "text", Label: templates.T("operator.source"), Hint: templates.T("operator.source.hint"), Optional: !decision, Max: 500},
		{Name: stepURL, Kind: "url", Label: templates.T("operator.source_url"), Optional: true, Max: 2000, Dir: "ltr"},
	}
	if dated {
		fields = append(fields, templates.Field{Name: stepAt, Kind: "date", Label: templates.T("operator.at"), Hint: templates.T("operator.at.hint"), Optional: true})
	}
	return fields
}

// typedSources reads the sources of a step; one is asked for, one may be an
// address alone.
func typedSources(f *form) []lifecycle.Source {
	return []lifecycle.Source{{Title: f.text(stepSource), URL: f.text(stepURL)}}
}

// typedDay reads the day of a step. A day means its beginning in UTC, but
// today means now: a step cannot lie before the one before it that same day.
func typedDay(f *form, now time.Time) (lifecycle.When, error) {
	v := f.text(stepAt)
	if v == "" || v == now.UTC().Format(time.DateOnly) {
		return lifecycle.Unrecorded, nil
	}
	t, err := time.Parse(time.DateOnly, v)
	if err != nil {
		return lifecycle.Unrecorded, &lifecycle.Invalid{Field: stepAt, Why: "date"}
	}
	return lifecycle.On(t), nil
}

// crossField puts errors of the door on the fields of the form.
func crossField(list []templates.FieldError) []templates.FieldError {
	for i := range list {
		if strings.HasPrefix(list[i].Field, "sources") {
			list[i].Field = stepSource
		}
	}
	return list
}

// lacking lists what keeps a step from being taken, for behind "Not yet".
func lacking(r *workflow.Refused) []templates.Text {
	if len(r.Missing) == 0 {
		return []templates.Text{refusal(r)}
	}
	out := make([]templates.Text, len(r.Missing))
	for i, f := range r.Missing {
		out[i] = templates.T("fact." + string(f))
	}
	return out
}
