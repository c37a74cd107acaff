package ruleset

import (
	"errors"
	"fmt"
	"iter"
	"math/big"
	"slices"
	"strings"

	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// Verdict is what an edition says of a label.
type Verdict struct {
	Set         string   `json:"set"`              // family of the set; "" when no script has all code points
	Others      []string `json:"others,omitempty"` // families of other sets that have them too
	Eligible    bool     `json:"eligible"`
	Disposition string   `json:"disposition"`
	Reasons     []string `json:"reasons"` // as lgr.Reason says them, without the place of an action
	// Counts is the number of variants by disposition, exact; nil when
	// TooComplex.
	Counts     map[string]*big.Int `json:"counts"`
	TooComplex bool                `json:"too_complex,omitempty"` // its variants were not counted
}

// Kind is one way in which a change of edition touches a label.
type Kind string

// The kinds of changes.
const (
	ChangedSet         Kind = "set"         // another rule set, or none, or one at last
	ChangedEligible    Kind = "eligible"    // eligible before and not after, or the other way round
	ChangedDisposition Kind = "disposition" // of the label itself
	ChangedReasons     Kind = "reasons"     // the same verdict for other reasons
	ChangedCounts      Kind = "counts"      // more or fewer variants of some disposition
	ChangedAllocatable Kind = "allocatable" // other labels may be allocated with it
	Undecided          Kind = "undecided"   // too complex for a comparison
)

// Kinds lists the kinds of changes in the order in which they are shown.
var Kinds = []Kind{ChangedEligible, ChangedSet, ChangedDisposition, ChangedAllocatable, ChangedCounts, ChangedReasons, Undecided}

// Change is what another edition changes for one label.
type Change struct {
	Old    Verdict  `json:"old"`
	New    Verdict  `json:"new"`
	Kinds  []Kind   `json:"kinds"`            // empty: nothing changes
	Gained []string `json:"gained,omitempty"` // allocatable variants that there were not, at most MaxListed
	Lost   []string `json:"lost,omitempty"`   // the other way round
	More   bool     `json:"more,omitempty"`   // there are more than those listed
}

// MaxListed is how many allocatable variants a Change lists each way, and
// maxCompared how many are looked at in search of them.
const (
	MaxListed   = 20
	maxCompared = 20_000
)

// Compare says what an edition changes for a label. The error is
// lgr.ErrTooLong.
func Compare(old, now *rootzone.Edition, label []rune) (Change, error) {
	a, av, err := judge(old, label)
	if err != nil {
		return Change{}, err
	}
	b, bv, err := judge(now, label)
	if err != nil {
		return Change{}, err
	}
	c := Change{Old: a, New: b}
	differs := func(k Kind, yes bool) {
		if yes {
			c.Kinds = append(c.Kinds, k)
		}
	}
	differs(ChangedEligible, a.Eligible != b.Eligible)
	differs(ChangedSet, a.Set != b.Set)
	differs(ChangedDisposition, a.Eligible == b.Eligible && a.Disposition != b.Disposition)
	if a.TooComplex || b.TooComplex {
		differs(Undecided, true)
	} else {
		c.allocatable(av, bv)
		differs(ChangedAllocatable, len(c.Gained)+len(c.Lost) > 0)
		differs(ChangedCounts, a.Eligible && b.Eligible && !sameCounts(a.Counts, b.Counts))
	}
	differs(ChangedReasons, a.Eligible == b.Eligible && a.Disposition == b.Disposition && !slices.Equal(a.Reasons, b.Reasons))
	return c, nil
}

// judge asks the sets in which every code point lies: the first one that
// finds the label eligible, else the first one. The common one says why there
// is none.
func judge(e *rootzone.Edition, label []rune) (Verdict, *lgr.Variants, error) {
	sets := e.For(label)
	if len(sets) == 0 {
		v, err := outside(e, label)
		return v, nil, err
	}
	set, v, err := best(sets, label)
	if err != nil {
		return Verdict{}, nil, err
	}
	out := Verdict{Set: Family(set.Name), Eligible: v.Eligible, Disposition: v.Disposition, Reasons: reasons(v)}
	for _, s := range sets {
		if s != set {
			out.Others = append(out.Others, Family(s.Name))
		}
	}
	variants, err := set.LGR().Variants(label)
	if errors.Is(err, lgr.ErrTooComplex) {
		out.TooComplex = true
		return out, nil, nil
	}
	if err != nil {
		return out, nil, fmt.Errorf("variants of %q: %w", string(label), err)
	}
	out.Counts = variants.Counts()
	return out, variants, nil
}

func best(sets []*rootzone.Set, label []rune) (set *rootzone.Set, v lgr.Verdict, err error) {
	for _, s := range sets {
		one, err := s.LGR().Evaluate(label)
		if err != nil {
			return nil, v, fmt.Errorf("judging %q: %w", string(label), err)
		}
		if set == nil || one.Eligible {
			set, v = s, one
		}
		if one.Eligible {
			break
		}
	}
	return set, v, nil
}

func outside(e *rootzone.Edition, label []rune) (Verdict, error) {
	out := Verdict{Disposition: invalid, Reasons: []string{NoSet}}
	common := e.Common()
	if common == nil {
		return out, nil
	}
	v, err := common.LGR().Evaluate(label)
	if err != nil {
		return out, fmt.Errorf("judging %q: %w", string(label), err)
	}
	if !v.Eligible {
		out.Reasons = reasons(v)
	}
	return out, nil
}

// NoSet is the reason of a label whose code points are all known, but not to
// one script.
const NoSet = "no-rule-set"

const (
	invalid     = "invalid"
	allocatable = "allocatable"
)

// reasons are those of a verdict without the place of an action in its file:
// that differs between editions that say the same.
func reasons(v lgr.Verdict) []string {
	var out []string
	for _, r := range v.Reasons {
		text := r.String()
		if parts := strings.SplitN(text, ":", 3); r.Code == lgr.ByAction && len(parts) == 3 {
			text = parts[0] + ":" + parts[2]
		}
		out = append(out, text)
	}
	return out
}

func sameCounts(a, b map[string]*big.Int) bool {
	if len(a) != len(b) {
		return false
	}
	for d, n := range a {
		if m := b[d]; m == nil || n.Cmp(m) != 0 {
			return false
		}
	}
	return true
}

// allocatable finds the allocatable variants of one side only. Both sides
// list theirs in the order of code points, so they are walked side by side.
func (c *Change) allocatable(old, now *lgr.Variants) {
	next := func(v *lgr.Variants) (func() (lgr.VariantLabel, bool), func()) {
		if v == nil {
			return func() (lgr.VariantLabel, bool) { return lgr.VariantLabel{}, false }, func() {}
		}
		return iter.Pull(v.All(allocatable))
	}
	nextA, stopA := next(old)
	nextB, stopB := next(now)
	defer stopA()
	defer stopB()
	a, moreA := nextA()
	b, moreB := nextB()
	for range maxCompared {
		var order int
		switch {
		case !moreA && !moreB:
			return
		case !moreB:
			order = -1
		case !moreA:
			order = 1
		default:
			order = slices.Compare(a.CP, b.CP)
		}
		if order < 0 {
			c.list(&c.Lost, a.CP)
		}
		if order > 0 {
			c.list(&c.Gained, b.CP)
		}
		if order <= 0 {
			a, moreA = nextA()
		}
		if order >= 0 {
			b, moreB = nextB()
		}
	}
	c.More = true
}

func (c *Change) list(to *[]string, cp []rune) {
	if len(*to) == MaxListed {
		c.More = true
		return
	}
	*to = append(*to, string(cp))
}
