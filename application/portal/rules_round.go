package portal

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/application/ruleset"
	"rootward/templates"
	"rootward/workflow"
)

// The forms of the page.
const (
	formAskRules    = "ask"
	formChooseRules = "choose"
)

func roundRulesPath(id string) string { return roundPath(id) + "/rules" }

// roundRules shows an operator which edition a round is judged by, and what
// another one would change.
func (p *Portal) roundRules(c echo.Context) error {
	return p.showRoundRules(c, http.StatusOK, "", nil, nil)
}

func (p *Portal) showRoundRules(c echo.Context, status int, sent string, typed *form, wrong []templates.FieldError) error {
	ctx := c.Request().Context()
	rd, err := p.Applications.Store.Round(ctx, c.Param("id"))
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	snap, err := p.Applications.Store.ReadCase(ctx, application.RoundCase(rd.ID))
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	force, err := p.Rules.InForce(ctx, rd)
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	editions, err := p.Rules.List(ctx)
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	view := templates.RoundRules{
		Name: templates.T("rules.round.title", "Round", roundName(rd)), Lead: templates.T("rules.round.lead"), Errors: wrong, Facts: forceFacts(force),
		Crumbs: []templates.Link{{Href: "/rounds", Text: templates.T("nav.rounds")}, {Href: roundPath(rd.ID), Text: roundName(rd)}, {Href: roundPath(rd.ID) + "/manage", Text: templates.T("public.round.manage")}},
	}
	if options := editionOptions(editions, force.Edition); len(options) > 0 {
		view.Ask, view.Choose = askForm(rd, options), chooseForm(rd, snap, options)
		for _, f := range []*templates.StepForm{view.Ask, view.Choose} {
			if f.ID == sent && typed != nil {
				f.Fields, f.Open = typed.fill(f.Fields, wrong), true
			}
		}
		for i := range view.Errors {
			if view.Errors[i].Field != "" {
				view.Errors[i].Field = sent + "." + view.Errors[i].Field
			}
		}
	}
	if view.Comparison, err = p.comparison(c, rd, force); err != nil {
		return err
	}
	page := p.page(c, "rules.round.title", "Round", roundName(rd))
	page.Nav = "rounds"
	return p.render(c, status, page, view)
}

func forceFacts(f ruleset.InForce) []templates.Fact {
	out := []templates.Fact{
		{Name: templates.T("rules.fact.in_force"), Value: editionName(f.Edition), Hint: effect(f)},
		{Name: templates.T("rules.col.why"), Value: whyCell(f).Text, Hint: whyCell(f).Sub},
	}
	if f.Choice != nil {
		since := when(lifecycle.On(f.Choice.At))
		out = append(out, templates.Fact{Name: templates.T("rules.fact.since"), When: &since}, templates.Fact{Name: templates.T("rules.fact.content"), Code: f.Digest})
	}
	return out
}

// editionOptions are the editions to choose from: all but the one in force.
func editionOptions(editions []ruleset.Edition, force string) []templates.Option {
	var out []templates.Option
	for _, e := range editions {
		if e.ID != force {
			out = append(out, templates.Option{Value: e.ID, Text: templates.T("rules.option", "Edition", e.ID, "Day", dayOf(e.Date))})
		}
	}
	slices.Reverse(out) // the newest first
	return out
}

func editionField(options []templates.Option) templates.Field {
	return templates.Field{Name: ruleset.FieldEdition, Kind: "select", Label: templates.T("rules.col.edition"), Options: options}
}

func askForm(rd round.Round, options []templates.Option) *templates.StepForm {
	return &templates.StepForm{
		ID: formAskRules, Title: templates.T("rules.ask"), Effect: templates.T("rules.ask.effect"), Fields: []templates.Field{editionField(options)}, Open: true,
		Action: templates.Action{Href: roundRulesPath(rd.ID) + "/compare", Post: true, Text: templates.T("rules.ask")},
	}
}

func chooseForm(rd round.Round, snap lifecycle.Snapshot, options []templates.Option) *templates.StepForm {
	f := &templates.StepForm{
		ID: formChooseRules, Title: templates.T("rules.choose"), Effect: templates.T("rules.choose.effect"), Fields: append([]templates.Field{editionField(options)}, stepFields(true, false)...),
		Hidden: hidden(stepEvent, string(workflow.ChooseRules), stepVersion, fmt.Sprint(snap.Version)),
		Action: templates.Action{Href: roundRulesPath(rd.ID), Post: true, Text: templates.T("rules.choose")},
	}
	if snap.Position().Terminal {
		f.Fields, f.Action.Off, f.Action.Why = nil, true, []templates.Text{templates.T("why." + string(workflow.WhyState))}
	}
	return f
}

// roundRulesCompare has a comparison made in the background.
func (p *Portal) roundRulesCompare(c echo.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	id := c.Param("id")
	_, err = p.Rules.Ask(c.Request().Context(), p.viewer(c).Actor(), id, f.text(ruleset.FieldEdition))
	if list := faults(err); list != nil {
		return p.showRoundRules(c, http.StatusUnprocessableEntity, formAskRules, f, list)
	}
	if err != nil {
		return err //nolint:wrapcheck // has its kind
	}
	p.flash(c, "done", "rules.asked")
	return see(c, roundRulesPath(id)+"#comparison")
}

// roundRulesChoose puts another edition in force.
func (p *Portal) roundRulesChoose(c echo.Context) error {
	f, err := readForm(c)
	if err != nil {
		return err
	}
	version, err := f.number(stepVersion)
	if err != nil {
		return err
	}
	id := c.Param("id")
	err = p.Rules.Choose(c.Request().Context(), ruleset.Request{
		Round: id, Edition: f.text(ruleset.FieldEdition), Actor: p.viewer(c).Actor(), Version: version, Reason: f.text(stepReason), Sources: typedSources(f),
	})
	return p.afterStep(c, f, err, roundRulesPath(id), func(status int, wrong []templates.FieldError) error {
		return p.showRoundRules(c, status, formChooseRules, f, wrong)
	})
}
