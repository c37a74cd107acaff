package portal

import (
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

// record builds the page of one application from its public record.
type record struct {
	application.Record
	lang string
	now  time.Time
}

// today is the day on which the application is judged.
func (r record) today() time.Time { return r.Round.Today(r.now) }

func (r record) view() templates.ApplicationShow {
	status, stage := r.Case.Standing()
	a := r.Application
	v := templates.ApplicationShow{
		Label:     labelOf(a),
		LabelNote: r.labelNote(),
		Crumbs: []templates.Link{
			{Href: "/applications", Text: templates.T("nav.applications")},
			{Href: "/applications?round=" + a.Round, Text: roundName(r.Round)},
		},
		Status:     statusTag(status),
		Stage:      stageName(stage),
		Follow:     []templates.Link{{Href: pathOf(a.ID) + ".json", Text: templates.T("public.json")}},
		Summary:    r.summary(),
		Applicant:  applicant(a),
		Holds:      r.holds(),
		Ball:       r.ball(),
		Decisions:  r.decisions(),
		Spans:      r.spans(),
		Timeline:   r.timeline(),
		Stages:     r.stages(),
		Answers:    r.answers(),
		AnswerNote: templates.T("public.answers.note"),
		Set:        r.set(),
	}
	if !ownNumber(a) {
		v.Number = a.ID
	}
	v.Tabs = r.tabs()
	return v
}

func (r record) tabs() []templates.Tab {
	here := pathOf(r.ID)
	out := []templates.Tab{{Link: templates.Link{Href: here, Text: templates.T("public.tab.record")}, Current: true}}
	if len(r.Answers) > 0 {
		out = append(out, templates.Tab{Link: templates.Link{Href: here + "#answers", Text: templates.T("public.tab.answers")}})
	}
	if r.Set != nil {
		out = append(out, templates.Tab{Link: templates.Link{Href: setPath(r.Set.Round, r.Set.Name), Text: templates.T("public.tab.contention")}, Count: len(r.Set.Members), Counted: true})
	}
	return append(out, templates.Tab{Link: templates.Link{Href: here + ".json", Text: templates.T("public.tab.raw")}})
}

// labelNote says what kind of string it is, and what became of it.
func (r record) labelNote() templates.Text {
	a := r.Application
	note := script(r.lang, a.Script)
	if a.String == a.ALabel {
		note = templates.T("public.ascii")
	}
	if a.FinalALabel != "" && a.FinalALabel != a.ALabel {
		return templates.Join("; ", note, templates.T("public.changed_to", "String", templates.Plain(a.FinalString)))
	}
	return note
}

// summary says in two or three sentences, behind the applicant's name, what
// was asked and what became of it.
func (r record) summary() templates.Text {
	a := r.Application
	asked := templates.T("public.summary.asked", "Round", templates.InRound(r.Round.ID))
	if a.Country != "" {
		asked = templates.T("public.summary.asked_from", "Country", country(r.lang, a.Country), "Round", templates.InRound(r.Round.ID))
	}
	parts := []templates.Text{asked}
	if r.Set != nil && len(r.Set.Members) > 1 {
		parts = append(parts, templates.T("public.summary.contends", "Count", len(r.Set.Members)-1))
	}
	status, _ := r.Case.Standing()
	if since := r.Case.Clock.Since; since.Known {
		parts = append(parts, templates.T("public.summary.since", "Status", word("status", status), "Day", since.At))
	} else {
		parts = append(parts, templates.T("public.summary.undated", "Status", word("status", status)))
	}
	if a.Note != "" {
		parts = append(parts, templates.T(a.Note))
	}
	return templates.Join(" ", parts...)
}

// holds lists what keeps the application from going on now. The opener's name
// is never public, nor is the note beside the reason.
func (r record) holds() []templates.Hold {
	var out []templates.Hold
	for _, h := range r.Holds {
		if h.ClosedAt.IsZero() {
			out = append(out, templates.Hold{Reason: holdReason(h.Code), Since: templates.When{At: h.OpenedAt}})
		}
	}
	return out
}

// holdReason is why a case waits. Words that we do not know are shown as the
// general one: a code typed by somebody is not for the public.
func holdReason(code string) templates.Text { return templates.T("hold." + publicHold(code)) }

// ball says who must act now; nil when nobody must.
func (r record) ball() *templates.Ball {
	p := r.Case.Position()
	if p.Owner == workflow.OwnerNone || p.Terminal {
		return nil
	}
	c := r.Case.Clock
	out := &templates.Ball{
		Owner: string(p.Owner), Who: ownerName(p.Owner), Since: when(c.Since),
		What: templates.T("public.ball.what", "Stage", stageName(p.Stage)),
		Then: templates.T("public.ball.then"),
	}
	level, ok := r.Round.Policy.Level(p.Stage)
	if !ok {
		out.Level = templates.T("public.ball.no_level")
		out.Then = nil
		return out
	}
	out.Level = levelText(level)
	if !c.Since.Known {
		return out
	}
	due := c.Since.At.AddDate(0, 0, level.Days)
	out.Due = templates.Due{At: due}
	tag := verdict(lifecycle.WholeDays(r.today().Sub(c.Since.At)) <= level.Days)
	out.InTime = &tag
	if r.Case.Holds > 0 {
		out.Due = templates.Due{Paused: true, Left: max(due.Sub(r.today()), 0)}
	}
	return out
}

func levelText(l round.ServiceLevel) templates.Text {
	return templates.Join(" · ", templates.T("public.level", "Count", l.Days, "Basis", templates.Plain(l.Basis)), tagged(l.Tag))
}

func verdict(inTime bool) templates.Tag {
	if inTime {
		return templates.Tag{Kind: "done", Text: templates.T("public.in_time")}
	}
	return templates.Tag{Kind: "late", Text: templates.T("public.late")}
}

// decisions lists outcomes with their reasons and sources, newest first: what
// was decided here, and ends that a source tells.
func (r record) decisions() []templates.Decision {
	var out []templates.Decision
	for i := len(r.History) - 1; i >= 0; i-- {
		e := r.History[i]
		p, _ := r.Case.Definition.Position(e.To)
		ended := e.Event == workflow.Record && (p.Stage == workflow.StageClosed || p.Stage == workflow.StageDelegated)
		if (!e.Decision && !ended) || isHold(e) {
			continue
		}
		d := templates.Decision{Title: r.name(e), Tag: statusTag(p.Status), Reasons: templates.Plain(e.Reason), By: roleName(e.Role), When: when(e.At), Sources: sources(e.Sources)}
		if ended {
			d.By, d.Reasons = nil, basis(e)
			d.Recorded = templates.T("public.recorded", "Role", roleName(e.Role), "Day", e.Entered)
		}
		out = append(out, d)
	}
	return out
}

// basis is how a list tells a recorded event: it is no reason for it.
func basis(e lifecycle.Entry) templates.Text {
	if e.Reason == "" {
		return nil
	}
	return templates.T("public.basis", "Basis", templates.Plain(e.Reason))
}

// isHold reports whether an entry opens or closes a hold. The public reads why
// by its code; what somebody wrote beside it may be confidential.
func isHold(e lifecycle.Entry) bool {
	return e.Event == workflow.HoldOpen || e.Event == workflow.HoldClose
}

// name is what an entry is called: the step, or for what a source tells the
// state that it led to.
func (r record) name(e lifecycle.Entry) templates.Text {
	switch e.Event {
	case workflow.HoldOpen, workflow.HoldClose:
		return templates.T("event."+string(e.Event)+".because", "Reason", holdReason(e.Hold))
	}
	return happened(r.Case.Definition, e)
}

// timeline lists every step that may be shown, oldest first. The rules that it
// was judged by are told where they change.
func (r record) timeline() []templates.Event {
	var out []templates.Event
	left, rules := r.leftBy(), ""
	for _, e := range r.History {
		if e.Event == workflow.Classify {
			continue
		}
		p, _ := r.Case.Definition.Position(e.To)
		x := templates.Event{
			State: "past", Name: r.name(e), When: when(e.At), Actor: roleName(e.Role), Reasons: templates.Plain(e.Reason), Sources: sources(e.Sources),
		}
		if e.Policy != rules {
			rules, x.Rules = e.Policy, templates.T("public.rules", "Version", templates.Plain(e.Policy))
		}
		if isHold(e) {
			x.Reasons, x.Sources = nil, nil
		}
		if e.Event == workflow.Record && e.Reason != "" {
			x.Reasons, x.Text = nil, basis(e)
		}
		if p.Owner != workflow.OwnerNone {
			x.Owner, x.Ball = string(p.Owner), ownerName(p.Owner)
		}
		switch {
		case p.State == workflow.Delegated:
			x.State = "root"
		case !e.At.Known:
			x.State = "gap"
		}
		if v, ok := left[e.ID]; ok {
			x.Text, x.Tag = templates.Join(" ", r.visitText(v), x.Text), r.visitTag(v)
		}
		if r.skipped(e) {
			x.Text = templates.Join(" ", x.Text, templates.T("public.skipped"))
		}
		out = append(out, x)
	}
	if n := len(out); n > 0 && out[n-1].State == "past" && !r.Case.Position().Terminal {
		out[n-1].State = "here"
	}
	return out
}

// skipped reports whether a recorded event left out steps in between.
func (r record) skipped(e lifecycle.Entry) bool {
	return e.Event == workflow.Record && !r.Case.Definition.Joins(e.From, e.To)
}

func (r record) leftBy() map[int64]lifecycle.Visit {
	out := map[int64]lifecycle.Visit{}
	for _, v := range r.Visits {
		out[v.LeftEntry] = v
	}
	return out
}

func (r record) visitText(v lifecycle.Visit) templates.Text {
	if !v.Counted() {
		return nil
	}
	return templates.T("public.stage_took", "Stage", stageName(v.Stage), "Count", v.Days())
}

func (r record) visitTag(v lifecycle.Visit) *templates.Tag {
	level, ok := r.Round.Policy.Level(v.Stage)
	if !ok || !v.Counted() {
		return nil
	}
	tag := verdict(v.Days() <= level.Days)
	return &tag
}

// publicHold is the code of a hold as the public may read it.
func publicHold(code string) string {
	for _, c := range workflow.HoldCodes {
		if c == code {
			return c
		}
	}
	return "other"
}
