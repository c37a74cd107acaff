package lgr

import (
	"encoding/json"
	"testing"
)

// pair is two labels with the verdict of the reference implementation.
type pair struct {
	A        string `json:"cps_a"`
	B        string `json:"cps_b"`
	Verdict  string `json:"verdict"`
	BOfA     string `json:"b_in_variants_of_a"`
	Doubtful bool   `json:"doubtful"`
}

func TestRootZonePairs(t *testing.T) {
	load := loader(t, shared+"/rz-lgr-5/*")
	total, matched, doubtful, doubtfulSame, keyOnly, keyOnlyReadable := 0, 0, 0, 0, 0, 0
	relations := map[Relation]int{}
	readLines(t, shared+"/lgr-vectors/pairs-open.jsonl", func(line []byte) {
		var p pair
		if err := json.Unmarshal(line, &p); err != nil {
			t.Fatal(err)
		}
		g := load("lgr-5-common")
		a, b := parseCPs(t, p.A), parseCPs(t, p.B)
		same, relation, err := g.SameVariantSet(a, b)
		back, _, err2 := g.SameVariantSet(b, a)
		if err != nil || err2 != nil {
			t.Fatalf("%s | %s: %v %v", p.A, p.B, err, err2)
		}
		if same != back {
			t.Errorf("%s | %s: %v one way, %v the other", p.A, p.B, same, back)
		}
		keys := g.IndexKey(a) == g.IndexKey(b)
		if same && !keys {
			t.Errorf("%s | %s: one set with two keys", p.A, p.B)
		}
		if keys && !same {
			if keyOnly++; g.readable(a) && g.readable(b) {
				keyOnlyReadable++
			}
		}
		ok := same == (p.Verdict == "variant")
		if p.Doubtful {
			doubtful++
			if ok {
				doubtfulSame++
			}
			return
		}
		total++
		relations[relation]++
		if p.BOfA == "blocked" && relation != Blocked {
			ok = false
		}
		if ok {
			matched++
		} else {
			t.Errorf("%s | %s: %v %s, want %s", p.A, p.B, same, relation, p.Verdict)
		}
	})
	t.Logf("%d of %d pairs match %v; doubtful %d, of which %d match all the same; equal keys without being one set: %d, in %d of them both are readable",
		matched, total, relations, doubtful, doubtfulSame, keyOnly, keyOnlyReadable)
}
