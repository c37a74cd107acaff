// Package namelist knows the names that may not, or not by everybody, be
// applied for: blocked, reserved and special-use names, names of countries and
// territories, capitals, subdivisions and regions, and the TLDs that exist.
//
// Every list says where it comes from, in which version, and what follows from
// being on it. [Lists.Hits] finds a label on all lists, by the name itself, in
// another order of its words, without diacritics, or as a variant;
// [Lists.Judge] is the check of a label by rules and lists together. README.md
// says what counts as a match, and why.
//
// [Default] are the lists that the program carries. An operator may put others
// in their place: [ParseFile] reads them, [Keeper] keeps them.
package namelist

//go:generate go run gen/main.go gen/lists.go gen/read.go gen/places.go -data ../../../shared/data -out data
//go:generate go run gen/main.go gen/lists.go gen/read.go gen/places.go -keys -out data
