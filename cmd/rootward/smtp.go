package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/smtp"
	"net/textproto"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"rootward/application/access"
	"rootward/application/notify"
	"rootward/templates"
	"rootward/templates/mail"
)

// relay hands mails to the one mail server that it knows. TLS is used
// whenever the server offers it, and then its certificate must be good.
type relay struct {
	addr    string // host:port
	from    netmail.Address
	letters letters
	dial    func(ctx context.Context, network, addr string) (net.Conn, error)
	roots   *x509.CertPool // nil: those of the system
	time    time.Duration  // for one mail, from dial to quit
}

const relayTime = 40 * time.Second

// newSender reads the settings. It is nil without a relay, which means that
// mails stay in the outbox.
func newSender(s *settings, set *templates.Set) (notify.Sender, error) {
	if s.SMTP == "" {
		return nil, nil //nolint:nilnil // no relay is a setting, not a fault
	}
	if _, _, err := net.SplitHostPort(s.SMTP); err != nil {
		return nil, fmt.Errorf("ROOTWARD_SMTP: %q is not host:port: %w", s.SMTP, err)
	}
	from, err := netmail.ParseAddress(s.MailFrom)
	if err != nil {
		return nil, fmt.Errorf("ROOTWARD_MAIL_FROM: %q is not an address: %w", s.MailFrom, err)
	}
	if !ascii(from.Address) {
		return nil, fmt.Errorf("ROOTWARD_MAIL_FROM: %q: the sender must be ASCII, so that every relay takes it", s.MailFrom)
	}
	base, err := s.base()
	if err != nil {
		return nil, err
	}
	w, err := mail.New(set)
	if err != nil {
		return nil, fmt.Errorf("reading the texts of mails: %w", err)
	}
	return &relay{addr: s.SMTP, from: *from, letters: letters{writer: w, base: base}, dial: (&net.Dialer{}).DialContext, time: relayTime}, nil
}

var _ notify.Sender = (*relay)(nil)

// Send offers one mail. What the server refuses for good is
// *notify.Undeliverable; everything else may be tried again.
func (r *relay) Send(ctx context.Context, to notify.Recipient, m notify.Mail) error {
	address, wide, err := envelope(to.Email)
	if err != nil {
		return &notify.Undeliverable{Reason: notify.BadAddress, Err: err}
	}
	letter, err := r.letters.write(to, m)
	if err != nil {
		return err
	}
	text, err := letter.Message(mail.Head{From: r.from, To: netmail.Address{Name: to.Name, Address: address}, ID: r.messageID(m), At: m.At})
	if err != nil {
		return fmt.Errorf("mail %d: %w", m.ID, err)
	}
	ctx, done := context.WithTimeout(ctx, r.time)
	defer done()
	c, err := r.connect(ctx)
	if err != nil {
		return err
	}
	defer c.Close() //nolint:errcheck // after Quit there is nothing to lose
	return r.deliver(c, address, wide, text)
}

// messageID stays the same for every try, so that a mail that goes out twice
// is recognised.
func (r *relay) messageID(m notify.Mail) string {
	return fmt.Sprintf("<outbox-%d-%d@%s>", m.ID, m.At.Unix(), hostOf(r.from.Address))
}

// connect opens a session, over TLS when the server offers it.
func (r *relay) connect(ctx context.Context) (*smtp.Client, error) {
	conn, err := r.dial(ctx, "tcp", r.addr)
	if err != nil {
		return nil, fmt.Errorf("mail relay %s: %w", r.addr, err)
	}
	fail := func(what string, err error) (*smtp.Client, error) {
		conn.Close() //nolint:errcheck // the first error is the one to tell
		return nil, fmt.Errorf("mail relay %s: %s: %w", r.addr, what, err)
	}
	if deadline, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(deadline); err != nil {
			return fail("deadline", err)
		}
	}
	// A stop of the program must not wait for a silent server.
	release := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) }) //nolint:errcheck // a connection that is closed already waits for nothing
	host, _, err := net.SplitHostPort(r.addr)
	if err != nil {
		return fail("address", err)
	}
	c, err := smtp.NewClient(&watched{Conn: conn, release: release}, host)
	if err != nil {
		return fail("greeting", err)
	}
	if err := c.Hello(hostOf(r.from.Address)); err != nil {
		return fail("EHLO", err)
	}
	if ok, _ := c.Extension("STARTTLS"); ok {
		if err := c.StartTLS(&tls.Config{ServerName: host, RootCAs: r.roots, MinVersion: tls.VersionTLS12}); err != nil {
			return fail("STARTTLS", err)
		}
	}
	return c, nil
}

// watched stops listening to the context when the connection is closed.
type watched struct {
	net.Conn
	release func() bool
}

func (w *watched) Close() error {
	w.release()
	return w.Conn.Close() //nolint:wrapcheck // a connection among connections
}

// deliver runs one mail through an open session.
func (r *relay) deliver(c *smtp.Client, to string, wide bool, text []byte) error {
	from := "MAIL FROM:<" + r.from.Address + ">"
	if wide {
		if ok, _ := c.Extension("SMTPUTF8"); !ok {
			return &notify.Undeliverable{Reason: notify.NoSMTPUTF8, Err: fmt.Errorf("mail relay %s does not offer SMTPUTF8, which %s needs", r.addr, to)}
		}
		from += " BODY=8BITMIME SMTPUTF8"
	}
	if err := command(c, 250, from); err != nil {
		return fmt.Errorf("mail relay %s: MAIL: %w", r.addr, err)
	}
	if err := command(c, 25, "RCPT TO:<"+to+">"); err != nil {
		return r.refusal("RCPT", err)
	}
	w, err := c.Data()
	if err != nil {
		return r.refusal("DATA", err)
	}
	if _, err := w.Write(text); err != nil {
		return fmt.Errorf("mail relay %s: text: %w", r.addr, err)
	}
	if err := w.Close(); err != nil {
		return r.refusal("text", err)
	}
	// It is the relay's from here on, whatever becomes of the session.
	_ = c.Quit() //nolint:errcheck // the mail was taken
	return nil
}

// refusal tells a 5xx answer, which another try would not change, from
// everything else (RFC 5321, 4.2.1).
func (r *relay) refusal(what string, err error) error {
	wrapped := fmt.Errorf("mail relay %s: %s: %w", r.addr, what, err)
	var answer *textproto.Error
	if errors.As(err, &answer) && answer.Code >= 500 {
		return &notify.Undeliverable{Err: wrapped}
	}
	return wrapped
}

// command sends one line. The client of the standard library would ask for
// SMTPUTF8 for every mail, and relays bounce such mails on their way.
func command(c *smtp.Client, want int, line string) error {
	if strings.ContainsAny(line, "\r\n") {
		return errors.New("a line break inside an address")
	}
	id, err := c.Text.Cmd("%s", line)
	if err != nil {
		return err //nolint:wrapcheck // the caller names the command
	}
	c.Text.StartResponse(id)
	defer c.Text.EndResponse(id)
	_, _, err = c.Text.ReadResponse(want)
	return err //nolint:wrapcheck // the caller names the command
}

// envelope is an address as the relay gets it: what stands before the @ as
// typed, the domain as A-labels; wide tells that it needs SMTPUTF8 (RFC 6531).
func envelope(email string) (address string, wide bool, err error) {
	folded, err := access.FoldEmail(email)
	if err != nil {
		return "", false, fmt.Errorf("%q: %w", email, err)
	}
	email = norm.NFC.String(strings.TrimSpace(email))
	local := email[:strings.LastIndex(email, "@")]
	return local + "@" + hostOf(folded), !ascii(local), nil
}

func hostOf(address string) string { return address[strings.LastIndex(address, "@")+1:] }

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// letters turns rows of the outbox into letters.
type letters struct {
	writer *mail.Writer
	base   string // address of the portal
}

// write says a mail to its reader.
func (l letters) write(to notify.Recipient, m notify.Mail) (mail.Letter, error) {
	out, err := l.writer.Write(to.Language, mail.FromArgs(string(m.Message), to.Name, m.Args, l.base))
	if err != nil {
		return mail.Letter{}, fmt.Errorf("mail %d: %w", m.ID, err)
	}
	return out, nil
}
