package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"rootward/application/intake"
	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/templates"
)

var reportNow = lifecycle.Fixed(time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC))

// publishedRounds is a database with the lists that the program carries.
func publishedRounds(t *testing.T) *report.Service {
	t.Helper()
	store := storagetest.Open(t, storage.SQLite)
	for _, name := range intake.Tables() {
		list, meta, err := intake.Embedded(name)
		if err != nil {
			t.Fatal(err)
		}
		im := &intake.Importer{Door: &lifecycle.Door{Store: store, Clock: reportNow}, Store: store}
		_, err = im.Import(t.Context(), name, list, meta.SHA256, meta.Source, meta.SourceDate, lifecycle.ByImport(name))
		if err := errors.Join(err, list.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return &report.Service{Store: store, Clock: reportNow}
}

var reportLines = []reportCmd{
	{Name: "processing-times", Round: "2012"},
	{Name: "processing-times", Round: "2026", Measure: "processing", Unpublished: true},
	{Name: "processing-times"},
	{Name: "delegations", Round: "2012", By: "quarter"},
	{Name: "delegations", By: "kind"},
	{Name: "delegations", By: "region", Period: "2013-01-01..2015-12-31"},
	{Name: "delegations", Round: "2012", By: "script"},
	{Name: "delegations", Round: "idn-cctld", Period: "plan"},
	{Name: "contention", Round: "2012", AsOf: "now"},
	{Name: "contention"},
}

// TestReportSaysEverythingInEveryLanguage prints each report in each format
// and language: every key that it names must have words.
func TestReportSaysEverythingInEveryLanguage(t *testing.T) {
	svc := publishedRounds(t)
	words, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"en", "ar"} {
		var missing []string
		say := func(s report.Sentence) string {
			if !words.Has(language, s.Key) {
				missing = append(missing, s.Key)
			}
			return sayer(words, language)(s)
		}
		for _, c := range reportLines {
			for _, c.Format = range []string{"table", "csv", "json"} {
				var out bytes.Buffer
				if err := c.run(t.Context(), &out, svc, say); err != nil {
					t.Fatalf("%+v: %v", c, err)
				}
				if strings.Contains(out.String(), "<no value>") {
					t.Errorf("%+v: a sentence lacks a value:\n%s", c, out.String())
				}
				sound(t, c, out.Bytes())
			}
		}
		if len(missing) > 0 {
			t.Errorf("%s has no words for %q", language, missing)
		}
	}
}

func sound(t *testing.T, c reportCmd, out []byte) {
	t.Helper()
	switch c.Format {
	case "csv":
		rows, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
		if err != nil || len(rows) < 2 || rows[0][0] != "round" {
			t.Errorf("%+v: %d rows, %v", c, len(rows), err)
		}
	case "json":
		var got struct {
			Report, Round string
			AsOf          string `json:"as_of"`
			Definitions   []map[string]string
			Totals        map[string]any
			Rows          []map[string]any
		}
		d := json.NewDecoder(bytes.NewReader(out))
		d.DisallowUnknownFields()
		if err := d.Decode(&got); err != nil || got.Report != c.Name || len(got.Rows) == 0 || len(got.Definitions) == 0 || got.Totals["applications"] == nil {
			t.Errorf("%+v: %v in %.300s", c, err, out)
		}
	}
}

// TestReportTellsOf2012 is the question that the program was built for.
func TestReportTellsOf2012(t *testing.T) {
	c := reportCmd{Name: "processing-times", Round: "2012", Stage: "agreement_to_delegation", Kind: "all", Format: "csv"}
	var out bytes.Buffer
	if err := c.run(t.Context(), &out, publishedRounds(t), nil); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("%v: %v", rows, err)
	}
	got := map[string]string{}
	for i, column := range rows[0] {
		got[column] = rows[1][i]
	}
	for column, want := range map[string]string{"count": "1243", "p50": "163", "p85": "363", "p95": "376", "in_time": "1108", "level_days": "365", "as_of": "2026-08-08"} {
		if got[column] != want {
			t.Errorf("%s is %s, want %s", column, got[column], want)
		}
	}
}

// TestReportNamesEveryChoiceNotUnderstood and ends with 2.
func TestReportNamesEveryChoiceNotUnderstood(t *testing.T) {
	words, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	svc := &report.Service{Store: storagetest.Open(t, storage.SQLite), Clock: reportNow}
	for _, c := range []struct {
		cmd  reportCmd
		want []string
	}{
		{reportCmd{Name: "weather"}, []string{"report:", "contention"}},
		{reportCmd{Name: "delegations", By: "decade", Period: "soon"}, []string{"by:", "quarter", "period:", "2013-01-01..2013-12-31"}},
		{reportCmd{Name: "contention", Round: "1999"}, []string{"round:", "1999"}},
	} {
		var out bytes.Buffer
		err := explain(c.cmd.run(t.Context(), &bytes.Buffer{}, svc, nil), &out, sayer(words, "en"))
		var code exitCode
		if !errors.As(err, &code) || code != 2 {
			t.Errorf("%+v ends with %v", c.cmd, err)
		}
		for _, want := range c.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%+v: %q is not in\n%s", c.cmd, want, out.String())
			}
		}
	}
	if err := explain(fmt.Errorf("disk is full"), &bytes.Buffer{}, sayer(words, "en")); err == nil || err.Error() != "disk is full" {
		t.Errorf("other errors must stay: %v", err)
	}
}
