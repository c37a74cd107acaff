package templates

// Check answers whether a string can become a top-level domain.
type Check struct {
	Action  string // where the form goes by GET
	Value   string // what was typed
	Rounds  *Field // whose rules to use; nil when there is one choice
	Sets    *Field // by which rule set; nil when there is no choice
	Chosen  bool   // a rule set was chosen: the choice stands open
	Verdict *LabelVerdict
}

// LabelVerdict is the live check of a string: it is also a fragment of its
// own for partial updates.
type LabelVerdict struct {
	Empty      bool // nothing was typed yet
	Valid      bool
	Tag        Tag
	Label      Label
	Script     Text // "Arabic (Arab), right to left"
	Length     Text // "5 code points, 12 octets as A-label"
	Summary    Text
	Guidance   *Link
	CodePoints []CodePoint
	// MoreCodePoints says how many are left out.
	MoreCodePoints Text
	Rules          []Rule // that do not hold, or need attention
	Held           []Rule // that hold, folded away
	Suggest        *Suggestion
	Set            *RuleSetVerdict
	Variants       *LabelVariants
	Collisions     *LabelCollisions
	Compact        bool   // below a field of a form: code points, lists and sources are folded away
	More           *Link  // to everything, from the compact form
	Command        string // the same from the shell
	Share          string // address of this page with this string, absolute
	Level          int    // level of its headings, 2 to 4; 0 means 2
}

// CodePoint is one code point of a label.
type CodePoint struct {
	Char  string
	Code  string // U+0645
	Name  string // as Unicode names it, without the script
	Wrong bool
}

// Rule is one rule of the check and how the string does.
type Rule struct {
	State  string // done, wait, late or none (not checked)
	Text   Text
	Where  Text // code point and position, for a failed rule
	Remedy Text
	Source Text
	Href   string
}

// Suggestion is a string that would pass.
type Suggestion struct {
	Text  Text
	Label Label
	Href  string
}
