package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

// Imported is one import that took place.
type Imported struct {
	Name   string // one of Tables
	Digest string // SHA-256 of the file
	Source string
	AsOf   string // the day the facts are true for
	Items  int
	Actor  string
	At     time.Time
}

// Store is what imports need kept.
type Store interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	Imported(ctx context.Context, name, digest string) (bool, error)
	AddImport(ctx context.Context, i Imported) error
	SaveRound(ctx context.Context, r round.Round, now time.Time) error
	ApplicationsOf(ctx context.Context, round, after string, limit int) ([]application.Application, error)
	InsertApplications(ctx context.Context, apps []application.Application) error
	SaveSets(ctx context.Context, sets []application.Set) error
	HistoryOf(ctx context.Context, cases []lifecycle.Case) (map[lifecycle.Case][]lifecycle.Entry, error)
}

// Importer brings public lists in through the door.
type Importer struct {
	Door     *lifecycle.Door
	Store    Store
	Progress func(done, all int) // may be nil
	// Variants tells which strings of a round count as one.
	Variants application.Variants
}

// Summary says what an import did.
type Summary struct {
	Name    string
	Items   int  // applications in the file
	Opened  int  // that were not there before
	Events  int  // recorded, the openings included
	Same    bool // the same file was imported before, nothing was looked at
	Changed bool
}

// past is the life of one application as a file tells it.
type past struct {
	line   int
	app    application.Application
	kinds  []string
	set    string
	events []event
}

// event is one thing that a file says has happened. The first one of a past
// is where the file's knowledge begins.
type event struct {
	to     workflow.State
	at     lifecycle.When
	reason string
}

// Import reads a list and records what it says that we do not know yet. It
// is all or nothing, and a second run of the same list changes nothing. A
// list that contradicts what is recorded is refused with the line.
//
// source says where the facts come from and asOf the day they are true for;
// both may be empty for the lists that the program knows.
func (im *Importer) Import(ctx context.Context, name string, r io.Reader, digest, source, asOf string, actor lifecycle.Actor) (Summary, error) {
	known, ok := lists[name]
	if !ok {
		return Summary{}, fmt.Errorf("no list is called %q; known are %s", name, strings.Join(Tables(), ", "))
	}
	out := Summary{Name: name}
	done, err := im.Store.Imported(ctx, name, digest)
	if err != nil {
		return out, fmt.Errorf("looking for an earlier import: %w", err)
	}
	if done {
		out.Same = true
		return out, nil
	}
	all, err := known.read(r)
	if err != nil {
		return out, err
	}
	day, err := asOfDay(name, asOf)
	if err != nil {
		return out, err
	}
	if source == "" {
		source = known.source
	}
	out.Items = len(all)
	err = im.Store.InTx(ctx, func(ctx context.Context) error {
		return im.write(ctx, known, all, Imported{Name: name, Digest: digest, Source: source, AsOf: day.Format(time.DateOnly), Items: len(all), Actor: actor.Account}, actor, day, &out)
	})
	out.Changed = out.Events > 0
	return out, err
}

func (im *Importer) write(ctx context.Context, t list, all []past, note Imported, actor lifecycle.Actor, day time.Time, out *Summary) error {
	now, err := im.Door.Clock.Now(ctx)
	if err != nil {
		return fmt.Errorf("reading the clock: %w", err)
	}
	note.At = now
	rd := t.round
	rd.AsOf = day
	if err := im.Store.SaveRound(ctx, rd, now); err != nil {
		return err //nolint:wrapcheck // names the round itself
	}
	door := *im.Door
	door.Clock = lifecycle.Fixed(now) // one file, one instant of entry
	if err := openRound(ctx, &door, t, note, actor); err != nil {
		return err
	}
	known, err := im.known(ctx, rd.ID)
	if err != nil {
		return err
	}
	var fresh []application.Application
	for i := range all {
		if all[i].app.VariantKey, err = im.Variants.Key(ctx, rd.Policy, all[i].app.FinalALabel); err != nil {
			return err //nolint:wrapcheck // names the rules itself
		}
		all[i].app.CreatedAt, all[i].app.SavedAt, all[i].app.Round, all[i].app.Revision = now, now, rd.ID, 1
		if known[all[i].app.ID] == nil {
			fresh = append(fresh, all[i].app)
		}
	}
	if err := im.Store.InsertApplications(ctx, fresh); err != nil {
		return err //nolint:wrapcheck // names the failing step itself
	}
	out.Opened = len(fresh)
	w := writer{door: &door, round: rd, actor: actor, source: lifecycle.Source{Title: note.Source + ", " + note.AsOf}}
	for i, p := range all {
		n, err := w.one(ctx, p, known[p.app.ID])
		if err != nil {
			return fmt.Errorf("line %d, %s: %w", p.line, p.app.ID, err)
		}
		out.Events += n
		if im.Progress != nil && (i+1)%100 == 0 {
			im.Progress(i+1, len(all))
		}
	}
	if err := im.Store.SaveSets(ctx, sets(rd.ID, all, note.Source)); err != nil {
		return err //nolint:wrapcheck // names the set itself
	}
	if im.Progress != nil {
		im.Progress(len(all), len(all))
	}
	return im.Store.AddImport(ctx, note) //nolint:wrapcheck // names the import itself
}

// openRound begins the round's own case where the list shows it to be; once.
func openRound(ctx context.Context, door *lifecycle.Door, t list, note Imported, actor lifecycle.Actor) error {
	c := application.RoundCase(t.round.ID)
	_, err := door.Store.ReadCase(ctx, c)
	if err == nil {
		return nil
	}
	if !errors.Is(err, lifecycle.ErrNotFound) {
		return fmt.Errorf("reading round %s: %w", t.round.ID, err)
	}
	_, err = door.Open(ctx, lifecycle.NewCase{
		Case: c, Definition: workflow.RoundCycle, Round: t.round.ID, Policy: t.round.Policy.Version, Actor: actor,
		First: t.stands, At: lifecycle.Unrecorded, Sources: []lifecycle.Source{{Title: note.Source + ", " + note.AsOf}},
	})
	if err != nil {
		return fmt.Errorf("opening round %s: %w", t.round.ID, err)
	}
	return nil
}

const knownPage = 500

// known reads what the round's applications have lived through already.
func (im *Importer) known(ctx context.Context, round string) (map[string][]lifecycle.Entry, error) {
	out := map[string][]lifecycle.Entry{}
	after := ""
	for {
		page, err := im.Store.ApplicationsOf(ctx, round, after, knownPage)
		if err != nil {
			return nil, fmt.Errorf("reading round %s: %w", round, err)
		}
		if len(page) == 0 {
			return out, nil
		}
		cases := make([]lifecycle.Case, len(page))
		for i, a := range page {
			cases[i] = a.Case()
		}
		history, err := im.Store.HistoryOf(ctx, cases)
		if err != nil {
			return nil, fmt.Errorf("reading round %s: %w", round, err)
		}
		for c, rows := range history {
			out[c.ID] = rows
		}
		after = page[len(page)-1].ID
	}
}

type writer struct {
	door   *lifecycle.Door
	round  round.Round
	actor  lifecycle.Actor
	source lifecycle.Source
}

// one records what is new about one application and returns how many rows
// that took.
func (w writer) one(ctx context.Context, p past, rows []lifecycle.Entry) (int, error) {
	seen, err := p.seen(rows)
	if err != nil {
		return 0, err
	}
	for i, e := range p.events[seen:] {
		if seen+i == 0 {
			_, err = w.door.Open(ctx, lifecycle.NewCase{
				Case: p.app.Case(), Definition: w.round.Policy.Definition, Round: w.round.ID, Policy: w.round.Policy.Version,
				Kinds: p.kinds, Actor: w.actor, At: e.at, First: e.to, Sources: []lifecycle.Source{w.source},
			})
		} else {
			_, err = w.door.Move(ctx, lifecycle.Request{
				Case: p.app.Case(), Event: workflow.Record, Actor: w.actor, To: e.to, At: e.at, Reason: e.reason, Sources: []lifecycle.Source{w.source},
			})
		}
		if err != nil {
			return 0, err //nolint:wrapcheck // the caller names line and application
		}
	}
	return len(p.events) - seen, nil
}

// seen counts the events of a past that are recorded already. What is
// recorded must be the beginning of what the file says; later steps that we
// witnessed ourselves are ours and stay.
func (p past) seen(rows []lifecycle.Entry) (int, error) {
	n := 0
	for _, e := range rows {
		if e.Event != workflow.Open && e.Event != workflow.Record {
			continue
		}
		if n == len(p.events) {
			break
		}
		if want := p.events[n]; e.To != want.to || e.At.String() != want.at.String() {
			return 0, fmt.Errorf("the file says %s on %s, recorded is %s on %s", want.to, want.at, e.To, e.At)
		}
		n++
	}
	return n, nil
}

// sets gathers the contention sets that a file names. Members with different
// final strings were put together because they look alike.
func sets(roundID string, all []past, source string) []application.Set {
	index := map[string]int{}
	var out []application.Set
	for _, p := range all {
		if p.set == "" {
			continue
		}
		i, ok := index[p.set]
		if !ok {
			i = len(out)
			index[p.set] = i
			out = append(out, application.Set{Round: roundID, Name: p.set, Basis: "identical", Source: source})
		}
		out[i].Members = append(out[i].Members, application.Listed{Application: p.app})
		if out[i].Members[0].FinalALabel != p.app.FinalALabel {
			out[i].Basis = "similar"
		}
	}
	return out
}
