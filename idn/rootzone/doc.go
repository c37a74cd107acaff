// Package rootzone carries the Root Zone Label Generation Rules: one common
// rule set, and one per script, in an edition. Edition 5 is embedded; others
// are put together from rule sets that package lgr has read from XML.
//
// An edition also finds the rule sets that a label may belong to, from its
// code points alone and without loading any rule set.
package rootzone

//go:generate go run ./gen -data $DATA/rz-lgr-5 -out data/edition5.bin
