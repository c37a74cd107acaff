package templates_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"

	"rootward/templates"
	"rootward/templates/internal/sample"
)

func newSet(t *testing.T) *templates.Set {
	t.Helper()
	set, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	set.OnMissing(func(language, key string) { t.Errorf("%s has no message %q", language, key) })
	return set
}

func render(t *testing.T, set *templates.Set, language string, v sample.View) string {
	t.Helper()
	v.Page.Lang = language
	var out bytes.Buffer
	if err := set.Render(&out, v.Page, v.View); err != nil {
		t.Fatalf("%s in %s: %v", v.Name, language, err)
	}
	return out.String()
}

// fragments are printed without a layout.
func fragments() map[reflect.Type]bool {
	set := map[reflect.Type]bool{}
	for i, v := range templates.ViewTypes() {
		if _, fragment := templates.FileOf(i); fragment {
			set[reflect.TypeOf(v)] = true
		}
	}
	return set
}

func TestEveryViewHasASample(t *testing.T) {
	seen := map[reflect.Type]bool{}
	for _, v := range sample.All() {
		seen[reflect.TypeOf(v.View)] = true
	}
	for _, v := range templates.ViewTypes() {
		if !seen[reflect.TypeOf(v)] {
			t.Errorf("%T has no sample", v)
		}
	}
}

var (
	idAttr    = regexp.MustCompile(`\sid="([^"]*)"`)
	idRef     = regexp.MustCompile(`\s(?:for|aria-labelledby|aria-describedby)="([^"]*)"`)
	heading   = regexp.MustCompile(`<h([1-6])[\s>]`)
	styleAttr = regexp.MustCompile(`<[^>]*\sstyle=`)
	eventAttr = regexp.MustCompile(`<[^>]*\son[a-z]+=`)
)

func TestPages(t *testing.T) {
	set, bare := newSet(t), fragments()
	for _, v := range sample.All() {
		for _, language := range set.Languages() {
			t.Run(v.Name+" in "+language, func(t *testing.T) {
				page := render(t, set, language, v)
				for _, bad := range []string{"<no value>", "ZgotmplZ", "%!", "&lt;nil&gt;", "{{", "map["} {
					if strings.Contains(page, bad) {
						t.Errorf("page says %q", bad)
					}
				}
				if styleAttr.MatchString(page) || eventAttr.MatchString(page) || strings.Contains(page, "<style") {
					t.Error("an inline style or handler would be blocked by the content security policy")
				}
				checkIDs(t, page)
				if !bare[reflect.TypeOf(v.View)] {
					checkHeadings(t, page)
					checkFrame(t, page, language)
				}
			})
		}
	}
}

func checkIDs(t *testing.T, page string) {
	t.Helper()
	ids := map[string]bool{}
	for _, m := range idAttr.FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("id %q stands twice", m[1])
		}
		ids[m[1]] = true
	}
	for _, m := range idRef.FindAllStringSubmatch(page, -1) {
		for _, id := range strings.Fields(m[1]) {
			if !ids[id] && strings.Contains(page, "<main") {
				t.Errorf("nothing has the id %q", id)
			}
		}
	}
	for _, m := range regexp.MustCompile(`href="#(f-[^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !ids[m[1]] && !ids[m[1]+"-0"] && strings.Contains(page, "govuk-error-summary__list") && strings.Contains(summaryOf(page), m[0]) {
			t.Errorf("the error summary leads to %q, which is not in the page", m[1])
		}
	}
}

func summaryOf(page string) string {
	_, rest, _ := strings.Cut(page, "govuk-error-summary__list")
	list, _, _ := strings.Cut(rest, "</ul>")
	return list
}

// checkHeadings wants one h1 and no gap in the order of headings after it.
func checkHeadings(t *testing.T, page string) {
	t.Helper()
	if n := strings.Count(page, "<h1"); n != 1 {
		t.Errorf("%d h1", n)
	}
	last, begun := 0, false
	for _, m := range heading.FindAllStringSubmatch(page, -1) {
		level := int(m[1][0] - '0')
		if level == 1 {
			begun = true
		}
		if begun && level > last+1 {
			t.Errorf("h%d follows h%d", level, last)
		}
		last = level
	}
}

func checkFrame(t *testing.T, page, language string) {
	t.Helper()
	dir := map[string]string{"ar": "rtl"}[language]
	if dir == "" {
		dir = "ltr"
	}
	for _, want := range []string{
		fmt.Sprintf(`<html lang=%q dir=%q>`, language, dir), `<main id="main"`, `class="rw-skip" href="#main"`, `hreflang="en"`, `hreflang="ar"`, `?`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("page lacks %s", want)
		}
	}
	if strings.Index(page, `class="rw-skip"`) > strings.Index(page, "<header") {
		t.Error("the skip link is not first")
	}
}

func TestTwoLanguagesAtOnce(t *testing.T) {
	set := newSet(t)
	want := map[string]string{}
	pages := sample.All()[:6]
	for _, v := range pages {
		for _, language := range set.Languages() {
			want[v.Name+language] = render(t, set, language, v)
		}
	}
	var wg sync.WaitGroup
	for range 8 {
		for _, language := range set.Languages() {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for _, v := range pages {
					v.Page.Lang = language
					var out bytes.Buffer
					if err := set.Render(&out, v.Page, v.View); err != nil || out.String() != want[v.Name+language] {
						t.Errorf("%s in %s differs when many render at once: %v", v.Name, language, err)
					}
				}
			}()
		}
	}
	wg.Wait()
}

func TestRenderRefuses(t *testing.T) {
	set := newSet(t)
	if err := set.Render(io.Discard, templates.Page{}, struct{}{}); !errors.Is(err, templates.ErrNoFile) {
		t.Errorf("unknown view: %v", err)
	}
	if err := set.Render(io.Discard, templates.Page{}, nil); !errors.Is(err, templates.ErrNoFile) {
		t.Errorf("no view: %v", err)
	}
}

func TestUnknownLanguageIsTheDefault(t *testing.T) {
	set := newSet(t)
	var out bytes.Buffer
	if err := set.Render(&out, templates.Page{Title: templates.Plain("x"), Lang: "tlh"}, templates.Error{Status: 404}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), `<html lang="en" dir="ltr">`) {
		t.Error("page is not in the default language")
	}
}

func TestWhatPeopleTypeIsEscaped(t *testing.T) {
	set := newSet(t)
	const evil = `"><script>alert(1)</script>`
	view := templates.Check{Action: "/check", Value: evil, Verdict: &templates.LabelVerdict{Command: evil, Share: evil, Label: templates.Label{U: evil, Lang: evil}, Tag: templates.Tag{Kind: evil, Text: templates.Plain(evil)}, Summary: templates.Plain(evil)}}
	page := render(t, set, "en", sample.View{Page: templates.Page{Title: templates.Plain(evil), Path: "/check?label=" + evil}, View: view})
	if strings.Contains(page, "<script>alert") {
		t.Error("a script came through")
	}
	if strings.Contains(page, `href="javascript:`) {
		t.Error("an unsafe address came through")
	}
}

func TestMenus(t *testing.T) {
	set := newSet(t)
	for _, c := range []struct {
		page      templates.Page
		sees, not string
	}{
		{templates.Page{}, `href="/sets"`, `href="/queue"`},
		{templates.Page{User: &templates.PageUser{Roles: []string{"applicant"}}}, `href="/portfolio"`, `href="/audit"`},
		{templates.Page{Staff: true, User: &templates.PageUser{Roles: []string{"evaluator"}}}, `href="/queue"`, `href="/accounts"`},
		{templates.Page{Staff: true, User: &templates.PageUser{Roles: []string{"auditor"}}}, `href="/audit"`, `href="/queue"`},
	} {
		c.page.Title = templates.Plain("x")
		page := render(t, set, "en", sample.View{Page: c.page, View: templates.Error{Status: 404}})
		if !strings.Contains(page, c.sees) || strings.Contains(page, c.not) {
			t.Errorf("%+v: want %s and not %s", c.page.User, c.sees, c.not)
		}
	}
	if paths := templates.MenuPaths(); len(paths) < 12 || paths[0] != "/applications" {
		t.Errorf("menu paths: %v", paths)
	}
}

func TestLanguageURL(t *testing.T) {
	for _, c := range [][3]string{
		{"/check?label=a&lang=en", "ar", "/check?label=a&lang=ar"},
		{"", "ar", "?lang=ar"},
		{"https://elsewhere.example/x", "en", "/x?lang=en"},
		{"%zz", "en", "/?lang=en"},
	} {
		if got := templates.LanguageURL(c[0], c[1]); got != c[2] {
			t.Errorf("%q: %q, want %q", c[0], got, c[2])
		}
	}
}

func BenchmarkRender(b *testing.B) {
	set, err := templates.New()
	if err != nil {
		b.Fatal(err)
	}
	for _, v := range sample.All() {
		if v.Name == "report-show" {
			for b.Loop() {
				if err := set.Render(io.Discard, v.Page, v.View); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
}
