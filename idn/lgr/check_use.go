package lgr

// setOf are the members of a class. References to itself are none: the reader
// refuses them.
func (c *checker) setOf(class *Class) Set {
	if s, known := c.sets[class]; known {
		return s
	}
	c.sets[class] = nil
	s := c.membersOf(class)
	c.sets[class] = s
	return s
}

func (c *checker) membersOf(class *Class) Set {
	switch {
	case class.Operator != "":
		sets := make([]Set, len(class.Operands))
		for i, o := range class.Operands {
			sets[i] = c.setOf(o)
		}
		return combine(class.Operator, sets)
	case class.ByRef != "":
		if named := c.g.classes[class.ByRef]; named != nil {
			return c.setOf(named)
		}
		return nil
	case class.FromTag != "":
		return c.tagged(class.FromTag)
	case class.Property != "":
		s, known := c.propertySets[class.Property]
		if !known {
			var err error
			if s, err = propertySet(c.tables, class.Property); err != nil { // the reader has refused it
				s = nil
			}
			c.propertySets[class.Property] = s
		}
		return s
	}
	return newSet(class.Listed)
}

// tagged is the set of a tag.
func (c *checker) tagged(tag string) Set {
	if c.tagSets == nil {
		ranges := map[string][]Range{}
		for _, char := range c.g.Chars {
			for _, t := range char.Tags {
				switch {
				case char.IsRange():
					ranges[t] = append(ranges[t], Range{char.First, char.Last})
				case !char.IsSequence():
					ranges[t] = append(ranges[t], Range{char.CP[0], char.CP[0]})
				}
			}
		}
		c.tagSets = map[string]Set{}
		for t, r := range ranges {
			c.tagSets[t] = newSet(r)
		}
	}
	return c.tagSets[tag]
}

// combine: RFC 7940, section 6.2.5.
func combine(operator string, sets []Set) Set {
	if len(sets) == 0 {
		return nil
	}
	out := sets[0]
	if operator == "complement" {
		return out.complement()
	}
	for _, s := range sets[1:] {
		switch operator {
		case "union":
			out = out.union(s)
		case "intersection":
			out = out.intersect(s)
		case "difference":
			out = out.minus(s)
		case "symmetric-difference":
			out = out.minus(s).union(s.minus(out))
		}
	}
	return out
}

// eachClass visits all classes, also those inside others and inside rules, of
// which the rule is then told.
func (c *checker) eachClass(visit func(*Class, *Rule)) {
	var all func(class *Class, in *Rule)
	all = func(class *Class, in *Rule) {
		visit(class, in)
		for _, o := range class.Operands {
			all(o, in)
		}
	}
	for _, class := range c.g.Classes {
		all(class, nil)
	}
	for _, r := range c.g.Rules {
		eachNode(r.Body, func(n *Node) {
			if n.Class != nil {
				all(n.Class, r)
			}
		})
	}
}

// unused looks for names that nothing refers to.
func (c *checker) unused() {
	classes, rules, tags := map[string]bool{}, map[string]bool{}, map[string]bool{}
	c.eachClass(func(class *Class, _ *Rule) {
		classes[class.ByRef], tags[class.FromTag] = true, true
	})
	for _, r := range c.g.Rules {
		eachNode(r.Body, func(n *Node) { rules[n.ByRef] = true })
	}
	for _, a := range c.g.Actions {
		rules[a.Match], rules[a.NotMatch] = true, true
	}
	for _, char := range c.g.Chars {
		rules[char.When], rules[char.NotWhen] = true, true
		for _, v := range char.Variants {
			rules[v.When], rules[v.NotWhen] = true, true
		}
	}
	for _, class := range c.g.Classes {
		if !classes[class.Name] {
			c.add("class-unused", class.Line, nil, "Class", class.Name)
		}
	}
	for _, r := range c.g.Rules {
		if !rules[r.Name] {
			c.add("rule-unused", r.Line, nil, "Rule", r.Name)
		}
	}
	for _, char := range c.g.Chars {
		for _, t := range char.Tags {
			if !tags[t] {
				tags[t] = true // once is enough
				c.add("tag-unused", char.Line, nil, "Tag", t)
			}
		}
	}
}

// cited is one element with references.
type cited struct {
	line int
	refs []string
}

// cites lists the references of all elements.
func (c *checker) cites() []cited {
	var all []cited
	for _, char := range c.g.Chars {
		all = append(all, cited{char.Line, char.Refs})
		for _, v := range char.Variants {
			all = append(all, cited{v.Line, v.Refs})
		}
	}
	c.eachClass(func(class *Class, _ *Rule) { all = append(all, cited{class.Line, class.Refs}) })
	for _, r := range c.g.Rules {
		all = append(all, cited{r.Line, r.Refs})
		eachNode(r.Body, func(n *Node) { all = append(all, cited{n.Line, n.Refs}) })
	}
	for _, a := range c.g.Actions {
		all = append(all, cited{a.Line, a.Refs})
	}
	return all
}

// references compares what is cited with what there is.
func (c *checker) references() {
	there, used := map[string]bool{}, map[string]bool{}
	for _, r := range c.g.References {
		if there[r.ID] {
			c.add("reference-twice", 0, nil, "Reference", r.ID)
		}
		there[r.ID] = true
	}
	for _, e := range c.cites() {
		for _, id := range e.refs {
			if !there[id] && !used[id] {
				c.add("reference-missing", e.line, nil, "Reference", id)
			}
			used[id] = true
		}
	}
	for _, r := range c.g.References {
		if !used[r.ID] {
			used[r.ID] = true
			c.add("reference-unused", 0, nil, "Reference", r.ID)
		}
	}
}
