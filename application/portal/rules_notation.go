package portal

import (
	"fmt"
	"strings"

	"rootward/idn/lgr"
	"rootward/templates"
)

// ruleTables are the classes, rules and actions of a rule set. Rules are
// written like regular expressions: [class], :rule:, ^ and $ for the ends, .
// for any, ⚓ for the anchor, (?<=…) and (?=…) for what stands before and
// behind.
func (s ruleSet) ruleTables() []templates.Table {
	classes := templates.Table{Caption: templates.T("rules.classes"), Cards: true, Columns: columns("rules.col.", "name", "definition", "comment"), Empty: templates.T("rules.none.classes")}
	for _, c := range s.rules.Classes {
		classes.Rows = append(classes.Rows, templates.Row{Cells: []templates.Cell{{Code: c.Name}, {Code: classNotation(c)}, {Text: templates.Plain(c.Comment)}}})
	}
	rules := templates.Table{Caption: templates.T("rules.rules"), Cards: true, Columns: columns("rules.col.", "name", "definition", "comment", "references"), Empty: templates.T("rules.none.rules")}
	for _, r := range s.rules.Rules {
		rules.Rows = append(rules.Rows, templates.Row{Cells: []templates.Cell{{Code: r.Name}, {Code: notation(r.Body)}, {Text: templates.Plain(r.Comment)}, s.referenceCell(r.Refs)}})
	}
	actions := templates.Table{Caption: templates.T("rules.actions"), Note: templates.T("rules.actions_note"), Cards: true, Columns: columns("rules.col.", "#number", "disposition", "condition", "comment")}
	for i, a := range s.rules.Actions {
		actions.Rows = append(actions.Rows, templates.Row{Cells: []templates.Cell{{Text: templates.Num(i)}, {Code: a.Disposition}, conditionCell(a), {Text: templates.Plain(a.Comment)}}})
	}
	return []templates.Table{actions, rules, classes}
}

// maxListed is how many ranges of a class are written out.
const maxListed = 12

func classNotation(c *lgr.Class) string {
	switch {
	case c.ByRef != "":
		return "[" + c.ByRef + "]"
	case c.FromTag != "":
		return "tag " + c.FromTag
	case c.Property != "":
		return `\p{` + c.Property + "}"
	case c.Operator != "":
		sign, parts := map[string]string{"union": " ∪ ", "intersection": " ∩ ", "difference": " ∖ ", "symmetric-difference": " △ "}[c.Operator], make([]string, len(c.Operands))
		for i, o := range c.Operands {
			parts[i] = classNotation(o)
		}
		if c.Operator == "complement" {
			return "∁" + strings.Join(parts, "")
		}
		return "(" + strings.Join(parts, sign) + ")"
	}
	parts := make([]string, 0, maxListed)
	for i, r := range c.Listed {
		if i == maxListed {
			parts = append(parts, "…")
			break
		}
		text := fmt.Sprintf("%04X", r.Lo)
		if r.Hi > r.Lo {
			text += fmt.Sprintf("–%04X", r.Hi)
		}
		parts = append(parts, text)
	}
	return "[" + strings.Join(parts, " ") + "]"
}

func notation(body []*lgr.Node) string {
	var b strings.Builder
	for _, n := range body {
		b.WriteString(nodeNotation(n))
		b.WriteString(countNotation(n))
	}
	return b.String()
}

func nodeNotation(n *lgr.Node) string {
	switch n.Kind {
	case lgr.MatchStart:
		return "^"
	case lgr.MatchEnd:
		return "$"
	case lgr.MatchAny:
		return "."
	case lgr.MatchAnchor:
		return "⚓"
	case lgr.MatchChar:
		return "[" + strings.TrimPrefix(strings.ReplaceAll(codesOf(n.CP), "U+", ""), " ") + "]"
	case lgr.MatchClass:
		if n.Class.Name != "" {
			return "[" + n.Class.Name + "]"
		}
		return classNotation(n.Class)
	case lgr.MatchRule:
		if n.ByRef != "" {
			return ":" + n.ByRef + ":"
		}
		return "(" + notation(n.Children) + ")"
	case lgr.MatchLookBehind:
		return "(?<=" + notation(n.Children) + ")"
	case lgr.MatchLookAhead:
		return "(?=" + notation(n.Children) + ")"
	case lgr.MatchChoice:
		parts := make([]string, len(n.Children))
		for i, c := range n.Children {
			parts[i] = notation([]*lgr.Node{c})
		}
		return "(" + strings.Join(parts, "|") + ")"
	}
	return ""
}

func countNotation(n *lgr.Node) string {
	switch {
	case n.Min == 1 && n.Max == 1:
		return ""
	case n.Min == 0 && n.Max == 1:
		return "?"
	case n.Min == 0 && n.Max == lgr.Unbounded:
		return "*"
	case n.Min == 1 && n.Max == lgr.Unbounded:
		return "+"
	case n.Max == lgr.Unbounded:
		return fmt.Sprintf("{%d,}", n.Min)
	case n.Min == n.Max:
		return fmt.Sprintf("{%d}", n.Min)
	}
	return fmt.Sprintf("{%d,%d}", n.Min, n.Max)
}

// conditionCell is when an action applies, in the words of its attributes.
func conditionCell(a *lgr.Action) templates.Cell {
	var parts []string
	if a.Match != "" {
		parts = append(parts, "match "+a.Match)
	}
	if a.NotMatch != "" {
		parts = append(parts, "not-match "+a.NotMatch)
	}
	if a.Test != lgr.NoVariantTest {
		name := map[lgr.VariantTest]string{lgr.AnyVariant: "any-variant", lgr.AllVariants: "all-variants", lgr.OnlyVariants: "only-variants"}[a.Test]
		parts = append(parts, name+" "+strings.Join(a.Types, " "))
	}
	if parts == nil {
		return templates.Cell{Text: templates.T("rules.any_label")}
	}
	return templates.Cell{Code: strings.Join(parts, ", ")}
}
