package lgr

import (
	"iter"
	"math/big"
	"slices"
)

// MaxWork is how many states Variants may look at before it gives up with
// ErrTooComplex. Labels of the root zone need some thousands.
const MaxWork = 1 << 20

// maxSteps bounds the steps from those states, each counted as often as it
// moves a rule, a condition or a cut: with a thousand variants of a code point
// there are a thousand steps from each state, and all are kept.
const maxSteps = 1 << 24

// Variants are all variant labels of one label, in a form from which they can
// be counted without being listed. It may not be used by two goroutines at once.
//
// A variant may be derived in several ways; the strictest disposition is its
// own. The label itself, and variants that are not eligible or whose
// disposition is "invalid", are not among them.
type Variants struct {
	g        *LGR
	label    []rune
	nodes    []node
	outcomes []outcome // those of any variant
	counts   [][]*big.Int
}

// node is a beginning that several variants have, up to what matters for the rest.
type node struct {
	edges []nodeEdge // in the order of code points
	final int        // place in Variants.outcomes of the label that ends here, or -1
}

type nodeEdge struct {
	r  rune
	to int
}

// VariantLabel is one variant with its disposition.
type VariantLabel struct {
	CP          []rune
	Disposition string
	ActionIndex int // as in Verdict
}

// Variants finds the variants of a label. It has none if it is not eligible.
// The error is ErrTooLong or ErrTooComplex.
func (g *LGR) Variants(label []rune) (*Variants, error) {
	v := &Variants{g: g, label: slices.Clone(label)}
	verdict, err := g.Evaluate(label)
	if err != nil || !verdict.Eligible {
		return v, err
	}
	b := &graphBuilder{v: v, nodes: map[[2]int]int{}}
	b.choices = g.replacements(label, g.pieces(label))
	b.rd = readingOver(g, alphabet(b.choices))
	if err := b.build(); err != nil {
		return nil, err
	}
	return v, nil
}

// graphBuilder explores derivations and the reading of what they put out.
type graphBuilder struct {
	v       *Variants
	rd      *reading
	choices [][]replacement
	from    interned[derivations]
	read    interned[*readState]
	steps   map[readStep]int // known steps of readings, -1 for a dead end
	nodes   map[[2]int]int
	queue   [][2]int
	work    int // so far, see maxSteps
}

type readStep struct {
	state int
	r     rune
}

// interned numbers values by their keys.
type interned[T any] struct {
	ids map[string]int
	all []T
}

func (in *interned[T]) id(key string, value T) int {
	if in.ids == nil {
		in.ids = map[string]int{}
	}
	i, known := in.ids[key]
	if !known {
		i = len(in.all)
		in.ids[key] = i
		in.all = append(in.all, value)
	}
	return i
}

func (b *graphBuilder) build() error {
	b.steps = map[readStep]int{}
	first := settle(derivations{{types: types{only: true}}}, b.choices)
	start := b.rd.start()
	b.node(b.from.id(first.key(), first), b.read.id(start.key(), start))
	for i := 0; i < len(b.queue); i++ {
		ds, s := b.from.all[b.queue[i][0]], b.queue[i][1]
		outputs, targets := ds.steps(b.choices)
		b.work += len(outputs)
		for k, r := range outputs {
			if to := b.follow(s, r); to >= 0 {
				n := b.node(b.from.id(targets[k].key(), targets[k]), to)
				b.v.nodes[i].edges = append(b.v.nodes[i].edges, nodeEdge{r, n})
			}
		}
		b.v.nodes[i].final = b.final(ds, b.read.all[s])
		if len(b.queue) > MaxWork || len(b.read.all) > MaxWork || b.work > maxSteps {
			return ErrTooComplex
		}
	}
	b.v.count()
	return nil
}

func (b *graphBuilder) node(d, s int) int {
	key := [2]int{d, s}
	n, known := b.nodes[key]
	if !known {
		n = len(b.queue)
		b.nodes[key] = n
		b.queue = append(b.queue, key)
		b.v.nodes = append(b.v.nodes, node{final: -1})
	}
	return n
}

func (b *graphBuilder) follow(s int, r rune) int {
	step := readStep{s, r}
	to, known := b.steps[step]
	if !known {
		to = -1
		from := b.read.all[s]
		b.work += len(from.left) + len(from.match) + len(from.cuts)
		if next := b.rd.read(from, r); len(next.cuts) > 0 {
			to = b.read.id(next.key(), next)
		}
		b.steps[step] = to
	}
	return to
}

// final is the strictest outcome of the derivations that end here.
func (b *graphBuilder) final(ds derivations, s *readState) int {
	if !slices.ContainsFunc(ds, func(d derivation) bool { return d.at == len(b.choices) }) {
		return -1
	}
	matched, ok := b.rd.end(s)
	if !ok || s.start {
		return -1
	}
	var best outcome
	found := false
	for _, d := range ds {
		if d.at != len(b.choices) {
			continue
		}
		if o := b.v.g.decide(d.types, matched); !found || o.stricter(best) {
			best, found = o, true
		}
	}
	if best.rank == 0 {
		return -1
	}
	i := slices.Index(b.v.outcomes, best)
	if i < 0 {
		i = len(b.v.outcomes)
		b.v.outcomes = append(b.v.outcomes, best)
	}
	return i
}

// count fills, for every node, how many labels of each outcome end behind it.
func (v *Variants) count() {
	v.counts = make([][]*big.Int, len(v.nodes))
	var visit func(i int)
	visit = func(i int) {
		sum := make([]*big.Int, len(v.outcomes))
		for k := range sum {
			sum[k] = new(big.Int)
		}
		v.counts[i] = sum
		if f := v.nodes[i].final; f >= 0 {
			sum[f].SetInt64(1)
		}
		for _, e := range v.nodes[i].edges {
			if v.counts[e.to] == nil {
				visit(e.to)
			}
			for k := range sum {
				sum[k].Add(sum[k], v.counts[e.to][k])
			}
		}
	}
	visit(0)
}

func (v *Variants) disposition(outcome int) string {
	return v.g.actions[v.outcomes[outcome].action].Disposition
}

// Counts is the number of variants of each disposition, exact.
func (v *Variants) Counts() map[string]*big.Int {
	counts := map[string]*big.Int{}
	if len(v.nodes) == 0 {
		return counts
	}
	own := v.find(v.label)
	for k, n := range v.counts[0] {
		n := new(big.Int).Set(n)
		if k == own {
			n.Sub(n, big.NewInt(1))
		}
		if n.Sign() == 0 {
			continue
		}
		if sum := counts[v.disposition(k)]; sum != nil {
			n.Add(n, sum)
		}
		counts[v.disposition(k)] = n
	}
	return counts
}

// Total is the number of variants of all dispositions, exact.
func (v *Variants) Total() *big.Int {
	total := new(big.Int)
	for _, n := range v.Counts() {
		total.Add(total, n)
	}
	return total
}

// find is the place of a label's outcome, or -1.
func (v *Variants) find(label []rune) int {
	if len(v.nodes) == 0 {
		return -1
	}
	at := 0
	for _, r := range label {
		i, ok := slices.BinarySearchFunc(v.nodes[at].edges, r, func(e nodeEdge, r rune) int { return int(e.r - r) })
		if !ok {
			return -1
		}
		at = v.nodes[at].edges[i].to
	}
	return v.nodes[at].final
}

// Find is the variant with these code points; ok is false if there is none.
func (v *Variants) Find(label []rune) (VariantLabel, bool) {
	i := v.find(label)
	if i < 0 || slices.Equal(label, v.label) {
		return VariantLabel{}, false
	}
	return VariantLabel{slices.Clone(label), v.disposition(i), v.outcomes[i].action}, true
}

// All lists the variants in the order of their code points, one after the
// other as they are asked for. If dispositions are given, only those are
// listed, and no time is spent on others.
func (v *Variants) All(dispositions ...string) iter.Seq[VariantLabel] {
	return func(yield func(VariantLabel) bool) {
		if len(v.nodes) == 0 {
			return
		}
		wanted := make([]bool, len(v.outcomes))
		for k := range wanted {
			wanted[k] = len(dispositions) == 0 || slices.Contains(dispositions, v.disposition(k))
		}
		v.list(0, make([]rune, 0, MaxLabel), wanted, yield)
	}
}

func (v *Variants) list(at int, sofar []rune, wanted []bool, yield func(VariantLabel) bool) bool {
	n := v.nodes[at]
	if n.final >= 0 && wanted[n.final] && !slices.Equal(sofar, v.label) {
		if !yield(VariantLabel{slices.Clone(sofar), v.disposition(n.final), v.outcomes[n.final].action}) {
			return false
		}
	}
	for _, e := range n.edges {
		leads := false
		for k, c := range v.counts[e.to] {
			leads = leads || wanted[k] && c.Sign() > 0
		}
		if leads && !v.list(e.to, append(sofar, e.r), wanted, yield) {
			return false
		}
	}
	return true
}
