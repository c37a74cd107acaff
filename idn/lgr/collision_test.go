package lgr

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// naiveGroups compares every two labels.
func naiveGroups(t testing.TB, g *LGR, labels [][]rune) []string {
	of := make([]int, len(labels))
	for i := range labels {
		of[i] = i
		for k := range i {
			same, _, err := g.SameVariantSet(labels[i], labels[k])
			if err != nil {
				t.Fatal(err)
			}
			if same {
				of[i] = of[k]
				break
			}
		}
	}
	members := map[int][]string{}
	for i, first := range of {
		members[first] = append(members[first], fmt.Sprint(i))
	}
	var out []string
	for i := range labels {
		if len(members[i]) > 1 {
			out = append(out, strings.Join(members[i], " "))
		}
	}
	return out
}

func groupIDs(groups []Group) []string {
	var out []string
	for _, gr := range groups {
		var ids []string
		for _, e := range gr.Entries {
			ids = append(ids, fmt.Sprint(e.ID))
		}
		out = append(out, strings.Join(ids, " "))
	}
	return out
}

func indexOf(t testing.TB, g *LGR, labels [][]rune) *Collisions {
	c := NewCollisions(g)
	half := len(labels) / 2
	var entries []Entry
	for i, l := range labels[:half] {
		entries = append(entries, Entry{l, i})
	}
	if err := c.AddAll(entries); err != nil {
		t.Fatal(err)
	}
	for i, l := range labels[half:] {
		if err := c.Add(l, half+i); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// smallSets are the rulesets of testdata whose classes can be followed whole.
func smallSets(t testing.TB) map[string]*LGR {
	sets := ownSets(t)
	for file, g := range sets {
		if _, err := g.newClass([]rune{'b', 'b', 'b'}, 0, allLabels); err != nil {
			delete(sets, file)
		}
	}
	return sets
}

func TestGroupsAreThoseOfEveryTwoLabels(t *testing.T) {
	groups := 0
	for file, g := range smallSets(t) {
		var labels [][]rune
		everyLabel(g, 3, func(l []rune) { labels = append(labels, l) })
		labels = append(labels[:min(len(labels), 200)], labels[0], labels[3]) // the same label twice
		c := indexOf(t, g, labels)
		got, err := c.Groups()
		if err != nil {
			t.Fatal(err)
		}
		want := naiveGroups(t, g, labels)
		if !slices.Equal(groupIDs(got), want) {
			t.Errorf("%s: groups %v, want %v", file, groupIDs(got), want)
		}
		groups += len(got)
		checkRelations(t, file, g, got)
	}
	if groups < 100 {
		t.Errorf("only %d groups", groups)
	}
}

func checkRelations(t *testing.T, file string, g *LGR, groups []Group) {
	for _, gr := range groups {
		n := 0
		for p := range gr.Relations() {
			n++
			_, want, err := g.SameVariantSet(gr.Entries[p.A].Label, gr.Entries[p.B].Label)
			if err != nil || p.Relation != want {
				t.Errorf("%s: %s to %s is %s, want %s %v", file, formatCPs(gr.Entries[p.A].Label),
					formatCPs(gr.Entries[p.B].Label), p.Relation, want, err)
			}
		}
		if k := len(gr.Entries); n != k*(k-1) {
			t.Errorf("%s: %d relations among %d labels", file, n, k)
		}
	}
}

func TestQueryFindsWhatPairsSay(t *testing.T) {
	hits := 0
	for file, g := range smallSets(t) {
		var labels [][]rune
		everyLabel(g, 3, func(l []rune) { labels = append(labels, l) })
		labels = labels[:min(len(labels), 150)]
		c := indexOf(t, g, labels)
		for _, a := range labels {
			got := map[int]Relation{}
			found, err := c.Query(a)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range found {
				got[h.ID] = h.Relation
				if !slices.Equal(h.Label, labels[h.ID]) {
					t.Fatalf("%s: hit %d has the label %s", file, h.ID, formatCPs(h.Label))
				}
			}
			hits += len(found)
			for i, b := range labels {
				same, want, err := g.SameVariantSet(a, b)
				if relation, hit := got[i]; err != nil || hit != same || hit && relation != want {
					t.Errorf("%s: %s finds %s as %q, want %v %s", file, formatCPs(a), formatCPs(b), relation, same, want)
				}
			}
		}
	}
	if hits < 1000 {
		t.Errorf("only %d hits", hits)
	}
}

// Many labels with one key that are no variants: the condition never holds.
func TestHostileBucketIsNotComparedPairByPair(t *testing.T) {
	g, err := Parse(strings.NewReader(wrap(
		`<char cp="0061"><var cp="0062" when="never"/></char><char cp="0062"/>`,
		`<rule name="never"><look-behind><char cp="0063"/></look-behind><anchor/></rule>`)))
	if err != nil {
		t.Fatal(err)
	}
	var labels [][]rune
	for i := range 2048 {
		labels = append(labels, []rune(strings.NewReplacer("0", "a", "1", "b").Replace(fmt.Sprintf("%011b", i))))
	}
	labels = append(labels, labels[7])
	c := indexOf(t, g, labels)
	if a, b := c.hash(labels[0]), c.hash(labels[2047]); a != b {
		t.Fatal("the labels have different keys")
	}
	began := time.Now()
	groups, err := c.Groups()
	if err != nil || len(groups) != 1 || !slices.Equal(groupIDs(groups), []string{"7 2048"}) {
		t.Errorf("groups %v %v, want the label that is there twice", groupIDs(groups), err)
	}
	t.Logf("2,048 classes with one key: %v", time.Since(began))
	hits, err := c.Query(labels[7])
	if err != nil || len(hits) != 2 || hits[0].Relation != Identical {
		t.Errorf("hits %v %v, want the label itself twice", hits, err)
	}
}

// A class without end is given up, and what is related directly is still grouped.
func TestGroupsOfTooComplexClasses(t *testing.T) {
	g, err := Parse(strings.NewReader(wrap(
		`<char cp="0061"><var cp="0061 0062"/></char><char cp="0061 0062"><var cp="0061"/></char><char cp="0062"/>`+
			`<char cp="0063"><var cp="0064" when="never"/></char><char cp="0064"/>`,
		`<rule name="never"><look-behind><char cp="0065"/></look-behind><anchor/></rule>`)))
	if err != nil {
		t.Fatal(err)
	}
	c := indexOf(t, g, [][]rune{[]rune("aaaac"), []rune("aaaad"), []rune("abaaac"), []rune("aabaad"), []rune("aaabad")})
	groups, err := c.Groups()
	if want := []string{"0 2", "1 3 4"}; !errors.Is(err, ErrTooComplex) || !slices.Equal(groupIDs(groups), want) {
		t.Errorf("groups %q, want %q; %v", groupIDs(groups), want, err)
	}
	// The label whose class is given up need not be next to all that is grouped with it.
	c = indexOf(t, g, [][]rune{[]rune("aaabbac"), []rune("aaaad"), []rune("aaabac"), []rune("aaaac")})
	groups, err = c.Groups()
	if want := []string{"0 2 3"}; !errors.Is(err, ErrTooComplex) || !slices.Equal(groupIDs(groups), want) {
		t.Errorf("groups %q, want %q; %v", groupIDs(groups), want, err)
	}
	if _, _, err := g.SameVariantSet([]rune("aaaac"), []rune("aaaad")); !errors.Is(err, ErrTooComplex) {
		t.Errorf("aaaac and aaaad: %v, want that it is too complex", err)
	}
}

func TestCollisionsRefuseLongLabels(t *testing.T) {
	for _, g := range ownSets(t) {
		c := NewCollisions(g)
		long := make([]rune, MaxLabel+1)
		if err := c.Add(long, 1); err != ErrTooLong { //nolint:errorlint // is promised as it is
			t.Errorf("Add: %v", err)
		}
		if err := c.AddAll([]Entry{{long, 1}, {[]rune("ab"), 2}}); err == nil || c.Len() != 1 {
			t.Errorf("AddAll: %v, %d labels, want an error and the other label", err, c.Len())
		}
		if _, err := c.Query(long); err != ErrTooLong { //nolint:errorlint // is promised as it is
			t.Errorf("Query: %v", err)
		}
		return
	}
}

func TestCollisionsAtOnce(t *testing.T) {
	for file, g := range smallSets(t) {
		var labels [][]rune
		everyLabel(g, 2, func(l []rune) { labels = append(labels, l) })
		c := NewCollisions(g)
		var all sync.WaitGroup
		for part := range 4 {
			all.Go(func() {
				for i := part; i < len(labels); i += 4 {
					if err := c.Add(labels[i], i); err != nil {
						t.Error(err)
					}
					if hits, err := c.Query(labels[i]); err != nil || len(hits) == 0 {
						t.Errorf("%s: %s does not find itself: %v", file, formatCPs(labels[i]), err)
					}
				}
			})
		}
		all.Wait()
		if c.Len() != len(labels) {
			t.Errorf("%d labels, want %d", c.Len(), len(labels))
		}
	}
}
