//go:build ignore

// Command main makes the name lists in application/namelist/data from the
// files as published. The same files give the same bytes.
//
//	go run gen/main.go -data ../../../shared/data -out data
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// list is one file to make.
type list struct {
	id, effect, source, url, version, date string
	file                                   string // published file; empty if names are given here
	names                                  []row  // given here
	read                                   func(content []byte) ([]row, error)
}

type row struct{ label, group, note string }

const (
	spec5    = "Registry Agreement for new gTLDs, Specification 5, lists of reserved names"
	spec5URL = "https://www.icann.org/resources/pages/reserved-2013-07-08-en"
	undated  = "unknown"
)

// lists are made in this order. A new edition of a source is a new version here.
var lists = []list{
	{
		id: "blocked-2012", effect: "blocked", source: "AGB 2012, 2.2.1.2.1", version: "2012-06-04", date: "2012-06-04",
		file: "reserved-names/agb-2012-reserved-top-level.csv", read: columns("label", "group", "note"),
	},
	{
		id: "blocked-2026", effect: "blocked", source: "AGB 2026, Blocked Names, as reported by ICANN's At-Large community; only what it adds to the list of 2012",
		version: undated, date: undated, names: []row{{"pti", "IANA/IETF/RIR", ""}},
	},
	{
		id: "idn-test", effect: "blocked", source: "AGB 2012, 2.2.1.2.1 (translations of test); IANA, IDN evaluation TLDs",
		url: "https://www.iana.org/domains/reserved", version: undated, date: undated,
		file: "reserved-names/iana-idn-test-tlds.csv", read: columns("a_label", "script", ""),
	},
	{
		id: "special-use", effect: "special-use", source: "IANA, Special-Use Domain Names",
		url: "https://www.iana.org/assignments/special-use-domain-names/", version: "2026-01-16", date: "2026-01-16",
		file: "reserved-names/iana-special-use-domain-names-2026-01-16.csv", read: specialUse,
	},
	{
		id: "private-use", effect: "special-use", source: "ICANN Board resolution 2024.07.29.06", version: "2024-07-29", date: "2024-07-29",
		names: []row{{"internal", "private use", ""}},
	},
	{
		id: "name-collision", effect: "collision", source: "ICANN Board resolution of 2018-02-04", version: "2018-02-04", date: "2018-02-04",
		names: []row{{"corp", "high risk", ""}, {"home", "high risk", ""}, {"mail", "high risk", ""}},
	},
	{
		id: "ioc", effect: "reserved", source: spec5, url: spec5URL, version: undated, date: undated,
		file: "reserved-names/igo-ingo-ioc-rcrc.csv", read: categories("IOC"),
	},
	{
		id: "red-cross", effect: "reserved", source: spec5, url: spec5URL, version: undated, date: undated,
		file: "reserved-names/igo-ingo-ioc-rcrc.csv", read: categories("Red Cross/Red Crescent/Red Crystal (1)", "Red Cross national societies"),
	},
	{
		id: "igo", effect: "reserved", source: spec5, url: spec5URL, version: undated, date: undated,
		file: "reserved-names/igo-ingo-ioc-rcrc.csv", read: categories("IGO full names"),
	},
	{
		id: "acronyms", effect: "acronym", source: spec5, url: spec5URL, version: undated, date: undated,
		file: "reserved-names/igo-ingo-ioc-rcrc.csv", read: categories("IGO acronyms", "Red Cross acronyms (2)"),
	},
	{
		id: "country-names", effect: "country-name", source: spec5, url: spec5URL, version: undated, date: undated,
		file: "reserved-names/spec5-country-territory-names.csv", read: columns("a_label", "category", ""),
	},
	{
		id: "iso-3166-alpha-3", effect: "country-name", source: "ISO 3166-1, alpha-3 codes, as in iso-codes 4.15.0", version: "4.15.0", date: undated,
		file: "iso/iso3166-1.csv", read: columns("alpha_3", "", "name"),
	},
	{
		id: "root-zone", effect: "existing", source: "IANA, list of top-level domains", url: "https://data.iana.org/TLD/tlds-alpha-by-domain.txt",
		file: "gtlds/tlds-alpha-by-domain.txt", read: lines,
	},
}

func main() {
	log.SetFlags(0)
	data := flag.String("data", "../../../shared/data", "folder of the published files")
	out := flag.String("out", "data", "folder of the lists")
	flag.Parse()
	for _, l := range lists {
		if err := l.make(*data, *out); err != nil {
			log.Fatalf("%s: %v", l.id, err)
		}
	}
}

func (l list) make(data, out string) error {
	rows, sum := l.names, ""
	if l.file != "" {
		content, err := os.ReadFile(filepath.Join(data, l.file))
		if err != nil {
			return err
		}
		sum = fmt.Sprintf("%x", sha256.Sum256(content))
		if l.id == "root-zone" {
			if l.version, l.date, err = zoneVersion(content); err != nil {
				return err
			}
		}
		if rows, err = l.read(bytes.TrimPrefix(content, []byte("\uFEFF"))); err != nil {
			return err
		}
	}
	if len(rows) == 0 {
		return fmt.Errorf("no names")
	}
	return os.WriteFile(filepath.Join(out, l.id+".txt"), []byte(l.text(rows, sum)), 0o644)
}

// text is the whole file: header, groups by number, then names in order of
// their octets, each with the number of its group and a note.
func (l list) text(rows []row, sum string) string {
	var b strings.Builder
	head := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "# %s: %s\n", key, value)
		}
	}
	head("list", l.id)
	head("effect", l.effect)
	head("source", l.source)
	head("url", l.url)
	head("version", l.version)
	head("date", l.date)
	head("sha256", sum)
	head("by", "application/namelist/gen/main.go; do not edit")
	used := map[string]bool{}
	for _, r := range rows {
		used[r.group] = true
	}
	groups := slices.Sorted(maps.Keys(used))
	for _, g := range groups {
		head("group", g)
	}
	names := map[string]bool{}
	for _, r := range rows {
		number := slices.Index(groups, r.group)
		if len(groups) == 1 && r.group == "" {
			number = -1
		}
		line := r.label
		if number >= 0 {
			line += fmt.Sprintf("\t%d", number)
		}
		if r.note != "" {
			if number < 0 {
				line += "\t"
			}
			line += "\t" + r.note
		}
		names[line] = true
	}
	sorted := slices.Collect(maps.Keys(names))
	slices.SortFunc(sorted, func(a, b string) int {
		labelA, _, _ := strings.Cut(a, "\t")
		labelB, _, _ := strings.Cut(b, "\t")
		if c := strings.Compare(labelA, labelB); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	b.WriteString(strings.Join(sorted, "\n") + "\n")
	return b.String()
}

// columns reads a CSV file by the names of its columns; "" leaves one out.
func columns(label, group, note string) func([]byte) ([]row, error) {
	return func(content []byte) ([]row, error) {
		records, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
		if err != nil {
			return nil, err
		}
		at := map[string]int{"": -1}
		for i, name := range records[0] {
			at[name] = i
		}
		cell := func(record []string, name string) string {
			if i := at[name]; i >= 0 {
				return record[i]
			}
			return ""
		}
		var rows []row
		for _, r := range records[1:] {
			rows = append(rows, row{strings.ToLower(cell(r, label)), cell(r, group), cell(r, note)})
		}
		return rows, nil
	}
}

// categories reads the rows of some categories.
func categories(wanted ...string) func([]byte) ([]row, error) {
	return func(content []byte) ([]row, error) {
		all, err := columns("a_label", "category", "")(content)
		if err != nil {
			return nil, err
		}
		return slices.DeleteFunc(all, func(r row) bool { return !slices.Contains(wanted, r.group) }), nil
	}
}

// specialUse keeps the names that are top-level themselves.
func specialUse(content []byte) ([]row, error) {
	all, err := columns("Name", "", "Reference")(content)
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, r := range all {
		name := strings.TrimSuffix(r.label, ".")
		if !strings.ContainsAny(name, ". ") {
			rows = append(rows, row{name, "", strings.Trim(r.note, "[]")})
		}
	}
	return rows, nil
}

func lines(content []byte) ([]row, error) {
	var rows []row
	scanner := bufio.NewScanner(bytes.NewReader(content))
	for scanner.Scan() {
		if line := strings.TrimSpace(scanner.Text()); line != "" && line[0] != '#' {
			rows = append(rows, row{label: strings.ToLower(line)})
		}
	}
	return rows, scanner.Err()
}

// zoneVersion reads the first line: version and day, the version being the
// day and a number.
func zoneVersion(content []byte) (version, date string, err error) {
	if _, err = fmt.Sscanf(string(content), "# Version %10s", &version); err != nil {
		return "", "", fmt.Errorf("no version in the first line: %w", err)
	}
	return version, version[:4] + "-" + version[4:6] + "-" + version[6:8], nil
}
