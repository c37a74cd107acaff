package idn

import (
	"math"
	"unicode/utf8"
)

// The parameters of Punycode. RFC 3492, 5.
const (
	punyBase, punyMin, punyMax      = 36, 1, 26
	punySkew, punyDamp              = 38, 700
	punyBias, punyFirst             = 72, 0x80
	punyDigits                      = "abcdefghijklmnopqrstuvwxyz0123456789"
	punyDelimiter              byte = '-'
)

// AppendALabel appends the A-label of a text with a code point beyond ASCII:
// xn-- and its Punycode (RFC 3492). Any other text is its own ASCII form.
// Nothing is appended for a text that begins with xn-- itself, which no
// encoder keeps apart from an A-label, nor for one that has a surrogate.
// Whether the label is valid, and not too long, is for [Check] to say.
func AppendALabel(dst []byte, label []rune) []byte {
	if isASCII(label) {
		for _, r := range label {
			dst = append(dst, byte(r&0x7F))
		}
		return dst
	}
	if hasPrefix(label) {
		return dst
	}
	for _, r := range label {
		if !utf8.ValidRune(r) {
			return dst
		}
	}
	return appendEncoded(append(dst, prefix...), label)
}

// AppendULabel appends the code points that an A-label stands for; its letters
// may be capital ones. It reports false, and appends nothing, for a text that
// is no A-label: without xn--, not Punycode, or of ASCII alone when decoded.
func AppendULabel(dst []rune, label string) ([]rune, bool) {
	if len(label) < len(prefix) || lowerASCII(label[:len(prefix)]) != prefix {
		return dst, false
	}
	decoded, ok := appendDecoded(dst, []byte(lowerASCII(label[len(prefix):])))
	if !ok || isASCII(decoded[len(dst):]) {
		return dst, false
	}
	return decoded, true
}

// appendEncoded is the encoder of RFC 3492, 6.3. A label of MaxInput octets
// stays far below the numbers that overflow.
func appendEncoded(dst []byte, label []rune) []byte {
	basic := 0
	for _, r := range label {
		if r < punyFirst {
			dst = append(dst, byte(r&0x7F))
			basic++
		}
	}
	if basic > 0 {
		dst = append(dst, punyDelimiter)
	}
	n, delta, bias := rune(punyFirst), 0, punyBias
	for done := basic; done < len(label); {
		next := rune(math.MaxInt32)
		for _, r := range label {
			if r >= n && r < next {
				next = r
			}
		}
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range label {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			dst = appendDigits(dst, delta, bias)
			bias = adapt(delta, done+1, done == basic)
			delta = 0
			done++
		}
		delta++
		n++
	}
	return dst
}

// appendDigits writes a number of variable length.
func appendDigits(dst []byte, q, bias int) []byte {
	for k := punyBase; ; k += punyBase {
		t := min(max(k-bias, punyMin), punyMax)
		if q < t {
			return append(dst, punyDigits[q])
		}
		dst = append(dst, punyDigits[t+(q-t)%(punyBase-t)])
		q = (q - t) / (punyBase - t)
	}
}

// adapt is the bias for the next number. RFC 3492, 6.1.
func adapt(delta, points int, first bool) int {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for ; delta > (punyBase-punyMin)*punyMax/2; k += punyBase {
		delta /= punyBase - punyMin
	}
	return k + (punyBase-punyMin+1)*delta/(delta+punySkew)
}

// appendDecoded is the decoder of RFC 3492, 6.2, on small letters. It refuses
// numbers above 31 bits. A surrogate, which no text has, becomes U+FFFD, so
// that the label does not encode to the same again.
func appendDecoded(dst []rune, encoded []byte) ([]rune, bool) {
	from := len(dst)
	rest := encoded
	for i := len(encoded) - 1; i >= 0; i-- {
		if encoded[i] != punyDelimiter {
			continue
		}
		if i == 0 {
			return dst, false
		}
		for _, b := range encoded[:i] {
			if b >= punyFirst {
				return dst[:from], false
			}
			dst = append(dst, rune(b))
		}
		rest = encoded[i+1:]
		break
	}
	n, i, bias := punyFirst, 0, punyBias
	for len(rest) > 0 {
		before := i
		weight := 1
		for k := punyBase; ; k += punyBase {
			if len(rest) == 0 {
				return dst[:from], false
			}
			digit := punyDigit(rest[0])
			rest = rest[1:]
			if digit < 0 || digit > (math.MaxInt32-i)/weight {
				return dst[:from], false
			}
			i += digit * weight
			t := min(max(k-bias, punyMin), punyMax)
			if digit < t {
				break
			}
			if weight > math.MaxInt32/(punyBase-t) {
				return dst[:from], false
			}
			weight *= punyBase - t
		}
		points := len(dst) - from + 1
		bias = adapt(i-before, points, before == 0)
		n += i / points
		i %= points
		if n > utf8.MaxRune {
			return dst[:from], false
		}
		dst = append(dst, 0)
		copy(dst[from+i+1:], dst[from+i:])
		dst[from+i] = rune(n & 0x1FFFFF)
		if !utf8.ValidRune(dst[from+i]) {
			dst[from+i] = utf8.RuneError
		}
		i++
	}
	return dst, true
}

func punyDigit(b byte) int {
	switch {
	case 'a' <= b && b <= 'z':
		return int(b - 'a')
	case '0' <= b && b <= '9':
		return int(b-'0') + 26
	}
	return -1
}

func hasPrefix(label []rune) bool {
	return len(label) >= len(prefix) && label[0] == 'x' && label[1] == 'n' && label[2] == '-' && label[3] == '-'
}

func isASCII(label []rune) bool {
	for _, r := range label {
		if r >= utf8.RuneSelf || r < 0 {
			return false
		}
	}
	return true
}

// lowerASCII folds A to Z alone: other letters are not compared without case
// in the DNS.
func lowerASCII(s string) string {
	for i := range len(s) {
		if 'A' <= s[i] && s[i] <= 'Z' {
			b := []byte(s)
			for k := i; k < len(b); k++ {
				if 'A' <= b[k] && b[k] <= 'Z' {
					b[k] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
