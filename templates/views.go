package templates

// file tells how the view of one type is printed.
type file struct {
	View     any    // a zero value: its type selects the file
	Name     string // of the template
	Wide     bool   // the page brings its own columns
	Fragment bool   // no layout around it: for partial updates
}

// files lists every view with its file.
var files = []file{
	{View: Home{}, Name: "home/show.html", Wide: true},
	{View: ApplicationList{}, Name: "application/list.html"},
	{View: ApplicationShow{}, Name: "application/show.html"},
	{View: ApplicationManage{}, Name: "application/manage.html"},
	{View: SetList{}, Name: "set/list.html"},
	{View: SetShow{}, Name: "set/show.html"},
	{View: RoundList{}, Name: "round/list.html"},
	{View: RoundShow{}, Name: "round/show.html"},
	{View: RoundManage{}, Name: "round/manage.html"},
	{View: RuleEditions{}, Name: "rules/index.html"},
	{View: RuleEdition{}, Name: "rules/edition.html"},
	{View: RuleSetShow{}, Name: "rules/set.html"},
	{View: RoundRules{}, Name: "rules/round.html"},
	{View: Check{}, Name: "label/check.html"},
	{View: LabelVerdict{}, Name: "label/verdict.html", Fragment: true},
	{View: ReportIndex{}, Name: "report/index.html"},
	{View: ReportShow{}, Name: "report/show.html"},
	{View: ReportRows{}, Name: "report/rows.html"},
	{View: Definitions{}, Name: "report/definitions.html"},
	{View: HelpIndex{}, Name: "help/index.html"},
	{View: HelpWorkflow{}, Name: "help/workflow.html"},
	{View: APIDocs{}, Name: "api/docs.html"},
	{View: SignIn{}, Name: "account/sign_in.html"},
	{View: Register{}, Name: "account/register.html"},
	{View: Organisation{}, Name: "account/organisation.html"},
	{View: Accounts{}, Name: "account/accounts.html"},
	{View: AccountShow{}, Name: "account/show.html"},
	{View: Error{}, Name: "error/show.html"},
	{View: Changed{}, Name: "error/changed.html"},
	{View: Portfolio{}, Name: "draft/portfolio.html"},
	{View: DraftShow{}, Name: "draft/show.html"},
	{View: DraftSection{}, Name: "draft/section.html"},
	{View: SaveState{}, Name: "draft/save_state.html", Fragment: true},
	{View: DraftPreview{}, Name: "draft/preview.html"},
	{View: SubmitConfirm{}, Name: "draft/submit.html"},
	{View: Receipt{}, Name: "draft/receipt.html"},
	{View: WithdrawConfirm{}, Name: "draft/withdraw.html"},
	{View: Messages{}, Name: "draft/messages.html"},
	{View: Queue{}, Name: "task/queue.html"},
	{View: TaskShow{}, Name: "task/show.html"},
	{View: Lease{}, Name: "task/lease.html", Fragment: true},
	{View: AuditList{}, Name: "audit/list.html"},
	{View: OutboxList{}, Name: "audit/outbox.html"},
}
