package lgr

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Limits bound what a file may ask of the reader. A zero field means the
// value of DefaultLimits.
type Limits struct {
	Bytes    int64 // of the whole file
	Depth    int   // of nested elements
	Elements int   // of all kinds
	Variants int   // of one character
	States   int   // of all rule automata together
	Sequence int   // code points in one character or variant
	Count    int   // largest number in a count attribute
}

// DefaultLimits let every published ruleset pass with room to spare.
var DefaultLimits = Limits{
	Bytes: 64 << 20, Depth: 64, Elements: 2_000_000, Variants: 1000,
	States: 200_000, Sequence: 64, Count: 255,
}

// Fault is one departure from RFC 7940 in a file.
type Fault struct {
	Line int    // of the XML file, from 1; 0 if it belongs to no line
	Rule string // stable id
	Text string // in English, with the offending value
}

// Error says where and what.
func (f Fault) Error() string { return fmt.Sprintf("line %d: %s: %s", f.Line, f.Rule, f.Text) }

// Faults is the error of Parse: all that is wrong with a file, in order.
type Faults []Fault

// Error lists the first faults.
func (f Faults) Error() string {
	var b strings.Builder
	for i, fault := range f {
		if i == 5 {
			fmt.Fprintf(&b, "; and %d more", len(f)-i)
			break
		}
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(fault.Error())
	}
	return b.String()
}

// element is one XML element with its place.
type element struct {
	name     string
	attrs    []xml.Attr
	children []*element
	text     strings.Builder
	line     int
}

func (e *element) attr(name string) (string, bool) {
	for _, a := range e.attrs {
		if a.Name.Space == "" && a.Name.Local == name {
			return a.Value, true
		}
	}
	return "", false
}

func (e *element) get(name string) string {
	v, _ := e.attr(name)
	return v
}

// reader collects faults while a file is read.
type reader struct {
	limits  Limits
	lenient bool
	space   string // namespace of the root element
	faults  Faults // fatal in a strict reading
	fatal   Faults // fatal always
}

func (r *reader) fault(line int, rule, format string, args ...any) {
	r.faults = append(r.faults, Fault{line, rule, fmt.Sprintf(format, args...)})
}

func (r *reader) fail(line int, rule, format string, args ...any) {
	r.fatal = append(r.fatal, Fault{line, rule, fmt.Sprintf(format, args...)})
}

var errTooLarge = errors.New("file is larger than the limit")

// limited fails, instead of ending, when a file is too long.
type limited struct {
	r    io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errTooLarge
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	return n, err
}

// charset is asked about files that declare another encoding than UTF-8.
func charset(name string, in io.Reader) (io.Reader, error) {
	if strings.EqualFold(name, "US-ASCII") || strings.EqualFold(name, "ASCII") {
		return in, nil // is UTF-8 too; other octets are refused as such
	}
	return nil, fmt.Errorf("encoding %q: only UTF-8 is read", name)
}

// tree reads the elements of a file. It stops at XML that is not well formed,
// at document type declarations and at limits; what else does not fit the
// schema is noted.
func (r *reader) tree(in io.Reader) *element {
	d := xml.NewDecoder(&limited{in, r.limits.Bytes + 1})
	d.CharsetReader = charset
	var root *element
	var stack []*element
	count, foreign := 0, 0
	for {
		token, err := d.Token()
		line, _ := d.InputPos()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			r.fail(line, "xml", "%v", err)
			return nil
		}
		switch t := token.(type) {
		case xml.Directive:
			r.fail(line, "doctype", "a document type declaration is not allowed")
			return nil
		case xml.StartElement:
			count++
			if count > r.limits.Elements || len(stack) >= r.limits.Depth {
				r.fail(line, "limit", "more than %d elements or deeper than %d", r.limits.Elements, r.limits.Depth)
				return nil
			}
			if foreign > 0 || !r.known(t, stack, line) {
				foreign++
				stack = append(stack, &element{name: t.Name.Local})
				continue
			}
			e := &element{name: t.Name.Local, attrs: t.Attr, line: line} // a new slice for each token
			if len(stack) > 0 {
				parent := stack[len(stack)-1]
				parent.children = append(parent.children, e)
			} else if root != nil {
				r.fail(line, "xml", "more than one root element")
				return nil
			} else {
				root = e
			}
			stack = append(stack, e)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
			if foreign > 0 {
				foreign--
			}
		case xml.CharData:
			if len(stack) > 0 {
				stack[len(stack)-1].text.Write(t)
			} else if strings.Trim(string(t), " \t\r\n\ufeff") != "" {
				r.fail(line, "xml", "text outside the root element")
				return nil
			}
		}
	}
	if root == nil {
		r.fail(0, "xml", "no element in the file")
	}
	return root
}
