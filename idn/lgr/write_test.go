package lgr

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// sameModel compares two rulesets without line numbers and what is computed;
// it is empty if they are equal.
func sameModel(a, b *LGR) string {
	x, y := bareModel(a), bareModel(b)
	if reflect.DeepEqual(x, y) {
		return ""
	}
	return "differs: " + cmp.Diff(x, y, cmpopts.IgnoreUnexported(Char{}, Variant{}, Class{}))
}

// model is what an LGR holds of its file.
type model struct {
	Meta       Meta
	References []Reference
	Chars      []Char
	Variants   [][]Variant
	Classes    []*Class
	Rules      []*Rule
	Actions    []Action
}

func bareModel(g *LGR) model {
	m := model{Meta: g.Meta, References: some(g.References)}
	m.Meta.Languages, m.Meta.Scopes = some(m.Meta.Languages), some(m.Meta.Scopes)
	for _, c := range g.Chars {
		var variants []Variant
		for _, v := range c.Variants {
			variants = append(variants, Variant{
				CP: some(v.CP), Type: v.Type, When: v.When, NotWhen: v.NotWhen, Comment: v.Comment, Refs: some(v.Refs),
			})
		}
		m.Variants = append(m.Variants, variants)
		m.Chars = append(m.Chars, Char{
			CP: some(c.CP), First: c.First, Last: c.Last, When: c.When, NotWhen: c.NotWhen, Tags: some(c.Tags),
			Comment: c.Comment, Refs: some(c.Refs),
		})
	}
	m.Classes = bareClasses(g.Classes)
	for _, r := range g.Rules {
		m.Rules = append(m.Rules, &Rule{Name: r.Name, Body: bareNodes(r.Body), Comment: r.Comment, Refs: some(r.Refs)})
	}
	for _, a := range g.Actions {
		one := *a
		one.Line, one.Types, one.Refs = 0, some(a.Types), some(a.Refs)
		m.Actions = append(m.Actions, one)
	}
	return m
}

func bareClasses(classes []*Class) []*Class {
	var out []*Class
	for _, c := range classes {
		out = append(out, &Class{
			Name: c.Name, Operator: c.Operator, Operands: bareClasses(c.Operands), ByRef: c.ByRef, FromTag: c.FromTag,
			Property: c.Property, Listed: some(c.Listed), Comment: c.Comment, Refs: some(c.Refs),
		})
	}
	return out
}

func bareNodes(body []*Node) []*Node {
	var out []*Node
	for _, n := range body {
		one := *n
		one.Line, one.CP, one.Refs, one.Children = 0, some(n.CP), some(n.Refs), bareNodes(n.Children)
		if n.Class != nil {
			one.Class = bareClasses([]*Class{n.Class})[0]
		}
		out = append(out, &one)
	}
	return out
}

// some is nil for an empty list.
func some[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

// written writes g and reads it back, and asks that nothing is lost.
func written(t interface {
	Helper()
	Fatalf(string, ...any)
}, name string, g *LGR,
) *LGR {
	t.Helper()
	var first, second bytes.Buffer
	if err := g.WriteXML(&first); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	again, err := Parse(bytes.NewReader(first.Bytes()))
	if err != nil {
		t.Fatalf("%s: what was written is refused: %v\n%s", name, err, first.String())
	}
	if diff := sameModel(g, again); diff != "" {
		t.Fatalf("%s: changed by writing: %s", name, diff)
	}
	if err := again.WriteXML(&second); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Fatalf("%s: written in two ways", name)
	}
	return again
}

func TestWriteXML(t *testing.T) {
	for file, g := range ownSets(t) {
		written(t, file, g)
	}
}

func TestWriteXMLOfPublishedSets(t *testing.T) {
	var files []string
	for _, folder := range []string{"/rz-lgr-5/*.xml", "/lgr-synth/*.xml"} {
		found, err := filepath.Glob(shared + folder)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skip("the published rulesets are not here; TestWriteXML does the same with our own")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		g, err := Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		written(t, file, g)
	}
}

// Everything that an element may carry, and text that XML would change.
const whole = `<lgr xmlns="urn:ietf:params:xml:ns:lgr-1.0"><meta><version comment="v &quot;1&quot;">1</version><language>ar</language>
<scope>x</scope><description type="text/plain">a &lt;b&gt; &amp;#13; ]]&gt; "c"&#13;
	second line</description><references comment="all"><reference id="r1" comment="rc">One &amp; only</reference></references></meta>
<data><char cp="0061" comment="tab&#9;line&#10;return&#13;end" ref="r1"><var cp="" comment="gone" ref="r1" type="t" not-when="w"/>
<var cp="10000" when="w"/></char><range first-cp="0062" last-cp="0064" tag="x y" when="w" comment="bcd" ref="r1 r1"/></data>
<rules><class name="empty" comment="none" ref="r1"/><symmetric-difference name="sd" ref="r1" comment="o"><class>61-63 7A</class>
<complement><class property="gc:Lu" comment="in"/></complement></symmetric-difference>
<rule name="w" comment="ctx" ref="r1"><look-behind comment="lb" ref="r1"><start comment="s" ref="r1"/></look-behind><anchor comment="an"/>
<look-ahead><any count="2" comment="two"/><choice count="0:3" ref="r1"><class by-ref="sd" count="1+" comment="k" ref="r1"/>
<union count="2+"><class>61</class><class from-tag="x"/></union></choice><end/></look-ahead></rule>
<rule name="e"/><rule name="n"><rule name="inner" count="3" comment="c"><char cp="0061 0062" count="4" ref="r1"/></rule><rule by-ref="e" count="0+"/></rule>
<action disp="d" match="n" any-variant="" comment="a" ref="r1"/><action disp="e" not-match="n" only-variants="t u"/></rules></lgr>`

func TestWriteXMLKeepsEverything(t *testing.T) {
	g, err := Parse(strings.NewReader(whole))
	if err != nil {
		t.Fatal(err)
	}
	again := written(t, "whole", g)
	look := again.Rules[0].Body[2].Children
	for _, c := range []struct{ what, got, want string }{
		{"comment of a character", again.Chars[0].Comment, "tab\tline\nreturn\rend"},
		{"description", again.Meta.Description, "a <b> &#13; ]]> \"c\"\r\n\tsecond line"},
		{"comment of the references", again.Meta.ReferencesComment, "all"},
		{"comment of an operator", look[0].Comment, "two"},
		{"references of an operator", strings.Join(look[1].Refs, " "), "r1"},
		{"class in a rule", look[1].Children[0].Class.Comment, "k"},
		{"name of a rule in a rule", again.Rules[2].Body[0].Name, "inner"},
		{"test without types", testNames[again.Actions[0].Test], "any-variant"},
	} {
		if c.got != c.want {
			t.Errorf("%s is %q, want %q", c.what, c.got, c.want)
		}
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk is full") }

func TestWriteXMLErrors(t *testing.T) {
	g := &LGR{Chars: []*Char{{CP: []rune{'a'}}}}
	if err := g.WriteXML(failing{}); err == nil || !strings.Contains(err.Error(), "disk is full") {
		t.Errorf("error of the writer: %v", err)
	}
	for _, text := range []string{"\x00", "\uFFFF", "\xff"} {
		g.Chars[0].Comment = text
		if err := g.WriteXML(new(bytes.Buffer)); err == nil {
			t.Errorf("%q was written", text)
		}
	}
}
