package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// checkLabels runs the command as the shell does and returns what it wrote
// and its exit code; a command line that is not understood is 2.
func checkLabels(t *testing.T, in io.Reader, args ...string) (string, int) {
	t.Helper()
	var c struct {
		Label labelCmd `cmd:""`
	}
	var out bytes.Buffer
	parser, err := kong.New(&c, kong.Bind(&stdio{In: in, Out: &out, Err: io.Discard}), kong.Writers(io.Discard, io.Discard))
	if err != nil {
		t.Fatal(err)
	}
	cmd, err := parser.Parse(append([]string{"label", "check"}, args...))
	if err != nil {
		return err.Error(), 2
	}
	err = cmd.Run()
	var code exitCode
	if err != nil && !errors.As(err, &code) {
		return err.Error(), -1
	}
	return out.String(), int(code)
}

func TestLabelCheckExitCode(t *testing.T) {
	tests := []struct {
		args string
		in   string
		want int
	}{
		{"rootward", "", 0},
		{"rootward москва", "", 1}, // .москва exists
		{"рутворд", "", 0},
		{"франция", "", 1},
		{"--round idn-cctld франция", "", 0}, // names of countries are what it is for
		{"--round 2012 rootward", "", 0},
		{"olympic", "", 0}, // a warning alone
		{"-", "rootward\nрутворд\n", 0},
		{"-", "rootward\na·b\n", 1},
		{"-", "rootward\n\n", 1}, // an empty line is an empty label
		{"-", "", 0},
		{"", "", 2},
		{"--round 1999 rootward", "", 2},
		{"--format xml rootward", "", 2},
	}
	for _, test := range tests {
		out, code := checkLabels(t, strings.NewReader(test.in), strings.Fields(test.args)...)
		if code != test.want {
			t.Errorf("label check %s: exit code %d, want %d\n%s", test.args, code, test.want, out)
		}
	}
}

func TestLabelCheckText(t *testing.T) {
	out, _ := checkLabels(t, nil, "Бренд", "a·b", "\x1b[2J")
	for _, want := range []string{
		"a·b: not valid\n",
		"  U-label a·b, A-label xn--ab-0ea, script Latin (Latn)\n  code points U+0061 U+00B7 U+0062\n",
		"  failed   contexto-middle-dot: The middle dot at position 2 does not stand between two letters l. [RFC 5892, appendix A.3]\n           Leave the dot out",
		"  ok       nfc: The string is in normalization form C. [RFC 5891, 4.1]\n",
		"  failed   disallowed-form: U+0411 CYRILLIC CAPITAL LETTER BE at position 1",
		"Write б in its place.",
		`"\x1b[2J": not valid`,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("lacks %q:\n%s", want, out)
		}
	}
	if strings.Contains(out, "\x1b") {
		t.Error("an escape sequence reaches the terminal")
	}
}

func TestLabelCheckJSON(t *testing.T) {
	out, code := checkLabels(t, strings.NewReader("امارات\nicann\nab-\n\xff\n"), "--format", "json", "-")
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	if code != 1 || len(lines) != 4 {
		t.Fatalf("exit code %d, %d lines:\n%s", code, len(lines), out)
	}
	var got [4]labelJSON
	for i, line := range lines {
		if err := json.Unmarshal([]byte(line), &got[i]); err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
	}
	if g := got[0]; g.ALabel != "xn--mgbaam7a8h" || g.CodePoints != "0627 0645 0627 0631 0627 062A" || g.Script != "Arab" ||
		len(g.IDNAFaults) != 0 || len(g.RoundFaults) != 1 || g.RoundFaults[0].Code != "existing-tld" {
		t.Errorf("%+v", g)
	}
	if g := got[1]; g.Valid || len(g.RoundFaults) != 1 || g.RoundFaults[0].Code != "blocked-name" || g.RoundFaults[0].Source == "" {
		t.Errorf("%+v", g)
	}
	if g := got[2]; len(g.IDNAFaults) != 1 || g.IDNAFaults[0].Code != "hyphens" || g.IDNAFaults[0].Position != 3 ||
		g.IDNAFaults[0].CodePoint != "U+002D" || len(g.RoundFaults) != 1 || len(g.Passed) == 0 {
		t.Errorf("%+v", g)
	}
	if g := got[3]; len(g.IDNAFaults) != 1 || g.IDNAFaults[0].Code != "utf-8" || g.ALabel != "" {
		t.Errorf("%+v", g)
	}
}

func TestLabelCheckTellsBrokenPipes(t *testing.T) {
	c := labelCheckCmd{Labels: []string{"rootward", "-"}, Format: "text"}
	if err := c.Run(&stdio{In: strings.NewReader(""), Out: broken{}}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("writing: %v", err)
	}
	long := strings.NewReader(strings.Repeat("a", longestLine+1))
	if err := c.Run(&stdio{In: long, Out: io.Discard}); err == nil || !strings.Contains(err.Error(), "standard input") {
		t.Errorf("reading: %v", err)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
