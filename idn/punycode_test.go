package idn

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/net/idna"
)

// Examples of RFC 3492, 7.1, in small letters.
func TestPunycodeOfRFC(t *testing.T) {
	tests := []struct{ text, encoded string }{
		{"ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"},
		{"他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"},
		{"他們爲什麽不說中文", "ihqwctvzc91f659drss3x8bo0yb"},
		{"למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"},
		{"なぜみんな日本語を話してくれないのか", "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"},
		{"почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"},
		{"3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"},
		{"majiでkoiする5秒前", "majikoi5-783gue6qz075azm5e"},
		{"そのスピードで", "d9juau41awczczp"},
	}
	for _, test := range tests {
		if got := string(AppendALabel(nil, []rune(test.text))); got != "xn--"+test.encoded {
			t.Errorf("%s: %s, want xn--%s", test.text, got, test.encoded)
		}
		for _, label := range []string{"xn--" + test.encoded, "XN--" + strings.ToUpper(test.encoded)} {
			if got, ok := AppendULabel([]rune("a"), label); !ok || string(got) != "a"+test.text {
				t.Errorf("%s: %s %v", label, string(got), ok)
			}
		}
	}
}

func TestNoALabel(t *testing.T) {
	for _, label := range []string{
		"", "shop", "xn-", "xn--", "xn--abc-", "xn---", "xn---a", "xn--99999999", "xn--9999999999999999", "xn--ü", "xn--a b", "xn--a.b",
		"xn--" + strings.Repeat("9", 300),
	} {
		if got, ok := AppendULabel([]rune("a"), label); ok || string(got) != "a" {
			t.Errorf("%q: %+q", label, string(got))
		}
	}
	for _, text := range [][]rune{[]rune("xn--ü"), {'a', 0xD800}, {'a', -5}, {0x110000}} {
		if got := AppendALabel([]byte("a"), text); string(got) != "a" {
			t.Errorf("%X: %q", text, got)
		}
	}
	if got := AppendALabel([]byte("a"), []rune("B-c")); string(got) != "aB-c" {
		t.Errorf("ASCII: %q", got)
	}
}

// Both ways, x/net/idna says the same.
func TestPunycodeAgainstReference(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	ranges := []struct{ lo, n int }{{'a', 26}, {'0', 10}, {0xE0, 30}, {0x430, 32}, {0x627, 30}, {0x4E00, 5000}, {0x10000, 0x20000}, {0x80, 0xD000}}
	decoded := 0
	for range 100_000 {
		word := make([]rune, 1+random.IntN(12))
		first := ranges[random.IntN(len(ranges))]
		for i := range word {
			if random.IntN(3) == 0 {
				first = ranges[random.IntN(len(ranges))]
			}
			word[i] = rune(first.lo + random.IntN(first.n))
		}
		want, err := idna.Punycode.ToASCII(string(word))
		got := AppendALabel(nil, word)
		if err != nil || string(got) != want {
			t.Fatalf("%+q: %s, the reference says %s, %v", string(word), got, want, err)
		}
		damaged := damage(random, got)
		theirs, err := idna.Punycode.ToUnicode(string(damaged))
		theirsOK := err == nil && !onlyASCII(theirs)
		ours, ok := AppendULabel(nil, string(damaged))
		if ok != theirsOK || ok && string(ours) != theirs {
			t.Fatalf("%s: %+q %v, the reference says %+q %v", damaged, string(ours), ok, theirs, err)
		}
		if ok {
			decoded++
		}
	}
	if decoded < 10_000 || decoded > 90_000 {
		t.Errorf("%d of 100000 decoded: the labels try too little", decoded)
	}
}

// damage changes, takes out or adds an octet after the prefix, or nothing.
func damage(random *rand.Rand, label []byte) []byte {
	const octets = "abcdefghijklmnopqrstuvwxyz0123456789-"
	label = append([]byte(nil), label...)
	if len(label) < 5 || string(label[:4]) != prefix {
		return append([]byte(prefix), label...)
	}
	at := 4 + random.IntN(len(label)-4)
	switch random.IntN(4) {
	case 0:
		label[at] = octets[random.IntN(len(octets))]
	case 1:
		label = append(label[:at], label[at+1:]...)
	case 2:
		label = append(label, octets[random.IntN(len(octets))])
	}
	return label
}

// What decodes encodes to the same again, whatever octets come in.
func FuzzPunycode(f *testing.F) {
	for _, s := range []string{"xn--p1ai", "xn--ib9b", "xn--a-ccb", "xn--99999999", "XN--BCHER-KVA"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, label string) {
		if len(label) > MaxInput {
			return
		}
		decoded, ok := AppendULabel(nil, label)
		if !ok || hasPrefix(decoded) || strings.ContainsRune(string(decoded), 0xFFFD) {
			return
		}
		if again := AppendALabel(nil, decoded); string(again) != lowerASCII(label) {
			t.Errorf("%q decodes to %+q and that encodes to %q", label, string(decoded), again)
		}
	})
}

func BenchmarkPunycode(b *testing.B) {
	const label = "xn--vermgensberatung-pwb"
	text := []rune("vermögensberatung")
	b.Run("encode", func(b *testing.B) {
		b.ReportAllocs()
		var dst []byte
		for b.Loop() {
			dst = AppendALabel(dst[:0], text)
		}
	})
	b.Run("encode reference", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := idna.Punycode.ToASCII(string(text)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("decode", func(b *testing.B) {
		b.ReportAllocs()
		var dst []rune
		for b.Loop() {
			dst, _ = AppendULabel(dst[:0], label)
		}
	})
	b.Run("decode reference", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := idna.Punycode.ToUnicode(label); err != nil {
				b.Fatal(err)
			}
		}
	})
}
