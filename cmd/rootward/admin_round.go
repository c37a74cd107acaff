package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

type adminRoundCmd struct {
	Add   roundAddCmd   `cmd:"" help:"Make a round from a policy. It opens and closes by itself at its instants."`
	List  roundListCmd  `cmd:"" help:"List rounds with their windows and states."`
	Open  roundOpenCmd  `cmd:"" help:"Open a round whose submission period has begun, without waiting for the clock."`
	Close roundCloseCmd `cmd:"" help:"Close a round before its instant."`
}

type roundAddCmd struct {
	ID     string `arg:"" help:"Short name: small letters, digits and hyphens."`
	Policy string `required:"" help:"Policy: gtld-2012, fast-track or gtld-2026."`
	Opens  string `help:"First instant of the submission period: a day, or an instant such as 2027-01-01T12:00:00Z. Without it, the policy's own."`
	Closes string `help:"Last instant of the submission period; a day means its last second, UTC."`
	Sample bool   `help:"Invented: every page says so, and no figure counts it."`
}

// Run makes a round.
func (c *roundAddCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	r, err := c.round()
	if err != nil {
		return err
	}
	return withRooms(ctx, s, func(rooms *rooms) error {
		_, err := rooms.store.Round(ctx, r.ID)
		switch {
		case err == nil:
			return fmt.Errorf("round %s exists already", r.ID)
		case !errors.Is(err, lifecycle.ErrNotFound):
			return fmt.Errorf("looking for round %s: %w", r.ID, err)
		}
		if err := rooms.applications.OpenRound(ctx, r, byShell(), rooms.store.SaveRound); err != nil {
			return fmt.Errorf("making round %s: %w", r.ID, err)
		}
		fmt.Fprintf(std.Out, "round %s: %s\n", r.ID, window(r))
		return nil
	})
}

func (c *roundAddCmd) round() (round.Round, error) {
	r := round.Round{ID: c.ID, Policy: round.PolicyByID(c.Policy), Sample: c.Sample}
	if r.Policy == nil {
		var known []string
		for _, p := range round.Policies {
			known = append(known, p.ID)
		}
		return r, fmt.Errorf("policy %q is none of %s", c.Policy, strings.Join(known, ", "))
	}
	if strings.Trim(c.ID, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || len(c.ID) > 40 || strings.Trim(c.ID, "-") != c.ID {
		return r, fmt.Errorf("round %q: at most 40 small letters, digits and hyphens, please", c.ID)
	}
	var err error
	if r.Opens, err = instantOf("--opens", c.Opens, false); err != nil {
		return r, err
	}
	if r.Closes, err = instantOf("--closes", c.Closes, true); err != nil {
		return r, err
	}
	if opens, closes := r.Window(); !closes.IsZero() && !opens.Before(closes) {
		return r, fmt.Errorf("round %s would close (%s) before it opens (%s)", c.ID, closes.Format(time.RFC3339), opens.Format(time.RFC3339))
	}
	return r, nil
}

// instantOf reads a day or an instant; the end of a period that is given as a
// day is its last second.
func instantOf(flag, text string, end bool) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.UTC().Truncate(time.Second), nil
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return t, fmt.Errorf("%s: %q is neither a day (2027-01-01) nor an instant (2027-01-01T12:00:00Z)", flag, text)
	}
	if end {
		return t.Add(24*time.Hour - time.Second), nil
	}
	return t, nil
}

// window is the submission period in words.
func window(r round.Round) string {
	opens, closes := r.Window()
	say := func(t time.Time) string {
		if t.IsZero() {
			return "no date"
		}
		return t.UTC().Format(time.RFC3339)
	}
	return say(opens) + " to " + say(closes)
}

type roundListCmd struct{}

// Run lists rounds.
func (roundListCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	return withRooms(ctx, s, func(rooms *rooms) error {
		all, err := rooms.store.Rounds(ctx)
		if err != nil {
			return fmt.Errorf("listing rounds: %w", err)
		}
		w := tabwriter.NewWriter(std.Out, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "ROUND\tPOLICY\tWINDOW\tSTATE\tSAMPLE")
		for _, r := range all {
			state := "from a list"
			c, err := rooms.store.ReadCase(ctx, application.RoundCase(r.ID))
			switch {
			case err == nil:
				state = string(c.State)
			case !errors.Is(err, lifecycle.ErrNotFound):
				return fmt.Errorf("reading round %s: %w", r.ID, err)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%v\n", r.ID, r.Policy.ID, window(r), state, r.Sample)
		}
		if err := w.Flush(); err != nil {
			return fmt.Errorf("printing rounds: %w", err)
		}
		return nil
	})
}

type roundOpenCmd struct {
	ID string `arg:"" help:"Round."`
}

// Run opens a round.
func (c *roundOpenCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	return moveRound(ctx, s, std, application.RoundRequest{Round: c.ID, Event: workflow.OpenRound})
}

type roundCloseCmd struct {
	ID     string `arg:"" help:"Round."`
	Reason string `required:"" help:"Why; goes into its history."`
	Source string `required:"" help:"What the decision rests on."`
}

// Run closes a round. Its applications follow by a job.
func (c *roundCloseCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	return moveRound(ctx, s, std, application.RoundRequest{
		Round: c.ID, Event: workflow.CloseRound, Reason: c.Reason, Sources: []lifecycle.Source{{Title: c.Source}},
	})
}

func moveRound(ctx context.Context, s *settings, std *stdio, r application.RoundRequest) error {
	return withRooms(ctx, s, func(rooms *rooms) error {
		r.Actor = byShell()
		err := rooms.applications.MoveRound(ctx, r)
		var no *workflow.Refused
		switch {
		case errors.Is(err, lifecycle.ErrNotFound):
			return fmt.Errorf("there is no round %s that can be moved", r.Round)
		case errors.As(err, &no) && no.Why == workflow.WhyFacts:
			return fmt.Errorf("round %s: not yet: %s", r.Round, words(no.Missing))
		case errors.As(err, &no):
			return fmt.Errorf("round %s is %s: no %s from there", r.Round, no.From, r.Event)
		case err != nil:
			return fmt.Errorf("moving round %s: %w", r.Round, err)
		}
		c, err := rooms.store.ReadCase(ctx, application.RoundCase(r.Round))
		if err != nil {
			return fmt.Errorf("reading round %s: %w", r.Round, err)
		}
		fmt.Fprintf(std.Out, "round %s is %s\n", r.Round, c.State)
		return nil
	})
}

func words(facts []workflow.Fact) string {
	var out []string
	for _, f := range facts {
		out = append(out, strings.ReplaceAll(string(f), "_", " "))
	}
	return strings.Join(out, ", ")
}

// panels lists the panels of all policies, each once.
func panels() []string {
	var out []string
	for _, p := range round.Policies {
		for _, x := range p.Panels {
			if !slices.Contains(out, x.ID) {
				out = append(out, x.ID)
			}
		}
	}
	return out
}
