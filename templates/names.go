package templates

import "slices"

// namedRounds are the rounds with names of their own; a test finds the
// messages of each. Other rounds are called by their id.
var namedRounds = []string{"2012", "2026", "idn-cctld", "sample-1", "sample-2"}

// RoundName is a round as menus and headings call it: "2012 round".
func RoundName(id string) Text { return roundText("round.name", id) }

// InRound is a round as a sentence goes on with it: "in the 2012 round".
func InRound(id string) Text { return roundText("round.in", id) }

func roundText(key, id string) Text {
	if id == "" {
		return nil
	}
	if slices.Contains(namedRounds, id) {
		return T(key + "." + id)
	}
	return T(key, "Round", Plain(id))
}
