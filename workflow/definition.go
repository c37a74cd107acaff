package workflow

// State names where a case stands. States are words that never change
// meaning: old history rows outlive the code that wrote them.
type State string

// Event names what happens to a case.
type Event string

// Role says on which side of a case somebody stands when taking a step. An
// account holds a role for one case at a time, never in general.
type Role string

// The roles that steps name. Applicant means a member of the organisation
// that applied; Evaluator one who holds the task; Decider one who may decide
// it and did not recommend it; System a job of our own; Importer an import.
const (
	Applicant Role = "applicant"
	Evaluator Role = "evaluator"
	Decider   Role = "decider"
	Operator  Role = "operator"
	System    Role = "system"
	Importer  Role = "importer"
)

// Owner is the party that must act while a case is in a state: the one whose
// time it is.
type Owner string

// The owners of time. Shared marks a wait whose split between the parties is
// not defined by the programme; None marks states in which no clock runs.
const (
	OwnerApplicant Owner = "applicant"
	OwnerProcessor Owner = "processor"
	OwnerPanel     Owner = "panel"
	OwnerOutside   Owner = "outside"
	OwnerShared    Owner = "shared"
	OwnerNone      Owner = "none"
)

// Status is the public word for how a case is doing.
type Status string

// Stage is how far a case has come; the unit of service levels.
type Stage string

// StatusOnHold is what an active case shows while at least one hold is open.
const StatusOnHold Status = "on_hold"

// Fact is something true or false about a case that a step may need.
type Fact string

// Facts is what was found out about a case. A fact that nobody supplied is
// not true.
type Facts map[Fact]bool

// Position describes one state of a life cycle.
type Position struct {
	State    State
	Status   Status
	Stage    Stage
	Owner    Owner
	Active   bool // an open hold turns its status into StatusOnHold
	Terminal bool // no step leaves it
	Recorded bool // reached only by [Record]: an outcome we did not witness
	Secret   bool // nothing about a case in this state is public
}

// Step is one way from a state to another.
type Step struct {
	Event    Event
	From     []State
	To       State
	Roles    []Role
	Needs    []Fact // all must be true
	Decision bool   // reasons and sources are mandatory
	Paused   bool   // may not be taken while a hold is open
	Dated    bool   // may have happened before it is written down: signatures, the root zone
	Source   string // the rule it comes from
}

// Definition is a life cycle. Name is stored with every case and never
// reused for another cycle.
type Definition struct {
	Name      string
	Initial   State
	Positions []Position // in the order a reader expects
	Steps     []Step
}

// Events of the door itself, valid in every life cycle. Open enters the
// initial state. Record enters any state on the word of a source: operators
// and imports only. HoldOpen and HoldClose leave the state as it is; Classify
// changes the kinds a case is counted under. ChooseRules puts an edition of
// the label generation rules in force for a round and leaves its state.
const (
	Open      Event = "open"
	Record    Event = "record"
	HoldOpen  Event = "hold_open"
	HoldClose Event = "hold_close"
	Classify  Event = "classify"

	ChooseRules Event = "choose_rules"
)

// DoorEvents lists the events of the door itself.
var DoorEvents = []Event{Open, Record, HoldOpen, HoldClose, Classify, ChooseRules}

// SettingRoles may choose what is in force for a case, such as an edition of
// rules.
var SettingRoles = []Role{Operator}

// RecordRoles may record events that the system did not witness.
var RecordRoles = []Role{Operator, Importer}

// HoldRoles may open and close holds.
var HoldRoles = []Role{Operator, System, Importer}

// HoldCodes are the reasons for which a case may wait (DOMAIN.md 2.1).
var HoldCodes = []string{
	"objection", "advice", "appeal", "extended_evaluation", "contention", "accountability", "change_request",
	"clarification", "name_collision", "legal", "document", "other",
}

// Position returns the description of a state, and whether the life cycle
// has it.
func (d *Definition) Position(s State) (Position, bool) {
	for _, p := range d.Positions {
		if p.State == s {
			return p, true
		}
	}
	return Position{}, false
}

// Step returns the step that event takes from a state, and whether there is
// one.
func (d *Definition) Step(from State, event Event) (Step, bool) {
	for _, s := range d.Steps {
		if s.Event == event && has(s.From, from) {
			return s, true
		}
	}
	return Step{}, false
}

// Joins reports whether some step leads straight from one state to another.
// A recorded event between states that no step joins has skipped something,
// so the end of what it left is not known.
func (d *Definition) Joins(from, to State) bool {
	for _, s := range d.Steps {
		if s.To == to && has(s.From, from) {
			return true
		}
	}
	return false
}

// Public derives what the public reads from a state and the number of open
// holds.
func (d *Definition) Public(s State, holds int) (Status, Stage) {
	p, ok := d.Position(s)
	if !ok {
		return "", ""
	}
	if holds > 0 && p.Active {
		return StatusOnHold, p.Stage
	}
	return p.Status, p.Stage
}

// Events lists the events of a life cycle in table order, each once.
func (d *Definition) Events() []Event {
	var all []Event
	for _, s := range d.Steps {
		if !has(all, s.Event) {
			all = append(all, s.Event)
		}
	}
	return all
}

func has[T comparable](list []T, x T) bool {
	for _, y := range list {
		if y == x {
			return true
		}
	}
	return false
}

// ReEnters reports whether a stage can be entered more than once: some step
// leads to a stage that lies earlier in the list.
func (d *Definition) ReEnters() bool {
	order := map[Stage]int{}
	for i, p := range d.Positions {
		if _, ok := order[p.Stage]; !ok {
			order[p.Stage] = i
		}
	}
	for _, s := range d.Steps {
		to, _ := d.Position(s.To)
		for _, f := range s.From {
			from, _ := d.Position(f)
			if order[to.Stage] < order[from.Stage] {
				return true
			}
		}
	}
	return false
}
