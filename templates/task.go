package templates

// Queue is what a member of staff must do now.
type Queue struct {
	Held    Text // "You hold 5 of 8"
	Next    Action
	Tabs    []Tab
	Filters []Filter
	Action  string
	Total   int
	Groups  []QueueGroup
	CSV     string
	Note    Text // calendar of the due dates, when a claim lapses
	Empty   Text
	Pager   Pager
}

// QueueGroup is one group of the queue: overdue, yours, pool, others.
type QueueGroup struct {
	Name  Text
	Count int
	Items []QueueItem
}

// QueueItem is one task.
type QueueItem struct {
	Label     Label
	Href      string
	Applicant Text
	Panel     Text
	Task      Text
	State     *Tag
	Chips     []Chip
	Days      int // at this stage
	Due       Due
	Holder    Text // nil: nobody
	Lease     Text // how long it lasts still
	Action    Action
	Now       bool // the row to go on with
}

// TaskShow is a case: evidence at the start, judgement at the end.
type TaskShow struct {
	Label     Label
	Applicant Text
	Crumbs    []Link
	Prev      *Link
	Next      *Link
	Place     Text // "3 of 15"
	State     Tag
	Days      Text // "57 days"
	DaysNote  Text // whose they are
	Due       Due
	Lease     *Lease
	Actions   []Action // claim, release
	Tabs      []Tab
	Errors    []FieldError
	Verdict   *LabelVerdict
	Evidence  []Table
	Answers   []Fact
	Documents []Document
	Earlier   *Table
	Comments  *Table
	Progress  Text // "3 of 5 met"
	Criteria  []Criterion
	Recommend *Judgement
	Decide    *Judgement
	Line      []Event // review, recommendation, decision
	Sibling   []Link  // other tasks of the same application
	Version   int
}

// Document is a file of an application.
type Document struct {
	Name     Text
	Note     Text // kind, pages, language, scanned, digest
	Digest   string
	Download string
}

// Criterion is one question of a panel with its finding.
type Criterion struct {
	ID       string
	Number   int
	Name     Text
	Guidance Text
	Rule     Text
	Tag      Tag
	Finding  Text   // what was found
	Source   Text   // where
	By       Text   // who found it
	Form     *Form  // nil when the reader cannot change it
	Anchor   string // id in the page; "" is criterion-ID
}

// Form is a form without a heading.
type Form struct {
	Action string
	Hidden []Hidden
	Fields []Field
	Button Text
	Errors []FieldError
}

// Judgement is a recommendation or a decision: a choice, reasons, sources.
type Judgement struct {
	Title   Text
	Note    Text // who decides then
	Done    *Decision
	Form    *Form
	Off     bool // not yet
	Why     []Text
	Fix     []Link
	Primary bool
}

// Refusal is what stands beside a judgement that cannot be made yet.
func (j Judgement) Refusal() Refusal { return Refusal{j.Why, j.Fix} }

// Scoped is the fields of the form with ids that begin with prefix.
func (f Form) Scoped(prefix string) []Field {
	return StepForm{ID: prefix, Fields: f.Fields}.Scoped()
}
