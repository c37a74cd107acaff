package main

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"rootward/application"
	"rootward/application/ruleset"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// editions finds editions of the root zone rules: the one that the program
// carries, and those that the database keeps. An edition never changes and its
// id is never given to another one, so those read once are kept.
type editions struct {
	rules *ruleset.Service
	read  sync.Map // by id, of *rootzone.Edition
}

func (e *editions) find(ctx context.Context, id string) (*rootzone.Edition, error) {
	if carried := rootzone.Embedded(); carried.ID == id {
		return carried, nil
	}
	if kept, _ := e.read.Load(id); kept != nil {
		if known, ok := kept.(*rootzone.Edition); ok {
			return known, nil
		}
	}
	found, err := e.rules.Load(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("edition %s: %w", id, err)
	}
	e.read.Store(id, found)
	return found, nil
}

// inForce reads the editions that the rounds are judged by, so that nobody has
// to while holding one of the database's connections. One that cannot be read
// is told: until it can be, strings of its round are refused.
func (e *editions) inForce(ctx context.Context, log *slog.Logger) error {
	uses, err := e.rules.Uses(ctx)
	if err != nil {
		return err //nolint:wrapcheck // says what was read
	}
	for _, u := range uses {
		if _, err := e.find(ctx, u.Edition); err != nil {
			log.ErrorContext(ctx, "reading the root zone rules", "round", u.Round.ID, "error", err)
		}
	}
	return nil
}

// patience is how long those without a context of their own wait for an
// edition: they may hold the connection that another one needs.
const patience = 10 * time.Second

// findSoon is find for them.
func (e *editions) findSoon(id string) (*rootzone.Edition, error) {
	ctx, done := context.WithTimeout(context.Background(), patience)
	defer done()
	return e.find(ctx, id)
}

// judge judges strings by them.
func (e *editions) judge() application.Judge {
	return application.Judge{Edition: e.findSoon, Log: func(err error) {
		slog.Error("judging a string by the root zone rules", "error", err)
	}}
}

// variants compares strings by them.
func (e *editions) variants() application.Variants {
	return application.Variants{Common: func(ctx context.Context, id string) (*lgr.LGR, error) {
		found, err := e.find(ctx, id)
		if err != nil || found.Common() == nil {
			return nil, err
		}
		return found.Common().LGR(), nil
	}}
}
