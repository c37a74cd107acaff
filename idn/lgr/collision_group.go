package lgr

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
)

// Group are two or more labels that are one variant set, or the same label.
type Group struct {
	Entries []Entry // in the order in which they were added
	g       *LGR
}

// Pair is how one label of a group stands to another.
type Pair struct {
	A, B     int // places in Entries
	Relation Relation
}

// Groups lists the groups among the labels of the index, in the order of their
// first labels. It uses all cores. The error is ErrTooComplex when it could
// not be found out of some labels whether other labels link them: the groups
// are then those that direct relations make.
func (c *Collisions) Groups() ([]Group, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var shared []int32 // last label of every hash that several labels have
	for _, last := range c.table {
		if last > 0 && c.next[last-1] >= 0 {
			shared = append(shared, last-1)
		}
	}
	var mu sync.Mutex
	var groups [][]int
	var faults []error
	parallel(len(shared), 64, func(from, to int) {
		for _, last := range shared[from:to] {
			found, err := c.bucket(int(last))
			mu.Lock()
			groups = append(groups, found...)
			if err != nil {
				faults = append(faults, err)
			}
			mu.Unlock()
		}
	})
	slices.SortFunc(groups, func(a, b []int) int { return cmp.Compare(a[0], b[0]) })
	out := make([]Group, len(groups))
	parallel(len(groups), 256, func(from, to int) {
		for i := from; i < to; i++ {
			out[i] = c.group(groups[i])
		}
	})
	return out, errors.Join(faults...)
}

func (c *Collisions) group(members []int) Group {
	gr := Group{make([]Entry, len(members)), c.g}
	var text []rune // of all labels: one allocation
	for k, m := range members {
		from := len(text)
		text = c.appendLabel(text, m)
		gr.Entries[k] = Entry{text[from:len(text):len(text)], c.ids[m]}
	}
	return gr
}

// bucket parts the labels of one hash into groups of two or more.
func (c *Collisions) bucket(last int) ([][]int, error) {
	s := sorter{g: c.g}
	known := map[string]int{}
	for i := last; i >= 0; i = int(c.next[i]) {
		label := c.appendLabel(nil, i)
		k, seen := known[string(label)]
		if !seen {
			k = len(s.labels)
			known[string(label)] = k
			s.labels = append(s.labels, label)
			s.members = append(s.members, nil)
		}
		s.members[k] = append(s.members[k], i)
	}
	err := s.sort()
	groups := slices.DeleteFunc(s.groups, func(group []int) bool { return len(group) < 2 })
	for _, group := range groups {
		slices.Sort(group)
	}
	return groups, err
}

// sorter parts different labels with one key into variant sets. What a hostile
// bucket has is many labels that are no variants of each other: so labels are
// not compared with each other, but looked up in the whole set of one.
type sorter struct {
	g       *LGR
	labels  [][]rune
	members [][]int // by label
	groups  [][]int // of members
	tests   int
}

// Beyond few labels looking them up in a set takes less time than comparing.
// After an ErrTooComplex only comparing is left, and it is bounded.
const (
	fewLabels   = 16
	maxCompared = 1 << 20
)

func (s *sorter) sort() error {
	var open []int
	for k, label := range s.labels {
		if len(s.labels) > 1 && s.g.readable(label) {
			open = append(open, k)
		} else {
			s.groups = append(s.groups, s.members[k])
		}
	}
	var err error
	for first := true; len(open) > 0; first = false {
		pivot := open[0]
		group := []int{pivot}
		open = open[1:]
		if first || len(open) <= fewLabels || err != nil {
			group, open = s.follow(group, open, err != nil)
		}
		if len(open) > 0 && err == nil {
			others := make([][]rune, len(open))
			for i, k := range open {
				others[i] = s.labels[k]
			}
			set, fault := s.g.classWith(s.labels[pivot], others)
			if fault == nil {
				group, open = s.join(group, open, set.has)
			} else {
				err = fmt.Errorf("links of %s: %w", string(s.labels[pivot]), fault)
				group, open = s.follow(group, open, true)
			}
		}
		var members []int
		for _, k := range group {
			members = append(members, s.members[k]...)
		}
		s.groups = append(s.groups, members)
	}
	return err
}

// follow adds the open labels that are directly related to the first of a
// group, or to any of it, also to those that are added.
func (s *sorter) follow(group, open []int, far bool) (joined, left []int) {
	for i := 0; i == 0 || far && i < len(group); i++ {
		group, open = s.join(group, open, func(label []rune) bool { return s.direct(s.labels[group[i]], label) })
	}
	return group, open
}

// join moves the open labels that are the same to the group.
func (s *sorter) join(group, open []int, same func(label []rune) bool) (joined, left []int) {
	left = slices.DeleteFunc(open, func(k int) bool {
		yes := same(s.labels[k])
		if yes {
			group = append(group, k)
		}
		return yes
	})
	return group, left
}

func (s *sorter) direct(a, b []rune) bool {
	if s.tests++; s.tests > maxCompared {
		return false
	}
	return len(s.g.derive(a, b)) > 0 || len(s.g.derive(b, a)) > 0
}

// Relations gives how every label of a group stands to every other one, both
// ways: so that there are n(n-1) of them for n labels.
func (gr Group) Relations() iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		for i, a := range gr.Entries {
			verdict, err := gr.g.Evaluate(a.Label)
			eligible := err == nil && verdict.Eligible
			for k, b := range gr.Entries {
				if i == k {
					continue
				}
				p := Pair{i, k, Linked}
				if slices.Equal(a.Label, b.Label) {
					p.Relation = Identical
				} else if eligible {
					p.Relation = gr.g.disposition(b.Label, gr.g.derive(a.Label, b.Label))
				}
				if !yield(p) {
					return
				}
			}
		}
	}
}
