package portal

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/labstack/echo/v4"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/round"
)

// fieldBase is the form value that says what the form was made from: a short
// digest of each answer. It tells an answer that the writer left alone from
// one that they changed, and finds those that somebody else changed under
// their hands, answer by answer: two people may write in one section.
const fieldBase = "base"

// baseDigits of a digest are kept: an accident among a handful of texts is
// out of the question.
const baseDigits = 16

func digest(value string) string {
	sum := sha256.Sum256([]byte(value))
	return hex.EncodeToString(sum[:])[:baseDigits]
}

// writeBase puts answers down as "question=digest", in order.
func writeBase(values map[string]string) string {
	out := make([]string, 0, len(values))
	for q, v := range values {
		out = append(out, q+"="+digest(v))
	}
	sort.Strings(out)
	return strings.Join(out, " ")
}

// baseOf is the base of a section as it is kept.
func baseOf(d application.Draft, s round.Section) string {
	values := map[string]string{}
	for _, q := range s.Questions {
		values[q.ID] = d.Answers[q.ID].Value
	}
	return writeBase(values)
}

func readBase(text string) map[string]string {
	out := map[string]string{}
	for _, part := range strings.Fields(text) {
		if q, sum, ok := strings.Cut(part, "="); ok {
			out[q] = sum
		}
	}
	return out
}

// typing is a section with what was typed into it.
type typing struct {
	draft   application.Draft
	section round.Section
	values  map[string]string // every answer that was sent
	base    map[string]string // digest of what each was made from
}

// readTyping reads the answers that were sent for one section. Answers to
// questions of other sections are not taken.
func (p *Portal) readTyping(c echo.Context) (typing, error) {
	d, err := p.ownDraft(c)
	if err != nil {
		return typing{}, err
	}
	s, ok := d.Round.Policy.Section(c.Param("section"))
	if !ok {
		return typing{}, noSuchPart(d, c.Param("section"))
	}
	f, err := readForm(c)
	if err != nil {
		return typing{}, err
	}
	t := typing{draft: d, section: s, values: map[string]string{}, base: readBase(f.raw(fieldBase))}
	for _, q := range s.Questions {
		if f.has(q.ID) {
			t.values[q.ID] = f.text(q.ID)
		}
	}
	return t, nil
}

// against compares what was typed with what is kept: answers to write, and
// answers that somebody saved since the form was made. A form that does not
// say what it was made from was made from nothing.
func (t typing) against(d application.Draft) (mine map[string]string, theirs []application.Answer) {
	mine = map[string]string{}
	for _, q := range t.section.Questions {
		typed, ok := t.values[q.ID]
		now := d.Answers[q.ID]
		base, known := t.base[q.ID]
		if !known {
			base = digest("")
		}
		switch {
		case !ok || typed == now.Value || digest(typed) == base:
		case digest(now.Value) == base:
			mine[q.ID] = typed
		default:
			theirs = append(theirs, now)
		}
	}
	return mine, theirs
}

// kept is what became of what was typed.
type kept struct {
	draft  application.Draft
	theirs []application.Answer    // answers of others in conflict; the rest is saved
	faults application.FieldErrors // what is wrong in the section, kept all the same
}

// baseAfter is what the writer's form is made from now: answers in conflict,
// and those that the writer left alone, from what they were made from before.
func (t typing) baseAfter(k kept) string {
	out := map[string]string{}
	for _, q := range t.section.Questions {
		if sum, ok := t.base[q.ID]; ok {
			out[q.ID] = sum
		}
		typed, ok := t.values[q.ID]
		if ok && digest(typed) == out[q.ID] {
			continue
		}
		contested := false
		for _, a := range k.theirs {
			contested = contested || a.Question == q.ID
		}
		if ok && !contested {
			out[q.ID] = digest(k.draft.Answers[q.ID].Value)
		}
	}
	var parts []string
	for q, sum := range out {
		parts = append(parts, q+"="+sum)
	}
	sort.Strings(parts)
	return strings.Join(parts, " ")
}

// errHandedIn means that the draft was submitted since the form was made.
var errHandedIn = errors.New("draft was handed in meanwhile")

// keep saves what was typed, except where somebody else saved the same answer
// meanwhile. Errors: errHandedIn, with the draft as it is now, or a fault of
// the store.
func (p *Portal) keep(ctx context.Context, account string, t typing) (kept, error) {
	const tries = 4
	d := t.draft
	for try := 1; ; try++ {
		if frozen(d) {
			return kept{draft: d}, errHandedIn
		}
		mine, theirs := t.against(d)
		if len(mine) == 0 {
			return kept{draft: d, theirs: theirs, faults: faultsIn(d, t)}, nil
		}
		saved, _, err := p.Applications.Save(ctx, account, d.ID, d.Revision, mine) //nolint:errcheck // faults are those of the whole section, below
		if err == nil {
			return kept{draft: saved, theirs: theirs, faults: faultsIn(saved, t)}, nil
		}
		// Somebody wrote between reading and saving: look again.
		var clash *application.Clash
		if try == tries || !errors.As(err, &clash) && !errors.Is(err, lifecycle.ErrConflict) {
			return kept{}, fmt.Errorf("saving a section: %w", err)
		}
		if d, err = p.Applications.Draft(ctx, account, d.ID); err != nil {
			return kept{}, fmt.Errorf("reading a draft: %w", err)
		}
	}
}

// faultsIn lists what is wrong with the answers of the section. An answer
// that was longer than what is kept is told as such.
func faultsIn(d application.Draft, t typing) application.FieldErrors {
	cut := tooLong(d, t.values)
	out := cut
	for _, s := range d.Sections {
		if s.Section.ID != t.section.ID {
			continue
		}
		for _, f := range s.Faults {
			if f.Rule != "too_long" || !names(cut, f.Field) {
				out = append(out, f)
			}
		}
	}
	return out
}

func names(list application.FieldErrors, field string) bool {
	for _, f := range list {
		if f.Field == field {
			return true
		}
	}
	return false
}
