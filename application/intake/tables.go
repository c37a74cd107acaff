package intake

import (
	"fmt"
	"io"
	"time"

	"rootward/application"
	"rootward/application/lifecycle"
	"rootward/application/round"
	"rootward/workflow"
)

// list says how a list is read and which round it tells about.
type list struct {
	round  round.Round
	stands workflow.State // how far the list shows the round to have come
	source string
	read   func(io.Reader) ([]past, error)
}

var lists = map[string]list{
	Round2012: {round: round.Round{ID: "2012", Policy: round.GTLD2012}, stands: workflow.RoundComplete, source: "Reveal Day list joined with the registry agreement list", read: pasts2012},
	Round2026: {round: round.Round{ID: "2026", Policy: round.GTLD2026}, stands: workflow.RoundRevealed, source: "index of the strings revealed on 7 October 2026", read: pasts2026},
	IDNccTLD:  {round: round.Round{ID: "idn-cctld", Policy: round.FastTrack}, stands: workflow.RoundOpen, source: "IANA root zone database", read: pastsIDNccTLD},
}

// asOfDay is the day that a list's facts are true for: the one given, or the
// one of the list that the program carries. A month means its last day.
func asOfDay(name, given string) (time.Time, error) {
	if given == "" {
		r, meta, err := Embedded(name)
		if err != nil {
			return time.Time{}, err
		}
		if err := r.Close(); err != nil {
			return time.Time{}, fmt.Errorf("reading list %s: %w", name, err)
		}
		given = meta.SourceDate
	}
	if t, err := time.Parse(time.DateOnly, given); err == nil {
		return t, nil
	}
	t, err := time.Parse("2006-01", given)
	if err != nil {
		return time.Time{}, fmt.Errorf("day of the list %q: want YYYY-MM-DD or YYYY-MM", given)
	}
	return t.AddDate(0, 1, -1), nil
}

func pasts2012(r io.Reader) ([]past, error) {
	facts, err := ReadRound2012(r)
	if err != nil {
		return nil, err
	}
	outcome := map[string]Outcome{}
	for _, o := range Outcomes2012() {
		outcome[o.Status] = o
	}
	revealed := revealDay(round.GTLD2012)
	out := make([]past, len(facts))
	for i, f := range facts {
		o := outcome[f.Status]
		p := past{line: f.Line, set: f.Set, kinds: f.kinds(), app: application.Application{
			ID: f.ID, Applicant: f.Applicant, ApplicantKnown: true, Country: f.Country, Region: f.Region, String: f.String, ALabel: f.ALabel,
			FinalString: f.FinalString, FinalALabel: f.FinalALabel, Script: f.Script, Meaning: f.Meaning, Note: o.Note,
		}}
		p.events = []event{{to: workflow.RevealedState, at: revealed}}
		add := func(s workflow.State, day time.Time) {
			if !day.IsZero() {
				p.events = append(p.events, event{to: s, at: lifecycle.On(day)})
			}
		}
		add(workflow.InPDT, f.Agreement)
		add(workflow.Delegated, f.Delegation)
		add(workflow.Removed, f.Removal)
		if last := p.events[len(p.events)-1].to; last != o.State && last != workflow.Removed {
			p.events = append(p.events, event{to: o.State, at: lifecycle.Unrecorded, reason: f.Basis})
		}
		out[i] = p
	}
	return out, nil
}

func (f Fact2012) kinds() []string {
	return application.Kinds(map[string]bool{
		application.Alone: f.Set == "", application.InContention: f.Set != "", application.Community: f.Community,
		application.Geographic: f.Geographic, application.IDN: f.IDN, application.Brand: f.Brand,
	})
}

func pasts2026(r io.Reader) ([]past, error) {
	facts, err := ReadRound2026(r)
	if err != nil {
		return nil, err
	}
	revealed := revealDay(round.GTLD2026)
	var out []past
	for _, f := range facts {
		kinds := application.Kinds(map[string]bool{
			application.Alone: f.Set == "", application.InContention: f.Set != "", application.Community: f.Community,
			application.Geographic: f.Geographic, application.IDN: f.IDN, application.Brand: f.Brand,
		})
		for n := 1; n <= f.Applications; n++ {
			p := past{line: f.Line, kinds: kinds, app: application.Application{
				ID: fmt.Sprintf("2026-%s-%d", f.ALabel, n), Applicant: f.Applicant, ApplicantKnown: f.Applicant != "",
				String: f.String, ALabel: f.ALabel, FinalString: f.String, FinalALabel: f.ALabel, Script: latin(f.IDN),
			}, events: []event{{to: workflow.RevealedState, at: revealed}}}
			if f.Set != "" {
				p.set = "E-" + f.ALabel
			}
			out = append(out, p)
		}
	}
	return out, nil
}

func pastsIDNccTLD(r io.Reader) ([]past, error) {
	facts, err := ReadIDNccTLD(r)
	if err != nil {
		return nil, err
	}
	out := make([]past, len(facts))
	for i, f := range facts {
		p := past{line: f.Line, kinds: []string{application.IDN, application.CountryCode}, app: application.Application{
			ID: "idn-cctld-" + f.ALabel, Applicant: f.Manager, ApplicantKnown: f.Manager != "", Country: f.Country, String: f.String, ALabel: f.ALabel,
			FinalString: f.String, FinalALabel: f.ALabel, Script: f.Script, Language: f.LanguageCode,
		}}
		// The day on which the string evaluation was passed is not in the list.
		first := workflow.StringEvaluation
		if f.Evaluated {
			first = workflow.Published
		}
		p.events = []event{{to: first, at: lifecycle.Unrecorded}}
		if f.Delegated {
			at := lifecycle.Unrecorded
			if !f.Registered.IsZero() {
				at = lifecycle.On(f.Registered)
			}
			p.events = append(p.events, event{to: workflow.Delegated, at: at, reason: f.Report})
		}
		out[i] = p
	}
	return out, nil
}

// revealDay is the policy's Reveal Day.
func revealDay(p *round.Policy) lifecycle.When {
	for _, m := range p.Milestones {
		if m.ID == "reveal" {
			return lifecycle.On(m.At)
		}
	}
	return lifecycle.Unrecorded
}

// latin is the script of an ASCII string; the script of others is not in the
// list.
func latin(idn bool) string {
	if idn {
		return ""
	}
	return "Latn"
}
