package lgr

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// Files of a few lines whose rules would be followed 2^60 times.
func TestHostileRules(t *testing.T) {
	doubled := func(first, format string) string {
		var b strings.Builder
		b.WriteString(first)
		for i := 1; i <= 60; i++ {
			fmt.Fprintf(&b, format, i, i-1, i-1)
		}
		return b.String()
	}
	const twice = `<rule name="r%d"><rule by-ref="r%d"/><rule by-ref="r%d"/></rule>`
	for name, c := range map[string]struct {
		rules   string
		refused bool
	}{
		"doubled rules":          {doubled(`<rule name="r0"><any/></rule>`, twice), true},
		"doubled empty rules":    {doubled(`<rule name="r0"/>`, twice), true},
		"doubled optional rules": {doubled(`<rule name="r0"><any count="0:1"/></rule>`, twice), true},
		"a rule of itself":       {`<rule name="r"><rule by-ref="r"/><rule by-ref="r"/></rule>`, true},
		"rules of each other": {`<rule name="r"><rule by-ref="s"/><rule by-ref="s"/></rule>` +
			`<rule name="s"><rule by-ref="r"/><rule by-ref="r"/></rule>`, true},
		"repeated empty rules": {`<rule name="r">` + strings.Repeat(`<rule count="255">`, 20) + `<rule by-ref="e"/>` +
			strings.Repeat(`</rule>`, 20) + `</rule><rule name="e"/>`, true},
		"choices before the anchor": {`<rule name="r">` + strings.Repeat(`<choice><start/><any/></choice>`, 40) + `<anchor/></rule>`, true},
		"choices with look-behind": {`<rule name="r">` +
			strings.Repeat(`<choice><start/><look-behind><any/></look-behind></choice>`, 40) + `<anchor/></rule>`, true},
		"doubled classes": {doubled(`<class name="c0">61</class>`, `<union name="c%d"><class by-ref="c%d"/><class by-ref="c%d"/></union>`), false},
	} {
		done := make(chan error, 1)
		go func() {
			g, err := ParseWith(strings.NewReader(wrap(a, c.rules)), Options{Lenient: true})
			if err == nil {
				g.Check()
			}
			done <- err
		}()
		select {
		case err := <-done:
			var faults Faults
			if errors.As(err, &faults) != c.refused {
				t.Errorf("%s: %v", name, err)
			}
			if len(faults) > 100 {
				t.Errorf("%s: %d faults", name, len(faults))
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%s: no end in sight", name)
		}
	}
}

// What looks around the anchor may stand in choices and rules of its own.
func TestContextInGroups(t *testing.T) {
	for _, c := range []struct{ rule, eligible string }{
		{`<choice><start/><look-behind><char cp="0062"/></look-behind></choice><anchor/>`, "a ab ba aba bab bba abab"},
		{`<rule><look-behind><char cp="0062"/></look-behind></rule><anchor/>`, "ba bab bba"},
		{`<anchor/><choice><end/><look-ahead><char cp="0062"/></look-ahead></choice>`, "a ab ba aba bab bba abab"},
		{`<choice><rule><start/><anchor/></rule><rule><anchor/><end/></rule></choice>`, "a ab ba aa aba bba"},
		{`<choice><start/><any/></choice><anchor/>`, "a ab"},
		{`<choice count="0:1"><look-behind><char cp="0062"/></look-behind></choice><anchor/><end/>`, "a ba bba"},
	} {
		g, err := Parse(strings.NewReader(wrap(`<char cp="0061" when="w"/><char cp="0062"/>`, `<rule name="w">`+c.rule+`</rule>`)))
		if err != nil {
			t.Errorf("%s: %v", c.rule, err)
			continue
		}
		for _, label := range strings.Fields("a ab ba aa aba bab bba abab") {
			v, err := g.Evaluate([]rune(label))
			if want := strings.Contains(" "+c.eligible+" ", " "+label+" "); err != nil || v.Eligible != want {
				t.Errorf("%s %s: eligible %v, %v", c.rule, label, v.Eligible, err)
			}
			if want := (naive{g}).eligible([]rune(label)); v.Eligible != want {
				t.Errorf("%s %s: eligible %v, by the naive reading %v", c.rule, label, v.Eligible, want)
			}
		}
	}
}

// A thousand variants of a code point that forty rules tell apart: each state
// has a thousand steps, and all would be kept.
func TestHostileVariants(t *testing.T) {
	var data, rules strings.Builder
	data.WriteString(`<char cp="0061">`)
	for i := range 999 {
		fmt.Fprintf(&data, `<var cp="%04X" type="blocked"/>`, 0x4E00+i)
	}
	data.WriteString(`</char><range first-cp="4E00" last-cp="51E6"/>`)
	for i := range 40 {
		fmt.Fprintf(&rules, `<rule name="r%[1]d"><char cp="%[2]X"/><any count="0+"/><char cp="%[2]X"/></rule>`, i, 0x4E00+i)
		fmt.Fprintf(&rules, `<action disp="d%[1]d" match="r%[1]d"/>`, i)
	}
	g, err := Parse(strings.NewReader(wrap(data.String(), rules.String())))
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := g.Variants([]rune(strings.Repeat("a", 63)))
		done <- err
	}()
	select {
	case err := <-done:
		if !errors.Is(err, ErrTooComplex) {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("no end in sight")
	}
	vs, err := g.Variants([]rune("aa"))
	if err != nil || vs.Total().Int64() != 999_999 || vs.Counts()["d7"].Int64() != 1 {
		t.Error(err, vs.Counts())
	}
}
