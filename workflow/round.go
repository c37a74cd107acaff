package workflow

// States of a round.
const (
	RoundPlanned   State = "planned"
	RoundOpen      State = "open"
	RoundClosed    State = "closed"
	RoundRevealed  State = "round_revealed"
	RoundConfirmed State = "round_confirmed"
	RoundComplete  State = "complete"
)

// StageRound is the only stage of a round; service levels are set for
// applications, not for it.
const StageRound Stage = "round"

// Events of a round. Each moves every application of the round that is ready
// for it.
const (
	OpenRound     Event = "open_round"
	CloseRound    Event = "close_round"
	RevealRound   Event = "reveal_round"
	ConfirmRound  Event = "confirm_round"
	CompleteRound Event = "complete_round"
)

// Facts that steps of a round need.
const (
	OpeningReached Fact = "opening_reached" // its submission period has begun
	AllowListSeen  Fact = "allow_list_seen" // the list of what becomes public was confirmed as shown
)

// RoundCycle is the life cycle of a round: submission period, Reveal Day,
// String Confirmation Day (DOMAIN.md 2.1).
var RoundCycle = &Definition{
	Name:    "round",
	Initial: RoundPlanned,
	Positions: []Position{
		{State: RoundPlanned, Status: "planned", Stage: StageRound, Owner: OwnerProcessor},
		{State: RoundOpen, Status: "open", Stage: StageRound, Owner: OwnerApplicant},
		{State: RoundClosed, Status: "closed", Stage: StageRound, Owner: OwnerProcessor},
		{State: RoundRevealed, Status: "revealed", Stage: StageRound, Owner: OwnerProcessor},
		{State: RoundConfirmed, Status: "confirmed", Stage: StageRound, Owner: OwnerProcessor},
		{State: RoundComplete, Status: "complete", Stage: StageClosed, Owner: OwnerNone, Terminal: true},
	},
	Steps: []Step{
		{Event: OpenRound, From: []State{RoundPlanned}, To: RoundOpen, Roles: byOperator, Needs: []Fact{OpeningReached}, Source: "AGB 2026, 3.1.1"},
		{Event: CloseRound, From: []State{RoundOpen}, To: RoundClosed, Roles: byOperator, Decision: true, Source: "AGB 2026, 3.1.1"},
		{Event: RevealRound, From: []State{RoundClosed}, To: RoundRevealed, Roles: []Role{Operator}, Needs: []Fact{AllowListSeen}, Decision: true, Source: "AGB 2026, 3.1: Reveal Day"},
		{Event: ConfirmRound, From: []State{RoundRevealed}, To: RoundConfirmed, Roles: []Role{Operator}, Decision: true, Source: "programme FAQ 1709"},
		{Event: CompleteRound, From: []State{RoundConfirmed}, To: RoundComplete, Roles: []Role{Operator}, Decision: true, Source: "operator"},
	},
}
