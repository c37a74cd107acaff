package lgr

import (
	"maps"
	"slices"
)

// charList is a repertoire by code points, ranges written out.
func charList(g *LGR) map[string]*Char {
	all := map[string]*Char{}
	looked := 0
	for _, c := range g.Chars {
		for r := c.First; c.IsRange() && r <= c.Last && looked < 2*maxRune; r++ {
			looked++ // a hostile ruleset could have any number of ranges over the same code points
			if all[string(r)] == nil {
				all[string(r)] = c
			}
		}
		if !c.IsRange() {
			all[string(c.CP)] = c
		}
	}
	return all
}

func diffChars(a, b *LGR) []CharChange {
	before, after := charList(a), charList(b)
	refsA, refsB := referenceTexts(a), referenceTexts(b)
	keys := slices.Collect(maps.Keys(before))
	for k := range after {
		if before[k] == nil {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys) // UTF-8 has the order of code points
	var out []CharChange
	var lastX, lastY *Char // those of the code point before: all of a range change in one way
	var c CharChange
	for _, k := range keys {
		x, y := before[k], after[k]
		same := x == lastX && y == lastY
		lastX, lastY = x, y
		if same && c.unchanged() {
			continue
		}
		if same {
			c.CP, c.Last = []rune(k), 0
			out = c.appendTo(out)
			continue
		}
		c = CharChange{Change: Changed, CP: []rune(k)}
		switch {
		case y == nil:
			c.Change, y = Removed, &Char{}
		case x == nil:
			c.Change, x = Added, &Char{}
		}
		c.Fields = fields(
			FieldChange{"when", x.When, y.When},
			FieldChange{"not-when", x.NotWhen, y.NotWhen},
			FieldChange{"tags", listText(x.Tags), listText(y.Tags)},
			FieldChange{"references", refsA.of(x.Refs), refsB.of(y.Refs)},
		)
		c.Variants = diffVariants(x.Variants, y.Variants)
		if !c.unchanged() {
			out = c.appendTo(out)
		}
	}
	return out
}

func (c *CharChange) unchanged() bool {
	return c.Change == Changed && len(c.Fields)+len(c.Variants) == 0
}

// appendTo adds the change to a list, or to the run that it goes on with.
func (c *CharChange) appendTo(list []CharChange) []CharChange {
	if n := len(list); n > 0 && list[n-1].extend(c) {
		return list
	}
	return append(list, *c)
}

// references are the texts of a ruleset's references by id.
type references map[string]string

func referenceTexts(g *LGR) references {
	all := references{}
	for _, r := range g.References {
		all[r.ID] = r.Text
	}
	return all
}

// of joins the texts of references, or their ids where there is no text.
func (r references) of(ids []string) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		if texts[i] = r[id]; texts[i] == "" {
			texts[i] = id
		}
	}
	return listText(texts)
}

// extend makes a run longer by the next code point, if that changed in the same way.
func (c *CharChange) extend(next *CharChange) bool {
	if len(c.CP) != 1 || len(next.CP) != 1 || len(c.Variants)+len(next.Variants) > 0 {
		return false
	}
	last := max(c.CP[0], c.Last)
	if next.CP[0] != last+1 || next.Change != c.Change || !slices.Equal(c.Fields, next.Fields) {
		return false
	}
	c.Last = next.CP[0]
	return true
}

// diffVariants compares mappings by target and condition; those that are left
// over are then joined by target alone.
func diffVariants(a, b []*Variant) []VariantChange {
	key := func(v *Variant) string { return string(v.CP) + "|" + condition(v) }
	pair := map[*Variant]*Variant{}
	taken := map[*Variant]bool{}
	for _, by := range []func(*Variant) string{key, func(v *Variant) string { return string(v.CP) }} {
		free := map[string][]*Variant{}
		for _, w := range b {
			if !taken[w] {
				free[by(w)] = append(free[by(w)], w)
			}
		}
		for _, v := range a {
			if same := free[by(v)]; pair[v] == nil && len(same) > 0 {
				pair[v], taken[same[0]] = same[0], true
				free[by(v)] = same[1:]
			}
		}
	}
	var out []VariantChange
	add := func(change Change, v, w *Variant, cp []rune) {
		f := fields(FieldChange{"type", v.Type, w.Type}, FieldChange{"condition", condition(v), condition(w)})
		if change != Changed || len(f) > 0 {
			out = append(out, VariantChange{change, cp, f})
		}
	}
	for _, v := range a {
		if w := pair[v]; w != nil {
			add(Changed, v, w, v.CP)
		} else {
			add(Removed, v, &Variant{}, v.CP)
		}
	}
	for _, w := range b {
		if !taken[w] {
			add(Added, &Variant{}, w, w.CP)
		}
	}
	slices.SortStableFunc(out, func(x, y VariantChange) int { return slices.Compare(x.CP, y.CP) })
	return out
}
