package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// expected is what must come out for one label: exactly what the reference
// implementation says where nothing is doubtful.
type expected struct {
	CPs, Disposition string
	Reason           string // kind of the first one, if invalid
	Counts           map[string]json.Number
	Variants         []checkedVariant
}

func expect(c *checked, withVariants bool) expected {
	e := expected{CPs: c.CPs, Disposition: c.Disposition, Counts: c.Counts}
	if !*c.Eligible {
		e.Reason = c.Reasons[0].Code
	}
	if withVariants {
		e.Variants = c.Variants
	}
	return e
}

// writtenCPs are code points as a line of input.
func writtenCPs(cps string) string {
	return "U+" + strings.Join(strings.Fields(cps), " U+")
}

// compareVectors runs the program on the labels of each rule set, in the form
// of code points.
func compareVectors(t *testing.T, file func(name string) string, vectors map[string][]expected) {
	t.Helper()
	labels := 0
	for _, name := range slices.Sorted(maps.Keys(vectors)) {
		var in strings.Builder
		for _, want := range vectors[name] {
			in.WriteString(writtenCPs(want.CPs) + "\n")
		}
		got := checkedLines(t, in.String(), "--lgr", file(name), "--variants", "5000")
		if len(got) != len(vectors[name]) {
			t.Fatalf("%s: %d lines for %d labels", name, len(got), len(vectors[name]))
		}
		for i, want := range vectors[name] {
			if got[i].RuleSet != name || got[i].Eligible == nil {
				t.Fatalf("%s: %+v", name, got[i])
			}
			if diff := cmp.Diff(want, expect(&got[i], want.Variants != nil)); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", name, want.CPs, diff)
			}
			labels++
		}
	}
	if labels == 0 {
		t.Fatal("no labels")
	}
}

// ownVectors reads testdata: rule set, code points, disposition, action,
// reason, variants.
func ownVectors(t testing.TB, file string) map[string][]expected {
	t.Helper()
	all := map[string][]expected{}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // read only
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		c := strings.Split(lines.Text(), "\t")
		e := expected{CPs: c[1], Disposition: c[2], Counts: map[string]json.Number{}, Variants: []checkedVariant{}}
		e.Reason, _, _ = strings.Cut(c[4], ":")
		counts := map[string]int{}
		for _, v := range strings.FieldsFunc(strings.Trim(c[5], "-"), func(r rune) bool { return r == ';' }) {
			cps, disposition, _ := strings.Cut(v, "=")
			e.Variants = append(e.Variants, checkedVariant{cps, disposition})
			counts[disposition]++
		}
		for disposition, n := range counts {
			e.Counts[disposition] = json.Number(strconv.Itoa(n))
		}
		all[c[0]] = append(all[c[0]], e)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestLabelCheckOwnVectors(t *testing.T) {
	t.Run("of the root zone", func(t *testing.T) {
		compareVectors(t, func(name string) string { return name }, ownVectors(t, "testdata/label-vectors.txt"))
	})
	t.Run("of files", func(t *testing.T) {
		const room = "../../idn/lgr/testdata/"
		compareVectors(t, func(name string) string { return room + "sets/" + name + ".xml" }, ownVectors(t, room+"labels.txt"))
	})
}

// sharedVectors reads the unflagged vectors of a published file.
func sharedVectors(t *testing.T, file string) map[string][]expected {
	t.Helper()
	f, err := os.Open(file)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the published vectors are not here; TestLabelCheckOwnVectors has a sample")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // read only
	all := map[string][]expected{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var v struct {
			LGR, CPs, Disposition string
			Eligible              bool
			Reason                string                 `json:"invalid_reason"`
			Count                 *int                   `json:"variant_count"`
			Counts                map[string]json.Number `json:"disposition_counts"`
			Variants              []checkedVariant
		}
		var flags map[string]json.RawMessage
		if err := errors.Join(json.Unmarshal(lines.Bytes(), &v), json.Unmarshal(lines.Bytes(), &flags)); err != nil {
			t.Fatal(err)
		}
		flagged := slices.ContainsFunc([]string{"spec_differs", "ambiguous", "ctx_ambiguous", "oracle_timeout", "oracle_defect"}, func(f string) bool {
			return flags[f] != nil
		})
		if flagged || v.Eligible && v.Counts == nil {
			continue
		}
		e := expected{CPs: v.CPs, Disposition: v.Disposition, Counts: v.Counts}
		if !v.Eligible {
			e.Counts = map[string]json.Number{}
		}
		e.Reason, _, _ = strings.Cut(v.Reason, ":")
		if v.Count != nil && len(v.Variants) == *v.Count {
			e.Variants = append([]checkedVariant{}, v.Variants...)
		}
		all[v.LGR] = append(all[v.LGR], e)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

const sharedData = "../../../shared/data/"

func TestLabelCheckSharedVectors(t *testing.T) {
	t.Run("of the root zone", func(t *testing.T) {
		compareVectors(t, func(name string) string { return name }, sharedVectors(t, sharedData+"lgr-vectors/vectors-open.jsonl"))
	})
	t.Run("of files", func(t *testing.T) {
		compareVectors(t, func(name string) string { return filepath.Join(sharedData, "lgr-synth", name+".xml") },
			sharedVectors(t, sharedData+"lgr-synth/vectors.jsonl"))
	})
}
