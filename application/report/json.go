package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// allRounds stands for the round of a result about several.
const allRounds = "all"

// JSON writes a result as one object: report, round, as_of, definitions,
// totals and rows. Keys come in the order of columns; values that are not
// recorded are null; links lead to the rows behind a number. say adds the
// words of definitions; without it they have their keys alone.
func (r Result) JSON(w io.Writer, say Say) error {
	buf := bufio.NewWriter(w)
	o := &object{w: buf}
	o.open('{')
	o.field("report", r.Query.Report)
	o.field("round", orElse(r.Round, allRounds))
	o.field("as_of", r.AsOf.UTC().Format(time.DateOnly))
	o.name("definitions")
	r.writeDefinitions(o, say)
	o.name("totals")
	o.open('{')
	for _, t := range r.Totals {
		o.field(t.ID, t.Value)
	}
	o.close('}')
	o.name("rows")
	o.open('[')
	for _, row := range r.Rows {
		o.item()
		r.writeRow(o, row)
	}
	o.close(']')
	o.close('}')
	o.text("\n")
	if o.err == nil {
		o.err = buf.Flush()
	}
	if o.err != nil {
		return fmt.Errorf("writing JSON: %w", o.err)
	}
	return nil
}

func (r Result) writeDefinitions(o *object, say Say) {
	o.open('[')
	for _, d := range r.Definitions {
		o.item()
		o.open('{')
		o.field("id", d.ID)
		if say == nil {
			o.field("key", d.Text.Key)
		} else {
			o.field("name", say(Sentence{Key: d.NameKey()}))
			o.field("text", say(d.Text))
		}
		o.close('}')
	}
	o.close(']')
}

func (r Result) writeRow(o *object, row Row) {
	o.open('{')
	for _, c := range r.Columns {
		o.field(c.ID, row.Values[c.ID])
	}
	o.name("links")
	o.open('{')
	for _, c := range r.Columns {
		if sel, ok := row.Links[c.ID]; ok {
			o.field(c.ID, RowsPath(r.Query, sel))
		}
	}
	o.close('}')
	o.close('}')
}

// object writes JSON piece by piece, so that keys keep their order and a long
// result is never in memory as text. The first error stays.
type object struct {
	w     io.Writer
	comma bool
	err   error
}

func (o *object) text(s string) {
	if o.err == nil {
		_, o.err = io.WriteString(o.w, s)
	}
}

func (o *object) item() {
	if o.comma {
		o.text(",")
	}
	o.comma = false
}

func (o *object) open(bracket byte) {
	o.text(string(bracket))
	o.comma = false
}

func (o *object) close(bracket byte) {
	o.text(string(bracket))
	o.comma = true
}

func (o *object) value(v any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // addresses stay readable; the answer is never a page
	if err := e.Encode(v); err != nil && o.err == nil {
		o.err = err
	}
	o.text(string(bytes.TrimRight(b.Bytes(), "\n")))
}

func (o *object) name(name string) {
	o.item()
	o.value(name)
	o.text(":")
}

func (o *object) field(name string, v any) {
	o.name(name)
	o.value(v)
	o.comma = true
}
