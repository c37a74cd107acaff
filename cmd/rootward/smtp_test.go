package main

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"rootward/application/lifecycle"
	"rootward/application/notify"
	"rootward/templates"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// relayTo is a sender for a relay of ours.
func relayTo(t *testing.T, s *smtpd) *relay {
	t.Helper()
	set, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	sender, err := newSender(&settings{SMTP: s.addr, MailFrom: "Rootward <rootward@portal.example>", URL: "https://portal.example/"}, set)
	if err != nil {
		t.Fatal(err)
	}
	r, ok := sender.(*relay)
	if !ok {
		t.Fatalf("sender is %T", sender)
	}
	r.roots, r.time = s.roots, 5*time.Second
	return r
}

func aMail() notify.Mail {
	return notify.Mail{
		ID: 42, Message: notify.Submitted, At: noon, Case: lifecycle.Case{Kind: lifecycle.Application, ID: "a1"}, Args: map[string]string{
			"Application": "a1", "Round": "2026", "String": "موقع", "ALabel": "xn--4gbrim", "Number": "2026-R000007", "Digest": strings.Repeat("0f", 32), "At": noon.Format(time.RFC3339),
		},
	}
}

func reader(email string) notify.Recipient {
	return notify.Recipient{Account: "u", Email: email, Name: "أمينة", Language: "ar"}
}

func TestAMailArrivesAsWritten(t *testing.T) {
	s := startSMTPD(t, &smtpd{})
	if err := relayTo(t, s).Send(t.Context(), reader("amina@example.org"), aMail()); err != nil {
		t.Fatal(err)
	}
	got := s.taken()
	if len(got) != 1 || got[0].from != "MAIL FROM:<rootward@portal.example>" || got[0].to != "RCPT TO:<amina@example.org>" {
		t.Fatalf("took %+v", got)
	}
	m, err := netmail.ReadMessage(strings.NewReader(got[0].text))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || !strings.Contains(subject, "2026-R000007") || !strings.Contains(subject, "xn--4gbrim") {
		t.Errorf("subject %q, %v", subject, err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(m.Body))
	if err != nil || !strings.Contains(string(body), "أمينة") || !strings.Contains(string(body), strings.Repeat("0f", 32)) || !strings.Contains(string(body), "https://portal.example/drafts/a1") {
		t.Errorf("body %q, %v", body, err)
	}
	if id := m.Header.Get("Message-Id"); id != "<outbox-42-1795435200@portal.example>" {
		t.Errorf("message id %s", id)
	}
}

func TestAddressesInAnyScript(t *testing.T) {
	for _, c := range []struct {
		name, email string
		offers      []string
		to, from    string // what the relay is told
		reason      string // or why not
	}{
		{"plain", "amina@example.org", []string{"SMTPUTF8"}, "<amina@example.org>", "example>", ""},
		{"a domain in another script needs nothing", "amina@مثال.example", nil, "<amina@xn--mgbh0fb.example>", "example>", ""},
		{"nor does it ask for anything", "amina@مثال.example", []string{"SMTPUTF8"}, "<amina@xn--mgbh0fb.example>", "example>", ""},
		{"a name in another script", "أمينة@مثال.example", []string{"SMTPUTF8"}, "<أمينة@xn--mgbh0fb.example>", " BODY=8BITMIME SMTPUTF8", ""},
		{"and a relay that cannot", "أمينة@مثال.example", nil, "", "", notify.NoSMTPUTF8},
		{"no address at all", "amina", nil, "", "", notify.BadAddress},
		{"two commands in one", "amina@example.org>\r\nRCPT TO:<x@example.org", nil, "", "", notify.BadAddress},
		{"a second address", "a@example.org,b@example.org", nil, "", "", notify.BadAddress},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := startSMTPD(t, &smtpd{offers: c.offers})
			err := relayTo(t, s).Send(t.Context(), reader(c.email), aMail())
			if c.reason != "" {
				var never *notify.Undeliverable
				if !errors.As(err, &never) || never.Reason != c.reason || !strings.HasPrefix(err.Error(), c.reason+": ") {
					t.Errorf("got %v", err)
				}
				if len(s.taken()) != 0 || strings.Contains(s.commands(), "RCPT") {
					t.Errorf("the relay heard\n%s", s.commands())
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			got := s.taken()[0]
			if got.to != "RCPT TO:"+c.to || !strings.HasSuffix(got.from, c.from) {
				t.Errorf("%s, %s", got.from, got.to)
			}
			if m, err := netmail.ReadMessage(strings.NewReader(got.text)); err != nil || !strings.HasSuffix(m.Header.Get("To"), c.to) {
				t.Errorf("To %q, %v", m.Header.Get("To"), err)
			}
		})
	}
}

func TestTLSIsUsedWhenOffered(t *testing.T) {
	s := startSMTPD(t, (&smtpd{}).withTLS(t, "127.0.0.1"))
	if err := relayTo(t, s).Send(t.Context(), reader("amina@example.org"), aMail()); err != nil {
		t.Fatal(err)
	}
	if got := s.taken(); len(got) != 1 || !got[0].secure {
		t.Errorf("took %+v", got)
	}
	wrong := startSMTPD(t, (&smtpd{}).withTLS(t, "other.example"))
	err := relayTo(t, wrong).Send(t.Context(), reader("amina@example.org"), aMail())
	if err == nil || errors.As(err, new(*notify.Undeliverable)) || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate of somebody else: %v", err)
	}
	if len(wrong.taken()) != 0 {
		t.Error("the mail went out all the same")
	}
	broken := startSMTPD(t, &smtpd{offers: []string{"STARTTLS"}, answers: map[string]string{"STARTTLS": "454 not now"}})
	if err := relayTo(t, broken).Send(t.Context(), reader("amina@example.org"), aMail()); err == nil || len(broken.taken()) != 0 {
		t.Errorf("a relay that takes its offer back gets the mail in the clear: %v", err)
	}
}

func TestRefusalsForNowAndForGood(t *testing.T) {
	for _, c := range []struct {
		at, answer string
		good       bool
	}{
		{"MAIL", "451 later", false},
		{"MAIL", "530 who are you?", false}, // a fault of the set-up, not of this mail
		{"RCPT", "450 mailbox busy", false},
		{"RCPT", "550 no such user", true},
		{"DATA", "452 no room", false},
		{".", "451 later", false},
		{".", "554 not like this", true},
		{"EHLO", "421 closing", false},
	} {
		s := startSMTPD(t, &smtpd{answers: map[string]string{c.at: c.answer, "HELO": "421 closing"}})
		err := relayTo(t, s).Send(t.Context(), reader("amina@example.org"), aMail())
		if err == nil || errors.As(err, new(*notify.Undeliverable)) != c.good || !strings.Contains(err.Error(), s.addr) {
			t.Errorf("%s answered by %q: %v", c.at, c.answer, err)
		}
		if len(s.taken()) != 0 {
			t.Errorf("%s answered by %q, and the mail was taken", c.at, c.answer)
		}
	}
	s := startSMTPD(t, &smtpd{answers: map[string]string{"QUIT": "500 stay"}})
	if err := relayTo(t, s).Send(t.Context(), reader("amina@example.org"), aMail()); err != nil || len(s.taken()) != 1 {
		t.Errorf("a mail that was taken is sent, whatever comes after: %v", err)
	}
}

func TestASilentRelayDoesNotHoldAnybodyUp(t *testing.T) {
	s := startSMTPD(t, &smtpd{silent: true})
	r := relayTo(t, s)
	r.time = 200 * time.Millisecond
	begin := time.Now()
	if err := r.Send(t.Context(), reader("amina@example.org"), aMail()); err == nil || errors.As(err, new(*notify.Undeliverable)) {
		t.Errorf("got %v", err)
	}
	if took := time.Since(begin); took > 3*time.Second {
		t.Errorf("waited %s", took)
	}
	r.time = time.Minute
	ctx, stop := context.WithCancel(t.Context())
	time.AfterFunc(100*time.Millisecond, stop)
	begin = time.Now()
	if err := r.Send(ctx, reader("amina@example.org"), aMail()); err == nil {
		t.Error("sent to nobody")
	}
	if took := time.Since(begin); took > 3*time.Second {
		t.Errorf("a stop waited %s", took)
	}
}

func TestSettingsOfMail(t *testing.T) {
	set, err := templates.New()
	if err != nil {
		t.Fatal(err)
	}
	if s, err := newSender(&settings{MailFrom: "nonsense"}, set); s != nil || err != nil {
		t.Errorf("without a relay there is no sender: %v, %v", s, err)
	}
	for name, s := range map[string]*settings{
		"ROOTWARD_SMTP":      {SMTP: "relay.example", MailFrom: "a@b.example", Addr: "127.0.0.1:1"},
		"ROOTWARD_MAIL_FROM": {SMTP: "relay.example:25", MailFrom: "nobody", Addr: "127.0.0.1:1"},
		"must be ASCII":      {SMTP: "relay.example:25", MailFrom: "بريد@b.example", Addr: "127.0.0.1:1"},
		"ROOTWARD_URL":       {SMTP: "relay.example:25", MailFrom: "a@b.example", URL: "ftp://x"},
	} {
		if _, err := newSender(s, set); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
