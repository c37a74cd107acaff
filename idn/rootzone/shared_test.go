package rootzone_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

const published = "../../../shared/data/rz-lgr-5"

func TestEmbeddedSetsAgainstXML(t *testing.T) {
	if _, err := os.Stat(published); err != nil {
		t.Skip("the published files are not here; testdata/labels.txt is tested in their place")
	}
	for _, s := range rootzone.Embedded().Sets {
		files, err := filepath.Glob(filepath.Join(published, s.Name+"-*.xml"))
		if err != nil || len(files) != 1 {
			t.Fatalf("%s: files %v, %v", s.Name, files, err)
		}
		content, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		g, err := lgr.Parse(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(g.Pack(), s.LGR().Pack()) {
			t.Errorf("%s: the embedded rule set is not that of the file", s.Name)
		}
		checkOwn(t, s, rootzone.NewSet(s.Name, g))
	}
}

// checkOwn compares a set with the one made at run time, and with evaluation:
// a label of one code point that is listed but not its own is invalid.
func checkOwn(t *testing.T, s, made *rootzone.Set) {
	if s.Language != made.Language || strings.Join(s.Scripts, " ") != strings.Join(made.Scripts, " ") {
		t.Errorf("%s: embedded %v, made %v", s.Name, s, made)
	}
	for r := rune(0); r <= 0x3FFFF; r++ {
		if s.Has(r) != made.Has(r) {
			t.Fatalf("%s: U+%04X: own %v, want %v", s.Name, r, s.Has(r), made.Has(r))
		}
	}
	for _, c := range s.LGR().Chars {
		if len(c.CP) != 1 || s.Has(c.CP[0]) {
			continue
		}
		if v, err := s.LGR().Evaluate(c.CP); err != nil || v.Eligible {
			t.Errorf("%s: U+%04X is eligible but not its own, %v", s.Name, c.CP, err)
		}
	}
}
