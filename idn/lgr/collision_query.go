package lgr

import (
	"fmt"
	"slices"
)

// Hit is a label of the index that collides with another label.
type Hit struct {
	Entry
	Relation Relation // how the label of the index stands to the other one
}

// Query lists the labels of the index that are the label itself or one variant
// set with it, in the order in which they were added, but those last that only
// other labels link with it. The error is ErrTooLong, or ErrTooComplex as of
// SameVariantSet; the hits that were found come with it.
func (c *Collisions) Query(label []rune) ([]Hit, error) {
	if len(label) > MaxLabel {
		return nil, ErrTooLong
	}
	hash := c.hash(label)
	c.mu.RLock()
	defer c.mu.RUnlock()
	var hits []Hit
	var rest []int // readable, the same key, but not directly related
	var room [MaxLabel]rune
	readable := c.g.readable(label)
	for i := int(c.table[c.slot(hash)]) - 1; i >= 0; i = int(c.next[i]) {
		other := c.appendLabel(room[:0], i)
		relation := Identical
		if !slices.Equal(label, other) {
			if !readable || !c.g.readable(other) {
				continue
			}
			var related bool
			if related, relation = c.g.direct(label, other); !related {
				rest = append(rest, i)
				continue
			}
		}
		hits = append(hits, Hit{c.entry(i, other), relation})
	}
	slices.Reverse(hits)
	return c.linked(hits, label, rest)
}

// linked adds the labels that only other labels link with this one.
func (c *Collisions) linked(hits []Hit, label []rune, rest []int) ([]Hit, error) {
	if len(rest) == 0 {
		return hits, nil
	}
	slices.Reverse(rest)
	others := make([][]rune, len(rest))
	for k, i := range rest {
		others[k] = c.appendLabel(nil, i)
	}
	set, err := c.g.classWith(label, others)
	if err != nil {
		return hits, fmt.Errorf("links of a label: %w", err)
	}
	for k, i := range rest {
		if set.has(others[k]) {
			hits = append(hits, Hit{Entry{others[k], c.ids[i]}, Linked})
		}
	}
	return hits, nil
}

// classWith is the class of a label, at least as far as these others go.
func (g *LGR) classWith(label []rune, others [][]rune) (*class, error) {
	long := 0
	for _, o := range others {
		long = max(long, len(o))
	}
	return g.newClass(label, long, func(c *class) bool {
		return !slices.ContainsFunc(others, func(o []rune) bool { return !c.has(o) })
	})
}

func (c *Collisions) entry(i int, label []rune) Entry {
	return Entry{slices.Clone(label), c.ids[i]}
}
