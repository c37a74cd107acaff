package lgr

// relation is the variant relation between the characters of a ruleset, as its
// mappings state it.
type relation struct {
	chars map[string]*Char // all but ranges
	order []string         // of the file
	to    map[string][]link
	at    map[string]map[string]int // place in to, by both ends
	alone Set                       // code points that are characters by themselves
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
	rel := &relation{chars: map[string]*Char{}, to: map[string][]link{}, at: map[string]map[string]int{}}
	var alone []Range
	for _, c := range g.Chars {
		switch {
		case c.IsRange():
			alone = append(alone, Range{c.First, c.Last})
			continue
		case !c.IsSequence():
			alone = append(alone, Range{c.CP[0], c.CP[0]})
		}
		rel.add(c)
	}
	rel.alone = newSet(alone)
	return rel
}

func (rel *relation) add(c *Char) {
	from := string(c.CP)
	rel.chars[from] = c
	rel.order = append(rel.order, from)
	if len(c.Variants) == 0 {
		return
	}
	at := map[string]int{}
	rel.at[from] = at
	for _, v := range c.Variants {
		i, known := at[string(v.CP)]
		if !known {
			i = len(rel.to[from])
			at[string(v.CP)] = i
			rel.to[from] = append(rel.to[from], link{target: string(v.CP)})
		}
		rel.to[from][i].mappings = append(rel.to[from][i].mappings, v)
	}
}

// link is the one from a character to others, nil if there is none.
func (rel *relation) link(from, to string) *link {
	i, ok := rel.at[from][to]
	if !ok {
		return nil
	}
	return &rel.to[from][i]
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

// intransitive lists the mappings that two others ask for together. Hostile
// rulesets have millions of such pairs, so characters are numbers here.
func (rel *relation) intransitive() []arrow {
	number := make(map[string]int, len(rel.order))
	for i, cp := range rel.order {
		number[cp] = i
	}
	type edge struct{ to, place int } // of a mapping from a character to another
	edges := make([][]edge, len(rel.order))
	for i, from := range rel.order {
		for k, l := range rel.to[from] {
			n, listed := number[l.target]
			if !listed { // has no variants, but may be one
				n = len(number)
				number[l.target] = n
			}
			if n != i {
				edges[i] = append(edges[i], edge{n, k})
			}
		}
	}
	var missing []arrow
	met := make([]int, len(number)) // the last character that needs no mapping to this one
	for i, from := range rel.order {
		met[i] = i + 1
		for _, e := range edges[i] {
			met[e.to] = i + 1
		}
		for _, first := range edges[i] {
			if first.to >= len(edges) {
				continue
			}
			via := rel.order[first.to]
			for _, second := range edges[first.to] {
				if met[second.to] != i+1 && len(missing) < maxProblems {
					met[second.to] = i + 1
					missing = append(missing, arrow{
						from: from, to: rel.to[via][second.place].target, via: via, because: rel.to[from][first.place].mappings[0],
					})
				}
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
