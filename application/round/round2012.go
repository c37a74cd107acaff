package round

import (
	"time"

	"rootward/workflow"
)

// GTLD2012 is the policy of the 2012 round (DOMAIN.md 2.5, 3.3).
var GTLD2012 = &Policy{
	ID:         "gtld-2012",
	Version:    "2012.1",
	Definition: workflow.GTLD2012,
	Opens:      day(2012, time.January, 12),
	Closes:     endOfDay(2012, time.May, 30),
	WindowNote: "programme calendar 2012, with the interruption of 12 April to 21 May",
	Archive:    true,
	Calendar:   "calendar days, UTC",
	Milestones: []Milestone{
		{ID: "window_opens", At: day(2012, time.January, 12), Day: true, Source: "programme calendar 2012"},
		{ID: "window_closes", At: day(2012, time.May, 30), Day: true, Source: "programme calendar 2012"},
		{ID: "reveal", At: day(2012, time.June, 13), Day: true, Source: "programme calendar 2012"},
		{ID: "early_warnings", At: day(2012, time.November, 20), Day: true, Source: "GAC, 20 November 2012"},
		{ID: "draw", At: day(2012, time.December, 17), Day: true, Source: "prioritization draw"},
		{ID: "objections_end", At: day(2013, time.March, 13), Day: true, Source: "programme calendar 2012"},
		{ID: "last_initial_results", At: day(2013, time.August, 30), Day: true, Source: "programme statistics"},
	},
	Fees: []Fee{
		{ID: FeeEvaluation, Cents: 185_000_00, Source: "AGB 2012, 1.5"},
	},
	Refunds: []Refund{
		{ID: "early_warning", Percent: 80, Source: "AGB 2012, 1.5.1", Tag: Recalled},
		{ID: "until_initial_results", Percent: 70, Source: "AGB 2012, 1.5.1", Tag: Recalled},
		{ID: "after_initial_results", Percent: 35, Source: "AGB 2012, 1.5.1", Tag: Recalled},
		{ID: "until_agreement", Percent: 20, Source: "AGB 2012, 1.5.1", Tag: Recalled},
	},
	Levels: []ServiceLevel{
		{Stage: workflow.StageAdminCheck, Days: 56, Basis: "8 weeks (AGB 2012, 1.1)", Tag: Recalled},
		{Stage: workflow.StageEvaluation, Days: 150, Basis: "about 5 months (AGB 2012, 1.1)", Tag: Recalled},
		{Stage: workflow.StageExtended, Days: 150, Basis: "about 5 months (AGB 2012, 1.1)", Tag: Recalled},
		{Stage: workflow.StageContracting, Days: 270, Basis: "9 months to sign"},
		{Stage: workflow.StageToDelegation, Days: 365, Basis: "12 months from the registry agreement (Registry Agreement 2013, 4.3(b))", Tag: Recalled},
	},
	Panels:    panels2012,
	Sections:  sections2012,
	Strings:   rootStrings,
	RootRules: rootRules2012,
}

var panels2012 = []Panel{
	{ID: "background", Stage: workflow.StageEvaluation, Days: 150, Source: "AGB 2012, 2.1", Criteria: []Criterion{
		{ID: "background_entity", Required: true, Source: "AGB 2012, 2.1"},
		{ID: "background_people", Required: true, Source: "AGB 2012, 2.1"},
	}},
	{ID: "geographic", Stage: workflow.StageEvaluation, Days: 150, Source: "AGB 2012, 2.2.1.4", Criteria: []Criterion{
		{ID: "country_name", Required: true, Source: "AGB 2012, 2.2.1.4.1"},
		{ID: "needs_support", Required: true, Source: "AGB 2012, 2.2.1.4.2"},
	}},
	{ID: "similarity", Stage: workflow.StageEvaluation, Days: 150, Source: "AGB 2012, 2.2.1.1", Criteria: []Criterion{
		{ID: "similar_existing", Required: true, Source: "AGB 2012, 2.2.1.1"},
		{ID: "similar_applied", Required: true, Source: "AGB 2012, 2.2.1.1"},
	}},
	{ID: "financial", Stage: workflow.StageEvaluation, Days: 150, Source: "AGB 2012, 2.2.2", Criteria: []Criterion{
		{ID: "financial_capability", Required: true, Source: "AGB 2012, questions 45 to 50"},
		{ID: "operational_capability", Required: true, Source: "AGB 2012, questions 24 to 44"},
	}},
	{ID: "extended", Stage: workflow.StageExtended, Days: 150, Source: "AGB 2012, 2.3", Criteria: []Criterion{
		{ID: "extended_reasons", Required: true, Source: "AGB 2012, 2.3"},
	}},
}

var sections2012 = []Section{
	{ID: "applicant", Questions: []Question{
		{ID: "legal_name", Number: "1", Kind: ShortText, Required: true, Public: true, Max: 255, Source: "AGB 2012, module 2", Tag: Recalled},
		{ID: "address", Number: "2", Kind: LongText, Required: true, Public: true, Max: 500, Source: "AGB 2012, module 2", Tag: Recalled},
		{ID: "country", Number: "8", Kind: Country, Required: true, Public: true, Source: "AGB 2012, module 2", Tag: Recalled},
		{ID: "website", Number: "5", Kind: Website, Public: true, Max: 255, Source: "AGB 2012, module 2", Tag: Recalled},
		{ID: "contact_email", Number: "6", Kind: Email, Required: true, Max: 320, Source: "AGB 2012, module 2", Tag: Recalled},
	}},
	{ID: "string", Questions: []Question{
		{ID: "string", Number: "13", Kind: Label, Required: true, Public: true, Max: 63, Source: "AGB 2012, module 2", Tag: Recalled},
		{ID: "meaning", Number: "14", Kind: ShortText, Public: true, Max: 500, Source: "AGB 2012, module 2", Tag: Recalled},
		{ID: "phonetic", Number: "17", Kind: ShortText, Public: true, Max: 120, Source: "AGB 2012, module 2", Tag: Recalled},
	}},
	{ID: "type", Questions: []Question{
		{ID: "community", Number: "19", Kind: YesNo, Required: true, Public: true, Source: "AGB 2012, module 2", Tag: Recalled},
		{ID: "geographic", Number: "21", Kind: YesNo, Required: true, Public: true, Source: "AGB 2012, module 2", Tag: Recalled},
	}},
	{ID: "mission", Questions: []Question{
		{ID: "mission", Number: "18", Kind: LongText, Required: true, Public: true, Source: "AGB 2012, module 2", Tag: Recalled},
	}},
	{ID: "financial", Questions: []Question{
		{ID: "funding", Number: "48", Kind: LongText, Required: true, Source: "AGB 2012, module 2", Tag: Recalled},
	}},
}
