package portal

import (
	"strconv"
	"strings"

	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/templates"
	"rootward/workflow"
)

// The forms of a task that judge the whole of it.
const (
	formRecommend = "recommend"
	formDecide    = "decide"
	// sendBack stands among the outcomes of a decision: no outcome yet.
	sendBack evaluation.Outcome = "send_back"
)

// recommendation shows what was recommended, or asks the one who holds the
// task, as soon as every criterion is judged.
func recommendation(f evaluation.File, a attempt) *templates.Judgement {
	j := &templates.Judgement{Title: templates.T("task.recommendation"), Note: templates.T("task.recommendation.note"), Primary: true}
	if e, ok := lastEntry(f, workflow.TaskRecommended); ok && f.Advice != "" {
		j.Note, j.Done = nil, judged(f, e, "outcome."+string(f.Advice), outcomeShape(f.Advice))
		return j
	}
	o, ok := option(f, workflow.RecommendPass)
	switch {
	case !ok || f.Claimant != f.Reader:
		return nil
	case o.Refused != nil:
		j.Off, j.Why, j.Fix = true, lacking(o.Refused), unjudged(f)
	default:
		j.Form = judgementForm(f, formRecommend, "task.recommend", offered("outcome", evaluation.Outcomes), a)
	}
	return j
}

// decision shows what was decided, or asks a decider.
func decision(f evaluation.File, a attempt) *templates.Judgement {
	j := &templates.Judgement{Title: templates.T("task.decision"), Note: templates.T("task.decision.note"), Primary: true}
	if e, ok := lastEntry(f, workflow.TaskPassed, workflow.TaskNotPassed); ok {
		status, _ := workflow.EvaluationTask.Public(e.To, 0)
		j.Note, j.Done = nil, judged(f, e, "status."+string(status), shapes[status])
		return j
	}
	o, ok := option(f, workflow.DecidePass)
	switch {
	case !ok:
		return nil
	case o.Refused != nil:
		j.Off, j.Why = true, lacking(o.Refused)
	default:
		outcomes := append(offered("outcome", evaluation.Outcomes), templates.Option{Value: string(sendBack), Text: templates.T("task.outcome.send_back")})
		j.Form = judgementForm(f, formDecide, "task.decide", outcomes, a)
	}
	return j
}

func outcomeShape(o evaluation.Outcome) string {
	if o == evaluation.Pass {
		return "done"
	}
	return "stop"
}

func judged(f evaluation.File, e lifecycle.Entry, key, shape string) *templates.Decision {
	return &templates.Decision{
		Title: templates.T(key), Tag: templates.Tag{Kind: shape, Text: templates.T(key)}, Reasons: templates.Plain(e.Reason), By: templates.Plain(f.Names[e.Actor]),
		When: templates.When{At: e.Entered}, Sources: sources(e.Sources),
	}
}

// unjudged leads to the first required criterion without a finding.
func unjudged(f evaluation.File) []templates.Link {
	for i, c := range f.Panel.Criteria {
		if c.Required && f.Finding(c.ID).Revision == 0 {
			return []templates.Link{{Href: "#criterion-" + c.ID, Text: templates.T("task.go_to", "Number", i+1)}}
		}
	}
	return nil
}

func judgementForm(f evaluation.File, form, button string, outcomes []templates.Option, a attempt) *templates.Form {
	out := &templates.Form{
		Action: taskPath(f.ID) + "/" + form, Button: templates.T(button), Hidden: hidden(fieldVersion, strconv.FormatInt(f.Version, 10)),
		Fields: a.fields(form, []templates.Field{
			{Name: evaluation.FieldOutcome, Kind: "radios", Label: templates.T("task.outcome"), Options: outcomes},
			{Name: evaluation.FieldReason, Kind: "area", Rows: 6, Label: templates.T("task.reasons"), Hint: templates.T("task.reasons.hint"), Max: 8000},
			{Name: evaluation.FieldSources, Kind: "area", Rows: 3, Label: templates.T("task.sources"), Hint: templates.T("task.sources.hint")},
		}),
	}
	if a.form == form {
		out.Hidden = hidden(fieldVersion, a.typed.text(fieldVersion))
		out.Errors = a.wrong
	}
	return out
}

// sourceLines reads sources as they are typed: one on each line, an address
// at the end of it.
func sourceLines(text string) []lifecycle.Source {
	var out []lifecycle.Source
	for _, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		s := lifecycle.Source{Title: strings.Join(words, " ")}
		if last := words[len(words)-1]; strings.HasPrefix(last, "https://") || strings.HasPrefix(last, "http://") {
			s.Title, s.URL = strings.Join(words[:len(words)-1], " "), last
		}
		out = append(out, s)
	}
	return out
}

// taskLine is what happened to the task, and what comes next.
func taskLine(f evaluation.File) []templates.Event {
	var out []templates.Event
	for _, e := range f.History {
		x := templates.Event{State: "past", Name: word("happened", e.Event), When: templates.When{At: e.Entered}, Actor: templates.Plain(f.Names[e.Actor])}
		if e.Event == workflow.Open {
			x.Name = templates.T("task.open_line")
		}
		if x.Actor == nil {
			x.Actor = templates.T("task.by_rule")
		}
		if e.Event == workflow.SendBack || e.Event == workflow.TakeBack {
			x.Reasons, x.Sources = templates.Plain(e.Reason), sources(e.Sources)
		}
		out = append(out, x)
	}
	if len(out) > 0 && f.Done.IsZero() {
		out[len(out)-1].State = "here"
	}
	return out
}
