package namelist

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// articlesOf lists the definite articles of languages that write them as
// words, by ISO 639, with one that is written as part of the noun. Languages
// that mark the noun at its end (the northern ones, Romanian, Bulgarian,
// Albanian, Basque) or by one letter before it (Hebrew) have none here.
var articlesOf = map[string]string{
	"af": "die", "ar": prefixArticle, "br": "ar an al", "ca": "el la els les l", "co": "u a i l", "cy": "y yr", "de": "der die das den dem",
	"el": "ο η το οι τα", "en": "the", "eo": "la", "es": "el la los las", "ext": "el la los las", "fr": "le la les l", "frp": "lo la los les",
	"fur": "il la i lis", "fy": "de it", "ga": "an na", "gd": "an na", "gl": "o a os as", "gsw": "dr d s", "gv": "yn ny", "haw": "ka ke",
	"hu": "a az", "ia": "le", "ie": "li", "it": "il lo la i gli le l", "kw": "an", "lb": "de den d dat", "lij": "o a i e l", "lmo": "el la i",
	"mi": "te ngā nga", "mt": "il l", "nds": "de dat", "nl": "de het", "oc": "lo la los las l", "pms": "ël la ij", "pt": "o a os as",
	"sc": "su sa sos sas", "scn": "lu la li", "sm": "le", "to": "ko", "vec": "el ła i le", "wa": "li les", "yi": "די דער דאָס",
}

// articlesFor joins the articles of several languages, each once.
func articlesFor(languages []string) string {
	var out []string
	for _, l := range languages {
		for _, a := range strings.Fields(articlesOf[l]) {
			if a = plain(a); !contains(out, a) {
				out = append(out, a)
			}
		}
	}
	return strings.Join(out, " ")
}

// article is an article as it can be added to a name.
type article struct {
	text    string
	letters []rune
	sum     uint64 // of its stripped letters
}

// everyArticle are all articles of two letters and more. Those of one letter
// are only taken away: a name with one letter more is another word.
var everyArticle = sync.OnceValue(func() []article {
	var all []string
	for _, list := range articlesOf {
		for _, s := range strings.Fields(list) {
			if utf8.RuneCountInString(plain(s)) > 1 {
				all = append(all, plain(s))
			}
		}
	}
	slices.Sort(all)
	var out []article
	for _, s := range slices.Compact(all) {
		out = append(out, article{s, []rune(s), keyOf(strip(s))})
	}
	return out
})

// stands tells whether the article is the beginning or the end of a label.
func (a *article) stands(label []rune) bool {
	n := len(a.letters)
	if n >= len(label) {
		return false
	}
	return label[0] == a.letters[0] && slices.Equal(label[:n], a.letters) ||
		label[len(label)-1] == a.letters[n-1] && slices.Equal(label[len(label)-n:], a.letters)
}

// WithArticles is the entry with the articles that names of these languages
// (ISO 639) can have.
func (e Entry) WithArticles(languages []string) Entry {
	e.articles = articlesFor(languages)
	return e
}
