package templates

// RuleSetVerdict is what a set of label generation rules says of a string.
type RuleSetVerdict struct {
	Tag     Tag
	Name    Text   // "Arabic script", "common rules"; nil when no set has the code points
	ID      string // lgr-5-arabic-script
	Href    string // page of the set, "" for none
	Edition Text   // "Edition 5 of the Root Zone LGR, version 3 of 26 May 2022"
	Source  *Source
	Summary Text
	Reasons []Rule
	Others  []Link // other sets whose repertoire has the string, each with its own verdict
}

// LabelVariants are the variants of a string: how many of each disposition,
// and the first of them.
type LabelVariants struct {
	Summary Text
	Counts  []VariantCount
	Lists   []VariantList
	Failed  Text // why they could not be found
}

// VariantCount is how many variants have a disposition.
type VariantCount struct {
	Tag    Tag
	Figure Text
	Note   Text // what the disposition means
}

// VariantList is the beginning of the variants of one disposition.
type VariantList struct {
	Title  Text
	Note   Text // "The first 20 of 4,423,680"
	Folded bool
	Items  []VariantItem
}

// VariantItem is one variant and how it comes about.
type VariantItem struct {
	Label Label
	Code  string // its code points: 0645 06A9
	How   []Swap // what stands in the place of what
	Why   Text   // the action that gives the disposition
}

// Swap is one replacement of code points.
type Swap struct {
	From, To string // as they are seen
	Codes    string // U+0643 → U+06A9
	RTL      bool
	Text     Text // "position 2, type allocatable"
}

// LabelCollisions are the names that a string would stand in the way of.
type LabelCollisions struct {
	Tag     Tag
	Summary Text
	Items   []LabelCollision
	Failed  Text // why they could not be found
}

// LabelCollision is one of them.
type LabelCollision struct {
	State    string // as in Rule
	Label    Label
	Relation Text // "the same string", "a blocked variant"
	Text     Text // what has this name: a list, a TLD, an application
	Follows  Text // what that means, and the way out
	Href     string
	Source   *Source
}
