// Package ruleset keeps editions of label generation rules (RFC 7940): which
// there are, which is in force for a round, and what another one would change
// for one string or for all strings of a round.
//
// An edition is a common rule set and one per script, as the Root Zone LGR is
// published. The program carries one; others are added as XML, kept as they
// were given and never changed. Which edition is in force for a round is its
// policy's until an operator chooses another one, with reasons, in the history
// of the round.
package ruleset
