package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"rootward/application/ruleset"
	"rootward/idn/rootzone"
)

// pair is a rule set before and after; one side may be missing.
type pair struct {
	family   string
	old, now *rootzone.Set
}

// pairs puts the sets of two editions side by side by their family.
func pairs(old, now found) []pair {
	if old.set != nil && now.set != nil {
		return []pair{{now.set.Name, old.set, now.set}}
	}
	var out []pair
	for _, s := range old.sets() {
		out = append(out, pair{family: ruleset.Family(s.Name), old: s})
	}
	for _, s := range now.sets() {
		family := ruleset.Family(s.Name)
		at := slices.IndexFunc(out, func(p pair) bool { return p.family == family })
		if at < 0 {
			out = append(out, pair{family: family, now: s})
			continue
		}
		out[at].now = s
	}
	return out
}

// rules compares the rules themselves.
func (c *lgrDiffCmd) rules(out io.Writer, old, now found) error {
	for _, p := range pairs(old, now) {
		if err := c.sizes(out, p); err != nil {
			return err
		}
	}
	return nil
}

// sizesJSON says how the size of a rule set changes.
type sizesJSON struct {
	RuleSet string         `json:"rule_set"`
	Old     *ruleset.Facts `json:"old"` // null: there was none
	New     *ruleset.Facts `json:"new"` // null: there is none any more
}

func (c *lgrDiffCmd) sizes(out io.Writer, p pair) error {
	line := sizesJSON{RuleSet: p.family}
	if p.old != nil {
		f := ruleset.FactsOf(p.old)
		line.Old = &f
	}
	if p.now != nil {
		f := ruleset.FactsOf(p.now)
		line.New = &f
	}
	switch {
	case c.json():
		return object(out, line)
	case line.Old == nil:
		fmt.Fprintf(out, "%s: new\n", p.family)
		return nil
	case line.New == nil:
		fmt.Fprintf(out, "%s: is no more\n", p.family)
		return nil
	}
	fmt.Fprintf(out, "%s\n", p.family)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, x := range []struct{ name, old, now string }{
		{"version", line.Old.Version, line.New.Version},
		{"date", line.Old.Date, line.New.Date},
		{"Unicode version", line.Old.UnicodeVersion, line.New.UnicodeVersion},
		{"code points", fmt.Sprint(line.Old.CodePoints), fmt.Sprint(line.New.CodePoints)},
		{"sequences", fmt.Sprint(line.Old.Sequences), fmt.Sprint(line.New.Sequences)},
		{"variants", fmt.Sprint(line.Old.Variants), fmt.Sprint(line.New.Variants)},
		{"rules", fmt.Sprint(line.Old.Rules), fmt.Sprint(line.New.Rules)},
		{"actions", fmt.Sprint(line.Old.Actions), fmt.Sprint(line.New.Actions)},
	} {
		if x.old != x.now {
			fmt.Fprintf(w, "  %s\t%s\t->\t%s\n", x.name, x.old, x.now)
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("printing sizes: %w", err)
	}
	return nil
}
