package workflow

// States that only the 2012 life cycle has.
const (
	InitialEvaluation State = "initial_evaluation"
	ApplicantSupport  State = "applicant_support"
	InPDT             State = "in_pdt"
	WillNotProceed    State = "will_not_proceed"
	NotApproved       State = "not_approved"
	SupportRefused    State = "applicant_support_not_approved"
	ClosedUnrecorded  State = "closed_outcome_not_recorded"
)

// Statuses that only 2012 had. With StatusActive, StatusOnHold,
// StatusContracting, StatusPDT, StatusDelegated and StatusWithdrawn they make
// its ten public statuses; the last one is ours, for outcomes that no public
// list tells.
const (
	StatusSupport        Status = "applicant_support"
	StatusWillNotProceed Status = "will_not_proceed"
	StatusNotApproved    Status = "not_approved"
	StatusSupportRefused Status = "applicant_support_not_approved"
	StatusUnrecorded     Status = "closed_outcome_not_recorded"
)

// Events that only the 2012 life cycle has.
const (
	StartInitial   Event = "start_initial_evaluation"
	AskSupport     Event = "ask_applicant_support"
	GrantSupport   Event = "grant_applicant_support"
	RefuseSupport  Event = "refuse_applicant_support"
	PassInitial    Event = "pass_initial_evaluation"
	FailInitial    Event = "fail_initial_evaluation"
	NotApprove     Event = "not_approve"
	StopProceeding Event = "will_not_proceed"
)

// GTLD2012 is the life cycle of an application in the 2012 round: evaluation
// comes before contention is resolved (DOMAIN.md 2.5).
var GTLD2012 = &Definition{
	Name:    "gtld-2012",
	Initial: Draft,
	Positions: []Position{
		{State: Draft, Status: StatusDraft, Stage: StageDraft, Owner: OwnerApplicant, Secret: true},
		{State: Submitted, Status: StatusPre, Stage: StagePayment, Owner: OwnerApplicant, Secret: true},
		{State: AdministrativeTest, Status: StatusPre, Stage: StageAdminCheck, Owner: OwnerProcessor, Secret: true},
		{State: RevealedState, Status: StatusActive, Stage: StageReveal, Owner: OwnerProcessor, Active: true},
		{State: ApplicantSupport, Status: StatusSupport, Stage: StageSupport, Owner: OwnerPanel, Active: true},
		{State: InitialEvaluation, Status: StatusActive, Stage: StageEvaluation, Owner: OwnerPanel, Active: true},
		{State: ExtendedEvaluation, Status: StatusActive, Stage: StageExtended, Owner: OwnerPanel, Active: true},
		{State: InContentionState, Status: StatusActive, Stage: StageContention, Owner: OwnerOutside, Active: true},
		{State: Contracting, Status: StatusContracting, Stage: StageContracting, Owner: OwnerShared, Active: true},
		{State: InPDT, Status: StatusPDT, Stage: StageToDelegation, Owner: OwnerShared, Active: true},
		{State: Delegated, Status: StatusDelegated, Stage: StageDelegated, Owner: OwnerNone},
		{State: Removed, Status: StatusRemoved, Stage: StageClosed, Owner: OwnerNone, Terminal: true},
		{State: WillNotProceed, Status: StatusWillNotProceed, Stage: StageClosed, Owner: OwnerNone},
		{State: NotApproved, Status: StatusNotApproved, Stage: StageClosed, Owner: OwnerNone},
		{State: SupportRefused, Status: StatusSupportRefused, Stage: StageClosed, Owner: OwnerNone},
		{State: Withdrawn, Status: StatusWithdrawn, Stage: StageClosed, Owner: OwnerNone, Terminal: true},
		{State: ClosedUnrecorded, Status: StatusUnrecorded, Stage: StageClosed, Owner: OwnerNone, Terminal: true, Recorded: true},
	},
	Steps: []Step{
		{Event: Submit, From: []State{Draft}, To: Submitted, Roles: []Role{Applicant}, Needs: []Fact{WindowOpen, Complete, StringValid}, Source: "AGB 2012, 1.1.1"},
		{Event: RecordPayment, From: []State{Submitted}, To: AdministrativeTest, Roles: []Role{Operator}, Source: "AGB 2012, 1.5"},
		{Event: Reveal, From: []State{AdministrativeTest}, To: RevealedState, Roles: byOperator, Needs: []Fact{Revealed}, Source: "AGB 2012, 1.1.2.1"},
		{Event: StartInitial, From: []State{RevealedState}, To: InitialEvaluation, Roles: byOperator, Paused: true, Source: "AGB 2012, 1.1.2.5"},
		{Event: AskSupport, From: []State{RevealedState}, To: ApplicantSupport, Roles: byApplicant, Source: "Applicant Support, 2012"},
		{Event: GrantSupport, From: []State{ApplicantSupport}, To: InitialEvaluation, Roles: []Role{Operator}, Decision: true, Paused: true, Source: "Applicant Support, 2012"},
		{Event: RefuseSupport, From: []State{ApplicantSupport}, To: SupportRefused, Roles: []Role{Operator}, Decision: true, Source: "Applicant Support, 2012"},
		{Event: PassInitial, From: []State{InitialEvaluation}, To: Contracting, Roles: byOperator, Needs: []Fact{TasksPassed, NoContention}, Decision: true, Paused: true, Source: "AGB 2012, 2.3"},
		{Event: EnterContention, From: []State{InitialEvaluation, ExtendedEvaluation}, To: InContentionState, Roles: byOperator, Needs: []Fact{TasksPassed, InContention}, Decision: true, Paused: true, Source: "AGB 2012, module 4"},
		{Event: FailInitial, From: []State{InitialEvaluation}, To: ExtendedEvaluation, Roles: byOperator, Needs: []Fact{TaskFailed}, Decision: true, Source: "AGB 2012, 2.3: eligible for Extended Evaluation"},
		{Event: PassExtended, From: []State{ExtendedEvaluation}, To: Contracting, Roles: byOperator, Needs: []Fact{TasksPassed, NoContention}, Decision: true, Paused: true, Source: "AGB 2012, 2.3"},
		{Event: NotApprove, From: []State{RevealedState, InitialEvaluation, ExtendedEvaluation, InContentionState}, To: NotApproved, Roles: []Role{Operator}, Decision: true, Source: "AGB 2012, 2.3 and 3.1"},
		{Event: StopProceeding, From: []State{RevealedState, InitialEvaluation, InContentionState, Contracting, InPDT}, To: WillNotProceed, Roles: []Role{Operator}, Decision: true, Source: "AGB 2012, module 4 and 5"},
		{Event: Prevail, From: []State{InContentionState}, To: Contracting, Roles: byOperator, Needs: []Fact{OthersOut}, Decision: true, Paused: true, Source: "AGB 2012, module 4"},
		{Event: Reinstate, From: []State{WillNotProceed, NotApproved, SupportRefused}, To: InitialEvaluation, Roles: []Role{Operator}, Decision: true, Source: "2012 statuses: only Withdrawn and Delegated are final"},
		{Event: SignAgreement, From: []State{Contracting}, To: InPDT, Roles: []Role{Operator}, Decision: true, Dated: true, Paused: true, Source: "AGB 2012, 5.1"},
		{Event: RecordDelegation, From: []State{InPDT}, To: Delegated, Roles: []Role{Operator}, Needs: []Fact{StringFree}, Decision: true, Dated: true, Paused: true, Source: "AGB 2012, 5.3"},
		{Event: Remove, From: []State{Delegated}, To: Removed, Roles: []Role{Operator}, Decision: true, Dated: true, Source: "IANA root zone"},
		{Event: Withdraw, From: []State{
			Draft, Submitted, AdministrativeTest, RevealedState, ApplicantSupport, InitialEvaluation, ExtendedEvaluation,
			InContentionState, Contracting, WillNotProceed, NotApproved, SupportRefused,
		}, To: Withdrawn, Roles: []Role{Applicant}, Source: "AGB 2012, 1.5.1"},
	},
}
