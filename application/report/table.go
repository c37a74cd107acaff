package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/width"
)

// Table writes a result for a terminal: what it is about, the rows in aligned
// columns, totals and definitions. Columns without any value are left out;
// words that are the same in every row are said once, above. Without say, ids
// stand for words.
func (r Result) Table(w io.Writer, say Say) error {
	t := tableWriter{Result: r, w: bufio.NewWriter(w), words: say}
	t.head()
	t.body()
	t.foot()
	if err := t.w.Flush(); err != nil {
		return fmt.Errorf("writing the table: %w", err)
	}
	return nil
}

type tableWriter struct {
	Result
	w     *bufio.Writer
	words Say
	shown []Column
}

// line writes a line. The first error stays in w and comes out of Flush.
func (t *tableWriter) line(format string, args ...any) {
	t.w.WriteString(strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n") //nolint:errcheck // Flush tells
}

// say is a message in words, or else what stands for it.
func (t *tableWriter) say(s Sentence, other string) string {
	if t.words == nil {
		return other
	}
	if said := t.words(s); said != s.Key {
		return said
	}
	return other
}

func (t *tableWriter) head() {
	t.line("%s", t.say(Sentence{Key: "report.name." + t.Query.Report}, t.Query.Report))
	if t.words != nil && t.Finding.Key != "" {
		t.line("%s", t.say(t.Finding, ""))
	}
	t.line("%s: %s", t.heading("as_of"), t.AsOf.UTC().Format(time.DateOnly))
	for _, c := range t.Columns {
		switch {
		case c.Aside || t.empty(c):
		case t.constant(c):
			if c.ID != "as_of" { // said above
				t.line("%s: %s", t.heading(c.ID), t.cell(c, t.Rows[0]))
			}
		default:
			t.shown = append(t.shown, c)
		}
	}
	t.line("")
}

func (t *tableWriter) heading(column string) string {
	return t.say(Sentence{Key: "report.column." + column}, column)
}

func (t *tableWriter) empty(c Column) bool {
	return !slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Has(c.ID) })
}

// constant columns of words need no column of their own.
func (t *tableWriter) constant(c Column) bool {
	if numeric(c.Type) || c.Type == Labels || len(t.Rows) < 2 {
		return false
	}
	return !slices.ContainsFunc(t.Rows, func(r Row) bool { return r.Text(c.ID) != t.Rows[0].Text(c.ID) })
}

func numeric(c ColumnType) bool { return c == Count || c == Days || c == Mean || c == Share }

func (t *tableWriter) cell(c Column, r Row) string {
	switch v := r.Values[c.ID].(type) {
	case nil:
		return "-"
	case string:
		if c.Type == Word {
			return t.say(Sentence{Key: c.Words + v}, v)
		}
		return v
	case float64:
		if c.Type == Share {
			return strconv.FormatFloat(v*100, 'f', 1, 64) + " %"
		}
		return strconv.FormatFloat(v, 'f', 1, 64)
	default:
		return plain(v)
	}
}

func (t *tableWriter) body() {
	if len(t.Rows) == 0 {
		return
	}
	lines := make([][]string, len(t.Rows)+1)
	wide := make([]int, len(t.shown))
	for i := range lines {
		for j, c := range t.shown {
			text := t.heading(c.ID)
			if i > 0 {
				text = t.cell(c, t.Rows[i-1])
			}
			lines[i] = append(lines[i], text)
			wide[j] = max(wide[j], Width(text))
		}
	}
	for i, cells := range lines {
		var b strings.Builder
		for j, text := range cells {
			pad := strings.Repeat(" ", wide[j]-Width(text))
			if numeric(t.shown[j].Type) {
				b.WriteString(pad + text + "  ")
			} else {
				b.WriteString(text + pad + "  ")
			}
		}
		t.line("%s", b.String())
		if i == 0 {
			t.line("%s", strings.Repeat("-", Width(strings.TrimRight(b.String(), " "))))
		}
	}
	t.line("")
}

func (t *tableWriter) foot() {
	for _, x := range t.Totals {
		t.line("%s: %s", t.say(Sentence{Key: "report.total." + x.ID}, x.ID), plain(x.Value))
	}
	for _, c := range t.Columns {
		if c.Aside {
			t.aside(c)
		}
	}
	if t.words == nil {
		return
	}
	t.line("")
	for _, d := range t.Definitions {
		t.line("%s: %s", t.say(Sentence{Key: d.NameKey()}, d.ID), t.say(d.Text, d.Text.Key))
	}
}

// aside says each value of a column once, with what it is about.
func (t *tableWriter) aside(c Column) {
	var said []string
	for _, r := range t.Rows {
		about := t.cell(Column{ID: "stage", Type: Word, Words: "stage."}, r)
		text := fmt.Sprintf("%s, %s: %s", t.heading(c.ID), about, r.Text(c.ID))
		if r.Has(c.ID) && !slices.Contains(said, text) {
			said = append(said, text)
			t.line("%s", text)
		}
	}
}

// Width is the number of terminal cells that a text takes: two for wide East
// Asian characters, none for marks and invisible characters.
func Width(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case isWide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func isWide(r rune) bool {
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}
