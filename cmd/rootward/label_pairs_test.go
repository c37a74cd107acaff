package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLabelCompare(t *testing.T) {
	tests := []struct{ about, line, args, want string }{
		{"the same label", "shop\tshop", "", `"same_variant_set":true,"relation":"identical"`},
		{"in two forms", "xn--mgb44a\tU+0627 U+06CC", "", `"same_variant_set":true,"relation":"identical"`},
		{"a variant in another script", "shop\tshор", "", `"same_variant_set":true,"relation":"blocked"`},
		{"a variant that the applicant can have", "政务\t政務", "--lgr lgr-5-chinese-script", `"same_variant_set":true,"relation":"allocatable"`},
		{"no variants", "shop\tchop", "", `"same_variant_set":false,"relation":"none"`},
		{"a label that the rule set refuses", "a1\ta1x", "", `"same_variant_set":false,"relation":"none"`},
		{"one label alone", "shop", "", `"a":"shop","b":"","error":"no tab between two labels"`},
		{"three labels", "a\tb\tc", "", `"a":"a","b":"b\tc","error":"more than two labels"`},
		{"the second is none", "shop\ta.b", "", `"error":"b: There is a dot`},
	}
	for _, test := range tests {
		out, errs, code := runLabel(t, strings.NewReader(test.line+"\n"), append([]string{"compare", "--format", "jsonl"}, strings.Fields(test.args)...)...)
		if code != 0 || errs != "" || strings.Count(out, "\n") != 1 || !strings.Contains(out, test.want) || !json.Valid([]byte(out)) {
			t.Errorf("%s: %s%s, exit code %d", test.about, out, errs, code)
		}
	}
	out, _, _ := runLabel(t, strings.NewReader("shop\tshор\n"), "compare", "--format", "table")
	if out != "shop\tshор\tblocked\n" {
		t.Errorf("table: %q", out)
	}
}

// Every published pair that is not doubtful.
func TestLabelCompareSharedPairs(t *testing.T) {
	f, err := os.Open(sharedData + "lgr-vectors/pairs-open.jsonl")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the published pairs are not here; TestLabelCompare has some")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // read only
	var in strings.Builder
	var want []bool
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var p struct {
			A        string `json:"cps_a"`
			B        string `json:"cps_b"`
			Verdict  string
			Doubtful json.RawMessage
		}
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		if p.Doubtful == nil {
			in.WriteString(writtenCPs(p.A) + "\t" + writtenCPs(p.B) + "\n")
			want = append(want, p.Verdict == "variant")
		}
	}
	if err := lines.Err(); err != nil || len(want) == 0 {
		t.Fatal(len(want), err)
	}
	out, _, _ := runLabel(t, strings.NewReader(in.String()), "compare", "--format", "jsonl")
	answers := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if len(answers) != len(want) {
		t.Fatalf("%d answers to %d pairs", len(answers), len(want))
	}
	for i, answer := range answers {
		var got struct {
			A    string `json:"a"`
			Same *bool  `json:"same_variant_set"`
		}
		if err := json.Unmarshal([]byte(answer), &got); err != nil || got.Same == nil || *got.Same != want[i] {
			t.Errorf("%s, want %v", answer, want[i])
		}
	}
}

func TestLabelCollisions(t *testing.T) {
	const in = "shop\nfoo\na.b\nshор\nbar\nFOO\nxn--mgb44a\nfoo\nU+0627 U+06CC\n"
	out, errs, code := runLabel(t, strings.NewReader(in), "collisions", "--format", "jsonl")
	if code != 0 || errs != "" {
		t.Fatalf("exit code %d: %s", code, errs)
	}
	var groups []string
	for _, line := range strings.Split(strings.TrimSuffix(out, "\n"), "\n") {
		var g struct {
			Group  int    `json:"group"`
			Key    string `json:"index_key"`
			Input  string `json:"input"`
			Line   int    `json:"line"`
			Error  string `json:"error"`
			Labels []struct {
				Input string `json:"input"`
				Line  int    `json:"line"`
				CPs   string `json:"cps"`
			} `json:"labels"`
		}
		d := json.NewDecoder(strings.NewReader(line))
		d.DisallowUnknownFields()
		if err := d.Decode(&g); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if g.Error != "" {
			groups = append(groups, "no label: "+g.Input)
			continue
		}
		var labels []string
		for _, l := range g.Labels {
			if strings.Split(in, "\n")[l.Line-1] != l.Input || l.CPs == "" {
				t.Errorf("%+v", l)
			}
			labels = append(labels, l.Input)
		}
		if g.Group != len(groups) || g.Key == "" {
			t.Errorf("group %d, key %q", g.Group, g.Key)
		}
		groups = append(groups, strings.Join(labels, " "))
	}
	want := "no label: a.b; shop shор; foo foo; xn--mgb44a U+0627 U+06CC"
	if got := strings.Join(groups, "; "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	// Files from some editors begin with a byte order mark, and have other line ends.
	out, _, _ = runLabel(t, strings.NewReader("\uFEFFshop\r\nfoo\r\nshор\r\n"), "collisions", "--format", "jsonl")
	if !strings.Contains(out, `"labels":[{"input":"shop","line":1,"cps":"0073 0068 006F 0070"},{"input":"shор","line":3,`) {
		t.Errorf("with a byte order mark: %s", out)
	}
	out, _, _ = runLabel(t, nil, "collisions", "--format", "table", "shop", "shор", "foo")
	if !strings.HasPrefix(out, "group 1\n  shop ") || strings.Contains(out, "foo") {
		t.Errorf("table:\n%s", out)
	}
}

func TestLabelVariants(t *testing.T) {
	out, _, code := runLabel(t, nil, "variants", "--format", "jsonl", "U+0643 U+0643", "--disposition", "allocatable", "--limit", "2")
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	const want = `{"label":"كك","variant":"کک","cps":"06A9 06A9","rule_set":"lgr-5-arabic-script","disposition":"allocatable","action":19,"condition":"all-variants=allocatable",` +
		`"replaced":[{"position":1,"from":"0643","to":"06A9","type":"allocatable"},{"position":2,"from":"0643","to":"06A9","type":"allocatable"}]}`
	if code != 0 || len(lines) != 2 || lines[0] != want {
		t.Errorf("exit code %d:\n%s", code, out)
	}
	out, _, _ = runLabel(t, nil, "variants", "--format", "table", "政务")
	if out != "allocatable  政務  653F 52D9  2: 务 -> 務 (trad)\n" {
		t.Errorf("table: %q", out)
	}
	if out, _, _ = runLabel(t, nil, "variants", "--format", "jsonl", "a1"); out != "" {
		t.Errorf("of a label that is not eligible: %s", out)
	}
}

func TestLabelExplain(t *testing.T) {
	tests := []struct {
		args  string
		wants []string
	}{
		{"xn--mgb44a", []string{
			"ای: nothing speaks against it", "U-label      ای", "A-label      xn--mgb44a (10 octets)", "code points  0627 06CC", "script       Arabic (Arab)",
			"U+06CC  ARABIC LETTER FARSI YEH  PVALID", "lgr-5-arabic-script, version 5, 2022-05-26", "│ 0627 ││ 06CC │", "┕━▶ action 20  any-label  ━━▶  valid",
			"allocatable 1, blocked 38", "2: ی -> ي (allocatable); action 19, all-variants=allocatable", "can be asked for with it",
		}},
		{"كک", []string{"not eligible under lgr-5-arabic-script", "┕━▶ action 2  match=no-mix-kaf-keheh  ━━▶  invalid", "✗ The string matches the rule no-mix-kaf-keheh", "Choose a string that"}},
		{"ICANN", []string{"icann: eligible under lgr-5-latin-script, but there are faults", "✗ This name is blocked", "the string is read as icann"}},
		{"aя", []string{"comes nearest", "┝━✗ 044F", "├── 0061"}},
		{"नेट --lgr lgr-5-common", []string{"2: 0947 keeps the context rule Deva--follows-C-or-CN"}},
	}
	for _, test := range tests {
		out, errs, code := runLabel(t, nil, append([]string{"explain"}, strings.Fields(test.args)...)...)
		if code != 0 || errs != "" {
			t.Errorf("%s: exit code %d: %s", test.args, code, errs)
		}
		for _, want := range test.wants {
			if !strings.Contains(out, want) {
				t.Errorf("%s: lacks %q:\n%s", test.args, want, out)
			}
		}
	}
}

// A file may say nothing of itself but its repertoire.
func TestLabelExplainWithoutMeta(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bare.xml")
	const bare = `<lgr xmlns="urn:ietf:params:xml:ns:lgr-1.0"><data><char cp="0061"/></data></lgr>`
	if err := os.WriteFile(file, []byte(bare), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, _, code := runLabel(t, nil, "explain", "--lgr", file, "a"); code != 0 || !strings.Contains(out, "\nbare\nDisposition: valid\n") {
		t.Errorf("exit code %d:\n%s", code, out)
	}
}

// What was found is written whole even when some links would take too much.
func TestLabelCollisionsTooComplex(t *testing.T) {
	file := filepath.Join(t.TempDir(), "endless.xml")
	const endless = `<lgr xmlns="urn:ietf:params:xml:ns:lgr-1.0"><data>` +
		`<char cp="0061"><var cp="0061 0062"/></char><char cp="0061 0062"><var cp="0061"/></char><char cp="0062"/>` +
		`<char cp="0063"><var cp="0064" when="never"/></char><char cp="0064"/></data>` +
		`<rules><rule name="never"><look-behind><char cp="0065"/></look-behind><anchor/></rule></rules></lgr>`
	if err := os.WriteFile(file, []byte(endless), 0o600); err != nil {
		t.Fatal(err)
	}
	in := strings.NewReader("aaaac\naaaad\nabaaac\naabaad\naaabad\n")
	out, errs, code := runLabel(t, in, "collisions", "--lgr", file, "--format", "jsonl")
	if code != 1 || !strings.Contains(errs, "too complex") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	if strings.Count(out, "\n") != 2 || !strings.HasSuffix(out, "}\n") {
		t.Errorf("groups:\n%s", out)
	}
}
