package portal

import (
	"testing"

	"rootward/application/lifecycle"
	"rootward/templates"
	"rootward/workflow"
)

func TestWhatHappened(t *testing.T) {
	for _, c := range []struct {
		name  string
		d     *workflow.Definition
		entry lifecycle.Entry
		want  string
	}{
		{"a step", workflow.GTLD2012, lifecycle.Entry{Event: workflow.SignAgreement, To: workflow.InPDT}, "happened.sign_agreement"},
		{"recorded, one step leads there", workflow.GTLD2012, lifecycle.Entry{Event: workflow.Record, To: workflow.InPDT}, "happened.sign_agreement"},
		{"recorded, several steps lead there", workflow.GTLD2012, lifecycle.Entry{Event: workflow.Record, To: workflow.Contracting}, "happened.entered"},
		{"recorded, an end that no step leads to", workflow.GTLD2012, lifecycle.Entry{Event: workflow.Record, To: workflow.ClosedUnrecorded}, "state.closed_outcome_not_recorded"},
		{"begun in the middle", workflow.GTLD2012, lifecycle.Entry{Event: workflow.Open, To: workflow.RevealedState}, "happened.reveal"},
		{"begun", workflow.GTLD2026, lifecycle.Entry{Event: workflow.Open, To: workflow.Draft}, "happened.open"},
	} {
		if got := templates.Key(happened(c.d, c.entry)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
