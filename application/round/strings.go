package round

import "rootward/idn"

// rootStrings are the rules for labels of the root zone (DOMAIN.md 4.2).
var rootStrings = idn.Rules{
	MinASCII: 3, MinIDN: 2, LettersOnly: true, MaxOctets: 63,
	Source: "AGB 2012, 2.2.1.3.2",
}

// Edition 6 came out on 2025-09-23. Edition 5 is the one that the program
// carries; an operator adds a later one and chooses it for the round.
var (
	rootRules2026 = RootRules{Edition: "5", Binding: true, Source: "AGB 2026, string evaluation: DNS stability (FAQ 709, 725)", Tag: Recalled}
	// The first edition with rules for a script is of 2016, after the round.
	rootRules2012 = RootRules{Edition: "5", Source: "came into force after the round of 2012: for information only", Tag: Derived}
	// The plan of 2019 has requesters name the variants themselves.
	rootRulesFastTrack = RootRules{Edition: "5", Source: "Final Implementation Plan of 2019, 5.6: beside the requester's own IDN table", Tag: Recalled}
)
