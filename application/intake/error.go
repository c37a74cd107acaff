package intake

import (
	"fmt"
	"strconv"
	"strings"
)

// maxErrors is how many faults of one file are kept. More do not help a reader;
// the rest are counted in a last entry with the rule [RuleMore].
const maxErrors = 100

// Rules a file can break. They are words that keep their meaning: pages look up
// their text under "intake.rule.<word>", the shell prints [FileError.Error].
const (
	RuleMore            = "more"
	RuleCSV             = "csv"
	RuleUTF8            = "utf8"
	RuleEmptyFile       = "empty_file"
	RuleTooManyRows     = "too_many_rows"
	RuleTooLarge        = "too_large"
	RuleMissingColumn   = "missing_column"
	RuleUnknownColumn   = "unknown_column"
	RuleDuplicateColumn = "duplicate_column"
	RuleFieldCount      = "field_count"
	RuleSpace           = "space"
	RuleControl         = "control_character"
	RuleTooLong         = "too_long"
	RuleRequired        = "required"
	RuleYesNo           = "yes_no"
	RuleTrueFalse       = "true_false"
	RuleDate            = "date"
	RuleDateOrder       = "date_order"
	RuleDateStatus      = "date_status"
	RuleNumber          = "number"
	RulePattern         = "pattern"
	RuleUnknownValue    = "unknown_value"
	RuleDuplicate       = "duplicate"
	RuleLabel           = "label"
	RuleLabelPair       = "label_pair"
	RuleIDNFlag         = "idn_flag"
)

// ruleText is what the shell prints for a rule.
var ruleText = map[string]string{
	RuleMore:            "more faults than are listed",
	RuleCSV:             "not readable as comma-separated values; nothing after this line was read",
	RuleUTF8:            "not valid UTF-8",
	RuleEmptyFile:       "the file has no header line",
	RuleTooManyRows:     "more rows than a file may have",
	RuleTooLarge:        "the file is larger than a file may be",
	RuleMissingColumn:   "this column is missing",
	RuleUnknownColumn:   "this column is not known",
	RuleDuplicateColumn: "this column stands twice",
	RuleFieldCount:      "the row has more or fewer fields than the header",
	RuleSpace:           "must not begin or end with a space",
	RuleControl:         "must not contain line breaks or control characters",
	RuleTooLong:         "longer than a field may be",
	RuleRequired:        "must not be empty",
	RuleYesNo:           "must be yes or no",
	RuleTrueFalse:       "must be true, false or empty",
	RuleDate:            "must be a day that exists, written YYYY-MM-DD, or empty",
	RuleDateOrder:       "lies before the date it must follow",
	RuleDateStatus:      "a date that the status of this row rules out",
	RuleNumber:          "must be a whole number within its limits",
	RulePattern:         "does not have the form this column needs",
	RuleUnknownValue:    "not one of the values this column can have",
	RuleDuplicate:       "stands in an earlier row already",
	RuleLabel:           "not a label of letters, digits and hyphens in lower case",
	RuleLabelPair:       "the string and its A-label are not the same label",
	RuleIDNFlag:         "says otherwise than the A-label",
}

// FileError is one fault in a file.
type FileError struct {
	Line   int    // physical line, the first is 1; 0 when the fault is the whole file's
	Column string // name from the header; empty when the fault is the whole row's
	Value  string // what stands there, cut to 80 characters
	Rule   string // one of the Rule constants
}

// Error tells the fault in one line of English, for the shell and the log.
func (e FileError) Error() string {
	var b strings.Builder
	if e.Line > 0 {
		fmt.Fprintf(&b, "line %d: ", e.Line)
	}
	if e.Column != "" {
		fmt.Fprintf(&b, "%s: ", e.Column)
	}
	if e.Value != "" {
		fmt.Fprintf(&b, "%s: ", strconv.Quote(e.Value))
	}
	text, known := ruleText[e.Rule]
	if !known {
		text = e.Rule
	}
	b.WriteString(text)
	return b.String()
}

// FileErrors are all faults found in one file, in the order of the file. At
// most 100 are kept; a last entry with the rule [RuleMore] then holds the
// number of further faults as its value.
type FileErrors []FileError

// Error lists the faults, one a line.
func (e FileErrors) Error() string {
	lines := make([]string, len(e))
	for i, one := range e {
		lines[i] = one.Error()
	}
	return strings.Join(lines, "\n")
}

// faults collects FileErrors up to the limit.
type faults struct {
	list FileErrors
	more int
}

func (f *faults) add(line int, column, value, rule string) {
	if len(f.list) == maxErrors {
		f.more++
		return
	}
	f.list = append(f.list, FileError{Line: line, Column: column, Value: clip(value), Rule: rule})
}

// err is nil when nothing was wrong.
func (f *faults) err() error {
	switch {
	case len(f.list) == 0:
		return nil
	case f.more > 0:
		return append(f.list, FileError{Value: strconv.Itoa(f.more), Rule: RuleMore})
	default:
		return f.list
	}
}

func clip(s string) string {
	const limit = 80
	runes := []rune(strings.ToValidUTF8(s, "\uFFFD"))
	if len(runes) <= limit {
		return string(runes)
	}
	return string(runes[:limit]) + "…"
}
