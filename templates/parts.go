package templates

import "time"

// The parts that views are made of. A nil Text, an empty list or a nil
// pointer is not shown.

// Link is an address and its words.
type Link struct {
	Href string
	Text Text
}

// Tag is a status: a shape, a word and a tint.
type Tag struct {
	Kind string // done, active, wait, late, hold, stop or none
	Text Text
}

// Label is a string that is or might become a top-level domain.
type Label struct {
	U    string // in its own script; the A-label when there is no valid one
	A    string // the A-label, "" when it is the same as U
	Lang string // language of its script for fonts, "" when not known
	RTL  bool   // its script runs from the right
}

// When is a moment, a day or a stretch of days. The zero When is "not
// recorded".
type When struct {
	At    time.Time
	Until time.Time // not zero: from the day of At to the day of Until
	Day   bool      // only the day is known
	Text  Text      // instead of all this, words such as "not started"
}

// OnDay is a When of which only the day is known.
func OnDay(t time.Time) When { return When{At: t, Day: true} }

// Due is a time by which somebody must act.
type Due struct {
	At     time.Time     // zero: nothing is due
	Paused bool          // a hold stops the clock: Left is what remains
	Left   time.Duration // only when paused
	Day    bool          // show only the day of At
}

// Source is where a fact or rule comes from.
type Source struct {
	Text Text
	Href string // "" when it has no address
	Note Text   // what it says
}

// Fact is a name and a value, for summary lists. A nil Value with no Lines is
// shown as not recorded.
type Fact struct {
	Name  Text
	Value Text
	Hint  Text
	Code  string   // shown in letters of equal width after the value
	Label *Label   // shown instead of Value
	When  *When    // shown instead of Value
	Lines []Source // a numbered list instead of Value
	Empty Text     // why there is nothing, with Hint as what comes next
	Muted bool     // said without weight: does not apply
}

// Hidden is a form value that is not shown.
type Hidden struct{ Name, Value string }

// Action is a step that the reader can take, or cannot yet: then it is shown
// switched off with the reasons.
type Action struct {
	Href    string // where it leads, or where its form goes
	Text    Text   // a verb with its object
	Post    bool   // a form of its own with one button
	Hidden  []Hidden
	Kind    string // "" is secondary; primary; danger
	Off     bool
	Why     []Text // why not yet
	Fix     []Link // where to go about it
	Key     string // single-key shortcut, "" for none
	Confirm Text   // what happens then, shown beside the button
}

// Refusal is why a step cannot be taken yet.
type Refusal struct {
	Why []Text
	Fix []Link
}

// Refusal is what stands beside a step that is switched off.
func (a Action) Refusal() Refusal { return Refusal{a.Why, a.Fix} }

// Field is one input of a form with all that belongs to it.
type Field struct {
	Name         string // of the form value
	ID           string // in the page; "" is "f-" and the name
	Label        Text
	Note         Text   // beside the label: question number, what becomes public
	Hint         Text   // what is asked and why
	Kind         string // text, email, password, url, number, search, area, select, radios, checkboxes, checkbox (sends "yes"), date (sends 2026-11-23), datetime (sends 2026-11-23T18:00), file
	Value        string
	Values       []string // of checkboxes
	Options      []Option // of select, radios and checkboxes
	Errors       []Text   // what is wrong and what to do
	Rule         Text     // where the rule comes from, shown with Errors
	Optional     bool
	Big          bool   // the label asked for: large letters
	Lang         string // language of the answer, "" when not known
	Dir          string // ltr or rtl; "" lets the text decide
	Autocomplete string
	Rows         int    // of an area; 0 means 4
	Max          int    // most characters, 0 for no limit
	Accept       string // kinds of file
	Check        string // address that answers each change with a LabelVerdict fragment, "" for none
	Off          bool   // cannot be changed now
}

// Wrong reports whether the field has errors.
func (f Field) Wrong() bool { return len(f.Errors) > 0 }

// Anchor is the id of the field in the page.
func (f Field) Anchor() string {
	if f.ID != "" {
		return f.ID
	}
	return fieldID(f.Name)
}

// Fixed reports whether the input has no direction of its own.
func (f Field) Fixed() bool {
	return contains([]string{"password", "number", "date", "datetime", "file", "select"}, f.Kind)
}

// Option is one choice of a field.
type Option struct {
	Value string
	Text  Text
	Hint  Text
}

// FieldError is a line of the summary on top of a form.
type FieldError struct {
	Field string // Field.Name it leads to, in a StepForm "STEP.NAME"; "" for an error of the whole form
	Text  Text
}

// Filter is one control of the bar above a list or report.
type Filter struct {
	Name    string
	Label   Text
	Value   string
	Options []Option // nil makes it a text input
	Grow    bool     // takes the room that is left
	Hint    Text     // placeholder of a text input
}

// Chip is a fact or an active filter.
type Chip struct {
	Text   Text
	Remove string // address without this filter; "" for a plain fact
}

// Pager walks through a list by key: there are no page numbers, because rows
// come and go while somebody reads.
type Pager struct {
	First, Prev, Next string // addresses, "" when there is none
	Shown             int    // rows on this page
	Total             int    // rows of the whole list; -1 when not counted
}

// Tab is one of the parts of a thing.
type Tab struct {
	Link
	Count   int // shown when Counted
	Counted bool
	Current bool
}

// Column heads a column of a table.
type Column struct {
	Text Text
	Num  bool   // figures: aligned at the end
	Sort string // ascending or descending when sorted by it
}

// Cell is one cell of a table. An empty cell is shown as a dash that is read
// as "not recorded".
type Cell struct {
	Text  Text
	Href  string
	Label *Label
	Tag   *Tag
	When  *When
	Due   *Due
	Code  string
	Sub   Text // second line
	Bar   *Bar
}

// Empty reports whether a cell says nothing.
func (c Cell) Empty() bool {
	return c.Text == nil && c.Label == nil && c.Tag == nil && c.When == nil && c.Due == nil && c.Code == "" && c.Sub == nil && c.Bar == nil
}

// Column is the column with this number, or an empty one.
func (t Table) Column(i int) Column {
	if i < len(t.Columns) {
		return t.Columns[i]
	}
	return Column{}
}

// Bar is a share of a whole, drawn in a cell.
type Bar struct {
	Value, Of float64
	Series    int // 1 to 6: the colour
}

// Row is one row of a table. Its first cell is its heading.
type Row struct {
	Cells []Cell
	Now   bool // the row the reader is working on
}

// Table is a table with its caption and totals.
type Table struct {
	ID      string
	Caption Text
	Hide    bool // the caption is only read aloud, because a heading says it
	Note    Text
	Columns []Column
	Rows    []Row
	Total   []Row
	Empty   Text // why there are no rows and what comes next
	Cards   bool // becomes cards on a phone
	Tight   bool
}

// Definition says how a figure is counted.
type Definition struct {
	ID     string // anchor: #def-ID
	Name   Text
	Text   Text
	Source *Source
}

// Stat is one figure with its way to the rows behind it.
type Stat struct {
	Figure Text
	Name   Text
	Sub    Text
	Define string // address of the definition
	Rows   *Link
}

// Person is somebody shown by initials and name.
type Person struct {
	Name     string
	Initials string
	Note     Text
}

// Quiet is the table with its caption only read aloud, for where a heading
// says the same.
func (t Table) Quiet() Table {
	t.Hide, t.Note = true, nil
	return t
}
