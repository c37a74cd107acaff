package namelist

import "rootward/idn"

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
	{CountryPart, &idn.Requirement{
		ID: "country-part", Scope: idn.List, Warning: true,
		Holds: "The name is not a known part of a country name, nor another name of a country.",
		Fails: "This is a part of the name of a country or territory, or another name for one: {{.Name}}. It may count as a country name, which cannot be a gTLD.",
		Fix:   "Look at the guidebook's list of country names that can be taken apart, or choose another string.",
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
	{Capital, &idn.Requirement{
		ID: "capital-name", Scope: idn.List, Warning: true,
		Holds: "The name is not the name of a capital city.",
		Fails: "This is the name of a capital city: {{.Name}} ({{.Territory}}). An application needs a letter of support or non-objection from its government.",
		Fix:   "Get the letter before you apply, or choose another string.",
	}},
	{Subdivision, &idn.Requirement{
		ID: "subdivision-name", Scope: idn.List, Warning: true,
		Holds: "The name is not listed as a part of a country in ISO 3166-2.",
		Fails: "ISO 3166-2 lists this name as a part of a country: {{.Name}} ({{.Territory}}). An application needs a letter of support or non-objection from its government.",
		Fix:   "Get the letter before you apply, or choose another string.",
	}},
	{Region, &idn.Requirement{
		ID: "region-name", Scope: idn.List, Warning: true,
		Holds: "The name is not the name of a region of UN M49 or UNESCO.",
		Fails: "This is the name of a region of the world: {{.Name}}. An application needs support from most of the governments of the region.",
		Fix:   "Get the letters before you apply, or choose another string.",
	}},
	{Collision, &idn.Requirement{
		ID: "name-collision", Scope: idn.List, Warning: true,
		Holds: "The name is not on the list of names at high risk of collision.",
		Fails: "Private networks use this name. In the 2012 round it was not delegated because of that.",
		Fix:   "Choose another string, or expect that a plan against name collisions is asked for.",
	}},
}

// countryElsewhere is said of names of countries on lists that warn.
var countryElsewhere = &idn.Requirement{
	ID: "country-name-elsewhere", Scope: idn.List, Warning: true,
	Holds: "The name is not known as the name of a country or territory in any language.",
	Fails: "This is known as a name of a country or territory: {{.Name}} ({{.Territory}}; languages: {{.Language}}). If a panel finds that it is, it cannot be a gTLD, and the finding is final.",
	Fix:   "Choose another string, unless you are sure that it is not a name of that country.",
}

// Names that a label is only like, or a variant of.
var (
	foldedName = &idn.Requirement{
		ID: "folded-name", Scope: idn.List, Warning: true,
		Holds: "Written without diacritics, it is not the name of a place on the lists.",
		Fails: "Written without diacritics, this is a name on a list: {{.Name}} ({{.Territory}}). A panel may take it for that name.",
		Fix:   "Choose another string, or ask beforehand what applies to the name.",
	}
	variantName = &idn.Requirement{
		ID: "variant-name", Scope: idn.List, Warning: true,
		Holds: "The string is not a variant of a name on the lists.",
		Fails: "By the root zone rules this string is a variant of {{.Name}}, which is on a list of names. What applies to one of them applies to both.",
		Fix:   "Choose another string. If the name is a top-level domain, only its own operator may apply for a variant of it.",
	}
)

// Requirements lists the rules of this package in the order of reporting.
func Requirements() []*idn.Requirement {
	var all []*idn.Requirement
	for _, r := range rules {
		all = append(all, r.about)
	}
	return append(all, countryElsewhere, foldedName, variantName)
}
