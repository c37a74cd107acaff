package idn

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
)

// root are the rules of the root zone as the tests use them.
var root = Rules{MinASCII: 3, MinIDN: 2, LettersOnly: true, MaxOctets: 63, Source: "the test"}

// sample is one line of testdata/labels.txt.
type sample struct {
	line  int
	label string
	rules Rules
	want  string
}

func samples(t testing.TB) []sample {
	t.Helper()
	file, err := os.Open("testdata/labels.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var list []sample
	rules := Rules{}
	scanner := bufio.NewScanner(file)
	for n := 1; scanner.Scan(); n++ {
		line := scanner.Text()
		switch {
		case line == "rules root":
			rules = root
		case line == "rules none":
			rules = Rules{Source: "the test"}
		case line != "" && !strings.HasPrefix(line, "#"):
			raw, want, ok := strings.Cut(line, " |")
			if !ok {
				t.Fatalf("line %d: no bar", n)
			}
			label, err := strconv.Unquote(`"` + raw + `"`)
			if err != nil {
				t.Fatalf("line %d: %v", n, err)
			}
			if label == "_" {
				label = ""
			}
			list = append(list, sample{n, label, rules, strings.Join(strings.Fields(want), " ")})
		}
	}
	if err := scanner.Err(); err != nil || len(list) < 100 {
		t.Fatalf("%d samples, %v", len(list), err)
	}
	return list
}

func faults(r Report) string {
	var out []string
	for _, f := range r.Faults(Warned) {
		mark := ""
		if f.Severity() == Warned {
			mark = "?"
		}
		out = append(out, fmt.Sprintf("%s%s@%d", mark, f.Rule, f.Position))
	}
	return strings.Join(out, " ")
}

func TestCheck(t *testing.T) {
	for _, s := range samples(t) {
		r := Check(s.label, s.rules)
		if got := faults(r); got != s.want {
			t.Errorf("line %d: %q (%+q): got %q, want %q", s.line, s.label, r.ULabel, got, s.want)
		}
		if r.Input != s.label {
			t.Errorf("line %d: input %q came back as %q", s.line, s.label, r.Input)
		}
	}
}
