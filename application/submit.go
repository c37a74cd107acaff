package application

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sort"
	"time"

	"rootward/application/lifecycle"
	"rootward/workflow"
)

// Submit hands an application in. It is taken inside the submission period
// only, by the database's clock, and answered with a receipt: number, instant
// and the SHA-256 of every answer as submitted. Receipt, state and mail are
// one transaction.
//
// Errors: *workflow.Refused with what is missing, lifecycle.ErrConflict when
// the application moved since version.
func (s *Service) Submit(ctx context.Context, account, id string, version int64) (Receipt, error) {
	var r Receipt
	err := s.Store.InTx(ctx, func(ctx context.Context) error {
		// Nobody saves an answer between reading them for the receipt and
		// freezing them.
		if _, err := s.Store.LockCase(ctx, CaseOf(id)); err != nil {
			return fmt.Errorf("locking the application: %w", err)
		}
		d, err := s.Draft(ctx, account, id)
		if err != nil {
			return err
		}
		if d.Application, err = s.refresh(ctx, d); err != nil {
			return err
		}
		t, err := s.Door.Move(ctx, lifecycle.Request{Case: d.Application.Case(), Event: submitEvent(d), Actor: lifecycle.ByAccount(account), Version: version})
		if err != nil {
			return err //nolint:wrapcheck // the door's answer is ours
		}
		if r, err = receipt(d, t); err != nil {
			return err
		}
		if err := s.Store.AddReceipt(ctx, &r); err != nil {
			return fmt.Errorf("keeping the receipt: %w", err)
		}
		if _, err := s.Door.Classify(ctx, t.After.Case, lifecycle.BySystem("submit"), kindsOf(d), "kinds as answered"); err != nil {
			return fmt.Errorf("classifying: %w", err)
		}
		return s.tell(ctx, "submitted", d.Application, map[string]string{"Number": r.Number, "Digest": r.Digest, "At": r.At.Format(time.RFC3339)})
	})
	return r, err
}

// refresh writes down what follows from the answers by the rules and lists of
// now: they may have changed since the answers were saved, and a string that
// was refused then has no A-label, so that nothing could contend with it.
func (s *Service) refresh(ctx context.Context, d Draft) (Application, error) {
	a, err := s.mirror(ctx, d)
	if err != nil || a == d.Application || d.Case.State != d.Case.Definition.Initial {
		return d.Application, err
	}
	return a, s.Store.SaveAnswers(ctx, a, d.Revision, nil) //nolint:wrapcheck // names the application itself
}

// submitEvent is the step that hands a draft in: the only one of the
// applicant's out of the initial state besides withdrawing.
func submitEvent(d Draft) workflow.Event {
	for _, step := range d.Case.Definition.Steps {
		if step.From[0] == d.Case.Definition.Initial && len(step.From) == 1 {
			return step.Event
		}
	}
	return workflow.Submit
}

// receipt puts every answer down in the order of question ids, so that the
// same answers always have the same digest.
func receipt(d Draft, t lifecycle.Transition) (Receipt, error) {
	type line struct {
		Question string `json:"question"`
		Value    string `json:"value"`
	}
	content := struct {
		Application string    `json:"application"`
		Round       string    `json:"round"`
		Policy      string    `json:"policy"`
		ALabel      string    `json:"a_label"`
		At          time.Time `json:"submitted_at"`
		Answers     []line    `json:"answers"`
	}{d.ID, d.Application.Round, t.After.Policy, d.ALabel, t.Entry.At.At, nil}
	for _, a := range d.Answers {
		if q, ok := d.Round.Policy.Question(a.Question); ok && asked(q, d.Answers) && a.Value != "" {
			content.Answers = append(content.Answers, line{a.Question, a.Value})
		}
	}
	sort.Slice(content.Answers, func(i, j int) bool { return content.Answers[i].Question < content.Answers[j].Question })
	text, err := json.Marshal(content)
	if err != nil {
		return Receipt{}, fmt.Errorf("writing the receipt: %w", err)
	}
	sum := sha256.Sum256(text)
	return Receipt{Application: d.ID, Version: t.After.Version, At: t.Entry.At.At, Digest: hex.EncodeToString(sum[:]), Content: string(text)}, nil
}

func kindsOf(d Draft) []string {
	yes := func(q string) bool { return d.Answers[q].Value == "yes" }
	return Kinds(map[string]bool{
		Alone: true, Community: yes(QuestionCommunity), Geographic: yes(QuestionGeo), Brand: yes(QuestionBrand),
		IDN: d.Report != nil && !d.Report.ASCII, CountryCode: d.Case.Definition == workflow.IDNccTLD,
	})
}

// Recall takes a submission back into a draft while the window is open.
func (s *Service) Recall(ctx context.Context, account, id string, version int64) error {
	return s.step(ctx, account, id, version, workflow.Recall, "")
}

// Withdraw ends an application for good.
func (s *Service) Withdraw(ctx context.Context, account, id string, version int64, reason string) error {
	return s.step(ctx, account, id, version, workflow.Withdraw, reason)
}

func (s *Service) step(ctx context.Context, account, id string, version int64, event workflow.Event, reason string) error {
	a, _, err := s.own(ctx, account, id)
	if err != nil {
		return err
	}
	_, err = s.Door.Move(ctx, lifecycle.Request{Case: a.Case(), Event: event, Actor: lifecycle.ByAccount(account), Version: version, Reason: reason})
	return err //nolint:wrapcheck // the door's answer is ours
}

func (s *Service) tell(ctx context.Context, message string, a Application, args map[string]string) error {
	if s.Tell == nil {
		return nil
	}
	if err := s.Tell(ctx, message, a, args); err != nil {
		return fmt.Errorf("writing mail: %w", err)
	}
	return nil
}
