package main

import (
	"context"
	"fmt"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/ruleset"
	"rootward/idn/rootzone"
	"rootward/storage"
)

type migrateCmd struct{}

// Run brings the schema up to date.
func (migrateCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	store, err := storage.Open(s.Database)
	if err != nil {
		return fmt.Errorf("%s: %w", s.Database, err)
	}
	defer store.Close() //nolint:errcheck // nothing is left to write
	if err := store.Migrate(ctx); err != nil {
		return fmt.Errorf("%s: %w", s.Database, err)
	}
	if err := rekey(ctx, store); err != nil {
		return fmt.Errorf("%s: %w", s.Database, err)
	}
	fmt.Fprintln(std.Out, "the schema is up to date")
	return nil
}

// rekey computes the variant keys of strings that were saved by a version
// without them.
func rekey(ctx context.Context, store *storage.Store) error {
	known := &editions{rules: &ruleset.Service{Store: store, Clock: store, Carried: rootzone.Embedded()}}
	service := &application.Service{Store: store, Variants: known.variants()}
	rounds, err := store.Rounds(ctx)
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	for _, r := range rounds {
		if err := service.Rekey(ctx, r); err != nil {
			return err //nolint:wrapcheck // names the round
		}
	}
	return nil
}

type verifyCmd struct{}

// copiesNamed is how many applications verify names whose copy of their case
// differs.
const copiesNamed = 100

// Help says what is proved.
func (verifyCmd) Help() string {
	return `Checks the chain of hashes of every case, replays each row of history through the same rules that wrote it,
and compares states, versions, holds, clocks, finished stages and counters. Ends with 1 and names every difference.`
}

// Run replays the history.
func (verifyCmd) Run(ctx context.Context, s *settings, std *stdio) error {
	store, err := openReady(ctx, s)
	if err != nil {
		return err
	}
	defer store.Close() //nolint:errcheck // nothing was written
	show := progress(std, "verify")
	v, err := lifecycle.Verify(ctx, store, func(n int) {
		if show != nil {
			show(n, n+1)
		}
	})
	if err != nil {
		return fmt.Errorf("verifying: %w", err)
	}
	copies, err := store.CopiesThatDiffer(ctx, copiesNamed)
	if err != nil {
		return fmt.Errorf("verifying: %w", err)
	}
	v.Faults = append(v.Faults, copies...)
	for _, f := range v.Faults {
		fmt.Fprintln(std.Out, f)
	}
	fmt.Fprintf(std.Out, "%d cases, %d history rows, %d finished stages, %d counters: %d differences\n", v.Cases, v.Rows, v.Visits, v.Counters, len(v.Faults))
	if len(v.Faults) > 0 {
		return exitCode(1)
	}
	return nil
}
