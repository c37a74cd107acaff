package storage

import (
	"context"
	"fmt"

	"rootward/application/lifecycle"
)

// firstDelegation is the day that an application keeps of its first
// delegation: NULL without one, empty when the day is not known.
const firstDelegation = `CASE WHEN c.stage = 'delegated' AND c.ordinal = 1 THEN c.since_day ELSE (SELECT v.entered_day FROM stage_visits v
	WHERE v.case_kind = 'application' AND v.case_id = c.id AND v.stage = 'delegated' AND v.ordinal = 1) END`

// CopiesThatDiffer names up to limit applications whose copy of their case is
// not what the case says. The database copies by itself, so there are none
// unless somebody changed rows by hand.
func (s *Store) CopiesThatDiffer(ctx context.Context, limit int) ([]lifecycle.Fault, error) {
	var rows []struct{ ID, Copy, Said string }
	err := s.conn(ctx).Raw(`SELECT * FROM (SELECT a.id, a.case_definition || ' ' || a.case_state || ' ' || a.case_stage || ' ' || a.case_kinds || ' ' || a.case_holds || ' ' || `+
		truth("a.case_public")+` || ' ' || COALESCE(a.delegated_day, '-') AS copy,
		COALESCE(c.definition || ' ' || c.state || ' ' || c.stage || ' ' || c.kinds || ' ' || c.holds || ' ' || `+truth("c.public")+" || ' ' || COALESCE("+firstDelegation+`, '-'), '    0 0 -') AS said
		FROM applications a LEFT JOIN cases c ON c.kind = 'application' AND c.id = a.id) x WHERE copy <> said ORDER BY id LIMIT ?`, limit).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("comparing applications with their cases: %w", err)
	}
	out := make([]lifecycle.Fault, len(rows))
	for i, r := range rows {
		out[i] = lifecycle.Fault{Case: lifecycle.Case{Kind: lifecycle.Application, ID: r.ID}, What: "copy beside the string", Kept: r.Copy, Replayed: r.Said}
	}
	return out, nil
}

// truth is a boolean as 1 or 0.
func truth(column string) string { return "CASE WHEN " + column + " THEN '1' ELSE '0' END" }
