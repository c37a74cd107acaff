package job

import (
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"rootward/application/notify"
)

// SendMail sends one mail of the outbox.
type SendMail struct {
	OutboxID int64 `json:"outbox_id" river:"unique"`
}

// LapseLeases gives back the tasks whose leases have run out.
type LapseLeases struct{}

// RoundClock opens and closes rounds at their instants.
type RoundClock struct{}

// SweepRound lets the applications of a round follow one of its events.
type SweepRound struct {
	Round string `json:"round" river:"unique"`
	Event string `json:"event" river:"unique"`
}

// CompareRules finds what another edition of rules would change for a round.
type CompareRules struct {
	Comparison int64 `json:"comparison" river:"unique"`
}

// CleanPeople removes sessions, sign-in attempts and tokens that are over.
type CleanPeople struct{}

// Kinds are stored with every job and never change.

// Kind of the job.
func (SendMail) Kind() string { return "send_mail" }

// Kind of the job.
func (LapseLeases) Kind() string { return "lapse_leases" }

// Kind of the job.
func (RoundClock) Kind() string { return "round_clock" }

// Kind of the job.
func (SweepRound) Kind() string { return "sweep_round" }

// Kind of the job.
func (CompareRules) Kind() string { return "compare_rules" }

// Kind of the job.
func (CleanPeople) Kind() string { return "clean_people" }

// unfinished are the states in which an equal job makes another one needless.
// A job that is running is among them: River asks for it.
var unfinished = []rivertype.JobState{
	rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled,
}

// InsertOpts allows one try of the job more than of the mail: the last may
// find it given up.
func (SendMail) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: notify.MaxAttempts + 1, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: unfinished}}
}

// InsertOpts tries for about a day.
func (SweepRound) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 20, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: unfinished}}
}

// InsertOpts tries a few times: what fails then fails for good.
func (CompareRules) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 3, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: unfinished}}
}

// InsertOpts of work that the clock asks for again soon: a try that fails is
// not repeated, and there is never more than one at a time.
func (LapseLeases) InsertOpts() river.InsertOpts { return byTheClock() }

// InsertOpts as for LapseLeases.
func (RoundClock) InsertOpts() river.InsertOpts { return byTheClock() }

// InsertOpts as for LapseLeases.
func (CleanPeople) InsertOpts() river.InsertOpts { return byTheClock() }

func byTheClock() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, Priority: 2, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: unfinished}}
}
