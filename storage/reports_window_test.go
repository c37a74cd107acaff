package storage_test

import (
	"reflect"
	"testing"

	"rootward/application/report"
	"rootward/storage"
	"rootward/storage/storagetest"
)

// TestPagesOfContention puts the pages of a report beside the whole of it.
func TestPagesOfContention(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		r := newReporting(t, s)
		r.populate("old", 60)
		for _, text := range []string{"round=old", "round=old&as_of=now"} {
			q, whole := r.ask(report.Contention, text)
			if len(whole.Rows) < 3 || whole.All != len(whole.Rows) {
				t.Fatalf("%s: %d rows of %d", text, len(whole.Rows), whole.All)
			}
			var rows []report.Row
			for from := 0; from <= whole.All; from += 2 {
				part, err := r.svc.RunPart(r.Context(), q, report.Window{From: from, Rows: 2})
				if err != nil {
					t.Fatal(err)
				}
				if !reflect.DeepEqual(part.Totals, whole.Totals) || part.All != whole.All || len(part.Rows) > 2 {
					t.Errorf("%s from %d: %d rows, totals %v, want %v", text, from, len(part.Rows), part.Totals, whole.Totals)
				}
				rows = append(rows, part.Rows...)
			}
			if !reflect.DeepEqual(rows, whole.Rows) {
				t.Errorf("%s: pages have %d rows, the whole %d, or others", text, len(rows), len(whole.Rows))
			}
		}
	})
}
