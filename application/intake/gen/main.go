//go:build ignore

// Command main makes the fact tables in application/intake/data from the files
// as published. It keeps the columns named in `tables` and nothing else, in the
// order of the source, so that the same source gives the same bytes. The day in
// the "generated" line changes only when something else in the table does.
//
//	go run gen/main.go -data ../../../shared/data -out data
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"time"
	"unicode/utf8"
)

type table struct {
	name, file string
	source     string
	sourceDate string
	licence    string
	columns    []string
	shorten    func(row map[string]string)
}

// tables lists what is made. A new edition of a source is a new date here.
var tables = []table{
	{
		name: "round2012", file: "2012-round/applications-2012.csv",
		source:     "ICANN, list of applications published on Reveal Day (2012-06-13), joined with ICANN's list of registry agreements",
		sourceDate: "2026-08-08",
		columns: []string{
			"application_id", "string_lower", "a_label", "final_string", "final_a_label", "is_idn", "script", "english_meaning",
			"applicant", "location", "icann_region", "community", "geographic", "contention_set", "derived_status", "status_basis",
			"agreement_date", "delegation_date", "removal_date", "spec13_brand",
		},
		shorten: shorten2012,
	},
	{
		name: "round2026", file: "2026-round/strings-reveal-2026-10-07.csv",
		source:     "third-party index of the strings revealed by ICANN on 2026-10-07 (980 strings, 1,608 applications; ICANN itself counts 1,615); columns chosen here",
		sourceDate: "2026-10-07",
		licence:    "CC BY 4.0 (the index), https://creativecommons.org/licenses/by/4.0/",
		columns: []string{
			"a_label", "u_label", "applications", "contention_set", "applicant", "brand", "community", "geographic", "idn", "applications_2012",
		},
	},
	{
		name: "idn-cctld", file: "idn-cctld/idn-cctlds.csv",
		source:     "IANA, root zone database and delegation reports of IDN ccTLDs",
		sourceDate: "2026-08",
		columns: []string{
			"iso_3166_1", "country", "a_label", "u_label", "script", "language", "language_code", "string_evaluation", "delegated",
			"registration_date", "iana_report_date", "manager",
		},
	},
}

func main() {
	log.SetFlags(0)
	data := flag.String("data", "../../../shared/data", "folder of the published files")
	out := flag.String("out", "data", "folder of the fact tables")
	flag.Parse()
	for _, t := range tables {
		if err := t.make(*data, *out); err != nil {
			log.Fatalf("%s: %v", t.name, err)
		}
	}
}

func (t table) make(data, out string) error {
	content, err := os.ReadFile(filepath.Join(data, t.file))
	if err != nil {
		return err
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		return err
	}
	body, err := t.body(rows)
	if err != nil {
		return err
	}
	path := filepath.Join(out, t.name+".csv")
	old, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	sum := sha256.Sum256(content)
	next := t.head(hex.EncodeToString(sum[:]), time.Now().UTC().Format(time.DateOnly)) + body
	if undated(string(old)) == undated(next) {
		return nil
	}
	return os.WriteFile(path, []byte(next), 0o644)
}

func (t table) head(sum, day string) string {
	head := fmt.Sprintf("# Rootward fact table: %s\n# source: %s\n# source-date: %s\n# source-sha256: %s\n", t.name, t.source, t.sourceDate, sum)
	if t.licence != "" {
		head += "# licence: " + t.licence + "\n"
	}
	return head + "# generated: " + day + "\n# by: application/intake/gen/main.go; do not edit\n"
}

var dateLine = regexp.MustCompile(`(?m)^# generated: .*$`)

func undated(s string) string { return dateLine.ReplaceAllString(s, "") }

func (t table) body(rows [][]string) (string, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.Write(t.columns); err != nil {
		return "", err
	}
	header := rows[0]
	for _, fields := range rows[1:] {
		row := make(map[string]string, len(header))
		for i, name := range header {
			row[name] = fields[i]
		}
		if t.shorten != nil {
			t.shorten(row)
		}
		kept := make([]string, len(t.columns))
		for i, name := range t.columns {
			value, ok := row[name]
			if !ok {
				return "", fmt.Errorf("the source has no column %q", name)
			}
			kept[i] = value
		}
		if err := w.Write(kept); err != nil {
			return "", err
		}
	}
	w.Flush()
	return b.String(), w.Error()
}

// maxGloss is the longest meaning that is kept, in characters. A gloss is a
// fact about a string; whole sentences are the applicant's own text.
const maxGloss = 40

// shorten2012 leaves out a final string that did not change and long meanings.
func shorten2012(row map[string]string) {
	if row["final_a_label"] == row["a_label"] {
		row["final_string"], row["final_a_label"] = "", ""
	}
	if utf8.RuneCountInString(row["english_meaning"]) > maxGloss {
		row["english_meaning"] = ""
	}
}
