package main

import (
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"unicode"

	"golang.org/x/text/width"

	"rootward/application/label"
	"rootward/idn"
)

// labelRow writes the verdict on a label as one row of a table, with a line
// for every reason, fault and warning below it.
type labelRow struct {
	judge   *label.Series
	invalid *atomic.Bool
}

// Columns of the table, with their least widths.
var labelColumns = []struct {
	head  string
	width int
}{{"LABEL", 20}, {"A-LABEL", 24}, {"RULE SET", 22}, {"VERDICT", 12}, {"VARIANTS", 0}}

func labelTableHead() string {
	var cells []string
	for _, c := range labelColumns {
		cells = append(cells, c.head)
	}
	return tableRow(cells)
}

func tableRow(cells []string) string {
	var b strings.Builder
	for i, cell := range cells {
		b.WriteString(cell)
		if i+1 < len(cells) {
			b.WriteString(strings.Repeat(" ", max(1, labelColumns[i].width-columns(cell)+1)))
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// columns is how many columns of a terminal a text takes.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case width.LookupRune(r).Kind() == width.EastAsianWide || width.LookupRune(r).Kind() == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

func (l *labelRow) line(out, line []byte) []byte {
	v, err := l.judge.Judge(line)
	if err != nil || !v.Valid() {
		l.invalid.Store(true)
	}
	if v.Set == nil {
		return fmt.Appendf(out, "%s\n", tableRow([]string{printable(string(line)), "no label: " + visible(err.Error())}))
	}
	counts := dispositions(v.Counts)
	if err != nil {
		counts = err.Error()
	}
	out = fmt.Appendf(out, "%s\n", tableRow([]string{printable(string(v.Label)), printable(v.Report.ALabel), v.Set.Name, v.Disposition, counts}))
	for i := range v.Reasons {
		out = fmt.Appendf(out, "    %s [%s]\n", visible(v.Reasons[i].English()), visible(v.Reasons[i].Source()))
	}
	for _, f := range v.Report.Findings {
		out = fmt.Appendf(out, "    %s: %s [%s]\n", severityWords[f.Severity()], visible(f.English()), f.Source)
	}
	for _, variant := range v.Variants {
		out = fmt.Appendf(out, "    %-12s %s  %s\n", variant.Disposition, printable(string(variant.CP)), appendSpelled(nil, variant.CP))
	}
	return out
}

var severityWords = map[idn.Severity]string{idn.Passed: "holds", idn.Warned: "warning", idn.Failed: "fault"}

// printable quotes text that could steer a terminal or not be seen.
func printable(s string) string {
	if s == "" || s != visible(s) || strings.ContainsAny(s, " \uFFFD") {
		return strconv.QuoteToASCII(s)
	}
	return s
}

// visible writes characters that cannot be seen as escapes.
func visible(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strconv.IsGraphic(r) {
			b.WriteRune(r)
		} else {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		}
	}
	return b.String()
}
