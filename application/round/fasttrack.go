package round

import (
	"time"

	"rootward/workflow"
)

// FastTrack is the policy of the IDN ccTLD Fast Track Process (DOMAIN.md 8).
// It has no closing date: requests are taken since 16 November 2009.
var FastTrack = &Policy{
	ID:         "fast-track",
	Version:    "2019.1",
	Definition: workflow.IDNccTLD,
	Opens:      day(2009, time.November, 16),
	WindowNote: "Board resolution of 30 October 2009",
	Calendar:   "calendar days, UTC",
	Archive:    true,
	Milestones: []Milestone{
		{ID: "window_opens", At: day(2009, time.November, 16), Day: true, Source: "Board resolution of 30 October 2009"},
	},
	Fees: []Fee{
		{ID: "recommended_contribution", Cents: 26_000_00, Source: "Final Implementation Plan 2019", Tag: Recalled},
	},
	Levels: []ServiceLevel{
		{Stage: workflow.StageStringEval, Days: 30, Basis: "DNS Stability Panel, about 30 days (Final Implementation Plan 2019)", Tag: Recalled},
	},
	Panels: []Panel{
		{ID: "linguistic", Stage: workflow.StageStringEval, Days: 30, Source: "Final Implementation Plan 2019, stage 2", Criteria: []Criterion{
			{ID: "meaningful_name", Required: true, Source: "Final Implementation Plan 2019"},
			{ID: "official_language", Required: true, Source: "Final Implementation Plan 2019"},
		}},
		{ID: "dns_stability", Stage: workflow.StageStringEval, Days: 30, Source: "Final Implementation Plan 2019, stage 2", Criteria: []Criterion{
			{ID: "technical_label", Required: true, Source: "Final Implementation Plan 2019"},
			{ID: "similar_existing", Required: true, Source: "Final Implementation Plan 2019"},
		}},
	},
	Sections: []Section{
		{ID: "territory", Questions: []Question{
			{ID: "legal_name", Kind: ShortText, Required: true, Public: true, Max: 255, Source: "Final Implementation Plan 2019"},
			{ID: "country", Kind: Country, Required: true, Public: true, Source: "Final Implementation Plan 2019"},
			{ID: "contact_email", Kind: Email, Required: true, Max: 320, Source: "Final Implementation Plan 2019"},
			{ID: "government_support", Kind: LongText, Required: true, Source: "Final Implementation Plan 2019, 2.2"},
		}},
		{ID: "string", Questions: []Question{
			{ID: "string", Kind: Label, Required: true, Public: true, Max: 63, Source: "Final Implementation Plan 2019"},
			{ID: "language", Kind: ShortText, Required: true, Public: true, Max: 120, Source: "Final Implementation Plan 2019"},
			{ID: "meaning", Kind: ShortText, Required: true, Public: true, Max: 500, Source: "Final Implementation Plan 2019"},
		}},
	},
	Strings:   rootStrings,
	RootRules: rootRulesFastTrack,
	SetAside:  []string{"country-name"},
}
