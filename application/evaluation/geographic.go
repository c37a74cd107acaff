package evaluation

import (
	"context"
	"fmt"
	"slices"

	"rootward/application"
	"rootward/application/namelist"
)

// The automatic checks of the geographic panel look for the string on the
// lists of names (AGB 2026, 7.5.1; AGB 2012, 2.2.1.4). What a list does not
// know, and what a hit means, is for people.
var (
	countryNames     = onLists("country_names", namelist.CountryName, namelist.CountryPart)
	capitalNames     = onLists("capital_names", namelist.Capital)
	subdivisionNames = onLists("subdivision_names", namelist.Subdivision)
	regionNames      = onLists("region_names", namelist.Region)
	placeNames       = onLists("place_names", namelist.Place)
)

// onLists finds the string of an application on the name lists with some
// effects, as the name itself, like it, or as a variant of it.
func onLists(id string, effects ...namelist.Effect) check {
	return check{id: id, look: func(_ context.Context, s *Service, a application.Application) ([]Match, bool, error) {
		lists, err := s.lists()
		if err != nil {
			return nil, false, err
		}
		var out []Match
		for _, h := range lists.Lookup(a.FinalALabel) {
			if !slices.Contains(effects, h.List.Effect) {
				continue
			}
			if len(out) == mostMatches {
				return out, true, nil
			}
			out = append(out, listed(&h))
		}
		return out, false, nil
	}}
}

func (s *Service) lists() (*namelist.Lists, error) {
	if s.Names == nil {
		return namelist.Default(), nil
	}
	lists, err := s.Names()
	if err != nil {
		return nil, fmt.Errorf("lists of names: %w", err)
	}
	return lists, nil
}

// listed says an entry of a list: the name with its place, and what the list
// notes of it.
func listed(h *namelist.Hit) Match {
	what := h.Name
	if h.Territory != "" {
		what += " (" + h.Territory + ")"
	}
	note := h.Note
	if note == "" {
		note = h.Group
	}
	return Match{What: what, Note: note, How: h.Match.String(), List: h.List.ID, Source: h.List.Source, URL: h.List.URL, Version: h.List.Version}
}
