package label_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rootward/application/label"
	"rootward/application/round"
	"rootward/idn"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

func mustJudge(t *testing.T, text string, o label.Options) label.Verdict {
	t.Helper()
	v, err := label.Judge(text, o)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func TestJudgeReadsEveryForm(t *testing.T) {
	tests := []struct {
		text string
		form label.Form
		cps  string
		u, a string
	}{
		{"ای", label.Text, "0627 06CC", "ای", "xn--mgb44a"},
		{"xn--mgb44a", label.ALabel, "0627 06CC", "ای", "xn--mgb44a"},
		{"XN--MGB44A", label.ALabel, "0627 06CC", "ای", "xn--mgb44a"},
		{"U+0627 U+06CC", label.CodePoints, "0627 06CC", "ای", "xn--mgb44a"},
		{"u+627,u+6cc ", label.CodePoints, "0627 06CC", "ای", "xn--mgb44a"},
		{"Shop", label.Text, "0053 0068 006F 0070", "shop", "shop"}, // judged as given
		{"U+0053", label.CodePoints, "0053", "s", "s"},
		{"U+10FFFD", label.CodePoints, "10FFFD", "\U0010FFFD", "xn--bn32g"},
		{"U+0061 U+002E", label.CodePoints, "0061 002E", "", ""}, // no label, but a rule set can be asked
	}
	for _, test := range tests {
		v := mustJudge(t, test.text, label.Options{})
		if v.Form != test.form || v.Spell() != test.cps || v.Report.ULabel != test.u || v.Report.ALabel != test.a || v.Input != test.text {
			t.Errorf("%s: %s, %s, %s, %s", test.text, v.Form, v.Spell(), v.Report.ULabel, v.Report.ALabel)
		}
	}
}

func TestJudgeOfNoLabel(t *testing.T) {
	for text, rule := range map[string]string{
		"": "not-empty", "a.b": "one-label", "\xff": "utf-8", "xn--99999": "a-label", strings.Repeat("a", idn.MaxInput+1): "input-length",
		"U+": "code-points", "U+D800": "code-points", "U+110000": "code-points", "U+61 b": "code-points", "U+061 U": "code-points",
	} {
		var no *label.InputError
		if _, err := label.Judge(text, label.Options{}); !errors.As(err, &no) || no.Rule != rule || no.Text == "" {
			t.Errorf("Judge(%.20q): %v", text, err)
		}
		if _, err := label.Parse(text); !errors.As(err, &no) || no.Rule != rule {
			t.Errorf("Parse(%.20q): %v", text, err)
		}
	}
	if _, err := label.Judge(strings.Repeat("U+61 ", lgr.MaxLabel+1), label.Options{}); !errors.Is(err, lgr.ErrTooLong) {
		t.Errorf("a label above all lengths: %v", err)
	}
}

func TestJudgeFindsTheRuleSet(t *testing.T) {
	tests := []struct {
		about, text, set string
		fits, eligible   bool
	}{
		{"one script", "москва", "lgr-5-cyrillic-script", true, true},
		{"one script, but a context rule refuses the label", "U+0A35 U+0A18 U+0A3E U+0A13 U+0A40", "lgr-5-gurmukhi-script", true, false},
		{"several scripts written together", "ひらがな漢字", "lgr-5-japanese-script", true, true},
		{"two scripts: that of most code points", "aянв", "lgr-5-cyrillic-script", false, false},
		{"two scripts in equal parts: the first", "aя", "lgr-5-latin-script", false, false},
		{"a code point that no script has", "a1", "lgr-5-common", false, false},
		{"capitals are judged as they are given", "Shop", "lgr-5-common", false, false},
	}
	for _, test := range tests {
		v := mustJudge(t, test.text, label.Options{})
		if v.Set.Name != test.set || v.Fits != test.fits || v.Eligible != test.eligible || !v.Chosen || v.Eligible == (len(v.Reasons) > 0) {
			t.Errorf("%s: %s, fits %v, eligible %v, %d reasons", test.about, v.Set.Name, v.Fits, v.Eligible, len(v.Reasons))
		}
	}
	v := mustJudge(t, "政务", label.Options{})
	if v.Set.Name != "lgr-5-chinese-script" {
		t.Errorf("Han alone: %s", v.Set.Name)
	}
	for _, other := range v.OtherRuleSets {
		if other == v.Set || !other.Has('政') || !other.Has('务') {
			t.Errorf("%s is named beside %s", other.Name, v.Set.Name)
		}
	}
	arabic := rootzone.Embedded().Set("lgr-5-arabic-script")
	v = mustJudge(t, "shop", label.Options{Set: arabic})
	if v.Set != arabic || v.Chosen || v.Eligible || len(v.Reasons) != 4 {
		t.Errorf("a set asked for: %+v", v)
	}
}

// A code point that a set lists only as a variant from elsewhere makes no label
// valid.
func TestJudgeKnowsOutOfRepertoireVariants(t *testing.T) {
	v := mustJudge(t, "ё", label.Options{Set: rootzone.Embedded().Set("lgr-5-latin-script")})
	if v.Eligible || v.Reasons[0].Code != lgr.ByAction || v.Reasons[0].Condition() != "any-variant=out-of-repertoire-var" {
		t.Errorf("ё in Latin: %+v", v.Reasons)
	}
}

func TestJudgeKeepsVerdictsApart(t *testing.T) {
	o := label.Options{Policy: round.GTLD2026, Fold: true}
	for text, want := range map[string][2]bool{ // eligible, valid
		"rootward": {true, true}, "RootWard": {true, true}, "icann": {true, false}, "b": {true, false}, "a1": {false, false},
	} {
		if v := mustJudge(t, text, o); v.Eligible != want[0] || v.Valid() != want[1] {
			t.Errorf("%s: eligible %v, valid %v", text, v.Eligible, v.Valid())
		}
	}
	for _, f := range mustJudge(t, "icann", label.Options{}).Report.Findings {
		if f.Scope != idn.Protocol {
			t.Errorf("without a round: %s", f.Rule)
		}
	}
}

func TestJudgeCountsAndLists(t *testing.T) {
	v := mustJudge(t, "vermögensberatung", label.Options{Variants: 3})
	if v.Count("blocked").String() != "4423679" || v.Count("allocatable").Sign() != 0 || len(v.Variants) != 3 {
		t.Errorf("counts %v, %d variants", v.Counts, len(v.Variants))
	}
	v = mustJudge(t, "كك", label.Options{Variants: 100, Dispositions: []string{"allocatable"}})
	if n := v.Count("allocatable"); n.Int64() != int64(len(v.Variants)) || n.Int64() != 4 {
		t.Errorf("counts %v, %d variants", v.Counts, len(v.Variants))
	}
	if v = mustJudge(t, "كك", label.Options{NoVariants: true}); v.Counts != nil || v.Variants != nil {
		t.Errorf("variants that were not asked for: %v", v.Counts)
	}
}

// odd are texts that go wrong somewhere, and some that do not.
func odd() []string {
	texts := []string{
		"", "shop", "SHOP", "Бренд", "xn--mgbaam7a8h", "XN--MGBAAM7A8H", "xn--99999", "xn--a", "icann", "olympic", "U+0627", "U+41 U+301", "U+",
		"a.b", "ab--cd", "a\u0301", "\u0301a", "ﬁ", "a b", "\xff\xfe", "政務", "政务", "ı", "٠۰", "a\u200db", "\u2028", "franCe", "франция", "ß", "ἀ",
	}
	r := rand.New(rand.NewPCG(3, 4))
	pool := []rune("abcXYZ-1 .ßéдяЖعغفקש中文日本한국แไກខﬃ\u0301\u094d\u200d\U0001F600\U0002A6D6")
	for range 2000 {
		var b strings.Builder
		for range 1 + r.IntN(8) {
			b.WriteRune(pool[r.IntN(len(pool))])
		}
		texts = append(texts, b.String())
	}
	return texts
}

func TestSeriesSaysWhatJudgeSays(t *testing.T) {
	for _, o := range []label.Options{{}, {Policy: round.GTLD2026}, {Policy: round.FastTrack, Fold: true}, {Set: rootzone.Embedded().Common(), Variants: 2}} {
		series := label.NewSeries(o)
		for _, text := range odd() {
			want, wantErr := label.Judge(text, o)
			got, err := series.Judge([]byte(text))
			if fmt.Sprint(err) != fmt.Sprint(wantErr) {
				t.Fatalf("%q: %v, want %v", text, err, wantErr)
			}
			if diff := cmp.Diff(outline(&want), outline(got)); diff != "" {
				t.Fatalf("%q (-Judge +Series):\n%s", text, diff)
			}
		}
	}
}

// outline is what both ways must agree on.
func outline(v *label.Verdict) []string {
	out := []string{
		v.Input, string(v.Form), v.Spell(), v.Report.ULabel, v.Report.ALabel, v.Report.Script, v.IndexKey, v.Disposition,
		fmt.Sprint(v.Eligible, v.Fits, v.Chosen, v.Action, v.Counts, v.Report.ASCII, v.Report.RTL, v.Valid()),
	}
	if v.Set != nil {
		out = append(out, v.Set.Name)
	}
	for _, s := range v.OtherRuleSets {
		out = append(out, s.Name)
	}
	for i := range v.Reasons {
		out = append(out, v.Reasons[i].English(), v.Reasons[i].Source())
	}
	for _, f := range v.Report.Faults(idn.Warned) {
		out = append(out, fmt.Sprint(f.Rule, f.Position, f.CodePoint, f.Source, f.English(), f.EnglishFix()))
	}
	for _, variant := range v.Variants {
		out = append(out, fmt.Sprint(variant.CP, variant.Disposition))
	}
	return out
}

var placeholder = regexp.MustCompile(`{{\.\w+}}`)

// Every reason can be said in every language with the same facts, and English
// is said as the package says it.
func TestLocaleSaysEveryReason(t *testing.T) {
	files, err := filepath.Glob("../../templates/locale/*/check.json")
	if err != nil || len(files) < 2 {
		t.Fatalf("languages: %v %v", files, err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var messages map[string]any
		if err := json.Unmarshal(content, &messages); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for key, english := range label.Sentences() {
			said, ok := messages[key].(string)
			if !ok || strings.Contains(file, "/en/") && said != english {
				t.Errorf("%s: %q, want %q", key, said, english)
			}
			want, got := placeholder.FindAllString(english, -1), placeholder.FindAllString(said, -1)
			slices.Sort(want)
			slices.Sort(got)
			if said == "" || !slices.Equal(want, got) {
				t.Errorf("%s: %s: %q", file, key, said)
			}
		}
	}
}
