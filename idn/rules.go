package idn

import (
	"fmt"

	"rootward/idn/internal/ucd"
)

// Rules are what a registry asks of a label beyond IDNA2008. For the root
// zone they come from the round's policy. The zero value asks for one script
// in a label and for no more than the 63 octets of RFC 1035.
type Rules struct {
	MinASCII      int    // least code points of an ASCII label
	MinIDN        int    // least code points of any other label
	SingleCharHan bool   // one ideograph may stand alone
	LettersOnly   bool   // ASCII labels are letters a to z alone, others letters and marks alone
	MixedScripts  bool   // scripts may be mixed freely
	MaxOctets     int    // of the A-label; 0 or more than 63 means 63
	Source        string // where the rules come from
	SourceURL     string // where that can be read, if anywhere

	// Unicode is the version whose tables judge, such as "16.0.0"; empty or
	// unknown means DefaultUnicode. Validate tells an unknown one.
	Unicode string `json:",omitempty"`
}

// Validate finds out whether the rules can be kept at all: they must name a
// version of Unicode that there are tables of, or none.
func (r Rules) Validate() error {
	if _, ok := ucd.Lookup(r.Unicode); !ok && r.Unicode != "" {
		return fmt.Errorf("no tables of Unicode %q", r.Unicode)
	}
	return nil
}

func (r Rules) tables() *ucd.Tables {
	if t, ok := ucd.Lookup(r.Unicode); ok {
		return t
	}
	return ucd.Current
}

// octets is the length limit in force. RFC 1035, 2.3.4: no label of the DNS
// is longer than 63 octets, whatever a registry says.
func (r Rules) octets() int {
	const most = 63
	if r.MaxOctets <= 0 || r.MaxOctets > most {
		return most
	}
	return r.MaxOctets
}
