package sample

import (
	"strconv"
	"time"

	"rootward/templates"
)

func reportPages() []View {
	return []View{
		{Name: "report-index", Page: public(templates.T("reports.title"), "reports"), View: templates.ReportIndex{Lead: templates.Plain("Figures computed from the records, each with its definition and rows."), Reports: []templates.ReportLink{
			{Href: "/reports/processing-times", Name: templates.Plain("Processing times"), Text: templates.Plain("How long each stage took."), Figure: templates.T("days", "Count", 163), Sub: templates.Plain("median, agreement to delegation, 2012")},
			{Href: "/reports/delegations", Name: templates.Plain("Delegations"), Text: templates.Plain("By month, quarter, year, kind, region and script."), Figure: templates.Num(1243), Sub: templates.Plain("ever, 2012 round")},
			{Href: "/reports/contention", Name: templates.Plain("Contention"), Text: templates.Plain("Sets by size."), Figure: templates.Num(263), Sub: templates.Plain("sets, 2026 round")},
		}, Data: []templates.Link{link("/data/applications.csv", "applications.csv")}}},
		{Name: "report-show", Page: public(templates.Plain("Processing times"), "reports"), View: reportShow()},
		{Name: "report-empty", Page: public(templates.Plain("Processing times"), "reports"), View: templates.ReportShow{Title: templates.Plain("Processing times"), Action: "/reports/processing-times", Tables: []templates.Table{{Caption: templates.Plain("By kind"), Columns: plain("Kind", "#Count"), Empty: templates.Plain("No stage of this round has ended yet.")}}, Definitions: definitions()}},
		{Name: "report-rows", Page: public(templates.Plain("Rows"), "reports"), View: templates.ReportRows{Title: templates.Plain("135 delegations later than 365 days"), Crumbs: []templates.Link{{Href: "/reports", Text: templates.T("reports.title")}}, Lead: templates.Plain("The rows behind this number."), Active: []templates.Chip{{Text: templates.Plain("stage: agreement to delegation"), Remove: ""}, {Text: templates.Plain("late"), Remove: "/reports/x"}}, Table: *longest(), Pager: templates.Pager{Prev: "/p", Next: "/n", Shown: 3, Total: -1}, CSV: "/x.csv", JSON: "/x.json"}},
		{Name: "definitions", Page: public(templates.T("definitions.title"), ""), View: templates.Definitions{Lead: templates.Plain("How each figure is counted."), Parts: []templates.DefinitionPart{{ID: "times", Title: templates.Plain("Times"), List: definitions()}}}},
		{Name: "help-index", Page: public(templates.T("help.title"), "help"), View: templates.HelpIndex{Table: templates.Table{Caption: templates.T("help.title"), Hide: true, Columns: plain("Life cycle", "#States"), Rows: []templates.Row{{Cells: []templates.Cell{{Text: templates.T("workflow.gtld-2026"), Href: "/help/workflows/gtld-2026"}, num(18)}}}}}},
		{Name: "help-workflow", Page: public(templates.T("workflow.gtld-2026"), "help"), View: helpWorkflow()},
		{Name: "help-task", Page: public(templates.T("workflow.evaluation-task"), "help"), View: helpTask()},
		{Name: "api-docs", Page: public(templates.T("nav.api"), "api"), View: apiDocs()},
	}
}

func definitions() []templates.Definition {
	return []templates.Definition{
		{ID: "elapsed", Name: templates.Plain("Elapsed"), Text: templates.Plain("All calendar days from one event to the other, whoever had the ball.")},
		{ID: "delegated", Name: templates.Plain("Delegated"), Text: templates.Plain("The TLD entered the root zone. “Ever” counts each once; “now” leaves out the 137 removed since."), Source: &templates.Source{Text: templates.Plain("agreement list"), Href: "https://example.org/"}},
	}
}

func longest() *templates.Table {
	t := &templates.Table{Caption: templates.Plain("The longest"), Hide: true, Cards: true, Tight: true, Columns: plain("String", "Applicant", "Delegated", "#Days")}
	for _, x := range []struct {
		l    templates.Label
		who  string
		days int
	}{{l: templates.Label{U: "africa"}, who: "UniForum SA (NPC) trading as Registry.Africa", days: 1059}, {l: templates.Label{U: "اتصالات", A: "xn--mgbaakc7dvf", Lang: "ar", RTL: true}, who: "Emirates Telecommunications Corporation (trading as Etisalat)", days: 646}, {l: templates.Label{U: "reliance"}, who: "Reliance Industries Limited", days: 593}} {
		l := x.l
		t.Rows = append(t.Rows, templates.Row{Cells: []templates.Cell{{Label: &l, Href: "/a", Code: l.A}, cell(x.who), {When: ptr(on(2017, time.February, 15))}, num(x.days)}})
	}
	return t
}

var histogram = []templates.Bin{{InTime: 1, Late: 0}, {InTime: 154, Late: 0}, {InTime: 215, Late: 0}, {InTime: 139, Late: 0}, {InTime: 93, Late: 0}, {InTime: 54, Late: 0}, {InTime: 62, Late: 0}, {InTime: 35, Late: 0}, {InTime: 33, Late: 0}, {InTime: 35, Late: 0}, {InTime: 46, Late: 0}, {InTime: 164, Late: 0}, {InTime: 77, Late: 89}, {InTime: 0, Late: 16}, {InTime: 0, Late: 11}, {InTime: 0, Late: 4}, {InTime: 0, Late: 2}, {InTime: 0, Late: 3}, {InTime: 0, Late: 10}}

func reportShow() templates.ReportShow {
	table := templates.Table{Caption: templates.Plain("Days"), Hide: true, Tight: true, Columns: plain("Days", "#In time", "#Late", "#All"), Total: []templates.Row{{Cells: []templates.Cell{cell("Total"), num(1108), num(135), linked(1243)}}}}
	for i, b := range histogram {
		table.Rows = append(table.Rows, templates.Row{Cells: []templates.Cell{cell(strconv.Itoa(i*30) + "–" + strconv.Itoa(i*30+29)), num(b.InTime), num(b.Late), linked(b.InTime + b.Late)}})
	}
	years := templates.Bars{}
	byYear := templates.Table{Caption: templates.Plain("Years"), Hide: true, Tight: true, Columns: plain("Year", "#Delegated")}
	for i, n := range []int{73, 406, 392, 344, 12, 5, 3, 4, 1, 1, 0, 0, 0, 2} {
		name := strconv.Itoa(2013 + i)
		years.Items = append(years.Items, templates.BarItem{Name: name, Short: "’" + name[2:], Value: n})
		byYear.Rows = append(byYear.Rows, templates.Row{Cells: []templates.Cell{cell(name), linked(n)}})
	}
	kinds := templates.Table{Caption: templates.Plain("By kind"), Note: templates.Plain("An application can be of several kinds, so kinds do not add up to the total."), Cards: true, Columns: plain("Kind", "#Count", "#Mean", "#Median", "#85th", "#95th", "#In time", "#Share", "#Open")}
	kinds.Columns[0].Sort = "ascending"
	row := func(name string, n int) templates.Row {
		return templates.Row{Cells: []templates.Cell{cell(name), linked(n), {Text: templates.Dec(202.3, 1)}, num(163), num(363), num(376), linked(1108), {Text: templates.Percent(0.891)}, num(1)}}
	}
	kinds.Rows, kinds.Total = []templates.Row{row("Community", 56), row("Geographic name", 57), row("IDN", 97)}, []templates.Row{row("All kinds together", 1243)}
	links := []templates.Link{{Href: "#def-elapsed", Text: templates.T("stat.define")}, link("/rows", "1,243 rows"), link("/x.csv", "CSV"), link("/x.json", "JSON")}
	return templates.ReportShow{
		Title: templates.Plain("Processing times: registry agreement to delegation"), Lead: []templates.Text{templates.Plain("Half of all delegations followed their agreement within 163 days. The slower half ran up to the deadline: the agreement allows one year, and 166 finished between day 360 and day 389.")},
		Filters: []templates.Filter{{Name: "round", Label: templates.T("nav.rounds"), Value: "2012", Options: []templates.Option{{Value: "2012", Text: templates.Plain("2012")}, {Value: "2026", Text: templates.Plain("2026")}}}, {Name: "measure", Label: templates.Plain("Measure"), Options: []templates.Option{{Value: "elapsed", Text: templates.Plain("Elapsed")}}}, {Name: "period", Label: templates.Plain("Period"), Hint: templates.Plain("plan")}}, Action: "/reports/processing-times",
		AsOf: on(2026, time.August, 8), Basis: templates.Plain("1,243 delegations"), CSV: "/x.csv", JSON: "/x.json",
		Stats: []templates.Stat{{Figure: templates.T("days", "Count", 163), Name: templates.Plain("median"), Sub: templates.Plain("half took no longer")}, {Figure: templates.T("days", "Count", 363), Name: templates.Plain("85th percentile")}, {Figure: templates.T("days", "Count", 376), Name: templates.Plain("95th percentile")}, {Figure: templates.Plain("1,108 of 1,243"), Name: templates.Plain("in time"), Sub: templates.Plain("89.1 %, at most 365 days")}},
		Charts: []templates.Chart{
			{ID: "days", Title: templates.Plain("How long 1,243 delegations took"), Text: templates.Plain("Two habits show: operators ready to go took 30 to 120 days; a second group used nearly the whole year."), Desc: templates.Plain("Most took 30 to 120 days; a second group, 330 to 389 days. Median 163, 85th percentile 363, 95th 376."), Key: []templates.Part{{Series: 1, Text: templates.Plain("365 days or less:"), Figure: templates.Num(1108)}, {Series: 2, Hatch: true, Text: templates.Plain("more than 365 days"), Figure: templates.Num(135)}}, Plot: templates.Histogram{Width: 30, Bins: histogram, Open: true, Unit: templates.Plain("days"), Level: 365, LevelAs: templates.Plain("service level: 365 days"), Marks: []templates.Mark{{At: 163, Text: templates.Plain("median 163")}, {At: 363, Text: templates.Plain("85th 363")}, {At: 376, Text: templates.Plain("95th 376")}}}, Table: table, Links: links},
			{ID: "years", Title: templates.Plain("Delegations per year"), Text: templates.Plain("1,215 of 1,243 entered the root zone in the four years from 2013 to 2016."), Desc: templates.Plain("73 in 2013, 406 in 2014, 392 in 2015, 344 in 2016, then few."), Plot: years, Table: byYear, Links: links},
			{ID: "parts", Title: templates.Plain("Who had the ball"), Desc: templates.Plain("Shares per stage."), Key: []templates.Part{{Series: 1, Text: templates.T("owner.processor")}, {Series: 3, Text: templates.T("owner.applicant")}}, Plot: templates.StackedBars{Rows: []templates.StackedRow{{Name: templates.T("stage.contracting"), Parts: []templates.Part{{Series: 1, Value: 30}, {Series: 3, Value: 48}}}, {Name: templates.T("stage.agreement_to_delegation"), Parts: []templates.Part{{Series: 1, Value: 20}, {Series: 3, Value: 20, Hatch: true}}}}}, Table: byYear, Links: links},
		},
		Tables: []templates.Table{kinds}, Definitions: definitions(), Odd: longest(), OddNote: templates.Plain("web shows 1 day: its agreement is dated years after its auction. It stays in, because the dates are as published."),
		Sources: sources()[:1], Command: "rootward report processing-times --round 2012 --measure elapsed --format csv",
	}
}

func flow(states string, steps [][3]string) templates.Flow {
	var f templates.Flow
	for _, id := range words(states) {
		f.States = append(f.States, templates.FlowState{ID: id, Name: templates.T("state." + id), Sub: templates.T("owner.processor"), Owner: "processor", Root: id == "delegated", Terminal: id == "removed" || id == "withdrawn" || id == "terminated" || id == "passed" || id == "not_passed" || id == "cancelled"})
	}
	for _, s := range steps {
		f.Steps = append(f.Steps, templates.FlowStep{From: s[1], To: s[2], Name: templates.T("event." + s[0])})
	}
	return f
}

func words(s string) []string {
	var list []string
	word := ""
	for _, r := range s + " " {
		if r == ' ' {
			if word != "" {
				list = append(list, word)
			}
			word = ""
			continue
		}
		word += string(r)
	}
	return list
}

func helpWorkflow() templates.HelpWorkflow {
	steps := [][3]string{
		{"submit", "draft", "submitted"},
		{"recall", "submitted", "draft"},
		{"record_payment", "submitted", "paid"},
		{"cancel_unpaid", "submitted", "terminated"},
		{"start_check", "paid", "administrative_check"},
		{"fail_check", "administrative_check", "terminated"},
		{"reveal", "administrative_check", "revealed"},
		{"open_replacement", "revealed", "replacement_window"},
		{"confirm", "replacement_window", "confirmed"},
		{"start_string_evaluation", "confirmed", "string_evaluation"},
		{"pass_string_evaluation", "string_evaluation", "evaluation"},
		{"enter_contention", "string_evaluation", "in_contention"},
		{"fail_string_evaluation", "string_evaluation", "pending_termination"},
		{"prevail", "in_contention", "evaluation"},
		{"not_prevail", "in_contention", "pending_termination"},
		{"pass_evaluation", "evaluation", "contracting"},
		{"fail_evaluation", "evaluation", "pending_termination"},
		{"start_extended_evaluation", "pending_termination", "extended_evaluation"},
		{"pass_extended_evaluation", "extended_evaluation", "contracting"},
		{"fail_extended_evaluation", "extended_evaluation", "terminated"},
		{"reinstate", "pending_termination", "string_evaluation"},
		{"terminate", "pending_termination", "terminated"},
		{"sign_agreement", "contracting", "testing"},
		{"record_delegation", "testing", "delegated"},
		{"remove", "delegated", "removed"},
	}
	for _, from := range words("draft submitted paid administrative_check revealed replacement_window confirmed string_evaluation in_contention evaluation extended_evaluation contracting pending_termination") {
		steps = append(steps, [3]string{"withdraw", from, "withdrawn"})
	}
	f := flow("draft submitted paid administrative_check revealed replacement_window confirmed string_evaluation in_contention evaluation extended_evaluation contracting testing delegated removed pending_termination withdrawn terminated", steps)
	f.States[7].Here = true
	states := templates.Table{Caption: templates.T("help.states"), Hide: true, Cards: true, Columns: plain("State", "Status", "Stage", "Who has the ball")}
	for _, s := range f.States {
		states.Rows = append(states.Rows, templates.Row{Cells: []templates.Cell{{Text: s.Name, Code: s.ID}, {Tag: &templates.Tag{Kind: "active", Text: templates.T("status.active")}}, {Text: templates.T("stage.evaluation")}, {Text: s.Sub}}})
	}
	list := templates.Table{Caption: templates.T("help.steps"), Hide: true, Cards: true, Columns: plain("Step", "From", "To", "Who", "Source")}
	for i, s := range f.Steps[:10] {
		list.Rows = append(list.Rows, templates.Row{Cells: []templates.Cell{{Text: s.Name, Code: steps[i][0]}, {Text: templates.T("state." + s.From)}, {Text: templates.T("state." + s.To)}, {Text: templates.T("role.operator")}, cell("AGB 2026, 3.1.1")}})
	}
	return templates.HelpWorkflow{Name: templates.T("workflow.gtld-2026"), ID: "gtld-2026", Lead: templates.Plain("Contention is resolved before applicant and application evaluation."), Flow: f, Desc: templates.Plain("18 states from draft to delegated; withdrawal is possible until the agreement is signed."), States: states, Steps: list, Mermaid: "stateDiagram-v2\n  [*] --> draft\n  draft --> submitted: submit\n", Others: []templates.Tab{{Link: templates.Link{Href: "/help/workflows/gtld-2026", Text: templates.T("workflow.gtld-2026")}, Current: true}, {Link: templates.Link{Href: "/help/workflows/evaluation-task", Text: templates.T("workflow.evaluation-task")}}}}
}

func helpTask() templates.HelpWorkflow {
	h := helpWorkflow()
	h.Name, h.ID = templates.T("workflow.evaluation-task"), "evaluation-task"
	h.Flow = flow("waiting claimed recommended passed not_passed cancelled", [][3]string{{"claim", "waiting", "claimed"}, {"release", "claimed", "waiting"}, {"lapse", "claimed", "waiting"}, {"recommend_pass", "claimed", "recommended"}, {"recommend_fail", "claimed", "recommended"}, {"send_back", "recommended", "waiting"}, {"decide_pass", "recommended", "passed"}, {"decide_fail", "recommended", "not_passed"}, {"cancel", "waiting", "cancelled"}, {"cancel", "claimed", "cancelled"}, {"cancel", "recommended", "cancelled"}})
	return h
}

func apiDocs() templates.APIDocs {
	return templates.APIDocs{Version: "1.0.0", Spec: "/api/openapi.json", Operations: []templates.APIOperation{
		{
			ID: "list-sets", Method: "GET", Path: "/api/v1/sets", Text: templates.T("api.list-sets"),
			Parameters: []templates.APIParameter{{Name: "round", In: "query", Note: "string", Text: "The newest round if not given."}, {Name: "size", In: "query", Note: "integer"}},
		},
		{ID: "get-me", Method: "GET", Path: "/api/v1/me", Text: templates.T("api.get-me"), Token: true},
	}}
}
