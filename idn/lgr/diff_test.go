package lgr

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func parsed(t *testing.T, file string) *LGR {
	t.Helper()
	g, err := Parse(strings.NewReader(file))
	if err != nil {
		t.Fatalf("%v\n%s", err, file)
	}
	return g
}

// show writes a difference in few words.
func show(d Difference) string {
	var b strings.Builder
	for _, f := range d.Meta {
		fmt.Fprintf(&b, "meta %v; ", f)
	}
	for _, r := range d.References {
		fmt.Fprintf(&b, "reference %s %s %q %q; ", r.Change, r.Name, r.Before, r.After)
	}
	for _, c := range d.Chars {
		fmt.Fprintf(&b, "char %s %s", c.Change, hexList(c.CP))
		if c.Last != 0 {
			fmt.Fprintf(&b, "-%s", hexOf(c.Last))
		}
		if len(c.Fields) > 0 {
			fmt.Fprintf(&b, " %v", c.Fields)
		}
		for _, v := range c.Variants {
			fmt.Fprintf(&b, " var %s %s %v", v.Change, hexList(v.CP), v.Fields)
		}
		b.WriteString("; ")
	}
	for _, c := range d.Classes {
		fmt.Fprintf(&b, "class %s %s %v %v; ", c.Change, c.Name, c.Gained, c.Lost)
	}
	for _, r := range d.Rules {
		fmt.Fprintf(&b, "rule %s %s; ", r.Change, r.Name)
	}
	for _, a := range d.Actions {
		fmt.Fprintf(&b, "action %s %d %d %s %s; ", a.Change, a.Before, a.After, a.Disposition, a.Condition)
	}
	return strings.TrimSuffix(b.String(), "; ")
}

func TestDiff(t *testing.T) {
	for _, c := range []struct{ name, line, becomes, want string }{
		{"nothing", lineA, lineA, ""},
		{"comments and layout do not count", lineA, "\n" + `<char  cp="0061" ref="1" comment="x"><var type="blocked" cp="0062" comment="y"/></char>`, ""},
		{"numbers of references do not count", `id="1"|` + lineA, `id="2"|` + strings.Replace(lineA, `ref="1"`, `ref="2"`, 1), ""},
		{
			"meta", `<version>1|und-Latn|example|<unicode-version>15.0.0`, `<version>2|und-Grek|.|<unicode-version>16.0.0`,
			"meta {version 1 2}; meta {languages und-Latn und-Grek}; meta {scopes domain:example domain:.}; meta {unicode-version 15.0.0 16.0.0}",
		},
		{"reference", `Source<`, `Other<`, `reference removed 1 "Source" ""; reference added 1 "" "Other"; char changed 0061 [{references Source Other}]`},
		{"character added", lineC, lineC + `<char cp="0064"/>`, "char added 0064"},
		{"sequence added", lineC, lineC + `<char cp="0061 0062" tag="x"/>`, "char added 0061 0062 [{tags  x}]"},
		{"range added", lineC, lineC + `<range first-cp="0064" last-cp="0066" tag="y"/>`, "char added 0064-0066 [{tags  y}]"},
		{"character removed", lineA + "|" + lineB, "|<char cp=\"0062\"/>", "char removed 0061 [{references Source }] var removed 0062 [{type blocked }]; " +
			"char changed 0062 var removed 0061 [{type blocked }]"},
		{"condition", lineC, `<char cp="0063" tag="t" when="r"/>`, "char changed 0063 [{when  r}]"},
		{"variant retyped", lineB, `<char cp="0062"><var cp="0061" type="allocatable"/></char>`, "char changed 0062 var changed 0061 [{type blocked allocatable}]"},
		{"variant with a condition", lineB, `<char cp="0062"><var cp="0061" type="blocked" not-when="r"/></char>`, "char changed 0062 var changed 0061 [{condition  not-when=r}]"},
		{"variant added", lineC, `<char cp="0063" tag="t"><var cp=""/></char>`, "char changed 0063 var added  []"},
		{"tag, and so members of a class", lineB, strings.Replace(lineB, `cp="0062"`, `cp="0062" tag="t"`, 1), "char changed 0062 [{tags  t}]; class changed c [{98 98}] []"},
		{"class", lineClass, `<class name="c">63</class><class name="d">61-62</class>`, "class changed c [] []; class added d [{97 98}] []"},
		{"rule", lineRule, `<rule name="r"><class by-ref="c" count="2"/></rule><rule name="s"><any/></rule>`, "rule changed r; rule added s"},
		{"action added", lineAct, `<action disp="x" any-variant="b a"/>` + lineAct, "action added -1 0 x any-variant=b a"},
		{"action changed", lineAct, `<action disp="blocked" match="r"/>`, "action removed 0 -1 invalid match=r; action added -1 0 blocked match=r"},
	} {
		got := Diff(parsed(t, flawless), parsed(t, with(t, flawless, c.line, c.becomes)))
		if show(got) != c.want || got.Empty() != (c.want == "") {
			t.Errorf("%s: got  %s\nwant %s", c.name, show(got), c.want)
		}
	}
}

// A range and its code points one by one are the same.
func TestDiffOfRange(t *testing.T) {
	a := parsed(t, wrap(`<range first-cp="0061" last-cp="0064" tag="t"/>`, ""))
	b := parsed(t, wrap(`<char cp="0061" tag="t"/><range first-cp="0062" last-cp="0063" tag="t"/>`, ""))
	if got := show(Diff(a, b)); got != "char removed 0064 [{tags t }]" {
		t.Error(got)
	}
}

// An action that moves is gone from one place and new in another; those around it stay.
func TestDiffOfMovedAction(t *testing.T) {
	a := parsed(t, wrap(a, `<action disp="x"/><action disp="y"/><action disp="z"/>`))
	b := parsed(t, wrap(`<char cp="0061"/>`, `<action disp="z"/><action disp="x"/><action disp="y"/>`))
	if got := show(Diff(a, b)); got != "action added -1 0 z any-label; action removed 2 -1 z any-label" {
		t.Error(got)
	}
}

func TestDiffOfRandomSets(t *testing.T) {
	opposite := map[Change]Change{Added: Removed, Removed: Added, Changed: Changed}
	rapid.Check(t, func(t *rapid.T) {
		a, b := ready(t, randomSet(t)), ready(t, randomSet(t))
		if d := Diff(a, written(t, "again", a)); !d.Empty() {
			t.Fatalf("differs from itself: %s", show(d))
		}
		there, back := Diff(a, b), Diff(b, a)
		if len(there.Chars) != len(back.Chars) || len(there.Actions) != len(back.Actions) || len(there.Rules) != len(back.Rules) {
			t.Fatalf("there %s\nback %s", show(there), show(back))
		}
		for i, c := range there.Chars {
			if o := back.Chars[i]; o.Change != opposite[c.Change] || string(o.CP) != string(c.CP) || len(o.Variants) != len(c.Variants) {
				t.Fatalf("there %s\nback %s", show(there), show(back))
			}
		}
	})
}
