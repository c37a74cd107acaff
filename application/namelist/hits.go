package namelist

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"
)

// MaxLabel is the longest label in code points that is looked up; a longer one
// meets no name. No U-label is longer.
const MaxLabel = 63

// Lookup finds a label in either form, in any case, on every list. It returns
// nothing for a label that is on none.
func (ls *Lists) Lookup(label string) []Hit {
	if len(label) > 4*MaxLabel || !utf8.ValidString(label) {
		return nil
	}
	label = strings.ToLower(label)
	if strings.HasPrefix(label, "xn--") {
		if u, err := idna.Punycode.ToUnicode(label); err == nil {
			label = u
		}
	}
	return ls.Hits(nil, []rune(label))
}

// Hits appends to dst the entries that a U-label meets, list by list and the
// closest match first. A place that a list has by the name itself is not told
// again by a name that is only like it or a variant. Hits does not allocate for
// a label that meets nothing.
func (ls *Lists) Hits(dst []Hit, label []rune) []Hit {
	if len(label) == 0 || len(label) > MaxLabel {
		return dst
	}
	q := query{lists: ls, label: label}
	if !q.fold() {
		return dst
	}
	first, articles := len(dst), everyArticle()
	for _, t := range ls.tables {
		dst = q.byName(dst, first, t, "", q.sum)
		for i := range articles {
			if a := &articles[i]; a.stands(q.plain[:q.n]) {
				dst = q.byName(dst, first, t, a.text, q.sum-a.sum)
			}
		}
	}
	if len(dst) > first {
		dst = dst[:first+len(withoutEchoes(dst[first:]))]
	}
	dst = q.byVariant(dst, first)
	if len(dst)-first > 1 {
		slices.SortStableFunc(dst[first:], func(a, b Hit) int { return ls.compare(&a, &b) })
	}
	return dst
}

// query is one label being looked up.
type query struct {
	lists    *Lists
	label    []rune // as given
	plain    [MaxLabel]rune
	n        int    // of plain
	sum      uint64 // letters of the stripped label
	text     string // plain, made when it is needed
	stripped string
}

// fold makes the plain label and adds up its stripped letters. It is false if
// nothing is left.
func (q *query) fold() bool {
	for _, r := range q.label {
		if r >= utf8.RuneSelf && !settled(r) {
			return q.foldSlowly()
		}
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		if r < utf8.RuneSelf && vanishes(r) {
			continue
		}
		q.add(r)
	}
	return q.n > 0
}

func (q *query) add(r rune) {
	q.plain[q.n] = r
	q.n++
	if s, ok := bare(r); ok {
		for _, b := range s {
			q.sum = letterKey(q.sum, b)
		}
		return
	}
	q.sum = letterKey(q.sum, r)
}

// settled tells quickly whether a code point is its own plain form, next to
// any other: small letters and ideographs of the scripts that most labels are
// written in.
func settled(r rune) bool {
	switch {
	case 0x430 <= r && r <= 0x45F, // Cyrillic
		0xDF <= r && r <= 0xFF && r != 0xF7,
		0x3AC <= r && r <= 0x3CE,                // Greek
		0x5D0 <= r && r <= 0x5EA,                // Hebrew
		0x620 <= r && r <= 0x63F,                // Arabic
		0x641 <= r && r <= 0x64A,                //
		0x679 <= r && r <= 0x6D3,                //
		0x4E00 <= r && r <= 0x9FFF,              // Han
		0xAC00 <= r && r <= 0xD7A3,              // Hangul
		0x3041 <= r && r <= 0x3096,              // Hiragana
		0x30A1 <= r && r <= 0x30FA, r == 0x30FC: // Katakana
		return true
	}
	return false
}

// foldSlowly folds a label with code points that may change. Labels that are
// in NFKC, as valid ones are, cost no allocation.
func (q *query) foldSlowly() bool {
	room := buffers.Get().(*[4 * MaxLabel]byte) //nolint:errcheck,forcetypeassert // it holds nothing else
	defer buffers.Put(room)
	text := room[:0]
	for _, r := range q.label {
		text = utf8.AppendRune(text, r)
	}
	q.n, q.sum = 0, 0
	if norm.NFKC.IsNormal(text) && !slices.ContainsFunc(q.label, capital) {
		for _, r := range q.label {
			if !vanishes(r) {
				q.add(r)
			}
		}
		return q.n > 0
	}
	for _, r := range plain(string(text)) {
		if q.n == MaxLabel {
			return false
		}
		q.add(r)
	}
	return q.n > 0
}

var buffers = sync.Pool{New: func() any { return new([4 * MaxLabel]byte) }}

func (q *query) plainText() string {
	if q.text == "" {
		q.text = string(q.plain[:q.n])
		q.stripped = strip(q.text)
	}
	return q.text
}

// byName adds what a table has under the stripped letters, without those of an
// article that was added to the name.
func (q *query) byName(dst []Hit, first int, t *table, article string, sum uint64) []Hit {
	t.names.find(spread(sum), func(at int) bool {
		if q.lists.hidden(t, at) || seen(dst[first:], t, at) {
			return true
		}
		e, _ := t.entry(at)
		if m, ok := q.match(&e, article); ok {
			dst = append(dst, Hit{Entry: e, Match: m, table: t, at: at})
		}
		return true
	})
	return dst
}

// withoutEchoes leaves out names without their diacritics where the same list
// has the same place by a closer match: they say nothing more.
func withoutEchoes(hits []Hit) []Hit {
	kept := hits[:0]
	for i := range hits {
		if hits[i].Match != Folded || !echo(hits, &hits[i].Entry) {
			kept = append(kept, hits[i])
		}
	}
	return kept
}

// echo tells whether a list of places has the place of an entry by a closer
// match already.
func echo(hits []Hit, e *Entry) bool {
	for i := range hits {
		h := &hits[i]
		if h.List == e.List && h.Match < Folded && h.Territory == e.Territory && e.List.Matching != Label {
			return true
		}
	}
	return false
}

func seen(hits []Hit, t *table, at int) bool {
	for i := range hits {
		if hits[i].at == at && hits[i].table == t {
			return true
		}
	}
	return false
}

// match compares letter by letter what the index found.
func (q *query) match(e *Entry, article string) (Match, bool) {
	text := q.plainText()
	if e.List.Matching == Label {
		return Exact, article == "" && e.Name == lower(string(q.label))
	}
	articles := splitArticles(e.articles)
	if article == "" {
		return q.matchForms(e, articles, text, q.stripped)
	}
	if e.List.Matching != AnyOrder || !contains(articles, article) {
		return 0, false
	}
	best, found := Match(0), false
	for _, cut := range []func(string, string) (string, bool){strings.CutPrefix, strings.CutSuffix} {
		rest, ok := cut(text, article)
		if !ok || rest == "" {
			continue
		}
		if m, ok := q.matchForms(e, articles, rest, strip(rest)); ok && (!found || m < best) {
			best, found = max(m, Permutation), true
		}
	}
	return best, found
}

func (q *query) matchForms(e *Entry, articles []string, text, stripped string) (best Match, found bool) {
	for _, f := range forms(e.Name, articles, e.List.Matching) {
		m, ok := f.match(text, stripped, e.List.Matching)
		if !ok || found && m >= best {
			continue
		}
		if m == Joined && len(f.words) == 1 && lower(e.Name) == text {
			m = Exact
		}
		if m <= Joined && e.Kind == ComponentKind {
			m = Component
		}
		best, found = m, true
	}
	return best, found
}

// ComponentKind marks entries that are a part of the name of a territory.
const ComponentKind = "component"

// match tells how a plain text is a form.
func (f form) match(text, stripped string, m Matching) (Match, bool) {
	if !f.weak {
		if inOrder(text, f.words) {
			if f.entire {
				return Joined, true
			}
			return Permutation, true
		}
		if m == AnyOrder && arrange(text, f.words) != nil {
			return Permutation, true
		}
	}
	bare := make([]string, len(f.words))
	for i, w := range f.words {
		bare[i] = strip(w)
	}
	return Folded, inOrder(stripped, bare) || m == AnyOrder && arrange(stripped, bare) != nil
}
