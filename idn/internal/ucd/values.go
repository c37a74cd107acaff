package ucd

// Property is the IDNA2008 derived property of a code point (RFC 5892).
type Property uint8

// The derived properties. A code point that no file lists is unassigned.
const (
	Unassigned Property = iota
	Disallowed
	PValid
	ContextJ
	ContextO
)

var propertyNames = [...]string{"UNASSIGNED", "DISALLOWED", "PVALID", "CONTEXTJ", "CONTEXTO"}

// String is the name that RFC 5892 gives the property.
func (p Property) String() string { return propertyNames[p] }

// Joining is the Joining_Type of a code point.
type Joining uint8

// The joining types.
const (
	NonJoining Joining = iota
	RightJoining
	LeftJoining
	DualJoining
	JoinCausing
	Transparent
)

var joiningNames = [...]string{"U", "R", "L", "D", "C", "T"}

// String is the alias of the value in PropertyValueAliases.txt.
func (j Joining) String() string { return joiningNames[j] }

// Category is the General_Category of a code point.
type Category uint8

// The categories. The order puts letters and marks together.
const (
	Cn Category = iota
	Ll
	Lm
	Lo
	Mn
	Mc
	Me
	Lt
	Lu
	Nd
	Nl
	No
	Pc
	Pd
	Pe
	Pf
	Pi
	Po
	Ps
	Sc
	Sk
	Sm
	So
	Zl
	Zp
	Zs
	Cc
	Cf
	Co
	Cs
)

var categoryNames = [...]string{
	"Cn", "Ll", "Lm", "Lo", "Mn", "Mc", "Me", "Lt", "Lu", "Nd", "Nl", "No", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps",
	"Sc", "Sk", "Sm", "So", "Zl", "Zp", "Zs", "Cc", "Cf", "Co", "Cs",
}

// String is the two-letter alias of the value.
func (c Category) String() string { return categoryNames[c] }

// Mark reports whether it is one of Mn, Mc and Me.
func (c Category) Mark() bool { return Mn <= c && c <= Me }

// Bidi is the Bidi_Class of a code point.
type Bidi uint8

// The bidirectional classes, by their aliases.
const (
	L Bidi = iota
	R
	AL
	EN
	ES
	ET
	AN
	CS
	NSM
	BN
	B
	S
	WS
	ON
	LRE
	LRO
	RLE
	RLO
	PDF
	LRI
	RLI
	FSI
	PDI
)

var bidiNames = [...]string{
	"L", "R", "AL", "EN", "ES", "ET", "AN", "CS", "NSM", "BN", "B", "S", "WS", "ON",
	"LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
}

// String is the alias of the value.
func (b Bidi) String() string { return bidiNames[b] }

// Quick is NFC_Quick_Check: whether a code point may stand in a string in
// normalization form C.
type Quick uint8

// The answers.
const (
	QuickYes Quick = iota
	QuickNo
	QuickMaybe
)

var quickNames = [...]string{"Y", "N", "M"}

// String is the alias of the value.
func (q Quick) String() string { return quickNames[q] }
