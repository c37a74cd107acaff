package lgr

import "slices"

// compile resolves references, builds automata and readies g for use.
func (r *reader) compile(g *LGR) {
	b := &builder{
		r: r, g: g, byTag: map[string][]Range{}, tagSets: map[string]Set{}, properties: map[string]Set{}, used: map[string]int{},
		checked: map[string]bool{}, types: map[string]int{},
	}
	b.anchors, b.sights = b.finder(MatchAnchor), b.finder(MatchAnchor, MatchStart, MatchLookBehind, MatchLookAhead)
	b.tags()
	for _, c := range g.Classes {
		b.set(c)
	}
	b.actions()
	b.chars()
	for _, rule := range g.Rules { // also those that nothing names
		if len(r.fatal) == 0 && !b.checked[rule.Name] {
			b.checkRule(rule)
		}
	}
	if len(r.fatal) == 0 {
		g.keys = newFolding(g.Chars)
		g.usual = g.decide(types{}, make(bitset, (len(g.matchers)+63)/64))
	}
}

// builder turns what was read into automata.
type builder struct {
	r          *reader
	g          *LGR
	byTag      map[string][]Range
	tagSets    map[string]Set
	properties map[string]Set // by what the classes say
	ranges     int            // of the operands so far
	states     int
	steps      int
	anchors    *finder        // of anchors
	sights     *finder        // of all that looks around an anchor
	used       map[string]int // matchers by rule
	checked    map[string]bool
	types      map[string]int
}

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

// rangesPerState bounds the work for classes that are made from classes.
const rangesPerState = 64

// tagged is the set of a tag, made once.
func (b *builder) tagged(tag string) Set {
	set, known := b.tagSets[tag]
	if !known {
		set = newSet(b.byTag[tag])
		b.tagSets[tag] = set
	}
	return set
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

// maxTypes is how many variant types actions may name: they are bits of a
// word, and the highest bit stands for all types that no action names.
const maxTypes = 63

func (b *builder) actions() {
	g := b.g
	for _, a := range append(append([]*Action{}, g.Actions...), defaultActions...) {
		c := compiledAction{Action: a, match: b.matcher(a.Match, a.Line), not: b.matcher(a.NotMatch, a.Line)}
		for _, t := range a.Types {
			i, known := b.types[t]
			if !known {
				i = len(g.types)
				b.types[t] = i
				g.types = append(g.types, t)
			}
			c.mask |= 1 << min(i, maxTypes)
		}
		c.verdict = Verdict{
			Eligible: a.Disposition != "invalid", Disposition: a.Disposition, ActionIndex: len(g.actions),
			Reasons: []Reason{{
				Code: ByAction, Action: a, Index: len(g.actions), Line: a.Line, Refs: a.Refs, Comment: a.Comment,
			}},
		}
		g.actions = append(g.actions, c)
	}
	if len(g.types) > maxTypes {
		b.r.fail(0, "limit", "actions name more than %d types of variants", maxTypes)
	}
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

// matcher is the place of a rule that an action names among LGR.matchers; -1 for none.
func (b *builder) matcher(name string, line int) int {
	if name == "" {
		return -1
	}
	if i, ok := b.used[name]; ok {
		return i
	}
	b.used[name] = len(b.g.matchers)
	rule := b.g.rules[name]
	if rule == nil {
		b.r.fail(line, "reference", "there is no rule %q", name)
		b.g.matchers = append(b.g.matchers, nil)
		return b.used[name]
	}
	b.checked[name] = true
	b.g.matchers = append(b.g.matchers, b.build(rule.Body, rule.Line))
	return b.used[name]
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

func (b *builder) checkRule(rule *Rule) {
	if b.hasAnchor(rule.Body) {
		b.context(rule)
		return
	}
	b.build(rule.Body, rule.Line)
}
