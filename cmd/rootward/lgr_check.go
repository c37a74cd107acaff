package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"rootward/application/ruleset"
	"rootward/idn/lgr"
)

type lgrCheckCmd struct {
	Name   []string `arg:"" help:"Rule sets, editions, files or folders."`
	Errors bool     `help:"Tell errors alone, not warnings and remarks."`
	lgrFormat
}

// Help says what counts.
func (lgrCheckCmd) Help() string {
	return `Files are read strictly by the schema of RFC 7940; every departure is told with its line. What can be read in spite of that is
checked further: symmetry and transitivity of variants, conditions, parts that can never take effect, code points that IDNA2008
refuses, loose ends, Unicode version. Ends with 1 when there is an error; warnings and remarks alone do not count.`
}

// Run checks everything named, and goes on after errors.
func (c *lgrCheckCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	l := newLibrary(s)
	defer l.close()
	total := tally{}
	for _, name := range c.Name {
		found, err := c.one(ctx, l, std.Out, name)
		if err != nil {
			return err
		}
		total.add(found)
	}
	if !c.json() {
		fmt.Fprintf(std.Out, "%d errors, %d warnings, %d remarks in %d rule sets\n", total.errors, total.warnings, total.infos, total.sets)
	}
	if total.errors > 0 {
		return exitCode(1)
	}
	return nil
}

// tally counts what was found.
type tally struct{ sets, errors, warnings, infos int }

func (t *tally) add(o tally) {
	t.sets, t.errors, t.warnings, t.infos = t.sets+o.sets, t.errors+o.errors, t.warnings+o.warnings, t.infos+o.infos
}

func (t *tally) count(s lgr.Severity) {
	switch s {
	case lgr.Grave:
		t.errors++
	case lgr.Warning:
		t.warnings++
	default:
		t.infos++
	}
}

// one checks what a name stands for. Files are read strictly; what is kept or
// carried was when it was added.
func (c *lgrCheckCmd) one(ctx context.Context, l *library, out io.Writer, name string) (tally, error) {
	var sum tally
	if _, err := os.Stat(name); err == nil {
		files, err := readFiles([]string{name})
		if err != nil {
			return sum, err
		}
		for _, f := range files {
			if err := c.file(out, f, &sum); err != nil {
				return sum, err
			}
		}
		return sum, nil
	}
	f, err := l.find(ctx, name)
	if err != nil {
		return sum, err
	}
	for _, s := range f.sets() {
		sum.sets++
		if err := c.problems(out, s.Name, s.LGR(), &sum); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

// file checks a file by the schema, and goes on with what can be read.
func (c *lgrCheckCmd) file(out io.Writer, f ruleset.File, sum *tally) error {
	sum.sets++
	_, err := lgr.Parse(bytes.NewReader(f.XML))
	var faults lgr.Faults
	if err != nil && !errors.As(err, &faults) {
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	for _, x := range faults {
		sum.count(lgr.Grave)
		if err := c.write(out, problemJSON{RuleSet: f.Name, Severity: string(lgr.Grave), Code: x.Rule, Line: x.Line, Text: x.Text, Source: "RFC 7940"}); err != nil {
			return err
		}
	}
	g, err := lgr.ParseWith(bytes.NewReader(f.XML), lgr.Options{Lenient: true})
	if err != nil {
		return nil //nolint:nilerr // told above: it cannot be read even leniently
	}
	return c.problems(out, f.Name, g, sum)
}

func (c *lgrCheckCmd) problems(out io.Writer, name string, g *lgr.LGR, sum *tally) error {
	for _, p := range g.Check() {
		sum.count(p.Severity)
		if c.Errors && p.Severity != lgr.Grave {
			continue
		}
		err := c.write(out, problemJSON{
			RuleSet: name, Severity: string(p.Severity), Code: p.Code, Line: p.Line, CodePoints: strings.ReplaceAll(codeWords(p.CP), "U+", ""), Args: p.Args, Source: p.Source,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// problemJSON is one thing that was found.
type problemJSON struct {
	RuleSet    string            `json:"rule_set"`
	Severity   string            `json:"severity"` // error, warning or info
	Code       string            `json:"code"`
	Line       int               `json:"line,omitempty"`
	CodePoints string            `json:"cps,omitempty"`
	Args       map[string]string `json:"args,omitempty"`
	Text       string            `json:"text,omitempty"` // of the schema
	Source     string            `json:"source"`
}

func (c *lgrCheckCmd) write(out io.Writer, p problemJSON) error {
	if c.json() {
		return object(out, p)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s", p.RuleSet)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
	}
	fmt.Fprintf(&b, ": %s: %s", p.Severity, p.Code)
	for _, cp := range strings.Fields(p.CodePoints) {
		fmt.Fprintf(&b, " U+%s", cp)
	}
	if p.Text != "" {
		fmt.Fprintf(&b, ": %s", visible(p.Text))
	}
	names := make([]string, 0, len(p.Args))
	for n := range p.Args {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		fmt.Fprintf(&b, ", %s %s", n, visible(p.Args[n]))
	}
	fmt.Fprintf(&b, " [%s]\n", p.Source)
	if _, err := io.WriteString(out, b.String()); err != nil {
		return fmt.Errorf("printing problems: %w", err)
	}
	return nil
}
