package storage

import (
	"context"
	"fmt"
	"strings"
)

// ExecUnguarded runs a statement with the guards of the tables it may touch
// taken away, as somebody with the keys of the database could.
func (s *Store) ExecUnguarded(ctx context.Context, sql string) error {
	if s.dialect == Postgres {
		for _, table := range []string{"history", "cases"} {
			if err := s.Exec(ctx, "ALTER TABLE "+table+" DISABLE TRIGGER USER"); err != nil {
				return err
			}
		}
		return s.Exec(ctx, sql)
	}
	var names []string
	if err := s.conn(ctx).Raw("SELECT name FROM sqlite_master WHERE type = 'trigger'").Scan(&names).Error; err != nil {
		return fmt.Errorf("listing triggers: %w", err)
	}
	for _, n := range names {
		if strings.HasPrefix(n, "history_") || strings.HasPrefix(n, "cases_") {
			if err := s.Exec(ctx, "DROP TRIGGER "+n); err != nil {
				return err
			}
		}
	}
	return s.Exec(ctx, sql)
}
