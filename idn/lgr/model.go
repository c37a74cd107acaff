package lgr

import "sync"

// Namespace is the XML namespace of RFC 7940, section 9.
const Namespace = "urn:ietf:params:xml:ns:lgr-1.0"

// LGR is one label generation ruleset, ready for use.
type LGR struct {
	Meta       Meta
	References []Reference
	Chars      []*Char // in the order of the file
	Classes    []*Class
	Rules      []*Rule
	Actions    []*Action // of the file; the default actions follow them
	// Forgiven lists what a lenient reading passed over; empty after a strict one.
	Forgiven []Fault

	rep      repertoire
	classes  map[string]*Class
	rules    map[string]*Rule
	contexts map[string]*context
	// conditions are the contexts in the order in which they are first named.
	conditions []*context
	classesOf  classes
	swaps      swaps
	usual      outcome // of a label that no rule matches and that is no variant of itself
	matchers   []*nfa  // of rules that actions name
	actions    []compiledAction
	types      []string
	keys       folding
	backOnce   sync.Once
	back       map[rune][]source // made when first needed
}

// Meta says what a ruleset is about (RFC 7940, section 4.3).
type Meta struct {
	Version, VersionComment      string
	Date                         string // ISO 8601
	ValidityStart, ValidityEnd   string
	UnicodeVersion               string
	Languages                    []string // BCP 47
	Scopes                       []Scope
	Description, DescriptionType string
	ReferencesComment            string
}

// Scope is where a ruleset applies, such as the domain ".".
type Scope struct{ Type, Value string }

// Reference is a source that elements name by its id.
type Reference struct{ ID, Comment, Text string }

// Char is a code point, a range or a sequence of the repertoire.
type Char struct {
	CP          []rune // empty for a range
	First, Last rune   // the ends of a range
	When        string // context rule that must match, or ""
	NotWhen     string // context rule that must not match, or ""
	Tags        []string
	Variants    []*Variant
	Comment     string
	Refs        []string
	Line        int

	when *context
	not  bool
}

// IsRange reports whether c stands for all code points of a range.
func (c *Char) IsRange() bool { return len(c.CP) == 0 }

// IsSequence reports whether c has more than one code point.
func (c *Char) IsSequence() bool { return len(c.CP) > 1 }

// Variant is a mapping from a Char to code points that may stand in its place.
type Variant struct {
	CP            []rune // empty for a null variant: the code point is left out
	Type          string // "" if none is given
	When, NotWhen string
	Comment       string
	Refs          []string
	Line          int

	typ  int // place in LGR.types, -1 without type
	when *context
	not  bool
}

// Class is a named set of code points, or an unnamed one inside a rule.
type Class struct {
	Name     string
	Operator string   // "", "union", "intersection", "difference", "symmetric-difference", "complement"
	Operands []*Class // of the operator
	ByRef    string
	FromTag  string
	Property string // such as "gc:Mn"
	Listed   []Range
	Comment  string
	Refs     []string
	Line     int

	set   Set
	state uint8 // of the evaluation: cycles are refused
}

// Rule is a whole-label or context rule (RFC 7940, section 6.3).
type Rule struct {
	Name    string
	Body    []*Node
	Comment string
	Refs    []string
	Line    int
}

// NodeKind says what a Node matches.
type NodeKind uint8

// The match operators of RFC 7940, section 6.3.
const (
	MatchStart NodeKind = iota + 1
	MatchEnd
	MatchAny
	MatchChoice
	MatchChar
	MatchClass
	MatchRule
	MatchLookBehind
	MatchLookAhead
	MatchAnchor
)

// Unbounded is the Max of a Node that may be repeated without end.
const Unbounded = -1

// Node is one match operator of a rule.
type Node struct {
	Kind     NodeKind
	Min, Max int     // how often; 1 and 1 unless a count is given
	CP       []rune  // of MatchChar
	Class    *Class  // of MatchClass
	ByRef    string  // of MatchRule
	Children []*Node // of MatchChoice, MatchRule, MatchLookBehind, MatchLookAhead
	Name     string
	Comment  string   // a MatchClass has its own in Class
	Refs     []string // likewise
	Line     int
}

// VariantTest says how an action looks at the types of the variants in a label.
type VariantTest uint8

// The tests of RFC 7940, section 7.1.
const (
	NoVariantTest VariantTest = iota
	AnyVariant                // at least one variant has one of the types
	AllVariants               // there are variants, and all have one of the types
	OnlyVariants              // all code points are variants, all of these types
)

// Action gives a label its disposition when its condition holds.
type Action struct {
	Disposition     string
	Match, NotMatch string // name of a rule
	Test            VariantTest
	Types           []string
	Comment         string
	Refs            []string
	Line            int
}

// defaultActions follow those of every file (RFC 7940, section 7.6).
var defaultActions = []*Action{
	{Disposition: "invalid", Test: AnyVariant, Types: []string{"invalid"}},
	{Disposition: "blocked", Test: AnyVariant, Types: []string{"blocked"}},
	{Disposition: "allocatable", Test: AnyVariant, Types: []string{"allocatable"}},
	{Disposition: "activated", Test: AllVariants, Types: []string{"activated"}},
	{Disposition: "valid"},
}
