package access

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Limits of RFC 5321, 4.5.3.1, in octets; RFC 6531 keeps them for addresses
// in UTF-8.
const (
	maxLocal   = 64
	maxAddress = 254
)

// ErrEmail means that a text cannot be an e-mail address.
var ErrEmail = errors.New("not an e-mail address")

// domains turns a domain in any script into A-labels.
var domains = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(true), idna.VerifyDNSLength(true), idna.Transitional(false))

// CheckEmail reports whether a text can be an e-mail address. Any script is
// allowed on both sides of the @ (RFC 6531, RFC 5891); quoted local parts and
// domains without a dot are not. Whether mail arrives there, only mail tells.
func CheckEmail(address string) error {
	_, err := FoldEmail(address)
	return err
}

// FoldEmail is the form in which addresses are compared: local part in
// normal form C and case folded, domain in A-labels. Mail goes to the address
// as typed.
func FoldEmail(address string) (string, error) {
	address = strings.TrimSpace(address)
	if !utf8.ValidString(address) || len(address) > maxAddress {
		return "", ErrEmail
	}
	local, domain, ok := cutLast(norm.NFC.String(address), "@")
	if !ok || !localPart(local) {
		return "", ErrEmail
	}
	ascii, err := domains.ToASCII(strings.TrimSuffix(domain, "."))
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrEmail, err)
	}
	if !strings.Contains(ascii, ".") {
		return "", ErrEmail
	}
	folded := norm.NFC.String(cases.Fold().String(local))
	return folded + "@" + strings.ToLower(ascii), nil
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// localPart is a dot-atom of RFC 5322, 3.2.3, widened to UTF-8 by RFC 6531,
// 3.3. Characters that turn the text around are left out: they hide what the
// address is.
func localPart(s string) bool {
	if s == "" || len(s) > maxLocal || strings.HasPrefix(s, ".") || strings.HasSuffix(s, ".") || strings.Contains(s, "..") {
		return false
	}
	for _, r := range s {
		if unicode.IsControl(r) || unicode.IsSpace(r) || turns(r) || strings.ContainsRune(`"(),:;<>@[\]`, r) {
			return false
		}
	}
	return true
}

// turns reports whether a character changes the direction of its neighbours
// without being seen (Unicode, UAX #9, 2).
func turns(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0xFEFF
}
