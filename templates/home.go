package templates

// Home is the front page: search, the pulse of the round, three figures,
// dates and changes.
type Home struct {
	Query    string // what was searched last
	Examples []Link
	Round    Text // heading over the road: "2026 round: where 1,608 applications stand"
	AsOf     When
	Road     []Milestone
	Split    *Split // more than half compete for a string
	SetSizes Table  // with bars
	Wanted   Table  // strings with the most applications, with bars
	Note     Text   // where published totals differ from ours
	NoteLink *Link
	Stats    []Stat
	Changes  Table
	Feeds    []Link // all changes, Atom, JSON
	Dates    []Date
	DatesAll []Link // whole calendar, iCal
}

// Milestone is a station on the road of a round.
type Milestone struct {
	State  string // past, here, next or root
	Name   Text
	When   When
	Figure Text // large, only where the round is
	Text   Text
}

// Split is one whole cut in parts, with its legend.
type Split struct {
	Title Text
	Desc  Text // what the drawing says, read aloud
	Parts []Part
}

// Part is one part of a whole.
type Part struct {
	Series int // 1 to 6: its colour
	Hatch  bool
	Value  float64
	Figure Text // the number as it is written
	Text   Text
	Href   string
}

// Date is a day ahead.
type Date struct {
	When When
	Text Text
}

// Bars are the parts as shapes of a drawing 100 units wide.
func (s Split) Bars() []Shape {
	whole, x := 0.0, 0.0
	for _, p := range s.Parts {
		whole += p.Value
	}
	var bars []Shape
	for _, p := range s.Parts {
		if whole <= 0 || p.Value <= 0 {
			continue
		}
		w := p.Value / whole * 100
		bars = append(bars, Shape{X: x, W: max(w-0.4, 0.1), Class: series(p.Series)})
		x += w
	}
	return bars
}
