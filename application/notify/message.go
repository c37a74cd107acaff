package notify

import "rootward/workflow"

// Message names what a mail says. Its words are the locale keys
// mail.<Message>.subject and mail.<Message>.body. Messages are stored.
type Message string

// The messages.
const (
	Submitted    Message = "submitted"     // with a receipt
	Recalled     Message = "recalled"      // a draft again
	Withdrawn    Message = "withdrawn"     // ended by the applicant
	Paid         Message = "paid"          // the fee was received
	Revealed     Message = "revealed"      // public from now on
	Confirmed    Message = "confirmed"     // the string is final
	Passed       Message = "passed"        // a stage, with reasons
	NotPassed    Message = "not_passed"    // a stage, with reasons
	InContention Message = "in_contention" // others applied for the same string
	Extended     Message = "extended"      // extended evaluation began
	Agreement    Message = "agreement"     // the registry agreement is signed
	Delegated    Message = "delegated"     // in the root zone
	Removed      Message = "removed"       // no longer in the root zone
	Terminated   Message = "terminated"    // ended by the programme
	Reinstated   Message = "reinstated"    // back in evaluation
	SupportGiven Message = "support_given" // applicant support
	RequestSent  Message = "request_sent"  // the delegation of an IDN ccTLD was asked for
	OnHold       Message = "on_hold"       // a reason to wait was added
	Resumed      Message = "resumed"       // the last reason to wait is gone
	HoldClosed   Message = "hold_closed"   // one reason is gone, others remain

	silent Message = ""
)

// Messages lists all messages, in the order in which an applicant may get
// them.
var Messages = []Message{
	Submitted, Recalled, Withdrawn, Paid, Revealed, Confirmed, Passed, NotPassed, InContention, Extended, Agreement,
	Delegated, Removed, Terminated, Reinstated, SupportGiven, RequestSent, OnHold, Resumed, HoldClosed,
}

// told says what follows from each event of an application. An event that is
// not listed tells nothing; a test walks all life cycles and finds those that
// nobody thought of.
var told = []struct {
	Event   workflow.Event
	Message Message
}{
	// The mail with the receipt is written by the use case that makes the
	// receipt; see Service.Tell.
	{workflow.Submit, silent},
	{workflow.SubmitRequest, silent},

	{workflow.Recall, Recalled},
	{workflow.Withdraw, Withdrawn},
	{workflow.RecordPayment, Paid},
	{workflow.CancelUnpaid, Terminated},
	{workflow.StartCheck, silent}, // follows from the close of the round: nothing to do
	{workflow.FailCheck, Terminated},
	{workflow.Reveal, Revealed},
	{workflow.OpenReplacement, silent}, // said in the mail about Reveal Day, which comes at the same time
	{workflow.Confirm, Confirmed},
	{workflow.StartString, silent}, // follows from String Confirmation Day
	{workflow.PassString, Passed},
	{workflow.FailString, NotPassed},
	{workflow.EnterContention, InContention},
	{workflow.Prevail, Passed},
	{workflow.NotPrevail, NotPassed},
	{workflow.PassEvaluation, Passed},
	{workflow.FailEvaluation, NotPassed},
	{workflow.StartExtended, Extended},
	{workflow.PassExtended, Passed},
	{workflow.FailExtended, NotPassed},
	{workflow.Reinstate, Reinstated},
	{workflow.Terminate, Terminated},
	{workflow.SignAgreement, Agreement},
	{workflow.RecordDelegation, Delegated},
	{workflow.Remove, Removed},

	// 2012
	{workflow.StartInitial, silent}, // follows from Reveal Day
	{workflow.AskSupport, silent},   // the applicant's own wish, shown at once
	{workflow.GrantSupport, SupportGiven},
	{workflow.RefuseSupport, NotPassed},
	{workflow.PassInitial, Passed},
	{workflow.FailInitial, NotPassed},
	{workflow.NotApprove, Terminated},
	{workflow.StopProceeding, Terminated},

	// IDN ccTLD
	{workflow.Publish, Passed},
	{workflow.RefuseString, NotPassed},
	{workflow.RequestDelegation, RequestSent},
}
