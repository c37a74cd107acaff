package portal

import (
	"encoding/csv"
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// publicPaths is at least one address of every route that everybody may read,
// with every parameter in use.
var publicPaths = []string{
	"/", "/applications", "/applications?q=b", "/applications?q=book&round=2027", "/applications?round=2027&status=on_hold", "/applications?status=active&stage=string_evaluation&kind=not_in_contention",
	"/applications?format=csv", "/applications/p1", "/applications/p2", "/applications/p1.json", "/sets", "/sets?round=2027&size=2", "/sets/2027/E-book",
	"/rules", "/rules/5", "/rules/6/lgr-6-latin-script", "/rules/6/lgr-6-latin-script?part=rules", "/rules/6/lgr-6-latin-script/xml", "/rules/6/lgr-6-latin-script/file",
	"/rounds", "/rounds/2027", "/check", "/check?label=book", "/check?label=%D9%85&round=2027", "/check/verdict?string=book", "/check?label=%D9%85%D9%83%D8%AA%D8%A8%D8%A9&round=2027&lgr=lgr-5-common",
	"/reports", "/reports/processing-times", "/reports/processing-times?round=2027&measure=processing", "/reports/processing-times?format=csv", "/reports/processing-times?format=json",
	"/reports/delegations", "/reports/delegations?by=kind", "/reports/delegations?by=script&round=2027", "/reports/delegations?period=plan", "/reports/contention", "/reports/contention?as_of=now&round=2027",
	"/reports/contention/rows?part=applications", "/reports/contention/rows?part=in_sets&format=csv", "/reports/delegations/rows?part=ever&format=json",
	"/reports/processing-times/rows?round=2027&stage=reveal&part=finished", "/definitions", "/help/workflows", "/help/workflows/gtld-2026",
	"/api/docs", "/api/openapi.json", "/api/v1/labels/book", "/api/v1/labels/%D9%85%D9%83%D8%AA%D8%A8%D8%A9/variants?disposition=allocatable&limit=2&lgr=auto&round=2027", "/api/v1/labels/book/compare?with=books", "/api/v1/applications", "/api/v1/applications?q=b&round=2027&limit=1", "/api/v1/applications/p1", "/api/v1/applications/p1/history",
	"/api/v1/sets", "/api/v1/sets/2027/E-book", "/api/v1/reports/contention", "/api/v1/reports/processing-times?round=2027", "/api/v1/rounds",
}

// TestPublicPathsCoverEveryRoute keeps the list above complete.
func TestPublicPathsCoverEveryRoute(t *testing.T) {
	for _, r := range slices.Concat(publicRoutes, apiRoutes) {
		if r.method != http.MethodGet || strings.HasPrefix(r.path, "/api/v1/me") {
			continue
		}
		shape := regexp.MustCompile("^" + regexp.MustCompile(`:[a-z]+`).ReplaceAllString(regexp.QuoteMeta(r.path), `[^/]+`) + "$")
		if !slices.ContainsFunc(publicPaths, func(p string) bool { path, _, _ := strings.Cut(p, "?"); return shape.MatchString(path) }) {
			t.Errorf("no path asks for %s", r.path)
		}
	}
}

var links = regexp.MustCompile(`(?:href|action)="(/[^"]*)"|"(?:links"|self"|count"|applications"):\s*"(/[^"]*)"`)

// TestPublicSeesNothingSecret follows every link from every public page. No
// link is broken, and the mark of what is not public is nowhere.
func TestPublicSeesNothingSecret(t *testing.T) {
	w := newWorld(t)
	w.plant()
	b := w.browser()
	todo, seen := slices.Clone(publicPaths), map[string]bool{}
	for _, path := range publicPaths {
		if strings.Contains(path, "?") {
			todo = append(todo, path+"&lang=ar")
		} else {
			todo = append(todo, path+"?lang=ar")
		}
	}
	for len(todo) > 0 && len(seen) < 1500 {
		path := todo[0]
		todo = todo[1:]
		if seen[path] || strings.HasPrefix(path, "/sign-") || strings.HasPrefix(path, "/static/") {
			continue
		}
		seen[path] = true
		res := b.get(path)
		if res.StatusCode != http.StatusOK && res.StatusCode != http.StatusSeeOther {
			t.Errorf("GET %s: %d", path, res.StatusCode)
		}
		if i := strings.Index(strings.ToLower(res.body), "xq"); i >= 0 {
			t.Errorf("GET %s tells a secret: …%s…", path, res.body[max(0, i-80):min(len(res.body), i+80)])
		}
		for _, m := range links.FindAllStringSubmatch(res.body, -1) {
			next, _, _ := strings.Cut(html.UnescapeString(m[1]+m[2]), "#")
			if next != "" && !strings.Contains(next, "lang=") {
				todo = append(todo, next)
			}
		}
	}
	if len(seen) < 2*len(publicPaths)+20 {
		t.Errorf("only %d addresses were found: the links are not followed", len(seen))
	}
}

// TestSecretCasesDoNotExist asks for them by name.
func TestSecretCasesDoNotExist(t *testing.T) {
	w := newWorld(t)
	w.plant()
	b := w.browser()
	absent := b.get("/applications/none")
	for _, id := range []string{"xqdraft", "xqsubmitted", "xqpaid", "xqgone"} {
		for _, path := range []string{"/applications/" + id, "/applications/" + id + ".json", "/api/v1/applications/" + id, "/api/v1/applications/" + id + "/history"} {
			if res := b.get(path); res.StatusCode != http.StatusNotFound {
				t.Errorf("GET %s: %d, want 404", path, res.StatusCode)
			}
		}
		scrub := func(a answer) string {
			return regexp.MustCompile(regexp.QuoteMeta(id)+`|none`).ReplaceAllString(a.body, "")
		}
		if res := b.get("/applications/" + id); scrub(res) != scrub(absent) {
			t.Errorf("the page about %s differs from that about nothing", id)
		}
	}
	for _, path := range []string{"/sets/2027/E-xqonly", "/api/v1/sets/2027/E-xqonly", "/sets/2027/none", "/rounds/none", "/reports/none", "/reports/none/rows", "/help/workflows/none", "/api/v1/reports/none"} {
		b.get(path).wants(t, http.StatusNotFound, "")
	}
	for _, q := range []string{"xqdraft", "xqdrafted", "xqpayer", "xqsubmitted"} {
		if res := b.get("/applications?q=" + q); res.StatusCode != http.StatusOK || strings.Contains(res.body, `href="/applications/xq`) {
			t.Errorf("a search for %s finds something: %d", q, res.StatusCode)
		}
		var found struct{ Total int }
		decode(t, b.get("/api/v1/applications?q="+q).body, &found)
		if found.Total != 0 {
			t.Errorf("the API counts %d applications for %s", found.Total, q)
		}
	}
}

func decode(t *testing.T, body string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(body), into); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
}

// TestPublicFigures compares the numbers of pages with each other.
func TestPublicFigures(t *testing.T) {
	w := newWorld(t)
	w.plant()
	b := w.browser()
	rows, err := csv.NewReader(strings.NewReader(b.get("/applications?format=csv").body)).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Errorf("the export has %d lines, want a heading and 2: %v", len(rows), err)
	}
	var list struct {
		Total int
		Items []struct{ ID, Status string }
	}
	decode(t, b.get("/api/v1/applications").body, &list)
	if list.Total != 2 || len(list.Items) != 2 || list.Items[0].Status != "on_hold" || list.Items[1].Status != "delegated" {
		t.Errorf("the API lists %+v", list)
	}
	var res struct{ Totals map[string]any }
	decode(t, b.get("/reports/contention?round=2027&format=json").body, &res)
	if res.Totals["applications"] != 2.0 || res.Totals["sets"] != 1.0 || res.Totals["applications_in_sets"] != 2.0 {
		t.Errorf("contention totals are %v", res.Totals)
	}
	for path, wants := range map[string][]string{
		"/":                  {"Round 2027: where 2 applications stand", "1 row"},
		"/applications":      {"Book Foundation", "Library Ltd", "2 of 2"},
		"/applications/p1":   {"Books for all", "because of the rules", "Guidebook", "another reason", "Contention set E-book", "The policy promises no time for this stage."},
		"/applications/p2":   {"Delegated", "Registry agreement to delegation took 1 day.", "In time"},
		"/sets":              {"E-book"},
		"/sets/2027/E-book":  {"2 public applications"},
		"/rounds/2027":       {"USD 227,000", "one year from the registry agreement", "Confidential", "Becomes public"},
		"/definitions":       {`id="def-percentiles"`, `id="def-a_label"`},
		"/check?label=a.b":   {"It cannot become a top-level domain", "RFC 1034"},
		"/check?label=books": {"It can be applied for", "books"},
	} {
		body := b.get(path).body
		for _, x := range wants {
			if !strings.Contains(body, x) {
				t.Errorf("GET %s does not say %q", path, x)
			}
		}
	}
}

func TestSearch(t *testing.T) {
	w := newWorld(t)
	w.plant()
	w.apply("p3", "shelf", "Shelf Inc", nil, toRevealed...)
	b := w.browser()
	b.get("/applications?q=shelf").wants(t, http.StatusSeeOther, "/applications/p3")
	b.get("/applications?q=.SHELF").wants(t, http.StatusSeeOther, "/applications/p3")
	b.get("/applications?q=p1").wants(t, http.StatusSeeOther, "/applications/p1")
	b.get("/applications?q=book").wants(t, http.StatusOK, "") // two ask for it
	b.get("/applications?q=shelf&round=2027").wants(t, http.StatusOK, "")
	if body := b.get("/applications?q=%25").body; strings.Contains(body, "Shelf") {
		t.Error("a percent sign finds everything")
	}
	if body := b.get("/applications?q=%3Cscript%3E").body; strings.Contains(body, "<script>") && !strings.Contains(body, "&lt;script&gt;") {
		t.Error("a search is printed as markup")
	}
}

// TestPagesOfALongList walks through a list in both directions.
func TestPagesOfALongList(t *testing.T) {
	w := newWorld(t)
	w.grow(2*pageRows + 10)
	b := w.browser()
	rel := func(body, name string) string {
		m := regexp.MustCompile(`href="([^"]*)" rel="` + name + `"`).FindStringSubmatch(body)
		if m == nil {
			return ""
		}
		return html.UnescapeString(m[1])
	}
	rows := func(body string) int { return strings.Count(body, `<th scope="row"`) }
	first := b.get("/applications?round=2027").body
	if rows(first) != pageRows || rel(first, "prev") != "" {
		t.Fatalf("the first page has %d rows", rows(first))
	}
	second := b.get(rel(first, "next")).body
	third := b.get(rel(second, "next")).body
	if rows(second) != pageRows || rows(third) != 10 || rel(third, "next") != "" {
		t.Errorf("pages have %d and %d rows", rows(second), rows(third))
	}
	back := b.get(rel(third, "prev")).body
	if rows(back) != pageRows || rel(b.get(rel(back, "prev")).body, "prev") != "" {
		t.Error("the way back does not end at the first page")
	}
	var page struct {
		Items []struct{ ID string }
		Next  string
	}
	ids := map[string]bool{}
	for after := ""; ; after = page.Next {
		page.Next, page.Items = "", nil
		decode(t, b.get("/api/v1/applications?limit=33&after="+url.QueryEscape(after)).body, &page)
		for _, x := range page.Items {
			ids[x.ID] = true
		}
		if page.Next == "" {
			break
		}
	}
	if len(ids) != 2*pageRows+10 {
		t.Errorf("the API walks through %d applications", len(ids))
	}
}

// TestStatementsDoNotGrow asks every page of a small and of a larger world:
// the number of SQL statements is the same.
func TestStatementsDoNotGrow(t *testing.T) {
	const most = 45
	w := newWorld(t)
	w.plant()
	small := map[string]int{}
	b := w.browser()
	measure := func(path string) int {
		w.counted()
		b.get(path)
		return w.counted()
	}
	for _, path := range publicPaths {
		small[path] = measure(path)
	}
	w.grow(40)
	for _, path := range publicPaths {
		if n := measure(path); n > small[path] || n > most {
			t.Errorf("GET %s: %d statements, and %d with more data", path, small[path], n)
		}
	}
}

// TestPublicPagesWhenTheDatabaseIsGone: an error that tells nothing but its
// number.
func TestPublicPagesWhenTheDatabaseIsGone(t *testing.T) {
	w := newWorld(t)
	w.plant()
	w.goDown()
	b := w.browser()
	for _, path := range publicPaths {
		if slices.ContainsFunc([]string{"/definitions", "/help", "/api/docs", "/api/openapi"}, func(p string) bool { return strings.HasPrefix(path, p) }) {
			continue
		}
		res := b.get(path)
		if res.StatusCode != http.StatusInternalServerError || strings.Contains(strings.ToLower(res.body), "sql") || strings.Contains(res.body, "database is closed") {
			t.Errorf("GET %s: %d\n%s", path, res.StatusCode, res.body)
		}
	}
}

func TestVerdictFragment(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	b.header.Set("HX-Request", "true")
	if body := html.UnescapeString(b.get("/check?label=%D8%B4%D8%A8%D9%83%D8%A9").body); strings.Contains(body, "<html") || !strings.Contains(body, `id="verdict"`) || !strings.Contains(body, "U+0634") || !strings.Contains(body, `dir="rtl"`) {
		t.Errorf("the fragment is %s", body)
	}
	if body := b.post("/check/verdict?round=2027&field=replacement_string", "string", "one", "replacement_string", "no.good").body; !strings.Contains(body, "no.good") || !strings.Contains(body, "cannot become") {
		t.Errorf("the verdict of a form is %s", body)
	}
	if body := b.get("/check?string=").body; !strings.Contains(body, "Nothing to check yet") {
		t.Errorf("the verdict on nothing is %s", body)
	}
}

func TestFaultyQuestionsAreExplained(t *testing.T) {
	w := newWorld(t)
	w.plant()
	b := w.browser()
	for _, path := range []string{"/reports/delegations?by=shoe", "/reports/delegations?period=2014..2011", "/reports/processing-times?round=none", "/reports/contention/rows?part=shoe", "/reports/contention/rows?after=!"} {
		b.get(path).wants(t, http.StatusUnprocessableEntity, "")
	}
	var p Problem
	decode(t, b.get("/api/v1/reports/delegations?by=shoe").wants(t, http.StatusUnprocessableEntity, "").body, &p)
	if len(p.Errors) != 1 || p.Errors[0].Field != "by" || p.Errors[0].Rule != "not_one_of" || !strings.Contains(p.Errors[0].Detail, "quarter") {
		t.Errorf("the problem is %+v", p)
	}
}
