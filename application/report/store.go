package report

import (
	"context"
	"time"

	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

// Store is what reports read. Every method is one statement, whatever the
// amount of data, and none reads the history.
type Store interface {
	// Snapshot runs f so that all it reads is from one instant.
	Snapshot(ctx context.Context, f func(ctx context.Context) error) error
	Rounds(ctx context.Context) ([]round.Round, error)
	// ReportSizes counts applications and distinct applied-for A-labels by
	// round. Rounds without any are left out.
	ReportSizes(ctx context.Context, s Scope) ([]Size, error)
	// ReportDays lists the counters of finished stays.
	ReportDays(ctx context.Context, s Scope) ([]DayCount, error)
	// ReportOpen counts applications that stand in a stage now. Judges say
	// what is late; a stage without a judge has nothing late.
	ReportOpen(ctx context.Context, s Scope, measure lifecycle.Measure, judges []Judge) ([]OpenCount, error)
	// ReportDelegations counts applications that were ever delegated by a
	// dimension; each once, on the day of its first delegation.
	ReportDelegations(ctx context.Context, s Scope, by Dimension, period Period) ([]DelegationCount, error)
	// ReportRemovals counts those that are delegated no longer by the month of
	// their removal, YYYY-MM or empty when it is not known.
	ReportRemovals(ctx context.Context, s Scope) ([]RemovalCount, error)
	// ReportSets lists the applied-for strings that more than one public
	// application of a round asks for.
	ReportSets(ctx context.Context, s Scope) ([]SetCount, error)
	// ReportMembers lists the public applications that share their final
	// string with another of their round or stand in a recorded set; once per
	// recorded set.
	ReportMembers(ctx context.Context, s Scope) ([]Member, error)

	// The lists behind the numbers, each in an order without ties and
	// continued behind after.

	// StaysList is in order of days, longest first.
	StaysList(ctx context.Context, s Scope, f StayFilter, after Cursor, limit int) ([]Item, error)
	// OpenList is in order of the day of entry, oldest first.
	OpenList(ctx context.Context, s Scope, f OpenFilter, after Cursor, limit int) ([]Item, error)
	// DelegatedList is in order of the day of delegation.
	DelegatedList(ctx context.Context, s Scope, f DelegatedFilter, after Cursor, limit int) ([]Item, error)
	// ApplicationsList is in order of the A-label.
	ApplicationsList(ctx context.Context, s Scope, f ApplicationsFilter, after Cursor, limit int) ([]Item, error)
}

// Scope says which applications a report looks at.
type Scope struct {
	Rounds      []string
	Unpublished bool // also those that are not public
}

// Size of a round.
type Size struct {
	Round                 string
	Applications, Strings int
}

// DayCount is one counter of finished stays; see lifecycle.Counter.
type DayCount struct {
	Round, Stage, Kind string
	Measure            lifecycle.Measure
	Days               int
	Again              bool
	N                  int
}

// Judge tells when an application that stands in a stage is late: when it has
// taken more than Days whole days by Today. Running are the states of the
// stage in which the time of the processor or a panel runs.
type Judge struct {
	Round   string
	Stage   workflow.Stage
	Days    int
	Today   time.Time
	Running []workflow.State
}

// OpenCount counts applications standing in a stage that have the same kinds.
// Undated are those of Open of which it is not known how long they have stood
// there; they are never late.
type OpenCount struct {
	Round, Stage        string
	Kinds               []string
	Open, Late, Undated int
}

// Dimension is what delegations are counted by.
type Dimension string

// The dimensions. Month is YYYY-MM; Kinds is the list of kinds joined by
// commas; the value is empty when it is not known.
const (
	DimMonth  Dimension = "month"
	DimKinds  Dimension = "kinds"
	DimRegion Dimension = "region"
	DimScript Dimension = "script"
)

// DelegationCount counts delegated applications. Inside tells whether they
// were delegated inside the period; without a period all were.
type DelegationCount struct {
	Round, Key         string
	Inside             bool
	Ever, Now, Undated int
}

// RemovalCount counts removals in a month.
type RemovalCount struct {
	Round, Month string
	N            int
}

// SetCount is a string that several applications ask for.
type SetCount struct {
	Round, ALabel, String string
	Applications          int
	Delegated             int // delegated now or once
	Open                  int // neither delegated nor closed
	Live                  int // not closed
}

// Member is one application in contention.
type Member struct {
	ID, Round             string
	ALabel, String        string // final
	Set, Basis            string // recorded set, empty for none
	Delegated, Open, Live bool
}

// StayFilter picks finished stays with a known length.
type StayFilter struct {
	Stage            workflow.Stage
	Kind             string // empty for all
	Measure          lifecycle.Measure
	MinDays, MaxDays int    // MaxDays NoLimit: no bound
	Part             string // PartFirst, PartAgain or anything else for both
}

// OpenFilter picks applications standing in a stage. Part is PartOpen,
// PartOpenLate or PartOpenUndated.
type OpenFilter struct {
	Judge   Judge
	Kind    string
	Measure lifecycle.Measure
	Part    string
}

// DelegatedFilter picks applications that were delegated. FirstDay and LastDay
// bound the day of their first delegation, or of their removal when Part is
// PartRemovals, as text YYYY-MM-DD; both empty: any day, known or not.
type DelegatedFilter struct {
	Part              string // PartEver, PartNow, PartRemoved, PartRemovals, PartUndated
	FirstDay, LastDay string
	NoDay             bool // only those whose day is not known
	Dimension         Dimension
	Key               string
	Keyed             bool // only those with Key in Dimension; an empty key is one
}

// ApplicationsFilter picks applications. Part is PartApplications for all,
// PartInSets or PartAlone by contention at reveal or now, and PartDelegated,
// PartOpen or PartOut for where the named ones stand.
type ApplicationsFilter struct {
	Part   string
	AsOf   AsOf
	ALabel string   // only for this applied-for string
	IDs    []string // only these; nil for all
}

// Item is one application in a list behind a number.
type Item struct {
	ID, Round      string
	String, ALabel string // applied for
	FinalString    string
	Applicant      string
	ApplicantKnown bool
	State          workflow.State
	Holds          int
	Entered, Left  lifecycle.When // of the stay, the delegation; unrecorded when it has none
	Dated          bool           // Entered and Left mean something in this list
	Days           *int           // length of the stay, nil when it has none
	Ordinal        int            // of the stay
	Status         workflow.Status
	Stage          workflow.Stage
	Cursor         Cursor // continues behind this item
}
