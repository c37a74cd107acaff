package lgr_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

var update = flag.Bool("update", false, "write golden files anew")

// golden compares text with a file of testdata.
func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(got, want) {
		return
	}
	have, asked := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(have), len(asked)) {
		if have[i] != asked[i] {
			t.Fatalf("%s, line %d is\n%s\nwant\n%s", file, i+1, have[i], asked[i])
		}
	}
	t.Fatalf("%s has %d lines, want %d", file, len(have), len(asked))
}

func cps(cp []rune) string {
	list := make([]string, len(cp))
	for i, r := range cp {
		list[i] = fmt.Sprintf("%04X", r)
	}
	return strings.Join(list, " ")
}

// The root zone rules have no errors; the README explains what is found.
func TestCheckOfRootZone(t *testing.T) {
	var b bytes.Buffer
	for _, set := range rootzone.Embedded().Sets {
		count := map[string]int{}
		var first []lgr.Problem
		for _, p := range set.LGR().Check() {
			if p.Severity == lgr.Grave {
				t.Errorf("%s: %+v", set.Name, p)
			}
			if count[p.Code]++; count[p.Code] == 1 {
				first = append(first, p)
			}
		}
		slices.SortFunc(first, func(a, b lgr.Problem) int { return strings.Compare(a.Code, b.Code) })
		for _, p := range first {
			fmt.Fprintf(&b, "%s\t%s\t%s\t%d\tline %d", set.Name, p.Code, p.Severity, count[p.Code], p.Line)
			if len(p.CP) > 0 {
				fmt.Fprintf(&b, " [%s]", cps(p.CP))
			}
			for _, name := range slices.Sorted(maps.Keys(p.Args)) {
				fmt.Fprintf(&b, " %s=%s", name, p.Args[name])
			}
			b.WriteByte('\n')
		}
	}
	golden(t, "testdata/rootzone-checks.golden", b.Bytes())
}

func TestStatisticsOfRootZone(t *testing.T) {
	var b bytes.Buffer
	for _, set := range rootzone.Embedded().Sets {
		s := set.LGR().Statistics()
		fmt.Fprintf(&b, "%s\tchars %d, ranges %d, sequences %d, code points %d", set.Name, s.Chars, s.Ranges, s.Sequences, s.CodePoints)
		fmt.Fprintf(&b, "\tvariants %d, reflexive %d, conditional %d", s.Variants, s.Reflexive, s.Conditional)
		for _, kind := range slices.Sorted(maps.Keys(s.VariantsByType)) {
			fmt.Fprintf(&b, ", %q %d", kind, s.VariantsByType[kind])
		}
		fmt.Fprintf(&b, "\tsets %d, largest %d, most %d of [%s]", s.VariantSets, s.LargestSet, s.MaxVariants, cps(s.MaxVariantsOf))
		fmt.Fprintf(&b, "\tsymmetric %v, transitive %v", s.Symmetric, s.Transitive)
		fmt.Fprintf(&b, "\tconditional chars %d, tags %d, references %d, classes %d, rules %d, actions %d",
			s.ConditionalChars, s.Tags, s.References, s.Classes, s.Rules, s.Actions)
		fmt.Fprintf(&b, "\tUnicode %s (named %s):", s.UnicodeVersion, s.UnicodeVersionNamed)
		for _, script := range s.Scripts {
			fmt.Fprintf(&b, " %s %d", script.Code, script.CodePoints)
		}
		b.WriteByte('\n')
	}
	golden(t, "testdata/rootzone-statistics.golden", b.Bytes())
}
