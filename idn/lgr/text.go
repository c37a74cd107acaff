package lgr

// text is a label that is being judged, with the class of each code point
// when all have one. Without classes conditions are matched by the NFAs.
type text struct {
	label   []rune
	classes []uint16
	fast    *classes
}

// maxClassed is the length of labels in code points up to which no memory is
// asked for. A U-label has at most 63.
const maxClassed = 64

// classify looks up the classes of a label, in room if that is large enough.
func (g *LGR) classify(label []rune, room []uint16) text {
	t := text{label: label}
	fast := g.fast()
	if fast.count == 0 {
		return t
	}
	if len(label) > len(room) {
		room = make([]uint16, len(label))
	}
	for i, r := range label {
		c := g.rep.cell(r)
		if c.flags&known == 0 {
			return t
		}
		room[i] = c.class
	}
	t.classes, t.fast = room[:len(label)], fast
	return t
}

// allows reports whether the condition of a character or variant that stands
// at label[from:to] holds.
func (t *text) allows(c *context, not bool, from, to int) bool {
	if c == nil {
		return true
	}
	if t.classes == nil {
		return c.holds(t.label, from, to) != not
	}
	return c.holdsIn(t, from, to) != not
}

// allowed is text.allows for a label that is looked at once.
func allowed(c *context, not bool, label []rune, from, to int) bool {
	return c == nil || c.holds(label, from, to) != not
}

// holdsIn is holds by way of tables.
func (c *context) holdsIn(t *text, from, to int) bool {
	if c.anywhere != nil {
		return c.anywhere.matches(t)
	}
	for i := range c.branches {
		b := &c.branches[i]
		if b.leftHoldsIn(t, from) && (b.right == nil || b.right.beginsIn(t, to)) {
			return true
		}
	}
	return false
}

func (b *branch) leftHoldsIn(t *text, from int) bool {
	for _, n := range b.left {
		if !n.endsIn(t, from) {
			return false
		}
	}
	return true
}

// matches is nfa.anywhere by way of a table.
func (n *nfa) matches(t *text) bool {
	d := n.table(searching, t.fast)
	if d == nil {
		return n.anywhere(t.label)
	}
	return d.run(d.first, t.classes, true)
}

// endsIn is nfa.endsAt by way of a table.
func (n *nfa) endsIn(t *text, at int) bool {
	d := n.table(ending, t.fast)
	if d == nil {
		return n.endsAt(t.label, at)
	}
	from := 0
	if n.longest != Unbounded {
		from = max(0, at-n.longest)
	}
	state := d.first
	if from > 0 {
		state = d.later
	}
	return d.run(state, t.classes[from:at], at == len(t.classes))
}

// beginsIn is nfa.beginsAt by way of a table.
func (n *nfa) beginsIn(t *text, at int) bool {
	d := n.table(beginning, t.fast)
	if d == nil {
		return n.beginsAt(t.label, at)
	}
	state := d.first
	if at > 0 {
		state = d.later
	}
	return d.run(state, t.classes[at:], true)
}
