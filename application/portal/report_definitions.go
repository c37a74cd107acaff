package portal

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"rootward/application/report"
	"rootward/application/round"
	"rootward/templates"
)

// terms are the words of the site that are not explained by themselves, in
// the order of the page; keys term.<id> and term.<id>.text.
var terms = []string{
	"application", "string", "a_label", "u_label", "round", "reveal", "status", "stage", "state", "hold", "ball", "service_level",
	"whole_days", "set", "decision", "recorded", "not_recorded", "sample",
}

// figures are the definitions of the reports by part of the page; keys
// report.define.<id> and report.define.<id>.text. A test compares them with
// what the reports define.
var figures = []struct {
	report string
	ids    []string
}{
	{report.ProcessingTimes, []string{
		"applications", "strings", "elapsed", "processing", "stage", "percentiles", "in_time", "open", "open_late", "again", "archive", "kinds_overlap", "published",
	}},
	{report.Delegations, []string{"delegated", "ever", "now", "removals", "in_root", "plan_period", "all_rounds"}},
	{report.Contention, []string{"contention_reveal", "contention_now", "set_outcome", "set_state"}},
}

// definitionList explains every term and how each figure is counted.
func (p *Portal) definitionList(c echo.Context) error {
	v := templates.Definitions{Lead: templates.T("public.definitions.lead")}
	words := templates.DefinitionPart{ID: "terms", Title: templates.T("public.definitions.terms")}
	for _, id := range terms {
		words.List = append(words.List, templates.Definition{ID: id, Name: templates.T("term." + id), Text: templates.T("term." + id + ".text")})
	}
	v.Parts = append(v.Parts, words)
	for _, f := range figures {
		part := templates.DefinitionPart{ID: f.report, Title: templates.T("report.name." + f.report)}
		for _, id := range f.ids {
			part.List = append(part.List, templates.Definition{
				ID: id, Name: templates.T("report.define." + id), Text: templates.T("report.define."+id+".text", definitionArgs(id)...),
			})
		}
		v.Parts = append(v.Parts, part)
	}
	kinds := templates.DefinitionPart{ID: "levels", Title: templates.T("public.definitions.levels")}
	for _, policy := range round.Policies {
		for _, l := range policy.Levels {
			kinds.List = append(kinds.List, templates.Definition{
				ID: "level-" + policy.ID + "-" + string(l.Stage), Name: templates.Join(" · ", stageName(l.Stage), word("policy", policy.ID)), Text: levelText(l),
			})
		}
	}
	v.Parts = append(v.Parts, kinds)
	return p.render(c, http.StatusOK, p.page(c, "definitions.title"), v)
}

func definitionArgs(id string) []any {
	if id == "plan_period" {
		return []any{"From", report.Plan.From, "To", report.Plan.To}
	}
	return nil
}
