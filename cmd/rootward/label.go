package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"rootward/application"
	"rootward/application/round"
	"rootward/idn"
)

// stdio is where a command reads and writes.
type stdio struct {
	In       io.Reader
	Out, Err io.Writer
}

// labelCmd holds what needs labels alone and no database.
type labelCmd struct {
	Check labelCheckCmd `cmd:"" help:"Judge labels by the rules of a round and the lists of names."`
}

// Help is shown by rootward label --help.
func (labelCmd) Help() string {
	return `A label is given in its own script, or as an A-label (xn--...). Examples:

  rootward label check shop москва xn--mgbaam7a8h
  rootward label check --format json - < labels.txt

The command ends with 1 if any label is not valid. Warnings do not count.`
}

type labelCheckCmd struct {
	Labels []string `arg:"" name:"label" help:"Labels to judge; - reads them from standard input, one a line."`
	Format string   `enum:"text,json" default:"text" help:"text, or json: one object a line."`
	Round  string   `help:"Round whose rules apply; the latest if not given." placeholder:"ID"`
}

// longestLine is what a line of standard input may have in octets. Longer
// ones are no list of labels.
const longestLine = 1 << 20

// Validate refuses a round that there is not.
func (c *labelCheckCmd) Validate() error {
	_, err := c.policy()
	return err
}

// policy is that of the round asked for.
func (c *labelCheckCmd) policy() (*round.Policy, error) {
	if c.Round == "" {
		return round.Known[len(round.Known)-1].Policy, nil
	}
	var ids []string
	for _, r := range round.Known {
		if r.ID == c.Round {
			return r.Policy, nil
		}
		ids = append(ids, r.ID)
	}
	return nil, fmt.Errorf("no round %q; there are %s", c.Round, strings.Join(ids, ", "))
}

// Run judges the labels in order and writes each verdict as it is found. The
// error is exitCode 1 if a label is not valid.
func (c *labelCheckCmd) Run(std *stdio) error {
	policy, err := c.policy()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(std.Out)
	write := writeLabelText
	if c.Format == "json" {
		write = writeLabelJSON
	}
	valid := true
	err = eachLabel(c.Labels, std.In, func(label string) error {
		report := application.JudgeLabel(label, policy)
		valid = valid && report.Valid()
		return write(out, report)
	})
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	if err != nil {
		return fmt.Errorf("label check: %w", err)
	}
	if !valid {
		return exitCode(1)
	}
	return nil
}

// eachLabel calls f with every label; in place of - with every line of in.
func eachLabel(labels []string, in io.Reader, f func(string) error) error {
	for _, label := range labels {
		if label != "-" {
			if err := f(label); err != nil {
				return err
			}
			continue
		}
		lines := bufio.NewScanner(in)
		lines.Buffer(nil, longestLine)
		for lines.Scan() {
			if err := f(lines.Text()); err != nil {
				return err
			}
		}
		if err := lines.Err(); err != nil {
			return fmt.Errorf("standard input: %w", err)
		}
	}
	return nil
}

var severityWords = map[idn.Severity]string{idn.Passed: "ok", idn.Warned: "warning", idn.Failed: "failed"}

// writeLabelText writes one block a label: both forms and the verdict, then a
// line per rule and one per way out.
func writeLabelText(w io.Writer, r idn.Report) error {
	verdict := "valid"
	if !r.Valid() {
		verdict = "not valid"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", printable(r.Input), verdict)
	if len(r.CodePoints) > 0 {
		script := "mixed"
		if r.Script != "" {
			script = r.ScriptName + " (" + r.Script + ")"
		}
		fmt.Fprintf(&b, "  U-label %s, A-label %s, script %s\n  code points", printable(r.ULabel), printable(r.ALabel), script)
		for _, p := range r.CodePoints {
			fmt.Fprintf(&b, " %s", p)
		}
		b.WriteByte('\n')
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "  %-8s %s: %s", severityWords[f.Severity()], f.Rule, visible(f.English()))
		if f.Source != "" {
			fmt.Fprintf(&b, " [%s]", f.Source)
		}
		b.WriteByte('\n')
		if fix := f.EnglishFix(); fix != "" {
			fmt.Fprintf(&b, "           %s\n", visible(fix))
		}
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

// printable quotes text that could steer a terminal or not be seen.
func printable(s string) string {
	if s == "" || s != visible(s) || strings.ContainsAny(s, " \uFFFD") {
		return strconv.QuoteToASCII(s)
	}
	return s
}

// visible writes characters that cannot be seen as escapes.
func visible(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strconv.IsGraphic(r) {
			b.WriteRune(r)
		} else {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		}
	}
	return b.String()
}

// labelJSON is one line of the JSON form.
type labelJSON struct {
	Input       string      `json:"input"`
	ULabel      string      `json:"u_label"`
	ALabel      string      `json:"a_label"`
	CodePoints  string      `json:"cps"` // as 0627 06CC
	Script      string      `json:"script"`
	Valid       bool        `json:"valid"`
	IDNAFaults  []faultJSON `json:"idna_faults"`
	RoundFaults []faultJSON `json:"round_faults"` // of the round's rules and the lists
	Warnings    []faultJSON `json:"warnings"`
	Passed      []string    `json:"passed"` // rules that hold
}

type faultJSON struct {
	Code      string `json:"code"`
	Position  int    `json:"position,omitempty"`
	CodePoint string `json:"code_point,omitempty"`
	Source    string `json:"source"`
	SourceURL string `json:"source_url,omitempty"`
	Text      string `json:"text"`
	Fix       string `json:"fix"`
}

func writeLabelJSON(w io.Writer, r idn.Report) error {
	line := labelJSON{
		Input: r.Input, ULabel: r.ULabel, ALabel: r.ALabel, Script: r.Script, Valid: r.Valid(),
		IDNAFaults: []faultJSON{}, RoundFaults: []faultJSON{}, Warnings: []faultJSON{}, Passed: []string{},
	}
	var cps []string
	for _, p := range r.CodePoints {
		cps = append(cps, strings.TrimPrefix(p.String(), "U+"))
	}
	line.CodePoints = strings.Join(cps, " ")
	for _, f := range r.Findings {
		switch {
		case f.OK:
			line.Passed = append(line.Passed, f.Rule)
		case f.Severity() == idn.Warned:
			line.Warnings = append(line.Warnings, toFaultJSON(f))
		case f.Scope == idn.Protocol:
			line.IDNAFaults = append(line.IDNAFaults, toFaultJSON(f))
		default:
			line.RoundFaults = append(line.RoundFaults, toFaultJSON(f))
		}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(line)
}

func toFaultJSON(f idn.Finding) faultJSON {
	out := faultJSON{
		Code: f.Rule, Position: f.Position, Source: f.Source, SourceURL: f.SourceURL,
		Text: f.English(), Fix: f.EnglishFix(),
	}
	if f.Position > 0 {
		out.CodePoint = fmt.Sprintf("U+%04X", f.CodePoint)
	}
	return out
}
