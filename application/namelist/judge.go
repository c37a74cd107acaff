package namelist

import (
	"slices"
	"strings"
	"sync"

	"rootward/idn"
)

// rules says what each effect means for a label, in the order of reporting.
var rules = []struct {
	effect Effect
	about  *idn.Requirement
}{
	{Blocked, &idn.Requirement{
		ID: "blocked-name", Scope: idn.List,
		Holds: "The name is not blocked.",
		Fails: "This name is blocked: nobody may apply for it.",
		Fix:   "Choose another string.",
	}},
	{SpecialUse, &idn.Requirement{
		ID: "special-use", Scope: idn.List,
		Holds: "The name is not set aside for a special use.",
		Fails: "This name is set aside for a special use and will not be in the root zone.",
		Fix:   "Choose another string.",
	}},
	{Existing, &idn.Requirement{
		ID: "existing-tld", Scope: idn.List,
		Holds: "There is no top-level domain with this name yet.",
		Fails: "There is a top-level domain with this name already.",
		Fix:   "Choose another string.",
	}},
	{CountryName, &idn.Requirement{
		ID: "country-name", Scope: idn.List,
		Holds: "The name is not on the lists of country and territory names.",
		Fails: "This is the name or code of a country or territory, which cannot be a gTLD.",
		Fix:   "Choose another string. This finding is final.",
	}},
	{Reserved, &idn.Requirement{
		ID: "reserved-name", Scope: idn.List, Warning: true,
		Holds: "The name is not reserved for an organisation.",
		Fails: "This name is reserved. Only the organisation that it belongs to may apply for it.",
		Fix:   "Choose another string, or be ready to prove that your organisation is entitled to it.",
	}},
	{Acronym, &idn.Requirement{
		ID: "organisation-acronym", Scope: idn.List, Warning: true,
		Holds: "The name is not a listed acronym of an international organisation.",
		Fails: "This is the acronym of an international organisation, which may object.",
		Fix:   "You may apply. Ask the organisation first.",
	}},
	{Collision, &idn.Requirement{
		ID: "name-collision", Scope: idn.List, Warning: true,
		Holds: "The name is not on the list of names at high risk of collision.",
		Fails: "Private networks use this name. In the 2012 round it was not delegated because of that.",
		Fix:   "Choose another string, or expect that a plan against name collisions is asked for.",
	}},
}

// Requirements lists the rules of this package in the order of reporting.
func Requirements() []*idn.Requirement {
	var all []*idn.Requirement
	for _, r := range rules {
		all = append(all, r.about)
	}
	return all
}

// Judge checks a label by the rules and by all lists: one finding per effect
// when no list with that effect has the name, else one per such list, with its
// source. Effects to ignore are left out: requests for IDN ccTLDs are for
// country names, and a TLD's own application is for a name that exists.
//
// The lists are asked with the ASCII form, also of labels with other faults.
func Judge(label string, r idn.Rules, ignore ...Effect) idn.Report {
	report := idn.Check(label, r)
	if report.ALabel == "" {
		return report
	}
	entries := Lookup(report.ALabel)
	for _, rule := range rules {
		if slices.Contains(ignore, rule.effect) {
			continue
		}
		found := findings(rule.about, rule.effect, entries)
		if len(found) == 0 {
			passed := rule.about.Finding(true)
			passed.Source = sources()[rule.effect]
			found = append(found, passed)
		}
		report.Findings = append(report.Findings, found...)
	}
	return report
}

// sources names, per effect, the sources of all lists that were looked at.
var sources = sync.OnceValue(func() map[Effect]string {
	all := map[Effect][]string{}
	for _, l := range load() {
		if !slices.Contains(all[l.Effect], l.Source) {
			all[l.Effect] = append(all[l.Effect], l.Source)
		}
	}
	joined := map[Effect]string{}
	for effect, list := range all {
		joined[effect] = strings.Join(list, "; ")
	}
	return joined
})

// findings has one fault per list with this effect.
func findings(about *idn.Requirement, effect Effect, entries []Entry) []idn.Finding {
	var out []idn.Finding
	var last *List
	for _, e := range entries {
		if e.List.Effect != effect || e.List == last {
			continue
		}
		last = e.List
		f := about.Finding(false)
		f.Source, f.SourceURL = e.List.Source, e.List.URL
		f.Args = map[string]string{"List": e.List.ID, "Group": e.Group, "Note": e.Note, "Version": e.List.Version}
		out = append(out, f)
	}
	return out
}
