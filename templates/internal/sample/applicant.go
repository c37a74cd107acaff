package sample

import (
	"time"

	. "rootward/templates"
)

var deadline = Due{At: at(2026, time.August, 12, 23, 59)}

func applicantPages() []View {
	pages := []View{
		{"portfolio", applicant(T("portfolio.title"), "portfolio"), portfolio()},
		{"portfolio-empty", applicant(T("portfolio.title"), "portfolio"), Portfolio{Org: "Open Shelf Foundation", Closed: Plain("No round is open."), Drafts: Table{Columns: plain("String")}, Sent: Table{Columns: plain("String")}}},
		{"draft-show", applicant(Plain("Draft 3"), "portfolio"), DraftShow{DraftHead: head("x"), Lead: Plain("Everything is saved as you type."), Done: 31, Of: 48, Actions: []Action{{Href: "/d/submit", Text: T("submit.title"), Kind: "primary", Off: true, Why: []Text{T("fact.complete")}, Fix: []Link{link("/d", "What is missing")}}, {Href: "/d/preview", Text: T("preview.title")}, {Href: "/d/withdraw", Text: T("withdraw.title"), Kind: "danger"}}}},
		{"draft-section", applicant(T("section.string"), "portfolio"), draftSection()},
		{"draft-wrong", applicant(T("section.string"), "portfolio"), draftWrong()},
		{"draft-preview", applicant(T("preview.title"), "portfolio"), DraftPreview{DraftHead: head("x"), Public: application().Answers, Private: []Fact{{Name: T("question.funding")}, {Name: T("question.contact_email"), Hint: Plain("answered")}}}},
		{"submit", applicant(T("submit.title"), "portfolio"), submit(false)},
		{"submit-off", applicant(T("submit.title"), "portfolio"), submit(true)},
		{"receipt", applicant(T("receipt.title"), "portfolio"), Receipt{Label: maktaba, Number: "R-000412", When: When{At: at(2026, 8, 10, 11, 32)}, Digest: "9f2cb4d0a6e1f7385c0d1b62e9a4f8d37c5b0e2a1948f6d3c7b5a0e9d8f1e41b", By: Plain("Salma Idris"), Facts: []Fact{{Name: T("draft.sections"), Value: Num(10)}}, Next: events()[:3], Actions: []Action{{Href: "/a", Text: Plain("Open the application"), Kind: "primary"}}, Mailed: Plain("A copy went to salma@example.org.")}},
		{"withdraw", applicant(T("withdraw.title"), "portfolio"), WithdrawConfirm{Label: maktaba, Crumbs: []Link{{"/portfolio", T("portfolio.title")}}, Lead: Plain("Withdrawing is your right until the agreement is signed."), Effects: []Text{Plain("It cannot be taken back."), Plain("65 % of the fee is returned.")}, Facts: []Fact{{Name: T("fee.evaluation"), Value: Plain("USD 227,000")}}, Fields: []Field{{Name: "reason", Label: T("decision.reasons"), Kind: "area", Optional: true}, {Name: "sure", Label: Plain("I want to withdraw this application."), Kind: "checkbox"}}, Action: Action{Href: "/w", Text: T("event.withdraw"), Kind: "danger"}, Back: link("/portfolio", "Keep it"), Version: 4}},
		{"messages", applicant(T("messages.title"), "messages"), Messages{List: mails(), Pager: Pager{Shown: 2, Total: 2}}},
		{"messages-empty", applicant(T("messages.title"), "messages"), Messages{}},
		{"organisation", applicant(Plain("Open Shelf Foundation"), "organisation"), Organisation{Name: "Open Shelf Foundation", Facts: []Fact{{Name: T("question.country"), Value: Plain("Jordan")}}, Members: Table{Caption: T("organisation.members"), Hide: true, Cards: true, Columns: plain("Name", "E-mail", "Role"), Rows: []Row{{Cells: []Cell{cell("Salma Idris"), cell("salma@example.org"), cell("primary user")}}}}, Invite: step("invite", false)}},
	}
	flash := applicant(T("portfolio.title"), "portfolio")
	flash.Flash = &Flash{"done", Plain("Draft 4 was made.")}
	return append(pages, View{"portfolio-flash", flash, portfolio()})
}

func mails() []Mail {
	return []Mail{
		{ID: "1", Subject: Plain("Submitted: مكتبة, receipt R-000412"), To: "salma@example.org", When: When{At: at(2026, 8, 10, 11, 32)}, Tag: Tag{"done", Plain("Sent")}, Body: "Your application was submitted.\n\nReceipt R-000412.", Lang: "en", Dir: "ltr", Link: &Link{"/a", Plain("Open the application")}},
		{ID: "2", Subject: Plain("تم تقديم الطلب"), To: "lina@example.org", When: When{At: at(2026, 8, 10, 11, 32)}, Tag: Tag{"late", Plain("Failed")}, Body: "تم تقديم طلبكم.", Lang: "ar", Dir: "rtl"},
	}
}

func step(id string, off bool) *StepForm {
	s := &StepForm{ID: id, Title: T("event.withdraw"), Effect: Plain("The application leaves the round for good."), Source: Plain("programme FAQ 777"), To: &Tag{"stop", T("status.withdrawn")}, Hidden: []Hidden{{"version", "4"}}, Action: Action{Href: "/x", Text: T("event.withdraw"), Kind: "danger", Confirm: Plain("This cannot be undone.")}, Fields: []Field{
		{Name: "reason", Label: T("decision.reasons"), Kind: "area", Hint: Plain("Published with the outcome.")}, {Name: "sources", Label: T("decision.sources"), Kind: "area", Rows: 2}, {Name: "at", Label: Plain("Day of the event"), Kind: "date", Optional: true, Value: "2026-11-23"},
	}}
	if off {
		s.Action.Off, s.Action.Why = true, []Text{T("fact.window_open"), T("fact.complete")}
		s.Action.Fix = []Link{link("/d", "What is missing")}
	}
	return s
}

func portfolio() Portfolio {
	return Portfolio{
		Org: "Open Shelf Foundation",
		Todo: []Todo{
			{Text: Plain("Submit before the window closes"), Label: &maktaba, Note: Plain("9 answers are missing"), Due: deadline, Link: link("/drafts/3", "Go on"), Kind: "wait"},
			{Text: Plain("Pay the fee"), Due: Due{At: at(2026, 8, 9, 12, 0)}, Link: link("/fees", "See the invoice"), Kind: "late"},
			{Text: Plain("Answer the question"), Due: Due{Paused: true, Left: 41 * 24 * time.Hour}, Link: link("/q", "Answer")},
		},
		Drafts: Table{Caption: T("portfolio.drafts"), Hide: true, Cards: true, Columns: plain("String", "Round", "Complete", "Last saved"), Rows: []Row{{Cells: []Cell{{Label: &maktaba, Href: "/drafts/3", Code: maktaba.A}, cell("2026"), cell("31 of 48"), {When: &When{At: at(2026, 8, 10, 11, 32)}}}}}},
		Sent:   Table{Caption: T("portfolio.sent"), Hide: true, Cards: true, Columns: plain("String", "Status", "Stage", "Submitted"), Empty: Plain("Nothing is submitted yet.")},
		Create: step("create", false),
	}
}

func head(here string) DraftHead {
	h := DraftHead{
		ID: "3", Label: &maktaba, Name: Plain("Draft 3"), Round: Plain("2026 round"), Crumbs: []Link{{"/portfolio", T("portfolio.title")}, link("/organisation", "Open Shelf Foundation")},
		Deadline: deadline, Note: Plain("Nothing can be submitted later. Submit early: you may withdraw and submit again until then."),
		Missing: []Link{link("#f-meaning", "Meaning in English Q117"), link("#f-replacement", "Replacement string: remove U+0640 Q121")}, Others: &Link{"/drafts/3", Plain("7 more in other sections")},
		Secret: Plain("Before reveal nobody outside your organisation sees this string, not even evaluators."), Preview: Link{"/drafts/3/preview", T("preview.title")},
		Save: SaveState{Tag: Tag{"done", Plain("Saved")}, When: When{At: at(2026, 8, 10, 11, 32)}, Version: 41, Link: &Link{"/h", Plain("History")}},
	}
	for i, s := range []string{"applicant", "string", "replacement", "type", "mission", "providers", "financial"} {
		state := []string{"past", "", "miss", "past", "miss", "next", "next"}[i]
		h.Sections = append(h.Sections, SectionLink{Href: "/drafts/3/" + s, Name: T("section." + s), State: state, Sub: Plain("5 of 7"), Current: s == here})
	}
	return h
}

func draftSection() DraftSection {
	return DraftSection{
		DraftHead: head("string"), Title: T("section.string"), Lead: Plain("The label you apply for. It is checked as you type; the same checks run again at submission."), Action: "/drafts/3/string", Autosave: "/drafts/3/string/save", Verdict: Verdict(),
		Fields: []Field{
			{Name: "string", Label: T("question.string"), Note: Plain("Q116 · Public after reveal"), Hint: T("question.string.hint"), Kind: "text", Value: "مكتبة", Big: true, Lang: "ar", Check: "/drafts/3/check", Max: 63},
			{Name: "meaning", Label: T("question.meaning"), Hint: T("question.meaning.hint"), Kind: "text", Value: "library"},
			{Name: "country", Label: T("question.country"), Kind: "select", Value: "JO", Options: []Option{{Value: "", Text: Plain("choose")}, {Value: "JO", Text: Plain("Jordan")}}},
			{Name: "community", Label: T("question.community"), Hint: T("question.community.hint"), Kind: "radios", Value: "no", Options: []Option{{Value: "yes", Text: Plain("Yes")}, {Value: "no", Text: Plain("No"), Hint: Plain("Most applications")}}},
			{Name: "kinds", Label: T("section.type"), Kind: "checkboxes", Values: []string{"brand"}, Options: []Option{{Value: "geo", Text: Plain("Geographic")}, {Value: "brand", Text: Plain(".Brand")}}},
			{Name: "mission", Label: T("question.mission"), Kind: "area", Value: "Books for everybody.", Rows: 5},
			{Name: "letter", Label: T("task.documents"), Kind: "file", Accept: ".pdf", Optional: true},
		},
	}
}

func draftWrong() DraftSection {
	s := draftSection()
	s.Errors = []FieldError{{"string", Plain("Replacement string: remove U+0640")}, {"community", Plain("Say whether it is a community application.")}, {"", Plain("The section is not complete.")}}
	s.Fields[0].Errors = []Text{Plain("U+0640 ARABIC TATWEEL is not allowed in a label. It only stretches the line between letters: remove it.")}
	s.Fields[0].Rule, s.Fields[0].Value = Plain("RFC 5892, disallowed code point. Position 3 of 6."), "كتـبنا"
	s.Fields[3].Errors, s.Fields[3].Value = []Text{Plain("Choose one.")}, ""
	s.Verdict = wrongVerdict()
	s.Save = SaveState{Tag: Tag{"late", Plain("Not saved")}, Text: Plain("Somebody changed this answer."), Link: &Link{"/c", Plain("Compare")}, Version: 42, Errors: []FieldError{{"string", Plain("Changed meanwhile.")}}}
	return s
}

func submit(off bool) SubmitConfirm {
	s := SubmitConfirm{
		DraftHead: head("submit"), Version: 41, Checks: Verdict().Rules, Facts: []Fact{{Name: T("queue.string"), Label: &maktaba, Code: maktaba.A}, {Name: T("queue.applicant"), Value: Plain("Open Shelf Foundation")}},
		FeeTable: Table{Caption: T("submit.fee"), Hide: true, Columns: plain("Fee", "#USD"), Rows: []Row{{Cells: []Cell{{Text: T("fee.evaluation")}, num(227000)}}}},
		Declare:  []Field{{Name: "declare", Label: Plain("The answers are complete and true, and I may submit for the organisation."), Kind: "checkbox"}},
		Action:   Action{Href: "/drafts/3/submit", Text: T("event.submit"), Kind: "primary", Confirm: Plain("You get a receipt on the page and by mail.")},
	}
	if off {
		s.Action.Off, s.Action.Why, s.Action.Fix = true, []Text{T("fact.complete"), T("fact.window_open")}, []Link{link("/d", "What is missing")}
		s.Errors = []FieldError{{"declare", Plain("Confirm the declaration.")}}
	}
	return s
}
