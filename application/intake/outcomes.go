package intake

import "rootward/workflow"

// Outcome says what the published outcome of a 2012 application means in the
// words of the gtld-2012 life cycle.
type Outcome struct {
	Status string         // derived_status in the file
	State  workflow.State // where the application stands
	Note   string         // locale key of a remark to show beside the state; empty when the state says it all

	// Unsaid are locale keys of what the file does not tell; pages show them
	// so that a gap is not read as "did not happen".
	Unsaid []string

	signed    bool // an agreement date may stand in the row
	delegated bool // delegation and removal dates may stand in the row
}

// What the 2012 files leave open.
const (
	unsaidReason  = "intake.unsaid.withdrawn_or_stopped" // withdrawn by the applicant, or stopped by the programme
	unsaidDay     = "intake.unsaid.day"                  // the day it ended
	unsaidEnd     = "intake.unsaid.agreement_end"        // the day the agreement ended
	unsaidTesting = "intake.unsaid.testing"              // how far testing has come
	unsaidStages  = "intake.unsaid.stages"               // the days of all stages before the agreement
)

// outcomes2012 maps every derived_status to a state. Where the lists of
// agreements and of the root zone cannot tell "withdrawn" from "will not
// proceed", the state is "closed, outcome not recorded".
var outcomes2012 = []Outcome{
	{
		Status: "delegated", State: workflow.Delegated,
		Unsaid: []string{unsaidStages}, signed: true, delegated: true,
	},
	{ // still in the root zone at the date of the list, although the agreement has ended
		Status: "delegated_agreement_terminated", State: workflow.Delegated, Note: "intake.note.agreement_ended",
		Unsaid: []string{unsaidStages, unsaidEnd}, signed: true, delegated: true,
	},
	{
		Status: "delegated_then_removed", State: workflow.Removed,
		Unsaid: []string{unsaidStages}, signed: true, delegated: true,
	},
	{
		Status: "agreement_signed_not_delegated", State: workflow.InPDT, Note: "intake.note.agreement_signed",
		Unsaid: []string{unsaidStages, unsaidTesting}, signed: true,
	},
	{
		Status: "agreement_terminated_before_delegation", State: workflow.ClosedUnrecorded, Note: "intake.note.agreement_ended_before_delegation",
		Unsaid: []string{unsaidStages, unsaidEnd}, signed: true,
	},
	{
		Status: "not_selected_string_contracted_to_other_application", State: workflow.ClosedUnrecorded, Note: "intake.note.string_went_to_other",
		Unsaid: []string{unsaidStages, unsaidReason, unsaidDay},
	},
	{
		Status: "no_registry_agreement", State: workflow.ClosedUnrecorded,
		Unsaid: []string{unsaidStages, unsaidReason, unsaidDay},
	},
	{ // why is told by the basis of the row, as for the next two
		Status: "will_not_proceed", State: workflow.WillNotProceed,
		Unsaid: []string{unsaidStages},
	},
	{
		Status: "not_approved", State: workflow.NotApproved,
		Unsaid: []string{unsaidStages},
	},
	{ // used for one thing only: criteria of applicant support not met
		Status: "excluded", State: workflow.SupportRefused,
		Unsaid: []string{unsaidStages},
	},
}

func findOutcome2012(status string) (Outcome, bool) {
	for _, o := range outcomes2012 {
		if o.Status == status {
			return o, true
		}
	}
	return Outcome{}, false
}

// Outcomes2012 lists the whole table, for a help page and for tests.
func Outcomes2012() []Outcome {
	return append([]Outcome(nil), outcomes2012...)
}

// Outcome is what the row says in our words; false when the status is not in
// the table, which no row returned by [ReadRound2012] has. A removal date wins
// over the status: two rows of the published list call a removed TLD delegated.
func (f Fact2012) Outcome() (Outcome, bool) {
	o, known := findOutcome2012(f.Status)
	if known && !f.Removal.IsZero() {
		o.State, o.Note = workflow.Removed, ""
	}
	return o, known
}

// State is where a request for an IDN ccTLD stands by what the row says. The
// list holds only strings that reached the string evaluation.
func (f FactIDNccTLD) State() workflow.State {
	switch {
	case f.Delegated:
		return workflow.Delegated
	case f.Evaluated:
		return workflow.Published
	default:
		return workflow.StringEvaluation
	}
}
