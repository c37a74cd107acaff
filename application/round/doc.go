// Package round holds what the programme decides for a round: windows, fees,
// stages with their service levels, panels with their criteria, questions,
// and which life cycle its applications follow.
//
// A [Policy] is data, written once per guidebook and never changed in
// meaning; a [Round] is one run of a policy with its own dates. Code that
// handles applications takes the policy as a value and never asks which year
// it is. Values whose source is uncertain carry a tag: K recalled from the
// named document and not re-read, U unknown or conflicting, D derived.
package round
