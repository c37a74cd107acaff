package intake

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits keep a wrong file from filling the memory. The largest real file has
// under 2,000 rows and 400 kB.
const (
	maxRows  = 100_000
	maxBytes = 64 << 20
	maxField = 1_000 // characters
)

// column is one column of a kind of file.
type column struct {
	name     string
	optional bool // may be absent: it can be derived or is not used
}

// readTable checks encoding and header, then hands each row to `each`, which
// reads it through the methods of row. It returns the faults of the whole file
// as FileErrors, or the error of the reader itself.
func readTable(r io.Reader, columns []column, each func(*row)) error {
	limited := &io.LimitedReader{R: r, N: maxBytes + 1}
	src := bufio.NewReader(limited)
	_, skipped, err := readPreamble(src)
	if err != nil {
		return err
	}
	t := newTable(src, skipped)
	if err := t.header(columns); err != nil {
		return err
	}
	if err := t.rows(each); err != nil {
		return err
	}
	if limited.N <= 0 {
		t.faults.add(0, "", "", RuleTooLarge)
	}
	return t.faults.err()
}

// readPreamble skips a byte order mark and the comment lines at the top, and
// returns those lines without their mark.
func readPreamble(src *bufio.Reader) (comments []string, lines int, err error) {
	if mark, err := src.Peek(3); err == nil && bytes.Equal(mark, []byte("\uFEFF")) {
		if _, err := src.Discard(3); err != nil {
			return nil, 0, fmt.Errorf("read byte order mark: %w", err)
		}
	}
	for {
		first, err := src.Peek(1)
		if errors.Is(err, io.EOF) || (err == nil && first[0] != '#') {
			return comments, lines, nil
		}
		if err != nil {
			return nil, 0, fmt.Errorf("read comment lines: %w", err)
		}
		line, err := src.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, 0, fmt.Errorf("read comment lines: %w", err)
		}
		lines++
		comments = append(comments, strings.TrimSpace(strings.TrimPrefix(line, "#")))
	}
}

type table struct {
	csv     *csv.Reader
	skipped int // lines before the header
	names   []string
	index   map[string]int
	faults  faults
}

func newTable(src io.Reader, skipped int) *table {
	t := &table{csv: csv.NewReader(src), skipped: skipped}
	t.csv.FieldsPerRecord = -1 // counted here, so that reading goes on
	t.csv.ReuseRecord = true
	return t
}

// header reads and checks the header line. A wrong header ends the reading,
// because nobody can say what the rows mean.
func (t *table) header(columns []column) error {
	record, err := t.csv.Read()
	if errors.Is(err, io.EOF) {
		t.faults.add(0, "", "", RuleEmptyFile)
		return t.faults.err()
	}
	if err != nil {
		return t.broken(err)
	}
	line := t.line(0)
	known := make(map[string]bool, len(columns))
	for _, c := range columns {
		known[c.name] = true
	}
	t.names = append(t.names, record...)
	t.index = make(map[string]int, len(record))
	for i, name := range t.names {
		_, twice := t.index[name]
		switch {
		case !utf8.ValidString(name):
			t.faults.add(line, "", name, RuleUTF8)
		case twice:
			t.faults.add(line, name, "", RuleDuplicateColumn)
		case !known[name]:
			t.faults.add(line, name, "", RuleUnknownColumn)
		}
		t.index[name] = i
	}
	for _, c := range columns {
		if _, ok := t.index[c.name]; !ok && !c.optional {
			t.faults.add(line, c.name, "", RuleMissingColumn)
		}
	}
	return t.faults.err()
}

func (t *table) rows(each func(*row)) error {
	for n := 1; ; n++ {
		record, err := t.csv.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return t.broken(err)
		}
		line := t.line(0)
		if n > maxRows {
			t.faults.add(line, "", "", RuleTooManyRows)
			return nil
		}
		if len(record) != len(t.names) {
			t.faults.add(line, "", fmt.Sprint(len(record)), RuleFieldCount)
			continue
		}
		row := &row{table: t, line: line, fields: record}
		row.clean()
		each(row)
	}
}

// line is the physical line on which a field of the last record begins.
func (t *table) line(field int) int {
	line, _ := t.csv.FieldPos(field)
	return line + t.skipped
}

// broken turns a syntax error into a fault; other errors are the reader's own.
func (t *table) broken(err error) error {
	var syntax *csv.ParseError
	if !errors.As(err, &syntax) {
		return fmt.Errorf("read file: %w", err)
	}
	t.faults.add(syntax.Line+t.skipped, "", syntax.Err.Error(), RuleCSV)
	return t.faults.err()
}

// row is one row, read field by field. Its methods note a fault and go on.
type row struct {
	table  *table
	line   int
	fields []string
}

// clean applies the rules that hold for every field.
func (r *row) clean() {
	for i, value := range r.fields {
		name := r.table.names[i]
		switch {
		case !utf8.ValidString(value):
			r.fault(name, RuleUTF8)
		case strings.TrimSpace(value) != value:
			r.fault(name, RuleSpace)
		case strings.ContainsFunc(value, unicode.IsControl):
			r.fault(name, RuleControl)
		case utf8.RuneCountInString(value) > maxField:
			r.fault(name, RuleTooLong)
		}
	}
}

// text is the value of a column; empty when the file has no such column.
func (r *row) text(name string) string {
	i, ok := r.table.index[name]
	if !ok {
		return ""
	}
	return r.fields[i]
}

func (r *row) fault(name, rule string) {
	line := r.line
	if i, ok := r.table.index[name]; ok {
		line = r.table.line(i)
	}
	r.table.faults.add(line, name, r.text(name), rule)
}
