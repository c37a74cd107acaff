package lgr

import (
	"fmt"
	"strings"
	"testing"
)

// Each code point is two of the next: words would double sixty times.
func TestFoldingStaysSmall(t *testing.T) {
	var data strings.Builder
	for i := 0; i < 60; i++ {
		fmt.Fprintf(&data, `<char cp="%04X"><var cp="%04X %04X"/></char>`, 0x4E00+i, 0x4E01+i, 0x4E01+i)
	}
	g, err := Parse(strings.NewReader(wrap(data.String(), "")))
	if err != nil {
		t.Fatal(err)
	}
	for i := rune(0); i < 60; i++ {
		one, two := g.IndexKey([]rune{0x4E00 + i}), g.IndexKey([]rune{0x4E01 + i, 0x4E01 + i})
		if one != two || len([]rune(one)) > maxWord {
			t.Fatalf("%04X has the key %q, its variant %q", 0x4E00+i, one, two)
		}
	}
}

func TestIndexKeyOfSequences(t *testing.T) {
	g, err := Parse(strings.NewReader(wrap(
		`<char cp="0061"><var cp="0062"/></char><char cp="0062"/><char cp="0063"><var cp="0061 0064"/></char>`+
			`<char cp="0064"/><char cp="0065 0066"><var cp="0065 0067 0066"/></char><char cp="0067"/>`, "")))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []struct {
		a, b string
		same bool
	}{{"a", "b", true}, {"c", "bd", true}, {"c", "da", false}, {"ef", "egf", true}, {"a", "d", false}, {"xcx", "xadx", true}} {
		if got := g.IndexKey([]rune(p.a)) == g.IndexKey([]rune(p.b)); got != p.same {
			t.Errorf("%s and %s: same key %v, want %v", p.a, p.b, got, p.same)
		}
	}
}
