package portal

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/application/ruleset"
	"rootward/idn/lgr"
	"rootward/templates"
)

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
				more = append(more, templates.T(x.key, "Labels", templates.Join(", ", isolated(x.labels)...)))
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
		parts = append(parts, dispositionName(v.Disposition))
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
		parts = append(parts, templates.Join(" ", templates.Big(v.Counts[d]), dispositionName(d)))
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
				parts = append(parts, isolated([]string{s.Label})...)
			}
		}
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{{Text: templates.Join(" · ", parts...)}, {Text: templates.Num(len(m.Strings()))}}})
	}
	return t
}

// isolated are labels that stand in a row, each in its own direction.
func isolated(labels []string) []templates.Text {
	out := make([]templates.Text, len(labels))
	for i, l := range labels {
		out[i] = templates.Plain("\u2068" + l + "\u2069")
	}
	return out
}
