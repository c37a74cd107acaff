package lgr

import (
	"encoding/binary"
	"slices"
)

// replacement is what may stand for a character of a label.
type replacement struct {
	cp      []rune
	to      int      // where the label goes on
	variant *Variant // nil if the character stays and is no variant of itself
}

// replacements lists, for each position, what each character there may become.
// Conditions of characters and of variants are looked at in the label itself.
func (g *LGR) replacements(label []rune, pieces [][]piece) [][]replacement {
	var room [maxClassed]uint16
	t := g.classify(label, room[:])
	out := make([][]replacement, len(label))
	for i, ps := range pieces {
		for _, p := range ps {
			reflexive := false
			for _, v := range p.char.Variants {
				if !t.allows(v.when, v.not, i, p.to) {
					continue
				}
				reflexive = reflexive || slices.Equal(v.CP, label[i:p.to])
				out[i] = append(out[i], replacement{v.CP, p.to, v})
			}
			if !reflexive {
				out[i] = append(out[i], replacement{label[i:p.to], p.to, nil})
			}
		}
	}
	return out
}

// alphabet lists the code points that replacements can put out.
func alphabet(choices [][]replacement) []rune {
	var all []rune
	for _, at := range choices {
		for _, c := range at {
			all = append(all, c.cp...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// derivation is one way in which a label is being turned into a variant: it
// has come to a position, or is inside a replacement that begins there.
type derivation struct {
	at, choice, offset int // offset 0: between replacements
	types
}

func (d derivation) compare(e derivation) int {
	for _, pair := range [...][2]int{{d.at, e.at}, {d.choice, e.choice}, {d.offset, e.offset}} {
		if pair[0] != pair[1] {
			return pair[0] - pair[1]
		}
	}
	switch {
	case d.mask < e.mask:
		return -1
	case d.mask > e.mask:
		return 1
	case d.only != e.only && e.only:
		return -1
	case d.only != e.only:
		return 1
	}
	return 0
}

// derivations are all ways that lead to the same output.
type derivations []derivation

func (ds derivations) key() string {
	key := make([]byte, 0, 16*len(ds))
	for _, d := range ds {
		key = binary.AppendUvarint(key, uint64(d.at))
		key = binary.AppendUvarint(key, uint64(d.choice))
		key = binary.AppendUvarint(key, uint64(d.offset))
		key = binary.AppendUvarint(key, d.mask)
		only := byte(0)
		if d.only {
			only = 1
		}
		key = append(key, only)
	}
	return string(key)
}

// settle adds what null variants reach, and brings ds into order.
func settle(ds derivations, choices [][]replacement) derivations {
	for i := 0; i < len(ds); i++ {
		d := ds[i]
		if d.offset > 0 || d.at == len(choices) {
			continue
		}
		for _, c := range choices[d.at] {
			if len(c.cp) == 0 {
				next := derivation{at: c.to, types: d.with(c.variant)}
				if !slices.Contains(ds, next) {
					ds = append(ds, next)
				}
			}
		}
	}
	slices.SortFunc(ds, derivation.compare)
	return slices.Compact(ds)
}

// steps lists what ds can put out next, in order, and where that leads.
func (ds derivations) steps(choices [][]replacement) ([]rune, []derivations) {
	next := map[rune]derivations{}
	for _, d := range ds {
		if d.at == len(choices) {
			continue
		}
		for i, c := range choices[d.at] {
			if d.offset > 0 && i != d.choice || d.offset >= len(c.cp) {
				continue
			}
			n := derivation{at: d.at, choice: i, offset: d.offset + 1, types: d.types}
			if d.offset == 0 {
				n.types = d.with(c.variant)
			}
			if n.offset == len(c.cp) {
				n.at, n.choice, n.offset = c.to, 0, 0
			}
			next[c.cp[d.offset]] = append(next[c.cp[d.offset]], n)
		}
	}
	outputs := make([]rune, 0, len(next))
	for r := range next {
		outputs = append(outputs, r)
	}
	slices.Sort(outputs)
	targets := make([]derivations, len(outputs))
	for i, r := range outputs {
		targets[i] = settle(next[r], choices)
	}
	return outputs, targets
}
