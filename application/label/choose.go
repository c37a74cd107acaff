package label

import (
	"slices"

	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// choice is the rule set that judges a label, and its verdict.
type choice struct {
	set     *rootzone.Set
	verdict lgr.Verdict
	others  []*rootzone.Set
	fits    bool
}

// choose takes the rule set asked for, or finds it from the code points: of
// those in whose own repertoire all of them lie, the first one that finds the
// label eligible, else the first one.
//
// The common rule set knows the code points of all scripts so that it finds
// variants across them; that a label mixes scripts it does not mind. A label
// that fits in no script rule set is therefore never eligible here. If the
// common rule set lacks some of its code points, the verdict is its own, which
// names them; else it is that of the script rule set that has most of the code
// points, which names the others.
func choose(label []rune, o *Options) (choice, error) {
	if o.Set != nil {
		v, err := o.Set.LGR().Evaluate(label)
		return choice{set: o.Set, verdict: v, fits: true}, err
	}
	e := o.edition()
	sets := e.For(label)
	if len(sets) == 0 {
		return outside(label, e)
	}
	var best choice
	for i, s := range sets {
		v, err := s.LGR().Evaluate(label)
		if err != nil {
			return choice{}, err
		}
		if i == 0 || v.Eligible && !best.verdict.Eligible {
			best = choice{set: s, verdict: v, fits: true}
		}
		if v.Eligible {
			break
		}
	}
	if len(sets) > 1 {
		best.others = slices.DeleteFunc(slices.Clone(sets), func(s *rootzone.Set) bool { return s == best.set })
	}
	return best, nil
}

// outside judges a label that no script rule set has all code points of.
func outside(label []rune, e *rootzone.Edition) (choice, error) {
	var refused choice
	if common := e.Common(); common != nil {
		v, err := common.LGR().Evaluate(label)
		refused = choice{set: common, verdict: v}
		if err != nil || slices.ContainsFunc(v.Reasons, func(r lgr.Reason) bool { return r.Code == lgr.NotInRepertoire }) {
			return refused, err
		}
	}
	nearest := nearest(label, e)
	switch {
	case nearest == nil && refused.set != nil:
		return refused, nil
	case nearest == nil:
		nearest = e.Sets[0]
	}
	v, err := nearest.LGR().Evaluate(label)
	return choice{set: nearest, verdict: v}, err
}

// nearest is the script rule set that has most code points of a label; of
// equals the one that comes first in the label.
func nearest(label []rune, e *rootzone.Edition) *rootzone.Set {
	var best *rootzone.Set
	most := 0
	for i := range label {
		for _, s := range e.For(label[i : i+1]) {
			have := 0
			for _, r := range label {
				if s.Has(r) {
					have++
				}
			}
			if have > most {
				best, most = s, have
			}
		}
	}
	return best
}
