package namelist

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestLists(t *testing.T) {
	// Names per list, as counted in the sources. A new edition changes these.
	want := map[string]int{
		"blocked-2012": 34, "blocked-2026": 1, "idn-test": 11, "special-use": 7, "private-use": 1, "root-zone": 1438, "idn-cctld": 1,
		"iso-3166-alpha-3": 249, "exceptional-codes": 14, "country-names": 2515 /* one of the 2516 rows is there twice */, "territory-names": 56276,
		"territory-other-names": 514, "territory-components": 43, "ioc": 19, "red-cross": 7123, "igo": 363, "acronyms": 201, "capitals": 9915,
		"iso-3166-2": 5124, "regions": 3922, "unesco-regions": 5, "name-collision": 3, "subdivision-names": 36138, "cities": 150584,
	}
	last := 0
	for _, l := range Default().All() {
		if l.Names != want[l.ID] {
			t.Errorf("%s: %d names, want %d", l.ID, l.Names, want[l.ID])
		}
		delete(want, l.ID)
		if l.Source == "" || l.Version == "" || l.Date == "" || l.Matching == "" {
			t.Errorf("%s: no source, version, date or matching", l.ID)
		}
		place := slices.Index(Effects, l.Effect)
		if place < last {
			t.Errorf("%s: effect %q is out of order or unknown", l.ID, l.Effect)
		}
		last = place
		n := 0
		Default().Entries(l, func(Entry) bool { n++; return true })
		if n != l.Names {
			t.Errorf("%s: %d entries", l.ID, n)
		}
		if Default().List(l.ID) != l {
			t.Errorf("%s is not found by its id", l.ID)
		}
	}
	if len(want) > 0 {
		t.Errorf("lists missing: %v", want)
	}
	if Default().List("nothing") != nil {
		t.Error("a list that there is not")
	}
}

// Every name is found by itself, as it would stand in a label.
func TestEveryNameIsFound(t *testing.T) {
	if testing.Short() {
		t.Skip("all names: not in short runs")
	}
	var hits []Hit
	long, n := 0, 0
	for _, l := range Default().All() {
		Default().Entries(l, func(e Entry) bool {
			if n++; l.Effect == Place && n%10 != 0 { // a part of them will do
				return true
			}
			label := []rune(e.Name)
			if l.Matching != Label {
				label = []rune(strings.Join(words(e.Name, splitArticles(e.articles)), ""))
			}
			if len(label) > MaxLabel {
				long++
				return true
			}
			hits = Default().Hits(hits[:0], label)
			i := slices.IndexFunc(hits, func(h Hit) bool { return h.Entry == e })
			if i < 0 || hits[i].Match > Component {
				t.Errorf("%s: %q is not found", l.ID, e.Name)
			}
			return true
		})
	}
	if long > 2000 {
		t.Errorf("%d names are too long for a label", long)
	}
}

// The embedded table is what its own content makes with the engine as it is:
// `go run gen/... -keys` makes it anew if this fails.
func TestKeysAreThoseOfTheEngine(t *testing.T) {
	all, err := Unpack(embedded)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Pack(all, commonRules())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again, []byte(embedded)) {
		t.Error("the table is not what Pack makes of its content: generate it again with -keys")
	}
}

func TestOpenTableRefuses(t *testing.T) {
	small, err := Pack([]Content{{List: List{ID: "x"}, Entries: []Entry{{Name: "a"}}}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := openTable(string(small)); err != nil {
		t.Errorf("a good table: %v", err)
	}
	for name, s := range map[string]string{
		"nothing": "", "other magic": "RWN9" + string(small[4:]), "cut off": string(small[:len(small)-1]), "no JSON": string(small[:36]) + "x" + string(small[37:]),
	} {
		if _, err := openTable(s); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestPackRefusesANameWithoutLetters(t *testing.T) {
	if _, err := Pack([]Content{{List: List{ID: "x"}, Entries: []Entry{{Name: "(-)"}}}}, nil); err == nil {
		t.Error("no error")
	}
}
