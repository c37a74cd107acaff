package storage_test

import (
	"testing"

	"rootward/storage"
	"rootward/storage/storagetest"
)

func TestCopiesFollowTheirCases(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		w := overviewWorld(t, s)
		if got, err := s.CopiesThatDiffer(w.ctx, 10); err != nil || len(got) != 0 {
			t.Fatalf("after steps and holds copies differ: %v, %v", got, err)
		}
		for _, c := range []struct{ name, set string }{
			{"published", "case_public = FALSE"},
			{"state", "case_state = 'delegated'"},
			{"stage", "case_stage = 'closed'"},
			{"kinds", "case_kinds = ',brand,'"},
			{"holds", "case_holds = case_holds + 1"},
			{"life cycle", "case_definition = 'other'"},
			{"delegation", "delegated_day = ''"},
		} {
			t.Run(c.name, func(t *testing.T) {
				w.save(s.Exec(w.ctx, "UPDATE applications SET "+c.set+" WHERE id = 'a1'"))
				got, err := s.CopiesThatDiffer(w.ctx, 10)
				w.save(err)
				if len(got) != 1 || got[0].Case != app("a1") {
					t.Errorf("found %v", got)
				}
				w.save(s.Exec(w.ctx, `UPDATE applications SET case_public = c.public, case_state = c.state, case_stage = c.stage, case_kinds = c.kinds,
					case_holds = c.holds, case_definition = c.definition, delegated_day = NULL FROM cases c WHERE c.kind = 'application' AND c.id = applications.id`))
			})
		}
	})
}
