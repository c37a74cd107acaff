package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"rootward/application/label"
	"rootward/application/lifecycle"
	"rootward/application/ruleset"
	"rootward/idn/rootzone"
)

type lgrDiffCmd struct {
	Old   string   `arg:"" help:"Rule set, edition, file or folder as it was."`
	New   string   `arg:"" help:"The same as it would be."`
	Label []string `help:"Say what changes for this label; in its own script, as an A-label, or as code points. May be given several times." sep:"none"`
	Round string   `help:"Say what changes for all strings of this round, which are read from the database."`
	lgrFormat
}

// Help teaches by example.
func (lgrDiffCmd) Help() string {
	return `Without --label and --round it compares the rules themselves.

  rootward lgr diff lgr-5-arabic-script ./lgr-6-arabic-script.xml
  rootward lgr diff 5 6 --label "U+0627 U+06CC"
  rootward lgr diff 5 6 --round 2026 --format jsonl

For a label: the rule set it belongs to, whether it is eligible, its disposition and why, how many variants of each kind there
are, and which variants may be allocated that could not be, or no more. For a round: the same for every string of it, and which
strings become variants of each other, or are no more.`
}

// Run compares.
func (c *lgrDiffCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	l := newLibrary(s)
	defer l.close()
	old, err := l.find(ctx, c.Old)
	if err != nil {
		return err
	}
	now, err := l.find(ctx, c.New)
	if err != nil {
		return err
	}
	if (old.set == nil) != (now.set == nil) {
		return errors.New("compare two rule sets or two editions, not one with the other")
	}
	switch {
	case c.Round != "":
		return c.round(ctx, l, std, old, now)
	case len(c.Label) > 0:
		return c.labels(std.Out, old, now)
	}
	return c.rules(std.Out, old, now)
}

// asEdition is an edition, or one of a single set: then every label is judged
// by it alone.
func (f found) asEdition() (*rootzone.Edition, error) {
	if f.set == nil || len(f.edition.Sets) == 1 {
		return f.edition, nil
	}
	return rootzone.NewEdition(f.about.ID, f.about.Date, f.about.Source, f.set) //nolint:wrapcheck // says what is wrong
}

func (c *lgrDiffCmd) editions(old, now found) (a, b *rootzone.Edition, err error) {
	if a, err = old.asEdition(); err != nil {
		return nil, nil, err
	}
	b, err = now.asEdition()
	return a, b, err
}

// labels compares for labels one by one.
func (c *lgrDiffCmd) labels(out io.Writer, old, now found) error {
	a, b, err := c.editions(old, now)
	if err != nil {
		return err
	}
	for _, text := range c.Label {
		cp, err := label.Parse(text)
		if err != nil {
			return fmt.Errorf("%s: %w", printable(text), err)
		}
		change, err := ruleset.Compare(a, b, cp)
		if err != nil {
			return err //nolint:wrapcheck // names the label
		}
		if err := c.write(out, ruleset.Row{String: ruleset.String{Label: string(cp)}, Change: change}); err != nil {
			return err
		}
	}
	return nil
}

// round compares for all strings of a round, as they are read.
func (c *lgrDiffCmd) round(ctx context.Context, l *library, std *stdio, old, now found) error {
	if err := l.open(ctx); err != nil {
		return err
	}
	if _, err := l.store.Round(ctx, c.Round); errors.Is(err, lifecycle.ErrNotFound) {
		return fmt.Errorf("there is no round %s", c.Round)
	} else if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	a, b, err := c.editions(old, now)
	if err != nil {
		return err
	}
	sum, met, err := l.rules.CompareRound(ctx, c.Round, a, b, func(r ruleset.Row) error { return c.write(std.Out, r) }, progress(std, "strings"))
	if err != nil {
		return err //nolint:wrapcheck // says what it did
	}
	for _, m := range met {
		if err := c.writeMeeting(std.Out, m); err != nil {
			return err
		}
	}
	if c.json() {
		return object(std.Out, struct {
			Summary ruleset.Summary `json:"summary"`
		}{sum})
	}
	fmt.Fprintf(std.Out, "%d strings of %d applications: something changes for %d applications", sum.Distinct, sum.Strings, sum.Changed)
	for _, k := range ruleset.Kinds {
		if n := sum.Kinds[k]; n > 0 {
			fmt.Fprintf(std.Out, ", %s %d", k, n)
		}
	}
	fmt.Fprintf(std.Out, "; %d become eligible, %d are no more; %d groups meet, %d part\n", sum.Admitted, sum.Refused, sum.Meet, sum.Part)
	if sum.Undecided > 0 {
		fmt.Fprintf(std.Out, "%d pairs were too complex to compare and are taken as variants\n", sum.Undecided)
	}
	return nil
}

// rowJSON is what changes for one label.
type rowJSON struct {
	Application string `json:"application,omitempty"`
	Label       string `json:"label"`
	Changed     bool   `json:"changed"`
	ruleset.Change
}

func (c *lgrDiffCmd) write(out io.Writer, r ruleset.Row) error {
	if c.json() {
		r.Kinds = slices.Clone(r.Kinds)
		if r.Kinds == nil {
			r.Kinds = []ruleset.Kind{}
		}
		return object(out, rowJSON{Application: r.Application, Label: r.Label, Changed: len(r.Kinds) > 0, Change: r.Change})
	}
	title := printable(r.Label)
	if r.Application != "" {
		title += " (" + r.Application + ")"
	}
	if len(r.Kinds) == 0 {
		fmt.Fprintf(out, "%s: nothing changes\n", title)
	} else {
		fmt.Fprintf(out, "%s: changed\n", title)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, line := range []struct{ name, old, now string }{
		{"rule set", orElse(r.Old.Set, "none"), orElse(r.New.Set, "none")},
		{"disposition", r.Old.Disposition, r.New.Disposition},
		{"reasons", strings.Join(r.Old.Reasons, " "), strings.Join(r.New.Reasons, " ")},
		{"variants", countWords(r.Old), countWords(r.New)},
	} {
		if line.old == line.now {
			fmt.Fprintf(w, "  %s\t%s\n", line.name, line.old)
		} else {
			fmt.Fprintf(w, "  %s\t%s\t->\t%s\n", line.name, line.old, line.now)
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("printing the comparison: %w", err)
	}
	for _, list := range []struct {
		name   string
		labels []string
	}{{"may be allocated now", r.Gained}, {"may not be allocated any more", r.Lost}} {
		for _, v := range list.labels {
			fmt.Fprintf(out, "  %s: %s\n", list.name, printable(v))
		}
	}
	if r.More {
		fmt.Fprintln(out, "  and others")
	}
	return nil
}

func countWords(v ruleset.Verdict) string {
	if v.TooComplex {
		return "too complex to count"
	}
	var out []string
	for d, n := range v.Counts {
		out = append(out, n.String()+" "+d)
	}
	if len(out) == 0 {
		return "none"
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

type meetingJSON struct {
	Meet  bool         `json:"meet"` // false: they were variants of each other and are no more
	Parts [][]partJSON `json:"parts"`
}

type partJSON struct {
	Application string `json:"application"`
	Label       string `json:"label"`
}

func (c *lgrDiffCmd) writeMeeting(out io.Writer, m ruleset.Meeting) error {
	line := meetingJSON{Meet: m.Gained}
	var parts []string
	for _, p := range m.Parts {
		var labels []string
		var list []partJSON
		for _, s := range p {
			labels = append(labels, fmt.Sprintf("%s (%s)", printable(s.Label), s.Application))
			list = append(list, partJSON{Application: s.Application, Label: s.Label})
		}
		parts, line.Parts = append(parts, strings.Join(labels, ", ")), append(line.Parts, list)
	}
	if c.json() {
		return object(out, line)
	}
	what := "become variants of each other"
	if !m.Gained {
		what = "are variants of each other no more"
	}
	fmt.Fprintf(out, "%s: %s\n", what, strings.Join(parts, " | "))
	return nil
}
