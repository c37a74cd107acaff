package lgr

import (
	"fmt"
	"strings"
	"testing"
)

func TestExplain(t *testing.T) {
	data := `<char cp="0061"/><char cp="0062"><var cp="0062" type="foreign"/></char>` +
		`<char cp="0063"><var cp="0063" type="r-both"/></char><char cp="0064"/>` +
		`<char cp="0065 0066"><var cp="0065 0066" type="foreign"/></char>` +
		`<char cp="0067" when="first"/>`
	rules := `<rule name="first"><look-behind><start/></look-behind><anchor/></rule>` +
		`<rule name="no-mix"><char cp="0061"/><any count="0+"/><char cp="0064"/></rule>` +
		`<rule name="two-d"><char cp="0064"/><char cp="0064"/></rule>` +
		`<rule name="ends-c"><any/><char cp="0063"/><end/></rule>` +
		`<action disp="invalid" match="no-mix"/><action disp="invalid" any-variant="foreign"/>` +
		`<action disp="blocked" match="ends-c" /><action disp="valid" all-variants="r-both"/>` +
		`<action disp="invalid" not-match="two-d"/>`
	g, err := Parse(strings.NewReader(wrap(data, rules)))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, label, want string }{
		{"a rule names the part that it matches", "caadd", "action:0:match=no-mix 2-4"},
		{"a rule at the end of the label", "ddcc", "action:2:match=ends-c 3-4"},
		{"each code point of a type is named", "abcb", "action:1:any-variant=foreign 2-2 foreign; action:1:any-variant=foreign 4-4 foreign"},
		{"a sequence of a type is named", "aef", "action:1:any-variant=foreign 2-3 foreign"},
		{"a type of a test of all variants", "ca", "action:3:all-variants=r-both 1-1 r-both"},
		{"a rule that does not match has no place", "aa", "action:4:not-match=two-d 0-0"},
		{"the shortest part", "addd", "action:0:match=no-mix 1-2"},
		{"a default action has no place", "dd", "action:9:any-label 0-0"},
		{"a code point that is not there", "ax", "not-in-repertoire:0078 2-0"},
		{"a condition", "ag", "context-rule:0067:first 2-0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			reasons, err := g.Explain([]rune(c.label))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range reasons {
				got = append(got, strings.TrimSpace(fmt.Sprintf("%s %d-%d %s", r, r.Position, r.To, r.Type)))
				if r.Position > 0 && r.CP != []rune(c.label)[r.Position-1] {
					t.Errorf("code point %04X at %d", r.CP, r.Position)
				}
			}
			if strings.Join(got, "; ") != c.want {
				t.Errorf("%q, want %q", strings.Join(got, "; "), c.want)
			}
		})
	}
}

// Reasons of verdicts are shared: explaining must not change them.
func TestExplainLeavesVerdictsAlone(t *testing.T) {
	for file, g := range ownSets(t) {
		everyLabel(g, 3, func(label []rune) {
			before, err := g.Evaluate(label)
			if err != nil {
				t.Fatal(err)
			}
			was := fmt.Sprint(before.Reasons[0].Position, joinReasons(before))
			exact, err := g.Explain(label)
			if err != nil || len(exact) == 0 {
				t.Fatalf("%s %s: no reasons, %v", file, formatCPs(label), err)
			}
			if now := fmt.Sprint(before.Reasons[0].Position, joinReasons(before)); now != was {
				t.Fatalf("%s %s: %s became %s", file, formatCPs(label), was, now)
			}
			if exact[0].String() != before.Reasons[0].String() {
				t.Fatalf("%s %s: %s is explained as %s", file, formatCPs(label), before.Reasons[0], exact[0])
			}
		})
	}
}
