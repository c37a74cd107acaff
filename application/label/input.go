package label

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"rootward/idn"
)

// Form says how a label was written.
type Form string

// The forms that are read.
const (
	Text       Form = "text"        // in its own script: a U-label, or an ASCII label
	ALabel     Form = "a-label"     // xn--...
	CodePoints Form = "code-points" // U+0627 U+06CC
)

// InputError says why a text is no label at all. Rule is a stable id.
type InputError struct {
	Rule string // such as "code-points", or the idn rule that failed
	Text string // in English
}

// Error is the reason in English.
func (e *InputError) Error() string { return e.Text }

// readForm tells the form of a text, and appends its code points to label if
// that is CodePoints.
func readForm(label []rune, text string) (Form, []rune, error) {
	switch {
	case isCodePoints(text):
		label, err := appendCodePoints(label, text)
		return CodePoints, label, err
	case isALabel(text):
		return ALabel, label, nil
	}
	return Text, label, nil
}

// isCodePoints reports whether a text is taken for code points.
func isCodePoints(text string) bool { return len(text) >= 2 && text[0]|0x20 == 'u' && text[1] == '+' }

// appendCodePoints reads U+0627 U+06CC. The code points may stand apart by
// spaces or commas, or not at all.
func appendCodePoints(label []rune, text string) ([]rune, error) {
	for rest := text; rest != ""; {
		end := 2
		for end < len(rest) && isHex(rest[end]) {
			end++
		}
		if !isCodePoints(rest) {
			return label, badCodePoint(rest)
		}
		n, err := strconv.ParseUint(rest[2:end], 16, 32)
		if err != nil || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
			return label, badCodePoint(rest[:end])
		}
		label = append(label, rune(n))
		rest = strings.TrimLeft(rest[end:], " ,")
	}
	return label, nil
}

func badCodePoint(text string) error {
	if i := strings.IndexAny(text, " ,"); i > 0 {
		text = text[:i]
	}
	return &InputError{Rule: "code-points", Text: "no code point: " + strconv.QuoteToASCII(text)}
}

func isHex(b byte) bool {
	return '0' <= b && b <= '9' || 'a' <= b|0x20 && b|0x20 <= 'f'
}

// isALabel reports whether a text is taken for an A-label.
func isALabel(text string) bool {
	return len(text) >= 4 && strings.EqualFold(text[:4], "xn--")
}

// Parse reads the code points of a label in any of the three forms, as they
// are given; nothing is judged. The error is an *InputError.
func Parse(text string) ([]rune, error) {
	form, label, err := readForm(nil, text)
	switch {
	case err != nil:
		return nil, err
	case form == CodePoints:
		return label, nil
	case form == ALabel:
		if label, ok := idn.AppendULabel(nil, text); ok {
			return label, nil
		}
	case text != "" && len(text) <= idn.MaxInput && utf8.ValidString(text) && !strings.ContainsAny(text, dots):
		return []rune(text), nil
	}
	r := idn.Check(text, idn.Rules{})
	return []rune(r.ULabel), unreadable(r)
}

// appendText appends the code points of a text.
func appendText(label []rune, text string) []rune {
	for _, r := range text {
		label = append(label, r)
	}
	return label
}

// dots are those of IDNA: the full stop, its ideographic, full-width and
// half-width forms.
const dots = ".\u3002\uFF0E\uFF61"
