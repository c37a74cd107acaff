package templates

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// funcs are the functions that pages call. They speak for the page that the
// printer is printing.
func (p *printer) funcs() template.FuncMap {
	return template.FuncMap{
		"t":         p.say,
		"page":      func() *Page { return p.page },
		"n":         func(n int) string { return p.speaker.decimal(float64(n), 0) },
		"date":      func(t time.Time) string { return p.speaker.day(t.UTC()) },
		"iso":       func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"isoday":    func(t time.Time) string { return t.UTC().Format("2006-01-02") },
		"datetime":  p.datetime,
		"due":       p.due,
		"asset":     func(name string) string { return p.set.Asset(name) },
		"wide":      func(plot Plot) Drawing { return plot.draw(p.speaker, false) },
		"narrow":    func(plot Plot) Drawing { return plot.draw(p.speaker, true) },
		"px":        px,
		"id":        p.id,
		"series":    series,
		"owner":     func(owner string) string { return series(ownerSeries[owner]) },
		"bar":       share,
		"field":     fieldID,
		"crumbs":    func(links []Link, here any) (trail, error) { return p.crumbs(links, here) },
		"in":        contains,
		"deref":     func(l *Label) Label { return *l },
		"kinds":     func(list ...string) []string { return list },
		"counted":   func(i int) string { return p.speaker.decimal(float64(i+1), 0) },
		"picture":   p.picture,
		"filters":   func(action string, list []Filter) filterBar { return filterBar{action, list} },
		"inputtype": inputType,
		"sentence":  p.sentence,
		"glyph":     glyph,
		"long":      func(s string) bool { return utf8.RuneCountInString(s) > 34 },
		"wordy":     func(s string) bool { return utf8.RuneCountInString(s) > 18 },
	}
}

// say prints a Text, or the message with a key and its arguments.
func (p *printer) say(what any, args ...any) (string, error) {
	switch x := what.(type) {
	case nil:
		return "", nil
	case string:
		return p.speaker.message(x, args), nil
	case Text:
		return x.say(p.speaker), nil
	}
	return "", fmt.Errorf("t: %T is neither a key nor a Text", what)
}

// datetime prints an instant in the reader's zone and in UTC.
func (p *printer) datetime(at time.Time) string {
	utc, local := at.UTC(), at.In(p.page.Zone)
	_, offset := local.Zone()
	if offset == 0 {
		return p.speaker.message("date.utc", []any{"Day", Plain(p.speaker.day(utc)), "Time", utc.Format("15:04")})
	}
	both := utc.Format("15:04")
	if utc.Day() != local.Day() {
		both = p.speaker.day(utc) + " " + both
	}
	return p.speaker.message("date.both", []any{"Day", Plain(p.speaker.day(local)), "Time", local.Format("15:04"), "UTC", Plain(both)})
}

// dueView is a due time as it is read: first the time left, then the date.
type dueView struct {
	Class string // is-late, is-wait or ""
	Left  string
	At    time.Time
	Text  string
}

// soon is how long before its end a due time is marked.
const soon = 72 * time.Hour

// due counts whole days; the last day is counted in hours.
func (p *printer) due(d Due) dueView {
	v := dueView{At: d.At}
	if d.Paused {
		v.Left = p.speaker.message("due.paused", nil)
		v.Text = p.speaker.message("due.left", []any{"Count", int(d.Left.Hours() / 24)})
		return v
	}
	if d.At.IsZero() {
		v.Left = p.speaker.message("due.none", nil)
		return v
	}
	v.Text = p.datetime(d.At)
	if d.Day {
		v.Text = p.speaker.day(d.At.UTC())
	}
	left := d.At.Sub(p.page.Now)
	switch hours := int(left.Hours()); {
	case left < 0 && hours > -24:
		v.Class, v.Left = "is-late", p.speaker.message("due.late_hours", []any{"Count", max(-hours, 1)})
	case left < 0:
		v.Class, v.Left = "is-late", p.speaker.message("due.late_days", []any{"Count", -hours / 24})
	case hours < 48:
		v.Class, v.Left = "is-wait", p.speaker.message("due.in_hours", []any{"Count", max(hours, 1)})
	default:
		v.Left = p.speaker.message("due.in_days", []any{"Count", hours / 24})
		if left <= soon {
			v.Class = "is-wait"
		}
	}
	return v
}

// id makes an id that is used once in the page.
func (p *printer) id() string {
	p.ids++
	return "i" + strconv.Itoa(p.ids)
}

// share is the width of a bar of 100 units.
func share(b Bar) string {
	if b.Of <= 0 {
		return "0"
	}
	return px(min(b.Value/b.Of, 1) * 100)
}

// fieldID makes a form name usable as an id.
func fieldID(name string) string {
	return "f-" + strings.Map(func(r rune) rune {
		if r == ' ' || r == '[' || r == ']' || r == '.' {
			return '-'
		}
		return r
	}, name)
}

// trail is a breadcrumb: links, then where the reader is.
type trail struct {
	Links []Link
	Here  string
	Label *Label
}

func (p *printer) crumbs(links []Link, here any) (trail, error) {
	switch x := here.(type) {
	case Label:
		return trail{Links: links, Label: &x}, nil
	case *Label:
		return trail{Links: links, Label: x}, nil
	}
	said, err := p.say(here)
	return trail{Links: links, Here: said}, err
}

// filterBar is what filter.html prints.
type filterBar struct {
	Action string
	List   []Filter
}

// drawnPlot is what svg.html prints.
type drawnPlot struct {
	Title, Desc  Text
	Wide, Narrow Drawing
}

func (p *printer) picture(plot Plot, title, desc Text) drawnPlot {
	d := drawnPlot{Title: title, Desc: desc}
	if plot != nil {
		d.Wide, d.Narrow = plot.draw(p.speaker, false), plot.draw(p.speaker, true)
	}
	return d
}

// inputType is the type attribute of an input for a kind of field.
func inputType(kind string) string {
	switch kind {
	case "email", "password", "url", "number", "search", "date":
		return kind
	case "datetime":
		return "datetime-local"
	}
	return "text"
}

// sentence prints reasons as one sentence. Reasons that are sentences already
// keep their own full stop.
func (p *printer) sentence(parts []Text) string {
	s := Join("; ", parts...).say(p.speaker)
	if strings.HasSuffix(strings.TrimRight(s, "\u2069"), ".") {
		return s
	}
	return s + "."
}

// glyph is the class that a large string has for its length, so that long
// ones stay on one line.
func glyph(u string) string {
	n := utf8.RuneCountInString(u)
	switch {
	case n > 24:
		return " is-longest"
	case n > 14:
		return " is-longer"
	case n > 9:
		return " is-long"
	}
	return ""
}
