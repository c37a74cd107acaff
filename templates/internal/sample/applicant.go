package sample

import (
	"time"

	"rootward/templates"
)

var deadline = templates.Due{At: at(2026, time.August, 12, 23, 59)}

func applicantPages() []View {
	pages := []View{
		{Name: "portfolio", Page: applicant(templates.T("portfolio.title"), "portfolio"), View: portfolio()},
		{Name: "portfolio-empty", Page: applicant(templates.T("portfolio.title"), "portfolio"), View: templates.Portfolio{Org: "Open Shelf Foundation", Closed: templates.Plain("No round is open."), Drafts: templates.Table{Columns: plain("String")}, Sent: templates.Table{Columns: plain("String")}}},
		{Name: "draft-show", Page: applicant(templates.Plain("Draft 3"), "portfolio"), View: templates.DraftShow{DraftHead: head("x"), Lead: templates.Plain("Everything is saved as you type."), Done: 31, Of: 48, Actions: []templates.Action{{Href: "/d/submit", Text: templates.T("submit.title"), Kind: "primary", Off: true, Why: []templates.Text{templates.T("fact.complete")}, Fix: []templates.Link{link("/d", "What is missing")}}, {Href: "/d/preview", Text: templates.T("preview.title")}, {Href: "/d/withdraw", Text: templates.T("withdraw.title"), Kind: "danger"}}}},
		{Name: "draft-section", Page: applicant(templates.T("section.string"), "portfolio"), View: draftSection()},
		{Name: "draft-wrong", Page: applicant(templates.T("section.string"), "portfolio"), View: draftWrong()},
		{Name: "draft-preview", Page: applicant(templates.T("preview.title"), "portfolio"), View: templates.DraftPreview{DraftHead: head("x"), Public: application().Answers, Private: []templates.Fact{{Name: templates.T("question.funding")}, {Name: templates.T("question.contact_email"), Hint: templates.Plain("answered")}}}},
		{Name: "submit", Page: applicant(templates.T("submit.title"), "portfolio"), View: submit(false)},
		{Name: "submit-off", Page: applicant(templates.T("submit.title"), "portfolio"), View: submit(true)},
		{Name: "receipt", Page: applicant(templates.T("receipt.title"), "portfolio"), View: templates.Receipt{Label: maktaba, Number: "R-000412", When: templates.When{At: at(2026, 8, 10, 11, 32)}, Digest: "9f2cb4d0a6e1f7385c0d1b62e9a4f8d37c5b0e2a1948f6d3c7b5a0e9d8f1e41b", By: templates.Plain("Salma Idris"), Facts: []templates.Fact{{Name: templates.T("draft.sections"), Value: templates.Num(10)}}, Next: events()[:3], Actions: []templates.Action{{Href: "/a", Text: templates.Plain("Open the application"), Kind: "primary"}}, Mailed: templates.Plain("A copy went to salma@example.org.")}},
		{Name: "withdraw", Page: applicant(templates.T("withdraw.title"), "portfolio"), View: templates.WithdrawConfirm{Label: maktaba, Crumbs: []templates.Link{{Href: "/portfolio", Text: templates.T("portfolio.title")}}, Lead: templates.Plain("Withdrawing is your right until the agreement is signed."), Effects: []templates.Text{templates.Plain("It cannot be taken back."), templates.Plain("65 % of the fee is returned.")}, Facts: []templates.Fact{{Name: templates.T("fee.evaluation"), Value: templates.Plain("USD 227,000")}}, Fields: []templates.Field{{Name: "reason", Label: templates.T("decision.reasons"), Kind: "area", Optional: true}, {Name: "sure", Label: templates.Plain("I want to withdraw this application."), Kind: "checkbox"}}, Action: templates.Action{Href: "/w", Text: templates.T("event.withdraw"), Kind: "danger"}, Back: link("/portfolio", "Keep it"), Version: 4}},
		{Name: "messages", Page: applicant(templates.T("messages.title"), "messages"), View: templates.Messages{List: mails(), Pager: templates.Pager{Shown: 2, Total: 2}}},
		{Name: "messages-empty", Page: applicant(templates.T("messages.title"), "messages"), View: templates.Messages{}},
		{Name: "organisation", Page: applicant(templates.Plain("Open Shelf Foundation"), "organisation"), View: templates.Organisation{Name: "Open Shelf Foundation", Facts: []templates.Fact{{Name: templates.T("question.country"), Value: templates.Plain("Jordan")}}, Members: templates.Table{Caption: templates.T("organisation.members"), Hide: true, Cards: true, Columns: plain("Name", "E-mail", "Role"), Rows: []templates.Row{{Cells: []templates.Cell{cell("Salma Idris"), cell("salma@example.org"), cell("primary user")}}}}, Invite: step("invite", false)}},
	}
	flash := applicant(templates.T("portfolio.title"), "portfolio")
	flash.Flash = &templates.Flash{Kind: "done", Text: templates.Plain("Draft 4 was made.")}
	return append(pages, View{Name: "portfolio-flash", Page: flash, View: portfolio()})
}

func mails() []templates.Mail {
	return []templates.Mail{
		{ID: "1", Subject: templates.Plain("Submitted: مكتبة, receipt R-000412"), To: "salma@example.org", When: templates.When{At: at(2026, 8, 10, 11, 32)}, Tag: templates.Tag{Kind: "done", Text: templates.Plain("Sent")}, Body: "Your application was submitted.\n\nReceipt R-000412.", Lang: "en", Dir: "ltr", Link: &templates.Link{Href: "/a", Text: templates.Plain("Open the application")}},
		{ID: "2", Subject: templates.Plain("تم تقديم الطلب"), To: "lina@example.org", When: templates.When{At: at(2026, 8, 10, 11, 32)}, Tag: templates.Tag{Kind: "late", Text: templates.Plain("Failed")}, Body: "تم تقديم طلبكم.", Lang: "ar", Dir: "rtl"},
	}
}

func step(id string, off bool) *templates.StepForm {
	s := &templates.StepForm{ID: id, Title: templates.T("event.withdraw"), Effect: templates.Plain("The application leaves the round for good."), Source: templates.Plain("programme FAQ 777"), To: &templates.Tag{Kind: "stop", Text: templates.T("status.withdrawn")}, Hidden: []templates.Hidden{{Name: "version", Value: "4"}}, Action: templates.Action{Href: "/x", Text: templates.T("event.withdraw"), Kind: "danger", Confirm: templates.Plain("This cannot be undone.")}, Fields: []templates.Field{
		{Name: "reason", Label: templates.T("decision.reasons"), Kind: "area", Hint: templates.Plain("Published with the outcome.")}, {Name: "sources", Label: templates.T("decision.sources"), Kind: "area", Rows: 2}, {Name: "at", Label: templates.Plain("Day of the event"), Kind: "date", Optional: true, Value: "2026-11-23"},
	}}
	if off {
		s.Action.Off, s.Action.Why = true, []templates.Text{templates.T("fact.window_open"), templates.T("fact.complete")}
		s.Action.Fix = []templates.Link{link("/d", "What is missing")}
	}
	return s
}

func portfolio() templates.Portfolio {
	return templates.Portfolio{
		Org: "Open Shelf Foundation",
		Todo: []templates.Todo{
			{Text: templates.Plain("Submit before the window closes"), Label: &maktaba, Note: templates.Plain("9 answers are missing"), Due: deadline, Link: link("/drafts/3", "Go on"), Kind: "wait"},
			{Text: templates.Plain("Pay the fee"), Due: templates.Due{At: at(2026, 8, 9, 12, 0)}, Link: link("/fees", "See the invoice"), Kind: "late"},
			{Text: templates.Plain("Answer the question"), Due: templates.Due{Paused: true, Left: 41 * 24 * time.Hour}, Link: link("/q", "Answer")},
		},
		Drafts: templates.Table{Caption: templates.T("portfolio.drafts"), Hide: true, Cards: true, Columns: plain("String", "Round", "Complete", "Last saved"), Rows: []templates.Row{{Cells: []templates.Cell{{Label: &maktaba, Href: "/drafts/3", Code: maktaba.A}, cell("2026"), cell("31 of 48"), {When: &templates.When{At: at(2026, 8, 10, 11, 32)}}}}}},
		Sent:   templates.Table{Caption: templates.T("portfolio.sent"), Hide: true, Cards: true, Columns: plain("String", "Status", "Stage", "Submitted"), Empty: templates.Plain("Nothing is submitted yet.")},
		Create: step("create", false),
	}
}

func head(here string) templates.DraftHead {
	h := templates.DraftHead{
		ID: "3", Label: &maktaba, Name: templates.Plain("Draft 3"), Round: templates.Plain("2026 round"), Crumbs: []templates.Link{{Href: "/portfolio", Text: templates.T("portfolio.title")}, link("/organisation", "Open Shelf Foundation")},
		Deadline: deadline, Note: templates.Plain("Nothing can be submitted later. Submit early: you may withdraw and submit again until then."),
		Missing: []templates.Link{link("#f-meaning", "Meaning in English Q117"), link("#f-replacement", "Replacement string: remove U+0640 Q121")}, Others: &templates.Link{Href: "/drafts/3", Text: templates.Plain("7 more in other sections")},
		Secret: templates.Plain("Before reveal nobody outside your organisation sees this string, not even evaluators."), Preview: templates.Link{Href: "/drafts/3/preview", Text: templates.T("preview.title")},
		Save: templates.SaveState{Tag: templates.Tag{Kind: "done", Text: templates.Plain("Saved")}, When: templates.When{At: at(2026, 8, 10, 11, 32)}, Version: 41, Link: &templates.Link{Href: "/h", Text: templates.Plain("History")}},
	}
	for i, s := range []string{"applicant", "string", "replacement", "type", "mission", "providers", "financial"} {
		state := []string{"past", "", "miss", "past", "miss", "next", "next"}[i]
		h.Sections = append(h.Sections, templates.SectionLink{Href: "/drafts/3/" + s, Name: templates.T("section." + s), State: state, Sub: templates.Plain("5 of 7"), Current: s == here})
	}
	return h
}

func draftSection() templates.DraftSection {
	return templates.DraftSection{
		DraftHead: head("string"), Title: templates.T("section.string"), Lead: templates.Plain("The label you apply for. It is checked as you type; the same checks run again at submission."), Action: "/drafts/3/string", Autosave: "/drafts/3/string/save", Verdict: Verdict(),
		Fields: []templates.Field{
			{Name: "string", Label: templates.T("question.string"), Note: templates.Plain("Q116 · Public after reveal"), Hint: templates.T("question.string.hint"), Kind: "text", Value: "مكتبة", Big: true, Lang: "ar", Check: "/drafts/3/check", Max: 63},
			{Name: "meaning", Label: templates.T("question.meaning"), Hint: templates.T("question.meaning.hint"), Kind: "text", Value: "library"},
			{Name: "country", Label: templates.T("question.country"), Kind: "select", Value: "JO", Options: []templates.Option{{Value: "", Text: templates.Plain("choose")}, {Value: "JO", Text: templates.Plain("Jordan")}}},
			{Name: "community", Label: templates.T("question.community"), Hint: templates.T("question.community.hint"), Kind: "radios", Value: "no", Options: []templates.Option{{Value: "yes", Text: templates.Plain("Yes")}, {Value: "no", Text: templates.Plain("No"), Hint: templates.Plain("Most applications")}}},
			{Name: "kinds", Label: templates.T("section.type"), Kind: "checkboxes", Values: []string{"brand"}, Options: []templates.Option{{Value: "geo", Text: templates.Plain("Geographic")}, {Value: "brand", Text: templates.Plain(".Brand")}}},
			{Name: "mission", Label: templates.T("question.mission"), Kind: "area", Value: "Books for everybody.", Rows: 5},
			{Name: "letter", Label: templates.T("task.documents"), Kind: "file", Accept: ".pdf", Optional: true},
		},
	}
}

func draftWrong() templates.DraftSection {
	s := draftSection()
	s.Errors = []templates.FieldError{{Field: "string", Text: templates.Plain("Replacement string: remove U+0640")}, {Field: "community", Text: templates.Plain("Say whether it is a community application.")}, {Field: "", Text: templates.Plain("The section is not complete.")}}
	s.Fields[0].Errors = []templates.Text{templates.Plain("U+0640 ARABIC TATWEEL is not allowed in a label. It only stretches the line between letters: remove it.")}
	s.Fields[0].Rule, s.Fields[0].Value = templates.Plain("RFC 5892, disallowed code point. Position 3 of 6."), "كتـبنا"
	s.Fields[3].Errors, s.Fields[3].Value = []templates.Text{templates.Plain("Choose one.")}, ""
	s.Verdict = wrongVerdict()
	s.Save = templates.SaveState{Tag: templates.Tag{Kind: "late", Text: templates.Plain("Not saved")}, Text: templates.Plain("Somebody changed this answer."), Link: &templates.Link{Href: "/c", Text: templates.Plain("Compare")}, Version: 42, Errors: []templates.FieldError{{Field: "string", Text: templates.Plain("Changed meanwhile.")}}}
	return s
}

func submit(off bool) templates.SubmitConfirm {
	s := templates.SubmitConfirm{
		DraftHead: head("submit"), Version: 41, Checks: Verdict().Rules, Facts: []templates.Fact{{Name: templates.T("queue.string"), Label: &maktaba, Code: maktaba.A}, {Name: templates.T("queue.applicant"), Value: templates.Plain("Open Shelf Foundation")}},
		FeeTable: templates.Table{Caption: templates.T("submit.fee"), Hide: true, Columns: plain("Fee", "#USD"), Rows: []templates.Row{{Cells: []templates.Cell{{Text: templates.T("fee.evaluation")}, num(227000)}}}},
		Declare:  []templates.Field{{Name: "declare", Label: templates.Plain("The answers are complete and true, and I may submit for the organisation."), Kind: "checkbox"}},
		Action:   templates.Action{Href: "/drafts/3/submit", Text: templates.T("event.submit"), Kind: "primary", Confirm: templates.Plain("You get a receipt on the page and by mail.")},
	}
	if off {
		s.Action.Off, s.Action.Why, s.Action.Fix = true, []templates.Text{templates.T("fact.complete"), templates.T("fact.window_open")}, []templates.Link{link("/d", "What is missing")}
		s.Errors = []templates.FieldError{{Field: "declare", Text: templates.Plain("Confirm the declaration.")}}
	}
	return s
}
