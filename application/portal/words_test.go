package portal

import (
	"testing"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/application/round"
	"rootward/templates"
	"rootward/workflow"
)

// TestEveryStoredWordHasWords walks every life cycle and every policy: what
// they store has words in each language.
func TestEveryStoredWordHasWords(t *testing.T) {
	set, err := pages()
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	has := func(key string) {
		asked++
		for _, lang := range set.Languages() {
			if !set.Has(lang, key) {
				t.Errorf("%s has no words for %s", lang, key)
			}
		}
	}
	for _, d := range workflow.All {
		has("workflow." + d.Name)
		for _, p := range d.Positions {
			has("state." + string(p.State))
			has("status." + string(p.Status))
			has("stage." + string(p.Stage))
			has("owner." + string(p.Owner))
			if _, ok := shapes[p.Status]; !ok {
				t.Errorf("status %s has no shape", p.Status)
			}
		}
		for _, s := range d.Steps {
			has("event." + string(s.Event))
			has("happened." + string(s.Event))
			for _, r := range s.Roles {
				has("role." + string(r))
			}
			for _, f := range s.Needs {
				has("need." + string(f))
				has("fact." + string(f))
			}
		}
	}
	has("status." + string(workflow.StatusOnHold))
	for _, e := range workflow.DoorEvents {
		has("event." + string(e))
	}
	has("event.hold_open.because")
	has("event.hold_close.because")
	for _, w := range []workflow.Why{workflow.WhyUnknown, workflow.WhyState, workflow.WhyRole, workflow.WhyHold, workflow.WhyFacts} {
		has("why." + string(w))
	}
	for _, k := range append([]string{lifecycle.AllKinds}, application.KindOrder...) {
		has("kind." + k)
	}
	for _, c := range workflow.HoldCodes {
		has("hold." + c)
	}
	policyWords(has)
	if asked < 400 {
		t.Errorf("only %d words were asked for", asked)
	}
}

func policyWords(has func(string)) {
	for _, p := range round.Policies {
		has("policy." + p.ID)
		for _, m := range p.Milestones {
			has("milestone." + m.ID)
		}
		for _, f := range p.Fees {
			has("fee." + f.ID)
		}
		for _, r := range p.Refunds {
			has("refund." + r.ID)
		}
		for _, x := range p.Panels {
			has("panel." + x.ID)
			for _, c := range x.Criteria {
				has("criterion." + c.ID)
			}
		}
		for _, s := range p.Sections {
			has("section." + s.ID)
			for _, q := range s.Questions {
				has("question." + q.ID)
				for _, c := range q.Choices {
					has("choice." + q.ID + "." + c)
				}
			}
		}
	}
	for _, tag := range []round.Tag{round.Recalled, round.Derived, round.Unknown} {
		has(templates.Key(tagged(tag)))
	}
	for _, s := range namedScripts {
		has("script." + s)
	}
	for _, id := range terms {
		has("term." + id)
		has("term." + id + ".text")
	}
	for _, f := range figures {
		for _, id := range f.ids {
			has("report.define." + id)
			has("report.define." + id + ".text")
		}
	}
}

// TestPagesLackNoWords renders every public page in every language and
// listens for keys that have no words.
func TestPagesLackNoWords(t *testing.T) {
	w := newWorld(t)
	w.plant()
	set, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	lacking := map[string]bool{}
	set.OnMissing(func(language, key string) { lacking[language+" "+key] = true })
	w.Portal.Templates = set
	b := w.browser()
	for _, path := range publicPaths {
		for _, lang := range set.Languages() {
			b.header.Set("Accept-Language", lang)
			b.get(path)
		}
	}
	for x := range lacking {
		t.Errorf("no words: %s", x)
	}
}

// TestDefinitionsListWhatReportsDefine keeps the page of definitions complete.
func TestDefinitionsListWhatReportsDefine(t *testing.T) {
	w := newWorld(t)
	w.plant()
	listed := map[string]bool{"calendar": true, "period": true, "applications_all": true} // said beside the figures, with their values
	for _, f := range figures {
		for _, id := range f.ids {
			listed[id] = true
		}
	}
	for _, q := range []report.Query{
		{Report: report.ProcessingTimes, Measure: lifecycle.Elapsed},
		{Report: report.ProcessingTimes, Measure: lifecycle.Processing},
		{Report: report.Delegations, By: report.ByYear, Period: report.Plan},
		{Report: report.Delegations, By: report.ByKind},
		{Report: report.Contention, AsOf: report.AtReveal},
		{Report: report.Contention, AsOf: report.Now},
	} {
		r, err := w.Reports.Run(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range r.Definitions {
			if !listed[d.ID] {
				t.Errorf("report %s defines %s, the page of definitions does not", q.Report, d.ID)
			}
		}
		for _, total := range r.Totals {
			if defined(r, total.ID) == "" {
				t.Errorf("total %s of %s leads to no definition", total.ID, q.Report)
			}
		}
	}
}

func TestLabels(t *testing.T) {
	for _, c := range []struct {
		u, a, script string
		lang         string
		rtl          bool
	}{
		{"book", "book", "Latn", "", false},
		{"شبكة", "xn--ngbc5azd", "Arab", "ar", true},
		{"עברית", "xn--5dbe0ac", "Hebr", "he", true},
		{"पुस्तक", "xn--11b3ar0d1b5d", "Deva", "hi", false},
		{"信息", "xn--vuq861b", "Hani", "zh", false},
		{"ދިވެހި", "", "Thaa", "dv", true},
		{"x", "x", "nonsense", "", false},
	} {
		l := label(c.u, c.a, c.script, "")
		if l.Lang != c.lang || l.RTL != c.rtl {
			t.Errorf("%s: language %q, from the right %t", c.u, l.Lang, l.RTL)
		}
	}
}

func TestSourcesLinkToTheWebAlone(t *testing.T) {
	list := sources([]lifecycle.Source{{Title: "a", URL: "https://example.org"}, {Title: "b", URL: "javascript:alert(1)"}, {Title: "c", URL: "//evil.example"}, {URL: "http://example.org"}})
	for i, want := range []string{"https://example.org", "", "", "http://example.org"} {
		if list[i].Href != want {
			t.Errorf("source %d links to %q", i, list[i].Href)
		}
	}
}
