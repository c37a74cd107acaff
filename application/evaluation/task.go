package evaluation

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

// Lease is how long a claim holds without being renewed, by the database's
// clock. Pages renew it while they are open.
const Lease = 30 * time.Minute

// MostHeld is how many tasks one evaluator may hold at a time, unless the
// service is told otherwise.
const MostHeld = 8

// Outcome is what is recommended or decided.
type Outcome string

// The outcomes. They are stored.
const (
	Pass Outcome = "pass"
	Fail Outcome = "fail"
)

// Outcomes lists them in the order in which they are offered.
var Outcomes = []Outcome{Pass, Fail}

// Task is one panel's work on one application during one visit of a stage.
type Task struct {
	ID          string
	Application string
	Round       string
	Panel       string
	Stage       workflow.Stage
	Ordinal     int // of the visit: 1 for the first
	Priority    int // by the draw: lower comes first among tasks due at the same time; 0 when none is drawn
	Due         time.Time
	Created     time.Time // when the stage was entered
	Paused      time.Time // since when holds stop its clock; zero when none does
	Claimant    string    // account that holds it; "" for nobody
	Until       time.Time // end of the lease; zero when nobody holds it
	Recommender string
	Advice      Outcome // as recommended; "" until then
	Decider     string
	Done        time.Time // when it was decided or cancelled; zero while open

	State   workflow.State // as the door keeps it
	Version int64          // of its case
}

// Case is the task as the door knows it.
func (t Task) Case() lifecycle.Case { return CaseOf(t.ID) }

// CaseOf names the case of a task.
func CaseOf(id string) lifecycle.Case { return lifecycle.Case{Kind: lifecycle.Task, ID: id} }

// Late reports whether the task should have been decided by now. While the
// application is on hold nothing is late.
func (t Task) Late(now time.Time) bool {
	return t.Paused.IsZero() && t.Done.IsZero() && t.Due.Before(now)
}

// Days is how many whole days the task has been at this stage.
func (t Task) Days(now time.Time) int { return lifecycle.WholeDays(now.Sub(t.Created)) }

// HeldBy reports whether an account holds the task under a lease that still
// runs.
func (t Task) HeldBy(account string, now time.Time) bool {
	return t.Claimant != "" && t.Claimant == account && now.Before(t.Until)
}

// newID is the name of a task: 60 random bits, so that nobody finds one by
// counting.
func newID() string { return "t" + strings.ToLower(rand.Text()[:12]) }

// Verdict is what was found about one criterion.
type Verdict string

// The verdicts. They are stored.
const (
	Met        Verdict = "met"
	NotMet     Verdict = "not_met"
	CannotTell Verdict = "cannot_tell"
)

// Verdicts lists them in the order in which they are offered.
var Verdicts = []Verdict{Met, NotMet, CannotTell}

// Finding is what a panel found about one criterion, why, and where that can
// be seen.
type Finding struct {
	Criterion string
	Verdict   Verdict
	Reason    string
	Source    string
	By        string // account
	At        time.Time
	Revision  int64 // 1 for the first; grows with every change; 0: not there yet
}

// Desk says what an account works on and whose side it is on.
type Desk struct {
	Account      string
	Organisation string   // "" when it belongs to none
	Evaluates    []string // panels whose tasks it may claim
	Decides      []string // panels whose tasks it may decide
	Oversees     bool     // it may read the tasks of all panels
}

// DeskOf reads a desk off the grants of an account. Whoever is disabled or
// holds no grant has an empty one.
func DeskOf(a access.Account) Desk {
	d := Desk{Account: a.ID, Organisation: a.Organisation}
	if a.Disabled {
		return d
	}
	for _, p := range AllPanels() {
		if a.HoldsFor(workflow.Evaluator, p) {
			d.Evaluates = append(d.Evaluates, p)
		}
		if a.HoldsFor(workflow.Decider, p) {
			d.Decides = append(d.Decides, p)
		}
	}
	d.Oversees = a.Holds(workflow.Operator) || a.Holds(access.Auditor)
	return d
}

// Empty reports whether the account has nothing to do with tasks.
func (d Desk) Empty() bool { return len(d.Evaluates) == 0 && len(d.Decides) == 0 && !d.Oversees }

// Conflicted reports whether an applicant is the account's own organisation.
func (d Desk) Conflicted(organisation string) bool {
	return d.Organisation != "" && d.Organisation == organisation
}

// Opens reports whether the account may read a task of an applicant.
func (d Desk) Opens(t Task, organisation string) bool {
	return !d.Conflicted(organisation) && (d.Oversees || slices.Contains(d.Evaluates, t.Panel) || slices.Contains(d.Decides, t.Panel))
}

// Panels lists the panels of this desk, each once, in the order of [AllPanels].
func (d Desk) Panels() []string {
	var out []string
	for _, p := range AllPanels() {
		if d.Oversees || slices.Contains(d.Evaluates, p) || slices.Contains(d.Decides, p) {
			out = append(out, p)
		}
	}
	return out
}

// AllPanels lists the ids of the panels of all policies, each once.
func AllPanels() []string {
	var out []string
	for _, p := range round.Policies {
		for _, x := range p.Panels {
			if !slices.Contains(out, x.ID) {
				out = append(out, x.ID)
			}
		}
	}
	return out
}

// Reading says that somebody read something that is not public.
type Reading struct {
	Account string
	Case    lifecycle.Case
	What    string // locale key reading.<What>
	At      time.Time
}

// What is read when a task is opened.
const (
	ReadTask    = "task"
	ReadAnswers = "answers"
)
