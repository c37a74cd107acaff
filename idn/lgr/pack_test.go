package lgr

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func TestPackedSetsJudgeTheSame(t *testing.T) {
	for _, files := range [][2]string{{"testdata/labels.txt", "testdata/sets/*"}, {"testdata/own/labels.txt", "testdata/own/*"}} {
		load := packed(t, loader(t, files[1]))
		readLines(t, files[0], func(line []byte) {
			if f := strings.Split(string(line), "\t"); f[0][0] != '#' {
				checkLabel(t, load(f[0]), f)
			}
		})
	}
}

func TestPackedSetsMatchVectors(t *testing.T) {
	for _, files := range [][2]string{
		{shared + "/lgr-synth/vectors.jsonl", shared + "/lgr-synth/*"},
		{shared + "/lgr-vectors/vectors-open.jsonl", shared + "/rz-lgr-5/*"},
	} {
		checkVectors(t, files[0], packed(t, loader(t, files[1])))
	}
}

func TestPackOfUnpackedIsTheSame(t *testing.T) {
	for file, g := range ownSets(t) {
		pack := g.Pack()
		again, err := Unpack(pack)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		if !bytes.Equal(again.Pack(), pack) {
			t.Errorf("%s: another pack after unpacking", file)
		}
	}
}

// Every octet of a pack is damaged in turn: Unpack either refuses it or gives
// a ruleset that can be used.
func TestDamagedPacks(t *testing.T) {
	refused := 0
	for _, g := range ownSets(t) {
		pack := g.Pack()
		for i := range pack {
			for _, b := range []byte{0, 1, 0x7F, 0xFF} {
				damaged := bytes.Clone(pack)
				damaged[i] = b
				if damaged, err := Unpack(damaged); err == nil {
					if _, err := damaged.Evaluate([]rune{0x61, 0x62}); err != nil && !errors.Is(err, ErrTooComplex) {
						t.Fatal(err)
					}
				} else {
					refused++
				}
			}
			if _, err := Unpack(pack[:i]); !errors.Is(err, ErrBadPack) {
				t.Fatalf("cut off at octet %d: %v", i, err)
			}
		}
	}
	if refused == 0 {
		t.Error("no damaged pack was refused")
	}
}
