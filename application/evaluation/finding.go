package evaluation

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rootward/application"
	"rootward/application/lifecycle"
)

// Clash is a finding that would overwrite one which was saved since the
// writer saw it. Nothing was written.
type Clash struct{ Theirs Finding }

func (c *Clash) Error() string {
	return fmt.Sprintf("finding on %s was saved by %s meanwhile", c.Theirs.Criterion, c.Theirs.By)
}

// Unwrap makes a clash a lifecycle.ErrConflict.
func (c *Clash) Unwrap() error { return lifecycle.ErrConflict }

// SaveFinding writes what the holder of a task found about a criterion; the
// revision is the one that the writer saw, 0 for none. It keeps the lease
// running, as the page does while it is open.
//
// Errors: application.FieldErrors with all that is missing, *workflow.Refused
// when the account does not hold the task, *Clash.
func (s *Service) SaveFinding(ctx context.Context, account, task string, f Finding) error {
	return s.Store.InTx(ctx, func(ctx context.Context) error { //nolint:wrapcheck // inner errors say what failed
		t, now, err := s.holding(ctx, account, task)
		if err != nil {
			return err
		}
		f.Reason, f.Source = strings.TrimSpace(f.Reason), strings.TrimSpace(f.Source)
		if err := s.sound(ctx, t, f); err != nil {
			return err
		}
		seen := f.Revision
		f.By, f.At, f.Revision = account, now, seen+1
		if err := s.Store.SaveFinding(ctx, task, f, seen); lifecycle.IsConflict(err) {
			return s.clash(ctx, task, f.Criterion)
		} else if err != nil {
			return fmt.Errorf("saving a finding of %s: %w", task, err)
		}
		return s.extend(ctx, t, now.Add(Lease))
	})
}

// sound refuses findings about no criterion of the panel and findings that
// say too little.
func (s *Service) sound(ctx context.Context, t Task, f Finding) error {
	r, err := s.Store.Round(ctx, t.Round)
	if err != nil {
		return fmt.Errorf("reading round %s: %w", t.Round, err)
	}
	panel, _ := r.Policy.Panel(t.Panel)
	known := false
	for _, c := range panel.Criteria {
		known = known || c.ID == f.Criterion
	}
	if !known {
		return fmt.Errorf("criterion %q of panel %s: %w", f.Criterion, t.Panel, lifecycle.ErrNotFound)
	}
	var faults application.FieldErrors
	if !slices.Contains(Verdicts, f.Verdict) {
		faults = append(faults, application.FieldError{Field: FieldVerdict, Rule: "choose"})
	}
	faults = append(faults, written(FieldReason, f.Reason, longestReason)...)
	faults = append(faults, written(FieldSource, f.Source, longestSource)...)
	if len(faults) > 0 {
		return faults
	}
	return nil
}

func (s *Service) clash(ctx context.Context, task, criterion string) error {
	all, err := s.Store.Findings(ctx, task)
	if err != nil {
		return fmt.Errorf("findings of %s: %w", task, err)
	}
	for _, f := range all {
		if f.Criterion == criterion {
			return &Clash{Theirs: f}
		}
	}
	return fmt.Errorf("finding on %s: %w", criterion, lifecycle.ErrConflict)
}

// written wants something written, and no more than fits.
func written(field, value string, most int) application.FieldErrors {
	if strings.TrimSpace(value) == "" {
		return application.FieldErrors{{Field: field, Rule: "missing"}}
	}
	return short(field, value, most)
}

func short(field, value string, most int) application.FieldErrors {
	n := utf8.RuneCountInString(value)
	if n <= most {
		return nil
	}
	return application.FieldErrors{{Field: field, Rule: "too_long", Args: map[string]string{"Max": strconv.Itoa(most), "Have": strconv.Itoa(n)}}}
}
