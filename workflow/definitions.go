package workflow

//go:generate go run ./internal/gen

// All lists every life cycle. Tests and generators walk it.
var All = []*Definition{GTLD2026, GTLD2012, IDNccTLD, EvaluationTask, RoundCycle}

// ByName returns a life cycle by its stored name, or nil.
func ByName(name string) *Definition {
	for _, d := range All {
		if d.Name == name {
			return d
		}
	}
	return nil
}

// Stages that several life cycles share. A stage is what a service level is
// set for; its name is stored.
const (
	StageDraft          Stage = "draft"
	StagePayment        Stage = "payment"
	StageAdminCheck     Stage = "administrative_check"
	StageReveal         Stage = "reveal"
	StageReplacement    Stage = "replacement"
	StageConfirmation   Stage = "confirmation"
	StageStringEval     Stage = "string_evaluation"
	StageContention     Stage = "contention"
	StageEvaluation     Stage = "evaluation"
	StageExtended       Stage = "extended_evaluation"
	StageContracting    Stage = "contracting"
	StageToDelegation   Stage = "agreement_to_delegation"
	StageDelegated      Stage = "delegated"
	StageClosed         Stage = "closed"
	StagePreparation    Stage = "preparation"
	StagePublication    Stage = "publication"
	StageRootDelegation Stage = "root_delegation"
	StageSupport        Stage = "applicant_support"
)

// Facts that steps of applications need. Who supplies each is decided where
// the program is wired.
const (
	WindowOpen       Fact = "window_open"       // the round takes applications now
	WindowClosed     Fact = "window_closed"     // its submission period is over
	Complete         Fact = "complete"          // every required answer is there
	StringValid      Fact = "string_valid"      // the applied-for string passes the automatic checks
	Revealed         Fact = "revealed"          // the round has been revealed
	Confirmed        Fact = "strings_frozen"    // the round's strings are confirmed
	NoContention     Fact = "no_contention"     // no other live application contends
	InContention     Fact = "contention"        // another live application contends
	TasksPassed      Fact = "tasks_passed"      // every task of the stage is decided and passed
	TasksDone        Fact = "tasks_done"        // every task of the stage is decided
	TaskFailed       Fact = "task_failed"       // a task of the stage is decided and not passed
	OthersOut        Fact = "others_out"        // every other member of the contention set is out
	FailedEvaluation Fact = "failed_evaluation" // it ended in applicant or application evaluation, not in contention or string evaluation
	StringFree       Fact = "string_free"       // no other application of any round is delegated under its string
	FindingsDone     Fact = "findings_done"     // every required criterion of the task has a finding
	HoldsLease       Fact = "holds_lease"       // the actor holds the task's lease
	NotRecommender   Fact = "not_recommender"   // the actor did not recommend it
	LeaseOver        Fact = "lease_over"        // the task's lease has run out
)
