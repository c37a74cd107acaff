package lgr

import "slices"

// relation is the variant relation between the characters of a ruleset, as its
// mappings state it.
type relation struct {
	chars map[string]*Char // all but ranges
	order []string         // of the file
	to    map[string][]link
	alone Set // code points that are characters by themselves
}

// link joins all mappings from one character to the same code points.
type link struct {
	target   string
	mappings []*Variant
}

// arrow is a mapping that is asked for: from must have the variant to.
type arrow struct {
	from, to string
	via      string // the character in between, of a missing transitive mapping
	because  *Variant
}

func newRelation(g *LGR) *relation {
	rel := &relation{chars: map[string]*Char{}, to: map[string][]link{}}
	var alone []Range
	for _, c := range g.Chars {
		if c.IsRange() {
			alone = append(alone, Range{c.First, c.Last})
			continue
		}
		if !c.IsSequence() {
			alone = append(alone, Range{c.CP[0], c.CP[0]})
		}
		from := string(c.CP)
		rel.chars[from] = c
		rel.order = append(rel.order, from)
		for _, v := range c.Variants {
			to := string(v.CP)
			i := slices.IndexFunc(rel.to[from], func(l link) bool { return l.target == to })
			if i < 0 {
				i = len(rel.to[from])
				rel.to[from] = append(rel.to[from], link{target: to})
			}
			rel.to[from][i].mappings = append(rel.to[from][i].mappings, v)
		}
	}
	rel.alone = newSet(alone)
	return rel
}

// link is the one from a character to others, nil if there is none.
func (rel *relation) link(from, to string) *link {
	for i := range rel.to[from] {
		if rel.to[from][i].target == to {
			return &rel.to[from][i]
		}
	}
	return nil
}

// listed reports whether code points are a character of the repertoire.
func (rel *relation) listed(cp string) bool {
	if rel.chars[cp] != nil {
		return true
	}
	r := []rune(cp)
	return len(r) == 1 && rel.alone.Contains(r[0])
}

// asymmetric lists the reverse mappings that are missing. Mappings to what is
// not in the repertoire cannot have one.
func (rel *relation) asymmetric() []arrow {
	var missing []arrow
	for _, from := range rel.order {
		for _, l := range rel.to[from] {
			if l.target != from && rel.listed(l.target) && rel.link(l.target, from) == nil {
				missing = append(missing, arrow{from: l.target, to: from, because: l.mappings[0]})
			}
		}
	}
	return missing
}

// intransitive lists the mappings that two others ask for together.
func (rel *relation) intransitive() []arrow {
	var missing []arrow
	for _, from := range rel.order {
		seen := map[string]bool{}
		for _, first := range rel.to[from] {
			for _, second := range rel.to[first.target] {
				to := second.target
				if first.target == from || to == first.target || to == from || seen[to] || rel.link(from, to) != nil {
					continue
				}
				seen[to] = true
				missing = append(missing, arrow{from: from, to: to, via: first.target, because: first.mappings[0]})
			}
		}
	}
	return missing
}

// sets are the classes of the symmetric and transitive closure that have more
// than one member, each in the order of the file.
func (rel *relation) sets() [][]string {
	joined := map[string][]string{}
	var nodes []string
	known := map[string]bool{}
	add := func(cp string) {
		if !known[cp] {
			known[cp] = true
			nodes = append(nodes, cp)
		}
	}
	for _, from := range rel.order {
		for _, l := range rel.to[from] {
			if l.target != from {
				add(from)
				add(l.target)
				joined[from] = append(joined[from], l.target)
				joined[l.target] = append(joined[l.target], from)
			}
		}
	}
	var sets [][]string
	seen := map[string]bool{}
	for _, n := range nodes {
		if seen[n] {
			continue
		}
		seen[n] = true
		set := []string{n}
		for i := 0; i < len(set); i++ {
			for _, next := range joined[set[i]] {
				if !seen[next] {
					seen[next] = true
					set = append(set, next)
				}
			}
		}
		sets = append(sets, set)
	}
	return sets
}
