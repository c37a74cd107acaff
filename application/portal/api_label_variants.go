package portal

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	labels "rootward/application/label"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

type variantsInput struct {
	LabelChoice
	Label       string   `path:"label" maxLength:"1000" doc:"In its own script, as an A-label, or as code points (U+0627 U+06CC)."`
	Disposition []string `query:"disposition" maxItems:"10" doc:"Only variants with one of these dispositions, such as allocatable."`
	After       string   `query:"after" maxLength:"2000" doc:"Where the page before ended: its next."`
	Limit       int      `query:"limit" minimum:"1" maximum:"500" default:"100" doc:"Rows of the page."`
}

// APIDerived is a variant and how it comes about.
type APIDerived struct {
	ULabel      string           `json:"u_label"`
	ALabel      string           `json:"a_label"`
	CPS         string           `json:"cps"`
	Disposition string           `json:"disposition"`
	Action      int              `json:"action" doc:"Of the rule set, that gave the disposition, from 0; the default ones of RFC 7940 come last."`
	Condition   string           `json:"condition,omitempty" doc:"Of the action."`
	Replaced    []APIReplacement `json:"replaced"`
}

// APIReplacement is one character in whose place another stands.
type APIReplacement struct {
	Position int    `json:"position" doc:"In the label, of its first code point, from 1."`
	From     string `json:"from" doc:"Code points."`
	To       string `json:"to" doc:"Code points; empty for nothing."`
	Type     string `json:"type,omitempty" doc:"Of the variant in the rule set."`
}

// APIVariants is a page of the variants of a label.
type APIVariants struct {
	Items   []APIDerived        `json:"items"`
	Next    string              `json:"next" doc:"For the parameter after; empty at the end."`
	RuleSet string              `json:"rule_set"`
	Counts  map[string]APICount `json:"variant_counts" doc:"Of the whole list, by disposition, exact."`
}

// mostPassed is how many variants are passed over on the way to a page. Who
// wants more uses the shell, which streams them.
const mostPassed = 2_000_000

func (p *Portal) apiVariants(ctx context.Context, _ echo.Context, in *variantsInput) (*one[APIVariants], error) {
	q, err := p.askFor(ctx, in.Label, in.LabelChoice)
	if err != nil {
		return nil, err
	}
	done, err := p.labelWork.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	after, err := parseSpelled(in.After)
	if err != nil {
		return nil, err
	}
	if _, err := labels.Parse(in.Label); err != nil {
		return nil, &notALabel{whyNoLabel(in.Label, err)}
	}
	o := q.options()
	o.Policy, o.Fold = nil, false
	v, err := labels.Judge(in.Label, o)
	if err != nil {
		return nil, fmt.Errorf("variants of a label: %w", err)
	}
	out := APIVariants{Items: []APIDerived{}, RuleSet: v.Set.Name, Counts: map[string]APICount{}}
	for _, c := range v.Counts {
		if len(in.Disposition) == 0 || slices.Contains(in.Disposition, c.Disposition) {
			out.Counts[c.Disposition] = APICount{c.N}
		}
	}
	if v.Found == nil { // not eligible
		return &one[APIVariants]{out}, nil
	}
	err = page(ctx, &out, v.Explain(), v.Found, in, after)
	return &one[APIVariants]{out}, err
}

// page fills one page behind a place.
func page(ctx context.Context, out *APIVariants, e labels.Explanation, found *lgr.Variants, in *variantsInput, after []rune) error {
	passed := 0
	for x := range found.All(in.Disposition...) {
		if len(after) > 0 && slices.Compare(x.CP, after) <= 0 {
			if passed++; passed > mostPassed || passed%4096 == 0 && ctx.Err() != nil {
				return fmt.Errorf("passing over %d variants: %w", passed, lgr.ErrTooComplex)
			}
			continue
		}
		if len(out.Items) == in.Limit {
			out.Next = strings.ReplaceAll(out.Items[in.Limit-1].CPS, " ", "-")
			return nil
		}
		out.Items = append(out.Items, derivedJSON(x, &e))
	}
	return nil
}

func derivedJSON(v lgr.VariantLabel, e *labels.Explanation) APIDerived {
	u := string(v.CP)
	out := APIDerived{ULabel: u, ALabel: asciiForm(u), CPS: spelled(v.CP, ""), Disposition: v.Disposition, Action: v.ActionIndex, Replaced: []APIReplacement{}}
	d, ok := e.Derive(v)
	if !ok {
		return out
	}
	out.Condition = d.Condition
	for _, r := range d.Replaced {
		x := APIReplacement{Position: r.Position, From: spelled(r.From, ""), Type: r.Type}
		if len(r.To) > 0 {
			x.To = spelled(r.To, "")
		}
		out.Replaced = append(out.Replaced, x)
	}
	return out
}

// parseSpelled reads the place that a page ended at: 0627-06CC.
func parseSpelled(text string) ([]rune, error) {
	if text == "" {
		return nil, nil
	}
	var out []rune
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == '-' || r == ' ' }) {
		n, err := strconv.ParseUint(part, 16, 21)
		if err != nil {
			return nil, &badPlace{}
		}
		out = append(out, rune(n))
	}
	return out, nil
}

type compareInput struct {
	LabelChoice
	Label string `path:"label" maxLength:"1000" doc:"The first label."`
	With  string `query:"with" required:"true" maxLength:"1000" doc:"The second label."`
}

// APIRelation is how a second label stands to a first.
type APIRelation struct {
	A              string `json:"a"`
	B              string `json:"b"`
	RuleSet        string `json:"rule_set"`
	SameVariantSet bool   `json:"same_variant_set" doc:"One class of the symmetric and transitive closure of variants."`
	Relation       string `json:"relation" doc:"identical; blocked, allocatable or another disposition of b as a variant of a; linked, through other labels; none."`
}

func (p *Portal) apiCompare(ctx context.Context, _ echo.Context, in *compareInput) (*one[APIRelation], error) {
	q, err := p.askFor(ctx, "", in.LabelChoice)
	if err != nil {
		return nil, err
	}
	var pair [2][]rune
	for i, text := range []string{in.Label, in.With} {
		if pair[i], err = labels.Parse(text); err != nil {
			return nil, &notALabel{whyNoLabel(text, err)}
		}
	}
	done, err := p.labelWork.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	set := q.comparing()
	same, relation, err := set.LGR().SameVariantSet(pair[0], pair[1])
	if err != nil {
		return nil, fmt.Errorf("comparing two labels: %w", err)
	}
	return &one[APIRelation]{APIRelation{A: in.Label, B: in.With, RuleSet: set.Name, SameVariantSet: same, Relation: string(relation)}}, nil
}

// comparing is the rule set that compares labels: the one asked for, or the
// common one, which knows the variants of all scripts.
func (q question) comparing() *rootzone.Set {
	if q.set != nil {
		return q.set
	}
	return q.edition.Common()
}
