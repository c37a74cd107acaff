package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"rootward/application/lifecycle"
)

// Safe makes a cell harmless in a spreadsheet: what would begin a formula gets
// an apostrophe in front, which spreadsheets do not show.
func Safe(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// CSV writes the rows of a result, a header of column ids first. Cells without
// a value are empty.
func (r Result) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	line := make([]string, len(r.Columns))
	for i, c := range r.Columns {
		line[i] = c.ID
	}
	if err := out.Write(line); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	for _, row := range r.Rows {
		for i, c := range r.Columns {
			line[i] = Safe(plain(row.Values[c.ID]))
		}
		if err := out.Write(line); err != nil {
			return fmt.Errorf("writing CSV: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

// plain writes a value without regard to a language.
func plain(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		return x
	case []string:
		return strings.Join(x, " ")
	case int:
		return strconv.Itoa(x)
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

// itemColumns are the columns of a list behind a number; locale key
// report.column.<…>.
var itemColumns = []string{"id", "round", "string", "a_label", "final_string", "applicant", "status", "stage", "entered", "left", "days"}

// ItemColumns lists the columns of a list behind a number.
func ItemColumns() []string { return append([]string(nil), itemColumns...) }

// Values are the cells of an item by column; empty for what is not recorded.
func (x Item) Values() []string {
	days := ""
	if x.Days != nil {
		days = strconv.Itoa(*x.Days)
	}
	return []string{
		x.ID, x.Round, x.String, x.ALabel, x.FinalString, x.Applicant, string(x.Status), string(x.Stage), dayOf(x.Entered), dayOf(x.Left), days,
	}
}

func dayOf(w lifecycle.When) string {
	if !w.Known {
		return ""
	}
	return w.At.UTC().Format(time.DateOnly)
}

// ItemsCSV writes lists of items, a header first. Write takes one item at a
// time and Close ends the list.
type ItemsCSV struct {
	out *csv.Writer
	err error
}

// NewItemsCSV begins a list.
func NewItemsCSV(w io.Writer) *ItemsCSV {
	x := &ItemsCSV{out: csv.NewWriter(w)}
	x.err = x.out.Write(itemColumns)
	return x
}

// Write adds an item.
func (x *ItemsCSV) Write(item Item) error {
	if x.err == nil {
		cells := item.Values()
		for i, c := range cells {
			cells[i] = Safe(c)
		}
		x.err = x.out.Write(cells)
	}
	return x.wrapped()
}

// Close writes what is left.
func (x *ItemsCSV) Close() error {
	x.out.Flush()
	if x.err == nil {
		x.err = x.out.Error()
	}
	return x.wrapped()
}

func (x *ItemsCSV) wrapped() error {
	if x.err != nil {
		return fmt.Errorf("writing CSV: %w", x.err)
	}
	return nil
}
