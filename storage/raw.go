package storage

import (
	"context"
	"fmt"
)

// Exec runs a statement as it stands; for tests and for repairs by hand. The
// database's own guards hold.
func (s *Store) Exec(ctx context.Context, sql string, args ...any) error {
	if err := s.conn(ctx).Exec(sql, args...).Error; err != nil {
		return fmt.Errorf("running a statement: %w", err)
	}
	return nil
}
