package lgr

import (
	"cmp"
	"slices"
)

// Severity says how grave a Problem is.
type Severity string

// The severities. An error is against RFC 7940 or makes a part of the ruleset
// useless; a warning is most likely not meant; an info is worth knowing.
const (
	Info    Severity = "info"
	Warning Severity = "warning"
	Grave   Severity = "error"
)

// Problem is something that Check found. Its text belongs to the reader's
// language: Code and Args are what it is made from.
type Problem struct {
	Code     string
	Severity Severity
	Line     int               // of the file, 0 if it belongs to none
	CP       []rune            // the code points that it is about, if any
	Args     map[string]string // named parts of the text, see the table in the README
	Source   string            // the rule, such as "RFC 7940, 5.3.5"
}

// CheckKind is one kind of Problem.
type CheckKind struct {
	Code     string
	Severity Severity
	Source   string
}

// checkKinds lists all kinds, in the order of the README.
var checkKinds = []CheckKind{
	{"char-overlap", Grave, "RFC 7940, 5"},
	{"char-not-nfc", Grave, "RFC 5891, 4.1"},
	{"char-unassigned", Grave, "RFC 5892, 2.10"},
	{"char-disallowed", Grave, "RFC 5892, 3"},
	{"char-context-free", Info, "RFC 5892, 3 and appendix A"},
	{"char-never", Warning, "RFC 7940, 5.2"},
	{"sequence-member", Info, "RFC 7940, 5.1"},
	{"tag-on-sequence", Warning, "RFC 7940, 5.5"},
	{"scripts-mixed", Info, "Unicode Standard Annex 24"},

	{"variant-asymmetric", Warning, "RFC 8228, 3"},
	{"variant-intransitive", Warning, "RFC 8228, 3"},
	{"variant-type-differs", Info, "RFC 8228, 7"},
	{"variant-condition-differs", Warning, "RFC 8228, 16"},
	{"variant-parallel", Grave, "RFC 7940, 5.3.5"},
	{"variant-parallel-unsure", Info, "RFC 7940, 5.3.5"},
	{"variant-outside", Grave, "RFC 7940, 8.2"},
	{"variant-not-listed", Info, "RFC 8228, 17"},
	{"variant-never", Warning, "RFC 7940, 5.3.5"},
	{"variant-not-nfc", Grave, "RFC 5891, 4.1"},
	{"type-unnamed", Info, "RFC 7940, 7.2"},
	{"reflexive-missing", Warning, "RFC 8228, 11"},
	{"reflexive-partial", Info, "RFC 8228, 11"},

	{"class-empty", Warning, "RFC 7940, 6.2"},
	{"rule-never", Warning, "RFC 7940, 6.3"},
	{"rule-outside", Info, "RFC 7940, 6.3"},
	{"rule-class-empty", Warning, "RFC 7940, 6.3.2"},
	{"action-shadowed", Warning, "RFC 7940, 7.4"},
	{"action-never", Info, "RFC 7940, 7"},

	{"class-unused", Info, "RFC 7940, 6.2.1"},
	{"rule-unused", Info, "RFC 7940, 6.3.4"},
	{"tag-unused", Info, "RFC 7940, 5.5"},
	{"reference-unused", Info, "RFC 7940, 4.3.8"},
	{"reference-missing", Warning, "RFC 7940, 5.4.1"},
	{"reference-twice", Grave, "RFC 7940, 4.3.8"},

	{"version-missing", Info, "RFC 7940, 4.3.1"},
	{"date-missing", Info, "RFC 7940, 4.3.2"},
	{"date-invalid", Grave, "RFC 7940, 4.3.2"},
	{"validity-invalid", Grave, "RFC 7940, 4.3.6"},
	{"validity-backwards", Grave, "RFC 7940, 4.3.6"},
	{"language-missing", Info, "RFC 7940, 4.3.3"},
	{"language-invalid", Grave, "RFC 5646, 2.1"},
	{"language-twice", Info, "RFC 7940, 4.3.3"},
	{"language-script", Warning, "RFC 7940, 4.3.3"},
	{"scope-type", Info, "RFC 7940, 4.3.4"},
	{"scope-invalid", Grave, "RFC 7940, 4.3.4"},
	{"unicode-missing", Warning, "RFC 7940, 4.3.7"},
	{"unicode-invalid", Grave, "RFC 7940, 4.3.7"},
	{"unicode-unknown", Warning, "RFC 7940, 4.3.7"},
	{"property-approximate", Info, "RFC 7940, 6.2.3"},
}

// CheckKinds lists every kind of problem that Check knows.
func CheckKinds() []CheckKind { return slices.Clone(checkKinds) }

// Check looks for what a strict reading lets pass but its author may not have
// meant: variants that are not symmetric or transitive, parts that can never
// take effect, code points that IDNA2008 refuses, loose ends. Problems come in
// the order of lines, then of kinds; a good ruleset may well have some. At most
// 50,000 of one kind are listed.
func (g *LGR) Check() []Problem {
	c := newChecker(g)
	c.rel = newRelation(g)
	for _, step := range []func(){
		c.meta, c.overlaps, c.codePoints, c.sequences, c.scripts,
		c.symmetry, c.parallel, c.targets, c.types, c.reflexive,
		c.reach, c.conditions, c.shadows, c.unused, c.references,
	} {
		step()
	}
	slices.SortStableFunc(c.found, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(c.kinds[a.Code], c.kinds[b.Code]))
	})
	return c.found
}

func newChecker(g *LGR) *checker {
	c := &checker{
		g: g, sets: map[*Class]Set{}, propertySets: map[string]Set{}, kinds: map[string]int{}, counts: map[string]int{},
	}
	for i, k := range checkKinds {
		c.kinds[k.Code] = i
	}
	c.tables, c.exact = unicodeTables(g.Meta.UnicodeVersion)
	return c
}

// maxProblems bounds how many problems of one kind are listed. No published
// ruleset comes near it.
const maxProblems = 50_000

// add notes a problem. The arguments are names, each followed by its value.
func (c *checker) add(code string, line int, cp []rune, args ...string) {
	kind := checkKinds[c.kinds[code]]
	if c.counts[code]++; c.counts[code] > maxProblems {
		return
	}
	p := Problem{Code: code, Severity: kind.Severity, Line: line, CP: cp, Source: kind.Source}
	if len(args) > 0 {
		p.Args = map[string]string{}
		for i := 0; i+1 < len(args); i += 2 {
			p.Args[args[i]] = args[i+1]
		}
	}
	c.found = append(c.found, p)
}
