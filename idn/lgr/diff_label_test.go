package lgr

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The graphs are compared with the two lists of variants.
func TestDiffLabelAgreesWithLists(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := ready(t, randomSet(t)), ready(t, randomSet(t))
		for range 10 {
			label := rapid.SliceOfN(rapid.SampledFrom([]rune("abcd")), 1, 5).Draw(t, "label")
			d, err := DiffLabel(a, b, label)
			if err != nil {
				t.Fatal(err)
			}
			_, before := naive{a}.judge(label)
			_, after := naive{b}.judge(label)
			want := map[Change][]string{}
			for l, v := range before {
				w, still := after[l]
				switch {
				case !still:
					want[Removed] = append(want[Removed], l+" "+v.disposition+" ")
				case v.disposition != w.disposition:
					want[Changed] = append(want[Changed], l+" "+v.disposition+" "+w.disposition)
				}
			}
			for l, w := range after {
				if _, known := before[l]; !known {
					want[Added] = append(want[Added], l+"  "+w.disposition)
				}
			}
			compareLists(t, d, want)
		}
	})
}

func compareLists(t *rapid.T, d *LabelDifference, want map[Change][]string) {
	t.Helper()
	gained, lost, changed := d.Counts()
	counts := map[Change]*big.Int{Added: gained, Removed: lost, Changed: changed}
	some := d.Before.Disposition != d.After.Disposition
	for change, n := range counts {
		var got []string
		for v := range d.Variants(change) {
			got = append(got, fmt.Sprintf("%s %s %s", string(v.CP), v.Before, v.After))
		}
		slices.Sort(want[change])
		slices.Sort(got)
		if !slices.Equal(got, want[change]) || n.Int64() != int64(len(got)) {
			t.Fatalf("%s: %v, counted %v, want %v", change, got, n, want[change])
		}
		some = some || len(got) > 0
	}
	if d.Changed() != some {
		t.Fatalf("changed: %v, want %v", d.Changed(), some)
	}
}

// Every label of 63 letters has 26^63 - 1 variants; then one mapping goes.
func TestDiffLabelOfManyVariants(t *testing.T) {
	file := func(without string) *LGR {
		var data strings.Builder
		for i := 'a'; i <= 'z'; i++ {
			fmt.Fprintf(&data, `<char cp="%04X">`, i)
			for j := 'a'; j <= 'z'; j++ {
				if string([]rune{i, j}) != without && i != j {
					fmt.Fprintf(&data, `<var cp="%04X" type="blocked"/>`, j)
				}
			}
			data.WriteString("</char>")
		}
		return parsed(t, wrap(data.String(), ""))
	}
	label := []rune(strings.Repeat("a", 63))
	d, err := DiffLabel(file(""), file("az"), label)
	if err != nil {
		t.Fatal(err)
	}
	power := func(n int64) *big.Int { return new(big.Int).Exp(big.NewInt(n), big.NewInt(63), nil) }
	gained, lost, changed := d.Counts()
	if want := new(big.Int).Sub(power(26), power(25)); lost.Cmp(want) != 0 || gained.Sign() != 0 || changed.Sign() != 0 {
		t.Errorf("gained %v, lost %v, want %v, changed %v", gained, lost, want, changed)
	}
	n := 0
	for v := range d.Variants(Removed) {
		if !slices.Contains(v.CP, 'z') || v.Before != "blocked" || v.After != "" {
			t.Fatalf("%+v", v)
		}
		if n++; n == 1000 {
			break
		}
	}
	if n != 1000 {
		t.Errorf("only %d listed", n)
	}
}

func TestDiffLabelStates(t *testing.T) {
	a := parsed(t, wrap(a, ""))
	b := parsed(t, wrap(`<char cp="0062"/>`, ""))
	d, err := DiffLabel(a, b, []rune("a"))
	if err != nil {
		t.Fatal(err)
	}
	if !d.Before.Eligible || d.After.Eligible || d.After.Reasons[0].Code != NotInRepertoire || !d.Changed() {
		t.Errorf("%+v, then %+v", d.Before, d.After)
	}
	if _, err := DiffLabel(a, b, make([]rune, MaxLabel+1)); err == nil {
		t.Error("no error for a label that is too long")
	}
}
