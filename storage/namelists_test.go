package storage_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"rootward/application/namelist"
	"rootward/storage"
	"rootward/storage/storagetest"
)

func TestNameLists(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		ctx := t.Context()
		// Two processes with one database.
		here, there := &namelist.Keeper{Store: s}, &namelist.Keeper{Store: s}
		effects := func(k *namelist.Keeper, label string) string {
			t.Helper()
			lists, err := k.Lists(ctx)
			if err != nil {
				t.Fatal(err)
			}
			var out []string
			for _, h := range lists.Lookup(label) {
				out = append(out, h.List.ID+" "+h.List.Version)
			}
			return strings.Join(out, "; ")
		}
		if got := effects(there, "onion"); !strings.HasPrefix(got, "special-use 2026-01-16") {
			t.Fatalf("embedded: %s", got)
		}
		about := namelist.List{ID: "special-use", Version: "2027-02-01", Date: "2027-02-01", Source: "IANA"}
		l, err := namelist.Add(ctx, s, "shell:ada", "The registry added a name.", []byte("onion\ngarlic\t\t\t\tRFC 9999\n"), about)
		if err != nil || l.Names != 2 || l.Effect != namelist.SpecialUse || l.Matching != namelist.Label {
			t.Fatalf("adding: %+v, %v", l, err)
		}
		for _, k := range []*namelist.Keeper{here, there} {
			if got := effects(k, "garlic"); got != "special-use 2027-02-01" {
				t.Errorf("garlic: %s", got)
			}
			if got := effects(k, "localhost"); strings.Contains(got, "special-use") {
				t.Errorf("the embedded version still counts: %s", got)
			}
		}
		if _, err := namelist.Add(ctx, s, "shell:ada", "Again.", []byte("onion\n"), about); !errors.Is(err, namelist.ErrVersionExists) {
			t.Errorf("the same version again: %v", err)
		}
		if got := effects(there, "garlic"); got != "special-use 2027-02-01" {
			t.Errorf("a refused version counts: %s", got)
		}

		if err := namelist.Use(ctx, s, "shell:ada", "It was wrong.", "special-use", ""); err != nil {
			t.Fatal(err)
		}
		if got := effects(there, "localhost"); !strings.Contains(got, "special-use 2026-01-16") || effects(there, "garlic") != "" {
			t.Errorf("back to the embedded one: %s", got)
		}
		if err := namelist.Use(ctx, s, "shell:ada", "It was right.", "special-use", "2027-02-01"); err != nil || effects(here, "garlic") == "" {
			t.Errorf("and forth: %v", err)
		}
		for _, c := range []struct{ list, version string }{{"special-use", "1999"}, {"nothing", ""}, {"nothing", "1"}} {
			if err := namelist.Use(ctx, s, "shell:ada", "Why not.", c.list, c.version); !errors.Is(err, namelist.ErrNoVersion) {
				t.Errorf("%v: %v", c, err)
			}
		}
		if err := namelist.Use(ctx, s, "shell:ada", "", "special-use", ""); !errors.Is(err, namelist.ErrNoReason) {
			t.Errorf("no reason: %v", err)
		}

		history, err := s.NameHistory(ctx)
		if err != nil || len(history) != 3 || history[1].Version != "" || history[1].Reason != "It was wrong." || history[2].Actor != "shell:ada" || history[0].At.IsZero() {
			t.Errorf("history: %+v, %v", history, err)
		}
		versions, err := s.NameVersions(ctx)
		if err != nil || len(versions) != 1 || versions[0].File != nil || versions[0].Names != 2 || versions[0].AddedBy != "shell:ada" || len(versions[0].Digest) != 64 {
			t.Errorf("versions: %+v, %v", versions, err)
		}
		for _, q := range []string{
			"UPDATE name_lists SET reason = 'x'", "DELETE FROM name_lists", "UPDATE name_choices SET reason = 'x'", "DELETE FROM name_choices",
		} {
			if err := s.Exec(ctx, q); err == nil {
				t.Errorf("%s: no error", q)
			}
		}
	})
}

// A list that the program does not carry comes and goes.
func TestNameListOfTheOperatorsOwn(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		ctx, k := t.Context(), &namelist.Keeper{Store: s}
		file := "# list: streets\n# effect: place\n# source: the city\n# version: 1\n# date: 2027-01-01\nHigh Street\n"
		if _, err := namelist.Add(ctx, s, "shell:ada", "Wanted.", []byte(file), namelist.List{}); err != nil {
			t.Fatal(err)
		}
		lists, err := k.Lists(ctx)
		if err != nil || len(lists.Lookup("highstreet")) != 1 || !lists.List("streets").Operator {
			t.Errorf("own list: %v", err)
		}
		if err := namelist.Use(ctx, s, "shell:ada", "No longer.", "streets", ""); err != nil {
			t.Fatal(err)
		}
		if lists, err = k.Lists(ctx); err != nil || len(lists.Lookup("highstreet")) != 0 || lists.List("streets") != nil {
			t.Errorf("own list is still there: %v", err)
		}
		var faults namelist.FileFaults
		if _, err := namelist.Add(ctx, s, "shell:ada", "Wanted.", []byte("!!!\n"), namelist.List{ID: "streets"}); !errors.As(err, &faults) || len(faults) < 4 {
			t.Errorf("a faulty file: %v", err)
		}
	})
}

// TestNameListsInManyTransactions has more writers than connections, each of
// which judges a string while it holds one.
func TestNameListsInManyTransactions(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		k := &namelist.Keeper{Store: s, Fresh: time.Millisecond}
		if _, err := k.Latest(); err != nil {
			t.Fatal(err)
		}
		var writers sync.WaitGroup
		for range 32 {
			writers.Go(func() {
				err := s.InTx(t.Context(), func(context.Context) error {
					time.Sleep(5 * time.Millisecond) // the lists are fresh no more
					began := time.Now()
					_, err := k.Latest()
					if waited := time.Since(began); waited > 5*time.Second {
						t.Errorf("waited %v for the lists", waited)
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		writers.Wait()
	})
}
