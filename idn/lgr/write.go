package lgr

import (
	"fmt"
	"io"
	"strings"
)

// WriteXML writes the ruleset as XML of RFC 7940, in UTF-8. Reading what it
// wrote gives an equal model, and writing that gives the same octets: elements
// and attributes stand in one order, the named classes before the rules and
// these before the actions, characters and actions in the order of the model.
// What the model does not have, XML comments and layout, is not written. The
// error is that of w, or says which text XML cannot hold.
func (g *LGR) WriteXML(w io.Writer) error {
	x := &xmlWriter{w: w}
	x.raw(`<?xml version="1.0" encoding="utf-8"?>` + "\n")
	x.open("lgr", attr{"xmlns", Namespace})
	x.meta(g)
	x.open("data")
	for _, c := range g.Chars {
		x.char(c)
	}
	x.close("data")
	if len(g.Classes)+len(g.Rules)+len(g.Actions) > 0 {
		x.open("rules")
		for _, c := range g.Classes {
			x.class(c)
		}
		for _, r := range g.Rules {
			x.rule(r)
		}
		for _, a := range g.Actions {
			x.action(a)
		}
		x.close("rules")
	}
	x.close("lgr")
	x.flush()
	if x.err != nil {
		return fmt.Errorf("write ruleset: %w", x.err)
	}
	return nil
}

func (x *xmlWriter) meta(g *LGR) {
	m := &g.Meta
	if len(g.References) == 0 && m.empty() {
		return
	}
	x.open("meta")
	x.text("version", m.Version, attr{"comment", m.VersionComment})
	x.text("date", m.Date)
	for _, l := range m.Languages {
		x.always("language", l)
	}
	for _, s := range m.Scopes {
		x.always("scope", s.Value, attr{"type", s.Type})
	}
	x.text("validity-start", m.ValidityStart)
	x.text("validity-end", m.ValidityEnd)
	x.text("unicode-version", m.UnicodeVersion)
	x.text("description", m.Description, attr{"type", m.DescriptionType})
	if len(g.References) > 0 || m.ReferencesComment != "" {
		x.open("references", attr{"comment", m.ReferencesComment})
		for _, r := range g.References {
			x.always("reference", r.Text, must("id", r.ID), attr{"comment", r.Comment})
		}
		x.close("references")
	}
	x.close("meta")
}

func (m *Meta) empty() bool {
	for _, s := range []string{
		m.Version, m.VersionComment, m.Date, m.ValidityStart, m.ValidityEnd, m.UnicodeVersion,
		m.Description, m.DescriptionType, m.ReferencesComment,
	} {
		if s != "" {
			return false
		}
	}
	return len(m.Languages)+len(m.Scopes) == 0
}

func (x *xmlWriter) char(c *Char) {
	name, attrs := "char", []attr{must("cp", hexList(c.CP))}
	if c.IsRange() {
		name, attrs = "range", []attr{must("first-cp", hexOf(c.First)), must("last-cp", hexOf(c.Last))}
	}
	attrs = append(attrs, attr{"tag", strings.Join(c.Tags, " ")}, attr{"when", c.When}, attr{"not-when", c.NotWhen})
	attrs = append(attrs, notes(c.Refs, c.Comment)...)
	if len(c.Variants) == 0 {
		x.empty(name, attrs...)
		return
	}
	x.open(name, attrs...)
	for _, v := range c.Variants {
		x.empty("var", append([]attr{
			must("cp", hexList(v.CP)), {"type", v.Type}, {"when", v.When}, {"not-when", v.NotWhen},
		}, notes(v.Refs, v.Comment)...)...)
	}
	x.close(name)
}

func (x *xmlWriter) class(c *Class, more ...attr) {
	attrs := append([]attr{
		{"name", c.Name}, {"by-ref", c.ByRef}, {"from-tag", c.FromTag}, {"property", c.Property},
	}, more...)
	attrs = append(attrs, notes(c.Refs, c.Comment)...)
	switch {
	case c.Operator != "":
		x.open(c.Operator, attrs...)
		for _, o := range c.Operands {
			x.class(o)
		}
		x.close(c.Operator)
	case len(c.Listed) == 0:
		x.empty("class", attrs...)
	default:
		listed := make([]string, len(c.Listed))
		for i, r := range c.Listed {
			listed[i] = hexOf(r.Lo)
			if r.Hi != r.Lo {
				listed[i] += "-" + hexOf(r.Hi)
			}
		}
		x.always("class", strings.Join(listed, " "), attrs...)
	}
}

func (x *xmlWriter) rule(r *Rule) {
	attrs := append([]attr{{"name", r.Name}}, notes(r.Refs, r.Comment)...)
	if len(r.Body) == 0 {
		x.empty("rule", attrs...)
		return
	}
	x.open("rule", attrs...)
	x.nodes(r.Body)
	x.close("rule")
}

// nodeNames are the elements of match operators; nodeKinds has them the other way.
var nodeNames = [...]string{
	MatchStart: "start", MatchEnd: "end", MatchAny: "any", MatchChoice: "choice", MatchChar: "char", MatchRule: "rule",
	MatchLookBehind: "look-behind", MatchLookAhead: "look-ahead", MatchAnchor: "anchor",
}

func (x *xmlWriter) nodes(body []*Node) {
	for _, n := range body {
		count := attr{"count", n.count()}
		if n.Kind == MatchClass {
			x.class(n.Class, count)
			continue
		}
		attrs := []attr{{"name", n.Name}, {"by-ref", n.ByRef}}
		if n.Kind == MatchChar {
			attrs = append(attrs, must("cp", hexList(n.CP)))
		}
		attrs = append(append(attrs, count), notes(n.Refs, n.Comment)...)
		if len(n.Children) == 0 {
			x.empty(nodeNames[n.Kind], attrs...)
			continue
		}
		x.open(nodeNames[n.Kind], attrs...)
		x.nodes(n.Children)
		x.close(nodeNames[n.Kind])
	}
}

// count is the attribute of RFC 7940, section 6.3.3; empty for once.
func (n *Node) count() string {
	switch {
	case n.Max == Unbounded:
		return fmt.Sprintf("%d+", n.Min)
	case n.Min != n.Max:
		return fmt.Sprintf("%d:%d", n.Min, n.Max)
	case n.Min == 1:
		return ""
	}
	return fmt.Sprint(n.Min)
}

func (x *xmlWriter) action(a *Action) {
	attrs := []attr{must("disp", a.Disposition), {"match", a.Match}, {"not-match", a.NotMatch}}
	if a.Test != NoVariantTest {
		attrs = append(attrs, must(testNames[a.Test], strings.Join(a.Types, " ")))
	}
	x.empty("action", append(attrs, notes(a.Refs, a.Comment)...)...)
}
