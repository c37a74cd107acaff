package ucd

import (
	"fmt"
	"sort"
	"strings"

	"golang.org/x/text/unicode/runenames"
)

// nameRun has the names of lo to hi, one a line, or what stands before their
// numbers.
type nameRun struct {
	lo, hi   rune
	numbered bool
	text     string
}

// Name is Unicode's name of a code point in the newest version, a label such
// as <control> for one without name, or "" for one not assigned.
func Name(r rune) string {
	name := runenames.Name(r)
	switch {
	case name == "":
		return newerName(r)
	case strings.HasPrefix(name, "<CJK Ideograph"):
		return fmt.Sprintf("CJK UNIFIED IDEOGRAPH-%04X", r)
	case strings.HasPrefix(name, "<Tangut Ideograph"):
		return fmt.Sprintf("TANGUT IDEOGRAPH-%04X", r)
	case strings.HasPrefix(name, "<Hangul Syllable"):
		return syllableName(r)
	}
	return name
}

func newerName(r rune) string {
	i := sort.Search(len(nameRuns), func(i int) bool { return nameRuns[i].hi >= r })
	if i == len(nameRuns) || r < nameRuns[i].lo {
		return ""
	}
	run := nameRuns[i]
	if run.numbered {
		return fmt.Sprintf("%s%04X", run.text, r)
	}
	text := run.text
	for range r - run.lo {
		_, text, _ = strings.Cut(text, "\n")
	}
	name, _, _ := strings.Cut(text, "\n")
	return name
}

// The short names of the parts of syllables. Unicode Standard, 3.12.
var (
	leadNames  = strings.Split("G GG N D DD R M B BB S SS  J JJ C K T P H", " ")
	vowelNames = strings.Split("A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I", " ")
	tailNames  = strings.Split(" G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H", " ")
)

func syllableName(r rune) string {
	s := r - hangulBase
	return "HANGUL SYLLABLE " + leadNames[s/(vowels*tails)] + vowelNames[s%(vowels*tails)/tails] + tailNames[s%tails]
}
