package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// namesShell runs commands on one database, as a shell would.
func namesShell(t *testing.T) (database string, shell func(in string, args ...string) (int, string)) {
	t.Helper()
	database = filepath.Join(t.TempDir(), "names.db")
	return database, func(in string, args ...string) (int, string) {
		t.Helper()
		var out, errs bytes.Buffer
		code := run(t.Context(), append(args, "--database", database), strings.NewReader(in), &out, &errs)
		return code, out.String() + errs.String()
	}
}

func TestNamesWithoutDatabase(t *testing.T) {
	database, shell := namesShell(t)
	for _, test := range []struct {
		in, args string
		code     int
		want     []string
	}{
		{"", "names find bayern соор", 0, []string{"bayern", "DE-BY", "variant (blocked)", "DotCooperation"}},
		{"onion\nlamp\n", "names find -", 0, []string{"RFC7686"}},
		{"", "names list", 0, []string{"territory-names", "CLDR: Unicode-3.0", "embedded", "CC BY 4.0"}},
		{"", "names show special-use", 0, []string{"# version: 2026-01-16", "onion\t\t\t\tRFC7686"}},
		{"", "names show nothing", 1, []string{"special-use"}},
		{"onion\n!!\n", "names check - --list special-use --version 2 --date 2027-01-01 --source IANA", 1, []string{`line 2: "!!" has no letter`}},
		{"onion\ngarlic\n", "names check - --list special-use --version 2 --date 2027-01-01 --source IANA", 0, []string{"1 added, 6 gone", "+ garlic", "- localhost"}},
	} {
		code, out := shell(test.in, strings.Fields(test.args)...)
		if code != test.code {
			t.Errorf("%s: %d\n%s", test.args, code, out)
		}
		for _, w := range test.want {
			if !strings.Contains(out, w) {
				t.Errorf("%s: no %q in\n%s", test.args, w, out)
			}
		}
	}
	if _, err := os.Stat(database); err == nil {
		t.Error("looking made a database")
	}
}

func TestNamesAddAndUse(t *testing.T) {
	_, shell := namesShell(t)
	good := func(in string, args ...string) string {
		t.Helper()
		code, out := shell(in, args...)
		if code != 0 {
			t.Fatalf("%v: %d\n%s", args, code, out)
		}
		return out
	}
	good("", "migrate")
	add := []string{"names", "add", "special-use", "-", "--version", "2", "--date", "2027-01-01", "--source", "IANA", "--reason", "a new name"}
	good("onion\ngarlic\n", add...)
	if out := good("", "names", "find", "garlic", "localhost"); !strings.Contains(out, "garlic") || strings.Contains(out, "RFC6761") {
		t.Errorf("after adding:\n%s", out)
	}
	if code, out := shell("onion\n", add...); code != 1 || !strings.Contains(out, "exists already") {
		t.Errorf("again: %d\n%s", code, out)
	}
	if code, out := shell("\n", add...); code != 1 || !strings.Contains(out, "no name") {
		t.Errorf("an empty file: %d\n%s", code, out)
	}
	good("", "names", "use", "special-use", "--reason", "a mistake")
	if out := good("", "names", "find", "garlic", "localhost"); strings.Contains(out, "special-use  garlic") || !strings.Contains(out, "RFC6761") {
		t.Errorf("after going back:\n%s", out)
	}
	if code, out := shell("", "names", "use", "special-use", "7", "--reason", "why not"); code != 1 || !strings.Contains(out, "no such version") {
		t.Errorf("no such version: %d\n%s", code, out)
	}
	out := good("", "names", "history")
	if strings.Count(out, "special-use") != 2 || !strings.Contains(out, "a new name") || !strings.Contains(out, "embedded") {
		t.Errorf("history:\n%s", out)
	}
}
