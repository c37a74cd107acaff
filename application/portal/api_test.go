package portal

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"rootward/application"
	"rootward/application/access"
	"rootward/workflow"
)

// send posts JSON.
func (b *browser) send(path string, body any) answer {
	b.s.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		b.s.Fatal(err)
	}
	req, err := http.NewRequestWithContext(b.s.Context(), http.MethodPost, b.s.server.URL+path, strings.NewReader(string(text)))
	if err != nil {
		b.s.Fatal(err)
	}
	for name, values := range b.header {
		req.Header[name] = values
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := b.client.Do(req)
	if err != nil {
		b.s.Fatal(err)
	}
	defer res.Body.Close() //nolint:errcheck // was read to its end
	text, err = io.ReadAll(res.Body)
	if err != nil {
		b.s.Fatal(err)
	}
	return answer{res, string(text)}
}

type stepBody map[string]any

// refused reads a problem and checks its status and word.
func (w *world) refused(a answer, status int, code string) Problem {
	w.Helper()
	var p Problem
	if a.StatusCode != status || a.Header.Get("Content-Type") != "application/problem+json" {
		w.Fatalf("%d %s, want %d\n%s", a.StatusCode, a.Header.Get("Content-Type"), status, a.body)
	}
	decode(w.T, a.body, &p)
	if p.Code != code || p.Status != status || p.RequestID == "" || p.Title != http.StatusText(status) {
		w.Errorf("problem is %+v, want %s", p, code)
	}
	return p
}

func TestAPIWhoIsAsked(t *testing.T) {
	w := newWorld(t)
	w.plant()
	for _, path := range []string{"/api/v1/me", "/api/v1/me/applications", "/api/v1/me/tasks"} {
		w.refused(w.with("").get(path), http.StatusUnauthorized, "sign_in")
		w.refused(w.with("nonsense").get(path), http.StatusUnauthorized, "token")
	}
	w.refused(w.with("").send("/api/v1/applications/p1/events", stepBody{"event": "withdraw", "version": 1}), http.StatusUnauthorized, "sign_in")
	a, secret := w.applicantOf("alpha")
	var me APIMe
	decode(t, w.with(secret).get("/api/v1/me").body, &me)
	if me.ID != a.ID || me.Organisation != "alpha" || me.Rank != "primary" {
		t.Errorf("me is %+v", me)
	}
	w.refused(w.with(secret).get("/api/v1/me/tasks"), http.StatusNotFound, "not_found")
}

// TestAPIWayOfAnApplicant drafts by the service, and submits, takes back and
// withdraws through the API.
func TestAPIWayOfAnApplicant(t *testing.T) {
	w := newWorld(t)
	a, secret := w.applicantOf("alpha")
	_, other := w.applicantOf("beta")
	draft, err := w.Applications.Create(t.Context(), a.ID, theRound)
	w.do(err)
	_, faults, err := w.Applications.Save(t.Context(), a.ID, draft.ID, 1, map[string]string{"string": "alphabet", "legal_name": "Alpha"})
	if w.do(err); len(faults) > 0 {
		t.Fatal(faults)
	}
	own := w.with(secret)
	var mine struct{ Items []APIApplication }
	decode(t, own.get("/api/v1/me/applications").body, &mine)
	if len(mine.Items) != 1 || mine.Items[0].State != "draft" || mine.Items[0].String != "alphabet" {
		t.Fatalf("own applications are %+v", mine)
	}
	path := "/api/v1/applications/" + draft.ID + "/events"
	w.refused(w.with(other).send(path, stepBody{"event": "submit", "version": 1}), http.StatusNotFound, "not_found")
	w.refused(own.get("/api/v1/applications/"+draft.ID), http.StatusNotFound, "not_found") // public record: not even for its owner
	var step APIStep
	decode(t, own.send(path, stepBody{"event": "submit", "version": 1}).wants(t, http.StatusOK, "").body, &step)
	if step.State != "submitted" || step.Version < 2 || step.Receipt == nil || len(step.Receipt.Digest) != 64 {
		t.Errorf("the step is %+v", step)
	}
	if p := w.refused(own.send(path, stepBody{"event": "recall", "version": 1}), http.StatusConflict, "changed_meanwhile"); p.Version != step.Version {
		t.Errorf("the present version is not told: %+v", p)
	}
	w.refused(own.send(path, stepBody{"event": "record_payment", "version": step.Version}), http.StatusForbidden, "forbidden")
	decode(t, own.send(path, stepBody{"event": "recall", "version": step.Version}).wants(t, http.StatusOK, "").body, &step)
	decode(t, own.send(path, stepBody{"event": "withdraw", "version": step.Version}).wants(t, http.StatusOK, "").body, &step)
	w.refused(own.send(path, stepBody{"event": "submit", "version": step.Version}), http.StatusConflict, "refused")
}

func TestAPIWayOfAnOperator(t *testing.T) {
	w := newWorld(t)
	w.plant()
	b := w.with(w.token(w.staff("operator@example.org", anOperator)))
	version := func() int64 {
		c, err := w.store.ReadCase(t.Context(), application.CaseOf("p1"))
		w.do(err)
		return c.Version
	}
	path := "/api/v1/applications/p1/events"
	body := func(event string, more ...any) stepBody {
		out := stepBody{"event": event, "version": version()}
		for i := 0; i+1 < len(more); i += 2 {
			key, ok := more[i].(string)
			if !ok {
				t.Fatal("a key is a string")
			}
			out[key] = more[i+1]
		}
		return out
	}
	grounds := []APISource{{Title: "letter", URL: "https://example.org/letter"}}
	p := w.refused(b.send(path, body("record", "to", "contracting")), http.StatusUnprocessableEntity, "invalid")
	if len(p.Errors) != 1 || p.Errors[0].Field != "sources" || p.Errors[0].Rule != "missing" || p.Errors[0].Source == "" || p.Errors[0].Detail == "" {
		t.Errorf("the problem is %+v", p)
	}
	p = w.refused(b.send(path, body("record", "to", "nowhere", "sources", grounds)), http.StatusUnprocessableEntity, "invalid")
	if p.Errors[0].Field != "to" || p.Errors[0].Rule != "unknown_state" {
		t.Errorf("the problem is %+v", p)
	}
	w.refused(b.send(path, body("pass_string_evaluation", "reason", "all passed", "sources", grounds)), http.StatusConflict, "refused") // on hold
	p = w.refused(b.send(path, stepBody{"version": "x"}), http.StatusUnprocessableEntity, "invalid")
	if !slices.ContainsFunc(p.Errors, func(e ProblemField) bool { return e.Field == "event" }) || !slices.ContainsFunc(p.Errors, func(e ProblemField) bool { return e.Field == "version" }) {
		t.Errorf("the problem does not name both fields: %+v", p)
	}
	b.send(path, body("hold_open", "hold", "advice", "reason", "advice came", "sources", grounds)).wants(t, http.StatusOK, "")
	b.send(path, body("record", "to", "contracting", "reason", "told", "sources", grounds)).wants(t, http.StatusOK, "")
	c, err := w.store.ReadCase(t.Context(), application.CaseOf("p1"))
	w.do(err)
	if c.State != workflow.Contracting || c.Holds != 2 {
		t.Errorf("the case stands in %s with %d holds", c.State, c.Holds)
	}
	w.refused(b.send("/api/v1/tasks/none/events", stepBody{"event": "claim", "version": 1}), http.StatusNotFound, "not_found")
	w.refused(b.send("/api/v1/applications/none/events", stepBody{"event": "record", "version": 1}), http.StatusNotFound, "not_found")
}

// TestAPIIsDescribed compares the description with the table of routes.
func TestAPIIsDescribed(t *testing.T) {
	w := newWorld(t)
	b := w.browser()
	var spec struct {
		OpenAPI string                               `json:"openapi"`
		Paths   map[string]map[string]map[string]any `json:"paths"`
	}
	decode(t, b.get("/api/openapi.json").body, &spec)
	if !strings.HasPrefix(spec.OpenAPI, "3.1") {
		t.Errorf("OpenAPI %s", spec.OpenAPI)
	}
	set, err := pages()
	if err != nil {
		t.Fatal(err)
	}
	docs := b.get("/api/docs").body
	n := 0
	for _, r := range apiRoutes {
		if !strings.HasPrefix(r.path, "/api/v1/") {
			continue
		}
		n++
		op := spec.Paths[bracketed(r.path)][strings.ToLower(r.method)]
		id, ok := op["operationId"].(string)
		if !ok {
			t.Errorf("%s %s is not described", r.method, r.path)
			continue
		}
		if secured := op["security"] != nil; secured != (r.need != access.ReadPublic) {
			t.Errorf("%s: the description says a token is needed: %t", id, secured)
		}
		if !strings.Contains(docs, bracketed(r.path)) {
			t.Errorf("the page about the API does not show %s", r.path)
		}
		for _, lang := range set.Languages() {
			if !set.Has(lang, "api."+id) {
				t.Errorf("%s has no words for operation %s", lang, id)
			}
		}
	}
	if n != 17 {
		t.Errorf("%d operations", n)
	}
	if strings.Contains(docs, "<script src=\"http") || strings.Contains(docs, "//unpkg") || strings.Contains(docs, "//cdn") {
		t.Error("the page about the API asks another site")
	}
}
