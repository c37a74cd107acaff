package label_test

import (
	"slices"
	"strings"
	"testing"

	"rootward/application/label"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

func TestExplainCutsTheLabel(t *testing.T) {
	for _, text := range []string{"امارات", "नेट", "vermögensberatung", "ไทย", "මල", "政务"} {
		v := mustJudge(t, text, label.Options{})
		how := v.Explain()
		var together []rune
		for _, c := range how.Characters {
			if c.Position != len(together)+1 {
				t.Errorf("%s: position %d after %d code points", text, c.Position, len(together))
			}
			together = append(together, c.CP...)
		}
		if string(together) != text {
			t.Errorf("%s is cut into %q", text, string(together))
		}
		last := how.Path[len(how.Path)-1]
		if len(how.Path) != v.Action+1 || !last.Decided || last.Disposition != v.Disposition {
			t.Errorf("%s: path %+v", text, how.Path)
		}
	}
	v := mustJudge(t, "नेट", label.Options{})
	if c := v.Explain().Characters[1]; c.When != "follows-C-or-CN" || c.Variants != 3 {
		t.Errorf("the vowel sign: %+v", c)
	}
	v = mustJudge(t, "a1", label.Options{})
	if how := v.Explain(); how.Characters != nil || how.Path != nil {
		t.Errorf("a label that cannot be cut: %+v", how)
	}
}

// The replacements of a derivation turn the label into the variant, and its
// types are such that the action which decided applies.
func TestDeriveLeadsToTheVariant(t *testing.T) {
	derived := 0
	for _, set := range []string{"lgr-5-common", "auto"} {
		for _, text := range []string{"shop", "كك", "ای", "नेट", "政务", "ߊߋ", "မြန်မာ", "මල", "ελλάς", "ไทย", "ṉe", "ßs"} {
			v := mustJudge(t, text, label.Options{Set: rootzone.Embedded().Set(set), Variants: 300})
			how := v.Explain()
			for _, variant := range v.Variants {
				d, ok := how.Derive(variant)
				if !ok || d.Action != variant.ActionIndex || d.Disposition != variant.Disposition {
					t.Fatalf("%s, %q: %+v", text, string(variant.CP), d)
				}
				if got := replace(v.Label, d.Replaced); !slices.Equal(got, variant.CP) {
					t.Fatalf("%s, %q: %+v lead to %q", text, string(variant.CP), d.Replaced, string(got))
				}
				for _, wanted := range strings.Fields(strings.TrimPrefix(d.Condition, "any-variant=")) {
					if strings.HasPrefix(d.Condition, "any-variant=") && slices.Contains(d.Types, wanted) {
						derived++
					}
				}
			}
		}
	}
	if derived < 300 {
		t.Errorf("only %d derivations that their types explain", derived)
	}
}

func replace(given []rune, replaced []label.Replacement) []rune {
	var out []rune
	at := 0
	for _, r := range replaced {
		out = append(append(out, given[at:r.Position-1]...), r.To...)
		at = r.Position - 1 + len(r.From)
	}
	return append(out, given[at:]...)
}

// A ruleset in which one variant comes about in two ways, of which the
// strictest counts, and in which a code point can be left out.
const twoWays = `<?xml version="1.0"?>
<lgr xmlns="urn:ietf:params:xml:ns:lgr-1.0"><data>
<char cp="0061"><var cp="0062" type="allocatable"/></char>
<char cp="0061 0063"><var cp="0062 0063" type="blocked"/></char>
<char cp="0062"/><char cp="0063"/>
<char cp="0064"><var cp="" type="allocatable"/></char>
</data></lgr>`

func TestDeriveTakesTheWayThatCounts(t *testing.T) {
	g, err := lgr.Parse(strings.NewReader(twoWays))
	if err != nil {
		t.Fatal(err)
	}
	o := label.Options{Set: rootzone.NewSet("two-ways", g), Variants: 10}
	v := mustJudge(t, "ac", o)
	how := v.Explain()
	d, ok := how.Derive(v.Variants[0])
	if !ok || d.Disposition != "blocked" || !slices.Equal(d.Types, []string{"blocked"}) || len(d.Replaced[0].From) != 2 {
		t.Errorf("ac: %+v", d)
	}
	v = mustJudge(t, "dc", o)
	how = v.Explain()
	if d, ok = how.Derive(v.Variants[0]); !ok || len(d.Replaced) != 1 || len(d.Replaced[0].To) != 0 || d.Disposition != "allocatable" {
		t.Errorf("dc: %+v", d)
	}
	if _, ok = how.Derive(lgr.VariantLabel{CP: []rune("x")}); ok {
		t.Error("a label that is no variant has a derivation")
	}
}
