package storage_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rootward/application/lifecycle"
	"rootward/application/notify"
	"rootward/storage"
	"rootward/storage/storagetest"
)

var posted = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// mailbox makes accounts and n mails, turn by turn to each of them.
func mailbox(t *testing.T, s *storage.Store, n int) []int64 {
	t.Helper()
	for _, id := range []string{"u1", "u2"} {
		if err := s.Exec(t.Context(), "INSERT INTO accounts (id, email, email_folded, name, language, created_at) VALUES (?, ?, ?, ?, 'ar', ?)",
			id, id+"@παράδειγμα.gr", id, "Name "+id, posted); err != nil {
			t.Fatal(err)
		}
	}
	var ids []int64
	for i := range n {
		m := notify.Mail{
			Account: fmt.Sprintf("u%d", i%2+1), Organisation: fmt.Sprintf("o%d", i%2+1), Case: app("a"), Message: notify.Paid,
			Args: map[string]string{"String": "موقع {{.Digest}}", "N": fmt.Sprint(i)}, At: posted,
		}
		if err := s.AddMail(t.Context(), &m); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, m.ID)
	}
	return ids
}

func TestMailsAreListedByOwnerAndPage(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		ids := mailbox(t, s, 7)
		list := func(q notify.Query) []int64 {
			t.Helper()
			if q.Limit == 0 {
				q.Limit = 100
			}
			m, err := s.Mails(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			var out []int64
			for _, x := range m {
				out = append(out, x.ID)
			}
			return out
		}
		for _, c := range []struct {
			name string
			q    notify.Query
			want []int64
		}{
			{"of an account", notify.Query{Account: "u1"}, []int64{ids[6], ids[4], ids[2], ids[0]}},
			{"of an organisation", notify.Query{Organisation: "o2"}, []int64{ids[5], ids[3], ids[1]}},
			{"the first page", notify.Query{All: true, Limit: 2}, []int64{ids[6], ids[5]}},
			{"the next page", notify.Query{All: true, Limit: 2, Before: ids[5]}, []int64{ids[4], ids[3]}},
			{"of nobody known", notify.Query{Account: "u3"}, nil},
			{"in a state nothing is in", notify.Query{All: true, State: notify.SentState}, nil},
			{"waiting", notify.Query{Account: "u2", State: notify.Waiting}, []int64{ids[5], ids[3], ids[1]}},
		} {
			if got := list(c.q); !slices.Equal(got, c.want) {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
		}
		for _, q := range []notify.Query{{Limit: 9}, {Account: "u1", All: true, Limit: 9}, {Account: "u1", Organisation: "o1", Limit: 9}} {
			if m, err := s.Mails(t.Context(), q); !errors.Is(err, notify.ErrNoScope) {
				t.Errorf("%+v lists %d mails, %v", q, len(m), err)
			}
		}
		m, err := s.Mails(t.Context(), notify.Query{Account: "u1", Limit: 1})
		if err != nil || m[0].Args["String"] != "موقع {{.Digest}}" || !m[0].At.Equal(posted) || m[0].Case != app("a") {
			t.Errorf("read back %+v, %v", m, err)
		}
	})
}

func TestAMailGoesThroughItsStates(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		ctx := t.Context()
		ids := mailbox(t, s, 5)
		take := func(id int64) (notify.Mail, notify.Recipient, bool) {
			t.Helper()
			m, to, ok, err := s.TakeMail(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			return m, to, ok
		}
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		m, to, ok := take(ids[0])
		if !ok || m.Attempts != 1 || to != (notify.Recipient{Account: "u1", Email: "u1@παράδειγμα.gr", Name: "Name u1", Language: "ar"}) {
			t.Errorf("took %+v for %+v, %v", m, to, ok)
		}
		must(s.MailSent(ctx, ids[0], posted.Add(time.Minute)))
		for range 2 {
			take(ids[1])
			must(s.MailFailed(ctx, ids[1], "busy", false))
		}
		take(ids[2])
		must(s.MailFailed(ctx, ids[2], "no_smtputf8: never", true))
		take(ids[3])
		must(s.MailKept(ctx, ids[3]))

		all, err := s.Mails(ctx, notify.Query{All: true, Limit: 9})
		must(err)
		slices.Reverse(all)
		for i, want := range []notify.State{notify.SentState, notify.Retrying, notify.Undelivered, notify.Kept, notify.Waiting} {
			if got := all[i].State(); got != want {
				t.Errorf("mail %d is %s, want %s", i, got, want)
			}
			one, err := s.Mails(ctx, notify.Query{All: true, State: want, Limit: 9})
			if err != nil || len(one) != 1 || one[0].ID != ids[i] {
				t.Errorf("listed as %s: %+v, %v", want, one, err)
			}
		}
		if all[1].Attempts != 2 || all[3].Attempts != 0 || !all[0].Sent.Equal(posted.Add(time.Minute)) {
			t.Errorf("attempts and times: %+v", all)
		}
		if reason, detail := all[2].Problem(); reason != notify.NoSMTPUTF8 || detail != "never" {
			t.Errorf("problem %q, %q", reason, detail)
		}
		counts, err := s.MailCounts(ctx)
		must(err)
		for state, n := range counts {
			if n != 1 {
				t.Errorf("%d mails %s, want 1", n, state)
			}
		}
		for _, i := range []int{0, 2, 3} {
			if _, _, ok := take(ids[i]); ok {
				t.Errorf("mail %d was taken again", i)
			}
		}
		if _, _, ok := take(999); ok {
			t.Error("took a mail that is not there")
		}
		if err := s.MailSent(ctx, 999, posted); !errors.Is(err, lifecycle.ErrNotFound) {
			t.Errorf("sent a mail that is not there: %v", err)
		}
	})
}

func TestTakingPassesByWhatIsLocked(t *testing.T) {
	s := storagetest.Open(t, storage.Postgres)
	id := mailbox(t, s, 1)[0]
	err := s.InTx(t.Context(), func(ctx context.Context) error {
		if _, _, ok, err := s.TakeMail(ctx, id); !ok || err != nil {
			t.Errorf("the first: %v, %v", ok, err)
		}
		// Another connection, while the row is locked: neither waits nor takes.
		quick, done := context.WithTimeout(t.Context(), 5*time.Second)
		defer done()
		if _, _, ok, err := s.TakeMail(quick, id); ok || err != nil {
			t.Errorf("the second: %v, %v", ok, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTriesAreCountedWhoeverMakesThem(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		id := mailbox(t, s, 1)[0]
		var taken atomic.Int64
		var all sync.WaitGroup
		for range 8 {
			all.Add(1)
			go func() {
				defer all.Done()
				for range 4 {
					_, _, ok, err := s.TakeMail(t.Context(), id)
					if err != nil {
						t.Error(err)
					}
					if ok {
						taken.Add(1)
					}
				}
			}()
		}
		all.Wait()
		m, err := s.Mails(t.Context(), notify.Query{All: true, Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		if int64(m[0].Attempts) != taken.Load() || m[0].Attempts > notify.MaxAttempts {
			t.Errorf("taken %d times, %d counted", taken.Load(), m[0].Attempts)
		}
	})
}
