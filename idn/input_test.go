package idn

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParseInput(t *testing.T) {
	tests := []struct {
		text, label string
		form        Form
	}{
		{"shop", "shop", ULabelForm},
		{"cafe", "cafe", ULabelForm}, // hexadecimal digits, and a label
		{"0627", "0627", ULabelForm},
		{"امارات", "امارات", ULabelForm},
		{" \tshop\r\n", "shop", ULabelForm},
		{"cafe\u0301", "cafe\u0301", ULabelForm}, // not composed
		{"SHOP", "SHOP", ULabelForm},
		{"\u00a0shop", "\u00a0shop", ULabelForm}, // no space that is left out
		{"\ufeffshop", "\ufeffshop", ULabelForm},
		{"a b", "a b", ULabelForm}, // Check refuses the space
		{"xn--p1ai", "xn--p1ai", ALabelForm},
		{"XN--P1AI", "XN--P1AI", ALabelForm},
		{"xn--", "xn--", ALabelForm},
		{"xn--ü", "xn--ü", ULabelForm},
		{"U+0627 U+06CC", "ای", CodePointForm},
		{"u+0627  u+06cc", "ای", CodePointForm},
		{"U+0061", "a", CodePointForm},
		{" U+1F600\t", "😀", CodePointForm},
		{"U+000061", "a", CodePointForm},
		{"U+0065 U+0301", "e\u0301", CodePointForm},
		{"U+0078 U+006E U+002D U+002D U+0061", "xn--a", CodePointForm},
		{"u", "u", ULabelForm},
	}
	for _, test := range tests {
		label, form, err := ParseInput(test.text)
		if err != nil || label != test.label || form != test.form {
			t.Errorf("%+q: %+q, %s, %v; want %+q, %s", test.text, label, form, err, test.label, test.form)
		}
	}
}

func TestParseInputFaults(t *testing.T) {
	tests := []struct {
		text, id, part string
		at             int
	}{
		{"", "empty", "", 0},
		{" \t ", "empty", "", 0},
		{strings.Repeat("a", MaxInput+1), "too-long", "", 0},
		{strings.Repeat("U+0061 ", maxCodePoints+1), "too-long", "", 0},
		{"\xff", "not-utf-8", "", 0},
		{"abc\xc3", "not-utf-8", "", 0},
		{"U+", "code-point", "U+", 0},
		{"U+61", "code-point", "U+61", 0},
		{"U+0000061", "code-point", "U+0000061", 0},
		{"U+06ZZ", "code-point", "U+06ZZ", 0},
		{"U+0627,U+06CC", "code-point", "U+0627,U+06CC", 0},
		{"U+0627U+06CC", "code-point", "U+0627U+06CC", 0},
		{"U+-061", "code-point", "U+-061", 0},
		{"U+@061", "code-point", "U+@061", 0},
		{"U+D800", "no-scalar", "U+D800", 0},
		{"U+110000", "no-scalar", "U+110000", 0},
		{" U+0627 U+DFFF", "no-scalar", "U+DFFF", 8},
		{"U+0627 06CC", "mixed-forms", "06CC", 7},
		{"U+0627 ی", "mixed-forms", "ی", 7},
		{"ab U+0627", "mixed-forms", "ab", 0},
		{"0627 06CC", "bare-numbers", "0627", 0},
		{"  cafe beef", "bare-numbers", "cafe", 2},
	}
	for _, test := range tests {
		label, _, err := ParseInput(test.text)
		var fault *InputError
		if !errors.As(err, &fault) || label != "" {
			t.Errorf("%.40q: %q, %v", test.text, label, err)
			continue
		}
		if fault.ID != test.id || fault.Part != test.part || fault.At != test.at {
			t.Errorf("%.40q: %+v", test.text, fault)
		}
		if text := fault.Error(); text == "" || strings.Contains(text, "%!") || !strings.Contains(text, fault.Part) {
			t.Errorf("%.40q says %q", test.text, text)
		}
	}
}

// Whatever is read is text, and reading it as code points gives it again.
func FuzzParseInput(f *testing.F) {
	for _, s := range []string{"shop", "xn--p1ai", "U+0627 U+06CC", "0627 06CC", " a U+0061", "U+D800", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		label, form, err := ParseInput(text)
		if err != nil {
			if label != "" || err.Error() == "" {
				t.Errorf("%+q: %+q, %v", text, label, err)
			}
			return
		}
		if label == "" || !utf8.ValidString(label) {
			t.Errorf("%+q, as %s, is %+q", text, form, label)
		}
		if runes := []rune(label); len(runes) <= maxCodePoints {
			if again, form, err := ParseInput(spellAll(runes)); err != nil || again != label || form != CodePointForm {
				t.Errorf("%+q as code points: %+q, %s, %v", label, again, form, err)
			}
		}
	})
}
