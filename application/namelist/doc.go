// Package namelist knows the names that may not, or not by everybody, be
// applied for: blocked, reserved and special-use names, names of countries and
// territories, and the TLDs that exist.
//
// Every list says where it comes from, in which version, and what follows from
// being on it. [Lookup] finds a label on all lists; [Judge] is the check of a
// label by rules and lists together.
//
// Names are compared by their A-labels, letter for letter. The lists carry the
// forms with and without hyphens themselves. Lists of reserved and country
// names were made for second-level names of new gTLDs; the guidebooks protect
// the same organisations and countries at the top level, where panels look at
// more than these lists.
package namelist

//go:generate go run gen/main.go -data ../../../shared/data -out data
