package storage_test

import (
	"strings"
	"testing"

	"rootward/application/lifecycle"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

// TestVerifyNamesWhatWasAltered alters rows behind the door's back, with the
// database's own guards taken away, and expects each to be named.
func TestVerifyNamesWhatWasAltered(t *testing.T) {
	for _, c := range []struct{ name, sql, want string }{
		{"a state", "UPDATE cases SET state = 'removed' WHERE id = 'b'", "application b: state"},
		{"a clock", "UPDATE cases SET panel_s = panel_s + 1 WHERE id = 'b'", "application b: clock"},
		{"a reason in history", "UPDATE history SET reason = 'another' WHERE case_id = 'b' AND version = 5", "application b, history row 5: seal"},
		{"a date in history", "UPDATE history SET happened_at = '2020-01-01 00:00:00+00:00' WHERE case_id = 'b' AND version = 5", "application b, history row 5: seal"},
		{"a row taken out of history", "DELETE FROM history WHERE case_id = 'b' AND version = 5", "application b, history row 6: version"},
		{"a stage", "UPDATE stage_visits SET panel_s = panel_s + 60 WHERE case_id = 'b' AND stage = 'string_evaluation'", "application b: stage string_evaluation"},
		{"days of a stage", "UPDATE stage_visits SET days = days + 1 WHERE case_id = 'b' AND stage = 'string_evaluation'", "application b: days of stage string_evaluation"},
		{"a day that reports group by", "UPDATE stage_visits SET entered_day = '2014-01-01' WHERE case_id = 'b' AND stage = 'string_evaluation'", "application b: days of stage string_evaluation"},
		{"the day of the running stage", "UPDATE cases SET since_day = '2014-01-01' WHERE id = 'b'", "application b: day of the stage"},
		{"the round of a case", "UPDATE cases SET round_id = 'other' WHERE id = 'b'", "application b, history row 1: seal"},
		{"the policy of a case", "UPDATE cases SET policy = '2' WHERE id = 'b'", "application b, history row 1: policy"},
		{"a hold that never was", "INSERT INTO holds (case_kind, case_id, code, note, opener, opened_at, closer, closed_at) VALUES ('application', 'b', 'legal', 'n', 'x', '2026-03-01 12:00:00+00:00', 'x', '2026-03-02 12:00:00+00:00')", "application b: hold 1"},
		{"a counter", "UPDATE stage_days SET n = n + 1 WHERE stage = 'string_evaluation' AND kind = 'all' AND measure = 'elapsed'", "counter application r/string_evaluation/all"},
		{"a case taken away", "DELETE FROM cases WHERE id = 'b'", "application b: case"},
	} {
		t.Run(c.name, func(t *testing.T) {
			storagetest.Both(t, func(t *testing.T, s *storage.Store) {
				w := newWorld(t, s)
				for _, id := range []string{"a", "b", "c"} {
					w.open(id)
					w.must(id, toTesting...)
				}
				w.sound()
				if err := s.ExecUnguarded(w.ctx, c.sql); err != nil {
					t.Fatal(err)
				}
				v, err := lifecycle.Verify(w.ctx, s, nil)
				if err != nil {
					t.Fatal(err)
				}
				named := false
				for _, f := range v.Faults {
					named = named || strings.HasPrefix(f.String(), c.want)
				}
				if !named {
					t.Errorf("want %q named, got %v", c.want, v.Faults)
				}
			})
		})
	}
}

// TestGuardsOfTheDatabase tries what only a mistake or a stranger would do.
func TestGuardsOfTheDatabase(t *testing.T) {
	for _, c := range []struct{ name, sql string }{
		{"changing history", "UPDATE history SET reason = 'x'"},
		{"deleting history", "DELETE FROM history"},
		{"a state without its history", "UPDATE cases SET state = 'delegated'"},
		{"a state with a made-up version", "UPDATE cases SET state = 'delegated', version = version + 1"},
		{"a decision without reasons", `INSERT INTO history (case_kind, case_id, version, event, from_state, to_state, actor, role, reason, sources, decision, entered_at, policy, prev_hash, hash)
			VALUES ('application', 'a', 99, 'remove', 'delegated', 'removed', 'x', 'operator', '', '[{"title":"s"}]', TRUE, '2026-01-01 00:00:00+00:00', '1', '', '')`},
		{"a decision without sources", `INSERT INTO history (case_kind, case_id, version, event, from_state, to_state, actor, role, reason, sources, decision, entered_at, policy, prev_hash, hash)
			VALUES ('application', 'a', 99, 'remove', 'delegated', 'removed', 'x', 'operator', 'r', '[]', TRUE, '2026-01-01 00:00:00+00:00', '1', '', '')`},
		{"a record without sources", `INSERT INTO history (case_kind, case_id, version, event, from_state, to_state, actor, role, reason, sources, decision, entered_at, policy, prev_hash, hash)
			VALUES ('application', 'a', 99, 'record', 'delegated', 'removed', 'x', 'operator', 'r', '[]', FALSE, '2026-01-01 00:00:00+00:00', '1', '', '')`},
	} {
		t.Run(c.name, func(t *testing.T) {
			storagetest.Both(t, func(t *testing.T, s *storage.Store) {
				w := newWorld(t, s)
				w.open("a")
				w.must("a", workflow.Submit)
				if err := s.Exec(w.ctx, c.sql); err == nil {
					t.Error("the database let it pass")
				}
				w.sound()
			})
		})
	}
}
