package sample

import (
	"time"

	. "rootward/templates"
)

func staffPages() []View {
	return []View{
		{"queue", staff(T("queue.title"), "queue", jana), queue()},
		{"queue-empty", staff(T("queue.title"), "queue", jana), Queue{Tabs: []Tab{{Link: link("#", "Now"), Current: true, Counted: true}}, Next: Action{Text: Plain("Get next"), Off: true, Why: []Text{Plain("nothing is free")}}}},
		{"task-show", staff(Plain("québec"), "queue", jana), task()},
		{"task-decide", staff(Plain("québec"), "queue", jana), taskDecide()},
		{"round-manage", staff(Plain("2026 round"), "rounds", operator), roundManage()},
		{"application-manage", staff(Plain("québec"), "applications", operator), manage()},
		{"audit", staff(T("audit.title"), "audit", operator), AuditList{Proof: []Fact{{Name: Plain("Last verification"), When: &When{At: Now}}, {Name: Plain("Found"), Value: Plain("history and states agree")}}, Action: "/audit", Filters: []Filter{{Name: "case", Label: Plain("Case"), Grow: true}}, Active: []Chip{{Plain("actor: import"), "/audit"}}, Pager: Pager{Next: "/audit?after=1", Shown: 1, Total: -1}, Table: Table{Caption: T("audit.title"), Hide: true, Cards: true, Columns: plain("When", "Case", "Event", "From", "To", "Actor", "Hash"), Rows: []Row{{Cells: []Cell{{When: &When{At: Now}}, {Text: Plain("1-1138-33325"), Href: "/a"}, {Text: T("event.record")}, {Text: T("state.testing")}, {Text: T("state.delegated")}, cell("import"), {Code: "9f2cb4d0"}}}}}, Exports: []Link{link("/audit.csv", "CSV")}}},
		{"outbox", staff(T("outbox.title"), "mail", operator), OutboxList{Action: "/mail", Stats: []Stat{{Figure: Num(1), Name: Plain("failed")}, {Figure: Num(1), Name: Plain("sent")}}, Filters: []Filter{{Name: "state", Label: T("queue.state"), Options: []Option{{Value: "", Text: Plain("all")}}}}, List: mails(), Pager: Pager{Shown: 2, Total: 2}}},
		{"outbox-empty", staff(T("outbox.title"), "mail", operator), OutboxList{}},
		{"accounts", staff(T("accounts.title"), "accounts", operator), Accounts{Lead: Plain("Everybody who can sign in."), Action: "/accounts", Filters: []Filter{{Name: "q", Label: T("layout.search"), Grow: true}}, Table: Table{Caption: T("accounts.title"), Hide: true, Cards: true, Columns: plain("Name", "E-mail", "Roles", "Last sign-in"), Rows: []Row{{Cells: []Cell{cell("Jana Oster"), cell("jana@example.org"), cell("evaluator: geographic"), {}}}}}, Pager: Pager{Shown: 1, Total: 1}, Add: step("add", false)}},
	}
}

func queue() Queue {
	item := func(l Label, who string, tag *Tag, days int, due Due, holder, lease, action string) QueueItem {
		return QueueItem{Label: l, Href: "/tasks/1", Applicant: Plain(who), Task: Plain("Review"), State: tag, Days: days, Due: due, Holder: Plain(holder), Lease: Plain(lease), Action: Action{Href: "/tasks/1/claim", Text: Plain(action), Post: action == "Claim"}}
	}
	roma := item(Label{U: "roma"}, "Aruba PEC S.P.A.", &Tag{"late", Plain("Answer received")}, 57, Due{At: at(2027, 1, 11, 9, 0), Day: true}, "you", "31 min", "Resume")
	roma.Now, roma.Chips = true, []Chip{{Plain("2012 round"), ""}}
	bali := item(Label{U: "bali"}, "PT Konek Bali Semesta", &Tag{"hold", Plain("On hold: change request")}, 57, Due{Paused: true, Left: 41 * 24 * time.Hour}, "Mei Tanaka", "", "Open")
	bali.Action.Off, bali.Action.Why = true, []Text{Plain("held by Mei Tanaka")}
	return Queue{
		Held: Plain("You hold 5 of 8"), Next: Action{Href: "/queue/next", Text: Plain("Get next"), Post: true, Kind: "primary", Key: "n"}, Action: "/queue", Total: 15, CSV: "/queue.csv",
		Tabs:    []Tab{{Link: link("#", "Now"), Count: 5, Counted: true, Current: true}, {Link: link("#", "Pool"), Count: 6, Counted: true}},
		Filters: []Filter{{Name: "q", Label: T("filter.show"), Grow: true}, {Name: "due", Label: T("queue.due"), Options: []Option{{Value: "", Text: Plain("any day")}}}},
		Groups: []QueueGroup{
			{Plain("Overdue"), 1, []QueueItem{roma}},
			{Plain("Yours, in hand"), 2, []QueueItem{
				item(Label{U: "québec", A: "xn--qubec-csa", Lang: "fr"}, "PointQuébec Inc", &Tag{"active", Plain("In review")}, 57, Due{At: at(2027, 1, 15, 23, 59)}, "you", "24 min", "Resume"),
				item(maktaba, "Open Shelf Foundation", &Tag{"wait", Plain("With applicant")}, 12, Due{At: at(2027, 1, 29, 23, 59)}, "you", "", "Open"),
			}},
			{Plain("In the pool, next first"), 2, []QueueItem{
				item(Label{U: "bremen"}, "LABonline UG (haftungsbeschränkt)", nil, 57, Due{At: at(2027, 1, 18, 23, 59)}, "", "", "Claim"),
				item(Label{U: "montecarlo"}, "SOCIETE ANONYME DES BAINS DE MER ET DU CERCLE DES ETRANGERS A MONACO", nil, 57, Due{At: at(2027, 1, 20, 23, 59)}, "", "", "Claim"),
			}},
			{Plain("Held by others"), 1, []QueueItem{bali}},
		},
		Note: Plain("A claim lapses after 30 minutes without this page."), Pager: Pager{Next: "/queue?after=x", Shown: 15, Total: -1},
	}
}

func criterionForm() *Form {
	return &Form{Action: "/f", Hidden: []Hidden{{"version", "4"}}, Button: Plain("Save the finding"), Fields: []Field{
		{Name: "met", Label: Plain("Finding"), Kind: "radios", Options: []Option{{Value: "yes", Text: Plain("Yes")}, {Value: "no", Text: Plain("No")}, {Value: "unclear", Text: Plain("Cannot tell")}}},
		{Name: "text", Label: T("decision.reasons"), Kind: "area", Rows: 2}, {Name: "source", Label: T("decision.sources"), Kind: "text"},
	}}
}

func task() TaskShow {
	return TaskShow{
		Label: Label{U: "québec", A: "xn--qubec-csa", Lang: "fr"}, Applicant: Plain("PointQuébec Inc"), Crumbs: []Link{{"/queue", T("nav.queue")}, {"/queue", T("panel.geographic")}}, Prev: &Link{"/1", T("pager.prev")}, Next: &Link{"/2", T("pager.next")}, Place: Plain("3 of 15"),
		State: Tag{"active", Plain("In review")}, Days: T("days", "Count", 57), DaysNote: Plain("all of them the panel’s"), Due: Due{At: at(2027, 1, 15, 23, 59)}, Lease: &Lease{Until: Now.Add(24 * time.Minute), Renew: "/tasks/1/lease", Mine: true}, Actions: []Action{{Href: "/r", Text: Plain("Release"), Post: true, Key: "r"}},
		Tabs: []Tab{{Link: link("#", "Review"), Current: true}, {Link: link("/answers", "Answers"), Count: 31, Counted: true}}, Verdict: nil, Version: 4,
		Evidence: []Table{{Caption: Plain("Found automatically"), Cards: true, Columns: plain("List", "Match", "Means", "Version"), Rows: []Row{{Now: true, Cells: []Cell{cell("ISO 3166-2 subdivision"), cell("CA-QC Québec (fr, de, da, vi)"), cell("Needs support of the authority"), cell("iso-codes 4.15.0")}}, {Cells: []Cell{cell("Country and territory names"), cell("none"), cell("Not barred"), cell("ISO 3166-1")}}}}},
		Answers:  []Fact{{Name: T("question.legal_name"), Value: Plain("PointQuébec Inc")}}, Documents: []Document{{Plain("D-1 Letter of support"), Plain("PDF, 2 pages, French; scanned and clean"), "9f2c…e41b", "/files/1"}},
		Earlier:  &Table{Caption: T("task.earlier"), Hide: true, Cards: true, Columns: plain("String", "Round", "Outcome"), Rows: []Row{{Cells: []Cell{{Label: &Label{U: "quebec"}, Href: "/a"}, cell("2012"), {Tag: &Tag{"done", T("status.delegated")}}}}}},
		Comments: &Table{Caption: T("task.comments"), Hide: true, Columns: plain("Comment"), Empty: Plain("None so far. Comments are open until 1 Mar 2027.")}, Progress: Plain("3 of 5 met"),
		Criteria: []Criterion{
			{ID: "country_name", Number: 1, Name: T("criterion.country_name"), Tag: Tag{"done", Plain("Yes")}, Finding: Plain("Exact name of subdivision CA-QC in French."), Source: Plain("ISO 3166-2"), By: Plain("Jana Oster"), Form: criterionForm()},
			{ID: "needs_support", Number: 2, Name: T("criterion.needs_support"), Guidance: Plain("A letter names the string and its use."), Rule: Plain("programme FAQ 1219"), Tag: Tag{"none", Plain("Not judged")}, Form: criterionForm()},
			{ID: "read_only", Number: 3, Name: T("criterion.similar_applied"), Tag: Tag{"wait", Plain("Open")}},
		},
		Recommend: &Judgement{Title: Plain("Recommendation"), Note: Plain("decided by somebody else"), Off: true, Why: []Text{T("fact.findings_done")}, Fix: []Link{link("#criterion-needs_support", "Go to 2")}},
		Line:      []Event{{State: "past", Name: Plain("Review"), When: on(2027, time.January, 12), Actor: Plain("Jana Oster")}, {State: "next", Name: Plain("Decision"), When: When{Text: Plain("not yet")}, Text: Plain("needs reasons and sources")}},
		Sibling:   []Link{link("/tasks/2", "String similarity")},
	}
}

func taskDecide() TaskShow {
	t := task()
	d := decision()
	t.Criteria[1].Form.Errors = []FieldError{{"needs_support.text", Plain("Give a finding.")}}
	t.Errors = []FieldError{{"reason", Plain("Give the reasons.")}}
	t.Verdict, t.Lease = Verdict(), &Lease{Until: Now, Holder: Plain("Mei Tanaka")}
	t.Recommend = &Judgement{Title: Plain("Recommendation"), Done: &d}
	t.Decide = &Judgement{Title: Plain("Decision"), Primary: true, Form: &Form{Action: "/d", Button: Plain("Decide"), Fields: []Field{{Name: "outcome", Label: Plain("Outcome"), Kind: "radios", Options: []Option{{Value: "pass", Text: T("event.decide_pass")}, {Value: "fail", Text: T("event.decide_fail")}}}, {Name: "reason", Label: T("decision.reasons"), Kind: "area", Errors: []Text{Plain("Give the reasons.")}}, {Name: "sources", Label: T("decision.sources"), Kind: "area"}}}}
	return t
}

func roundManage() RoundManage {
	r := roundShow()
	return RoundManage{Name: r.Name, Crumbs: []Link{{"/rounds", T("rounds.title")}}, Status: r.Status, Lead: Plain("Each step moves every application that is ready."), Road: r.Road, Errors: []FieldError{{"close.reason", Plain("Give the reasons.")}}, Steps: []StepForm{*step("close", false), *step("reveal", true), {ID: "bare", Title: T("event.confirm_round"), Action: Action{Href: "/x", Text: T("event.confirm_round"), Kind: "primary"}}}, Counts: r.Counts, History: events()[:2], Preview: &RevealPreview{Lead: Plain("Only these answers become public."), Public: r.Questions, Private: r.Questions, Sample: applicationList().Table, More: &Link{"/more", Plain("All 1,608")}, Confirm: step("confirm-list", false)}}
}

func manage() ApplicationManage {
	h := openApplication().Holds[0]
	h.Close = &Action{Href: "/hold/close", Text: Plain("Lift the hold"), Post: true, Hidden: []Hidden{{"hold", "1"}}}
	return ApplicationManage{Label: Label{U: "québec", A: "xn--qubec-csa", Lang: "fr"}, Crumbs: []Link{{"/applications", T("nav.applications")}}, Status: Tag{"active", T("status.active")}, Stage: T("stage.string_evaluation"), State: T("state.string_evaluation"), Number: "2026-quebec-1", Who: Plain("PointQuébec Inc"), Version: 4, Steps: []StepForm{*step("withdraw", false), *step("pass", true)}, Holds: []Hold{h}, OpenHold: step("hold", false), Record: step("record", false), Timeline: events(), Facts: []Fact{{Name: T("fact.tasks_passed"), Value: Plain("true")}}, Errors: []FieldError{{"withdraw.reason", Plain("Give the reasons.")}}}
}

func otherPages() []View {
	in := Page{Title: T("sign_in.title"), Now: Now, Path: "/sign-in"}
	pages := []View{
		{"sign-in", in, SignIn{Action: "/sign-in", Next: "/queue", Errors: []FieldError{{"email", Plain("E-mail or password is not right.")}}, Fields: []Field{{Name: "email", Label: Plain("E-mail"), Kind: "email", Autocomplete: "username"}, {Name: "password", Label: Plain("Password"), Kind: "password", Autocomplete: "current-password"}}, Demo: []Link{link("/demo/1", "Salma Idris, applicant")}}},
		{"register", in, Register{Action: "/register", Groups: []FieldGroup{{Plain("Organisation"), Plain("The legal entity."), draftSection().Fields[1:3]}, {Plain("You"), nil, []Field{{Name: "off", Label: Plain("Shown, not changed"), Kind: "text", Off: true, Value: "x"}}}}}},
		{"changed", applicant(T("changed.title"), "portfolio"), Changed{What: T("event.submit"), Who: Plain("Lina Nasser"), When: When{At: at(2026, 8, 10, 11, 30)}, Changes: []Change{{T("question.meaning"), Plain("library"), Plain("the library")}, {T("question.mission"), nil, Plain("Books")}}, Kept: []Kept{{"meaning", T("question.meaning"), "a library"}}, Again: &Action{Href: "/again", Text: Plain("Save over it"), Hidden: []Hidden{{"version", "42"}}}, Back: link("/drafts/3", "Open it again")}},
		{"changed-plain", applicant(T("changed.title"), "portfolio"), Changed{Back: link("/", "Back"), Kept: []Kept{{"a", Plain("Reasons"), "kept"}}}},
		{"fragment-verdict", in, *Verdict()},
		{"fragment-verdict-empty", in, LabelVerdict{Empty: true}},
		{"fragment-save", in, draftWrong().Save},
		{"fragment-lease", in, *task().Lease},
	}
	for _, status := range []int{403, 404, 409, 422, 429, 500, 503, 418} {
		p := View{"error-" + itoa(status), Page{Title: T("error.number", "Status", itoa(status)), Now: Now}, Error{Status: status, Links: []Link{link("/applications", "Applications")}}}
		if status == 500 {
			p.View = Error{Status: 500, ID: "9f2c", Detail: Plain("The database did not answer.")}
		}
		pages = append(pages, p)
	}
	return pages
}

func itoa(n int) string {
	return string(rune('0'+n/100)) + string(rune('0'+n/10%10)) + string(rune('0'+n%10))
}
