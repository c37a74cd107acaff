package lgr

import (
	"strconv"
	"strings"
)

func (r *reader) rulesOf(g *LGR, e *element) {
	for _, c := range e.children {
		switch c.name {
		case "action":
			g.Actions = append(g.Actions, r.action(c))
		case "rule":
			rule := &Rule{
				Name: c.get("name"), Comment: c.get("comment"), Refs: strings.Fields(c.get("ref")),
				Line: c.line, Body: r.nodes(c),
			}
			r.name(c, rule.Name, g.rules[rule.Name] != nil)
			g.Rules = append(g.Rules, rule)
			g.rules[rule.Name] = rule
		default:
			class := r.class(c)
			r.name(c, class.Name, g.classes[class.Name] != nil)
			g.Classes = append(g.Classes, class)
			g.classes[class.Name] = class
		}
	}
}

func (r *reader) name(e *element, name string, taken bool) {
	switch {
	case name == "":
		r.fault(e.line, "name", "%s without a name", e.name)
	case taken:
		r.fail(e.line, "duplicate", "%s %q is defined more than once", e.name, name)
	}
}

// operandsFit reports whether an operator takes that many classes (RFC 7940,
// section 6.2.5).
func operandsFit(operator string, n int) bool {
	switch operator {
	case "complement":
		return n == 1
	case "difference", "symmetric-difference":
		return n == 2
	}
	return n >= 2
}

func (r *reader) class(e *element) *Class {
	c := &Class{
		Name: e.get("name"), ByRef: e.get("by-ref"), FromTag: e.get("from-tag"), Property: e.get("property"),
		Comment: e.get("comment"), Refs: strings.Fields(e.get("ref")), Line: e.line,
	}
	if e.name != "class" {
		c.Operator = e.name
		for _, child := range e.children {
			c.Operands = append(c.Operands, r.class(child))
		}
		if !operandsFit(e.name, len(c.Operands)) {
			r.fail(e.line, "class", "%s of %d classes", e.name, len(c.Operands))
		}
		return c
	}
	text := strings.Fields(e.text.String())
	sources := 0
	for _, given := range []bool{c.ByRef != "", c.FromTag != "", c.Property != "", len(text) > 0} {
		if given {
			sources++
		}
	}
	if sources > 1 {
		r.fail(e.line, "class", "a class is given in more than one way")
	}
	if len(text) > r.limits.Elements {
		r.fail(e.line, "limit", "more than %d code points in a class", r.limits.Elements)
		return c
	}
	for _, f := range text {
		lo, hi, isRange := strings.Cut(f, "-")
		if !isRange {
			hi = lo
		}
		first, err := parseHex(lo)
		last, err2 := parseHex(hi)
		if err != nil || err2 != nil || last < first {
			r.fail(e.line, "class", "%q is neither a code point nor a range", f)
			continue
		}
		c.Listed = append(c.Listed, Range{first, last})
	}
	return c
}

var nodeKinds = map[string]NodeKind{
	"start": MatchStart, "end": MatchEnd, "any": MatchAny, "choice": MatchChoice, "char": MatchChar, "rule": MatchRule,
	"look-behind": MatchLookBehind, "look-ahead": MatchLookAhead, "anchor": MatchAnchor,
}

func (r *reader) nodes(e *element) []*Node {
	var out []*Node
	for _, c := range e.children {
		n := &Node{
			Kind: nodeKinds[c.name], Min: 1, Max: 1, Line: c.line, Name: c.get("name"), ByRef: c.get("by-ref"),
			Comment: c.get("comment"), Refs: strings.Fields(c.get("ref")),
		}
		if count, ok := c.attr("count"); ok {
			n.Min, n.Max = r.count(c, count)
		}
		switch n.Kind {
		case MatchChar:
			if n.CP = r.codePoints(c, c.get("cp")); len(n.CP) == 0 {
				r.fail(c.line, "cp", "a character without code points")
			}
		case MatchChoice, MatchLookBehind, MatchLookAhead:
			n.Children = r.nodes(c)
			if len(n.Children) == 0 {
				r.fail(c.line, "element", "an empty %s", c.name)
			}
		case MatchRule:
			n.Children = r.nodes(c)
			if (n.ByRef != "") == (len(n.Children) > 0) {
				r.fail(c.line, "rule", "a rule in a rule has either a reference or content")
			}
		case 0:
			n.Kind, n.Class = MatchClass, r.class(c)
			n.Name, n.ByRef, n.Comment, n.Refs = "", "", "", nil
		}
		out = append(out, n)
	}
	return out
}

// count reads the three forms of RFC 7940, section 6.3.3: n, n+ and n:m.
func (r *reader) count(e *element, value string) (least, most int) {
	number := func(s string) int {
		n, err := strconv.ParseUint(s, 10, 31)
		switch {
		case err != nil || s != strconv.FormatUint(n, 10):
			r.fail(e.line, "count", "count %q is not of the form n, n+ or n:m", value)
		case int(n) > r.limits.Count:
			r.fail(e.line, "limit", "count %q is larger than %d", value, r.limits.Count)
		}
		return min(int(n), r.limits.Count)
	}
	if s, ok := strings.CutSuffix(value, "+"); ok {
		return number(s), Unbounded
	}
	lo, hi, ranged := strings.Cut(value, ":")
	least, most = number(lo), number(lo)
	if ranged {
		most = number(hi)
	}
	if most < least || most == 0 {
		r.fail(e.line, "count", "count %q allows nothing", value)
	}
	return least, most
}

func (r *reader) action(e *element) *Action {
	a := &Action{
		Disposition: e.get("disp"), Match: e.get("match"), NotMatch: e.get("not-match"),
		Comment: e.get("comment"), Refs: strings.Fields(e.get("ref")), Line: e.line,
	}
	if a.Match != "" && a.NotMatch != "" {
		r.fail(e.line, "action", "both match and not-match")
	}
	for _, t := range []struct {
		name string
		test VariantTest
	}{{"any-variant", AnyVariant}, {"all-variants", AllVariants}, {"only-variants", OnlyVariants}} {
		if types, ok := e.attr(t.name); ok {
			if a.Test != NoVariantTest {
				r.fail(e.line, "action", "more than one test of variants")
			}
			a.Test, a.Types = t.test, strings.Fields(types)
		}
	}
	return a
}
