package namelist

import (
	"slices"
	"strings"
	"testing"

	"rootward/idn/lgr"
)

// met writes hits short: list:match, each once, without the lists of places.
func met(hits []Hit) string {
	var out []string
	for _, h := range hits {
		if s := h.List.ID + ":" + h.Match.String(); h.List.Effect != Place && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

func TestLookup(t *testing.T) {
	tests := []struct{ label, want string }{
		{"", ""},
		{"rootward", ""},
		{"icann", "blocked-2012:exact"},
		{"ICANN", "blocked-2012:exact"},
		{"pti", "blocked-2026:exact"},
		{"xn--zckzah", "idn-test:exact"},
		{"test", "blocked-2012:exact special-use:exact"},
		{"onion", "special-use:exact"},
		{"internal", "private-use:exact"},
		{"aaa", "root-zone:exact"},
		{"com", "root-zone:exact iso-3166-alpha-3:exact"},
		{"are", "iso-3166-alpha-3:exact"},
		{"ليبيا", "idn-cctld:exact country-names:exact territory-names:exact"},
		{"olympic", "ioc:exact"},
		{"олимпиада", "ioc:exact"},
		{"redcross", "red-cross:exact"},
		{"red-cross", "red-cross:exact"},
		{"красныйкрест", "red-cross:exact"},
		{"الهلالالاحمر", "red-cross:exact red-cross:variant"},
		{"african-union", "igo:exact"},
		{"eco", "root-zone:exact acronyms:exact"},
		{"corp", "name-collision:exact"},
		{"home", "name-collision:exact"},
		{"mail", "name-collision:exact"},
		{"xn--", ""},
		{"xn--a\tb", ""},
		{"olympic\t0", ""},
		{"icann\niesg", ""},
		{strings.Repeat("a", 64), ""},
		{"\xff", ""},

		{"españa", "country-names:exact territory-names:exact"},
		{"xn--espaa-rta", "country-names:exact territory-names:exact"},
		{"germany", "country-names:exact territory-names:exact"},
		{"Deutschland", "territory-names:exact"},
		{"thegermany", "territory-names:permutation"},
		{"diedeutschland", "territory-names:permutation"},
		{"republicofkorea", "country-names:exact territory-names:joined territory-names:permutation"},
		{"republic-of-korea", "country-names:exact territory-names:joined territory-names:permutation"},
		{"koreaofrepublic", "territory-names:permutation"},
		{"korearepublicof", "territory-names:joined territory-names:permutation"},
		{"korearepublic", ""}, // of is no article
		{"czechrepublic", "country-names:exact territory-names:joined territory-names:permutation"},
		{"republicczech", "territory-names:permutation"},
		{"islandscayman", "territory-names:permutation"},
		{"netherlandsthe", "territory-names:permutation territory-other-names:permutation"},
		{"gambia", "country-names:exact territory-names:exact"},
		{"thegambia", "territory-names:permutation"},
		{"côtedivoire", "country-names:exact territory-names:joined"},
		{"cotedivoire", "territory-names:joined"},
		{"oesterreich", "territory-names:folded territory-other-names:exact"},
		{"österreich", "territory-names:exact territory-other-names:folded"},
		{"中国", "root-zone:exact root-zone:variant country-names:exact country-names:variant territory-names:exact"},
		{"مصر", "root-zone:exact country-names:exact territory-names:exact"},
		{"البحرين", "root-zone:exact country-names:exact territory-names:exact"},
		{"بحرين", "territory-names:permutation territory-names:exact"},
		{"대한민국", "territory-names:exact"},
		{"bosnia", "territory-components:component territory-names:exact"},
		{"herzegovina", "territory-components:component territory-names:exact"},
		{"tobago", "territory-components:component iso-3166-2:exact"},
		{"diegogarcia", "exceptional-codes:joined capitals:joined"},
		{"unitednations", "exceptional-codes:joined igo:exact"},

		{"москва", "root-zone:exact capitals:exact"},
		{"wien", "root-zone:exact capitals:exact iso-3166-2:exact"},
		{"capetown", "root-zone:exact capitals:joined"},
		{"bayern", "root-zone:exact iso-3166-2:exact"},
		{"zuerich", "root-zone:exact iso-3166-2:folded"},
		{"montecarlo", "iso-3166-2:joined"},
		{"africa", "root-zone:exact regions:exact unesco-regions:exact"},
		{"europesouthern", ""}, // regions are not permuted
		{"africasouth", "territory-names:permutation"},
		{"arabstates", "unesco-regions:joined"},

		// Names that meet nothing.
		{"lamp", ""},
		{"olympi", ""},
		{"olympicx", ""},
		{"germanyy", ""},
		{"ermanyg", ""},
		{"rfceditor", ""},
		{"landdeutsch", ""},
	}
	for _, test := range tests {
		got, want := strings.Fields(met(Default().Lookup(test.label))), strings.Fields(test.want)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q meets %q, want %q", test.label, got, want)
		}
	}
}

func TestVariants(t *testing.T) {
	tests := []struct {
		label, list, name string
		relation          lgr.Relation
	}{
		{"соор", "root-zone", "coop", lgr.Blocked},             // Cyrillic
		{"ıcann", "blocked-2012", "icann", lgr.Blocked},        // dotless i
		{"中國", "country-names", "中国", lgr.Blocked},             // traditional for simplified
		{"الیابان", "territory-names", "اليابان", lgr.Blocked}, // Persian yeh
		{"شبکة", "root-zone", "شبكة", lgr.Blocked},             // Persian kaf
		{"شبكةة", "", "", ""},                                  // one letter more
		{"рассея", "", "", ""},                                 // no listed name
	}
	for _, test := range tests {
		var got *Hit
		for _, h := range Default().Lookup(test.label) {
			if h.Match == Variant && h.List.ID == test.list && h.Name == test.name {
				got = &h
			}
		}
		if (got != nil) != (test.name != "") || got != nil && got.Relation != test.relation {
			t.Errorf("%q: variant of %s %q: %+v, want %v", test.label, test.list, test.name, got, test.relation)
		}
	}
}

func TestCollisions(t *testing.T) {
	for label, want := range map[string]string{"соор": "coop", "com": "com", "rootward": "", "germany": "", "中国": "中国 中國"} {
		var got []string
		for _, h := range Default().Collisions([]rune(label)) {
			got = append(got, h.Name)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q collides with %q, want %q", label, s, want)
		}
	}
}

func TestHitSaysWhereItComesFrom(t *testing.T) {
	find := func(label, list string) Hit {
		for _, h := range Default().Lookup(label) {
			if h.List.ID == list {
				return h
			}
		}
		t.Fatalf("%s is not on %s", label, list)
		return Hit{}
	}
	if h := find("onion", "special-use"); h.Note != "RFC7686" || h.Group != "" {
		t.Errorf("onion: %+v", h)
	}
	if h := find("are", "iso-3166-alpha-3"); h.Note != "United Arab Emirates" || h.Territory != "AE" {
		t.Errorf("are: %+v", h)
	}
	if h := find("com", "root-zone"); h.Kind != "gtld" || !strings.Contains(h.Note, "VeriSign") {
		t.Errorf("com: %+v", h)
	}
	if h := find("ελ", "root-zone"); h.Kind != "cctld" || h.Territory != "GR" || h.Language != "el" {
		t.Errorf("ελ: %+v", h)
	}
	if h := find("deutschland", "territory-names"); h.Territory != "DE" || !strings.HasPrefix(h.Language, "de") || h.Kind != "short" || !strings.Contains(h.Group, "CLDR") {
		t.Errorf("deutschland: %+v", h)
	}
	if h := find("bundesrepublikdeutschland", "territory-names"); h.Kind != "long" {
		t.Errorf("long form: %+v", h)
	}
	if h := find("afghanistan", "country-names"); h.Group != "ISO 3166-1 English short names" || !strings.HasPrefix(h.List.Source, "Registry Agreement") {
		t.Errorf("afghanistan: %+v", h)
	}
}

// Hits must not depend on what was there before, nor change it.
func TestHitsAppends(t *testing.T) {
	first := Default().Hits(nil, []rune("com"))
	both := Default().Hits(slices.Clone(first), []rune("icann"))
	if len(both) != len(first)+1 || both[len(first)].Name != "icann" || both[0] != first[0] {
		t.Errorf("%+v", both)
	}
}

func TestHitsDoesNotAllocateForAFreeLabel(t *testing.T) {
	for _, s := range []string{"rootward", "россиянк", "みんなの", "สวัสดีครับผม"} {
		label, dst := []rune(s), make([]Hit, 0, 8)
		if len(Default().Hits(dst, label)) > 0 {
			t.Fatalf("%s is on a list", s)
		}
		if n := testing.AllocsPerRun(100, func() { Default().Hits(dst, label) }); n > 0 {
			t.Errorf("%s: %v allocations", s, n)
		}
	}
}

func BenchmarkHits(b *testing.B) {
	for _, s := range []string{"rootward", "россиянк", "みんなの", "germany", "republicofkorea"} {
		label, ls := []rune(s), Default()
		var dst []Hit
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				dst = ls.Hits(dst[:0], label)
			}
		})
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := openTable(embedded); err != nil {
			b.Fatal(err)
		}
	}
}
