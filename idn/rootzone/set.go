package rootzone

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"rootward/idn/internal/ucd"
	"rootward/idn/lgr"
)

// Set is one rule set of an edition.
type Set struct {
	Name           string // such as "lgr-5-arabic-script"
	Language       string // BCP 47, such as "und-Arab"; "" when there are several
	Version        string // as the rule set itself gives it
	Date           string // ISO 8601
	UnicodeVersion string // that the rule set names, such as "11.0.0"
	// Scripts are those of its own code points, as ISO 15924 codes of the
	// Unicode property, in the order of how many code points they have. So
	// Japanese has Hani, Kana and Hira, not Jpan.
	Scripts []string

	own      lgr.Set
	size     int // code points of own
	pack     []byte
	unpacked sync.Once
	rules    *lgr.LGR
}

// NewSet makes a set of a rule set that was read at run time.
func NewSet(name string, g *lgr.LGR) *Set {
	s := &Set{
		Name: name, Version: g.Meta.Version, Date: g.Meta.Date, UnicodeVersion: g.Meta.UnicodeVersion, rules: g,
	}
	if len(g.Meta.Languages) == 1 {
		s.Language = g.Meta.Languages[0]
	}
	s.setOwn(g.OwnRepertoire())
	s.Scripts = scripts(s.own)
	return s
}

func (s *Set) setOwn(own lgr.Set) {
	s.own = own
	for _, r := range own {
		s.size += int(r.Hi-r.Lo) + 1
	}
}

// LGR is the rule set, which is loaded at first use. It may be called from
// several goroutines at once. Embedded rule sets are known to load: a failure
// would mean a damaged program, and panics.
func (s *Set) LGR() *lgr.LGR {
	s.unpacked.Do(func() {
		if s.rules != nil {
			return
		}
		var err error
		if s.rules, err = lgr.Unpack(s.pack); err != nil {
			panic(fmt.Sprintf("rootzone: %s: %v", s.Name, err))
		}
	})
	return s.rules
}

// Has reports whether a code point is in the set's own repertoire: one that is
// listed only as a variant from elsewhere is not.
func (s *Set) Has(r rune) bool { return s.own.Contains(r) }

// isCommon reports whether this is the set for all scripts together. Its name
// says so, or the languages that it lists.
func (s *Set) isCommon() bool {
	return slices.Contains(strings.Split(s.Name, "-"), "common") ||
		s.rules != nil && len(s.rules.Meta.Languages) > 1
}

// scripts are those of the code points, most frequent first.
func scripts(own lgr.Set) []string {
	counts := map[string]int{}
	for _, r := range own {
		for cp := r.Lo; cp <= r.Hi; cp++ {
			switch code := ucd.Current.Script(cp).Code; code {
			case "Zyyy", "Zinh", "Zzzz": // of no script
			default:
				counts[code]++
			}
		}
	}
	var codes []string
	for code := range counts {
		codes = append(codes, code)
	}
	slices.SortFunc(codes, func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	return codes
}
