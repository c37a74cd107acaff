package portal

import (
	"slices"
	"strings"

	labels "rootward/application/label"
	"rootward/application/namelist"
	"rootward/idn"
	"rootward/idn/lgr"
	"rootward/templates"
)

// listed adds what the lists of names have: the string itself, names that it
// is a variant of, and names that it is like. What follows from that is said
// once, with the name that the rule was broken by.
func (m *met) listed(q question, v labels.Verdict) {
	said := map[int]bool{}
	for i := range v.Report.Findings {
		switch f := &v.Report.Findings[i]; {
		case f.Scope != idn.List:
		case f.Severity() == idn.Failed:
			m.failed++
		case f.Severity() == idn.Warned:
			m.warned++
		}
	}
	hits := q.lists.Hits(nil, []rune(v.Report.ULabel))
	for i := range hits {
		h := &hits[i]
		if slices.Contains(q.round.Policy.SetAside, string(h.List.Effect)) || i > 0 && twice(h, &hits[i-1]) {
			continue
		}
		e := encounter{u: h.Name, a: asciiForm(h.Name), relation: h.Relation, hit: h}
		if h.Match < namelist.Folded {
			e.relation = lgr.Identical
		}
		if h.List.Matching != namelist.Label { // a name, not a label
			e.a = ""
		}
		if at := brokenBy(q.lists, v.Report.Findings, h); at >= 0 {
			e.severity = v.Report.Findings[at].Severity()
			if !said[at] {
				said[at], e.finding = true, &v.Report.Findings[at]
			}
		}
		m.names = append(m.names, e)
	}
	slices.SortStableFunc(m.names, func(a, b encounter) int { return int(b.severity) - int(a.severity) })
}

// twice reports whether two hits look the same to a reader.
func twice(a, b *namelist.Hit) bool {
	return a.List == b.List && a.Match == b.Match && a.Name == b.Name && a.Territory == b.Territory && a.Group == b.Group && a.Note == b.Note
}

// brokenBy is the finding that a hit is a reason of, -1 for none: the one of
// its own list and match, or of another list with the same effect.
func brokenBy(lists *namelist.Lists, findings []idn.Finding, h *namelist.Hit) int {
	best := -1
	for i := range findings {
		f := &findings[i]
		if f.Scope != idn.List || f.OK || f.Args["Match"] == "" {
			continue
		}
		other := lists.List(f.Args["List"])
		if other == nil || other.Effect != h.List.Effect || other.Advisory != h.List.Advisory || !alike(f.Args["Match"], h.Match) {
			continue
		}
		if other == h.List {
			return i
		}
		best = i
	}
	return best
}

// alike reports whether two matches count the same: those of the name itself,
// those of something like it, and variants.
func alike(word string, m namelist.Match) bool {
	if m < namelist.Folded {
		return word != namelist.Folded.String() && word != namelist.Variant.String()
	}
	return word == m.String()
}

// listView is a name of a list: which list, how the string meets it, and what
// follows.
func (e encounter) listView(q question, out templates.LabelCollision) templates.LabelCollision {
	h := e.hit
	if h.Match != namelist.Variant || h.Relation == "" {
		out.Relation = templates.T("label.match." + h.Match.String())
	}
	name := templates.Plain(h.List.ID)
	if !h.List.Operator {
		name = templates.T("label.list." + h.List.ID)
	}
	group, source := templates.Plain(h.Group), h.List.Source
	if h.Territory != "" { // the place says more than the part of the list
		group = nil
	}
	if h.List.Matching == namelist.Label && h.List.Version != "unknown" {
		source += " (" + h.List.Version + ")"
	}
	out.Text = templates.Join(" · ", name, group, places(q.lang, h.Territory), templates.Plain(h.Note))
	if f := e.finding; f != nil {
		out.Follows = templates.Join(" ", templates.T(f.Key(), findingArgs(*f)...), templates.T(f.FixKey(), findingArgs(*f)...))
	}
	out.Source = &templates.Source{Text: templates.Plain(source), Href: h.List.URL}
	return out
}

// places are the territories of a name, by their names where they are
// countries.
func places(lang, codes string) templates.Text {
	if codes == "" {
		return nil
	}
	var out []templates.Text
	for _, code := range strings.Fields(codes) {
		if len(code) == 2 {
			out = append(out, country(lang, code))
			continue
		}
		out = append(out, templates.Plain(code))
	}
	return templates.Join(", ", out...)
}
