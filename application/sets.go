package application

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

// Why applications are in one contention set.
const (
	BasisIdentical = "identical"
	BasisVariant   = "variant"
	BasisSimilar   = "similar"
)

// formSets puts the revealed applications for strings that count as one into
// sets (AGB 2026, module 5) and counts them as contending.
func (s *Service) formSets(ctx context.Context, roundID string) error {
	r, err := s.Store.Round(ctx, roundID)
	if err != nil {
		return fmt.Errorf("reading round %s: %w", roundID, err)
	}
	if err := s.Rekey(ctx, r); err != nil {
		return err
	}
	var bucket []Listed
	f := Filter{Round: roundID, ByKey: true, Limit: sweepPage}
	for {
		page, err := s.Store.Find(ctx, f)
		if err != nil {
			return fmt.Errorf("forming sets of round %s: %w", roundID, err)
		}
		for _, l := range page {
			if len(bucket) > 0 && bucket[0].VariantKey != l.VariantKey {
				if err := s.formBucket(ctx, r, bucket); err != nil {
					return err
				}
				bucket = nil
			}
			if l.VariantKey != "" && l.Case.Clock.Stage != workflow.StageClosed {
				bucket = append(bucket, l)
			}
		}
		if len(page) < f.Limit {
			return s.formBucket(ctx, r, bucket)
		}
		last := page[len(page)-1]
		f.AfterKey, f.AfterLabel, f.AfterID = last.VariantKey, last.ALabel, last.ID
	}
}

// formBucket forms the sets among applications with one key.
func (s *Service) formBucket(ctx context.Context, r round.Round, bucket []Listed) error {
	if len(bucket) < 2 {
		return nil
	}
	groups, err := s.groups(ctx, r.Policy, bucket)
	if err != nil {
		return err
	}
	for _, group := range groups {
		if len(group) < 2 {
			continue
		}
		if err := s.saveSet(ctx, r.ID, group); err != nil {
			return err
		}
	}
	return nil
}

// groups splits applications into those whose strings count as one.
func (s *Service) groups(ctx context.Context, p *round.Policy, bucket []Listed) ([][]Listed, error) {
	var groups [][]Listed
	for _, l := range bucket {
		i, err := s.groupOf(ctx, p, groups, l.ALabel)
		if err != nil {
			return nil, err
		}
		if i < 0 {
			groups = append(groups, nil)
			i = len(groups) - 1
		}
		groups[i] = append(groups[i], l)
	}
	return groups, nil
}

// groupOf is the group that a label belongs to, -1 for none. Variant sets are
// classes, so one member speaks for its group.
func (s *Service) groupOf(ctx context.Context, p *round.Policy, groups [][]Listed, aLabel string) (int, error) {
	if i := slices.IndexFunc(groups, func(g []Listed) bool { return g[len(g)-1].ALabel == aLabel }); i >= 0 {
		return i, nil
	}
	for i, g := range groups {
		same, err := s.Variants.Same(ctx, p, g[0].ALabel, aLabel)
		if err != nil {
			return 0, err
		}
		if same {
			return i, nil
		}
	}
	return -1, nil
}

func (s *Service) saveSet(ctx context.Context, roundID string, group []Listed) error {
	set := Set{Round: roundID, Name: "E-" + group[0].ALabel, Basis: BasisIdentical, Source: "formed when the round was revealed", Members: group}
	if slices.ContainsFunc(group, func(l Listed) bool { return l.ALabel != group[0].ALabel }) {
		set.Name, set.Basis = "V-"+group[0].ALabel, BasisVariant
	}
	return s.Store.InTx(ctx, func(ctx context.Context) error { //nolint:wrapcheck // inner errors say what failed
		if err := s.Store.SaveSets(ctx, []Set{set}); err != nil {
			return fmt.Errorf("saving set %s: %w", set.Name, err)
		}
		for _, m := range group {
			if err := s.contends(ctx, m, set.Basis); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) contends(ctx context.Context, m Listed, basis string) error {
	set := map[string]bool{InContention: true}
	for _, k := range m.Case.Kinds {
		set[k] = set[k] || (k != Alone)
	}
	if contains(m.Case.Kinds, InContention) {
		return nil
	}
	if _, err := s.Door.Classify(ctx, m.Application.Case(), lifecycle.BySystem("contention"), Kinds(set), basis+" strings"); err != nil {
		return fmt.Errorf("classifying %s: %w", m.ID, err)
	}
	return nil
}

// follow computes the keys of a round by the rules in force, and anew when
// others were chosen meanwhile: a choice made while this work goes on asks for
// no work of its own.
func (s *Service) follow(ctx context.Context, roundID string) error {
	done := ""
	for {
		r, err := s.Store.Round(ctx, roundID)
		if err != nil {
			return fmt.Errorf("reading round %s: %w", roundID, err)
		}
		mark := keyMark(r.Policy)
		if mark == done {
			return nil
		}
		if err := s.Rekey(ctx, r); err != nil {
			return err
		}
		done = mark
	}
}

// Rekey computes the keys of a round's strings that were computed by other
// rules than those in force, or not at all. It can be repeated and stopped at
// any time.
func (s *Service) Rekey(ctx context.Context, r round.Round) error {
	after := ""
	for {
		page, err := s.Store.ApplicationsOf(ctx, r.ID, after, sweepPage)
		if err != nil {
			return fmt.Errorf("keys of round %s: %w", r.ID, err)
		}
		var keys []Key
		for _, a := range page {
			if a.FinalALabel == "" || strings.HasPrefix(a.VariantKey, keyMark(r.Policy)) {
				continue
			}
			key, err := s.Variants.Key(ctx, r.Policy, a.FinalALabel)
			if err != nil {
				return err
			}
			keys = append(keys, Key{a.ID, a.FinalALabel, key})
		}
		if err := s.Store.SaveKeys(ctx, keys); err != nil {
			return fmt.Errorf("keys of round %s: %w", r.ID, err)
		}
		if len(page) < sweepPage {
			return nil
		}
		after = page[len(page)-1].ID
	}
}
