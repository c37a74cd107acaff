package lgr

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// Options change how a file is read.
type Options struct {
	Limits Limits
	// Lenient forgives what does not change the meaning of the rest, such as
	// unknown elements and attributes, and lists it in LGR.Forgiven.
	Lenient bool
}

// Parse reads a ruleset strictly. The error is of type Faults.
func Parse(in io.Reader) (*LGR, error) { return ParseWith(in, Options{}) }

// ParseWith reads a ruleset. The error is of type Faults.
func ParseWith(in io.Reader, o Options) (*LGR, error) {
	r := &reader{limits: o.Limits.orDefault(), lenient: o.Lenient}
	root := r.tree(in)
	if len(r.fatal) > 0 {
		return nil, r.all()
	}
	g := &LGR{classes: map[string]*Class{}, rules: map[string]*Rule{}}
	for _, e := range root.children {
		switch e.name {
		case "meta":
			r.meta(g, e)
		case "data":
			r.data(g, e)
		case "rules":
			r.rulesOf(g, e)
		}
	}
	r.once(root, "meta", "data", "rules")
	if len(g.Chars) == 0 && len(r.fatal) == 0 {
		r.fault(root.line, "data", "the repertoire is empty")
	}
	if len(r.fatal) == 0 {
		r.compile(g)
	}
	if len(r.fatal) > 0 || len(r.faults) > 0 && !r.lenient {
		return nil, r.all()
	}
	g.Forgiven = r.faults
	return g, nil
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits
	for _, f := range []struct{ from, to *int }{
		{&l.Depth, &d.Depth},
		{&l.Elements, &d.Elements},
		{&l.Variants, &d.Variants},
		{&l.States, &d.States},
		{&l.Sequence, &d.Sequence},
		{&l.Count, &d.Count},
	} {
		if *f.from > 0 {
			*f.to = *f.from
		}
	}
	if l.Bytes > 0 {
		d.Bytes = l.Bytes
	}
	return d
}

// all lists every fault in the order of lines.
func (r *reader) all() Faults {
	all := append(slices.Clone(r.fatal), r.faults...)
	slices.SortStableFunc(all, func(a, b Fault) int { return a.Line - b.Line })
	return all
}

func (r *reader) once(e *element, names ...string) {
	for _, name := range names {
		n := 0
		for _, c := range e.children {
			if c.name == name {
				if n++; n > 1 {
					r.fault(c.line, "element", "element %q stands more than once", name)
				}
			}
		}
	}
}

func (r *reader) meta(g *LGR, e *element) {
	m := &g.Meta
	one := map[string]*string{
		"version": &m.Version, "date": &m.Date, "validity-start": &m.ValidityStart,
		"validity-end": &m.ValidityEnd, "unicode-version": &m.UnicodeVersion, "description": &m.Description,
	}
	for _, c := range e.children {
		text := strings.TrimSpace(c.text.String())
		if p, ok := one[c.name]; ok {
			*p = text
		}
		switch c.name {
		case "version":
			m.VersionComment = c.get("comment")
		case "language":
			m.Languages = append(m.Languages, text)
		case "scope":
			m.Scopes = append(m.Scopes, Scope{c.get("type"), text})
		case "description":
			m.DescriptionType = c.get("type")
		case "references":
			m.ReferencesComment = c.get("comment")
			for _, ref := range c.children {
				g.References = append(g.References,
					Reference{ref.get("id"), ref.get("comment"), strings.TrimSpace(ref.text.String())})
			}
		}
	}
	for name := range one {
		r.once(e, name)
	}
}

func (r *reader) data(g *LGR, e *element) {
	seen := map[string]bool{}
	for _, c := range e.children {
		char := &Char{
			When: c.get("when"), NotWhen: c.get("not-when"), Tags: strings.Fields(c.get("tag")),
			Comment: c.get("comment"), Refs: strings.Fields(c.get("ref")), Line: c.line,
		}
		r.conditions(c)
		if c.name == "range" {
			char.First, char.Last = r.codePoint(c, c.get("first-cp")), r.codePoint(c, c.get("last-cp"))
			if char.Last < char.First {
				r.fail(c.line, "range", "range %s-%s runs backwards", c.get("first-cp"), c.get("last-cp"))
			}
			g.Chars = append(g.Chars, char)
			continue
		}
		char.CP = r.codePoints(c, c.get("cp"))
		if len(char.CP) == 0 {
			r.fail(c.line, "cp", "a character without code points")
			continue
		}
		key := string(char.CP)
		if seen[key] {
			r.fault(c.line, "duplicate", "character %q is listed more than once", c.get("cp"))
			continue
		}
		seen[key] = true
		r.variants(char, c)
		g.Chars = append(g.Chars, char)
	}
}

func (r *reader) variants(char *Char, e *element) {
	if len(e.children) > r.limits.Variants {
		r.fail(e.line, "limit", "more than %d variants of one character", r.limits.Variants)
		return
	}
	seen := map[string]bool{}
	for _, c := range e.children {
		v := &Variant{
			CP: r.codePoints(c, c.get("cp")), Type: c.get("type"), When: c.get("when"), NotWhen: c.get("not-when"),
			Comment: c.get("comment"), Refs: strings.Fields(c.get("ref")), Line: c.line,
		}
		r.conditions(c)
		key := string(v.CP) + "|" + v.When + "|" + v.NotWhen
		if seen[key] {
			r.fault(c.line, "duplicate", "variant %q is listed more than once under the same condition", c.get("cp"))
			continue
		}
		seen[key] = true
		char.Variants = append(char.Variants, v)
	}
}

// conditions: RFC 7940, section 5.2 allows one of the two.
func (r *reader) conditions(e *element) {
	_, when := e.attr("when")
	_, not := e.attr("not-when")
	if when && not {
		r.fail(e.line, "condition", "both when and not-when")
	}
}

func (r *reader) codePoints(e *element, value string) []rune {
	fields := strings.Fields(value)
	if len(fields) > r.limits.Sequence {
		r.fail(e.line, "limit", "a sequence of more than %d code points", r.limits.Sequence)
		return nil
	}
	out := make([]rune, 0, len(fields))
	for _, f := range fields {
		out = append(out, r.codePoint(e, f))
	}
	return out
}

// codePoint reads the form of RFC 7940, section 5.1: four to six upper-case
// hexadecimal digits without needless zeros.
func (r *reader) codePoint(e *element, value string) rune {
	n, err := parseHex(value)
	if err != nil {
		r.fail(e.line, "cp", "%v", err)
		return 0
	}
	if !canonical(value) {
		r.fault(e.line, "cp", "code point %q is not in the form %04X", value, n)
	}
	return n
}

// canonical reports whether a hexadecimal number is in capital letters, has
// four digits at least, and no needless zero.
func canonical(value string) bool {
	return len(value) >= 4 && (len(value) == 4 || value[0] != '0') && !strings.ContainsAny(value, "abcdef")
}

func parseHex(value string) (rune, error) {
	n, err := strconv.ParseUint(value, 16, 32)
	if err != nil || n > maxRune || n >= 0xD800 && n < 0xE000 || len(value) > 6 {
		return 0, fmt.Errorf("%q is not the hexadecimal number of a code point", value)
	}
	return rune(n), nil
}
