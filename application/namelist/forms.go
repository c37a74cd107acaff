package namelist

import (
	"strings"
	"unicode/utf8"
)

// form is one way in which a name can be written: its words in plain form.
type form struct {
	words  []string
	entire bool // no article was left out or added
	weak   bool // spelled out in ASCII: counts as without diacritics
}

// mostWords limits the orders that are tried; a name with more words is
// compared in its own order alone. mostArticles limits the choices of articles
// to leave out; from there on all go or none.
const (
	mostWords    = 8
	mostArticles = 3
)

// forms lists the ways of writing a name, its own first. AGB 2012, 2.2.1.4.1
// (vi): a permutation includes the removal of spaces, inserted punctuation,
// and articles added or taken away. How articles are added is in hits.go.
func forms(name string, articles []string, m Matching) []form {
	all := words(name, articles)
	if len(all) == 0 {
		return nil
	}
	out := []form{{words: all, entire: true}}
	if m == AnyOrder {
		out = append(out, withoutArticles(all, articles)...)
		out = append(out, withoutPrefix(all, articles)...)
	}
	for _, f := range out {
		if spelled := each(f.words, spelledOut); spelled != nil {
			out = append(out, form{words: spelled, entire: f.entire, weak: true})
		}
	}
	return out
}

func withoutArticles(all, articles []string) []form {
	var at []int
	for i, w := range all {
		if contains(articles, w) {
			at = append(at, i)
		}
	}
	if len(at) == 0 || len(at) == len(all) {
		return nil
	}
	var out []form
	for choice := 1; choice < 1<<min(len(at), mostArticles); choice++ {
		drop := map[int]bool{}
		for i, w := range at {
			if i >= mostArticles || choice&(1<<i) != 0 {
				drop[w] = true
			}
		}
		var rest []string
		for i, w := range all {
			if !drop[i] {
				rest = append(rest, w)
			}
		}
		if runes(rest) > 1 {
			out = append(out, form{words: rest})
		}
	}
	return out
}

// prefixArticle is the one article that is written as part of its noun and yet
// can be told apart: al- of Arabic.
const prefixArticle = "ال"

// withoutPrefix leaves al- away: from all words, and from the first one.
func withoutPrefix(all, articles []string) []form {
	if !contains(articles, prefixArticle) {
		return nil
	}
	cut := func(w string) string {
		if rest, ok := strings.CutPrefix(w, prefixArticle); ok && utf8.RuneCountInString(rest) > 1 {
			return rest
		}
		return w
	}
	every := each(all, cut)
	if every == nil {
		return nil
	}
	out := []form{{words: every}}
	if first := cut(all[0]); first != all[0] && len(all) > 1 {
		out = append(out, form{words: append([]string{first}, all[1:]...)})
	}
	return out
}

// each changes every word; nil if that changes nothing.
func each(all []string, f func(string) string) []string {
	out := make([]string, len(all))
	same := true
	for i, w := range all {
		out[i] = f(w)
		same = same && out[i] == w
	}
	if same {
		return nil
	}
	return out
}

func runes(all []string) (n int) {
	for _, w := range all {
		n += utf8.RuneCountInString(w)
	}
	return n
}

// inOrder tells whether a text is these words, one after the other.
func inOrder(text string, all []string) bool {
	for _, w := range all {
		var ok bool
		if text, ok = strings.CutPrefix(text, w); !ok {
			return false
		}
	}
	return text == ""
}

// arrange finds an order of the words that makes the text, and returns their
// numbers in that order; nil if there is none.
func arrange(text string, all []string) []int {
	if len(all) > mostWords {
		return nil
	}
	order := make([]int, 0, len(all))
	var used [mostWords]bool
	var next func(rest string) bool
	next = func(rest string) bool {
		if len(order) == len(all) {
			return rest == ""
		}
		for i, w := range all {
			if used[i] || !strings.HasPrefix(rest, w) {
				continue
			}
			used[i] = true
			order = append(order, i)
			if next(rest[len(w):]) {
				return true
			}
			used[i] = false
			order = order[:len(order)-1]
		}
		return false
	}
	if next(text) {
		return order
	}
	return nil
}
