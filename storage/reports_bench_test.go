package storage_test

import (
	"fmt"
	"slices"
	"testing"

	"rootward/application/lifecycle"
	"rootward/application/report"
	"rootward/application/round"
	"rootward/storage"
	"rootward/storage/storagetest"
)

// delegations2012 is how many stays the largest stage of the 2012 round has.
const delegations2012 = 1243

// manyStays fills a database with n applications, each delegated after a stay
// of up to 600 days from agreement to delegation, and with their counters.
func manyStays(b *testing.B, n int) *storage.Store {
	b.Helper()
	s := storagetest.Open(b, storage.SQLite)
	if err := s.SaveRound(b.Context(), round.Round{ID: "big", Policy: round.GTLD2012, AsOf: reportDay}, reportDay); err != nil {
		b.Fatal(err)
	}
	numbers := fmt.Sprintf("WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < %d) ", n)
	const day = "printf('%04d-%02d-01', 2013 + n % 5, 1 + n % 12)"
	for _, sql := range []string{
		`INSERT INTO applications (id, round_id, string, a_label, created_at, saved_at) ` + numbers + `SELECT printf('a%07d', n), 'big', 's' || n / 2, 's' || n / 2, '2012-06-13 00:00:00+00:00', '2012-06-13 00:00:00+00:00' FROM i`,
		`INSERT INTO cases (kind, id, definition, round_id, policy, state, version, kinds, public, stage, ordinal, since_day, split, last_hash) ` + numbers +
			`SELECT 'application', printf('a%07d', n), 'gtld-2012', 'big', '1', 'delegated', 1, '', TRUE, 'delegated', 1, ` + day + `, FALSE, '' FROM i`,
		`INSERT INTO stage_visits (case_kind, case_id, round_id, stage, ordinal, entered_day, left_day, days, split, applicant_s, processor_s, panel_s, outside_s, shared_s, hold_s, left_entry) ` + numbers +
			`SELECT 'application', printf('a%07d', n), 'big', 'agreement_to_delegation', 1, '', '', n * 7919 % 601, FALSE, 0, 0, 0, 0, 0, 0, 0 FROM i`,
		`INSERT INTO stage_days SELECT case_kind, round_id, stage, 'all', 'elapsed', days, FALSE, count(*) FROM stage_visits GROUP BY case_kind, round_id, stage, days`,
	} {
		if err := s.ExecUnguarded(b.Context(), sql); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// BenchmarkReports asks for the lengths of a stage at the size of the 2012
// round, at a hundred times and at a thousand times that: from the counters, as the report
// does, and as it would be without them, by reading every stay. Then it asks
// for whole reports, which also count applications and strings; those at
// most at a hundred times.
func BenchmarkReports(b *testing.B) {
	for _, times := range []int{1, 100, 1000} {
		s := manyStays(b, delegations2012*times)
		scope := report.Scope{Rounds: []string{"big"}}
		b.Run(fmt.Sprintf("counters/x%d", times), func(b *testing.B) {
			for b.Loop() {
				if _, err := s.ReportDays(b.Context(), scope); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("every_stay/x%d", times), func(b *testing.B) {
			for b.Loop() {
				days, err := s.DaysOfEveryStay(b.Context(), "big")
				if err != nil || len(days) != delegations2012*times {
					b.Fatal(len(days), err)
				}
				slices.Sort(days)
			}
		})
		if times > 100 {
			continue // two million rows take whole reports many seconds
		}
		for _, x := range []struct{ name, text string }{
			{report.ProcessingTimes, "round=big"},
			{report.Delegations, "by=year"},
			{report.Delegations, "by=region&period=plan"},
			{report.Contention, "round=big"},
			{report.Contention, "as_of=now"},
		} {
			b.Run(fmt.Sprintf("report/%s?%s/x%d", x.name, x.text, times), func(b *testing.B) {
				svc := &report.Service{Store: s, Clock: lifecycle.Fixed(reportDay)}
				q, err := report.Parse(x.name, params(x.text))
				if err != nil {
					b.Fatal(err)
				}
				for b.Loop() {
					res, err := svc.Run(b.Context(), q)
					if err != nil || res.Total("applications") != delegations2012*times {
						b.Fatal(res.Totals, err)
					}
				}
			})
		}
	}
}
