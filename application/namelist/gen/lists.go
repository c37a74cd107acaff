//go:build ignore

package main

import (
	"strings"

	"rootward/application/namelist"
)

const (
	spec5    = "Registry Agreement for new gTLDs, Specification 5, lists of reserved names"
	spec5URL = "https://www.icann.org/resources/pages/reserved-2013-07-08-en"
	undated  = "unknown"
	reserved = "reserved-names/igo-ingo-ioc-rcrc.csv"
	codes    = "iso/iso3166-1.csv"
	names    = "iso/country-names-multilingual.csv"

	worldSource  = "CLDR 48.2; iso-codes 4.15.0; UN names in country-codes; world-countries 5.1.0"
	worldVersion = "CLDR 48.2, iso-codes 4.15.0"
	worldLicence = "CLDR: Unicode-3.0; iso-codes: LGPL-2.1-or-later; country-codes: PDDL-1.0; world-countries: ODbL-1.0"
	isoLicence   = "LGPL-2.1-or-later"
)

// lists are made in this order. A new edition of a source is a new version here.
var lists = []list{
	{
		List: namelist.List{
			ID: "blocked-2012", Effect: namelist.Blocked, Source: "AGB 2012, 2.2.1.2.1", Version: "2012-06-04", Date: "2012-06-04",
		},
		files: []string{"reserved-names/agb-2012-reserved-top-level.csv"}, read: labels("label", "", "", "group", "note"),
	},
	{
		List: namelist.List{
			ID: "blocked-2026", Effect: namelist.Blocked, Version: undated, Date: undated,
			Source: "AGB 2026, Blocked Names, as reported by ICANN's At-Large community; only what it adds to the list of 2012",
		},
		names: []namelist.Entry{{Name: "pti", Group: "IANA/IETF/RIR"}},
	},
	{
		List: namelist.List{
			ID: "idn-test", Effect: namelist.Blocked, Source: "AGB 2012, 2.2.1.2.1 (translations of test); IANA, IDN evaluation TLDs",
			URL: "https://www.iana.org/domains/reserved", Version: undated, Date: undated,
		},
		files: []string{"reserved-names/iana-idn-test-tlds.csv"}, read: labels("a_label", "", "", "script", ""),
	},
	{
		List: namelist.List{
			ID: "special-use", Effect: namelist.SpecialUse, Source: "IANA, Special-Use Domain Names",
			URL: "https://www.iana.org/assignments/special-use-domain-names/", Version: "2026-01-16", Date: "2026-01-16",
		},
		files: []string{"reserved-names/iana-special-use-domain-names-2026-01-16.csv"}, read: specialUse,
	},
	{
		List: namelist.List{
			ID: "private-use", Effect: namelist.SpecialUse, Source: "ICANN Board resolution 2024.07.29.06", Version: "2024-07-29", Date: "2024-07-29",
		},
		names: []namelist.Entry{{Name: "internal", Group: "private use"}},
	},
	{
		List: namelist.List{
			ID: "root-zone", Effect: namelist.Existing, Source: "IANA, list of top-level domains; type and manager from its root zone database of 2026-08",
			URL: "https://data.iana.org/TLD/tlds-alpha-by-domain.txt",
		},
		files: []string{"gtlds/tlds-alpha-by-domain.txt", "gtlds/root-zone-database-2026-08.csv"}, read: rootZone,
	},
	{
		List: namelist.List{
			ID: "idn-cctld", Effect: namelist.Existing, Version: "2026-08", Date: "2026-08",
			Source: "ICANN, IDN ccTLD strings that passed evaluation and are not delegated, as announced to its regional lists",
		},
		files: []string{"idn-cctld/idn-cctlds.csv"}, read: undelegated,
	},
	{
		List: namelist.List{
			ID: "iso-3166-alpha-3", Effect: namelist.CountryName, Source: "ISO 3166-1, alpha-3 codes, as in iso-codes 4.15.0",
			Version: "4.15.0", Date: undated, Licence: isoLicence,
		},
		files: []string{codes}, read: labels("alpha_3", "alpha_2", "", "", "name"),
	},
	{
		List: namelist.List{
			ID: "exceptional-codes", Effect: namelist.CountryName, Matching: namelist.AnyOrder, Advisory: true, Version: undated, Date: undated,
			Source: "ISO 3166 Maintenance Agency, exceptionally reserved codes (AGB 2012, 2.2.1.4.1 (iv)); written from memory of the list, to be checked",
		},
		names: exceptional("AC", "Ascension Island", "CP", "Clipperton Island", "CQ", "Sark", "DG", "Diego Garcia", "EA", "Ceuta, Melilla", "EU", "European Union",
			"EZ", "Eurozone", "FX", "Metropolitan France", "IC", "Canary Islands", "SU", "Union of Soviet Socialist Republics", "SU", "USSR", "TA", "Tristan da Cunha",
			"UK", "United Kingdom", "UN", "United Nations"),
	},
	{
		List: namelist.List{
			ID: "country-names", Effect: namelist.CountryName, Source: spec5, URL: spec5URL, Version: undated, Date: undated,
		},
		files: []string{"reserved-names/spec5-country-territory-names.csv"}, read: labels("a_label", "", "", "category", ""),
	},
	{
		List: namelist.List{
			ID: "territory-names", Effect: namelist.CountryName, Matching: namelist.AnyOrder, Advisory: true, Source: worldSource, Version: worldVersion, Date: undated, Licence: worldLicence,
		},
		files: []string{names}, read: territories("short", "long"),
	},
	{
		List: namelist.List{
			ID: "territory-other-names", Effect: namelist.CountryPart, Matching: namelist.AnyOrder, Version: worldVersion, Date: undated, Licence: worldLicence,
			Source: "abbreviations in CLDR 48.2 and iso-codes 4.15.0, and other spellings in world-countries 5.1.0",
		},
		files: []string{names}, read: otherNames,
	},
	{
		List: namelist.List{
			ID: "territory-components", Effect: namelist.CountryPart, Matching: namelist.AnyOrder, Version: "4.15.0", Date: undated, Licence: isoLicence,
			Source: "parts of the English names in iso-codes 4.15.0, cut at commas, parentheses and the word and; the list that the guidebook publishes was not at hand",
		},
		files: []string{codes}, read: components,
	},
	{
		List:  namelist.List{ID: "ioc", Effect: namelist.Reserved, Source: spec5, URL: spec5URL, Version: undated, Date: undated},
		files: []string{reserved}, read: categories("IOC"),
	},
	{
		List:  namelist.List{ID: "red-cross", Effect: namelist.Reserved, Source: spec5, URL: spec5URL, Version: undated, Date: undated},
		files: []string{reserved}, read: categories("Red Cross/Red Crescent/Red Crystal (1)", "Red Cross national societies"),
	},
	{
		List:  namelist.List{ID: "igo", Effect: namelist.Reserved, Source: spec5, URL: spec5URL, Version: undated, Date: undated},
		files: []string{reserved}, read: categories("IGO full names"),
	},
	{
		List:  namelist.List{ID: "acronyms", Effect: namelist.Acronym, Source: spec5, URL: spec5URL, Version: undated, Date: undated},
		files: []string{reserved}, read: categories("IGO acronyms", "Red Cross acronyms (2)"),
	},
	{
		List: namelist.List{
			ID: "capitals", Effect: namelist.Capital, Matching: namelist.Name, Source: "capitals in CLDR 48.2 and country-codes", Version: "CLDR 48.2", Date: undated,
			Licence: "CLDR: Unicode-3.0; country-codes: PDDL-1.0; world-countries: ODbL-1.0",
		},
		files: []string{"iso/capitals-multilingual.csv"}, read: rows("name", "alpha_2", "locale", capitalSource),
	},
	{
		List: namelist.List{
			ID: "iso-3166-2", Effect: namelist.Subdivision, Matching: namelist.Name, Source: "ISO 3166-2, names of subdivisions, as in iso-codes 4.15.0",
			Version: "4.15.0", Date: undated, Licence: isoLicence,
		},
		files: []string{"iso/iso3166-2.csv", "iso/subdivision-names-multilingual.csv"}, read: subdivisions,
	},
	{
		List: namelist.List{
			ID: "regions", Effect: namelist.Region, Matching: namelist.Name, Source: "UN M49, regions and groups of countries; their names in CLDR 48.2", Version: "CLDR 48.2",
			URL: "https://unstats.un.org/unsd/methodology/m49/", Date: undated, Licence: "CLDR: Unicode-3.0; country-codes: PDDL-1.0",
		},
		files: []string{"iso/m49-region-names-multilingual.csv", "iso/m49-regions.csv"}, read: regions,
	},
	{
		List: namelist.List{
			ID: "unesco-regions", Effect: namelist.Region, Matching: namelist.Name, Source: "UNESCO, its five regions", Version: undated, Date: undated,
		},
		names: []namelist.Entry{
			{Name: "Africa", Language: "en"},
			{Name: "Arab States", Language: "en"},
			{Name: "Asia and the Pacific", Language: "en"},
			{Name: "Europe and North America", Language: "en"},
			{Name: "Latin America and the Caribbean", Language: "en"},
		},
	},
	{
		List: namelist.List{
			ID: "name-collision", Effect: namelist.Collision, Source: "ICANN Board resolution of 2018-02-04", Version: "2018-02-04", Date: "2018-02-04",
		},
		names: []namelist.Entry{{Name: "corp", Group: "high risk"}, {Name: "home", Group: "high risk"}, {Name: "mail", Group: "high risk"}},
	},
	{
		List: namelist.List{
			ID: "subdivision-names", Effect: namelist.Place, Matching: namelist.Name, Source: "names of ISO 3166-2 subdivisions in other languages: iso-codes 4.15.0, CLDR 48.2",
			Version: worldVersion, Date: undated, Licence: "CLDR: Unicode-3.0; iso-codes: LGPL-2.1-or-later",
		},
		files: []string{"iso/iso3166-2.csv", "iso/subdivision-names-multilingual.csv"}, read: subdivisionsElsewhere,
	},
	{
		List: namelist.List{
			ID: "cities", Effect: namelist.Place, Matching: namelist.Name, Source: "GeoNames, names of cities and towns", URL: "https://www.geonames.org/",
			Version: undated, Date: undated, Licence: "CC BY 4.0",
		},
		files: []string{"iso/cities-geonames.csv"}, read: cities,
	},
}

func capitalSource(row map[string]string) string {
	if strings.HasPrefix(row["source"], "cldr") {
		return "CLDR 48.2"
	}
	return "country-codes, world-countries 5.1.0"
}

// exceptional reads codes and English names in turn.
func exceptional(pairs ...string) (out []namelist.Entry) {
	for i := 0; i < len(pairs); i += 2 {
		e := namelist.Entry{Name: pairs[i+1], Territory: pairs[i], Language: "en", Kind: "short"}
		out = append(out, e.WithArticles([]string{"en"}))
	}
	return sorted(out)
}

// regions are the names of M49 regions in all languages, and the English ones
// of M49 itself. The world is none.
func regions(tables []table) ([]namelist.Entry, error) {
	var g gathering
	for _, row := range tables[0].rows {
		if row["m49"] != "001" {
			g.add(row["name"], row["m49"], row["locale"], "", "CLDR 48.2")
		}
	}
	for _, row := range tables[1].rows {
		for _, level := range []string{"region", "sub_region", "intermediate_region"} {
			if code := row[level+"_code"]; code != "" {
				g.add(row[level], strings.Repeat("0", 3-len(code))+code, "en", "", "UN M49 (country-codes)")
			}
		}
	}
	for _, group := range []string{"Least Developed Countries", "Land Locked Developing Countries", "Small Island Developing States"} {
		g.add(group, "", "en", "", "UN M49 (country-codes)")
	}
	return g.entries(), nil
}
