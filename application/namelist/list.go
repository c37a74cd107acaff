package namelist

import (
	"embed"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// Effect is what follows from being on a list.
type Effect string

// The effects.
const (
	Blocked     Effect = "blocked"      // nobody may apply for it
	SpecialUse  Effect = "special-use"  // set aside by a standard or for private networks
	Existing    Effect = "existing"     // in the root zone
	CountryName Effect = "country-name" // cannot be delegated as a gTLD
	Reserved    Effect = "reserved"     // for the organisation it belongs to
	Acronym     Effect = "acronym"      // of an organisation that may object; free to apply for
	Collision   Effect = "collision"    // known risk of name collisions
)

// List is one list of names.
type List struct {
	ID      string // its title has the locale key label.list.<ID>
	Effect  Effect
	Source  string
	URL     string // where the source can be read; may be empty
	Version string // of the source; "unknown" if it states none
	Date    string // of that version, as year-month-day; "unknown" if not stated
	Names   int    // entries, a name counted once per group
	groups  []string
	rows    string // sorted lines: A-label, tab, number of the group, tab, note
}

// Entry is one name on one list.
type Entry struct {
	List  *List
	Label string // the A-label
	Group string // part of the list, in the words of the source; may be empty
	Note  string // from the source; may be empty
}

//go:embed data/*.txt
var files embed.FS

// ids lists the lists in the order in which they are looked at and reported.
var ids = []string{
	"blocked-2012", "blocked-2026", "idn-test", "special-use", "private-use", "root-zone",
	"country-names", "iso-3166-alpha-3", "ioc", "red-cross", "igo", "acronyms", "name-collision",
}

// load reads the headers when the first label is looked up; rows are searched
// where they lie. The files are compiled in, so a fault in one of them is a
// fault of the program.
var load = sync.OnceValue(func() []*List {
	lists := make([]*List, len(ids))
	for i, id := range ids {
		content, err := files.ReadFile("data/" + id + ".txt")
		if err == nil {
			lists[i], err = parse(string(content))
		}
		if err != nil {
			panic(fmt.Sprintf("name list %s: %v", id, err))
		}
	}
	return lists
})

// parse reads a list: lines of `# key: value`, then the rows.
func parse(content string) (*List, error) {
	l := &List{}
	for strings.HasPrefix(content, "# ") {
		var line string
		line, content, _ = strings.Cut(content, "\n")
		key, value, ok := strings.Cut(line[2:], ": ")
		if !ok {
			return nil, fmt.Errorf("no value in %q", line)
		}
		switch key {
		case "list":
			l.ID = value
		case "effect":
			l.Effect = Effect(value)
		case "source":
			l.Source = value
		case "url":
			l.URL = value
		case "version":
			l.Version = value
		case "date":
			l.Date = value
		case "group":
			l.groups = append(l.groups, value)
		case "sha256", "by":
		default:
			return nil, fmt.Errorf("unknown key %q", key)
		}
	}
	if l.ID == "" || l.Effect == "" || l.Source == "" || l.Version == "" {
		return nil, fmt.Errorf("the header lacks id, effect, source or version")
	}
	l.rows = content
	l.Names = strings.Count(content, "\n")
	return l, nil
}

// Lists are all lists in their order.
func Lists() []*List { return append([]*List(nil), load()...) }

// Lookup finds an A-label or ASCII label, in any case, on every list. It
// returns nothing for a label that is on none.
func Lookup(aLabel string) []Entry {
	aLabel = strings.ToLower(aLabel)
	if aLabel == "" || strings.ContainsAny(aLabel, "\t\n") {
		return nil
	}
	var found []Entry
	for _, l := range load() {
		found = l.find(found, aLabel)
	}
	return found
}

// find appends the entries of a label. The binary search is over octets, and
// all octets of a line count as its label, so it ends at the start of a line.
func (l *List) find(found []Entry, label string) []Entry {
	start := sort.Search(len(l.rows), func(i int) bool {
		return labelAt(l.rows, lineStart(l.rows, i)) >= label
	})
	for at := start; at < len(l.rows) && labelAt(l.rows, at) == label; {
		line, _, _ := strings.Cut(l.rows[at:], "\n")
		found = append(found, l.entry(line))
		at += len(line) + 1
	}
	return found
}

func (l *List) entry(line string) Entry {
	label, rest, _ := strings.Cut(line, "\t")
	number, note, _ := strings.Cut(rest, "\t")
	e := Entry{List: l, Label: label, Note: note}
	if n, err := strconv.Atoi(number); err == nil && n < len(l.groups) {
		e.Group = l.groups[n]
	}
	return e
}

// lineStart is the first octet of the line that octet i is in.
func lineStart(rows string, i int) int { return strings.LastIndexByte(rows[:i], '\n') + 1 }

func labelAt(rows string, start int) string {
	rest := rows[start:]
	if end := strings.IndexAny(rest, "\t\n"); end >= 0 {
		return rest[:end]
	}
	return rest
}
