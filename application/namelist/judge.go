package namelist

import (
	"slices"
	"strings"

	"rootward/idn"
)

// Judge checks a label by the embedded lists: see [Lists.Judge].
func Judge(label string, r idn.Rules, ignore ...Effect) idn.Report {
	return Default().Judge(label, r, ignore...)
}

// Judge checks a label by the rules and by all lists: one finding per effect
// when no list with that effect has the name, else one per such list, with its
// source. Effects to ignore are left out: requests for IDN ccTLDs are for
// country names, and a TLD's own application is for a name that exists.
//
// What the label is only like, or a variant of, is reported once per effect.
// Such a finding is a warning, but for variants of names that nobody may have.
// Lists of places that matter by use alone are not reported here.
//
// The lists are asked also for labels with other faults.
func (ls *Lists) Judge(label string, r idn.Rules, ignore ...Effect) idn.Report {
	report := idn.Check(label, r)
	if report.ALabel == "" {
		return report
	}
	text := report.ULabel
	if text == "" {
		text = report.ALabel
	}
	hits := ls.Hits(nil, []rune(text))
	var elsewhere, folded, variants []idn.Finding
	for _, rule := range rules {
		if slices.Contains(ignore, rule.effect) {
			continue
		}
		found := strong(rule.about, rule.effect, hits)
		if len(found) == 0 {
			passed := rule.about.Finding(true)
			passed.Source = ls.named[rule.effect]
			found = append(found, passed)
			folded = append(folded, like(foldedName, Folded, rule.effect, hits)...)
			variants = append(variants, like(variantName, Variant, rule.effect, hits)...)
		}
		if rule.effect == CountryName {
			elsewhere = warned(countryElsewhere, hits)
		}
		report.Findings = append(report.Findings, found...)
	}
	report.Findings = append(report.Findings, orPassed(countryElsewhere, elsewhere)...)
	report.Findings = append(report.Findings, orPassed(foldedName, folded)...)
	report.Findings = append(report.Findings, orPassed(variantName, variants)...)
	return report
}

// strong has one fault per list with this effect that has the name itself.
func strong(about *idn.Requirement, effect Effect, hits []Hit) []idn.Finding {
	var out []idn.Finding
	var last *List
	for i := range hits {
		h := &hits[i]
		if h.List.Effect == effect && !h.List.Advisory && h.List != last && h.Match < Folded {
			last = h.List
			out = append(out, finding(about, h))
		}
	}
	return out
}

// warned has the closest hit on lists of country names that only warn.
func warned(about *idn.Requirement, hits []Hit) []idn.Finding {
	for i := range hits {
		if h := &hits[i]; h.List.Effect == CountryName && h.List.Advisory && h.Match < Folded {
			return []idn.Finding{finding(about, h)}
		}
	}
	return nil
}

// like has the first hit of an effect by one kind of match.
func like(about *idn.Requirement, m Match, effect Effect, hits []Hit) []idn.Finding {
	for i := range hits {
		if h := &hits[i]; h.List.Effect == effect && h.Match == m {
			f := finding(about, h)
			f.Warning = m != Variant || effect != Blocked && effect != SpecialUse
			return []idn.Finding{f}
		}
	}
	return nil
}

func finding(about *idn.Requirement, h *Hit) idn.Finding {
	f := about.Finding(false)
	f.Source, f.SourceURL = h.List.Source, h.List.URL
	f.Args = map[string]string{
		"List": h.List.ID, "Group": h.Group, "Note": h.Note, "Version": h.List.Version,
		"Name": h.Name, "Territory": h.Territory, "Language": h.Language, "Match": h.Match.String(),
	}
	return f
}

func orPassed(about *idn.Requirement, found []idn.Finding) []idn.Finding {
	if len(found) > 0 {
		return found
	}
	passed := about.Finding(true)
	passed.Source = "AGB 2012, 2.2.1.4.1"
	if about == variantName {
		passed.Source = "Root Zone LGR, common rule set"
	}
	return []idn.Finding{passed}
}

// sourcesByEffect names, per effect, the sources of all lists that were looked
// at.
func sourcesByEffect(lists []*List) map[Effect]string {
	all := map[Effect][]string{}
	for _, l := range lists {
		if !slices.Contains(all[l.Effect], l.Source) {
			all[l.Effect] = append(all[l.Effect], l.Source)
		}
	}
	joined := map[Effect]string{}
	for effect, list := range all {
		joined[effect] = strings.Join(list, "; ")
	}
	return joined
}
