// Package intake reads the published facts about past and present rounds from
// files, so that a use case can enter them through the door as `record` events.
//
// Three files are known: the applications of the 2012 round, the strings
// revealed in the 2026 round, and the IDN ccTLDs. Each has a reader
// ([ReadRound2012], [ReadRound2026], [ReadIDNccTLD]) that takes both the full
// file as published and the smaller table carried by the program ([Embedded]).
//
// A file is taken whole or not at all. A reader goes on after a fault and
// returns every fault it found as [FileErrors], with line, column, value and
// rule. It adds nothing: what a file leaves empty stays empty, and an unknown
// date is the zero [time.Time].
//
// What the files say about an outcome is put into our own words by the tables
// in outcomes.go.
package intake

//go:generate go run gen/main.go -data $DATA -out data
