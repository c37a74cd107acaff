package access

import (
	"fmt"

	"rootward/workflow"
)

// Permission is something that a kind of person may do. Each route of the
// portal names one; so do the services that write.
type Permission string

// The permissions. What one case allows beyond them is for [Authority] and
// the steps of package workflow to say.
const (
	ReadPublic         Permission = "read_public"         // what everybody may see
	Enter              Permission = "enter"               // sign in, register, choose a language
	OwnAccount         Permission = "own_account"         // sign out, change one's name or password
	ReadOwn            Permission = "read_own"            // the organisation's applications, members and mails
	EditDraft          Permission = "edit_draft"          // begin and edit drafts
	BindOrganisation   Permission = "bind_organisation"   // submit, withdraw
	ManageOrganisation Permission = "manage_organisation" // add members
	ReadQueue          Permission = "read_queue"          // tasks to be done
	ReadTask           Permission = "read_task"           // one task with the answers it is about
	Evaluate           Permission = "evaluate"            // claim, find, recommend
	Decide             Permission = "decide"              // decide what others recommended
	ReadStaff          Permission = "read_staff"          // whole records of applications
	Operate            Permission = "operate"             // move applications along, hold, record
	ManageRounds       Permission = "manage_rounds"       // open, close, reveal, confirm
	ManageAccounts     Permission = "manage_accounts"     // staff and their grants
	ReadAudit          Permission = "read_audit"          // history, readings, proofs
	ReadOutbox         Permission = "read_outbox"         // mails of everybody
)

// Who is a kind of person.
type Who string

// The kinds of people.
const (
	Anyone        Who = "anyone"
	SignedIn      Who = "signed_in"
	AnyMember     Who = "member"
	PrimaryMember Who = "primary_member"
	AnEvaluator   Who = "evaluator"
	ADecider      Who = "decider"
	AnOperator    Who = "operator"
	AnAuditor     Who = "auditor"
)

// Rule is a row of the table of permissions.
type Rule struct {
	Permission Permission
	Who        []Who
}

// Permissions is the one table of who may do what. What is not in it is
// forbidden.
var Permissions = []Rule{
	{ReadPublic, []Who{Anyone}},
	{Enter, []Who{Anyone}},
	{OwnAccount, []Who{SignedIn}},
	{ReadOwn, []Who{AnyMember}},
	{EditDraft, []Who{AnyMember}},
	{BindOrganisation, []Who{PrimaryMember}},
	{ManageOrganisation, []Who{PrimaryMember}},
	{ReadQueue, []Who{AnEvaluator, ADecider}},
	{ReadTask, []Who{AnEvaluator, ADecider, AnOperator, AnAuditor}},
	{Evaluate, []Who{AnEvaluator}},
	{Decide, []Who{ADecider}},
	{ReadStaff, []Who{AnEvaluator, ADecider, AnOperator, AnAuditor}},
	{Operate, []Who{AnOperator}},
	{ManageRounds, []Who{AnOperator}},
	{ManageAccounts, []Who{AnOperator}},
	{ReadAudit, []Who{AnOperator, AnAuditor}},
	{ReadOutbox, []Who{AnOperator, AnAuditor}},
}

// is tells for each kind of person who belongs to it. A disabled account is
// nobody.
var is = map[Who]func(*Account) bool{
	Anyone:        func(*Account) bool { return true },
	SignedIn:      func(a *Account) bool { return a != nil },
	AnyMember:     (*Account).Member,
	PrimaryMember: func(a *Account) bool { return a.Member() && a.Rank == Primary },
	AnEvaluator:   func(a *Account) bool { return a.Holds(workflow.Evaluator) },
	ADecider:      func(a *Account) bool { return a.Holds(workflow.Decider) },
	AnOperator:    func(a *Account) bool { return a.Holds(workflow.Operator) },
	AnAuditor:     func(a *Account) bool { return a.Holds(Auditor) },
}

// Known reports whether the table has a permission. The portal refuses to
// start with a route whose permission is not known.
func Known(p Permission) bool {
	_, ok := rule(p)
	return ok
}

// Can reports whether an account may do something; nil is somebody who has
// not signed in. A permission that the table lacks is a fault of the program:
// Can panics rather than guess.
func Can(a *Account, p Permission) bool {
	r, ok := rule(p)
	if !ok {
		panic(fmt.Sprintf("access: no rule for permission %q", p))
	}
	if a != nil && a.Disabled {
		a = nil
	}
	for _, w := range r.Who {
		if is[w](a) {
			return true
		}
	}
	return false
}

func rule(p Permission) (Rule, bool) {
	for _, r := range Permissions {
		if r.Permission == p {
			return r, true
		}
	}
	return Rule{}, false
}
