package lgr

import (
	"reflect"
	"strings"
	"testing"
)

func TestStatistics(t *testing.T) {
	g, err := Parse(strings.NewReader(`<lgr xmlns="urn:ietf:params:xml:ns:lgr-1.0"><meta><unicode-version>15.0.0</unicode-version>
<references><reference id="1">x</reference></references></meta><data>
<range first-cp="0061" last-cp="0063" tag="t u"/><char cp="0064" when="r"><var cp="0064" type="own"/><var cp="03B1"/><var cp="0065" type="x" when="r"/>
<var cp="0065" type="y" not-when="r"/></char><char cp="0065" tag="t"/><char cp="03B1"><var cp="0064"/><var cp="0064 0065" type="x"/></char>
<char cp="0064 0065"><var cp="03B1" type="x"/></char></data>
<rules><class name="c">61</class><rule name="r"><anchor/></rule><action disp="valid"/><action disp="x"/></rules></lgr>`))
	if err != nil {
		t.Fatal(err)
	}
	want := Statistics{
		Chars: 3, Ranges: 1, Sequences: 1, CodePoints: 6, Variants: 7, Reflexive: 1, Conditional: 2,
		VariantsByType: map[string]int{"": 2, "own": 1, "x": 3, "y": 1}, VariantSets: 1, LargestSet: 4,
		MaxVariants: 2, MaxVariantsOf: []rune("d"), Symmetric: false, Transitive: false, ConditionalChars: 1, Tags: 2,
		References: 1, Classes: 1, Rules: 1, Actions: 2, Scripts: []ScriptCount{{"Latn", 5}, {"Grek", 1}},
		UnicodeVersion: "15.0.0", UnicodeVersionNamed: "15.0.0",
	}
	if got := g.Statistics(); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// Symmetric and Transitive are told apart.
func TestStatisticsOfTheRelation(t *testing.T) {
	for data, want := range map[string][2]bool{
		`<char cp="0061"><var cp="0062"/></char><char cp="0062"><var cp="0061"/></char>`: {true, true},
		`<char cp="0061"><var cp="0062"/></char><char cp="0062"/>`:                       {false, true},
		`<char cp="0061"><var cp="0062"/></char><char cp="0062"><var cp="0061"/><var cp="0063"/></char>` +
			`<char cp="0063"><var cp="0062"/></char>`: {true, false},
		`<char cp="0061"><var cp="0061"/><var cp="0078"/></char>`: {true, true}, // of itself; of what is not there
	} {
		g, err := Parse(strings.NewReader(wrap(data, "")))
		if err != nil {
			t.Fatal(err)
		}
		if s := g.Statistics(); s.Symmetric != want[0] || s.Transitive != want[1] {
			t.Errorf("%s: symmetric %v, transitive %v", data, s.Symmetric, s.Transitive)
		}
	}
}
