package lgr

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// A ruleset in which Check finds nothing; the cases replace parts of it.
const flawless = `<lgr xmlns="urn:ietf:params:xml:ns:lgr-1.0"><meta><version>1</version><date>2026-11-01</date><language>und-Latn</language>` +
	`<scope type="domain">example</scope><validity-start>2026-11-01</validity-start><validity-end>2027-11-01</validity-end>` +
	`<unicode-version>15.0.0</unicode-version><references><reference id="1">Source</reference></references></meta>
<data>
<char cp="0061" ref="1"><var cp="0062" type="blocked"/></char>
<char cp="0062"><var cp="0061" type="blocked"/></char>
<char cp="0063" tag="t"/>
</data>
<rules>
<class name="c" from-tag="t"/>
<rule name="r"><class by-ref="c"/></rule>
<action disp="invalid" match="r"/>
</rules></lgr>`

// checkCase is a flaw: the line from is put in the place of another, and
// repaired is that line without the flaw.
type checkCase struct{ code, line, flawed, repaired string }

const (
	lineA     = `<char cp="0061" ref="1"><var cp="0062" type="blocked"/></char>`
	lineB     = `<char cp="0062"><var cp="0061" type="blocked"/></char>`
	lineC     = `<char cp="0063" tag="t"/>`
	lineClass = `<class name="c" from-tag="t"/>`
	lineRule  = `<rule name="r"><class by-ref="c"/></rule>`
	lineAct   = `<action disp="invalid" match="r"/>`
	before    = `<rule name="w"><anchor/><look-ahead><end/></look-ahead></rule>`
)

var checkCases = []checkCase{
	{"char-overlap", lineC, lineC + `<range first-cp="0063" last-cp="0065"/>`, lineC + `<range first-cp="0064" last-cp="0065"/>`},
	{"char-overlap", lineC, lineC + `<range first-cp="0064" last-cp="0066"/><range first-cp="0065" last-cp="0067"/>`, lineC + `<range first-cp="0064" last-cp="0067"/>`},
	{"char-not-nfc", lineC, lineC + `<char cp="0075 0308"/><char cp="0308"/>`, lineC + `<char cp="00FC"/><char cp="0308"/>`},
	{"char-unassigned", lineC, lineC + `<char cp="1DFFF"/>`, lineC + `<char cp="1DF00"/>`},
	{"char-unassigned", `<unicode-version>15.0.0`, `<unicode-version>13.0.0`, `<unicode-version>14.0.0`},
	{"char-disallowed", lineC, lineC + `<char cp="0041"/>`, lineC + `<char cp="0064"/>`},
	{"char-disallowed", lineC, lineC + `<range first-cp="005F" last-cp="0060"/>`, lineC + `<range first-cp="0064" last-cp="0065"/>`},
	{"char-context-free", lineC, lineC + `<char cp="00B7"/>`, lineC + `<char cp="00B7" not-when="r"/>`},
	{
		"char-never", lineC + "|" + lineAct, `<char cp="0063" tag="t" when="w"/>|` + lineAct + `<rule name="w"><anchor/><look-ahead><end/><any/></look-ahead></rule>`,
		`<char cp="0063" tag="t" when="w"/>|` + lineAct + before,
	},
	{"sequence-member", lineC, lineC + `<char cp="0061 0064"/>`, lineC + `<char cp="0061 0063"/>`},
	{"tag-on-sequence", lineC, lineC + `<char cp="0061 0063" tag="t"/>`, lineC + `<char cp="0061 0063"/>`},
	{"scripts-mixed", lineC, lineC + `<char cp="03B1"/>`, lineC + `<char cp="0064"/>`},

	{"variant-asymmetric", lineB, `<char cp="0062"/>`, lineB},
	{"variant-intransitive", lineB + "|" + lineC, `<char cp="0062"><var cp="0061" type="blocked"/><var cp="0063" type="blocked"/></char>|` +
		`<char cp="0063" tag="t"><var cp="0062" type="blocked"/></char>`, lineB + "|" + lineC},
	{"variant-type-differs", lineB, `<char cp="0062"><var cp="0061" type="allocatable"/></char>`, lineB},
	{"variant-condition-differs", lineB, `<char cp="0062"><var cp="0061" type="blocked" when="r"/></char>`, lineB},
	{
		"variant-parallel", lineA, `<char cp="0061" ref="1"><var cp="0062" type="blocked"/><var cp="0062" type="allocatable" when="r"/></char>`,
		`<char cp="0061" ref="1"><var cp="0062" type="blocked" not-when="r"/><var cp="0062" type="allocatable" when="r"/></char>`,
	},
	{
		"variant-parallel-unsure", lineA + "|" + lineAct, `<char cp="0061" ref="1"><var cp="0062" type="blocked" when="w"/><var cp="0062" type="allocatable" when="r"/></char>|` + lineAct + before,
		`<char cp="0061" ref="1"><var cp="0062" type="blocked" not-when="r"/><var cp="0062" type="allocatable" when="r"/></char>|` + lineAct,
	},
	{"variant-outside", lineA, `<char cp="0061" ref="1"><var cp="0062" type="blocked"/><var cp="007A" type="blocked"/></char>`, lineA},
	{"variant-not-listed", lineA, `<char cp="0061" ref="1"><var cp="0062" type="blocked"/><var cp="0063 0063" type="blocked"/></char>`, lineA},
	{
		"variant-never", lineA, `<char cp="0061" ref="1" when="r"><var cp="0062" type="blocked" not-when="r"/></char>`,
		`<char cp="0061" ref="1" when="r"><var cp="0062" type="blocked" when="r"/></char>`,
	},
	{
		"variant-not-nfc", lineA, `<char cp="0061" ref="1"><var cp="0062" type="blocked"/><var cp="0061 0308" type="blocked"/></char>`,
		`<char cp="0061" ref="1"><var cp="0062" type="blocked"/><var cp="0062 0061" type="blocked"/></char>`,
	},
	{"type-unnamed", lineA, `<char cp="0061" ref="1"><var cp="0062" type="new"/></char>`, lineA},
	{"reflexive-missing", lineAct, lineAct + `<action disp="other" only-variants="blocked"/>`, lineAct + `<action disp="other" any-variant="blocked"/>`},
	{"reflexive-partial", lineA + "|" + lineAct, `<char cp="0061" ref="1"><var cp="0061" type="own"/><var cp="0062" type="blocked"/></char>|` +
		lineAct + `<action disp="other" all-variants="own"/>`, lineA + "|" + lineAct},

	{
		"class-empty", lineClass, lineClass + `<difference name="d"><class by-ref="c"/><class>63</class></difference>`,
		lineClass + `<difference name="d"><class by-ref="c"/><class>62</class></difference>`,
	},
	{"rule-never", lineRule, `<rule name="r"><class by-ref="c"/><start/></rule>`, `<rule name="r"><start/><class by-ref="c"/></rule>`},
	{"rule-outside", lineRule, `<rule name="r"><class by-ref="c"/><char cp="007A"/></rule>`, `<rule name="r"><class by-ref="c"/><char cp="0061"/></rule>`},
	{"rule-class-empty", lineRule, `<rule name="r"><choice><class by-ref="c"/><class/></choice></rule>`, lineRule},
	{"action-shadowed", lineAct, lineAct + `<action disp="blocked" match="r" any-variant="blocked"/>`, `<action disp="blocked" match="r" any-variant="blocked"/>` + lineAct},
	{"action-shadowed", lineAct, lineAct + `<action disp="valid"/><action disp="blocked" any-variant="blocked"/>`, lineAct + `<action disp="blocked" any-variant="blocked"/><action disp="valid"/>`},
	{
		"action-shadowed", lineAct, lineAct + `<action disp="blocked" any-variant="blocked x"/><action disp="other" only-variants="blocked"/>`,
		lineAct + `<action disp="other" only-variants="blocked"/><action disp="blocked" any-variant="blocked x"/>`,
	},
	{"action-never", lineAct, lineAct + `<action disp="blocked" any-variant="new"/>`, lineAct + `<action disp="other" any-variant="blocked"/>`},

	{"class-unused", lineClass, lineClass + `<class name="d">61</class>`, `<class name="d">61</class><union name="c"><class by-ref="d"/><class from-tag="t"/></union>`},
	{"rule-unused", lineRule, lineRule + before, lineRule},
	{"tag-unused", lineC, `<char cp="0063" tag="t u"/>`, lineC},
	{"reference-unused", lineA, strings.Replace(lineA, ` ref="1"`, "", 1), lineA},
	{"reference-missing", lineRule, `<rule name="r"><class by-ref="c" ref="2"/></rule>`, `<rule name="r"><class by-ref="c" ref="1"/></rule>`},
	{"reference-twice", `Source</reference>`, `Source</reference><reference id="1">Other</reference>`, `Source</reference>`},

	{"version-missing", `<version>1</version>`, ``, `<version>1</version>`},
	{"date-missing", `<date>2026-11-01</date>`, ``, `<date>2026-11-01</date>`},
	{"date-invalid", `<date>2026-11-01`, `<date>2026-13-01`, `<date>2026-12-01`},
	{"validity-invalid", `<validity-end>2027-11-01`, `<validity-end>soon`, `<validity-end>2028-02-29`},
	{"validity-backwards", `<validity-end>2027-11-01`, `<validity-end>2025-11-01`, `<validity-end>2026-11-01`},
	{"language-missing", `<language>und-Latn</language>`, ``, `<language>und</language>`},
	{"language-invalid", `<language>und-Latn`, `<language>und_Latn`, `<language>zh-cmn-Latn-CN-1996-a-bb-x-y`},
	{"language-twice", `<language>und-Latn</language>`, `<language>de</language><language>DE</language>`, `<language>de</language><language>nl</language>`},
	{"language-script", `<language>und-Latn`, `<language>und-Grek`, `<language>de-latn`},
	{"scope-type", `type="domain"`, `type="planet"`, ``},
	{"scope-invalid", `>example<`, `><`, `>.<`},
	{"unicode-missing", `<unicode-version>15.0.0</unicode-version>`, ``, `<unicode-version>16.0.0</unicode-version>`},
	{"unicode-invalid", `<unicode-version>15.0.0`, `<unicode-version>15`, `<unicode-version>16.0.0`},
	{"unicode-unknown", `<unicode-version>15.0.0`, `<unicode-version>15.2.0`, `<unicode-version>17.0.0`},
	{
		"property-approximate", `<unicode-version>15.0.0|` + lineRule, `<unicode-version>11.0.0|<rule name="r"><class by-ref="c"/><class property="gc:Ll"/></rule>`,
		`<unicode-version>16.0.0|<rule name="r"><class by-ref="c"/><class property="gc:Ll"/></rule>`,
	},
}

func checked(t *testing.T, file string) []Problem {
	t.Helper()
	g, err := Parse(strings.NewReader(file))
	if err != nil {
		t.Fatalf("%v\n%s", err, file)
	}
	return g.Check()
}

// with puts parts in the place of others; several are separated by "|".
func with(t *testing.T, file, from, to string) string {
	t.Helper()
	parts := strings.Split(to, "|")
	for i, f := range strings.Split(from, "|") {
		if !strings.Contains(file, f) {
			t.Fatalf("there is no %s in the ruleset", f)
		}
		file = strings.Replace(file, f, parts[i], 1)
	}
	return file
}

func TestCheck(t *testing.T) {
	if found := checked(t, flawless); len(found) > 0 {
		t.Fatalf("the flawless ruleset has %v", found)
	}
	tested := map[string]bool{}
	for _, c := range checkCases {
		tested[c.code] = true
		has := func(p Problem) bool { return p.Code == c.code }
		file := flawless
		if c.flawed == `<unicode-version>13.0.0` {
			file = with(t, file, lineC, lineC+`<char cp="1DF00"/>`)
		}
		found := checked(t, with(t, file, c.line, c.flawed))
		i := slices.IndexFunc(found, has)
		if i < 0 {
			t.Errorf("%s is not found in %s, but %v", c.code, c.flawed, found)
			continue
		}
		if p := found[i]; p.Severity == "" || p.Source == "" {
			t.Errorf("%s has no severity or source: %v", c.code, p)
		}
		if found := checked(t, with(t, file, c.line, c.repaired)); slices.ContainsFunc(found, has) {
			t.Errorf("%s is found in %s: %v", c.code, c.repaired, found)
		}
	}
	for _, k := range CheckKinds() {
		if !tested[k.Code] {
			t.Errorf("%s has no case", k.Code)
		}
	}
}

// A problem says where it is and what it is about.
func TestProblemsAreComplete(t *testing.T) {
	found := checked(t, with(t, flawless, lineB+"|"+lineC, `<char cp="0062"><var cp="0061" type="blocked"/><var cp="0063" type="blocked"/></char>|`+
		`<char cp="0063" tag="t"/>`))
	for _, want := range []Problem{
		{"variant-asymmetric", Warning, 4, []rune("c"), map[string]string{"Missing": "0062"}, "RFC 8228, 3"},
		{"variant-intransitive", Warning, 3, []rune("a"), map[string]string{"Missing": "0063", "Via": "0062"}, "RFC 8228, 3"},
	} {
		ok := slices.ContainsFunc(found, func(p Problem) bool {
			return p.Code == want.Code && p.Severity == want.Severity && p.Line == want.Line && string(p.CP) == string(want.CP) &&
				p.Source == want.Source && len(p.Args) == len(want.Args) && p.Args["Missing"] == want.Args["Missing"] && p.Args["Via"] == want.Args["Via"]
		})
		if !ok {
			t.Errorf("%+v is not among %+v", want, found)
		}
	}
	if !slices.IsSortedFunc(found, func(a, b Problem) int { return a.Line - b.Line }) {
		t.Errorf("not in the order of lines: %+v", found)
	}
}

func TestLanguageTags(t *testing.T) {
	for tag, want := range map[string]bool{
		"de": true, "und-Arab": true, "zh-Hant-TW": true, "sl-rozaj-biske-1994": true, "x-own": true, "i-klingon": true, "es-419": true,
		"de-a": false, "": false, "e": false, "de--DE": false, "de-DE-": false, "ä": false, "und Arab": false, "123": false, "toolongtag": false,
	} {
		if wellFormed(tag) != want {
			t.Errorf("%q is well-formed: %v", tag, !want)
		}
	}
}

// The table in the README has every kind as it is.
func TestReadmeHasEveryProblem(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range CheckKinds() {
		if row := "| `" + k.Code + "` | " + string(k.Severity) + " |"; !strings.Contains(string(text), row) {
			t.Errorf("there is no row %s", row)
		}
	}
}
