package storage

import "context"

// DaysOfEveryStay is what the reports would have to read if the door kept no
// counters.
func (s *Store) DaysOfEveryStay(ctx context.Context, round string) ([]int, error) {
	return scan[int](ctx, s, "reading every stay", "SELECT days FROM stage_visits WHERE case_kind = 'application' AND round_id = ? AND days IS NOT NULL", []any{round})
}
