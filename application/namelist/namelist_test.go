package namelist

import (
	"slices"
	"sort"
	"strings"
	"testing"

	"rootward/idn"
)

var root = idn.Rules{MinASCII: 3, MinIDN: 2, LettersOnly: true, MaxOctets: 63, Source: "the test"}

func TestLists(t *testing.T) {
	// Names per list, as counted in the sources. A new edition changes these.
	want := map[string]int{
		"blocked-2012": 34, "blocked-2026": 1, "idn-test": 11, "special-use": 7, "private-use": 1, "root-zone": 1438,
		"country-names": 2515 /* one of the 2516 rows is there twice */, "iso-3166-alpha-3": 249, "ioc": 19, "red-cross": 7123, "igo": 363, "acronyms": 201, "name-collision": 3,
	}
	for _, l := range Lists() {
		if l.Names != want[l.ID] {
			t.Errorf("%s: %d names, want %d", l.ID, l.Names, want[l.ID])
		}
		delete(want, l.ID)
		if l.Source == "" || l.Version == "" || l.Date == "" {
			t.Errorf("%s: no source, version or date", l.ID)
		}
		if !hasRule(l.Effect) {
			t.Errorf("%s: effect %q has no rule", l.ID, l.Effect)
		}
		rows := strings.Split(strings.TrimSuffix(l.rows, "\n"), "\n")
		labels := make([]string, len(rows))
		for i, row := range rows {
			labels[i], _, _ = strings.Cut(row, "\t")
		}
		if !sort.StringsAreSorted(labels) {
			t.Errorf("%s: not sorted", l.ID)
		}
		for _, label := range labels {
			if !slices.ContainsFunc(Lookup(label), func(e Entry) bool { return e.List == l && e.Label == label }) {
				t.Errorf("%s: %q is not found", l.ID, label)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("lists missing: %v", want)
	}
}

func hasRule(e Effect) bool {
	for _, r := range rules {
		if r.effect == e {
			return true
		}
	}
	return false
}

func TestLookup(t *testing.T) {
	tests := []struct{ label, lists string }{
		{"", ""},
		{"rootward", ""},
		{"icann", "blocked-2012"},
		{"ICANN", "blocked-2012"},
		{"pti", "blocked-2026"},
		{"xn--zckzah", "idn-test"},
		{"test", "blocked-2012 special-use"},
		{"internal", "private-use"},
		{"zw", "root-zone"},
		{"zuerich", "root-zone"},
		{"aaa", "root-zone"},
		{"com", "root-zone iso-3166-alpha-3"},
		{"are", "iso-3166-alpha-3"},
		{"afghanistan", "country-names"},
		{"olympic", "ioc"},
		{"redcross", "red-cross"},
		{"african-union", "igo"},
		{"eco", "root-zone acronyms"},
		{"corp", "name-collision"},
		{"olympi", ""},
		{"olympicx", ""},
		{"olympic\t0", ""},
		{"icann\niesg", ""},
	}
	for _, test := range tests {
		var got []string
		for _, e := range Lookup(test.label) {
			if len(got) == 0 || got[len(got)-1] != e.List.ID {
				got = append(got, e.List.ID)
			}
		}
		if s := strings.Join(got, " "); s != test.lists {
			t.Errorf("%q is on %q, want %q", test.label, s, test.lists)
		}
	}
}

func TestEntry(t *testing.T) {
	entries := Lookup("afghanistan")
	if len(entries) != 2 || entries[0].Group != "ISO 3166-1 English short names" || entries[1].Group != "UN member states, 6 UN languages" {
		t.Errorf("groups of afghanistan: %+v", entries)
	}
	if e := Lookup("onion"); len(e) != 1 || e[0].Note != "RFC7686" || e[0].Group != "" {
		t.Errorf("onion: %+v", e)
	}
	if e := Lookup("are"); len(e) != 1 || e[0].Note != "United Arab Emirates" {
		t.Errorf("are: %+v", e)
	}
}

func TestParse(t *testing.T) {
	for name, content := range map[string]string{
		"no header":       "abc\n",
		"unknown key":     "# list: x\n# effect: blocked\n# source: y\n# version: 1\n# colour: red\nabc\n",
		"line of no key":  "# list\n",
		"without version": "# list: x\n# effect: blocked\n# source: y\nabc\n",
	} {
		if _, err := parse(content); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

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
		{"франция", nil, false, "country-name"},
		{"франция", []Effect{CountryName}, true, ""},
		{"рф", []Effect{CountryName, Existing}, true, ""},
		{"ab", nil, false, "min-length"},
		{"rfc-editor", nil, false, "ascii-letters blocked-name"},
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
	for _, l := range Lists() {
		if l.ID != "root-zone" {
			continue
		}
		for label := range strings.SplitSeq(strings.TrimSpace(l.rows), "\n") {
			many++
			r := idn.Check(label, root)
			if len(label) == 2 && len(r.Faults(idn.Failed)) == 1 && r.Faults(idn.Failed)[0].Rule == "min-length" {
				twoLetters++
			} else if !r.Valid() {
				t.Errorf("%s (%s): %v", label, r.ULabel, r.Faults(idn.Failed))
			}
			if again := idn.Check(r.ULabel, root); again.ALabel != label {
				t.Errorf("%s: its U-label %s becomes %s", label, r.ULabel, again.ALabel)
			}
		}
	}
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
