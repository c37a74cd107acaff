package portal

import (
	"html"
	"math/big"
	"net/http"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/application/ruleset"
	"rootward/application/ruleset/rulesettest"
	"rootward/idn/rootzone"
	"rootward/templates"
	"rootward/workflow"
)

// rulesSite is a site with a round and two editions beside the carried one.
func rulesSite(t *testing.T) *site {
	t.Helper()
	s := newSite(t, append(append(append([]route{}, accountRoutes...), publicRoutes...), operatorRoutes...))
	door := &lifecycle.Door{Store: s.store, Clock: s.store, Authority: s.Authority}
	s.Portal.Door = door
	s.Portal.Applications = &application.Service{Store: s.store, Door: door, Clock: s.store}
	s.Portal.Rules = &ruleset.Service{Store: s.store, Door: door, Clock: s.store, Carried: rootzone.Embedded()}
	r := round.Round{ID: "r", Policy: round.GTLD2026}
	if err := s.Portal.Applications.OpenRound(t.Context(), r, lifecycle.ByShell("test"), s.store.SaveRound); err != nil {
		t.Fatal(err)
	}
	for id, later := range map[string]bool{"6": false, "7": true} {
		if _, _, err := s.Portal.Rules.Add(t.Context(), lifecycle.ByShell("test"), rulesettest.Candidate(id, later)); err != nil {
			t.Fatal(err)
		}
	}
	s.staff("operator@example.org", anOperator)
	return s
}

// says checks a status and looks for texts in a page.
func (a answer) says(t *testing.T, status int, texts ...string) {
	t.Helper()
	if a.StatusCode != status {
		t.Errorf("%s: %d", a.Request.URL, a.StatusCode)
	}
	for _, x := range texts {
		if !strings.Contains(html.UnescapeString(a.body), x) {
			t.Errorf("%s: no %q in %d octets", a.Request.URL, x, len(a.body))
		}
	}
}

func TestRulePages(t *testing.T) {
	b := rulesSite(t).browser()
	b.get("/rules").says(t, 200, `href="/rules/5"`, `href="/rules/7"`, "comes with the program", `href="/rounds/r"`, "by the policy of the round")
	b.get("/rules/6").says(t, 200, "lgr-6-latin-script", "Test Panel", "https://example.org/rules", "Rules for the script Greek")
	b.get("/rules/6/lgr-6-latin-script").says(t, 200, "U+006F", "LATIN SMALL LETTER O", "U+00F6", "blocked", "6 of 6", `/file"`)
	b.get("/rules/6/lgr-6-latin-script?from=U%2B0063").says(t, 200, "4 of 6", "U+0063", `rel="prev"`)
	b.get("/rules/6/lgr-6-latin-script?part=rules").says(t, 200, "three-alike", "[letters]{40,}", "tag letter", "any-variant blocked")
	b.get("/rules/6/lgr-6-latin-script?part=references").says(t, 200, "The Unicode Standard")
	b.get("/rules/5/lgr-5-common?from=U%2B4E00").says(t, 200, "U+4E00", `rel="next"`)
	b.get("/rules/6/lgr-6-latin-script?lang=ar").says(t, 200, `dir="rtl"`, "قواعد التسميات")
	for _, path := range []string{"/rules/9", "/rules/6/lgr-6-thai-script", "/rules/5/lgr-5-common/file", "/rules/9/x/xml"} {
		b.get(path).says(t, 404)
	}
}

func TestRulesAreDownloaded(t *testing.T) {
	b := rulesSite(t).browser()
	given := b.get("/rules/6/lgr-6-latin-script/file")
	if want := string(rulesettest.Files("6", false)[2].XML); given.body != want || given.Header.Get(echo.HeaderContentType) != mimeXML {
		t.Errorf("%s is not as it was given:\n%s", given.Header.Get(echo.HeaderContentType), given.body)
	}
	made := b.get("/rules/6/lgr-6-latin-script/xml")
	if !strings.Contains(made.body, `cp="006F"`) || made.Header.Get(echo.HeaderContentDisposition) != `attachment; filename="lgr-6-latin-script.xml"` {
		t.Errorf("made: %v\n%s", made.Header, made.body)
	}
}

func TestOperatorComparesAndChoosesRules(t *testing.T) {
	s := rulesSite(t)
	b := s.signedIn("operator@example.org")
	b.get("/rounds/r/rules").says(t, 200, "Edition\u00a05", "Put another edition in force", `value="7"`, `name="reason"`)
	b.post("/rounds/r/rules/compare", "edition", "9").says(t, 422, "There is no edition with this id.")
	b.post("/rounds/r/rules/compare", "edition", "6").wants(t, http.StatusSeeOther, "/rounds/r/rules#comparison")
	b.get("/rounds/r/rules").says(t, 200, "From edition", "applications compared", "No strings become variants of each other.")
	b.post("/rounds/r/rules", "edition", "6", "version", "1", "source", "Minutes").says(t, 422, `href="#f-choose-reason"`, "Minutes")
	b.post("/rounds/r/rules", "edition", "6", "version", "9", "reason", "Adopted.").says(t, 409, "Adopted.")
	b.post("/rounds/r/rules", "edition", "6", "version", "1", "reason", "Adopted.", "source", "Minutes").wants(t, http.StatusSeeOther, "/rounds/r/rules")
	b.get("/rounds/r/rules").says(t, 200, "Edition\u00a06", "chosen by an operator", "not about the edition in force now")
	b.get("/rounds/r/manage").says(t, 200, "An edition of the rules was put in force", "Adopted.", `href="/rounds/r/rules"`)
	b.get("/rules").says(t, 200, "chosen by an operator")
	history, err := s.store.History(t.Context(), application.RoundCase("r"))
	if err != nil || len(history) != 2 || history[1].Event != workflow.ChooseRules || len(history[1].Sources) != 2 {
		t.Errorf("%+v, %v", history, err)
	}
}

func TestRunningComparisonShowsItsProgress(t *testing.T) {
	s := rulesSite(t)
	c := ruleset.Comparison{Round: "r", Old: "5", New: "6", By: "x", At: s.now(t.Context()), Total: 12}
	if err := s.store.AddRuleComparison(t.Context(), &c); err != nil {
		t.Fatal(err)
	}
	if err := s.store.AddRuleChanges(t.Context(), c.ID, 5, nil); err != nil {
		t.Fatal(err)
	}
	s.signedIn("operator@example.org").get("/rounds/r/rules").says(t, 200, "5 of 12 strings looked at", `<progress id="comparison-progress" max="12" value="5">`, "Look again")
}

func TestNotationOfRules(t *testing.T) {
	e := rootzone.Embedded()
	for set, want := range map[string]string{"lgr-5-thai-script": "⚓", "lgr-5-arabic-script": "[0643]"} {
		all := ""
		for _, r := range e.Set(set).LGR().Rules {
			all += r.Name + " " + notation(r.Body) + "\n"
			if notation(r.Body) == "" {
				t.Errorf("%s: rule %s has no notation", set, r.Name)
			}
		}
		if !strings.Contains(all, want) {
			t.Errorf("%s: no %q in\n%s", set, want, all)
		}
	}
}

func TestVerdictsOfEditionsAreSaidInWords(t *testing.T) {
	set, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	cell := verdictCell(ruleset.Verdict{Set: "arabic-script", Eligible: true, Disposition: "valid", Counts: map[string]*big.Int{"blocked": big.NewInt(1234), "own": big.NewInt(2)}})
	if got := set.Say("ar", cell.Sub); !strings.Contains(got, "1,234 محجوبة") || strings.Contains(got, "valid") || !strings.Contains(got, "own") {
		t.Errorf("in Arabic: %q", got)
	}
}
