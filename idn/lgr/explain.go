package lgr

import "slices"

// Explain is Evaluate with more exact reasons, for a person to read. Where
// Evaluate gives the action that decided, Explain says what in the label made
// it do so:
//
//   - the part of the label that the action's rule matches, from Position to
//     To: the first such part, and of those that begin there the shortest;
//   - one reason for each code point or sequence that is a variant of itself
//     of a type that the action names (Position, To and Type), in whichever
//     cut of the label it stands.
//
// Otherwise, and where the action asks for what is not there, the reasons are
// those of Evaluate. Strings of reasons stay the same.
func (g *LGR) Explain(label []rune) ([]Reason, error) {
	v, err := g.Evaluate(label)
	if err != nil || v.ActionIndex < 0 {
		return v.Reasons, err
	}
	action := &g.actions[v.ActionIndex]
	var exact []Reason
	if action.match >= 0 {
		if from, to := g.matchers[action.match].find(label); to > from {
			exact = append(exact, at(v.Reasons[0], label, from, to))
		}
	}
	if action.Test != NoVariantTest {
		for i, ps := range g.pieces(label) {
			for _, p := range ps {
				exact = append(exact, g.typed(action, v.Reasons[0], label, i, p)...)
			}
		}
	}
	if exact == nil {
		return v.Reasons, nil
	}
	return exact, nil
}

func at(r Reason, label []rune, from, to int) Reason {
	r.Position, r.CP, r.To = from+1, label[from], to
	return r
}

// typed lists the types of an action that a character of the label has.
func (g *LGR) typed(action *compiledAction, r Reason, label []rune, i int, p piece) []Reason {
	var out []Reason
	for _, v := range p.char.Variants {
		if slices.Equal(v.CP, label[i:p.to]) && slices.Contains(action.Types, v.Type) && allowed(v.when, v.not, label, i, p.to) {
			r := at(r, label, i, p.to)
			r.Type = v.Type
			out = append(out, r)
		}
	}
	return out
}

// find is the first part of a label that matches, and the shortest of those
// that begin there; from and to are equal if there is none with code points.
func (n *nfa) find(label []rune) (from, to int) {
	for i := n.begins(label); i < len(label); i++ {
		if length := n.shortest(label, i); length > 0 {
			return i, i + length
		}
	}
	return 0, 0
}

// shortest is the length of the shortest match that begins at a position; 0 if
// there is none with code points.
func (n *nfa) shortest(label []rune, at int) int {
	r := newRun(n)
	if at == 0 {
		r.now.or(n.fromStart)
	} else {
		r.now.or(n.fromLater)
	}
	for i, c := range label[at:] {
		r.read(c)
		if r.now.meets(n.accept) || at+i+1 == len(label) && r.now.meets(n.acceptEnd) {
			return i + 1
		}
	}
	return 0
}
