package portal

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// checked is the page about a string in a language.
func (w *world) checked(lang string, query url.Values) string {
	w.Helper()
	query.Set("lang", lang)
	res := w.browser().get("/check?" + query.Encode())
	if res.StatusCode != http.StatusOK {
		w.Fatalf("%v: %d", query, res.StatusCode)
	}
	return res.body
}

// checkedText is the same with its entities read.
func (w *world) checkedText(lang string, query url.Values) string {
	w.Helper()
	return html.UnescapeString(w.checked(lang, query))
}

func TestCheckSaysEverything(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		label, lang string
		has, not    []string
	}{
		"a string that passes": {
			"مكتبة", "en",
			[]string{"It can be applied for", "xn--ngbcb3hj", "Eligible", "Rules for the script Arabic", "lgr-5-arabic-script", "47 other strings", "All 8, in the order", "Nothing found", "U+0643 → U+06A9", "at position 2"},
			[]string{"Not eligible", "What speaks against it"},
		},
		"the same in Arabic": {
			"مكتبة", "ar",
			[]string{"يمكن طلبها", "مؤهلة", "قواعد الكتابة", "تُعد 47 سلسلة أخرى", "قابلة للتخصيص", "محجوبة", "26 مايو 2022", `dir="rtl"`},
			[]string{"Eligible", "Variants that", "other strings"},
		},
		"counts that nobody could list": {"vermögensberatung", "en", []string{"4,423,679", "The first 20 of 4,423,679"}, nil},
		"counts in Arabic":              {"vermögensberatung", "ar", []string{"4,423,679 سلسلة أخرى", "أول 20 من 4,423,679 متغير"}, nil},
		"a code point outside":          {"ab1c", "en", []string{"Not eligible", "U+0031 DIGIT ONE at position 3 is not in the repertoire of lgr-5-", "RFC 7940, 8.1"}, nil},
		"two scripts": {
			"abв", "en", []string{"Not eligible", "No rule set of one script", "U+0432", "RFC 7940", "variants are counted for eligible", "cannot become", "letter for letter"}, nil,
		},
		"a context rule, said in Arabic": {"ကြ်က်", "ar", []string{"غير مؤهلة", "لا تسمح بذلك القاعدة", "RFC 7940"}, []string{"does not let it"}},
		"sets for Han": {
			"一人", "en", []string{"Rules for the script", "Rules for the script Japanese", "lgr=lgr-5-japanese-script"}, nil,
		},
		"an existing TLD":              {"com", "en", []string{"Taken", "Top-level domains in the root zone", "IANA", "cannot become"}, nil},
		"a variant of an existing TLD": {"арр", "en", []string{"a blocked variant of it", "Top-level domains in the root zone"}, []string{"Nothing found"}},
		"a country":                    {"georgia", "en", []string{"Taken", "Names of countries and territories", "cannot be a gTLD"}, nil},
		"a country in Arabic":          {"georgia", "ar", []string{"مأخوذة", "جورجيا"}, []string{"Taken"}},
		"a capital":                    {"amman", "en", []string{"capital", "letter of support"}, nil},
		"code points":                  {"U+0645 U+0643", "en", []string{"xn--", "0645"}, []string{"begins like a list"}},
		"code points that are none":    {"U+0645 U+zz", "en", []string{"begins like a list of code points", "Not judged"}, []string{"Eligible"}},
		"capitals":                     {"SHOPS", "en", []string{"lgr-5-latin-script", "Eligible"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			body := w.checkedText(c.lang, url.Values{"label": {c.label}})
			for _, want := range c.has {
				if !strings.Contains(strings.ToLower(body), strings.ToLower(want)) {
					t.Errorf("the page does not say %q", want)
				}
			}
			for _, bad := range c.not {
				if strings.Contains(body, bad) {
					t.Errorf("the page says %q", bad)
				}
			}
		})
	}
}

func TestCheckFindsApplications(t *testing.T) {
	w := newWorld(t)
	w.plant()
	for name, c := range map[string]struct{ label, has string }{
		"two for the same string":     {"book", "2 applications in the"},
		"for a variant of the string": {"bóók", "a blocked variant of it"},
	} {
		body := w.checkedText("en", url.Values{"label": {c.label}, paramRound: {theRound}})
		if !strings.Contains(body, c.has) {
			t.Errorf("%s: the page does not say %q", name, c.has)
		}
		if strings.Contains(body, "xq") {
			t.Errorf("%s: the page tells what is secret", name)
		}
	}
	if body := w.checkedText("en", url.Values{"label": {"books"}, paramRound: {theRound}}); !strings.Contains(body, "Nothing found") {
		t.Error("a string of nobody collides")
	}
}

func TestCheckByAChosenSet(t *testing.T) {
	w := newWorld(t)
	body := w.checkedText("en", url.Values{"label": {"книга"}, paramSet: {"lgr-5-latin-script"}})
	for _, want := range []string{"lgr-5-latin-script", "Not eligible", "--lgr lgr-5-latin-script", "<details open>", `value="lgr-5-latin-script" selected`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	body = w.checkedText("en", url.Values{"label": {"книга"}, paramSet: {"none-such"}})
	if !strings.Contains(body, "There is no rule set none-such in edition 5") || !strings.Contains(body, "lgr-5-cyrillic-script") {
		t.Error("a rule set that there is not is not told")
	}
}

func TestCheckOffersShellAndLink(t *testing.T) {
	w := newWorld(t)
	for typed, want := range map[string]string{
		"shop": "rootward label explain --round 2026 shop", "مكتبة": "rootward label explain --round 2026 مكتبة",
		"a b": "rootward label explain --round 2026 'a b'", "a'b": `rootward label explain --round 2026 'a'\''b'`,
		"-x": "rootward label explain --round 2026 '-x'", "a\u202Eb": "rootward label explain --round 2026 'U+0061 U+202E U+0062'",
	} {
		body := w.checkedText("en", url.Values{"label": {typed}})
		if !strings.Contains(body, want) {
			t.Errorf("%q: no command %q", typed, want)
		}
		link := "http://portal.example" + checkPath(typed, theRound, "")
		if !strings.Contains(body, link) {
			t.Errorf("%q: no link %q", typed, link)
		}
	}
}

func TestHostileStrings(t *testing.T) {
	w := newWorld(t)
	for name, typed := range map[string]string{
		"bidirectional controls": "a\u202Eb\u2066c\u2069\u2069\u200F", "emoji": "😀👩‍👩‍👧", "combining marks": "a" + strings.Repeat("\u0301", 300), "only marks": "\u0301\u0302",
		"dots": "...", "one thousand letters": strings.Repeat("x", 1000), "two thousand Arabic letters": strings.Repeat("م", 2000), "not UTF-8": "\xff\xfe", "a null": "a\x00b",
		"markup": `"><script>alert(1)</script>`, "an A-label of nothing": "xn--", "A-label garbage": "xn--zzzzzzzzzz99999", "every code point": strings.Repeat("U+0627 ", 140),
		"line ends": "a\r\nb", "not characters": "\uFFFF\U0010FFFF", "private use": "\uE000\uE001", "Hangul parts": strings.Repeat("\u1100\u1161", 100),
	} {
		t.Run(name, func(t *testing.T) {
			for _, lang := range []string{"en", "ar"} {
				body := w.checked(lang, url.Values{"label": {typed}})
				_, verdict, _ := strings.Cut(body, `id="verdict"`)
				verdict, _, _ = strings.Cut(verdict, "rw-sum rw-small rw-mt5")
				if strings.ContainsAny(verdict, "\u202E\u2066\u200F\u0000") || strings.Contains(verdict, "<script") {
					t.Errorf("what steers a page came through: %q", verdict)
				}
				if len(body) > 1<<20 {
					t.Errorf("the page has %d octets", len(body))
				}
			}
		})
	}
}

func TestVerdictBelowAField(t *testing.T) {
	w := newWorld(t)
	body := html.UnescapeString(w.browser().post("/check/verdict?round=2027&field=string", "string", "قرطاسية").body)
	for _, want := range []string{"1,279 other strings", "11", "allocatable", "1,268", "Everything about this string", `href="/check?label=`, "What it collides with", `id="verdict-said"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the verdict does not say %q", want)
		}
	}
	for _, bad := range []string{"Variants that are blocked", "rootward label", "<html"} {
		if strings.Contains(body, bad) {
			t.Errorf("the verdict says %q", bad)
		}
	}
}

func TestVerdictIsSaidOnce(t *testing.T) {
	w := newWorld(t)
	for _, path := range []string{"/check", "/check?label=book", "/check/verdict?string=", "/check/verdict?string=book"} {
		body := w.browser().get(path).body
		if strings.Count(body, `id="verdict-said"`) != 1 || strings.Count(body, `id="verdict"`) != 1 || strings.Count(body, `role="status"`) != 1 {
			t.Errorf("%s: a verdict is there once, and one place says it aloud", path)
		}
	}
}
