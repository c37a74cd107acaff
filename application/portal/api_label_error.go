package portal

import (
	"errors"
	"net/http"

	labels "rootward/application/label"
	"rootward/idn"
	"rootward/idn/lgr"
	"rootward/templates"
)

// noRuleSet is the name of a rule set that there is not.
type noRuleSet struct{ name string }

func (e *noRuleSet) Error() string { return "no rule set " + e.name }

// notALabel is a text that is no label at all.
type notALabel struct{ why templates.Text }

func (*notALabel) Error() string { return "no label" }

// badPlace is a place in a list that no page ended at.
type badPlace struct{}

func (*badPlace) Error() string { return "no place in the list" }

// whyNoLabel says why a text is no label.
func whyNoLabel(text string, err error) templates.Text {
	var unreadable *labels.InputError
	if !errors.As(err, &unreadable) {
		return templates.T("error.detail.label_too_long")
	}
	if unreadable.Rule == wrongCodePoints {
		return templates.T("check.code_points.fail")
	}
	for _, f := range idn.Check(text, idn.Rules{}).Faults(idn.Failed) {
		if f.Rule == unreadable.Rule {
			return templates.T(f.Key(), findingArgs(f)...)
		}
	}
	return templates.Plain(seen(unreadable.Text))
}

// wrongCodePoints is the rule that a text in the form U+0627 U+06CC breaks.
const wrongCodePoints = "code-points"

// labelTrouble tells of questions about labels that have no answer; ok is
// false for every other error.
func labelTrouble(err error) (t trouble, ok bool) {
	var noLabel *notALabel
	var none *noRuleSet
	var place *badPlace
	t.status = http.StatusUnprocessableEntity
	switch {
	case errors.As(err, &none):
		t.status, t.code, t.detail = http.StatusNotFound, "not_found", templates.T("error.detail.rule_set", "Set", templates.Plain(seen(none.name)))
	case errors.As(err, &noLabel):
		t.code, t.detail = "no_label", templates.T("error.detail.no_label", "Why", noLabel.why)
	case errors.As(err, &place):
		t.code, t.detail = "invalid", templates.T("error.detail.place")
	case errors.Is(err, lgr.ErrTooComplex):
		t.code, t.detail = "too_complex", templates.T("error.detail.too_complex")
	case errors.Is(err, lgr.ErrTooLong):
		t.code, t.detail = "label_too_long", templates.T("error.detail.label_too_long")
	default:
		return t, false
	}
	return t, true
}
