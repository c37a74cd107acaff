package idn

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Form is a way to write a label.
type Form string

// The forms that ParseInput reads.
const (
	ULabelForm    Form = "u-label"     // in its own script; an ASCII label too
	ALabelForm    Form = "a-label"     // xn-- and letters, digits, hyphens
	CodePointForm Form = "code-points" // U+0627 U+06CC
)

// InputError says why a text is no label in any form. ID is stable.
type InputError struct {
	ID   string // empty, too-long, not-utf-8, code-point, no-scalar, mixed-forms, bare-numbers
	Part string // the part of the text that is wrong; empty if it is all of it
	At   int    // octet of the text at which the part begins, from 0
}

// The faults of InputError, as English sentences of the part.
var inputFaults = map[string]string{
	"empty":        "there is no label",
	"too-long":     "the text is longer than any label",
	"not-utf-8":    "the text is not UTF-8",
	"code-point":   "%q is no code point: write U+ and four to six hexadecimal digits, such as U+0627",
	"no-scalar":    "%q is no character: code points end at U+10FFFF, and U+D800 to U+DFFF are surrogates",
	"mixed-forms":  "%q is no code point: write all of the label as code points, with spaces between them, or none of it",
	"bare-numbers": "%q may be a label or a number: write U+ before each code point",
}

// Error is the fault in English.
func (e *InputError) Error() string {
	if e.Part == "" {
		return inputFaults[e.ID]
	}
	return fmt.Sprintf(inputFaults[e.ID], e.Part)
}

// ParseInput reads a label in one of three forms and gives it as text that
// [Check] takes. Spaces and tabs around it, and line ends, are left out;
// nothing else is changed: no normalization, no letter case, and spaces that
// only look like one stay, for Check to refuse. Whether the label is valid is
// for Check as well.
//
// Code points are written as Unicode does: U+ and four to six hexadecimal
// digits, with spaces between them. Numbers without U+ are refused when there
// are several, because each alone could be a label: 0627, cafe, beef. The
// error is an *InputError.
func ParseInput(text string) (label string, form Form, err error) {
	start := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	label = strings.Trim(text, " \t\r\n")
	switch {
	case label == "":
		return "", ULabelForm, &InputError{ID: "empty"}
	case isCodePoint(label):
		return parseCodePoints(label, start)
	case len(label) > MaxInput:
		return "", ULabelForm, &InputError{ID: "too-long"}
	case !utf8.ValidString(label):
		return "", ULabelForm, &InputError{ID: "not-utf-8"}
	}
	if at := strings.IndexAny(label, " \t"); at >= 0 {
		if err := badParts(label, start); err != nil {
			return "", CodePointForm, err
		}
	}
	if len(label) >= len(prefix) && strings.EqualFold(label[:len(prefix)], prefix) && onlyASCII(label) {
		return label, ALabelForm, nil
	}
	return label, ULabelForm, nil
}

// maxCodePoints is more than any label has, and few enough to read.
const maxCodePoints = MaxInput / 4

func parseCodePoints(text string, start int) (string, Form, error) {
	label := make([]rune, 0, 63)
	for at, part := range parts(text) {
		if !isCodePoint(part) {
			return "", CodePointForm, &InputError{ID: "mixed-forms", Part: part, At: start + at}
		}
		digits := part[len("U+"):]
		r, ok := number(digits)
		switch {
		case !ok || len(digits) < 4 || len(digits) > 6:
			return "", CodePointForm, &InputError{ID: "code-point", Part: part, At: start + at}
		case !utf8.ValidRune(r):
			return "", CodePointForm, &InputError{ID: "no-scalar", Part: part, At: start + at}
		case len(label) == maxCodePoints:
			return "", CodePointForm, &InputError{ID: "too-long"}
		}
		label = append(label, r)
	}
	return string(label), CodePointForm, nil
}

// badParts finds in a text with spaces a part written as a code point among
// others that are not, and lists of bare numbers. Other texts with spaces are
// for Check.
func badParts(text string, start int) error {
	numbers, first, firstAt := true, "", 0
	for at, part := range parts(text) {
		if first == "" {
			first, firstAt = part, at
		}
		if isCodePoint(part) {
			return &InputError{ID: "mixed-forms", Part: first, At: start + firstAt}
		}
		_, ok := number(part)
		numbers = numbers && ok && len(part) >= 4 && len(part) <= 6
	}
	if numbers {
		return &InputError{ID: "bare-numbers", Part: first, At: start + firstAt}
	}
	return nil
}

// parts goes through the parts between spaces, with where they begin.
func parts(text string) func(yield func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for at := 0; at < len(text); {
			end := strings.IndexAny(text[at:], " \t")
			if end < 0 {
				end = len(text) - at
			}
			if end > 0 && !yield(at, text[at:at+end]) {
				return
			}
			at += end + 1
		}
	}
}

// isCodePoint tells parts that are meant as code points: no label has a plus.
func isCodePoint(part string) bool {
	return len(part) >= 2 && (part[0] == 'U' || part[0] == 'u') && part[1] == '+'
}

// number reads hexadecimal digits; ok is false for anything else, and for
// more of them than a code point has.
func number(digits string) (n rune, ok bool) {
	for i := range len(digits) {
		value := strings.IndexByte("0123456789abcdef", digits[i]|0x20)
		if digits[i] < '0' || value < 0 || i == 7 {
			return 0, false
		}
		n = n<<4 | rune(value&0xF)
	}
	return n, digits != ""
}

func onlyASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
