package sample

import (
	"strconv"
	"time"

	. "rootward/templates"
)

func publicPages() []View {
	return []View{
		{"home", public(T("home.title"), ""), home()},
		{"application-list", public(T("nav.applications"), "applications"), applicationList()},
		{"application-show", public(Plain("app"), "applications"), application()},
		{"application-open", public(Plain("québec"), "applications"), openApplication()},
		{"set-list", public(T("sets.title"), "sets"), setList()},
		{"set-show", public(Plain("Set hotels"), "sets"), setShow()},
		{"round-list", public(T("rounds.title"), "rounds"), RoundList{Lead: Plain("A round is a policy with its windows, fees and questions."), Table: Table{
			Caption: Plain("Rounds"), Hide: true, Cards: true, Columns: plain("Round", "State", "#Applications"),
			Rows: []Row{{Cells: []Cell{{Text: Plain("2026"), Href: "/rounds/2026"}, {Tag: &Tag{"active", T("state.round_confirmed")}}, linked(1608)}}},
		}}},
		{"round-show", public(Plain("2026 round"), "rounds"), roundShow()},
		{"check", public(T("check.title"), "check"), Check{Action: "/check", Value: "مكتبة", Verdict: Verdict(), Command: "rootward label check مكتبة"}},
		{"check-empty", public(T("check.title"), "check"), Check{Action: "/check"}},
		{"check-wrong", public(T("check.title"), "check"), Check{Action: "/check", Value: "كتـبنا", Verdict: wrongVerdict(), Command: "rootward label check كتـبنا"}},
	}
}

func home() Home {
	bar := func(v, of float64, series int) Cell { return Cell{Bar: &Bar{v, of, series}} }
	sizes := Table{Caption: Plain("263 sets by size"), Columns: plain("Applications", "Share", "#Sets"), Tight: true}
	for _, s := range []struct {
		name string
		n    int
	}{{"2 applications", 114}, {"3 applications", 64}, {"4 applications", 32}, {"5 applications", 22}, {"6 to 13 applications", 31}} {
		sizes.Rows = append(sizes.Rows, Row{Cells: []Cell{cell(s.name), bar(float64(s.n), 114, 2), linked(s.n)}})
	}
	wanted := Table{Caption: Plain("Strings with the most applications"), Hide: true, Columns: plain("String", "Share", "#Applications"), Tight: true}
	for i, s := range []string{"agent", "bit", "api", "brand", "hub", "pop", "robot", "max", "official", "pod"} {
		n := []int{13, 11, 10, 10, 10, 9, 9, 8, 8, 8}[i]
		wanted.Rows = append(wanted.Rows, Row{Cells: []Cell{{Label: &Label{U: s}, Href: "/sets/" + s}, bar(float64(n), 13, 1), num(n)}})
	}
	return Home{
		Examples: []Link{link("/applications/1-1138-33325", "app"), link("/applications?q=xn--vuq861b", "信息"), link("/applications?q=xn--vuq861b", "xn--vuq861b")},
		Round:    Plain("2026 round: where 1,608 applications stand"), AsOf: When{At: at(2026, time.October, 7, 18, 0)}, Road: road(),
		Split: &Split{Title: Plain("More than half compete for a string"), Desc: Plain("717 applications stand alone, 891 are in contention sets"), Parts: []Part{
			{Series: 1, Value: 717, Figure: Num(717), Text: Plain("alone (45 %)")}, {Series: 2, Value: 891, Figure: Num(891), Text: Plain("in 263 sets of identical strings (55 %)"), Href: "/sets"},
		}},
		SetSizes: sizes, Wanted: wanted,
		Note: Plain("ICANN counts 1,615 active applications. The published list names 1,608; we count what can be listed and say so."), NoteLink: &Link{"/definitions#def-listed", Plain("Why the two differ")},
		Stats: []Stat{
			{Figure: Num(1243), Name: Plain("gTLDs of the 2012 round delegated, ever"), Sub: Plain("1,106 are in the root zone now; 137 were removed."), Define: "/definitions#def-delegated", Rows: &Link{"/reports/delegations/rows", Plain("1,243 rows")}},
			{Figure: T("days", "Count", 163), Name: Plain("from registry agreement to delegation, median, elapsed"), Sub: Plain("1,108 of 1,243 took 365 days or less."), Define: "/definitions#def-elapsed", Rows: &Link{"/reports/processing-times", Plain("Whole report")}},
			{Figure: Num(61), Name: Plain("country domains in their own script delegated"), Sub: Plain("5 of them in the plan period 2011-07-01 to 2014-06-30."), Define: "/definitions#def-delegated", Rows: &Link{"/reports/delegations/rows", Plain("61 rows")}},
		},
		Changes: Table{Caption: Plain("What changed last"), Hide: true, Cards: true, Columns: plain("When", "String", "Change", "Round", "Source"), Rows: []Row{
			{Cells: []Cell{{When: ptr(on(2026, time.October, 7))}, cell("980 strings"), {Tag: &Tag{"active", T("status.active")}, Sub: Plain("1,608 applications revealed")}, cell("2026"), {Text: Plain("reveal list"), Href: "https://example.org/"}}},
			{Cells: []Cell{{When: ptr(on(2026, time.July, 23))}, {Label: &Label{U: "web"}, Href: "/applications/1"}, {Tag: &Tag{"done", T("status.delegated")}, Sub: Plain("NU DOT CO LLC, agreement of 22 Jul 2026")}, cell("2012"), {Text: Plain("agreement list"), Href: "https://example.org/"}}},
		}},
		Feeds:    []Link{link("/changes", "All changes"), link("/changes.atom", "Atom")},
		Dates:    []Date{{When{At: at(2026, time.November, 27, 23, 59)}, T("milestone.refund_65_ends")}, {on(2026, time.December, 17), T("milestone.plural_notices_end")}, {on(2027, time.March, 1), T("milestone.comments_end")}},
		DatesAll: []Link{link("/rounds/2026#calendar", "Whole calendar")},
	}
}

func ptr[T any](v T) *T { return &v }

func road() []Milestone {
	return []Milestone{
		{State: "past", Name: T("milestone.window_closes"), When: on(2026, time.August, 12), Text: Plain("1,663 submitted")},
		{State: "past", Name: T("milestone.fee_due"), When: on(2026, time.September, 22), Text: Plain("1,616 paid")},
		{State: "here", Name: T("milestone.reveal"), When: on(2026, time.October, 7), Figure: Num(1608), Text: Plain("applications for 980 strings")},
		{State: "next", Name: T("stage.replacement"), When: When{At: at(2026, 10, 8, 0, 0), Until: at(2026, 10, 21, 0, 0)}, Text: Plain("outcome not published")},
		{State: "next", Name: T("milestone.strings_confirmed"), When: on(2026, time.November, 17), Text: Plain("outcome not published")},
		{State: "next", Name: T("stage.string_evaluation"), When: When{Text: Plain("not started")}, Text: Num(0)},
		{State: "next", Name: T("stage.contracting"), When: When{Text: Plain("not started")}, Text: Num(0)},
		{State: "root", Name: T("status.delegated"), When: When{Text: Plain("not started")}, Text: Num(0)},
	}
}

func applicationList() ApplicationList {
	rows := []Row{}
	for i, x := range []struct {
		label Label
		who   string
		tag   Tag
		stage string
	}{
		{Label{U: "app"}, "Charleston Road Registry Inc.", Tag{"done", T("status.delegated")}, "delegated"},
		{Label{U: "app"}, "Top Level Domain Holdings Limited", Tag{"stop", T("status.withdrawn")}, "closed"},
		{Label{U: "اتصالات", A: "xn--mgbaakc7dvf", Lang: "ar", RTL: true}, "Emirates Telecommunications Corporation (trading as Etisalat)", Tag{"done", T("status.delegated")}, "delegated"},
		{Label{U: "québec", A: "xn--qubec-csa", Lang: "fr"}, "PointQuébec Inc", Tag{"active", T("status.active")}, "string_evaluation"},
		{Label{U: "hotel"}, "", Tag{"hold", T("status.on_hold")}, "contracting"},
		{Label{U: "信息", A: "xn--vuq861b", Lang: "zh"}, "Beijing Tele-info Network Technology Co., Ltd.", Tag{"none", T("status.closed_outcome_not_recorded")}, "closed"},
	} {
		label := x.label
		c := Cell{Label: &label, Href: "/applications/" + strconv.Itoa(i), Code: x.label.A}
		rows = append(rows, Row{Cells: []Cell{c, cell(x.who), {Tag: &x.tag}, {Text: T("stage." + x.stage)}, cell("2012"), {Code: "1-1138-3332" + strconv.Itoa(i)}}})
	}
	return ApplicationList{
		Title: T("nav.applications"), Lead: Plain("Every published application of every round."), Action: "/applications",
		Filters: []Filter{
			{Name: "q", Label: T("layout.search"), Grow: true, Value: "app", Hint: T("home.search_hint")},
			{Name: "round", Label: T("nav.rounds"), Value: "2012", Options: []Option{{Value: "", Text: Plain("all")}, {Value: "2012", Text: Plain("2012")}}},
			{Name: "status", Label: T("application.status"), Options: []Option{{Value: "", Text: Plain("all")}, {Value: "delegated", Text: T("status.delegated")}}},
			{Name: "stage", Label: T("application.stage"), Options: []Option{{Value: "", Text: Plain("all")}, {Value: "contention", Text: T("stage.contention")}}},
		},
		Active:  []Chip{{Plain("round: 2012"), "/applications"}},
		Table:   Table{Caption: T("nav.applications"), Hide: true, Cards: true, Columns: plain("String", "Applicant", "Status", "Stage", "Round", "Number"), Rows: rows},
		Pager:   Pager{First: "/applications", Next: "/applications?after=6", Shown: 6, Total: 1930},
		Exports: []Link{link("/applications.csv", "CSV"), link("/applications.json", "JSON")},
	}
}

func ring() Ring {
	r := Ring{Title: Plain("Contention set E-app"), Desc: Plain("Thirteen applications for the identical string app, each in direct contention with every other. Number 5, Charleston Road Registry Inc., prevailed."), Note: Plain("Each line: identical string. 78 lines, 13 members."), Groups: []RingGroup{{Label: "app"}}}
	for i := 1; i <= 13; i++ {
		r.Groups[0].Members = append(r.Groups[0].Members, RingMember{Number: i, Now: i == 5, Out: i == 3})
	}
	return r
}

func members() Table {
	t := Table{Caption: Plain("Members of set E-app"), Hide: true, Cards: true, Tight: true, Columns: plain("Applicant, numbered as drawn", "Outcome")}
	for i, who := range []string{"Afilias Limited", "Merchant Law Group LLP", "Top Level Domain Holdings Limited", ".APP REGISTRY INC.", "Charleston Road Registry Inc."} {
		c := []Cell{{Text: Plain(strconv.Itoa(i+1) + " " + who), Href: "/applications/x", Sub: Plain("1-868-3992" + strconv.Itoa(i))}, {Text: Plain("Not selected")}}
		if i == 4 {
			c[1] = Cell{Tag: &Tag{"done", Plain("Prevailed")}}
		}
		t.Rows = append(t.Rows, Row{Cells: c, Now: i == 4})
	}
	return t
}

func sources() []Source {
	return []Source{{Text: Plain("Reveal Day list, 13 Jun 2012"), Href: "https://example.org/1", Note: Plain("13 members, community: no")}, {Text: Plain("Auction reports, March 2015"), Href: "https://example.org/2"}, {Text: Plain("Letter on file")}}
}

func events() []Event {
	return []Event{
		{State: "past", Name: T("event.submit"), When: When{At: at(2012, 1, 12, 0, 0), Until: at(2012, 5, 30, 0, 0)}, Text: Plain("Window of the 2012 round. The day of this application was not published."), Owner: "applicant", Ball: T("owner.applicant"), Sources: sources()[:1]},
		{State: "past", Name: T("event.reveal"), When: on(2012, time.June, 13), Text: Plain("One of 13 applications for the identical string; contention set E-app formed."), Owner: "processor", Ball: T("owner.processor"), Sources: sources()[:1]},
		{State: "gap", Name: T("state.initial_evaluation"), Text: Plain("The date and scores of this application are not recorded, so this step makes no clock."), Owner: "none", Ball: T("owner.unrecorded")},
		{State: "past", Name: T("event.prevail"), When: on(2015, time.February, 25), Reasons: Plain("Price USD 25,000,000 (rounded in the source)."), Owner: "outside", Ball: T("owner.outside"), Actor: T("role.importer"), Sources: sources()[1:2], Rules: Plain("policy 2012-06-04")},
		{State: "past", Name: T("event.sign_agreement"), When: on(2015, time.May, 14), Owner: "shared", Ball: T("owner.shared")},
		{State: "root", Name: T("status.delegated"), When: on(2015, time.July, 2), Text: Plain("49 days after the agreement; service level 365 days."), Tag: &Tag{"done", Plain("In time")}, Owner: "processor", Ball: T("owner.processor"), Sources: sources()[2:]},
	}
}

func decision() Decision {
	return Decision{Title: Plain("Decision: this application prevails in its set"), Tag: Tag{"done", Plain("Recorded")}, Reasons: Plain("Thirteen applications asked for the identical string, so at most one could proceed (Applicant Guidebook 2012, 4.1). The members did not resolve the set among themselves; the auction of last resort decided."), By: Plain("ICANN auction"), When: on(2015, time.February, 25), Sources: sources(), Recorded: Plain("by import on 23 Nov 2026. We did not witness this event; its source is above.")}
}

func application() ApplicationShow {
	r := ring()
	return ApplicationShow{
		Label: Label{U: "app"}, LabelNote: Plain("ASCII, Latin script"), Crumbs: []Link{{"/applications", T("nav.applications")}, link("/rounds/2012", "2012 round")},
		Status: Tag{"done", T("status.delegated")}, Stage: T("stage.delegated"), Number: "1-1138-33325", Follow: []Link{link("/a.atom", "Atom"), link("/a.json", "JSON")},
		Applicant: Plain("Charleston Road Registry Inc."), Summary: Plain("Applied for this string in 2012, prevailed over twelve others by auction, signed its agreement on 14 May 2015 and was delegated on 2 July 2015."),
		Tabs:      []Tab{{Link: link("#", "Record"), Current: true}, {Link: link("#answers", "Public answers")}, {Link: link("#set", "Contention"), Count: 13, Counted: true}},
		Decisions: []Decision{decision()}, Timeline: events(),
		Spans: &SpanChart{Title: Plain("1,128 days from the close of the window to delegation, elapsed"), Desc: Plain("14 days administrative check, 987 days evaluation and contention with no split recorded, 78 days contracting, 49 days testing and delegation."), Spans: []Span{
			{Owner: "processor", From: at(2012, 5, 30, 0, 0), To: at(2012, 6, 13, 0, 0)},
			{Owner: "none", From: at(2012, 6, 13, 0, 0), To: at(2015, 2, 25, 0, 0), Unknown: true, Text: Plain("Evaluation and contention: 987 days, not recorded")},
			{Owner: "shared", From: at(2015, 2, 25, 0, 0), To: at(2015, 5, 14, 0, 0), Text: Plain("78")},
			{Owner: "processor", From: at(2015, 5, 14, 0, 0), To: at(2015, 7, 2, 0, 0), Text: Plain("49")},
		}},
		Stages: &Table{Caption: Plain("Time per stage"), Cards: true, Tight: true, Columns: plain("Stage", "#Days", "Service level"), Rows: []Row{{Cells: []Cell{{Text: T("stage.contracting")}, num(78), {}}}, {Cells: []Cell{{Text: T("stage.agreement_to_delegation")}, num(49), {Tag: &Tag{"done", Plain("In time")}}}}}},
		Answers: []Fact{
			{Name: Plain("1 Legal name"), Value: Plain("Charleston Road Registry Inc.")}, {Name: Plain("8 Established in"), Value: Plain("United States"), Hint: Plain("North America region")},
			{Name: Plain("13 String"), Label: &Label{U: "app"}}, {Name: Plain("14 IDN details"), Value: Plain("Does not apply: an ASCII string"), Muted: true},
			{Name: Plain("18 Mission and purpose"), Empty: Plain("Not in our import"), Hint: Plain("The 2012 answers were published as documents. An operator can add them with their source; until then this stays empty.")},
		},
		Set: &SetPanel{Name: Plain("Contention set E-app"), Href: "/sets/app", Tag: Tag{"done", Plain("Resolved")}, Note: Plain("25 Feb 2015, by auction"), Ring: &r, Members: members(), Links: []Link{link("/sets#how", "How sets are formed")}},
		Now: []Fact{{Name: Plain("Manager"), Value: Plain("Charleston Road Registry Inc.")}, {Name: Plain("RDAP"), Code: "pubapi.registry.google/rdap"}, {Name: Plain("Last updated"), When: ptr(on(2025, time.April, 11))}},
	}
}

func openApplication() ApplicationShow {
	a := application()
	a.Label = Label{U: "québec", A: "xn--qubec-csa", Lang: "fr"}
	a.Status, a.Stage, a.Number = Tag{"hold", T("status.on_hold")}, T("stage.string_evaluation"), ""
	a.Holds = []Hold{{Reason: Plain("change request 7"), Since: on(2027, time.January, 4), By: T("role.operator"), Until: Plain("Until the change request is decided."), Source: &Source{Text: Plain("Change request 7")}}}
	a.Ball = &Ball{Owner: "panel", Who: T("panel.geographic"), What: Plain("The panel judges five criteria."), Due: Due{At: at(2027, 1, 15, 23, 59)}, Since: on(2026, time.November, 17), Then: Plain("a second person decides, and the outcome is published with its reasons."), InTime: &Tag{"done", Plain("In time so far")}, Level: Plain("Service level 60 days: programme FAQ 919")}
	a.Decisions, a.Set, a.Spans = nil, nil, nil
	a.Timeline[5].State = "here"
	a.ManageHref, a.Task = "/applications/x/manage", &Link{"/tasks/1", Plain("Open the task")}
	return a
}

func setList() SetList {
	return SetList{
		Lead: Plain("Applications that cannot all be delegated."), Action: "/sets", Filters: []Filter{{Name: "round", Label: T("nav.rounds"), Options: []Option{{Value: "2026", Text: Plain("2026")}}}},
		Stats: []Stat{{Figure: Num(263), Name: T("sets.title"), Define: "/definitions"}, {Figure: Num(891), Name: T("nav.applications")}},
		Table: Table{Caption: T("sets.title"), Hide: true, Cards: true, Columns: plain("Set", "#Applications", "State"), Rows: []Row{{Cells: []Cell{{Label: &Label{U: "agent"}, Href: "/sets/agent"}, linked(13), {Tag: &Tag{"active", Plain("Open")}}}}}},
		Pager: Pager{Next: "/sets?after=agent", Shown: 1, Total: 263}, Exports: []Link{link("/sets.csv", "CSV")},
	}
}

func setShow() SetShow {
	d := decision()
	m := func(from, to int) []RingMember {
		var list []RingMember
		for i := from; i <= to; i++ {
			list = append(list, RingMember{Number: i, Out: i == 2})
		}
		return list
	}
	return SetShow{
		Name: Plain("Set hotels"), Crumbs: []Link{{"/sets", T("sets.title")}}, Tag: Tag{"active", Plain("Open")}, Note: Plain("since 17 Nov 2026"), Lead: Plain("Two strings found similar, and a plural."),
		Ring:    Ring{Title: Plain("Contention set hotels"), Desc: Plain("Three strings: hotels and hoteis are similar, hotel and hotels are singular and plural."), Note: Plain("Thin lines: identical string. Dashed lines: between strings."), Groups: []RingGroup{{"hotels", m(1, 3)}, {"hoteis", m(4, 4)}, {"hotel", m(5, 9)}}, Between: []RingLink{{0, 1, Plain("similar")}, {0, 2, Plain("plural")}}},
		Members: members(), Decision: &d, How: []Text{Plain("Identical strings contend. Similar ones contend when a panel finds them so.")}, Links: []Link{link("/sets.csv", "CSV")},
	}
}

func roundShow() RoundShow {
	t := func(name string, columns []Column, rows ...[]Cell) Table {
		table := Table{Caption: Plain(name), Hide: true, Cards: true, Columns: columns}
		for _, r := range rows {
			table.Rows = append(table.Rows, Row{Cells: r})
		}
		return table
	}
	return RoundShow{
		Name: Plain("2026 round"), Lead: Plain("Policy, dates and figures of the round."), Status: Tag{"active", T("status.confirmed")}, Version: "agb-2026-v1", Road: road(),
		Stats:       []Stat{{Figure: Num(1608), Name: T("nav.applications"), Define: "/definitions"}, {Figure: Num(980), Name: Plain("strings")}},
		Facts:       []Fact{{Name: Plain("Guidebook"), Value: Plain("AGB 2026, V1 of 2025-12-16")}, {Name: Plain("Submission period"), Value: nil}},
		Counts:      t("Where applications stand", plain("Stage", "#Applications"), []Cell{{Text: T("stage.string_evaluation")}, linked(1608)}),
		Stages:      t("Stages", plain("Stage", "#Service level", "Basis"), []Cell{{Text: T("stage.agreement_to_delegation")}, {Text: T("days", "Count", 365)}, {Text: Plain("2026 Base Registry Agreement"), Sub: T("tag.recalled")}}, []Cell{{Text: T("stage.contention")}, {}, cell("no level is set")}),
		Calendar:    t("Calendar", plain("What", "When", "Source"), []Cell{{Text: T("milestone.window_closes")}, {When: &When{At: at(2026, 8, 12, 23, 59)}}, cell("AGB 2026, 3.1.1")}),
		Fees:        t("Fees", plain("Fee", "#USD"), []Cell{{Text: T("fee.evaluation")}, num(227000)}),
		Panels:      t("Panels", plain("Panel", "Criteria"), []Cell{{Text: T("panel.geographic")}, {Text: T("criterion.needs_support")}}),
		Questions:   t("Questions", plain("Question", "Published"), []Cell{{Text: T("question.legal_name")}, {Tag: &Tag{"done", T("preview.public")}}}, []Cell{{Text: T("question.funding")}, {Tag: &Tag{"stop", T("preview.private")}}}),
		Definitions: definitions(), Links: []Link{link("/rounds/2026.json", "JSON")}, Manage: &Link{"/rounds/2026/manage", T("manage.steps")},
	}
}

// Verdict is a string that passes, with one thing to do.
func Verdict() *LabelVerdict {
	v := &LabelVerdict{
		Valid: true, Tag: Tag{"done", Plain("Valid so far")}, Label: maktaba, Script: Plain("Arabic (Arab), right to left"), Length: Plain("5 code points, 12 octets as A-label"),
		Summary: Plain("Nothing forbids this label. Panels decide later on similarity, names of places and more."), Guidance: &Link{"/definitions", Plain("Guidance for Q116")},
	}
	for _, c := range [][3]string{{"م", "U+0645", "MEEM"}, {"ك", "U+0643", "KAF"}, {"ت", "U+062A", "TEH"}, {"ب", "U+0628", "BEH"}, {"ة", "U+0629", "TEH MARBUTA"}} {
		v.CodePoints = append(v.CodePoints, CodePoint{Char: c[0], Code: c[1], Name: c[2]})
	}
	v.Rules = []Rule{
		{State: "done", Text: Plain("A-label has 63 octets or fewer: 12"), Source: Plain("RFC 5890, 2.3.2.1")},
		{State: "done", Text: Plain("Right-to-left rule"), Source: Plain("RFC 5893, section 2"), Href: "https://www.rfc-editor.org/rfc/rfc5893"},
		{State: "done", Text: Plain("Not blocked, not reserved"), Source: Plain("Guidebook 2012, 2.2.1.2; IGO list")},
		{State: "wait", Text: Plain("Choose which variants you want: none chosen yet"), Source: Plain("Programme FAQ 709")},
		{State: "none", Text: Plain("Root Zone LGR"), Source: Plain("RZ-LGR 5")},
	}
	return v
}

func wrongVerdict() *LabelVerdict {
	v := Verdict()
	v.Valid, v.Tag, v.Label = false, Tag{"late", Plain("Not valid")}, Label{U: "كتـبنا", Lang: "ar", RTL: true}
	v.Summary = Plain("One rule is not met.")
	v.CodePoints[2] = CodePoint{Char: "ـ", Code: "U+0640", Name: "TATWEEL", Wrong: true}
	v.Rules[1] = Rule{State: "late", Text: Plain("Every code point is allowed in labels"), Where: Plain("U+0640, position 3 of 6."), Remedy: Plain("It only stretches the line between letters: remove it."), Source: Plain("RFC 5892")}
	v.Suggest = &Suggestion{Text: Plain("Use it without:"), Label: Label{U: "كتبنا", Lang: "ar", RTL: true}, Href: "/check?label=x"}
	return v
}
