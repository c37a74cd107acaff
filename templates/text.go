package templates

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"
)

// Text is something to be said in the language of the page. A nil Text says
// nothing, so a template may ask {{with .Hint}}. It is printed with {{t .}}.
type Text interface {
	say(*speaker) string
}

// T is the message with this key. Arguments alternate between a placeholder's
// name and its value: T("list.found", "Count", 3). The value of "Count"
// chooses the plural form. Values may be strings, numbers, times (printed as
// days), durations of days, or other Text values.
func T(key string, args ...any) Text { return message{key: key, args: args} }

// Plain is text that is the same in every language: a name, a number given by
// an authority, what a person wrote. Empty text is nil.
func Plain(s string) Text {
	if s == "" {
		return nil
	}
	return plain(s)
}

// Num is a whole number, grouped as the page's language does.
func Num(n int) Text { return number{value: float64(n)} }

// Big is a whole number of any size, grouped like those of Num. As "Count" it
// chooses the plural form.
func Big(n *big.Int) Text { return whole{n} }

// Dec is a number with this many digits after the point.
func Dec(f float64, digits int) Text { return number{value: f, digits: digits} }

// Percent is a share between 0 and 1, shown in percent with one digit.
func Percent(share float64) Text { return number{value: share * 100, digits: 1, percent: true} }

// Day is the calendar day of an instant in UTC. The zero time is nil.
func Day(at time.Time) Text {
	if at.IsZero() {
		return nil
	}
	return day(at)
}

// Join says several texts one after the other with a separator between them,
// leaving out nil ones.
func Join(separator string, parts ...Text) Text { return joined{separator, parts} }

type message struct {
	key  string
	args []any
}

type plain string

type number struct {
	value   float64
	digits  int
	percent bool
}

type whole struct{ n *big.Int }

type day time.Time

type joined struct {
	separator string
	parts     []Text
}

func (m message) say(s *speaker) string { return s.message(m.key, m.args) }

func (p plain) say(*speaker) string { return string(p) }

func (n number) say(s *speaker) string {
	text := s.decimal(n.value, n.digits)
	if n.percent {
		return text + "\u00a0%"
	}
	return text
}

func (w whole) say(s *speaker) string {
	if w.n.IsInt64() && w.n.BitLen() <= exact {
		return s.decimal(float64(w.n.Int64()), 0)
	}
	separator := strings.Trim(s.decimal(1000, 0), "0123456789")
	digits := w.n.String()
	var groups []string
	if n := len(digits) % 3; n > 0 {
		groups, digits = append(groups, digits[:n]), digits[n:]
	}
	for ; digits != ""; digits = digits[3:] {
		groups = append(groups, digits[:3])
	}
	return strings.Join(groups, separator)
}

// exact is how many bits of a whole number a float64 holds.
const exact = 53

// operand is a smaller number with the same plural forms: languages look at
// the last digits of large ones.
func (w whole) operand() string {
	million := big.NewInt(1_000_000)
	if w.n.Cmp(million) < 0 {
		return w.n.String()
	}
	rest := new(big.Int).Mod(w.n, million)
	return rest.Add(rest, million).String()
}

func (d day) say(s *speaker) string { return s.day(time.Time(d).UTC()) }

func (j joined) say(s *speaker) string {
	var said []string
	for _, p := range j.parts {
		if p != nil {
			said = append(said, p.say(s))
		}
	}
	return strings.Join(said, j.separator)
}

// Key returns the message key of a text, or "" for texts that are not
// messages. Tests of handlers compare keys, not sentences.
func Key(t Text) string {
	m, ok := t.(message)
	if !ok {
		return ""
	}
	return m.key
}

// argument turns a value given to T into what the message prints, and tells
// the plural operand if it is a number.
func (s *speaker) argument(v any) (printed, operand string) {
	switch x := v.(type) {
	case nil:
		return "", ""
	case string:
		return s.isolate(x), ""
	case int:
		return s.decimal(float64(x), 0), strconv.Itoa(x)
	case int64:
		return s.decimal(float64(x), 0), strconv.FormatInt(x, 10)
	case float64:
		digits := 1
		if x == float64(int64(x)) {
			digits = 0
		}
		return s.decimal(x, digits), strconv.FormatFloat(x, 'f', digits, 64)
	case time.Time:
		return s.day(x.UTC()), ""
	case plain:
		return s.isolate(string(x)), ""
	case whole:
		return x.say(s), x.operand()
	case Text:
		return x.say(s), ""
	}
	return fmt.Sprint(v), ""
}
