package lifecycle

import (
	"time"

	"rootward/workflow"
)

// Clocking is the running clock of the stage that a case is in.
//
// A stage visit runs from the transition into the stage to the transition
// out of it. Its seconds are split by the owner of each state inside it; time
// under an open hold belongs to the hold and to nobody else (STRATEGY.md,
// "Clock").
type Clocking struct {
	Stage   workflow.Stage
	Ordinal int  // 1 for the first visit of this stage by this case
	Since   When // when the stage was entered
	Split   bool // false: how the time divides between the parties is not known
	Mark    time.Time
	Spent   Spent // up to Mark
}

// Spent is time in whole seconds by the party it belongs to.
type Spent struct {
	Applicant, Processor, Panel, Outside, Shared, Hold int64
}

// Add books seconds to an owner.
func (s *Spent) Add(o workflow.Owner, held bool, seconds int64) {
	switch {
	case o == workflow.OwnerNone:
	case held:
		s.Hold += seconds
	case o == workflow.OwnerApplicant:
		s.Applicant += seconds
	case o == workflow.OwnerProcessor:
		s.Processor += seconds
	case o == workflow.OwnerPanel:
		s.Panel += seconds
	case o == workflow.OwnerOutside:
		s.Outside += seconds
	default:
		s.Shared += seconds
	}
}

// Visit is a finished stay in a stage.
type Visit struct {
	Case      Case
	Round     string
	Stage     workflow.Stage
	Ordinal   int
	Entered   When
	Left      When
	Split     bool
	Spent     Spent
	LeftEntry int64 // id of the history row that ended it
}

// Counted reports whether both ends are known, so that the visit has a
// length.
func (v Visit) Counted() bool { return v.Entered.Known && v.Left.Known }

// Days is the elapsed time in whole days, rounded down.
func (v Visit) Days() int { return WholeDays(v.Left.At.Sub(v.Entered.At)) }

// ProcessingDays is the time of the processor and the panels in whole days,
// rounded down.
func (v Visit) ProcessingDays() int {
	return WholeDays(time.Duration(v.Spent.Processor+v.Spent.Panel) * time.Second)
}

// WholeDays rounds a duration down to days of 24 hours.
func WholeDays(d time.Duration) int { return int(d / (24 * time.Hour)) }

// Measure says which time a counter counts.
type Measure string

// Elapsed counts all days between two events; Processing only those of the
// processor and the panels.
const (
	Elapsed    Measure = "elapsed"
	Processing Measure = "processing"
)

// AllKinds is the kind that every visit is counted under.
const AllKinds = "all"

// Counter is a number of finished visits by whole days. N may be negative
// when a case changes its kinds.
type Counter struct {
	Kind    Kind // of the case
	Round   string
	Stage   workflow.Stage
	Group   string // a kind of the case, or AllKinds
	Measure Measure
	Days    int
	Again   bool // the stage was entered before by the same case
	N       int
}

// Counters lists what one visit adds, once for each of the kinds and once
// for all.
func (v Visit) Counters(groups []string, n int) []Counter {
	if !v.Counted() {
		return nil
	}
	var out []Counter
	for _, g := range append([]string{AllKinds}, groups...) {
		c := Counter{Kind: v.Case.Kind, Round: v.Round, Stage: v.Stage, Group: g, Again: v.Ordinal > 1, N: n}
		c.Measure, c.Days = Elapsed, v.Days()
		out = append(out, c)
		if v.Split {
			c.Measure, c.Days = Processing, v.ProcessingDays()
			out = append(out, c)
		}
	}
	return out
}

// advance applies one row of history to a case and returns the visit that it
// ended, if any. The door and Verify both go through it, so that what was
// kept and what is replayed cannot differ by a rule.
//
// visits counts the finished visits of each stage by this case.
func advance(s Snapshot, e Entry, visits map[workflow.Stage]int) (Snapshot, *Visit) {
	before := s.Position()
	s.Version, s.LastHash = e.Version, e.Hash
	if e.Event == workflow.Open || e.Event == workflow.Classify {
		s.Kinds = e.Kinds
	}
	s.book(before.Owner, e)
	switch e.Event {
	case workflow.HoldOpen:
		s.Holds++
		return s, nil
	case workflow.HoldClose:
		s.Holds--
		return s, nil
	case workflow.Classify, workflow.ChooseRules:
		return s, nil
	}
	s.State = e.To
	after := s.Position()
	// Withdrawn before reveal stays secret: a closed state shows nothing new.
	s.Public = s.Public || (!after.Secret && after.Stage != workflow.StageClosed)
	if e.Event != workflow.Open && after.Stage == s.Clock.Stage {
		s.Clock.Split = s.Clock.Split && e.Event != workflow.Record
		return s, nil
	}
	var ended *Visit
	if e.Event != workflow.Open {
		left := e.At
		if e.Event == workflow.Record && !s.Definition.Joins(e.From, e.To) {
			left = Unrecorded // what lies between was skipped: the end of this stage is not known
		}
		ended = &Visit{
			Case: s.Case, Round: s.Round, Stage: s.Clock.Stage, Ordinal: s.Clock.Ordinal, Entered: s.Clock.Since,
			Left: left, Split: s.Clock.Split && e.Event != workflow.Record, Spent: s.Clock.Spent, LeftEntry: e.ID,
		}
		visits[s.Clock.Stage]++
	}
	s.Clock = Clocking{Stage: after.Stage, Ordinal: visits[after.Stage] + 1, Since: e.At, Split: e.Event != workflow.Record, Mark: e.At.At}
	return s, ended
}

// book adds the time since the last mark to the owner of the state that the
// case was in.
func (s *Snapshot) book(o workflow.Owner, e Entry) {
	if !e.At.Known {
		s.Clock.Split = false
		return
	}
	if s.Clock.Since.Known && !s.Clock.Mark.IsZero() && e.At.At.After(s.Clock.Mark) {
		s.Clock.Spent.Add(o, s.Holds > 0, int64(e.At.At.Sub(s.Clock.Mark)/time.Second))
	}
	s.Clock.Mark = e.At.At
}
