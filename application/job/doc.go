// Package job names the kinds of work that is done in the background, and
// does them. It holds no rules: every worker calls one use case.
//
// A job is inserted in the transaction that asks for it. It may run more than
// once (a process may die between doing it and saying so), so every use case
// called here finds out by itself what is left to do. Work that is cut short
// when the program stops goes back to the queue without counting as a failure.
package job
