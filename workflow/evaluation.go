package workflow

// States of an evaluation task: one panel's work on one application.
const (
	TaskWaiting     State = "waiting"
	TaskClaimed     State = "claimed"
	TaskRecommended State = "recommended"
	TaskPassed      State = "passed"
	TaskNotPassed   State = "not_passed"
	TaskCancelled   State = "cancelled"
)

// StageTask is the only stage of an evaluation task; its clock is the
// panel's.
const StageTask Stage = "task"

// Events of an evaluation task.
const (
	Claim         Event = "claim"
	Release       Event = "release"
	TakeBack      Event = "take_back"
	Lapse         Event = "lapse"
	RecommendPass Event = "recommend_pass"
	RecommendFail Event = "recommend_fail"
	SendBack      Event = "send_back"
	DecidePass    Event = "decide_pass"
	DecideFail    Event = "decide_fail"
	CancelTask    Event = "cancel"
)

// EvaluationTask is the life cycle of one panel's work: claimed under a
// lease, recommended by the one who holds it, decided by somebody else
// (LESSONS.md: who recommends does not decide).
var EvaluationTask = &Definition{
	Name:    "evaluation-task",
	Initial: TaskWaiting,
	Positions: []Position{
		{State: TaskWaiting, Status: "waiting", Stage: StageTask, Owner: OwnerPanel, Secret: true},
		{State: TaskClaimed, Status: "in_review", Stage: StageTask, Owner: OwnerPanel, Secret: true},
		{State: TaskRecommended, Status: "recommended", Stage: StageTask, Owner: OwnerPanel, Secret: true},
		{State: TaskPassed, Status: "passed", Stage: StageClosed, Owner: OwnerNone, Terminal: true},
		{State: TaskNotPassed, Status: "not_passed", Stage: StageClosed, Owner: OwnerNone, Terminal: true},
		{State: TaskCancelled, Status: "cancelled", Stage: StageClosed, Owner: OwnerNone, Terminal: true},
	},
	Steps: []Step{
		{Event: Claim, From: []State{TaskWaiting}, To: TaskClaimed, Roles: []Role{Evaluator}, Source: "queue rules"},
		{Event: Release, From: []State{TaskClaimed}, To: TaskWaiting, Roles: []Role{Evaluator}, Needs: []Fact{HoldsLease}, Source: "queue rules"},
		{Event: TakeBack, From: []State{TaskClaimed}, To: TaskWaiting, Roles: []Role{Operator}, Decision: true, Source: "queue rules"},
		{Event: Lapse, From: []State{TaskClaimed}, To: TaskWaiting, Roles: []Role{System}, Needs: []Fact{LeaseOver}, Source: "queue rules: a lease that is not renewed"},
		{Event: RecommendPass, From: []State{TaskClaimed}, To: TaskRecommended, Roles: []Role{Evaluator}, Needs: []Fact{HoldsLease, FindingsDone}, Decision: true, Source: "panel procedure"},
		{Event: RecommendFail, From: []State{TaskClaimed}, To: TaskRecommended, Roles: []Role{Evaluator}, Needs: []Fact{HoldsLease, FindingsDone}, Decision: true, Source: "panel procedure"},
		{Event: SendBack, From: []State{TaskRecommended}, To: TaskWaiting, Roles: []Role{Decider}, Needs: []Fact{NotRecommender}, Decision: true, Source: "panel procedure"},
		{Event: DecidePass, From: []State{TaskRecommended}, To: TaskPassed, Roles: []Role{Decider}, Needs: []Fact{NotRecommender}, Decision: true, Source: "panel procedure"},
		{Event: DecideFail, From: []State{TaskRecommended}, To: TaskNotPassed, Roles: []Role{Decider}, Needs: []Fact{NotRecommender}, Decision: true, Source: "panel procedure"},
		{Event: CancelTask, From: []State{TaskWaiting, TaskClaimed, TaskRecommended}, To: TaskCancelled, Roles: byOperator, Source: "the application left the stage"},
	},
}
