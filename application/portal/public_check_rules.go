package portal

import (
	"context"

	"rootward/idn/rootzone"
	"rootward/templates"
)

// rulesFor finds the edition of the root zone rules that the round of a
// question is judged by, and what follows from its verdict.
func (p *Portal) rulesFor(_ context.Context, q *question) error {
	rules := q.round.Policy.RootRules
	q.edition, q.binding = rootzone.Embedded(), rules.Binding
	source := sourceText(rules.Source, rules.Tag)
	q.basis = templates.T("check.set.info", "Source", source)
	if q.binding {
		q.basis = templates.T("check.set.binding", "Source", source)
	}
	return nil
}

// ruleSetPath is the page about a rule set, "" where there is none.
func ruleSetPath(*rootzone.Edition, *rootzone.Set) string { return "" }
