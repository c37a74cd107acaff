package evaluation

import (
	"context"
	"fmt"
	"slices"
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

// File is a task with everything that its panel works with.
type File struct {
	Task
	About    application.Application
	Standing lifecycle.Snapshot // of the application
	Round    round.Round
	Panel    round.Panel
	Answers  []Answer  // all that were given, confidential ones included
	Findings []Finding // by criterion; those without are left out
	Evidence []Evidence
	History  []lifecycle.Entry // of the task, oldest first
	Siblings []Task            // the other tasks of the stage that the reader may open
	Options  []workflow.Option // what the reader may do now or not yet
	Names    map[string]string // of the accounts in all this
	Reader   string
	Now      time.Time
}

// Answer is what the applicant wrote to one question.
type Answer struct {
	Section  round.Section
	Question round.Question
	Value    string
}

// Mine reports whether the reader holds the task.
func (f File) Mine() bool { return f.HeldBy(f.Reader, f.Now) }

// Finding returns what was found about a criterion; its Revision is 0 when
// nothing was.
func (f File) Finding(criterion string) Finding {
	for _, x := range f.Findings {
		if x.Criterion == criterion {
			return x
		}
	}
	return Finding{Criterion: criterion}
}

// Open reads a task for somebody who works on it and writes down that they
// did: what is in it is confidential. lifecycle.ErrNotFound for everybody
// else.
func (s *Service) Open(ctx context.Context, account, task string) (File, error) {
	var f File
	err := s.Store.InTx(ctx, func(ctx context.Context) error {
		d, err := s.desk(ctx, account)
		if err != nil {
			return err
		}
		f = File{Reader: account}
		if f.Task, f.About, err = s.read(ctx, d, task); err != nil {
			return err
		}
		if f.Now, err = s.Clock.Now(ctx); err != nil {
			return fmt.Errorf("reading the clock: %w", err)
		}
		err = s.Store.LogReadings(ctx, []Reading{
			{Account: account, Case: f.Case(), What: ReadTask, At: f.Now},
			{Account: account, Case: f.About.Case(), What: ReadAnswers, At: f.Now},
		})
		if err != nil {
			return fmt.Errorf("writing down who read %s: %w", task, err)
		}
		return s.fill(ctx, d, &f)
	})
	return f, err //nolint:wrapcheck // inner errors say what failed
}

func (s *Service) fill(ctx context.Context, d Desk, f *File) error {
	var err error
	if f.Round, err = s.Store.Round(ctx, f.Task.Round); err != nil {
		return fmt.Errorf("reading its round: %w", err)
	}
	f.Panel, _ = f.Round.Policy.Panel(f.Task.Panel)
	if f.Standing, err = s.Store.ReadCase(ctx, f.About.Case()); err != nil {
		return fmt.Errorf("reading its application: %w", err)
	}
	answers, err := s.Store.Answers(ctx, f.About.ID)
	if err != nil {
		return fmt.Errorf("reading the answers: %w", err)
	}
	f.Answers = given(f.Round.Policy, answers)
	if f.Findings, err = s.Store.Findings(ctx, f.ID); err != nil {
		return fmt.Errorf("reading the findings: %w", err)
	}
	history, err := s.Store.HistoryOf(ctx, []lifecycle.Case{f.Case()})
	if err != nil {
		return fmt.Errorf("reading its history: %w", err)
	}
	f.History = history[f.Case()]
	if _, f.Options, err = s.Door.Options(ctx, f.Case(), lifecycle.ByAccount(d.Account)); err != nil {
		return fmt.Errorf("what may be done with it: %w", err)
	}
	all, err := s.Store.StageTasks(ctx, f.About.ID, f.Task.Stage, f.Task.Ordinal)
	if err != nil {
		return fmt.Errorf("other tasks of the stage: %w", err)
	}
	for _, t := range all {
		if t.ID != f.ID && d.Opens(t, f.About.Organisation) {
			f.Siblings = append(f.Siblings, t)
		}
	}
	if f.Evidence, err = s.evidence(ctx, f.About, f.Task.Panel); err != nil {
		return err
	}
	return s.names(ctx, f)
}

// given lists the answers in the order of the form.
func given(p *round.Policy, answers map[string]application.Answer) []Answer {
	var out []Answer
	for _, sec := range p.Sections {
		for _, q := range sec.Questions {
			if a, ok := answers[q.ID]; ok && a.Value != "" {
				out = append(out, Answer{Section: sec, Question: q, Value: a.Value})
			}
		}
	}
	return out
}

func (s *Service) names(ctx context.Context, f *File) error {
	var ids []string
	add := func(id string) {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for _, id := range []string{f.Claimant, f.Recommender, f.Decider} {
		add(id)
	}
	for _, x := range f.Findings {
		add(x.By)
	}
	for _, e := range f.History {
		add(e.Actor)
	}
	var err error
	if f.Names, err = s.Store.AccountNames(ctx, ids); err != nil {
		return fmt.Errorf("reading names: %w", err)
	}
	return nil
}
