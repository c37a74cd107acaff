package idn

// Rules are what a registry asks of a label beyond IDNA2008. For the root
// zone they come from the round's policy.
type Rules struct {
	MinASCII      int    // least code points of an ASCII label
	MinIDN        int    // least code points of any other label
	SingleCharHan bool   // one ideograph may stand alone
	LettersOnly   bool   // ASCII labels are letters a to z alone
	MaxOctets     int    // of the A-label
	Source        string // where the rules come from
}
