package sample

import (
	"strconv"
	"time"

	. "rootward/templates"
)

func reportPages() []View {
	return []View{
		{"report-index", public(T("reports.title"), "reports"), ReportIndex{Lead: Plain("Figures computed from the records, each with its definition and rows."), Reports: []ReportLink{
			{"/reports/processing-times", Plain("Processing times"), Plain("How long each stage took."), T("days", "Count", 163), Plain("median, agreement to delegation, 2012")},
			{"/reports/delegations", Plain("Delegations"), Plain("By month, quarter, year, kind, region and script."), Num(1243), Plain("ever, 2012 round")},
			{"/reports/contention", Plain("Contention"), Plain("Sets by size."), Num(263), Plain("sets, 2026 round")},
		}, Data: []Link{link("/data/applications.csv", "applications.csv")}}},
		{"report-show", public(Plain("Processing times"), "reports"), reportShow()},
		{"report-empty", public(Plain("Processing times"), "reports"), ReportShow{Title: Plain("Processing times"), Action: "/reports/processing-times", Tables: []Table{{Caption: Plain("By kind"), Columns: plain("Kind", "#Count"), Empty: Plain("No stage of this round has ended yet.")}}, Definitions: definitions()}},
		{"report-rows", public(Plain("Rows"), "reports"), ReportRows{Title: Plain("135 delegations later than 365 days"), Crumbs: []Link{{"/reports", T("reports.title")}}, Lead: Plain("The rows behind this number."), Active: []Chip{{Plain("stage: agreement to delegation"), ""}, {Plain("late"), "/reports/x"}}, Table: *longest(), Pager: Pager{Prev: "/p", Next: "/n", Shown: 3, Total: -1}, CSV: "/x.csv", JSON: "/x.json"}},
		{"definitions", public(T("definitions.title"), ""), Definitions{Lead: Plain("How each figure is counted."), Parts: []DefinitionPart{{"times", Plain("Times"), definitions()}}}},
		{"help-index", public(T("help.title"), "help"), HelpIndex{Table: Table{Caption: T("help.title"), Hide: true, Columns: plain("Life cycle", "#States"), Rows: []Row{{Cells: []Cell{{Text: T("workflow.gtld-2026"), Href: "/help/workflows/gtld-2026"}, num(18)}}}}}},
		{"help-workflow", public(T("workflow.gtld-2026"), "help"), helpWorkflow()},
		{"help-task", public(T("workflow.evaluation-task"), "help"), helpTask()},
	}
}

func definitions() []Definition {
	return []Definition{
		{ID: "elapsed", Name: Plain("Elapsed"), Text: Plain("All calendar days from one event to the other, whoever had the ball.")},
		{ID: "delegated", Name: Plain("Delegated"), Text: Plain("The TLD entered the root zone. “Ever” counts each once; “now” leaves out the 137 removed since."), Source: &Source{Text: Plain("agreement list"), Href: "https://example.org/"}},
	}
}

func longest() *Table {
	t := &Table{Caption: Plain("The longest"), Hide: true, Cards: true, Tight: true, Columns: plain("String", "Applicant", "Delegated", "#Days")}
	for _, x := range []struct {
		l    Label
		who  string
		days int
	}{{Label{U: "africa"}, "UniForum SA (NPC) trading as Registry.Africa", 1059}, {Label{U: "اتصالات", A: "xn--mgbaakc7dvf", Lang: "ar", RTL: true}, "Emirates Telecommunications Corporation (trading as Etisalat)", 646}, {Label{U: "reliance"}, "Reliance Industries Limited", 593}} {
		l := x.l
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Label: &l, Href: "/a", Code: l.A}, cell(x.who), {When: ptr(on(2017, time.February, 15))}, num(x.days)}})
	}
	return t
}

var histogram = []Bin{{1, 0}, {154, 0}, {215, 0}, {139, 0}, {93, 0}, {54, 0}, {62, 0}, {35, 0}, {33, 0}, {35, 0}, {46, 0}, {164, 0}, {77, 89}, {0, 16}, {0, 11}, {0, 4}, {0, 2}, {0, 3}, {0, 10}}

func reportShow() ReportShow {
	table := Table{Caption: Plain("Days"), Hide: true, Tight: true, Columns: plain("Days", "#In time", "#Late", "#All"), Total: []Row{{Cells: []Cell{cell("Total"), num(1108), num(135), linked(1243)}}}}
	for i, b := range histogram {
		table.Rows = append(table.Rows, Row{Cells: []Cell{cell(strconv.Itoa(i*30) + "–" + strconv.Itoa(i*30+29)), num(b.InTime), num(b.Late), linked(b.InTime + b.Late)}})
	}
	years := Bars{}
	byYear := Table{Caption: Plain("Years"), Hide: true, Tight: true, Columns: plain("Year", "#Delegated")}
	for i, n := range []int{73, 406, 392, 344, 12, 5, 3, 4, 1, 1, 0, 0, 0, 2} {
		name := strconv.Itoa(2013 + i)
		years.Items = append(years.Items, BarItem{Name: name, Short: "’" + name[2:], Value: n})
		byYear.Rows = append(byYear.Rows, Row{Cells: []Cell{cell(name), linked(n)}})
	}
	kinds := Table{Caption: Plain("By kind"), Note: Plain("An application can be of several kinds, so kinds do not add up to the total."), Cards: true, Columns: plain("Kind", "#Count", "#Mean", "#Median", "#85th", "#95th", "#In time", "#Share", "#Open")}
	kinds.Columns[0].Sort = "ascending"
	row := func(name string, n int) Row {
		return Row{Cells: []Cell{cell(name), linked(n), {Text: Dec(202.3, 1)}, num(163), num(363), num(376), linked(1108), {Text: Percent(0.891)}, num(1)}}
	}
	kinds.Rows, kinds.Total = []Row{row("Community", 56), row("Geographic name", 57), row("IDN", 97)}, []Row{row("All kinds together", 1243)}
	links := []Link{{"#def-elapsed", T("stat.define")}, link("/rows", "1,243 rows"), link("/x.csv", "CSV"), link("/x.json", "JSON")}
	return ReportShow{
		Title: Plain("Processing times: registry agreement to delegation"), Lead: []Text{Plain("Half of all delegations followed their agreement within 163 days. The slower half ran up to the deadline: the agreement allows one year, and 166 finished between day 360 and day 389.")},
		Filters: []Filter{{Name: "round", Label: T("nav.rounds"), Value: "2012", Options: []Option{{Value: "2012", Text: Plain("2012")}, {Value: "2026", Text: Plain("2026")}}}, {Name: "measure", Label: Plain("Measure"), Options: []Option{{Value: "elapsed", Text: Plain("Elapsed")}}}, {Name: "period", Label: Plain("Period"), Hint: Plain("plan")}}, Action: "/reports/processing-times",
		AsOf: on(2026, time.August, 8), Basis: Plain("1,243 delegations"), CSV: "/x.csv", JSON: "/x.json",
		Stats: []Stat{{Figure: T("days", "Count", 163), Name: Plain("median"), Sub: Plain("half took no longer")}, {Figure: T("days", "Count", 363), Name: Plain("85th percentile")}, {Figure: T("days", "Count", 376), Name: Plain("95th percentile")}, {Figure: Plain("1,108 of 1,243"), Name: Plain("in time"), Sub: Plain("89.1 %, at most 365 days")}},
		Charts: []Chart{
			{ID: "days", Title: Plain("How long 1,243 delegations took"), Text: Plain("Two habits show: operators ready to go took 30 to 120 days; a second group used nearly the whole year."), Desc: Plain("Most took 30 to 120 days; a second group, 330 to 389 days. Median 163, 85th percentile 363, 95th 376."), Key: []Part{{Series: 1, Text: Plain("365 days or less:"), Figure: Num(1108)}, {Series: 2, Hatch: true, Text: Plain("more than 365 days"), Figure: Num(135)}}, Plot: Histogram{Width: 30, Bins: histogram, Open: true, Unit: Plain("days"), Level: 365, LevelAs: Plain("service level: 365 days"), Marks: []Mark{{163, Plain("median 163")}, {363, Plain("85th 363")}, {376, Plain("95th 376")}}}, Table: table, Links: links},
			{ID: "years", Title: Plain("Delegations per year"), Text: Plain("1,215 of 1,243 entered the root zone in the four years from 2013 to 2016."), Desc: Plain("73 in 2013, 406 in 2014, 392 in 2015, 344 in 2016, then few."), Plot: years, Table: byYear, Links: links},
			{ID: "parts", Title: Plain("Who had the ball"), Desc: Plain("Shares per stage."), Key: []Part{{Series: 1, Text: T("owner.processor")}, {Series: 3, Text: T("owner.applicant")}}, Plot: StackedBars{Rows: []StackedRow{{T("stage.contracting"), []Part{{Series: 1, Value: 30}, {Series: 3, Value: 48}}}, {T("stage.agreement_to_delegation"), []Part{{Series: 1, Value: 20}, {Series: 3, Value: 20, Hatch: true}}}}}, Table: byYear, Links: links},
		},
		Tables: []Table{kinds}, Definitions: definitions(), Odd: longest(), OddNote: Plain("web shows 1 day: its agreement is dated years after its auction. It stays in, because the dates are as published."),
		Sources: sources()[:1], Command: "rootward report processing-times --round 2012 --measure elapsed --format csv",
	}
}

func flow(states string, steps [][3]string) Flow {
	var f Flow
	for _, id := range words(states) {
		f.States = append(f.States, FlowState{ID: id, Name: T("state." + id), Sub: T("owner.processor"), Owner: "processor", Root: id == "delegated", Terminal: id == "removed" || id == "withdrawn" || id == "terminated" || id == "passed" || id == "not_passed" || id == "cancelled"})
	}
	for _, s := range steps {
		f.Steps = append(f.Steps, FlowStep{From: s[1], To: s[2], Name: T("event." + s[0])})
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

func helpWorkflow() HelpWorkflow {
	steps := [][3]string{
		{"submit", "draft", "submitted"}, {"recall", "submitted", "draft"}, {"record_payment", "submitted", "paid"}, {"cancel_unpaid", "submitted", "terminated"}, {"start_check", "paid", "administrative_check"},
		{"fail_check", "administrative_check", "terminated"}, {"reveal", "administrative_check", "revealed"}, {"open_replacement", "revealed", "replacement_window"}, {"confirm", "replacement_window", "confirmed"},
		{"start_string_evaluation", "confirmed", "string_evaluation"}, {"pass_string_evaluation", "string_evaluation", "evaluation"}, {"enter_contention", "string_evaluation", "in_contention"}, {"fail_string_evaluation", "string_evaluation", "pending_termination"},
		{"prevail", "in_contention", "evaluation"}, {"not_prevail", "in_contention", "pending_termination"}, {"pass_evaluation", "evaluation", "contracting"}, {"fail_evaluation", "evaluation", "pending_termination"},
		{"start_extended_evaluation", "pending_termination", "extended_evaluation"}, {"pass_extended_evaluation", "extended_evaluation", "contracting"}, {"fail_extended_evaluation", "extended_evaluation", "terminated"},
		{"reinstate", "pending_termination", "string_evaluation"}, {"terminate", "pending_termination", "terminated"}, {"sign_agreement", "contracting", "testing"}, {"record_delegation", "testing", "delegated"}, {"remove", "delegated", "removed"},
	}
	for _, from := range words("draft submitted paid administrative_check revealed replacement_window confirmed string_evaluation in_contention evaluation extended_evaluation contracting pending_termination") {
		steps = append(steps, [3]string{"withdraw", from, "withdrawn"})
	}
	f := flow("draft submitted paid administrative_check revealed replacement_window confirmed string_evaluation in_contention evaluation extended_evaluation contracting testing delegated removed pending_termination withdrawn terminated", steps)
	f.States[7].Here = true
	states := Table{Caption: T("help.states"), Hide: true, Cards: true, Columns: plain("State", "Status", "Stage", "Who has the ball")}
	for _, s := range f.States {
		states.Rows = append(states.Rows, Row{Cells: []Cell{{Text: s.Name, Code: s.ID}, {Tag: &Tag{"active", T("status.active")}}, {Text: T("stage.evaluation")}, {Text: s.Sub}}})
	}
	list := Table{Caption: T("help.steps"), Hide: true, Cards: true, Columns: plain("Step", "From", "To", "Who", "Source")}
	for i, s := range f.Steps[:10] {
		list.Rows = append(list.Rows, Row{Cells: []Cell{{Text: s.Name, Code: steps[i][0]}, {Text: T("state." + s.From)}, {Text: T("state." + s.To)}, {Text: T("role.operator")}, cell("AGB 2026, 3.1.1")}})
	}
	return HelpWorkflow{Name: T("workflow.gtld-2026"), ID: "gtld-2026", Lead: Plain("Contention is resolved before applicant and application evaluation."), Flow: f, Desc: Plain("18 states from draft to delegated; withdrawal is possible until the agreement is signed."), States: states, Steps: list, Mermaid: "stateDiagram-v2\n  [*] --> draft\n  draft --> submitted: submit\n", Others: []Tab{{Link: Link{"/help/workflows/gtld-2026", T("workflow.gtld-2026")}, Current: true}, {Link: Link{"/help/workflows/evaluation-task", T("workflow.evaluation-task")}}}}
}

func helpTask() HelpWorkflow {
	h := helpWorkflow()
	h.Name, h.ID = T("workflow.evaluation-task"), "evaluation-task"
	h.Flow = flow("waiting claimed recommended passed not_passed cancelled", [][3]string{{"claim", "waiting", "claimed"}, {"release", "claimed", "waiting"}, {"lapse", "claimed", "waiting"}, {"recommend_pass", "claimed", "recommended"}, {"recommend_fail", "claimed", "recommended"}, {"send_back", "recommended", "waiting"}, {"decide_pass", "recommended", "passed"}, {"decide_fail", "recommended", "not_passed"}, {"cancel", "waiting", "cancelled"}, {"cancel", "claimed", "cancelled"}, {"cancel", "recommended", "cancelled"}})
	return h
}
