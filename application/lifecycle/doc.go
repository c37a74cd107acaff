// Package lifecycle is the one door: every change of state, by page, job,
// import or shell, passes [Door.Move] or one of its siblings.
//
// In one transaction the door locks the case, reads the clock, asks who the
// actor is to this case, collects the facts that the step needs, lets
// package workflow decide, and writes down state, history, clocks, holds and
// counters. Then it calls the wired effects, still inside the transaction, so
// that mails, jobs and dependent steps stand or fall with the move.
//
// A case is known by kind and id alone. What an application or a task is
// stands elsewhere; rooms above the door plug in as [FactSource] and
// [Effect].
//
// History is append-only and chained: each row carries the hash of the one
// before it. [Verify] replays it and proves that states, clocks and
// counters follow from it and from nothing else.
package lifecycle
