package ruleset

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"rootward/application/lifecycle"
	"rootward/idn/lgr"
	"rootward/idn/rootzone"
	"rootward/workflow"
)

// Candidate is an edition to be kept.
type Candidate struct {
	ID        string // small letters, digits, dots and hyphens
	Date      string // YYYY-MM-DD
	Source    string // who published it
	SourceURL string // optional
	Files     []File // names of sets, as SetName makes them of file names
	// Lenient forgives departures from RFC 7940 that do not change the meaning
	// of the rest, and keeps the list of them with the set.
	Lenient bool
}

// Fault is one thing wrong with a candidate.
type Fault struct {
	Field string // id, date, source, files, or the name of a set
	Line  int    // of the set's XML, 0 for the whole
	Why   string // stable id
	Text  string // in English, with the offending value
}

// Faults is everything wrong with a candidate.
type Faults []Fault

// Error lists the first faults.
func (f Faults) Error() string {
	var parts []string
	for i, x := range f {
		if i == 5 {
			parts = append(parts, fmt.Sprintf("and %d more", len(f)-i))
			break
		}
		parts = append(parts, x.Error())
	}
	return strings.Join(parts, "; ")
}

// Error says where and what.
func (f Fault) Error() string {
	if f.Line > 0 {
		return fmt.Sprintf("%s, line %d: %s: %s", f.Field, f.Line, f.Why, f.Text)
	}
	return fmt.Sprintf("%s: %s: %s", f.Field, f.Why, f.Text)
}

// Add keeps an edition, all of it or nothing. The same content again changes
// nothing: the edition that is kept comes back, and added is false. Errors:
// Faults, ErrTaken, or of the store. Only actors who bring the role of an
// operator may: those at the shell.
func (s *Service) Add(ctx context.Context, actor lifecycle.Actor, c Candidate) (e Edition, added bool, err error) {
	if !workflow.Shares(workflow.SettingRoles, actor.Roles) {
		return Edition{}, false, &lifecycle.Invalid{Field: "actor", Why: "not_allowed"}
	}
	e, files, err := c.edition()
	if err != nil {
		return Edition{}, false, err
	}
	if s.Carried != nil && s.Carried.ID == c.ID {
		return Edition{}, false, fmt.Errorf("edition %s: %w", c.ID, ErrTaken)
	}
	err = s.Store.InTx(ctx, func(ctx context.Context) error {
		kept, err := s.Store.RuleEditions(ctx)
		if err != nil {
			return fmt.Errorf("listing editions: %w", err)
		}
		if i := slices.IndexFunc(kept, func(k Edition) bool { return k.Digest == e.Digest }); i >= 0 {
			e = kept[i]
			return nil
		}
		now, err := s.Clock.Now(ctx)
		if err != nil {
			return fmt.Errorf("reading the clock: %w", err)
		}
		e.AddedBy, e.AddedAt, added = actor.Account, now.UTC().Truncate(time.Second), true
		return s.Store.AddRuleEdition(ctx, e, files) //nolint:wrapcheck // names the edition itself
	})
	if err != nil {
		return Edition{}, false, fmt.Errorf("keeping edition %s: %w", c.ID, err)
	}
	return e, added, nil
}

// Remove forgets an edition that no round was ever given. Its id stays taken.
func (s *Service) Remove(ctx context.Context, actor lifecycle.Actor, id string) error {
	if !workflow.Shares(workflow.SettingRoles, actor.Roles) {
		return &lifecycle.Invalid{Field: "actor", Why: "not_allowed"}
	}
	return s.Store.InTx(ctx, func(ctx context.Context) error { //nolint:wrapcheck // inner errors say what failed
		now, err := s.Clock.Now(ctx)
		if err != nil {
			return fmt.Errorf("reading the clock: %w", err)
		}
		return s.Store.RemoveRuleEdition(ctx, id, actor.Account, now.UTC().Truncate(time.Second)) //nolint:wrapcheck // names the edition itself
	})
}

// edition reads and checks a candidate. The error is of type Faults.
func (c Candidate) edition() (Edition, []File, error) {
	var faults Faults
	fault := func(field, why, format string, args ...any) {
		faults = append(faults, Fault{Field: field, Why: why, Text: fmt.Sprintf(format, args...)})
	}
	if !goodID(c.ID) {
		fault("id", "characters", "%q: at most 40 small letters, digits, dots and hyphens", c.ID)
	}
	if _, err := time.Parse(time.DateOnly, c.Date); err != nil {
		fault("date", "date", "%q is no day such as 2025-09-23", c.Date)
	}
	if strings.TrimSpace(c.Source) == "" {
		fault("source", "missing", "say who published the rules")
	}
	if len(c.Files) == 0 {
		fault("files", "missing", "an edition has at least one rule set")
	}
	files := slices.Clone(c.Files)
	slices.SortStableFunc(files, func(a, b File) int { return compareNames(a.Name, b.Name) })
	e := Edition{ID: c.ID, Date: c.Date, Source: strings.TrimSpace(c.Source), SourceURL: strings.TrimSpace(c.SourceURL)}
	var sets []*rootzone.Set
	for _, f := range files {
		set, rules, wrong := readSet(f, c.Lenient)
		if faults = append(faults, wrong...); rules != nil {
			sets = append(sets, rules)
		}
		e.Sets = append(e.Sets, set)
	}
	if _, err := rootzone.NewEdition(c.ID, c.Date, c.Source, sets...); err != nil && len(sets) > 0 {
		fault("files", "edition", "%v", err)
	}
	if len(faults) > 0 {
		return Edition{}, nil, faults
	}
	e.Digest = digestOf(e.Sets)
	return e, files, nil
}

func goodID(id string) bool {
	return id != "" && len(id) <= 40 && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789.-") == "" && strings.Trim(id, ".-") == id
}

// compareNames puts the common set first and the others by name.
func compareNames(a, b string) int {
	rank := func(name string) int {
		if IsCommon(name) {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
}

func readSet(f File, lenient bool) (Set, *rootzone.Set, Faults) {
	sum := sha256.Sum256(f.XML)
	set := Set{Name: f.Name, SHA256: hex.EncodeToString(sum[:]), Octets: len(f.XML)}
	g, err := lgr.ParseWith(bytes.NewReader(f.XML), lgr.Options{Lenient: lenient})
	if err != nil {
		return set, nil, faultsOf(f.Name, err)
	}
	rules := rootzone.NewSet(f.Name, g)
	set.Facts = FactsOf(rules)
	return set, rules, nil
}

func faultsOf(name string, err error) Faults {
	var list lgr.Faults
	if !errors.As(err, &list) {
		return Faults{{Field: name, Why: "xml", Text: err.Error()}}
	}
	var out Faults
	for _, x := range list {
		out = append(out, Fault{Field: name, Line: x.Line, Why: x.Rule, Text: x.Text})
	}
	return out
}

// SetName is the name of a rule set by the name of its file: without the
// ending, and without the date and language that the Root Zone LGR appends
// ("lgr-5-arabic-script-26may22-en.xml" is "lgr-5-arabic-script").
func SetName(file string) string {
	name := strings.TrimSuffix(file[strings.LastIndexAny(file, `/\`)+1:], ".xml")
	parts := strings.Split(name, "-")
	if n := len(parts); n > 2 && len(parts[n-1]) == 2 && isDate(parts[n-2]) {
		parts = parts[:n-1]
	}
	if n := len(parts); n > 1 && isDate(parts[n-1]) {
		parts = parts[:n-1]
	}
	return strings.Join(parts, "-")
}

// isDate reports whether text is a date as file names have it: 26may22 or
// 20220526.
func isDate(text string) bool {
	for _, layout := range []string{"02Jan06", "20060102"} {
		if _, err := time.Parse(layout, text); err == nil {
			return true
		}
	}
	return false
}
