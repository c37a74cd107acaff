package storage

import (
	"context"
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"rootward/application"
	"rootward/application/lifecycle"
)

type applicationRow struct {
	ID, RoundID               string
	OrganisationID            *string
	Applicant                 string
	ApplicantKnown            bool
	Country, Region           string
	String, ALabel            string
	FinalString, FinalALabel  string
	VariantKey                string
	Script, Language, Meaning string
	Note, Folded              string
	Revision                  int64
	CreatedAt, SavedAt        time.Time
}

func (applicationRow) TableName() string { return "applications" }

func fromApplication(a application.Application) applicationRow {
	r := applicationRow{
		ID: a.ID, RoundID: a.Round, Applicant: a.Applicant, ApplicantKnown: a.ApplicantKnown, Country: a.Country, Region: a.Region,
		String: a.String, ALabel: a.ALabel, FinalString: a.FinalString, FinalALabel: a.FinalALabel, Script: a.Script, Language: a.Language,
		VariantKey: a.VariantKey, Meaning: a.Meaning, Note: a.Note, Revision: a.Revision, CreatedAt: a.CreatedAt.UTC(), SavedAt: a.SavedAt.UTC(),
		Folded: Fold(strings.Join([]string{a.String, a.ALabel, a.FinalString, a.FinalALabel, a.Applicant, a.ID}, "\n")),
	}
	if a.Organisation != "" {
		r.OrganisationID = &a.Organisation
	}
	return r
}

func (r applicationRow) application() application.Application {
	a := application.Application{
		ID: r.ID, Round: r.RoundID, Applicant: r.Applicant, ApplicantKnown: r.ApplicantKnown, Country: r.Country, Region: r.Region,
		String: r.String, ALabel: r.ALabel, FinalString: r.FinalString, FinalALabel: r.FinalALabel, Script: r.Script, Language: r.Language,
		VariantKey: r.VariantKey, Meaning: r.Meaning, Note: r.Note, Revision: r.Revision, CreatedAt: r.CreatedAt.UTC(), SavedAt: r.SavedAt.UTC(),
	}
	if r.OrganisationID != nil {
		a.Organisation = *r.OrganisationID
	}
	return a
}

// Fold makes text comparable for search: compatibility form, case folded.
// The databases cannot do it themselves: SQLite folds ASCII alone.
func Fold(s string) string { return cases.Fold().String(norm.NFKC.String(s)) }

const insertBatch = 200

// InsertApplications adds applications.
func (s *Store) InsertApplications(ctx context.Context, apps []application.Application) error {
	if len(apps) == 0 {
		return nil
	}
	rows := make([]applicationRow, len(apps))
	for i, a := range apps {
		rows[i] = fromApplication(a)
	}
	if err := s.conn(ctx).CreateInBatches(&rows, insertBatch).Error; err != nil {
		if unique(err) {
			return fmt.Errorf("adding applications: %w", lifecycle.ErrExists)
		}
		return fmt.Errorf("adding applications: %w", err)
	}
	return nil
}

// Application reads one; lifecycle.ErrNotFound when there is none.
func (s *Store) Application(ctx context.Context, id string) (application.Application, error) {
	var r applicationRow
	if err := s.conn(ctx).Where("id = ?", id).Take(&r).Error; err != nil {
		return application.Application{}, fmt.Errorf("application %s: %w", id, notFound(err))
	}
	return r.application(), nil
}

// ApplicationsOf lists all applications of a round by id; for imports.
func (s *Store) ApplicationsOf(ctx context.Context, round, after string, limit int) ([]application.Application, error) {
	var rows []applicationRow
	if err := s.conn(ctx).Where("round_id = ? AND id > ?", round, after).Order("id").Limit(limit).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("applications of round %s: %w", round, err)
	}
	out := make([]application.Application, len(rows))
	for i, r := range rows {
		out[i] = r.application()
	}
	return out, nil
}

// SaveApplication writes the facts of an application. Its id, round,
// organisation and beginning stay.
func (s *Store) SaveApplication(ctx context.Context, a application.Application) error {
	row := fromApplication(a)
	res := s.conn(ctx).Model(&applicationRow{}).Where("id = ?", a.ID).
		Select("*").Omit("ID", "RoundID", "OrganisationID", "CreatedAt").Updates(&row)
	if res.Error != nil {
		return fmt.Errorf("saving application %s: %w", a.ID, res.Error)
	}
	if res.RowsAffected != 1 {
		return fmt.Errorf("saving application %s: %w", a.ID, lifecycle.ErrNotFound)
	}
	return nil
}

type answerRow struct {
	ApplicationID, Question, Value, SavedBy string
	Revision                                int64
	SavedAt                                 time.Time
}

func (answerRow) TableName() string { return "answers" }

// Answers reads the answers of an application by question id.
func (s *Store) Answers(ctx context.Context, id string) (map[string]application.Answer, error) {
	var rows []answerRow
	if err := s.conn(ctx).Where("application_id = ?", id).Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("answers of %s: %w", id, err)
	}
	out := make(map[string]application.Answer, len(rows))
	for _, r := range rows {
		out[r.Question] = application.Answer{Question: r.Question, Value: r.Value, Revision: r.Revision, By: r.SavedBy, At: r.SavedAt.UTC()}
	}
	return out, nil
}

// SaveAnswers writes answers and the application with its next revision;
// lifecycle.ErrConflict when somebody saved since the given one.
func (s *Store) SaveAnswers(ctx context.Context, a application.Application, revision int64, answers []application.Answer) error {
	row := fromApplication(a)
	res := s.conn(ctx).Model(&applicationRow{}).Where("id = ? AND revision = ?", a.ID, revision).
		Select("*").Omit("ID", "RoundID", "OrganisationID", "CreatedAt").Updates(&row)
	if res.Error != nil {
		return fmt.Errorf("saving application %s: %w", a.ID, res.Error)
	}
	if res.RowsAffected != 1 {
		return fmt.Errorf("application %s was saved since revision %d: %w", a.ID, revision, lifecycle.ErrConflict)
	}
	if len(answers) == 0 {
		return nil
	}
	var args []any
	for _, x := range answers {
		args = append(args, a.ID, x.Question, x.Value, a.Revision, x.By, x.At.UTC())
	}
	err := s.conn(ctx).Exec(`INSERT INTO answers (application_id, question, value, revision, saved_by, saved_at) VALUES `+placeholders(len(answers), 6)+`
		ON CONFLICT (application_id, question) DO UPDATE SET value = excluded.value, revision = excluded.revision, saved_by = excluded.saved_by, saved_at = excluded.saved_at`, args...).Error
	if err != nil {
		return fmt.Errorf("saving answers of %s: %w", a.ID, err)
	}
	return nil
}

type receiptRow struct {
	Number, ApplicationID string
	Version               int64
	SubmittedAt           time.Time
	Digest, Content       string
}

func (receiptRow) TableName() string { return "receipts" }

// AddReceipt keeps a receipt under the next number of its round.
func (s *Store) AddReceipt(ctx context.Context, r *application.Receipt) error {
	a, err := s.Application(ctx, r.Application)
	if err != nil {
		return err
	}
	n, err := s.next(ctx, "receipt:"+a.Round)
	if err != nil {
		return err
	}
	r.Number = fmt.Sprintf("%s-R%06d", a.Round, n)
	row := receiptRow{Number: r.Number, ApplicationID: r.Application, Version: r.Version, SubmittedAt: r.At.UTC(), Digest: r.Digest, Content: r.Content}
	if err := s.conn(ctx).Create(&row).Error; err != nil {
		return fmt.Errorf("keeping receipt %s: %w", r.Number, err)
	}
	return nil
}

// next takes the next number of a series; the series has no gaps because a
// transaction that fails gives its number back.
func (s *Store) next(ctx context.Context, name string) (int64, error) {
	var n int64
	err := s.conn(ctx).Raw(`INSERT INTO counters (name, value) VALUES (?, 1)
		ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value`, name).Row().Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("next number of %s: %w", name, err)
	}
	return n, nil
}

// Receipts lists the receipts of an application, newest first.
func (s *Store) Receipts(ctx context.Context, id string) ([]application.Receipt, error) {
	var rows []receiptRow
	if err := s.conn(ctx).Where("application_id = ?", id).Order("version DESC").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("receipts of %s: %w", id, err)
	}
	out := make([]application.Receipt, len(rows))
	for i, r := range rows {
		out[i] = application.Receipt{Number: r.Number, Application: r.ApplicationID, Version: r.Version, At: r.SubmittedAt.UTC(), Digest: r.Digest, Content: r.Content}
	}
	return out, nil
}
