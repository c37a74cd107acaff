package job

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/riverqueue/river"

	"rootward/application/notify"
)

// sendMail makes one try at one mail. Only when the relay took a mail and the
// process died before noting it does a mail go out twice; both then have the
// same Message-ID.
func (d Deps) sendMail(ctx context.Context, a SendMail) error {
	m, to, ok, err := d.Outbox.TakeMail(ctx, a.OutboxID)
	if err != nil || !ok {
		return err //nolint:wrapcheck // says which mail
	}
	if d.Sender == nil {
		return d.Outbox.MailKept(ctx, m.ID) //nolint:wrapcheck // says which mail
	}
	if to.Account == "" || to.Disabled {
		return d.giveUp(ctx, m, notify.NoRecipient, nil)
	}
	failure := d.Sender.Send(ctx, to, m)
	if failure == nil {
		now, err := d.Clock.Now(ctx)
		if err != nil {
			return fmt.Errorf("mail %d: %w", m.ID, err)
		}
		return d.Outbox.MailSent(ctx, m.ID, now) //nolint:wrapcheck // says which mail
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return failure // the program stops: no fault of the relay's
	}
	var never *notify.Undeliverable
	if errors.As(failure, &never) || m.Attempts >= notify.MaxAttempts {
		return d.giveUp(ctx, m, failure.Error(), failure)
	}
	if err := d.note(ctx, m, failure.Error(), false); err != nil {
		return err
	}
	return fmt.Errorf("mail %d, try %d: %w", m.ID, m.Attempts, failure)
}

// giveUp notes the end of a mail and of its job.
func (d Deps) giveUp(ctx context.Context, m notify.Mail, reason string, failure error) error {
	if err := d.note(ctx, m, reason, true); err != nil {
		return err
	}
	if failure == nil {
		return nil
	}
	return river.JobCancel(fmt.Errorf("mail %d: given up after try %d: %w", m.ID, m.Attempts, failure)) //nolint:wrapcheck // the queue must see its own error
}

// note writes down a failure, even when the time for the job is over.
func (d Deps) note(ctx context.Context, m notify.Mail, reason string, final bool) error {
	ctx, done := context.WithTimeout(context.WithoutCancel(ctx), noteTime)
	defer done()
	return d.Outbox.MailFailed(ctx, m.ID, storable(reason), final) //nolint:wrapcheck // says which mail
}

const (
	noteTime    = 5 * time.Second
	longestNote = 500 // characters kept of what a relay answered
)

// storable makes what a relay answered fit to be kept and shown.
func storable(s string) string {
	s = strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", " ")), " ")
	if utf8.RuneCountInString(s) > longestNote {
		s = string([]rune(s)[:longestNote-1]) + "…"
	}
	return s
}

// afterFailedMail waits one minute after the first failure and twice as long
// after each further one, at most six hours: ten tries take eight and a half
// hours.
func afterFailedMail(attempt int) time.Duration {
	const most = 6 * time.Hour
	if attempt < 1 || attempt > 9 {
		return most
	}
	return min(time.Minute<<(attempt-1), most)
}
