package mail

import (
	"embed"
	"errors"
	"fmt"
	"strings"
	"text/template"
	"time"
	"unicode"

	"rootward/templates"
)

//go:embed *.txt
var files embed.FS

// View is what a letter about an application says.
type View struct {
	Message     string // its words are mail.<Message>.subject and mail.<Message>.body
	Name        string // of the reader; may be empty
	Application string // its id
	Round       string
	String      string // applied for, in its own script; empty while none is written
	ALabel      string
	Stage       string    // id of the stage that was left; words mail.stage.<Stage>
	Hold        string    // code of a hold; words hold.<Hold> where there are any
	Reason      string    // as written; may have several lines
	Sources     []string  // one line each
	At          time.Time // when it happened; zero when not known
	Number      string    // of a receipt
	Digest      string    // of what was submitted, hexadecimal
	Link        string    // address of the application's page; empty for none
}

// Letter is a mail ready to be read.
type Letter struct {
	Subject string // one line
	Body    string // lines end in \n
	Lang    string // locale folder of both
}

// Writer writes letters. It is safe for use by many at once.
type Writer struct {
	set   *templates.Set
	texts *template.Template
}

// New parses the texts of letters.
func New(set *templates.Set) (*Writer, error) {
	w := &Writer{set: set}
	var err error
	if w.texts, err = template.New("").Option("missingkey=error").Funcs((&voice{}).funcs()).ParseFS(files, "*.txt"); err != nil {
		return nil, fmt.Errorf("texts of letters: %w", err)
	}
	return w, nil
}

// ErrNoWords means that no language has words for a message.
var ErrNoWords = errors.New("no words for this message")

// Write writes a letter in the language that fits the wish best.
func (w *Writer) Write(lang string, v View) (Letter, error) {
	lang = w.set.Match(lang)
	subject, body := "mail."+v.Message+".subject", "mail."+v.Message+".body"
	if !w.set.Has(templates.DefaultLanguage, subject) || !w.set.Has(templates.DefaultLanguage, body) {
		return Letter{}, fmt.Errorf("letter %q: %w", v.Message, ErrNoWords)
	}
	vc := &voice{set: w.set, lang: lang}
	t, err := w.texts.Clone()
	if err != nil {
		return Letter{}, fmt.Errorf("letter %q: %w", v.Message, err)
	}
	var text strings.Builder
	if err := t.Funcs(vc.funcs()).ExecuteTemplate(&text, "letter.txt", v); err != nil {
		return Letter{}, fmt.Errorf("letter %q: %w", v.Message, err)
	}
	return Letter{Subject: header(w.set.Say(lang, vc.words(subject, v))), Body: text.String(), Lang: lang}, nil
}

// voice speaks one language in the texts.
type voice struct {
	set  *templates.Set
	lang string
}

func (s *voice) funcs() template.FuncMap {
	return template.FuncMap{
		"say":     func(key string, args ...any) string { return s.set.Say(s.lang, templates.T(key, args...)) },
		"body":    func(v View) string { return s.set.Say(s.lang, s.words("mail."+v.Message+".body", v)) },
		"label":   label,
		"round":   templates.RoundName,
		"instant": instant,
		"line":    oneLine,
		"text":    lines,
	}
}

// words is a message with everything that one may name.
func (s *voice) words(key string, v View) templates.Text {
	return templates.T(key, "Label", label(v), "Stage", stage(v.Stage), "Hold", s.hold(v.Hold), "Number", v.Number, "Round", templates.RoundName(v.Round))
}

// stage names a stage; nil when there is none to name.
func stage(id string) templates.Text {
	if id == "" {
		return nil
	}
	return templates.T("mail.stage." + id)
}

// hold names a reason to wait: by words where the catalogue has some, else by
// its code.
func (s *voice) hold(code string) templates.Text {
	if key := "hold." + code; s.set.Has(templates.DefaultLanguage, key) {
		return templates.T(key)
	}
	return templates.Plain(oneLine(code))
}

// label shows the A-label beside a string that is not ASCII.
func label(v View) templates.Text {
	u, a := oneLine(v.String), oneLine(v.ALabel)
	switch {
	case u == "" && a == "":
		return templates.T("mail.no_string")
	case u == "" || u == a:
		return templates.T("mail.label_plain", "Label", a)
	case a == "":
		return templates.T("mail.label_plain", "Label", u)
	}
	return templates.T("mail.label", "String", u, "ALabel", a)
}

// instant is written the same in every language; empty when not known.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04:05") + " UTC"
}

// oneLine puts a text on one line, without characters that steer a display.
func oneLine(s string) string { return strings.Join(strings.Fields(plain(s)), " ") }

// lines keeps the lines of a text and drops what steers a display.
func lines(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.TrimSpace(plain(s))
}

// plain drops controls other than line end and tab, and everything that turns
// the direction of writing, with which a text could show what it does not say.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			return '\n'
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// header makes sure that a finished subject is one line. The isolates around
// names of the other direction are ours and stay.
func header(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r) || r == '\u2028' || r == '\u2029'
	}), " ")
}
