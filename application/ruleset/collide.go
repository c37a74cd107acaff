package ruleset

import (
	"errors"
	"fmt"

	"rootward/idn/lgr"
)

// Meeting is a group of strings that become variants of each other with
// another edition, or that were and are no more. Each part is one variant
// group by itself on the other side.
type Meeting struct {
	Gained bool // they meet; false: they part
	Parts  [][]String
}

// Strings of all parts.
func (m Meeting) Strings() []String {
	var out []String
	for _, p := range m.Parts {
		out = append(out, p...)
	}
	return out
}

// meetings compares how two editions group the same labels. Equal labels must
// stand only once in all; of holds the applications for each.
func meetings(all []string, old, now []int, of map[string][]String) (out []Meeting) {
	out = append(out, parted(all, now, old, of, true)...)
	return append(out, parted(all, old, now, of, false)...)
}

// parted lists the groups by whole whose members are in several groups of
// parts.
func parted(all []string, whole, parts []int, of map[string][]String, gained bool) []Meeting {
	type group struct {
		order []int // groups of parts as they come
		in    map[int][]String
	}
	groups := map[int]*group{}
	var order []int
	for i, label := range all {
		g := groups[whole[i]]
		if g == nil {
			g = &group{in: map[int][]String{}}
			groups[whole[i]] = g
			order = append(order, whole[i])
		}
		if g.in[parts[i]] == nil {
			g.order = append(g.order, parts[i])
		}
		g.in[parts[i]] = append(g.in[parts[i]], of[label]...)
	}
	var out []Meeting
	for _, w := range order {
		g := groups[w]
		if len(g.order) < 2 {
			continue
		}
		m := Meeting{Gained: gained}
		for _, p := range g.order {
			m.Parts = append(m.Parts, g.in[p])
		}
		out = append(out, m)
	}
	return out
}

// grouped numbers labels so that those of one variant set get the same
// number. Labels with one index key are told apart by the exact test; those
// whose test is too complex are taken as one group, and counted.
func grouped(g *lgr.LGR, labels []string) (numbers []int, undecided int, err error) {
	numbers = make([]int, len(labels))
	heads := map[string][]int{} // by key: the first label of each group
	for i, label := range labels {
		cp := []rune(label)
		key := g.IndexKey(cp)
		numbers[i] = i
		for _, h := range heads[key] {
			same, _, err := g.SameVariantSet([]rune(labels[h]), cp)
			if errors.Is(err, lgr.ErrTooComplex) {
				same = true
				undecided++
			} else if err != nil {
				return nil, 0, fmt.Errorf("comparing %q and %q: %w", labels[h], label, err)
			}
			if same {
				numbers[i] = h
				break
			}
		}
		if numbers[i] == i {
			heads[key] = append(heads[key], i)
		}
	}
	return numbers, undecided, nil
}
