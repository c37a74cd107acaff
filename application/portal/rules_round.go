package portal

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/application/ruleset"
	"rootward/idn/lgr"
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

// maxMeetings is how many groups a page lists.
const maxMeetings = 50

// comparison is the last one of a round; nil when none was asked for.
func (p *Portal) comparison(c echo.Context, rd round.Round, force ruleset.InForce) (*templates.RuleComparison, error) {
	ctx, reader := c.Request().Context(), p.viewer(c).ID()
	last, err := p.Rules.Last(ctx, rd.ID)
	if errors.Is(err, lifecycle.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err //nolint:wrapcheck // says what was read
	}
	view := &templates.RuleComparison{Title: templates.T("rules.comparison", "Old", last.Old, "New", last.New), Done: last.Done, Total: last.Total, Again: roundRulesPath(rd.ID)}
	switch {
	case !last.Finished():
		view.Running = true
		return view, nil
	case last.Failure != "":
		view.Lead = templates.T("rules.comparison.gone")
		return view, nil
	}
	view.Lead = templates.T("rules.comparison.lead", "Day", last.FinishedAt)
	if last.Old != force.Edition {
		view.Lead = templates.Join(" ", view.Lead, templates.T("rules.comparison.older"))
	}
	view.Stats = comparisonStats(last.Summary)
	at := place(c.QueryParam(paramAfter))
	rows, err := p.Rules.Rows(ctx, last.ID, reader, ruleset.String{ALabel: at.ALabel, Application: at.ID}, pageRows+1)
	if err != nil {
		return nil, err //nolint:wrapcheck // says what was read
	}
	view.Rows, view.Pager = p.changeTable(rows), templates.Pager{Shown: min(len(rows), pageRows), Total: -1}
	if len(rows) > pageRows {
		end := rows[pageRows-1]
		view.Pager.Next = roundRulesPath(rd.ID) + "?" + url.Values{paramAfter: {end.ALabel + "/" + end.Application}}.Encode() + "#comparison"
	}
	if at.ID != "" {
		view.Pager.First = roundRulesPath(rd.ID) + "#comparison"
	}
	for _, x := range []struct {
		gained bool
		table  *templates.Table
		name   string
	}{{true, &view.Meet, "meet"}, {false, &view.Part, "part"}} {
		met, err := p.Rules.Meetings(ctx, last.ID, reader, x.gained, maxMeetings)
		if err != nil {
			return nil, err //nolint:wrapcheck // says what was read
		}
		*x.table = meetingTable(x.name, met)
	}
	return view, nil
}

func comparisonStats(s ruleset.Summary) []templates.Stat {
	var out []templates.Stat
	for _, x := range []struct {
		name   string
		n      int
		always bool
	}{{"strings", s.Strings, true}, {"changed", s.Changed, true}, {"admitted", s.Admitted, true}, {"refused", s.Refused, true}, {"meet", s.Meet, true}, {"part", s.Part, true}, {"undecided", s.Undecided, false}} {
		if x.always || x.n > 0 {
			out = append(out, templates.Stat{Figure: templates.Num(x.n), Name: templates.T("rules.stat." + x.name)})
		}
	}
	return out
}

func (p *Portal) changeTable(rows []ruleset.Row) templates.Table {
	t := templates.Table{Caption: templates.T("rules.rows"), Hide: true, Cards: true, Empty: templates.T("rules.none.rows"), Columns: columns("rules.col.", "string", "change", "before", "after")}
	for i, r := range rows {
		if i == pageRows {
			break
		}
		name := label(r.Label, r.ALabel, "", "")
		kinds := make([]templates.Text, len(r.Kinds))
		for i, k := range r.Kinds {
			kinds[i] = word("rules.kind", k)
		}
		var more []templates.Text
		for _, x := range []struct {
			key    string
			labels []string
		}{{"rules.gained", r.Gained}, {"rules.lost", r.Lost}} {
			if len(x.labels) > 0 {
				more = append(more, templates.T(x.key, "Labels", strings.Join(x.labels, ", ")))
			}
		}
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{
			{Label: &name, Href: pathOf(r.Application) + "/manage"}, {Text: templates.Join(", ", kinds...), Sub: templates.Join("; ", more...)}, verdictCell(r.Old), verdictCell(r.New),
		}})
	}
	return t
}

// verdictCell is what an edition says of a label.
func verdictCell(v ruleset.Verdict) templates.Cell {
	tag, set := templates.Tag{Kind: "stop", Text: templates.T("rules.verdict.not_eligible")}, templates.Plain(v.Set)
	if v.Eligible {
		tag = templates.Tag{Kind: "done", Text: templates.T("rules.verdict.eligible")}
	}
	if v.Set == "" {
		set = templates.T("rules.verdict.no_set")
	}
	parts := []templates.Text{set}
	if v.Disposition != "" && v.Eligible {
		parts = append(parts, templates.Plain(v.Disposition))
	}
	if !v.Eligible {
		for _, r := range v.Reasons {
			parts = append(parts, ruleReason(r))
		}
	}
	dispositions := make([]string, 0, len(v.Counts))
	for d := range v.Counts {
		dispositions = append(dispositions, d)
	}
	slices.Sort(dispositions)
	for _, d := range dispositions {
		parts = append(parts, templates.Plain(v.Counts[d].String()+" "+d))
	}
	if v.TooComplex {
		parts = append(parts, templates.T("rules.verdict.complex"))
	}
	return templates.Cell{Tag: &tag, Sub: templates.Join(" · ", parts...)}
}

// ruleReason says why a label is not eligible.
func ruleReason(reason string) templates.Text {
	parts := strings.SplitN(reason, ":", 3)
	switch {
	case reason == ruleset.NoSet:
		return templates.T("rules.reason.no_set")
	case parts[0] == lgr.NotInRepertoire && len(parts) > 1:
		return templates.T("rules.reason.repertoire", "CodePoint", "U+"+parts[1])
	case parts[0] == lgr.ContextRule && len(parts) > 2:
		return templates.T("rules.reason.context", "CodePoint", "U+"+parts[1], "Rule", parts[2])
	case parts[0] == lgr.ByAction && len(parts) > 1:
		return templates.T("rules.reason.action", "Condition", parts[1])
	}
	return templates.Plain(reason)
}

func meetingTable(name string, met []ruleset.Meeting) templates.Table {
	t := templates.Table{Caption: templates.T("rules." + name), Hide: true, Cards: true, Empty: templates.T("rules.none." + name), Columns: columns("rules.col.", "strings", "#applications")}
	for _, m := range met {
		var parts []templates.Text
		seen := map[string]bool{}
		for _, s := range m.Strings() {
			if !seen[s.Label] {
				seen[s.Label] = true
				parts = append(parts, templates.Plain("\u2068"+s.Label+"\u2069"))
			}
		}
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{{Text: templates.Join(" · ", parts...)}, {Text: templates.Num(len(m.Strings()))}}})
	}
	return t
}
