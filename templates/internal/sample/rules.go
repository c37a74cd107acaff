package sample

import (
	"rootward/templates"
)

// rulePages are the pages of label generation rules.
func rulePages() []View {
	uses := templates.Table{Caption: templates.T("rules.uses"), Hide: true, Columns: plain("Round", "Edition", "Why"), Rows: []templates.Row{
		{Cells: []templates.Cell{{Text: templates.Plain("2026"), Href: "/rounds/2026"}, {Text: templates.T("rules.edition", "Edition", "5"), Href: "/rules/5"}, {Text: templates.T("rules.policy")}}},
	}}
	crumbs := []templates.Link{{Href: "/rules", Text: templates.T("rules.title")}}
	return []View{
		{Name: "rules", Page: public(templates.T("rules.title"), "rules"), View: templates.RuleEditions{Lead: templates.T("rules.lead"), Uses: uses, Table: templates.Table{
			Caption: templates.T("rules.editions"), Hide: true, Cards: true, Columns: plain("Edition", "Date", "#Rule sets"),
			Rows: []templates.Row{{Cells: []templates.Cell{{Text: templates.T("rules.edition", "Edition", "5"), Href: "/rules/5"}, cell("2022-05-26"), num(26)}}},
		}}},
		{Name: "rules-edition", Page: public(templates.T("rules.edition", "Edition", "5"), "rules"), View: templates.RuleEdition{
			Name: templates.T("rules.edition", "Edition", "5"), Crumbs: crumbs, Facts: []templates.Fact{{Name: templates.T("rules.col.date"), Value: templates.Plain("2022-05-26")}}, Uses: uses,
			Sets: templates.Table{Caption: templates.T("rules.sets"), Hide: true, Columns: plain("Rule set", "#Code points"), Rows: []templates.Row{{Cells: []templates.Cell{{Text: templates.Plain("Arabic"), Href: "/rules/5/a"}, num(128)}}}},
		}},
		{Name: "rules-set", Page: public(templates.Plain("Arabic"), "rules"), View: ruleSet(crumbs)},
		{Name: "rules-round", Page: staff(templates.T("rules.round.title", "Round", "2026"), "rounds", operator), View: roundRules(false)},
		{Name: "rules-round-running", Page: staff(templates.T("rules.round.title", "Round", "2026"), "rounds", operator), View: roundRules(true)},
		{Name: "rules-round-alone", Page: staff(templates.T("rules.round.title", "Round", "2026"), "rounds", operator), View: templates.RoundRules{
			Name: templates.T("rules.round.title", "Round", "2026"), Facts: []templates.Fact{{Name: templates.T("rules.fact.in_force"), Value: templates.T("rules.edition", "Edition", "5")}},
		}},
	}
}

func ruleSet(crumbs []templates.Link) templates.RuleSetShow {
	return templates.RuleSetShow{
		Name: templates.Plain("Arabic"), ID: "lgr-5-arabic-script", Crumbs: crumbs, Facts: []templates.Fact{{Name: templates.T("rules.col.version"), Value: templates.Plain("5")}},
		Downloads: []templates.Link{link("/rules/5/lgr-5-arabic-script/xml", "XML")},
		Parts:     []templates.Tab{{Link: link("/rules/5/lgr-5-arabic-script", "Repertoire"), Count: 128, Counted: true, Current: true}, {Link: link("?part=rules", "Rules")}},
		Action:    "/rules/5/lgr-5-arabic-script", Filters: []templates.Filter{{Name: "from", Label: templates.T("rules.from"), Hint: templates.T("rules.from.hint")}},
		Tables: []templates.Table{{Caption: templates.T("rules.tab.repertoire"), Columns: plain("Character", "Variants"), Rows: []templates.Row{
			{Cells: []templates.Cell{{Text: templates.Plain("ا"), Code: "U+0627", Sub: templates.Plain("ARABIC LETTER ALEF")}, cell("U+0622 blocked")}},
		}}},
		Pager: &templates.Pager{Next: "?from=U%2B0628", Shown: 1, Total: 128},
	}
}

func roundRules(running bool) templates.RoundRules {
	v := templates.RoundRules{
		Name: templates.T("rules.round.title", "Round", "2026"), Crumbs: []templates.Link{{Href: "/rounds", Text: templates.T("nav.rounds")}}, Lead: templates.T("rules.round.lead"),
		Errors: []templates.FieldError{{Field: "choose.reason", Text: templates.Plain("Give the reasons.")}},
		Facts:  []templates.Fact{{Name: templates.T("rules.fact.in_force"), Value: templates.T("rules.edition", "Edition", "5")}},
		Ask:    step("ask", false), Choose: step("choose", false),
		Comparison: &templates.RuleComparison{Title: templates.T("rules.comparison", "Old", "5", "New", "6"), Running: running, Done: 300, Total: 980, Again: "/rounds/2026/rules"},
	}
	if running {
		return v
	}
	v.Comparison.Stats = []templates.Stat{{Figure: templates.Num(980), Name: templates.T("rules.stat.strings")}, {Figure: templates.Num(2), Name: templates.T("rules.stat.changed")}}
	v.Comparison.Rows = templates.Table{Caption: templates.T("rules.rows"), Hide: true, Columns: plain("String", "What changes"), Rows: []templates.Row{{Cells: []templates.Cell{{Label: &maktaba}, {Text: templates.T("rules.kind.counts")}}}}}
	v.Comparison.Meet = templates.Table{Caption: templates.T("rules.meet"), Hide: true, Empty: templates.T("rules.none.meet")}
	v.Comparison.Part = templates.Table{Caption: templates.T("rules.part"), Hide: true, Empty: templates.T("rules.none.part")}
	v.Comparison.Pager = templates.Pager{Shown: 1, Total: -1}
	return v
}
