package ruleset

import (
	"context"
	"time"
)

// ComparisonStore keeps what another edition would change for a round.
type ComparisonStore interface {
	// RuleStrings lists what a round's applications ask for, without drafts but
	// with closed cases, in order of A-label and id behind a place.
	RuleStrings(ctx context.Context, round string, after String, limit int) ([]String, error)
	// CountRuleStrings counts the same.
	CountRuleStrings(ctx context.Context, round string) (int, error)

	// AddRuleComparison keeps a comparison that was asked for and sets its ID.
	AddRuleComparison(ctx context.Context, c *Comparison) error
	RuleComparison(ctx context.Context, id int64) (Comparison, error)
	// LastRuleComparison is the newest of a round.
	LastRuleComparison(ctx context.Context, round string) (Comparison, error)
	// BeginRuleComparison forgets what an interrupted run has written.
	BeginRuleComparison(ctx context.Context, id int64, total int) error
	// AddRuleChanges writes rows, and how many strings were looked at.
	AddRuleChanges(ctx context.Context, id int64, done int, rows []Row) error
	// AddRuleMeetings writes groups that meet or part.
	AddRuleMeetings(ctx context.Context, id int64, groups []Meeting) error
	// FinishRuleComparison writes the summary, or why there is none.
	FinishRuleComparison(ctx context.Context, id int64, s Summary, failure string, at time.Time) error
	// RuleChanges lists rows behind a place, in order of A-label and id, without
	// those of the organisation of reader, an account.
	RuleChanges(ctx context.Context, id int64, reader string, after String, limit int) ([]Row, error)
	// RuleMeetings lists groups of a kind in order, from one on, without those
	// that an application of the reader's organisation is in.
	RuleMeetings(ctx context.Context, id int64, reader string, gained bool, limit int) ([]Meeting, error)
}

// String is what an application asks for.
type String struct {
	Application string
	ALabel      string
	Label       string // the U-label
}

// Comparison says what would change for a round from one edition to another.
type Comparison struct {
	ID         int64
	Round      string
	Old, New   string // editions
	OldDigest  string
	NewDigest  string
	By         string
	At         time.Time
	Done       int
	Total      int
	FinishedAt time.Time // zero while it runs or waits
	Failure    string    // why it could not be finished
	Summary    Summary
}

// Finished reports whether there is a result, or will be none.
func (c Comparison) Finished() bool { return !c.FinishedAt.IsZero() }

// Row is one application that the change of edition touches.
type Row struct {
	String
	Change
}
