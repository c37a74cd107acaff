package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rootward/application/ruleset"
	"rootward/application/ruleset/rulesettest"
	"rootward/storage"
	"rootward/storage/storagetest"
)

// lgrShell runs rootward lgr with a database that may not be there.
type lgrShell struct {
	*testing.T
	database string
}

func (s *lgrShell) run(args ...string) (code int, out, errs string) {
	s.Helper()
	var o, e bytes.Buffer
	code = run(s.Context(), append([]string{"lgr", "--database", s.database}, args...), strings.NewReader(""), &o, &e)
	return code, o.String(), e.String()
}

// wants runs a command and looks for texts in what it says.
func (s *lgrShell) wants(code int, args []string, texts ...string) string {
	s.Helper()
	got, out, errs := s.run(args...)
	if got != code {
		s.Errorf("%q ends with %d: %s%s", args, got, out, errs)
	}
	for _, t := range texts {
		if !strings.Contains(out+errs, t) {
			s.Errorf("%q: no %q in\n%s%s", args, t, out, errs)
		}
	}
	return out
}

// folder writes an edition's files as they are published.
func folder(t *testing.T, edition string, later bool) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range rulesettest.Files(edition, later) {
		if err := os.WriteFile(filepath.Join(dir, f.Name+"-23sep25-en.xml"), f.XML, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestLGRNeedsNoDatabase(t *testing.T) {
	s := &lgrShell{t, filepath.Join(t.TempDir(), "none.db")}
	s.wants(0, []string{"list"}, "2022-05-26", "comes with the program", "only what the program carries")
	s.wants(0, []string{"list", "5"}, "lgr-5-common", "lgr-5-thai-script", "Thai")
	s.wants(0, []string{"show", "lgr-5-arabic-script"}, "und-Arab", "128", "26 allocatable", "166 blocked")
	s.wants(0, []string{"show", "5", "--char", "U+0627"}, "lgr-5-arabic-script: U+0627 ARABIC LETTER ALEF", "variant U+0622")
	s.wants(1, []string{"show", "lgr-5-arabic-script", "--char", "U+0061"}, "has no U+0061")
	s.wants(0, []string{"check", "lgr-5-lao-script"}, "0 errors", "in 1 rule sets")
	s.wants(1, []string{"show", "lgr-9-none"}, "no rule set", "no database")
	s.wants(1, []string{"show", "none.xml"}, "opening the rule set")
	s.wants(0, []string{"diff", "lgr-5-lao-script", "lgr-5-lao-script"}, "nothing changes")
	s.wants(1, []string{"diff", "5", "lgr-5-lao-script"}, "not one with the other")
	if _, err := os.Stat(s.database); err == nil {
		t.Error("a database was made")
	}
}

func TestLGRReadsFiles(t *testing.T) {
	s := &lgrShell{t, filepath.Join(t.TempDir(), "none.db")}
	old, now := folder(t, "6", false), folder(t, "7", true)
	s.wants(0, []string{"list", now}, "lgr-7-common", "lgr-7-latin-script", "Grek")
	file := filepath.Join(now, "lgr-7-latin-script-23sep25-en.xml")
	given, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if out := s.wants(0, []string{"show", file, "--xml"}); out != string(given) {
		t.Errorf("not as it was given:\n%s", out)
	}
	s.wants(1, []string{"diff", old, now}, "greek-script", "+ U+0065 LATIN SMALL LETTER E", "type blocked -> allocatable")
	s.wants(0, []string{"diff", old, now, "--label", "co", "--label", "U+0062 U+0065"}, "co: changed", "may be allocated now: cö", "1 blocked", "1 allocatable", "be: changed", "none")
	broken := filepath.Join(t.TempDir(), "broken.xml")
	text := strings.Replace(string(given), "<data>", `<data colour="red">`, 1)
	if err := os.WriteFile(broken, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s.wants(1, []string{"check", broken}, "error: ", "colour", "1 errors")
	out := s.wants(1, []string{"check", broken, "--errors", "--format", "jsonl"})
	var p problemJSON
	if err := json.Unmarshal([]byte(strings.SplitN(out, "\n", 2)[0]), &p); err != nil || p.Severity != "error" || p.Line == 0 || p.RuleSet != "broken" {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestLGRKeepsAndChooses(t *testing.T) {
	s := &lgrShell{t, storagetest.Target(t, storage.SQLite)}
	six, seven := folder(t, "6", false), folder(t, "7", true)
	var out bytes.Buffer
	if code := run(t.Context(), []string{"admin", "round", "add", "x", "--policy", "gtld-2026", "--database", s.database}, strings.NewReader(""), &out, &out); code != 0 {
		t.Fatal(out.String())
	}
	s.wants(0, []string{"add", "6", six, "--date", "2025-09-23", "--source", "Panel"}, "edition 6 of 2025-09-23: 3 rule sets")
	s.wants(0, []string{"add", "6", six, "--date", "2025-09-23", "--source", "Panel"}, "nothing changed")
	s.wants(1, []string{"add", "6", seven, "--date", "2025-09-23", "--source", "Panel"}, "take another id")
	s.wants(1, []string{"add", "7", seven, "--date", "soon", "--source", "Panel"}, "date: date", "nothing was kept: 1 faults")
	s.wants(0, []string{"add", "7", seven, "--date", "2026-01-01", "--source", "Panel", "--source-url", "https://example.org"})
	s.wants(0, []string{"list"}, "6 ", "7 ", "by shell:")
	s.wants(0, []string{"show", "lgr-6-latin-script"}, "SHA-256", "edition")
	s.wants(1, []string{"diff", "6", "7"}, "latin-script")
	s.wants(0, []string{"use", "x", "6", "--reason", "The Board adopted it."}, "edition 6 from now on")
	s.wants(1, []string{"use", "x", "6", "--reason", "Again."}, "in force for round x already")
	s.wants(1, []string{"use", "x", "9", "--reason", "It is new."}, "no edition 9")
	s.wants(1, []string{"use", "y", "6", "--reason", "It is new."}, "no round y")
	s.wants(2, []string{"use", "x", "7"}, "--reason")
	s.wants(1, []string{"remove", "6"}, "stays")
	s.wants(0, []string{"diff", "6", "7", "--round", "x"}, "0 strings of 0 applications")
	s.wants(0, []string{"remove", "7"}, "its id stays taken")
	line := editionJSON{}
	for _, text := range strings.Split(strings.TrimSpace(s.wants(0, []string{"list", "--format", "jsonl"})), "\n") {
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			t.Fatal(err)
		}
	}
	if line.Edition != "6" || line.Carried || len(line.Rounds) != 1 || !line.Rounds[0].Chosen || line.Rounds[0].Round != "x" || len(line.Sets) != 3 {
		t.Errorf("%+v", line)
	}
	if code := run(t.Context(), []string{"verify", "--database", s.database}, strings.NewReader(""), &out, &out); code != 0 {
		t.Error(out.String())
	}
}

func TestVersionOfFiles(t *testing.T) {
	for _, c := range []struct {
		want  string
		names []string
	}{{"6", []string{"lgr-6-common", "lgr-6-lao-script"}}, {"", []string{"lgr-6-common", "lgr-5-lao-script"}}, {"", []string{"mine"}}} {
		var files []ruleset.File
		for _, n := range c.names {
			files = append(files, ruleset.File{Name: n})
		}
		if got := versionOf(files); got != c.want {
			t.Errorf("%v: %q", c.names, got)
		}
	}
}
