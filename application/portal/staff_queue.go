package portal

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/evaluation"
	"rootward/templates"
	"rootward/workflow"
)

// Values of the queue's address.
const (
	queueText  = "q"
	queuePanel = "panel"
	queueGroup = "group"
	queueAfter = "after"
)

// queueShow is what the reader must do now.
func (p *Portal) queueShow(c echo.Context) error {
	v := p.viewer(c)
	f := evaluation.Filter{
		Group: evaluation.Group(c.QueryParam(queueGroup)), Panel: c.QueryParam(queuePanel), Text: c.QueryParam(queueText),
		After: evaluation.ParseCursor(c.QueryParam(queueAfter)),
	}
	q, err := p.Evaluation.Queue(c.Request().Context(), v.ID(), f)
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	page := p.page(c, "queue.title")
	page.Nav = "queue"
	return p.render(c, http.StatusOK, page, queueView(v.Account, q, f))
}

func queueView(reader *access.Account, q evaluation.Queue, f evaluation.Filter) templates.Queue {
	view := templates.Queue{
		Tabs: queueTabs(q, f), Filters: queueFilters(q, f), Action: "/queue", Total: q.Total(),
		Note: templates.T("queue.note", "Minutes", int(evaluation.Lease/time.Minute)),
	}
	view.Next = templates.Action{Href: "/queue/next", Text: templates.T("queue.get_next"), Post: true, Kind: "primary", Key: "n"}
	if q.Claims {
		view.Held = templates.T("queue.held", "Held", q.Held, "Most", q.Most)
	}
	if f.Text != "" || f.Panel != "" {
		view.Empty = templates.T("queue.none_found")
	}
	marked := false
	for _, part := range q.Parts {
		if len(part.Rows) == 0 {
			continue
		}
		g := templates.QueueGroup{Name: word("queue.group", part.Group), Count: part.Count}
		for _, r := range part.Rows {
			item := queueItem(reader, r, q.Now)
			if item.Now = !marked && part.Group != evaluation.Others; item.Now {
				marked = true
			}
			g.Items = append(g.Items, item)
		}
		view.Groups = append(view.Groups, g)
		view.Pager.Shown += len(part.Rows)
		if f.Group == part.Group {
			view.Pager.Total = part.Count
			view.Pager.Next = queuePath(f, part.Group, part.Next)
		}
	}
	if f.After.ID != "" {
		view.Pager.First = queuePath(f, f.Group, evaluation.Cursor{})
		view.Pager.Prev = view.Pager.First
	}
	return view
}

// queuePath is the address of a part of the queue under the same filter; ""
// for the page after the last.
func queuePath(f evaluation.Filter, g evaluation.Group, after evaluation.Cursor) string {
	if g == f.Group && after.ID == "" && f.After.ID == "" {
		return ""
	}
	v := url.Values{}
	for name, value := range map[string]string{queueText: f.Text, queuePanel: f.Panel, queueGroup: string(g), queueAfter: after.String()} {
		if value != "" {
			v.Set(name, value)
		}
	}
	return addressOf("/queue", v)
}

func queueTabs(q evaluation.Queue, f evaluation.Filter) []templates.Tab {
	all := f
	all.After = evaluation.Cursor{ID: "any"} // so that the current part has an address too
	tab := func(name string, g evaluation.Group, n int) templates.Tab {
		return templates.Tab{Link: templates.Link{Href: queuePath(all, g, evaluation.Cursor{}), Text: templates.T("queue.tab." + name)}, Count: n, Counted: true, Current: f.Group == g}
	}
	tabs := []templates.Tab{tab("all", "", q.Total())}
	for _, part := range q.Parts {
		tabs = append(tabs, tab(string(part.Group), part.Group, part.Count))
	}
	return tabs
}

func queueFilters(q evaluation.Queue, f evaluation.Filter) []templates.Filter {
	out := []templates.Filter{{Name: queueText, Label: templates.T("queue.find"), Hint: templates.T("queue.find.hint"), Value: f.Text, Grow: true}}
	if len(q.Panels) > 1 {
		out = append(out, templates.Filter{Name: queuePanel, Label: templates.T("queue.panel"), Value: f.Panel, Options: wordOptions("panel", "queue.panel.all", q.Panels)})
	}
	return out
}

// queueItem is one row. What the reader can do with the task follows from
// where it stands and from the grants; the door has the last word.
func queueItem(reader *access.Account, r evaluation.Row, now time.Time) templates.QueueItem {
	item := templates.QueueItem{
		Label: finalLabel(r.About), Href: taskPath(r.ID), Applicant: applicant(r.About), Panel: word("panel", r.Panel), Task: templates.T("queue.to_review"),
		State: taskTag(r.Task), Days: r.Days(now), Due: taskDue(r.Task), Holder: templates.Plain(r.Holder),
	}
	for _, k := range r.Kinds {
		if k != application.Alone {
			item.Chips = append(item.Chips, templates.Chip{Text: word("kind", k)})
		}
	}
	item.Action = templates.Action{Href: item.Href, Text: templates.T("queue.open")}
	mine := r.Claimant == reader.ID
	switch {
	case r.State == workflow.TaskRecommended:
		item.Task = templates.T("queue.to_decide")
		item.Chips = append(item.Chips, templates.Chip{Text: templates.T("queue.recommended", "Outcome", word("outcome", r.Advice))})
		if reader.HoldsFor(workflow.Decider, r.Panel) && r.Recommender != reader.ID {
			item.Action.Text = templates.T("queue.decide")
		}
	case mine:
		item.Action.Text = templates.T("queue.resume")
	case r.State == workflow.TaskWaiting && reader.HoldsFor(workflow.Evaluator, r.Panel):
		item.Action = claimAction(r.Task)
	}
	if mine || r.Recommender == reader.ID {
		item.Holder = templates.T("queue.you")
	}
	if r.State == workflow.TaskClaimed && r.Until.After(now) {
		item.Lease = templates.T("queue.minutes", "Count", int(r.Until.Sub(now)/time.Minute))
	}
	return item
}

func claimAction(t evaluation.Task) templates.Action {
	return templates.Action{
		Href: taskPath(t.ID) + "/claim", Text: templates.T("queue.claim"), Post: true, Hidden: hidden(fieldVersion, strconv.FormatInt(t.Version, 10)),
	}
}

// taskTag is where a task stands. While its application is on hold it says so.
func taskTag(t evaluation.Task) *templates.Tag {
	status, _ := workflow.EvaluationTask.Public(t.State, 0)
	tag := statusTag(status)
	if !t.Paused.IsZero() && t.Done.IsZero() {
		tag = templates.Tag{Kind: "hold", Text: templates.T("task.on_hold")}
	}
	return &tag
}

func taskDue(t evaluation.Task) templates.Due {
	switch {
	case !t.Done.IsZero():
		return templates.Due{}
	case !t.Paused.IsZero():
		return templates.Due{Paused: true, Left: t.Due.Sub(t.Paused)}
	}
	return templates.Due{At: t.Due, Day: true}
}

func taskPath(id string) string { return "/tasks/" + url.PathEscape(id) }

// queueNext claims the task to go on with and leads to it.
func (p *Portal) queueNext(c echo.Context) error {
	id, err := p.Evaluation.Next(c.Request().Context(), p.viewer(c).ID())
	if errors.Is(err, evaluation.ErrNothing) {
		p.flash(c, "", "queue.nothing")
		return see(c, "/queue")
	}
	if err != nil {
		return err //nolint:wrapcheck // says what was done
	}
	return see(c, taskPath(id))
}
