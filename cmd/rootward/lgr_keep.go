package main

import (
	"context"
	"errors"
	"fmt"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/ruleset"
	"rootward/workflow"
)

type lgrAddCmd struct {
	ID        string   `arg:"" help:"Id of the edition, such as 6."`
	Files     []string `arg:"" help:"XML files, or folders of them."`
	Date      string   `required:"" help:"Day of the edition, YYYY-MM-DD."`
	Source    string   `required:"" help:"Who published it."`
	SourceURL string   `name:"source-url" help:"Where it was published."`
	Lenient   bool     `help:"Pass over departures from RFC 7940 that do not change the meaning of the rest; what was passed over is kept with the set."`
}

// Help says what an edition is.
func (lgrAddCmd) Help() string {
	return `All files or none are kept, as they are. An edition never changes: another content needs another id, and the same content
again changes nothing. It is not in force for any round until 'rootward lgr use' says so.`
}

// Run keeps an edition.
func (c *lgrAddCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	files, err := readFiles(c.Files)
	if err != nil {
		return err
	}
	return withRooms(ctx, s, func(r *rooms) error {
		e, added, err := r.rules.Add(ctx, byShell(), ruleset.Candidate{ID: c.ID, Date: c.Date, Source: c.Source, SourceURL: c.SourceURL, Files: files, Lenient: c.Lenient})
		var faults ruleset.Faults
		switch {
		case errors.As(err, &faults):
			for _, f := range faults {
				fmt.Fprintln(std.Err, f)
			}
			return fmt.Errorf("edition %s: nothing was kept: %d faults", c.ID, len(faults))
		case errors.Is(err, ruleset.ErrTaken):
			return fmt.Errorf("edition %s exists with another content: take another id", c.ID)
		case err != nil:
			return err //nolint:wrapcheck // says what it did
		case !added:
			fmt.Fprintf(std.Out, "the same content is kept already as edition %s; nothing changed\n", e.ID)
		default:
			total := e.Total()
			fmt.Fprintf(std.Out, "edition %s of %s: %d rule sets, %d code points, %d variants; content %s\n", e.ID, e.Date, len(e.Sets), total.CodePoints, total.Variants, e.Digest)
		}
		return nil
	})
}

type lgrRemoveCmd struct {
	ID string `arg:"" help:"Edition."`
}

// Run forgets an edition.
func (c *lgrRemoveCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	return withRooms(ctx, s, func(r *rooms) error {
		err := r.rules.Remove(ctx, byShell(), c.ID)
		switch {
		case errors.Is(err, ruleset.ErrInUse):
			return fmt.Errorf("edition %s stays: a round is or was judged by it", c.ID)
		case errors.Is(err, lifecycle.ErrNotFound):
			return fmt.Errorf("no edition %s is kept", c.ID)
		case err != nil:
			return err //nolint:wrapcheck // says what it did
		}
		fmt.Fprintf(std.Out, "edition %s is removed; its id stays taken\n", c.ID)
		return nil
	})
}

type lgrUseCmd struct {
	Round   string `arg:"" help:"Round."`
	Edition string `arg:"" help:"Edition."`
	Reason  string `required:"" help:"Why; goes into the history of the round."`
	Source  string `help:"What the decision rests on, besides the edition itself."`
}

// Run puts an edition in force for a round.
func (c *lgrUseCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	return withRooms(ctx, s, func(r *rooms) error {
		at, err := r.store.ReadCase(ctx, application.RoundCase(c.Round))
		if errors.Is(err, lifecycle.ErrNotFound) {
			return fmt.Errorf("there is no round %s", c.Round)
		}
		if err != nil {
			return fmt.Errorf("reading round %s: %w", c.Round, err)
		}
		err = r.rules.Choose(ctx, ruleset.Request{
			Round: c.Round, Edition: c.Edition, Actor: byShell(), Version: at.Version, Reason: c.Reason, Sources: []lifecycle.Source{{Title: c.Source}},
		})
		var wrong *lifecycle.Invalid
		var no *workflow.Refused
		switch {
		case errors.As(err, &wrong) && wrong.Why == ruleset.WhyUnknown:
			return fmt.Errorf("there is no edition %s; see `rootward lgr list`", c.Edition)
		case errors.As(err, &wrong) && wrong.Why == ruleset.WhySame:
			return fmt.Errorf("edition %s is in force for round %s already", c.Edition, c.Round)
		case errors.As(err, &no):
			return fmt.Errorf("round %s is %s: its rules cannot be chosen any more", c.Round, no.From)
		case err != nil:
			return err //nolint:wrapcheck // says what it did
		}
		fmt.Fprintf(std.Out, "round %s is judged by edition %s from now on; what was judged before is not judged anew\n", c.Round, c.Edition)
		return nil
	})
}
