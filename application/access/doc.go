// Package access says who somebody is and what they may do.
//
// An [Account] belongs to an organisation that applies, or to the staff, who
// hold grants: evaluator and decider by panel, operator, auditor. What a kind
// of person may do at all stands in one table, [Permissions], asked by [Can].
// What an account may do to one case, an application or a task, is found by
// [Authority], which the one door of package lifecycle asks before each step.
//
// Whoever may not know of a thing is told that it does not exist. Staff whose
// own organisation applied are in conflict of interest: for them its cases do
// not exist.
package access
