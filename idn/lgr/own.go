package lgr

import "slices"

// OwnRepertoire is the set of code points that a label may have without being
// invalid for it: those of the characters, ranges and sequences of the file,
// less those that are listed only as variants from elsewhere. The latter have
// a variant to themselves whose type makes an action refuse every label with
// them (RFC 7940, section 5.3.4); the name of the type does not matter.
func (g *LGR) OwnRepertoire() Set {
	var own []Range
	refused := map[string]bool{}
	for _, c := range g.Chars {
		switch {
		case c.IsRange():
			own = append(own, Range{c.First, c.Last})
		case !g.refuses(c, refused):
			for _, r := range c.CP {
				own = append(own, Range{r, r})
			}
		}
	}
	return newSet(own)
}

// refuses reports whether every label with this character is invalid because
// the character is a variant of itself. What is known of types is kept in known.
func (g *LGR) refuses(c *Char, known map[string]bool) bool {
	for _, v := range c.Variants {
		if v.When != "" || v.NotWhen != "" || v.Type == "" || !slices.Equal(v.CP, c.CP) {
			continue
		}
		refused, seen := known[v.Type]
		if !seen {
			refused = g.refusesType(v.Type)
			known[v.Type] = refused
		}
		if refused {
			return true
		}
	}
	return false
}

// refusesType reports whether every label that has a variant of this type is
// invalid: no action before the one that says so gives another disposition to
// any such label.
func (g *LGR) refusesType(t string) bool {
	for _, a := range slices.Concat(g.Actions, defaultActions) {
		named := slices.Contains(a.Types, t)
		switch {
		case a.Disposition != "invalid":
			if a.Test == NoVariantTest || a.Test == AnyVariant || named {
				return false // could come first
			}
		case a.Match == "" && a.NotMatch == "" && (a.Test == NoVariantTest || a.Test == AnyVariant && named):
			return true
		}
	}
	return false
}
