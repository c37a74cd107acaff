package simulate_test

import (
	"testing"
	"time"

	"rootward/application"
	"rootward/application/access"
	"rootward/application/evaluation"
	"rootward/application/lifecycle"
	"rootward/application/simulate"
	"rootward/storage"
	"rootward/storage/storagetest"
	"rootward/workflow"
)

// TestSampleIsSound makes the sample on both databases through the real
// services, and proves that its history bears it out.
func TestSampleIsSound(t *testing.T) {
	storagetest.Both(t, func(t *testing.T, s *storage.Store) {
		clock := &simulate.Clock{}
		authority := &access.Authority{Store: s}
		people, err := access.New(s, clock, access.WithCost(64, 1))
		if err != nil {
			t.Fatal(err)
		}
		door := &lifecycle.Door{Store: s, Clock: clock, Authority: authority}
		tasks := &evaluation.Service{Store: s, Door: door, Clock: clock}
		door.Facts = []lifecycle.FactSource{&application.Facts{Store: s, Judge: application.JudgeLabel, CheckEmail: access.CheckEmail}, tasks}
		door.Effects = []lifecycle.Effect{tasks}
		sample := &simulate.Sample{Clock: clock, Accounts: people, Tasks: tasks, SaveRound: s.SaveRound, Applications: &application.Service{
			Store: s, Door: door, Clock: clock, Judge: application.JudgeLabel, CheckEmail: access.CheckEmail, Members: people.MemberOf,
		}}
		made, err := sample.Make(t.Context(), time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		count := map[string]int{}
		for _, p := range made {
			count[p.Role]++
		}
		if count["applicant"] < 3 || count["decider"] < 1 || count["operator"] != 1 || count["auditor"] != 1 {
			t.Errorf("people: %v", count)
		}
		for _, id := range evaluation.AllPanels() {
			n := 0
			for _, p := range made {
				if p.Panel == id {
					n++
				}
			}
			if n != 2 && id != "linguistic" && id != "dns_stability" {
				t.Errorf("panel %s has %d evaluators", id, n)
			}
		}
		counts, err := s.StateCounts(t.Context(), simulate.RunningRound)
		if err != nil || counts[workflow.Evaluation] != 1 || counts[workflow.StringEvaluation] != 5 {
			t.Errorf("running round: %v, %v", counts, err)
		}
		counts, err = s.StateCounts(t.Context(), simulate.OpenRound)
		if err != nil || counts[workflow.Draft] != 2 || counts[workflow.Submitted] != 4 {
			t.Errorf("open round: %v, %v", counts, err)
		}
		v, err := lifecycle.Verify(t.Context(), s, nil)
		if err != nil || len(v.Faults) > 0 {
			t.Errorf("verify: %v, %v", v.Faults, err)
		}
		again, err := simulate.Accounts(t.Context(), people)
		if err != nil || len(again) != len(made) {
			t.Errorf("%d people were made, %d are found, %v", len(made), len(again), err)
		}
	})
}
