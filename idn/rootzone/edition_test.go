package rootzone_test

import (
	"errors"
	"strings"
	"testing"

	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// set makes a rule set; each of the characters is its own, each of the others
// only a variant from elsewhere.
func set(t *testing.T, name, language, own, others string) *rootzone.Set {
	t.Helper()
	var data strings.Builder
	for _, r := range own {
		data.WriteString(`<char cp="` + hex(r) + `"/>`)
	}
	for _, r := range others {
		data.WriteString(`<char cp="` + hex(r) + `"><var cp="` + hex(r) + `" type="foreign"/></char>`)
	}
	g, err := lgr.Parse(strings.NewReader(`<lgr xmlns="` + lgr.Namespace + `"><meta>` + language + `</meta><data>` + data.String() +
		`</data><rules><action disp="invalid" any-variant="foreign"/></rules></lgr>`))
	if err != nil {
		t.Fatal(err)
	}
	return rootzone.NewSet(name, g)
}

func hex(r rune) string {
	const digits = "0123456789ABCDEF"
	return string([]byte{digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15]})
}

func names(sets []*rootzone.Set) string {
	var out []string
	for _, s := range sets {
		out = append(out, s.Name)
	}
	return strings.Join(out, " ")
}

func TestEditionPutTogether(t *testing.T) {
	a := set(t, "x-greek", "<language>und-Grek</language>", "αβ", "")
	b := set(t, "x-arabic", "<language>und-Arab</language>", "ا", "")
	common := set(t, "x-all", "<language>und-Grek</language><language>und-Arab</language>", "αβا", "")
	e, err := rootzone.NewEdition("x", "2026-01-02", "nobody", a, b, common)
	if err != nil {
		t.Fatal(err)
	}
	if got := names(e.Sets); got != "x-all x-arabic x-greek" || e.Common() != common || e.Set("x-greek") != a {
		t.Errorf("sets %s, common %v", got, e.Common())
	}
	if a.Language != "und-Grek" || common.Language != "" || !a.Has('α') || a.Has('ا') {
		t.Errorf("greek %+v, common %+v", a, common)
	}
	for label, want := range map[string]string{"αβ": "x-greek", "ا": "x-arabic", "αا": "", "": "", "z": "", "\U0010FFFF": ""} {
		if got := names(e.For([]rune(label))); got != want {
			t.Errorf("%q belongs to %q, want %q", label, got, want)
		}
	}
	if e.For([]rune{-1}) != nil || e.For([]rune{0x110000}) != nil {
		t.Error("something that is no code point belongs to a set")
	}
}

func TestEditionWithoutCommon(t *testing.T) {
	e, err := rootzone.NewEdition("x", "", "", set(t, "x-greek", "", "α", ""))
	if err != nil || e.Common() != nil || names(e.Sets) != "x-greek" {
		t.Errorf("%v %v", e, err)
	}
}

func TestFaultsOfEditions(t *testing.T) {
	one, two := set(t, "x", "", "α", ""), set(t, "x", "", "β", "")
	many := make([]*rootzone.Set, 65)
	for i := range many {
		many[i] = set(t, "x"+hex(rune(i)), "", "α", "")
	}
	for _, c := range []struct {
		name string
		sets []*rootzone.Set
		want error
	}{
		{"no sets", nil, rootzone.ErrNoSets},
		{"one name twice", []*rootzone.Set{one, two}, rootzone.ErrSameName},
		{"two common sets", []*rootzone.Set{set(t, "a-common", "", "α", ""), set(t, "b-common", "", "α", "")}, rootzone.ErrTwoCommon},
		{"more than 64 scripts", many, rootzone.ErrManyScript},
	} {
		if _, err := rootzone.NewEdition("x", "", "", c.sets...); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

// The order is: fewest scripts, largest repertoire, name.
func TestOrderOfSets(t *testing.T) {
	e, err := rootzone.NewEdition("x", "", "",
		set(t, "a-two-scripts", "", "αβγδا", ""), set(t, "b-small", "", "αβ", ""),
		set(t, "c-large", "", "αβγ", ""), set(t, "d-large", "", "αβδ", ""), set(t, "e-foreign", "", "γ", "αβ"))
	if err != nil {
		t.Fatal(err)
	}
	for label, want := range map[string]string{
		"αβ": "c-large d-large b-small a-two-scripts", "γ": "c-large e-foreign a-two-scripts", "γδ": "a-two-scripts",
	} {
		if got := names(e.For([]rune(label))); got != want {
			t.Errorf("%s belongs to %q, want %q", label, got, want)
		}
	}
}

func TestEmbeddedSetsForLabels(t *testing.T) {
	for label, want := range map[string]string{
		"example":      "lgr-5-latin-script",
		"straße":       "lgr-5-latin-script", // a sequence or a variant does not take a letter away
		"рф":           "lgr-5-cyrillic-script",
		"ελ":           "lgr-5-greek-script",
		"موقع":         "lgr-5-arabic-script",
		"中國":           "lgr-5-chinese-script lgr-5-korean-script lgr-5-japanese-script",
		"中国":           "lgr-5-chinese-script lgr-5-japanese-script", // the short form is not Korean
		"みんな":          "lgr-5-japanese-script",
		"漢字かな":         "lgr-5-japanese-script",
		"닷컴":           "lgr-5-korean-script",
		"a" + "а":      "", // Latin and Cyrillic
		"example1":     "",
		"ভারত":         "lgr-5-bengali-script",
		"ড়":           "lgr-5-bengali-script", // nukta is there as part of sequences only
		"\u0cb5\u0c35": "",                     // Kannada and Telugu
	} {
		if got := names(rootzone.Embedded().For([]rune(label))); got != want {
			t.Errorf("%s belongs to %q, want %q", label, got, want)
		}
	}
}
