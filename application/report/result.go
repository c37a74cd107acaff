package report

import (
	"time"

	"rootward/workflow"
)

// Sentence is a message key with its arguments: placeholder names and values
// in turn. Values are strings, whole numbers or times.
type Sentence struct {
	Key  string
	Args []any
}

// Say is a Sentence of the room of words.
type Say func(Sentence) string

// ColumnType says how a value is read.
type ColumnType string

// The types of columns. A value of any type may be nil: not recorded or not
// defined.
const (
	Text   ColumnType = "text"   // string, the same in every language
	Word   ColumnType = "word"   // string; the message Words + value
	Labels ColumnType = "labels" // []string: strings or A-labels
	Count  ColumnType = "count"  // int: applications, stays or sets
	Days   ColumnType = "days"   // int: whole days of 24 hours
	Mean   ColumnType = "mean"   // float64: days with one decimal
	Share  ColumnType = "share"  // float64 from 0 to 1, four decimals
	Day    ColumnType = "day"    // string YYYY-MM-DD, UTC
)

// Column is one column of a result; locale key report.column.<ID>.
type Column struct {
	ID    string
	Type  ColumnType
	Words string // prefix of message keys, for Word
	Aside bool   // too long for a column on a terminal: said below the table
}

// Row is one row of a result by column. Links holds the list behind a number.
type Row struct {
	Values map[string]any
	Links  map[string]Selector
}

// Int is a whole number of a row, 0 when it has none.
func (r Row) Int(column string) int {
	n, ok := r.Values[column].(int)
	if !ok {
		return 0
	}
	return n
}

// Text is a text of a row, empty when it has none.
func (r Row) Text(column string) string {
	s, ok := r.Values[column].(string)
	if !ok {
		return ""
	}
	return s
}

// Has reports whether a row has a value in a column.
func (r Row) Has(column string) bool { return r.Values[column] != nil }

// Total is one figure over all rows; locale key report.total.<ID>. Value is an
// int, or a string for days and words.
type Total struct {
	ID    string
	Value any
	Link  *Selector // the list behind it, if it counts applications
}

// Definition says how a figure is counted: its name is the message
// report.define.<ID>, its text the message Text.
type Definition struct {
	ID   string
	Text Sentence
}

// NameKey is the message with the name of what is defined.
func (d Definition) NameKey() string { return "report.define." + d.ID }

// Result is the answer of a report.
type Result struct {
	Query       Query
	Round       string    // empty: several
	AsOf        time.Time // the day the figures are true for, UTC; of several rounds the newest
	Sample      bool      // the round is invented for a demonstration
	Columns     []Column
	Rows        []Row
	All         int // rows of the whole result, of which Rows may be a part
	Totals      []Total
	Definitions []Definition
	Finding     Sentence
	Histograms  []Histogram // of processing times: a stage and kind each
}

// Total returns a total as a whole number, 0 when there is none.
func (r Result) Total(id string) int {
	for _, t := range r.Totals {
		if n, ok := t.Value.(int); ok && t.ID == id {
			return n
		}
	}
	return 0
}

// count adds a total with the list behind it.
func (r *Result) count(id string, n int, link Selector) {
	r.Totals = append(r.Totals, Total{ID: id, Value: n, Link: &link})
}

// note adds a total that is no count.
func (r *Result) note(id string, value any) { r.Totals = append(r.Totals, Total{ID: id, Value: value}) }

// define adds definitions by id, in order, without repeating one.
func (r *Result) define(ids ...string) {
	for _, id := range ids {
		r.defineWith(id)
	}
}

func (r *Result) defineWith(id string, args ...any) {
	for _, d := range r.Definitions {
		if d.ID == id {
			return
		}
	}
	r.Definitions = append(r.Definitions, Definition{ID: id, Text: Sentence{Key: "report.define." + id + ".text", Args: args}})
}

// share is n of all, four decimals; nil when there are none.
func share(n, all int) any {
	if all == 0 {
		return nil
	}
	return float64(int64(float64(n)/float64(all)*10_000+0.5)) / 10_000
}

// stages lists the stages of a life cycle that take time of somebody, in its
// order. A stage is secret when some state of it is.
func stages(d *workflow.Definition, unpublished bool) []workflow.Stage {
	type kept struct{ timed, secret bool }
	all := map[workflow.Stage]*kept{}
	var order []workflow.Stage
	for _, p := range d.Positions {
		k := all[p.Stage]
		if k == nil {
			k = &kept{timed: true}
			all[p.Stage] = k
			order = append(order, p.Stage)
		}
		k.timed = k.timed && p.Owner != workflow.OwnerNone
		k.secret = k.secret || p.Secret
	}
	var out []workflow.Stage
	for _, s := range order {
		if all[s].timed && (unpublished || !all[s].secret) {
			out = append(out, s)
		}
	}
	return out
}
