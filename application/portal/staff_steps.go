package portal

import (
	"context"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/templates"
	"rootward/workflow"
)

// taskClaim takes a task; it opens on the next page.
func (p *Portal) taskClaim(c echo.Context) error {
	return p.plainStep(c, workflow.Claim, p.Evaluation.Claim, "task.claimed", taskPath(c.Param("id")))
}

// taskRelease puts a task back and leads to the queue.
func (p *Portal) taskRelease(c echo.Context) error {
	return p.plainStep(c, workflow.Release, p.Evaluation.Release, "task.released", "/queue")
}

// plainStep takes a step that needs nothing but the version.
func (p *Portal) plainStep(c echo.Context, e workflow.Event, do func(ctx context.Context, account, task string, version int64) error, done, to string) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	version, err := f.number(fieldVersion)
	if err != nil {
		return err
	}
	err = do(c.Request().Context(), p.viewer(c).ID(), c.Param("id"), version)
	if tooLate(err) {
		return p.taskChanged(c, eventName(e), version, nil, nil)
	}
	if err != nil {
		return err
	}
	p.flash(c, "done", done)
	return see(c, to)
}

// taskRenew makes the lease run anew while the page is open. The answer is
// the lease as it is, also when it is somebody else's by now; without script
// it leads back to the page.
func (p *Portal) taskRenew(c echo.Context) error {
	ctx, id, v := c.Request().Context(), c.Param("id"), p.viewer(c)
	until, err := p.Evaluation.Renew(ctx, v.ID(), id)
	lost := tooLate(err)
	switch {
	case err != nil && !lost:
		return err //nolint:wrapcheck // says what was done
	case c.Request().Header.Get("HX-Request") == "" && lost:
		return p.taskChanged(c, templates.T("task.renew"), 0, nil, nil)
	case c.Request().Header.Get("HX-Request") == "":
		return see(c, taskPath(id))
	}
	view := templates.Lease{Until: until, Renew: taskPath(id) + "/renew", Mine: true}
	if lost {
		view = templates.Lease{}
	}
	// A part of a page: what the last action did is for a whole one to say.
	return p.render(c, http.StatusOK, templates.Page{Lang: v.Lang, Zone: v.Zone, Now: p.now(ctx)}, view)
}

// findingSave writes down one finding and stays at its criterion.
func (p *Portal) findingSave(c echo.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	revision, err := f.number(findingRevision)
	if err != nil {
		return err
	}
	criterion := c.Param("criterion")
	err = p.Evaluation.SaveFinding(c.Request().Context(), p.viewer(c).ID(), c.Param("id"), evaluation.Finding{
		Criterion: criterion, Verdict: evaluation.Verdict(f.text(evaluation.FieldVerdict)), Reason: f.text(evaluation.FieldReason),
		Source: f.text(evaluation.FieldSource), Revision: revision,
	})
	if err == nil {
		p.flash(c, "done", "task.finding_saved")
		return see(c, taskPath(c.Param("id"))+"#criterion-"+criterion)
	}
	if list := faults(err); list != nil {
		for i := range list {
			list[i].Text = templates.Join(": ", word("criterion", criterion), list[i].Text)
		}
		return p.showTask(c, http.StatusUnprocessableEntity, attempt{form: criterion, typed: f, wrong: list})
	}
	if tooLate(err) {
		var clash *evaluation.Clash
		errors.As(err, &clash)
		return p.taskChanged(c, templates.T("task.finding_of", "Criterion", word("criterion", criterion)), 0, f, clash)
	}
	return err
}

// taskRecommend says what the holder would decide.
func (p *Portal) taskRecommend(c echo.Context) error {
	return p.judge(c, formRecommend, p.Evaluation.Recommend, "task.recommended")
}

// taskDecide decides what somebody else recommended, or sends it back.
func (p *Portal) taskDecide(c echo.Context) error {
	if c.FormValue(evaluation.FieldOutcome) == string(sendBack) {
		return p.taskSendBack(c)
	}
	return p.judge(c, formDecide, p.Evaluation.Decide, "task.decided")
}

// taskSendBack returns a recommended task to the pool.
func (p *Portal) taskSendBack(c echo.Context) error {
	return p.judge(c, formDecide, p.Evaluation.SendBack, "task.sent_back")
}

// judge takes a step with its grounds. The reader stays at the task, which
// leads on to the next; what was sent back is others' business.
func (p *Portal) judge(c echo.Context, name string, do func(context.Context, evaluation.Judgement) error, done string) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	version, err := f.number(fieldVersion)
	if err != nil {
		return err
	}
	err = do(c.Request().Context(), evaluation.Judgement{
		Account: p.viewer(c).ID(), Task: c.Param("id"), Version: version, Outcome: evaluation.Outcome(f.text(evaluation.FieldOutcome)),
		Reason: f.text(evaluation.FieldReason), Sources: sourceLines(f.text(evaluation.FieldSources)),
	})
	if err == nil {
		p.flash(c, "done", done)
		if done == "task.sent_back" {
			return see(c, "/queue")
		}
		return see(c, taskPath(c.Param("id")))
	}
	if list := faults(err); list != nil {
		return p.showTask(c, http.StatusUnprocessableEntity, attempt{form: name, typed: f, wrong: list})
	}
	if tooLate(err) {
		return p.taskChanged(c, templates.T("task."+name), version, f, nil)
	}
	return err
}

// tooLate reports whether a step is not possible any more, though it was when
// the page was made. Another role's step never was.
func tooLate(err error) bool {
	var refused *workflow.Refused
	if errors.As(err, &refused) {
		return refused.Why != workflow.WhyRole
	}
	return lifecycle.IsConflict(err)
}
