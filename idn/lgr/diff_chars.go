package lgr

import (
	"maps"
	"slices"
)

// charList is a repertoire by code points, ranges written out.
func charList(g *LGR) map[string]*Char {
	all := map[string]*Char{}
	for _, c := range g.Chars {
		for r := c.First; c.IsRange() && r <= c.Last; r++ {
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
	slices.SortFunc(keys, func(x, y string) int { return slices.Compare([]rune(x), []rune(y)) })
	var out []CharChange
	for _, k := range keys {
		c := CharChange{Change: Changed, CP: []rune(k)}
		x, y := before[k], after[k]
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
		if c.Change == Changed && len(c.Fields)+len(c.Variants) == 0 {
			continue
		}
		if n := len(out); n == 0 || !out[n-1].extend(&c) {
			out = append(out, c)
		}
	}
	return out
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
	for _, same := range []func(v, w *Variant) bool{
		func(v, w *Variant) bool { return key(v) == key(w) },
		func(v, w *Variant) bool { return string(v.CP) == string(w.CP) },
	} {
		for _, v := range a {
			i := slices.IndexFunc(b, func(w *Variant) bool { return !taken[w] && same(v, w) })
			if pair[v] == nil && i >= 0 {
				pair[v], taken[b[i]] = b[i], true
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
