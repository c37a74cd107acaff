package templates

import "time"

// Plot is data that can be drawn: a Histogram, Bars, StackedBars, SpanChart,
// Ring or Flow. The drawing is made when the page is rendered, in its language
// and direction.
type Plot interface {
	// draw makes the drawing, for wide screens or 360 units narrow.
	draw(s *speaker, narrow bool) Drawing
}

// Histogram shows how many took how long.
type Histogram struct {
	Width   int   // of a bin, in Unit
	Bins    []Bin // from zero, each Width wide; the last is open when Open
	Open    bool
	Unit    Text   // "days"
	Level   int    // service level in Unit; 0 for none
	LevelAs Text   // its name
	Marks   []Mark // median and other percentiles, in rising order
}

// Bin is one bar of a histogram.
type Bin struct {
	InTime int
	Late   int
}

// Mark is a named place on the scale.
type Mark struct {
	At   int
	Text Text
}

// Bars shows one number per period or kind.
type Bars struct {
	Items []BarItem
}

// BarItem is one bar.
type BarItem struct {
	Name  string // "2013", or a short word in the page's language
	Short string // on a phone; "" is Name
	Value int
}

// StackedBars shows how wholes are made of parts, one bar below the other.
type StackedBars struct {
	Rows []StackedRow
}

// StackedRow is one whole.
type StackedRow struct {
	Name  Text
	Parts []Part
}

// SpanChart shows who had the ball between the first and the last event.
type SpanChart struct {
	Title Text // "1,128 days from ... to ..., elapsed"
	Desc  Text
	Spans []Span
}

// Span is a stretch of time in one hand.
type Span struct {
	Owner    string // applicant, processor, panel, outside, shared or none
	From, To time.Time
	Unknown  bool // the split is not recorded: hatched
	Text     Text // said above, when there is room
}

// Ring is a contention set. One string is a ring of numbered members; two or
// more strings are groups with lines drawn between groups.
type Ring struct {
	Title   Text
	Desc    Text
	Note    Text // what a line means
	Groups  []RingGroup
	Between []RingLink
}

// RingGroup is the members that asked for one string.
type RingGroup struct {
	Label   string
	Members []RingMember
}

// RingMember is one application, numbered as in the table beside the drawing.
type RingMember struct {
	Number int
	Now    bool // the one that prevailed, or the one looked at
	Out    bool // withdrawn or ended
}

// RingLink is contention between two groups, by their index.
type RingLink struct {
	A, B int
	Kind Text // similar, variant, objection, singular and plural
}

// Flow is a life cycle: its states along one line, its steps as arrows.
type Flow struct {
	States []FlowState
	Steps  []FlowStep
}

// FlowState is one state, in the order of the definition.
type FlowState struct {
	ID       string
	Name     Text
	Sub      Text // its stage or public status
	Owner    string
	Terminal bool
	Root     bool // delegated: the end of the road
	Here     bool
}

// FlowStep is one step from a state to another, by their IDs.
type FlowStep struct {
	From, To string
	Name     Text
}
