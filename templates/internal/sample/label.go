package sample

import "rootward/templates"

// wholeVerdict is a verdict with everything that a page can show of one.
func wholeVerdict() *templates.LabelVerdict {
	v := Verdict()
	v.Held = v.Rules[:3]
	v.Rules = v.Rules[3:]
	v.Set = &templates.RuleSetVerdict{
		Tag: templates.Tag{Kind: "done", Text: templates.T("check.set.eligible")}, Name: templates.T("check.set.script", "Script", templates.T("script.Arab")), ID: "lgr-5-arabic-script", Href: "/rules/5/arabic-script",
		Edition: templates.T("check.set.edition", "Edition", "5", "Version", "4", "Date", "2022-05-26", "Unicode", "11.0.0"), Source: &templates.Source{Text: templates.Plain("ICANN"), Href: "https://www.icann.org/resources/pages/root-zone-lgr-2015-06-21-en"},
		Summary: templates.T("check.set.eligible.why"), Others: []templates.Link{{Href: "/check?lgr=lgr-5-common", Text: templates.T("check.set.common")}},
	}
	v.Variants = &templates.LabelVariants{
		Summary: templates.T("check.variants.count", "Count", 11),
		Counts: []templates.VariantCount{
			{Tag: templates.Tag{Kind: "active", Text: templates.T("check.disposition.allocatable")}, Figure: templates.Num(1), Note: templates.T("check.disposition.allocatable.means")},
			{Tag: templates.Tag{Kind: "stop", Text: templates.T("check.disposition.blocked")}, Figure: templates.Num(10), Note: templates.T("check.disposition.blocked.means")},
		},
		Lists: []templates.VariantList{
			{Title: templates.T("check.variants.list", "Disposition", templates.T("check.disposition.allocatable")), Note: templates.T("check.variants.all", "Count", 1), Items: []templates.VariantItem{variant("مکتبة", "0645 06A9 062A 0628 0629", "ك", "ک", "U+0643 → U+06A9")}},
			{Title: templates.T("check.variants.list", "Disposition", templates.T("check.disposition.blocked")), Note: templates.T("check.variants.first", "Shown", 1, "Count", 10), Folded: true, Items: []templates.VariantItem{variant("مكتبه", "0645 0643 062A 0628 0647", "ة", "ه", "U+0629 → U+0647")}},
		},
	}
	v.Collisions = &templates.LabelCollisions{
		Tag: templates.Tag{Kind: "wait", Text: templates.T("check.collisions.touched")}, Summary: templates.T("check.collisions.count", "Count", 1),
		Items: []templates.LabelCollision{{State: "wait", Label: templates.Label{U: "مکتبة", A: "xn--example", Lang: "ar", RTL: true}, Relation: templates.T("check.relation.allocatable"), Text: templates.Plain("Application in the 2026 round"), Href: "/applications/p1", Source: &templates.Source{Text: templates.Plain("Guidebook")}}},
	}
	v.Command = "rootward label check مكتبة"
	v.Share = "https://example.org/check?label=%D9%85"
	return v
}

func variant(u, code, from, to, codes string) templates.VariantItem {
	return templates.VariantItem{
		Label: templates.Label{U: u, A: "xn--example", Lang: "ar", RTL: true}, Code: code,
		How: []templates.Swap{{From: from, To: to, Codes: codes, RTL: true, Text: templates.T("check.swap", "Position", 2, "Type", "allocatable")}},
		Why: templates.T("label.reason.any-label", "RuleSet", "lgr-5-arabic-script", "Disposition", templates.T("check.disposition.allocatable")),
	}
}
