package portal

import (
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"strings"
	"testing"

	labels "rootward/application/label"
	"rootward/application/namelist"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
	"rootward/templates"
)

func TestWhatCannotBeSeenIsMarked(t *testing.T) {
	for in, want := range map[string]string{
		"shop": "shop", "مكتبة": "مكتبة", "a\u202Eb": "a\uFFFDb", "a\u2069\u2066": "a\uFFFD\uFFFD", "a\x00\n": "a\uFFFD\uFFFD", "\u2028": "\uFFFD",
		"क\u094D\u200Dष": "क\u094D\u200Dष", "ن\u200Cی": "ن\u200Cی", "\u00AD": "\uFFFD",
	} {
		if got := seen(in); got != want {
			t.Errorf("%+q: %+q, want %+q", in, got, want)
		}
	}
}

func TestLongTextsAreCut(t *testing.T) {
	if got := cutShort(strings.Repeat("م", 63)); got != strings.Repeat("م", 63) {
		t.Errorf("a text of the length of a label is cut: %q", got)
	}
	if got := cutShort(strings.Repeat("م", 64)); got != strings.Repeat("م", 63)+"…" {
		t.Errorf("a longer one is not: %q", got)
	}
}

func TestMarksStandOnACircle(t *testing.T) {
	for in, want := range map[string]string{"\u0301": "\u25CC\u0301", "a\u0301": "a\u0301", "": "", "م": "م"} {
		if got := onCircle(in); got != want {
			t.Errorf("%+q: %+q, want %+q", in, got, want)
		}
	}
}

func TestPlainForm(t *testing.T) {
	for in, want := range map[string]string{".Shop": "shop", "a\u202Eb": "ab", "Ａ": "a", "e\u0301": "é", "..": "", "مكتبة": "مكتبة"} {
		if got := plainForm(in); got != want {
			t.Errorf("%+q: %+q, want %+q", in, got, want)
		}
	}
}

func judgedLabel(t *testing.T, text string, o labels.Options) labels.Verdict {
	t.Helper()
	v, err := labels.Judge(text, o)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVariantsThatAreTooMuchWork(t *testing.T) {
	v := judgedLabel(t, "shop", labels.Options{})
	out := variantsOf(v, fmt.Errorf("variants: %w", lgr.ErrTooComplex), false)
	if templates.Key(out.Failed) != "check.variants.too_complex" || out.Counts != nil || out.Lists != nil {
		t.Errorf("the variants are %+v", out)
	}
}

func TestVariantsSayHowTheyComeAbout(t *testing.T) {
	v := judgedLabel(t, "مكتبة", labels.Options{})
	out := variantsOf(v, nil, false)
	if len(out.Counts) != 2 || len(out.Lists) != 2 || out.Lists[0].Folded || !out.Lists[1].Folded || len(out.Lists[1].Items) != mostShown {
		t.Fatalf("the variants are %+v", out)
	}
	first := out.Lists[0].Items[0]
	if first.Label.U != "مكتبه" || first.Code != "0645 0643 062A 0628 0647" || len(first.How) != 1 || first.How[0].Codes != "U+0629 → U+0647" || !first.How[0].RTL {
		t.Errorf("the first variant is %+v", first)
	}
	if compact := variantsOf(v, nil, true); len(compact.Lists) != 1 || !compact.Lists[0].Folded {
		t.Errorf("the compact form shows %+v", compact.Lists)
	}
}

func TestVariantOfNothing(t *testing.T) {
	if got := spelled(nil, "U+"); got != "∅" {
		t.Errorf("nothing is spelled %q", got)
	}
	if got := standing(nil); got != "∅" {
		t.Errorf("nothing is shown as %q", got)
	}
}

func TestSetsAreCalledByTheirScript(t *testing.T) {
	set, err := pages()
	if err != nil {
		t.Fatal(err)
	}
	e := rootzone.Embedded()
	for name, want := range map[string]string{
		"lgr-5-common": "Rules for all scripts", "lgr-5-arabic-script": "Rules for the script Arabic", "lgr-5-japanese-script": "Rules for the script Japanese", "lgr-5-chinese-script": "Rules for the script Han",
	} {
		if got := set.Say("en", setName(e, e.Set(name))); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestEveryReasonHasWords: what a rule set finds is said in every language.
func TestEveryReasonHasWords(t *testing.T) {
	set, err := pages()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range set.Languages() {
		for key := range labels.Sentences() {
			if !set.Has(lang, key) {
				t.Errorf("%s has no words for %s", lang, key)
			}
		}
		for _, d := range namedDispositions {
			if !set.Has(lang, "check.disposition."+d) {
				t.Errorf("%s has no word for %s", lang, d)
			}
		}
	}
	if got := set.Say("ar", dispositionName("odd")); got != "odd" {
		t.Errorf("a disposition of a rule set's own is called %q", got)
	}
}

func TestRelationsHaveWords(t *testing.T) {
	for relation, want := range map[lgr.Relation]string{
		lgr.Identical: "check.relation.identical", lgr.Blocked: "check.relation.blocked", lgr.Allocatable: "check.relation.allocatable", lgr.Linked: "check.relation.linked", "odd": "check.relation.other", "": "",
	} {
		if got := templates.Key(relationName(relation)); got != want {
			t.Errorf("%s: %q, want %q", relation, got, want)
		}
	}
}

func TestListsAreSaidOnce(t *testing.T) {
	w := newWorld(t)
	q, err := w.ask(t.Context(), "en", "georgia", "", "")
	if err != nil {
		t.Fatal(err)
	}
	v := judgedLabel(t, "georgia", q.options())
	m := &met{}
	m.listed(q, v)
	saying := map[string]int{}
	for i, e := range m.names {
		if i > 0 && e.severity > m.names[i-1].severity {
			t.Error("what is in the way does not come first")
		}
		if e.finding != nil {
			saying[e.finding.Rule+" "+e.finding.Args["List"]+" "+e.finding.Args["Match"]]++
		}
	}
	if m.failed != 1 || len(saying) < 3 {
		t.Errorf("%d in the way; said: %v", m.failed, saying)
	}
	for rule, n := range saying {
		if n != 1 {
			t.Errorf("%s is said %d times", rule, n)
		}
	}
}

// TestEffectsSetAside: what a policy does not ask for is not shown either.
func TestEffectsSetAside(t *testing.T) {
	w := newWorld(t)
	q, err := w.ask(t.Context(), "en", "georgia", "", "")
	if err != nil {
		t.Fatal(err)
	}
	policy := *q.round.Policy
	policy.SetAside = []string{string(namelist.CountryName)}
	q.round.Policy = &policy
	m := &met{}
	m.listed(q, judgedLabel(t, "georgia", q.options()))
	for _, e := range m.names {
		if e.hit.List.Effect == namelist.CountryName {
			t.Errorf("%s is shown", e.hit.List.ID)
		}
	}
	if len(m.names) == 0 {
		t.Error("the other lists are not shown")
	}
}

// TestRulesThatDoNotBind: in a round that does not decide by the rule set, its
// verdict is told and refuses nothing.
func TestRulesThatDoNotBind(t *testing.T) {
	v := judgedLabel(t, "shøp\u0301", labels.Options{})
	for binding, want := range map[bool]string{true: "late", false: "wait"} {
		q := question{typed: "x", edition: rootzone.Embedded(), binding: binding}
		out := wholeVerdict(q, v, nil, &met{}, false)
		if out.Set.Tag.Kind != want || len(out.Set.Reasons) == 0 {
			t.Errorf("binding %t: %+v", binding, out.Set)
		}
	}
}

func TestLabelTrouble(t *testing.T) {
	for _, c := range []struct {
		err    error
		status int
		code   string
	}{
		{fmt.Errorf("counting: %w", lgr.ErrTooComplex), http.StatusUnprocessableEntity, "too_complex"},
		{fmt.Errorf("counting: %w", lgr.ErrTooLong), http.StatusUnprocessableEntity, "label_too_long"},
		{&notALabel{templates.Plain("why")}, http.StatusUnprocessableEntity, "no_label"},
		{&noRuleSet{"x"}, http.StatusNotFound, "not_found"},
		{&badPlace{}, http.StatusUnprocessableEntity, "invalid"},
		{errors.New("else"), http.StatusInternalServerError, "internal"},
	} {
		got := explain(c.err)
		if got.status != c.status || got.code != c.code || (got.detail == nil) != (c.code == "internal") {
			t.Errorf("%v: %+v", c.err, got)
		}
	}
}

func TestTotals(t *testing.T) {
	got := totalOf([]labels.Count{{Disposition: "blocked", N: big.NewInt(39)}, {Disposition: "allocatable", N: big.NewInt(8)}})
	if got.Int64() != 47 {
		t.Errorf("the total is %s", got)
	}
}
