//go:build ignore

package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/text/language"

	"rootward/application/namelist"
)

// table is a published file: rows by the names of their columns.
type table struct {
	rows    []map[string]string
	version string // of the list of top-level domains
}

func readTable(name string, content []byte) (table, error) {
	content = bytes.TrimPrefix(content, []byte("\uFEFF"))
	var t table
	if strings.HasSuffix(name, ".txt") {
		if _, err := fmt.Sscanf(string(content), "# Version %10s", &t.version); err != nil {
			return t, fmt.Errorf("no version in the first line: %w", err)
		}
		for line := range strings.Lines(string(content)) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				t.rows = append(t.rows, map[string]string{"label": strings.ToLower(line)})
			}
		}
		return t, nil
	}
	records, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil {
		return t, err
	}
	for _, r := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = r[i]
		}
		t.rows = append(t.rows, row)
	}
	return t, nil
}

// uLabel is the form in which lists of labels keep their names.
func uLabel(label string) (string, error) {
	label = strings.ToLower(label)
	if !strings.HasPrefix(label, "xn--") {
		return label, nil
	}
	return idna.Punycode.ToUnicode(label)
}

// labels reads columns of one file; "" leaves one out.
func labels(label, territory, kind, group, note string) func([]table) ([]namelist.Entry, error) {
	return labelsWhere(label, territory, kind, group, note, func(map[string]string) bool { return true })
}

func labelsWhere(label, territory, kind, group, note string, keep func(map[string]string) bool) func([]table) ([]namelist.Entry, error) {
	return func(tables []table) ([]namelist.Entry, error) {
		var out []namelist.Entry
		for _, row := range tables[0].rows {
			if !keep(row) {
				continue
			}
			name, err := uLabel(row[label])
			if err != nil {
				return nil, fmt.Errorf("%s: %w", row[label], err)
			}
			out = append(out, namelist.Entry{Name: name, Territory: row[territory], Kind: row[kind], Group: row[group], Note: strings.Trim(row[note], "[]")})
		}
		return sorted(out), nil
	}
}

// sorted puts entries in order and leaves out what is there twice.
func sorted(all []namelist.Entry) []namelist.Entry {
	slices.SortFunc(all, func(a, b namelist.Entry) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Territory, b.Territory), strings.Compare(a.Group, b.Group), strings.Compare(a.Note, b.Note))
	})
	return slices.Compact(all)
}

func categories(wanted ...string) func([]table) ([]namelist.Entry, error) {
	return labelsWhere("a_label", "", "", "category", "", func(row map[string]string) bool { return slices.Contains(wanted, row["category"]) })
}

// specialUse keeps the names that are top-level themselves.
func specialUse(tables []table) ([]namelist.Entry, error) {
	var out []namelist.Entry
	for _, row := range tables[0].rows {
		if name := strings.TrimSuffix(row["Name"], "."); !strings.ContainsAny(name, ". ") {
			out = append(out, namelist.Entry{Name: strings.ToLower(name), Note: strings.Trim(row["Reference"], "[]")})
		}
	}
	return sorted(out), nil
}

// rootZone joins the list of top-level domains with what the root zone
// database says of each.
func rootZone(tables []table) ([]namelist.Entry, error) {
	known := map[string]map[string]string{}
	for _, row := range tables[1].rows {
		known[row["a_label"]] = row
	}
	var out []namelist.Entry
	for _, row := range tables[0].rows {
		name, err := uLabel(row["label"])
		if err != nil {
			return nil, err
		}
		about := known[row["label"]]
		if about == nil {
			return nil, fmt.Errorf("%s: not in the root zone database", row["label"])
		}
		out = append(out, namelist.Entry{
			Name: name, Territory: strings.ToUpper(about["iso_3166_1"]), Language: about["language_code"], Kind: about["type"],
			Note: strings.Join(strings.Fields(about["manager"]), " "),
		})
	}
	return sorted(out), nil
}

// undelegated are the IDN ccTLD strings that passed evaluation and are not in
// the root zone yet.
func undelegated(tables []table) ([]namelist.Entry, error) {
	var out []namelist.Entry
	for _, row := range tables[0].rows {
		if row["delegated"] != "yes" && row["string_evaluation"] == "completed" {
			out = append(out, namelist.Entry{Name: row["u_label"], Territory: row["iso_3166_1"], Language: row["language_code"], Kind: "idn-cctld"})
		}
	}
	return sorted(out), nil
}

// languageOf is the language of a locale as ISO 639 writes it shortest; empty
// for none.
func languageOf(locale string) string {
	locale, _, _ = strings.Cut(strings.ReplaceAll(locale, "_", "-"), "@")
	tag, err := language.Parse(locale)
	if err != nil {
		return ""
	}
	base, confidence := tag.Base()
	if confidence != language.Exact || base.String() == "und" {
		return ""
	}
	return base.String()
}

// fewLanguages is how many languages an entry names; of more it says how many.
const fewLanguages = 4

// frequent languages are named first.
var frequent = []string{"en", "fr", "es", "ar", "zh", "ru", "pt", "de"}

func joinFew(all []string) string {
	slices.SortFunc(all, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a, b))
	})
	if len(all) <= fewLanguages {
		return strings.Join(all, " ")
	}
	return strings.Join(all[:fewLanguages], " ") + " +" + strconv.Itoa(len(all)-fewLanguages)
}

func rank(l string) int {
	if i := slices.Index(frequent, l); i >= 0 {
		return i
	}
	return len(frequent)
}
