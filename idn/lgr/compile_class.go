package lgr

// tags lists the code points of the tags that classes name.
func (b *builder) tags() {
	named := map[string]*[]Range{}
	for _, c := range b.g.Classes {
		c.tagsInto(named)
	}
	for _, r := range b.g.Rules {
		tagsOfRule(r.Body, named)
	}
	var last *string // characters that share their tags stand together
	var lists []*[]Range
	for _, c := range b.g.Chars {
		if len(c.Tags) == 0 || c.IsSequence() {
			continue
		}
		if last != &c.Tags[0] {
			last, lists = &c.Tags[0], lists[:0]
			for _, tag := range c.Tags {
				if list := named[tag]; list != nil {
					lists = append(lists, list)
				}
			}
		}
		for _, list := range lists {
			*list = c.addTo(*list)
		}
	}
	for tag, list := range named {
		b.byTag[tag] = *list
	}
}

// addTo appends the code points of a character or range, to the last range if they follow it.
func (c *Char) addTo(list []Range) []Range {
	r := Range{c.First, c.Last}
	if !c.IsRange() {
		r = Range{c.CP[0], c.CP[0]}
	}
	if n := len(list); n > 0 && list[n-1].Hi+1 == r.Lo {
		list[n-1].Hi = r.Hi
		return list
	}
	return append(list, r)
}

func (c *Class) tagsInto(named map[string]*[]Range) {
	if c.FromTag != "" && named[c.FromTag] == nil {
		named[c.FromTag] = new([]Range)
	}
	for _, o := range c.Operands {
		o.tagsInto(named)
	}
}

func tagsOfRule(body []*Node, named map[string]*[]Range) {
	for _, n := range body {
		if n.Class != nil {
			n.Class.tagsInto(named)
		}
		tagsOfRule(n.Children, named)
	}
}

// Values of Class.state.
const (
	classWorking = iota + 1
	classDone
)

// set computes the members of a class.
func (b *builder) set(c *Class) Set {
	switch c.state {
	case classDone:
		return c.set
	case classWorking:
		b.r.fail(c.Line, "class", "class %q refers to itself", c.Name)
		return nil
	}
	c.state = classWorking
	switch {
	case c.Operator != "":
		c.set = b.operate(c)
	case c.ByRef != "":
		if named := b.g.classes[c.ByRef]; named != nil {
			c.set = b.set(named)
		} else {
			b.r.fail(c.Line, "reference", "there is no class %q", c.ByRef)
		}
	case c.FromTag != "":
		if b.byTag[c.FromTag] == nil {
			b.r.fault(c.Line, "reference", "no character has the tag %q", c.FromTag)
		}
		c.set = b.tagged(c.FromTag)
	case c.Property != "":
		c.set = b.property(c)
	default:
		c.set = newSet(c.Listed)
	}
	c.state = classDone
	return c.set
}

func (b *builder) operate(c *Class) Set {
	sets := make([]Set, len(c.Operands))
	for i, o := range c.Operands {
		sets[i] = b.set(o)
		b.ranges += len(sets[i])
	}
	if b.ranges > rangesPerState*b.r.limits.States {
		b.r.fail(c.Line, "limit", "the classes are too large")
		return nil
	}
	if len(sets) == 0 {
		return nil
	}
	out := sets[0]
	switch c.Operator {
	case "complement":
		return out.complement()
	case "difference":
		return out.minus(sets[1])
	case "symmetric-difference":
		return out.minus(sets[1]).union(sets[1].minus(out))
	}
	for _, s := range sets[1:] {
		if c.Operator == "union" {
			out = out.union(s)
		} else {
			out = out.intersect(s)
		}
	}
	return out
}
