package portal

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// labelPath is the address of a label in the API.
func labelPath(label string) string { return "/api/v1/labels/" + url.PathEscape(label) }

func TestAPILabel(t *testing.T) {
	w := newWorld(t)
	w.plant()
	b := w.browser()
	var l APILabel
	decode(t, b.get(labelPath("مكتبة")+"?variants=3").wants(t, http.StatusOK, "").body, &l)
	if l.CPS != "0645 0643 062A 0628 0629" || l.RuleSet != "lgr-5-arabic-script" || l.Edition != "5" || !l.Eligible || l.Disposition != "valid" || !l.Valid || l.IndexKey == "" {
		t.Errorf("the verdict is %+v", l.APIVerdict)
	}
	if l.VariantCounts["allocatable"].n.Int64() != 8 || l.VariantCounts["blocked"].n.Int64() != 39 || len(l.Variants) != 3 || l.Variants[0].CPS == "" || l.Variants[0].Disposition == "" {
		t.Errorf("the variants are %v %v", l.VariantCounts, l.Variants)
	}
	decode(t, b.get(labelPath("U+0062 U+00F3 U+00F3 U+006B")).wants(t, http.StatusOK, "").body, &l)
	at := slices.IndexFunc(l.Collisions, func(c APICollision) bool { return slices.Contains(c.Applications, "p1") })
	if l.ULabel != "bóók" || at < 0 || l.Collisions[at].Relation != "blocked" || l.Collisions[at].Outcome != "warned" {
		t.Errorf("the collisions of %s are %+v", l.ULabel, l.Collisions)
	}
	decode(t, b.get(labelPath("com")).wants(t, http.StatusOK, "").body, &l)
	if len(l.RoundFaults) == 0 || len(l.IDNAFaults) != 0 || l.Valid || l.Collisions[0].Outcome != "failed" || l.Collisions[0].List == "" {
		t.Errorf("com is %+v", l)
	}
	// A label that a word of the address could be taken for is a label.
	decode(t, b.get(labelPath("check")).wants(t, http.StatusOK, "").body, &l)
	if l.Input != "check" {
		t.Errorf("check is %+v", l.APIVerdict)
	}
}

func TestAPILabelSaysReasonsInTheReadersLanguage(t *testing.T) {
	w := newWorld(t)
	for lang, want := range map[string]string{"en": "is not in the repertoire of", "ar": "ليست ضمن ما تسمح به"} {
		var l APILabel
		decode(t, w.browser().get(labelPath("ab1c")+"?lang="+lang).body, &l)
		if len(l.Reasons) == 0 || l.Reasons[0].Code != "not-in-repertoire" || l.Reasons[0].Position != 3 || l.Reasons[0].CodePoint != "0031" || !strings.Contains(l.Reasons[0].Text, want) || !strings.HasPrefix(l.Reasons[0].Source, "RFC 7940") {
			t.Errorf("%s: the reasons are %+v", lang, l.Reasons)
		}
	}
}

func TestAPILabelThatIsNone(t *testing.T) {
	w := newWorld(t)
	for _, text := range []string{"xn--zzzzzzzzzz99999", "U+06ZZ", strings.Repeat("x", 900)} {
		var l APILabel
		decode(t, w.browser().get(labelPath(text)).wants(t, http.StatusOK, "").body, &l)
		if l.Eligible || l.Valid || l.RuleSet == "" && l.Error == "" {
			t.Errorf("%.20q is %+v", text, l.APIVerdict)
		}
	}
}

func TestAPIVariantsByPage(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	var all []string
	after := ""
	for range 100 {
		var page APIVariants
		decode(t, b.get(labelPath("مكتبة")+"/variants?limit=7&after="+after).wants(t, http.StatusOK, "").body, &page)
		for _, v := range page.Items {
			all = append(all, v.CPS)
			if len(v.Replaced) == 0 || v.Replaced[0].From == "" || v.ALabel == "" || v.Condition == "" {
				t.Fatalf("a variant does not say how it comes about: %+v", v)
			}
		}
		if after = page.Next; after == "" {
			break
		}
	}
	if len(all) != 47 || !slices.IsSorted(all) || len(slices.Compact(all)) != 47 {
		t.Errorf("%d variants by pages: %v", len(all), all)
	}
	var some APIVariants
	decode(t, b.get(labelPath("مكتبة")+"/variants?disposition=allocatable").body, &some)
	if len(some.Items) != 8 || some.Next != "" || len(some.Counts) != 1 || some.Counts["allocatable"].n.Int64() != 8 || some.Items[0].Disposition != "allocatable" {
		t.Errorf("allocatable ones are %+v", some)
	}
}

// TestNoVariantsOfWhatIsTooLong: strangers send texts of any length, and the
// work on variants grows with it. The verdict is there all the same.
func TestNoVariantsOfWhatIsTooLong(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("كهيةى", 20)
	w.refused(w.browser().get(labelPath(long)+"/variants"), 422, "too_complex")
	var one APILabel
	decode(t, w.browser().get(labelPath(long)).wants(t, http.StatusOK, "").body, &one)
	var many APIVerdicts
	decode(t, w.browser().send("/api/v1/labels/check", stepBody{"labels": []string{long}}).wants(t, http.StatusOK, "").body, &many)
	for name, v := range map[string]APIVerdict{"one": one.APIVerdict, "many": many.Items[0]} {
		if !v.Eligible || v.Error == "" || len(v.VariantCounts) != 0 || len(v.RoundFaults)+len(v.IDNAFaults) == 0 {
			t.Errorf("%s: %+v", name, v)
		}
	}
	if body := w.checkedText("en", url.Values{"label": {long}}); !strings.Contains(body, "too many to count here") || strings.Contains(body, "no variants") {
		t.Error("the page does not say that variants were not counted")
	}
}

// TestQuestionsAboutLabelsWait: who finds no place waits for as long as the
// request may take.
func TestQuestionsAboutLabelsWait(t *testing.T) {
	w := newLabelWork()
	var give []func()
	for range cap(w) {
		done, err := w.begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		give = append(give, done)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := w.begin(ctx); explain(err).status != http.StatusServiceUnavailable {
		t.Errorf("without a place: %v", err)
	}
	give[0]()
	if _, err := w.begin(t.Context()); err != nil {
		t.Errorf("after a place was given back: %v", err)
	}
}

func TestAPIVariantsRefuses(t *testing.T) {
	w := newWorld(t)
	for query, c := range map[string]struct {
		status int
		code   string
	}{
		labelPath("xn--zzzzzzzzzz99999") + "/variants":   {422, "no_label"},
		labelPath("a.b") + "/variants":                   {422, "no_label"},
		labelPath("shop") + "/variants?lgr=none":         {404, "not_found"},
		labelPath("shop") + "/variants?after=0061-zz":    {422, "invalid"},
		labelPath("shop") + "/variants?limit=0":          {422, "invalid"},
		labelPath("shop") + "/compare?with=U%2Bzz":       {422, "no_label"},
		labelPath("shop") + "/compare":                   {422, "invalid"},
		labelPath("shop") + "/compare?with=a&lgr=nobody": {404, "not_found"},
	} {
		if p := w.refused(w.browser().get(query), c.status, c.code); p.Detail == "" {
			t.Errorf("%s: no reason", query)
		}
	}
}

func TestAPICompare(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		a, b, set, relation string
		same                bool
	}{
		{"app", "арр", "", "blocked", true},
		{"app", "app", "", "identical", true},
		{"app", "shop", "", "none", false},
		{"مكتبة", "مكتبه", "lgr-5-arabic-script", "allocatable", true},
		{"U+0061 U+0070 U+0070", "xn--80a1bb", "", "none", false},
	} {
		var r APIRelation
		decode(t, w.browser().get(labelPath(c.a)+"/compare?"+url.Values{"with": {c.b}, "lgr": {c.set}}.Encode()).wants(t, http.StatusOK, "").body, &r)
		if r.SameVariantSet != c.same || r.Relation != c.relation || r.A != c.a || r.B != c.b || c.set == "" && r.RuleSet != "lgr-5-common" {
			t.Errorf("%s and %s: %+v", c.a, c.b, r)
		}
	}
}

func TestAPICheckMany(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	var out APIVerdicts
	decode(t, b.send("/api/v1/labels/check", stepBody{"labels": []string{"shop", "xn--zzzzzzzzzz99999", "مكتبة"}, "variants": 1}).wants(t, http.StatusOK, "").body, &out)
	if len(out.Items) != 3 || !out.Items[0].Eligible || out.Items[1].Error == "" || out.Items[1].Input != "xn--zzzzzzzzzz99999" || out.Items[2].VariantCounts["blocked"].n.Int64() != 39 || len(out.Items[2].Variants) != 1 {
		t.Errorf("the verdicts are %+v", out)
	}
	decode(t, b.send("/api/v1/labels/check", stepBody{"labels": []string{"книга"}, "lgr": "lgr-5-latin-script"}).wants(t, http.StatusOK, "").body, &out)
	if out.Items[0].Eligible || out.Items[0].RuleSet != "lgr-5-latin-script" {
		t.Errorf("by the Latin set: %+v", out.Items[0])
	}
	many := make([]string, 1000)
	for i := range many {
		many[i] = fmt.Sprintf("vermögensberatung%c", 'a'+i%26)
	}
	decode(t, b.send("/api/v1/labels/check", stepBody{"labels": many}).wants(t, http.StatusOK, "").body, &out)
	if len(out.Items) != 1000 || out.Items[999].VariantCounts["blocked"].n.Int64() < 1_000_000 {
		t.Errorf("%d verdicts", len(out.Items))
	}
	w.refused(b.send("/api/v1/labels/check", stepBody{"labels": append(many, "x")}), 422, "invalid")
	w.refused(b.send("/api/v1/labels/check", stepBody{"labels": []string{}}), 422, "invalid")
	w.refused(b.send("/api/v1/labels/check", stepBody{"labels": []string{"a"}, "lgr": "none"}), 404, "not_found")
}

func TestAPICollisions(t *testing.T) {
	w := newWorld(t)
	var out APIGroups
	decode(t, w.browser().send("/api/v1/labels/collisions", stepBody{"labels": []string{"app", "shop", "xn--zzzzzzzzzz99999", "арр", "app"}}).wants(t, http.StatusOK, "").body, &out)
	if len(out.Items) != 1 || len(out.Items[0].Labels) != 3 || out.Items[0].Labels[1].Place != 3 || out.Items[0].Labels[1].Input != "арр" || out.Items[0].IndexKey == "" {
		t.Errorf("the groups are %+v", out.Items)
	}
	if len(out.Errors) != 1 || out.Errors[0].Place != 2 || out.Errors[0].Error == "" {
		t.Errorf("the errors are %+v", out.Errors)
	}
}

// TestAPICountsAreNumbers: counts of any size are written as numbers, and read
// back.
func TestAPICountsAreNumbers(t *testing.T) {
	var c APICount
	const large = "123456789012345678901234567890"
	if err := json.Unmarshal([]byte(large), &c); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(map[string]APICount{"blocked": c})
	if err != nil || string(text) != `{"blocked":`+large+`}` {
		t.Errorf("%s: %v", text, err)
	}
	if err := json.Unmarshal([]byte(`"many"`), &c); err == nil {
		t.Error("a word is no count")
	}
}
