package storage

import (
	"sync/atomic"
	"testing"

	"gorm.io/gorm"
)

// CountStatements returns a counter of all statements sent from now on.
func (s *Store) CountStatements(tb testing.TB) *atomic.Int64 {
	tb.Helper()
	var n atomic.Int64
	count := func(*gorm.DB) { n.Add(1) }
	all := s.db.Callback()
	for _, p := range []interface {
		Register(string, func(*gorm.DB)) error
	}{all.Query(), all.Row(), all.Raw(), all.Create(), all.Update(), all.Delete()} {
		if err := p.Register("test:count", count); err != nil {
			tb.Fatal(err)
		}
	}
	return &n
}
