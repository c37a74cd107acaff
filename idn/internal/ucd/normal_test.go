package ucd

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

const normalSample = "testdata/normalization.txt"

// Every 40th row of the published tests, and all rows with code points that
// Unicode 15 does not have.
func TestNormalSample(t *testing.T) {
	content, err := os.ReadFile(normalSample)
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.SplitSeq(string(content), "\n") {
		version, row, ok := strings.Cut(line, ";")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		rows++
		for _, v := range Versions() { // later versions do not change what is normal
			if v.Own && v.Version >= version {
				checkNormal(t, v, row)
			}
		}
	}
	if rows < 500 {
		t.Fatalf("%d rows", rows)
	}
}

// The tests as published, and every code point that they do not name.
func TestNormalFiles(t *testing.T) {
	if _, err := os.Stat(published); errors.Is(err, fs.ErrNotExist) {
		t.Skip("the folder of published files is not here; a sample of them is tested")
	}
	var sample strings.Builder
	sample.WriteString("# Rows of NormalizationTest.txt, https://www.unicode.org/Public/: version; text; NFC; NFD\n")
	old, _ := Lookup("15.0.0")
	for _, v := range Versions() {
		if !v.Own {
			continue
		}
		content, err := os.ReadFile(filepath.Join(published, v.Version, "NormalizationTest.txt"))
		if err != nil {
			t.Fatal(err)
		}
		named := map[rune]bool{}
		rows := 0
		for line := range strings.SplitSeq(string(content), "\n") {
			f := strings.Split(line, ";")
			if len(f) < 6 || strings.HasPrefix(line, "#") {
				continue
			}
			rows++
			row := strings.Join(f[:3], ";")
			checkNormal(t, v, row)
			text := parse(t, f[0])
			if len(text) == 1 {
				named[text[0]] = true
			}
			newer := slices.ContainsFunc(text, func(r rune) bool { return !old.Assigned(r) })
			if v == old && rows%40 == 0 || v != old && newer {
				fmt.Fprintf(&sample, "%s;%s\n", v.Version, row)
			}
		}
		for r := rune(0); r <= last; r++ {
			if !named[r] && !v.IsNFC([]rune{r}) && v.Of(r).NFC != QuickMaybe {
				t.Errorf("Unicode %s: U+%04X alone is not said to change", v.Version, r)
			}
		}
	}
	if *update {
		if err := os.WriteFile(normalSample, []byte(sample.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// checkNormal asks what the published tests do of a text, its NFC and its NFD.
func checkNormal(t *testing.T, v *Tables, row string) {
	t.Helper()
	f := strings.Split(row, ";")
	want := parse(t, f[1])
	for _, form := range f[:3] {
		text := parse(t, form)
		if got := v.AppendNFC(nil, text); !slices.Equal(got, want) {
			t.Errorf("Unicode %s: %X becomes %X, want %X", v.Version, text, got, want)
		}
		if got := v.IsNFC(text); got != slices.Equal(text, want) {
			t.Errorf("Unicode %s: %X is normal: %v", v.Version, text, got)
		}
	}
}

func parse(t *testing.T, text string) []rune {
	t.Helper()
	var runes []rune
	for _, f := range strings.Fields(text) {
		n, err := strconv.ParseUint(f, 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		runes = append(runes, rune(n))
	}
	return runes
}

// Random texts of letters, marks, syllables and their parts, by x/text, which
// has Unicode 15.
func TestNormalAgainstXText(t *testing.T) {
	old, _ := Lookup("15.0.0")
	random := rand.New(rand.NewPCG(5, 6))
	alphabet := []rune("aeoAKÅéẹ̈\u0301\u0308\u0323\u0327\u0338\u0344\u09c7\u09be\u09d7\u0bc6\u0bbe\u0b92\u0dd9\u0dcf\u0dca\u0653\u0654\u0627\u06d2\u1100\u1161\u11a8가각\u05d0\u05b7\u212b\u2126\ufb1d\U0001d15e\U0002f800\U00011131\U00011127\u0f71\u0f72\u0f80")
	for range 100_000 {
		text := make([]rune, 1+random.IntN(6))
		for i := range text {
			text[i] = alphabet[random.IntN(len(alphabet))]
		}
		want := []rune(norm.NFC.String(string(text)))
		if got := old.AppendNFC(nil, text); !slices.Equal(got, want) {
			t.Fatalf("%X becomes %X, x/text says %X", text, got, want)
		}
		if got := old.IsNFC(text); got != slices.Equal(text, want) {
			t.Fatalf("%X is normal: %v, x/text says %X", text, got, want)
		}
	}
}

// What is appended to stays as it is, also when it ends with a mark.
func TestAppendNFC(t *testing.T) {
	got := Current.AppendNFC([]rune("e\u0301"), []rune("\u0323a\u0308"))
	if want := []rune("e\u0301\u0323\u00e4"); !slices.Equal(got, want) {
		t.Errorf("%X, want %X", got, want)
	}
}

// A version leaves code points alone that came after it.
func TestNormalOfUnassigned(t *testing.T) {
	old, _ := Lookup("15.0.0")
	text := []rune{0x16D67, 0x16D67} // two Kirat Rai vowel signs: one in Unicode 16
	if got := old.AppendNFC(nil, text); !slices.Equal(got, text) || !old.IsNFC(text) {
		t.Errorf("by 15: %X", got)
	}
	if got := Current.AppendNFC(nil, text); !slices.Equal(got, []rune{0x16D68}) || Current.IsNFC(text) {
		t.Errorf("by 16: %X", got)
	}
}

func TestPlain(t *testing.T) {
	old, _ := Lookup("15.0.0")
	tests := []struct {
		of   rune
		want string
	}{
		{'A', "a"},
		{'a', ""},
		{0xC4, "ä"},
		{0x1E9E, "ß"},
		{0xFB01, "fi"},
		{0xFF41, "a"},
		{0x2460, "1"},
		{0xB2, "2"},
		{0x212B, "å"},
		{0xAB70, "Ꭰ"},
		{0x10A0, "ⴀ"},
		{0x1C90, "ა"},
		{0x1F600, ""},
		{0x2F800, "丽"},
		{0xFDF2, "الله"},
		{0x130, "i"},
		{0x178, "ÿ"},
		{0xBC, ""},
		{0x10D50, "𐵰"},
	}
	for _, test := range tests {
		if got := Current.Plain(test.of); got != test.want {
			t.Errorf("U+%04X: %q, want %q", test.of, got, test.want)
		}
	}
	if got := old.Plain(0x10D50); got != "" { // Garay is newer
		t.Errorf("U+10D50 by 15: %q", got)
	}
}

func BenchmarkIsNFC(b *testing.B) {
	for _, text := range []string{"vermögensberatung", "امارات", "சிங்கப்பூர்", "한국어", "ভারত"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			runes := []rune(text)
			for b.Loop() {
				if !Current.IsNFC(runes) {
					b.Fatal(text)
				}
			}
		})
	}
}
