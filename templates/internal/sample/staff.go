package sample

import (
	"time"

	"rootward/templates"
)

func staffPages() []View {
	return []View{
		{Name: "queue", Page: staff(templates.T("queue.title"), "queue", jana), View: queue()},
		{Name: "queue-empty", Page: staff(templates.T("queue.title"), "queue", jana), View: templates.Queue{Tabs: []templates.Tab{{Link: link("#", "Now"), Current: true, Counted: true}}, Next: templates.Action{Text: templates.Plain("Get next"), Off: true, Why: []templates.Text{templates.Plain("nothing is free")}}}},
		{Name: "task-show", Page: staff(templates.Plain("québec"), "queue", jana), View: task()},
		{Name: "task-decide", Page: staff(templates.Plain("québec"), "queue", jana), View: taskDecide()},
		{Name: "round-manage", Page: staff(templates.Plain("2026 round"), "rounds", operator), View: roundManage()},
		{Name: "application-manage", Page: staff(templates.Plain("québec"), "applications", operator), View: manage()},
		{Name: "audit", Page: staff(templates.T("audit.title"), "audit", operator), View: templates.AuditList{Proof: []templates.Fact{{Name: templates.Plain("Last verification"), When: &templates.When{At: Now}}, {Name: templates.Plain("Found"), Value: templates.Plain("history and states agree")}}, Action: "/audit", Filters: []templates.Filter{{Name: "case", Label: templates.Plain("Case"), Grow: true}}, Active: []templates.Chip{{Text: templates.Plain("actor: import"), Remove: "/audit"}}, Pager: templates.Pager{Next: "/audit?after=1", Shown: 1, Total: -1}, Table: templates.Table{Caption: templates.T("audit.title"), Hide: true, Cards: true, Columns: plain("When", "Case", "Event", "From", "To", "Actor", "Hash"), Rows: []templates.Row{{Cells: []templates.Cell{{When: &templates.When{At: Now}}, {Text: templates.Plain("1-1138-33325"), Href: "/a"}, {Text: templates.T("event.record")}, {Text: templates.T("state.testing")}, {Text: templates.T("state.delegated")}, cell("import"), {Code: "9f2cb4d0"}}}}}, Exports: []templates.Link{link("/audit.csv", "CSV")}}},
		{Name: "outbox", Page: staff(templates.T("outbox.title"), "mail", operator), View: templates.OutboxList{Action: "/mail", Stats: []templates.Stat{{Figure: templates.Num(1), Name: templates.Plain("failed")}, {Figure: templates.Num(1), Name: templates.Plain("sent")}}, Filters: []templates.Filter{{Name: "state", Label: templates.T("queue.state"), Options: []templates.Option{{Value: "", Text: templates.Plain("all")}}}}, List: mails(), Pager: templates.Pager{Shown: 2, Total: 2}}},
		{Name: "outbox-empty", Page: staff(templates.T("outbox.title"), "mail", operator), View: templates.OutboxList{}},
		{Name: "accounts", Page: staff(templates.T("accounts.title"), "accounts", operator), View: templates.Accounts{Lead: templates.Plain("Everybody who can sign in."), Action: "/accounts", Filters: []templates.Filter{{Name: "q", Label: templates.T("layout.search"), Grow: true}}, Table: templates.Table{Caption: templates.T("accounts.title"), Hide: true, Cards: true, Columns: plain("Name", "E-mail", "Roles", "Last sign-in"), Rows: []templates.Row{{Cells: []templates.Cell{cell("Jana Oster"), cell("jana@example.org"), cell("evaluator: geographic"), {}}}}}, Pager: templates.Pager{Shown: 1, Total: 1}, Add: step("add", false)}},
	}
}

func queue() templates.Queue {
	item := func(l templates.Label, who string, tag *templates.Tag, days int, due templates.Due, holder, lease, action string) templates.QueueItem {
		return templates.QueueItem{Label: l, Href: "/tasks/1", Applicant: templates.Plain(who), Task: templates.Plain("Review"), State: tag, Days: days, Due: due, Holder: templates.Plain(holder), Lease: templates.Plain(lease), Action: templates.Action{Href: "/tasks/1/claim", Text: templates.Plain(action), Post: action == "Claim"}}
	}
	roma := item(templates.Label{U: "roma"}, "Aruba PEC S.P.A.", &templates.Tag{Kind: "late", Text: templates.Plain("Answer received")}, 57, templates.Due{At: at(2027, 1, 11, 9, 0), Day: true}, "you", "31 min", "Resume")
	roma.Now, roma.Chips = true, []templates.Chip{{Text: templates.Plain("2012 round"), Remove: ""}}
	bali := item(templates.Label{U: "bali"}, "PT Konek Bali Semesta", &templates.Tag{Kind: "hold", Text: templates.Plain("On hold: change request")}, 57, templates.Due{Paused: true, Left: 41 * 24 * time.Hour}, "Mei Tanaka", "", "Open")
	bali.Action.Off, bali.Action.Why = true, []templates.Text{templates.Plain("held by Mei Tanaka")}
	return templates.Queue{
		Held: templates.Plain("You hold 5 of 8"), Next: templates.Action{Href: "/queue/next", Text: templates.Plain("Get next"), Post: true, Kind: "primary", Key: "n"}, Action: "/queue", Total: 15, CSV: "/queue.csv",
		Tabs:    []templates.Tab{{Link: link("#", "Now"), Count: 5, Counted: true, Current: true}, {Link: link("#", "Pool"), Count: 6, Counted: true}},
		Filters: []templates.Filter{{Name: "q", Label: templates.T("filter.show"), Grow: true}, {Name: "due", Label: templates.T("queue.due"), Options: []templates.Option{{Value: "", Text: templates.Plain("any day")}}}},
		Groups: []templates.QueueGroup{
			{Name: templates.Plain("Overdue"), Count: 1, Items: []templates.QueueItem{roma}},
			{Name: templates.Plain("Yours, in hand"), Count: 2, Items: []templates.QueueItem{
				item(templates.Label{U: "québec", A: "xn--qubec-csa", Lang: "fr"}, "PointQuébec Inc", &templates.Tag{Kind: "active", Text: templates.Plain("In review")}, 57, templates.Due{At: at(2027, 1, 15, 23, 59)}, "you", "24 min", "Resume"),
				item(maktaba, "Open Shelf Foundation", &templates.Tag{Kind: "wait", Text: templates.Plain("With applicant")}, 12, templates.Due{At: at(2027, 1, 29, 23, 59)}, "you", "", "Open"),
			}},
			{Name: templates.Plain("In the pool, next first"), Count: 2, Items: []templates.QueueItem{
				item(templates.Label{U: "bremen"}, "LABonline UG (haftungsbeschränkt)", nil, 57, templates.Due{At: at(2027, 1, 18, 23, 59)}, "", "", "Claim"),
				item(templates.Label{U: "montecarlo"}, "SOCIETE ANONYME DES BAINS DE MER ET DU CERCLE DES ETRANGERS A MONACO", nil, 57, templates.Due{At: at(2027, 1, 20, 23, 59)}, "", "", "Claim"),
			}},
			{Name: templates.Plain("Held by others"), Count: 1, Items: []templates.QueueItem{bali}},
		},
		Note: templates.Plain("A claim lapses after 30 minutes without this page."), Pager: templates.Pager{Next: "/queue?after=x", Shown: 15, Total: -1},
	}
}

func criterionForm() *templates.Form {
	return &templates.Form{Action: "/f", Hidden: []templates.Hidden{{Name: "version", Value: "4"}}, Button: templates.Plain("Save the finding"), Fields: []templates.Field{
		{Name: "met", Label: templates.Plain("Finding"), Kind: "radios", Options: []templates.Option{{Value: "yes", Text: templates.Plain("Yes")}, {Value: "no", Text: templates.Plain("No")}, {Value: "unclear", Text: templates.Plain("Cannot tell")}}},
		{Name: "text", Label: templates.T("decision.reasons"), Kind: "area", Rows: 2},
		{Name: "source", Label: templates.T("decision.sources"), Kind: "text"},
	}}
}

func task() templates.TaskShow {
	return templates.TaskShow{
		Label: templates.Label{U: "québec", A: "xn--qubec-csa", Lang: "fr"}, Applicant: templates.Plain("PointQuébec Inc"), Crumbs: []templates.Link{{Href: "/queue", Text: templates.T("nav.queue")}, {Href: "/queue", Text: templates.T("panel.geographic")}}, Prev: &templates.Link{Href: "/1", Text: templates.T("pager.prev")}, Next: &templates.Link{Href: "/2", Text: templates.T("pager.next")}, Place: templates.Plain("3 of 15"),
		State: templates.Tag{Kind: "active", Text: templates.Plain("In review")}, Days: templates.T("days", "Count", 57), DaysNote: templates.Plain("all of them the panel’s"), Due: templates.Due{At: at(2027, 1, 15, 23, 59)}, Lease: &templates.Lease{Until: Now.Add(24 * time.Minute), Renew: "/tasks/1/lease", Mine: true}, Actions: []templates.Action{{Href: "/r", Text: templates.Plain("Release"), Post: true, Key: "r"}},
		Tabs: []templates.Tab{{Link: link("#", "Review"), Current: true}, {Link: link("/answers", "Answers"), Count: 31, Counted: true}}, Verdict: nil, Version: 4,
		Evidence: []templates.Table{{Caption: templates.Plain("Found automatically"), Cards: true, Columns: plain("List", "Match", "Means", "Version"), Rows: []templates.Row{{Now: true, Cells: []templates.Cell{cell("ISO 3166-2 subdivision"), cell("CA-QC Québec (fr, de, da, vi)"), cell("Needs support of the authority"), cell("iso-codes 4.15.0")}}, {Cells: []templates.Cell{cell("Country and territory names"), cell("none"), cell("Not barred"), cell("ISO 3166-1")}}}}},
		Answers:  []templates.Fact{{Name: templates.T("question.legal_name"), Value: templates.Plain("PointQuébec Inc")}}, Documents: []templates.Document{{Name: templates.Plain("D-1 Letter of support"), Note: templates.Plain("PDF, 2 pages, French; scanned and clean"), Digest: "9f2c…e41b", Download: "/files/1"}},
		Earlier:  &templates.Table{Caption: templates.T("task.earlier"), Hide: true, Cards: true, Columns: plain("String", "Round", "Outcome"), Rows: []templates.Row{{Cells: []templates.Cell{{Label: &templates.Label{U: "quebec"}, Href: "/a"}, cell("2012"), {Tag: &templates.Tag{Kind: "done", Text: templates.T("status.delegated")}}}}}},
		Comments: &templates.Table{Caption: templates.T("task.comments"), Hide: true, Columns: plain("Comment"), Empty: templates.Plain("None so far. Comments are open until 1 Mar 2027.")}, Progress: templates.Plain("3 of 5 met"),
		Criteria: []templates.Criterion{
			{ID: "country_name", Number: 1, Name: templates.T("criterion.country_name"), Tag: templates.Tag{Kind: "done", Text: templates.Plain("Yes")}, Finding: templates.Plain("Exact name of subdivision CA-QC in French."), Source: templates.Plain("ISO 3166-2"), By: templates.Plain("Jana Oster"), Form: criterionForm()},
			{ID: "needs_support", Number: 2, Name: templates.T("criterion.needs_support"), Guidance: templates.Plain("A letter names the string and its use."), Rule: templates.Plain("programme FAQ 1219"), Tag: templates.Tag{Kind: "none", Text: templates.Plain("Not judged")}, Form: criterionForm()},
			{ID: "read_only", Number: 3, Name: templates.T("criterion.similar_applied"), Tag: templates.Tag{Kind: "wait", Text: templates.Plain("Open")}},
		},
		Recommend: &templates.Judgement{Title: templates.Plain("Recommendation"), Note: templates.Plain("decided by somebody else"), Off: true, Why: []templates.Text{templates.T("fact.findings_done")}, Fix: []templates.Link{link("#criterion-needs_support", "Go to 2")}},
		Line:      []templates.Event{{State: "past", Name: templates.Plain("Review"), When: on(2027, time.January, 12), Actor: templates.Plain("Jana Oster")}, {State: "next", Name: templates.Plain("Decision"), When: templates.When{Text: templates.Plain("not yet")}, Text: templates.Plain("needs reasons and sources")}},
		Sibling:   []templates.Link{link("/tasks/2", "String similarity")},
	}
}

func taskDecide() templates.TaskShow {
	t := task()
	d := decision()
	t.Criteria[1].Form.Errors = []templates.FieldError{{Field: "needs_support.text", Text: templates.Plain("Give a finding.")}}
	t.Errors = []templates.FieldError{{Field: "reason", Text: templates.Plain("Give the reasons.")}}
	t.Verdict, t.Lease = Verdict(), &templates.Lease{Until: Now, Holder: templates.Plain("Mei Tanaka")}
	t.Recommend = &templates.Judgement{Title: templates.Plain("Recommendation"), Done: &d}
	t.Decide = &templates.Judgement{Title: templates.Plain("Decision"), Primary: true, Form: &templates.Form{Action: "/d", Button: templates.Plain("Decide"), Fields: []templates.Field{{Name: "outcome", Label: templates.Plain("Outcome"), Kind: "radios", Options: []templates.Option{{Value: "pass", Text: templates.T("event.decide_pass")}, {Value: "fail", Text: templates.T("event.decide_fail")}}}, {Name: "reason", Label: templates.T("decision.reasons"), Kind: "area", Errors: []templates.Text{templates.Plain("Give the reasons.")}}, {Name: "sources", Label: templates.T("decision.sources"), Kind: "area"}}}}
	return t
}

func roundManage() templates.RoundManage {
	r := roundShow()
	return templates.RoundManage{Name: r.Name, Crumbs: []templates.Link{{Href: "/rounds", Text: templates.T("rounds.title")}}, Status: r.Status, Lead: templates.Plain("Each step moves every application that is ready."), Road: r.Road, Errors: []templates.FieldError{{Field: "close.reason", Text: templates.Plain("Give the reasons.")}}, Steps: []templates.StepForm{*step("close", false), *step("reveal", true), {ID: "bare", Title: templates.T("event.confirm_round"), Action: templates.Action{Href: "/x", Text: templates.T("event.confirm_round"), Kind: "primary"}}}, Counts: r.Counts, History: events()[:2], Preview: &templates.RevealPreview{Lead: templates.Plain("Only these answers become public."), Public: r.Questions, Private: r.Questions, Sample: applicationList().Table, More: &templates.Link{Href: "/more", Text: templates.Plain("All 1,608")}, Confirm: step("confirm-list", false)}}
}

func manage() templates.ApplicationManage {
	h := openApplication().Holds[0]
	h.Close = &templates.Action{Href: "/hold/close", Text: templates.Plain("Lift the hold"), Post: true, Hidden: []templates.Hidden{{Name: "hold", Value: "1"}}}
	return templates.ApplicationManage{Label: templates.Label{U: "québec", A: "xn--qubec-csa", Lang: "fr"}, Crumbs: []templates.Link{{Href: "/applications", Text: templates.T("nav.applications")}}, Status: templates.Tag{Kind: "active", Text: templates.T("status.active")}, Stage: templates.T("stage.string_evaluation"), State: templates.T("state.string_evaluation"), Number: "2026-quebec-1", Who: templates.Plain("PointQuébec Inc"), Version: 4, Steps: []templates.StepForm{*step("withdraw", false), *step("pass", true)}, Holds: []templates.Hold{h}, OpenHold: step("hold", false), Record: step("record", false), Timeline: events(), Facts: []templates.Fact{{Name: templates.T("fact.tasks_passed"), Value: templates.Plain("true")}}, Errors: []templates.FieldError{{Field: "withdraw.reason", Text: templates.Plain("Give the reasons.")}}}
}

func otherPages() []View {
	in := templates.Page{Title: templates.T("sign_in.title"), Now: Now, Path: "/sign-in"}
	pages := []View{
		{Name: "sign-in", Page: in, View: templates.SignIn{Action: "/sign-in", Next: "/queue", Errors: []templates.FieldError{{Field: "email", Text: templates.Plain("E-mail or password is not right.")}}, Fields: []templates.Field{{Name: "email", Label: templates.Plain("E-mail"), Kind: "email", Autocomplete: "username"}, {Name: "password", Label: templates.Plain("Password"), Kind: "password", Autocomplete: "current-password"}}, Demo: []templates.Link{link("/demo/1", "Salma Idris, applicant")}}},
		{Name: "account", Page: applicant(templates.Plain("Salma Idris"), ""), View: templates.AccountShow{Title: templates.Plain("Your account"), Facts: []templates.Fact{{Name: templates.Plain("E-mail"), Value: templates.Plain("salma@example.org")}}, Forms: []templates.StepForm{*step("language", false), *step("password", false)}, Errors: []templates.FieldError{{Field: "password.reason", Text: templates.Plain("Give the reasons.")}}, Links: []templates.Link{link("/portfolio", "Back")}}},
		{Name: "api", Page: in, View: templates.APIDocs{Version: "1", Spec: "/api/openapi.json", Operations: []templates.APIOperation{{ID: "list", Method: "GET", Path: "/api/v1/applications", Text: templates.T("nav.applications"), Token: true, Parameters: []templates.APIParameter{{Name: "round", In: "query", Note: "string", Text: "Only this round.", Required: true}, {Name: "after", In: "query", Note: "string"}}}}}},
		{Name: "register", Page: in, View: templates.Register{Action: "/register", Groups: []templates.FieldGroup{{Title: templates.Plain("Organisation"), Lead: templates.Plain("The legal entity."), Fields: draftSection().Fields[1:3]}, {Title: templates.Plain("You"), Lead: nil, Fields: []templates.Field{{Name: "off", Label: templates.Plain("Shown, not changed"), Kind: "text", Off: true, Value: "x"}}}}}},
		{Name: "changed", Page: applicant(templates.T("changed.title"), "portfolio"), View: templates.Changed{What: templates.T("event.submit"), Who: templates.Plain("Lina Nasser"), When: templates.When{At: at(2026, 8, 10, 11, 30)}, Changes: []templates.Change{{Name: templates.T("question.meaning"), Old: templates.Plain("library"), New: templates.Plain("the library")}, {Name: templates.T("question.mission"), Old: nil, New: templates.Plain("Books")}}, Kept: []templates.Kept{{Name: "meaning", Label: templates.T("question.meaning"), Value: "a library"}}, Again: &templates.Action{Href: "/again", Text: templates.Plain("Save over it"), Hidden: []templates.Hidden{{Name: "version", Value: "42"}}}, Back: link("/drafts/3", "Open it again")}},
		{Name: "changed-plain", Page: applicant(templates.T("changed.title"), "portfolio"), View: templates.Changed{Back: link("/", "Back"), Kept: []templates.Kept{{Name: "a", Label: templates.Plain("Reasons"), Value: "kept"}}}},
		{Name: "fragment-verdict", Page: in, View: *Verdict()},
		{Name: "fragment-verdict-empty", Page: in, View: templates.LabelVerdict{Empty: true}},
		{Name: "fragment-save", Page: in, View: draftWrong().Save},
		{Name: "fragment-lease", Page: in, View: *task().Lease},
	}
	for _, status := range []int{403, 404, 409, 422, 429, 500, 503, 418} {
		p := View{Name: "error-" + itoa(status), Page: templates.Page{Title: templates.T("error.number", "Status", itoa(status)), Now: Now}, View: templates.Error{Status: status, Links: []templates.Link{link("/applications", "Applications")}}}
		if status == 500 {
			p.View = templates.Error{Status: 500, ID: "9f2c", Detail: templates.Plain("The database did not answer.")}
		}
		pages = append(pages, p)
	}
	return pages
}

func itoa(n int) string {
	return string(rune('0'+n/100)) + string(rune('0'+n/10%10)) + string(rune('0'+n%10))
}
