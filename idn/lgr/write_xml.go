package lgr

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// testNames are the attributes of VariantTest.
var testNames = [...]string{AnyVariant: "any-variant", AllVariants: "all-variants", OnlyVariants: "only-variants"}

// attr is an attribute. Without value it is left out, unless made by must.
type attr struct{ name, value string }

// must is an attribute that is written even when it has no value.
func must(name, value string) attr { return attr{"!" + name, value} }

// notes are the attributes that most elements may have.
func notes(refs []string, comment string) []attr {
	return []attr{{"ref", strings.Join(refs, " ")}, {"comment", comment}}
}

// hexOf is a code point in the form of RFC 7940, section 5.1.
func hexOf(r rune) string { return fmt.Sprintf("%04X", r) }

func hexList(cp []rune) string {
	list := make([]string, len(cp))
	for i, r := range cp {
		list[i] = hexOf(r)
	}
	return strings.Join(list, " ")
}

// xmlWriter writes indented elements and keeps the first error.
type xmlWriter struct {
	w     io.Writer
	buf   bytes.Buffer
	depth int
	bare  bool // without comments and references
	err   error
}

// flushAt is how many octets are gathered before they are written.
const flushAt = 32 << 10

func (x *xmlWriter) raw(s string) {
	x.buf.WriteString(s)
	if x.buf.Len() >= flushAt {
		x.flush()
	}
}

func (x *xmlWriter) flush() {
	if x.err == nil {
		_, x.err = x.w.Write(x.buf.Bytes())
	}
	x.buf.Reset()
}

func (x *xmlWriter) open(name string, attrs ...attr) {
	x.begin(name, attrs)
	x.raw(">\n")
	x.depth++
}

func (x *xmlWriter) close(name string) {
	x.depth--
	x.raw(strings.Repeat("  ", x.depth) + "</" + name + ">\n")
}

func (x *xmlWriter) empty(name string, attrs ...attr) {
	x.begin(name, attrs)
	x.raw("/>\n")
}

// text writes an element unless it has neither text nor attributes.
func (x *xmlWriter) text(name, text string, attrs ...attr) {
	given := text != ""
	for _, a := range attrs {
		given = given || a.value != ""
	}
	if given {
		x.always(name, text, attrs...)
	}
}

func (x *xmlWriter) always(name, text string, attrs ...attr) {
	x.begin(name, attrs)
	x.raw(">" + x.escape(text, false) + "</" + name + ">\n")
}

func (x *xmlWriter) begin(name string, attrs []attr) {
	x.raw(strings.Repeat("  ", x.depth) + "<" + name)
	for _, a := range attrs {
		name, always := strings.CutPrefix(a.name, "!")
		if x.bare && (name == "comment" || name == "ref") {
			continue
		}
		if always || a.value != "" {
			x.raw(" " + name + `="` + x.escape(a.value, true) + `"`)
		}
	}
}

// escape writes text so that an XML reader gets back exactly what it was: also
// blanks in attributes and carriage returns, which XML would change.
func (x *xmlWriter) escape(s string, attribute bool) string {
	if !utf8.ValidString(s) {
		x.refuse(s)
	}
	plain := func(r rune) bool {
		return r >= ' ' && r != '&' && r != '<' && r != '>' && r != '"' && r < 0xFFFE
	}
	if strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"' && attribute:
			b.WriteString("&quot;")
		case r == '\r', attribute && (r == '\n' || r == '\t'):
			fmt.Fprintf(&b, "&#x%X;", r)
		case r < ' ' && r != '\n' && r != '\t', r == 0xFFFE, r == 0xFFFF:
			x.refuse(s)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// refuse notes a text with a code point that XML 1.0 does not have.
func (x *xmlWriter) refuse(s string) {
	if x.err == nil {
		x.err = fmt.Errorf("text %q has code points that XML does not allow", s)
	}
}
