package main

import (
	"context"
	"fmt"

	"rootward/application/lifecycle"
	"rootward/storage"
)

// openReady opens the database and refuses a schema that this program cannot
// work with.
func openReady(ctx context.Context, s *settings) (*storage.Store, error) {
	store, err := storage.Open(s.Database)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.Database, err)
	}
	if err := store.Ready(ctx); err != nil {
		store.Close() //nolint:errcheck,gosec // the schema is what is wrong
		return nil, fmt.Errorf("%s: %w", s.Database, err)
	}
	return store, nil
}

// newDoor wires the one door: what may inform it, what follows from it, in
// this order.
func newDoor(store *storage.Store) *lifecycle.Door {
	return &lifecycle.Door{Store: store, Clock: store}
}
