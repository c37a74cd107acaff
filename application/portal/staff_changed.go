package portal

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/templates"
	"rootward/workflow"
)

// taskChanged says that somebody was faster: what changed since the version
// that the reader saw, and what was typed, kept. Where the step is still
// possible the same page sends it again.
func (p *Portal) taskChanged(c echo.Context, what templates.Text, version int64, typed *form, clash *evaluation.Clash) error {
	view := templates.Changed{What: what, Back: templates.Link{Href: "/queue", Text: templates.T("task.back_queue")}, Kept: keptOf(typed)}
	f, err := p.Evaluation.Open(c.Request().Context(), p.viewer(c).ID(), c.Param("id"))
	switch {
	case errors.Is(err, lifecycle.ErrNotFound): // not the reader's business any more; what was typed still is
	case err != nil:
		return err //nolint:wrapcheck // says what was read
	default:
		view.Back = templates.Link{Href: taskPath(f.ID), Text: templates.T("task.back")}
		changes(&view, f, version)
		if clash != nil {
			clashed(&view, f, clash)
		}
		if typed != nil {
			view.Again = again(c, f, typed, clash)
		}
	}
	page := p.page(c, "changed.title")
	page.Nav = "queue"
	return p.render(c, http.StatusConflict, page, view)
}

// keptOf is everything that was written into a form of a task.
func keptOf(f *form) []templates.Kept {
	if f == nil {
		return nil
	}
	var out []templates.Kept
	for _, x := range []struct{ name, label string }{
		{evaluation.FieldReason, "task.reasons"}, {evaluation.FieldSource, "task.source"}, {evaluation.FieldSources, "task.sources"},
	} {
		if f.text(x.name) != "" {
			out = append(out, templates.Kept{Name: x.name, Label: templates.T(x.label), Value: f.text(x.name)})
		}
	}
	return out
}

// changes compares where the task stood at a version with where it stands.
func changes(view *templates.Changed, f evaluation.File, version int64) {
	if len(f.History) == 0 {
		return
	}
	last := f.History[len(f.History)-1]
	view.Who, view.When = templates.Plain(f.Names[last.Actor]), templates.When{At: last.Entered}
	if view.Who == nil {
		view.Who = templates.T("task.by_rule")
	}
	for _, e := range f.History {
		if e.Version == version && e.To != f.State {
			view.Changes = append(view.Changes, templates.Change{Name: templates.T("task.state"), Old: stateName(e.To), New: stateName(f.State)})
		}
	}
	if f.Claimant != "" && f.Claimant != f.Reader {
		view.Changes = append(view.Changes, templates.Change{Name: templates.T("queue.holder"), New: templates.Plain(f.Names[f.Claimant])})
	}
}

// clashed shows the finding that would have been overwritten.
func clashed(view *templates.Changed, f evaluation.File, clash *evaluation.Clash) {
	t := clash.Theirs
	view.Who, view.When = templates.Plain(f.Names[t.By]), templates.When{At: t.At}
	view.Changes = append(view.Changes,
		templates.Change{Name: templates.T("task.verdict"), New: word("verdict", t.Verdict)},
		templates.Change{Name: templates.T("task.reason"), New: templates.Plain(t.Reason)},
		templates.Change{Name: templates.T("task.source"), New: templates.Plain(t.Source)},
	)
}

// again sends what was typed once more, on what is there now; nil when the
// step is not possible any more.
func again(c echo.Context, f evaluation.File, typed *form, clash *evaluation.Clash) *templates.Action {
	a := &templates.Action{Href: c.Request().URL.Path, Post: true, Text: templates.T("task.send_again")}
	if clash != nil {
		a.Text = templates.T("task.save_mine")
		a.Hidden = hidden(findingRevision, strconv.FormatInt(clash.Theirs.Revision, 10), evaluation.FieldVerdict, typed.text(evaluation.FieldVerdict))
		return a
	}
	step := workflow.RecommendPass
	if p := c.Path(); p == "/tasks/:id/decide" || p == "/tasks/:id/send-back" {
		step = workflow.DecidePass
	}
	if o, ok := option(f, step); !ok || o.Refused != nil || !typed.has(fieldVersion) {
		return nil
	}
	a.Hidden = hidden(fieldVersion, strconv.FormatInt(f.Version, 10), evaluation.FieldOutcome, typed.text(evaluation.FieldOutcome))
	return a
}
