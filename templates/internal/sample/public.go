package sample

import (
	"strconv"
	"time"

	"rootward/templates"
)

func publicPages() []View {
	return []View{
		{Name: "home", Page: public(templates.T("home.title"), ""), View: home()},
		{Name: "application-list", Page: public(templates.T("nav.applications"), "applications"), View: applicationList()},
		{Name: "application-show", Page: public(templates.Plain("app"), "applications"), View: application()},
		{Name: "application-open", Page: public(templates.Plain("québec"), "applications"), View: openApplication()},
		{Name: "set-list", Page: public(templates.T("sets.title"), "sets"), View: setList()},
		{Name: "set-show", Page: public(templates.Plain("Set hotels"), "sets"), View: setShow()},
		{Name: "round-list", Page: public(templates.T("rounds.title"), "rounds"), View: templates.RoundList{Lead: templates.Plain("A round is a policy with its windows, fees and questions."), Table: templates.Table{
			Caption: templates.Plain("Rounds"), Hide: true, Cards: true, Columns: plain("Round", "State", "#Applications"),
			Rows: []templates.Row{{Cells: []templates.Cell{{Text: templates.Plain("2026"), Href: "/rounds/2026"}, {Tag: &templates.Tag{Kind: "active", Text: templates.T("state.round_confirmed")}}, linked(1608)}}},
		}}},
		{Name: "round-show", Page: public(templates.Plain("2026 round"), "rounds"), View: roundShow()},
		{Name: "check", Page: public(templates.T("check.title"), "check"), View: templates.Check{Action: "/check", Value: "مكتبة", Verdict: wholeVerdict()}},
		{Name: "check-empty", Page: public(templates.T("check.title"), "check"), View: templates.Check{Action: "/check"}},
		{Name: "check-wrong", Page: public(templates.T("check.title"), "check"), View: templates.Check{Action: "/check", Value: "كتـبنا", Verdict: wrongVerdict()}},
	}
}

func home() templates.Home {
	bar := func(v, of float64, series int) templates.Cell {
		return templates.Cell{Bar: &templates.Bar{Value: v, Of: of, Series: series}}
	}
	sizes := templates.Table{Caption: templates.Plain("263 sets by size"), Columns: plain("Applications", "Share", "#Sets"), Tight: true}
	for _, s := range []struct {
		name string
		n    int
	}{{name: "2 applications", n: 114}, {name: "3 applications", n: 64}, {name: "4 applications", n: 32}, {name: "5 applications", n: 22}, {name: "6 to 13 applications", n: 31}} {
		sizes.Rows = append(sizes.Rows, templates.Row{Cells: []templates.Cell{cell(s.name), bar(float64(s.n), 114, 2), linked(s.n)}})
	}
	wanted := templates.Table{Caption: templates.Plain("Strings with the most applications"), Hide: true, Columns: plain("String", "Share", "#Applications"), Tight: true}
	for i, s := range []string{"agent", "bit", "api", "brand", "hub", "pop", "robot", "max", "official", "pod"} {
		n := []int{13, 11, 10, 10, 10, 9, 9, 8, 8, 8}[i]
		wanted.Rows = append(wanted.Rows, templates.Row{Cells: []templates.Cell{{Label: &templates.Label{U: s}, Href: "/sets/" + s}, bar(float64(n), 13, 1), num(n)}})
	}
	return templates.Home{
		Examples: []templates.Link{link("/applications/1-1138-33325", "app"), link("/applications?q=xn--vuq861b", "信息"), link("/applications?q=xn--vuq861b", "xn--vuq861b")},
		Round:    templates.Plain("2026 round: where 1,608 applications stand"), AsOf: templates.When{At: at(2026, time.October, 7, 18, 0)}, Road: road(),
		Split: &templates.Split{Title: templates.Plain("More than half compete for a string"), Desc: templates.Plain("717 applications stand alone, 891 are in contention sets"), Parts: []templates.Part{
			{Series: 1, Value: 717, Figure: templates.Num(717), Text: templates.Plain("alone (45 %)")}, {Series: 2, Value: 891, Figure: templates.Num(891), Text: templates.Plain("in 263 sets of identical strings (55 %)"), Href: "/sets"},
		}},
		SetSizes: sizes, Wanted: wanted,
		Note: templates.Plain("ICANN counts 1,615 active applications. The published list names 1,608; we count what can be listed and say so."), NoteLink: &templates.Link{Href: "/definitions#def-listed", Text: templates.Plain("Why the two differ")},
		Stats: []templates.Stat{
			{Figure: templates.Num(1243), Name: templates.Plain("gTLDs of the 2012 round delegated, ever"), Sub: templates.Plain("1,106 are in the root zone now; 137 were removed."), Define: "/definitions#def-delegated", Rows: &templates.Link{Href: "/reports/delegations/rows", Text: templates.Plain("1,243 rows")}},
			{Figure: templates.T("days", "Count", 163), Name: templates.Plain("from registry agreement to delegation, median, elapsed"), Sub: templates.Plain("1,108 of 1,243 took 365 days or less."), Define: "/definitions#def-elapsed", Rows: &templates.Link{Href: "/reports/processing-times", Text: templates.Plain("Whole report")}},
			{Figure: templates.Num(61), Name: templates.Plain("country domains in their own script delegated"), Sub: templates.Plain("5 of them in the plan period 2011-07-01 to 2014-06-30."), Define: "/definitions#def-delegated", Rows: &templates.Link{Href: "/reports/delegations/rows", Text: templates.Plain("61 rows")}},
		},
		Changes: templates.Table{Caption: templates.Plain("What changed last"), Hide: true, Cards: true, Columns: plain("When", "String", "Change", "Round", "Source"), Rows: []templates.Row{
			{Cells: []templates.Cell{{When: ptr(on(2026, time.October, 7))}, cell("980 strings"), {Tag: &templates.Tag{Kind: "active", Text: templates.T("status.active")}, Sub: templates.Plain("1,608 applications revealed")}, cell("2026"), {Text: templates.Plain("reveal list"), Href: "https://example.org/"}}},
			{Cells: []templates.Cell{{When: ptr(on(2026, time.July, 23))}, {Label: &templates.Label{U: "web"}, Href: "/applications/1"}, {Tag: &templates.Tag{Kind: "done", Text: templates.T("status.delegated")}, Sub: templates.Plain("NU DOT CO LLC, agreement of 22 Jul 2026")}, cell("2012"), {Text: templates.Plain("agreement list"), Href: "https://example.org/"}}},
		}},
		Feeds:    []templates.Link{link("/changes", "All changes"), link("/changes.atom", "Atom")},
		Dates:    []templates.Date{{When: templates.When{At: at(2026, time.November, 27, 23, 59)}, Text: templates.T("milestone.refund_65_ends")}, {When: on(2026, time.December, 17), Text: templates.T("milestone.plural_notices_end")}, {When: on(2027, time.March, 1), Text: templates.T("milestone.comments_end")}},
		DatesAll: []templates.Link{link("/rounds/2026#calendar", "Whole calendar")},
	}
}

func ptr[T any](v T) *T { return &v }

func road() []templates.Milestone {
	return []templates.Milestone{
		{State: "past", Name: templates.T("milestone.window_closes"), When: on(2026, time.August, 12), Text: templates.Plain("1,663 submitted")},
		{State: "past", Name: templates.T("milestone.fee_due"), When: on(2026, time.September, 22), Text: templates.Plain("1,616 paid")},
		{State: "here", Name: templates.T("milestone.reveal"), When: on(2026, time.October, 7), Figure: templates.Num(1608), Text: templates.Plain("applications for 980 strings")},
		{State: "next", Name: templates.T("stage.replacement"), When: templates.When{At: at(2026, 10, 8, 0, 0), Until: at(2026, 10, 21, 0, 0)}, Text: templates.Plain("outcome not published")},
		{State: "next", Name: templates.T("milestone.strings_confirmed"), When: on(2026, time.November, 17), Text: templates.Plain("outcome not published")},
		{State: "next", Name: templates.T("stage.string_evaluation"), When: templates.When{Text: templates.Plain("not started")}, Text: templates.Num(0)},
		{State: "next", Name: templates.T("stage.contracting"), When: templates.When{Text: templates.Plain("not started")}, Text: templates.Num(0)},
		{State: "root", Name: templates.T("status.delegated"), When: templates.When{Text: templates.Plain("not started")}, Text: templates.Num(0)},
	}
}

func applicationList() templates.ApplicationList {
	rows := []templates.Row{}
	for i, x := range []struct {
		label templates.Label
		who   string
		tag   templates.Tag
		stage string
	}{
		{label: templates.Label{U: "app"}, who: "Charleston Road Registry Inc.", tag: templates.Tag{Kind: "done", Text: templates.T("status.delegated")}, stage: "delegated"},
		{label: templates.Label{U: "app"}, who: "Top Level Domain Holdings Limited", tag: templates.Tag{Kind: "stop", Text: templates.T("status.withdrawn")}, stage: "closed"},
		{label: templates.Label{U: "اتصالات", A: "xn--mgbaakc7dvf", Lang: "ar", RTL: true}, who: "Emirates Telecommunications Corporation (trading as Etisalat)", tag: templates.Tag{Kind: "done", Text: templates.T("status.delegated")}, stage: "delegated"},
		{label: templates.Label{U: "québec", A: "xn--qubec-csa", Lang: "fr"}, who: "PointQuébec Inc", tag: templates.Tag{Kind: "active", Text: templates.T("status.active")}, stage: "string_evaluation"},
		{label: templates.Label{U: "hotel"}, who: "", tag: templates.Tag{Kind: "hold", Text: templates.T("status.on_hold")}, stage: "contracting"},
		{label: templates.Label{U: "信息", A: "xn--vuq861b", Lang: "zh"}, who: "Beijing Tele-info Network Technology Co., Ltd.", tag: templates.Tag{Kind: "none", Text: templates.T("status.closed_outcome_not_recorded")}, stage: "closed"},
	} {
		label := x.label
		c := templates.Cell{Label: &label, Href: "/applications/" + strconv.Itoa(i), Code: x.label.A}
		rows = append(rows, templates.Row{Cells: []templates.Cell{c, cell(x.who), {Tag: &x.tag}, {Text: templates.T("stage." + x.stage)}, cell("2012"), {Code: "1-1138-3332" + strconv.Itoa(i)}}})
	}
	return templates.ApplicationList{
		Title: templates.T("nav.applications"), Lead: templates.Plain("Every published application of every round."), Action: "/applications",
		Filters: []templates.Filter{
			{Name: "q", Label: templates.T("layout.search"), Grow: true, Value: "app", Hint: templates.T("home.search_hint")},
			{Name: "round", Label: templates.T("nav.rounds"), Value: "2012", Options: []templates.Option{{Value: "", Text: templates.Plain("all")}, {Value: "2012", Text: templates.Plain("2012")}}},
			{Name: "status", Label: templates.T("application.status"), Options: []templates.Option{{Value: "", Text: templates.Plain("all")}, {Value: "delegated", Text: templates.T("status.delegated")}}},
			{Name: "stage", Label: templates.T("application.stage"), Options: []templates.Option{{Value: "", Text: templates.Plain("all")}, {Value: "contention", Text: templates.T("stage.contention")}}},
		},
		Active:  []templates.Chip{{Text: templates.Plain("round: 2012"), Remove: "/applications"}},
		Table:   templates.Table{Caption: templates.T("nav.applications"), Hide: true, Cards: true, Columns: plain("String", "Applicant", "Status", "Stage", "Round", "Number"), Rows: rows},
		Pager:   templates.Pager{First: "/applications", Next: "/applications?after=6", Shown: 6, Total: 1930},
		Exports: []templates.Link{link("/applications.csv", "CSV"), link("/applications.json", "JSON")},
	}
}

func ring() templates.Ring {
	r := templates.Ring{Title: templates.Plain("Contention set E-app"), Desc: templates.Plain("Thirteen applications for the identical string app, each in direct contention with every other. Number 5, Charleston Road Registry Inc., prevailed."), Note: templates.Plain("Each line: identical string. 78 lines, 13 members."), Groups: []templates.RingGroup{{Label: "app"}}}
	for i := 1; i <= 13; i++ {
		r.Groups[0].Members = append(r.Groups[0].Members, templates.RingMember{Number: i, Now: i == 5, Out: i == 3})
	}
	return r
}

func members() templates.Table {
	t := templates.Table{Caption: templates.Plain("Members of set E-app"), Hide: true, Cards: true, Tight: true, Columns: plain("Applicant, numbered as drawn", "Outcome")}
	for i, who := range []string{"Afilias Limited", "Merchant Law Group LLP", "Top Level Domain Holdings Limited", ".APP REGISTRY INC.", "Charleston Road Registry Inc."} {
		c := []templates.Cell{{Text: templates.Plain(strconv.Itoa(i+1) + " " + who), Href: "/applications/x", Sub: templates.Plain("1-868-3992" + strconv.Itoa(i))}, {Text: templates.Plain("Not selected")}}
		if i == 4 {
			c[1] = templates.Cell{Tag: &templates.Tag{Kind: "done", Text: templates.Plain("Prevailed")}}
		}
		t.Rows = append(t.Rows, templates.Row{Cells: c, Now: i == 4})
	}
	return t
}

func sources() []templates.Source {
	return []templates.Source{{Text: templates.Plain("Reveal Day list, 13 Jun 2012"), Href: "https://example.org/1", Note: templates.Plain("13 members, community: no")}, {Text: templates.Plain("Auction reports, March 2015"), Href: "https://example.org/2"}, {Text: templates.Plain("Letter on file")}}
}

func events() []templates.Event {
	return []templates.Event{
		{State: "past", Name: templates.T("event.submit"), When: templates.When{At: at(2012, 1, 12, 0, 0), Until: at(2012, 5, 30, 0, 0)}, Text: templates.Plain("Window of the 2012 round. The day of this application was not published."), Owner: "applicant", Ball: templates.T("owner.applicant"), Sources: sources()[:1]},
		{State: "past", Name: templates.T("event.reveal"), When: on(2012, time.June, 13), Text: templates.Plain("One of 13 applications for the identical string; contention set E-app formed."), Owner: "processor", Ball: templates.T("owner.processor"), Sources: sources()[:1]},
		{State: "gap", Name: templates.T("state.initial_evaluation"), Text: templates.Plain("The date and scores of this application are not recorded, so this step makes no clock."), Owner: "none", Ball: templates.T("owner.unrecorded")},
		{State: "past", Name: templates.T("event.prevail"), When: on(2015, time.February, 25), Reasons: templates.Plain("Price USD 25,000,000 (rounded in the source)."), Owner: "outside", Ball: templates.T("owner.outside"), Actor: templates.T("role.importer"), Sources: sources()[1:2], Rules: templates.Plain("policy 2012-06-04")},
		{State: "past", Name: templates.T("event.sign_agreement"), When: on(2015, time.May, 14), Owner: "shared", Ball: templates.T("owner.shared")},
		{State: "root", Name: templates.T("status.delegated"), When: on(2015, time.July, 2), Text: templates.Plain("49 days after the agreement; service level 365 days."), Tag: &templates.Tag{Kind: "done", Text: templates.Plain("In time")}, Owner: "processor", Ball: templates.T("owner.processor"), Sources: sources()[2:]},
	}
}

func decision() templates.Decision {
	return templates.Decision{Title: templates.Plain("Decision: this application prevails in its set"), Tag: templates.Tag{Kind: "done", Text: templates.Plain("Recorded")}, Reasons: templates.Plain("Thirteen applications asked for the identical string, so at most one could proceed (Applicant Guidebook 2012, 4.1). The members did not resolve the set among themselves; the auction of last resort decided."), By: templates.Plain("ICANN auction"), When: on(2015, time.February, 25), Sources: sources(), Recorded: templates.Plain("by import on 23 Nov 2026. We did not witness this event; its source is above.")}
}

func application() templates.ApplicationShow {
	r := ring()
	return templates.ApplicationShow{
		Label: templates.Label{U: "app"}, LabelNote: templates.Plain("ASCII, Latin script"), Crumbs: []templates.Link{{Href: "/applications", Text: templates.T("nav.applications")}, link("/rounds/2012", "2012 round")},
		Status: templates.Tag{Kind: "done", Text: templates.T("status.delegated")}, Stage: templates.T("stage.delegated"), Number: "1-1138-33325", Follow: []templates.Link{link("/a.atom", "Atom"), link("/a.json", "JSON")},
		Applicant: templates.Plain("Charleston Road Registry Inc."), Summary: templates.Plain("Applied for this string in 2012, prevailed over twelve others by auction, signed its agreement on 14 May 2015 and was delegated on 2 July 2015."),
		Tabs:      []templates.Tab{{Link: link("#", "Record"), Current: true}, {Link: link("#answers", "Public answers")}, {Link: link("#set", "Contention"), Count: 13, Counted: true}},
		Decisions: []templates.Decision{decision()}, Timeline: events(),
		Spans: &templates.SpanChart{Title: templates.Plain("1,128 days from the close of the window to delegation, elapsed"), Desc: templates.Plain("14 days administrative check, 987 days evaluation and contention with no split recorded, 78 days contracting, 49 days testing and delegation."), Spans: []templates.Span{
			{Owner: "processor", From: at(2012, 5, 30, 0, 0), To: at(2012, 6, 13, 0, 0)},
			{Owner: "none", From: at(2012, 6, 13, 0, 0), To: at(2015, 2, 25, 0, 0), Unknown: true, Text: templates.Plain("Evaluation and contention: 987 days, not recorded")},
			{Owner: "shared", From: at(2015, 2, 25, 0, 0), To: at(2015, 5, 14, 0, 0), Text: templates.Plain("78")},
			{Owner: "processor", From: at(2015, 5, 14, 0, 0), To: at(2015, 7, 2, 0, 0), Text: templates.Plain("49")},
		}},
		Stages: &templates.Table{Caption: templates.Plain("Time per stage"), Cards: true, Tight: true, Columns: plain("Stage", "#Days", "Service level"), Rows: []templates.Row{{Cells: []templates.Cell{{Text: templates.T("stage.contracting")}, num(78), {}}}, {Cells: []templates.Cell{{Text: templates.T("stage.agreement_to_delegation")}, num(49), {Tag: &templates.Tag{Kind: "done", Text: templates.Plain("In time")}}}}}},
		Answers: []templates.Fact{
			{Name: templates.Plain("1 Legal name"), Value: templates.Plain("Charleston Road Registry Inc.")},
			{Name: templates.Plain("8 Established in"), Value: templates.Plain("United States"), Hint: templates.Plain("North America region")},
			{Name: templates.Plain("13 String"), Label: &templates.Label{U: "app"}},
			{Name: templates.Plain("14 IDN details"), Value: templates.Plain("Does not apply: an ASCII string"), Muted: true},
			{Name: templates.Plain("18 Mission and purpose"), Empty: templates.Plain("Not in our import"), Hint: templates.Plain("The 2012 answers were published as documents. An operator can add them with their source; until then this stays empty.")},
		},
		Set: &templates.SetPanel{Name: templates.Plain("Contention set E-app"), Href: "/sets/app", Tag: templates.Tag{Kind: "done", Text: templates.Plain("Resolved")}, Note: templates.Plain("25 Feb 2015, by auction"), Ring: &r, Members: members(), Links: []templates.Link{link("/sets#how", "How sets are formed")}},
		Now: []templates.Fact{{Name: templates.Plain("Manager"), Value: templates.Plain("Charleston Road Registry Inc.")}, {Name: templates.Plain("RDAP"), Code: "pubapi.registry.google/rdap"}, {Name: templates.Plain("Last updated"), When: ptr(on(2025, time.April, 11))}},
	}
}

func openApplication() templates.ApplicationShow {
	a := application()
	a.Label = templates.Label{U: "québec", A: "xn--qubec-csa", Lang: "fr"}
	a.Status, a.Stage, a.Number = templates.Tag{Kind: "hold", Text: templates.T("status.on_hold")}, templates.T("stage.string_evaluation"), ""
	a.Holds = []templates.Hold{{Reason: templates.Plain("change request 7"), Since: on(2027, time.January, 4), By: templates.T("role.operator"), Until: templates.Plain("Until the change request is decided."), Source: &templates.Source{Text: templates.Plain("Change request 7")}}}
	a.Ball = &templates.Ball{Owner: "panel", Who: templates.T("panel.geographic"), What: templates.Plain("The panel judges five criteria."), Due: templates.Due{At: at(2027, 1, 15, 23, 59)}, Since: on(2026, time.November, 17), Then: templates.Plain("a second person decides, and the outcome is published with its reasons."), InTime: &templates.Tag{Kind: "done", Text: templates.Plain("In time so far")}, Level: templates.Plain("Service level 60 days: programme FAQ 919")}
	a.Decisions, a.Set, a.Spans = nil, nil, nil
	a.Timeline[5].State = "here"
	a.ManageHref, a.Task = "/applications/x/manage", &templates.Link{Href: "/tasks/1", Text: templates.Plain("Open the task")}
	return a
}

func setList() templates.SetList {
	return templates.SetList{
		Lead: templates.Plain("Applications that cannot all be delegated."), Action: "/sets", Filters: []templates.Filter{{Name: "round", Label: templates.T("nav.rounds"), Options: []templates.Option{{Value: "2026", Text: templates.Plain("2026")}}}},
		Stats: []templates.Stat{{Figure: templates.Num(263), Name: templates.T("sets.title"), Define: "/definitions"}, {Figure: templates.Num(891), Name: templates.T("nav.applications")}},
		Table: templates.Table{Caption: templates.T("sets.title"), Hide: true, Cards: true, Columns: plain("Set", "#Applications", "State"), Rows: []templates.Row{{Cells: []templates.Cell{{Label: &templates.Label{U: "agent"}, Href: "/sets/agent"}, linked(13), {Tag: &templates.Tag{Kind: "active", Text: templates.Plain("Open")}}}}}},
		Pager: templates.Pager{Next: "/sets?after=agent", Shown: 1, Total: 263}, Exports: []templates.Link{link("/sets.csv", "CSV")},
	}
}

func setShow() templates.SetShow {
	d := decision()
	m := func(from, to int) []templates.RingMember {
		var list []templates.RingMember
		for i := from; i <= to; i++ {
			list = append(list, templates.RingMember{Number: i, Out: i == 2})
		}
		return list
	}
	return templates.SetShow{
		Name: templates.Plain("Set hotels"), Crumbs: []templates.Link{{Href: "/sets", Text: templates.T("sets.title")}}, Tag: templates.Tag{Kind: "active", Text: templates.Plain("Open")}, Note: templates.Plain("since 17 Nov 2026"), Lead: templates.Plain("Two strings found similar, and a plural."),
		Ring:    templates.Ring{Title: templates.Plain("Contention set hotels"), Desc: templates.Plain("Three strings: hotels and hoteis are similar, hotel and hotels are singular and plural."), Note: templates.Plain("Thin lines: identical string. Dashed lines: between strings."), Groups: []templates.RingGroup{{Label: "hotels", Members: m(1, 3)}, {Label: "hoteis", Members: m(4, 4)}, {Label: "hotel", Members: m(5, 9)}}, Between: []templates.RingLink{{A: 0, B: 1, Kind: templates.Plain("similar")}, {A: 0, B: 2, Kind: templates.Plain("plural")}}},
		Members: members(), Decision: &d, How: []templates.Text{templates.Plain("Identical strings contend. Similar ones contend when a panel finds them so.")}, Links: []templates.Link{link("/sets.csv", "CSV")},
	}
}

func roundShow() templates.RoundShow {
	t := func(name string, columns []templates.Column, rows ...[]templates.Cell) templates.Table {
		table := templates.Table{Caption: templates.Plain(name), Hide: true, Cards: true, Columns: columns}
		for _, r := range rows {
			table.Rows = append(table.Rows, templates.Row{Cells: r})
		}
		return table
	}
	return templates.RoundShow{
		Name: templates.Plain("2026 round"), Lead: templates.Plain("Policy, dates and figures of the round."), Status: templates.Tag{Kind: "active", Text: templates.T("status.confirmed")}, Version: "agb-2026-v1", Road: road(),
		Stats:       []templates.Stat{{Figure: templates.Num(1608), Name: templates.T("nav.applications"), Define: "/definitions"}, {Figure: templates.Num(980), Name: templates.Plain("strings")}},
		Facts:       []templates.Fact{{Name: templates.Plain("Guidebook"), Value: templates.Plain("AGB 2026, V1 of 2025-12-16")}, {Name: templates.Plain("Submission period"), Value: nil}},
		Counts:      t("Where applications stand", plain("Stage", "#Applications"), []templates.Cell{{Text: templates.T("stage.string_evaluation")}, linked(1608)}),
		Stages:      t("Stages", plain("Stage", "#Service level", "Basis"), []templates.Cell{{Text: templates.T("stage.agreement_to_delegation")}, {Text: templates.T("days", "Count", 365)}, {Text: templates.Plain("2026 Base Registry Agreement"), Sub: templates.T("tag.recalled")}}, []templates.Cell{{Text: templates.T("stage.contention")}, {}, cell("no level is set")}),
		Calendar:    t("Calendar", plain("What", "When", "Source"), []templates.Cell{{Text: templates.T("milestone.window_closes")}, {When: &templates.When{At: at(2026, 8, 12, 23, 59)}}, cell("AGB 2026, 3.1.1")}),
		Fees:        t("Fees", plain("Fee", "#USD"), []templates.Cell{{Text: templates.T("fee.evaluation")}, num(227000)}),
		Panels:      t("Panels", plain("Panel", "Criteria"), []templates.Cell{{Text: templates.T("panel.geographic")}, {Text: templates.T("criterion.needs_support")}}),
		Questions:   t("Questions", plain("Question", "Published"), []templates.Cell{{Text: templates.T("question.legal_name")}, {Tag: &templates.Tag{Kind: "done", Text: templates.T("preview.public")}}}, []templates.Cell{{Text: templates.T("question.funding")}, {Tag: &templates.Tag{Kind: "stop", Text: templates.T("preview.private")}}}),
		Definitions: definitions(), Links: []templates.Link{link("/rounds/2026.json", "JSON")}, Manage: &templates.Link{Href: "/rounds/2026/manage", Text: templates.T("manage.steps")},
	}
}

// Verdict is a string that passes, with one thing to do.
func Verdict() *templates.LabelVerdict {
	v := &templates.LabelVerdict{
		Valid: true, Tag: templates.Tag{Kind: "done", Text: templates.Plain("Valid so far")}, Label: maktaba, Script: templates.Plain("Arabic (Arab), right to left"), Length: templates.Plain("5 code points, 12 octets as A-label"),
		Summary: templates.Plain("Nothing forbids this label. Panels decide later on similarity, names of places and more."), Guidance: &templates.Link{Href: "/definitions", Text: templates.Plain("Guidance for Q116")},
	}
	for _, c := range [][3]string{{"م", "U+0645", "MEEM"}, {"ك", "U+0643", "KAF"}, {"ت", "U+062A", "TEH"}, {"ب", "U+0628", "BEH"}, {"ة", "U+0629", "TEH MARBUTA"}} {
		v.CodePoints = append(v.CodePoints, templates.CodePoint{Char: c[0], Code: c[1], Name: c[2]})
	}
	v.Rules = []templates.Rule{
		{State: "done", Text: templates.Plain("A-label has 63 octets or fewer: 12"), Source: templates.Plain("RFC 5890, 2.3.2.1")},
		{State: "done", Text: templates.Plain("Right-to-left rule"), Source: templates.Plain("RFC 5893, section 2"), Href: "https://www.rfc-editor.org/rfc/rfc5893"},
		{State: "done", Text: templates.Plain("Not blocked, not reserved"), Source: templates.Plain("Guidebook 2012, 2.2.1.2; IGO list")},
		{State: "wait", Text: templates.Plain("Choose which variants you want: none chosen yet"), Source: templates.Plain("Programme FAQ 709")},
		{State: "none", Text: templates.Plain("Root Zone LGR"), Source: templates.Plain("RZ-LGR 5")},
	}
	return v
}

func wrongVerdict() *templates.LabelVerdict {
	v := Verdict()
	v.Valid, v.Tag, v.Label = false, templates.Tag{Kind: "late", Text: templates.Plain("Not valid")}, templates.Label{U: "كتـبنا", Lang: "ar", RTL: true}
	v.Summary = templates.Plain("One rule is not met.")
	v.CodePoints[2] = templates.CodePoint{Char: "ـ", Code: "U+0640", Name: "TATWEEL", Wrong: true}
	v.Rules[1] = templates.Rule{State: "late", Text: templates.Plain("Every code point is allowed in labels"), Where: templates.Plain("U+0640, position 3 of 6."), Remedy: templates.Plain("It only stretches the line between letters: remove it."), Source: templates.Plain("RFC 5892")}
	v.Suggest = &templates.Suggestion{Text: templates.Plain("Use it without:"), Label: templates.Label{U: "كتبنا", Lang: "ar", RTL: true}, Href: "/check?label=x"}
	return v
}
