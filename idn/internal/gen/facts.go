//go:build ignore

package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// facts are the properties of all code points in one version.
type facts struct {
	sources []string
	scripts []scriptName

	name, category, script, extension, joining, bidi, combining, quick, age []string

	canonical, compatible map[rune][]rune // decompositions, one step
	lower                 map[rune]rune   // simple lower case
	folded                map[rune][]rune // full case folding
	excluded              []bool          // Full_Composition_Exclusion
	composed              map[[2]rune]rune

	syllable, block []string
	binary          map[string][]bool // PropList.txt
	ignorable       []bool            // Default_Ignorable_Code_Point
	property        []string          // of IDNA2008
}

type scriptName struct{ code, long string }

func readFacts(data, version string) (*facts, error) {
	f := &facts{}
	r := &reader{}
	path := func(name string) string { return filepath.Join(data, version, name) }
	f.unicodeData(r, path("UnicodeData.txt"))
	f.scripts = scriptNames(r.read(path("PropertyValueAliases.txt")))
	long := map[string]string{}
	for _, s := range f.scripts {
		long[s.long] = s.code
	}
	f.script = r.values(path("Scripts.txt"), "Unknown")
	for i, name := range f.script {
		f.script[i] = long[name]
	}
	f.extension = r.values(path("ScriptExtensions.txt"), "")
	f.joining = r.values(path("DerivedJoiningType.txt"), "U")
	f.combining = r.values(path("DerivedCombiningClass.txt"), "0")
	f.bidiClasses(r, path("DerivedBidiClass.txt"))
	f.normalisation(r, path("DerivedNormalizationProps.txt"))
	f.caseFolding(r, path("CaseFolding.txt"))
	f.age = r.values(path("DerivedAge.txt"), "")
	f.syllable = r.values(path("HangulSyllableType.txt"), "NA")
	f.block = r.values(path("Blocks.txt"), "No_Block")
	f.binary = r.sets(path("PropList.txt"))
	if r.err != nil {
		return nil, r.err
	}
	f.compose(r, path("CompositionExclusions.txt"))
	f.defaultIgnorable()
	f.sources = r.sources
	return f, r.err
}

func (f *facts) unicodeData(r *reader, path string) {
	f.name = fill("")
	f.category, f.canonical, f.compatible, f.lower = fill("Cn"), map[rune][]rune{}, map[rune][]rune{}, map[rune]rune{}
	first := 0
	r.rows(path, func(lo, hi int, fields []string) {
		name := fields[0]
		if strings.HasSuffix(name, ", First>") {
			first = lo
			return
		}
		if strings.HasSuffix(name, ", Last>") {
			lo, name = first, ""
		}
		for i := lo; i <= hi; i++ {
			f.category[i] = fields[1]
			if f.name[i] = name; name == "" {
				f.name[i] = numbered(fields[0], i)
			}
		}
		if tag, rest, tagged := strings.Cut(fields[4], "> "); tagged && strings.HasPrefix(tag, "<") {
			f.compatible[rune(lo)] = codePoints(rest)
		} else if fields[4] != "" {
			f.canonical[rune(lo)] = codePoints(fields[4])
		}
		if fields[12] != "" {
			f.lower[rune(lo)] = codePoints(fields[12])[0]
		}
	})
}

// numbered is the name of a code point of a range that UnicodeData.txt does
// not list one by one. Unicode Standard, 4.8.
func numbered(rangeName string, r int) string {
	if strings.HasPrefix(rangeName, "<CJK Ideograph") {
		return fmt.Sprintf("CJK UNIFIED IDEOGRAPH-%04X", r)
	}
	if strings.HasPrefix(rangeName, "<Tangut Ideograph") {
		return fmt.Sprintf("TANGUT IDEOGRAPH-%04X", r)
	}
	return ""
}

// bidiClasses reads the values listed and the defaults of blocks, which stand
// in comments and later ones before earlier ones.
func (f *facts) bidiClasses(r *reader, path string) {
	long := map[string]string{"Left_To_Right": "L", "Right_To_Left": "R", "Arabic_Letter": "AL", "European_Terminator": "ET"}
	f.bidi = fill("L")
	for line := range strings.SplitSeq(r.read(path), "\n") {
		if missing, ok := strings.CutPrefix(line, "# @missing:"); ok {
			r.row(missing, func(lo, hi int, fields []string) {
				for i := lo; i <= hi; i++ {
					f.bidi[i] = long[fields[0]]
				}
			})
		}
	}
	for i, v := range r.values(path, "") {
		if v != "" {
			f.bidi[i] = v
		}
	}
	r.sources = r.sources[:len(r.sources)-1] // read twice
}

func (f *facts) normalisation(r *reader, path string) {
	f.quick, f.excluded = fill("Y"), make([]bool, last+1)
	r.rows(path, func(lo, hi int, fields []string) {
		for i := lo; i <= hi; i++ {
			switch fields[0] {
			case "NFC_QC":
				f.quick[i] = fields[1]
			case "Full_Composition_Exclusion":
				f.excluded[i] = true
			}
		}
	})
}

func (f *facts) caseFolding(r *reader, path string) {
	f.folded = map[rune][]rune{}
	r.rows(path, func(lo, _ int, fields []string) {
		if fields[0] == "C" || fields[0] == "F" {
			f.folded[rune(lo)] = codePoints(fields[1])
		}
	})
}

// compose lists what pairs compose to: canonical decompositions to two code
// points, without those that CompositionExclusions.txt lists, whose first
// part is no starter, or that are none themselves. The result has to be what
// DerivedNormalizationProps.txt says.
func (f *facts) compose(r *reader, path string) {
	listed := make([]bool, last+1)
	r.rows(path, func(lo, hi int, _ []string) {
		for i := lo; i <= hi; i++ {
			listed[i] = true
		}
	})
	f.composed = map[[2]rune]rune{}
	for c, d := range f.canonical {
		excluded := listed[c] || len(d) == 1 || f.combining[c] != "0" || f.combining[d[0]] != "0"
		if excluded != f.excluded[c] {
			r.err = fmt.Errorf("U+%04X: composition exclusion computed %v, published %v", c, excluded, f.excluded[c])
		}
		if !excluded {
			f.composed[[2]rune{d[0], d[1]}] = c
		}
	}
}

// asOf is what an older version, of which only the derived property is
// published, is taken to say: this one's word on code points assigned by then.
func (f *facts) asOf(version string, age, property []string) *facts {
	old := *f
	old.sources = nil
	old.property = property
	for _, list := range []*[]string{&old.category, &old.script, &old.extension, &old.joining, &old.combining, &old.quick} {
		*list = slices.Clone(*list)
	}
	for r := range property {
		if age[r] != "" && compare(age[r], version) <= 0 {
			continue
		}
		old.category[r], old.script[r], old.extension[r], old.joining[r] = "Cn", "Zzzz", "", "U"
		old.combining[r], old.quick[r] = "0", "Y"
	}
	return &old
}

// compare orders version numbers.
func compare(a, b string) int {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range 2 {
		m, _ := strconv.Atoi(x[i])
		n, _ := strconv.Atoi(y[i])
		if m != n {
			return m - n
		}
	}
	return 0
}

// scriptNames lists the scripts of an edition, "Unknown" first: it is the
// value of code points that Scripts.txt leaves out.
func scriptNames(aliases string) []scriptName {
	list := []scriptName{{"Zzzz", "Unknown"}}
	for line := range strings.SplitSeq(aliases, "\n") {
		f := strings.Split(line, ";")
		if len(f) < 3 || strings.TrimSpace(f[0]) != "sc" {
			continue
		}
		n := scriptName{strings.TrimSpace(f[1]), strings.TrimSpace(f[2])}
		if n.code != "Zzzz" {
			list = append(list, n)
		}
	}
	return list
}
