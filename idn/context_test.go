package idn

import "testing"

// Every code point of RFC 5892, appendix A, in surroundings that its rule
// allows and in ones that it does not: at the start, at the end, beside what
// the rule does not name, and twice.
func TestContextOfEveryCodePoint(t *testing.T) {
	tests := []struct {
		name    string
		of      []rune
		rule    string
		allowed []string // * stands for the code point
		refused []string // any finding of the rule will do
	}{
		{
			"A.1 zero width non-joiner",
			[]rune{nonJoiner},
			"contextj",
			[]string{"क्*ष", "نامه*ای", "ب*ب", "ب\u064e*\u064eب", "\u0d28\u0d4d*", "ب*ا", "\ua872*ب", "ߊ*ߊ"},
			[]string{"*", "*ب", "ب*", "a*b", "ا*ب", "ا*ا", "ب*a", "क*ष", "ب**ب", "ب*ء", "\u0621*ب", "ب\u064e*"},
		},
		{
			"A.2 zero width joiner",
			[]rune{joiner},
			"contextj",
			[]string{"क्*ष", "\u0dc1\u0dca*\u0dbb", "\u0d28\u0d4d*", "a\u094d*"},
			[]string{"*", "*ष", "क*ष", "ب*ب", "a*b", "क्**ष"},
		},
		{
			"A.3 middle dot",
			[]rune{0xB7},
			"contexto-middle-dot",
			[]string{"l*l", "col*lecció", "l*l*l", "al*la"},
			[]string{"*", "*l", "l*", "a*l", "l*a", "l**l", "ł*l", "é*é"},
		},
		{
			"A.4 Greek lower numeral sign",
			[]rune{0x375},
			"contexto-keraia",
			[]string{"*α", "α*β", "*ἀ", "*γ*δ", "**α"},
			[]string{"*", "α*", "*a", "α*1", "*а", "*\u0301α"},
		},
		{
			"A.5 and A.6 Hebrew geresh and gershayim",
			[]rune{0x5F3, 0x5F4},
			"contexto-geresh",
			[]string{"א*", "א*ב", "צה*ל", "א\u05b7*"},
			[]string{"*", "*א", "a*", "1*א", "ا*", "א1*"},
		},
		{
			"A.7 Katakana middle dot",
			[]rune{0x30FB},
			"contexto-katakana-dot",
			[]string{"*ア", "ア*ア", "あ*", "漢*", "a*漢", "a*b*ア", "*ㇰ", "々*"},
			[]string{"*", "a*b", "**", "한*한", "ㄅ*ㄅ", "α*", "ー*ー"},
		},
		{
			"A.8 Arabic-Indic digits",
			[]rune{0x660, 0x661, 0x662, 0x663, 0x664, 0x665, 0x666, 0x667, 0x668, 0x669},
			"contexto-arabic-digits",
			[]string{"ب*", "ب**", "ب*1", "*", "ب*ب"},
			[]string{"ب*\u06f0", "ب\u06f9*", "*\u06f5*", "*ب\u06f1"},
		},
		{
			"A.9 extended Arabic-Indic digits",
			[]rune{0x6F0, 0x6F1, 0x6F2, 0x6F3, 0x6F4, 0x6F5, 0x6F6, 0x6F7, 0x6F8, 0x6F9},
			"contexto-extended-digits",
			[]string{"ب*", "ب**", "ب*1", "*", "ب*ب"},
			[]string{"ب*\u0660", "ب\u0669*", "*\u0665*", "*ب\u0661"},
		},
	}
	for _, version := range []string{"15.0.0", "16.0.0", "17.0.0"} {
		for _, test := range tests {
			for _, r := range test.of {
				for _, text := range test.allowed {
					if f := contextFault(fillIn(text, r), test.rule, version); f != nil {
						t.Errorf("%s, Unicode %s: %+q: %s", test.name, version, fillIn(text, r), f.English())
					}
				}
				for _, text := range test.refused {
					if f := contextFault(fillIn(text, r), test.rule, version); f == nil || f.CodePoint != r {
						t.Errorf("%s, Unicode %s: %+q is allowed, or %v", test.name, version, fillIn(text, r), f)
					}
				}
			}
		}
	}
}

func fillIn(text string, r rune) string {
	var out []rune
	for _, c := range text {
		if c == '*' {
			c = r
		}
		out = append(out, c)
	}
	return string(out)
}

// contextFault is the first fault of a rule.
func contextFault(label, rule, version string) *Finding {
	for _, f := range Check(label, Rules{Unicode: version, MixedScripts: true}).Faults(Failed) {
		if f.Rule == rule {
			return &f
		}
	}
	return nil
}

// The rules name 25 code points besides the joiners, and the tables have no
// others of that kind.
func TestContextRulesAreWhole(t *testing.T) {
	for _, version := range UnicodeVersions() {
		count := 0
		tables := Rules{Unicode: version}.tables()
		for r := rune(0); r <= 0x10FFFF; r++ {
			p := tables.Property(r).String()
			if p != "CONTEXTJ" && p != "CONTEXTO" {
				continue
			}
			count++
			governed := 0
			for _, rule := range contextRules {
				if rule.governs(r) {
					governed++
				}
			}
			if governed != 1 {
				t.Errorf("Unicode %s: U+%04X has %d rules", version, r, governed)
			}
		}
		if count != 27 {
			t.Errorf("Unicode %s: %d code points", version, count)
		}
	}
}
