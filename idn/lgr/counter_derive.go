package lgr

import (
	"math/bits"
	"slices"
)

// allowed counts the variants of a character that their conditions let stand.
func (c *Counter) allowed(char *Char, from, to int) int {
	n := len(char.Variants)
	for _, v := range char.Variants {
		if !c.t.allows(v.when, v.not, from, to) {
			n--
		}
	}
	return n
}

// alike are the options at a place if they may be taken instead of each
// variant: what is judged must not come about in another way as well.
func (c *Counter) alike(at int) []swap {
	if c.twice {
		return nil
	}
	char := c.g.rep.cell(c.label[at]).char - 1
	if kind := c.swaps.kinds[char]; kind != swapEasy && kind != swapClass {
		return nil
	}
	return c.swaps.options[c.swaps.at[char] : c.swaps.at[char]+c.swaps.count[char]]
}

// derive goes on with the derivation in word at a place of the label. It
// stands for n labels.
func (c *Counter) derive(at int, so types, n uint64) {
	for at < len(c.label) && !c.hard[at] {
		c.word = append(c.word, c.label[at])
		at++
	}
	if at == len(c.label) {
		c.judge(so, n)
		return
	}
	begun := len(c.word)
	if options := c.alike(at); options != nil {
		for _, o := range options {
			over, times := bits.Mul64(n, o.n)
			c.over = c.over || over != 0 || times > countLimit
			c.word = append(c.word[:begun], o.sample)
			c.derive(at+1, o.on(so), times)
		}
		c.word = c.word[:begun]
		return
	}
	c.g.rep.at(c.label, at, func(char *Char, to int) bool {
		if c.ways[to] == 0 || !c.t.allows(char.when, char.not, at, to) {
			return true
		}
		reflexive := false
		for _, v := range char.Variants {
			if !c.t.allows(v.when, v.not, at, to) {
				continue
			}
			reflexive = reflexive || slices.Equal(v.CP, c.label[at:to])
			c.word = append(c.word[:begun], v.CP...)
			c.derive(to, so.with(v), n)
		}
		if !reflexive {
			c.word = append(c.word[:begun], c.label[at:to]...)
			c.derive(to, so.with(nil), n)
		}
		return true
	})
	c.word = c.word[:begun]
}

// judge keeps the label in word if it can be cut into characters.
func (c *Counter) judge(so types, n uint64) {
	var room [maxClassed]uint16
	t := c.g.classify(c.word, room[:])
	if t.classes == nil {
		return
	}
	switch _, cut := c.g.plain(&t); {
	case cut == cutNever, cut == cutUnclear && !c.g.cuttable(&t):
		return
	}
	d := replaced{from: len(c.text), types: so, matched: c.g.matchedIn(&t), n: n}
	c.text = append(c.text, c.word...)
	d.to = len(c.text)
	c.found = append(c.found, d)
}

// cuttable reports whether a label can be cut into characters whose conditions
// hold.
func (g *LGR) cuttable(t *text) bool {
	var reached [MaxLabel + 1]bool
	if len(t.label) > MaxLabel {
		return false
	}
	reached[0] = true
	for i, r := range t.label {
		if !reached[i] {
			continue
		}
		for _, s := range g.rep.beginning(r) {
			if to := i + len(s.CP); s.standsAt(t.label, i) && t.allows(s.when, s.not, i, to) {
				reached[to] = true
			}
		}
		if s := g.rep.one(r); s != nil && t.allows(s.when, s.not, i, i+1) {
			reached[i+1] = true
		}
	}
	return reached[len(t.label)]
}
