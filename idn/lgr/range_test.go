package lgr

import (
	"fmt"
	"strings"
	"testing"
)

// Ranges of more than maxFilled code points stay out of the table.
func TestLargeAndSmallRanges(t *testing.T) {
	for _, last := range []int{0x20010, 0x4FFFF} {
		data := fmt.Sprintf(`<char cp="0061"/><char cp="20002"><var cp="20002" type="own"/></char>`+
			`<char cp="20001 0061"/><char cp="0062 20003"/><range first-cp="20000" last-cp="%04X" not-when="last"/>`, last)
		rules := `<rule name="last"><anchor/><look-ahead><end/></look-ahead></rule>` +
			`<rule name="two"><char cp="20004"/><char cp="20004"/></rule>` +
			`<action disp="blocked" any-variant="own"/><action disp="invalid" match="two"/>`
		g, err := Parse(strings.NewReader(wrap(data, rules)))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct{ name, label, want string }{
			{"in the range, at the end", "a\U00020005", "invalid -1"},
			{"in the range, before another", "\U00020005a", "valid 6"},
			{"listed by itself, with its own variant", "a\U00020002", "blocked 0"},
			{"beginning of a sequence, which is not there", "\U00020001\U00020002", "blocked 0"},
			{"beginning of a sequence, at the end", "a\U00020001", "invalid -1"},
			{"a sequence", "\U00020001a", "valid 6"},
			{"end of a sequence, alone", "\U00020003a", "valid 6"},
			{"end of a sequence, in it", "b\U00020003", "valid 6"},
			{"a rule", "\U00020004\U00020004a", "invalid 1"},
			{"beginning of a sequence outside of the range", "ba", "invalid -1"},
			{"behind the range", "\U00050000a", "invalid -1"},
		} {
			v, err := g.Evaluate([]rune(c.label))
			if err != nil {
				t.Fatal(err)
			}
			if got := fmt.Sprintf("%s %d", v.Disposition, v.ActionIndex); got != c.want {
				t.Errorf("up to %X, %s: %s, want %s", last, c.name, got, c.want)
			}
			if _, err := g.Variants([]rune(c.label)); err != nil {
				t.Errorf("up to %X, %s: %v", last, c.name, err)
			}
		}
	}
}

// Of ranges that overlap the one that begins first counts, in and out of the
// table.
func TestOverlappingRanges(t *testing.T) {
	for _, last := range []int{0x20010, 0x10FFFF} {
		data := fmt.Sprintf(`<range first-cp="20000" last-cp="%04X"/><range first-cp="20002" last-cp="20003" when="never"/>`+
			`<range first-cp="20008" last-cp="20008" when="never"/>`, last)
		g, err := Parse(strings.NewReader(wrap(data, `<rule name="never"><class>0061</class></rule>`)))
		if err != nil {
			t.Fatal(err)
		}
		for r := rune(0x1FFFF); r <= 0x20011; r++ {
			v, err := g.Evaluate([]rune{r})
			if want := r >= 0x20000 && int(r) <= last; err != nil || v.Eligible != want {
				t.Errorf("up to %X, %X: eligible %v, want %v, %v", last, r, v.Eligible, want, err)
			}
		}
	}
}
