package workflow

// States of an application for a gTLD.
const (
	Draft              State = "draft"
	Submitted          State = "submitted"
	Paid               State = "paid"
	AdministrativeTest State = "administrative_check"
	RevealedState      State = "revealed"
	ReplacementWindow  State = "replacement_window"
	ConfirmedState     State = "confirmed"
	StringEvaluation   State = "string_evaluation"
	InContentionState  State = "in_contention"
	Evaluation         State = "evaluation"
	ExtendedEvaluation State = "extended_evaluation"
	Contracting        State = "contracting"
	Testing            State = "testing"
	Delegated          State = "delegated"
	Removed            State = "removed"
	Withdrawn          State = "withdrawn"
	PendingTermination State = "pending_termination"
	Terminated         State = "terminated"
)

// Statuses of gTLD applications (DOMAIN.md 2.2 and 2.5).
const (
	StatusDraft       Status = "draft"
	StatusActive      Status = "active"
	StatusPre         Status = "pre_evaluation"
	StatusWithdrawn   Status = "withdrawn"
	StatusPending     Status = "pending_termination"
	StatusTerminated  Status = "terminated"
	StatusDelegated   Status = "delegated"
	StatusRemoved     Status = "removed"
	StatusContracting Status = "in_contracting"
	StatusPDT         Status = "in_pdt"
)

// Events of a gTLD application.
const (
	Submit           Event = "submit"
	Recall           Event = "recall"
	Withdraw         Event = "withdraw"
	RecordPayment    Event = "record_payment"
	CancelUnpaid     Event = "cancel_unpaid"
	StartCheck       Event = "start_check"
	FailCheck        Event = "fail_check"
	Reveal           Event = "reveal"
	OpenReplacement  Event = "open_replacement"
	Confirm          Event = "confirm"
	StartString      Event = "start_string_evaluation"
	PassString       Event = "pass_string_evaluation"
	FailString       Event = "fail_string_evaluation"
	EnterContention  Event = "enter_contention"
	Prevail          Event = "prevail"
	NotPrevail       Event = "not_prevail"
	PassEvaluation   Event = "pass_evaluation"
	FailEvaluation   Event = "fail_evaluation"
	StartExtended    Event = "start_extended_evaluation"
	PassExtended     Event = "pass_extended_evaluation"
	FailExtended     Event = "fail_extended_evaluation"
	Reinstate        Event = "reinstate"
	Terminate        Event = "terminate"
	SignAgreement    Event = "sign_agreement"
	RecordDelegation Event = "record_delegation"
	Remove           Event = "remove"
)

var (
	byOperator  = []Role{Operator, System}
	byApplicant = []Role{Applicant, Operator}
)

// GTLD2026 is the life cycle of an application in the 2026 round: contention
// is resolved before applicant and application evaluation (DOMAIN.md 2.1).
var GTLD2026 = &Definition{
	Name:    "gtld-2026",
	Initial: Draft,
	Positions: []Position{
		{State: Draft, Status: StatusDraft, Stage: StageDraft, Owner: OwnerApplicant, Secret: true},
		{State: Submitted, Status: StatusPre, Stage: StagePayment, Owner: OwnerApplicant, Secret: true},
		{State: Paid, Status: StatusPre, Stage: StageAdminCheck, Owner: OwnerProcessor, Secret: true},
		{State: AdministrativeTest, Status: StatusPre, Stage: StageAdminCheck, Owner: OwnerProcessor, Secret: true},
		{State: RevealedState, Status: StatusActive, Stage: StageReveal, Owner: OwnerProcessor, Active: true},
		{State: ReplacementWindow, Status: StatusActive, Stage: StageReplacement, Owner: OwnerApplicant, Active: true},
		{State: ConfirmedState, Status: StatusActive, Stage: StageConfirmation, Owner: OwnerProcessor, Active: true},
		{State: StringEvaluation, Status: StatusActive, Stage: StageStringEval, Owner: OwnerPanel, Active: true},
		{State: InContentionState, Status: StatusActive, Stage: StageContention, Owner: OwnerOutside, Active: true},
		{State: Evaluation, Status: StatusActive, Stage: StageEvaluation, Owner: OwnerPanel, Active: true},
		{State: ExtendedEvaluation, Status: StatusActive, Stage: StageExtended, Owner: OwnerPanel, Active: true},
		{State: Contracting, Status: StatusContracting, Stage: StageContracting, Owner: OwnerShared, Active: true},
		{State: Testing, Status: StatusPDT, Stage: StageToDelegation, Owner: OwnerShared, Active: true},
		{State: Delegated, Status: StatusDelegated, Stage: StageDelegated, Owner: OwnerNone},
		{State: Removed, Status: StatusRemoved, Stage: StageClosed, Owner: OwnerNone, Terminal: true},
		{State: PendingTermination, Status: StatusPending, Stage: StageClosed, Owner: OwnerApplicant},
		{State: Withdrawn, Status: StatusWithdrawn, Stage: StageClosed, Owner: OwnerNone, Terminal: true},
		{State: Terminated, Status: StatusTerminated, Stage: StageClosed, Owner: OwnerNone, Terminal: true},
	},
	Steps: []Step{
		{Event: Submit, From: []State{Draft}, To: Submitted, Roles: []Role{Applicant}, Needs: []Fact{WindowOpen, Complete, StringValid}, Source: "AGB 2026, 3.1.1: no late submission"},
		{Event: Recall, From: []State{Submitted}, To: Draft, Roles: []Role{Applicant}, Needs: []Fact{WindowOpen}, Source: "AGB 2026, 3.1.1: until the window closes"},
		{Event: RecordPayment, From: []State{Submitted}, To: Paid, Roles: []Role{Operator}, Source: "programme FAQ 765: fee received"},
		{Event: CancelUnpaid, From: []State{Submitted}, To: Terminated, Roles: byOperator, Needs: []Fact{WindowClosed}, Decision: true, Source: "programme FAQ 765: not received 7 days after close"},
		{Event: StartCheck, From: []State{Paid}, To: AdministrativeTest, Roles: byOperator, Needs: []Fact{WindowClosed}, Source: "programme FAQ 1703: administrative check"},
		{Event: FailCheck, From: []State{AdministrativeTest}, To: Terminated, Roles: []Role{Operator}, Decision: true, Source: "programme FAQ 1703: administrative check"},
		{Event: Reveal, From: []State{AdministrativeTest}, To: RevealedState, Roles: byOperator, Needs: []Fact{Revealed}, Source: "AGB 2026, 3.1: Reveal Day"},
		{Event: OpenReplacement, From: []State{RevealedState}, To: ReplacementWindow, Roles: byOperator, Source: "programme FAQ 1707: replacement period"},
		{Event: Confirm, From: []State{ReplacementWindow}, To: ConfirmedState, Roles: byOperator, Needs: []Fact{Confirmed}, Source: "programme FAQ 1709: String Confirmation Day"},
		{Event: StartString, From: []State{ConfirmedState}, To: StringEvaluation, Roles: byOperator, Paused: true, Source: "programme FAQ 891: string evaluation"},
		{Event: PassString, From: []State{StringEvaluation}, To: Evaluation, Roles: byOperator, Needs: []Fact{TasksPassed, NoContention}, Decision: true, Paused: true, Source: "programme FAQ 891, 935"},
		{Event: EnterContention, From: []State{StringEvaluation}, To: InContentionState, Roles: byOperator, Needs: []Fact{TasksPassed, InContention}, Decision: true, Paused: true, Source: "AGB 2026, module 5"},
		{Event: FailString, From: []State{StringEvaluation}, To: PendingTermination, Roles: byOperator, Needs: []Fact{TaskFailed}, Decision: true, Source: "programme FAQ 1093"},
		{Event: Prevail, From: []State{InContentionState}, To: Evaluation, Roles: byOperator, Needs: []Fact{OthersOut}, Decision: true, Paused: true, Source: "AGB 2026, module 5"},
		{Event: NotPrevail, From: []State{InContentionState}, To: PendingTermination, Roles: []Role{Operator}, Decision: true, Source: "AGB 2026, module 5"},
		{Event: PassEvaluation, From: []State{Evaluation}, To: Contracting, Roles: byOperator, Needs: []Fact{TasksPassed}, Decision: true, Paused: true, Source: "programme FAQ 935, 1173, 1177"},
		{Event: FailEvaluation, From: []State{Evaluation}, To: PendingTermination, Roles: byOperator, Needs: []Fact{TaskFailed}, Decision: true, Source: "programme FAQ 1187"},
		{Event: StartExtended, From: []State{PendingTermination}, To: ExtendedEvaluation, Roles: byApplicant, Needs: []Fact{FailedEvaluation}, Source: "programme FAQ 1187: the applicant elects"},
		{Event: PassExtended, From: []State{ExtendedEvaluation}, To: Contracting, Roles: byOperator, Needs: []Fact{TasksPassed, OthersOut}, Decision: true, Paused: true, Source: "programme FAQ 1187"},
		{Event: FailExtended, From: []State{ExtendedEvaluation}, To: Terminated, Roles: byOperator, Needs: []Fact{TaskFailed}, Decision: true, Source: "programme FAQ 1187"},
		{Event: Reinstate, From: []State{PendingTermination}, To: StringEvaluation, Roles: []Role{Operator}, Decision: true, Source: "challenge upheld (DOMAIN.md 7.2)"},
		{Event: Terminate, From: []State{PendingTermination}, To: Terminated, Roles: []Role{Operator}, Decision: true, Source: "programme FAQ 777: all paths exhausted"},
		{Event: SignAgreement, From: []State{Contracting}, To: Testing, Roles: []Role{Operator}, Decision: true, Dated: true, Paused: true, Source: "2026 Base Registry Agreement"},
		{Event: RecordDelegation, From: []State{Testing}, To: Delegated, Roles: []Role{Operator}, Needs: []Fact{StringFree}, Decision: true, Dated: true, Paused: true, Source: "IANA root zone; programme FAQ 1387"},
		{Event: Remove, From: []State{Delegated}, To: Removed, Roles: []Role{Operator}, Decision: true, Dated: true, Source: "IANA root zone"},
		{Event: Withdraw, From: []State{
			Draft, Submitted, Paid, AdministrativeTest, RevealedState, ReplacementWindow, ConfirmedState, StringEvaluation,
			InContentionState, Evaluation, ExtendedEvaluation, Contracting, PendingTermination,
		}, To: Withdrawn, Roles: []Role{Applicant}, Source: "programme FAQ 777: voluntary, irreversible, until the agreement is signed"},
	},
}
