package lgr

import (
	"encoding/json"
	"slices"
	"testing"
)

// second is the other opinion on a vector on which the reference is doubtful:
// it was computed from the text of RFC 7940, over every way to cut a label.
type second struct {
	Disposition []string `json:"disposition"`
	Count       *int64   `json:"variant_count"`
	Variants    []struct {
		CPs         string `json:"cps"`
		Disposition string `json:"disposition"`
	} `json:"variants"`
}

func TestFlaggedVectors(t *testing.T) {
	for _, files := range [][2]string{
		{"/lgr-synth/vectors.jsonl", "/lgr-synth/*"},
		{"/lgr-vectors/vectors-open.jsonl", "/rz-lgr-5/*"},
	} {
		load := loader(t, shared+files[1])
		total, matched := 0, 0
		readLines(t, shared+files[0], func(line []byte) {
			var v vector
			if err := json.Unmarshal(line, &v); err != nil {
				t.Fatal(err)
			}
			if v.SpecDiffers == nil {
				return
			}
			total++
			if fault := differsFromSecond(t, load(v.LGR), v); fault != "" {
				t.Errorf("%s %s: %s", v.LGR, v.CPs, fault)
				return
			}
			matched++
		})
		t.Logf("%s: %d of %d match the second opinion", files[0], matched, total)
	}
}

func differsFromSecond(t *testing.T, g *LGR, v vector) string {
	var s second
	if err := json.Unmarshal(v.SpecDiffers, &s); err != nil {
		t.Fatal(err)
	}
	label := parseCPs(t, v.CPs)
	got, err := g.Evaluate(label)
	if err != nil {
		return err.Error()
	}
	if s.Disposition != nil && !slices.Contains(s.Disposition, got.Disposition) {
		return "disposition " + got.Disposition
	}
	v.Count, v.Variants, v.Counts = s.Count, s.Variants, nil
	if s.Count == nil && s.Variants != nil {
		n := int64(len(s.Variants))
		v.Count = &n
	}
	return differsInVariants(t, g, v)
}

// The label on which the reference takes more than an hour.
func TestExactCountOfManyVariants(t *testing.T) {
	load := loader(t, shared+"/rz-lgr-5/*")
	readLines(t, shared+"/rz-lgr-5/INDEX.csv", func([]byte) {})
	for _, name := range []string{"lgr-5-latin-script", "lgr-5-common"} {
		v, err := load(name).Variants([]rune("vermögensberatung"))
		if err != nil {
			t.Fatal(err)
		}
		// 4,423,680 with the label itself.
		if counts := v.Counts(); len(counts) != 1 || counts["blocked"].Int64() != 4_423_679 {
			t.Errorf("%s: %v", name, counts)
		}
	}
}
