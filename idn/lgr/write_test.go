package lgr

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// sameModel compares two rulesets without line numbers and what is computed.
func sameModel(a, b *LGR) string {
	return cmp.Diff(a, b, cmpopts.IgnoreUnexported(LGR{}, Char{}, Variant{}, Class{}), cmpopts.EquateEmpty(),
		cmpopts.IgnoreFields(LGR{}, "Forgiven"), cmpopts.IgnoreFields(Char{}, "Line"), cmpopts.IgnoreFields(Variant{}, "Line"),
		cmpopts.IgnoreFields(Class{}, "Line"), cmpopts.IgnoreFields(Rule{}, "Line"), cmpopts.IgnoreFields(Node{}, "Line"),
		cmpopts.IgnoreFields(Action{}, "Line"))
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
