package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"rootward/application/ruleset"
	"rootward/idn"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

type lgrShowCmd struct {
	Name string `arg:"" help:"Rule set, edition, file or folder."`
	XML  bool   `name:"xml" help:"Write it as RFC 7940 XML: as it was given, or, if the program carries it, made anew."`
	Char string `help:"Show one character: U+0627, a sequence such as \"U+0061 U+0331\", or the character itself."`
	lgrFormat
}

// Run shows a rule set, or lists those of an edition.
func (c *lgrShowCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	l := newLibrary(s)
	defer l.close()
	f, err := l.find(ctx, c.Name)
	if err != nil {
		return err
	}
	switch {
	case c.Char != "":
		return c.writeChar(std.Out, f)
	case c.XML:
		return writeXML(std.Out, f)
	case f.set == nil:
		list := lgrListCmd{lgrFormat: c.lgrFormat}
		if !c.json() {
			fmt.Fprintf(std.Out, "edition %s of %s, %s %s\n\n", f.about.ID, orElse(f.about.Date, "no date"), f.about.Source, f.about.SourceURL)
		}
		return list.writeSets(std.Out, f.about)
	case c.json():
		return object(std.Out, shownJSON{setJSON: setObject(f.about, aboutSet(f)), Meta: f.set.LGR().Meta, References: f.set.LGR().References, VariantTypes: variantTypes(f.set.LGR())})
	}
	return writeSet(std.Out, f)
}

// aboutSet is what is known of the set that was meant.
func aboutSet(f found) ruleset.Set {
	for _, s := range f.about.Sets {
		if s.Name == f.set.Name {
			return s
		}
	}
	return ruleset.Set{Name: f.set.Name, Facts: ruleset.FactsOf(f.set)}
}

type shownJSON struct {
	setJSON
	Meta         lgr.Meta        `json:"meta"`
	References   []lgr.Reference `json:"references_listed"`
	VariantTypes map[string]int  `json:"variant_types"`
}

// variantTypes counts mappings by their type.
func variantTypes(g *lgr.LGR) map[string]int {
	out := map[string]int{}
	for _, c := range g.Chars {
		for _, v := range c.Variants {
			out[v.Type]++
		}
	}
	return out
}

// writeXML writes one rule set. A whole edition is many files: it must be one
// of them.
func writeXML(out io.Writer, f found) error {
	if f.set == nil {
		return fmt.Errorf("edition %s has %d rule sets: name one of them", f.about.ID, len(f.edition.Sets))
	}
	if f.given != nil {
		if _, err := out.Write(f.given); err != nil {
			return fmt.Errorf("writing XML: %w", err)
		}
		return nil
	}
	return f.set.LGR().WriteXML(out) //nolint:wrapcheck // says what it did
}

func writeSet(out io.Writer, f found) error {
	g, about := f.set.LGR(), aboutSet(f)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	row := func(name string, format string, args ...any) { fmt.Fprintf(w, name+"\t"+format+"\n", args...) }
	row("rule set", "%s", f.set.Name)
	row("edition", "%s", f.about.ID)
	row("version", "%s", strings.TrimSpace(about.Version+" "+g.Meta.VersionComment))
	row("date", "%s", about.Date)
	row("languages", "%s", strings.Join(about.Languages, " "))
	row("scripts", "%s", scriptWords(about.Scripts))
	for _, s := range g.Meta.Scopes {
		row("scope", "%s %s", s.Type, s.Value)
	}
	row("Unicode version", "%s", about.UnicodeVersion)
	row("code points", "%d, and %d of others as variants only", about.CodePoints, about.Foreign)
	row("sequences", "%d", about.Sequences)
	row("variants", "%d", about.Variants)
	types := variantTypes(g)
	for _, t := range slices.Sorted(maps.Keys(types)) {
		row("", "%d %s", types[t], orElse(t, "without type"))
	}
	row("classes, rules, actions", "%d, %d, %d", about.Classes, about.Rules, about.Actions)
	row("references", "%d", about.References)
	if about.SHA256 != "" {
		row("SHA-256", "%s", about.SHA256)
	}
	for _, x := range about.Forgiven {
		row("passed over", "%s", x)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("printing the rule set: %w", err)
	}
	return nil
}

// writeChar shows a character in each of the sets that has it.
func (c *lgrShowCmd) writeChar(out io.Writer, f found) error {
	cp, err := readCodePoints(c.Char)
	if err != nil {
		return err
	}
	any := false
	for _, s := range f.sets() {
		char := charOf(s.LGR(), cp)
		if char == nil {
			continue
		}
		any = true
		if c.json() {
			if err := object(out, charObject(s, char)); err != nil {
				return err
			}
			continue
		}
		printChar(out, s, char)
	}
	if !any {
		fmt.Fprintf(out, "%s has no %s\n", c.Name, codeWords(cp))
		return exitCode(1)
	}
	return nil
}

func printChar(out io.Writer, s *rootzone.Set, char *lgr.Char) {
	foreign := ""
	if ruleset.IsForeign(s.LGR().OwnRepertoire(), char) {
		foreign = ", only as a variant of others"
	}
	fmt.Fprintf(out, "%s: %s %s%s\n", s.Name, charCodes(char), charNames(char), foreign)
	for _, line := range []struct{ name, value string }{
		{"tags", strings.Join(char.Tags, " ")}, {"when", char.When}, {"not when", char.NotWhen}, {"comment", char.Comment}, {"references", referenceWords(s.LGR(), char.Refs)},
	} {
		if line.value != "" {
			fmt.Fprintf(out, "  %s: %s\n", line.name, line.value)
		}
	}
	for _, v := range char.Variants {
		fmt.Fprintf(out, "  variant %s %s: %s", orElse(codeWords(v.CP), "(nothing)"), nameWords(v.CP), orElse(v.Type, "without type"))
		if v.When != "" {
			fmt.Fprintf(out, ", when %s", v.When)
		}
		if v.NotWhen != "" {
			fmt.Fprintf(out, ", not when %s", v.NotWhen)
		}
		fmt.Fprintln(out)
	}
}

type charJSON struct {
	RuleSet    string        `json:"rule_set"`
	CodePoints string        `json:"cps"` // as 0061 0331, or 0061-007A for a range
	Name       string        `json:"name"`
	Foreign    bool          `json:"foreign"`
	Tags       []string      `json:"tags"`
	When       string        `json:"when,omitempty"`
	NotWhen    string        `json:"not_when,omitempty"`
	Comment    string        `json:"comment,omitempty"`
	References []string      `json:"references"`
	Variants   []variantJSON `json:"variants"`
}

type variantJSON struct {
	CodePoints string `json:"cps"`
	Name       string `json:"name"`
	Type       string `json:"type"`
	When       string `json:"when,omitempty"`
	NotWhen    string `json:"not_when,omitempty"`
}

func charObject(s *rootzone.Set, c *lgr.Char) charJSON {
	out := charJSON{
		RuleSet: s.Name, CodePoints: strings.ReplaceAll(charCodes(c), "U+", ""), Name: charNames(c), Foreign: ruleset.IsForeign(s.LGR().OwnRepertoire(), c),
		Tags: orNone(c.Tags), When: c.When, NotWhen: c.NotWhen, Comment: c.Comment, References: orNone(c.Refs), Variants: []variantJSON{},
	}
	for _, v := range c.Variants {
		out.Variants = append(out.Variants, variantJSON{CodePoints: strings.ReplaceAll(codeWords(v.CP), "U+", ""), Name: nameWords(v.CP), Type: v.Type, When: v.When, NotWhen: v.NotWhen})
	}
	return out
}

func orNone(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// charOf finds a code point, the range that it lies in, or a sequence.
func charOf(g *lgr.LGR, cp []rune) *lgr.Char {
	for _, c := range g.Chars {
		if string(c.CP) == string(cp) || c.IsRange() && len(cp) == 1 && c.First <= cp[0] && cp[0] <= c.Last {
			return c
		}
	}
	return nil
}

// readCodePoints reads "U+0061 U+0331", "0061 0331" of four digits or more, or
// characters as they are.
func readCodePoints(text string) ([]rune, error) {
	fields := strings.Fields(text)
	var out []rune
	for _, f := range fields {
		digits, marked := strings.CutPrefix(strings.ToUpper(f), "U+")
		n, err := strconv.ParseUint(digits, 16, 32)
		switch {
		case marked && (err != nil || n > 0x10FFFF):
			return nil, fmt.Errorf("%q is no code point such as U+0627", f)
		case marked || err == nil && len(f) >= 4 && n <= 0x10FFFF:
			out = append(out, rune(n)) //nolint:gosec // not above 10FFFF
		default:
			out = append(out, []rune(f)...)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%q has no code points", text)
	}
	return out, nil
}

func codeWords(cp []rune) string {
	var out []string
	for _, r := range cp {
		out = append(out, fmt.Sprintf("U+%04X", r))
	}
	return strings.Join(out, " ")
}

func nameWords(cp []rune) string {
	var out []string
	for _, p := range idn.Check(string(cp), idn.Rules{}).CodePoints {
		out = append(out, p.Name)
	}
	return strings.Join(out, " + ")
}

func charCodes(c *lgr.Char) string {
	if c.IsRange() {
		return fmt.Sprintf("U+%04X-%04X", c.First, c.Last)
	}
	return codeWords(c.CP)
}

func charNames(c *lgr.Char) string {
	if c.IsRange() {
		return nameWords([]rune{c.First}) + " to " + nameWords([]rune{c.Last})
	}
	return nameWords(c.CP)
}

// referenceWords are the sources that an element names.
func referenceWords(g *lgr.LGR, ids []string) string {
	var out []string
	for _, id := range ids {
		text := "[" + id + "]"
		for _, r := range g.References {
			if r.ID == id {
				text += " " + strings.Join(strings.Fields(r.Text), " ")
			}
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}
