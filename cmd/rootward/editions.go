package main

import (
	"context"
	"fmt"
	"log/slog"
	"sync"

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

func (e *editions) find(id string) (*rootzone.Edition, error) {
	if carried := rootzone.Embedded(); carried.ID == id {
		return carried, nil
	}
	if kept, _ := e.read.Load(id); kept != nil {
		if known, ok := kept.(*rootzone.Edition); ok {
			return known, nil
		}
	}
	found, err := e.rules.Load(context.Background(), id)
	if err != nil {
		return nil, fmt.Errorf("edition %s: %w", id, err)
	}
	e.read.Store(id, found)
	return found, nil
}

// judge judges strings by them.
func (e *editions) judge() application.Judge {
	return application.Judge{Edition: e.find, Log: func(err error) {
		slog.Error("judging a string by the root zone rules", "error", err)
	}}
}

// variants compares strings by them.
func (e *editions) variants() application.Variants {
	return application.Variants{Common: func(_ context.Context, id string) (*lgr.LGR, error) {
		found, err := e.find(id) //nolint:contextcheck // what is read is kept for others
		if err != nil || found.Common() == nil {
			return nil, err
		}
		return found.Common().LGR(), nil
	}}
}
