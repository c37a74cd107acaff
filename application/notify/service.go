package notify

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/workflow"
)

// Service writes mails into the outbox. It is an effect of the door.
type Service struct {
	Store Store
	Clock lifecycle.Clock
	// Enqueue adds the job that sends a mail to the transaction at hand; nil
	// in programs that have no job queue.
	Enqueue func(ctx context.Context, id int64) error
	// Staff returns nil for accounts that may read every mail, and
	// lifecycle.ErrNotFound for all others.
	Staff func(ctx context.Context, account string) error
}

var _ lifecycle.Effect = (*Service)(nil)

// Arguments of messages, the keys of Mail.Args. Which are set depends on the
// message; String, ALabel, Application and Round always are.
const (
	ArgApplication = "Application"
	ArgRound       = "Round"
	ArgString      = "String" // in its own script; empty while none is written
	ArgALabel      = "ALabel"
	ArgStage       = "Stage"   // id of the stage that was left
	ArgHold        = "Hold"    // code of the hold
	ArgReason      = "Reason"  // of a decision, as written
	ArgSources     = "Sources" // one a line: title and address
	ArgAt          = "At"      // RFC 3339, UTC: when it happened
	ArgNumber      = "Number"  // of the receipt
	ArgDigest      = "Digest"  // SHA-256 of what was submitted
)

// After tells the applicant about a move of an application.
func (s *Service) After(ctx context.Context, t lifecycle.Transition) error {
	message := about(t)
	if message == silent {
		return nil
	}
	a, err := s.Store.Application(ctx, t.After.ID)
	if err != nil {
		return fmt.Errorf("telling of %s: %w", t.After.Case, err)
	}
	return s.Tell(ctx, string(message), a, arguments(t))
}

// about chooses the message of a move. What an import brings, and what was
// recorded on the word of a source, is no news to anybody: the door's own
// events are not in the table.
func about(t lifecycle.Transition) Message {
	if t.Entry.Case.Kind != lifecycle.Application || workflow.Shares(t.Actor.Roles, []workflow.Role{workflow.Importer}) {
		return silent
	}
	switch t.Entry.Event {
	case workflow.HoldOpen:
		return OnHold
	case workflow.HoldClose:
		if t.After.Holds > 0 {
			return HoldClosed
		}
		return Resumed
	}
	for _, row := range told {
		if row.Event == t.Entry.Event {
			return row.Message
		}
	}
	return silent
}

// arguments are what a move gives to say. They hold no name of who decided:
// the programme answers for a decision, not the person.
func arguments(t lifecycle.Transition) map[string]string {
	args := map[string]string{ArgStage: string(t.Before.Clock.Stage)}
	if t.Entry.At.Known {
		args[ArgAt] = t.Entry.At.At.UTC().Format(time.RFC3339)
	}
	if t.Entry.Hold != "" {
		args[ArgHold] = t.Entry.Hold
	}
	// Who recorded a payment or withdrew may have written a note to the file;
	// the reasons of a decision are written for the applicant.
	if t.Entry.Decision {
		args[ArgReason] = shorten(t.Entry.Reason)
		var lines []string
		for _, src := range t.Entry.Sources {
			lines = append(lines, strings.TrimSpace(oneLine(src.Title)+" "+oneLine(src.URL)))
		}
		args[ArgSources] = strings.Join(lines, "\n")
	}
	return args
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// longestReason is how many characters of a reason a mail repeats; the whole
// of it stands on the application's page.
const longestReason = 8000

func shorten(s string) string {
	if utf8.RuneCountInString(s) <= longestReason {
		return s
	}
	return string([]rune(s)[:longestReason-1]) + "…"
}

// Tell writes a mail to every primary member of the organisation that
// applied, in the transaction at hand, and asks for it to be sent. An
// application of no organisation has nobody to tell.
func (s *Service) Tell(ctx context.Context, message string, a application.Application, args map[string]string) error {
	if !known(Message(message)) {
		return fmt.Errorf("telling of application %s: no message is called %q", a.ID, message)
	}
	if a.Organisation == "" {
		return nil
	}
	to, err := s.Store.Recipients(ctx, a.Organisation)
	if err != nil {
		return fmt.Errorf("telling of application %s: %w", a.ID, err)
	}
	now, err := s.Clock.Now(ctx)
	if err != nil {
		return fmt.Errorf("telling of application %s: reading the clock: %w", a.ID, err)
	}
	all := map[string]string{ArgApplication: a.ID, ArgRound: a.Round, ArgString: a.FinalString, ArgALabel: a.FinalALabel}
	for k, v := range args {
		all[k] = v
	}
	for _, r := range to {
		m := Mail{Account: r.Account, Organisation: a.Organisation, Case: a.Case(), Message: Message(message), Args: all, At: now.UTC().Truncate(time.Second)}
		if err := s.Store.AddMail(ctx, &m); err != nil {
			return fmt.Errorf("telling of application %s: %w", a.ID, err)
		}
		if s.Enqueue == nil {
			continue
		}
		if err := s.Enqueue(ctx, m.ID); err != nil {
			return fmt.Errorf("telling of application %s: %w", a.ID, err)
		}
	}
	return nil
}

func known(m Message) bool {
	for _, x := range Messages {
		if x == m {
			return true
		}
	}
	return false
}

const (
	page     = 50
	pageMost = 500
)

// Mine lists the mails to an account itself, newest first; before is the id
// of the last row of the page before, 0 for the first page.
func (s *Service) Mine(ctx context.Context, account string, before int64, limit int) ([]Mail, error) {
	return s.list(ctx, Query{Account: account, Before: before, Limit: limit})
}

// All lists the mails of everybody, for staff; lifecycle.ErrNotFound for all
// others. Staff do not see those about what their own organisation applied
// for.
func (s *Service) All(ctx context.Context, account string, state State, before int64, limit int) ([]Mail, error) {
	if err := s.staff(ctx, account); err != nil {
		return nil, err
	}
	return s.list(ctx, Query{All: true, Reader: account, State: state, Before: before, Limit: limit})
}

// OfOrganisation lists the mails about the applications of one organisation,
// for staff; lifecycle.ErrNotFound for all others. Members read their own.
func (s *Service) OfOrganisation(ctx context.Context, account, organisation string, before int64, limit int) ([]Mail, error) {
	if err := s.staff(ctx, account); err != nil {
		return nil, err
	}
	return s.list(ctx, Query{Organisation: organisation, Before: before, Limit: limit})
}

// Counts counts all mails by state, for staff; lifecycle.ErrNotFound for all
// others.
func (s *Service) Counts(ctx context.Context, account string) (map[State]int, error) {
	if err := s.staff(ctx, account); err != nil {
		return nil, err
	}
	n, err := s.Store.MailCounts(ctx)
	if err != nil {
		return nil, fmt.Errorf("counting mails: %w", err)
	}
	return n, nil
}

func (s *Service) staff(ctx context.Context, account string) error {
	if s.Staff == nil {
		return fmt.Errorf("mails of everybody: %w", lifecycle.ErrNotFound)
	}
	if err := s.Staff(ctx, account); err != nil {
		return fmt.Errorf("mails of everybody: %w", err)
	}
	return nil
}

func (s *Service) list(ctx context.Context, q Query) ([]Mail, error) {
	if q.Limit <= 0 {
		q.Limit = page
	}
	q.Limit = min(q.Limit, pageMost)
	out, err := s.Store.Mails(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("listing mails: %w", err)
	}
	return out, nil
}
