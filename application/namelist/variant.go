package namelist

import (
	"slices"
	"unicode/utf8"

	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// Variants of listed names are found by the index key of the common rule set
// of the root zone: it is equal on all labels of a variant set. The keys of
// the names are in the table, so a label costs one key and one look into the
// index. What the index finds is then decided by the variant relation itself.
//
// The words of a name in another order are found where the order alone makes
// the difference; a variant that reaches over the joint of two words that were
// exchanged may be missed.

// commonRules are the ones that the keys in the tables were made with.
func commonRules() *lgr.LGR { return rootzone.Embedded().Common().LGR() }

// byVariant adds the names that the label is a variant of and that it does not
// meet in a closer way already.
func (q *query) byVariant(dst []Hit, first int) []Hit {
	if !slices.ContainsFunc(q.lists.tables, func(t *table) bool { return t.keys.slots != "" }) {
		return dst
	}
	var room [8 * MaxLabel]byte
	key := q.lists.rules().AppendIndexKey(room[:0], q.plain[:q.n])
	var sum uint64
	for i := 0; i < len(key); {
		r, n := utf8.DecodeRune(key[i:])
		sum = letterKey(sum, r)
		i += n
	}
	found := false
	for _, t := range q.lists.tables {
		t.keys.find(spread(sum), func(int) bool { found = true; return false })
	}
	if !found {
		return dst
	}
	for _, t := range q.lists.tables {
		t.keys.find(spread(sum), func(at int) bool {
			i := slices.IndexFunc(dst[first:], func(h Hit) bool { return h.at == at && h.table == t })
			if q.lists.hidden(t, at) || i >= 0 && dst[first+i].Match != Folded {
				return true
			}
			e, _ := t.entry(at)
			if echo(dst[first:], &e) {
				return true
			}
			rel, ok := q.variantOf(&e, string(key))
			switch hit := (Hit{Entry: e, Match: Variant, Relation: rel, table: t, at: at}); {
			case !ok:
			case i >= 0: // the variant says more than the likeness
				dst[first+i] = hit
			default:
				dst = append(dst, hit)
			}
			return true
		})
	}
	return dst
}

// variantOf tells whether the label is another label of the variant set of a
// name. A relation that takes too much work to decide counts, and is empty.
func (q *query) variantOf(e *Entry, key string) (lgr.Relation, bool) {
	g := q.lists.rules()
	for _, name := range spellings(g, e, key) {
		same, rel, err := g.SameVariantSet(name, q.plain[:q.n])
		if err != nil {
			return "", true
		}
		if same && rel != lgr.Identical {
			return rel, true
		}
	}
	return "", false
}

// spellings lists the labels that a name can stand as and that have this key.
func spellings(g *lgr.LGR, e *Entry, key string) [][]rune {
	var out [][]rune
	for _, f := range forms(e.Name, splitArticles(e.articles), e.List.Matching) {
		if f.weak {
			continue
		}
		joined := join(f.words, nil)
		if g.IndexKey(joined) == key {
			out = append(out, joined)
			continue
		}
		if e.List.Matching != AnyOrder || len(f.words) < 2 {
			continue
		}
		keys := make([]string, len(f.words))
		for i, w := range f.words {
			keys[i] = g.IndexKey([]rune(w))
		}
		if order := arrange(key, keys); order != nil {
			out = append(out, join(f.words, order))
		}
	}
	return out
}

// join puts words together, in an order if one is given.
func join(all []string, order []int) []rune {
	var out []rune
	if order == nil {
		for _, w := range all {
			out = append(out, []rune(w)...)
		}
		return out
	}
	for _, i := range order {
		out = append(out, []rune(all[i])...)
	}
	return out
}
