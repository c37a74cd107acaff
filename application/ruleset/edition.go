package ruleset

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"rootward/idn/lgr"
	"rootward/idn/rootzone"
)

// Edition is what is known of an edition without reading its rules.
type Edition struct {
	ID        string // "6"
	Date      string // of the edition, ISO 8601, as its publisher says
	Source    string // who published it
	SourceURL string
	// Digest is SHA-256, hexadecimal, over the names and digests of its sets
	// in order: two editions with the same digest are the same rules.
	Digest  string
	Sets    []Set     // the common one first, then by name
	Carried bool      // comes with the program; nobody added it
	AddedBy string    // actor as in history
	AddedAt time.Time // zero for a carried one
}

// Set is one rule set of an edition.
type Set struct {
	Name   string // file name without its date: "lgr-6-arabic-script"
	SHA256 string // of the XML as given; "" for a carried one
	Octets int    // of the XML as given; 0 for a carried one
	Facts
}

// Facts are what a rule set says about itself, and its size.
type Facts struct {
	Version        string   `json:"version"`
	Date           string   `json:"date"`
	UnicodeVersion string   `json:"unicode_version"`
	Languages      []string `json:"languages"`   // BCP 47, such as "und-Arab"
	Scripts        []string `json:"scripts"`     // ISO 15924, of its own code points
	CodePoints     int      `json:"code_points"` // of its own repertoire
	Foreign        int      `json:"foreign"`     // code points and sequences that stand there only as variants of others
	Sequences      int      `json:"sequences"`
	Variants       int      `json:"variants"` // mappings
	Classes        int      `json:"classes"`
	Rules          int      `json:"rules"`
	Actions        int      `json:"actions"` // without the default ones
	References     int      `json:"references"`
	// Forgiven lists what a lenient reading passed over.
	Forgiven []string `json:"forgiven,omitempty"`
}

// FactsOf counts what is in a rule set.
func FactsOf(set *rootzone.Set) Facts {
	g := set.LGR()
	own := g.OwnRepertoire()
	f := Facts{
		Scripts: set.Scripts,
		Version: g.Meta.Version, Date: g.Meta.Date, UnicodeVersion: g.Meta.UnicodeVersion, Languages: g.Meta.Languages,
		Classes: len(g.Classes), Rules: len(g.Rules), Actions: len(g.Actions), References: len(g.References),
	}
	for _, c := range g.Chars {
		f.Variants += len(c.Variants)
		switch {
		case IsForeign(own, c):
			f.Foreign++
		case c.IsRange():
			f.CodePoints += int(c.Last-c.First) + 1
		case c.IsSequence():
			f.Sequences++
		default:
			f.CodePoints++
		}
	}
	for _, x := range g.Forgiven {
		f.Forgiven = append(f.Forgiven, x.Error())
	}
	return f
}

// IsForeign reports whether a character is in a set only as the variant of
// others, so that it does not make a label valid. own is the repertoire of the
// set itself.
func IsForeign(own lgr.Set, c *lgr.Char) bool {
	return slices.ContainsFunc(c.CP, func(r rune) bool { return !own.Contains(r) })
}

// Total sums the sizes of the sets. Code points that stand in several sets
// count as often.
func (e Edition) Total() Facts {
	var f Facts
	for _, s := range e.Sets {
		f.CodePoints += s.CodePoints
		f.Foreign += s.Foreign
		f.Sequences += s.Sequences
		f.Variants += s.Variants
		f.Rules += s.Rules
		f.Actions += s.Actions
	}
	return f
}

// digestOf identifies the content of an edition.
func digestOf(sets []Set) string {
	sum := sha256.New()
	for _, s := range sets {
		fmt.Fprintf(sum, "%s\x00%s\x00", s.Name, s.SHA256)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Family is what a set is called in every edition: "lgr-6-arabic-script" is
// "arabic-script". The number in a name need not be the id that an edition is
// kept under.
func Family(name string) string {
	rest, ok := strings.CutPrefix(name, "lgr-")
	if number, family, found := strings.Cut(rest, "-"); ok && found && number != "" && strings.Trim(number, "0123456789.") == "" {
		return family
	}
	return name
}

// IsCommon reports whether the name of a set is that of the one for all
// scripts together, as package rootzone sees it.
func IsCommon(name string) bool { return slices.Contains(strings.Split(name, "-"), "common") }
