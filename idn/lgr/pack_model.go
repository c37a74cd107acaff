package lgr

// coder packs or unpacks: the same description of the form serves both, so
// that they cannot drift apart. Exactly one of out and in is set.
type coder struct {
	out   *packer
	in    *unpacker
	depth int
}

func (c *coder) str(s *string) {
	if c.out != nil {
		c.out.str(*s)
		return
	}
	*s = c.in.str()
}

// number is an integer of zero or more.
func (c *coder) number(n *int) {
	if c.out != nil {
		c.out.number(uint64(*n))
		return
	}
	*n = c.in.number()
}

// signed is any integer.
func (c *coder) signed(n *int) {
	if c.out != nil {
		c.out.delta(*n)
		return
	}
	*n = c.in.delta()
}

func (c *coder) codePoint(r *rune) {
	n := int(*r)
	c.number(&n)
	if n > maxRune {
		c.in.fail("a number that is no code point")
		n = 0
	}
	*r = rune(n)
}

// each packs or unpacks the length of a slice and its elements.
func each[T any](c *coder, s *[]T, one func(*T)) {
	n := len(*s)
	c.number(&n)
	if c.in != nil {
		if n > c.in.left() { // each element takes an octet at least
			c.in.fail("a list that is longer than the pack")
			return
		}
		if n == 0 {
			return
		}
		*s = make([]T, n)
	}
	for i := range *s {
		one(&(*s)[i])
	}
}

// words is a list of strings; equal lists share one piece of memory.
func (c *coder) words(s *[]string) {
	if c.out != nil {
		c.out.words(*s)
		return
	}
	*s = c.in.words()
}

// set is a set of code points.
func (c *coder) set(s *Set) {
	at := 0
	each(c, (*[]Range)(s), func(r *Range) {
		gap, length := int(r.Lo)-at, int(r.Hi-r.Lo)
		c.number(&gap)
		c.number(&length)
		if c.in != nil {
			if at+gap+length > maxRune {
				c.in.fail("a number that is no code point")
				return
			}
			*r = Range{rune(at + gap), rune(at + gap + length)}
		}
		at = int(r.Hi)
	})
}

// model is everything but the characters.
func (c *coder) model(g *LGR) {
	m := &g.Meta
	for _, s := range []*string{
		&m.Version, &m.VersionComment, &m.Date, &m.ValidityStart, &m.ValidityEnd, &m.UnicodeVersion,
	} {
		c.str(s)
	}
	c.words(&m.Languages)
	each(c, &m.Scopes, func(s *Scope) { c.str(&s.Type); c.str(&s.Value) })
	each(c, &g.References, func(r *Reference) { c.str(&r.ID); c.str(&r.Text) })
	each(c, &g.Classes, c.class)
	each(c, &g.Rules, c.rule)
	each(c, &g.Actions, c.action)
}

func (c *coder) class(p **Class) {
	if c.in != nil {
		*p = &Class{}
		if c.depth > DefaultLimits.Depth {
			c.in.fail("classes or rules nested too deep")
			return
		}
	}
	c.depth++
	k := *p
	for _, s := range []*string{&k.Name, &k.Operator, &k.ByRef, &k.FromTag, &k.Property} {
		c.str(s)
	}
	each(c, &k.Operands, c.class)
	if c.in != nil && k.Operator != "" && !operandsFit(k.Operator, len(k.Operands)) {
		c.in.fail("an operator with the wrong number of classes")
	}
	each(c, &k.Listed, func(r *Range) { c.codePoint(&r.Lo); c.codePoint(&r.Hi) })
	c.words(&k.Refs)
	c.number(&k.Line)
	if k.Property != "" { // spares the tables of Unicode
		c.set(&k.set)
		k.state = classDone
	}
	c.depth--
}

func (c *coder) rule(p **Rule) {
	if c.in != nil {
		*p = &Rule{}
	}
	r := *p
	c.str(&r.Name)
	each(c, &r.Body, c.node)
	c.words(&r.Refs)
	c.number(&r.Line)
}

func (c *coder) node(p **Node) {
	if c.in != nil {
		*p = &Node{}
		if c.depth > DefaultLimits.Depth {
			c.in.fail("classes or rules nested too deep")
			return
		}
	}
	c.depth++
	n := *p
	kind := int(n.Kind)
	c.number(&kind)
	c.number(&n.Min)
	c.signed(&n.Max)
	if c.in != nil {
		if kind < int(MatchStart) || kind > int(MatchAnchor) || n.Max < Unbounded ||
			max(n.Min, n.Max) > DefaultLimits.Count {
			c.in.fail("a rule with an unknown part")
		}
		n.Kind = NodeKind(kind)
	}
	each(c, &n.CP, c.codePoint)
	if n.Kind == MatchClass {
		c.class(&n.Class)
	}
	c.str(&n.ByRef)
	each(c, &n.Children, c.node)
	c.str(&n.Name)
	c.words(&n.Refs)
	c.number(&n.Line)
	c.depth--
}

func (c *coder) action(p **Action) {
	if c.in != nil {
		*p = &Action{}
	}
	a := *p
	test := int(a.Test)
	for _, s := range []*string{&a.Disposition, &a.Match, &a.NotMatch} {
		c.str(s)
	}
	c.number(&test)
	if c.in != nil && test > int(OnlyVariants) {
		c.in.fail("an action with an unknown test")
		test = 0
	}
	a.Test = VariantTest(test)
	c.words(&a.Types)
	c.words(&a.Refs)
	c.number(&a.Line)
}

// shapes are the attributes that characters and variants share.
func (c *coder) shapes(chars *[]Char, variants *[]Variant) {
	each(c, chars, func(s *Char) {
		c.str(&s.When)
		c.str(&s.NotWhen)
		c.words(&s.Tags)
		c.words(&s.Refs)
	})
	each(c, variants, func(s *Variant) {
		c.str(&s.Type)
		c.str(&s.When)
		c.str(&s.NotWhen)
		c.words(&s.Refs)
	})
}
