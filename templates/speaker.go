package templates

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	textmessage "golang.org/x/text/message"
	textnumber "golang.org/x/text/number"
)

// speaker says texts in one language. It is safe for use by many at once.
type speaker struct {
	language  string
	rtl       bool
	known     map[string]*i18n.Message
	localizer *i18n.Localizer
	printer   *textmessage.Printer
	missing   func(language, key string)
}

// rightToLeft are the languages written from the right.
var rightToLeft = []string{"ar", "fa", "he", "ur"}

func newSpeaker(c *catalogue, name string, missing func(language, key string)) (*speaker, error) {
	// Figures are European in every language, as in the field's documents.
	tag, err := language.Parse(name + "-u-nu-latn")
	if err != nil {
		return nil, fmt.Errorf("language %s: %w", name, err)
	}
	s := &speaker{language: name, known: c.messages[name], missing: missing}
	s.localizer = i18n.NewLocalizer(c.bundle, name)
	s.printer = textmessage.NewPrinter(tag)
	for _, r := range rightToLeft {
		if strings.SplitN(name, "-", 2)[0] == r {
			s.rtl = true
		}
	}
	return s, nil
}

func (s *speaker) direction() string {
	if s.rtl {
		return "rtl"
	}
	return "ltr"
}

// message says one message. A key that the language lacks is reported, then
// said in the default language; a key that nobody has is said as itself.
func (s *speaker) message(key string, args []any) string {
	if s.known[key] == nil && s.missing != nil {
		s.missing(s.language, key)
	}
	data := make(map[string]any, len(args)/2)
	var count any
	for i := 0; i+1 < len(args); i += 2 {
		name, ok := args[i].(string)
		if !ok {
			continue // not a placeholder's name: a test of pages finds it by the empty place
		}
		printed, operand := s.argument(args[i+1])
		data[name] = printed
		if name == "Count" && operand != "" {
			count = operand
		}
	}
	text, err := s.localizer.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: count})
	if text == "" && err != nil {
		return key
	}
	return text
}

// decimal writes a number as the language groups and points it.
func (s *speaker) decimal(value float64, digits int) string {
	return s.printer.Sprint(textnumber.Decimal(value, textnumber.Scale(digits)))
}

// day writes the calendar day of t in t's own zone.
func (s *speaker) day(t time.Time) string {
	return s.message("date.day", []any{"Day", fmt.Sprint(t.Day()), "Month", T(fmt.Sprintf("date.month.%d", int(t.Month()))), "Year", fmt.Sprint(t.Year())})
}

// isolate keeps a run of the other direction from turning its neighbours
// round: first strong isolate, pop directional isolate.
func (s *speaker) isolate(text string) string {
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		if writtenFromRight(r) != s.rtl {
			return "\u2068" + text + "\u2069"
		}
	}
	return text
}

func writtenFromRight(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko)
}
