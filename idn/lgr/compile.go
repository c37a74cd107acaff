package lgr

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

func (b *builder) checkRule(rule *Rule) {
	if b.hasAnchor(rule.Body) {
		b.context(rule)
		return
	}
	b.build(rule.Body, rule.Line)
}
