package namelist

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

const good = `# list: streets
# effect: place
# matching: name
# advisory: yes
# source: the city
# version: 1
# date: 2027-01-01
# a comment of many words: passed over

High Street	GB	en	street	main road
Große Straße		de
# another comment
`

func TestParseFile(t *testing.T) {
	c, err := ParseFile([]byte("\uFEFF"+strings.ReplaceAll(good, "\n", "\r\n")), List{Version: "2"})
	if err != nil {
		t.Fatal(err)
	}
	want := List{ID: "streets", Effect: Place, Matching: Name, Advisory: true, Source: "the city", Version: "2", Date: "2027-01-01", Names: 2}
	if c.List != want {
		t.Errorf("%+v", c.List)
	}
	if e := c.Entries[0]; e.Name != "High Street" || e.Territory != "GB" || e.Language != "en" || e.Kind != "street" || e.Note != "main road" {
		t.Errorf("%+v", e)
	}
	if !contains(splitArticles(c.Entries[1].articles), "die") {
		t.Errorf("articles: %q", c.Entries[1].articles)
	}
}

func TestParseFileTakesFromTheEmbeddedList(t *testing.T) {
	c, err := ParseFile([]byte("Atlantis\n"), List{ID: "territory-names", Source: "s", Version: "1", Date: "2027-01-01"})
	if err != nil || c.List.Effect != CountryName || c.List.Matching != AnyOrder || !c.List.Advisory {
		t.Errorf("%+v, %v", c.List, err)
	}
	c, err = ParseFile([]byte("# advisory: no\nAtlantis\n"), List{ID: "territory-names", Source: "s", Version: "1", Date: "2027-01-01"})
	if err != nil || c.List.Advisory {
		t.Errorf("%+v, %v", c.List, err)
	}
}

func TestParseFileCollectsFaults(t *testing.T) {
	head := "# list: x\n# effect: blocked\n# source: s\n# version: 1\n# date: unknown\n"
	label := "# matching: label\n"
	tests := []struct {
		name, file string
		lines      []int
	}{
		{"nothing", "", []int{0, 0, 0, 0, 0, 0}},
		{"no name", head, []int{0}},
		{"unknown key", "# colour: red\n" + head + "a\n", []int{1}},
		{"advisory", "# advisory: maybe\n" + head + "a\n", []int{1}},
		{"no such effect", strings.Replace(head, "blocked", "loved", 1) + "a\n", []int{0}},
		{"no such matching", head + "# matching: by ear\na\n", []int{0}},
		{"bad id", strings.Replace(head, ": x", ": X Y", 1) + "a\n", []int{0}},
		{"no day", strings.Replace(head, "unknown", "soon", 1) + "a\n", []int{0}},
		{"twice", head + "a\nb\na\n", []int{8}},
		{"no letter", head + "a\n---\n", []int{7}},
		{"six columns", head + "a\tb\tc\td\te\tf\n", []int{6}},
		{"no language", head + "a\t\tthe tongue of angels\nb\n", []int{6, 6, 6}},
		{"not UTF-8", head + "a\xff\n", []int{6}},
		{"long line", head + strings.Repeat("a", 2001) + "\n", []int{6}},
		{"not one label", head + label + "a b\nc.d\n", []int{7, 8}},
		{"no A-label", head + label + "xn--zzzzz9\n", []int{7}},
		{"too large", strings.Repeat("a", MaxFile+1), []int{0}},
	}
	for _, test := range tests {
		_, err := ParseFile([]byte(test.file), List{})
		var faults FileFaults
		if !errors.As(err, &faults) {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		var lines []int
		for _, f := range faults {
			lines = append(lines, f.Line)
		}
		if fmt.Sprint(lines) != fmt.Sprint(test.lines) {
			t.Errorf("%s: faults on lines %v, want %v\n%v", test.name, lines, test.lines, err)
		}
	}
	_, err := ParseFile([]byte(head+strings.Repeat("--\n", 500)), List{})
	var faults FileFaults
	if !errors.As(err, &faults) || len(faults) != mostLine {
		t.Errorf("%d faults", len(faults))
	}
}

// A list that is shown can be added again, and meets the same labels.
func TestWriteFileIsReadBack(t *testing.T) {
	for _, id := range []string{"special-use", "capitals", "territory-components", "root-zone", "idn-test"} {
		l := Default().List(id)
		var out bytes.Buffer
		if err := WriteFile(&out, Default(), l); err != nil {
			t.Fatal(err)
		}
		c, err := ParseFile(out.Bytes(), List{})
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		back := c.List
		back.Digest = l.Digest
		if back != *l {
			t.Errorf("%+v, want %+v", back, *l)
		}
		n := 0
		Default().Entries(l, func(e Entry) bool {
			if r := c.Entries[n]; r.Name != e.Name || r.Territory != e.Territory || r.Kind != e.Kind {
				t.Errorf("%s: %+v, want %+v", id, r, e)
			}
			n++
			return true
		})
	}
}

func TestWith(t *testing.T) {
	if same, err := Default().With(); err != nil || same != Default() {
		t.Errorf("nothing changed: %v", err)
	}
	replaced, err := ParseFile([]byte("lamp\n中国\n"), List{ID: "special-use", Source: "s", Version: "9", Date: "unknown"})
	if err != nil {
		t.Fatal(err)
	}
	own, err := ParseFile([]byte(good), List{})
	if err != nil {
		t.Fatal(err)
	}
	ls, err := Default().With(replaced, own)
	if err != nil {
		t.Fatal(err)
	}
	for label, want := range map[string]string{
		"lamp": "special-use:exact", "localhost": "blocked-2012:exact", "onion": "", "icann": "blocked-2012:exact",
	} {
		if got := met(ls.Lookup(label)); got != want {
			t.Errorf("%q meets %q, want %q", label, got, want)
		}
	}
	if h := ls.Lookup("中國"); !strings.HasPrefix(met(h), "special-use:variant") {
		t.Errorf("variant of an operator's name: %s", met(h))
	}
	streets := 0
	for _, h := range ls.Lookup("grossestrasse") {
		if h.List.ID == "streets" && h.Match == Folded {
			streets++
		}
	}
	if streets != 1 || !ls.List("streets").Operator || ls.List("special-use").Version != "9" || len(ls.All()) != len(Default().All())+1 {
		t.Errorf("own list: %d hits, %+v", streets, ls.List("streets"))
	}
	if met(Default().Lookup("lamp")) != "" {
		t.Error("the embedded lists have changed")
	}
}
