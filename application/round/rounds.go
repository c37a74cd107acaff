package round

import "time"

// Policies lists every policy, oldest first.
var Policies = []*Policy{GTLD2012, FastTrack, GTLD2026}

// Known lists the rounds that the programme itself has run. Others are made
// by an operator from a policy.
var Known = []Round{
	{ID: "2012", Policy: GTLD2012},
	{ID: "idn-cctld", Policy: FastTrack},
	{ID: "2026", Policy: GTLD2026},
}

// PolicyByID returns a policy by its stored id, or nil.
func PolicyByID(id string) *Policy {
	for _, p := range Policies {
		if p.ID == id {
			return p
		}
	}
	return nil
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func instant(y int, m time.Month, d, h, min int) time.Time {
	return time.Date(y, m, d, h, min, 0, 0, time.UTC)
}

// endOfDay is the last second of a day: windows that close at 23:59 UTC are
// open until that minute is over.
func endOfDay(y int, m time.Month, d int) time.Time {
	return time.Date(y, m, d, 23, 59, 59, 0, time.UTC)
}
