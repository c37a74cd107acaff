//go:build ignore

package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"rootward/application/namelist"
)

// named is a name of a place as sources give it: one place, one spelling.
type named struct {
	entry     namelist.Entry
	languages []string
	sources   []string
	kinds     []string
}

// gathering joins what several rows say of the same name of the same place.
type gathering struct {
	at    map[[2]string]int
	names []named
}

func (g *gathering) add(name, place, locale, kind, source string) {
	name = strings.Join(strings.Fields(name), " ")
	if !possible(name) {
		return
	}
	if g.at == nil {
		g.at = map[[2]string]int{}
	}
	key := [2]string{letters(name), place}
	i, ok := g.at[key]
	if !ok {
		i = len(g.names)
		g.at[key] = i
		g.names = append(g.names, named{entry: namelist.Entry{Name: name, Territory: place}})
	}
	n := &g.names[i]
	n.languages = addNew(n.languages, languageOf(locale))
	n.sources = addNew(n.sources, source)
	n.kinds = addNew(n.kinds, kind)
}

func addNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// letters is what of a name can stand in a label.
func letters(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) }), "")
}

// possible tells whether a name could stand in a label of the root zone, with
// room for a few articles less; of two letters of ASCII none can.
func possible(name string) bool {
	label := letters(name)
	if label == "" || len(label) < 3 && utf8.RuneCountInString(label) == len(label) {
		return false
	}
	encoded, err := idna.Punycode.ToASCII(label)
	return err == nil && len(encoded) <= 63+8
}

func (g *gathering) entries() []namelist.Entry {
	var out []namelist.Entry
	for _, n := range g.names {
		slices.Sort(n.sources)
		slices.Sort(n.kinds)
		e := n.entry
		e.Language, e.Group, e.Kind = joinFew(n.languages), strings.Join(n.sources, ", "), strings.Join(n.kinds, " ")
		out = append(out, e.WithArticles(n.languages))
	}
	return sorted(out)
}

// countryKinds says what the kinds of names in the file are: short or long
// form. Names of the last kind come without a word on what they are.
var countryKinds = map[string]string{
	"display": "short", "display_short": "short", "display_variant": "short", "display_chagos": "short", "display_biot": "short",
	"name": "short", "common_name": "short", "wc_common": "short", "native_common": "short", "m49": "short", "unterm_short": "short",
	"official_name": "long", "wc_official": "long", "native_official": "long", "unterm_formal": "long",
	"alt_spelling": "other",
}

// sourceNames are the sources as a reader should see them.
var sourceNames = map[string]string{
	"cldr-48.2.0": "CLDR 48.2", "iso-codes-4.15.0": "iso-codes 4.15.0", "world-countries-5.1.0": "world-countries 5.1.0", "datasets-country-codes": "UN (country-codes)",
}

// territories reads names of countries and territories of some forms. What
// stands before a parenthesis is a name too.
func territories(forms ...string) func([]table) ([]namelist.Entry, error) {
	return func(tables []table) ([]namelist.Entry, error) {
		var g gathering
		for _, row := range tables[0].rows {
			for _, word := range strings.Fields(row["kinds_sources"]) {
				kind, source, _ := strings.Cut(word, ":")
				form := countryKinds[kind]
				if form == "" || sourceNames[source] == "" {
					return nil, fmt.Errorf("kind and source %q are not known", word)
				}
				if abbreviation(row["name"]) {
					form = "abbreviation"
				}
				if !slices.Contains(forms, form) {
					continue
				}
				g.add(row["name"], row["alpha_2"], row["locale"], form, sourceNames[source])
				if before, _, found := strings.Cut(row["name"], " ("); found {
					g.add(before, row["alpha_2"], row["locale"], form, sourceNames[source])
				}
			}
		}
		return g.entries(), nil
	}
}

// abbreviation tells whether a name is written in capitals alone, in a script
// that has small letters.
func abbreviation(name string) bool {
	return strings.ToUpper(name) == name && strings.ToLower(name) != name
}

// otherNames are abbreviations, and names of countries whose kind the source
// does not tell, that are no names of theirs already. Codes are among the
// latter: they are left out.
func otherNames(tables []table) ([]namelist.Entry, error) {
	known, err := territories("short", "long")(tables)
	if err != nil {
		return nil, err
	}
	have := map[[2]string]bool{}
	for _, e := range known {
		have[[2]string{letters(e.Name), e.Territory}] = true
	}
	all, err := territories("other", "abbreviation")(tables)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(e namelist.Entry) bool {
		return have[[2]string{letters(e.Name), e.Territory}] || abbreviation(e.Name) && e.Language == ""
	}), nil
}

// components are parts of English short names: what a comma, a parenthesis or
// "and" divides.
func components(tables []table) ([]namelist.Entry, error) {
	var g gathering
	for _, row := range tables[0].rows {
		for _, name := range []string{row["name"], row["common_name"]} {
			name, _, _ = strings.Cut(name, " (")
			head, rest, comma := strings.Cut(name, ", ")
			all := strings.Split(head, " and ")
			if comma && strings.Contains(rest, " and ") && !strings.Contains(rest, " of") {
				all = append(all, strings.Split(strings.ReplaceAll(rest, ", ", " and "), " and ")...)
			}
			if len(all) == 1 && !comma {
				continue
			}
			for _, part := range all {
				g.add(strings.TrimPrefix(strings.TrimSpace(part), "the "), row["alpha_2"], "en", namelist.ComponentKind, "iso-codes 4.15.0")
			}
		}
	}
	return g.entries(), nil
}

// rows reads names of places from columns of one file.
func rows(name, place, locale string, source func(map[string]string) string) func([]table) ([]namelist.Entry, error) {
	return func(tables []table) ([]namelist.Entry, error) {
		var g gathering
		for _, row := range tables[0].rows {
			g.add(row[name], row[place], row[locale], "", source(row))
		}
		return g.entries(), nil
	}
}

// subdivisions are the names as ISO 3166-2 lists them, from both files.
func subdivisions(tables []table) ([]namelist.Entry, error) {
	var g gathering
	types := map[string]string{}
	for _, row := range tables[0].rows {
		types[row["code"]] = strings.ToLower(row["type"])
		g.add(row["name"], row["code"], "", types[row["code"]], "iso-codes 4.15.0")
	}
	for _, row := range tables[1].rows {
		if row["locale"] == "iso" {
			g.add(row["name"], row["code"], "", types[row["code"]], "iso-codes 4.15.0")
		}
	}
	return g.entries(), nil
}

// subdivisionsElsewhere are names in other languages that differ from those
// that ISO 3166-2 lists.
func subdivisionsElsewhere(tables []table) ([]namelist.Entry, error) {
	listed := map[[2]string]bool{}
	own, err := subdivisions(tables)
	if err != nil {
		return nil, err
	}
	for _, e := range own {
		listed[[2]string{letters(e.Name), e.Territory}] = true
	}
	var g gathering
	for _, row := range tables[1].rows {
		if row["locale"] != "iso" && !listed[[2]string{letters(row["name"]), row["code"]}] {
			g.add(row["name"], row["code"], row["locale"], "", map[string]string{"iso-codes-4.15.0": "iso-codes 4.15.0", "cldr-48.2.0": "CLDR 48.2"}[row["sources"]])
		}
	}
	return g.entries(), nil
}

// cities joins places of one name: what matters is that there is such a city.
func cities(tables []table) ([]namelist.Entry, error) {
	var order []string
	countries := map[string][]string{}
	for _, row := range tables[0].rows {
		name := row["name"]
		if !possible(name) {
			continue
		}
		if countries[name] == nil {
			order = append(order, name)
		}
		countries[name] = addNew(countries[name], row["country"])
	}
	var out []namelist.Entry
	for _, name := range order {
		out = append(out, namelist.Entry{Name: name, Territory: joinFew(countries[name])})
	}
	return sorted(out), nil
}
