package main

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

// The readers that every route is asked by, in the order of the matrix.
//
// own and member belong to the organisation that applied, other to another
// one that applied for the same string. evaluator holds the task. rival, an
// evaluator and decider of all panels, and insider, an operator and auditor,
// work for the applicant and must not learn more of its case than everybody.
var readers = []string{"anonymous", "own", "member", "other", "evaluator", "rival", "decider", "operator", "insider", "auditor"}

// marker is a word that stands in one confidential place, and the readers who
// may see it there.
type marker struct {
	text string
	who  []string
}

var (
	applicants = []string{"own", "member"}
	panelStaff = []string{"evaluator", "decider", "operator", "auditor"}
)

// garden is a database with a marker in every confidential field, of which
// each test gets a copy of its own.
type garden struct {
	file    []byte
	tokens  map[string]string // API token of each reader
	markers []marker
	samples map[string]string // by what they are
}

// Samples of the garden; see sampleOf.
const (
	aDraft     = "draft"
	aSubmitted = "submitted" // paid, not revealed
	aShown     = "shown"     // revealed, under string evaluation
	aTheirs    = "theirs"    // of the other organisation, for the same string
	aTask      = "task"      // of shown, claimed, with a finding
	aJudged    = "judged"    // another task of shown: recommended, not decided
	aSet       = "set"       // of shown
	aRound     = "round"
)

var gardenOpens = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

// plant makes the garden.
func plant(t *testing.T) *garden {
	t.Helper()
	target := storagetest.Target(t, storage.SQLite)
	store, err := storage.Open(target)
	if err != nil {
		t.Fatal(err)
	}
	clock := &instant{now: gardenOpens}
	r, err := newRooms(store, clock, access.WithCost(8, 1))
	if err != nil {
		t.Fatal(err)
	}
	r.applications.Enqueue, r.mails.Enqueue = nil, nil
	p := &planter{T: t, rooms: r, clock: clock, garden: &garden{tokens: map[string]string{}, samples: map[string]string{}}, ids: map[string]string{}}
	p.accounts()
	p.shown()
	p.secret()
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if p.file, err = os.ReadFile(target); err != nil {
		t.Fatal(err)
	}
	return p.garden
}

// planter is busy planting.
type planter struct {
	*testing.T
	*rooms
	*garden
	clock *instant
	ids   map[string]string // account of each reader
}

func (p *planter) do(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

func (p *planter) mark(text string, who ...string) string {
	p.markers = append(p.markers, marker{text, who})
	return text
}

// reader gives a reader an API token.
func (p *planter) reader(name string, a access.Account, err error) access.Account {
	p.Helper()
	p.do(err)
	p.ids[name] = a.ID
	token, err := p.people.APIToken(p.Context(), a.ID, 0)
	p.do(err)
	p.tokens[name] = token
	return a
}

func (p *planter) accounts() {
	ctx, svc := p.Context(), p.people
	register := func(name, org string, who ...string) access.Account {
		a, err := svc.Register(ctx, access.Registration{
			Organisation: org, Country: "JO", Name: p.mark("Xq"+name+"name", append(who, "operator", "insider", "auditor")...),
			Email: p.mark("xq"+name+"mail", append(who, "operator", "insider", "auditor")...) + "@plant.example", Password: "a long enough password",
		}, netip.Addr{})
		return p.reader(name, a, err)
	}
	own := register("own", "Plant Alpha", applicants...)
	register("other", "Plant Beta", "other")
	a, err := svc.AddMember(ctx, lifecycle.ByAccount(own.ID), access.NewMember{Name: p.mark("Xqmembername", append(applicants, "operator", "insider", "auditor")...), Email: "member@plant.example"})
	p.reader("member", a, err)
	staff := func(name, org string, g ...access.Grant) {
		n := access.NewStaff{Name: p.mark("Xq"+name+"name", "evaluator", "rival", "decider", "operator", "insider", "auditor"), Email: name + "@plant.example", Organisation: org, Grants: g}
		a, err := svc.CreateStaff(ctx, lifecycle.ByShell("test"), n)
		p.reader(name, a, err)
	}
	staff("evaluator", "", access.Grant{Role: workflow.Evaluator, Panel: "geographic"})
	staff("rival", own.Organisation, access.Grant{Role: workflow.Evaluator}, access.Grant{Role: workflow.Decider})
	staff("colleague", "", access.Grant{Role: workflow.Evaluator, Panel: "similarity"}) // asks nothing
	staff("decider", "", access.Grant{Role: workflow.Decider})
	staff("operator", "", access.Grant{Role: workflow.Operator})
	staff("insider", own.Organisation, access.Grant{Role: workflow.Operator}, access.Grant{Role: access.Auditor})
	staff("auditor", "", access.Grant{Role: access.Auditor})
}

// open makes a round of the policy of 2026 and opens it.
func (p *planter) open(id string, from time.Time) {
	p.Helper()
	p.clock.set(from)
	r := round.Round{ID: id, Policy: round.GTLD2026, Opens: from, Closes: from.AddDate(0, 0, 60)}
	p.do(p.applications.OpenRound(p.Context(), r, lifecycle.ByShell("test"), p.store.SaveRound))
	_, err := p.applications.Tick(p.Context())
	p.do(err)
	p.clock.set(from.Add(time.Hour))
}

// answered drafts an application with a marker in each answer: those that
// stay confidential are for inner, the others for outer until they are
// revealed; nil outer plants none.
func (p *planter) answered(by, roundID, label string, inner, outer []string) application.Draft {
	p.Helper()
	a, err := p.applications.Create(p.Context(), p.ids[by], roundID)
	p.do(err)
	values := map[string]string{"string": label, "country": "JO", "community": "no", "geographic": "no", "brand": "no"}
	for _, s := range round.GTLD2026.Sections {
		for _, q := range s.Questions {
			if values[q.ID] != "" || q.Kind == round.Label || q.When != "" {
				continue
			}
			text, who := "Xq"+by+label+strings.ReplaceAll(q.ID, "_", ""), inner
			if q.Public {
				who = outer
			}
			if who != nil {
				p.mark(text, who...)
			}
			switch q.Kind {
			case round.Email:
				text += "@plant.example"
			case round.Website:
				text = "https://" + strings.ToLower(text) + ".example"
			}
			values[q.ID] = text
		}
	}
	d, wrong, err := p.applications.Save(p.Context(), p.ids[by], a.ID, a.Revision, values)
	p.do(err)
	if len(wrong) > 0 {
		p.Fatal(wrong)
	}
	return d
}

func (p *planter) submitted(by string, d application.Draft) string {
	p.Helper()
	_, err := p.applications.Submit(p.Context(), p.ids[by], d.ID, d.Case.Version)
	p.do(err)
	p.move(application.CaseOf(d.ID), workflow.RecordPayment)
	return d.ID
}

var becauseOf = []lifecycle.Source{{Title: "Plan of the garden"}}

func (p *planter) move(c lifecycle.Case, e workflow.Event) {
	p.Helper()
	at, err := p.store.ReadCase(p.Context(), c)
	p.do(err)
	_, err = p.door.Move(p.Context(), lifecycle.Request{Case: c, Event: e, Actor: lifecycle.ByAccount(p.ids["operator"]), Version: at.Version, Reason: "As planned.", Sources: becauseOf})
	p.do(err)
}

func (p *planter) moveRound(id string, e workflow.Event, seen string) {
	p.Helper()
	at, err := p.store.ReadCase(p.Context(), application.RoundCase(id))
	p.do(err)
	p.do(p.applications.MoveRound(p.Context(), application.RoundRequest{
		Round: id, Event: e, Actor: lifecycle.ByAccount(p.ids["operator"]), Version: at.Version, Reason: "As planned.", Sources: becauseOf, Seen: seen,
	}))
}

// shown is a round that was revealed: two applications for one string, and a
// task that somebody works on.
func (p *planter) shown() {
	p.open("garden-1", gardenOpens)
	inside := append(append([]string{}, applicants...), panelStaff...)
	mine := p.submitted("own", p.answered("own", "garden-1", "plantshown", inside, nil))
	p.samples[aTheirs] = p.submitted("other", p.answered("other", "garden-1", "plantshown", append([]string{"other", "rival", "insider"}, panelStaff...), nil))
	p.clock.set(gardenOpens.AddDate(0, 0, 61))
	_, err := p.applications.Tick(p.Context())
	p.do(err)
	list, err := p.applications.AllowList(p.Context(), "garden-1")
	p.do(err)
	p.moveRound("garden-1", workflow.RevealRound, list.Digest)
	p.moveRound("garden-1", workflow.ConfirmRound, "")
	task := p.claim(mine, "geographic", "evaluator")
	p.find(task, "evaluator", p.mark("Xqfindingreason", panelStaff...), p.mark("Xqfindingsource", panelStaff...))
	judged := p.claim(mine, "similarity", "colleague")
	deciders := []string{"decider", "operator", "auditor"}
	p.find(judged, "colleague", p.mark("Xqjudgedreason", deciders...), "AGB")
	p.do(p.evaluation.Recommend(p.Context(), evaluation.Judgement{
		Account: p.ids["colleague"], Task: judged.ID, Version: judged.Version + 1, Outcome: evaluation.Pass,
		Reason: p.mark("Xqrecommendationreason", deciders...), Sources: becauseOf,
	}))
	p.samples[aShown], p.samples[aTask], p.samples[aJudged], p.samples[aSet] = mine, task.ID, judged.ID, "garden-1/E-plantshown"
}

// claim takes a panel's task of an application in string evaluation.
func (p *planter) claim(id, panel, by string) evaluation.Task {
	p.Helper()
	tasks, err := p.store.StageTasks(p.Context(), id, workflow.StageStringEval, 1)
	p.do(err)
	at := slices.IndexFunc(tasks, func(t evaluation.Task) bool { return t.Panel == panel })
	if at < 0 {
		p.Fatalf("no task of panel %s: %v", panel, tasks)
	}
	p.do(p.evaluation.Claim(p.Context(), p.ids[by], tasks[at].ID, tasks[at].Version))
	return tasks[at]
}

// find writes the same finding on every criterion of a task's panel.
func (p *planter) find(t evaluation.Task, by, reason, source string) {
	p.Helper()
	rules, _ := round.GTLD2026.Panel(t.Panel)
	for _, c := range rules.Criteria {
		p.do(p.evaluation.SaveFinding(p.Context(), p.ids[by], t.ID, evaluation.Finding{Criterion: c.ID, Verdict: evaluation.Met, Reason: reason, Source: source}))
	}
}

// secret is a round that takes applications now.
func (p *planter) secret() {
	p.open("garden-2", gardenOpens.AddDate(0, 0, 70))
	submitted := append(append([]string{}, applicants...), "operator", "auditor")
	p.samples[aSubmitted] = p.submitted("own", p.answered("own", "garden-2", p.mark("xqlabelsubmitted", submitted...), submitted, submitted))
	p.samples[aDraft] = p.answered("own", "garden-2", p.mark("xqlabeldraft", applicants...), applicants, applicants).ID
	p.samples[aRound] = "garden-2"
}

// visit is the whole program over a copy of the garden.
type visit struct {
	*testing.T
	*garden
	app *app
}

func (g *garden) visit(t *testing.T) *visit {
	t.Helper()
	target := filepath.Join(t.TempDir(), "garden.db")
	if err := os.WriteFile(target, g.file, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := newRooms(storagetest.Connect(t, target), &instant{now: gardenOpens.AddDate(0, 0, 72)}, access.WithCost(8, 1))
	if err != nil {
		t.Fatal(err)
	}
	r.applications.Enqueue, r.mails.Enqueue = nil, nil
	a, err := r.serve(&settings{URL: "http://portal.example", LogLevel: "error"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visit{T: t, garden: g, app: a}
}

// What every form of the walk holds: a step, decided on a version that no
// case has. Who may take it learns that the case has changed; who may not
// must not learn even that.
var (
	staleForm = url.Values{
		"version": {"999"}, "revision": {"999"}, "base": {"999"}, "event": {"withdraw"}, "declare": {"yes"}, "confirm": {"yes"},
		"reason": {"Because."}, "source": {"Somewhere"}, "sources": {"Somewhere"}, "lang": {"en"},
	}
	staleStep = `{"event":"withdraw","version":999,"reason":"Because.","sources":[{"title":"Somewhere"}]}`
)

// ask sends one request as a reader.
func (v *visit) ask(reader, method, path string) *httptest.ResponseRecorder {
	v.Helper()
	body, kind := "", ""
	switch {
	case method == http.MethodGet:
	case strings.HasPrefix(path, "/api/"):
		body, kind = staleStep, "application/json"
	default:
		body, kind = staleForm.Encode(), "application/x-www-form-urlencoded"
	}
	req := httptest.NewRequestWithContext(v.Context(), method, path, strings.NewReader(body))
	req.Header.Set("Content-Type", kind)
	if token := v.tokens[reader]; token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	v.app.Handler().ServeHTTP(w, req)
	return w
}

// leaks lists the markers in an answer that are not for its reader.
func (g *garden) leaks(reader string, w *httptest.ResponseRecorder) []string {
	text := strings.ToLower(w.Body.String() + "\n" + w.Header().Get("Location"))
	var out []string
	for _, m := range g.markers {
		if !slices.Contains(m.who, reader) && strings.Contains(text, strings.ToLower(m.text)) {
			out = append(out, m.text)
		}
	}
	return out
}
