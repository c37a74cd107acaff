// Package rulesettest holds two small editions of label generation rules for
// tests, with known differences.
package rulesettest

import (
	"fmt"
	"strings"

	"rootward/application/ruleset"
)

// Files is an edition of three sets: common, Greek and Latin.
//
// The earlier one knows a, b, c, d, o, ö and α, β, with two mappings: a and α
// are variants everywhere, o and ö are variants, blocked. The later one adds
// the code point e, lets ö be allocated for o, makes b and β variants in the
// common set, and has o and ö no variants there any more.
func Files(edition string, later bool) []ruleset.File {
	common := []string{char("a", "α:blocked"), char("b"), char("c"), char("d"), char("o", "ö:blocked"), char("ö", "o:blocked"), char("α", "a:blocked"), char("β")}
	latin := []string{char("a"), char("b"), char("c"), char("d"), char("o", "ö:blocked"), char("ö", "o:blocked")}
	if later {
		common = []string{char("a", "α:blocked"), char("b", "β:blocked"), char("c"), char("d"), char("e"), char("o"), char("ö"), char("α", "a:blocked"), char("β", "b:blocked")}
		latin = []string{char("a"), char("b"), char("c"), char("d"), char("e"), char("o", "ö:allocatable"), char("ö", "o:blocked")}
	}
	return []ruleset.File{
		{Name: "lgr-" + edition + "-common", XML: []byte(xml(edition, "und-Latn und-Grek", common))},
		{Name: "lgr-" + edition + "-greek-script", XML: []byte(xml(edition, "und-Grek", []string{char("α"), char("β")}))},
		{Name: "lgr-" + edition + "-latin-script", XML: []byte(xml(edition, "und-Latn", latin))},
	}
}

// Candidate is the edition ready to be added.
func Candidate(edition string, later bool) ruleset.Candidate {
	return ruleset.Candidate{ID: edition, Date: "2025-09-23", Source: "Test Panel", SourceURL: "https://example.org/rules", Files: Files(edition, later)}
}

func char(cp string, variants ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `    <char cp="%04X" tag="letter" ref="0">`, []rune(cp)[0])
	for _, v := range variants {
		to, typ, _ := strings.Cut(v, ":")
		fmt.Fprintf(&b, `<var cp="%04X" type="%s"/>`, []rune(to)[0], typ)
	}
	return b.String() + "</char>\n"
}

func xml(edition, languages string, chars []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="utf-8"?>
<lgr xmlns="urn:ietf:params:xml:ns:lgr-1.0">
  <meta>
    <version comment="for tests">%s</version>
    <date>2025-09-23</date>
`, edition)
	for _, l := range strings.Fields(languages) {
		fmt.Fprintf(&b, "    <language>%s</language>\n", l)
	}
	fmt.Fprintf(&b, `    <scope type="domain">.</scope>
    <unicode-version>11.0.0</unicode-version>
    <references><reference id="0">The Unicode Standard</reference></references>
  </meta>
  <data>
%s  </data>
  <rules>
    <class name="letters" from-tag="letter"/>
    <rule name="three-alike" comment="for tests"><class by-ref="letters" count="40+"/></rule>
    <action disp="invalid" match="three-alike"/>
    <action disp="blocked" any-variant="blocked"/>
    <action disp="allocatable" all-variants="allocatable"/>
  </rules>
</lgr>
`, strings.Join(chars, ""))
	return b.String()
}
