package namelist

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Folding is what is done to labels and names alike before they are compared.
// It has three depths; README.md says why.
//
//   - plain: NFKC and small letters; spaces, punctuation, hyphens, symbols,
//     joiners and the vowel signs of Arabic and Hebrew go, since no label of the
//     root zone has them. What is left is the name as it would stand in a label.
//   - stripped: plain without diacritics, and letters with a stroke or two
//     letters in one as ASCII writes them.
//   - the index key of the common rule set of the root zone, see variant.go.

// separates tells whether a character ends a word.
func separates(r rune) bool {
	switch r {
	case ',', ';', '/', '\u060C', '\u3001', '\uFF0C', '\u30FB', '\u00B7', '\u1361', '\u0F0B':
		return true
	}
	return unicode.IsSpace(r) || unicode.In(r, unicode.Pd, unicode.Ps, unicode.Pe)
}

// vanishes tells whether a character is no part of a label. Apostrophes that
// Unicode counts as letters are among them.
func vanishes(r rune) bool {
	switch {
	case r < 0x80:
		return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	case 0x02B9 <= r && r <= 0x02BF, r == 0x02C8, // modifier apostrophes, okina, ayn
		0x064B <= r && r <= 0x0652, r == 0x0670, r == 0x0640, // Arabic vowel signs, kashida
		0x0591 <= r && r <= 0x05C7: // Hebrew points
		return true
	}
	return unicode.In(r, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf)
}

// apostrophe tells whether a sign can stand between an article and its noun.
func apostrophe(r rune) bool { return r == '\'' || r == '\u2019' || r == '\u02BC' }

// lower is NFKC in small letters.
func lower(s string) string {
	return norm.NFKC.String(strings.ToLower(norm.NFKC.String(s)))
}

// words cuts a name into the words that a label would be put together from,
// in plain form. Articles that are tied to their noun by an apostrophe are
// words of their own.
func words(name string, articles []string) []string {
	var out []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			out = append(out, word.String())
			word.Reset()
		}
	}
	for _, r := range lower(name) {
		switch {
		case separates(r):
			end()
		case apostrophe(r) && contains(articles, word.String()):
			end()
		case vanishes(r), word.Len() == 0 && diacritic(r): // an accent in place of an apostrophe
		default:
			word.WriteRune(r)
		}
	}
	end()
	return out
}

// plain is a label without hyphens, or a name as one word.
func plain(s string) string {
	var out strings.Builder
	for _, r := range lower(s) {
		if !vanishes(r) {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// strip takes the diacritics off a plain text.
func strip(plain string) string {
	var out strings.Builder
	for _, r := range plain {
		if s, ok := bare(r); ok {
			out.WriteString(s)
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// bare is what a letter is without its diacritics; ok is false if it has none.
func bare(r rune) (s string, ok bool) {
	if r < 0xC0 || r >= endOfMarks {
		return "", false
	}
	t := diacritics()
	i := t.index[r-0xC0]
	return t.text[i], i > 0
}

// endOfMarks is behind the last block with letters that have diacritics: Latin,
// Greek, Cyrillic, Hebrew, Arabic, and their extensions.
const endOfMarks = 0x2000

// strokes are letters that Unicode does not decompose, as ASCII writes them.
var strokes = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ł': "l", 'ħ': "h", 'ı': "i", 'ŧ': "t", 'ŋ': "n", 'ĸ': "k",
	'ƀ': "b", 'ɓ': "b", 'ɗ': "d", 'ɖ': "d", 'ƒ': "f", 'ɠ': "g", 'ɣ': "g", 'ƙ': "k", 'ɲ': "n", 'ƴ': "y", 'ɛ': "e", 'ɔ': "o", 'ɨ': "i", 'ʉ': "u",
	'ʋ': "v", 'ƥ': "p", 'ƭ': "t", 'ǝ': "e", 'ə': "e", 'ɩ': "i", 'ʊ': "u", 'ŉ': "n", 'ſ': "s", 'ς': "σ",
}

type markTable struct {
	index [endOfMarks - 0xC0]uint16
	text  []string
}

var diacritics = sync.OnceValue(func() *markTable {
	t := &markTable{text: []string{""}}
	for r := rune(0xC0); r < endOfMarks; r++ {
		var s string
		if to, ok := strokes[r]; ok {
			s = to
		} else if diacritic(r) {
			s = ""
		} else if r > 0x700 && r < 0x1E00 {
			continue // scripts whose marks are vowels
		} else if s = unmarked(r); s == string(r) {
			continue
		}
		t.index[r-0xC0] = uint16(len(t.text))
		t.text = append(t.text, s)
	}
	return t
})

// diacritic tells whether a combining mark may be left out without making it
// another letter of the same script: those of Latin, Greek and Cyrillic, and
// hamza and madda on Arabic letters.
func diacritic(r rune) bool { return 0x0300 <= r && r <= 0x036F || 0x0653 <= r && r <= 0x0655 }

// unmarked is a letter decomposed and without diacritics.
func unmarked(r rune) string {
	var out strings.Builder
	for _, d := range norm.NFD.String(string(r)) {
		if to, ok := strokes[d]; ok {
			out.WriteString(to)
		} else if !diacritic(d) {
			out.WriteRune(d)
		}
	}
	return out.String()
}

// spelledOut writes letters with two dots or a ring, and those with a stroke,
// as two letters, the way German and the northern languages do in ASCII. It
// is the text itself if there is none.
func spelledOut(plain string) string { return twoLetters.Replace(plain) }

var twoLetters = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "å", "aa", "ø", "oe", "æ", "ae")

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
