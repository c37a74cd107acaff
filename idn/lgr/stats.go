package lgr

import (
	"slices"
	"strings"
)

// Statistics are the sizes of a ruleset.
type Statistics struct {
	Chars      int // single code points listed one by one
	Ranges     int
	Sequences  int
	CodePoints int // different code points that are allowed by themselves, also by ranges

	Variants            int // mappings, reflexive ones included
	Reflexive           int
	Conditional         int            // mappings with when or not-when
	VariantsByType      map[string]int // "" counts those without type
	VariantSets         int            // sets of two or more characters that mappings join
	LargestSet          int            // members of the largest one
	MaxVariants         int            // most mappings of one character to others
	MaxVariantsOf       []rune         // the first such character
	Symmetric           bool           // every mapping has its reverse
	Transitive          bool           // a variant of a variant is a variant
	ConditionalChars    int            // characters with when or not-when
	Tags                int            // different ones
	References          int
	Classes             int // named ones
	Rules               int
	Actions             int // of the file
	Scripts             []ScriptCount
	UnicodeVersion      string // by whose tables scripts were found
	UnicodeVersionNamed string // by the ruleset
}

// ScriptCount is how many code points of the repertoire have a script.
type ScriptCount struct {
	Code       string // ISO 15924
	CodePoints int
}

// Statistics counts what is in the ruleset.
func (g *LGR) Statistics() Statistics {
	s := Statistics{
		VariantsByType: map[string]int{}, References: len(g.References), Classes: len(g.Classes), Rules: len(g.Rules),
		Actions: len(g.Actions), UnicodeVersionNamed: g.Meta.UnicodeVersion,
	}
	tags := map[string]bool{}
	for _, c := range g.Chars {
		switch {
		case c.IsRange():
			s.Ranges++
		case c.IsSequence():
			s.Sequences++
		default:
			s.Chars++
		}
		if c.When != "" || c.NotWhen != "" {
			s.ConditionalChars++
		}
		for _, t := range c.Tags {
			tags[t] = true
		}
		s.addVariants(c)
	}
	s.Tags = len(tags)
	rel := newRelation(g)
	for _, set := range rel.sets() {
		s.VariantSets++
		s.LargestSet = max(s.LargestSet, len(set))
	}
	s.Symmetric, s.Transitive = len(rel.asymmetric()) == 0, len(rel.intransitive()) == 0
	s.scripts(g, rel.alone)
	return s
}

func (s *Statistics) addVariants(c *Char) {
	others := map[string]bool{}
	for _, v := range c.Variants {
		s.Variants++
		s.VariantsByType[v.Type]++
		if v.When != "" || v.NotWhen != "" {
			s.Conditional++
		}
		if slices.Equal(v.CP, c.CP) {
			s.Reflexive++
			continue
		}
		others[string(v.CP)] = true
	}
	if len(others) > s.MaxVariants {
		s.MaxVariants, s.MaxVariantsOf = len(others), c.CP
	}
}

func (s *Statistics) scripts(g *LGR, alone Set) {
	tables, _ := unicodeTables(g.Meta.UnicodeVersion)
	s.UnicodeVersion = tables.Version
	counts := map[string]int{}
	alone.each(func(r rune) {
		s.CodePoints++
		counts[tables.Script(r).Code]++
	})
	for code, n := range counts {
		s.Scripts = append(s.Scripts, ScriptCount{code, n})
	}
	slices.SortFunc(s.Scripts, func(a, b ScriptCount) int {
		if a.CodePoints != b.CodePoints {
			return b.CodePoints - a.CodePoints
		}
		return strings.Compare(a.Code, b.Code)
	})
}

// each calls f with every code point of the set, in order.
func (s Set) each(f func(rune)) {
	for _, r := range s {
		for c := r.Lo; c <= r.Hi; c++ {
			f(c)
		}
	}
}
