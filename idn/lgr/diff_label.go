package lgr

import (
	"fmt"
	"iter"
	"math/big"
	"slices"
)

// LabelState is what one ruleset says of a label.
type LabelState struct {
	Verdict
	Counts map[string]*big.Int // variants by disposition, exact
}

// LabelDifference is what changes for one label from one ruleset to another.
// It may not be used by two goroutines at once.
type LabelDifference struct {
	Before, After LabelState

	label []rune
	a, b  *Variants
	pairs map[[2]int]*tally
}

// VariantDifference is a variant under two rulesets. A disposition is "" where
// it is no variant.
type VariantDifference struct {
	CP            []rune
	Before, After string
}

// tally counts the variants behind a pair of nodes.
type tally struct{ gained, lost, changed big.Int }

// DiffLabel says what changes for a label from a to b: eligible, disposition,
// reasons, and which variants. These are compared as graphs, so that counts
// are exact and lists begin at once however many variants there are. The error
// is ErrTooLong or ErrTooComplex.
func DiffLabel(a, b *LGR, label []rune) (*LabelDifference, error) {
	d := &LabelDifference{label: slices.Clone(label), pairs: map[[2]int]*tally{}}
	for _, side := range []struct {
		g     *LGR
		state *LabelState
		v     **Variants
	}{{a, &d.Before, &d.a}, {b, &d.After, &d.b}} {
		var err error
		if side.state.Verdict, err = side.g.Evaluate(label); err != nil {
			return nil, fmt.Errorf("difference of a label: %w", err)
		}
		if *side.v, err = side.g.Variants(label); err != nil {
			return nil, fmt.Errorf("difference of a label: %w", err)
		}
		side.state.Counts = (*side.v).Counts()
	}
	if err := d.count(d.root()); err != nil {
		return nil, fmt.Errorf("difference of a label: %w", err)
	}
	return d, nil
}

// Changed reports whether anything that matters to an applicant changes:
// eligibility, disposition, or a variant with its disposition.
func (d *LabelDifference) Changed() bool {
	gained, lost, changed := d.Counts()
	return d.Before.Disposition != d.After.Disposition || gained.Sign()+lost.Sign()+changed.Sign() > 0
}

// Counts are the exact numbers of variants that are new, gone, and of another
// disposition. The label itself is none of them.
func (d *LabelDifference) Counts() (gained, lost, changed *big.Int) {
	t := d.pairs[d.root()]
	gained, lost, changed = new(big.Int).Set(&t.gained), new(big.Int).Set(&t.lost), new(big.Int).Set(&t.changed)
	if n := t.which(gained, lost, changed, d.ends(d.a, d.a.place(d.label)), d.ends(d.b, d.b.place(d.label))); n != nil {
		n.Sub(n, big.NewInt(1))
	}
	return gained, lost, changed
}

// which picks the number that a label with two dispositions is part of, nil for none.
func (*tally) which(gained, lost, changed *big.Int, before, after string) *big.Int {
	switch {
	case before == after:
		return nil
	case before == "":
		return gained
	case after == "":
		return lost
	}
	return changed
}

// nowhere is the node of labels that are no variants.
const nowhere = -1

// first is where a graph begins.
func (v *Variants) first() int {
	if len(v.nodes) == 0 {
		return nowhere
	}
	return 0
}

// step goes on from a node by one code point.
func (v *Variants) step(at int, r rune) int {
	if at == nowhere {
		return nowhere
	}
	edges := v.nodes[at].edges
	i, ok := slices.BinarySearchFunc(edges, r, func(e nodeEdge, r rune) int { return int(e.r - r) })
	if !ok {
		return nowhere
	}
	return edges[i].to
}

// place is the node where a label ends.
func (v *Variants) place(label []rune) int {
	at := v.first()
	for _, r := range label {
		at = v.step(at, r)
	}
	return at
}

// ends is the disposition of the label that ends at a node, "" if none does.
func (*LabelDifference) ends(v *Variants, at int) string {
	if at == nowhere || v.nodes[at].final < 0 {
		return ""
	}
	return v.disposition(v.nodes[at].final)
}

func (d *LabelDifference) root() [2]int { return [2]int{d.a.first(), d.b.first()} }

// outputs are the code points with which either graph goes on, in order.
func (d *LabelDifference) outputs(pair [2]int) []rune {
	var out []rune
	for i, v := range []*Variants{d.a, d.b} {
		if pair[i] == nowhere {
			continue
		}
		for _, e := range v.nodes[pair[i]].edges {
			out = append(out, e.r)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (d *LabelDifference) next(pair [2]int, r rune) [2]int {
	return [2]int{d.a.step(pair[0], r), d.b.step(pair[1], r)}
}

// count fills the tallies of a pair of nodes and of all behind it.
func (d *LabelDifference) count(pair [2]int) error {
	if d.pairs[pair] != nil {
		return nil
	}
	if len(d.pairs) > MaxWork {
		return ErrTooComplex
	}
	t := &tally{}
	d.pairs[pair] = t
	if n := t.which(&t.gained, &t.lost, &t.changed, d.ends(d.a, pair[0]), d.ends(d.b, pair[1])); n != nil {
		n.SetInt64(1)
	}
	for _, r := range d.outputs(pair) {
		to := d.next(pair, r)
		if err := d.count(to); err != nil {
			return err
		}
		behind := d.pairs[to]
		t.gained.Add(&t.gained, &behind.gained)
		t.lost.Add(&t.lost, &behind.lost)
		t.changed.Add(&t.changed, &behind.changed)
	}
	return nil
}

// Variants lists the variants that are new (Added), gone (Removed) or of
// another disposition (Changed), in the order of their code points, as they
// are asked for.
func (d *LabelDifference) Variants(change Change) iter.Seq[VariantDifference] {
	return func(yield func(VariantDifference) bool) { d.list(d.root(), nil, change, yield) }
}

func (d *LabelDifference) list(pair [2]int, sofar []rune, change Change, yield func(VariantDifference) bool) bool {
	t := d.pairs[pair]
	wanted := map[Change]*big.Int{Added: &t.gained, Removed: &t.lost, Changed: &t.changed}[change]
	if wanted == nil || wanted.Sign() == 0 {
		return true
	}
	before, after := d.ends(d.a, pair[0]), d.ends(d.b, pair[1])
	if t.which(&t.gained, &t.lost, &t.changed, before, after) == wanted && !slices.Equal(sofar, d.label) {
		if !yield(VariantDifference{slices.Clone(sofar), before, after}) {
			return false
		}
	}
	for _, r := range d.outputs(pair) {
		if !d.list(d.next(pair, r), append(sofar, r), change, yield) {
			return false
		}
	}
	return true
}
