package namelist

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/text/language"
)

// An operator's file is UTF-8 text. Lines `# key: value` before the first name
// describe the list: list, effect, matching, advisory, source, url, version,
// date, licence. Then comes a name a line: name, territory, language, kind, note,
// divided by tabs; all but the name may be left out. Empty lines and lines that
// begin with # are passed over.

// The limits of a file.
const (
	MaxFile  = 16 << 20 // octets
	MaxNames = 300_000
	maxLine  = 2000 // octets
	mostLine = 100  // faults reported
)

// FileFault is one thing that is wrong with a file.
type FileFault struct {
	Line int // from 1; 0 for the file as a whole
	What string
}

// FileFaults are all of them, or the first hundred.
type FileFaults []FileFault

// Error joins them, a line each.
func (f FileFaults) Error() string {
	var out []string
	for _, x := range f {
		if x.Line > 0 {
			out = append(out, fmt.Sprintf("line %d: %s", x.Line, x.What))
		} else {
			out = append(out, x.What)
		}
	}
	return strings.Join(out, "\n")
}

// ParseFile reads an operator's file as a version of a list. What about says
// about the list counts more than what the file says; what neither says is
// taken from the embedded list of that id. The error is FileFaults with
// everything that is wrong.
func ParseFile(file []byte, about List) (Content, error) {
	p := &fileParser{}
	if len(file) > MaxFile {
		return p.c, FileFaults{{0, fmt.Sprintf("the file has %d octets, at most %d are read", len(file), MaxFile)}}
	}
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(file, []byte("\uFEFF"))))
	lines.Buffer(nil, MaxFile+1)
	var rows []numbered
	for lines.Scan() {
		p.line++
		text := strings.TrimRight(lines.Text(), "\r \t")
		switch {
		case text == "":
		case strings.HasPrefix(text, "#"):
			if len(rows) == 0 {
				p.head(text[1:])
			}
		default:
			rows = append(rows, numbered{p.line, text})
		}
	}
	if err := lines.Err(); err != nil {
		p.fault("cannot be read: %v", err)
	}
	p.line = 0
	p.describe(about)
	p.read(rows)
	if len(p.faults) > 0 {
		return p.c, p.faults
	}
	p.c.List.Names = len(p.c.Entries)
	return p.c, nil
}

type numbered struct {
	line int
	text string
}

type fileParser struct {
	c        Content
	advisory string // "yes" or "no" if the file says so
	line     int
	faults   FileFaults
}

func (p *fileParser) fault(format string, args ...any) {
	if len(p.faults) < mostLine {
		p.faults = append(p.faults, FileFault{p.line, fmt.Sprintf(format, args...)})
	}
}

// head reads a line of the description; other comments are passed over.
func (p *fileParser) head(text string) {
	key, value, ok := strings.Cut(strings.TrimSpace(text), ": ")
	if !ok || strings.ContainsAny(key, " \t") {
		return
	}
	l, value := &p.c.List, strings.TrimSpace(value)
	switch key {
	case "list":
		l.ID = value
	case "effect":
		l.Effect = Effect(value)
	case "matching":
		l.Matching = Matching(value)
	case "source":
		l.Source = value
	case "url":
		l.URL = value
	case "version":
		l.Version = value
	case "date":
		l.Date = value
	case "licence":
		l.Licence = value
	case "advisory":
		if p.advisory = value; value != "yes" && value != "no" {
			p.fault("advisory is yes or no, not %q", value)
		}
	default:
		p.fault("there is no %q in the description of a list", key)
	}
}

// describe joins what is known of the list and checks it.
func (p *fileParser) describe(about List) {
	l := &p.c.List
	l.ID = cmp.Or(about.ID, l.ID)
	if known := Default().List(l.ID); known != nil {
		l.Effect, l.Matching = cmp.Or(about.Effect, l.Effect, known.Effect), cmp.Or(about.Matching, l.Matching, known.Matching)
		l.Advisory = known.Advisory
	}
	if p.advisory != "" {
		l.Advisory = p.advisory == "yes"
	}
	l.Effect, l.Matching = cmp.Or(about.Effect, l.Effect), cmp.Or(about.Matching, l.Matching, Name)
	l.Source, l.URL = cmp.Or(about.Source, l.Source), cmp.Or(about.URL, l.URL)
	l.Version, l.Date, l.Licence = cmp.Or(about.Version, l.Version), cmp.Or(about.Date, l.Date), cmp.Or(about.Licence, l.Licence)
	if l.ID == "" || len(l.ID) > 40 || strings.Trim(l.ID, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		p.fault("list %q: its id has at most 40 small letters, digits and hyphens", l.ID)
	}
	if !slices.Contains(Effects, l.Effect) {
		p.fault("effect %q is none of %v", l.Effect, Effects)
	}
	if !slices.Contains([]Matching{Label, Name, AnyOrder}, l.Matching) {
		p.fault("matching %q is none of %s, %s, %s", l.Matching, Label, Name, AnyOrder)
	}
	for _, x := range []struct{ name, value string }{{"source", l.Source}, {"version", l.Version}, {"date", l.Date}} {
		if x.value == "" {
			p.fault("the list has no %s", x.name)
		}
	}
	if _, err := time.Parse(time.DateOnly, l.Date); l.Date != "" && l.Date != "unknown" && err != nil {
		p.fault("date %q is no day such as 2026-11-23, nor the word unknown", l.Date)
	}
}

func (p *fileParser) read(rows []numbered) {
	if len(rows) == 0 {
		p.fault("there is no name in the file")
	}
	if len(rows) > MaxNames {
		p.fault("%d names, at most %d are taken", len(rows), MaxNames)
		return
	}
	seen := map[Entry]int{}
	for _, r := range rows {
		p.line = r.line
		e, ok := p.entry(r.text)
		if !ok {
			continue
		}
		if before := seen[e]; before > 0 {
			p.fault("%q is there twice, first on line %d", e.Name, before)
			continue
		}
		seen[e] = r.line
		p.c.Entries = append(p.c.Entries, e)
	}
}

// entry reads one name.
func (p *fileParser) entry(text string) (e Entry, ok bool) {
	if len(text) > maxLine || !utf8.ValidString(text) {
		p.fault("the line is not UTF-8, or has more than %d octets", maxLine)
		return e, false
	}
	cells := strings.Split(text, "\t")
	if len(cells) > 5 {
		p.fault("%d columns: name, territory, language, kind and note are all there can be", len(cells))
		return e, false
	}
	for i, to := range []*string{&e.Name, &e.Territory, &e.Language, &e.Kind, &e.Note} {
		if i < len(cells) {
			*to = strings.TrimSpace(cells[i])
		}
	}
	before := len(p.faults)
	if p.c.List.Matching == Label {
		e.Name = p.label(e.Name)
	}
	if plain(e.Name) == "" {
		p.fault("%q has no letter", e.Name)
	}
	var languages []string
	for _, l := range strings.Fields(e.Language) {
		tag, err := language.Parse(l)
		if err != nil {
			p.fault("%q is no language of BCP 47", l)
			continue
		}
		base, _ := tag.Base()
		languages = append(languages, base.String())
	}
	return e.WithArticles(languages), len(p.faults) == before
}

// label is the form in which lists of labels keep a name.
func (p *fileParser) label(name string) string {
	small := lower(name)
	if strings.HasPrefix(small, "xn--") {
		u, err := idna.Punycode.ToUnicode(small)
		if err != nil {
			p.fault("%q begins with xn-- and does not decode", name)
			return name
		}
		return u
	}
	if strings.ContainsAny(small, " .") {
		p.fault("%q is not one label", name)
	}
	return small
}

// WriteFile writes a list in the form that ParseFile reads.
func WriteFile(w io.Writer, ls *Lists, l *List) error {
	out := bufio.NewWriter(w)
	for _, x := range []struct{ key, value string }{
		{"list", l.ID},
		{"effect", string(l.Effect)},
		{"matching", string(l.Matching)},
		{"advisory", map[bool]string{true: "yes", false: "no"}[l.Advisory]},
		{"source", l.Source},
		{"url", l.URL},
		{"version", l.Version},
		{"date", l.Date},
		{"licence", l.Licence},
	} {
		if x.value != "" {
			fmt.Fprintf(out, "# %s: %s\n", x.key, x.value)
		}
	}
	ls.Entries(l, func(e Entry) bool {
		note := e.Note
		if note == "" {
			note = e.Group
		}
		line := strings.Join([]string{e.Name, e.Territory, withoutNumber(e.Language), e.Kind, note}, "\t")
		fmt.Fprintln(out, strings.TrimRight(line, "\t"))
		return true
	})
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing list %s: %w", l.ID, err)
	}
	return nil
}

// withoutNumber leaves out how many languages more there are.
func withoutNumber(languages string) string {
	languages, _, _ = strings.Cut(languages, " +")
	return languages
}
