package namelist

import (
	"context"
	"errors"
	"testing"
	"time"
)

// shelf is a store with one version of one list. look runs when choices are
// counted.
type shelf struct {
	Store // nothing else is asked
	looks int
	look  func() error
	file  string
}

func (s *shelf) NameChoices(context.Context) (int64, error) {
	s.looks++
	return 1, s.look()
}

func (s *shelf) NameHistory(context.Context) ([]Choice, error) {
	return []Choice{{List: "special-use", Version: "2"}}, nil
}

func (s *shelf) NameVersion(_ context.Context, list, version string) (Stored, error) {
	return Stored{List: List{ID: list, Version: version, Source: "s", Date: "unknown"}, File: []byte(s.file)}, nil
}

func TestKeeper(t *testing.T) {
	fine := func() error { return nil }
	t.Run("looks once while the lists are fresh", func(t *testing.T) {
		s := &shelf{look: fine, file: "garlic\n"}
		k := &Keeper{Store: s, Fresh: time.Hour}
		for range 3 {
			if ls, err := k.Latest(); err != nil || met(ls.Lookup("garlic")) != "special-use:exact" {
				t.Fatalf("%v", err)
			}
		}
		if s.looks != 1 {
			t.Errorf("%d looks", s.looks)
		}
	})
	t.Run("looks every time if nothing is fresh, and makes the lists once", func(t *testing.T) {
		s := &shelf{look: fine, file: "garlic\n"}
		k := &Keeper{Store: s}
		first, err := k.Latest()
		if err != nil {
			t.Fatal(err)
		}
		if again, err := k.Latest(); err != nil || again != first || s.looks != 2 {
			t.Errorf("%d looks, %v", s.looks, err)
		}
	})
	t.Run("gives the lists it has while somebody else looks", func(t *testing.T) {
		s := &shelf{look: fine, file: "garlic\n"}
		k := &Keeper{Store: s, Fresh: time.Nanosecond}
		first, err := k.Latest()
		if err != nil {
			t.Fatal(err)
		}
		s.look = func() error {
			if inner, err := k.Latest(); err != nil || inner != first {
				t.Errorf("inner look: %v", err)
			}
			return nil
		}
		if _, err := k.Latest(); err != nil || s.looks != 2 {
			t.Errorf("%d looks, %v", s.looks, err)
		}
	})
	t.Run("waits no longer than a moment for newer lists", func(t *testing.T) {
		s := &shelf{look: fine, file: "garlic\n"}
		k := &Keeper{Store: s, Fresh: time.Nanosecond}
		first, err := k.Latest()
		if err != nil {
			t.Fatal(err)
		}
		stuck := make(chan struct{})
		s.look = func() error { <-stuck; return nil }
		began := time.Now()
		if ls, err := k.Latest(); err != nil || ls != first || time.Since(began) > slow/2 {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
		close(stuck)
	})
	t.Run("fails rather than give old lists when the store fails", func(t *testing.T) {
		s := &shelf{look: fine, file: "garlic\n"}
		k := &Keeper{Store: s}
		if _, err := k.Latest(); err != nil {
			t.Fatal(err)
		}
		broken := errors.New("broken")
		s.look = func() error { return broken }
		if ls, err := k.Latest(); !errors.Is(err, broken) || ls != nil {
			t.Errorf("%v, %v", ls, err)
		}
	})
	t.Run("fails when a kept file cannot be read", func(t *testing.T) {
		if _, err := (&Keeper{Store: &shelf{look: fine, file: "---\n"}}).Latest(); err == nil {
			t.Error("no error")
		}
	})
}
