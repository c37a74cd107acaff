package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/idna"
)

// Forms of values. Country: ISO 3166-1 alpha-2. Script: ISO 15924.
var (
	labelForm   = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)
	scriptForm  = regexp.MustCompile(`^[A-Z][a-z]{3}$`)
	countryForm = regexp.MustCompile(`^[A-Z]{2}$`)
)

// regions are the five geographic regions of ICANN (Bylaws, 7.5), as the 2012
// application list abbreviates them.
var regions = []string{"AF", "AP", "EUR", "LAC", "NA"}

// required is the value of a column that must not be empty.
func (r *row) required(name string) string {
	value := r.text(name)
	if value == "" {
		r.fault(name, RuleRequired)
	}
	return value
}

// formed is a required value of the given form.
func (r *row) formed(name string, form *regexp.Regexp) string {
	value := r.required(name)
	if value != "" && !form.MatchString(value) {
		r.fault(name, RulePattern)
	}
	return value
}

// oneOf is a required value out of a list.
func (r *row) oneOf(name string, values []string) string {
	value := r.required(name)
	if value != "" && !slices.Contains(values, value) {
		r.fault(name, RuleUnknownValue)
	}
	return value
}

func (r *row) yesNo(name string) bool {
	switch r.text(name) {
	case "yes":
		return true
	case "no":
		return false
	default:
		r.fault(name, RuleYesNo)
		return false
	}
}

// trueOrNot is true for "true", false for "false" and for empty.
func (r *row) trueOrNot(name string) bool {
	switch r.text(name) {
	case "true":
		return true
	case "false", "":
		return false
	default:
		r.fault(name, RuleTrueFalse)
		return false
	}
}

// date is midnight UTC of the day, zero when empty. Only YYYY-MM-DD is taken:
// a day written otherwise could be read in two ways.
func (r *row) date(name string) time.Time {
	value := r.text(name)
	if value == "" {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, value)
	if err != nil {
		r.fault(name, RuleDate)
		return time.Time{}
	}
	return day
}

// inOrder notes a date that lies before an earlier column's. Unknown dates are
// passed over.
func (r *row) inOrder(names ...string) {
	var latest string // dates of this form sort as text
	for _, name := range names {
		value := r.text(name)
		if value == "" {
			continue
		}
		if value < latest {
			r.fault(name, RuleDateOrder)
			return
		}
		latest = value
	}
}

// number is a whole number from low to high. An absent column gives low.
func (r *row) number(name string, low, high int) int {
	if _, present := r.table.index[name]; !present {
		return low
	}
	n, err := strconv.Atoi(r.text(name))
	if err != nil || n < low || n > high {
		r.fault(name, RuleNumber)
		return low
	}
	return n
}

// label reads an A-label (or an ASCII label) and its U-label, and checks that
// each gives the other. The rules of IDNA2008 are not applied here: a file of
// what was applied for may hold labels that were refused.
func (r *row) label(aName, uName string) (a, u string) {
	a, u = r.required(aName), r.required(uName)
	if a == "" || u == "" {
		return a, u
	}
	if !labelForm.MatchString(a) {
		r.fault(aName, RuleLabel)
		return a, u
	}
	if back, err := idna.Punycode.ToUnicode(a); err != nil || back != u {
		r.fault(uName, RuleLabelPair)
	}
	return a, u
}

// idnFlag is a yes/no column that must agree with the A-label.
func (r *row) idnFlag(name, aLabel string) bool {
	flag := r.yesNo(name)
	written := r.text(name)
	if (written == "yes" || written == "no") && flag != strings.HasPrefix(aLabel, "xn--") {
		r.fault(name, RuleIDNFlag)
	}
	return flag
}

// seen notes values that must stand in one row only.
type seen map[string]bool

func (s seen) check(r *row, name string) {
	value := r.text(name)
	if value == "" {
		return
	}
	if s[value] {
		r.fault(name, RuleDuplicate)
	}
	s[value] = true
}
