package label_test

import (
	"cmp"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rootward/application/label"
	"rootward/idn"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

var update = flag.Bool("update", false, "write the golden files anew")

// asked is a string with the lists that it stands on.
type asked struct{ aLabel, on string }

// published are the strings of the public lists that the program carries: both
// rounds, what was delegated, the IDN ccTLDs.
func published(t *testing.T) []asked {
	t.Helper()
	on := map[string][]string{}
	add := func(aLabel, list string) {
		if aLabel != "" && !slices.Contains(on[aLabel], list) {
			on[aLabel] = append(on[aLabel], list)
		}
	}
	for _, r := range rows(t, "round2012") {
		final := cmp.Or(r["final_a_label"], r["a_label"])
		add(r["a_label"], "2012")
		add(final, "2012")
		if r["delegation_date"] != "" {
			add(final, "delegated")
		}
	}
	for _, r := range rows(t, "round2026") {
		add(r["a_label"], "2026")
	}
	for _, r := range rows(t, "idn-cctld") {
		add(r["a_label"], "cctld")
	}
	var out []asked
	for _, a := range slices.Sorted(maps.Keys(on)) {
		out = append(out, asked{a, strings.Join(on[a], "+")})
	}
	return out
}

func rows(t *testing.T, list string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "intake", "data", list+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // read only
	r := csv.NewReader(f)
	r.Comment = '#'
	head, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for {
		line, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		row := map[string]string{}
		for i, name := range head {
			row[name] = line[i]
		}
		out = append(out, row)
	}
}

// TestVerdictsOnPublishedStrings compares the verdicts on all published
// strings with a golden file: every IDN, and every ASCII string that is not
// simply valid. README.md explains what surprises.
func TestVerdictsOnPublishedStrings(t *testing.T) {
	var b strings.Builder
	b.WriteString("A-label\tU-label\tlists\trule set\tothers\tdisposition\treasons\tvariants\tfaults\n")
	ascii, plain := map[string]int{}, map[string]int{}
	for _, x := range published(t) {
		v, err := label.Judge(x.aLabel, label.Options{})
		if err != nil {
			t.Fatalf("%s: %v", x.aLabel, err)
		}
		faults := faultsOf(v.Report)
		if v.Report.ASCII {
			ascii[x.on]++
			if v.Disposition == "valid" && faults == "" {
				plain[x.on]++
				continue
			}
		}
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", x.aLabel, v.Report.ULabel, x.on, short(v.Set.Name), others(&v), v.Disposition, why(&v), counts(&v), faults)
	}
	b.WriteString("\nASCII strings that are simply valid, of all\n")
	for _, on := range slices.Sorted(maps.Keys(ascii)) {
		fmt.Fprintf(&b, "%s\t%d of %d\n", on, plain[on], ascii[on])
	}
	golden(t, filepath.Join("testdata", "published.golden"), b.String())
}

// TestPublishedStringsOfOneVariantSet lists which published strings are
// variants of each other by the rules for all scripts, and how.
func TestPublishedStringsOfOneVariantSet(t *testing.T) {
	all := published(t)
	index := lgr.NewCollisions(rootzone.Embedded().Common().LGR())
	for i, x := range all {
		label, err := label.Parse(x.aLabel)
		if err == nil {
			err = index.Add(label, i)
		}
		if err != nil {
			t.Fatalf("%s: %v", x.aLabel, err)
		}
	}
	groups, err := index.Groups()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("A-label\tlists\tA-label\tlists\trelation\n")
	for _, g := range groups {
		for p := range g.Relations() {
			if p.A < p.B {
				x, y := all[g.Entries[p.A].ID], all[g.Entries[p.B].ID]
				fmt.Fprintf(&b, "%s %s\t%s\t%s %s\t%s\t%s\n", x.aLabel, string(g.Entries[p.A].Label), x.on, y.aLabel, string(g.Entries[p.B].Label), y.on, p.Relation)
			}
		}
	}
	golden(t, filepath.Join("testdata", "published-sets.golden"), b.String())
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	have, wanted := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(have), len(wanted)) {
		if i >= len(have) || i >= len(wanted) || have[i] != wanted[i] {
			t.Fatalf("%s, line %d differs; look at it, then -update\ngot  %q\nwant %q", path, i+1, at(have, i), at(wanted, i))
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(nothing)"
}

func short(set string) string {
	return strings.TrimSuffix(strings.TrimPrefix(set, "lgr-5-"), "-script")
}

func others(v *label.Verdict) string {
	var out []string
	for _, s := range v.OtherRuleSets {
		out = append(out, short(s.Name))
	}
	return strings.Join(out, "+")
}

func why(v *label.Verdict) string {
	var out []string
	for i := range v.Reasons {
		r := &v.Reasons[i]
		text := r.Code
		if r.Position > 0 {
			text += fmt.Sprintf("@%d:%04X", r.Position, r.CodePoint)
		}
		if rule := cmp.Or(r.Rule, r.Condition()); rule != "" {
			text += ":" + rule
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func counts(v *label.Verdict) string {
	var out []string
	for _, c := range v.Counts {
		out = append(out, c.Disposition+"="+c.N.String())
	}
	return strings.Join(out, " ")
}

func faultsOf(r idn.Report) string {
	var out []string
	for _, f := range r.Faults(idn.Failed) {
		out = append(out, f.Rule)
	}
	return strings.Join(out, " ")
}
