package evaluation_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/templates"
	"rootward/workflow"
)

// labels lists what a queue shows, group by group: "yours: lamp/geographic".
func labels(q evaluation.Queue) string {
	var out []string
	for _, p := range q.Parts {
		var rows []string
		for _, r := range p.Rows {
			rows = append(rows, r.About.String+"/"+r.Panel)
		}
		slices.Sort(rows)
		if p.Count > 0 || len(rows) > 0 {
			out = append(out, fmt.Sprintf("%s %d: %s", p.Group, p.Count, strings.Join(rows, " ")))
		}
	}
	return strings.Join(out, "; ")
}

func TestQueueSaysWhatEverybodyMustDo(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.apply("a", "alpha", "lamp", true)
		w.clock.pass(50 * day)
		w.apply("b", "beta", "desk", true)
		w.clock.pass(11 * day) // lamp is late by a day
		a, b := w.tasks("a"), w.tasks("b")
		w.no(w.Claim(w.ctx, "eva", b["geographic"].ID, 1))
		w.no(w.Claim(w.ctx, "max", b["safeguard"].ID, 1))
		w.no(w.Claim(w.ctx, "max", a["safeguard"].ID, 1))
		w.recommend("both", a["geographic"].ID, evaluation.Pass)
		for _, c := range []struct{ account, want string }{
			{"eva", "overdue 1: lamp/similarity; yours 1: desk/geographic; pool 1: desk/similarity; others 3: desk/safeguard lamp/geographic lamp/safeguard"},
			{"max", "overdue 2: lamp/safeguard lamp/similarity; yours 1: desk/safeguard; pool 1: desk/similarity; others 2: desk/geographic lamp/geographic"},
			{"dora", "overdue 1: lamp/geographic"},
			{"both", "others 2: desk/geographic lamp/geographic"}, // it recommended one, another holds the other
			{"ina", "pool 1: desk/similarity; others 2: desk/geographic desk/safeguard"},
			{"aud", "others 6: desk/geographic desk/safeguard desk/similarity lamp/geographic lamp/safeguard lamp/similarity"},
		} {
			q, err := w.Queue(w.ctx, c.account, evaluation.Filter{})
			if err != nil || labels(q) != c.want {
				t.Errorf("%s sees %s, %v\nwant %s", c.account, labels(q), err, c.want)
			}
		}
		q, err := w.Queue(w.ctx, "eva", evaluation.Filter{})
		w.no(err)
		mine, late := q.Parts[1].Rows[0], q.Parts[0].Rows[0]
		if mine.Holder != "Name of eva" || mine.State != workflow.TaskClaimed || mine.Days(q.Now) != 11 || !late.Late(q.Now) || late.Days(q.Now) != 61 || q.Held != 1 || q.Most != 8 || !q.Claims {
			t.Errorf("%+v, %+v, %+v", mine, late, q)
		}
		for _, c := range []struct {
			f    evaluation.Filter
			want string
		}{
			{evaluation.Filter{Text: "DESK"}, "yours 1: desk/geographic; pool 1: desk/similarity; others 1: desk/safeguard"},
			{evaluation.Filter{Text: "%"}, ""},
			{evaluation.Filter{Panel: "similarity"}, "overdue 1: lamp/similarity; pool 1: desk/similarity"},
			{evaluation.Filter{Panel: "financial"}, ""}, // not one of eva's
			{evaluation.Filter{Group: evaluation.Pool}, "overdue 1: ; yours 1: ; pool 1: desk/similarity; others 3: "},
		} {
			q, err := w.Queue(w.ctx, "eva", c.f)
			if err != nil || labels(q) != c.want {
				t.Errorf("%+v finds %s, %v", c.f, labels(q), err)
			}
		}
		for _, account := range []string{"nobody", ""} {
			if _, err := w.Queue(w.ctx, account, evaluation.Filter{}); !is(lifecycle.ErrNotFound)(err) {
				t.Errorf("queue of %q: %v", account, err)
			}
		}
		w.no(s.SetDisabled(w.ctx, "eva", true))
		if _, err := w.Queue(w.ctx, "eva", evaluation.Filter{}); !is(lifecycle.ErrNotFound)(err) {
			t.Errorf("queue of a closed account: %v", err)
		}
	})
}

func TestQueueInPages(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		for i := range 5 {
			w.apply(fmt.Sprint("a", i), "beta", fmt.Sprint("lamp", i), true) // all due at once: the id decides
		}
		var seen []string
		f := evaluation.Filter{Group: evaluation.Pool, Limit: 4}
		for range 9 {
			q, err := w.Queue(w.ctx, "eva", f)
			w.no(err)
			pool := q.Parts[2]
			if pool.Count != 15 {
				t.Fatalf("%d in the pool", pool.Count)
			}
			for _, r := range pool.Rows {
				seen = append(seen, r.ID)
			}
			if pool.Next == (evaluation.Cursor{}) {
				break
			}
			if f.After = evaluation.ParseCursor(pool.Next.String()); f.After != pool.Next {
				t.Fatalf("%s reads as %+v", pool.Next, f.After)
			}
		}
		if len(seen) != 15 || !slices.IsSorted(seen) || len(slices.Compact(seen)) != 15 {
			t.Errorf("pages show %v", seen)
		}
		for _, text := range []string{"", "x", "1.2", "1.x.t", "y.2.t"} {
			if c := evaluation.ParseCursor(text); c != (evaluation.Cursor{}) {
				t.Errorf("%q is a place in the queue: %+v", text, c)
			}
		}
	})
}

func TestNextTakesWhatIsDueFirst(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.apply("late", "beta", "late", true)
		w.clock.pass(61 * day)
		w.apply("soon", "beta", "soon", true)
		w.no(s.Exec(w.ctx, "UPDATE tasks SET priority = 7 WHERE panel <> 'similarity' AND application_id = 'soon'"))
		want := map[string]bool{}
		for _, x := range w.tasks("late") {
			want[x.ID] = true
		}
		for range 3 {
			id, err := w.Next(w.ctx, "eva")
			if err != nil || !want[id] {
				t.Fatalf("next is %q, %v", id, err)
			}
			delete(want, id)
		}
		if id, err := w.Next(w.ctx, "eva"); err != nil || id != w.tasks("soon")["similarity"].ID {
			t.Errorf("by priority next is %q, %v", id, err)
		}
		w.clock.pass(time.Hour) // all leases are over: they can be had again
		if id, err := w.Next(w.ctx, "max"); err != nil || w.task(id).Application != "late" {
			t.Errorf("after the leases next is %q, %v", id, err)
		}
		if id, err := w.Next(w.ctx, "dora"); id != "" || !is(evaluation.ErrNothing)(err) {
			t.Errorf("nothing to decide, but next is %q, %v", id, err)
		}
		x := w.tasks("soon")["geographic"]
		w.recommend("eva", x.ID, evaluation.Pass)
		if id, err := w.Next(w.ctx, "dora"); err != nil || id != x.ID || w.task(id).Claimant != "" {
			t.Errorf("next to decide is %q, %v", id, err)
		}
	})
}

func TestNobodyHoldsTooMany(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.Most = 2
		w.apply("a", "beta", "lamp", true)
		for i := range 3 {
			_, err := w.Next(w.ctx, "eva")
			var invalid *lifecycle.Invalid
			if tooMany := asInvalid(err, &invalid) && invalid.Why == "too_many_held"; tooMany != (i == 2) {
				t.Errorf("claim %d: %v", i+1, err)
			}
		}
	})
}

// TestNextGivesEachTaskToOne lets several evaluators ask at once.
func TestNextGivesEachTaskToOne(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.Most = 100
		for i := range 6 {
			w.apply(fmt.Sprint("a", i), "beta", fmt.Sprint("lamp", i), true)
		}
		var (
			wg    sync.WaitGroup
			mu    sync.Mutex
			taken = map[string]int{}
		)
		for i := range 24 {
			wg.Go(func() {
				id, err := w.Next(w.ctx, []string{"eva", "max"}[i%2])
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					if !is(evaluation.ErrNothing)(err) {
						t.Error(err)
					}
					return
				}
				taken[id]++
			})
		}
		wg.Wait()
		for id, n := range taken {
			if n != 1 {
				t.Errorf("%s was given to %d", id, n)
			}
		}
		if len(taken) != 18 {
			t.Errorf("%d of 18 tasks were taken", len(taken))
		}
		w.sound()
	})
}

func TestOpeningIsWrittenDown(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := newWorld(t, s)
		w.apply("a", "beta", "jordan", true)
		w.apply("twin", "alpha", "jordan", true)
		id := w.tasks("a")["geographic"].ID
		w.recommend("eva", id, evaluation.Pass)
		for _, account := range []string{"eva", "dora", "op", "aud"} {
			f, err := w.Open(w.ctx, account, id)
			if err != nil || f.About.String != "jordan" || len(f.Findings) != 2 || f.Names["eva"] != "Name of eva" || f.Panel.ID != "geographic" {
				t.Errorf("%s reads %+v, %v", account, f, err)
			}
		}
		for _, account := range []string{"ina", "nobody"} {
			if account == "ina" {
				w.no(s.Exec(w.ctx, "UPDATE accounts SET organisation_id = 'beta' WHERE id = 'ina'"))
			}
			if _, err := w.Open(w.ctx, account, id); !is(lifecycle.ErrNotFound)(err) {
				t.Errorf("%s: %v", account, err)
			}
		}
		read, err := s.ReadingsOf(w.ctx, evaluation.CaseOf(id), 99)
		w.no(err)
		var who []string
		for _, r := range read {
			who = append(who, r.Account)
		}
		if got := strings.Join(who, " "); got != "aud op dora eva" {
			t.Errorf("read by %s", got)
		}
		f, err := w.Open(w.ctx, "eva", id)
		if err != nil || len(f.Evidence) != 5 || len(f.Evidence[0].Matches) == 0 || f.Evidence[0].Matches[0].How == "" || f.Evidence[0].Matches[0].Source == "" || f.Evidence[0].Matches[0].Version == "" {
			t.Errorf("evidence on a country's name: %+v, %v", f.Evidence, err)
		}
		f, err = w.Open(w.ctx, "eva", w.tasks("a")["similarity"].ID)
		if err != nil || len(f.Evidence) != 3 || len(f.Evidence[0].Matches) != 0 || len(f.Evidence[2].Matches) != 0 || len(f.Evidence[1].Matches) != 1 || f.Evidence[1].Matches[0].Application.ID != "twin" {
			t.Errorf("evidence on similar strings: %+v, %v", f.Evidence, err)
		}
	})
}

// TestEveryPanelHasItsWords finds panels, criteria and checks of any policy
// that no list or no language knows.
func TestEveryPanelHasItsWords(t *testing.T) {
	set, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	keys := []string{"evidence.country_names", "evidence.capital_names", "evidence.subdivision_names", "evidence.region_names", "evidence.place_names", "evidence.existing_tlds", "evidence.same_string", "evidence.variant_string", "evidence.none"}
	for _, p := range round.Policies {
		for _, panel := range p.Panels {
			keys = append(keys, "panel."+panel.ID)
			if len(panel.Criteria) == 0 || panel.Days <= 0 || panel.Source == "" {
				t.Errorf("panel %s of %s lacks criteria, a time limit or a source", panel.ID, p.ID)
			}
			for _, c := range panel.Criteria {
				keys = append(keys, "criterion."+c.ID)
			}
			if _, ok := evaluation.ChecksOf(panel.ID); !ok {
				t.Errorf("panel %s of %s is not in the list of panels", panel.ID, p.ID)
			}
		}
	}
	for _, v := range evaluation.Verdicts {
		keys = append(keys, "verdict."+string(v))
	}
	for _, o := range evaluation.Outcomes {
		keys = append(keys, "outcome."+string(o))
	}
	for _, g := range evaluation.Groups {
		keys = append(keys, "queue.group."+string(g))
	}
	for _, rule := range []string{"missing", "choose", "too_long", "too_many", "too_many_held", "pass_against_findings", "fail_against_findings"} {
		keys = append(keys, "invalid."+rule)
	}
	for _, language := range set.Languages() {
		for _, key := range keys {
			if !set.Has(language, key) {
				t.Errorf("%s has no words for %s", language, key)
			}
		}
	}
}
