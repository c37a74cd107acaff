package portal

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	labels "rootward/application/label"
	"rootward/idn"
	"rootward/templates"
)

func (p *Portal) labelOperations(api huma.API) {
	operation(p, api, get("judge-label", "/api/v1/labels/{label}", "Judge a label by a rule set, the rules of a round and the lists of names", "labels", http.StatusNotFound, http.StatusServiceUnavailable), p.apiLabel)
	operation(p, api, get("list-variants", "/api/v1/labels/{label}/variants", "List the variants of a label in the order of their code points", "labels", http.StatusNotFound, http.StatusServiceUnavailable), p.apiVariants)
	operation(p, api, get("compare-labels", "/api/v1/labels/{label}/compare", "Tell how a second label stands to a first", "labels", http.StatusNotFound), p.apiCompare)
	operation(p, api, asking("check-labels", "/api/v1/labels/check", "Judge up to 1,000 labels at once"), p.apiCheck)
	operation(p, api, asking("find-collisions", "/api/v1/labels/collisions", "Group up to 1,000 labels by variant set"), p.apiCollisions)
}

// asking describes an operation that reads with a body.
func asking(id, path, summary string) huma.Operation {
	return huma.Operation{
		OperationID: id, Method: http.MethodPost, Path: path, Summary: summary, Tags: []string{"labels"},
		Errors: []int{http.StatusNotFound, http.StatusServiceUnavailable},
	}
}

// LabelChoice says by what a label is judged.
type LabelChoice struct {
	Round string `query:"round" doc:"Whose rules to use; the newest round's if not given."`
	LGR   string `query:"lgr" maxLength:"100" doc:"Rule set by name, such as lgr-5-arabic-script; auto, or nothing, finds it from the code points."`
}

type labelInput struct {
	LabelChoice
	Label    string `path:"label" maxLength:"1000" doc:"In its own script, as an A-label, or as code points (U+0627 U+06CC)."`
	Variants int    `query:"variants" minimum:"0" maximum:"100" doc:"How many variants to list beside their counts."`
}

// APILabel is everything known about a label.
type APILabel struct {
	APIVerdict
	Valid      bool           `json:"valid" doc:"No rule failed, and the rule set, where it binds the round, finds the label eligible. Warnings do not count."`
	Script     string         `json:"script,omitempty" doc:"ISO 15924; empty when scripts are mixed."`
	RTL        bool           `json:"rtl"`
	Policy     string         `json:"policy" doc:"The policy whose rules were used."`
	CodePoints []APICodePoint `json:"code_points"`
	Findings   []APIFinding   `json:"findings"`
	Collisions []APICollision `json:"collisions" doc:"Names that are this label or a variant of it."`
}

// APICodePoint is one code point of the U-label.
type APICodePoint struct {
	Code     string `json:"code" doc:"U+ and hexadecimal digits."`
	Name     string `json:"name"`
	Script   string `json:"script"`
	Property string `json:"property" doc:"IDNA2008 derived property."`
}

// APIFinding is the outcome of one rule.
type APIFinding struct {
	Rule      string `json:"rule"`
	Scope     string `json:"scope" enum:"idna,round,list"`
	Outcome   string `json:"outcome" enum:"passed,warned,failed"`
	Position  int    `json:"position,omitempty" doc:"1-based code point; absent for the whole label."`
	Text      string `json:"text"`
	Fix       string `json:"fix,omitempty"`
	Source    string `json:"source,omitempty"`
	SourceURL string `json:"source_url,omitempty"`
}

// APICollision is a name that a label is, or is a variant of.
type APICollision struct {
	ULabel       string   `json:"u_label" doc:"The name as its list writes it."`
	ALabel       string   `json:"a_label,omitempty" doc:"Absent for names that are no labels."`
	Relation     string   `json:"relation" doc:"identical, linked, or the disposition that it has as a variant of the label; empty for a name that the label is only like."`
	Outcome      string   `json:"outcome" enum:"failed,warned,passed" doc:"failed: in the way; warned: needs care; passed: to know."`
	List         string   `json:"list,omitempty" doc:"Id of the list of names that has it."`
	Effect       string   `json:"effect,omitempty" doc:"What follows from being on the list."`
	Match        string   `json:"match,omitempty" doc:"How the label meets the name: exact, joined, component, permutation, folded or variant."`
	Territory    string   `json:"territory,omitempty" doc:"ISO 3166-1, ISO 3166-2 or M49 codes."`
	Source       string   `json:"source,omitempty" doc:"Of the list."`
	SourceURL    string   `json:"source_url,omitempty"`
	Applications []string `json:"applications,omitempty" doc:"Public applications of the round for this string."`
}

// askFor is ask for programs: a rule set that there is not is an error.
func (p *Portal) askFor(ctx context.Context, text string, in LabelChoice) (question, error) {
	q, err := p.ask(ctx, templates.DefaultLanguage, text, in.Round, in.LGR)
	if err == nil && q.noSet != "" {
		return q, &noRuleSet{q.noSet}
	}
	return q, err
}

func (p *Portal) apiLabel(ctx context.Context, c echo.Context, in *labelInput) (*one[APILabel], error) {
	q, err := p.askFor(ctx, in.Label, in.LabelChoice)
	if err != nil {
		return nil, err
	}
	done, err := p.checkWork.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	o := q.options()
	o.Variants, o.Fold = in.Variants, false
	v, unclear := labels.Judge(in.Label, o)
	if unclear != nil && !explained(unclear) {
		return nil, fmt.Errorf("judging a label: %w", unclear)
	}
	found, err := p.collisions(ctx, q, v)
	if err != nil {
		return nil, err
	}
	lang, r, policy := p.viewer(c).Lang, v.Report, q.round.Policy
	out := APILabel{
		APIVerdict: p.verdictJSON(lang, q.edition.ID, &v, unclear), Valid: passes(q, v), Script: r.Script, RTL: r.RTL, Policy: policy.ID + " " + policy.Version,
		CodePoints: []APICodePoint{}, Findings: p.findingsJSON(lang, r), Collisions: []APICollision{},
	}
	for _, x := range r.CodePoints {
		out.CodePoints = append(out.CodePoints, APICodePoint{Code: x.String(), Name: x.Name, Script: x.Script, Property: x.Property})
	}
	for _, e := range found.names {
		out.Collisions = append(out.Collisions, e.json())
	}
	return &one[APILabel]{out}, nil
}

// explained reports whether an error of a judgement stands in its answer.
func explained(err error) bool {
	var unreadable *labels.InputError
	return errors.As(err, &unreadable) || labels.TooMuch(err)
}

func (p *Portal) findingsJSON(lang string, r idn.Report) []APIFinding {
	out := []APIFinding{}
	for _, f := range r.Findings {
		x := APIFinding{
			Rule: f.Rule, Scope: string(f.Scope), Outcome: outcomeNames[f.Severity()], Position: f.Position, Source: f.Source, SourceURL: f.SourceURL,
			Text: p.Templates.Say(lang, templates.T(f.Key(), findingArgs(f)...)),
		}
		if f.Severity() != idn.Passed {
			x.Fix = p.Templates.Say(lang, templates.T(f.FixKey(), findingArgs(f)...))
		}
		out = append(out, x)
	}
	return out
}

func (e encounter) json() APICollision {
	out := APICollision{ULabel: e.u, ALabel: e.a, Relation: string(e.relation), Outcome: outcomeNames[e.severity]}
	if h := e.hit; h != nil {
		out.List, out.Effect, out.Match, out.Territory = h.List.ID, string(h.List.Effect), h.Match.String(), h.Territory
		out.Source, out.SourceURL = h.List.Source, h.List.URL
	}
	for _, l := range e.applications {
		out.Applications = append(out.Applications, l.ID)
	}
	return out
}
