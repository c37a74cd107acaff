package lgr

import "slices"

// chars resolves the conditions and types of characters and variants.
func (b *builder) chars() {
	g := b.g
	g.contexts = map[string]*context{}
	g.rep = newRepertoire(g.Chars)
	lastType, typ := "", -1
	for _, c := range g.Chars {
		c.when, c.not = b.condition(c.When, c.NotWhen, c.Line)
		if c.when != nil {
			c.when.ofChar = true
		}
		own := uint8(ownNone)
		for _, v := range c.Variants {
			v.when, v.not = b.condition(v.When, v.NotWhen, v.Line)
			if v.Type != lastType {
				lastType, typ = v.Type, b.typeIndex(v.Type)
			}
			v.typ = typ
			if len(v.CP) == len(c.CP) && slices.Equal(v.CP, c.CP) {
				own = ownOf(own, v)
			}
		}
		if len(c.CP) == 1 {
			cell := g.rep.edit(c.CP[0])
			cell.own = own
			cell.when = c.when.number(c.not)
		}
	}
	for _, c := range g.Chars {
		if c.IsRange() && c.when != nil {
			g.rep.condition(c)
		}
	}
}

// ownOf adds a variant of a character to itself to what is known.
func ownOf(own uint8, v *Variant) uint8 {
	switch {
	case own != ownNone || v.when != nil:
		return ownUnclear
	case v.typ < 0:
		return ownUntyped
	}
	return uint8(ownType + v.typ)
}

// number is a condition as a cell keeps it.
func (c *context) number(not bool) int32 {
	switch {
	case c == nil:
		return 0
	case not:
		return -c.place
	}
	return c.place
}

// typeIndex is the bit of a type: -1 for none, the highest for one that no
// action names.
func (b *builder) typeIndex(t string) int {
	if t == "" {
		return -1
	}
	if i, ok := b.types[t]; ok {
		return i
	}
	return maxTypes
}

// condition is the context rule of a when or not-when attribute.
func (b *builder) condition(when, notWhen string, line int) (c *context, not bool) {
	name := when
	if name == "" {
		name = notWhen
	}
	if name == "" {
		return nil, false
	}
	c, ok := b.g.contexts[name]
	if !ok {
		rule := b.g.rules[name]
		if rule == nil {
			b.r.fail(line, "reference", "there is no rule %q", name)
			return nil, false
		}
		b.checked[name] = true
		c = b.context(rule)
		b.g.contexts[name] = c
		b.g.conditions = append(b.g.conditions, c)
		c.place = int32(len(b.g.conditions))
	}
	return c, when == ""
}
