package namelist

import "rootward/idn/lgr"

// Effect is what follows from being on a list.
type Effect string

// The effects. They are stored with rounds and lists and never change their
// meaning.
const (
	Blocked     Effect = "blocked"      // nobody may apply for it
	SpecialUse  Effect = "special-use"  // set aside by a standard or for private networks
	Existing    Effect = "existing"     // in the root zone, or on its way there
	CountryName Effect = "country-name" // cannot be delegated as a gTLD
	CountryPart Effect = "country-part" // may count as the name of a country: a panel decides
	Reserved    Effect = "reserved"     // for the organisation it belongs to
	Acronym     Effect = "acronym"      // of an organisation that may object; free to apply for
	Capital     Effect = "capital"      // needs support or non-objection
	Subdivision Effect = "subdivision"  // needs support or non-objection
	Region      Effect = "region"       // needs support from most of its governments
	Collision   Effect = "collision"    // known risk of name collisions
	Place       Effect = "place"        // information: needs support only if used for the place
)

// Effects are all effects in the order of reporting.
var Effects = []Effect{
	Blocked, SpecialUse, Existing, CountryName, CountryPart, Reserved, Acronym, Capital, Subdivision, Region, Collision, Place,
}

// Matching says which spellings of a name a list is about.
type Matching string

// The ways of matching.
const (
	Label    Matching = "label"     // the label as it is listed, letter for letter
	Name     Matching = "name"      // written together; without diacritics it is a weaker match
	AnyOrder Matching = "any-order" // as Name, the words in any order, articles added or left out
)

// List is one list of names: what it is and where it comes from. Lists are
// never changed.
type List struct {
	ID       string   `json:"list"` // its title has the locale key label.list.<ID>
	Effect   Effect   `json:"effect"`
	Matching Matching `json:"matching"`
	Source   string   `json:"source"`
	URL      string   `json:"url,omitempty"` // where the source can be read; may be empty
	Version  string   `json:"version"`       // of the source; "unknown" if it states none
	Date     string   `json:"date"`          // of that version, as year-month-day; "unknown" if not stated
	Licence  string   `json:"licence,omitempty"`
	Digest   string   `json:"sha256,omitempty"`   // of the file or files it was made from, joined by a space
	Names    int      `json:"names"`              // entries
	Advisory bool     `json:"advisory,omitempty"` // from second-hand sources: a hit warns, and people decide
	Operator bool     `json:"-"`                  // kept in the database, not built in
}

// Entry is one name on one list.
type Entry struct {
	List      *List
	Name      string // as the source writes it; a label for lists of labels
	Territory string // ISO 3166-1 or 3166-2 code, or M49 code; several are separated by spaces; may be empty
	Language  string // BCP 47, several separated by spaces and cut after a few with their number; empty if not known
	Kind      string // what kind of name: short, long, code, component ...; may be empty
	Group     string // part of the list or of its source, in the words of the source; may be empty
	Note      string // from the source; may be empty
	articles  string // separated by spaces
}

// Match says how a label met a name, the closest first.
type Match uint8

// The kinds of match.
const (
	Exact       Match = iota // the label is the name
	Joined                   // ... without spaces, hyphens and punctuation
	Component                // ... as a part of a longer name
	Permutation              // words in another order, or an article more or less
	Folded                   // only without diacritics, or spelled out in ASCII
	Variant                  // a variant of it by the common rule set of the root zone
)

var matches = [...]string{"exact", "joined", "component", "permutation", "folded", "variant"}

// String is the word for the match, which is also the end of its locale key
// label.match.<word>.
func (m Match) String() string { return matches[m] }

// Weak reports whether the match is only a hint: the label is not the name, but
// like it.
func (m Match) Weak() bool { return m == Folded }

// Hit is an entry that a label meets.
type Hit struct {
	Entry
	Match    Match
	Relation lgr.Relation // of a Variant: blocked, allocatable, linked, or empty if it could not be decided
	table    *table
	at       int
}
