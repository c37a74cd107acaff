// Package lgr reads label generation rulesets (RFC 7940) and judges labels by
// them: is a label eligible, what is its disposition, which variants does it
// have and how many of each disposition, and which labels are one variant set.
//
// A ruleset is read by Parse and is immutable afterwards: all methods may be
// used from several goroutines at once. A label is a slice of code points, in
// lower case and in NFC as it would stand in a U-label; this package checks
// neither IDNA2008 nor normalisation, which package idn does.
//
// Rules are matched by simulating finite automata, never by backtracking, so
// the time of a match is at most proportional to the length of the label
// times the size of the rule.
package lgr
