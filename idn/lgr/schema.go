package lgr

import (
	"encoding/xml"
	"slices"
	"strings"
)

// shape is what the schema of RFC 7940, appendix D allows in an element.
type shape struct {
	children string // names, separated by blanks
	attrs    string
	required string // attributes that must be there
	text     bool
}

const (
	operators = "class union intersection difference symmetric-difference complement"
	matches   = "start end any choice char rule look-behind look-ahead anchor " + operators
	note      = "comment ref "
)

var schema = map[string]shape{
	"lgr":  {children: "meta data rules"},
	"meta": {children: "version date language scope validity-start validity-end unicode-version description references"},

	"version": {attrs: "comment", text: true}, "date": {text: true}, "language": {text: true},
	"scope": {attrs: "type", text: true}, "validity-start": {text: true}, "validity-end": {text: true},
	"unicode-version": {text: true}, "description": {attrs: "type", text: true},
	"references": {children: "reference", attrs: "comment"},
	"reference":  {attrs: "id comment", required: "id", text: true},

	"data":  {children: "char range"},
	"char":  {children: "var", attrs: note + "cp tag when not-when", required: "cp"},
	"range": {attrs: note + "first-cp last-cp tag when not-when", required: "first-cp last-cp"},
	"var":   {attrs: note + "cp type when not-when", required: "cp"},

	"rules":                {children: operators + " rule action"},
	"class":                {attrs: note + "name by-ref from-tag property", text: true},
	"union":                {children: operators, attrs: note + "name"},
	"intersection":         {children: operators, attrs: note + "name"},
	"difference":           {children: operators, attrs: note + "name"},
	"symmetric-difference": {children: operators, attrs: note + "name"},
	"complement":           {children: operators, attrs: note + "name"},

	"rule":        {children: matches, attrs: note + "name by-ref"},
	"choice":      {children: matches, attrs: note},
	"look-behind": {children: matches, attrs: note},
	"look-ahead":  {children: matches, attrs: note},
	"start":       {attrs: note}, "end": {attrs: note}, "any": {attrs: note}, "anchor": {attrs: note},
	"action": {attrs: note + "disp match not-match any-variant all-variants only-variants", required: "disp"},
}

// counted elements may be repeated when they stand in a rule.
const counted = "any choice char rule " + operators

// has reports whether a list of names, separated by blanks, has one.
func has(words, word string) bool {
	for len(words) > 0 {
		next, rest, _ := strings.Cut(words, " ")
		if next == word {
			return true
		}
		words = rest
	}
	return false
}

// inRules reports whether a parent element is part of a rule.
func inRules(parent string) bool {
	return has("rule choice look-behind look-ahead", parent)
}

// known checks an element and its attributes against the schema. It is false
// for an element that has to be left out with all that it contains.
func (r *reader) known(t xml.StartElement, stack []*element, line int) bool {
	name := t.Name.Local
	parent := ""
	if len(stack) > 0 {
		parent = stack[len(stack)-1].name
	} else {
		r.space = t.Name.Space
		if r.space != Namespace {
			r.fault(line, "namespace", "the root element is in the namespace %q, not %q", r.space, Namespace)
		}
	}
	if t.Name.Space != r.space {
		r.fault(line, "namespace", "element %q is in the namespace %q", name, t.Name.Space)
		return false
	}
	form, ok := schema[name]
	if !ok || (parent == "") != (name == "lgr") || parent != "" && !has(schema[parent].children, name) {
		r.fault(line, "element", "element %q is not allowed in %q", name, parent)
		return false
	}
	for _, a := range t.Attr {
		r.attribute(a, name, parent, form, line)
	}
	for want := range strings.FieldsSeq(form.required) {
		present := func(a xml.Attr) bool { return a.Name.Space == "" && a.Name.Local == want }
		if !slices.ContainsFunc(t.Attr, present) {
			r.fail(line, "attribute", "element %q has no attribute %q", name, want)
		}
	}
	return true
}

// xmlSpace is the namespace of attributes such as xml:lang.
const xmlSpace = "http://www.w3.org/XML/1998/namespace"

func (r *reader) attribute(a xml.Attr, name, parent string, form shape, line int) {
	if a.Name.Space == xmlSpace || a.Name.Space == "xmlns" || a.Name.Space == "" && a.Name.Local == "xmlns" {
		return
	}
	allowed := has(form.attrs, a.Name.Local)
	if inRules(parent) && has(counted, name) {
		allowed = allowed || a.Name.Local == "count"
	}
	if inRules(parent) && name == "char" {
		allowed = has(note+"cp count", a.Name.Local)
	}
	if a.Name.Space != "" || !allowed {
		r.fault(line, "attribute", "attribute %q is not allowed in %q", a.Name.Local, name)
	}
}
