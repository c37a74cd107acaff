package job_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"rootward/application/job"
	"rootward/application/lifecycle"
	"rootward/application/notify"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// desk is every dependency of the workers; it writes down what it was asked.
type desk struct {
	mu    sync.Mutex
	calls []string
	news  chan struct{}
	send  func(ctx context.Context, attempt int) error
	mail  map[int64]*notify.Mail
	to    notify.Recipient
}

func newDesk() *desk {
	return &desk{news: make(chan struct{}, 1000), mail: map[int64]*notify.Mail{}, to: notify.Recipient{Account: "u", Email: "u@example.org"}}
}

func (d *desk) note(format string, args ...any) {
	d.mu.Lock()
	d.calls = append(d.calls, fmt.Sprintf(format, args...))
	d.mu.Unlock()
	d.news <- struct{}{}
}

func (d *desk) heard(prefix string) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var out []string
	for _, c := range d.calls {
		if strings.HasPrefix(c, prefix) {
			out = append(out, c)
		}
	}
	return out
}

// await waits until n calls begin with prefix.
func (d *desk) await(t *testing.T, prefix string, n int) {
	t.Helper()
	late := time.After(30 * time.Second)
	for len(d.heard(prefix)) < n {
		select {
		case <-d.news:
		case <-late:
			t.Fatalf("heard %q, want %d times %q", d.heard(""), n, prefix)
		}
	}
}

func (d *desk) TakeMail(_ context.Context, id int64) (notify.Mail, notify.Recipient, bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	m, ok := d.mail[id]
	if !ok || m.Attempts >= notify.MaxAttempts || !m.Sent.IsZero() || m.LastError == notify.NoRelay {
		return notify.Mail{}, notify.Recipient{}, false, nil
	}
	m.Attempts++
	return *m, d.to, true, nil
}

func (d *desk) MailSent(_ context.Context, id int64, at time.Time) error {
	d.mail[id].Sent = at
	d.note("sent %d", id)
	return nil
}

func (d *desk) MailFailed(_ context.Context, id int64, reason string, final bool) error {
	d.mail[id].LastError = reason
	if final {
		d.mail[id].Attempts = notify.MaxAttempts
	}
	d.note("failed %d %v %s", id, final, reason)
	return nil
}

func (d *desk) MailKept(_ context.Context, id int64) error {
	d.mail[id].LastError = notify.NoRelay
	d.note("kept %d", id)
	return nil
}

func (d *desk) Send(ctx context.Context, _ notify.Recipient, m notify.Mail) error {
	if d.send == nil {
		return nil
	}
	return d.send(ctx, m.Attempts)
}

func (d *desk) Tick(context.Context) (int, error)     { d.note("tick"); return 0, nil }
func (d *desk) LapseDue(context.Context) (int, error) { d.note("lapse"); return 0, nil }
func (d *desk) Tidy(context.Context) error            { d.note("tidy"); return nil }
func (d *desk) Sweep(_ context.Context, round string, e workflow.Event) error {
	d.note("sweep %s %s", round, e)
	return nil
}

func (d *desk) RunComparison(_ context.Context, id int64) error {
	d.note("compare %d", id)
	return nil
}

func (d *desk) deps() job.Deps {
	return job.Deps{Outbox: d, Sender: d, Clock: lifecycle.Fixed(noon), Rounds: d, Sweep: d, Leases: d, People: d, Rules: d}
}

func TestAComparisonIsMadeByItsJob(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		for _, id := range []int64{7, 7, 8} { // the same again while the first waits: one
			err := s.InTx(t.Context(), func(ctx context.Context) error { return s.Enqueue(ctx, job.CompareRules{Comparison: id}) })
			if err != nil {
				t.Fatal(err)
			}
		}
		d := newDesk()
		work(t, s, d.deps())
		d.await(t, "compare 8", 1)
		d.await(t, "compare 7", 1)
		if got := d.heard("compare"); len(got) != 2 {
			t.Errorf("heard %q", got)
		}
	})
}

// work starts a worker until the test ends.
func work(t *testing.T, s *storage.Store, d job.Deps) {
	t.Helper()
	workers, periodic := job.Workers(d)
	w, err := s.NewWorker(t.Context(), workers, periodic, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Start(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, done := context.WithTimeout(context.Background(), 30*time.Second)
		defer done()
		if err := w.Stop(ctx); err != nil {
			t.Error(err)
		}
	})
}

var errUndone = errors.New("undone")

func TestAJobStandsAndFallsWithItsTransaction(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		add := func(round string, end error) {
			t.Helper()
			err := s.InTx(t.Context(), func(ctx context.Context) error {
				if err := s.Enqueue(ctx, job.SweepRound{Round: round, Event: "close_round"}); err != nil {
					return err
				}
				return end
			})
			if !errors.Is(err, end) {
				t.Fatal(err)
			}
		}
		add("undone", errUndone)
		add("done", nil)
		add("done", nil) // the same again while the first waits: one
		if err := s.Enqueue(t.Context(), job.SweepRound{Round: "bare"}); err == nil {
			t.Error("a job without a transaction was added")
		}
		d := newDesk()
		work(t, s, d.deps())
		d.await(t, "sweep", 1)
		add("last", nil) // comes after anything that was there before
		d.await(t, "sweep last", 1)
		if got := strings.Join(d.heard("sweep"), ", "); got != "sweep done close_round, sweep last close_round" {
			t.Errorf("ran %s", got)
		}
		add("done", nil) // finished by now, so it may be asked for again
		d.await(t, "sweep done", 2)
	})
}

func TestTheClockAsksAtOnceAndOnceAMinute(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		d := newDesk()
		work(t, s, d.deps())
		for _, what := range []string{"tick", "lapse", "tidy"} {
			d.await(t, what, 1)
		}
	})
	_, periodic := job.Workers(newDesk().deps())
	if len(periodic) != 3 {
		t.Errorf("%d things by the clock, want 3", len(periodic))
	}
	bare := newDesk().deps()
	bare.Leases, bare.People = nil, nil
	if _, periodic := job.Workers(bare); len(periodic) != 1 {
		t.Errorf("%d things by the clock without tasks and people, want 1", len(periodic))
	}
}

func TestTwoWorkersDoEachJobOnce(t *testing.T) {
	target := storagetest.Target(t, storage.Postgres)
	one, two := storagetest.Connect(t, target), storagetest.Connect(t, target)
	const n = 60
	err := one.InTx(t.Context(), func(ctx context.Context) error {
		for i := range n {
			if err := one.Enqueue(ctx, job.SweepRound{Round: fmt.Sprintf("r%02d", i), Event: "x"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	first, second := newDesk(), newDesk()
	work(t, one, first.deps())
	work(t, two, second.deps())
	deadline := time.Now().Add(30 * time.Second)
	for len(first.heard("sweep"))+len(second.heard("sweep")) < n && time.Now().Before(deadline) {
		time.Sleep(20 * time.Millisecond)
	}
	time.Sleep(300 * time.Millisecond) // for one too many
	times := map[string]int{}
	for _, c := range append(first.heard("sweep"), second.heard("sweep")...) {
		times[c]++
	}
	if len(times) != n {
		t.Errorf("%d jobs ran, want %d", len(times), n)
	}
	for c, k := range times {
		if k != 1 {
			t.Errorf("%s ran %d times", c, k)
		}
	}
}

// worker finds who does a kind of job, as the queue would.
func run(t *testing.T, d job.Deps, id int64, ctx context.Context) error { //nolint:revive // the context is what varies
	t.Helper()
	w := job.MailWorker(d)
	return w.Work(ctx, &river.Job[job.SendMail]{JobRow: &rivertype.JobRow{Kind: "send_mail"}, Args: job.SendMail{OutboxID: id}})
}

func TestAMailIsSentOnce(t *testing.T) {
	d := newDesk()
	d.mail[7] = &notify.Mail{ID: 7}
	for range 2 {
		if err := run(t, d.deps(), 7, t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := d.heard(""); len(got) != 1 || got[0] != "sent 7" || !d.mail[7].Sent.Equal(noon) {
		t.Errorf("heard %q", got)
	}
}

func TestAMailThatFailsIsTriedAgainAndThenGivenUp(t *testing.T) {
	d := newDesk()
	d.mail[7] = &notify.Mail{ID: 7}
	d.send = func(context.Context, int) error { return errors.New("451 try\r\nlater\x00\xff") }
	for i := 1; i <= notify.MaxAttempts; i++ {
		err := run(t, d.deps(), 7, t.Context())
		var cancelled *river.JobCancelError
		if err == nil || errors.As(err, &cancelled) != (i == notify.MaxAttempts) {
			t.Fatalf("try %d: %v", i, err)
		}
	}
	if err := run(t, d.deps(), 7, t.Context()); err != nil {
		t.Errorf("a mail given up is not a fault again: %v", err)
	}
	got := d.heard("failed")
	if len(got) != notify.MaxAttempts || got[0] != "failed 7 false 451 try later \uFFFD" || !strings.HasPrefix(got[len(got)-1], "failed 7 true") {
		t.Errorf("heard %q", got)
	}
}

func TestARefusalForGoodIsNotTriedAgain(t *testing.T) {
	d := newDesk()
	d.mail[7] = &notify.Mail{ID: 7}
	d.send = func(context.Context, int) error {
		return fmt.Errorf("relay: %w", &notify.Undeliverable{Reason: notify.NoSMTPUTF8, Err: errors.New("no")})
	}
	if err := run(t, d.deps(), 7, t.Context()); !errors.As(err, new(*river.JobCancelError)) {
		t.Errorf("got %v", err)
	}
	if d.mail[7].State() != notify.Undelivered {
		t.Errorf("mail is %s", d.mail[7].State())
	}
}

func TestWithoutARelayMailsAreKept(t *testing.T) {
	d := newDesk()
	d.mail[7] = &notify.Mail{ID: 7}
	deps := d.deps()
	deps.Sender = nil
	if err := run(t, deps, 7, t.Context()); err != nil || d.mail[7].State() != notify.Kept {
		t.Errorf("mail is %s, %v", d.mail[7].State(), err)
	}
}

func TestAClosedAccountGetsNoMail(t *testing.T) {
	d := newDesk()
	d.mail[7] = &notify.Mail{ID: 7}
	d.to.Disabled = true
	d.send = func(context.Context, int) error { t.Error("sent"); return nil }
	if err := run(t, d.deps(), 7, t.Context()); err != nil || d.mail[7].State() != notify.Undelivered {
		t.Errorf("mail is %s, %v", d.mail[7].State(), err)
	}
}

func TestAStopIsNoFault(t *testing.T) {
	d := newDesk()
	d.mail[7] = &notify.Mail{ID: 7}
	ctx, stop := context.WithCancel(t.Context())
	d.send = func(ctx context.Context, _ int) error { stop(); return ctx.Err() }
	if err := run(t, d.deps(), 7, ctx); !errors.As(err, new(*river.JobSnoozeError)) {
		t.Errorf("got %v, want the job back in the queue", err)
	}
	if len(d.heard("failed")) != 0 || d.mail[7].State() == notify.Undelivered {
		t.Errorf("heard %q", d.heard(""))
	}
	late, done := context.WithTimeout(t.Context(), time.Nanosecond)
	defer done()
	d.send = func(ctx context.Context, _ int) error { <-ctx.Done(); return ctx.Err() }
	if err := run(t, d.deps(), 7, late); err == nil || errors.As(err, new(*river.JobSnoozeError)) {
		t.Errorf("a job that took too long: %v", err)
	}
	if len(d.heard("failed")) != 1 {
		t.Errorf("heard %q", d.heard(""))
	}
}

func TestRetriesWaitLongerAndLonger(t *testing.T) {
	w := job.MailWorker(newDesk().deps())
	last := time.Duration(0)
	for attempt := 1; attempt <= notify.MaxAttempts; attempt++ {
		wait := time.Until(w.NextRetry(&river.Job[job.SendMail]{JobRow: &rivertype.JobRow{Attempt: attempt}})).Round(time.Minute)
		if wait < time.Minute || wait < last || wait > 6*time.Hour {
			t.Errorf("after try %d: %s, before it %s", attempt, wait, last)
		}
		last = wait
	}
	if got := w.Timeout(nil); got <= 0 || got >= time.Hour {
		t.Errorf("a mail may take %s", got)
	}
}
