package main

import (
	"strconv"
	"unicode/utf8"
)

// The lines of `label check` are written by hand: at hundreds of thousands a
// second the writing of JSON is most of the work. Text comes out as from
// encoding/json without its escapes for HTML, which a test compares.

const hexDigits = "0123456789abcdef"

// safe tells which octets below utf8.RuneSelf stand for themselves.
var safe = func() (t [utf8.RuneSelf]bool) {
	for b := range t {
		t[b] = b >= ' ' && b != '"' && b != '\\'
	}
	return t
}()

// appendString appends text as a JSON string. Octets that are not UTF-8 become
// U+FFFD.
func appendString[T string | []byte](out []byte, s T) []byte {
	out = append(out, '"')
	start := 0
	for i := 0; i < len(s); {
		b := s[i]
		if b < utf8.RuneSelf {
			if safe[b] {
				i++
				continue
			}
			out = append(out, s[start:i]...)
			out = appendEscape(out, b)
			i++
			start = i
			continue
		}
		r, size := decodeRune(s[i:min(i+utf8.UTFMax, len(s))])
		switch {
		case r == utf8.RuneError && size == 1:
			out = append(append(out, s[start:i]...), `\ufffd`...)
			start = i + size
		case r == 0x2028 || r == 0x2029: // end lines in JavaScript
			out = append(append(append(out, s[start:i]...), `\u202`...), hexDigits[r&0xF])
			start = i + size
		}
		i += size
	}
	return append(append(out, s[start:]...), '"')
}

func decodeRune[T string | []byte](s T) (rune, int) {
	var room [utf8.UTFMax]byte
	return utf8.DecodeRune(room[:copy(room[:], s)])
}

func appendEscape(out []byte, b byte) []byte {
	switch b {
	case '"', '\\':
		return append(out, '\\', b)
	case '\b':
		return append(out, `\b`...)
	case '\f':
		return append(out, `\f`...)
	case '\n':
		return append(out, `\n`...)
	case '\r':
		return append(out, `\r`...)
	case '\t':
		return append(out, `\t`...)
	}
	return append(out, '\\', 'u', '0', '0', hexDigits[b>>4], hexDigits[b&0xF])
}

// appendRunes appends code points as a JSON string.
func appendRunes(out []byte, label []rune) []byte {
	var room [utf8.UTFMax]byte
	out = append(out, '"')
	for _, r := range label {
		switch {
		case r >= 0 && r < utf8.RuneSelf && safe[r]:
			out = append(out, byte(r))
		case r >= utf8.RuneSelf && r != 0x2028 && r != 0x2029 && r != utf8.RuneError:
			out = utf8.AppendRune(out, r)
		default:
			quoted := appendString(nil, room[:utf8.EncodeRune(room[:], r)])
			out = append(out, quoted[1:len(quoted)-1]...)
		}
	}
	return append(out, '"')
}

// appendCPs appends code points as the JSON string "0627 06CC".
func appendCPs(out []byte, label []rune) []byte {
	return append(appendSpelled(append(out, '"'), label), '"')
}

// appendSpelled appends code points as 0627 06CC.
func appendSpelled(out []byte, label []rune) []byte {
	for i, r := range label {
		if i > 0 {
			out = append(out, ' ')
		}
		out = appendCP(out, r)
	}
	return out
}

// appendCP appends a code point with at least four hexadecimal digits.
func appendCP(out []byte, r rune) []byte {
	const upper = "0123456789ABCDEF"
	switch {
	case r > 0xFFFFF:
		out = append(out, upper[r>>20&0xF], upper[r>>16&0xF])
	case r > 0xFFFF:
		out = append(out, upper[r>>16&0xF])
	}
	return append(out, upper[r>>12&0xF], upper[r>>8&0xF], upper[r>>4&0xF], upper[r&0xF])
}

// appendKey appends the name of a field, after a comma unless it is the first.
func appendKey(out []byte, key string) []byte {
	if out[len(out)-1] != '{' {
		out = append(out, ',')
	}
	return append(append(append(out, '"'), key...), '"', ':')
}

func appendTextField[T string | []byte](out []byte, key string, value T) []byte {
	return appendString(appendKey(out, key), value)
}

func appendBoolField(out []byte, key string, value bool) []byte {
	return strconv.AppendBool(appendKey(out, key), value)
}

func appendIntField(out []byte, key string, value int) []byte {
	return strconv.AppendInt(appendKey(out, key), int64(value), 10)
}
