package templates_test

import (
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"rootward/templates"
)

// pluralForms are the forms that a message with a count needs.
var pluralForms = map[string][]string{"en": {"one", "other"}, "ar": {"few", "many", "one", "other", "two", "zero"}}

var placeholder = regexp.MustCompile(`\{\{\.?([A-Za-z]+)\}\}`)

func placeholders(forms map[string]string) []string {
	var names []string
	for _, text := range forms {
		for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(names, m[1]) {
				names = append(names, m[1])
			}
		}
	}
	slices.Sort(names)
	return names
}

func TestEachLanguageSaysTheSame(t *testing.T) {
	set := newSet(t)
	source := set.Messages(templates.DefaultLanguage)
	for _, language := range set.Languages() {
		messages := set.Messages(language)
		for key, forms := range messages {
			if source[key] == nil {
				t.Errorf("%s: %q is not in %s", language, key, templates.DefaultLanguage)
			}
			if forms["other"] == "" {
				t.Errorf("%s: %q says nothing", language, key)
			}
		}
		for key, forms := range source {
			if messages[key] == nil {
				t.Errorf("%s: %q is missing", language, key)
				continue
			}
			if want, got := placeholders(forms), placeholders(messages[key]); !reflect.DeepEqual(want, got) {
				t.Errorf("%s: %q has placeholders %v, want %v", language, key, got, want)
			}
		}
	}
}

func TestPluralForms(t *testing.T) {
	set := newSet(t)
	source := set.Messages(templates.DefaultLanguage)
	for _, language := range set.Languages() {
		want := pluralForms[language]
		if want == nil {
			t.Fatalf("say which plural forms %s has", language)
		}
		for key, forms := range set.Messages(language) {
			if len(source[key]) == 1 {
				continue
			}
			var got []string
			for form := range forms {
				got = append(got, form)
			}
			slices.Sort(got)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s: %q has the forms %v, want %v", language, key, got, want)
			}
		}
	}
}

var usedKey = regexp.MustCompile(`\bt "([a-z0-9_.]+)"`)

func TestKeysInPagesExist(t *testing.T) {
	set := newSet(t)
	count := 0
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".html" {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, m := range usedKey.FindAllSubmatch(text, -1) {
			count++
			if !set.Has(templates.DefaultLanguage, string(m[1])) {
				t.Errorf("%s: no message %q", name, m[1])
			}
		}
		return nil
	})
	if err != nil || count < 200 {
		t.Errorf("%d keys found: %v", count, err)
	}
}

func TestArabicCounts(t *testing.T) {
	set := newSet(t)
	for count, want := range map[int]string{0: "أقل من يوم", 1: "يوم واحد", 2: "يومان", 3: "3 أيام", 11: "11 يومًا", 100: "100 يوم", 1243: "1,243 يومًا"} {
		if got := set.Say("ar", templates.T("days", "Count", count)); got != want {
			t.Errorf("%d: %q, want %q", count, got, want)
		}
	}
}

func TestSay(t *testing.T) {
	set := newSet(t)
	day := time.Date(2015, time.July, 2, 23, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		language string
		text     templates.Text
		want     string
	}{
		{"en", templates.Num(1243), "1,243"},
		{"ar", templates.Num(1243), "1,243"},
		{"en", templates.Big(big.NewInt(4423680)), "4,423,680"},
		{"ar", templates.Big(new(big.Int).Exp(big.NewInt(10), big.NewInt(22), nil)), "10,000,000,000,000,000,000,000"},
		{"en", templates.T("check.variants.all", "Count", templates.Big(big.NewInt(1))), "1 variant."},
		{"ar", templates.T("check.variants.all", "Count", templates.Big(new(big.Int).Add(new(big.Int).Exp(big.NewInt(10), big.NewInt(18), nil), big.NewInt(11)))), "1,000,000,000,000,000,011 متغيرًا كلها، بترتيب نقاط الترميز."},
		{"en", templates.Dec(202.25, 1), "202.2"},
		{"en", templates.Percent(0.8914), "89.1\u00a0%"},
		{"en", templates.Day(day), "2 Jul 2015"},
		{"ar", templates.Day(day), "2 يوليو 2015"},
		{"en", templates.Day(time.Time{}), ""},
		{"en", templates.Plain(""), ""},
		{"en", templates.Join(", ", templates.Plain("a"), nil, templates.Num(2)), "a, 2"},
		{"en", templates.T("workflow.gtld-2026"), "gTLD application, 2026 round"},
		{"en", templates.T("save.version", "Version", "مكتبة"), "version \u2068مكتبة\u2069"},
		{"ar", templates.T("save.version", "Version", "app"), "النسخة \u2068app\u2069"},
		{"xx", templates.Num(5), "5"},
	} {
		if got := set.Say(c.language, c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.language, got, c.want)
		}
	}
	if key := templates.Key(templates.T("a.b")); key != "a.b" {
		t.Errorf("key %q", key)
	}
}

func TestMissingMessages(t *testing.T) {
	set, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	var missed []string
	set.OnMissing(func(language, key string) { missed = append(missed, language+" "+key) })
	if got := set.Say("ar", templates.T("no.such.key")); got != "no.such.key" {
		t.Errorf("says %q", got)
	}
	if !reflect.DeepEqual(missed, []string{"ar no.such.key"}) {
		t.Errorf("reported %v", missed)
	}
}

func TestBadMessagesAreRefused(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	for name, c := range map[string]struct {
		files fstest.MapFS
		want  string
	}{
		"twice in one file":  {fstest.MapFS{"en/a.json": file(`{"k":"1","k":"2"}`)}, `"k"`},
		"twice in two files": {fstest.MapFS{"en/a.json": file(`{"k":"1"}`), "en/b.json": file(`{"k":"2"}`)}, "en/a.json"},
		"unknown form":       {fstest.MapFS{"en/a.json": file(`{"k":{"lots":"1"}}`)}, "lots"},
		"not an object":      {fstest.MapFS{"en/a.json": file(`[]`)}, "object"},
		"no English":         {fstest.MapFS{"ar/a.json": file(`{}`)}, "en"},
		"not a language":     {fstest.MapFS{"en/a.json": file(`{}`), "not a tag/a.json": file(`{}`)}, "not a tag"},
	} {
		if err := templates.ReadCatalogue(c.files); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want an error with %q", name, err, c.want)
		}
	}
}

func TestMatch(t *testing.T) {
	set := newSet(t)
	for _, c := range []struct {
		wishes []string
		want   string
	}{
		{[]string{"", "ar-EG,ar;q=0.9,en;q=0.8"}, "ar"},
		{[]string{"en", "ar"}, "en"},
		{[]string{"tlh"}, "en"},
		{nil, "en"},
	} {
		if got := set.Match(c.wishes...); got != c.want {
			t.Errorf("%v: %s, want %s", c.wishes, got, c.want)
		}
	}
}

func TestDue(t *testing.T) {
	set := newSet(t)
	now := time.Date(2027, time.January, 13, 9, 40, 0, 0, time.UTC)
	amman, err := time.LoadLocation("Asia/Amman")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		page              templates.Page
		due               templates.Due
		class, left, text string
	}{
		{templates.Page{}, templates.Due{At: now.AddDate(0, 0, -2)}, "is-late", "2 days late", "11 Jan 2027, 09:40 UTC"},
		{templates.Page{}, templates.Due{At: now.Add(-time.Minute)}, "is-late", "1 hour late", "13 Jan 2027, 09:39 UTC"},
		{templates.Page{}, templates.Due{At: now.Add(5 * time.Hour)}, "is-wait", "in 5 hours", "13 Jan 2027, 14:40 UTC"},
		{templates.Page{}, templates.Due{At: now.AddDate(0, 0, 3)}, "is-wait", "in 3 days", "16 Jan 2027, 09:40 UTC"},
		{templates.Page{}, templates.Due{At: now.AddDate(0, 0, 12), Day: true}, "", "in 12 days", "25 Jan 2027"},
		{templates.Page{}, templates.Due{Paused: true, Left: 41 * 24 * time.Hour}, "", "paused", "41 days left"},
		{templates.Page{}, templates.Due{}, "", "no due date", ""},
		{templates.Page{Zone: amman}, templates.Due{At: time.Date(2027, time.January, 20, 23, 59, 0, 0, time.UTC)}, "", "in 7 days", "21 Jan 2027, 02:59 your time (20 Jan 2027 23:59 UTC)"},
	} {
		c.page.Now = now
		class, left, text := set.DueText(c.page, c.due)
		if class != c.class || left != c.left || text != c.text {
			t.Errorf("%v: %q %q %q, want %q %q %q", c.due, class, left, text, c.class, c.left, c.text)
		}
	}
}
