package workflow

// States of a request for an IDN ccTLD (DOMAIN.md 8). StringEvaluation,
// Delegated, Removed and Withdrawn are shared with applications for gTLDs.
const (
	Preparation State = "preparation"
	Published   State = "published"
	Delegation  State = "delegation"
	NotPassed   State = "not_passed"
)

// Statuses of IDN ccTLD requests.
const (
	StatusPreparation Status = "preparation"
	StatusNotPassed   Status = "not_passed"
)

// Events of a request for an IDN ccTLD.
const (
	SubmitRequest     Event = "submit_request"
	Publish           Event = "publish"
	RefuseString      Event = "not_pass"
	RequestDelegation Event = "request_delegation"
)

// IDNccTLD is the life cycle of a Fast Track request: preparation in the
// territory, string evaluation, publication, then a delegation like any
// ccTLD.
var IDNccTLD = &Definition{
	Name:    "idn-cctld",
	Initial: Preparation,
	Positions: []Position{
		{State: Preparation, Status: StatusPreparation, Stage: StagePreparation, Owner: OwnerApplicant, Secret: true},
		{State: StringEvaluation, Status: StatusActive, Stage: StageStringEval, Owner: OwnerPanel, Active: true, Secret: true},
		{State: Published, Status: StatusActive, Stage: StagePublication, Owner: OwnerApplicant, Active: true},
		{State: Delegation, Status: StatusActive, Stage: StageRootDelegation, Owner: OwnerShared, Active: true},
		{State: Delegated, Status: StatusDelegated, Stage: StageDelegated, Owner: OwnerNone},
		{State: Removed, Status: StatusRemoved, Stage: StageClosed, Owner: OwnerNone, Terminal: true},
		{State: NotPassed, Status: StatusNotPassed, Stage: StageClosed, Owner: OwnerNone, Terminal: true},
		{State: Withdrawn, Status: StatusWithdrawn, Stage: StageClosed, Owner: OwnerNone, Terminal: true},
	},
	Steps: []Step{
		{Event: SubmitRequest, From: []State{Preparation}, To: StringEvaluation, Roles: []Role{Applicant}, Needs: []Fact{WindowOpen, Complete, StringValid}, Source: "Final Implementation Plan 2019, stage 1"},
		{Event: Publish, From: []State{StringEvaluation}, To: Published, Roles: byOperator, Needs: []Fact{TasksPassed}, Decision: true, Paused: true, Source: "Final Implementation Plan 2019, stage 2"},
		{Event: RefuseString, From: []State{StringEvaluation}, To: NotPassed, Roles: byOperator, Needs: []Fact{TaskFailed}, Decision: true, Source: "Final Implementation Plan 2019, stage 2"},
		{Event: RequestDelegation, From: []State{Published}, To: Delegation, Roles: byApplicant, Source: "Final Implementation Plan 2019, stage 3"},
		{Event: RecordDelegation, From: []State{Delegation}, To: Delegated, Roles: []Role{Operator}, Needs: []Fact{StringFree}, Decision: true, Dated: true, Paused: true, Source: "IANA root zone"},
		{Event: Remove, From: []State{Delegated}, To: Removed, Roles: []Role{Operator}, Decision: true, Dated: true, Source: "IANA root zone"},
		{Event: Withdraw, From: []State{Preparation, StringEvaluation, Published, Delegation}, To: Withdrawn, Roles: []Role{Applicant}, Source: "Final Implementation Plan 2019"},
	},
}
