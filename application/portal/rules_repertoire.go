package portal

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"rootward/application/ruleset"
	"rootward/idn"
	"rootward/idn/lgr"
	"rootward/templates"
)

// repertoire shows the characters of a rule set in the order of their code
// points, a page from one of them on.
func (s ruleSet) repertoire(view *templates.RuleSetShow, from string) {
	chars := slices.Clone(s.rules.Chars)
	slices.SortStableFunc(chars, func(a, b *lgr.Char) int { return slices.Compare(startOf(a), startOf(b)) })
	first, _ := slices.BinarySearchFunc(chars, codePointsOf(from), func(c *lgr.Char, cp []rune) int { return slices.Compare(startOf(c), cp) })
	if first > 0 && first <= len(chars) && chars[first-1].IsRange() && len(codePointsOf(from)) > 0 && codePointsOf(from)[0] <= chars[first-1].Last {
		first-- // inside a range
	}
	last := min(first+pageRows, len(chars))
	at := func(i int) string {
		return s.path() + "?" + url.Values{paramFrom: {codesOf(startOf(chars[i]))}}.Encode()
	}
	pager := templates.Pager{Shown: last - first, Total: len(chars)}
	if first > 0 {
		pager.First, pager.Prev = s.path(), at(max(0, first-pageRows))
	}
	if last < len(chars) {
		pager.Next = at(last)
	}
	t := templates.Table{
		Caption: templates.T("rules.tab.repertoire"), Cards: true, Tight: true, Empty: templates.T("rules.none.repertoire"),
		Columns: columns("rules.col.", "character", "tags", "variants", "conditions", "references"),
	}
	own := s.rules.OwnRepertoire()
	for _, c := range chars[first:last] {
		t.Rows = append(t.Rows, templates.Row{Cells: s.charCells(c, own)})
	}
	view.Action, view.Tables, view.Pager = s.path(), []templates.Table{t}, &pager
	view.Filters = []templates.Filter{{Name: paramFrom, Label: templates.T("rules.from"), Value: from, Hint: templates.T("rules.from.hint")}}
}

func (s ruleSet) charCells(c *lgr.Char, own lgr.Set) []templates.Cell {
	name := templates.Cell{Text: templates.Plain(string(c.CP)), Code: codesOf(c.CP), Sub: templates.Plain(namesOf(c.CP))}
	if c.IsRange() {
		name = templates.Cell{
			Text: templates.T("rules.range", "First", string(c.First), "Last", string(c.Last)), Code: codesOf([]rune{c.First}) + "–" + codesOf([]rune{c.Last}),
			Sub: templates.T("rules.range", "First", namesOf([]rune{c.First}), "Last", namesOf([]rune{c.Last})),
		}
	}
	if ruleset.IsForeign(own, c) {
		name.Sub = templates.Join(" · ", name.Sub, templates.T("rules.foreign"))
	}
	var variants []templates.Text
	all := templates.Cell{}
	for _, v := range c.Variants {
		variants = append(variants, variantText(v))
	}
	if len(variants) > 0 {
		all.Text = templates.Join(" · ", variants...)
	}
	return []templates.Cell{
		name, {Text: templates.Plain(strings.Join(c.Tags, " "))}, all, {Text: conditions(c.When, c.NotWhen), Sub: templates.Plain(c.Comment)}, s.referenceCell(c.Refs),
	}
}

// referenceCell names sources by their ids, which the page of references
// explains.
func (s ruleSet) referenceCell(ids []string) templates.Cell {
	if len(ids) == 0 {
		return templates.Cell{}
	}
	return templates.Cell{Text: templates.Plain(strings.Join(ids, " ")), Href: s.path() + "?part=" + partReferences}
}

func variantText(v *lgr.Variant) templates.Text {
	to, typ := templates.T("rules.nothing"), templates.T("rules.untyped")
	if len(v.CP) > 0 {
		to = templates.Plain(codesOf(v.CP) + " \u2068" + string(v.CP) + "\u2069")
	}
	if v.Type != "" {
		typ = templates.Plain(v.Type)
	}
	return templates.Join(" ", to, typ, conditions(v.When, v.NotWhen))
}

func conditions(when, not string) templates.Text {
	switch {
	case when != "":
		return templates.T("rules.when", "Rule", when)
	case not != "":
		return templates.T("rules.not_when", "Rule", not)
	}
	return nil
}

// startOf is where a character stands in the order of code points.
func startOf(c *lgr.Char) []rune {
	if c.IsRange() {
		return []rune{c.First}
	}
	return c.CP
}

// codePointsOf reads "U+0061 U+0331", or characters as they are.
func codePointsOf(text string) []rune {
	var out []rune
	for _, f := range strings.Fields(text) {
		digits, marked := strings.CutPrefix(strings.ToUpper(f), "U+")
		if n, err := strconv.ParseInt(digits, 16, 32); marked && err == nil {
			out = append(out, rune(n))
			continue
		}
		out = append(out, []rune(f)...)
	}
	return out
}

func codesOf(cp []rune) string {
	out := make([]string, len(cp))
	for i, r := range cp {
		out[i] = fmt.Sprintf("U+%04X", r)
	}
	return strings.Join(out, " ")
}

func namesOf(cp []rune) string {
	var out []string
	for _, p := range idn.Check(string(cp), idn.Rules{}).CodePoints {
		out = append(out, p.Name)
	}
	return strings.Join(out, " + ")
}
