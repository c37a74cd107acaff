package rootzone_test

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

func TestEmbeddedEdition(t *testing.T) {
	e := rootzone.Embedded()
	if e.ID != "5" || e.Date != "2022-05-26" || e.Source == "" || e.SourceURL == "" {
		t.Errorf("edition %q of %q from %q at %q", e.ID, e.Date, e.Source, e.SourceURL)
	}
	if len(e.Sets) != 26 || e.Sets[0] != e.Common() || e.Common().Name != "lgr-5-common" {
		t.Fatalf("%d sets, of which the first is %q", len(e.Sets), e.Sets[0].Name)
	}
	for i, s := range e.Sets {
		if i > 1 && s.Name <= e.Sets[i-1].Name {
			t.Errorf("%s stands after %s", s.Name, e.Sets[i-1].Name)
		}
		if e.Set(s.Name) != s {
			t.Errorf("%s is not found by its name", s.Name)
		}
		meta := s.LGR().Meta
		if s.Version != "5" || s.Version != meta.Version || s.Date != meta.Date || s.UnicodeVersion != meta.UnicodeVersion {
			t.Errorf("%s: %+v, but the rule set says %+v", s.Name, s, meta)
		}
		if len(s.LGR().Forgiven) > 0 {
			t.Errorf("%s: %v", s.Name, s.LGR().Forgiven)
		}
	}
	if e.Set("lgr-5-klingon-script") != nil {
		t.Error("a set that does not exist is found")
	}
	if s := e.Set("lgr-5-arabic-script"); s.Language != "und-Arab" || !slices.Equal(s.Scripts, []string{"Arab"}) {
		t.Errorf("Arabic is for %q in %v", s.Language, s.Scripts)
	}
	if s := e.Set("lgr-5-japanese-script"); !slices.Equal(s.Scripts, []string{"Hani", "Kana", "Hira"}) {
		t.Errorf("Japanese is for %v", s.Scripts)
	}
}

// testdata/labels.txt has computed verdicts, several for each rule set.
func TestEmbeddedVerdicts(t *testing.T) {
	file, err := os.Open("testdata/labels.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // read only
	seen := map[string]int{}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		f := strings.Split(lines.Text(), "\t")
		if strings.HasPrefix(f[0], "#") {
			continue
		}
		seen[f[0]]++
		if got := verdict(t, rootzone.Embedded().Set(f[0]).LGR(), codePoints(t, f[1])); got != strings.Join(f[2:], "\t") {
			t.Errorf("%s %s: %q, want %q", f[0], f[1], got, f[2:])
		}
	}
	for _, s := range rootzone.Embedded().Sets {
		if seen[s.Name] < 5 {
			t.Errorf("%s has %d labels", s.Name, seen[s.Name])
		}
	}
}

// verdict is a judgment in the form of testdata/labels.txt. Variants of a
// label that is not eligible are not counted there.
func verdict(t *testing.T, g *lgr.LGR, label []rune) string {
	t.Helper()
	v, err := g.Evaluate(label)
	if err != nil {
		t.Fatal(err)
	}
	if !v.Eligible {
		return fmt.Sprintf("%s\t%d\t?", v.Disposition, v.ActionIndex)
	}
	found, err := g.Variants(label)
	if err != nil {
		t.Fatal(err)
	}
	var counts []string
	for disposition, n := range found.Counts() {
		counts = append(counts, fmt.Sprintf("%s=%v", disposition, n))
	}
	slices.Sort(counts)
	return fmt.Sprintf("%s\t%d\t%s", v.Disposition, v.ActionIndex, strings.Join(counts, " "))
}

func codePoints(t testing.TB, s string) []rune {
	t.Helper()
	var out []rune
	for _, f := range strings.Fields(s) {
		n, err := strconv.ParseUint(f, 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, rune(n))
	}
	return out
}

func TestLoadingFromManyGoroutines(t *testing.T) {
	s := rootzone.Embedded().Set("lgr-5-thai-script")
	loaded := make([]*lgr.LGR, 8)
	var done sync.WaitGroup
	for i := range loaded {
		done.Go(func() { loaded[i] = s.LGR() })
	}
	done.Wait()
	for _, g := range loaded {
		if g == nil || g != loaded[0] {
			t.Fatal("the set was loaded twice")
		}
	}
}
