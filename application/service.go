package application

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/idn"
)

// Service is what people and jobs do with applications.
type Service struct {
	Store Store
	Door  *lifecycle.Door
	Clock lifecycle.Clock
	// Judge tells everything that is known about a label under a policy: code
	// points, IDNA, and the lists of names. JudgeLabel is the real one.
	Judge func(label string, p *round.Policy) idn.Report
	// Variants tells which strings count as one.
	Variants Variants
	// CheckEmail tells whether an address can be one; any script is allowed.
	CheckEmail func(string) error
	// Members tells the organisation of an account and whether it may submit
	// and withdraw for it; lifecycle.ErrNotFound when it has none.
	Members func(ctx context.Context, account string) (organisation string, primary bool, err error)
	// Tell writes a mail into the outbox of the transaction at hand; nil in
	// programs that send none.
	Tell func(ctx context.Context, message string, a Application, args map[string]string) error
	// Enqueue adds the job that moves a round's applications after an event
	// of the round; nil runs it at once, in the same transaction.
	Enqueue func(ctx context.Context, round string, event string) error
}

// Draft is an application as its own organisation sees it.
type Draft struct {
	Application
	Case     lifecycle.Snapshot
	Round    round.Round
	Answers  map[string]Answer
	Sections []SectionState
	Report   *idn.Report // nil while no string is written
	Primary  bool        // the reader may submit and withdraw
	Receipts []Receipt
	Now      time.Time
}

// Complete reports whether nothing is missing or wrong.
func (d Draft) Complete() bool {
	for _, s := range d.Sections {
		if !s.Complete() {
			return false
		}
	}
	return true
}

// Public lists what becomes public on Reveal Day.
func (d Draft) Public() []PublicAnswer { return publicAnswers(d.Round.Policy, d.Answers) }

// Create begins a draft for the account's organisation in a round that takes
// applications now.
func (s *Service) Create(ctx context.Context, account, roundID string) (Application, error) {
	org, _, err := s.Members(ctx, account)
	if err != nil {
		return Application{}, err
	}
	var a Application
	err = s.Store.InTx(ctx, func(ctx context.Context) error {
		r, err := s.Store.Round(ctx, roundID)
		if err != nil {
			return fmt.Errorf("reading round %s: %w", roundID, err)
		}
		now, err := s.Clock.Now(ctx)
		if err != nil {
			return fmt.Errorf("reading the clock: %w", err)
		}
		if !r.Takes(now) {
			return &lifecycle.Invalid{Field: "round", Why: "window_closed"}
		}
		a = Application{ID: newID(), Round: roundID, Organisation: org, ApplicantKnown: true, Revision: 1, CreatedAt: now, SavedAt: now}
		if err := s.Store.InsertApplications(ctx, []Application{a}); err != nil {
			return fmt.Errorf("beginning a draft: %w", err)
		}
		_, err = s.Door.Open(ctx, lifecycle.NewCase{
			Case: a.Case(), Definition: r.Policy.Definition, Round: roundID, Policy: r.Policy.Version,
			Kinds: []string{Alone}, Actor: lifecycle.ByAccount(account),
		})
		return err //nolint:wrapcheck // the door's answer is ours
	})
	return a, err
}

// newID is the name of an application that was begun here: 60 random bits,
// so that nobody finds one by counting.
func newID() string { return "a" + strings.ToLower(rand.Text()[:12]) }

// own reads an application for a member of its organisation. Absent and
// forbidden look the same.
func (s *Service) own(ctx context.Context, account, id string) (Application, bool, error) {
	org, primary, err := s.Members(ctx, account)
	if err != nil {
		return Application{}, false, err
	}
	a, err := s.Store.Application(ctx, id)
	if err != nil {
		return Application{}, false, fmt.Errorf("reading application: %w", err)
	}
	if a.Organisation == "" || a.Organisation != org {
		return Application{}, false, fmt.Errorf("application %s: %w", id, lifecycle.ErrNotFound)
	}
	return a, primary, nil
}

// Draft reads an application for a member of its organisation;
// lifecycle.ErrNotFound for everybody else.
func (s *Service) Draft(ctx context.Context, account, id string) (Draft, error) {
	a, primary, err := s.own(ctx, account, id)
	if err != nil {
		return Draft{}, err
	}
	d := Draft{Application: a, Primary: primary}
	if d.Round, err = s.Store.Round(ctx, a.Round); err != nil {
		return Draft{}, fmt.Errorf("reading round %s: %w", a.Round, err)
	}
	if d.Case, err = s.Store.ReadCase(ctx, a.Case()); err != nil {
		return Draft{}, fmt.Errorf("reading its case: %w", err)
	}
	if d.Answers, err = s.Store.Answers(ctx, id); err != nil {
		return Draft{}, fmt.Errorf("reading its answers: %w", err)
	}
	if d.Receipts, err = s.Store.Receipts(ctx, id); err != nil {
		return Draft{}, fmt.Errorf("reading its receipts: %w", err)
	}
	if d.Now, err = s.Clock.Now(ctx); err != nil {
		return Draft{}, fmt.Errorf("reading the clock: %w", err)
	}
	d.Sections = s.completeness(d.Round.Policy, d.Answers)
	if v := d.Answers[QuestionString].Value; v != "" {
		r := s.Judge(v, d.Round.Policy)
		d.Report = &r
	}
	return d, nil
}

// Questions whose answers are also facts of the application.
const (
	QuestionString    = "string"
	QuestionName      = "legal_name"
	QuestionCountry   = "country"
	QuestionMeaning   = "meaning"
	QuestionLanguage  = "language"
	QuestionCommunity = "community"
	QuestionGeo       = "geographic"
	QuestionBrand     = "brand"
)

// Save writes answers of a draft. What is wrong with them comes back as a
// list, but everything is kept as typed. A *Clash means that an answer was
// saved by somebody else since the revision that the writer saw; nothing is
// written then.
func (s *Service) Save(ctx context.Context, account, id string, revision int64, values map[string]string) (Draft, FieldErrors, error) {
	var faults FieldErrors
	err := s.Store.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.Store.LockCase(ctx, CaseOf(id)); err != nil {
			return fmt.Errorf("locking the application: %w", err)
		}
		d, err := s.Draft(ctx, account, id)
		if err != nil {
			return err
		}
		if d.Case.State != d.Case.Definition.Initial {
			return fmt.Errorf("application %s is not a draft: %w", id, lifecycle.ErrConflict)
		}
		changed, theirs := d.changes(values, revision, account)
		if len(theirs) > 0 {
			return &Clash{Revision: d.Revision, Theirs: theirs}
		}
		for q, v := range values {
			if question, ok := d.Round.Policy.Question(q); ok {
				faults = append(faults, s.judge(question, clean(v), d.Round.Policy)...)
			}
		}
		if len(changed) == 0 {
			return nil
		}
		for _, c := range changed {
			d.Answers[c.Question] = c
		}
		a, err := s.mirror(ctx, d)
		if err != nil {
			return err
		}
		a.Revision, a.SavedAt = d.Revision+1, d.Now
		for i := range changed {
			changed[i].At = d.Now
		}
		return s.Store.SaveAnswers(ctx, a, d.Revision, changed) //nolint:wrapcheck // names the application itself
	})
	if err != nil {
		return Draft{}, faults, err
	}
	d, err := s.Draft(ctx, account, id)
	return d, faults, err
}

// changes compares what was typed with what is kept: answers to write, and
// answers that somebody saved after the writer's page was made.
func (d Draft) changes(values map[string]string, revision int64, account string) (mine, theirs []Answer) {
	for _, sec := range d.Round.Policy.Sections {
		for _, q := range sec.Questions {
			v, ok := values[q.ID]
			if !ok {
				continue
			}
			now := d.Answers[q.ID]
			switch v = clean(v); {
			case v == now.Value:
			case now.Revision > revision:
				theirs = append(theirs, now)
			default:
				mine = append(mine, Answer{Question: q.ID, Value: v, By: account})
			}
		}
	}
	return mine, theirs
}

// mirror copies the answers that are also facts of the application.
func (s *Service) mirror(ctx context.Context, d Draft) (Application, error) {
	a := d.Application
	a.Applicant, a.Country = d.Answers[QuestionName].Value, d.Answers[QuestionCountry].Value
	a.Meaning, a.Language = d.Answers[QuestionMeaning].Value, d.Answers[QuestionLanguage].Value
	a.String, a.ALabel, a.Script = d.Answers[QuestionString].Value, "", ""
	if a.String != "" {
		r := s.Judge(a.String, d.Round.Policy)
		a.Script = r.Script
		if r.Valid() {
			a.String, a.ALabel = r.ULabel, r.ALabel
		}
	}
	a.FinalString, a.FinalALabel = a.String, a.ALabel
	var err error
	a.VariantKey, err = s.Variants.Key(ctx, d.Round.Policy, a.FinalALabel)
	return a, err
}
