package mail

import (
	"bytes"
	"fmt"
	"mime"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"time"
)

// Head is what stands above a letter when it goes out as e-mail.
type Head struct {
	From netmail.Address
	To   netmail.Address // letters that are not ASCII need a relay with SMTPUTF8 (RFC 6532)
	ID   string          // Message-ID with its brackets
	At   time.Time
}

// Message is the letter as a message of RFC 5322: ASCII throughout, but for
// an address that is not. Lines end in CRLF.
func (l Letter) Message(h Head) ([]byte, error) {
	var out bytes.Buffer
	for _, f := range []struct{ name, value string }{
		{"From", h.From.String()},
		{"To", h.To.String()},
		{"Subject", mime.BEncoding.Encode("utf-8", header(l.Subject))},
		{"Date", h.At.UTC().Format(time.RFC1123Z)},
		{"Message-ID", h.ID},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Content-Transfer-Encoding", "quoted-printable"},
		{"Content-Language", l.Lang},
		{"Auto-Submitted", "auto-generated"}, // RFC 3834: no automatic answers, please
	} {
		// A line end inside an encoded subject is followed by a space, as
		// encoders do it; any other would begin a header of somebody's choice.
		if strings.ContainsAny(strings.ReplaceAll(f.value, "\r\n ", ""), "\r\n") {
			return nil, fmt.Errorf("header %s has a line break: %q", f.name, f.value)
		}
		fmt.Fprintf(&out, "%s: %s\r\n", f.name, f.value)
	}
	out.WriteString("\r\n")
	w := quotedprintable.NewWriter(&out)
	if _, err := w.Write([]byte(l.Body)); err != nil {
		return nil, fmt.Errorf("text of a mail: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("text of a mail: %w", err)
	}
	return out.Bytes(), nil
}

// FromArgs is the view of a row of the outbox: base is the address of the
// portal, empty for letters without a link.
func FromArgs(message, name string, args map[string]string, base string) View {
	v := View{
		Message: message, Name: name, Application: args["Application"], Round: args["Round"], String: args["String"], ALabel: args["ALabel"],
		Stage: args["Stage"], Hold: args["Hold"], Reason: args["Reason"], Number: args["Number"], Digest: args["Digest"],
	}
	if at, err := time.Parse(time.RFC3339, args["At"]); err == nil {
		v.At = at
	}
	for _, s := range strings.Split(args["Sources"], "\n") {
		if s = strings.TrimSpace(s); s != "" {
			v.Sources = append(v.Sources, s)
		}
	}
	if base != "" && v.Application != "" {
		v.Link = base + "/drafts/" + v.Application
	}
	return v
}
