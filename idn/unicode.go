package idn

import "rootward/idn/internal/ucd"

// Version is what one version of Unicode says of code points: derived property
// of IDNA2008, category, script and its extensions, joining type, Bidi class,
// combining class, normalization form C. Its methods are safe for many
// goroutines.
type Version = ucd.Tables

// Unicode finds a version by its full number, such as "15.0.0".
func Unicode(version string) (*Version, bool) { return ucd.Lookup(version) }

// Name is the name of a code point in the newest version, a label such as
// <control> for one without, and empty for one not assigned.
func Name(r rune) string { return ucd.Name(r) }

// DefaultUnicode is the version that labels are judged by unless the rules
// name another: that of the Root Zone LGR, version 6, so that both know the
// same code points.
func DefaultUnicode() string { return ucd.Current.Version }

// UnicodeVersions lists the versions that Rules may name, oldest first.
func UnicodeVersions() []string {
	var list []string
	for _, t := range ucd.Versions() {
		list = append(list, t.Version)
	}
	return list
}
