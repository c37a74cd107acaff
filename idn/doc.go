// Package idn judges one label: is it well formed, is it valid under IDNA2008,
// and does it keep the rules that a registry adds.
//
// [ParseInput] reads a label written as U-label, as A-label or as U+0627
// U+06CC.
//
// [Check] takes a U-label or an A-label and returns a [Report] with both
// forms, every code point with its name, script and IDNA2008 property, and one
// [Finding] per rule that applies: those that hold as well as those that do
// not, each with its source. It never stops at the first fault.
//
// [Checker] says the same of many labels, but only what is wrong, and without
// allocating anything for labels that are valid.
//
// Labels are judged by the tables of one version of Unicode, which the [Rules]
// may name. A code point assigned later is reported as unassigned.
package idn

//go:generate go run internal/gen/main.go internal/gen/read.go internal/gen/facts.go internal/gen/derive.go internal/gen/normal.go internal/gen/write.go internal/gen/write_normal.go internal/gen/write_names.go -data ../../shared/data/unicode -out internal/ucd
