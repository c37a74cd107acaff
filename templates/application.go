package templates

import "time"

// ApplicationList is the list of published applications.
type ApplicationList struct {
	Title   Text
	Lead    Text
	Filters []Filter // sent by GET to Action
	Action  string
	Active  []Chip
	Table   Table
	Pager   Pager
	Exports []Link
}

// ApplicationShow is the record of one application: who and where it stands,
// decisions, timeline, facts; its contention set at the side.
type ApplicationShow struct {
	Label      Label
	LabelNote  Text // "ASCII, Latin script"
	Crumbs     []Link
	Status     Tag
	Stage      Text
	Number     string // application number; "" when none was published
	Follow     []Link // Atom, JSON
	Summary    Text   // one sentence: who asked for it and what became of it
	Applicant  Text
	Holds      []Hold // open ones
	Ball       *Ball  // who must act now; nil when nothing is awaited
	Tabs       []Tab
	Decisions  []Decision // newest first
	Spans      *SpanChart // who had the ball; nil when no clock ran
	Timeline   []Event    // oldest first
	Stages     *Table     // time per stage against its service level
	Answers    []Fact     // public answers in the order of the questions
	AnswerNote Text
	Set        *SetPanel
	Now        []Fact // what the root zone says today
	Manage     []Action
	ManageHref string // for operators: the page of steps; "" for others
	Task       *Link  // for evaluators: the open task; nil for others
}

// Ball says who must act, until when, and what happens then.
type Ball struct {
	Owner  string // applicant, processor, panel, outside, shared or none
	Who    Text
	What   Text
	Due    Due
	Then   Text
	Since  When
	InTime *Tag // against the service level so far
	Level  Text // the service level with its basis
}

// Hold is a reason to stand still.
type Hold struct {
	Reason Text
	Since  When
	By     Text
	Until  Text // what closes it
	Close  *Action
	Source *Source
}

// Decision is an outcome with its reasons and sources.
type Decision struct {
	Title    Text
	Tag      Tag
	Reasons  Text
	By       Text
	When     When
	Sources  []Source
	Recorded Text // how and when it came into our records
}

// Event is one step of a timeline.
type Event struct {
	State   string // past, here, next, gap (not recorded) or root (delegated)
	Name    Text
	When    When
	Text    Text
	Owner   string // applicant, processor, panel, outside, shared or none
	Ball    Text   // who had it, in words
	Tag     *Tag   // in time or late
	Actor   Text   // who took the step
	Reasons Text
	Sources []Source
	Rules   Text // policy version it was judged by
}

// SetPanel is a contention set beside an application.
type SetPanel struct {
	Name    Text
	Href    string
	Tag     Tag
	Note    Text
	Ring    *Ring
	Members Table
	Links   []Link
}

// ApplicationManage is where an operator takes steps for one application.
type ApplicationManage struct {
	Label    Label
	Crumbs   []Link
	Status   Tag
	Stage    Text
	State    Text // the inner word
	Number   string
	Who      Text
	Version  int
	Errors   []FieldError
	Steps    []StepForm
	Holds    []Hold
	OpenHold *StepForm
	Record   *StepForm // an event that we did not witness
	Timeline []Event
	Facts    []Fact // what guards look at, with their present answers
}

// StepForm is one step that may be taken, with the form it asks for. A step
// that may not be taken yet is shown switched off with its reasons.
type StepForm struct {
	ID     string // anchor
	Title  Text
	Effect Text // what happens then
	Source Text // the rule it comes from
	To     *Tag
	Fields []Field
	Hidden []Hidden
	Action Action // its button; Action.Href is where the form goes
	Open   bool   // shown open, after an error
}

// Scoped is the fields of a step with ids of their own, because a page can
// show several steps that ask for the same things.
func (s StepForm) Scoped() []Field {
	fields := append([]Field(nil), s.Fields...)
	for i := range fields {
		fields[i].ID = fieldID(s.ID + "." + fields[i].Name)
	}
	return fields
}

// Lease is the hold of one person on a task.
type Lease struct {
	Until  time.Time
	Renew  string // address that renews it by POST and answers a Lease; "" when not the reader's
	Holder Text   // who has it
	Mine   bool
}
