package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rootward/application/label"
)

// runLabel runs rootward label as the shell does and returns what it wrote,
// what it complained of, and its exit code.
func runLabel(t *testing.T, in io.Reader, args ...string) (out, errs string, code int) {
	t.Helper()
	if in == nil {
		in = strings.NewReader("")
	}
	var o, e bytes.Buffer
	code = run(context.Background(), append([]string{"label"}, args...), in, &o, &e)
	return o.String(), e.String(), code
}

// checked is a line of `label check --format jsonl`.
type checked struct {
	Input         string                 `json:"input"`
	ULabel        string                 `json:"u_label"`
	ALabel        string                 `json:"a_label"`
	CPs           string                 `json:"cps"`
	RuleSet       string                 `json:"rule_set"`
	Eligible      *bool                  `json:"eligible"`
	Disposition   string                 `json:"disposition"`
	Reasons       []checkedReason        `json:"reasons"`
	IndexKey      string                 `json:"index_key"`
	Counts        map[string]json.Number `json:"variant_counts"`
	Variants      []checkedVariant       `json:"variants"`
	IDNAFaults    []checkedFault         `json:"idna_faults"`
	RoundFaults   []checkedFault         `json:"round_faults"`
	Warnings      []checkedFault         `json:"warnings"`
	OtherRuleSets []string               `json:"other_rule_sets"`
	Error         string                 `json:"error"`
}

type checkedReason struct {
	Code      string `json:"code"`
	Position  int    `json:"position"`
	CodePoint string `json:"code_point"`
	Rule      string `json:"rule"`
	Action    *int   `json:"action"`
	Condition string `json:"condition"`
	Source    string `json:"source"`
	Text      string `json:"text"`
}

type checkedVariant struct {
	CPs         string `json:"cps"`
	Disposition string `json:"disposition"`
}

type checkedFault struct {
	Code      string `json:"code"`
	Position  int    `json:"position"`
	CodePoint string `json:"code_point"`
	Source    string `json:"source"`
	SourceURL string `json:"source_url"`
	Text      string `json:"text"`
	Fix       string `json:"fix"`
}

// checkedLines runs `label check --format jsonl`. Fields that the test does not
// know are a fault.
func checkedLines(t *testing.T, in string, args ...string) []checked {
	t.Helper()
	out, errs, code := runLabel(t, strings.NewReader(in), append([]string{"check", "--format", "jsonl"}, args...)...)
	if code != 0 || errs != "" {
		t.Fatalf("exit code %d, %s", code, errs)
	}
	var lines []checked
	d := json.NewDecoder(strings.NewReader(out))
	d.DisallowUnknownFields()
	d.UseNumber()
	for {
		var c checked
		switch err := d.Decode(&c); err {
		case nil:
			lines = append(lines, c)
		case io.EOF:
			return lines
		default:
			t.Fatalf("%v in\n%s", err, out)
		}
	}
}

func codes(faults []checkedFault) string {
	var all []string
	for _, f := range faults {
		all = append(all, f.Code)
	}
	return strings.Join(all, " ")
}

func TestLabelCheckAnswersEveryForm(t *testing.T) {
	want := checked{
		ULabel: "ای", ALabel: "xn--mgb44a", CPs: "0627 06CC", RuleSet: "lgr-5-arabic-script", Eligible: new(true), Disposition: "valid",
		Reasons: []checkedReason{}, Counts: map[string]json.Number{"allocatable": "1", "blocked": "38"}, Variants: []checkedVariant{},
		IDNAFaults: []checkedFault{}, RoundFaults: []checkedFault{}, Warnings: []checkedFault{},
	}
	inputs := []string{"ای", "xn--mgb44a", "XN--MGB44A", "U+0627 U+06CC", "u+627 u+6cc", "U+0627U+06CC"}
	got := checkedLines(t, strings.Join(inputs, "\n"))
	if len(got) != len(inputs) {
		t.Fatalf("%d lines for %d labels", len(got), len(inputs))
	}
	for i, g := range got {
		want.Input, want.IndexKey = inputs[i], got[0].IndexKey
		if inputs[i] == "XN--MGB44A" {
			want.Warnings = g.Warnings // that they are read as small letters
		} else {
			want.Warnings = []checkedFault{}
		}
		if diff := cmp.Diff(want, g); diff != "" || g.IndexKey == "" {
			t.Errorf("%s (-want +got):\n%s", inputs[i], diff)
		}
	}
}

func TestLabelCheckSaysWhy(t *testing.T) {
	tests := []struct {
		label, rules string
		want         checkedReason // sources and text: a part of them
	}{
		{"U+0061 U+0021", "auto", checkedReason{Code: "not-in-repertoire", Position: 2, CodePoint: "0021", Source: "RFC 7940, 8.1; lgr-5-common", Text: "U+0021 EXCLAMATION MARK at position 2"}},
		{"aя", "auto", checkedReason{Code: "not-in-repertoire", Position: 2, CodePoint: "044F", Source: "RFC 7940, 8.1; lgr-5-latin-script", Text: "U+044F"}},
		{"U+0A35 U+0A18 U+0A3E U+0A13 U+0A40", "auto", checkedReason{
			Code: "context-rule", Position: 5, CodePoint: "0A40", Rule: "follows-C-or-N", Source: "RFC 7940, 5.2; lgr-5-gurmukhi-script, version 5", Text: "follows-C-or-N",
		}},
		{"كک", "auto", checkedReason{
			Code: "action", Rule: "no-mix-kaf-keheh", Action: new(2), Condition: "match=no-mix-kaf-keheh",
			Source: "RFC 5564", Text: "matches the rule no-mix-kaf-keheh",
		}},
		{"Shop", "lgr-5-latin-script", checkedReason{Code: "not-in-repertoire", Position: 1, CodePoint: "0053", Source: "RFC 7940, 8.1", Text: "U+0053"}},
	}
	for _, test := range tests {
		c := checkedLines(t, "", "--lgr", test.rules, test.label)[0]
		if len(c.Reasons) != 1 || *c.Eligible || c.Disposition != "invalid" || len(c.Counts) != 0 {
			t.Errorf("%s: %+v", test.label, c)
			continue
		}
		got := c.Reasons[0]
		if !strings.Contains(got.Source, test.want.Source) || !strings.Contains(got.Text, test.want.Text) {
			t.Errorf("%s: source %q, text %q", test.label, got.Source, got.Text)
		}
		got.Source, got.Text = test.want.Source, test.want.Text
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.label, diff)
		}
	}
}

func TestLabelCheckKeepsVerdictsApart(t *testing.T) {
	tests := []struct {
		label, rules, idna, round, warnings string
		eligible                            bool
	}{
		{"rootward", "lgr-5-latin-script", "", "", "", true},
		{"b", "lgr-5-latin-script", "", "min-length", "", true},
		{"icann", "lgr-5-latin-script", "", "blocked-name", "", true},
		{"ab-", "lgr-5-common", "hyphens", "ascii-letters", "", false},
		{"a1", "lgr-5-common", "", "min-length ascii-letters", "", false},
		{"aя", "lgr-5-latin-script", "", "mixed-script", "", false},
		{"U+0061 U+0378", "lgr-5-common", "unassigned", "", "", false},
		{"Rootward", "lgr-5-common", "", "", "lower-case", false},
	}
	for _, test := range tests {
		c := checkedLines(t, "", test.label)[0]
		if *c.Eligible != test.eligible || c.RuleSet != test.rules || codes(c.IDNAFaults) != test.idna || codes(c.RoundFaults) != test.round || codes(c.Warnings) != test.warnings {
			t.Errorf("%s: %s eligible %v, idna %q, round %q, warnings %q", test.label, c.RuleSet, *c.Eligible, codes(c.IDNAFaults), codes(c.RoundFaults), codes(c.Warnings))
		}
	}
}

func TestLabelCheckOfNoLabel(t *testing.T) {
	for _, in := range []string{"", "\xff", "a.b", "xn--99999", "U+D800", "U+110000", "U+", "U+61 b", "U+FFFFFFFFFF", strings.Repeat("a", 1001)} {
		c := checkedLines(t, in+"\n")
		if len(c) != 1 || c[0].Error == "" || c[0].Eligible != nil || c[0].Input != strings.ToValidUTF8(in, "\uFFFD") {
			t.Errorf("%q: %+v", in, c)
		}
	}
}

func TestLabelCheckReadsLines(t *testing.T) {
	tests := []struct {
		about, in string
		args      []string
		want      string
	}{
		{"the last line needs no end", "ab\ncd", nil, "ab cd"},
		{"ends of DOS do not count", "ab\r\ncd\r\n", nil, "ab cd"},
		{"nor does the mark that some editors put first", "\uFEFFab\n", nil, "ab"},
		{"a dash is standard input", "ab\n", []string{"x", "-", "y"}, "x ab y"},
		{"also without an end", "ab", []string{"-", "y"}, "ab y"},
		{"nothing in, nothing out", "", nil, ""},
		{"spaces belong to a label", " a \n", nil, " a "},
	}
	for _, test := range tests {
		var got []string
		for _, c := range checkedLines(t, test.in, test.args...) {
			got = append(got, c.Input)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: %q", test.about, got)
		}
	}
}

func TestLabelCheckExitCode(t *testing.T) {
	tests := []struct {
		args string
		in   string
		want int
	}{
		{"check icann", "", 0},
		{"check a.b", "", 0},
		{"check --exit-status rootward", "", 0},
		{"check --exit-status icann", "", 1}, // by a list
		{"check --exit-status b1", "", 1},    // by the rule set
		{"check --exit-status a.b", "", 1},   // no label
		{"check --exit-status рутворд", "", 0},
		{"check --exit-status франция", "", 1},
		{"check --exit-status --round idn-cctld франция", "", 0}, // names of countries are what it is for
		{"check --exit-status olympic", "", 0},                   // a warning alone
		{"check --exit-status", "rootward\na·b\n", 1},
		{"check --exit-status --format table -", "rootward\nab1\n", 1},
		{"check --round 1999 rootward", "", 2},
		{"check --format text rootward", "", 2},
		{"check --variants -1 rootward", "", 2},
		{"check --lgr lgr-5-klingon-script rootward", "", 1},
		{"check --lgr testdata/no-such.xml rootward", "", 1},
		{"check --lgr testdata/permissions.golden rootward", "", 1}, // no rule set
		{"compare --lgr auto", "", 1},
		{"explain a.b", "", 1},
	}
	for _, test := range tests {
		out, errs, code := runLabel(t, strings.NewReader(test.in), strings.Fields(test.args)...)
		if code != test.want || (code > 1) != (strings.HasPrefix(errs, "rootward:") && code == 2) {
			t.Errorf("label %s: exit code %d, want %d\n%s%s", test.args, code, test.want, out, errs)
		}
	}
}

func TestLabelCheckTable(t *testing.T) {
	out, _, _ := runLabel(t, nil, "check", "--format", "table", "--variants", "1", "ای", "كک", "a.b", "\x1b[2J")
	for _, want := range []string{
		"LABEL ", "\nای ", " xn--mgb44a ", " lgr-5-arabic-script ", " allocatable 1, blocked 38\n",
		"    blocked      آئ  0622 0626\n", "    The string matches the rule no-mix-kaf-keheh", "no label: There is a dot", `"\x1b[2J"`,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("lacks %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "\x1b") {
		t.Error("an escape sequence reaches the terminal")
	}
}

func TestLabelCheckOfAFile(t *testing.T) {
	const rules = "../../idn/lgr/testdata/sets/union.xml"
	c := checkedLines(t, "", "--lgr", rules, "b", "d")
	if c[0].RuleSet != "union" || !*c[0].Eligible || *c[1].Eligible || c[1].Reasons[0].Condition != "not-match=r" {
		t.Errorf("%+v", c)
	}
	content, err := os.ReadFile(rules)
	if err != nil {
		t.Fatal(err)
	}
	odd := t.TempDir() + "/odd.xml"
	if err := os.WriteFile(odd, bytes.Replace(content, []byte("</lgr>"), []byte("<unheard-of/></lgr>"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs, code := runLabel(t, nil, "check", "--lgr", odd, "--format", "jsonl", "b")
	if code != 0 || !strings.Contains(out, `"rule_set":"odd","eligible":true`) || !strings.Contains(errs, "unheard-of") {
		t.Errorf("exit code %d, %s\n%s", code, errs, out)
	}
}

func mustParse(tb testing.TB, text string) []rune {
	tb.Helper()
	cps, err := label.Parse(text)
	if err != nil {
		tb.Fatal(err)
	}
	return cps
}

// What is said of one label does not depend on those before it.
func TestLabelCheckReasonsOfSequences(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sequences.xml")
	const sequences = `<lgr xmlns="urn:ietf:params:xml:ns:lgr-1.0"><meta><references><reference id="1">One</reference>` +
		`<reference id="2">Two</reference></references></meta><data><char cp="0061 0062" when="r" ref="1"/>` +
		`<char cp="0061 0063" when="r" ref="2"/></data>` +
		`<rules><rule name="r"><anchor/><look-ahead><any/></look-ahead></rule></rules></lgr>`
	if err := os.WriteFile(file, []byte(sequences), 0o600); err != nil {
		t.Fatal(err)
	}
	out, _, code := runLabel(t, nil, "check", "--lgr", file, "--format", "jsonl", "ab", "ac", "ab")
	lines := strings.Split(out, "\n")
	if code != 0 || len(lines) != 4 {
		t.Fatalf("exit code %d:\n%s", code, out)
	}
	for i, want := range []string{"; One", "; Two", "; One"} {
		if !strings.Contains(lines[i], want) {
			t.Errorf("line %d lacks %q: %s", i+1, want, lines[i])
		}
	}
}
