package mail_test

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"os"
	"strings"
	"testing"
	"time"

	"rootward/templates"
	"rootward/templates/mail"
	"rootward/workflow"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func writer(t *testing.T) (*mail.Writer, *templates.Set) {
	t.Helper()
	set, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	set.OnMissing(func(language, key string) { t.Errorf("%s has no words for %s", language, key) })
	w, err := mail.New(set)
	if err != nil {
		t.Fatal(err)
	}
	return w, set
}

func full(message string) mail.View {
	return mail.View{
		Message: message, Name: "Amina", Application: "a1", Round: "2026", String: "موقع", ALabel: "xn--4gbrim", Stage: "string_evaluation",
		Hold: "court_order", Reason: "First line\nsecond line", Sources: []string{"Guidebook https://example.org/g", "Letter of 1 May"}, At: noon,
		Number: "2026-R000042", Digest: strings.Repeat("ab", 32), Link: "https://portal.example/drafts/a1",
	}
}

// messages are those that the catalogue has a subject for.
func messages(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile("../locale/en/mail.json")
	if err != nil {
		t.Fatal(err)
	}
	var words map[string]string
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	var out []string
	for key := range words {
		if m, ok := strings.CutSuffix(key, ".subject"); ok {
			out = append(out, strings.TrimPrefix(m, "mail."))
		}
	}
	if len(out) < 15 {
		t.Fatalf("only %d messages", len(out))
	}
	return out
}

func TestEveryLetterInEveryLanguage(t *testing.T) {
	w, set := writer(t)
	for _, m := range messages(t) {
		subjects := map[string]string{}
		for _, lang := range set.Languages() {
			l, err := w.Write(lang, full(m))
			if err != nil {
				t.Fatal(err)
			}
			if l.Lang != lang {
				t.Errorf("%s asked for in %s came in %s", m, lang, l.Lang)
			}
			if other, twice := subjects[l.Subject]; twice {
				t.Errorf("%s has the same subject in %s and %s: %q", m, lang, other, l.Subject)
			}
			subjects[l.Subject] = lang
			for _, want := range []string{"موقع", "xn--4gbrim", "2026-R000042", strings.Repeat("ab", 32), "First line\nsecond line", "- Letter of 1 May", "https://portal.example/drafts/a1", "2026-11-23 12:00:00 UTC", "Amina"} {
				if !strings.Contains(l.Body, want) {
					t.Errorf("%s in %s lacks %q:\n%s", m, lang, want, l.Body)
				}
			}
			for _, bad := range []string{"mail.", "<no value>", "{{", "%!"} {
				if strings.Contains(l.Subject+l.Body, bad) {
					t.Errorf("%s in %s says %q:\n%s\n%s", m, lang, bad, l.Subject, l.Body)
				}
			}
			if !strings.Contains(l.Subject, "xn--4gbrim") || !strings.Contains(l.Subject, "موقع") {
				t.Errorf("%s in %s: subject %q must show A-label beside U-label", m, lang, l.Subject)
			}
		}
	}
}

func TestALetterLeavesOutWhatThereIsNot(t *testing.T) {
	w, _ := writer(t)
	l, err := w.Write("en", mail.View{Message: "withdrawn", Application: "a1", Round: "2026"})
	if err != nil {
		t.Fatal(err)
	}
	want := `Hello,

Your organisation withdrew its application for (no string yet). This cannot be undone.

Application a1, 2026 round: (no string yet)

-- 
Rootward writes this to the primary users of your organisation. Nobody reads answers to this address.
`
	if l.Body != want {
		t.Errorf("got\n%s\nwant\n%s", l.Body, want)
	}
	l, err = w.Write("en", mail.View{Message: "paid", String: "photo", ALabel: "photo"})
	if err != nil || strings.Contains(l.Body, "A-label") || l.Subject != "Fee received: photo" {
		t.Errorf("an ASCII string needs no A-label beside it: %q, %v", l, err)
	}
	if _, err := w.Write("en", mail.View{Message: "nonsense"}); err == nil {
		t.Error("a letter without words was written")
	}
	l, err = w.Write("tlh", mail.View{Message: "paid"})
	if err != nil || l.Lang != "en" {
		t.Errorf("a language that we lack: %q, %v", l.Lang, err)
	}
}

func TestWhatPeopleWriteIsNeverRead(t *testing.T) {
	w, set := writer(t)
	trap := "{{.Digest}} {{say \"mail.footer\"}} <b>&amp; %s \u202Eevil\u2066 "
	for _, lang := range set.Languages() {
		v := full("terminated")
		v.Name, v.String, v.ALabel, v.Reason, v.Hold, v.Sources = trap, trap+"\r\nBcc: x@example.org", trap, trap+"\r\nmore", trap, []string{trap + "\nnext"}
		v.Digest = "DIGEST"
		v.Number = ""
		l, err := w.Write(lang, v)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(l.Body, "{{.Digest}} {{say \"mail.footer\"}} <b>&amp; %s evil") < 4 {
			t.Errorf("%s: what was written is not there as written:\n%s", lang, l.Body)
		}
		if strings.Contains(l.Body, "DIGEST") {
			t.Errorf("%s: a placeholder in what somebody wrote was filled:\n%s", lang, l.Body)
		}
		if strings.ContainsAny(l.Subject, "\r\n\u2028") || strings.ContainsAny(l.Body, "\r\u202E\u2066") || strings.Contains(l.Subject, "\u202E") {
			t.Errorf("%s: steering characters: %q\n%q", lang, l.Subject, l.Body)
		}
		if !strings.Contains(l.Subject, "Bcc: x@example.org") {
			t.Errorf("%s: the second line of a string should stand on the first: %q", lang, l.Subject)
		}
	}
}

func TestEveryStageHasWords(t *testing.T) {
	_, set := writer(t)
	for _, d := range workflow.All {
		if d == workflow.EvaluationTask || d == workflow.RoundCycle {
			continue // applicants get no mail about these
		}
		for _, p := range d.Positions {
			for _, lang := range set.Languages() {
				if key := "mail.stage." + string(p.Stage); !set.Has(lang, key) {
					t.Errorf("%s has no words for %s", lang, key)
				}
			}
		}
	}
}

func TestALetterAsAMessage(t *testing.T) {
	w, _ := writer(t)
	for _, lang := range []string{"en", "ar"} {
		v := full("submitted")
		v.Name = "أمينة\r\nBcc: x@example.org"
		l, err := w.Write(lang, v)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := l.Message(mail.Head{
			From: netmail.Address{Name: "Rootward", Address: "rootward@portal.example"}, To: netmail.Address{Name: v.Name, Address: "amina@xn--mgbh0fb.example"},
			ID: "<outbox-1-2@portal.example>", At: noon,
		})
		if err != nil {
			t.Fatal(err)
		}
		for i, b := range raw {
			if b >= 0x80 {
				t.Fatalf("%s: byte %d is not ASCII", lang, i)
			}
		}
		for _, line := range strings.Split(strings.TrimSuffix(string(raw), "\r\n"), "\r\n") {
			if strings.ContainsAny(line, "\r\n") || len(line) > 998 {
				t.Errorf("%s: line %q", lang, line)
			}
		}
		m, err := netmail.ReadMessage(strings.NewReader(string(raw)))
		if err != nil {
			t.Fatal(err)
		}
		if m.Header.Get("Bcc") != "" {
			t.Errorf("%s: a name became a header", lang)
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
		if err != nil || subject != l.Subject {
			t.Errorf("%s: subject %q, want %q, %v", lang, subject, l.Subject, err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
		if err != nil || strings.ReplaceAll(string(body), "\r\n", "\n") != l.Body {
			t.Errorf("%s: body %q, want %q, %v", lang, body, l.Body, err)
		}
		if at, err := m.Header.Date(); err != nil || !at.Equal(noon) || m.Header.Get("Content-Language") != lang || m.Header.Get("Auto-Submitted") != "auto-generated" {
			t.Errorf("%s: headers %v, %v", lang, m.Header, err)
		}
	}
	l := mail.Letter{Subject: "x", Body: "y"}
	if _, err := l.Message(mail.Head{ID: "<1>\r\nBcc: x@example.org", At: noon}); err == nil {
		t.Error("a header with a line break was written")
	}
}

func TestFromArgs(t *testing.T) {
	v := mail.FromArgs("passed", "Amina", map[string]string{
		"Application": "a1", "Round": "2026", "String": "موقع", "ALabel": "xn--4gbrim", "Stage": "evaluation", "Hold": "h", "Reason": "r", "Sources": "one\n\ntwo",
		"At": "2026-11-23T12:00:00Z", "Number": "n", "Digest": "d", "Unknown": "x",
	}, "https://portal.example")
	want := mail.View{
		Message: "passed", Name: "Amina", Application: "a1", Round: "2026", String: "موقع", ALabel: "xn--4gbrim", Stage: "evaluation", Hold: "h", Reason: "r",
		Sources: []string{"one", "two"}, At: noon, Number: "n", Digest: "d", Link: "https://portal.example/drafts/a1",
	}
	if fmt.Sprint(v) != fmt.Sprint(want) {
		t.Errorf("got %+v\nwant %+v", v, want)
	}
}
