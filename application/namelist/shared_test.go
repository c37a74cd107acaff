package namelist

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
)

// published reads a column of a published file; it skips the test only if the
// folder of such files is not there. Every list is also tested without them.
func published(t *testing.T, file string, columns ...string) [][]string {
	t.Helper()
	if _, err := os.Stat("../../../shared/data"); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the published files are not here")
	}
	content, err := os.ReadFile("../../../shared/data/" + file)
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(content), "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := make([]int, len(columns))
	for i, c := range columns {
		at[i] = -1
		for j, name := range records[0] {
			if name == c {
				at[i] = j
			}
		}
		if at[i] < 0 {
			t.Fatalf("%s has no column %s", file, c)
		}
	}
	var out [][]string
	for _, r := range records[1:] {
		row := make([]string, len(columns))
		for i, j := range at {
			row[i] = r[j]
		}
		out = append(out, row)
	}
	return out
}

// Each published name is met by itself, on the list made from that file. Names
// that cannot stand in a label are counted: all others must be there.
func TestPublishedNamesAreFound(t *testing.T) {
	tests := []struct {
		file    string
		columns []string // name, place
		lists   []string
		step    int // every which row
		left    int // rows whose name cannot stand in a label
	}{
		{"reserved-names/agb-2012-reserved-top-level.csv", []string{"label", "label"}, []string{"blocked-2012"}, 1, 0},
		{"reserved-names/iana-idn-test-tlds.csv", []string{"a_label", "a_label"}, []string{"idn-test"}, 1, 0},
		{"reserved-names/spec5-country-territory-names.csv", []string{"a_label", "a_label"}, []string{"country-names"}, 1, 0},
		{"reserved-names/igo-ingo-ioc-rcrc.csv", []string{"a_label", "a_label"}, []string{"ioc", "red-cross", "igo", "acronyms"}, 1, 5},
		{"iso/iso3166-1.csv", []string{"alpha_3", "alpha_2"}, []string{"iso-3166-alpha-3"}, 1, 0},
		{"iso/country-names-multilingual.csv", []string{"name", "alpha_2"}, []string{"territory-names", "territory-other-names"}, 7, 87},
		{"iso/capitals-multilingual.csv", []string{"name", "alpha_2"}, []string{"capitals"}, 7, 0},
		{"iso/iso3166-2.csv", []string{"name", "code"}, []string{"iso-3166-2"}, 1, 3},
		{"iso/subdivision-names-multilingual.csv", []string{"name", "code"}, []string{"iso-3166-2", "subdivision-names"}, 7, 2},
		{"iso/m49-region-names-multilingual.csv", []string{"name", "m49"}, []string{"regions"}, 1, 540 /* of the world */},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			left, missing := 0, 0
			var hits []Hit
			for i, row := range published(t, test.file, test.columns...) {
				if i%test.step != 0 {
					continue
				}
				label := row[0]
				if !strings.Contains(test.file, "reserved") {
					label = plain(label)
				}
				if unlabelled(label) || row[1] == "001" {
					left++
					continue
				}
				hits = hits[:0]
				for _, h := range Default().Lookup(label) {
					if contains(test.lists, h.List.ID) && (h.List.Matching == Label || contains(strings.Fields(h.Territory), row[1])) {
						hits = append(hits, h)
					}
				}
				if len(hits) == 0 {
					if missing++; missing < 10 {
						t.Errorf("%s (%s) is on none of %v", row[0], row[1], test.lists)
					}
				}
			}
			if missing > 0 || left != test.left {
				t.Errorf("%d missing; %d cannot stand in a label, want %d", missing, left, test.left)
			}
		})
	}
}

// unlabelled tells whether a name is too long for a label, or one of two
// letters of ASCII, which no gTLD can have.
func unlabelled(label string) bool {
	return len([]rune(label)) > MaxLabel || len(label) < 3
}
