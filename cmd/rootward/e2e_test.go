package main

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
	"testing"

	"rootward/application/round"
	"rootward/application/simulate"
	"rootward/workflow"
)

// lockedBuffer is written by the program and read by the test.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// TestWholeRoad leads one application from an empty draft to the root zone in
// a real browser, in each language, and reads it in the report.
func TestWholeRoad(t *testing.T) {
	if testing.Short() {
		t.Skip("the whole road takes a minute")
	}
	for _, lang := range []string{"en", "ar"} {
		t.Run(lang, func(t *testing.T) {
			b := startDemo(t, lang)
			b.publicPages()
			id := b.applies()
			b.runsTheRound(id)
			b.panelsDecide(id, workflow.StageStringEval)
			b.panelsDecide(id, workflow.StageEvaluation)
			b.delegates(id)
			b.isCounted(id)
		})
	}
}

func (b *browser) publicPages() {
	b.Helper()
	for _, path := range []string{
		"/", "/applications?round=2012", "/applications/1-1138-33325", "/sets", "/sets/2012/E-app", "/rounds", "/rounds/2026", "/check?string=%D9%85%D9%83%D8%AA%D8%A8%D8%A9",
		"/reports", "/reports/processing-times?round=2012&stage=agreement_to_delegation", "/reports/delegations?round=2012", "/reports/contention?round=2026",
		"/reports/delegations/rows?round=2012", "/rules", "/rules/5", "/rules/5/lgr-5-arabic-script", "/rules/5/lgr-5-arabic-script?part=rules", "/definitions", "/help/workflows", "/help/workflows/gtld-2026", "/api/docs", "/sign-in", "/register",
	} {
		b.open(withLang(path, b.lang))
	}
	b.open(withLang("/reports/processing-times?round=2012&stage=agreement_to_delegation", b.lang))
	for _, figure := range []string{"163", "363", "376", "1,108", "1,243"} {
		if !strings.Contains(b.text("main"), figure) {
			b.Errorf("the report lacks %s", figure)
		}
	}
}

const wantedString = "brenngass"

// applies drafts and submits an application as Nordlys Energi.
func (b *browser) applies() string {
	b.Helper()
	b.as("/portfolio", func(a demoAccount) bool { return strings.HasPrefix(a.Email, "ingrid@") })
	b.fill(`form[action="/portfolio"]`, map[string]string{"round": simulate.OpenRound})
	id := strings.TrimPrefix(b.path(), "/drafts/")
	id, _, _ = strings.Cut(id, "/")
	form := "#section-form"
	b.open("/drafts/" + id + "/string")
	b.types(form, id)
	for _, s := range []struct {
		section string
		values  map[string]string
	}{
		{"applicant", map[string]string{"legal_name": "Nordlys Energi AS", "address": "Havnegata 4, Tromsø", "country": "NO", "website": "https://nordlys.example", "contact_name": "Ingrid Dahl", "contact_email": "ingrid@nordlys.example"}},
		{"string", map[string]string{"string": wantedString, "meaning": "fuel gas"}},
		{"type", map[string]string{"community": "no", "geographic": "no", "brand": "no"}},
		{"mission", map[string]string{"mission": "Names for those who bring gas to the coast."}},
		{"providers", map[string]string{"rsp_main": "Example Registry Services", "rsp_dns": "Example Anycast", "rsp_dnssec": "Example Anycast"}},
		{"financial", map[string]string{"funding": "From own means."}},
	} {
		b.open("/drafts/" + id + "/" + s.section)
		b.fill(form, s.values)
	}
	b.open("/drafts/" + id + "/preview")
	if shown := b.text("main"); strings.Contains(shown, "ingrid@nordlys.example") || strings.Contains(shown, "From own means.") {
		b.Error("the preview of what becomes public shows what stays confidential")
	}
	b.open("/drafts/" + id + "/submit")
	b.fill(fmt.Sprintf(`form[action="/drafts/%s/submit"]`, id), map[string]string{"declare": "yes"})
	if !strings.HasSuffix(b.path(), "/receipt") || !strings.Contains(b.text("main"), simulate.OpenRound+"-R") {
		b.Fatalf("no receipt on %s: %s", b.path(), b.text("main"))
	}
	if b.visit("/applications/"+id) != 404 {
		b.Error("it can be read before it is revealed")
	}
	b.open("/messages")
	return id
}

// types lets a wrong string be judged and kept.
func (b *browser) types(form, id string) {
	b.Helper()
	if status := b.send(form, map[string]string{"string": "br--n.gass"}); status != 422 {
		b.Errorf("a wrong string is answered with %d", status)
	}
	b.open("/drafts/" + id + "/string")
	if got := eval[string](b, `document.querySelector('#section-form [name=string]').value`); got != "br--n.gass" {
		b.Errorf("the wrong string was typed and is kept as %q", got)
	}
	if !b.has(".rw-rules .is-late") {
		b.Error("a wrong string shows no failed rule")
	}
}

func event(name workflow.Event) string {
	return fmt.Sprintf(`form:has(input[name=event][value=%s])`, name)
}

// grounds are what an operator gives for a step.
var grounds = map[string]string{"reason": "As the rules say.", "source": "Test plan"}

func (b *browser) runsTheRound(id string) {
	b.Helper()
	manage, roundPage := "/applications/"+id+"/manage", "/rounds/"+simulate.OpenRound+"/manage"
	b.as(manage, role("operator"))
	b.fill(event(workflow.RecordPayment), grounds)
	b.open(roundPage)
	b.fill(event(workflow.CloseRound), grounds)
	b.until(manage, event(workflow.FailCheck))
	b.open(roundPage)
	if !strings.Contains(b.text("#preview"), wantedString) || strings.Contains(b.text("#preview"), "From own means.") {
		b.Errorf("the preview of Reveal Day: %s", b.text("#preview"))
	}
	b.fill(event(workflow.RevealRound), grounds)
	b.until("/applications/"+id, "main h1")
	b.until(roundPage, event(workflow.ConfirmRound))
	b.fill(event(workflow.ConfirmRound), grounds)
	for _, path := range []string{"/rounds/" + simulate.OpenRound + "/rules", "/rounds/" + simulate.OpenRound + "/applications", "/audit", "/mail", "/accounts"} {
		b.open(path)
	}
}

// panelsDecide lets an evaluator of each panel of a stage recommend, and
// somebody else decide.
func (b *browser) panelsDecide(id string, stage workflow.Stage) {
	b.Helper()
	for _, p := range round.GTLD2026.PanelsOf(stage) {
		b.as("/queue?q="+wantedString, onPanel(p.ID))
		b.until("/queue?q="+wantedString, `main a[href^="/tasks/"]`)
		task := eval[string](b, `document.querySelector('main a[href^="/tasks/"]').getAttribute('href')`)
		b.open(task)
		b.fill(`form[action$="/claim"]`, nil)
		for _, c := range p.Criteria {
			b.fill(fmt.Sprintf(`form[action$="/findings/%s"]`, c.ID), map[string]string{"verdict": "met", "reason": "Looked at.", "source": "Application"})
		}
		b.fill(`form[action$="/recommend"]`, map[string]string{"outcome": "pass", "reason": "Nothing speaks against it.", "sources": "Findings of the panel"})
		if b.has(`form[action$="/decide"]`) {
			b.Error("who recommended may decide")
		}
		b.as(task, role("decider"))
		b.fill(`form[action$="/decide"]`, map[string]string{"outcome": "pass", "reason": "The findings bear it out.", "sources": "Findings of the panel"})
	}
}

func (b *browser) delegates(id string) {
	b.Helper()
	manage := "/applications/" + id + "/manage"
	b.as(manage, role("operator"))
	b.fill(event(workflow.SignAgreement), grounds)
	b.fill(event(workflow.RecordDelegation), grounds)
}

// isCounted reads the delegation where the public reads it, and proves the
// database by replay.
func (b *browser) isCounted(id string) {
	b.Helper()
	b.open(withLang("/applications/"+id, b.lang))
	if !b.has("main .rw-tag.is-done") {
		b.Error("the public record does not show it as delegated")
	}
	b.open(withLang("/reports/delegations?round="+simulate.OpenRound, b.lang))
	got := eval[float64](b, fmt.Sprintf(`fetch("/api/v1/reports/delegations?round=%s").then(r => r.json()).then(r => r.totals.ever)`, simulate.OpenRound))
	if got != 1 {
		b.Errorf("the report counts %v delegations", got)
	}
	b.open(withLang("/reports/processing-times?round="+simulate.OpenRound, b.lang))
	var out lockedBuffer
	if code := run(b.ctx, []string{"verify"}, strings.NewReader(""), &out, &out); code != 0 {
		b.Errorf("verify ends with %d: %s", code, out.String())
	}
}
