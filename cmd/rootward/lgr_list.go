package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"rootward/application/round"
	"rootward/application/ruleset"
)

type lgrListCmd struct {
	Edition string `arg:"" optional:"" help:"List the rule sets of this edition."`
	lgrFormat
}

// Run lists editions with the rounds that they are in force for.
func (c *lgrListCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	l := newLibrary(s)
	defer l.close()
	if c.Edition != "" {
		f, err := l.find(ctx, c.Edition)
		if err != nil {
			return err
		}
		return c.writeSets(std.Out, f.about)
	}
	editions, uses, err := l.all(ctx)
	if errors.Is(err, errNoDatabase) {
		fmt.Fprintf(std.Err, "rootward: %v: only what the program carries is listed\n", err)
	} else if err != nil {
		return err
	}
	if c.json() {
		for _, e := range editions {
			if err := object(std.Out, editionObject(e, uses)); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(std.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "EDITION\tDATE\tSETS\tCODE POINTS\tVARIANTS\tIN FORCE FOR\tADDED\tSOURCE")
	for _, e := range editions {
		added := "comes with the program"
		if !e.Carried {
			added = e.AddedAt.Format(time.DateOnly) + " by " + e.AddedBy
		}
		total := e.Total()
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%s\t%s\t%s\n", e.ID, e.Date, len(e.Sets), total.CodePoints, total.Variants, orElse(strings.Join(roundsOf(e, uses), " "), "-"), added, e.Source)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("printing editions: %w", err)
	}
	return nil
}

// all lists editions and rounds. Without a database it is what the program
// knows by itself, and errNoDatabase.
func (l *library) all(ctx context.Context) ([]ruleset.Edition, []ruleset.Use, error) {
	err := l.open(ctx)
	if errors.Is(err, errNoDatabase) {
		var uses []ruleset.Use
		for _, r := range round.Known {
			p := r.Policy.RootRules
			uses = append(uses, ruleset.Use{Round: r, InForce: ruleset.InForce{Edition: p.Edition, Binding: p.Binding}})
		}
		return []ruleset.Edition{ruleset.About(l.rules.Carried)}, uses, err
	}
	if err != nil {
		return nil, nil, err
	}
	editions, err := l.rules.List(ctx)
	if err != nil {
		return nil, nil, err //nolint:wrapcheck // says what was read
	}
	uses, err := l.rules.Uses(ctx)
	return editions, uses, err //nolint:wrapcheck // says what was read
}

// roundsOf names the rounds that an edition is in force for; those where it
// refuses nothing have a question mark.
func roundsOf(e ruleset.Edition, uses []ruleset.Use) []string {
	out := []string{}
	for _, u := range uses {
		if u.Edition != e.ID {
			continue
		}
		name := u.Round.ID
		if !u.Binding {
			name += "?"
		}
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func (c *lgrListCmd) writeSets(out io.Writer, e ruleset.Edition) error {
	if c.json() {
		for _, s := range e.Sets {
			if err := object(out, setObject(e, s)); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "RULE SET\tVERSION\tDATE\tUNICODE\tSCRIPTS\tCODE POINTS\tSEQUENCES\tOF OTHERS\tVARIANTS\tRULES\tACTIONS")
	for _, s := range e.Sets {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\n", s.Name, s.Version, s.Date, s.UnicodeVersion, scriptWords(s.Scripts), s.CodePoints, s.Sequences, s.Foreign, s.Variants, s.Rules, s.Actions)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("printing rule sets: %w", err)
	}
	return nil
}

// maxScripts is how many scripts a row names.
const maxScripts = 4

func scriptWords(scripts []string) string {
	if len(scripts) > maxScripts {
		return fmt.Sprintf("%s and %d more", strings.Join(scripts[:maxScripts], " "), len(scripts)-maxScripts)
	}
	return strings.Join(scripts, " ")
}

// editionJSON is one edition of the JSON form.
type editionJSON struct {
	Edition   string    `json:"edition"`
	Date      string    `json:"date"`
	Source    string    `json:"source"`
	SourceURL string    `json:"source_url,omitempty"`
	Digest    string    `json:"digest,omitempty"`
	Carried   bool      `json:"carried"`
	AddedBy   string    `json:"added_by,omitempty"`
	AddedAt   string    `json:"added_at,omitempty"`
	Rounds    []useJSON `json:"rounds"`
	Sets      []setJSON `json:"sets"`
}

type useJSON struct {
	Round   string `json:"round"`
	Binding bool   `json:"binding"`
	Chosen  bool   `json:"chosen"` // by an operator, not by the policy
}

type setJSON struct {
	Edition string `json:"edition"`
	Name    string `json:"name"`
	SHA256  string `json:"sha256,omitempty"`
	Octets  int    `json:"octets,omitempty"`
	ruleset.Facts
}

func editionObject(e ruleset.Edition, uses []ruleset.Use) editionJSON {
	out := editionJSON{Edition: e.ID, Date: e.Date, Source: e.Source, SourceURL: e.SourceURL, Carried: e.Carried, Rounds: []useJSON{}}
	if !e.Carried {
		out.Digest, out.AddedBy = e.Digest, e.AddedBy
		if !e.AddedAt.IsZero() {
			out.AddedAt = e.AddedAt.Format(time.RFC3339)
		}
	}
	for _, u := range uses {
		if u.Edition == e.ID {
			out.Rounds = append(out.Rounds, useJSON{Round: u.Round.ID, Binding: u.Binding, Chosen: u.Choice != nil})
		}
	}
	for _, s := range e.Sets {
		out.Sets = append(out.Sets, setObject(e, s))
	}
	return out
}

func setObject(e ruleset.Edition, s ruleset.Set) setJSON {
	return setJSON{Edition: e.ID, Name: s.Name, SHA256: s.SHA256, Octets: s.Octets, Facts: s.Facts}
}
