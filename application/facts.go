package application

import (
	"context"
	"errors"
	"fmt"

	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/idn"
	"rootward/workflow"
)

// Facts finds out what steps of applications and rounds need to know about
// windows, answers, strings and contention.
type Facts struct {
	Store Store
	Judge func(label string, p *round.Policy) idn.Report
	// Variants as in Service.
	Variants Variants
	// CheckEmail as in Service.
	CheckEmail func(string) error
}

// finders is the one table of what this source can tell.
var finders = []struct {
	fact workflow.Fact
	find func(*finding) (bool, error)
}{
	{workflow.WindowOpen, (*finding).windowOpen},
	{workflow.WindowClosed, (*finding).windowClosed},
	{workflow.Complete, (*finding).complete},
	{workflow.StringValid, (*finding).stringValid},
	{workflow.Revealed, func(f *finding) (bool, error) { return f.roundPast(workflow.RoundRevealed) }},
	{workflow.Confirmed, func(f *finding) (bool, error) { return f.roundPast(workflow.RoundConfirmed) }},
	{workflow.NoContention, func(f *finding) (bool, error) { n, err := f.contenders(); return n == 0, err }},
	{workflow.InContention, func(f *finding) (bool, error) { n, err := f.contenders(); return n > 0, err }},
	{workflow.OthersOut, func(f *finding) (bool, error) { n, err := f.contenders(); return n == 0, err }},
	{workflow.OpeningReached, (*finding).openingReached},
	{workflow.FailedEvaluation, (*finding).failedEvaluation},
	{workflow.StringFree, (*finding).stringFree},
}

// Provides lists the facts that this source can tell.
func (*Facts) Provides() []workflow.Fact {
	out := make([]workflow.Fact, len(finders))
	for i, f := range finders {
		out[i] = f.fact
	}
	return out
}

// Facts finds out those that are needed.
func (s *Facts) Facts(ctx context.Context, in lifecycle.Inquiry) (workflow.Facts, error) {
	f := &finding{ctx: ctx, store: s.Store, in: in, checks: &Service{Judge: s.Judge, CheckEmail: s.CheckEmail, Variants: s.Variants}}
	out := workflow.Facts{}
	for _, x := range finders {
		for _, need := range in.Need {
			if need != x.fact {
				continue
			}
			v, err := x.find(f)
			if err != nil {
				return nil, fmt.Errorf("whether %s: %w", x.fact, err)
			}
			out[x.fact] = v
		}
	}
	return out, nil
}

// finding answers for one case and reads each thing at most once.
type finding struct {
	ctx       context.Context //nolint:containedctx // lives for one call
	store     Store
	in        lifecycle.Inquiry
	checks    *Service
	round     *round.Round
	answers   map[string]Answer
	contended *int
}

func (f *finding) theRound() (*round.Round, error) {
	if f.round == nil {
		r, err := f.store.Round(f.ctx, f.in.Case.Round)
		if err != nil {
			return nil, fmt.Errorf("reading the round: %w", err)
		}
		f.round = &r
	}
	return f.round, nil
}

// roundState is how far the round's own case has come: a window counts
// as open only while the round's state says so too.
func (f *finding) roundState() (workflow.State, error) {
	c, err := f.store.ReadCase(f.ctx, RoundCase(f.in.Case.Round))
	if errors.Is(err, lifecycle.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("reading the round's state: %w", err)
	}
	return c.State, nil
}

func (f *finding) windowOpen() (bool, error) {
	r, err := f.theRound()
	if err != nil {
		return false, err
	}
	state, err := f.roundState()
	return state == workflow.RoundOpen && r.Takes(f.in.Now), err
}

func (f *finding) windowClosed() (bool, error) {
	state, err := f.roundState()
	return state != "" && state != workflow.RoundPlanned && state != workflow.RoundOpen, err
}

func (f *finding) openingReached() (bool, error) {
	r, err := f.theRound()
	if err != nil {
		return false, err
	}
	opens, _ := r.Window()
	return !opens.IsZero() && !f.in.Now.Before(opens), nil
}

// roundPast reports whether the round has come to a state or beyond it.
func (f *finding) roundPast(s workflow.State) (bool, error) {
	state, err := f.roundState()
	if err != nil {
		return false, err
	}
	return reached(state, s), nil
}

// failedEvaluation reports whether the step that ended the application was a
// failed applicant or application evaluation: only that can be evaluated anew
// (programme FAQ 1187).
func (f *finding) failedEvaluation() (bool, error) {
	history, err := f.store.History(f.ctx, f.in.Case.Case)
	if err != nil {
		return false, fmt.Errorf("reading the history: %w", err)
	}
	for i := len(history) - 1; i >= 0; i-- {
		if e := history[i]; e.From != e.To {
			return e.Event == workflow.FailEvaluation || (e.Event == workflow.Record && e.From == workflow.Evaluation), nil
		}
	}
	return false, nil
}

// stringFree reports whether no other application is delegated under the
// same string: there is a single authoritative root.
func (f *finding) stringFree() (bool, error) {
	a, err := f.store.Application(f.ctx, f.in.Case.ID)
	if err != nil {
		return false, fmt.Errorf("reading the application: %w", err)
	}
	n, err := f.store.DelegatedAs(f.ctx, a.FinalALabel, a.ID)
	if err != nil {
		return false, fmt.Errorf("looking for the string in the root: %w", err)
	}
	return n == 0, nil
}

func (f *finding) theAnswers() (map[string]Answer, error) {
	if f.answers == nil {
		a, err := f.store.Answers(f.ctx, f.in.Case.ID)
		if err != nil {
			return nil, fmt.Errorf("reading the answers: %w", err)
		}
		f.answers = a
	}
	return f.answers, nil
}

func (f *finding) complete() (bool, error) {
	r, err := f.theRound()
	if err != nil {
		return false, err
	}
	answers, err := f.theAnswers()
	if err != nil {
		return false, err
	}
	return Draft{Sections: f.checks.completeness(r.Policy, answers)}.Complete(), nil
}

func (f *finding) stringValid() (bool, error) {
	r, err := f.theRound()
	if err != nil {
		return false, err
	}
	answers, err := f.theAnswers()
	if err != nil {
		return false, err
	}
	v := answers[QuestionString].Value
	return v != "" && f.checks.Judge(v, r.Policy).Valid(), nil
}

func (f *finding) contenders() (int, error) {
	if f.contended == nil {
		a, err := f.store.Application(f.ctx, f.in.Case.ID)
		if err != nil {
			return 0, fmt.Errorf("reading the application: %w", err)
		}
		r, err := f.theRound()
		if err != nil {
			return 0, err
		}
		found, err := f.store.Contenders(f.ctx, a)
		if err != nil {
			return 0, fmt.Errorf("counting contenders: %w", err)
		}
		n := 0
		for aLabel, count := range found {
			same, err := f.checks.Variants.Same(f.ctx, r.Policy, a.FinalALabel, aLabel)
			if err != nil {
				return 0, err
			}
			if same {
				n += count
			}
		}
		f.contended = &n
	}
	return *f.contended, nil
}
