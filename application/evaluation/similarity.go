package evaluation

import (
	"context"
	"fmt"

	"rootward/application"
	"rootward/application/namelist"
)

// existingTLDs finds a TLD with the very same A-label. Strings that only look
// alike are for the panel.
var existingTLDs = check{id: "existing_tlds", look: func(_ context.Context, _ *Service, a application.Application) ([]Match, bool, error) {
	return onLists(a.FinalALabel, namelist.Existing), false, nil
}}

// sameString finds other public applications of the round for the very same
// string.
var sameString = check{id: "same_string", look: func(ctx context.Context, s *Service, a application.Application) ([]Match, bool, error) {
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
	out := make([]Match, len(found))
	for i := range found {
		out[i] = Match{Application: &found[i]}
	}
	return out, more, nil
}}

// mostMatches is how many other applications are listed as evidence.
const mostMatches = 50
