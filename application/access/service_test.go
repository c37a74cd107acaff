package access_test

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"rootward/application/access"
	"rootward/application/lifecycle"
	"rootward/storage"
	"rootward/storage/storagetest"
)

type clock struct {
	sync.Mutex
	now time.Time
}

func (c *clock) Now(context.Context) (time.Time, error) {
	c.Lock()
	defer c.Unlock()
	return c.now, nil
}

func (c *clock) pass(d time.Duration) {
	c.Lock()
	defer c.Unlock()
	c.now = c.now.Add(d)
}

type world struct {
	*testing.T
	*access.Service
	clock *clock
	store *storage.Store
}

var limits = access.Limits{Window: 15 * time.Minute, PerAccount: 3, PerAddress: 5, Registering: 2, AtOnce: 2, Waiting: 50, Patience: time.Minute}

func newWorld(t *testing.T, s *storage.Store) *world {
	t.Helper()
	c := &clock{now: time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)}
	svc, err := access.New(s, c, access.WithLimits(limits), access.WithCost(8, 1))
	if err != nil {
		t.Fatal(err)
	}
	return &world{T: t, Service: svc, clock: c, store: s}
}

func both(t *testing.T, f func(w *world)) {
	t.Helper()
	storagetest.Both(t, func(t *testing.T, s *storage.Store) { f(newWorld(t, s)) })
}

// lite is for rules that no database can bend.
func lite(t *testing.T) *world {
	t.Helper()
	return newWorld(t, storagetest.Open(t, storage.SQLite))
}

const secret = "four words of mine"

var (
	here  = netip.MustParseAddr("192.0.2.1")
	there = netip.MustParseAddr("198.51.100.7")
	shell = lifecycle.ByShell("root")
)

func registration(email string) access.Registration {
	return access.Registration{
		Organisation: "مؤسسة مثال", Country: "eg", Website: "https://example.org", Name: "أمينة", Email: email, Password: secret, Language: "ar", Zone: "Africa/Cairo",
	}
}

func (w *world) register(email string) access.Account {
	w.Helper()
	a, err := w.Register(w.Context(), registration(email), netip.Addr{})
	if err != nil {
		w.Fatal(err)
	}
	return a
}

func (w *world) staff(email string, grants ...access.Grant) access.Account {
	w.Helper()
	a, err := w.CreateStaff(w.Context(), shell, access.NewStaff{Name: "Staff", Email: email, Password: secret, Grants: grants})
	if err != nil {
		w.Fatal(err)
	}
	return a
}

// rules lists field:rule of a *FieldErrors.
func rules(err error) []string {
	var wrong *access.FieldErrors
	if !errors.As(err, &wrong) {
		return []string{fmt.Sprint(err)}
	}
	var out []string
	for _, f := range wrong.List {
		out = append(out, f.Field+":"+f.Rule)
	}
	return out
}

func (w *world) wants(err error, want ...string) {
	w.Helper()
	if got := rules(err); !slices.Equal(got, want) {
		w.Errorf("got %v, want %v", got, want)
	}
}

func TestRegisterMakesAnOrganisationWithItsFirstMember(t *testing.T) {
	both(t, func(w *world) {
		a := w.register("Amina@Example.org")
		got, err := w.ByID(w.Context(), a.ID)
		if err != nil || got.Email != "Amina@Example.org" || got.Rank != access.Primary || got.OrganisationName != "مؤسسة مثال" || got.Zone != "Africa/Cairo" {
			w.Errorf("%+v %v", got, err)
		}
		o, members, err := w.Organisation(w.Context(), a.ID)
		if err != nil || o.Country != "EG" || len(members) != 1 {
			w.Errorf("%+v %v %v", o, members, err)
		}
		_, err = w.Register(w.Context(), registration("amina@EXAMPLE.org"), netip.Addr{})
		w.wants(err, "email:email_taken")
		if org, _, err := w.MemberOf(w.Context(), a.ID); err != nil || org != o.ID {
			w.Errorf("member of %q: %v", org, err)
		}
		left, err := w.store.Accounts(w.Context(), access.AccountFilter{Limit: 10})
		if err != nil || len(left) != 1 {
			w.Errorf("%d accounts are left of two registrations: %v", len(left), err)
		}
	})
}

func TestRegisterCollectsAllThatIsWrong(t *testing.T) {
	w := lite(t)
	_, err := w.Register(w.Context(), access.Registration{Country: "XX", Website: "ftp://x", Email: "no", Password: "short", Language: "??", Zone: "Mars/Olympus"}, here)
	w.wants(err, "organisation:missing", "country:country", "website:website", "name:missing", "email:email", "password:short_password", "language:language", "zone:zone")
	long := registration("a@example.org")
	long.Organisation, long.Name, long.Password = strings.Repeat("ح", access.MaxOrganisationName+1), "a\u202eb", strings.Repeat("ع", access.MaxPassword+1)
	_, err = w.Register(w.Context(), long, here)
	w.wants(err, "organisation:long", "name:control", "password:long")
	long.Organisation, long.Name, long.Password = strings.Repeat("ح", access.MaxOrganisationName), " क्\u200dष ", strings.Repeat("ع", access.MaxPassword)
	if _, err := w.Register(w.Context(), long, here); err != nil {
		w.Errorf("names and passwords of the greatest length: %v", err)
	}
}

func TestRegistrationsAreThrottled(t *testing.T) {
	w := lite(t)
	for i := range limits.Registering {
		if _, err := w.Register(w.Context(), registration(fmt.Sprintf("a%d@example.org", i)), here); err != nil {
			w.Fatal(err)
		}
	}
	_, err := w.Register(w.Context(), registration("more@example.org"), here)
	var wait *access.Throttled
	if !errors.As(err, &wait) || wait.After != limits.Window {
		w.Errorf("one more from here: %v", err)
	}
	if _, err := w.Register(w.Context(), registration("more@example.org"), there); err != nil {
		w.Errorf("one from there: %v", err)
	}
}

func TestSignIn(t *testing.T) {
	both(t, func(w *world) {
		a := w.register("Amina@Example.org")
		if got, err := w.SignIn(w.Context(), " aMINA@example.ORG", secret, here); err != nil || got.ID != a.ID {
			w.Errorf("%+v %v", got, err)
		}
		nopass, err := w.AddMember(w.Context(), lifecycle.ByAccount(a.ID), access.NewMember{Name: "Second", Email: "second@example.org"})
		if err != nil {
			w.Fatal(err)
		}
		gone := w.staff("gone@example.org", access.Grant{Role: access.Auditor})
		if err := w.SetDisabled(w.Context(), shell, gone.ID, true); err != nil {
			w.Fatal(err)
		}
		for name, c := range map[string]struct{ email, password string }{
			"a wrong password":               {"amina@example.org", secret + "!"},
			"a password in other case":       {"amina@example.org", strings.ToUpper(secret)},
			"no password":                    {"amina@example.org", ""},
			"a password beyond all length":   {"amina@example.org", strings.Repeat("a", 100_000)},
			"an unknown address":             {"nobody@example.org", secret},
			"no address":                     {"", secret},
			"no address at all":              {"not one", secret},
			"an account without a password":  {nopass.Email, ""},
			"the password of no account":     {nopass.Email, "nobody has this password"},
			"a disabled account":             {"gone@example.org", secret},
			"an address with a pattern":      {"%@example.org", secret},
			"an address that is not in UTF8": {"\xff@example.org", secret},
		} {
			if _, err := w.SignIn(w.Context(), c.email, c.password, netip.AddrFrom4([4]byte{10, 0, 0, byte(len(name))})); !errors.Is(err, access.ErrSignIn) {
				w.Errorf("%s: %v", name, err)
			}
			w.clock.pass(limits.Window)
		}
	})
}

func TestSignInIsThrottledPerAccount(t *testing.T) {
	both(t, func(w *world) {
		w.register("amina@example.org")
		for i := range limits.PerAccount {
			if _, err := w.SignIn(w.Context(), "amina@example.org", "wrong", netip.AddrFrom4([4]byte{10, 0, 0, byte(i)})); !errors.Is(err, access.ErrSignIn) {
				w.Fatal(err)
			}
			w.clock.pass(time.Minute)
		}
		var wait *access.Throttled
		_, err := w.SignIn(w.Context(), "AMINA@example.org", secret, there)
		if !errors.As(err, &wait) || wait.After != limits.Window-3*time.Minute {
			w.Errorf("the right password after too many wrong ones: %v", err)
		}
		// Those who are turned away are not counted: the wait does not grow.
		w.clock.pass(wait.After)
		if _, err := w.SignIn(w.Context(), "amina@example.org", secret, there); err != nil {
			w.Errorf("after the wait: %v", err)
		}
		for range limits.PerAccount {
			if _, err := w.SignIn(w.Context(), "amina@example.org", "wrong", there); !errors.Is(err, access.ErrSignIn) {
				w.Errorf("success must set the count to nothing: %v", err)
			}
		}
	})
}

func TestSignInIsThrottledPerNetwork(t *testing.T) {
	for _, c := range []struct {
		name       string
		from, next string
		throttled  bool
	}{
		{"the same address", "192.0.2.1", "192.0.2.1", true},
		{"the same address, written for version 6", "192.0.2.1", "::ffff:192.0.2.1", true},
		{"another address of version 4", "192.0.2.1", "192.0.2.2", false},
		{"the same 64 bits of version 6", "2001:db8::1", "2001:db8::ffff:1", true},
		{"other 64 bits", "2001:db8::1", "2001:db8:0:1::1", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := lite(t)
			w.register("amina@example.org")
			for i := range limits.PerAddress {
				if _, err := w.SignIn(w.Context(), fmt.Sprintf("x%d@example.org", i), "wrong", netip.MustParseAddr(c.from)); !errors.Is(err, access.ErrSignIn) {
					t.Fatal(err)
				}
			}
			_, err := w.SignIn(w.Context(), "amina@example.org", secret, netip.MustParseAddr(c.next))
			var wait *access.Throttled
			if errors.As(err, &wait) != c.throttled || (!c.throttled && err != nil) {
				t.Error(err)
			}
		})
	}
}

func TestSuccessfulSignInsAreNotCounted(t *testing.T) {
	w := lite(t)
	w.register("amina@example.org")
	for range limits.PerAddress + 2 {
		if _, err := w.SignIn(w.Context(), "amina@example.org", secret, here); err != nil {
			t.Fatal(err)
		}
	}
}

func TestHashingIsBounded(t *testing.T) {
	s := storagetest.Open(t, storage.SQLite)
	tight := limits
	tight.AtOnce, tight.Waiting, tight.PerAddress, tight.PerAccount = 1, 1, 1000, 1000
	svc, err := access.New(s, s, access.WithLimits(tight), access.WithCost(64*1024, 2))
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	answers := make(chan error, 12)
	for range cap(answers) {
		all.Go(func() {
			_, err := svc.SignIn(t.Context(), "nobody@example.org", "wrong", here)
			answers <- err
		})
	}
	all.Wait()
	close(answers)
	count := map[error]int{}
	for err := range answers {
		for _, known := range []error{access.ErrBusy, access.ErrSignIn} {
			if errors.Is(err, known) {
				count[known]++
			}
		}
	}
	if count[access.ErrBusy] == 0 || count[access.ErrSignIn] == 0 || count[access.ErrBusy]+count[access.ErrSignIn] != cap(answers) {
		t.Errorf("answers: %v", count)
	}
	if _, err := svc.SignIn(t.Context(), "nobody@example.org", "wrong", here); !errors.Is(err, access.ErrSignIn) {
		t.Errorf("afterwards: %v", err)
	}
}

// TestEveryFailedSignInHashes wants the one costly step, a password hash at
// the full cost, exactly once whatever the reason for the refusal: who asks
// cannot tell by the time which addresses have an account.
func TestEveryFailedSignInHashes(t *testing.T) {
	both(t, func(w *world) {
		w.register("amina@example.org")
		for _, email := range []string{"amina@example.org", "nobody@example.org", "not an address", ""} {
			before := w.Hashings()
			if _, err := w.SignIn(w.Context(), email, "a wrong password", here); !errors.Is(err, access.ErrSignIn) {
				w.Fatalf("%q: %v", email, err)
			}
			if n := w.Hashings() - before; n != 1 {
				w.Errorf("%q: %d hashes", email, n)
			}
		}
	})
}

func TestSignInLinks(t *testing.T) {
	both(t, func(w *world) {
		a := w.register("amina@example.org")
		once, err := w.SignInLink(w.Context(), a.ID, time.Hour)
		if err != nil {
			w.Fatal(err)
		}
		if got, err := w.FollowLink(w.Context(), once); err != nil || got.ID != a.ID {
			w.Errorf("first use: %+v %v", got, err)
		}
		if _, err := w.FollowLink(w.Context(), once); !errors.Is(err, access.ErrNotFound) {
			w.Errorf("second use: %v", err)
		}
		late, err := w.SignInLink(w.Context(), a.ID, time.Hour)
		if err != nil {
			w.Fatal(err)
		}
		demo, err := w.SignInLink(w.Context(), a.ID, 0)
		if err != nil {
			w.Fatal(err)
		}
		api, err := w.APIToken(w.Context(), a.ID, 0)
		if err != nil {
			w.Fatal(err)
		}
		w.clock.pass(time.Hour)
		for name, link := range map[string]string{"ended": late, "unknown": "x", "empty": "", "API token": api} {
			if _, err := w.FollowLink(w.Context(), link); !errors.Is(err, access.ErrNotFound) {
				w.Errorf("%s: %v", name, err)
			}
		}
		for range 2 {
			if got, err := w.FollowLink(w.Context(), demo); err != nil || got.ID != a.ID {
				w.Errorf("link without an end: %+v %v", got, err)
			}
		}
		if got, err := w.ByToken(w.Context(), api); err != nil || got.ID != a.ID {
			w.Errorf("API token: %+v %v", got, err)
		}
		if _, err := w.ByToken(w.Context(), demo); !errors.Is(err, access.ErrNotFound) {
			w.Errorf("sign-in link as API token: %v", err)
		}
		if err := w.SetDisabled(w.Context(), shell, a.ID, true); err != nil {
			w.Fatal(err)
		}
		if _, err := w.FollowLink(w.Context(), demo); !errors.Is(err, access.ErrNotFound) {
			w.Errorf("link of a disabled account: %v", err)
		}
		if _, err := w.ByToken(w.Context(), api); !errors.Is(err, access.ErrNotFound) {
			w.Errorf("token of a disabled account: %v", err)
		}
	})
}

func TestPasswordChange(t *testing.T) {
	both(t, func(w *world) {
		a := w.register("amina@example.org")
		link, err := w.SignInLink(w.Context(), a.ID, 0)
		if err != nil {
			w.Fatal(err)
		}
		w.wants(w.ChangePassword(w.Context(), a.ID, secret, "short"), "password:short_password")
		w.wants(w.ChangePassword(w.Context(), a.ID, "wrong", "another secret of mine"), "old_password:password_wrong")
		if err := w.ChangePassword(w.Context(), a.ID, secret, "another secret of mine"); err != nil {
			w.Fatal(err)
		}
		if _, err := w.SignIn(w.Context(), "amina@example.org", secret, here); !errors.Is(err, access.ErrSignIn) {
			w.Errorf("the old password: %v", err)
		}
		if _, err := w.SignIn(w.Context(), "amina@example.org", "another secret of mine", here); err != nil {
			w.Errorf("the new password: %v", err)
		}
		if _, err := w.FollowLink(w.Context(), link); !errors.Is(err, access.ErrNotFound) {
			w.Errorf("a link from before: %v", err)
		}
		var wait *access.Throttled
		for range limits.PerAccount {
			w.wants(w.ChangePassword(w.Context(), a.ID, "wrong", "another secret of mine"), "old_password:password_wrong")
		}
		if err := w.ChangePassword(w.Context(), a.ID, "another secret of mine", secret); !errors.As(err, &wait) {
			w.Errorf("after too many wrong ones: %v", err)
		}
	})
}

func TestFirstPasswordNeedsNoOldOne(t *testing.T) {
	w := lite(t)
	host := w.register("amina@example.org")
	a, err := w.AddMember(w.Context(), lifecycle.ByAccount(host.ID), access.NewMember{Name: "Second", Email: "second@example.org"})
	if err != nil {
		t.Fatal(err)
	}
	if a.Rank != access.Additional || a.Organisation != host.Organisation || a.Language != "ar" {
		t.Errorf("%+v", a)
	}
	if err := w.ChangePassword(w.Context(), a.ID, "", secret); err != nil {
		t.Fatal(err)
	}
	if _, err := w.SignIn(w.Context(), "second@example.org", secret, here); err != nil {
		t.Error(err)
	}
}
