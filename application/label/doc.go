// Package label judges one label by everything that decides whether it can
// become a top-level domain: IDNA2008, the Root Zone LGR, the rules of a round
// and the lists of names.
//
// Judge keeps the verdicts apart. Whether a rule set finds a label eligible is
// its verdict alone; what IDNA2008, the round and the lists say stands beside
// it. Nothing is repaired in silence: a rule set judges the code points that
// were given.
package label
