package lgr

import (
	"sync"
	"unicode/utf8"
)

// IndexKey is a key that is equal on all labels of one variant set. Labels
// that are not variants of each other may have the same key too: SameVariantSet
// tells them apart. A key is not itself a label, and it means nothing under
// another ruleset.
func (g *LGR) IndexKey(label []rune) string {
	var room [4 * roomy]byte
	return string(g.AppendIndexKey(room[:0], label))
}

// AppendIndexKey appends the IndexKey of a label to dst. It allocates only if
// dst is too short or the label has more than some sixty code points.
func (g *LGR) AppendIndexKey(dst []byte, label []rune) []byte {
	var room [roomy]rune
	for _, r := range g.keys.solved().normal(room[:0], label) {
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// roomy is how many code points a label may have without an allocation.
const roomy = 64

// folding finds one word for all labels of a variant set, by the mappings of
// a ruleset alone, whatever their conditions. It is solved at its first use.
type folding struct {
	once  *sync.Once
	chars []*Char
	keys  *keyRules
}

func newFolding(chars []*Char) folding {
	return folding{once: new(sync.Once), chars: chars, keys: new(keyRules)}
}

func (f *folding) solved() *keyRules {
	f.once.Do(func() { f.keys.solve(f.chars) })
	return f.keys
}

// keyRules reads every mapping of a ruleset as an equation between words:
//
//   - code points that are equal by themselves become one, the smallest;
//   - of the equations with sequences that are left, those that have a code
//     point in common are one component. A component becomes rewriting rules,
//     each of which makes a word smaller, so that they come to an end; if all
//     overlaps of the rules lead to one word again, they lead to it in any
//     order, and equal words have one normal form. That is as fine as a key
//     can be that does not look at conditions;
//   - a component for which no such rules are found is folded: code points
//     become words under which both sides of its equations are equal.
//
// Components have no code point in common, so they do not disturb each other.
type keyRules struct {
	to     runeTable // code point to code point, or -1-i for words[i]
	words  [][]rune
	ending runeTable // last code point to 1+i for byLast[i]
	byLast [][]rewrite
	folded int // components for which no rules were found
}

// normal appends the normal form of a label to out.
func (k *keyRules) normal(out, label []rune) []rune {
	var room [roomy]rune
	pending := room[:0] // what a rule has put back, last first
	for _, r := range label {
		switch to := k.to.get(r); {
		case to < 0:
			word := k.words[-1-to]
			for i := len(word) - 1; i >= 0; i-- {
				pending = append(pending, word[i])
			}
		case to > 0:
			r = to
			fallthrough
		default:
			if k.ending.get(r) == 0 {
				out = append(out, r)
				continue
			}
			pending = append(pending, r)
		}
		out, pending = k.reduce(out, pending)
	}
	return out
}

// reduce moves what is pending to out, which is in normal form and stays so.
func (k *keyRules) reduce(out, pending []rune) (normal, room []rune) {
	for len(pending) > 0 {
		r := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		out = append(out, r)
		at := k.ending.get(r)
		if at == 0 {
			continue
		}
		for i := range k.byLast[at-1] {
			rule := &k.byLast[at-1][i]
			if !hasSuffix(out, rule.from) {
				continue
			}
			out = out[:len(out)-len(rule.from)]
			for j := len(rule.to) - 1; j >= 0; j-- {
				pending = append(pending, rule.to[j])
			}
			break
		}
	}
	return out, pending
}

func hasSuffix(word, end []rune) bool {
	d := len(word) - len(end)
	if d < 0 {
		return false
	}
	for i, r := range end {
		if word[d+i] != r {
			return false
		}
	}
	return true
}

// runeTable is a map from code points to numbers, 0 for most.
type runeTable struct{ pages []*[256]int32 }

func (t *runeTable) get(r rune) int32 {
	if p := int(r >> 8); p >= 0 && p < len(t.pages) && t.pages[p] != nil {
		return t.pages[p][r&0xFF]
	}
	return 0
}

func (t *runeTable) set(r rune, to int32) {
	p := int(r >> 8)
	for len(t.pages) <= p {
		t.pages = append(t.pages, nil)
	}
	if t.pages[p] == nil {
		t.pages[p] = new([256]int32)
	}
	t.pages[p][r&0xFF] = to
}
