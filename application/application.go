package application

import (
	"time"

	"rootward/application/lifecycle"
)

// Application is one request for one string in one round.
type Application struct {
	ID             string
	Round          string
	Organisation   string // empty when it was recorded from a public list
	Applicant      string // legal name
	ApplicantKnown bool   // false when the list does not name the applicant
	Country        string // ISO 3166-1 alpha-2
	Region         string // ICANN region: AF, AP, EUR, LAC, NA
	String         string // the applied-for string in its own script
	ALabel         string
	FinalString    string // after a string change; the same as String otherwise
	FinalALabel    string
	// VariantKey is equal for final strings of a round that may be variants of
	// each other; see Variants.Key. Empty without a string.
	VariantKey string
	Script     string // ISO 15924
	Language   string // BCP 47
	Meaning    string
	Note       string // locale key of what the source does not say
	Revision   int64  // of the answers; grows with every save
	CreatedAt  time.Time
	SavedAt    time.Time
}

// Case is the application as the door knows it.
func (a Application) Case() lifecycle.Case { return CaseOf(a.ID) }

// CaseOf names the case of an application.
func CaseOf(id string) lifecycle.Case {
	return lifecycle.Case{Kind: lifecycle.Application, ID: id}
}

// Kinds that an application is counted under. InContention and Alone
// exclude each other and together make the total; the others may combine.
const (
	Alone        = "not_in_contention"
	InContention = "in_contention"
	Community    = "community"
	Geographic   = "geographic"
	IDN          = "idn"
	Brand        = "brand"
	CountryCode  = "cctld"
)

// KindOrder lists all kinds in the order in which they are stored and shown.
var KindOrder = []string{Alone, InContention, Community, Geographic, IDN, Brand, CountryCode}

// Kinds puts a set of kinds into their order.
func Kinds(in map[string]bool) []string {
	var out []string
	for _, k := range KindOrder {
		if in[k] {
			out = append(out, k)
		}
	}
	return out
}
