// Package idn judges one label: is it well formed, is it valid under IDNA2008,
// and does it keep the rules that a registry adds.
//
// [Check] takes a U-label or an A-label and returns a [Report] with both
// forms, every code point with its name, script and IDNA2008 property, and one
// [Finding] per rule that applies: those that hold as well as those that do
// not, each with its source. It never stops at the first fault.
//
// The tables are those of Unicode 15.0.0. A code point assigned later is
// reported as unassigned.
package idn

//go:generate go run internal/gen/main.go -data ../../shared/data/unicode -out internal/ucd
