package report

import "context"

// Report is one entry of the catalogue.
type Report struct {
	Name   string // in addresses and on the command line; locale key report.name.<Name>
	params []string
	parts  []string // what a list behind its numbers may be asked for
	public bool     // never about what is not public, whoever asks
	run    func(context.Context, *Service, scope) (Result, error)
	rows   func(context.Context, *Service, scope, Selector, page) ([]Item, error)
}

// Names of the reports.
const (
	ProcessingTimes = "processing-times"
	Delegations     = "delegations"
	Contention      = "contention"
)

// catalogue lists every report in the order in which readers see them.
func catalogue() []Report {
	return []Report{
		{
			Name: ProcessingTimes, params: []string{ParamRound, ParamMeasure, ParamStage, ParamKind},
			parts: []string{PartFinished, PartFirst, PartAgain, PartInTime, PartLate, PartOpen, PartOpenLate, PartOpenUndated, PartApplications},
			run:   runTimes, rows: rowsOfTimes,
		},
		{
			Name: Delegations, params: []string{ParamRound, ParamBy, ParamPeriod},
			parts: []string{PartEver, PartNow, PartRemoved, PartRemovals, PartUndated, PartApplications},
			run:   runDelegations, rows: rowsOfDelegations,
		},
		{
			Name: Contention, public: true, params: []string{ParamRound, ParamAsOf},
			parts: []string{PartInSets, PartAlone, PartDelegated, PartOpen, PartOut, PartApplications},
			run:   runContention, rows: rowsOfContention,
		},
	}
}

// Names lists the reports in order.
func Names() []string {
	var out []string
	for _, r := range catalogue() {
		out = append(out, r.Name)
	}
	return out
}

// Params lists the parameters that a report takes, in the order of its form;
// nil when there is no such report.
func Params(name string) []string {
	r, _ := find(name)
	return r.params
}

func find(name string) (Report, bool) {
	for _, r := range catalogue() {
		if r.Name == name {
			return r, true
		}
	}
	return Report{}, false
}
