package access

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// Most characters of a name, an organisation's name and an address of a web
// page.
const (
	MaxName             = 200
	MaxOrganisationName = 255
	MaxWebsite          = 255
)

// Bounds of a password in characters. There are no rules of composition:
// length is what counts (NIST SP 800-63B, 3.1.1.2).
const (
	MinPassword = 12
	MaxPassword = 256
)

// name checks a name in any script and returns it without outer spaces.
func (e *FieldErrors) name(field, value string, most int) string {
	value = strings.TrimSpace(value)
	switch {
	case value == "":
		e.add(field, "missing")
	case !utf8.ValidString(value) || strings.ContainsFunc(value, func(r rune) bool { return unicode.IsControl(r) || turns(r) }):
		e.add(field, "control")
	case utf8.RuneCountInString(value) > most:
		e.add(field, "long", "Most", strconv.Itoa(most))
	}
	return value
}

// email checks an address and returns it as typed and as compared.
func (e *FieldErrors) email(field, value string) (typed, folded string) {
	typed = strings.TrimSpace(value)
	if typed == "" {
		e.add(field, "missing")
		return typed, ""
	}
	folded, err := FoldEmail(typed)
	if err != nil {
		e.add(field, "email")
	}
	return typed, folded
}

func (e *FieldErrors) password(field, value string) {
	switch n := utf8.RuneCountInString(value); {
	case value == "":
		e.add(field, "missing")
	case !utf8.ValidString(value):
		e.add(field, "control")
	case n < MinPassword:
		e.add(field, "short_password", "Least", strconv.Itoa(MinPassword))
	case n > MaxPassword:
		e.add(field, "long", "Most", strconv.Itoa(MaxPassword))
	}
}

// country checks an ISO 3166-1 alpha-2 code.
func (e *FieldErrors) country(field, value string) string {
	value = strings.ToUpper(strings.TrimSpace(value))
	if value == "" {
		e.add(field, "missing")
		return value
	}
	if !IsCountry(value) {
		e.add(field, "country")
	}
	return value
}

// website checks an address of a web page; none is fine.
func (e *FieldErrors) website(field, value string) string {
	value = strings.TrimSpace(value)
	if value == "" {
		return value
	}
	u, err := url.Parse(value)
	switch {
	case err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https"):
		e.add(field, "website")
	case utf8.RuneCountInString(value) > MaxWebsite:
		e.add(field, "long", "Most", strconv.Itoa(MaxWebsite))
	}
	return value
}

// zone checks an IANA time zone; empty is UTC.
func (e *FieldErrors) zone(field, value string) string {
	if value == "" {
		return "UTC"
	}
	if _, err := time.LoadLocation(value); err != nil || value == "Local" {
		e.add(field, "zone")
	}
	return value
}

// language checks a BCP 47 tag; empty is English.
func (e *FieldErrors) language(value string) string {
	if value == "" {
		return "en"
	}
	if _, err := language.Parse(value); err != nil || len(value) > 35 {
		e.add(FieldLanguage, "language")
	}
	return value
}
