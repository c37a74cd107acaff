package portal

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"rootward/application/access"
	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

// findingRevision is the revision of a finding, which is not the version of
// its task.
const findingRevision = "revision"

// taskShow is a task with all that its panel works with.
func (p *Portal) taskShow(c echo.Context) error {
	return p.showTask(c, http.StatusOK, attempt{})
}

// attempt is a form of the task that was refused: which one, what was typed
// and what is wrong with it.
type attempt struct {
	form  string // id of a criterion, "recommend" or "decide"
	typed *form
	wrong []templates.FieldError
}

// fields are the fields of one form of the page, filled with what was typed
// if it is the one that was refused.
func (a attempt) fields(form string, fields []templates.Field) []templates.Field {
	if a.form != form || a.typed == nil {
		return fields
	}
	return a.typed.fill(fields, a.wrong)
}

func (p *Portal) showTask(c echo.Context, status int, a attempt) error {
	v := p.viewer(c)
	f, err := p.Evaluation.Open(c.Request().Context(), v.ID(), c.Param("id"))
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	view := p.taskView(f, v, a)
	if err := p.neighbours(c, &view, f); err != nil {
		return err
	}
	page := p.page(c, "task.title", "Label", templates.Plain(view.Label.U), "Panel", word("panel", f.Task.Panel))
	page.Nav = "queue"
	return p.render(c, status, page, view)
}

// neighbours leads to the rows before and after this one in the reader's
// queue. A task that has left it leads to the row to go on with.
func (p *Portal) neighbours(c echo.Context, view *templates.TaskShow, f evaluation.File) error {
	if !p.viewer(c).Can(access.ReadQueue) {
		return nil
	}
	q, err := p.Evaluation.Queue(c.Request().Context(), f.Reader, evaluation.Filter{})
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	var rows []evaluation.Row
	at := -1
	for _, part := range q.Parts {
		for _, r := range part.Rows {
			if r.ID == f.ID {
				at = len(rows)
				view.Place = templates.T("task.place", "Place", len(rows)+1, "Count", q.Total())
			}
			rows = append(rows, r)
		}
	}
	if at > 0 {
		view.Prev = &templates.Link{Href: taskPath(rows[at-1].ID), Text: templates.T("task.previous")}
	}
	if at+1 < len(rows) {
		view.Next = &templates.Link{Href: taskPath(rows[at+1].ID), Text: templates.T("task.next")}
	}
	return nil
}

func (p *Portal) taskView(f evaluation.File, v Viewer, a attempt) templates.TaskShow {
	view := templates.TaskShow{
		Label: finalLabel(f.About), Applicant: applicant(f.About), State: *taskTag(f.Task), Days: templates.T("days", "Count", f.Days(f.Now)), Due: taskDue(f.Task),
		Lease: taskLease(f), Actions: taskActions(f), Errors: a.wrong, Evidence: evidenceTables(f), Answers: taskAnswers(f, v.Lang),
		Criteria: criteria(f, a), Recommend: recommendation(f, a), Decide: decision(f, a), Line: taskLine(f), Version: int(f.Version),
	}
	if v.Can(access.ReadQueue) {
		view.Crumbs = []templates.Link{{Href: "/queue", Text: templates.T("nav.queue")}}
	}
	view.Crumbs = append(view.Crumbs, templates.Link{Href: pathOf(f.About.ID), Text: word("panel", f.Task.Panel)})
	view.Progress = templates.T("task.progress", "Done", len(f.Findings), "Count", len(f.Panel.Criteria))
	// Panels that look at the string see what the rules say about it.
	if checks, _ := evaluation.ChecksOf(f.Task.Panel); len(checks) > 0 && f.About.FinalString != "" {
		verdict := labelVerdict(p.Applications.Judge(f.About.FinalString, f.Round.Policy))
		verdict.Level = 3 // below "Evidence"
		view.Verdict = &verdict
	}
	for _, t := range f.Siblings {
		view.Sibling = append(view.Sibling, templates.Link{Href: taskPath(t.ID), Text: templates.Join(": ", word("panel", t.Panel), taskTag(t).Text)})
	}
	return view
}

func taskLease(f evaluation.File) *templates.Lease {
	if f.State != workflow.TaskClaimed {
		return nil
	}
	l := &templates.Lease{Until: f.Until, Mine: f.Claimant == f.Reader, Holder: templates.Plain(f.Names[f.Claimant])}
	if l.Mine {
		l.Renew = taskPath(f.ID) + "/renew"
	}
	return l
}

// taskActions are the steps that need no words: claim and release.
func taskActions(f evaluation.File) []templates.Action {
	var out []templates.Action
	for _, o := range f.Options {
		switch {
		case o.Refused != nil:
		case o.Step.Event == workflow.Claim:
			claim := claimAction(f.Task)
			claim.Kind = "primary"
			out = append(out, claim)
		case o.Step.Event == workflow.Release:
			out = append(out, templates.Action{
				Href: taskPath(f.ID) + "/release", Text: eventName(o.Step.Event), Post: true, Key: "r", Hidden: hidden(fieldVersion, strconv.FormatInt(f.Version, 10)),
			})
		}
	}
	return out
}

func evidenceTables(f evaluation.File) []templates.Table {
	if len(f.Evidence) == 0 {
		return []templates.Table{{Empty: templates.T("evidence.none")}}
	}
	var out []templates.Table
	for _, e := range f.Evidence {
		t := templates.Table{
			Caption: templates.T("evidence.found", "Check", word("evidence", e.Check)), Cards: true, Tight: true, Empty: templates.T("evidence.nothing"),
			Columns: []templates.Column{{Text: templates.T("evidence.match")}, {Text: templates.T("evidence.list")}, {Text: templates.T("evidence.version")}},
		}
		for _, m := range e.Matches {
			if m.Application != nil {
				t.Columns[1].Text, t.Columns[2].Text = templates.T("evidence.applicant"), templates.T("evidence.status")
				l, tag := finalLabel(m.Application.Application), standingTag(m.Application.Case)
				t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{{Label: &l, Href: pathOf(m.Application.ID)}, {Text: applicant(m.Application.Application)}, {Tag: &tag}}})
				continue
			}
			what := templates.Join(" · ", templates.Plain(m.What), templates.Plain(m.Note))
			if m.How != "" {
				what = templates.Join(" · ", what, templates.T("label.match."+m.How))
			}
			if m.What == "" && m.Note == "" {
				what = templates.Plain(f.About.FinalString)
			}
			t.Rows = append(t.Rows, templates.Row{Now: true, Cells: []templates.Cell{
				{Text: what}, {Text: templates.T("label.list." + m.List), Sub: templates.Plain(m.Source)}, {Text: templates.Plain(m.Version)},
			}})
		}
		if e.More {
			t.Note = templates.T("evidence.more", "Count", len(e.Matches))
		}
		out = append(out, t)
	}
	return out
}

// taskAnswers are all answers; what is not public says so.
func taskAnswers(f evaluation.File, lang string) []templates.Fact {
	out := make([]templates.Fact, 0, len(f.Answers))
	for _, a := range f.Answers {
		x := templates.Fact{Name: questionName(a.Question), Value: answerText(a.Question, a.Value, lang)}
		if !a.Question.Public {
			x.Hint = templates.T("task.confidential")
		}
		out = append(out, x)
	}
	return out
}

// verdictShapes gives every verdict its shape.
var verdictShapes = map[evaluation.Verdict]string{evaluation.Met: "done", evaluation.NotMet: "stop", evaluation.CannotTell: "wait"}

// criteria lists what the panel must find, with a form for the one who holds
// the task.
func criteria(f evaluation.File, a attempt) []templates.Criterion {
	out := make([]templates.Criterion, len(f.Panel.Criteria))
	for i, x := range f.Panel.Criteria {
		found := f.Finding(x.ID)
		c := templates.Criterion{ID: x.ID, Number: i + 1, Name: word("criterion", x.ID), Rule: templates.Plain(x.Source), Tag: templates.Tag{Kind: "none", Text: templates.T("task.not_judged")}}
		if !x.Required {
			c.Guidance = templates.T("task.optional")
		}
		if found.Revision > 0 {
			c.Tag = templates.Tag{Kind: verdictShapes[found.Verdict], Text: word("verdict", found.Verdict)}
			c.Finding, c.Source, c.By = templates.Plain(found.Reason), templates.Plain(found.Source), templates.Plain(f.Names[found.By])
		}
		if f.Mine() {
			c.Form = findingForm(f, x, found, a)
		}
		out[i] = c
	}
	return out
}

func findingForm(f evaluation.File, c round.Criterion, found evaluation.Finding, a attempt) *templates.Form {
	revision := strconv.FormatInt(found.Revision, 10)
	out := &templates.Form{
		Action: taskPath(f.ID) + "/findings/" + c.ID, Button: templates.T("task.save_finding"),
		Fields: a.fields(c.ID, []templates.Field{
			{Name: evaluation.FieldVerdict, Kind: "radios", Label: templates.T("task.verdict"), Value: string(found.Verdict), Options: offered("verdict", evaluation.Verdicts)},
			{Name: evaluation.FieldReason, Kind: "area", Rows: 3, Label: templates.T("task.reason"), Value: found.Reason, Max: 8000},
			{Name: evaluation.FieldSource, Kind: "text", Label: templates.T("task.source"), Hint: templates.T("task.source.hint"), Value: found.Source, Max: 500},
		}),
	}
	if a.form == c.ID {
		// What was typed was typed on the revision that was seen then.
		revision, out.Errors = a.typed.text(findingRevision), a.wrong
	}
	out.Hidden = hidden(findingRevision, revision)
	return out
}

func offered[T ~string](prefix string, list []T) []templates.Option {
	out := make([]templates.Option, len(list))
	for i, x := range list {
		out[i] = templates.Option{Value: string(x), Text: word(prefix, x)}
	}
	return out
}

// option is a step of a table, if the reader has it.
func option(f evaluation.File, e workflow.Event) (workflow.Option, bool) {
	for _, o := range f.Options {
		if o.Step.Event == e {
			return o, true
		}
	}
	return workflow.Option{}, false
}

// lastEntry is the last step into a state, if there was one.
func lastEntry(f evaluation.File, states ...workflow.State) (lifecycle.Entry, bool) {
	for i := len(f.History) - 1; i >= 0; i-- {
		for _, s := range states {
			if f.History[i].To == s {
				return f.History[i], true
			}
		}
	}
	return lifecycle.Entry{}, false
}
