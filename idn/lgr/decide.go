package lgr

// types are the types of the variants in a label, as bits, and whether all of
// its code points are variants.
type types struct {
	mask uint64
	only bool
}

func (t types) with(v *Variant) types {
	if v == nil {
		return types{t.mask, false}
	}
	if v.typ >= 0 {
		t.mask |= 1 << v.typ
	}
	return t
}

// compiledAction is an action with its types as bits and its rules as places.
type compiledAction struct {
	*Action
	mask       uint64
	match, not int
	verdict    Verdict // of all labels for which it decides
}

func (a *compiledAction) triggered(t types, matched bitset) bool {
	if a.match >= 0 && !matched.has(a.match) || a.not >= 0 && matched.has(a.not) {
		return false
	}
	all := t.mask != 0 && t.mask&^a.mask == 0
	switch a.Test {
	case AnyVariant:
		return t.mask&a.mask != 0
	case AllVariants:
		return all
	case OnlyVariants:
		return all && t.only
	}
	return true
}

// outcome is the action that gave a disposition, and how strict that is.
type outcome struct{ action, rank int }

// stricter orders outcomes: by disposition, then by the place of the action.
func (o outcome) stricter(p outcome) bool {
	return o.rank < p.rank || o.rank == p.rank && o.action < p.action
}

// ranks orders the dispositions of RFC 7940, section 7.3 from the strictest
// on. All others stand between blocked and allocatable.
var ranks = map[string]int{"invalid": 0, "blocked": 1, "allocatable": 3, "activated": 4, "valid": 5}

func rank(disposition string) int {
	if r, ok := ranks[disposition]; ok {
		return r
	}
	return 2
}

// decide finds the first action that is triggered. The last default action always is.
func (g *LGR) decide(t types, matched bitset) outcome {
	for i := range g.actions {
		if g.actions[i].triggered(t, matched) {
			return outcome{i, rank(g.actions[i].Disposition)}
		}
	}
	return outcome{len(g.actions) - 1, rank("valid")}
}
