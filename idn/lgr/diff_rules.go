package lgr

import (
	"slices"
	"strings"
)

// named are definitions by name, with the names in order.
type named struct {
	names []string
	text  map[string]string
}

func (n *named) add(name, text string) {
	if n.text == nil {
		n.text = map[string]string{}
	}
	if _, known := n.text[name]; !known {
		n.names = append(n.names, name)
	}
	n.text[name] = text
}

// diff compares definitions: first those of a, in its order, then new ones.
func (n *named) diff(other *named) []TextChange {
	var changes []TextChange
	for _, name := range n.names {
		before := n.text[name]
		after, known := other.text[name]
		switch {
		case !known:
			changes = append(changes, TextChange{Removed, name, before, ""})
		case before != after:
			changes = append(changes, TextChange{Changed, name, before, after})
		}
	}
	for _, name := range other.names {
		if _, known := n.text[name]; !known {
			changes = append(changes, TextChange{Added, name, "", other.text[name]})
		}
	}
	return changes
}

func diffReferences(a, b *LGR) []TextChange {
	list := func(g *LGR) *named {
		n := &named{}
		for _, r := range g.References {
			n.add(r.Text, r.Text)
		}
		return n
	}
	changes := list(a).diff(list(b))
	for i := range changes {
		g := a
		if changes[i].Change == Added {
			g = b
		}
		at := slices.IndexFunc(g.References, func(r Reference) bool { return r.Text == changes[i].Name })
		changes[i].Name = g.References[at].ID
	}
	return changes
}

func diffRules(a, b *LGR) []TextChange {
	list := func(g *LGR) *named {
		n := &named{}
		for _, r := range g.Rules {
			n.add(r.Name, bareXML(func(x *xmlWriter) { x.rule(r) }))
		}
		return n
	}
	return list(a).diff(list(b))
}

// bareXML is an element without comments and references.
func bareXML(write func(*xmlWriter)) string {
	var b strings.Builder
	x := &xmlWriter{w: &b, bare: true}
	write(x)
	x.flush()
	return b.String()
}

// maxRanges bounds the work for comparing members; a published ruleset needs some thousands.
const maxRanges = 20_000_000

func diffClasses(a, b *LGR) []ClassChange {
	list := func(g *LGR) (*named, map[string]Set) {
		n, members := &named{}, map[string]Set{}
		c := newChecker(g)
		for _, class := range g.Classes {
			n.add(class.Name, bareXML(func(x *xmlWriter) { x.class(class) }))
			members[class.Name] = c.setOf(class)
		}
		return n, members
	}
	before, membersBefore := list(a)
	after, membersAfter := list(b)
	changes := map[string]TextChange{}
	for _, c := range before.diff(after) {
		changes[c.Name] = c
	}
	var out []ClassChange
	names := append(slices.Clone(before.names), slices.DeleteFunc(slices.Clone(after.names), func(name string) bool {
		_, known := before.text[name]
		return known
	})...)
	left := maxRanges
	for _, name := range names {
		var gained, lost Set
		x, y := membersBefore[name], membersAfter[name]
		if left -= len(x) + len(y); left > 0 && !slices.Equal(x, y) {
			gained, lost = y.minus(x), x.minus(y)
		}
		change, found := changes[name]
		if !found { // its members may change though its definition does not
			change = TextChange{Changed, name, before.text[name], after.text[name]}
		}
		if found || len(gained)+len(lost) > 0 {
			out = append(out, ClassChange{change, gained, lost})
		}
	}
	return out
}

// Rulesets with more actions than any published one are compared up to a
// number of them.
const (
	maxActions     = 3000
	maxActionPairs = maxActions * maxActions
)

// diffActions finds the longest list of actions that both have in the same order.
func diffActions(a, b *LGR) []ActionChange {
	keys := func(g *LGR) []string {
		var all []string
		for _, x := range g.Actions {
			all = append(all, x.Disposition+" "+x.condition())
		}
		return all
	}
	as, bs := keys(a), keys(b)
	n, m := len(a.Actions), len(b.Actions)
	if n*m > maxActionPairs {
		n, m = min(n, maxActions), min(m, maxActions)
	}
	common := make([][]int, n+1) // common[i][k]: length of the list for the actions from i and k on
	for i := range common {
		common[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for k := m - 1; k >= 0; k-- {
			if as[i] == bs[k] {
				common[i][k] = common[i+1][k+1] + 1
			} else {
				common[i][k] = max(common[i+1][k], common[i][k+1])
			}
		}
	}
	var out []ActionChange
	for i, k := 0, 0; i < n || k < m; {
		switch {
		case i < n && k < m && as[i] == bs[k]:
			i, k = i+1, k+1
		case k == m || i < n && common[i+1][k] >= common[i][k+1]:
			out = append(out, ActionChange{Removed, i, -1, a.Actions[i].Disposition, a.Actions[i].condition()})
			i++
		default:
			out = append(out, ActionChange{Added, -1, k, b.Actions[k].Disposition, b.Actions[k].condition()})
			k++
		}
	}
	return out
}
