package main

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"rootward/application/job"
	"rootward/application/notify"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/templates"
	"rootward/workflow"
)

// hands stand in for the use cases; sweep decides how long the work takes.
type hands struct {
	mu    sync.Mutex
	begun []string
	ended []string
	news  chan struct{}
	sweep func(ctx context.Context) error
}

func newHands(sweep func(ctx context.Context) error) *hands {
	return &hands{news: make(chan struct{}, 1000), sweep: sweep}
}

func (h *hands) Tick(context.Context) (int, error) { return 0, nil }

func (h *hands) Sweep(ctx context.Context, round string, _ workflow.Event) error {
	h.put(&h.begun, round)
	err := h.sweep(ctx)
	if err == nil {
		h.put(&h.ended, round)
	}
	return err
}

func (h *hands) put(list *[]string, round string) {
	h.mu.Lock()
	*list = append(*list, round)
	h.mu.Unlock()
	h.news <- struct{}{}
}

func (h *hands) counts() (begun, ended int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.begun), len(h.ended)
}

func (h *hands) await(t *testing.T, begun, ended int) {
	t.Helper()
	late := time.After(30 * time.Second)
	for {
		if b, e := h.counts(); b >= begun && e >= ended {
			return
		}
		select {
		case <-h.news:
		case <-late:
			b, e := h.counts()
			t.Fatalf("%d begun and %d ended, want %d and %d", b, e, begun, ended)
		}
	}
}

func (h *hands) deps(s *storage.Store) job.Deps {
	return job.Deps{Outbox: s, Clock: s, Rounds: h, Sweep: h}
}

var quiet = slog.New(slog.DiscardHandler)

func enqueue(t *testing.T, s *storage.Store, rounds ...string) {
	t.Helper()
	err := s.InTx(t.Context(), func(ctx context.Context) error {
		for _, r := range rounds {
			if err := s.Enqueue(ctx, job.SweepRound{Round: r, Event: "close_round"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func crewOf(t *testing.T, s *storage.Store, h *hands) *crew {
	t.Helper()
	c, err := startCrew(t.Context(), s, h.deps(s), quiet)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAStopLetsAJobFinish(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		goOn := make(chan struct{})
		h := newHands(func(ctx context.Context) error {
			select {
			case <-goOn:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
		enqueue(t, s, "r")
		c := crewOf(t, s, h)
		h.await(t, 1, 0)
		stopped := make(chan error, 1)
		go func() { stopped <- c.stop(30 * time.Second) }()
		time.Sleep(100 * time.Millisecond)
		enqueue(t, s, "later") // nobody takes it any more
		close(goOn)
		if err := <-stopped; err != nil {
			t.Fatal(err)
		}
		if b, e := h.counts(); b != 1 || e != 1 {
			t.Fatalf("%d begun, %d ended, want the one job done", b, e)
		}
		next := newHands(func(context.Context) error { return nil })
		c = crewOf(t, s, next)
		next.await(t, 1, 1)
		time.Sleep(300 * time.Millisecond)
		if err := c.stop(30 * time.Second); err != nil {
			t.Fatal(err)
		}
		if strings.Join(next.ended, " ") != "later" {
			t.Errorf("the next worker did %v, want only what came later", next.ended)
		}
	})
}

func TestAStopGivesBackAJobThatTakesTooLong(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		slow := newHands(func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
		enqueue(t, s, "r")
		c := crewOf(t, s, slow)
		slow.await(t, 1, 0)
		begin := time.Now()
		if err := c.stop(200 * time.Millisecond); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(begin); took > 8*time.Second {
			t.Errorf("the stop took %s", took)
		}
		quick := newHands(func(context.Context) error { return nil })
		c = crewOf(t, s, quick)
		quick.await(t, 1, 1) // at once: it did not fail, so nothing has to be waited for
		if err := c.stop(30 * time.Second); err != nil {
			t.Fatal(err)
		}
	})
}

func TestAJobThatFailsIsDoneAgain(t *testing.T) {
	s := storagetest.Open(t, storage.SQLite)
	tries := 0
	h := newHands(func(context.Context) error {
		if tries++; tries == 1 {
			return errors.New("not yet")
		}
		return nil
	})
	enqueue(t, s, "r")
	c := crewOf(t, s, h)
	h.await(t, 2, 1)
	if err := c.stop(30 * time.Second); err != nil {
		t.Fatal(err)
	}
}

// The whole way of a mail: row and job in one transaction, worker, relay.
func TestAMailGoesFromTheOutboxToTheRelay(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		for _, a := range []struct{ id, email string }{{"u1", "amina@مثال.example"}, {"u2", "أمينة@مثال.example"}} {
			if err := s.Exec(t.Context(), "INSERT INTO accounts (id, email, email_folded, name, language, created_at) VALUES (?, ?, ?, 'Amina', 'ar', ?)", a.id, a.email, a.id, noon); err != nil {
				t.Fatal(err)
			}
		}
		tell := newNotify(s, nil)
		err := s.InTx(t.Context(), func(ctx context.Context) error {
			for _, account := range []string{"u1", "u2"} {
				m := aMail()
				m.ID, m.Account, m.Organisation = 0, account, "o"
				if err := s.AddMail(ctx, &m); err != nil {
					return err
				}
				if err := tell.Enqueue(ctx, m.ID); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		relay := startSMTPD(t, &smtpd{})
		h := newHands(func(context.Context) error { return nil })
		deps := h.deps(s)
		deps.Sender = relayTo(t, relay)
		c, err := startCrew(t.Context(), s, deps, quiet)
		if err != nil {
			t.Fatal(err)
		}
		counts := map[notify.State]int{}
		for end := time.Now().Add(30 * time.Second); counts[notify.SentState]+counts[notify.Undelivered] < 2 && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
			if counts, err = s.MailCounts(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if err := c.stop(30 * time.Second); err != nil {
			t.Fatal(err)
		}
		if counts[notify.SentState] != 1 || counts[notify.Undelivered] != 1 || len(relay.taken()) != 1 {
			t.Errorf("%v, %d taken", counts, len(relay.taken()))
		}
		lost, err := s.Mails(t.Context(), notify.Query{Account: "u2", Limit: 9})
		if err != nil || len(lost) != 1 {
			t.Fatal(lost, err)
		}
		if reason, _ := lost[0].Problem(); reason != notify.NoSMTPUTF8 {
			t.Errorf("the outbox says %q", lost[0].LastError)
		}
	})
}

func TestEveryMessageHasWords(t *testing.T) {
	set, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range set.Languages() {
		for _, m := range notify.Messages {
			for _, part := range []string{"subject", "body"} {
				if key := "mail." + string(m) + "." + part; !set.Has(lang, key) {
					t.Errorf("%s has no words for %s", lang, key)
				}
			}
		}
		for _, key := range []string{
			"state." + string(notify.Waiting), "state." + string(notify.Retrying), "state." + string(notify.Kept), "state." + string(notify.SentState),
			"state." + string(notify.Undelivered), "error." + notify.NoRelay, "error." + notify.NoSMTPUTF8, "error." + notify.BadAddress, "error." + notify.NoRecipient,
		} {
			if !set.Has(lang, "mail."+key) {
				t.Errorf("%s has no words for mail.%s", lang, key)
			}
		}
	}
}
