package round

import (
	"time"

	"rootward/idn"
	"rootward/workflow"
)

// Tag says how sure a value of a policy is.
type Tag string

// The tags of DOMAIN.md. Seen is the default.
const (
	Seen     Tag = ""
	Recalled Tag = "K" // from the named document, not re-read
	Derived  Tag = "D" // by arithmetic from seen facts
	Unknown  Tag = "U" // sources conflict or say nothing: an operator's choice
)

// Policy is everything that one guidebook fixes.
type Policy struct {
	ID         string // stored; never reused
	Version    string // stored with every history row
	Definition *workflow.Definition
	Opens      time.Time // submission period; zero means none is fixed
	Closes     time.Time
	WindowNote string // the source of both
	// Archive means that all its cases are recorded from public lists: open
	// cases are judged on the day of the list, not today.
	Archive    bool
	Milestones []Milestone
	Fees       []Fee
	Refunds    []Refund
	Levels     []ServiceLevel
	Panels     []Panel
	Sections   []Section
	Strings    idn.Rules
	RootRules  RootRules
	// SetAside are the effects of name lists that do not count here: requests
	// for IDN ccTLDs are for names of countries.
	SetAside []string
	Calendar string // the calendar that whole days are counted in
}

// RootRules says by which edition of the Root Zone Label Generation Rules a
// policy judges strings. A round may be given another edition than its policy.
type RootRules struct {
	Edition string // "5"; never empty
	// Binding means that a string which the rules refuse cannot be applied for.
	// Otherwise the verdict is shown as a warning.
	Binding bool
	Source  string
	Tag     Tag
}

// Milestone is a date of the round that everybody waits for.
type Milestone struct {
	ID     string // locale key milestone.<ID>
	At     time.Time
	Day    bool // only the day is fixed, not the instant
	Source string
	Tag    Tag
}

// Fee is an amount asked of the applicant.
type Fee struct {
	ID     string // locale key fee.<ID>
	Cents  int64  // US dollar cents
	Source string
	Tag    Tag
}

// Refund is the share of the evaluation fee returned on withdrawal.
type Refund struct {
	ID      string // locale key refund.<ID>
	Percent int
	Source  string
	Tag     Tag
}

// ServiceLevel is the longest that a stage may take, in whole days of the
// policy's calendar. Basis says where the number comes from and is shown
// beside every share computed with it.
type ServiceLevel struct {
	Stage workflow.Stage
	Days  int // 0: the stage has none
	Basis string
	Tag   Tag
}

// Panel checks one side of an application in one stage.
type Panel struct {
	ID       string // locale key panel.<ID>
	Stage    workflow.Stage
	Days     int // until a task is due, in whole days
	Criteria []Criterion
	Source   string
}

// Criterion is one thing that a panel must find.
type Criterion struct {
	ID       string // locale key criterion.<ID>
	Required bool
	Source   string
}

// QuestionKind says what an answer looks like.
type QuestionKind string

// The kinds of answers.
const (
	ShortText QuestionKind = "text"
	LongText  QuestionKind = "long_text"
	YesNo     QuestionKind = "yes_no"
	Choice    QuestionKind = "choice"
	Country   QuestionKind = "country"
	Email     QuestionKind = "email"
	Website   QuestionKind = "website"
	Label     QuestionKind = "label"
)

// Section is one page of the application form.
type Section struct {
	ID        string // locale key section.<ID>
	Questions []Question
}

// Question is one answer of the application form. An answer can only become
// public when Public is set here: public pages are built from this list and
// never by leaving things out.
type Question struct {
	ID       string // stored; locale key question.<ID>
	Number   string // as the guidebook numbers it
	Kind     QuestionKind
	Required bool
	Public   bool
	Max      int      // characters; 0 means 4000
	Choices  []string // locale key choice.<ID>.<choice>
	When     string   // asked only if this yes_no question was answered yes
	Source   string
	Tag      Tag
}

// Level returns the service level of a stage; ok is false when the policy
// sets none.
func (p *Policy) Level(s workflow.Stage) (ServiceLevel, bool) {
	for _, l := range p.Levels {
		if l.Stage == s && l.Days > 0 {
			return l, true
		}
	}
	return ServiceLevel{}, false
}

// Panel returns a panel by its id.
func (p *Policy) Panel(id string) (Panel, bool) {
	for _, x := range p.Panels {
		if x.ID == id {
			return x, true
		}
	}
	return Panel{}, false
}

// PanelsOf lists the panels of a stage, in order.
func (p *Policy) PanelsOf(s workflow.Stage) []Panel {
	var out []Panel
	for _, x := range p.Panels {
		if x.Stage == s {
			out = append(out, x)
		}
	}
	return out
}

// Section returns a section by its id.
func (p *Policy) Section(id string) (Section, bool) {
	for _, s := range p.Sections {
		if s.ID == id {
			return s, true
		}
	}
	return Section{}, false
}

// Question returns a question by its id.
func (p *Policy) Question(id string) (Question, bool) {
	for _, s := range p.Sections {
		for _, q := range s.Questions {
			if q.ID == id {
				return q, true
			}
		}
	}
	return Question{}, false
}

// EvaluationFee is the fee of one application in US dollar cents, 0 when the
// policy has none.
func (p *Policy) EvaluationFee() int64 {
	for _, f := range p.Fees {
		if f.ID == FeeEvaluation {
			return f.Cents
		}
	}
	return 0
}

// FeeEvaluation is the id of the fee of one application.
const FeeEvaluation = "evaluation"

// Round is one run of a policy.
type Round struct {
	ID     string
	Policy *Policy
	Opens  time.Time // zero: the policy's own
	Closes time.Time
	AsOf   time.Time // the day of the list it was recorded from, if any
	Sample bool      // invented for a demonstration; every page says so
}

// Window is the submission period in force.
func (r *Round) Window() (opens, closes time.Time) {
	opens, closes = r.Policy.Opens, r.Policy.Closes
	if !r.Opens.IsZero() {
		opens = r.Opens
	}
	if !r.Closes.IsZero() {
		closes = r.Closes
	}
	return opens, closes
}

// Takes reports whether the submission period runs at an instant. The last
// second of the window is still inside it.
func (r *Round) Takes(now time.Time) bool {
	opens, closes := r.Window()
	return !opens.IsZero() && !now.Before(opens) && (closes.IsZero() || !now.After(closes))
}

// Today is the day on which open cases of the round are judged: now, or the
// day of the list when everything in it is recorded from a list.
func (r *Round) Today(now time.Time) time.Time {
	if r.Policy.Archive && !r.AsOf.IsZero() {
		return r.AsOf
	}
	return now
}
