package portal

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"rootward/application"
	labels "rootward/application/label"
	"rootward/application/namelist"
	"rootward/idn"
	"rootward/idn/lgr"
	"rootward/templates"
)

// met is what a string collides with.
type met struct {
	failed, warned int // rules of lists, and strings applied for
	names          []encounter
	partly         bool // not every name could be compared
}

// encounter is one name that a string is, or is a variant of.
type encounter struct {
	u, a, script string
	relation     lgr.Relation // empty for a name that the string only is like
	severity     idn.Severity // Failed: in the way; Warned: needs care; Passed: to know
	hit          *namelist.Hit
	finding      *idn.Finding         // what follows from being on the list; nil if that was said
	applications []application.Listed // of the round, for this string
}

// mostOthers is how many applications for one variant set are looked at.
const mostOthers = 200

// collisions looks for the string and its variants on the lists of names and
// among the public applications of the round.
func (p *Portal) collisions(ctx context.Context, q question, v labels.Verdict) (*met, error) {
	out := &met{}
	out.listed(q, v)
	if v.Report.ALabel == "" || q.round.ID == "" {
		return out, nil
	}
	return out, p.otherApplications(ctx, q, v, out)
}

// otherApplications adds the public applications of the round for the string
// or a variant of it, one line for each string.
func (p *Portal) otherApplications(ctx context.Context, q question, v labels.Verdict, m *met) error {
	a := application.Application{Round: q.round.ID, FinalALabel: v.Report.ALabel}
	var err error
	if a.VariantKey, err = p.Applications.Variants.Key(ctx, q.round.Policy, a.FinalALabel); err != nil {
		return fmt.Errorf("looking for variants of a string: %w", err)
	}
	found, err := p.Evaluation.Store.SameString(ctx, a, mostOthers)
	if err != nil {
		return fmt.Errorf("looking for applications for a string: %w", err)
	}
	var order []string
	byLabel := map[string][]application.Listed{}
	for _, l := range found {
		if byLabel[l.FinalALabel] == nil {
			order = append(order, l.FinalALabel)
		}
		byLabel[l.FinalALabel] = append(byLabel[l.FinalALabel], l)
	}
	for _, other := range order {
		relation, err := relationOf(q, v, byLabel[other][0])
		switch {
		case errors.Is(err, lgr.ErrTooComplex):
			m.partly = true
		case err != nil:
			return fmt.Errorf("comparing a string: %w", err)
		case relation != lgr.Unrelated:
			first := byLabel[other][0]
			m.warned++
			m.names = append(m.names, encounter{severity: idn.Warned, u: finalLabel(first.Application).U, a: other, script: first.Script, relation: relation, applications: byLabel[other]})
		}
	}
	return nil
}

// relationOf compares by the common rule set: it knows the variants of all
// scripts.
func relationOf(q question, v labels.Verdict, other application.Listed) (lgr.Relation, error) {
	if other.FinalALabel == v.Report.ALabel {
		return lgr.Identical, nil
	}
	_, relation, err := q.edition.Common().LGR().SameVariantSet(v.Label, []rune(finalLabel(other.Application).U))
	return relation, err //nolint:wrapcheck // the caller says what was compared
}

// view is one name as it is shown.
func (e encounter) view(q question) templates.LabelCollision {
	out := templates.LabelCollision{State: ruleStates[e.severity], Label: labelOfText(e.u, e.a, e.script), Relation: relationName(e.relation)}
	if e.severity == idn.Passed {
		out.State = "none"
	}
	if e.hit != nil {
		return e.listView(q, out)
	}
	first := e.applications[0]
	if len(e.applications) == 1 {
		out.Text = templates.T("check.collision.application", "Round", roundName(q.round), "Applicant", applicant(first.Application))
		out.Href = pathOf(first.ID)
		return out
	}
	out.Text = templates.T("check.collision.applications", "Round", roundName(q.round), "Count", len(e.applications))
	out.Href = "/applications?" + url.Values{paramRound: {q.round.ID}, "q": {first.FinalALabel}}.Encode()
	return out
}

// relationName says how another string stands to this one. A rule set's own
// dispositions are relations too.
func relationName(r lgr.Relation) templates.Text {
	switch r {
	case "":
		return nil
	case lgr.Identical, lgr.Blocked, lgr.Allocatable, lgr.Linked:
		return templates.T("check.relation." + string(r))
	}
	return templates.T("check.relation.other", "Disposition", templates.Plain(string(r)))
}

// view is what the reader sees; nil when there is no label to compare.
func (m *met) view(q question, v labels.Verdict) *templates.LabelCollisions {
	if v.Report.ALabel == "" {
		return nil
	}
	out := &templates.LabelCollisions{Summary: templates.T("check.collisions.count", "Count", len(m.names))}
	for _, e := range m.names {
		out.Items = append(out.Items, e.view(q))
	}
	switch {
	case m.failed > 0:
		out.Tag = templates.Tag{Kind: "late", Text: templates.T("check.collisions.taken")}
	case m.warned > 0:
		out.Tag = templates.Tag{Kind: "wait", Text: templates.T("check.collisions.touched")}
	case len(m.names) > 0:
		out.Tag = templates.Tag{Kind: "none", Text: templates.T("check.collisions.known")}
	default:
		out.Tag, out.Summary = templates.Tag{Kind: "done", Text: templates.T("check.collisions.free")}, templates.T("check.collisions.free.why")
		if v.Set != nil && !v.Eligible {
			out.Tag.Kind, out.Summary = "none", nil
		}
	}
	if m.partly {
		out.Failed = templates.T("check.collisions.too_complex")
	}
	if v.Set != nil && !v.Eligible {
		out.Summary = templates.Join(" ", out.Summary, templates.T("check.collisions.partly"))
	}
	return out
}
