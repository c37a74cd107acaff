package lgr

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
)

// The packed form is made for loading fast, not for keeping: a change of it
// raises packVersion, and older packs are then refused.
//
//	"LGRP", version
//	number of strings, length of each, all strings without separators
//	number of lists of strings, and each with its length
//	everything that is not a character, as packed.model says
//	shapes: what many characters or variants have in common
//	characters, each with its variants
//
// Numbers are unsigned varints; differences are zigzag varints. Code points
// and lines are differences from those before them.
const (
	packMagic   = "LGRP"
	packVersion = 1
)

// Pack is the ruleset in a compact binary form that Unpack reads much faster
// than XML. Descriptions and comments are left out, except the comment on the
// version; everything that judges labels and names sources is kept.
func (g *LGR) Pack() []byte {
	p := &packer{places: map[string]uint64{}, listPlaces: map[string]uint64{}}
	c := coder{out: p}
	c.model(g)
	p.chars(g, &c)
	head := append([]byte(packMagic), packVersion)
	head = binary.AppendUvarint(head, uint64(len(p.list)))
	for _, s := range p.list {
		head = binary.AppendUvarint(head, uint64(len(s)))
	}
	for _, s := range p.list {
		head = append(head, s...)
	}
	head = binary.AppendUvarint(head, uint64(len(p.lists)))
	for _, list := range p.lists {
		head = binary.AppendUvarint(head, uint64(len(list)))
		for _, i := range list {
			head = binary.AppendUvarint(head, i)
		}
	}
	return append(head, p.body...)
}

// packer collects the octets and the strings.
type packer struct {
	body       []byte
	list       []string
	places     map[string]uint64 // in list
	lists      [][]uint64        // by places of strings
	listPlaces map[string]uint64 // in lists
}

func (p *packer) number(n uint64) { p.body = binary.AppendUvarint(p.body, n) }
func (p *packer) delta(n int)     { p.body = binary.AppendVarint(p.body, int64(n)) }

func (p *packer) str(s string) { p.number(p.place(s)) }

func (p *packer) place(s string) uint64 {
	i, known := p.places[s]
	if !known {
		i = uint64(len(p.list))
		p.places[s] = i
		p.list = append(p.list, strings.Clone(s))
	}
	return i
}

func (p *packer) words(list []string) {
	key := strconv.Itoa(len(list)) + ":" + strings.Join(list, "\x00")
	i, known := p.listPlaces[key]
	if !known {
		i = uint64(len(p.lists))
		p.listPlaces[key] = i
		places := make([]uint64, len(list))
		for k, s := range list {
			places[k] = p.place(s)
		}
		p.lists = append(p.lists, places)
	}
	p.number(i)
}

// Kinds of packed characters, in the lowest bits of the first number.
const (
	packedSingle = iota
	packedSequence
	packedRange
)

func (p *packer) chars(g *LGR, c *coder) {
	shapes, variantShapes := charShapes(g)
	c.shapes(&shapes, &variantShapes)
	sizes := packSizes(g)
	for _, n := range sizes {
		p.number(uint64(n))
	}
	charShape, variantShape := shapeIndex(shapes, (*Char).shape), shapeIndex(variantShapes, (*Variant).shape)
	at, line := rune(0), 0
	for _, char := range g.Chars {
		kind, first := packedSingle, char.First
		switch {
		case char.IsRange():
			kind = packedRange
		case char.IsSequence():
			kind = packedSequence
		}
		if kind != packedRange {
			first = char.CP[0]
		}
		p.number(uint64(charShape[char.shape()]<<2 | kind))
		p.delta(int(first - at))
		at = first
		switch kind {
		case packedRange:
			p.delta(int(char.Last - first))
		case packedSequence:
			p.rest(char.CP[1:], first)
		}
		p.delta(char.Line - line)
		line = char.Line
		p.number(uint64(len(char.Variants)))
		for _, v := range char.Variants {
			shape := uint64(variantShape[v.shape()]) << 1
			if len(v.CP) == 1 {
				p.number(shape)
				p.delta(int(v.CP[0] - first))
			} else {
				p.number(shape | 1)
				p.rest(v.CP, first)
			}
			p.delta(v.Line - line)
			line = v.Line
		}
	}
}

func (p *packer) rest(cps []rune, from rune) {
	p.number(uint64(len(cps)))
	for _, r := range cps {
		p.delta(int(r - from))
		from = r
	}
}

// packSizes are the numbers of characters, of variants and of the code points of both.
func packSizes(g *LGR) [3]int {
	n := [3]int{len(g.Chars)}
	for _, c := range g.Chars {
		n[1] += len(c.Variants)
		n[2] += len(c.CP)
		for _, v := range c.Variants {
			n[2] += len(v.CP)
		}
	}
	return n
}

// charShapes are the distinct attributes of characters and of variants, in
// the order of the file.
func charShapes(g *LGR) (chars []Char, variants []Variant) {
	seen := map[string]bool{}
	for _, c := range g.Chars {
		if key := "c" + c.shape(); !seen[key] {
			seen[key] = true
			chars = append(chars, Char{When: c.When, NotWhen: c.NotWhen, Tags: c.Tags, Refs: c.Refs})
		}
		for _, v := range c.Variants {
			if key := "v" + v.shape(); !seen[key] {
				seen[key] = true
				variants = append(variants, Variant{Type: v.Type, When: v.When, NotWhen: v.NotWhen, Refs: v.Refs})
			}
		}
	}
	return chars, variants
}

func (c *Char) shape() string {
	return strings.Join(slices.Concat([]string{c.When, c.NotWhen}, c.Tags, []string{""}, c.Refs), "\x00")
}

func (v *Variant) shape() string {
	return strings.Join(append([]string{v.Type, v.When, v.NotWhen}, v.Refs...), "\x00")
}

func shapeIndex[T any](shapes []T, key func(*T) string) map[string]int {
	index := map[string]int{}
	for i := range shapes {
		index[key(&shapes[i])] = i
	}
	return index
}
