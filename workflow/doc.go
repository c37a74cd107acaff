// Package workflow answers one question: may this case take this step, by
// this role, given these facts?
//
// A life cycle is a [Definition]: states, steps between them, and for each
// step the roles that may take it and the facts it needs. Definitions are
// data; [Definition.Check] refuses tables that contradict themselves and
// [Fire] decides a single step. The package knows nothing of storage, mail or
// clocks: whoever calls it writes down the outcome.
//
// Every state carries a status and a stage. They are two axes: the status
// says how the case is doing, the stage how far it has come (DOMAIN.md 2.2).
// Neither is stored; [Definition.Public] derives both.
package workflow
