package evaluation

import (
	"context"

	"rootward/application"
	"rootward/application/namelist"
)

// countryNames finds the string on the lists of country and territory names
// (AGB 2026, 7.5.1). Cities and subdivisions are on no list that we have.
var countryNames = check{id: "country_names", look: func(_ context.Context, _ *Service, a application.Application) ([]Match, bool, error) {
	return onLists(a.FinalALabel, namelist.CountryName), false, nil
}}

// onLists finds an A-label on the name lists with an effect.
func onLists(label string, effect namelist.Effect) []Match {
	var out []Match
	for _, e := range namelist.Lookup(label) {
		if e.List.Effect == effect {
			out = append(out, Match{What: e.Group, Note: e.Note, List: e.List.ID, Source: e.List.Source, URL: e.List.URL, Version: e.List.Version})
		}
	}
	return out
}
