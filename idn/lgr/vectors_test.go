package lgr

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const shared = "../../../shared/data"

// vector is one label with the verdict of the reference implementation.
type vector struct {
	LGR         string  `json:"lgr"`
	CPs         string  `json:"cps"`
	Eligible    bool    `json:"eligible"`
	Disposition string  `json:"disposition"`
	ActionIndex int     `json:"action_index"`
	Reason      *string `json:"invalid_reason"`
	Count       *int64  `json:"variant_count"`
	Variants    []struct {
		CPs         string `json:"cps"`
		Disposition string `json:"disposition"`
	} `json:"variants"`
	Counts        map[string]int64 `json:"disposition_counts"`
	SpecDiffers   json.RawMessage  `json:"spec_differs"`
	Ambiguous     json.RawMessage  `json:"ambiguous"`
	CtxAmbiguous  json.RawMessage  `json:"ctx_ambiguous"`
	OracleTimeout json.RawMessage  `json:"oracle_timeout"`
	OracleDefect  json.RawMessage  `json:"oracle_defect"`
}

func (v vector) flagged() bool {
	return v.SpecDiffers != nil || v.Ambiguous != nil || v.CtxAmbiguous != nil || v.OracleTimeout != nil || v.OracleDefect != nil
}

func parseCPs(t testing.TB, s string) []rune {
	t.Helper()
	var out []rune
	for _, f := range strings.Fields(s) {
		n, err := strconv.ParseUint(f, 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, rune(n))
	}
	return out
}

// loader reads each ruleset once.
func loader(t testing.TB, pattern string) func(name string) *LGR {
	loaded := map[string]*LGR{}
	return func(name string) *LGR {
		if g := loaded[name]; g != nil {
			return g
		}
		files, err := filepath.Glob(strings.ReplaceAll(pattern, "*", name+"*"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no ruleset %q: %v", name, err)
		}
		file := files[0]
		for _, f := range files {
			if strings.HasSuffix(f, "/"+name+".xml") {
				file = f
			}
		}
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close() //nolint:errcheck // read only
		g, err := Parse(f)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		loaded[name] = g
		return g
	}
}

// packed loads rulesets by way of their packed form.
func packed(t testing.TB, load func(string) *LGR) func(name string) *LGR {
	unpacked := map[string]*LGR{}
	return func(name string) *LGR {
		if unpacked[name] == nil {
			g, err := Unpack(load(name).Pack())
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			unpacked[name] = g
		}
		return unpacked[name]
	}
}

func readLines(t testing.TB, path string, each func(line []byte)) {
	t.Helper()
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) && strings.HasPrefix(path, shared) {
		if _, err := os.Stat(shared); errors.Is(err, fs.ErrNotExist) {
			t.Skip("the shared data is not here; testdata is tested in its place")
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // read only
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		each(lines.Bytes())
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

// checkVectors compares every vector of a file that is not flagged.
func checkVectors(t *testing.T, vectors string, load func(string) *LGR) {
	total, matched, flagged, flaggedSame, reasonSame, reasons := 0, 0, 0, 0, 0, 0
	readLines(t, vectors, func(line []byte) {
		var v vector
		if err := json.Unmarshal(line, &v); err != nil {
			t.Fatal(err)
		}
		fault := differs(t, load(v.LGR), v)
		if v.flagged() {
			flagged++
			if fault == "" {
				flaggedSame++
			}
			return
		}
		total++
		if fault == "" {
			matched++
		} else if total-matched < 30 {
			t.Errorf("%s %s: %s", v.LGR, v.CPs, fault)
		}
		if v.Reason != nil {
			reasons++
			if got, err := load(v.LGR).Evaluate(parseCPs(t, v.CPs)); err == nil && joinReasons(got) == *v.Reason {
				reasonSame++
			}
		}
	})
	if total == 0 {
		t.Fatal("no vectors")
	}
	if matched != total {
		t.Errorf("%d of %d match", matched, total)
	}
	t.Logf("%d of %d match; reasons the same to the letter %d of %d; flagged %d, of which %d match all the same",
		matched, total, reasonSame, reasons, flagged, flaggedSame)
}

func joinReasons(v Verdict) string {
	var out []string
	for _, r := range v.Reasons {
		out = append(out, r.String())
	}
	return strings.Join(out, "; ")
}
