package namelist

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write golden files")

// factTable reads a fact table of package intake.
func factTable(t *testing.T, name string) []map[string]string {
	t.Helper()
	content, err := os.ReadFile("../intake/data/" + name)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(content))
	r.Comment = '#'
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		out = append(out, row)
	}
	return out
}

// Every string of both rounds and what it meets, but for TLDs that exist and
// places that matter by use alone, which are counted. README.md explains those
// that are delegated and have the name of a country.
func TestRoundsGolden(t *testing.T) {
	var out strings.Builder
	for _, file := range []string{"round2012.csv", "round2026.csv"} {
		rows := factTable(t, file)
		delegated := map[string]bool{}
		var labels []string
		for _, row := range rows {
			labels = append(labels, row["a_label"])
			delegated[row["a_label"]] = delegated[row["a_label"]] || row["derived_status"] == "delegated"
		}
		slices.Sort(labels)
		labels = slices.Compact(labels)
		counts := map[string]int{}
		var lines []string
		for _, l := range labels {
			told := map[string]bool{}
			for _, h := range Default().Lookup(l) {
				kind := string(h.List.Effect) + " " + h.Match.String()
				if !told[kind] {
					counts[kind]++
					told[kind] = true
				}
				if h.List.Effect == Existing || h.List.Effect == Place {
					continue
				}
				mark := ""
				if delegated[l] {
					mark = " delegated"
				}
				lines = append(lines, strings.Join(strings.Fields(fmt.Sprintf("%s %s %s: %q %s %s%s", h.List.Effect, h.Match, l, h.Name, h.List.ID, h.Territory, mark)), " "))
			}
		}
		fmt.Fprintf(&out, "%s: %d applications or sets, %d strings\n", file, len(rows), len(labels))
		var kinds []string
		for k := range counts {
			kinds = append(kinds, k)
		}
		slices.Sort(kinds)
		for _, k := range kinds {
			fmt.Fprintf(&out, "%5d %s\n", counts[k], k)
		}
		slices.Sort(lines)
		for _, l := range slices.Compact(lines) {
			fmt.Fprintln(&out, l)
		}
	}
	const golden = "testdata/rounds.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want) {
		t.Errorf("hits are not those of %s; run with -update and look at the difference\n%s", golden, out.String())
	}
}

// delegatedCountryNames are the strings of 2012 that were delegated although a
// list of country names has them. README.md says why.
var delegatedCountryNames = []string{"man", "sina", "swiss", "tunes"}

func TestDelegatedStringsAreNoCountryNames(t *testing.T) {
	var got []string
	for _, row := range factTable(t, "round2012.csv") {
		if row["derived_status"] != "delegated" {
			continue
		}
		for _, h := range Default().Lookup(row["a_label"]) {
			if h.List.Effect == CountryName && h.Match < Folded && !slices.Contains(got, row["a_label"]) {
				got = append(got, row["a_label"])
				if !h.List.Advisory {
					t.Errorf("%s is on %s, which rules it out", row["a_label"], h.List.ID)
				}
			}
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, delegatedCountryNames) {
		t.Errorf("%v, want %v", got, delegatedCountryNames)
	}
}

// TestSample prints every thousandth entry or so of each list: what a table
// made anew must still hold.
func TestSample(t *testing.T) {
	var out strings.Builder
	for _, l := range Default().All() {
		n := 0
		Default().Entries(l, func(e Entry) bool {
			if n%max(l.Names/5, 1) == 0 {
				fmt.Fprintf(&out, "%s: %q [%s] [%s] [%s] [%s] [%s]\n", l.ID, e.Name, e.Territory, e.Language, e.Kind, e.Group, e.Note)
			}
			n++
			return true
		})
	}
	const golden = "testdata/sample.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want) {
		t.Errorf("the lists are not those of %s", golden)
	}
}
