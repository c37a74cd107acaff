package portal

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

// bench is a site with one application in string evaluation, two evaluators
// and a decider.
type bench struct {
	*site
	tasks          map[string]string // id by panel
	eva, max, dora *browser
}

const planted = "PLANTED-FUNDING"

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{site: newSite(t, append(append([]route{}, accountRoutes...), staffRoutes...)), tasks: map[string]string{}}
	store, ctx := b.store, t.Context()
	door := &lifecycle.Door{Store: store, Clock: store, Authority: &access.Authority{Store: store}}
	b.Evaluation = &evaluation.Service{Store: store, Door: door, Clock: store}
	b.Applications = &application.Service{Store: store, Door: door, Clock: store, Judge: application.JudgeLabel}
	door.Facts = []lifecycle.FactSource{&application.Facts{Store: store, Judge: application.JudgeLabel}, b.Evaluation}
	door.Effects = []lifecycle.Effect{b.Evaluation}

	member := b.member("applicant@example.org")
	for _, who := range []string{"eva", "max"} {
		b.staff(who+"@example.org", access.Grant{Role: workflow.Evaluator, Panel: "geographic"}, access.Grant{Role: workflow.Evaluator, Panel: "similarity"})
	}
	b.staff("dora@example.org", access.Grant{Role: workflow.Decider})
	now, err := store.Now(ctx)
	b.no(err)
	b.no(store.SaveRound(ctx, round.Round{ID: "r", Policy: round.GTLD2026}, now))
	a := application.Application{
		ID: "a1", Round: "r", Organisation: member.Organisation, Applicant: "Lamp Ltd", ApplicantKnown: true, String: "jordan", ALabel: "jordan",
		FinalString: "jordan", FinalALabel: "jordan", Revision: 1, CreatedAt: now, SavedAt: now,
	}
	b.no(store.InsertApplications(ctx, []application.Application{a}))
	b.no(store.SaveAnswers(ctx, a, 1, []application.Answer{{Question: "funding", Value: planted, Revision: 1, By: "x", At: now}, {Question: "mission", Value: "Light.", Revision: 1, By: "x", At: now}}))
	source := []lifecycle.Source{{Title: "test"}}
	_, err = door.Open(ctx, lifecycle.NewCase{
		Case: a.Case(), Definition: workflow.GTLD2026, Round: "r", Policy: "2026.1", Actor: lifecycle.ByImport("test"), First: workflow.ConfirmedState, At: lifecycle.On(now), Sources: source,
	})
	b.no(err)
	_, err = door.Move(ctx, lifecycle.Request{Case: a.Case(), Event: workflow.StartString, Actor: lifecycle.BySystem("test")})
	b.no(err)
	tasks, err := store.StageTasks(ctx, "a1", workflow.StageStringEval, 1)
	b.no(err)
	for _, x := range tasks {
		b.tasks[x.Panel] = x.ID
	}
	b.eva, b.max, b.dora = b.signedIn("eva@example.org"), b.signedIn("max@example.org"), b.signedIn("dora@example.org")
	return b
}

func (b *bench) no(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// has wants a status and everything in the text of the page.
func (a answer) has(t *testing.T, status int, texts ...string) answer {
	t.Helper()
	said := html.UnescapeString(a.body)
	if a.StatusCode != status {
		t.Errorf("%s %s: %d, want %d\n%s", a.Request.Method, a.Request.URL.Path, a.StatusCode, status, said)
	}
	for _, x := range texts {
		if !strings.Contains(said, x) {
			t.Errorf("%s %s lacks %q", a.Request.Method, a.Request.URL.Path, x)
		}
	}
	return a
}

func (a answer) lacks(t *testing.T, texts ...string) answer {
	t.Helper()
	for _, x := range texts {
		if strings.Contains(html.UnescapeString(a.body), x) {
			t.Errorf("%s %s has %q", a.Request.Method, a.Request.URL.Path, x)
		}
	}
	return a
}

var versionInput = regexp.MustCompile(`name="version" value="(\d+)"`)

// version is the version that the forms of a page carry.
func (a answer) version(t *testing.T) string {
	t.Helper()
	m := versionInput.FindStringSubmatch(a.body)
	if m == nil {
		t.Fatalf("no version in the page %s", a.Request.URL.Path)
	}
	return m[1]
}

// judge saves a finding on each criterion of the geographic panel.
func (b *bench) judge(who *browser, path string) {
	b.Helper()
	for _, c := range []string{"country_name", "needs_support"} {
		who.post(path+"/findings/"+c, "revision", "0", "verdict", "met", "reason", "seen "+c, "source", "ISO 3166-1").
			wants(b.T, http.StatusSeeOther, path+"#criterion-"+c)
	}
}

func TestTaskFromTheQueueToTheDecision(t *testing.T) {
	b := newBench(t)
	path := "/tasks/" + b.tasks["geographic"]
	b.eva.get("/queue").has(t, http.StatusOK, "jordan", "Lamp Ltd", path+"/claim", `aria-current="true"`, "You hold 0 of 8", "In the pool")
	b.dora.get("/queue").has(t, http.StatusOK, "Nothing waits for you").lacks(t, "jordan", "Lamp Ltd")

	page := b.eva.get(path).has(t, http.StatusOK, planted, "Confidential", "Found automatically", "ISO 3166", "Not judged")
	page.lacks(t, path+"/recommend", path+"/findings/")
	b.eva.post(path+"/claim", "version", page.version(t)).wants(t, http.StatusSeeOther, path)
	b.eva.get(path).has(t, http.StatusOK, "The task is yours.", path+"/findings/country_name", `hx-post="`+path+`/renew"`, "Go to criterion 1")
	b.max.get("/queue").has(t, http.StatusOK, "Held by others", "Staff Person")
	b.judge(b.eva, path)
	page = b.eva.get(path).has(t, http.StatusOK, "2 of 2 judged", "seen country_name", path+"/recommend")

	page = b.eva.post(path+"/recommend", "version", page.version(t), "outcome", "pass", "reason", "", "sources", "kept https://example.org/kept").
		has(t, http.StatusUnprocessableEntity, "This is required.", "kept https://example.org/kept", `value="pass" checked`)
	b.eva.post(path+"/recommend", "version", page.version(t), "outcome", "pass", "reason", "No country has it.", "sources", "ISO 3166-1 https://example.org/iso\n\nfile").
		wants(t, http.StatusSeeOther, path)
	b.eva.get(path).has(t, http.StatusOK, "Somebody else decides.", "No country has it.", `href="https://example.org/iso"`).lacks(t, path+"/decide")
	b.eva.get(path).lacks(t, "Your recommendation is written down.")

	b.dora.get("/queue").has(t, http.StatusOK, "jordan", "Recommended: ", "Decide")
	b.dora.post("/queue/next").wants(t, http.StatusSeeOther, path)
	page = b.dora.get(path).has(t, http.StatusOK, planted, path+"/decide", "Send back for another look")
	b.dora.post(path+"/decide", "version", page.version(t), "outcome", "fail", "reason", "On no list, but a country.", "sources", "ISO 3166-1").wants(t, http.StatusSeeOther, path)
	b.dora.get(path).has(t, http.StatusOK, "Your decision is written down.", "Not passed", "On no list, but a country.")
	b.dora.get("/queue").lacks(t, "jordan")

	arabic := b.eva.get("/queue?lang=ar").has(t, http.StatusOK, `dir="rtl"`, "في القائمة المشتركة")
	arabic.lacks(t, "queue.group")
	b.eva.get(path+"?lang=ar").has(t, http.StatusOK, `dir="rtl"`).lacks(t, "task.decision", "evidence.found")

	read, err := b.store.ReadingsOf(t.Context(), application.CaseOf("a1"), 99)
	if err != nil || len(read) < 8 || read[0].What != evaluation.ReadAnswers {
		t.Errorf("%d readings of the answers, %v", len(read), err)
	}
	if strings.Contains(b.log.String(), planted) {
		t.Error("the log has an answer")
	}
}

func TestSendingBack(t *testing.T) {
	b := newBench(t)
	path := "/tasks/" + b.tasks["geographic"]
	b.eva.post(path+"/claim", "version", "1")
	b.judge(b.eva, path)
	b.eva.post(path+"/recommend", "version", "2", "outcome", "pass", "reason", "r", "sources", "s").wants(t, http.StatusSeeOther, path)
	b.dora.post(path+"/decide", "version", "3", "outcome", "send_back", "reason", "Look again.", "sources", "").has(t, http.StatusUnprocessableEntity, "Look again.", `value="send_back" checked`)
	b.dora.post(path+"/decide", "version", "3", "outcome", "send_back", "reason", "Look again.", "sources", "the file").wants(t, http.StatusSeeOther, "/queue")
	b.dora.get("/queue").has(t, http.StatusOK, "The task is back in the pool.").lacks(t, "jordan")
	b.dora.get(path).has(t, http.StatusOK, planted).lacks(t, path+"/decide")
	b.max.get(path).has(t, http.StatusOK, "Look again.", path+"/claim")
	b.dora.post(path+"/send-back", "version", "3", "reason", "WORDS-KEPT", "sources", "s").has(t, http.StatusConflict, "WORDS-KEPT")
}

func TestSomebodyWasFaster(t *testing.T) {
	b := newBench(t)
	path := "/tasks/" + b.tasks["geographic"]
	b.eva.post(path+"/claim", "version", "1").wants(t, http.StatusSeeOther, path)
	b.max.post(path+"/claim", "version", "1").has(t, http.StatusConflict, "Somebody was faster", "Waiting in the pool", "Claimed", "Staff Person")

	b.judge(b.eva, path)
	b.eva.post(path+"/findings/country_name", "revision", "0", "verdict", "not_met", "reason", "WORDS-KEPT", "source", "tab two").
		has(t, http.StatusConflict, "WORDS-KEPT", "tab two", "seen country_name", `name="revision" value="1"`, `name="verdict" value="not_met"`)
	b.eva.post(path+"/findings/country_name", "revision", "1", "verdict", "met", "reason", "", "source", "SOURCE-KEPT").
		has(t, http.StatusUnprocessableEntity, "SOURCE-KEPT", "This is required.")
	b.max.post(path+"/findings/country_name", "revision", "1", "verdict", "met", "reason", "WORDS-KEPT", "source", "s").
		has(t, http.StatusConflict, "WORDS-KEPT")
	b.eva.post(path+"/recommend", "version", "1", "outcome", "pass", "reason", "WORDS-KEPT", "sources", "s").
		has(t, http.StatusConflict, "WORDS-KEPT", `name="version" value="2"`, `name="outcome" value="pass"`)
	b.eva.post(path+"/recommend", "version", "2", "outcome", "pass", "reason", "WORDS-KEPT", "sources", "s").wants(t, http.StatusSeeOther, path)
	b.dora.post(path+"/decide", "version", "2", "outcome", "pass", "reason", "WORDS-KEPT", "sources", "s").has(t, http.StatusConflict, "WORDS-KEPT", `name="version" value="3"`)
}

func TestRenewing(t *testing.T) {
	b := newBench(t)
	path := "/tasks/" + b.tasks["geographic"]
	b.eva.post(path+"/claim", "version", "1")
	b.eva.post(path+"/renew").wants(t, http.StatusSeeOther, path)
	b.max.post(path+"/renew").has(t, http.StatusConflict)
	b.eva.header.Set("HX-Request", "true")
	b.max.header.Set("HX-Request", "true")
	part := b.eva.post(path+"/renew").has(t, http.StatusOK, `id="lease"`, "Yours", path+"/renew")
	part.lacks(t, "<html", "<nav")
	b.max.post(path+"/renew").has(t, http.StatusOK, `id="lease"`).lacks(t, "Yours", "/renew")
	b.eva.post(path+"/release", "version", "2").wants(t, http.StatusSeeOther, "/queue")
}

func TestPagesOfTasksKeepTo(t *testing.T) {
	b := newBench(t)
	path := "/tasks/" + b.tasks["geographic"]
	applicant := b.signedIn("applicant@example.org")
	b.staff("operator@example.org", anOperator)
	b.staff("stranger@example.org", access.Grant{Role: workflow.Evaluator, Panel: "financial"}, access.Grant{Role: workflow.Decider, Panel: "financial"})
	operator, stranger := b.signedIn("operator@example.org"), b.signedIn("stranger@example.org")
	operator.get(path).has(t, http.StatusOK, planted).lacks(t, path+"/claim", path+"/decide")
	b.browser().get(path).wants(t, http.StatusSeeOther, "/sign-in?next="+strings.ReplaceAll(path, "/", "%2F"))
	for name, who := range map[string]*browser{"the applicant": applicant, "another panel's": stranger} {
		got, none := who.get(path), who.get("/tasks/tzzzzzzzzzzzz")
		if got.StatusCode != http.StatusNotFound || strip(got.body, path) != strip(none.body, "/tasks/tzzzzzzzzzzzz") {
			t.Errorf("%s: %d, which differs from what is absent", name, got.StatusCode)
		}
		got.lacks(t, planted, "Lamp Ltd", "jordan")
		for _, step := range []string{"/claim", "/release", "/renew", "/recommend", "/decide", "/send-back", "/findings/country_name"} {
			who.post(path+step, "version", "1", "revision", "0", "outcome", "pass", "reason", "r", "sources", "s", "verdict", "met", "source", "s").has(t, http.StatusNotFound)
		}
	}
	stranger.get("/queue?q=jordan").has(t, http.StatusOK).lacks(t, "Lamp Ltd")
	b.eva.get("/queue?q=jordan&group=pool").has(t, http.StatusOK, "Lamp Ltd", `value="jordan"`)
	b.eva.get("/queue?q=nothing").has(t, http.StatusOK, "No task fits this filter.").lacks(t, "Lamp Ltd")
	b.eva.get("/queue?group=fancy").has(t, http.StatusNotFound)
	b.eva.post(path+"/claim", "version", "x").has(t, http.StatusBadRequest)
}
