// Package simulate leads invented people and applications through the real
// services: what a demonstration shows was submitted, paid for, revealed,
// evaluated and decided like anything else, only by a clock that is set.
//
// Organisations, persons and strings here are made up; their addresses lie in
// example domains (RFC 2606).
package simulate
