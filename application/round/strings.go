package round

import "rootward/idn"

// rootStrings are the rules for labels of the root zone (DOMAIN.md 4.2).
var rootStrings = idn.Rules{
	MinASCII: 3, MinIDN: 2, LettersOnly: true, MaxOctets: 63,
	Source: "AGB 2012, 2.2.1.3.2",
}
