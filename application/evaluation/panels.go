package evaluation

import (
	"context"
	"fmt"

	"rootward/application"
)

// Match is one thing that an automatic check found.
type Match struct {
	What        string // the name on the list, with its place; may be empty
	Note        string // from the list; may be empty
	How         string // kind of match with the list, locale key label.match.<How>; may be empty
	List        string // id of the name list, locale key label.list.<List>; "" for applications
	Source      string
	URL         string
	Version     string
	Application *application.Listed // another application, when that is what was found
}

// Evidence is the outcome of one automatic check. No match is an outcome too.
type Evidence struct {
	Check   string // locale key evidence.<Check>
	Matches []Match
	More    bool // there are more than are listed
}

// check looks for something that is known exactly. What needs judgement is
// left to people.
type check struct {
	id   string
	look func(ctx context.Context, s *Service, a application.Application) (matches []Match, more bool, err error)
}

// panels is the ordered list of panels with their automatic checks. A panel
// with none is looked at by people alone, and its pages say so.
var panels = []struct {
	id     string
	checks []check
}{
	{"safeguard", nil},
	{"geographic", []check{countryNames, capitalNames, subdivisionNames, regionNames, placeNames}},
	{"similarity", []check{existingTLDs, sameString, variantStrings}},
	{"background", nil},
	{"financial", nil},
	{"registry_services", nil},
	{"extended", nil},
	{"linguistic", nil},
	{"dns_stability", []check{existingTLDs}},
}

// evidence runs the automatic checks of a panel.
func (s *Service) evidence(ctx context.Context, a application.Application, panel string) ([]Evidence, error) {
	var out []Evidence
	for _, p := range panels {
		if p.id != panel {
			continue
		}
		for _, c := range p.checks {
			found, more, err := c.look(ctx, s, a)
			if err != nil {
				return nil, fmt.Errorf("check %s: %w", c.id, err)
			}
			out = append(out, Evidence{Check: c.id, Matches: found, More: more})
		}
	}
	return out, nil
}

// ChecksOf lists the automatic checks of a panel; ok is false when the panel
// is not in the list.
func ChecksOf(panel string) (ids []string, ok bool) {
	for _, p := range panels {
		if p.id != panel {
			continue
		}
		for _, c := range p.checks {
			ids = append(ids, c.id)
		}
		return ids, true
	}
	return nil, false
}
