package evaluation

import (
	"context"
	"fmt"

	"rootward/application"
	"rootward/application/namelist"
)

// existingTLDs finds TLDs that are the string or a variant of it by the root
// zone rules. Strings that only look alike are for the panel.
var existingTLDs = onLists("existing_tlds", namelist.Existing)

// sameString finds other public applications of the round for the very same
// string.
var sameString = check{id: "same_string", look: func(ctx context.Context, s *Service, a application.Application) ([]Match, bool, error) {
	return s.others(ctx, a, func(l application.Listed) (bool, error) { return l.FinalALabel == a.FinalALabel, nil })
}}

// variantStrings finds other public applications of the round for variants of
// the string by the root zone rules, where those bind the round.
var variantStrings = check{id: "variant_string", look: func(ctx context.Context, s *Service, a application.Application) ([]Match, bool, error) {
	r, err := s.Store.Round(ctx, a.Round)
	if err != nil {
		return nil, false, fmt.Errorf("reading round %s: %w", a.Round, err)
	}
	return s.others(ctx, a, func(l application.Listed) (bool, error) {
		if l.FinalALabel == a.FinalALabel {
			return false, nil
		}
		return s.Variants.Same(ctx, r.Policy, a.FinalALabel, l.FinalALabel) //nolint:wrapcheck // names the labels itself
	})
}}

// others lists the applications with the same key that are wanted.
func (s *Service) others(ctx context.Context, a application.Application, wanted func(application.Listed) (bool, error)) ([]Match, bool, error) {
	if a.FinalALabel == "" {
		return nil, false, nil
	}
	found, err := s.Store.SameString(ctx, a, mostMatches+1)
	if err != nil {
		return nil, false, fmt.Errorf("applications for the same string: %w", err)
	}
	more := len(found) > mostMatches
	if more {
		found = found[:mostMatches]
	}
	var out []Match
	for i := range found {
		ok, err := wanted(found[i])
		if err != nil {
			return nil, false, err
		}
		if ok {
			out = append(out, Match{Application: &found[i]})
		}
	}
	return out, more, nil
}

// mostMatches is how many other applications are listed as evidence.
const mostMatches = 50
