package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"
)

// encoded is what encoding/json makes of a text.
func encoded(t *testing.T, v any) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return string(bytes.TrimSuffix(b.Bytes(), newline))
}

func TestAppendString(t *testing.T) {
	texts := []string{"", "shop", `a"b\c`, "\x00\x01\x1f\x7f", "\b\f\n\r\t", "<>&", "\u2028\u2029\u2027", "\xff", "a\xc3", "\xe2\x80", "\ufffd", "\xed\xa0\x80", "امارات", "\U0001F600"}
	r := rand.New(rand.NewPCG(5, 6))
	alphabet := []string{"a", "\"", "\\", "\x00", "\x1b", "\n", "\u2028", "\u2029", "\u00e9", "\u0627", "\u4e2d", "\U0002A6D6", "\xff", "\xc3", "\xe2\x80", "<", "\u007f", "\ufffd"}
	for range 20_000 {
		text := ""
		for range r.IntN(12) {
			if r.IntN(4) == 0 {
				text += string([]byte{byte(r.UintN(256))})
			} else {
				text += alphabet[r.IntN(len(alphabet))]
			}
		}
		texts = append(texts, text)
	}
	for _, text := range texts {
		want := encoded(t, text)
		if got := string(appendString(nil, text)); got != want {
			t.Fatalf("%q: %s, want %s", text, got, want)
		}
		if got := string(appendString(nil, []byte(text))); got != want {
			t.Fatalf("%q as octets: %s, want %s", text, got, want)
		}
		if got := string(appendRunes(nil, []rune(text))); got != encoded(t, string([]rune(text))) {
			t.Fatalf("%q as code points: %s", text, got)
		}
	}
}

func TestAppendCPs(t *testing.T) {
	for want, label := range map[string][]rune{
		`""`: nil, `"0000"`: {0}, `"0061 0627"`: {'a', 0x627}, `"FFFF 10000"`: {0xFFFF, 0x10000}, `"FFFFF 100000 10FFFF"`: {0xFFFFF, 0x100000, 0x10FFFF},
	} {
		if got := string(appendCPs(nil, label)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestAppendFields(t *testing.T) {
	out := appendTextField([]byte("{"), "a", "{")
	out = appendBoolField(out, "b", true)
	out = appendIntField(out, "c", -1)
	out = appendKey(out, "d")
	out = append(appendIntField(append(out, '{'), "e", 0), "}}"...)
	if want := `{"a":"{","b":true,"c":-1,"d":{"e":0}}`; string(out) != want {
		t.Errorf("%s, want %s", out, want)
	}
}
