package notify

import (
	"context"
	"errors"
	"strings"
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
)

// Mail is one row of the outbox: what is said to one account.
type Mail struct {
	ID           int64
	Account      string
	Organisation string // whose application it is about
	Case         lifecycle.Case
	Message      Message
	Args         map[string]string // as written by people and rules; never a sentence of ours
	At           time.Time         // when it was written
	Sent         time.Time         // zero until a relay took it
	Attempts     int               // tries to hand it to a relay; MaxAttempts means given up
	LastError    string            // of the last try, or a Reason
}

// MaxAttempts is how often a mail is offered to the relay.
const MaxAttempts = 10

// Reasons why a mail is not sent that are ours, not the relay's. They are
// stored, as the beginning of Mail.LastError.
const (
	NoRelay     = "no_relay"     // the program that took it has no relay; it stays to be read in the portal
	NoSMTPUTF8  = "no_smtputf8"  // the address needs a relay that takes addresses in any script
	BadAddress  = "bad_address"  // the address is none
	NoRecipient = "no_recipient" // the account was closed meanwhile
)

// State says how far a mail has come.
type State string

// The states of a mail; locale keys mail.state.<State>.
const (
	Waiting     State = "waiting"     // nobody has tried to send it
	Retrying    State = "retrying"    // a try failed; there will be another
	Kept        State = "kept"        // there was no relay: read it in the portal
	SentState   State = "sent"        // a relay took it
	Undelivered State = "undelivered" // given up; LastError says why
)

// State of the mail.
func (m Mail) State() State {
	switch {
	case !m.Sent.IsZero():
		return SentState
	case m.LastError == NoRelay:
		return Kept
	case m.Attempts >= MaxAttempts:
		return Undelivered
	case m.LastError != "":
		return Retrying
	}
	return Waiting
}

// Problem splits LastError into one of the Reasons, empty when it is the
// relay's own, and what else is known.
func (m Mail) Problem() (reason, detail string) {
	head, rest, _ := strings.Cut(m.LastError, ":")
	for _, r := range []string{NoRelay, NoSMTPUTF8, BadAddress, NoRecipient} {
		if head == r {
			return r, strings.TrimSpace(rest)
		}
	}
	return "", m.LastError
}

// Recipient is who a mail goes to, as the account is now.
type Recipient struct {
	Account  string
	Email    string // in any script
	Name     string
	Language string // locale folder
	Disabled bool
}

// Query picks mails, newest first. Exactly one of Account, Organisation and
// All is set; a query without any is an error and never means all.
type Query struct {
	Account      string
	Organisation string
	All          bool
	Reader       string // with All, an account: mails about its own organisation's applications are left out
	State        State  // only those in one state; empty for every state
	Before       int64  // id of the last row of the page before; 0 begins at the newest
	Limit        int
}

// ErrNoScope means that a query says neither whose mails it wants nor that it
// wants all.
var ErrNoScope = errors.New("mails of whom?")

// Store is what this package needs kept. Writing takes part in the
// transaction of the context.
type Store interface {
	// Application reads one; lifecycle.ErrNotFound when there is none.
	Application(ctx context.Context, id string) (application.Application, error)
	// Recipients lists the primary members of an organisation whose accounts
	// are open, by account id.
	Recipients(ctx context.Context, organisation string) ([]Recipient, error)
	// AddMail adds a mail and sets its ID.
	AddMail(ctx context.Context, m *Mail) error
	// Mails lists mails; ErrNoScope when the query names nobody.
	Mails(ctx context.Context, q Query) ([]Mail, error)
	// MailCounts counts mails by state over the whole outbox.
	MailCounts(ctx context.Context) (map[State]int, error)
}

// Outbox is what the job that sends needs kept.
type Outbox interface {
	// TakeMail claims one try at a mail: it counts the try and returns the
	// mail and its reader. ok is false when the mail is sent, kept or given
	// up, when another process is taking it, and when there is none.
	TakeMail(ctx context.Context, id int64) (m Mail, to Recipient, ok bool, err error)
	// MailSent notes that a relay took it.
	MailSent(ctx context.Context, id int64, at time.Time) error
	// MailFailed notes a failed try. Final means that there will be no other.
	MailFailed(ctx context.Context, id int64, reason string, final bool) error
	// MailKept notes that there is no relay; the try does not count.
	MailKept(ctx context.Context, id int64) error
}

// Undeliverable is a failure that another try would not mend.
type Undeliverable struct {
	Reason string // one of the Reasons, or empty when the relay refused
	Err    error
}

func (u *Undeliverable) Error() string {
	if u.Reason == "" {
		return u.Err.Error()
	}
	return u.Reason + ": " + u.Err.Error()
}

func (u *Undeliverable) Unwrap() error { return u.Err }

// Sender hands one mail to a relay. An *Undeliverable error means that
// another try would not help; every other error is worth one.
type Sender interface {
	Send(ctx context.Context, to Recipient, m Mail) error
}
