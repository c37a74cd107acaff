package idn

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/idna"
)

var update = flag.Bool("update", false, "write testdata/idnatest.txt anew from the published files")

const (
	published  = "../../shared/data/unicode"
	idnaSample = "testdata/idnatest.txt"
)

// idnaRow is a row of IdnaTestV2.txt: what UTS 46 makes of a name without
// transitional processing, with all of its checks.
type idnaRow struct {
	source, unicode, ascii string
	status                 []string // of both conversions
}

// The outcomes of a comparison. Those between accept and refuse are explained
// in the README.
const (
	bothAccept = "both accept"
	bothRefuse = "both refuse"
	mapped     = "UTS 46 maps it"
	symbol     = "UTS 46 allows the code point"
	wholeName  = "UTS 46 judges the whole name"
)

// nameVerdict is what the labels of a name say together.
type nameVerdict struct {
	unicode, ascii string
	rules          []string // that a label breaks
	rtl            bool
	labels         int
}

// judgeName judges every label by itself. A dot at the end of a name is none
// of a label: it stands for the root.
func judgeName(name, version string) (v nameVerdict) {
	end := ""
	labels := strings.Split(strings.NewReplacer("\u3002", ".", "\uff0e", ".", "\uff61", ".").Replace(name), ".")
	if n := len(labels) - 1; n > 0 && labels[n] == "" {
		labels, end = labels[:n], "."
	}
	v.labels = len(labels)
	var unicode, ascii []string
	for _, label := range labels {
		report := Check(label, Rules{MixedScripts: true, Unicode: version})
		unicode, ascii = append(unicode, report.ULabel), append(ascii, report.ALabel)
		v.rtl = v.rtl || report.RTL
		for _, f := range report.Faults(Failed) {
			v.rules = append(v.rules, f.Rule)
		}
	}
	v.unicode, v.ascii = strings.Join(unicode, ".")+end, strings.Join(ascii, ".")+end
	return v
}

func (v nameVerdict) breaks(rules ...string) bool {
	return slices.ContainsFunc(v.rules, func(rule string) bool { return slices.Contains(rules, rule) })
}

// breaksOnly reports that every rule broken begins so.
func (v nameVerdict) breaksOnly(prefix string) bool {
	return !slices.ContainsFunc(v.rules, func(rule string) bool { return !strings.HasPrefix(rule, prefix) })
}

// ofWholeName tells statuses that say nothing of a label: the length of the
// name, the Bidi rule for labels beside one with right-to-left characters, and
// the empty label of the root.
func (r idnaRow) ofWholeName(v nameVerdict) bool {
	return !slices.ContainsFunc(r.status, func(s string) bool {
		switch s {
		case "A4_1":
			return false
		case "A4_2":
			return !strings.HasSuffix(v.unicode, ".")
		}
		return s[0] != 'B' || !v.rtl || v.labels < 2
	})
}

// outcome compares the strict verdict on every label of the name, as it is
// written, with that of UTS 46. What cannot be explained comes back as it is.
func (r idnaRow) outcome(version string) string {
	v := judgeName(r.source, version)
	ours, theirs := len(v.rules) == 0, len(r.status) == 0
	unchanged := v.unicode == r.unicode
	switch {
	case ours && theirs && unchanged && v.ascii == r.ascii:
		return bothAccept
	case !ours && !theirs:
		return bothRefuse
	case ours && !theirs && r.ofWholeName(v):
		return wholeName
	case !ours && theirs && !unchanged && v.breaks("disallowed", "disallowed-form", "nfc"):
		// What it is mapped to must have no other fault.
		then := idnaRow{source: r.unicode, unicode: r.unicode, ascii: r.ascii}.outcome(version)
		if then == bothAccept || then == symbol {
			return mapped
		}
	case !ours && theirs && unchanged && v.breaksOnly("disallowed"):
		return symbol
	}
	return fmt.Sprintf("unexplained: %+q, ours %v, UTS 46 %v %+q %s", r.source, v.rules, r.status, r.unicode, r.ascii)
}

// idnaOutcomes are the counts of the whole files and of the sample.
var idnaOutcomes = map[string]struct{ whole, sample map[string]int }{
	"15.0.0": {
		map[string]int{bothAccept: 277, bothRefuse: 5784, mapped: 106, symbol: 50, wholeName: 18},
		map[string]int{bothAccept: 62, bothRefuse: 96, mapped: 33, symbol: 12, wholeName: 5},
	},
	"16.0.0": {
		map[string]int{bothAccept: 255, bothRefuse: 5785, mapped: 212, symbol: 79, wholeName: 56},
		map[string]int{bothAccept: 65, bothRefuse: 96, mapped: 52, symbol: 20, wholeName: 13},
	},
	"17.0.0": {
		map[string]int{bothAccept: 258, bothRefuse: 5782, mapped: 212, symbol: 79, wholeName: 58},
		map[string]int{bothAccept: 69, bothRefuse: 96, mapped: 55, symbol: 16, wholeName: 11},
	},
}

func TestIdnaTestSample(t *testing.T) {
	content, err := os.ReadFile(idnaSample)
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]idnaRow{}
	for line := range strings.SplitSeq(string(content), "\n") {
		if version, rest, ok := strings.Cut(line, ";"); ok && !strings.HasPrefix(line, "#") {
			if row, ok := parseIdnaRow(t, rest); ok {
				rows[version] = append(rows[version], row)
			}
		}
	}
	for version, want := range idnaOutcomes {
		compareIdna(t, version, rows[version], want.sample)
	}
}

func TestIdnaTestFiles(t *testing.T) {
	if _, err := os.Stat(published); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the folder of published files is not here; a sample of them is tested")
	}
	var sample strings.Builder
	sample.WriteString("# Rows of IdnaTestV2.txt, every 60th that both refuse and every 4th of the others, https://www.unicode.org/Public/: version; source; toUnicode; status; toAsciiN; status\n")
	for _, version := range slices.Sorted(maps.Keys(idnaOutcomes)) {
		content, err := os.ReadFile(filepath.Join(published, version, "IdnaTestV2.txt"))
		if err != nil {
			t.Fatal(err)
		}
		var rows []idnaRow
		count := map[bool]int{}
		for line := range strings.SplitSeq(string(content), "\n") {
			line, _, _ = strings.Cut(line, "#")
			row, ok := parseIdnaRow(t, line)
			if !ok {
				continue
			}
			rows = append(rows, row)
			refused := row.outcome(version) == bothRefuse
			count[refused]++
			if every := map[bool]int{true: 60, false: 4}[refused]; count[refused]%every == 0 {
				fmt.Fprintf(&sample, "%s;%s\n", version, strings.Join(strings.Split(line, ";")[:5], ";"))
			}
		}
		compareIdna(t, version, rows, idnaOutcomes[version].whole)
	}
	if *update {
		if err := os.WriteFile(idnaSample, []byte(sample.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func compareIdna(t *testing.T, version string, rows []idnaRow, want map[string]int) {
	t.Helper()
	got := map[string]int{}
	for _, row := range rows {
		outcome := row.outcome(version)
		if strings.HasPrefix(outcome, "unexplained") {
			t.Errorf("Unicode %s: %s", version, outcome)
			continue
		}
		got[outcome]++
	}
	if !maps.Equal(got, want) {
		t.Errorf("Unicode %s: %#v, want %#v", version, got, want)
	}
}

var escape = regexp.MustCompile(`\\u([0-9A-F]{4})|\\x\{([0-9A-F]+)\}`)

// parseIdnaRow reads a row; ok is false for empty ones and for those with
// surrogates, which are no text.
func parseIdnaRow(t *testing.T, line string) (row idnaRow, ok bool) {
	t.Helper()
	f := strings.Split(line, ";")
	if len(f) < 5 {
		return row, false
	}
	surrogate := false
	for i := range f {
		f[i] = escape.ReplaceAllStringFunc(strings.TrimSpace(f[i]), func(e string) string {
			n, err := strconv.ParseUint(strings.Trim(e, `\ux{}`), 16, 32)
			if err != nil {
				t.Fatal(err)
			}
			surrogate = surrogate || 0xD800 <= n && n <= 0xDFFF
			return string(rune(n))
		})
	}
	same := func(text, other string) string {
		switch text {
		case "":
			return other
		case `""`:
			return ""
		}
		return text
	}
	row.source = same(f[0], "")
	row.unicode = same(f[1], row.source)
	row.ascii = same(f[3], row.unicode)
	for _, s := range strings.FieldsFunc(f[2]+","+same(f[4], f[2]), func(r rune) bool { return strings.ContainsRune("[], ", r) }) {
		if !slices.Contains(row.status, s) {
			row.status = append(row.status, s)
		}
	}
	return row, !surrogate
}

// x/net/idna, by which the tests of this package are checked, on the file of
// its own version.
func TestReferenceOnIdnaTest(t *testing.T) {
	profile := idna.New(idna.MapForLookup(), idna.Transitional(false), idna.BidiRule(), idna.CheckHyphens(true),
		idna.CheckJoiners(true), idna.StrictDomainName(true), idna.VerifyDNSLength(true))
	path, start := filepath.Join(published, "15.0.0", "IdnaTestV2.txt"), ""
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		path, start = idnaSample, "15.0.0;"
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.SplitSeq(string(content), "\n") {
		line, _, _ = strings.Cut(line, "#")
		rest, ok := strings.CutPrefix(line, start)
		if !ok {
			continue
		}
		row, ok := parseIdnaRow(t, rest)
		if !ok {
			continue
		}
		rows++
		got, err := profile.ToASCII(row.source)
		if (err == nil) != (len(row.status) == 0) || err == nil && got != row.ascii {
			t.Errorf("%+q: %s %v, the file says %s %v", row.source, got, err, row.ascii, row.status)
		}
	}
	if rows < 200 {
		t.Errorf("%d rows", rows)
	}
}
