package portal

import (
	"context"
	"fmt"
	"runtime"

	"github.com/labstack/echo/v4"

	labels "rootward/application/label"
	"rootward/idn/lgr"
)

// labelWork bounds how many questions about labels are answered at a time;
// others wait, and give up with their request.
type labelWork chan struct{}

func newLabelWork() labelWork { return make(labelWork, runtime.GOMAXPROCS(0)) }

// begin waits for a place; the function that it returns gives it back.
func (w labelWork) begin(ctx context.Context) (func(), error) {
	select {
	case w <- struct{}{}:
		return func() { <-w }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting to judge labels: %w", ctx.Err())
	}
}

// LabelList are labels to judge or to group.
type LabelList struct {
	Labels []string `json:"labels" minItems:"1" maxItems:"1000" doc:"Each in its own script, as an A-label, or as code points (U+0627 U+06CC)."`
	LGR    string   `json:"lgr,omitempty" maxLength:"100" doc:"Rule set by name."`
	Round  string   `json:"round,omitempty" maxLength:"100" doc:"Whose rules to use; the newest round's if not given."`
}

type checkInput struct {
	Body struct {
		LabelList
		Variants int `json:"variants,omitempty" minimum:"0" maximum:"100" doc:"How many variants of each to list beside their counts."`
	}
}

// APIVerdicts are verdicts in the order of the labels.
type APIVerdicts struct {
	Items []APIVerdict `json:"items"`
}

func (p *Portal) apiCheck(ctx context.Context, c echo.Context, in *checkInput) (*one[APIVerdicts], error) {
	q, err := p.askFor(ctx, "", LabelChoice{Round: in.Body.Round, LGR: in.Body.LGR})
	if err != nil {
		return nil, err
	}
	done, err := p.labelWork.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	o := q.options()
	o.Variants, o.Fold = in.Body.Variants, false
	series := labels.NewSeries(o)
	out := APIVerdicts{Items: make([]APIVerdict, 0, len(in.Body.Labels))}
	lang := p.viewer(c).Lang
	for _, text := range in.Body.Labels {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("judging labels: %w", err)
		}
		v, err := series.Judge([]byte(text))
		if err != nil && !explained(err) {
			return nil, fmt.Errorf("judging a label: %w", err)
		}
		out.Items = append(out.Items, p.verdictJSON(lang, q.edition.ID, v, err))
	}
	return &one[APIVerdicts]{out}, nil
}

type collisionsInput struct{ Body LabelList }

// APIGroups are labels that are one variant set each, in the order of their
// first labels. Labels that are alone are in no group.
type APIGroups struct {
	RuleSet string     `json:"rule_set"`
	Items   []APIGroup `json:"items"`
	Errors  []APIError `json:"errors" doc:"Texts that are no labels."`
}

// APIGroup is one variant set.
type APIGroup struct {
	IndexKey string      `json:"index_key"`
	Labels   []APIMember `json:"labels"`
}

// APIMember is a label of a group.
type APIMember struct {
	Input string `json:"input"`
	Place int    `json:"place" doc:"In the list that was sent, from 0."`
	CPS   string `json:"cps"`
}

// APIError is a text that is no label.
type APIError struct {
	Input string `json:"input"`
	Place int    `json:"place" doc:"In the list that was sent, from 0."`
	Error string `json:"error"`
}

func (p *Portal) apiCollisions(ctx context.Context, c echo.Context, in *collisionsInput) (*one[APIGroups], error) {
	q, err := p.askFor(ctx, "", LabelChoice{Round: in.Body.Round, LGR: in.Body.LGR})
	if err != nil {
		return nil, err
	}
	done, err := p.labelWork.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	set := q.comparing()
	out := APIGroups{RuleSet: set.Name, Items: []APIGroup{}, Errors: []APIError{}}
	var members []APIMember
	var read [][]rune
	for i, text := range in.Body.Labels {
		cps, err := labels.Parse(text)
		if err != nil {
			out.Errors = append(out.Errors, APIError{Input: text, Place: i, Error: p.Templates.Say(p.viewer(c).Lang, whyNoLabel(text, err))})
			continue
		}
		members, read = append(members, APIMember{Input: text, Place: i, CPS: spelled(cps, "")}), append(read, cps)
	}
	g := set.LGR()
	groups, err := grouped(ctx, g, read)
	if err != nil {
		return nil, err
	}
	for _, group := range groups {
		if len(group) < 2 {
			continue
		}
		x := APIGroup{IndexKey: g.IndexKey(read[group[0]])}
		for _, i := range group {
			x.Labels = append(x.Labels, members[i])
		}
		out.Items = append(out.Items, x)
	}
	return &one[APIGroups]{out}, nil
}

// grouped puts labels into variant sets, in the order of their first labels.
// Labels with different keys are never in one; of those with one key each is
// compared with the first of every set.
func grouped(ctx context.Context, g *lgr.LGR, list [][]rune) ([][]int, error) {
	var all [][]int
	byKey := map[string][]int{}
	for i, l := range list {
		key := g.IndexKey(l)
		place := -1
		for _, k := range byKey[key] {
			if err := ctx.Err(); err != nil {
				return nil, fmt.Errorf("grouping labels: %w", err)
			}
			same, _, err := g.SameVariantSet(list[all[k][0]], l)
			if err != nil {
				return nil, fmt.Errorf("grouping labels: %w", err)
			}
			if same {
				place = k
				break
			}
		}
		if place < 0 {
			place = len(all)
			all, byKey[key] = append(all, nil), append(byKey[key], place)
		}
		all[place] = append(all[place], i)
	}
	return all, nil
}
