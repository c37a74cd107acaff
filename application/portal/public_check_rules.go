package portal

import (
	"context"
	"fmt"

	"rootward/idn/rootzone"
	"rootward/templates"
)

// rulesFor finds the edition of the root zone rules that the round of a
// question is judged by, and what follows from its verdict.
func (p *Portal) rulesFor(ctx context.Context, q *question) error {
	edition, force, err := p.Rules.For(ctx, q.round)
	if err != nil {
		return fmt.Errorf("rules of round %q: %w", q.round.ID, err)
	}
	q.edition, q.binding = edition, force.Binding
	key := "check.set.info"
	if q.binding {
		key = "check.set.binding"
	}
	q.basis = templates.T(key, "Source", templates.Plain(force.Source))
	note := tagged(force.Tag)
	if force.Choice != nil {
		note = templates.Join(", ", templates.T("rules.chosen"), templates.Day(force.Choice.At))
	}
	if note != nil {
		q.basis = templates.Join(" ", q.basis, templates.T("check.set.note", "Note", note))
	}
	return nil
}

// ruleSetPath is the page about a rule set.
func ruleSetPath(e *rootzone.Edition, s *rootzone.Set) string { return rulesPath(e.ID, s.Name) }
