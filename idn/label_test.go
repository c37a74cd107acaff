package idn

import (
	"fmt"
	"os"
	"slices"
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
	content, err := os.ReadFile("testdata/labels.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []sample
	rules := Rules{}
	for i, line := range strings.Split(string(content), "\n") {
		n := i + 1
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
	if len(list) < 100 {
		t.Fatalf("%d samples", len(list))
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

// Every rule is seen to hold and to fail, and says all of its arguments.
func TestRequirements(t *testing.T) {
	held, failed := map[string]bool{}, map[string]bool{}
	list := append(samples(t), sample{label: strings.Repeat("a", MaxInput+1), rules: root})
	for _, s := range list {
		last := 0
		for _, f := range Check(s.label, s.rules).Findings {
			text := f.English() + f.EnglishFix()
			if strings.Contains(text, "{{") || text == f.Rule {
				t.Errorf("%q: %s says %q", s.label, f.Rule, text)
			}
			if f.Source == "" {
				t.Errorf("%q: %s has no source", s.label, f.Rule)
			}
			if f.OK {
				held[f.Rule] = true
			} else {
				failed[f.Rule] = true
			}
			at := slices.IndexFunc(Requirements(), func(r *Requirement) bool { return r.ID == f.Rule })
			if at < last && !mixedOrder[f.Rule] {
				t.Errorf("%q: %s is out of order", s.label, f.Rule)
			}
			last = max(last, at)
		}
	}
	for _, r := range Requirements() {
		if !failed[r.ID] {
			t.Errorf("%s never fails in testdata", r.ID)
		}
		// A label that begins left to right and has right-to-left characters
		// always breaks this one.
		if !held[r.ID] && r != bidiLeftToRight {
			t.Errorf("%s never holds in testdata", r.ID)
		}
	}
}

// mixedOrder are rules that the input's own trouble may bring out of order.
var mixedOrder = map[string]bool{"utf-8": true, "not-empty": true}

func TestReport(t *testing.T) {
	long := Check(strings.Repeat("a", MaxInput+1), root)
	if faults(long) != "input-length@0" || len(long.CodePoints) != 0 {
		t.Errorf("too long: %s", faults(long))
	}
	tests := []struct {
		label, u, a, script, name string
		ascii, rtl                bool
	}{
		{"Com", "com", "com", "Latn", "Latin", true, false},
		{"xn--p1ai", "рф", "xn--p1ai", "Cyrl", "Cyrillic", false, false},
		{"امارات", "امارات", "xn--mgbaam7a8h", "Arab", "Arabic", false, true},
		{"ישראל", "ישראל", "xn--4dbrk0ce", "Hebr", "Hebrew", false, true},
		{"中国", "中国", "xn--fiqs8s", "Hani", "Han", false, false},
		{"みんな", "みんな", "xn--q9jyb4c", "Hira", "Hiragana", false, false},
		{"グーグル", "グーグル", "xn--qcka1pmc", "Kana", "Katakana", false, false},
		{"日本ひらがな", "日本ひらがな", "xn--v8j0cwa6g1563acvb", "Jpan", "Japanese", false, false},
		{"韓국", "韓국", "xn--3v5ak93b", "Kore", "Korean", false, false},
		{"ㄅ中", "ㄅ中", "xn--5ekt19f", "Hanb", "Han with Bopomofo", false, false},
		{"۱۲", "۱۲", "xn--embc", "Arab", "Arabic", false, false},
		{"ーー", "ーー", "xn--weka", "Jpan", "Japanese", false, false},
		{"pаypal", "pаypal", "xn--pypal-4ve", "", "", false, false},
		{"xn--99999999", "", "xn--99999999", "Latn", "Latin", true, false},
	}
	for _, test := range tests {
		r := Check(test.label, Rules{})
		if r.ULabel != test.u || r.ALabel != test.a || r.Script != test.script && r.ULabel != "" ||
			r.ScriptName != test.name && r.ULabel != "" || r.ASCII != test.ascii || r.RTL != test.rtl {
			t.Errorf("%s: got %q %q %q %q ascii %v rtl %v", test.label, r.ULabel, r.ALabel, r.Script, r.ScriptName, r.ASCII, r.RTL)
		}
	}
	p := Check("l·l", Rules{}).CodePoints[1]
	if p.String() != "U+00B7" || p.Name != "MIDDLE DOT" || p.Script != "Zyyy" || p.Property != "CONTEXTO" {
		t.Errorf("%+v", p)
	}
}

func TestRulesDecide(t *testing.T) {
	tests := []struct {
		label string
		rules Rules
		want  string
	}{
		{"网", Rules{MinIDN: 2}, "min-length@0"},
		{"网", Rules{MinIDN: 2, SingleCharHan: true}, ""},
		{"あ", Rules{MinIDN: 2, SingleCharHan: true}, "min-length@0"}, // a syllable is no ideograph
		{"ж", Rules{MinIDN: 2, SingleCharHan: true}, "min-length@0"},
		{"a", Rules{MinIDN: 2}, ""},
		{"abж", Rules{}, "mixed-script@3"},
		{"abж", Rules{MixedScripts: true}, ""},
		{"a1-b", Rules{}, ""},
		{"abcdef", Rules{MaxOctets: 5}, "length-octets@0"},
		{strings.Repeat("a", 64), Rules{MaxOctets: 100}, "length-octets@0"},
	}
	for _, test := range tests {
		if got := faults(Check(test.label, test.rules)); got != test.want {
			t.Errorf("%q by %+v: %q, want %q", test.label, test.rules, got, test.want)
		}
	}
}

func TestFinding(t *testing.T) {
	r := Check("a·B", Rules{Source: "guidebook", SourceURL: "https://example.org/", MinASCII: 3, MinIDN: 9})
	by := map[string]Finding{}
	for _, f := range r.Findings {
		by[f.Rule] = f
	}
	dot := by["contexto-middle-dot"]
	if dot.Severity() != Failed || dot.Position != 2 || dot.CodePoint != 0xB7 || dot.Scope != Protocol ||
		dot.Source != "RFC 5892, appendix A.3" || dot.SourceURL != "https://www.rfc-editor.org/rfc/rfc5892" ||
		dot.Key() != "label.rule.contexto-middle-dot.fail" || dot.FixKey() != "label.rule.contexto-middle-dot.fix" {
		t.Errorf("%+v", dot)
	}
	if got := fmt.Sprint(dot.MessageArgs()...); got != fmt.Sprint("CodePoint", "U+00B7", "Name", "MIDDLE DOT", "Position", "2") {
		t.Errorf("arguments: %s", got)
	}
	if low := by["lower-case"]; low.Severity() != Warned || low.Args["Lower"] != "a·b" {
		t.Errorf("%+v", low)
	}
	if nfc := by["nfc"]; nfc.Severity() != Passed || nfc.Key() != "label.rule.nfc.ok" || nfc.FixKey() != "" || nfc.EnglishFix() != "" {
		t.Errorf("%+v", nfc)
	}
	if m := by["min-length"]; m.Scope != Registry || m.Source != "guidebook" || m.SourceURL != "https://example.org/" {
		t.Errorf("%+v", m)
	}
	if r.Valid() || len(r.Faults(Failed)) != 2 || len(r.Faults(Warned)) != 3 || len(r.Faults(Passed)) != len(r.Findings) {
		t.Errorf("faults: %s", faults(r))
	}
	if (Finding{Rule: "bare"}).English() != "bare" {
		t.Error("a finding without requirement says nothing")
	}
}
