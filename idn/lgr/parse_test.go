package lgr

import (
	"errors"
	"fmt"
	"math/big"
	"os"
	"strings"
	"testing"
	"time"
)

func wrap(data, rules string) string {
	return `<lgr xmlns="urn:ietf:params:xml:ns:lgr-1.0">` + "\n<data>" + data + "</data>\n<rules>" + rules + "</rules>\n</lgr>"
}

const a = `<char cp="0061"/>`

func TestParseFaults(t *testing.T) {
	cases := []struct {
		name, file, rule string
		line             int
		forgiven         bool
	}{
		{"no XML", "hello", "xml", 1, false},
		{"nothing", "", "xml", 0, false},
		{"not closed", `<lgr xmlns="urn:ietf:params:xml:ns:lgr-1.0"><data>`, "xml", 1, false},
		{"another encoding", `<?xml version="1.0" encoding="ISO-8859-1"?>` + wrap(a, ""), "xml", 1, false},
		{"not the ASCII that it says", `<?xml version="1.0" encoding="US-ASCII"?><lgr comment="` + "\xE9" + `"/>`, "xml", 1, false},
		{"document type", `<!DOCTYPE lgr><lgr/>`, "doctype", 1, false},
		{"another namespace", `<lgr xmlns="urn:x"><data>` + a + `</data></lgr>`, "namespace", 1, true},
		{"no namespace", `<lgr><data>` + a + `</data></lgr>`, "namespace", 1, true},
		{"foreign element", wrap(`<x:y xmlns:x="urn:x"><char cp="0062"/></x:y>`+a, ""), "namespace", 2, true},
		{"unknown element", wrap(`<chars/>`+a, ""), "element", 2, true},
		{"unknown attribute", wrap(`<char cp="0061" colour="red"/>`, ""), "attribute", 2, true},
		{"no code point", wrap(`<char/>`, ""), "attribute", 2, false},
		{"not hexadecimal", wrap(`<char cp="00G1"/>`, ""), "cp", 2, false},
		{"surrogate", wrap(`<char cp="D800"/>`, ""), "cp", 2, false},
		{"lower case digits", wrap(`<char cp="00e9"/>`, ""), "cp", 2, true},
		{"needless zeros", wrap(`<char cp="000061"/>`, ""), "cp", 2, true},
		{"range backwards", wrap(`<range first-cp="0062" last-cp="0061"/>`, ""), "range", 2, false},
		{"character twice", wrap(a+a, ""), "duplicate", 2, true},
		{"variant twice", wrap(`<char cp="0061"><var cp="0062"/><var cp="0062" type="blocked"/></char>`, ""), "duplicate", 2, true},
		{"when and not-when", wrap(`<char cp="0061" when="r" not-when="r"/>`, `<rule name="r"><anchor/></rule>`), "condition", 2, false},
		{"missing rule", wrap(`<char cp="0061" when="r"/>`, ""), "reference", 2, false},
		{"missing class", wrap(a, `<rule name="r"><class by-ref="c"/></rule>`), "reference", 3, false},
		{"missing rule of an action", wrap(a, `<action disp="x" match="r"/>`), "reference", 3, false},
		{"class of itself", wrap(a, `<union name="u"><class by-ref="u"/><class>61</class></union>`), "class", 3, false},
		{"rule of itself", wrap(a, `<rule name="r"><char cp="0061"/><rule by-ref="r"/></rule>`), "limit", 3, false},
		{"rules of each other", wrap(a, `<rule name="r"><rule by-ref="s"/></rule><rule name="s"><rule by-ref="r"/></rule>`), "limit", 3, false},
		{"name twice", wrap(a, `<class name="c">61</class><class name="c">62</class>`), "duplicate", 3, false},
		{"bad count", wrap(a, `<rule name="r"><any count="2:1"/></rule>`), "count", 3, false},
		{"bad count form", wrap(a, `<rule name="r"><any count="+"/></rule>`), "count", 3, false},
		{"large count", wrap(a, `<rule name="r"><any count="100000"/></rule>`), "limit", 3, false},
		{"counts of counts", wrap(a, `<rule name="r"><rule count="200"><rule count="200"><any count="200"/></rule></rule></rule>`), "limit", 3, false},
		{"unknown property", wrap(a, `<class name="c" property="age:5.0"/>`), "property", 3, false},
		{"unknown property value", wrap(a, `<class name="c" property="gc:Xx"/>`), "property", 3, false},
		{"difference of three", wrap(a, `<difference name="d"><class>61</class><class>62</class><class>63</class></difference>`), "class", 3, false},
		{"two tests of variants", wrap(a, `<action disp="x" any-variant="a" all-variants="b"/>`), "action", 3, false},
		{"anchor in a whole-label rule", wrap(a, `<rule name="r"><anchor/></rule><action disp="x" match="r"/>`), "rule", 3, false},
		{"empty repertoire", wrap("", ""), "data", 1, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse(strings.NewReader(c.file))
			var faults Faults
			if !errors.As(err, &faults) {
				t.Fatalf("error is %v", err)
			}
			if faults[0].Rule != c.rule || faults[0].Line != c.line {
				t.Errorf("first fault is %v, want %s in line %d", faults[0], c.rule, c.line)
			}
			g, err := ParseWith(strings.NewReader(c.file), Options{Lenient: true})
			if (err == nil) != c.forgiven {
				t.Errorf("lenient error is %v", err)
			}
			if err == nil && (len(g.Forgiven) == 0 || g.Forgiven[0].Rule != c.rule) {
				t.Errorf("forgiven: %v", g.Forgiven)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	deep := strings.Repeat(`<choice>`, 30) + `<any/>` + strings.Repeat(`</choice>`, 30)
	for name, c := range map[string]struct {
		file   string
		limits Limits
	}{
		"octets":   {wrap(strings.Repeat(" ", 1000)+a, ""), Limits{Bytes: 500}},
		"depth":    {wrap(a, `<rule name="r">`+deep+`</rule>`), Limits{Depth: 20}},
		"elements": {wrap(a+`<char cp="0062"/><char cp="0063"/>`, ""), Limits{Elements: 5}},
		"variants": {wrap(`<char cp="0061"><var cp="0062"/><var cp="0063"/></char>`, ""), Limits{Variants: 1}},
		"sequence": {wrap(`<char cp="0061 0062 0063"/>`, ""), Limits{Sequence: 2}},
		"states":   {wrap(a, `<rule name="r"><any count="50"/></rule>`), Limits{States: 20}},
	} {
		if _, err := Parse(strings.NewReader(c.file)); err != nil {
			t.Errorf("%s: without the limit: %v", name, err)
		}
		if _, err := ParseWith(strings.NewReader(c.file), Options{Limits: c.limits, Lenient: true}); err == nil {
			t.Errorf("%s: the limit is not kept", name)
		}
	}
}

// A rule on which backtracking takes time that doubles with every code point.
func TestNoBacktracking(t *testing.T) {
	rules := `<rule name="r"><start/><rule count="1+"><any count="0+"/><any count="0+"/><char cp="0061" count="0:9"/></rule>` +
		strings.Repeat(`<char cp="0061" count="0:1"/>`, 40) + `<char cp="0062"/><end/></rule><action disp="blocked" match="r"/>`
	g, err := Parse(strings.NewReader(wrap(a+`<char cp="0062"/>`, rules)))
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	for ends, want := range map[string]string{"": "valid", "b": "blocked"} {
		v, err := g.Evaluate([]rune(strings.Repeat("a", 200) + ends))
		if err != nil || v.Disposition != want {
			t.Errorf("%q: %v %v, want %s", ends, v, err, want)
		}
	}
	if d := time.Since(begin); d > 5*time.Second {
		t.Errorf("took %v", d)
	}
}

func TestManyVariants(t *testing.T) {
	var data strings.Builder
	for i := 'a'; i <= 'z'; i++ {
		fmt.Fprintf(&data, `<char cp="%04X">`, i)
		for j := 'a'; j <= 'z'; j++ {
			if j != i {
				fmt.Fprintf(&data, `<var cp="%04X" type="blocked"/>`, j)
			}
		}
		data.WriteString("</char>")
	}
	g, err := Parse(strings.NewReader(wrap(data.String(), "")))
	if err != nil {
		t.Fatal(err)
	}
	v, err := g.Variants([]rune(strings.Repeat("a", 63)))
	if err != nil {
		t.Fatal(err)
	}
	want := new(big.Int).Exp(big.NewInt(26), big.NewInt(63), nil)
	want.Sub(want, big.NewInt(1)) // the label itself
	if v.Total().Cmp(want) != 0 {
		t.Errorf("%v variants, want %v", v.Total(), want)
	}
	n := 0
	for range v.All("blocked") {
		if n++; n == 1000 {
			break
		}
	}
	if n != 1000 {
		t.Errorf("only %d listed", n)
	}
}

func TestMetaIsRead(t *testing.T) {
	f, err := os.Open("testdata/own/features.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // read only
	g, err := Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintf("%+v %+v", g.Meta, g.References)
	want := "{Version:2 VersionComment:every match operator Date:2026-11-01 ValidityStart:2026-11-01 ValidityEnd:2027-11-01 " +
		"UnicodeVersion:15.0.0 Languages:[und-Latn und-Grek] Scopes:[{Type:domain Value:example}] " +
		"Description:Written to be tested. DescriptionType:text/plain ReferencesComment:} [{ID:0 Comment:first Text:Somewhere}]"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"own/features", "sets/nested-sets", "sets/when-both-sides-count", "sets/seq-nested-three"} {
		data, err := os.ReadFile("testdata/" + name + ".xml")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data), "ab")
	}
	limits := Limits{Bytes: 1 << 16, States: 4000, Elements: 2000}
	f.Fuzz(func(t *testing.T, file, label string) {
		g, err := ParseWith(strings.NewReader(file), Options{Limits: limits, Lenient: true})
		if err != nil {
			return
		}
		word := []rune(label)
		if len(word) > 12 {
			word = word[:12]
		}
		if _, err := g.Evaluate(word); err != nil {
			t.Fatal(err)
		}
		v, err := g.Variants(word)
		if err != nil && !errors.Is(err, ErrTooComplex) {
			t.Fatal(err)
		}
		if err == nil {
			n := 0
			for l := range v.All() {
				if g.IndexKey(word) != g.IndexKey(l.CP) {
					t.Fatalf("variant %q of %q has another key", string(l.CP), string(word))
				}
				if n++; n > 100 {
					break
				}
			}
		}
	})
}

// ASCII is UTF-8 as well; a byte order mark and other line ends say nothing.
func TestParseForms(t *testing.T) {
	for _, file := range []string{
		`<?xml version="1.0" encoding="US-ASCII"?>` + wrap(a, ""),
		`<?xml version="1.0" encoding="utf-8"?>` + wrap(a, ""),
		"\uFEFF" + `<?xml version="1.0"?>` + strings.ReplaceAll(wrap(a, ""), "\n", "\r\n"),
		`<l:lgr xmlns:l="urn:ietf:params:xml:ns:lgr-1.0"><l:data><l:char cp="0061"/></l:data></l:lgr>`,
	} {
		g, err := Parse(strings.NewReader(file))
		if err != nil {
			t.Errorf("%.60s: %v", file, err)
			continue
		}
		if v, err := g.Evaluate([]rune("a")); err != nil || !v.Eligible {
			t.Errorf("%.60s: %+v, %v", file, v, err)
		}
	}
}
