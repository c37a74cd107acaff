package portal

import (
	"slices"

	"rootward/application"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

// todo lists what the organisation must do, the most urgent first.
func (a portfolio) todo() []templates.Todo {
	var out []templates.Todo
	for _, d := range a.drafts {
		if d.Round.Takes(d.Now) {
			out = append(out, draftTodo(d))
		}
	}
	for _, l := range a.sent {
		if p := l.Case.Position(); p.Owner == workflow.OwnerApplicant && !p.Terminal {
			out = append(out, a.sentTodo(l))
		}
	}
	slices.SortStableFunc(out, func(x, y templates.Todo) int {
		switch {
		case x.Due.At.IsZero() && y.Due.At.IsZero():
			return 0
		case x.Due.At.IsZero():
			return 1
		case y.Due.At.IsZero():
			return -1
		}
		return x.Due.At.Compare(y.Due.At)
	})
	return out
}

func draftTodo(d application.Draft) templates.Todo {
	_, closes := d.Round.Window()
	t := templates.Todo{Label: draftLabel(d), Due: templates.Due{At: closes}, Note: roundName(d.Round), Kind: "wait"}
	missing := 0
	for _, s := range d.Sections {
		missing += len(missingIn(d, s))
	}
	if missing == 0 && d.Complete() {
		t.Text, t.Link = templates.T("apply.todo_submit"), templates.Link{Href: draftPath(d.ID, "submit"), Text: templates.T("apply.check_and_submit")}
		return t
	}
	t.Text, t.Link = templates.T("apply.todo_complete", "Count", missing), templates.Link{Href: draftPath(d.ID), Text: templates.T("apply.see_missing")}
	return t
}

// sentTodo is what a submitted application waits for while its time is the
// applicant's.
func (a portfolio) sentTodo(l application.Listed) templates.Todo {
	label := labelOf(l.Application)
	_, stage := l.Case.Standing()
	t := templates.Todo{
		Label: &label, Text: templates.T("apply.todo_turn", "Stage", stageName(stage)), Note: roundName(a.rounds[l.Application.Round]),
		Link: templates.Link{Href: draftPath(l.ID), Text: templates.T("apply.see_application")},
	}
	r := a.rounds[l.Application.Round]
	if stage == workflow.StagePayment {
		t.Text = templates.T("apply.todo_pay")
		if r.Policy != nil && r.Policy.EvaluationFee() > 0 {
			t.Note = templates.Join(" · ", money(r.Policy.EvaluationFee()), roundName(r))
			t.Due = feeDue(r)
		}
	}
	return t
}

// feeDue is when the fee must have arrived: the policy's own date moved with
// the end of the window, if the round has another.
func feeDue(r round.Round) templates.Due {
	_, closes := r.Window()
	for _, m := range r.Policy.Milestones {
		if m.ID == "fee_due" && !closes.IsZero() && !r.Policy.Closes.IsZero() {
			return templates.Due{At: closes.Add(m.At.Sub(r.Policy.Closes))}
		}
	}
	return templates.Due{}
}

func (a portfolio) draftTable() templates.Table {
	t := templates.Table{
		Caption: templates.T("portfolio.drafts"), Hide: true, Cards: true, Empty: templates.T("apply.no_drafts"),
		Columns: []templates.Column{{Text: templates.T("apply.string")}, {Text: templates.T("apply.round")}, {Text: templates.T("apply.answers")}, {Text: templates.T("apply.saved")}, {Text: templates.T("apply.deadline")}},
	}
	for _, d := range a.drafts {
		done, of := 0, 0
		for _, s := range d.Sections {
			done, of = done+s.Answered, of+s.Required
		}
		_, closes := d.Round.Window()
		name := templates.Cell{Href: draftPath(d.ID), Label: draftLabel(d), Sub: templates.Plain(d.ID)}
		if name.Label == nil {
			name.Text = draftName(d)
		}
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			name,
			{Text: roundName(d.Round)},
			{Text: templates.T("apply.answered", "Done", done, "Of", of)},
			{When: &templates.When{At: d.SavedAt}},
			{Due: &templates.Due{At: closes}},
		}})
	}
	return t
}

func (a portfolio) sentTable() templates.Table {
	t := templates.Table{
		Caption: templates.T("portfolio.sent"), Hide: true, Cards: true, Empty: templates.T("apply.no_sent"),
		Columns: []templates.Column{{Text: templates.T("apply.string")}, {Text: templates.T("apply.round")}, {Text: templates.T("apply.status")}, {Text: templates.T("apply.stage")}, {Text: templates.T("apply.since")}},
	}
	for _, l := range a.sent {
		label, tag := labelOf(l.Application), standingTag(l.Case)
		_, stage := l.Case.Standing()
		name := templates.Cell{Href: draftPath(l.ID), Label: &label, Sub: templates.Plain(l.ID)}
		if label.U == "" {
			name.Label, name.Text = nil, templates.T("apply.unnamed")
		}
		since := when(l.Case.Clock.Since)
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			name, {Text: roundName(a.rounds[l.Application.Round])}, {Tag: &tag}, {Text: stageName(stage)}, {When: &since},
		}})
	}
	return t
}
