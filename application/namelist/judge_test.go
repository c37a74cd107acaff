package namelist

import (
	"slices"
	"strings"
	"testing"

	"rootward/idn"
)

var root = idn.Rules{MinASCII: 3, MinIDN: 2, LettersOnly: true, MaxOctets: 63, Source: "the test"}

func TestJudge(t *testing.T) {
	tests := []struct {
		label  string
		ignore []Effect
		valid  bool
		want   string
	}{
		{"rootward", nil, true, ""},
		{"icann", nil, false, "blocked-name"},
		{"TEST", nil, false, "?lower-case blocked-name special-use"},
		{"com", nil, false, "existing-tld country-name"},
		{"olympic", nil, true, "?reserved-name"},
		{"олимпиада", nil, true, "?reserved-name"},
		{"asean", nil, true, "?organisation-acronym"},
		{"mail", nil, true, "?name-collision"},
		{"франция", nil, false, "country-name ?country-name-elsewhere"},
		{"франция", []Effect{CountryName}, true, ""},
		{"рф", []Effect{CountryName, Existing}, true, ""},
		{"ab", nil, false, "min-length"},
		{"rfc-editor", nil, false, "ascii-letters blocked-name"},
		{"deutschland", nil, true, "?country-name-elsewhere"},
		{"republicczech", nil, true, "?country-name-elsewhere"},
		{"herzegovina", nil, true, "?country-part ?country-name-elsewhere"},
		{"oesterreich", nil, true, "?country-part ?folded-name"},
		{"beijing", nil, true, "?capital-name"},
		{"salzburg", nil, true, "?subdivision-name"},
		{"melanesia", nil, true, "?region-name"},
		{"соор", nil, true, "?variant-name"},
		{"ıcann", nil, false, "variant-name"},
		{"ıcann", []Effect{Blocked}, true, ""},
		{"bergen", nil, true, ""}, // a city, and a name in other languages, is nothing to warn of
	}
	for _, test := range tests {
		r := Judge(test.label, root, test.ignore...)
		var got []string
		for _, f := range r.Faults(idn.Warned) {
			name := f.Rule
			if f.Severity() == idn.Warned {
				name = "?" + name
			}
			got = append(got, name)
			if f.Source == "" {
				t.Errorf("%q: %s has no source", test.label, f.Rule)
			}
		}
		if s := strings.Join(got, " "); s != test.want || r.Valid() != test.valid {
			t.Errorf("%q: valid %v, %q; want %v, %q", test.label, r.Valid(), s, test.valid, test.want)
		}
	}
}

func TestJudgeSaysWhatHolds(t *testing.T) {
	r := Judge("rootward", root, Existing)
	for _, q := range Requirements() {
		i := slices.IndexFunc(r.Findings, func(f idn.Finding) bool { return f.Rule == q.ID })
		if (i >= 0) != (q.ID != "existing-tld") {
			t.Errorf("%s: reported is %v", q.ID, i >= 0)
		}
		if i >= 0 && (!r.Findings[i].OK || r.Findings[i].Source == "") {
			t.Errorf("%s: %+v", q.ID, r.Findings[i])
		}
	}
}

// Every TLD of the root zone is a valid label; the root's own rules hold for
// all of them too, but for the two-letter codes of countries.
func TestRootZone(t *testing.T) {
	twoLetters, many := 0, 0
	Default().Entries(Default().List("root-zone"), func(e Entry) bool {
		many++
		r := idn.Check(e.Name, root)
		if len(e.Name) == 2 && len(r.Faults(idn.Failed)) == 1 && r.Faults(idn.Failed)[0].Rule == "min-length" {
			twoLetters++
		} else if !r.Valid() {
			t.Errorf("%s: %v", e.Name, r.Faults(idn.Failed))
		}
		if again := idn.Check(r.ALabel, root); again.ULabel != e.Name {
			t.Errorf("%s: its A-label %s becomes %s", e.Name, r.ALabel, again.ULabel)
		}
		return true
	})
	if many != 1438 || twoLetters < 240 {
		t.Errorf("%d TLDs, %d of two letters", many, twoLetters)
	}
}

func BenchmarkLookup(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Lookup("xn--vermgensberatung-pwb")
	}
}

func BenchmarkJudge(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Judge("vermögensberatung", root)
	}
}

func TestFindingNamesTheEntry(t *testing.T) {
	r := Judge("beijing", root)
	i := slices.IndexFunc(r.Findings, func(f idn.Finding) bool { return f.Rule == "capital-name" })
	f := r.Findings[i]
	if f.Args["Name"] != "Beijing" || f.Args["Territory"] != "CN" || f.Args["List"] != "capitals" || f.Args["Match"] != "exact" || f.Source != Default().List("capitals").Source {
		t.Errorf("%+v", f)
	}
	if s := f.English(); !strings.Contains(s, "Beijing (CN)") {
		t.Error(s)
	}
}
