package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"rootward/application/ruleset"
	"rootward/idn/lgr"
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

// rules compares the rules themselves. Ends with 1 when something differs, as
// diff does.
func (c *lgrDiffCmd) rules(out io.Writer, old, now found) error {
	differ := false
	for _, p := range pairs(old, now) {
		d := lgr.Difference{}
		if p.old != nil && p.now != nil {
			d = lgr.Diff(p.old.LGR(), p.now.LGR())
		}
		differ = differ || p.old == nil || p.now == nil || !d.Empty()
		if err := c.writePair(out, p, d); err != nil {
			return err
		}
	}
	if differ {
		return exitCode(1)
	}
	return nil
}

// changesJSON is what changes in one rule set.
type changesJSON struct {
	RuleSet string          `json:"rule_set"`
	Old     *ruleset.Facts  `json:"old"` // null: there was none
	New     *ruleset.Facts  `json:"new"` // null: there is none any more
	Same    bool            `json:"same"`
	Changes *lgr.Difference `json:"changes,omitempty"`
}

func (c *lgrDiffCmd) writePair(out io.Writer, p pair, d lgr.Difference) error {
	line := changesJSON{RuleSet: p.family}
	if p.old != nil {
		f := ruleset.FactsOf(p.old)
		line.Old = &f
	}
	if p.now != nil {
		f := ruleset.FactsOf(p.now)
		line.New = &f
	}
	if both := p.old != nil && p.now != nil; both {
		line.Same, line.Changes = d.Empty(), &d
	}
	switch {
	case c.json():
		return object(out, line)
	case line.Old == nil:
		fmt.Fprintf(out, "%s: new: %d code points, %d variants\n", p.family, line.New.CodePoints, line.New.Variants)
	case line.New == nil:
		fmt.Fprintf(out, "%s: is no more\n", p.family)
	case line.Same:
		fmt.Fprintf(out, "%s: nothing changes\n", p.family)
	default:
		fmt.Fprintf(out, "%s: %d to %d code points, %d to %d variants\n", p.family, line.Old.CodePoints, line.New.CodePoints, line.Old.Variants, line.New.Variants)
		writeDifference(out, d)
	}
	return nil
}

// marks show a change as diffs do.
var marks = map[lgr.Change]string{lgr.Added: "+", lgr.Removed: "-", lgr.Changed: "~"}

func writeDifference(out io.Writer, d lgr.Difference) {
	writeFields(out, "  ~ ", d.Meta)
	for _, c := range d.Chars {
		code, name := codeWords(c.CP), nameWords(c.CP)
		if c.Last != 0 {
			code, name = code+"-"+codeWords([]rune{c.Last})[2:], name+" to "+nameWords([]rune{c.Last})
		}
		fmt.Fprintf(out, "  %s %s %s\n", marks[c.Change], code, name)
		if c.Change == lgr.Changed {
			writeFields(out, "    ~ ", c.Fields)
		}
		for _, v := range c.Variants {
			fmt.Fprintf(out, "    %s variant %s", marks[v.Change], orElse(codeWords(v.CP), "(nothing)"))
			for _, f := range v.Fields {
				fmt.Fprintf(out, ", %s %s", f.Field, beforeAfter(f))
			}
			fmt.Fprintln(out)
		}
	}
	for _, c := range d.Classes {
		fmt.Fprintf(out, "  %s class %s: %d code points more, %d fewer\n", marks[c.Change], c.Name, sizeOf(c.Gained), sizeOf(c.Lost))
	}
	for _, r := range d.Rules {
		fmt.Fprintf(out, "  %s rule %s\n", marks[r.Change], r.Name)
	}
	for _, a := range d.Actions {
		fmt.Fprintf(out, "  %s action %s %s\n", marks[a.Change], a.Disposition, a.Condition)
	}
	for _, r := range d.References {
		fmt.Fprintf(out, "  %s reference %s\n", marks[r.Change], strings.Join(strings.Fields(orElse(r.After, r.Before)), " "))
	}
}

func writeFields(out io.Writer, indent string, fields []lgr.FieldChange) {
	for _, f := range fields {
		fmt.Fprintf(out, "%s%s %s\n", indent, f.Field, beforeAfter(f))
	}
}

func beforeAfter(f lgr.FieldChange) string {
	switch {
	case f.Before == "":
		return visible(f.After)
	case f.After == "":
		return "no more " + visible(f.Before)
	}
	return visible(f.Before) + " -> " + visible(f.After)
}

func sizeOf(s lgr.Set) int {
	n := 0
	for _, r := range s {
		n += int(r.Hi-r.Lo) + 1
	}
	return n
}
