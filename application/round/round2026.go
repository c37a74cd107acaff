package round

import (
	"time"

	"rootward/workflow"
)

// GTLD2026 is the policy of the 2026 round (DOMAIN.md 2.1, 2.3, 3.2).
var GTLD2026 = &Policy{
	ID:         "gtld-2026",
	Version:    "2026.1",
	Definition: workflow.GTLD2026,
	Opens:      day(2026, time.April, 30),
	Closes:     endOfDay(2026, time.August, 12),
	WindowNote: "AGB 2026, 3.1.1",
	Calendar:   "calendar days, UTC",
	Milestones: []Milestone{
		{ID: "window_opens", At: day(2026, time.April, 30), Day: true, Source: "AGB 2026, 3.1.1"},
		{ID: "window_closes", At: endOfDay(2026, time.August, 12), Source: "AGB 2026, 3.1.1"},
		{ID: "fee_due", At: endOfDay(2026, time.August, 19), Source: "programme FAQ 765: 7 days after close", Tag: Derived},
		{ID: "reveal", At: instant(2026, time.October, 7, 18, 0), Source: "programme announcement, 7 October 2026"},
		{ID: "replacement_ends", At: day(2026, time.October, 21), Day: true, Source: "programme FAQ 1707"},
		{ID: "strings_confirmed", At: day(2026, time.November, 17), Day: true, Source: "programme FAQ 1709"},
		{ID: "refund_65_ends", At: endOfDay(2026, time.November, 27), Source: "programme FAQ 777, 779"},
		{ID: "plural_notices_end", At: day(2026, time.December, 17), Day: true, Source: "30 days after strings are confirmed", Tag: Derived},
		{ID: "comments_end", At: day(2027, time.March, 1), Day: true, Source: "programme FAQ 1663: 104 days after strings are confirmed", Tag: Derived},
	},
	Fees: []Fee{
		{ID: FeeEvaluation, Cents: 227_000_00, Source: "programme FAQ 765"},
		{ID: "further_variant", Cents: 227_000_00, Source: "programme fee FAQ: each beyond four"},
	},
	Refunds: []Refund{
		{ID: "until_confirmation", Percent: 65, Source: "programme FAQ 777, 779"},
		{ID: "until_evaluation", Percent: 35, Source: "programme FAQ 777, 779"},
		{ID: "until_agreement", Percent: 20, Source: "programme FAQ 777, 779"},
		{ID: "high_risk_collision", Percent: 100, Source: "programme FAQ 777, 779"},
	},
	Levels: []ServiceLevel{
		{Stage: workflow.StagePayment, Days: 112, Basis: "105 days of submission and 7 to pay (AGB 2026, 3.1.1; programme FAQ 765)", Tag: Derived},
		{Stage: workflow.StageAdminCheck, Days: 56, Basis: "about 8 weeks (programme FAQ 1703)"},
		{Stage: workflow.StageReplacement, Days: 14, Basis: "14 days (programme FAQ 1707)"},
		{Stage: workflow.StageToDelegation, Days: 365, Basis: "one year from the registry agreement (programme FAQ 1387)"},
	},
	Panels:    panels2026,
	Sections:  sections2026,
	Strings:   rootStrings,
	RootRules: rootRules2026,
}

var panels2026 = []Panel{
	{ID: "safeguard", Stage: workflow.StageStringEval, Days: 60, Source: "programme FAQ 919", Criteria: []Criterion{
		{ID: "safeguard_group", Required: true, Source: "programme FAQ 919: four risk groups"},
		{ID: "safeguard_answers", Required: true, Source: "AGB 2026, question set 10"},
	}},
	{ID: "geographic", Stage: workflow.StageStringEval, Days: 60, Source: "AGB 2026, 7.5.1; programme FAQ 1219", Criteria: []Criterion{
		{ID: "country_name", Required: true, Source: "AGB 2026, 7.5.1"},
		{ID: "needs_support", Required: true, Source: "programme FAQ 1219"},
	}},
	{ID: "similarity", Stage: workflow.StageStringEval, Days: 60, Source: "programme FAQ 1085, 1093", Criteria: []Criterion{
		{ID: "similar_existing", Required: true, Source: "programme FAQ 1093"},
		{ID: "similar_applied", Required: true, Source: "programme FAQ 1093"},
	}},
	{ID: "background", Stage: workflow.StageEvaluation, Days: 90, Source: "AGB 2026, 6.1", Criteria: []Criterion{
		{ID: "background_entity", Required: true, Source: "AGB 2026, 6.1"},
		{ID: "background_people", Required: true, Source: "AGB 2026, 6.1"},
	}},
	{ID: "financial", Stage: workflow.StageEvaluation, Days: 90, Source: "programme FAQ 1177", Criteria: []Criterion{
		{ID: "financial_capability", Required: true, Source: "programme FAQ 1177"},
		{ID: "operational_capability", Required: true, Source: "programme FAQ 1177"},
	}},
	{ID: "registry_services", Stage: workflow.StageEvaluation, Days: 90, Source: "programme FAQ 1173, 1195", Criteria: []Criterion{
		{ID: "provider_evaluated", Required: true, Source: "programme FAQ 1195: at least one main, DNS and DNSSEC provider"},
	}},
	{ID: "extended", Stage: workflow.StageExtended, Days: 90, Source: "programme FAQ 1187", Criteria: []Criterion{
		{ID: "extended_reasons", Required: true, Source: "programme FAQ 1187"},
	}},
}

var sections2026 = []Section{
	{ID: "applicant", Questions: []Question{
		{ID: "legal_name", Number: "Q1", Kind: ShortText, Required: true, Public: true, Max: 255, Source: "AGB 2026, App. 1"},
		{ID: "address", Number: "Q2", Kind: LongText, Required: true, Public: true, Max: 500, Source: "AGB 2026, App. 1"},
		{ID: "country", Number: "Q3", Kind: Country, Required: true, Public: true, Source: "AGB 2026, App. 1"},
		{ID: "website", Number: "Q4", Kind: Website, Public: true, Max: 255, Source: "AGB 2026, App. 1"},
		{ID: "contact_name", Kind: ShortText, Required: true, Max: 255, Source: "AGB 2026, App. 1: contact details are confidential"},
		{ID: "contact_email", Kind: Email, Required: true, Max: 320, Source: "AGB 2026, App. 1: contact details are confidential"},
	}},
	{ID: "string", Questions: []Question{
		{ID: "string", Number: "Q116", Kind: Label, Required: true, Public: true, Max: 63, Source: "AGB 2026, App. 1"},
		{ID: "meaning", Number: "Q117", Kind: ShortText, Public: true, Max: 500, Source: "AGB 2026, App. 1", Tag: Recalled},
		{ID: "phonetic", Number: "Q120", Kind: ShortText, Public: true, Max: 120, Source: "AGB 2026, App. 1", Tag: Recalled},
	}},
	{ID: "replacement", Questions: []Question{
		{ID: "replacement_string", Number: "Q121", Kind: Label, Public: true, Max: 63, Source: "AGB 2026, 5.1", Tag: Recalled},
	}},
	{ID: "type", Questions: []Question{
		{ID: "community", Kind: YesNo, Required: true, Public: true, Source: "programme FAQ 461"},
		{ID: "geographic", Kind: YesNo, Required: true, Public: true, Source: "programme FAQ 461"},
		{ID: "brand", Kind: YesNo, Required: true, Public: true, Source: "programme FAQ 461"},
		{ID: "community_described", Kind: LongText, Required: true, Public: true, When: "community", Source: "AGB 2026, App. 1"},
	}},
	{ID: "mission", Questions: []Question{
		{ID: "mission", Kind: LongText, Required: true, Public: true, Source: "AGB 2012, question 18; kept", Tag: Unknown},
	}},
	{ID: "providers", Questions: []Question{
		{ID: "rsp_main", Number: "Q176", Kind: ShortText, Required: true, Max: 255, Source: "AGB 2026, App. 1: not public"},
		{ID: "rsp_dns", Number: "Q177", Kind: ShortText, Required: true, Max: 255, Source: "AGB 2026, App. 1: not public"},
		{ID: "rsp_dnssec", Number: "Q178", Kind: ShortText, Required: true, Max: 255, Source: "AGB 2026, App. 1: not public"},
	}},
	{ID: "financial", Questions: []Question{
		{ID: "funding", Kind: LongText, Required: true, Source: "AGB 2026, App. 1: financials are confidential"},
	}},
}
