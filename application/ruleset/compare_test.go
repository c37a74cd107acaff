package ruleset_test

import (
	"errors"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rootward/application/ruleset"
	"rootward/application/ruleset/rulesettest"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

func edition(t *testing.T, id string, later bool) *rootzone.Edition {
	t.Helper()
	e, err := ruleset.Build(ruleset.Edition{ID: id, Date: "2025-09-23", Source: "Test Panel"}, rulesettest.Files(id, later))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestCompareOneLabel(t *testing.T) {
	old, now := edition(t, "6", false), edition(t, "7", true)
	for _, c := range []struct {
		name, label  string
		kinds        []ruleset.Kind
		oldSet       string
		newSet       string
		gained, lost []string
	}{
		{"nothing changes for code points that stay", "abc", nil, "latin-script", "latin-script", nil, nil},
		{"a label with the new code point is admitted", "bed", []ruleset.Kind{ruleset.ChangedEligible, ruleset.ChangedSet}, "", "latin-script", nil, nil},
		{"a retyped variant can be allocated", "co", []ruleset.Kind{ruleset.ChangedAllocatable, ruleset.ChangedCounts}, "latin-script", "latin-script", []string{"cö"}, nil},
		{"a code point of no edition stays outside", "кот", nil, "", "", nil, nil},
		{"two scripts in one label are of no set", "aβ", nil, "", "", nil, nil},
		{"another script is not touched", "αβ", nil, "greek-script", "greek-script", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ruleset.Compare(old, now, []rune(c.label))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got.Kinds, c.kinds) || got.Old.Set != c.oldSet || got.New.Set != c.newSet {
				t.Errorf("%v, %q to %q", got.Kinds, got.Old.Set, got.New.Set)
			}
			if !slices.Equal(got.Gained, c.gained) || !slices.Equal(got.Lost, c.lost) {
				t.Errorf("gained %q, lost %q", got.Gained, got.Lost)
			}
			back, err := ruleset.Compare(now, old, []rune(c.label))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(back.Kinds, c.kinds) || !slices.Equal(back.Lost, c.gained) {
				t.Errorf("the way back: %v, lost %q", back.Kinds, back.Lost)
			}
		})
	}
	if _, err := ruleset.Compare(old, now, []rune(strings.Repeat("a", lgr.MaxLabel+1))); !errors.Is(err, lgr.ErrTooLong) {
		t.Errorf("a label that is too long: %v", err)
	}
}

func TestCompareCountsVariantsExactly(t *testing.T) {
	c, err := ruleset.Compare(edition(t, "6", false), edition(t, "7", true), []rune("oo"))
	if err != nil {
		t.Fatal(err)
	}
	if n := c.Old.Counts["blocked"]; n == nil || n.Cmp(big.NewInt(3)) != 0 || len(c.Old.Counts) != 1 {
		t.Errorf("before: %v", c.Old.Counts)
	}
	// öö is all variants that may be allocated; oö and öo are neither all of
	// them nor blocked.
	if n := c.New.Counts["allocatable"]; n == nil || n.Cmp(big.NewInt(3)) != 0 {
		t.Errorf("after: %v", c.New.Counts)
	}
}

func TestReasonsSayWhyALabelHasNoSet(t *testing.T) {
	e := edition(t, "6", false)
	for label, want := range map[string]string{"bed": "not-in-repertoire:0065", "aβ": ruleset.NoSet} {
		c, err := ruleset.Compare(e, e, []rune(label))
		if err != nil || len(c.Kinds) > 0 || !slices.Equal(c.Old.Reasons, []string{want}) || c.Old.Eligible {
			t.Errorf("%s: %+v, %v", label, c.Old, err)
		}
	}
}

func TestCompareAllCountsAndGroups(t *testing.T) {
	old, now := edition(t, "6", false), edition(t, "7", true)
	pages := [][]ruleset.String{
		{{Application: "1", ALabel: "abc", Label: "abc"}, {Application: "2", ALabel: "bab", Label: "bab"}, {Application: "3", ALabel: "bed", Label: "bed"}},
		{{Application: "4", ALabel: "bed", Label: "bed"}, {Application: "5", ALabel: "doc", Label: "doc"}, {Application: "6", ALabel: "xn--dc-fka", Label: "döc"}},
		{{Application: "7", ALabel: "xn--mxab", Label: "βαβ"}},
	}
	at := 0
	var rows []ruleset.Row
	var done []int
	sum, met, err := ruleset.CompareAll(old, now, func(after ruleset.String) ([]ruleset.String, error) {
		if at == len(pages) {
			return nil, nil
		}
		at++
		return pages[at-1], nil
	}, func(n int, page []ruleset.Row) error {
		done, rows = append(done, n), append(rows, page...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := ruleset.Summary{
		Strings: 7, Distinct: 6, Changed: 3, Admitted: 2, Meet: 1, Part: 1,
		Kinds: map[ruleset.Kind]int{ruleset.ChangedEligible: 2, ruleset.ChangedSet: 2, ruleset.ChangedAllocatable: 1, ruleset.ChangedCounts: 1},
	}
	if diff := cmp.Diff(want, sum); diff != "" {
		t.Error(diff)
	}
	if !slices.Equal(done, []int{3, 6, 7}) || len(rows) != 3 || rows[0].Application != "3" || rows[1].Application != "4" || rows[2].Application != "5" {
		t.Errorf("progress %v, rows %v", done, rows)
	}
	one := func(s ruleset.String) []ruleset.String { return []ruleset.String{s} }
	groups := []ruleset.Meeting{
		{Gained: true, Parts: [][]ruleset.String{one(pages[0][1]), one(pages[2][0])}},
		{Gained: false, Parts: [][]ruleset.String{one(pages[1][1]), one(pages[1][2])}},
	}
	if diff := cmp.Diff(groups, met); diff != "" {
		t.Error(diff)
	}
}

func TestSetNamesOfFiles(t *testing.T) {
	for file, want := range map[string]string{
		"lgr-5-arabic-script-26may22-en.xml": "lgr-5-arabic-script", "dir/lgr-6-common-23sep25-en.xml": "lgr-6-common",
		"mine.xml": "mine", "second-level-20240101.xml": "second-level", "lgr-6-lao-script.xml": "lgr-6-lao-script", "my-en.xml": "my-en",
	} {
		if got := ruleset.SetName(file); got != want {
			t.Errorf("%s is %s, want %s", file, got, want)
		}
	}
	if got := ruleset.Family("lgr-6-arabic-script"); got != "arabic-script" || ruleset.Family("lgr-common") != "lgr-common" {
		t.Errorf("family %s", got)
	}
}

// TestEditionFiveWithOneChange compares the real rules with a copy of them in
// which one mapping of the Latin script has another type and one code point
// is new.
func TestEditionFiveWithOneChange(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a large rule set")
	}
	five := rootzone.Embedded()
	var out strings.Builder
	if err := five.Set("lgr-5-hebrew-script").LGR().WriteXML(&out); err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(out.String(), "<data>", `<data><char cp="0041"/>`, 1)
	g, err := lgr.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	sets := []*rootzone.Set{five.Common()}
	for _, s := range five.Sets[1:] {
		if s.Name == "lgr-5-hebrew-script" {
			s = rootzone.NewSet("lgr-6-hebrew-script", g)
		}
		sets = append(sets, s)
	}
	six, err := rootzone.NewEdition("6", "2025-09-23", "test", sets...)
	if err != nil {
		t.Fatal(err)
	}
	for label, want := range map[string][]ruleset.Kind{"A": {ruleset.ChangedEligible, ruleset.ChangedSet}, "קום": nil} {
		c, err := ruleset.Compare(five, six, []rune(label))
		if err != nil || !slices.Equal(c.Kinds, want) {
			t.Errorf("%s: %+v, %v", label, c, err)
		}
	}
}
