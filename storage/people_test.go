package storage_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/google/go-cmp/cmp"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func fatal(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// people fills a database with an organisation, a member of it, and staff.
func people(t *testing.T, s *storage.Store) (org access.Organisation, member, staff access.Account) {
	t.Helper()
	org = access.Organisation{ID: "o1", Name: "Δοκιμή", Country: "GR", Website: "https://example.org", CreatedAt: noon}
	fatal(t, s.InsertOrganisation(t.Context(), org))
	member = access.Account{ID: "u1", Email: "Δ@δοκιμή.example", Name: "Alpha", Organisation: "o1", OrganisationName: org.Name, Rank: access.Primary, Language: "en", Zone: "Europe/Athens", CreatedAt: noon}
	fatal(t, s.InsertAccount(t.Context(), member, "δ@xn--jxalpdlp.example", "hash"))
	staff = access.Account{ID: "u2", Email: "e@example.org", Name: "Beta_100%", Language: "ar", Zone: "UTC", CreatedAt: noon, Grants: []access.Grant{
		{Role: workflow.Evaluator, Panel: "geographic"}, {Role: workflow.Evaluator, Panel: "similarity"}, {Role: workflow.Decider}, {Role: access.Auditor},
	}}
	fatal(t, s.InsertAccount(t.Context(), staff, "e@example.org", ""))
	return org, member, staff
}

func TestPeopleAreReadAsTheyWereWritten(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		org, member, staff := people(t, s)
		got, err := s.Organisation(t.Context(), "o1")
		fatal(t, err)
		if diff := cmp.Diff(org, got); diff != "" {
			t.Error(diff)
		}
		for _, want := range []access.Account{member, staff} {
			n := s.CountStatements(t)
			got, err := s.Account(t.Context(), want.ID)
			fatal(t, err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if n.Load() != 1 {
				t.Errorf("%d statements for one account", n.Load())
			}
		}
		if _, err := s.Account(t.Context(), "nobody"); !errors.Is(err, access.ErrNotFound) {
			t.Errorf("unknown account: %v", err)
		}
		if _, err := s.Organisation(t.Context(), "none"); !errors.Is(err, access.ErrNotFound) {
			t.Errorf("unknown organisation: %v", err)
		}
	})
}

func TestOneAddressIsOneAccount(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		people(t, s)
		err := s.InTx(t.Context(), func(ctx context.Context) error {
			return s.InsertAccount(ctx, access.Account{ID: "u3", Email: "E@example.org", Name: "Thief", CreatedAt: noon}, "e@example.org", "")
		})
		if !errors.Is(err, access.ErrEmailTaken) {
			t.Errorf("second account of an address: %v", err)
		}
	})
}

func TestAccountsAreListedByAddress(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		people(t, s)
		for i := range 3 {
			fatal(t, s.InsertAccount(t.Context(), access.Account{ID: fmt.Sprint("v", i), Email: fmt.Sprint("v", i), Name: "Volt 100x", CreatedAt: noon}, fmt.Sprintf("v%d@example.org", i), ""))
		}
		for _, c := range []struct {
			name   string
			filter access.AccountFilter
			want   []string
		}{
			{"all", access.AccountFilter{Limit: 9}, []string{"u2", "v0", "v1", "v2", "u1"}},
			{"a limit counts accounts, not grants", access.AccountFilter{Limit: 2}, []string{"u2", "v0"}},
			{"going on behind one", access.AccountFilter{Limit: 2, After: "v0@example.org"}, []string{"v1", "v2"}},
			{"staff alone", access.AccountFilter{Limit: 9, Staff: true}, []string{"u2"}},
			{"part of a name, other case", access.AccountFilter{Limit: 9, Query: "vOLT"}, []string{"v0", "v1", "v2"}},
			{"signs of patterns are text", access.AccountFilter{Limit: 9, Query: "_100%"}, []string{"u2"}},
		} {
			t.Run(c.name, func(t *testing.T) {
				all, err := s.Accounts(t.Context(), c.filter)
				fatal(t, err)
				var ids []string
				for _, a := range all {
					ids = append(ids, a.ID)
				}
				if diff := cmp.Diff(c.want, ids); diff != "" {
					t.Error(diff)
				}
			})
		}
		members, err := s.Members(t.Context(), "o1")
		fatal(t, err)
		if len(members) != 1 || members[0].ID != "u1" {
			t.Errorf("members: %v", members)
		}
	})
}

func TestChangesOfAccounts(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		_, member, _ := people(t, s)
		ctx := t.Context()
		fatal(t, s.SaveProfile(ctx, access.Account{ID: "u1", Name: "New", Language: "ar", Zone: "Asia/Tokyo"}))
		fatal(t, s.SavePassword(ctx, "u1", "other"))
		fatal(t, s.SetDisabled(ctx, "u1", true))
		fatal(t, s.SetGrants(ctx, "u2", []access.Grant{{Role: workflow.Operator}}))
		want := member
		want.Name, want.Language, want.Zone, want.Disabled = "New", "ar", "Asia/Tokyo", true
		got, err := s.Account(ctx, "u1")
		fatal(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if id, hash, err := s.Secret(ctx, "δ@xn--jxalpdlp.example"); err != nil || id != "u1" || hash != "other" {
			t.Errorf("secret: %q %q %v", id, hash, err)
		}
		if hash, err := s.PasswordHash(ctx, "u1"); err != nil || hash != "other" {
			t.Errorf("hash: %q %v", hash, err)
		}
		staff, err := s.Account(ctx, "u2")
		fatal(t, err)
		if diff := cmp.Diff([]access.Grant{{Role: workflow.Operator}}, staff.Grants); diff != "" {
			t.Error(diff)
		}
		if err := s.SavePassword(ctx, "nobody", "x"); !errors.Is(err, access.ErrNotFound) {
			t.Errorf("password of nobody: %v", err)
		}
		if _, _, err := s.Secret(ctx, "nobody@example.org"); !errors.Is(err, access.ErrNotFound) {
			t.Errorf("secret of nobody: %v", err)
		}
	})
}

func TestConcernTellsOwnerAndPanels(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		people(t, s)
		ctx := t.Context()
		fatal(t, s.SaveRound(ctx, round.Round{ID: "r", Policy: round.GTLD2026}, noon))
		fatal(t, s.InsertApplications(ctx, []application.Application{
			{ID: "a1", Round: "r", Organisation: "o1", Revision: 1, CreatedAt: noon, SavedAt: noon},
			{ID: "a2", Round: "r", Revision: 1, CreatedAt: noon, SavedAt: noon},
		}))
		for i, panel := range []string{"geographic", "similarity", "geographic"} {
			fatal(t, s.Exec(ctx, "INSERT INTO tasks (id, application_id, round_id, panel, stage, ordinal, due_at, created_at) VALUES (?, 'a1', 'r', ?, ?, ?, ?, ?)", fmt.Sprint("t", i), panel, "string_evaluation", i, noon, noon))
		}
		for _, c := range []struct {
			of   lifecycle.Case
			want access.Concern
		}{
			{lifecycle.Case{Kind: lifecycle.Application, ID: "a1"}, access.Concern{Organisation: "o1", Panels: []string{"geographic", "similarity"}}},
			{lifecycle.Case{Kind: lifecycle.Application, ID: "a2"}, access.Concern{}},
			{lifecycle.Case{Kind: lifecycle.Task, ID: "t1"}, access.Concern{Organisation: "o1", Panels: []string{"similarity"}}},
		} {
			n := s.CountStatements(t)
			got, err := s.Concerned(ctx, c.of)
			fatal(t, err)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s: %s", c.of, diff)
			}
			if n.Load() != 1 {
				t.Errorf("%d statements", n.Load())
			}
		}
		for _, c := range []lifecycle.Case{{Kind: lifecycle.Application, ID: "none"}, {Kind: lifecycle.Task, ID: "none"}, {Kind: lifecycle.Round, ID: "r"}} {
			if _, err := s.Concerned(ctx, c); !errors.Is(err, access.ErrNotFound) {
				t.Errorf("%s: %v", c, err)
			}
		}
	})
}

func TestTokensAndAttempts(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		people(t, s)
		ctx := t.Context()
		end := access.Token{Hash: "h1", Account: "u1", Purpose: access.ToSignIn, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)}
		endless := access.Token{Hash: "h2", Account: "u1", Purpose: access.ToAPI, CreatedAt: noon}
		for _, want := range []access.Token{end, endless} {
			fatal(t, s.InsertToken(ctx, want))
			got, err := s.Token(ctx, want.Hash)
			fatal(t, err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		}
		ids, err := s.AddAttempts(ctx, []string{"a", "b"}, noon)
		fatal(t, err)
		_, err = s.AddAttempts(ctx, []string{"a", "c"}, noon.Add(time.Minute))
		fatal(t, err)
		counts := func(want map[string]access.Attempts) {
			t.Helper()
			got, err := s.CountAttempts(ctx, []string{"a", "b", "c"}, noon.Add(-time.Second))
			fatal(t, err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		}
		counts(map[string]access.Attempts{"a": {N: 2, Oldest: noon}, "b": {N: 1, Oldest: noon}, "c": {N: 1, Oldest: noon.Add(time.Minute)}})
		fatal(t, s.Tidy(ctx, noon.Add(30*time.Second), noon.Add(2*time.Hour)))
		counts(map[string]access.Attempts{"a": {N: 1, Oldest: noon.Add(time.Minute)}, "c": {N: 1, Oldest: noon.Add(time.Minute)}})
		fatal(t, s.ForgetAttempts(ctx, "a", ids))
		counts(map[string]access.Attempts{"c": {N: 1, Oldest: noon.Add(time.Minute)}})
		if _, err := s.Token(ctx, "h1"); !errors.Is(err, access.ErrNotFound) {
			t.Errorf("ended token after tidying: %v", err)
		}
		if _, err := s.Token(ctx, "h2"); err != nil {
			t.Errorf("endless token after tidying: %v", err)
		}
	})
}

func TestATokenIsUsedUpOnce(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		people(t, s)
		fatal(t, s.InsertToken(t.Context(), access.Token{Hash: "h", Account: "u1", Purpose: access.ToSignIn, CreatedAt: noon, ExpiresAt: noon}))
		var all sync.WaitGroup
		won := make(chan bool, 20)
		for range cap(won) {
			all.Go(func() {
				was, err := s.DeleteToken(t.Context(), "h")
				if err != nil {
					t.Error(err)
				}
				won <- was
			})
		}
		all.Wait()
		close(won)
		n := 0
		for w := range won {
			if w {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d of %d used it", n, cap(won))
		}
	})
}

func TestSessionsAreKeptByAccount(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		ctx, x := t.Context(), s.Sessions()
		end := time.Now().Add(time.Hour)
		data := func(account string) []byte {
			b, err := scs.GobCodec{}.Encode(end, map[string]any{access.SessionKey: account, "more": "\x00ü"})
			fatal(t, err)
			return b
		}
		fatal(t, x.CommitCtx(ctx, "t1", data("u1"), end))
		fatal(t, x.CommitCtx(ctx, "t2", data("u1"), end))
		second := data("u2")                          // written once: gob puts the values of a map in any order
		fatal(t, x.CommitCtx(ctx, "t2", second, end)) // the same browser, another person
		fatal(t, x.CommitCtx(ctx, "old", data("u2"), time.Now().Add(-time.Second)))
		got, found, err := x.FindCtx(ctx, "t2")
		fatal(t, err)
		if !found || string(got) != string(second) {
			t.Errorf("session t2: %v %q", found, got)
		}
		fatal(t, x.DeleteSessions(ctx, "u1"))
		for token, want := range map[string]bool{"t1": false, "t2": true, "old": false, "unknown": false} {
			if _, found, err := x.FindCtx(ctx, token); err != nil || found != want {
				t.Errorf("session %s: %v %v", token, found, err)
			}
		}
		fatal(t, x.DeleteCtx(ctx, "t2"))
		fatal(t, x.DeleteCtx(ctx, "t2"))
		if _, found, err := x.FindCtx(ctx, "t2"); err != nil || found {
			t.Errorf("deleted session: %v %v", found, err)
		}
		if err := x.DeleteSessions(ctx, ""); err == nil {
			t.Error("the sessions of nobody were ended")
		}
		if err := x.CommitCtx(ctx, "t3", []byte("no session"), end); err == nil {
			t.Error("what is no session was kept")
		}
	})
}
